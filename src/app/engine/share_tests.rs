//! Shares where something else stands in the way: an incident that is over, a request that they answer, a long list.

use super::tests::{practice, share, shift, sit};
use crate::app::Secret;
use crate::app::api::{DangerKind, Done, Request};
use crate::app::command_line::ask;
use crate::app::worker::Inline;
use crate::domain::content::IncidentOutcome;
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
