//! Danger now, by three presses, from a seat and from the shared view.

use egui::{Key, Modifiers};
use egui_kittest::Harness;

use crate::app::api::{DangerKind, Done, Phase, Request, State};
use crate::domain::content::Post;
use crate::domain::ids::ItemId;
use crate::domain::role::Side;
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, pictures, shift, stage};
use crate::ui::theme::Theme;

fn press(harness: &mut Harness<'_, Stage>, key: Key) {
    harness.key_press(key);
    harness.run_ok();
}

fn tell(harness: &mut Harness<'_, Stage>) {
    harness.key_press_modifiers(Modifiers::CTRL | Modifiers::COMMAND, Key::Enter);
    harness.run_ok();
}

fn told(harness: &mut Harness<'_, Stage>) -> Option<(DangerKind, String)> {
    harness.state_mut().asked().into_iter().find_map(|request| {
        if let Request::Danger { kind, words } = request {
            Some((kind, words))
        } else {
            None
        }
    })
}

#[test]
fn three_presses_tell_from_a_seat_the_shared_view_and_the_covered_screen() {
    for phase in [
        Phase::Seat(Side::Health),
        Phase::Seat(Side::Police),
        Phase::Shared,
        Phase::Covered,
    ] {
        let mut harness = stage(shift(phase), None, Theme::Light, CAR);
        press(&mut harness, Key::F8);
        press(&mut harness, Key::Num2);
        assert!(
            scan::all_words(&harness).contains("Taken something, medical emergency"),
            "{phase:?}"
        );
        tell(&mut harness);
        assert_eq!(
            told(&mut harness),
            Some((DangerKind::Medical, String::new())),
            "{phase:?}"
        );
    }
}

#[test]
fn the_strip_says_what_will_be_seen_and_closes_once_it_crossed() {
    let mut harness = stage(shift(Phase::Seat(Side::Health)), None, Theme::Light, CAR);
    press(&mut harness, Key::F8);
    press(&mut harness, Key::Num1);
    let words = scan::all_words(&harness);
    assert!(
        words.contains("DANGER 21:04 from nurse. Weapon or means to hand"),
        "{words}"
    );
    tell(&mut harness);
    harness.state_mut().done(Done::Shared(ItemId([5; 16])));
    harness.run_ok();
    let words = scan::all_words(&harness);
    assert!(!words.contains("Danger now: tell the officer"));
    assert!(words.contains("PC 4411 Hughes told at 21:04"), "{words}");
}

#[test]
fn something_else_takes_words_and_never_goes_without_them() {
    let mut harness = stage(shift(Phase::Seat(Side::Police)), None, Theme::Light, CAR);
    press(&mut harness, Key::F8);
    press(&mut harness, Key::Num6);
    tell(&mut harness);
    assert_eq!(told(&mut harness), None);
    assert!(scan::all_words(&harness).contains("Write what the danger is"));
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::F8);
    press(&mut harness, Key::Num6);
    harness.event(egui::Event::Text("Dog loose in the flat".to_owned()));
    harness.run_ok();
    tell(&mut harness);
    assert_eq!(
        told(&mut harness),
        Some((DangerKind::Other, "Dog loose in the flat".to_owned()))
    );
}

#[test]
fn esc_stops_and_nothing_is_told() {
    let mut harness = stage(shift(Phase::Shared), None, Theme::Light, CAR);
    press(&mut harness, Key::F8);
    press(&mut harness, Key::Num3);
    press(&mut harness, Key::Escape);
    tell(&mut harness);
    assert_eq!(told(&mut harness), None);
    assert!(!scan::all_words(&harness).contains("What is the danger?"));
}

#[test]
fn at_the_desk_and_alone_it_says_to_use_the_radio() {
    let desk = State {
        post: Some((Post::Desk, "Desk 3".to_owned())),
        ..shift(Phase::Seat(Side::Health))
    };
    let alone = State {
        police: None,
        ..shift(Phase::Seat(Side::Health))
    };
    for state in [desk, alone] {
        let mut harness = stage(state, None, Theme::Light, CAR);
        press(&mut harness, Key::F8);
        assert!(scan::all_words(&harness).contains("Say this on the radio now"));
    }
}

#[test]
fn practice_says_that_nobody_was_told() {
    let state = State {
        training: true,
        ..shift(Phase::Shared)
    };
    let mut harness = stage(state, None, Theme::Light, CAR);
    press(&mut harness, Key::F8);
    press(&mut harness, Key::Num5);
    tell(&mut harness);
    harness.state_mut().done(Done::Shared(ItemId([5; 16])));
    harness.run_ok();
    assert!(scan::all_words(&harness).contains("Practice only: nobody outside this computer has been told"));
}

#[test]
fn pictures_of_the_danger_strip() {
    pictures("danger", &shift(Phase::Shared), Some(&Route::Board), |harness| {
        press(harness, Key::F8);
        press(harness, Key::Num2);
    });
}

#[test]
fn pictures_of_other_danger_states() {
    let mut desk = shift(Phase::Seat(Side::Health));
    desk.post = Some((Post::Desk, "Desk 3".to_owned()));
    pictures("danger-radio", &desk, Some(&Route::Board), |harness| {
        press(harness, Key::F8);
        press(harness, Key::Num6);
        assert_says(harness, "Say this on the radio now");
    });
    pictures("danger-covered", &shift(Phase::Covered), None, |harness| {
        press(harness, Key::F8);
        assert_says(harness, "What is the danger?");
    });
    let seat = shift(Phase::Seat(Side::Health));
    pictures("danger-told", &seat, Some(&Route::Board), |harness| {
        press(harness, Key::F8);
        press(harness, Key::Num1);
        tell(harness);
        harness.state_mut().done(Done::Shared(ItemId([5; 16])));
        harness.run_ok();
        assert_says(harness, "PC 4411 Hughes told at 21:04");
    });
}

#[test]
fn over_a_closed_incident_the_strip_says_that_a_new_one_is_opened() {
    for says in [false, true] {
        let mut focus = crate::ui::screens::incident_tests::incident();
        focus.closed = says.then_some(focus.opened);
        let state = State {
            focus: Some(std::sync::Arc::new(focus)),
            ..shift(Phase::Seat(Side::Health))
        };
        let mut harness = stage(state, None, Theme::Light, CAR);
        press(&mut harness, Key::F8);
        let words = scan::all_words(&harness);
        assert_eq!(words.contains("This opens a new incident."), says, "{words}");
    }
}
