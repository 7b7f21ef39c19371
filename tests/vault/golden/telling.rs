//! The stored form of what telling leaves behind: spoken words heard, words told outside the crew.

use tandem::domain::content::*;
use tandem::domain::decision::conclusion::Confidentiality;
use tandem::domain::decision::facts::{ItemCategory, Recipient};
use tandem::domain::role::Side;

use super::{AT, INCIDENT, ITEM};

/// What was told to somebody outside the crew, with everything that an item and a receiver can say.
pub(super) fn telling() -> Vec<Content> {
    let item = SharedItem {
        category: ItemCategory::MedicationCritical,
        words: "Took tablets at about 20:30".to_owned(),
        nature: NoteSource::SomeoneElse.nature(),
        as_at: AT,
        as_at_open: false,
        source: Some(NoteSource::SomeoneElse),
        good_until: Some(AT.plus_minutes(60)),
    };
    let to = Receiver {
        side: None,
        member: None,
        name: "A Shah, duty doctor".to_owned(),
        organisation: "Northmoor General".to_owned(),
        kind: Some(Recipient::Hospital),
        why: "Treats him tonight".to_owned(),
    };
    vec![
        Content::Heard(Heard {
            incident: INCIDENT,
            disclosure: ITEM,
            by: Side::Police,
            name: "PC 4411 Hughes".to_owned(),
        }),
        Content::ToldOutside(Box::new(ToldOutside(Disclosed {
            incident: INCIDENT,
            disclosure: ITEM,
            from: Some(Side::Health),
            from_name: "Nurse Amara Osei".to_owned(),
            to: vec![to],
            items: vec![item],
            basis: Basis::Decided(Confidentiality::Consent),
            channel: Channel::Phone,
            person_told: PersonTold::Later,
        }))),
        Content::PaperMade(PaperMade {
            incident: INCIDENT,
            item: ITEM,
            paper: PaperKind::NoteEasy,
            out: PaperOut::Printed,
            about: vec![ITEM],
            pdf: "ab".repeat(32),
            form: None,
        }),
    ]
}
