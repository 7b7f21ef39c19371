//! The limit of somebody who is detained on another incident: said wherever the crew stands, and as soon as it comes.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::app::api::{Detained, Request};
use crate::domain::mha::clock::{From, Period};
use crate::test_support::harness::{CAR, DESK};
use crate::ui::route::{Route, Section};
use crate::ui::testing::{Stage, assert_says, few_pictures, stage};
use crate::ui::theme::Theme;

/// Another open incident on which the time to keep somebody ends so many minutes from now.
fn elsewhere(phase: Phase, left: i64) -> State {
    let limit = evening().plus_minutes(left);
    let mut state = at_work(phase, incident());
    state.live.push(IncidentRow {
        incident: IncidentId([9; 16]),
        reference: "26-0118".to_owned(),
        place: "Station platform 3".to_owned(),
        detained: Some(Detained {
            section: 136,
            period: Some(Period {
                start: limit.plus_minutes(-24 * 60),
                from: From::Arrival,
                limit,
                extended: 0,
                written: None,
            }),
        }),
        ..row(&incident())
    });
    state
}

fn said(harness: &Harness<'static, Stage>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn the_last_two_hours_and_the_limit_of_another_incident_are_said_on_every_page_of_the_crew() {
    let pages = [
        Route::Board,
        Route::Workspace(Section::Notes),
        Route::Share,
        Route::S136,
        Route::S136Record,
        Route::Outcome,
    ];
    for route in pages {
        for (left, words) in [
            (119, "26-0118: Section 136 ends 23:03"),
            (-5, "26-0118: Section 136 limit passed 20:59"),
        ] {
            let seat = elsewhere(Phase::Seat(Side::Health), left);
            let harness = stage(seat, Some(route.clone()), Theme::Light, CAR);
            assert!(said(&harness, words), "{route:?} {left}");
        }
        let quiet = elsewhere(Phase::Seat(Side::Health), 7 * 60);
        let harness = stage(quiet, Some(route.clone()), Theme::Light, CAR);
        assert!(!said(&harness, "26-0118: Section 136"), "{route:?}");
    }
}

#[test]
fn six_hours_before_it_is_in_the_head_of_the_other_incident_and_in_what_is_still_to_do() {
    for phase in [Phase::Shared, Phase::Seat(Side::Police)] {
        let mut harness = stage(elsewhere(phase, 5 * 60), Some(Route::Board), Theme::Light, CAR);
        let words = "26-0118: Section 136 ends Sat 21 Nov 02:04";
        let head = harness.get_all_by_label(words).next().unwrap();
        assert!(head.rect().max.y < 300.0, "{phase:?}: {:?}", head.rect());
        let by = format!(", {words}");
        harness.get_all_by_label_contains(&by).last().unwrap().click();
        harness.run_ok();
        let asked = harness.state_mut().sent();
        assert!(
            matches!(asked[..], [Request::Focus(IncidentId([9, ..]))]),
            "{phase:?} {asked:?}"
        );
        assert_eq!(*harness.state().shell.route(), Route::S136);
    }
}

#[test]
fn a_closed_incident_in_focus_hides_no_alarm_of_another() {
    let mut state = elsewhere(Phase::Shared, 5 * 60);
    let mut closed = incident();
    closed.closed = Some(minutes_ago(1));
    state.focus = Some(Arc::new(closed));
    let harness = stage(state, Some(Route::Board), Theme::Light, CAR);
    assert!(said(&harness, "Soon, 26-0118: Section 136 ends"));
}

#[test]
fn the_row_of_the_board_says_the_limit() {
    for (size, left, words) in [
        (CAR, 7 * 60, "Section 136 ends Sat 21 Nov 04:04"),
        (DESK, 7 * 60, "Section 136 ends Sat 21 Nov 04:04"),
        (CAR, -5, "Section 136 limit passed 20:59"),
        (DESK, 90, "Section 136 ends 22:34"),
    ] {
        let mut state = elsewhere(Phase::Shared, left);
        if size == DESK {
            state.post = Some((Post::Desk, "Desk 1".to_owned()));
        }
        let mut harness = stage(state, Some(Route::Board), Theme::Light, size);
        if size == CAR {
            harness.get_by_label("Other incidents 1").click();
            harness.run_ok();
        }
        let mut rows = harness.query_all_by_label_contains("Station platform 3");
        let names = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().unwrap_or_default();
        assert!(rows.any(|row| names(&row).contains(words)), "{size} {left}");
        // from six hours on the row shows it before a reason that is due
        if left < 6 * 60 {
            assert!(said(&harness, words), "{size} {left}");
        }
    }
}

#[test]
fn the_window_wakes_for_the_alarm_with_nobody_at_the_machine() {
    // two hours and twenty seconds are left; the minute that every page wakes for is later
    let mut state = elsewhere(Phase::Seat(Side::Health), 120);
    let detained = state.live.last_mut().unwrap().detained.as_mut().unwrap();
    let period = detained.period.as_mut().unwrap();
    period.limit = period.limit.plus_ms(20_000);
    let mut harness = stage(state, Some(Route::Outside), Theme::Light, CAR);
    harness.remove_cursor();
    harness.run_steps(2);
    harness.state().clock.advance_ms(6_000);
    harness.step();
    harness.run_steps(2);
    let window = &harness.output().viewport_output[&egui::ViewportId::ROOT];
    let sleeps = window.repaint_delay.as_millis();
    assert!((1..=14_000).contains(&sleeps), "{sleeps} ms");
    assert!(!said(&harness, "26-0118: Section 136"));
    harness
        .state()
        .clock
        .advance_ms(i64::try_from(sleeps).unwrap() + 1);
    harness.step();
    harness.run_steps(2);
    assert_says(&harness, "26-0118: Section 136 ends 23:04");
}

#[test]
fn nothing_of_it_is_on_a_covered_screen() {
    let mut state = elsewhere(Phase::Covered, -5);
    state.focus = None;
    let harness = stage(state, None, Theme::Light, CAR);
    assert!(!said(&harness, "26-0118"));
}

#[test]
fn alarm_elsewhere_pictures() {
    let state = elsewhere(Phase::Shared, 95);
    few_pictures("s136-elsewhere", &state, Some(&Route::Board), |harness| {
        first(harness, "26-0118: Section 136 ends");
    });
}
