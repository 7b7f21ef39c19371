//! What a lawyer and a lead see of the rule table, and how they find a row.

use std::path::PathBuf;
use std::sync::Arc;

use egui_kittest::kittest::Queryable as _;

use super::super::entry_tests::governance;
use crate::app::api::{Done, Phase, Request, State};
use crate::app::problem::Problem;
use crate::app::rules::{Adoption, TableFact};
use crate::domain::content::{RulesRefusal, RulesRefused};
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::test_support::harness::CAR;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, pictures, press, shift, stage, type_in};
use crate::ui::theme::Theme;

type Harness = egui_kittest::Harness<'static, Stage>;

fn tables() -> Vec<TableFact> {
    let rules = Arc::new(Rules::embedded().unwrap());
    let adopted = Adoption {
        by: "R Shah".to_owned(),
        side: Side::Health,
        approved_by: "Insp D Vale".to_owned(),
        since: evening().plus_minutes(-60 * 24 * 9),
    };
    let fact = |sha256: &str, adopted: Option<Adoption>, in_force| TableFact {
        version: rules.version.clone(),
        as_at: rules.as_at(),
        sha256: sha256.repeat(32),
        adopted,
        in_force,
        rules: Some(Arc::clone(&rules)),
        refused: None,
    };
    vec![fact("7c", None, false), fact("7c", Some(adopted), true)]
}

fn lead() -> State {
    State {
        rule_tables: tables(),
        rules_refused: vec![RulesRefused {
            sha256: "0f".repeat(32),
            why: RulesRefusal::RedLine,
            at: evening().plus_minutes(-60 * 24),
        }],
        ..governance()
    }
}

fn officer() -> State {
    State {
        rule_tables: tables(),
        ..shift(Phase::Seat(Side::Police))
    }
}

fn rules(from: Route) -> Route {
    Route::Rules(Box::new(from))
}

fn click(harness: &mut Harness, label: &str) {
    harness.get_by_label(label).click();
    harness.run_ok();
}

fn open_row(harness: &mut Harness, typed: &str, row: &str) {
    type_in(harness, typed);
    let found = harness.query_all_by_label_contains(row).next();
    found.unwrap_or_else(|| panic!("no row {row}")).click();
    harness.run_ok();
}

#[test]
fn a_row_is_found_by_typing_and_read_whole_and_what_is_off_says_so() {
    let mut harness = stage(officer(), Some(rules(Route::Board)), Theme::Light, CAR);
    assert_says(&harness, "proposed by R Shah, approved by Insp D Vale");
    open_row(
        &mut harness,
        "child sex offence",
        "Report a suspected child sex offence",
    );
    assert_says(&harness, "Off: enacted, start date not confirmed");
    assert_says(&harness, "England only");
    assert_says(&harness, "blocking a report, which is an offence");
    assert_says(&harness, "not confirmed, or sources differ");
    press(&mut harness, egui::Key::Escape);
    assert_says(&harness, "One entry");
    assert!(
        harness.query_by_label("Adopt a newer table").is_none(),
        "a seat reads only"
    );
}

#[test]
fn every_part_of_the_table_is_in_the_list() {
    let list = super::entries::entries(&Rules::embedded().unwrap(), &tables());
    let of = |part: &str| list.iter().filter(|entry| entry.part == part).count();
    assert_eq!(of("Red lines"), 10);
    assert_eq!(of("Powers and duties"), 32);
    assert_eq!(of("What lifts confidence"), 9);
    assert_eq!(of("Data protection"), 32);
    assert_eq!(of("Exemptions: never a gateway"), 10);
    assert_eq!(of("Children and young people"), 6);
    assert_eq!(of("Ready-made situations"), 23);
    assert_eq!(of("Numbers"), 9);
    assert_eq!(of("Terms of 1998"), 18);
    assert_eq!(of("Tables of this log"), 2);
    let found: Vec<_> = list
        .iter()
        .filter(|entry| entry.fits("PCSC s16(4) patient"))
        .collect();
    assert!(found.iter().any(|entry| entry.title == "Serious violence duty"));
    assert!(list.iter().all(|entry| entry.fits("  ")));
}

#[test]
fn a_lead_proposes_a_file_is_told_why_it_is_refused_and_nothing_typed_is_lost() {
    let mut harness = stage(lead(), Some(rules(Route::Month)), Theme::Light, CAR);
    assert_says(&harness, "One rule table was refused");
    click(&mut harness, "Adopt a newer table");
    click(&mut harness, "Propose this table");
    assert_says(&harness, "Write the path of the table's file");
    harness
        .get_by_role_and_label(egui::accesskit::Role::TextInput, "The table's file")
        .focus();
    harness.run_ok();
    type_in(&mut harness, "/media/stick/law.toml");
    click(&mut harness, "Propose this table");
    let asked = harness.state_mut().asked();
    let file = Some(PathBuf::from("/media/stick/law.toml"));
    assert!(
        asked
            .iter()
            .any(|request| matches!(request, Request::AdoptRules(asked) if *asked == file)),
        "{asked:?}"
    );
    let refused = Problem::new(
        "A-402",
        "The rule table is refused: the red line RL1 is missing",
        "Use a table that says all ten red lines as they are",
    );
    harness.state_mut().failed(refused);
    harness.run_ok();
    assert_says(&harness, "the red line RL1 is missing");
    assert_says(&harness, "/media/stick/law.toml");
    click(&mut harness, "Propose this table");
    harness.state_mut().done(Done::Ok);
    harness.run_ok();
    assert_says(&harness, "It holds once the other organisation has confirmed it");
    press(&mut harness, egui::Key::Escape);
    assert_eq!(
        *harness.state().shell.route(),
        Route::Month,
        "back to where it was opened"
    );
}

#[test]
fn the_page_of_the_law() {
    pictures("rules", &lead(), Some(&rules(Route::People)), |harness| {
        assert_says(harness, "The law as Tandem reads it");
    });
    pictures("rules-row", &lead(), Some(&rules(Route::People)), |harness| {
        open_row(harness, "welfare child promote", "Share to safeguard or promote");
    });
}
