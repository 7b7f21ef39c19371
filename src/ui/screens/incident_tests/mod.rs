//! The incident's pages over an invented incident: what a key asks for, what the page says, how it looks.

mod advice;
mod board;
mod desk;
mod drafts;
mod focus;
mod found;
mod handover;
mod here;
mod outcome;
mod paper;
mod pictures;
mod record;
mod s136;
mod s136_edges;
mod s136_elsewhere;
mod workspace;

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::app::api::{IncidentRow, Phase, State};
use crate::domain::content::{
    Basis, Channel, CrewMember, KnownAnswer, Milestone, Nature, NoteSource, PersonTold, Post, Receiver,
    RiskLevel, SharedItem, Source,
};
use crate::domain::decision::conclusion::{Confidentiality, Task};
use crate::domain::decision::facts::ItemCategory;
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::incident::{DisclosureCard, NoteCard, S136State, SharedIncident, SideFile, TaskCard};
use crate::domain::role::Side;
use crate::domain::time::Moment;
use crate::ui::testing::{Stage, evening, shift};

/// The invented incident.
const INCIDENT: IncidentId = IncidentId([7; 16]);

pub(super) fn minutes_ago(minutes: i64) -> Moment {
    evening().plus_minutes(-minutes)
}

fn told(
    from: Side,
    number: u8,
    ago: i64,
    category: ItemCategory,
    words: &str,
    basis: Basis,
) -> DisclosureCard {
    let (name, to) = match from {
        Side::Police => ("PC 4411 Hughes", "J Patel, nurse"),
        Side::Health => ("J Patel, nurse", "PC 4411 Hughes"),
    };
    DisclosureCard {
        disclosure: ItemId([number; 16]),
        at: Some(minutes_ago(ago)),
        from: Some(from),
        from_name: name.to_owned(),
        to: vec![Receiver::crew(from.other(), None, to.to_owned(), String::new())],
        items: vec![SharedItem {
            category,
            words: words.to_owned(),
            nature: Nature::Fact,
            as_at: minutes_ago(ago),
            as_at_open: false,
            source: None,
            good_until: None,
        }],
        basis,
        channel: Channel::OnScreen,
        person_told: PersonTold::Yes,
        withdrawn_at: None,
        finished_at: None,
        changes: Vec::new(),
        heard: Vec::new(),
    }
}

/// An evening on a footbridge: both sides have told something, one danger share waits for its reason.
pub(super) fn incident() -> SharedIncident {
    let known = ItemCategory::KnownToService;
    let consent = Basis::Decided(Confidentiality::Consent);
    SharedIncident {
        incident: INCIDENT,
        reference: "26-0117".to_owned(),
        opened: minutes_ago(19),
        post: Post::Car,
        station: "Car 2".to_owned(),
        crew: vec![
            CrewMember {
                member: MemberId([1; 16]),
                side: Side::Police,
                name: "PC 4411 Hughes".to_owned(),
            },
            CrewMember {
                member: MemberId([2; 16]),
                side: Side::Health,
                name: "J Patel, nurse".to_owned(),
            },
        ],
        source: Some(Source::Call999),
        log: "0412".to_owned(),
        place: "Mill Lane footbridge".to_owned(),
        person: "Sam Okoro".to_owned(),
        age: Some(30),
        age_about: true,
        risk: Some(RiskLevel::Now),
        milestones: [(Milestone::OnScene, minutes_ago(12))].into(),
        disclosures: vec![
            told(
                Side::Police,
                11,
                7,
                known,
                "Known to police: yes",
                Basis::Agreement,
            ),
            told(
                Side::Health,
                12,
                6,
                ItemCategory::PresentationAndRisk,
                "Taken something, medical emergency",
                Basis::Danger,
            ),
            told(
                Side::Health,
                13,
                3,
                ItemCategory::PresentationAndRisk,
                "One person talking. Keep distance",
                consent,
            ),
        ],
        requests: Vec::new(),
        breaches: Vec::new(),
        s136: S136State::default(),
        outcome: None,
        follow_up: Vec::new(),
        closed: None,
        desk: crate::domain::incident::DeskFacts::default(),
        last_change: None,
        frame: crate::domain::incident::Frame::default(),
        details: Vec::new(),
        joined: Vec::new(),
    }
}

