//! What is filled into an incident, moved and joined, as it is stored.

use chrono::NaiveDate;
use tandem::domain::record::SideField;

use super::*;

fn marker(removed: Option<String>) -> Marker {
    let day = |month| NaiveDate::from_ymd_opt(2026, month, 22).unwrap();
    Marker {
        marker: ITEM,
        code: "RSK-STAFF".to_owned(),
        evidence: "Threw a chair on 3 May".to_owned(),
        set: day(5),
        review: day(11),
        expires: NaiveDate::from_ymd_opt(2027, 5, 22).unwrap(),
        told: true,
        removed,
        by: String::new(),
        agreed: String::new(),
    }
}

fn details() -> Vec<Detail> {
    vec![
        Detail::Spot {
            postcode: "LE1 3RH".to_owned(),
            three_words: "filled.count.soap".to_owned(),
            grid: "SK 580 040".to_owned(),
        },
        Detail::Identity(IdentityConfidence::SaidSo),
        Detail::RedFlags {
            flags: vec![RedFlag::Overdose, RedFlag::ChestPain],
            words: "Grey lips".to_owned(),
        },
        Detail::Plan("Crisis team at 22:00".to_owned()),
        Detail::Injuries("Cut hand".to_owned()),
        Detail::Somebody(Somebody {
            person: ITEM,
            role: PersonRole::Child,
            name: "Ana".to_owned(),
            age: Some(6),
            identity: IdentityConfidence::SomebodySaid,
            taken_off: true,
        }),
        Detail::Marker(marker(None)),
    ]
}

pub(super) fn filled() -> Vec<Content> {
    let set = |detail| {
        Content::DetailSet(DetailSet {
            incident: INCIDENT,
            item: ITEM,
            detail,
        })
    };
    let mut all: Vec<Content> = details().into_iter().map(set).collect();
    all.extend([
        Content::Joined(Joined {
            incident: INCIDENT,
            item: ITEM,
            other: IncidentId([6; 16]),
            other_reference: "26-0118".to_owned(),
            keeps: true,
        }),
        Content::Parted(Parted {
            incident: INCIDENT,
            item: ITEM,
            why: "Two brothers".to_owned(),
        }),
        Content::FieldSet(FieldSet {
            incident: INCIDENT,
            item: ITEM,
            field: SideField::NhsNumber,
            value: "999 000 0018".to_owned(),
            undo: true,
        }),
        Content::MarkerKept(Box::new(MarkerKept {
            incident: INCIDENT,
            marker: marker(Some("Moved away".to_owned())),
        })),
        Content::NoteMoved(NoteMoved {
            incident: INCIDENT,
            note: ITEM,
            to: IncidentId([6; 16]),
            to_reference: "26-0118".to_owned(),
        }),
        Content::NoteArrived(Box::new(NoteArrived {
            incident: INCIDENT,
            note: ITEM,
            from: IncidentId([6; 16]),
            from_reference: "26-0118".to_owned(),
            original: ItemId([5; 16]),
            written: AT,
            author: Some(MEMBER),
            source: NoteSource::Told,
            text: "Slept in the car".to_owned(),
        })),
    ]);
    all
}
