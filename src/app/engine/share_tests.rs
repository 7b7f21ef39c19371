//! Shares where something else stands in the way: an incident that is over, a request that they answer, a long list.

use super::seats::new_item;
use super::tests::{practice, share, shift, sit};
use crate::app::Secret;
use crate::app::api::{DangerKind, DeskRequest, Done, Request};
use crate::app::clock::{Clock as _, SystemClock};
use crate::app::command_line::ask;
use crate::app::worker::Inline;
use crate::domain::content::{Content, Detail, IncidentOutcome, KnownAnswer, TaskDone, TaskSet};
use crate::domain::decision::conclusion::Task;
use crate::domain::ids::IncidentId;
use crate::domain::role::Side;

pub(super) fn open(desk: &mut Inline) -> IncidentId {
    let Done::Opened(incident) = ask(desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    incident
}

fn close(desk: &mut Inline, incident: IncidentId) {
    let outcome = Request::SetOutcome(incident, IncidentOutcome::HomeWithAdvice, Vec::new());
    ask(desk, outcome).unwrap();
    assert!(matches!(ask(desk, Request::Close(incident)).unwrap(), Done::Ok));
}

fn danger(desk: &mut Inline) {
    let request = Request::Danger {
        kind: DangerKind::Weapon,
        words: String::new(),
    };
    ask(desk, request).unwrap();
}

/// How many shares an incident has.
fn shares(desk: &mut Inline, incident: IncidentId) -> usize {
    let view = desk.engine().desk.shared.as_ref().unwrap();
    let entries = view.entries_of(incident).unwrap();
    crate::domain::incident::fold_shared(&entries)
        .unwrap()
        .disclosures
        .len()
}

#[test]
fn danger_over_a_closed_incident_opens_one_of_its_own_from_the_seat_and_from_the_covered_screen() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    for covered in [false, true] {
        let mut desk = shift(&vault, &made, "jpatel");
        let past = open(&mut desk);
        sit(&mut desk, Side::Health);
        share(&mut desk, past);
        close(&mut desk, past);
        ask(&mut desk, Request::Focus(past)).unwrap();
        if covered {
            ask(&mut desk, Request::Cover).unwrap();
        }
        danger(&mut desk);
        if covered {
            let pin = Secret::new("271828".to_owned());
            ask(&mut desk, Request::Uncover(pin)).unwrap();
        }
        assert_eq!(shares(&mut desk, past), 1, "nothing is added to what is over");
        let (now, _) = desk.engine().desk.focus.unwrap();
        assert_ne!(now, past, "the new one is what is looked at");
        assert_eq!(shares(&mut desk, now), 1);
        let refused = ask(&mut desk, Request::Close(now)).unwrap();
        assert!(
            matches!(refused, Done::CannotClose(_)),
            "its reason keeps it open"
        );
        danger(&mut desk);
        assert_eq!(shares(&mut desk, now), 2, "an open one takes the next");
        ask(&mut desk, Request::EndShift).unwrap();
    }
}

#[test]
fn a_review_that_is_due_is_found_however_many_incidents_came_after() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let past = open(&mut desk);
    sit(&mut desk, Side::Health);
    let task = TaskSet {
        incident: past,
        item: new_item(),
        task: Task::TellThePersonLater,
        due: Some(SystemClock.now().plus_minutes(-1)),
        about: None,
        words: String::new(),
        owner: String::new(),
    };
    desk.engine_mut()
        .write(vec![Content::TaskSet(task.clone()).into()])
        .unwrap();
    close(&mut desk, past);
    for _ in 0..201 {
        open(&mut desk);
    }
    let row = |desk: &mut Inline| {
        let Done::NextShift(rows) = ask(desk, Request::Desk(Box::new(DeskRequest::NextShift))).unwrap()
        else {
            panic!("a list was expected");
        };
        rows.iter().any(|row| row.row.incident == past)
    };
    assert!(row(&mut desk), "the next shift is told of it");
    let overdue = |desk: &mut Inline| {
        let state = super::tests::state(desk);
        state.elsewhere.iter().any(|waits| waits.incident == past)
    };
    assert!(overdue(&mut desk), "and whoever sits here now");
    let done = TaskDone {
        incident: past,
        item: task.item,
        note: String::new(),
        told: None,
    };
    desk.engine_mut()
        .write(vec![Content::TaskDone(done).into()])
        .unwrap();
    assert!(!row(&mut desk) && !overdue(&mut desk), "until it is done");
}

#[test]
fn known_told_in_one_press_is_decided_about_the_person_of_the_incident() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    let person = Detail::Person {
        name: "Sam Okoro".to_owned(),
        age: Some(15),
        about: false,
    };
    ask(&mut desk, Request::SetDetail(incident, person)).unwrap();
    sit(&mut desk, Side::Police);
    let known = Request::AnswerKnown(incident, KnownAnswer::Known, String::new());
    ask(&mut desk, known).unwrap();
    ask(&mut desk, Request::TellKnown(incident)).unwrap();
    let own = desk.engine().own_of(incident).unwrap();
    let (_, made) = own.decisions.last().unwrap();
    assert_eq!(made.facts.person.age, Some(15));
}