/// The nurse's own half of it.
fn own() -> SideFile {
    let note = |number, ago, source, text: &str| NoteCard {
        note: ItemId([number; 16]),
        at: minutes_ago(ago),
        author: Some(MemberId([2; 16])),
        source,
        text: text.to_owned(),
        earlier: Vec::new(),
        shared_in: Vec::new(),
        moved: None,
    };
    let mut talking = note(
        21,
        8,
        NoteSource::Record,
        "Prefers one person talking. Keep distance.",
    );
    talking.shared_in = vec![ItemId([13; 16])];
    let mut tablets = note(
        22,
        5,
        NoteSource::Told,
        "Took tablets about 20:30, amount not known",
    );
    let before = "Took tablets about 20:00".to_owned();
    tablets.earlier = vec![crate::domain::incident::Earlier {
        words: before,
        until: minutes_ago(4),
        why: "Sam said half past".to_owned(),
        by: None,
    }];
    SideFile {
        known: Some((KnownAnswer::Known, String::new(), minutes_ago(9))),
        notes: vec![talking, tablets],
        decisions: Vec::new(),
        tasks: vec![TaskCard {
            about: None,
            item: ItemId([31; 16]),
            task: Task::BriefCoordinatorOrGp,
            words: String::new(),
            who: String::new(),
            set: None,
            due: Some(evening().plus_minutes(600)),
            done: None,
            owner: Some(MemberId([2; 16])),
            told: None,
        }],
        told_outside: Vec::new(),
        completed: Vec::new(),
        papers: Vec::new(),
        ..SideFile::default()
    }
}

fn row(incident: &SharedIncident) -> IncidentRow {
    IncidentRow {
        incident: incident.incident,
        reference: incident.reference.clone(),
        opened: incident.opened,
        closed: incident.closed,
        place: incident.place.clone(),
        person: incident.person.clone(),
        danger_unfinished: incident
            .disclosures
            .iter()
            .any(DisclosureCard::is_unfinished_danger),
        detained: None,
        station: incident.station.clone(),
        desk: crate::app::api::RowDesk::default(),
    }
}

/// A shift with the incident in focus.
pub(super) fn at_work(phase: Phase, incident: SharedIncident) -> State {
    let own = matches!(phase, Phase::Seat(_)).then(|| Arc::new(own()));
    State {
        live: vec![row(&incident)],
        focus: Some(Arc::new(incident)),
        own,
        ..shift(phase)
    }
}

/// A shift at a desk with four more incidents.
fn at_desk(phase: Phase) -> State {
    let mut state = at_work(phase, incident());
    let others = [
        ("26-0113", 74, "Flat, Mill Lane", "Ana Silva", "Car 5"),
        ("26-0115", 41, "Station platform 3", "", "Desk"),
        ("26-0116", 33, "Riverside car park", "Tom Reed", "Car 2"),
        ("26-0118", 2, "", "", "Desk"),
    ];
    for (at, (reference, ago, place, person, station)) in others.into_iter().enumerate() {
        state.live.push(IncidentRow {
            incident: IncidentId([40 + u8::try_from(at).unwrap(); 16]),
            reference: reference.to_owned(),
            opened: minutes_ago(ago),
            closed: None,
            place: place.to_owned(),
            person: person.to_owned(),
            danger_unfinished: false,
            detained: None,
            station: station.to_owned(),
            desk: crate::app::api::RowDesk::default(),
        });
    }
    state.live.sort_by_key(|row| row.opened);
    state.post = Some((Post::Desk, "Desk 1".to_owned()));
    state
}

/// Presses keys one after another, each in frames of its own, as a person does.
fn press(harness: &mut Harness<'_, Stage>, keys: &[Key]) {
    for key in keys {
        harness.key_press(*key);
        harness.run_ok();
    }
}

/// Ctrl as a keyboard here reports it.
const CTRL: Modifiers = Modifiers {
    alt: false,
    ctrl: true,
    shift: false,
    mac_cmd: false,
    command: true,
};

/// The first thing that says `words`, in reading order.
fn first<'a>(harness: &'a Harness<'_, Stage>, words: &'a str) -> egui_kittest::Node<'a> {
    harness.get_all_by_label_contains(words).next().unwrap()
}

fn chord(harness: &mut Harness<'_, Stage>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_ok();
}
