//! Who asks again and again: what is counted, what is not, and that the count is not passed by.

use super::*;
use crate::domain::record::SideField;

fn kind_of(incident: IncidentId, what: ItemCategory) -> AskForm {
    AskForm {
        what: Some(what),
        ..question(incident)
    }
}

/// The officer asks, and how often they have asked by then.
fn asks(night: &mut Night, incident: IncidentId, what: ItemCategory) -> (ItemId, u32) {
    sit(&mut night.desk, Side::Police);
    ask(
        &mut night.desk,
        Request::AskOther(Box::new(kind_of(incident, what))),
    )
    .unwrap();
    let view = night.desk.engine().desk.shared.as_ref().unwrap();
    let shared = fold_shared(&view.entries_of(incident).unwrap()).unwrap();
    let asked = shared.requests.iter().find(|card| card.is_open()).unwrap();
    (asked.asked.request, asked.asked.times)
}

fn refuses(night: &mut Night, incident: IncidentId, request: ItemId) {
    sit(&mut night.desk, Side::Health);
    let no = AskAnswer::Refuse(NotSharedReason::NotAgreed, String::new());
    ask(&mut night.desk, Request::AnswerOther(incident, request, no)).unwrap();
}

/// Another incident, about somebody of this name, of whom the officer knows this date of birth.
fn about(night: &mut Night, incident: IncidentId, name: &str, born: &str) {
    let person = Detail::Person {
        name: name.to_owned(),
        age: None,
        about: false,
    };
    ask(&mut night.desk, Request::SetDetail(incident, person)).unwrap();
    if !born.is_empty() {
        sit(&mut night.desk, Side::Police);
        let fill = Request::Fill(incident, SideField::Born, born.to_owned());
        ask(&mut night.desk, fill).unwrap();
    }
}

const RISK: ItemCategory = ItemCategory::PresentationAndRisk;

#[test]
fn ordinary_questions_of_one_night_and_people_of_the_same_name_are_no_pattern() {
    let mut night = night();
    let first = night.incident;
    about(&mut night, first, "Sam", "");
    for what in [ItemCategory::KnownToService, ItemCategory::Allergy, RISK, RISK] {
        let (request, times) = asks(&mut night, first, what);
        assert_eq!(times, 1, "{what:?}");
        sit(&mut night.desk, Side::Health);
        let form = ShareForm {
            trigger: Trigger::Request { request },
            ..form(first)
        };
        let share = share_request(&night.desk, form, SCRIPTS);
        ask(&mut night.desk, share).unwrap();
    }
    for born in ["", "1990-04-02"] {
        let next = open(&mut night.desk);
        about(&mut night, next, "Sam", born);
        assert_eq!(asks(&mut night, next, RISK).1, 1, "a name alone is nobody");
    }
    assert_eq!(office(&mut night, "plead").repeats, 0);
}

#[test]
fn the_third_incident_about_one_person_is_counted_and_not_passed_by() {
    let mut night = night();
    for times in [1, 2, 3] {
        let incident = if times == 1 {
            night.incident
        } else {
            open(&mut night.desk)
        };
        night.incident = incident;
        about(&mut night, incident, "Sam Okoro", "1990-04-02");
        assert_eq!(asks(&mut night, incident, RISK).1, times);
        if times == 2 {
            assert_eq!(asks(&mut night, incident, ItemCategory::Allergy).1, 2);
        }
    }
    let incident = night.incident;
    let request = shared(&mut night).requests[0].asked.request;
    sit(&mut night.desk, Side::Health);
    for trigger in [Trigger::Proactive, Trigger::Request { request }] {
        let form = ShareForm {
            trigger,
            ..form(incident)
        };
        let share = share_request(&night.desk, form, SCRIPTS);
        assert_eq!(refused(&mut night.desk, share), "A-932", "{trigger:?}");
    }
    assert!(shared(&mut night).disclosures.is_empty());
    assert_eq!(office(&mut night, "plead").repeats, 1);
}

#[test]
fn asking_again_after_a_no_is_counted_by_what_was_asked() {
    let mut night = night();
    let incident = night.incident;
    for times in [1, 2] {
        let (request, counted) = asks(&mut night, incident, RISK);
        assert_eq!(counted, times);
        refuses(&mut night, incident, request);
    }
    let (request, other) = asks(&mut night, incident, ItemCategory::Allergy);
    assert_eq!(other, 1, "something else");
    refuses(&mut night, incident, request);
    assert_eq!(asks(&mut night, incident, RISK).1, 3);
}
