//! A nurse sees what somebody said before, how old it is, and takes it back.

use std::sync::Arc;

use egui_kittest::kittest::Queryable as _;

use crate::app::api::{Done, Phase, Request, State};
use crate::app::problem::Problem;
use crate::domain::consent::{Held, LevelHeld, Register};
use crate::domain::content::{
    ConsentAnswer, ConsentKept, ConsentLevel, ConsentLevelSet, Content, Detail, DetailSet, IncidentOpened,
    PersonAsked, Post,
};
use crate::domain::decision::facts::{ItemCategory, Purpose, Recipient};
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId};
use crate::domain::incident::{Placed, fold_shared};
use crate::domain::role::Side;
use crate::test_support::harness::{CAR, DESK};
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, pictures, press, shift, stage, type_in};
use crate::ui::theme::Theme;

type Harness = egui_kittest::Harness<'static, Stage>;

const HERE: IncidentId = IncidentId([1; 16]);

fn nurse() -> State {
    let at = |seq, content| Placed {
        entry: EntryRef {
            device: DeviceId([9; 16]),
            seq,
        },
        lamport: seq,
        at: evening(),
        author: None,
        content,
    };
    let opened = Content::IncidentOpened(IncidentOpened {
        incident: HERE,
        reference: "26-0117".to_owned(),
        at: evening(),
        post: Post::Car,
        station: "Car 2".to_owned(),
        crew: Vec::new(),
    });
    let named = Content::DetailSet(DetailSet {
        incident: HERE,
        item: ItemId([3; 16]),
        detail: Detail::Person {
            name: "Sam Reed".to_owned(),
            age: Some(34),
            about: false,
        },
    });
    State {
        focus: fold_shared(&[at(1, opened), at(2, named)]).map(Arc::new),
        ..shift(Phase::Seat(Side::Health))
    }
}

fn person(name: &str, age: u32) -> PersonAsked {
    PersonAsked {
        name: name.to_owned(),
        age: Some(age),
        ..PersonAsked::default()
    }
}

fn kept(number: u8, name: &str, days: i64) -> Held {
    Held {
        kept: ConsentKept {
            incident: IncidentId([2; 16]),
            consent: ItemId([number; 16]),
            decision: ItemId([9; 16]),
            person: person(name, 34),
            answer: ConsentAnswer::Yes,
            items: vec![ItemCategory::PresentationAndRisk, ItemCategory::CrisisPlan],
            recipient: Recipient::PoliceOfficer,
            receivers: vec!["PC 4411 Hughes".to_owned()],
            purpose: Purpose::SafetyOfPerson,
            words: "Yes, tell him how I am, and to ring my sister".to_owned(),
            how: "spoken".to_owned(),
            limits: "Not where I live".to_owned(),
            given: evening().plus_minutes(-days * 24 * 60),
            expires: None,
        },
        taken_back: None,
    }
}

fn register() -> Register {
    let back = Held {
        taken_back: Some((evening().plus_minutes(-60 * 24), "Not any more".to_owned())),
        ..kept(3, "Sam Reed", 9)
    };
    Register {
        answers: vec![
            kept(1, "Sam Reed", 3),
            back,
            kept(2, "Sam Reed", 430),
            kept(4, "Ann Poole", 20),
        ],
        levels: vec![LevelHeld {
            set: ConsentLevelSet {
                incident: HERE,
                item: ItemId([5; 16]),
                person: person("Sam Reed", 34),
                partner: "Seaview".to_owned(),
                level: ConsentLevel::SignedForm,
                day: "2026-01-02".parse().unwrap(),
                form: "F-7".to_owned(),
                services: vec!["housing".to_owned()],
            },
            holds: true,
        }],
    }
}

fn route() -> Route {
    Route::Consents(Box::new(Route::Board))
}

fn fill(harness: &mut Harness) {
    harness.state_mut().done(Done::Consents(Arc::new(register())));
    harness.run_ok();
}

fn open(harness: &mut Harness, row: &str) {
    let found = harness.query_all_by_label_contains(row).next();
    found.unwrap_or_else(|| panic!("no row {row}")).click();
    harness.run_ok();
}

#[test]
fn the_person_here_is_found_by_name_an_old_yes_says_its_age_and_one_is_taken_back() {
    let mut harness = stage(nurse(), Some(route()), Theme::Light, CAR);
    let asked = harness.state_mut().asked();
    assert!(
        asked
            .iter()
            .any(|request| matches!(request, Request::ShowConsents))
    );
    fill(&mut harness);
    assert_says(&harness, "Yes, 14 months ago: ask again");
    assert_says(&harness, "Level 3: a signed form");
    assert_says(&harness, "Taken back");
    assert!(
        harness.query_all_by_label_contains("Ann Poole").next().is_none(),
        "only who is here"
    );
    open(&mut harness, "14 months ago");
    assert_says(&harness, "Given 14 months ago");
    assert_says(&harness, "and to ring my sister");
    harness
        .get_by_role_and_label(egui::accesskit::Role::MultilineTextInput, "What the person said")
        .focus();
    harness.run_ok();
    type_in(&mut harness, "Not any more");
    harness.get_by_label("Record that it was taken back").click();
    harness.run_ok();
    let asked = harness.state_mut().asked();
    let found = asked.iter().any(|request| {
        matches!(request, Request::TakeBackConsent { consent, words }
            if *consent == ItemId([2; 16]) && words == "Not any more")
    });
    assert!(found, "{asked:?}");
    fill(&mut harness);
    assert_says(&harness, "It is offered to nobody any more");
    open(&mut harness, "Taken back");
    assert!(
        harness.query_by_label("Record that it was taken back").is_none(),
        "once is enough"
    );
    press(&mut harness, egui::Key::Escape);
    assert_says(&harness, "A name is no proof");
}

#[test]
fn a_level_is_recorded_about_the_person_here_and_a_refusal_keeps_what_was_typed() {
    let mut harness = stage(nurse(), Some(route()), Theme::Light, DESK);
    fill(&mut harness);
    harness.get_by_label("Record a level for a partner").click();
    harness.run_ok();
    assert_says(&harness, "About Sam Reed");
    harness.get_by_label("Record this level").click();
    harness.run_ok();
    assert_says(&harness, "Choose how far the person agreed");
    harness
        .get_by_role_and_label(egui::accesskit::Role::TextInput, "Voluntary partner")
        .focus();
    harness.run_ok();
    type_in(&mut harness, "Seaview");
    harness.get_by_label_contains("Level 2: talked through").click();
    harness.run_ok();
    harness.get_by_label("Record this level").click();
    harness.run_ok();
    let asked = harness.state_mut().asked();
    let found = asked.iter().any(|request| {
        matches!(request, Request::SetConsentLevel(form)
            if form.level == ConsentLevel::TalkedThrough && form.partner == "Seaview")
    });
    assert!(found, "{asked:?}");
    harness.state_mut().failed(Problem::new(
        "A-416",
        "No service is named",
        "Write for which services",
    ));
    harness.run_ok();
    assert_says(&harness, "No service is named");
    assert_says(&harness, "Seaview");
}

#[test]
fn the_register_of_consent() {
    pictures("consents", &nurse(), Some(&route()), |harness| {
        fill(harness);
        assert_says(harness, "14 months ago");
    });
    pictures("consents-one", &nurse(), Some(&route()), |harness| {
        fill(harness);
        open(harness, "14 months ago");
    });
}
