//! The documents are the ones that an independent reader has checked (`tests/interop/bundle.py`), and hold no word of
//! police.

use super::filled_tests::{filled, framed};
use super::*;
use crate::app::paper::{RecordAbout, record_text};
use crate::domain::content::{
    Basis, Channel, CrewMember, FollowUp, FollowUpEnd, KnownAnswer, Milestone, Nature, NoteSource,
    PersonTold, Post, RiskLevel, SharedItem, Source,
};
use crate::domain::decision::facts::ItemCategory;
use crate::domain::ids::{ItemId, MemberId};
use crate::domain::incident::{
    DeskFacts, DisclosureCard, FollowUpCard, NoteCard, S136State, SharedIncident, SideFile,
};

pub(super) const AT: Moment = Moment(1_795_208_671_000);

pub(super) fn empty() -> SharedIncident {
    use crate::domain::content::{Content, IncidentOpened};
    use crate::domain::ids::{DeviceId, EntryRef};
    use crate::domain::incident::{Placed, fold_shared};
    let opened = IncidentOpened {
        incident: IncidentId([7; 16]),
        reference: "26-0117".to_owned(),
        at: AT,
        post: Post::Desk,
        station: "Desk 1".to_owned(),
        crew: Vec::new(),
    };
    let placed = Placed {
        entry: EntryRef {
            device: DeviceId([1; 16]),
            seq: 1,
        },
        lamport: 1,
        at: AT,
        author: None,
        content: Content::IncidentOpened(opened),
    };
    fold_shared(&[placed]).unwrap()
}

fn told(from: Side, words: &str) -> DisclosureCard {
    let disclosed = crate::domain::content::Disclosed {
        incident: IncidentId([7; 16]),
        disclosure: ItemId([9; 16]),
        from: Some(from),
        from_name: "PC 4411 Hughes".to_owned(),
        to: Vec::new(),
        items: vec![SharedItem {
            category: ItemCategory::PresentationAndRisk,
            words: words.to_owned(),
            nature: Nature::Fact,
            as_at: AT,
            as_at_open: false,
            source: None,
            good_until: None,
        }],
        basis: Basis::Agreement,
        channel: Channel::Radio,
        person_told: PersonTold::Yes,
    };
    DisclosureCard::of(&disclosed, Some(AT))
}

pub(super) fn usual() -> (SharedIncident, SideFile) {
    let note = |number: u8, source, text: &str| NoteCard {
        note: ItemId([number; 16]),
        at: AT.plus_minutes(i64::from(number)),
        author: Some(MemberId([2; 16])),
        source,
        text: text.to_owned(),
        earlier: Vec::new(),
        shared_in: Vec::new(),
        moved: None,
    };
    let mut corrected = note(
        2,
        NoteSource::Told,
        "Took tablets about 20:30 & \"some\" drink <two>",
    );
    corrected.earlier.push(crate::domain::incident::Earlier {
        words: "Took tablets at eight".to_owned(),
        until: AT,
        why: "He said later".to_owned(),
        by: None,
    });
    let desk = DeskFacts {
        follow_ups: vec![FollowUpCard {
            what: FollowUp::TellGp,
            owner: Some((Side::Health, "J Patel".to_owned())),
            due: Some(AT.plus_minutes(600)),
            ended: Some((AT.plus_minutes(300), FollowUpEnd::Done, "J Patel".to_owned())),
        }],
        ..DeskFacts::default()
    };
    let shared = SharedIncident {
        crew: vec![CrewMember {
            member: MemberId([2; 16]),
            side: Side::Health,
            name: "J Patel, nurse".to_owned(),
        }],
        source: Some(Source::Call999),
        log: "0412".to_owned(),
        place: "Mill Lane footbridge".to_owned(),
        person: "Sam Okoro".to_owned(),
        age: Some(30),
        age_about: true,
        risk: Some(RiskLevel::Likely),
        milestones: [(Milestone::OnScene, AT.plus_minutes(7))].into(),
        disclosures: vec![
            told(Side::Police, "Linked to an investigation"),
            told(Side::Health, "One person talking"),
        ],
        s136: S136State {
            arrived: Some(AT.plus_minutes(50)),
            ..S136State::default()
        },
        follow_up: vec![FollowUp::TellGp, FollowUp::CallBack],
        closed: Some(AT.plus_minutes(90)),
        desk,
        ..empty()
    };
    let own = SideFile {
        known: Some((KnownAnswer::Known, String::new(), AT)),
        notes: vec![
            note(1, NoteSource::Seen, "Calm\nand cold"),
            corrected,
            note(3, NoteSource::MyView, ""),
        ],
        ..SideFile::default()
    };
    (shared, own)
}

