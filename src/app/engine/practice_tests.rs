//! A situation is set up, decided by the usual request, and judged; a live log refuses it.

use super::tests::{form, practice, shift, sit};
use crate::app::api::{Done, Draft, Event, Request};
use crate::app::command_line::ask;
use crate::app::worker::{Backend as _, Inline};
use crate::domain::content::NotSharedReason;
use crate::domain::ids::IncidentId;
use crate::domain::role::Side;

fn begin(desk: &mut Inline, id: &str) -> IncidentId {
    let Done::Opened(incident) = ask(desk, Request::BeginPractice(id.to_owned())).unwrap() else {
        panic!("an incident was to be opened");
    };
    incident
}

fn score(desk: &mut Inline, id: &str) -> Option<usize> {
    let ticket = desk.send(Request::SaveDraft(Draft {
        key: "note/none".to_owned(),
        words: String::new(),
    }));
    let mut rows = None;
    while let Some(event) = desk.poll() {
        match event {
            Event::State(state) => rows = Some(state.practice.clone()),
            Event::Failed(of, problem) if of == ticket => panic!("{problem}"),
            Event::Done(..) | Event::Failed(..) | Event::Progress(..) => {}
        }
    }
    let rows = rows.unwrap();
    let row = rows.iter().find(|row| row.scenario.id == id).unwrap();
    row.verdict.as_ref().map(crate::domain::practice::Verdict::score)
}

#[test]
fn keeping_the_theft_wins_all_and_sharing_on_a_second_try_counts_as_the_second_try() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    sit(&mut desk, Side::Health);
    let incident = begin(&mut desk, "theft");
    let own = desk.engine().own_of(incident).unwrap();
    assert_eq!(own.notes.len(), 1);
    assert_eq!(score(&mut desk, "theft"), None);
    let refuse = |incident| Request::CommitDecision {
        form: Box::new(form(incident)),
        reason: Some(NotSharedReason::NotNeeded),
    };
    ask(&mut desk, refuse(incident)).unwrap();
    assert_eq!(score(&mut desk, "theft"), Some(5));

    let again = begin(&mut desk, "theft");
    assert_eq!(score(&mut desk, "theft"), None, "the new try is not decided yet");
    super::tests::share(&mut desk, again);
    assert!(score(&mut desk, "theft").unwrap() < 3);
}

#[test]
fn the_other_seats_situation_and_a_shift_that_runs_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    sit(&mut desk, Side::Health);
    let mut code = |request| ask(&mut desk, request).map(drop).map_err(|problem| problem.code);
    assert_eq!(code(Request::BeginPractice("spent".to_owned())), Err("A-602"));
    assert_eq!(code(Request::OpenTraining), Err("A-603"));
}
