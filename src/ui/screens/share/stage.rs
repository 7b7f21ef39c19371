//! An invented incident with a crew of two, and keys to walk the sharing pages with.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use egui::{Key, Modifiers};
use egui_kittest::Harness;

use crate::app::api::{Phase, Request, ShareForm, State};
use crate::app::init::model;
use crate::app::proposal;
use crate::domain::agreement::Terms;
use crate::domain::content::{CrewMember, KnownAnswer, NoteSource, PolicySet, Post};
use crate::domain::decision::facts::Nation;
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::incident::{DisclosureCard, NoteCard, S136State, SharedIncident, SideFile};
use crate::domain::role::Side;
use crate::test_support::harness::CAR;
use crate::ui::route::{Route, Section};
use crate::ui::testing::{Stage, evening, shift, stage};
use crate::ui::theme::Theme;

pub(super) const TABLETS: &str = "Took tablets at about 20:30, amount not known";
pub(super) const DISTANCE: &str = "Prefers one person talking. Keep distance.";

pub(super) fn note(number: u8, source: NoteSource, text: &str) -> NoteCard {
    NoteCard {
        note: ItemId([number; 16]),
        at: evening().plus_minutes(-10),
        author: Some(MemberId([2; 16])),
        source,
        text: text.to_owned(),
        earlier: Vec::new(),
        shared_in: Vec::new(),
        moved: None,
    }
}

/// An incident with three of the nurse's notes, or of the officer's.
pub(super) fn incident_of(side: Side) -> State {
    let own = match side {
        Side::Health => vec![
            note(11, NoteSource::Seen, DISTANCE),
            note(12, NoteSource::Record, "Diagnosis and medicines, see the record"),
            note(13, NoteSource::Told, TABLETS),
        ],
        Side::Police => vec![
            note(21, NoteSource::Record, "Carried a kitchen knife in May"),
            note(22, NoteSource::Record, "Missing twice this month"),
            note(23, NoteSource::Seen, "Standing on the footbridge rail"),
        ],
    };
    let crew = |member: u8, side, name: &str| CrewMember {
        member: MemberId([member; 16]),
        side,
        name: name.to_owned(),
    };
    let shared = SharedIncident {
        incident: IncidentId([7; 16]),
        reference: "26-0117".to_owned(),
        opened: evening().plus_minutes(-12),
        post: Post::Car,
        station: "Car 2".to_owned(),
        crew: vec![
            crew(1, Side::Police, "PC 4411 Hughes"),
            crew(2, Side::Health, "J Patel, nurse"),
        ],
        source: None,
        log: "0412".to_owned(),
        place: "Mill Lane footbridge".to_owned(),
        person: "Sam Okoro".to_owned(),
        age: Some(30),
        age_about: true,
        risk: None,
        milestones: BTreeMap::new(),
        disclosures: Vec::new(),
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
    };
    State {
        focus: Some(Arc::new(shared)),
        own: Some(Arc::new(SideFile {
            known: Some((KnownAnswer::Known, String::new(), evening().plus_minutes(-5))),
            notes: own,
            ..SideFile::default()
        })),
        me: Some(MemberId([if side == Side::Police { 1 } else { 2 }; 16])),
        nation: Some(Nation::England),
        policy: PolicySet {
            agreement: Some("ISA 2026/3".to_owned()),
            health_advice: Some("01632 960100".to_owned()),
            terms: Some(Box::new(Terms {
                starts: NaiveDate::from_ymd_opt(2020, 4, 1),
                ..model(Nation::England).unwrap()
            })),
            ..PolicySet::default()
        },
        ..shift(Phase::Seat(side))
    }
}

/// Presses keys one after another: a digit, `T` for Tab, `E` for Enter, `C` for Ctrl+Enter. Counts them.
pub(super) fn press(harness: &mut Harness<'_, Stage>, keys: &str) -> usize {
    for key in keys.chars() {
        match key {
            'T' => harness.key_press(Key::Tab),
            'E' => harness.key_press(Key::Enter),
            'C' => harness.key_press_modifiers(Modifiers::CTRL | Modifiers::COMMAND, Key::Enter),
            'F' => harness.key_press(Key::F7),
            'X' => harness.key_press(Key::Escape),
            digit => {
                let number = digit.to_digit(10).unwrap();
                let keys = [
                    Key::Num0,
                    Key::Num1,
                    Key::Num2,
                    Key::Num3,
                    Key::Num4,
                    Key::Num5,
                    Key::Num6,
                ];
                harness.key_press(keys[number as usize]);
            }
        }
        harness.run_ok();
    }
    keys.chars().count()
}

pub(super) fn type_words(harness: &mut Harness<'_, Stage>, words: &str) {
    harness.event(egui::Event::Text(words.to_owned()));
    harness.run_ok();
}

pub(super) fn seat_of(side: Side) -> Harness<'static, Stage> {
    stage(
        incident_of(side),
        Some(Route::Workspace(Section::Notes)),
        Theme::Light,
        CAR,
    )
}

/// What was committed, if anything was: drafts do not count.
pub(super) fn committed(harness: &mut Harness<'_, Stage>) -> Option<Request> {
    harness.state_mut().asked().into_iter().find(|request| {
        !matches!(
            request,
            Request::SaveDraft(_) | Request::DropDraft(_) | Request::AskedBefore(_)
        )
    })
}

pub(super) fn shared(harness: &mut Harness<'_, Stage>) -> (ShareForm, DisclosureCard) {
    match committed(harness) {
        Some(Request::CommitShare { form, bytes }) => {
            (*form, DisclosureCard::of(&proposal::read(&bytes).unwrap(), None))
        }
        other => panic!("not shared: {other:?}"),
    }
}
