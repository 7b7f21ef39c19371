//! An answer serves for what was asked and for the hour in which it was given; what was answered on another path leaves
//! nothing in the record.

use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::draft::Draft;
use super::stage::*;
use crate::app::api::{Request, State};
use crate::domain::content::{DecisionMade, DecisionResult, PersonTold, TellingRecord};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::decide;
use crate::domain::decision::facts::{ConsentState, Purpose, Recipient};
use crate::domain::ids::ItemId;
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, stage};
use crate::ui::theme::Theme;

fn open(state: State) -> Harness<'static, Stage> {
    stage(state, Some(Route::Share), Theme::Light, CAR)
}

fn click(harness: &mut Harness<'_, Stage>, name: &str) {
    harness.get_by_label(name).scroll_to_me();
    harness.run_ok();
    harness.get_by_label(name).click();
    harness.run_ok();
}

#[test]
fn a_yes_after_a_weighed_refusal_leaves_nothing_of_the_refusal_in_the_record() {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "13E3E2E2T1T1T");
    type_words(&mut harness, "He said he would push whoever comes near");
    press(&mut harness, "T3E");
    assert_says(&harness, "it would add to the danger");
    click(&mut harness, "Change: why");
    press(&mut harness, "1E");
    assert!(
        !scan::all_words(&harness).contains("it would add to the danger"),
        "whoever said yes knows"
    );
    press(&mut harness, "C");
    let (form, card) = shared(&mut harness);
    assert_eq!(card.person_told, PersonTold::Yes);
    assert_eq!(form.facts.consent.state, ConsentState::Given);
    assert_eq!(form.words.least, "");
    assert_eq!((form.answers.reason, form.answers.who), (None, None));
}

#[test]
fn a_yes_for_one_purpose_is_asked_again_for_another() {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "13E1E");
    click(&mut harness, "Change: purpose");
    press(&mut harness, "2E");
    assert_says(&harness, "Did Sam agree?");
    assert_says(&harness, "Sam was asked about something else");
    assert!(committed(&mut harness).is_none(), "not on the old answer");
    press(&mut harness, "1E");
    let words = scan::all_words(&harness);
    assert!(words.contains("Check what the officer will see"), "{words}");
    press(&mut harness, "C");
    assert_eq!(
        shared(&mut harness).0.facts.disclosure.purpose,
        Purpose::SafetyOfOthers
    );
}

#[test]
fn less_than_was_asked_about_is_no_other_question() {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "13E1E");
    click(&mut harness, "Change: least needed");
    press(&mut harness, "3E");
    assert!(!scan::all_words(&harness).contains("asked about something else"));
    press(&mut harness, "C");
    assert_eq!(shared(&mut harness).1.items.len(), 1);
}

/// What was left behind the check page, begun so many minutes ago.
fn left(minutes: i64) -> State {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "F13E1EX");
    let saved = harness.state_mut().asked().into_iter().rev();
    let mut kept = { saved }
        .find_map(|request| {
            if let Request::SaveDraft(draft) = request {
                Some(draft)
            } else {
                None
            }
        })
        .unwrap();
    let mut draft = Draft::from_words(&kept.words).unwrap();
    draft.begun = evening().plus_minutes(-minutes);
    kept.words = draft.to_words();
    State {
        drafts: vec![kept],
        ..incident_of(Side::Health)
    }
}

#[test]
fn a_yes_of_another_day_is_not_carried_on_and_what_was_picked_is() {
    for (minutes, asked) in [(5, false), (61, true), (24 * 60, true)] {
        let mut harness = open(left(minutes));
        assert_eq!(
            scan::all_words(&harness).contains("is asked again"),
            asked,
            "{minutes}"
        );
        click(&mut harness, "Carry on with it");
        press(&mut harness, "E");
        let words = scan::all_words(&harness);
        assert_eq!(words.contains("Did Sam agree?"), asked, "{minutes}: {words}");
        press(&mut harness, if asked { "1EC" } else { "C" });
        assert_eq!(shared(&mut harness).1.items.len(), 2, "{minutes}");
    }
}

#[test]
fn a_hospital_is_told_for_the_person_s_own_care_without_a_claimed_yes() {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "1");
    click(
        &mut harness,
        "Change who is told: PC 4411 Hughes, Northmoor Police",
    );
    press(&mut harness, "3");
    for (field, words) in [
        ("Their name", "Dr Shah"),
        ("Their organisation", "Northmoor General"),
        ("Why do they need it?", "Treats Sam tonight"),
    ] {
        harness
            .get_by_role_and_label(egui::Role::TextInput, field)
            .focus();
        harness.run_ok();
        type_words(&mut harness, words);
    }
    click(&mut harness, "Continue");
    click(&mut harness, "Continue");
    assert_says(&harness, "For Sam’s own care");
    press(&mut harness, "4E");
    assert_says(&harness, "not asked, and would expect it");
    press(&mut harness, "C");
    let (form, card) = shared(&mut harness);
    assert_eq!(form.facts.disclosure.recipient, Recipient::Hospital);
    assert_eq!(form.facts.disclosure.purpose, Purpose::DirectCare);
    let found = decide(&form.facts, &Rules::embedded().unwrap());
    assert_eq!(
        found.confidentiality,
        Confidentiality::Consent,
        "{:?}",
        found.reasons
    );
    assert_eq!(card.basis, crate::domain::content::Basis::OwnCare);
}

#[test]
fn that_the_person_has_died_holds_for_the_incident_until_it_is_corrected() {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "1E1EC");
    let form = shared(&mut harness).0;
    let state = incident_of(Side::Health);
    let mut own = state.own.as_deref().unwrap().clone();
    let mut facts = form.facts.clone();
    facts.person.dead = true;
    let made = DecisionMade {
        incident: form.incident,
        decision: ItemId([41; 16]),
        notes: form.notes,
        conclusion: decide(&facts, &Rules::embedded().unwrap()),
        facts,
        words: form.words,
        result: DecisionResult::Shared {
            disclosure: ItemId([42; 16]),
        },
        begun: form.begun,
        check_ms: 0,
        gaps: Vec::new(),
        record: None,
        telling: TellingRecord::default(),
    };
    own.decisions.push((evening().plus_minutes(-90), made));
    let state = State {
        own: Some(Arc::new(own)),
        ..state
    };
    let mut harness = open(state);
    press(&mut harness, "3E");
    let words = scan::all_words(&harness);
    assert!(!words.contains("Did Sam agree?"), "nobody asks the dead: {words}");
    assert_says(&harness, "Confidence outlives Sam");
}
