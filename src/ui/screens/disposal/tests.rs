//! Nothing is destroyed by one press, and both leads see how much of which incident it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::super::entry_tests::governance;
use crate::app::api::{Done, Request, State};
use crate::app::certificate::{Certificate, PartDone};
use crate::app::disposal::{DisposalForm, Overview, PartPlan, Planned};
use crate::app::members::{Proposed, Waiting};
use crate::domain::decision::facts::Nation;
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, LogId, MemberId};
use crate::domain::role::{Compartment, Side};
use crate::domain::rules::{Rules, Who};
use crate::domain::time::Moment;
use crate::test_support::harness::CAR;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, few_pictures, press, stage, type_in};
use crate::ui::theme::Theme;

type Harness = egui_kittest::Harness<'static, Stage>;

const PLACE: EntryRef = EntryRef {
    device: DeviceId([1; 16]),
    seq: 40,
};

fn long_ago() -> Moment {
    evening().plus_minutes(-60 * 24 * 365 * 21)
}

fn order(in_force: bool) -> PartDone {
    PartDone {
        order: PLACE,
        leaf: [7; 32],
        compartment: Compartment::Shared,
        entries: 9,
        keys: 2,
        basis: "erasure-upheld".to_owned(),
        basis_words: None,
        policy: "2026-11-21".to_owned(),
        by: "A Morgan".to_owned(),
        organisation: "Northmoor Police".to_owned(),
        at: evening(),
        agreed: None,
        in_force,
        devices: vec![("TR-07".to_owned(), in_force)],
    }
}

fn certificate(parts: Vec<PartDone>) -> Certificate {
    Certificate {
        partnership: "Northmoor street triage".to_owned(),
        training: false,
        log: LogId([3; 32]),
        reference: Some("05-0114".to_owned()),
        incident: Some(IncidentId([4; 16])),
        parts,
        at: evening(),
        key: [5; 32],
        signature: Some([6; 64]),
    }
}

fn overview() -> Overview {
    Overview {
        quiet: vec![
            ("05-0114".to_owned(), long_ago()),
            ("05-0121".to_owned(), long_ago().plus_minutes(60 * 24 * 9)),
        ],
        orders: certificate(vec![order(false)]),
        waiting: BTreeMap::from([(PLACE, "05-0098".to_owned())]),
    }
}

fn planned() -> Planned {
    let rules = Rules::embedded().unwrap();
    let row = rules.retention_for("mental-health-record", Who::Health, Nation::England);
    Planned {
        reference: "05-0114".to_owned(),
        incident: IncidentId([4; 16]),
        basis: row.unwrap().clone(),
        agreed: Vec::new(),
        policy: rules.version.clone(),
        parts: vec![PartPlan::invented(
            Compartment::Health,
            12,
            (long_ago(), long_ago().plus_minutes(95)),
        )],
    }
}

fn lead() -> State {
    State {
        nation: Some(Nation::England),
        waiting: vec![Waiting {
            entry: PLACE,
            side: Side::Police,
            by: MemberId([1; 16]),
            at: evening(),
            in_force: false,
            what: Proposed::Disposal {
                compartment: Compartment::Shared,
                entries: 9,
                basis: "erasure-upheld".to_owned(),
            },
        }],
        ..governance()
    }
}

fn begin(harness: &mut Harness) {
    harness.state_mut().done(Done::Disposals(Arc::new(overview())));
    harness.run_ok();
}

/// Presses what may lie below the page's edge.
fn click(harness: &mut Harness, label: &str) {
    harness.get_by_label(label).click_accesskit();
    harness.run_ok();
}

fn press_row(harness: &mut Harness, words: &str) {
    let mut found = harness.get_all_by_label_contains(words);
    found.next().unwrap().click_accesskit();
    drop(found);
    harness.run_ok();
}

