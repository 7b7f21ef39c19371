//! Nothing of the triage record is left out of what is copied: every field of a side and every detail of the frame.

use serde_json::Value;

use super::tests::{AT, as_text, document, empty, usual};
use crate::app::paper::filled::value_words;
use crate::domain::content::{
    Detail, IdentityConfidence, Marker, NoteSource, PersonRole, RedFlag, RiskLevel, Somebody, Source,
};
use crate::domain::ids::{ItemId, MemberId};
use crate::domain::incident::{FieldCard, Frame, SharedIncident, SideFile};
use crate::domain::record::{Codes, Form, SideField};
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// What is filled into a field: a mark that stands nowhere else, or the last code of its list.
fn mark(field: SideField) -> String {
    match field.form() {
        Form::Line | Form::Words => format!("mark-{}-end", field.key()),
        Form::Code(list) => Codes::embedded()
            .list(list)
            .unwrap()
            .codes
            .last()
            .unwrap()
            .0
            .clone(),
        Form::Born => "1996-05".to_owned(),
        Form::NhsNumber => "999 000 0018".to_owned(),
        Form::PncId => "81/34U".to_owned(),
    }
}

fn marker(number: u8, code: &str) -> Marker {
    let day = AT.london_date().unwrap();
    Marker {
        marker: ItemId([number; 16]),
        code: code.to_owned(),
        evidence: format!("evidence-{number}-end"),
        set: day,
        review: day,
        expires: day,
        told: true,
        removed: Some(format!("removed-{number}-end")),
        by: "R Evans, nurse".to_owned(),
        agreed: String::new(),
    }
}

/// Every field of a side, each with an earlier value, and a marker of its own.
pub(super) fn filled(side: Side) -> SideFile {
    let mut own = SideFile::default();
    for field in SideField::ALL.iter().copied().filter(|field| field.is_for(side)) {
        let mut card = FieldCard {
            value: mark(field),
            at: AT.plus_minutes(3),
            author: Some(MemberId([2; 16])),
            earlier: Vec::new(),
        };
        if field.form() == Form::Words {
            let before = format!("before-{}-end", field.key());
            card.earlier.push((before, AT.plus_minutes(3)));
        }
        own.filled.fields.insert(field, card);
    }
    own.filled.markers = vec![marker(1, "WEAPON")];
    own
}

/// Every detail of the frame that both sides see. A detail that is added later does not compile here until it has its mark.
pub(super) fn framed(mut shared: SharedIncident) -> SharedIncident {
    for detail in details() {
        match detail {
            Detail::Source { source, log } => (shared.source, shared.log) = (Some(source), log),
            Detail::Place(place) => shared.place = place,
            Detail::Person { name, age, about } => {
                (shared.person, shared.age, shared.age_about) = (name, age, about);
            }
            Detail::Risk(risk) => shared.risk = Some(risk),
            Detail::Spot {
                postcode,
                three_words,
                grid,
            } => {
                let frame: &mut Frame = &mut shared.frame;
                (frame.postcode, frame.three_words, frame.grid) = (postcode, three_words, grid);
            }
            Detail::Identity(identity) => shared.frame.identity = Some(identity),
            Detail::RedFlags { flags, words } => {
                (shared.frame.red_flags, shared.frame.red_flag_words) = (flags, words);
            }
            Detail::Plan(words) => shared.frame.plan = words,
            Detail::Injuries(words) => shared.frame.injuries = words,
            Detail::Somebody(somebody) => shared.frame.people.push(somebody),
            Detail::Marker(marker) => shared.frame.markers.push(marker),
        }
    }
    shared
}

fn details() -> Vec<Detail> {
    vec![
        Detail::Source {
            source: Source::Officers,
            log: "log-end".to_owned(),
        },
        Detail::Place("place-end".to_owned()),
        Detail::Person {
            name: "person-end".to_owned(),
            age: Some(30),
            about: true,
        },
        Detail::Risk(RiskLevel::Likely),
        Detail::Spot {
            postcode: "LE1 3RH".to_owned(),
            three_words: "filled.count.soap".to_owned(),
            grid: "SK 58 04".to_owned(),
        },
        Detail::Identity(IdentityConfidence::SaidSo),
        Detail::RedFlags {
            flags: RedFlag::ALL.to_vec(),
            words: "flag-end".to_owned(),
        },
        Detail::Plan("plan-end".to_owned()),
        Detail::Injuries("injury-end".to_owned()),
        Detail::Somebody(Somebody {
            person: ItemId([4; 16]),
            role: PersonRole::Child,
            name: "child-end".to_owned(),
            age: Some(6),
            identity: IdentityConfidence::SomebodySaid,
            taken_off: false,
        }),
        Detail::Marker(marker(2, "RSK-STAFF")),
    ]
}

