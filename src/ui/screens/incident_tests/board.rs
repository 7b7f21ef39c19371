//! The board and the new incident.

use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::app::api::{Done, Request, RowDesk};
use crate::domain::content::{Detail, Grade};
use crate::test_support::harness::{CAR, DESK, keep_or_compare, picture_name};
use crate::test_support::scan;
use crate::ui::route::{Route, Section};
use crate::ui::testing::{pictures, stage};
use crate::ui::theme::{Profile, Theme};

#[test]
fn board_pictures() {
    pictures("board-shared", &at_work(Phase::Shared, incident()), None, |_| {});
}

#[test]
fn desk_board_pictures() {
    let mut state = at_desk(Phase::Seat(Side::Health));
    let told = Some(KnownAnswer::Known);
    let desks = [
        RowDesk {
            grade: Some(Grade::Immediate),
            holder: Some("R Evans, Desk 2".to_owned()),
            known: [told, told],
            risk: Some(RiskLevel::Likely),
            age: Some(41),
            ..RowDesk::default()
        },
        RowDesk {
            grade: Some(Grade::Scheduled),
            known: [None, Some(KnownAnswer::NotKnown)],
            ..RowDesk::default()
        },
        RowDesk {
            grade: Some(Grade::Advice),
            holder: Some("J Patel, Desk 1".to_owned()),
            risk: Some(RiskLevel::Possible),
            ..RowDesk::default()
        },
        RowDesk {
            grade: Some(Grade::Priority),
            holder: Some("J Patel, Desk 1".to_owned()),
            known: [told, told],
            risk: Some(RiskLevel::Now),
            age: Some(30),
            attended: Some(minutes_ago(12)),
            ..RowDesk::default()
        },
    ];
    for (row, desk) in state.live.iter_mut().zip(desks) {
        row.desk = desk;
    }
    let mut focus = incident();
    focus.desk.grade = Some((Grade::Priority, minutes_ago(10)));
    state.focus = Some(Arc::new(focus));
    pictures("board-desk", &state, Some(&Route::Board), |_| {});
}

#[test]
fn new_incident_pictures() {
    let mut fresh = incident();
    (fresh.source, fresh.place, fresh.person, fresh.age) = (None, String::new(), String::new(), None);
    fresh.age_about = false;
    (fresh.log, fresh.risk, fresh.milestones, fresh.disclosures) = Default::default();
    pictures(
        "new-incident",
        &at_work(Phase::Shared, fresh),
        Some(&Route::NewIncident),
        |_| {},
    );
}

#[test]
fn the_board_shows_what_crossed_and_nothing_of_what_did_not() {
    let harness = stage(at_work(Phase::Shared, incident()), None, Theme::Light, CAR);
    harness.get_by_label("One person talking. Keep distance");
    harness.get_by_label("Known to police: yes");
    assert!(
        harness.query_by_label_contains("tablets about").is_none(),
        "a private note"
    );
    let mut state = at_work(Phase::Shared, incident());
    let mut focus = incident();
    focus.disclosures[2].withdrawn_at = Some(minutes_ago(1));
    state.focus = Some(Arc::new(focus));
    let harness = stage(state, None, Theme::Light, CAR);
    assert!(
        harness
            .query_by_label("One person talking. Keep distance")
            .is_none(),
        "it was withdrawn"
    );
}

#[test]
fn a_step_is_stamped_in_one_press() {
    let mut harness = stage(at_work(Phase::Shared, incident()), None, Theme::Light, CAR);
    harness.get_by_label("Stamp now: Clear").click();
    harness.run_ok();
    let asked = harness.state_mut().sent();
    assert!(
        matches!(asked[..], [Request::Stamp(INCIDENT, Milestone::Clear, None)]),
        "{asked:?}"
    );
}

#[test]
fn the_board_in_the_car_needs_no_scrolling_and_every_target_is_large_enough() {
    let harness = stage(at_work(Phase::Shared, incident()), None, Theme::Light, CAR);
    let last = first(&harness, "Outcome and follow-up").rect();
    // 68 points of buttons, 8 of margin, 16 of card
    assert!(last.bottom() <= 576.0 - 68.0 - 24.0, "{last:?}");
    scan::assert_sizes(&harness, Profile::Car);
    scan::assert_no_overlap(&harness);
}

