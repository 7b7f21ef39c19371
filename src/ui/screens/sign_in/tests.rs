//! The start of a shift, by keyboard.

use egui::Key;
use egui_kittest::kittest::Queryable as _;

use crate::app::api::{Done, Phase, Request, State};
use crate::app::problem::Problem;
use crate::domain::content::Post;
use crate::domain::role::Side;
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::testing::{assert_says, pictures, press, seat, shift, stage, type_in};
use crate::ui::theme::{Profile, Theme};

fn before_shift() -> State {
    State {
        police: None,
        health: None,
        post: None,
        saved: crate::app::api::Saved::Nothing,
        ..shift(Phase::SignIn)
    }
}

#[test]
fn officer_signs_in_sets_a_pin_and_starts_alone_by_keyboard() {
    let mut harness = stage(before_shift(), None, Theme::Light, CAR);
    type_in(&mut harness, "4411");
    press(&mut harness, Key::Enter);
    type_in(&mut harness, "anchor basil canyon dwarf ember");
    press(&mut harness, Key::Enter);
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::SignIn { side: Side::Police, handle, .. }] if handle == "4411"),
        "{asked:?}"
    );
    let mut state = before_shift();
    state.police = Some(crate::app::api::SeatState {
        has_pin: false,
        ..seat("PC 4411 Hughes", 1)
    });
    harness.state_mut().show(state.clone());
    harness.state_mut().done(Done::Ok);
    harness.run_ok();
    type_in(&mut harness, "135790");
    type_in(&mut harness, "135790");
    let asked = harness.state_mut().asked();
    assert!(
        matches!(
            &asked[..],
            [Request::SetPin {
                side: Side::Police,
                ..
            }]
        ),
        "{asked:?}"
    );
    state.police = Some(seat("PC 4411 Hughes", 1));
    harness.state_mut().show(state);
    harness.state_mut().done(Done::Ok);
    harness.run_ok();
    harness.get_by_label("Only one of us today").click();
    harness.run_ok();
    harness
        .get_by_role_and_label(egui::Role::RadioGroup, "Where are you?")
        .focus();
    harness.run_ok();
    press(&mut harness, Key::Num1);
    press(&mut harness, Key::Tab);
    type_in(&mut harness, "Car 2");
    press(&mut harness, Key::Enter);
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::StartShift { post: Post::Car, station }] if station == "Car 2"),
        "{asked:?}"
    );
}

#[test]
fn start_shift_names_what_is_missing() {
    let mut harness = stage(before_shift(), None, Theme::Light, CAR);
    harness.get_by_label("Start shift").click();
    harness.run_ok();
    assert!(harness.state_mut().asked().is_empty());
    let words = scan::all_words(&harness);
    for needed in ["There is a problem", "Nobody has signed in", "Choose car or desk"] {
        assert!(words.contains(needed), "{needed} is not said in:\n{words}");
    }
}

#[test]
fn a_line_of_the_summary_leads_to_its_question_by_mouse_and_alt_answers_nothing() {
    let mut harness = stage(before_shift(), None, Theme::Light, CAR);
    harness.get_by_label("Start shift").click();
    harness.run_ok();
    harness.get_by_label("Error: Choose car or desk").click();
    harness.run_ok();
    let question = harness.get_by_role_and_label(egui::Role::RadioGroup, "Where are you?");
    assert!(question.is_focused(), "the question has the keyboard");
    harness.key_press_modifiers(egui::Modifiers::ALT, Key::Num2);
    harness.run_ok();
    assert!(
        scan::all_words(&harness).contains("Vehicle"),
        "Alt+2 chose the desk"
    );
    press(&mut harness, Key::Num2);
    assert!(
        !scan::all_words(&harness).contains("Vehicle"),
        "2 chooses the desk"
    );
}

#[test]
fn a_wrong_passphrase_keeps_the_handle_and_says_so() {
    let mut harness = stage(before_shift(), None, Theme::Light, CAR);
    type_in(&mut harness, "4411");
    press(&mut harness, Key::Enter);
    type_in(&mut harness, "wrong words");
    press(&mut harness, Key::Enter);
    harness.state_mut().failed(Problem::new(
        "V-101",
        "That name and passphrase do not match",
        "Check Caps Lock",
    ));
    harness.run_ok();
    let words = scan::all_words(&harness);
    assert!(
        words.contains("That name and passphrase do not match. Check Caps Lock"),
        "{words}"
    );
    assert!(words.contains("4411"), "the handle was kept");
}

#[test]
fn the_page_is_named_sized_and_free_of_dead_buttons() {
    let harness = stage(before_shift(), None, Theme::Light, CAR);
    scan::assert_named(&harness);
    scan::assert_sizes(&harness, Profile::Car);
    scan::assert_no_dead_button(&harness);
    scan::assert_no_overlap(&harness);
}

#[test]
fn sign_in_pictures() {
    pictures("sign-in", &before_shift(), None, |_| {});
    let mut state = before_shift();
    state.police = Some(seat("PC 4411 Hughes", 1));
    pictures("sign-in-one", &state, None, |_| {});
}

#[test]
fn pin_pictures() {
    let mut state = before_shift();
    state.police = Some(crate::app::api::SeatState {
        has_pin: false,
        ..seat("PC 4411 Hughes", 1)
    });
    pictures("sign-in-pin", &state, None, |harness| {
        assert_says(harness, "Now a PIN of 6 numbers");
    });
}

#[test]
fn sign_in_problem_pictures() {
    pictures("sign-in-missing", &before_shift(), None, |harness| {
        harness.get_by_label("Start shift").click();
        harness.run_ok();
        assert_says(harness, "There is a problem");
    });
}

#[test]
fn office_sign_in_pictures() {
    pictures("sign-in-office", &before_shift(), None, |harness| {
        harness.get_by_label("Supervisor or governance lead").click();
        harness.run_ok();
        type_in(harness, "rshah");
        assert_says(harness, "You see decisions and counts");
    });
}