const FRAME: [&str; 19] = [
    "Officers on scene",
    "log-end",
    "place-end",
    "person-end",
    "LE1 3RH",
    "filled.count.soap",
    "SK 58 04",
    "Said so themselves",
    "Overdose or poisoning",
    "Chest pain",
    "flag-end",
    "plan-end",
    "injury-end",
    "Child: child-end, 6 (Somebody else said so)",
    "Risk to staff (RSK-STAFF)",
    "evidence-2-end",
    "removed-2-end",
    "evidence-1-end",
    "removed-1-end",
];

#[test]
fn every_field_and_every_detail_stands_in_the_copied_record() {
    for side in Side::ALL {
        let text = as_text(&framed(empty()), &filled(side), side);
        for field in SideField::ALL.iter().copied().filter(|field| field.is_for(side)) {
            let line = format!(": {} (R Evans, nurse, ", value_words(field, &mark(field)));
            assert!(text.contains(&line), "{field:?} {line}: {text}");
            if field.form() == Form::Words {
                assert!(text.contains(&format!("before-{}-end", field.key())), "{field:?}");
            }
        }
        for words in FRAME {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
}

#[test]
fn a_note_says_who_wrote_it_and_who_corrected_it() {
    let (shared, mut own) = usual();
    own.notes[1].earlier[0].by = Some(MemberId([2; 16]));
    let text = as_text(&shared, &own, Side::Health);
    assert!(text.contains("R Evans, nurse (seen) Calm"), "{text}");
    assert!(text.contains("R Evans, nurse, He said later"), "{text}");
    assert_eq!(own.notes[0].source, NoteSource::Seen);
}

#[test]
fn the_document_says_who_the_person_is_and_each_field_by_itself() {
    let text = document(&framed(empty()), &filled(Side::Health));
    let bundle: Value = serde_json::from_str(&text).unwrap();
    let entries = bundle["entry"].as_array().unwrap();
    let patient = &entries[1]["resource"];
    let number = &patient["identifier"][0];
    assert_eq!(number["system"], "https://fhir.nhs.uk/Id/nhs-number");
    assert_eq!(number["value"], "9990000018");
    let status = &number["extension"][0]["valueCodeableConcept"]["coding"][0]["code"];
    assert_eq!(status, "02", "not verified: present, not traced");
    assert_eq!(patient["birthDate"], "1996-05");
    assert_eq!(patient["gender"], "unknown");
    assert_eq!(patient["address"][0]["text"], "mark-address-end");
    assert_eq!(patient["telecom"][0]["value"], "mark-phone-end");
    assert_eq!(patient["generalPractitioner"][0]["display"], "mark-gp-end");
    assert_eq!(patient["name"][1]["text"], "mark-alias-end");
    let observed = |name: &str| {
        entries
            .iter()
            .any(|entry| entry["resource"]["code"]["text"] == name)
    };
    for name in ["Mood", "Triage scale", "Medicines", "Injuries", "Agreed plan"] {
        assert!(observed(name), "{name}");
    }
    let sections = entries[0]["resource"]["section"].as_array().unwrap();
    let titles: Vec<&str> = sections
        .iter()
        .map(|section| section["title"].as_str().unwrap())
        .collect();
    for title in ["Person", "Mental state", "Care record", "Triage"] {
        assert!(titles.contains(&title), "{titles:?}");
    }
    let not_known = FieldCard {
        value: "Not known".to_owned(),
        at: Moment(0),
        ..FieldCard::default()
    };
    let mut own = filled(Side::Health);
    for card in own.filled.fields.values_mut() {
        card.clone_from(&not_known);
    }
    let text = document(&empty(), &own);
    let bundle: Value = serde_json::from_str(&text).unwrap();
    let patient = bundle["entry"][1]["resource"].as_object().unwrap();
    assert_eq!(
        patient.len(),
        3,
        "a type, a profile and a name of this document: {patient:?}"
    );
}