/// Section 136 used, a place of safety, and an assessment that led to section 2.
fn detained(wales: bool) -> String {
    use crate::domain::content::{
        Advice, Consulted, Conveyance, EndedHow, PlaceOfSafety, S136Field, S136Kept, S136Recorded, S136Step,
    };
    let (mut shared, mut own) = usual();
    shared.s136 = S136State::default();
    let said = |field, value: &str| S136Step::Said {
        field,
        value: value.to_owned(),
    };
    let steps = [
        S136Step::Used {
            at: AT.plus_minutes(10),
            consulted: Consulted::CrewNurse {
                name: "J Patel, nurse".to_owned(),
            },
            advice: Some(Advice::Supports),
            place: None,
            conveyance: Conveyance::Ambulance,
        },
        S136Step::Arrived {
            at: AT.plus_minutes(50),
            place: Some(PlaceOfSafety::HealthBased),
        },
        said(S136Field::PlaceName, "Elm suite, Northmere"),
        S136Step::Assessed {
            at: AT.plus_minutes(80),
        },
        S136Step::Ended {
            at: AT.plus_minutes(85),
            how: Some(EndedHow::Assessed),
        },
    ];
    for step in steps {
        let recorded = S136Recorded {
            incident: shared.incident,
            item: ItemId([9; 16]),
            step,
        };
        shared.s136.take(&recorded, AT.plus_minutes(85));
    }
    let kept = S136Kept {
        incident: shared.incident,
        item: ItemId([8; 16]),
        field: S136Field::Outcome,
        value: "s2".to_owned(),
        began: Some(ItemId([9; 16])),
    };
    own.s136.push((AT.plus_minutes(85), kept));
    fhir_bundle(&FhirAbout {
        shared: &shared,
        own: &own,
        names: &[],
        author: "J Patel, nurse",
        organisation: "Fellside NHS Trust",
        wales,
        now: AT.plus_minutes(95),
    }) + "\n"
}

#[test]
fn the_legal_status_has_its_code_its_times_and_its_place() {
    let bundle: Value = serde_json::from_str(&detained(false)).unwrap();
    let entries = bundle["entry"].as_array().unwrap();
    let named = |name: &str| {
        let found = entries
            .iter()
            .find(|entry| entry["resource"]["code"]["text"] == name);
        found.unwrap_or_else(|| panic!("{name}"))["resource"].clone()
    };
    let status = named("Mental Health Act legal status");
    let coding = &status["valueCodeableConcept"]["coding"][0];
    assert_eq!(coding["code"], "20");
    assert_eq!(
        coding["system"],
        "https://fhir.hl7.org.uk/CodeSystem/UKCore-LegalStatusClassificationEngland"
    );
    assert_eq!(status["effectivePeriod"]["start"], AT.plus_minutes(10).iso());
    assert_eq!(status["effectivePeriod"]["end"], AT.plus_minutes(85).iso());
    assert_eq!(
        status["component"][1]["valueDateTime"],
        AT.plus_minutes(50 + 24 * 60).iso(),
        "24 hours from the arrival, not from the decision"
    );
    let place = &status["extension"][0]["valueReference"]["reference"];
    let found = entries.iter().find(|entry| entry["fullUrl"] == *place).unwrap();
    assert_eq!(found["resource"]["name"], "Elm suite, Northmere");
    assert_eq!(
        found["resource"]["type"][0]["text"],
        "Health-based place of safety"
    );
    let after = named("How the assessment came out");
    assert_eq!(after["valueCodeableConcept"]["coding"][0]["code"], "02");
    assert_eq!(after["effectiveDateTime"], AT.plus_minutes(80).iso());
    assert!(detained(true).contains("UKCore-LegalStatusClassificationWales"));
}

