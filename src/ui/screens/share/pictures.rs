//! Pictures of the sharing decision's further pages: each way through it, refused, stopped, read out, finished later.

use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::app::api::State;
use crate::domain::content::{Basis, Channel, Nature, NoteSource, PersonTold, Receiver, SharedItem};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::facts::ItemCategory;
use crate::domain::ids::ItemId;
use crate::domain::incident::DisclosureCard;
use crate::domain::role::Side;
use crate::test_support::harness::{CAR, keep_or_compare, picture_name};
use crate::ui::route::{Route, Section};
use crate::ui::testing::{Stage, assert_says, evening, pictures, stage};
use crate::ui::theme::Theme;

use super::stage::*;

/// The pages of `side`, walked with `keys` to the one that says `words`.
fn walked(name: &str, side: Side, keys: &str, words: &str) {
    pictures(name, &incident_of(side), Some(&Route::Share), |harness| {
        press(harness, keys);
        assert_says(harness, words);
    });
}

fn click(harness: &mut Harness<'static, Stage>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_ok();
}

#[test]
fn pictures_of_nothing_picked() {
    walked(
        "share-nothing-picked",
        Side::Health,
        "E",
        "Choose at least one thing to share",
    );
}

#[test]
fn pictures_of_the_kind_page() {
    pictures(
        "share-kind",
        &incident_of(Side::Health),
        Some(&Route::Share),
        |harness| {
            press(harness, "1");
            let first = harness
                .get_all_by_label_contains("Change what kind this is")
                .next();
            first.unwrap().click_accesskit();
            harness.run_ok();
            assert_says(harness, "What kind of information is this?");
        },
    );
}

#[test]
fn pictures_of_the_agreed_page() {
    walked(
        "share-agreed",
        Side::Health,
        "13E4",
        "Why not? You can leave this",
    );
}

#[test]
fn pictures_of_the_weighing_page() {
    pictures(
        "share-weigh",
        &incident_of(Side::Health),
        Some(&Route::Share),
        |harness| {
            press(harness, "13E3E2E2T1T1T");
            type_words(
                harness,
                "The crew must know about the tablets to keep people below safe",
            );
            assert_says(harness, "Will you tell Sam?");
        },
    );
}

#[test]
fn pictures_of_the_officer_s_purpose() {
    walked(
        "share-purpose",
        Side::Police,
        "13E1",
        "Why does the nurse need this?",
    );
}

#[test]
fn pictures_of_the_officer_s_check_page() {
    walked(
        "share-check-officer",
        Side::Police,
        "13E1E",
        "Check what the nurse will see",
    );
}

#[test]
fn pictures_of_how_it_is_told() {
    pictures(
        "share-how",
        &incident_of(Side::Health),
        Some(&Route::Share),
        |harness| {
            press(harness, "13E1E");
            click(harness, "Change: how");
            assert_says(harness, "How do you tell it?");
        },
    );
}

#[test]
fn pictures_of_the_words_read_out() {
    pictures(
        "share-read-out",
        &incident_of(Side::Health),
        Some(&Route::Share),
        |harness| {
            press(harness, "13E1E");
            click(harness, "Read it out");
            assert_says(harness, "Read this out");
        },
    );
}

#[test]
fn pictures_of_not_sharing() {
    walked(
        "share-refuse",
        Side::Health,
        "13E3E02",
        "Why are you not sharing?",
    );
}

#[test]
fn pictures_of_a_decision_that_stops() {
    pictures(
        "share-stopped",
        &incident_of(Side::Health),
        Some(&Route::Share),
        |harness| {
            press(harness, "13E3E3E4T3T3T");
            type_words(harness, "Only what keeps Sam from falling");
            press(harness, "T1E");
            assert_says(harness, "You cannot share on these answers");
        },
    );
}

/// The nurse's danger share of seven minutes ago waits for its reason.
fn danger_told() -> (State, Route) {
    let mut state = incident_of(Side::Health);
    let danger = ItemId([31; 16]);
    let mut shared = state.focus.as_deref().unwrap().clone();
    shared.disclosures.push(DisclosureCard {
        disclosure: danger,
        at: Some(evening().plus_minutes(-7)),
        from: Some(Side::Health),
        from_name: "J Patel, nurse".to_owned(),
        to: vec![Receiver::crew(
            Side::Police,
            None,
            "PC 4411 Hughes".to_owned(),
            String::new(),
        )],
        items: vec![SharedItem {
            category: ItemCategory::PresentationAndRisk,
            words: "Weapon or means to hand".to_owned(),
            nature: Nature::Fact,
            as_at: evening().plus_minutes(-7),
            as_at_open: false,
            source: None,
            good_until: None,
        }],
        basis: Basis::Danger,
        channel: Channel::OnScreen,
        person_told: PersonTold::NotYetRecorded,
        withdrawn_at: None,
        finished_at: None,
        changes: Vec::new(),
        heard: Vec::new(),
    });
    state.focus = Some(Arc::new(shared));
    (state, Route::FinishDanger(danger))
}

#[test]
fn pictures_of_finishing_a_danger_share() {
    let (state, route) = danger_told();
    pictures("danger-finish", &state, Some(&route), |harness| {
        press(harness, "2T1T");
        type_words(harness, "People below the bridge could be struck");
        assert_says(harness, "Danger share at 20:57");
    });
    pictures("danger-finish-check", &state, Some(&route), |harness| {
        press(harness, "2T1T");
        type_words(harness, "People below the bridge could be struck");
        press(harness, "E");
        assert_says(harness, "Check the reason for the danger share");
    });
}

/// What police told by radio two hours ago, as the nurse's seat has it in the shared log.
fn told_by_radio(good_until: Option<i64>) -> State {
    let (state, _) = danger_told();
    let mut shared = state.focus.as_deref().unwrap().clone();
    let card = &mut shared.disclosures[0];
    card.at = Some(evening().plus_minutes(-120));
    card.from = Some(Side::Police);
    card.from_name = "PC 4411 Hughes".to_owned();
    card.to[0].side = Some(Side::Health);
    card.to[0].name = "J Patel, nurse".to_owned();
    card.basis = Basis::Decided(Confidentiality::NotConfidential);
    card.channel = Channel::Radio;
    for item in &mut card.items {
        item.words = "Carried a kitchen knife in May".to_owned();
        item.as_at = evening().plus_minutes(-120);
        item.source = Some(NoteSource::Record);
        item.good_until = good_until.map(|minutes| evening().plus_minutes(minutes));
    }
    State {
        focus: Some(Arc::new(shared)),
        ..state
    }
}

#[test]
fn pictures_of_spoken_words_and_of_words_past_their_time() {
    for (name, good_until, says) in [
        ("card-spoken", None, "by radio"),
        ("card-stale", Some(-20), "Past its time since"),
    ] {
        let log = Route::Workspace(Section::SharedLog);
        let mut harness = stage(told_by_radio(good_until), Some(log), Theme::Light, CAR);
        assert_says(&harness, says);
        harness.remove_cursor();
        harness.run_ok();
        keep_or_compare(&mut harness, &picture_name(name, Theme::Light, CAR));
        let mut results = egui_kittest::SnapshotResults::new();
        results.extend_harness(&mut harness);
        assert!(results.into_inner().is_empty(), "{name} is not as it was");
    }
}
