//! The keyboard is never nowhere: a control that has it and is drawn no more passes it on to its neighbour.

use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::app::api::Done;
use crate::domain::content::{HandoverGiven, HandoverTo, Sbar};
use crate::domain::incident::{Claim, HandoverCard};
use crate::test_support::harness::{CAR, DESK};
use crate::ui::route::Route;
use crate::ui::testing::stage;
use crate::ui::theme::Theme;

/// The name of what has the keyboard.
fn focused(harness: &Harness<'static, Stage>) -> Option<String> {
    let nodes = harness.get_all_by(|node| node.is_focused() && node.role() != egui::accesskit::Role::Window);
    let mut names = nodes.filter_map(|node| {
        let node = node.accesskit_node();
        let name = node.label().or_else(|| node.value());
        name.filter(|_| node.role() != egui::accesskit::Role::Window)
    });
    names.next()
}

/// Puts the keyboard on a control, then shows another picture in which that control is no more.
fn vanish(state: State, route: Route, size: egui::Vec2, control: &str, then: State) -> Option<String> {
    let mut harness = stage(state, Some(route), Theme::Light, size);
    {
        let all = harness.query_all_by_label_contains(control);
        let roles = [egui::accesskit::Role::Button, egui::accesskit::Role::Link];
        let mut pressable = all.filter(|node| roles.contains(&node.accesskit_node().role()));
        let button = pressable.next().unwrap();
        button.scroll_to_me();
        button.focus();
    }
    harness.run_ok();
    assert!(
        focused(&harness).is_some_and(|name| name.contains(control)),
        "{:?}",
        focused(&harness)
    );
    harness.state_mut().show(then);
    harness.state_mut().done(Done::Ok);
    harness.run_ok();
    assert!(
        harness.ctx.memory(egui::Memory::focused).is_some(),
        "the keyboard is nowhere"
    );
    focused(&harness)
}

#[test]
fn on_the_board_the_button_that_took_its_place_has_the_keyboard() {
    let state = at_desk(Phase::Seat(Side::Health));
    let mut taken = state.clone();
    let mut focus = incident();
    focus.desk.claims = vec![Claim {
        claim: ItemId([1; 16]),
        at: minutes_ago(0),
        name: "J Patel".to_owned(),
        station: "Desk 1".to_owned(),
    }];
    taken.focus = Some(Arc::new(focus));
    let heir = vanish(state, Route::Board, DESK, "Take it", taken);
    assert_eq!(heir.as_deref(), Some("Give it back"));
}

#[test]
fn on_the_car_s_board_what_is_done_meanwhile_passes_the_keyboard_on() {
    let state = at_work(Phase::Seat(Side::Health), incident());
    let mut finished = incident();
    finished.disclosures.remove(1);
    let done = at_work(Phase::Seat(Side::Health), finished);
    let heir = vanish(state, Route::Board, CAR, "Finish the reason", done);
    assert!(heir.is_some(), "the keyboard is on a control with a name");
}

#[test]
fn before_closing_what_was_done_meanwhile_leaves_the_keyboard_on_the_page() {
    let mut state = at_work(Phase::Seat(Side::Health), incident());
    state.me = Some(MemberId([2; 16]));
    let mut file = own();
    file.handovers = vec![HandoverCard {
        at: minutes_ago(4),
        author: Some(MemberId([2; 16])),
        given: HandoverGiven {
            incident: INCIDENT,
            handover: ItemId([52; 16]),
            to: HandoverTo::NextShift,
            place: String::new(),
            by: "J Patel, nurse".to_owned(),
            sbar: Sbar::default(),
            code: "K7M2Q".to_owned(),
        },
        received: None,
    }];
    state.own = Some(Arc::new(file));
    let mut signed = state.clone();
    signed.own = Some(Arc::new(own()));
    let heir = vanish(state, Route::Outcome, CAR, "nobody has signed", signed);
    assert!(
        heir.as_deref()
            .is_some_and(|name| !name.contains("Close incident")),
        "{heir:?}"
    );
}
