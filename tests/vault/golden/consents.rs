//! What a person agreed to, as it is stored.

use super::*;
use tandem::domain::decision::facts::{Purpose, Recipient};

pub(super) fn consents() -> Vec<Content> {
    let person = PersonAsked {
        name: "Sam Reed".to_owned(),
        age: Some(34),
        ..PersonAsked::default()
    };
    vec![
        Content::ConsentKept(Box::new(ConsentKept {
            incident: INCIDENT,
            consent: ITEM,
            decision: ItemId([6; 16]),
            person: person.clone(),
            answer: ConsentAnswer::Yes,
            items: vec![ItemCategory::PresentationAndRisk],
            recipient: Recipient::PoliceOfficer,
            receivers: vec!["PC 4411 Hughes".to_owned()],
            purpose: Purpose::SafetyOfPerson,
            words: "Yes, tell him how I am".to_owned(),
            how: "spoken".to_owned(),
            limits: "Not where I live".to_owned(),
            given: AT,
            expires: Some(AT),
        })),
        Content::ConsentTakenBack(ConsentTakenBack {
            incident: INCIDENT,
            item: ItemId([7; 16]),
            consent: ITEM,
            words: "Not any more".to_owned(),
        }),
        Content::ConsentLevelSet(ConsentLevelSet {
            incident: INCIDENT,
            item: ItemId([8; 16]),
            person,
            partner: "Seaview".to_owned(),
            level: ConsentLevel::SignedForm,
            day: "2026-01-02".parse().unwrap(),
            form: "F-7".to_owned(),
            services: vec!["housing".to_owned()],
        }),
    ]
}