/// The car's screen at 200 %: the page scrolls under its main buttons.
#[test]
fn low_window_pictures() {
    let small = egui::vec2(640.0, 360.0);
    let mut results = egui_kittest::SnapshotResults::new();
    for (name, route) in [
        ("low-board", Route::Board),
        ("low-notes", Route::Workspace(Section::Notes)),
    ] {
        let state = at_work(Phase::Seat(Side::Health), incident());
        let mut harness = stage(state, Some(route), Theme::Light, small);
        harness.remove_cursor();
        harness.run_ok();
        keep_or_compare(&mut harness, &picture_name(name, Theme::Light, small));
        results.extend_harness(&mut harness);
    }
    let wrong: Vec<String> = results.into_inner().iter().map(ToString::to_string).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_longest_names_in_easier_reading_leave_the_page_its_room() {
    for phase in [Phase::Shared, Phase::Seat(Side::Health)] {
        let mut state = at_work(phase, incident());
        for seat in [&mut state.police, &mut state.health].into_iter().flatten() {
            seat.name = format!("{} {}", seat.name, "Featherstonehaugh".repeat(3));
        }
        let mut harness = stage(state, Some(Route::Board), Theme::Light, CAR);
        harness.state_mut().shell.read_easier(true);
        harness.run_ok();
        let title = first(&harness, "Incident 26-0117").rect();
        assert!(title.top() <= 130.0, "{phase:?}: the page begins at {title:?}");
    }
}

#[test]
fn pages_stay_whole_in_a_small_window() {
    for route in [
        None,
        Some(Route::NewIncident),
        Some(Route::S136),
        Some(Route::Outcome),
    ] {
        let small = egui::vec2(640.0, 360.0);
        let harness = stage(at_work(Phase::Shared, incident()), route, Theme::Light, small);
        scan::assert_no_overlap(&harness);
    }
}

#[test]
fn with_nothing_open_it_says_so_and_when_the_last_one_closed() {
    let mut closed = row(&incident());
    closed.closed = Some(minutes_ago(33));
    let state = State {
        past: vec![closed],
        ..shift(Phase::Shared)
    };
    let harness = stage(state, None, Theme::Light, CAR);
    harness.get_by_label("Nothing waiting. Last incident closed 20:31.");
}

#[test]
fn at_the_desk_the_list_keeps_its_order_and_enter_brings_a_row_into_focus() {
    let mut harness = stage(at_desk(Phase::Shared), None, Theme::Light, DESK);
    first(&harness, "Ana Silva").click();
    harness.run_ok();
    let asked = harness.state_mut().sent();
    assert!(
        matches!(asked[..], [Request::Focus(incident)] if incident != INCIDENT),
        "{asked:?}"
    );
}

#[test]
fn a_new_incident_is_useful_after_three_presses() {
    let mut fresh = incident();
    (fresh.source, fresh.log) = (None, String::new());
    let mut harness = stage(shift(Phase::Shared), None, Theme::Light, CAR);
    chord(&mut harness, CTRL, Key::N);
    assert!(matches!(harness.state_mut().sent()[..], [Request::OpenIncident]));
    harness.state_mut().show(at_work(Phase::Shared, fresh));
    harness.state_mut().done(Done::Opened(INCIDENT));
    harness.run_ok();
    press(&mut harness, &[Key::Num1, Key::Enter]);
    let asked = harness.state_mut().sent();
    let [Request::SetDetail(INCIDENT, detail)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert_eq!(
        *detail,
        Detail::Source {
            source: Source::Call999,
            log: String::new()
        }
    );
    assert_eq!(*harness.state().shell.route(), Route::Board);
}

#[test]
fn a_field_is_saved_as_it_is_left_and_digits_typed_into_it_choose_nothing() {
    let mut fresh = incident();
    (fresh.source, fresh.log, fresh.place) = (None, String::new(), String::new());
    let mut harness = stage(
        at_work(Phase::Shared, fresh),
        Some(Route::NewIncident),
        Theme::Light,
        CAR,
    );
    harness.get_by_label("Place").focus();
    harness.run_ok();
    harness.get_by_label("Place").type_text("123 Mill Lane");
    harness.run_ok();
    press(&mut harness, &[Key::Tab]);
    let asked = harness.state_mut().sent();
    let [Request::SetDetail(INCIDENT, Detail::Place(place))] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert_eq!(place, "123 Mill Lane");
}
