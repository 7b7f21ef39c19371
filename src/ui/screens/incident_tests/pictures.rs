//! Pictures of the incident's further pages and states: boards, sections, section 136, outcome.

use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::app::api::{CloseGap, Done};
use crate::domain::content::{Advice, Consulted, FollowUp, IncidentOutcome, OtherWay, S136Step};
use crate::ui::route::{Route, Section};
use crate::ui::testing::{assert_says, pictures};

/// A section of the workspace, once `prepare` brought it to a state that says `words`.
fn section(
    name: &str,
    section: Section,
    side: Side,
    words: &str,
    prepare: impl Fn(&mut Harness<'static, Stage>),
) {
    let state = at_work(Phase::Seat(side), incident());
    pictures(name, &state, Some(&Route::Workspace(section)), |harness| {
        prepare(harness);
        assert_says(harness, words);
    });
}

fn closed_at(number: u8, ago: i64) -> IncidentRow {
    let mut closed = row(&incident());
    closed.incident = IncidentId([number; 16]);
    closed.reference = format!("26-01{number}");
    closed.closed = Some(minutes_ago(ago));
    closed.danger_unfinished = false;
    closed
}

#[test]
fn an_empty_board() {
    pictures("board-empty", &shift(Phase::Shared), None, |harness| {
        assert_says(harness, "Nothing waiting");
    });
    let state = State {
        past: vec![closed_at(12, 33), closed_at(14, 95)],
        ..shift(Phase::Shared)
    };
    pictures("board-closed-list", &state, None, |harness| {
        assert_says(harness, "Last incident closed 20:31");
    });
}

#[test]
fn the_board_in_a_seat_and_its_list() {
    let seat = at_work(Phase::Seat(Side::Police), incident());
    pictures("board-seat", &seat, Some(&Route::Board), |_| {});
    let state = State {
        post: Some((Post::Car, "Car 2".to_owned())),
        ..at_desk(Phase::Shared)
    };
    pictures("board-list", &state, None, |harness| {
        harness.get_by_label("Other incidents 4").click();
        harness.run_ok();
        assert_says(harness, "Back to this incident");
    });
}

#[test]
fn could_not_check() {
    section(
        "workspace-could-not-check",
        Section::Known,
        Side::Health,
        "Why could it not be checked?",
        |harness| press(harness, &[Key::Num3]),
    );
}

#[test]
fn a_note_corrected() {
    section(
        "workspace-correct",
        Section::Notes,
        Side::Health,
        "Why is it corrected?",
        |harness| {
            let correct = "Correct: Took tablets";
            harness.get_by_label_contains(correct).scroll_to_me();
            harness.run_ok();
            harness.get_by_label_contains(correct).click();
            harness.run_ok();
        },
    );
}

#[test]
fn no_notes_yet() {
    let mut state = at_work(Phase::Seat(Side::Police), incident());
    state.own = Some(Arc::default());
    let route = Route::Workspace(Section::Notes);
    pictures("workspace-no-notes", &state, Some(&route), |harness| {
        press(harness, &[Key::Enter]);
        assert_says(harness, "Write what you saw, were told or read");
    });
}

#[test]
fn the_other_sections() {
    section(
        "workspace-risk",
        Section::Risk,
        Side::Health,
        "What is the risk of harm?",
        |_| {},
    );
    section(
        "workspace-details",
        Section::Details,
        Side::Police,
        "Place",
        |_| {},
    );
    section(
        "workspace-follow-up",
        Section::FollowUp,
        Side::Health,
        "Follow-up that both of you chose",
        |_| {},
    );
}

#[test]
fn words_withdrawn() {
    section(
        "workspace-withdraw",
        Section::SharedLog,
        Side::Health,
        "They may already have read it",
        |harness| {
            harness.get_by_label("Withdraw what was shared at 21:01").click();
            harness.run_ok();
        },
    );
}

#[test]
fn section_136_missing_and_not_used() {
    let state = at_work(Phase::Seat(Side::Police), incident());
    pictures("s136-missing", &state, Some(&Route::S136), |harness| {
        press(harness, &[Key::Num1, Key::Enter]);
        assert_says(harness, "There is a problem");
    });
    let mut incident = incident();
    incident.s136.not_used = Some(S136Step::NotUsed {
        at: None,
        consulted: Consulted::CrewNurse {
            name: "J Patel, nurse".to_owned(),
        },
        instead: "Sam agreed to see the crisis team".to_owned(),
        other_way: Some(OtherWay::CrisisTeam),
        advice: Some(Advice::AnotherWay),
    });
    let state = at_work(Phase::Shared, incident);
    pictures("s136-not-used", &state, Some(&Route::S136), |harness| {
        assert_says(harness, "Considered, not used");
    });
}

#[test]
fn outcome_with_gaps() {
    let mut ended = incident();
    ended.outcome = Some(IncidentOutcome::Gp);
    let state = at_work(Phase::Seat(Side::Health), ended);
    pictures("outcome-gaps", &state, Some(&Route::Outcome), |harness| {
        chord(harness, CTRL, Key::Enter);
        let gap = CloseGap::DangerReason(ItemId([12; 16]), minutes_ago(6));
        harness.state_mut().done(Done::CannotClose(vec![gap]));
        harness.run_ok();
        assert_says(harness, "thing left");
    });
}

#[test]
fn outcome_when_closed() {
    let mut closed = incident();
    closed.outcome = Some(IncidentOutcome::CrisisTeam);
    closed.follow_up = vec![FollowUp::TellGp];
    closed.closed = Some(minutes_ago(1));
    let state = at_work(Phase::Shared, closed);
    pictures("outcome-closed", &state, Some(&Route::Outcome), |harness| {
        assert_says(harness, "Why is it opened again?");
    });
}
