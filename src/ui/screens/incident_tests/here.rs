//! You were here: after cover, lock, idleness or a change of seats whoever sat there is back on the page and at the caret;
//! nobody else is. And the steps of an incident, each in one press from any page.

use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::app::api::{Done, Request};
use crate::test_support::harness::CAR;
use crate::ui::route::{Route, Section};
use crate::ui::testing::stage;
use crate::ui::theme::Theme;

const PLAN: Route = Route::Workspace(Section::Plan);
const FIELD: &str = "What you both agreed to do";

/// This phase in a sitting of its own.
fn sitting(phase: Phase, number: u64, member: u8) -> State {
    let mut stored = incident();
    stored.frame.plan = "Stay with him".to_owned();
    let mut state = at_work(phase, stored);
    state.sitting = number;
    state.me = matches!(phase, Phase::Seat(_)).then_some(MemberId([member; 16]));
    state
}

fn show(harness: &mut Harness<'_, Stage>, state: State) {
    harness.state_mut().show(state);
    harness.run_ok();
}

/// The nurse types into the plan, the caret in the middle of it.
fn typing() -> Harness<'static, Stage> {
    let seat = Phase::Seat(Side::Health);
    let mut harness = stage(sitting(seat, 1, 2), Some(PLAN), Theme::Light, CAR);
    harness.get_by_label(FIELD).focus();
    harness.run_ok();
    harness.key_press(Key::Home);
    harness.run_ok();
    for _ in 0..4 {
        harness.key_press(Key::ArrowRight);
    }
    harness.run_ok();
    harness
}

#[test]
fn who_uncovers_is_back_at_the_caret_after_cover_lock_idleness_and_a_change_of_seats() {
    for between in [
        vec![Phase::Covered],
        vec![Phase::Covered, Phase::Locked],
        vec![Phase::Shared],
        vec![Phase::Shared, Phase::Covered, Phase::Shared],
        vec![Phase::Seat(Side::Police), Phase::Covered],
    ] {
        let mut harness = typing();
        let mut number = 2;
        for phase in &between {
            show(&mut harness, sitting(*phase, number, 1));
            number += 1;
        }
        show(&mut harness, sitting(Phase::Seat(Side::Health), number, 2));
        assert_eq!(*harness.state().shell.route(), PLAN, "{between:?}");
        harness.run_ok();
        assert!(harness.get_by_label(FIELD).is_focused(), "{between:?}");
        harness.get_by_label(FIELD).type_text("!");
        harness.run_ok();
        let value = harness.get_by_label(FIELD).value().unwrap_or_default();
        assert_eq!(value, "Stay! with him", "{between:?}");
    }
}

#[test]
fn nobody_else_is_led_there_and_no_other_incident() {
    let mut harness = typing();
    show(&mut harness, sitting(Phase::Covered, 2, 0));
    show(&mut harness, sitting(Phase::Shared, 3, 0));
    assert_eq!(
        *harness.state().shell.route(),
        Route::Board,
        "the other's PIN opens the shared view"
    );
    show(&mut harness, sitting(Phase::Seat(Side::Health), 4, 9));
    assert_ne!(*harness.state().shell.route(), PLAN, "another nurse");

    let mut harness = typing();
    show(&mut harness, sitting(Phase::Covered, 2, 0));
    let mut other = sitting(Phase::Seat(Side::Health), 3, 2);
    let mut focus = incident();
    focus.incident = IncidentId([9; 16]);
    other.focus = Some(Arc::new(focus));
    show(&mut harness, other);
    assert_ne!(*harness.state().shell.route(), PLAN, "another incident");

    // after the shift nothing of it is left
    let mut harness = typing();
    show(&mut harness, sitting(Phase::SignIn, 2, 0));
    show(&mut harness, sitting(Phase::Seat(Side::Health), 3, 2));
    assert_ne!(*harness.state().shell.route(), PLAN);
}

#[test]
fn the_covered_shared_view_comes_back_where_it_was_and_f4_shows_its_board() {
    let mut harness = stage(sitting(Phase::Shared, 1, 0), Some(PLAN), Theme::Light, CAR);
    show(&mut harness, sitting(Phase::Covered, 2, 0));
    show(&mut harness, sitting(Phase::Shared, 3, 0));
    assert_eq!(*harness.state().shell.route(), PLAN);
    show(&mut harness, sitting(Phase::Seat(Side::Health), 4, 2));
    show(&mut harness, sitting(Phase::Shared, 5, 0));
    assert_eq!(*harness.state().shell.route(), Route::Board);
}

/// Alt and a digit from any page, also while typing: the time of the press, no digit in the field, and a strip that undoes it.
#[test]
fn each_step_is_one_press_from_any_page_and_one_more_takes_it_back() {
    for (key, step) in [
        (Key::Num1, Milestone::Call),
        (Key::Num2, Milestone::Assigned),
        (Key::Num3, Milestone::OnScene),
        (Key::Num4, Milestone::Decision),
        (Key::Num5, Milestone::Conveyed),
        (Key::Num6, Milestone::HandedOver),
        (Key::Num7, Milestone::Clear),
    ] {
        let mut harness = typing();
        let _before = harness.state_mut().asked();
        // as the system sends it: the digit comes as a letter too
        let pressed = egui::Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::ALT,
        };
        let events = [pressed, egui::Event::Text("7".to_owned())];
        harness.input_mut().events.extend(events);
        harness.run_ok();
        let mut asked = harness.state_mut().sent();
        // what stands in the fields is stored first
        asked.retain(|request| !matches!(request, Request::SetDetail(..)));
        assert!(
            matches!(&asked[..], [Request::Stamp(INCIDENT, stamped, None)] if *stamped == step),
            "{asked:?}"
        );
        let value = harness.get_by_label(FIELD).value().unwrap_or_default();
        assert_eq!(value, "Stay with him");
        harness.state_mut().done(Done::Ok);
        harness.run_ok();
        harness.get_by_label("Undo").click();
        harness.run_ok();
        let asked = harness.state_mut().sent();
        assert!(matches!(asked[..], [Request::Undo(INCIDENT)]), "{asked:?}");
    }
}

#[test]
fn the_board_offers_each_step_in_its_turn_in_one_press() {
    use Milestone::{Assigned, Call, Clear, Conveyed, Decision, HandedOver, OnScene};
    let offered = |stamped: &[Milestone]| -> Vec<Milestone> {
        let mut incident = incident();
        incident.milestones = stamped.iter().map(|step| (*step, minutes_ago(5))).collect();
        let harness = stage(at_work(Phase::Shared, incident), None, Theme::Light, CAR);
        let shown = |step: &Milestone| {
            let name = format!("Stamp now: {}", crate::ui::parts::milestone_words(*step));
            harness.query_by_label(&name).is_some()
        };
        Milestone::ALL.into_iter().filter(shown).collect()
    };
    assert_eq!(offered(&[]), [Call, Assigned, OnScene]);
    assert_eq!(offered(&[Call, OnScene]), [Decision, Conveyed, Clear]);
    assert_eq!(offered(&[OnScene, Decision, Conveyed]), [HandedOver, Clear]);
    assert_eq!(offered(&[OnScene, Clear]), []);
}
