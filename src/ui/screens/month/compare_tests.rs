//! The month beside a baseline, one team of it, and a governance lead's own counts.

use std::sync::Arc;

use egui_kittest::kittest::Queryable as _;

use super::tests::{october, office};
use crate::app::api::{Against, BesideMonth, MonthScope, Phase, Request, State};
use crate::domain::content::{BaselineSet, Post, Stated};
use crate::domain::disclosure_control::change;
use crate::domain::role::{Role, Side};
use crate::test_support::harness::DESK;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{few_pictures, shift, stage};
use crate::ui::theme::Theme;

fn compared() -> State {
    let mut state = office(214);
    let page = Arc::make_mut(state.month.as_mut().unwrap());
    page.against = Some(Against {
        before: 31,
        after: 10,
        change: change(31, 10),
        rates: Some((75, 24)),
        baseline: BaselineSet {
            month: "2025-04".parse().unwrap(),
            s136_used: Some(31),
            officer_minutes: Some(290),
            residents: Some(412_000),
            residents_of: Some(2024),
            groups: Some([350_000, 9_000, 31_000, 14_000, 8_000]),
            at: october().start(),
        },
    });
    state
}

fn lead() -> State {
    State {
        office: Some(("R Vale".to_owned(), Side::Police, Role::Governance)),
        month: compared().month,
        ..shift(Phase::Office(Role::Governance))
    }
}

#[test]
fn the_change_stands_with_its_interval_and_proves_nothing() {
    let harness = stage(compared(), Some(Route::Month), Theme::Light, DESK);
    let words = scan::all_words(&harness);
    assert!(words.contains("10 times in October 2026 and 31 times in April 2025"));
    assert!(words.contains("Change -68%") && words.contains("95% interval"));
    assert!(words.contains("It does not prove what caused it"));
    assert!(
        words.contains("not added yet"),
        "nobody has counted for the trust"
    );
}

#[test]
fn a_team_and_another_month_beside_it_are_chosen_by_name() {
    let mut harness = stage(compared(), Some(Route::Month), Theme::Light, DESK);
    harness.get_by_label("Team: Car").click();
    harness.run_ok();
    let car = MonthScope {
        team: Some(Post::Car),
        beside: BesideMonth::Before,
    };
    let asked = harness.state_mut().asked();
    assert!(
        matches!(asked[..], [Request::ScopeMonth(scope)] if scope == car),
        "{asked:?}"
    );
    harness.state_mut().done(crate::app::api::Done::Ok);
    harness.run_ok();
    harness.get_by_label("Compare with: The baseline").click();
    harness.run_ok();
    let asked = harness.state_mut().asked();
    assert!(
        matches!(asked[..], [Request::ScopeMonth(scope)] if scope.beside == BesideMonth::Baseline),
        "{asked:?}"
    );
}

#[test]
fn a_lead_counts_by_one_press_and_a_wrong_month_is_said_beside_its_field() {
    let mut harness = stage(lead(), Some(Route::Baseline), Theme::Light, DESK);
    harness.get_by_label("Count October 2026 and add it").click();
    harness.run_ok();
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::CountOwn(month, stated)] if *month == october() && stated.is_empty()),
        "{asked:?}"
    );
    harness.state_mut().done(crate::app::api::Done::Ok);
    harness.run_ok();
    assert!(scan::all_words(&harness).contains("The counts are in the month"));
    // what was counted outside the program goes with the next count, and is not left on the page
    harness
        .get_by_label("Add what was counted outside Tandem")
        .click();
    harness.run_ok();
    harness.get_by_label("Formal complaints").click();
    harness.run_ok();
    harness.get_by_label("Formal complaints").type_text("12");
    harness.run_ok();
    harness
        .get_by_label("Count October 2026 and add it")
        .click_accesskit();
    harness.run_ok();
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::CountOwn(_, stated)] if stated.get(&Stated::Complaints) == Some(&12)),
        "{asked:?}"
    );
    harness.state_mut().done(crate::app::api::Done::Ok);
    harness.run_ok();
    assert!(!scan::all_words(&harness).contains("Formal complaints"));
    // a supervisor has no such press
    let mut supervisor = compared();
    supervisor.phase = Phase::Office(Role::Supervisor);
    let mut harness = stage(supervisor, Some(Route::Baseline), Theme::Light, DESK);
    assert!(!scan::all_words(&harness).contains("Count October 2026 and add it"));
    harness.get_by_label("Keep this baseline").click();
    harness.run_ok();
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::SetBaseline(form)] if form.officer_minutes == Some(290)),
        "{asked:?}"
    );
}

#[test]
fn pictures_of_the_baseline() {
    few_pictures("baseline", &lead(), Some(&Route::Baseline), |_| {});
}
