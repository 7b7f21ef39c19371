//! The invented people and places of the practice vault.

use chrono::NaiveDate;

use crate::app::init::{Person, Plan, model};
use crate::domain::agreement::Terms;
use crate::domain::content::{NoteSource, PolicySet};
use crate::domain::decision::facts::{ItemCategory, Nation};
use crate::domain::role::{Role, Side};

/// PIN of both practice seats; a practice vault is marked as training for ever.
pub(super) const PIN: &str = "136136";

/// The set-up of every practice vault.
pub(super) fn plan() -> Plan {
    let person = |side, role, name: &str, handle: &str| Person {
        side,
        role,
        name: name.to_owned(),
        handle: handle.to_owned(),
    };
    Plan {
        partnership: "Northmere practice partnership".to_owned(),
        police: "Northmere Police".to_owned(),
        health: "Northmere Mental Health Trust".to_owned(),
        nation: Nation::England,
        device: "TR-07".to_owned(),
        training: true,
        leads: ["D Ashdown".to_owned(), "M Falkner".to_owned()],
        recovery: [
            [
                "Senior information risk owner".to_owned(),
                "Data protection officer".to_owned(),
            ],
            [
                "Caldicott Guardian".to_owned(),
                "Senior information risk owner".to_owned(),
            ],
        ],
        policy: PolicySet {
            agreement: Some("Agreement 4, version 7".to_owned()),
            known_clause: Some("4.1".to_owned()),
            police_advice: Some("Force duty inspector, extension 100".to_owned()),
            health_advice: Some("Trust on-call Caldicott advice, extension 200".to_owned()),
            terms: Some(Box::new(terms())),
        },
        members: vec![
            person(Side::Police, Role::Officer, "PC 4411 Hughes", "4411"),
            person(Side::Police, Role::Officer, "PC 5120 Reid", "5120"),
            person(Side::Health, Role::Nurse, "J Patel", "jpatel"),
            person(Side::Health, Role::Nurse, "R Evans", "revans"),
            person(Side::Police, Role::Supervisor, "A Morgan", "amorgan"),
            person(Side::Health, Role::Supervisor, "K Shah", "kshah"),
        ],
        model_agreement_from: None,
    }
}

/// The model agreement, in force for years and with numbers to ring.
fn terms() -> Terms {
    let mut terms = model(Nation::England).unwrap_or_default();
    terms.version = 7;
    // as early as practice can be: every incident of every practice vault falls under it
    terms.starts = NaiveDate::from_ymd_opt(2018, 5, 25);
    for (at, contact) in terms.contacts.iter_mut().enumerate() {
        contact.in_hours = format!("extension {}", 100 + at);
        contact.out_of_hours = format!("01632 {}", 960_100 + at);
    }
    terms
}

/// People whom services meet often.
pub(super) const NAMES: [&str; 16] = [
    "Sam Okoro",
    "Alex Winter",
    "Jo Penrose",
    "Chris Lowell",
    "Robin Achebe",
    "Pat Tomlin",
    "Lee Carrow",
    "Ash Devlin",
    "Kit Marlowe",
    "Dana Przybyl",
    "Toni Abara",
    "Max Ferreira",
    "Sian Ŵyn",
    "Noor Halim",
    "Ola Birch",
    "Terry Quill",
];

pub(super) const PLACES: [&str; 12] = [
    "Canal footbridge",
    "Flat, Mill Lane",
    "Station platform 3",
    "Car park, top level",
    "Park, by the lake",
    "Bus shelter, High Road",
    "Shop doorway, Market Row",
    "Riverside path",
    "Library steps",
    "Sports ground",
    "Multi-storey stairwell",
    "Retail park",
];

/// A thing that can be noted and perhaps told.
pub(super) struct Line {
    pub(super) words: &'static str,
    pub(super) source: NoteSource,
    pub(super) category: ItemCategory,
}

const fn line(words: &'static str, source: NoteSource, category: ItemCategory) -> Line {
    Line {
        words,
        source,
        category,
    }
}

pub(super) const NURSE_LINES: [Line; 8] = [
    line(
        "Prefers one person talking. Keep distance.",
        NoteSource::Record,
        ItemCategory::PresentationAndRisk,
    ),
    line(
        "Took tablets at about 20:30, amount not known.",
        NoteSource::Told,
        ItemCategory::MedicationCritical,
    ),
    line(
        "Crisis plan: call his sister first.",
        NoteSource::Record,
        ItemCategory::CrisisPlan,
    ),
    line(
        "Becomes frightened by raised voices.",
        NoteSource::Record,
        ItemCategory::PresentationAndRisk,
    ),
    line(
        "Carries a blade when frightened.",
        NoteSource::Told,
        ItemCategory::PresentationAndRisk,
    ),
    line(
        "Allergic to penicillin.",
        NoteSource::Record,
        ItemCategory::Allergy,
    ),
    line(
        "Hears voices tonight, not commands.",
        NoteSource::Seen,
        ItemCategory::PresentationAndRisk,
    ),
    line(
        "I think the risk falls once he is warm and has eaten.",
        NoteSource::MyView,
        ItemCategory::PresentationAndRisk,
    ),
];

pub(super) const OFFICER_LINES: [Line; 5] = [
    line(
        "Weapons marker, bladed article, last year.",
        NoteSource::Record,
        ItemCategory::WeaponsMarker,
    ),
    line(
        "Violence marker, towards staff, two years ago.",
        NoteSource::Record,
        ItemCategory::ViolenceMarker,
    ),
    line(
        "Bail condition: not to go to Mill Lane.",
        NoteSource::Record,
        ItemCategory::BailConditions,
    ),
    line(
        "Missing twice this month, found safe.",
        NoteSource::Record,
        ItemCategory::PresentationAndRisk,
    ),
    line(
        "Dog in the flat, not tied.",
        NoteSource::Seen,
        ItemCategory::PresentationAndRisk,
    ),
];