/// Words of every script, control and direction signs.
fn odd() -> (SharedIncident, SideFile) {
    let (mut shared, mut own) = usual();
    shared.person = "Zoë \u{202E}ŵ <b>&amp;\u{0007} 王".to_owned();
    shared.place = "]]> ' \" \u{200F}حبتان".to_owned();
    own.notes[0].text = "🙂 a\r\nb\t\u{0000}c".to_owned();
    (shared, own)
}

pub(super) fn as_text(shared: &SharedIncident, own: &SideFile, side: Side) -> String {
    let names = [(MemberId([2; 16]), "R Evans, nurse".to_owned())];
    let (shared, own, names) = (shared, own, &names);
    record_text(&RecordAbout {
        shared,
        own,
        side,
        names,
    })
}

pub(super) fn document(shared: &SharedIncident, own: &SideFile) -> String {
    fhir_bundle(&FhirAbout {
        shared,
        own,
        names: &[],
        author: "J Patel, nurse",
        organisation: "Fellside NHS Trust",
        wales: false,
        now: AT.plus_minutes(95),
    }) + "\n"
}

#[test]
fn the_documents_are_those_that_the_independent_reader_checks() {
    let samples = [
        ("usual", usual()),
        ("odd", odd()),
        ("empty", (empty(), SideFile::default())),
        ("filled", (framed(empty()), filled(Side::Health))),
    ];
    let samples = samples.map(|(name, (shared, own))| (name, document(&shared, &own)));
    for (name, written) in samples.into_iter().chain([("detained", detained(false))]) {
        let file = format!("tests/golden/fhir/{name}.json");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all("tests/golden/fhir").unwrap();
            std::fs::write(&file, &written).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&file).unwrap(), written, "{file}");
    }
}

#[test]
fn the_document_points_only_at_what_is_in_it_and_holds_no_word_of_police() {
    let (shared, own) = usual();
    let text = document(&shared, &own);
    assert!(!text.contains("investigation"), "{text}");
    assert!(text.contains("One person talking"), "{text}");
    let bundle: Value = serde_json::from_str(&text).unwrap();
    let entries = bundle["entry"].as_array().unwrap();
    assert_eq!(entries[0]["resource"]["resourceType"], "Composition");
    let urls: Vec<&str> = entries
        .iter()
        .map(|entry| entry["fullUrl"].as_str().unwrap())
        .collect();
    let mut pointed = text
        .split("\"reference\": \"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap());
    assert!(pointed.all(|url| urls.contains(&url)));
    let mut once = urls.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), urls.len(), "each resource has a name of its own");
}

#[test]
fn each_side_s_text_holds_its_own_words_and_that_the_other_told_but_not_what() {
    let (shared, own) = usual();
    let nurse = as_text(&shared, &own, Side::Health);
    assert!(nurse.contains("Took tablets about 20:30"), "{nurse}");
    assert!(
        nurse.contains("Took tablets at eight"),
        "the correction keeps the original"
    );
    assert!(
        nurse.contains("PC 4411 Hughes told us something, by radio"),
        "{nurse}"
    );
    assert!(!nurse.contains("investigation"), "{nurse}");
    let police = as_text(&shared, &SideFile::default(), Side::Police);
    assert!(police.contains("Linked to an investigation"), "{police}");
    assert!(!police.contains("One person talking"), "{police}");
    assert!(!police.contains("tablets"), "{police}");
}
