//! Outcome and close.

use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::app::api::{CloseGap, Done, Request};
use crate::domain::content::{FollowUp, IncidentOutcome};
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{pictures, stage};
use crate::ui::theme::Theme;

#[test]
fn outcome_pictures() {
    let state = at_work(Phase::Seat(Side::Health), incident());
    pictures("outcome", &state, Some(&Route::Outcome), |harness| {
        press(harness, &[Key::Num4, Key::Tab, Key::Num1]);
    });
}

#[test]
fn closing_with_an_outcome_takes_six_presses() {
    let mut clean = incident();
    clean.disclosures.remove(1);
    let mut harness = stage(at_work(Phase::Shared, clean.clone()), None, Theme::Light, CAR);
    chord(&mut harness, CTRL, Key::E);
    press(&mut harness, &[Key::Num4, Key::Tab, Key::Num1, Key::Enter]);
    let asked = harness.state_mut().sent();
    let [Request::SetOutcome(INCIDENT, IncidentOutcome::CrisisTeam, follow_up)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert_eq!(*follow_up, [FollowUp::TellGp]);
    clean.outcome = Some(IncidentOutcome::CrisisTeam);
    clean.follow_up = vec![FollowUp::TellGp];
    harness.state_mut().show(at_work(Phase::Shared, clean));
    harness.state_mut().done(Done::Ok);
    harness.run_ok();
    chord(&mut harness, CTRL, Key::Enter);
    let asked = harness.state_mut().sent();
    assert!(matches!(asked[..], [Request::Close(INCIDENT)]), "{asked:?}");
    harness.state_mut().done(Done::Ok);
    harness.run_ok();
    assert_eq!(*harness.state().shell.route(), Route::Board);
}

#[test]
fn what_is_missing_takes_the_keyboard_and_leads_to_where_it_is_done() {
    let mut done = incident();
    done.outcome = Some(IncidentOutcome::Gp);
    let state = at_work(Phase::Seat(Side::Health), done);
    let mut harness = stage(state, Some(Route::Outcome), Theme::Light, CAR);
    chord(&mut harness, CTRL, Key::Enter);
    harness.state_mut().sent();
    let gap = CloseGap::DangerReason(ItemId([12; 16]), minutes_ago(6));
    harness.state_mut().done(Done::CannotClose(vec![gap]));
    harness.run_ok();
    press(&mut harness, &[Key::Enter]);
    assert_eq!(
        *harness.state().shell.route(),
        Route::FinishDanger(ItemId([12; 16]))
    );
}

#[test]
fn without_an_outcome_close_says_so() {
    let mut harness = stage(
        at_work(Phase::Shared, incident()),
        Some(Route::Outcome),
        Theme::Light,
        CAR,
    );
    chord(&mut harness, CTRL, Key::Enter);
    assert!(harness.state_mut().sent().is_empty());
    harness.get_by_label("There is a problem. Choose how it ended");
    scan::assert_no_overlap(&harness);
}

#[test]
fn reopening_needs_a_reason() {
    let mut closed = incident();
    closed.closed = Some(minutes_ago(1));
    let mut harness = stage(
        at_work(Phase::Shared, closed),
        Some(Route::Outcome),
        Theme::Light,
        CAR,
    );
    harness.get_by_label("Reopen incident").click();
    harness.run_ok();
    assert!(harness.state_mut().sent().is_empty());
    harness.get_by_label("There is a problem. Say why it is opened again");
    harness.get_by_label("Why is it opened again?").focus();
    harness.run_ok();
    harness
        .get_by_label("Why is it opened again?")
        .type_text("Called back");
    harness.run_ok();
    harness.get_by_label("Reopen incident").click();
    harness.run_ok();
    let asked = harness.state_mut().sent();
    assert!(
        matches!(&asked[..], [Request::Reopen(INCIDENT, why)] if why == "Called back"),
        "{asked:?}"
    );
}
