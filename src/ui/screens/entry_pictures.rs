//! Pictures of the pages around the work: seats, cover and lock, keys, palette, end of shift, people, what is told.

use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::entry_tests::{busy_shift, governance};
use crate::app::api::{Done, Phase, Saved, State};
use crate::app::problem::Problem;
use crate::domain::role::Side;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, few_pictures, pictures, press, shift, type_in};

fn click(harness: &mut Harness<'static, Stage>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_ok();
}

#[test]
fn taking_a_seat() {
    let route = Route::TakeSeat(Side::Health);
    pictures("take-seat", &shift(Phase::Shared), Some(&route), |harness| {
        type_in(harness, "135");
    });
    pictures(
        "take-seat-wrong",
        &shift(Phase::Shared),
        Some(&route),
        |harness| {
            type_in(harness, "135790");
            harness.state_mut().failed(Problem::new(
                "A-215",
                "That PIN did not work",
                "3 tries left, then use your passphrase",
            ));
            harness.run_ok();
            assert_says(harness, "3 tries left");
        },
    );
}

#[test]
fn a_seat_by_passphrase() {
    let mut state = shift(Phase::Shared);
    state.health.as_mut().unwrap().needs_passphrase = true;
    let route = Route::TakeSeat(Side::Health);
    pictures("take-seat-passphrase", &state, Some(&route), |harness| {
        type_in(harness, "jpatel");
        assert_says(harness, "The PIN was wrong five times");
    });
}

#[test]
fn covered() {
    pictures("covered", &shift(Phase::Covered), None, |_| {});
    pictures("covered-pin", &shift(Phase::Covered), None, |harness| {
        press(harness, Key::Space);
        type_in(harness, "135");
        assert_says(harness, "PIN of either seat");
    });
}

#[test]
fn covered_by_passphrase() {
    pictures("covered-passphrase", &shift(Phase::Covered), None, |harness| {
        press(harness, Key::Space);
        click(harness, "Forgot it? Use your passphrase");
        click(harness, "Nurse seat");
        assert_says(harness, "Whose passphrase?");
    });
}

#[test]
fn locked() {
    let state = State {
        police: None,
        health: None,
        post: None,
        ..shift(Phase::Locked)
    };
    pictures("locked", &state, None, |harness| assert_says(harness, "Locked"));
}

#[test]
fn palette() {
    let route = Route::Palette(Box::new(Route::Board));
    pictures("palette", &busy_shift(), Some(&route), |_| {});
    pictures("palette-none", &busy_shift(), Some(&route), |harness| {
        type_in(harness, "quarry");
        harness.state_mut().done(Done::Found(Vec::new()));
        harness.run_ok();
        assert_says(harness, "No incident matches");
    });
}

#[test]
fn keys() {
    let route = Route::Help(Box::new(Route::Board));
    few_pictures("help", &shift(Phase::Seat(Side::Health)), Some(&route), |_| {});
}

#[test]
fn end_of_the_shift() {
    let route = Route::EndShift(Box::new(Route::Board));
    let state = State {
        training: true,
        ..busy_shift()
    };
    pictures("end-shift", &state, Some(&route), |_| {});
}

#[test]
fn people() {
    pictures("people", &governance(), None, |_| {});
    pictures("people-log-bad", &governance(), None, |harness| {
        click(harness, "Check the log");
        harness.state_mut().done(Done::Verified {
            entries: 412,
            findings: vec!["Entry 311 of TR-07: the signature does not fit".to_owned()],
        });
        harness.run_ok();
        assert_says(harness, "1 of 412 entries do not hold");
    });
}

#[test]
fn something_went_wrong() {
    let state = State {
        saved: Saved::Not("The disk is full".to_owned()),
        ..shift(Phase::Shared)
    };
    pictures("problem-strip", &state, None, |harness| {
        press(harness, Key::F4);
        harness.state_mut().failed(Problem::new(
            "V-301",
            "The last words could not be written to the disk",
            "Make room on the disk; they are kept here until then",
        ));
        harness.run_ok();
        assert_says(harness, "Make room on the disk");
    });
}

#[test]
fn what_is_told() {
    few_pictures("toast", &shift(Phase::Shared), None, |harness| {
        press(harness, Key::F7);
        assert_says(harness, "Take the police seat (F2) or the nurse seat (F3) first");
    });
}