/// Chooses as a lead does and is shown what would go.
fn look(harness: &mut Harness) {
    begin(harness);
    press_row(harness, "05-0114");
    click(harness, "Mental-health record of an adult");
    click(harness, "What Fellside NHS Trust alone can read");
    click(harness, "See what would go");
    let asked = harness.state_mut().asked();
    let right = asked.iter().any(|request| {
        matches!(request, Request::PlanDisposal(DisposalForm { incident, basis, .. })
            if incident == "05-0114" && basis == "mental-health-record")
    });
    assert!(right, "{asked:?}");
    harness
        .state_mut()
        .done(Done::DisposalPlanned(Arc::new(planned())));
    harness.run_ok();
}

fn confirm(harness: &mut Harness, number: &str) {
    click(
        harness,
        "I have checked that nothing holds it: no inquest, complaint, request under way or public inquiry",
    );
    harness
        .get_by_role_and_label(egui::accesskit::Role::TextInput, "Entries that go, as a number")
        .focus();
    harness.run_ok();
    type_in(harness, number);
}

#[test]
fn nothing_goes_before_a_tick_and_the_right_number() {
    let mut harness = stage(lead(), Some(Route::Disposal), Theme::Light, CAR);
    look(&mut harness);
    assert_says(&harness, "12 entries, 2 keys and one draft");
    assert_says(&harness, "This cannot be undone");
    harness.state_mut().asked();
    click(&mut harness, "Destroy it");
    assert_says(&harness, "Check that nothing holds it");
    assert_says(&harness, "Type 12, the number of entries that go");
    confirm(&mut harness, "11");
    click(&mut harness, "Destroy it");
    assert!(harness.state_mut().asked().is_empty(), "another number");
    press(&mut harness, Key::Backspace);
    harness
        .get_by_role_and_label(egui::accesskit::Role::TextInput, "Entries that go, as a number")
        .focus();
    harness.run_ok();
    press(&mut harness, Key::End);
    press(&mut harness, Key::Backspace);
    type_in(&mut harness, "2");
    click(&mut harness, "Destroy it");
    let asked = harness.state_mut().asked();
    assert!(matches!(asked.as_slice(), [Request::Dispose(_, 12)]), "{asked:?}");
    let done = certificate(vec![PartDone {
        compartment: Compartment::Health,
        entries: 12,
        ..order(true)
    }]);
    harness.state_mut().done(Done::Disposed(Arc::new(done)));
    harness.run_ok();
    assert_says(&harness, "12 entries were destroyed here");
    click(&mut harness, "Save the certificate");
    let asked = harness.state_mut().asked();
    assert!(
        matches!(asked.as_slice(), [Request::SaveCertificate(..)]),
        "{asked:?}"
    );
}

#[test]
fn what_both_read_goes_only_when_the_second_lead_has_looked_at_it_too() {
    let mut harness = stage(lead(), Some(Route::Keys), Theme::Light, CAR);
    assert!(
        harness.query_by_label_contains("Confirm:").is_none(),
        "no disposal is confirmed with one press"
    );
    click(&mut harness, "Look at what would go");
    begin(&mut harness);
    press_row(&mut harness, "of 05-0098: 9 entries");
    assert_says(&harness, "Agree to destroy");
    confirm(&mut harness, "9");
    harness.state_mut().asked();
    click(&mut harness, "Agree and destroy it");
    let asked = harness.state_mut().asked();
    assert!(matches!(asked.as_slice(), [Request::Confirm(PLACE)]), "{asked:?}");
}

#[test]
fn escape_destroys_nothing_and_keeps_what_was_typed() {
    let mut harness = stage(lead(), Some(Route::Disposal), Theme::Light, CAR);
    look(&mut harness);
    press(&mut harness, Key::Escape);
    assert_says(&harness, "See what would go");
    harness.state_mut().asked();
    click(&mut harness, "See what would go");
    let asked = harness.state_mut().asked();
    assert!(
        matches!(asked.as_slice(), [Request::PlanDisposal(_)]),
        "{asked:?}"
    );
}

#[test]
fn pictures_of_the_choice_and_of_the_page_before_it_counts() {
    few_pictures("disposal", &lead(), Some(&Route::Disposal), begin);
    few_pictures("disposal-check", &lead(), Some(&Route::Disposal), look);
}
