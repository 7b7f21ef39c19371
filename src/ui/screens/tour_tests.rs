//! A first-day user takes the tour: each step is ticked off by doing it, and the way out is always there.

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::incident_tests::incident as invented;
use crate::app::api::{Phase, State};
use crate::domain::role::Side;
use crate::test_support::harness::{CAR, DESK};
use crate::test_support::night::assert_dark;
use crate::test_support::scan;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::route::{Route, Section};
use crate::ui::testing::{Stage, assert_says, shift, stage, type_in};
use crate::ui::theme::Theme;

fn practice(phase: Phase) -> State {
    State {
        training: true,
        ..shift(phase)
    }
}

fn begin(harness: &mut Harness<'static, Stage>) {
    harness.state_mut().shell.actions.push(Action::Do(Command::Tour));
    harness.run_ok();
}

fn show(harness: &mut Harness<'static, Stage>, state: State) {
    harness.state_mut().show(state);
    harness.run_ok();
}

#[test]
fn each_step_is_ticked_off_by_doing_it() {
    let mut harness = stage(practice(Phase::Shared), None, Theme::Light, CAR);
    harness.get_by_label("Take the guided tour").click();
    harness.run_ok();
    assert_says(&harness, "Guided tour, step 1 of 7");
    show(&mut harness, practice(Phase::Seat(Side::Health)));
    assert_says(&harness, "step 2 of 7");
    let mut state = practice(Phase::Seat(Side::Health));
    let mut incident = invented();
    let told = std::mem::take(&mut incident.disclosures);
    state.focus = Some(Arc::new(incident.clone()));
    show(&mut harness, state.clone());
    assert_says(&harness, "step 3 of 7");
    harness.get_by_label("Skip this step").click();
    harness.run_ok();
    assert_says(&harness, "step 4 of 7");
    incident.disclosures = told;
    state.focus = Some(Arc::new(incident.clone()));
    show(&mut harness, state.clone());
    assert_says(&harness, "step 5 of 7");
    state.phase = Phase::Shared;
    show(&mut harness, state.clone());
    assert_says(&harness, "step 6 of 7");
    state.phase = Phase::Covered;
    show(&mut harness, state.clone());
    assert!(
        !scan::all_words(&harness).contains("Guided tour"),
        "nothing beside the cover"
    );
    state.phase = Phase::Shared;
    show(&mut harness, state.clone());
    assert_says(&harness, "step 7 of 7");
    incident.closed = Some(incident.opened.plus_minutes(40));
    state.focus = Some(Arc::new(incident));
    show(&mut harness, state);
    assert_says(&harness, "That was the whole way");
    harness.get_by_label("Close").click();
    harness.run_ok();
    assert!(harness.query_by_label("Guided tour").is_none(), "it was closed");
}

#[test]
fn it_is_for_practice_only_and_ends_with_the_shift() {
    let mut harness = stage(shift(Phase::Shared), None, Theme::Light, CAR);
    begin(&mut harness);
    assert!(!scan::all_words(&harness).contains("Guided tour"), "a live log");
    let mut harness = stage(practice(Phase::Shared), None, Theme::Light, CAR);
    begin(&mut harness);
    assert_says(&harness, "Guided tour");
    show(&mut harness, practice(Phase::SignIn));
    show(&mut harness, practice(Phase::Shared));
    assert!(
        !scan::all_words(&harness).contains("Guided tour, step"),
        "a new shift"
    );
}

#[test]
fn practice_asked_for_without_a_seat_says_which_key_takes_one() {
    let mut harness = stage(practice(Phase::Shared), None, Theme::Light, CAR);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run_ok();
    type_in(&mut harness, "practise");
    assert_says(&harness, "Practise decisions");
    let wish = Action::Do(Command::Practice);
    harness.state_mut().shell.actions.push(wish);
    harness.run_ok();
    assert_says(&harness, "Take the police seat (F2) or the nurse seat (F3) first");
}

#[test]
fn practice_and_its_tour_keep_to_the_light_of_the_night_on_every_page_of_the_way() {
    let mut incident = invented();
    incident.closed = None;
    for size in [CAR, DESK] {
        for (phase, route) in [
            (Phase::Shared, None),
            (Phase::Shared, Some(Route::NewIncident)),
            (Phase::Seat(Side::Health), Some(Route::Workspace(Section::Notes))),
            (Phase::Seat(Side::Police), Some(Route::Workspace(Section::Notes))),
            (Phase::Seat(Side::Health), Some(Route::Share)),
            (Phase::Shared, Some(Route::Workspace(Section::SharedLog))),
            (Phase::Shared, Some(Route::Outcome)),
        ] {
            let mut state = practice(phase);
            state.focus = Some(Arc::new(incident.clone()));
            let what = format!("{phase:?}, {route:?}, {size:?}");
            let mut harness = stage(state, route, Theme::Night, size);
            assert_dark(&harness.render().unwrap(), &what);
            begin(&mut harness);
            assert_says(&harness, "Guided tour");
            let page = harness.render().unwrap();
            assert_dark(&page, &format!("{what}, with the tour"));
        }
    }
}
