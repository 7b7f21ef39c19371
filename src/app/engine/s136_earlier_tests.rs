//! Section 136 beyond one incident: the same person in another one, two crews at one event, and who holds a person whose
//! incident is closed.

use super::tests::{practice, shift, sit};
use crate::app::api::{DeskRequest, Done, Left, Request, S136Form};
use crate::app::clock::{Clock as _, SystemClock};
use crate::app::command_line::ask;
use crate::app::problem::Problem;
use crate::app::worker::Inline;
use crate::domain::content::{
    Advice, Consulted, Conveyance, Detail, EndedHow, IncidentOutcome, PlaceOfSafety, S136Step,
};
use crate::domain::ids::IncidentId;
use crate::domain::role::Side;
use crate::domain::time::Moment;

fn now() -> Moment {
    SystemClock.now()
}

fn opened(desk: &mut Inline, name: &str, age: Option<u32>) -> IncidentId {
    let Done::Opened(incident) = ask(desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    let person = Detail::Person {
        name: name.to_owned(),
        age,
        about: false,
    };
    ask(desk, Request::SetDetail(incident, person)).unwrap();
    sit(desk, Side::Police);
    incident
}

fn use_it(desk: &mut Inline, incident: IncidentId, despite: &str) -> Result<Done, Problem> {
    let step = S136Step::Used {
        at: now(),
        consulted: Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        },
        advice: Some(Advice::Supports),
        place: None,
        conveyance: Conveyance::Ambulance,
    };
    let form = S136Form {
        incident,
        steps: vec![step],
        kept: Vec::new(),
        despite: despite.to_owned(),
        ends: None,
    };
    ask(desk, Request::S136All(Box::new(form)))
}

fn arrive(desk: &mut Inline, incident: IncidentId) {
    let arrived = S136Step::Arrived {
        at: now(),
        place: Some(PlaceOfSafety::HealthBased),
    };
    ask(desk, Request::S136(incident, arrived)).unwrap();
}

fn end(desk: &mut Inline, incident: IncidentId) {
    let ended = S136Step::Ended {
        at: now(),
        how: Some(EndedHow::GroundsEnded),
    };
    ask(desk, Request::S136(incident, ended)).unwrap();
}

#[test]
fn a_person_who_was_held_in_another_incident_is_questioned() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let first = opened(&mut desk, "Sam Okoro", Some(30));
    use_it(&mut desk, first, "").unwrap();
    arrive(&mut desk, first);

    // another person, one of the same name whose age cannot be the same person's, and two whose name nobody knows
    let others = [
        ("Ada Reed", Some(30)),
        ("Sam Okoro", Some(61)),
        ("Not known", None),
        ("not known", None),
    ];
    for (name, age) in others {
        let other = opened(&mut desk, name, age);
        use_it(&mut desk, other, "").unwrap();
        arrive(&mut desk, other);
        end(&mut desk, other);
    }

    // the same person, while the first use runs and after it ended
    let second = opened(&mut desk, " sam  OKORO", None);
    let problem = use_it(&mut desk, second, "").unwrap_err();
    assert_eq!(problem.code, "A-741", "{problem}");
    let known = desk.engine_mut().shared_of(first).unwrap().reference.clone();
    assert!(problem.what.contains(&format!("incident {known}")), "{problem}");
    end(&mut desk, first);
    assert_eq!(use_it(&mut desk, second, "").unwrap_err().code, "A-741");
    use_it(&mut desk, second, "Grounds are new: she came back with a knife").unwrap();
    arrive(&mut desk, second);

    // the record that goes on is the one where the person is detained: the other one cannot swallow the use
    let third = opened(&mut desk, "Name not known", None);
    let swallow = Request::Join {
        duplicate: second,
        keeps: third,
    };
    assert_eq!(ask(&mut desk, swallow).unwrap_err().code, "A-1010");
}

#[test]
fn an_incident_that_is_closed_over_somebody_who_was_handed_over_says_who_has_the_clock() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = opened(&mut desk, "Sam Okoro", Some(30));
    use_it(&mut desk, incident, "").unwrap();
    arrive(&mut desk, incident);
    let over = S136Step::HandedOver {
        at: now(),
        to: "R Cole, nurse in charge".to_owned(),
    };
    ask(&mut desk, Request::S136(incident, over)).unwrap();
    let outcome = Request::SetOutcome(incident, IncidentOutcome::Section136, Vec::new());
    ask(&mut desk, outcome).unwrap();
    assert!(matches!(
        ask(&mut desk, Request::Close(incident)).unwrap(),
        Done::Ok
    ));
    let held = |desk: &mut Inline| {
        let asked = Request::Desk(Box::new(DeskRequest::NextShift));
        let Done::NextShift(rows) = ask(desk, asked).unwrap() else {
            panic!("the list was asked for");
        };
        let left = rows.iter().flat_map(|row| row.left.clone());
        left.filter(|left| matches!(left, Left::HeldBy { .. }))
            .collect::<Vec<_>>()
    };
    let left = held(&mut desk);
    let [Left::HeldBy { who, limit: Some(_) }] = &left[..] else {
        panic!("{left:?}");
    };
    assert_eq!(who, "R Cole, nurse in charge");
    let why = "The end became known".to_owned();
    ask(&mut desk, Request::Reopen(incident, why)).unwrap();
    end(&mut desk, incident);
    assert!(held(&mut desk).is_empty());
}
