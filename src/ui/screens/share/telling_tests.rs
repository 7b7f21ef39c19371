//! What the pages around the decision do: earlier answers, advice, to whom, until when, whether the person is told.

use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::app::api::{Done, Request, ShareForm, State};
use crate::domain::agreement::{Contact, Office, Terms};
use crate::domain::content::{
    Channel, DecisionMade, DecisionResult, NotSharedReason, NotTold, NoteSource, PersonTold, RequestAim,
    Requested, TellingRecord,
};
use crate::domain::decision::decide;
use crate::domain::decision::facts::{Purpose, Recipient};
use crate::domain::ids::ItemId;
use crate::domain::incident::RequestCard;
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, pictures, stage};
use crate::ui::theme::Theme;

use super::stage::*;

const EARLIER: ItemId = ItemId([41; 16]);

fn click(harness: &mut Harness<'_, Stage>, name: &str) {
    harness.get_by_label(name).scroll_to_me();
    harness.run_ok();
    harness.get_by_label(name).click();
    harness.run_ok();
}

fn type_into(harness: &mut Harness<'_, Stage>, role: egui::Role, field: &str, words: &str) {
    harness.get_by_role_and_label(role, field).focus();
    harness.run_ok();
    type_words(harness, words);
}

const LINE: egui::Role = egui::Role::TextInput;

/// The nurse decided this, so many minutes ago.
fn decided(state: &State, form: ShareForm, ago: i64, not: Option<NotSharedReason>) -> State {
    let conclusion = decide(&form.facts, &Rules::embedded().unwrap());
    let mut own = state.own.as_deref().unwrap().clone();
    let made = DecisionMade {
        incident: form.incident,
        decision: EARLIER,
        notes: form.notes,
        facts: form.facts,
        words: form.words,
        conclusion,
        result: match not {
            Some(reason) => DecisionResult::NotShared { reason },
            None => DecisionResult::Shared {
                disclosure: ItemId([42; 16]),
            },
        },
        begun: form.begun,
        check_ms: form.check_ms,
        gaps: Vec::new(),
        record: None,
        telling: TellingRecord::default(),
    };
    own.decisions.push((evening().plus_minutes(-ago), made));
    State {
        own: Some(Arc::new(own)),
        ..state.clone()
    }
}

fn open(state: State) -> Harness<'static, Stage> {
    stage(state, Some(Route::Share), Theme::Light, CAR)
}

/// What the nurse commits by these keys.
fn by(keys: &str) -> ShareForm {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, keys);
    match committed(&mut harness) {
        Some(Request::CommitShare { form, .. } | Request::CommitDecision { form, .. }) => *form,
        other => panic!("nothing was committed: {other:?}"),
    }
}

#[test]
fn an_earlier_yes_is_used_by_choice_and_the_record_names_it() {
    let state = decided(&incident_of(Side::Health), by("1E1EC"), 3, None);
    let mut harness = open(state);
    press(&mut harness, "3E");
    click(&mut harness, "Use the earlier decision");
    assert_says(&harness, "Answer of 21:01, used again");
    press(&mut harness, "C");
    assert_eq!(shared(&mut harness).0.telling.reused, Some(EARLIER));
}

#[test]
fn an_earlier_yes_is_offered_for_an_hour_and_never_after_a_no() {
    let yes = by("1E1EC");
    let old = decided(&incident_of(Side::Health), yes.clone(), 61, None);
    let mut harness = open(old);
    press(&mut harness, "3E");
    assert!(harness.query_by_label("Use the earlier decision").is_none());
    let no = by("1E3E02E");
    let first = decided(&incident_of(Side::Health), yes, 20, None);
    let then = decided(&first, no, 5, Some(NotSharedReason::NotAgreed));
    let mut harness = open(then);
    press(&mut harness, "3E");
    assert!(harness.query_by_label("Use the earlier decision").is_none());
    assert_says(&harness, "The person said no");
}

/// The third request about Sam, and an earlier yes: the request, its count and the lines of the record stay.
#[test]
fn an_earlier_yes_that_answers_a_request_keeps_what_is_known_of_it() {
    let mut state = decided(&incident_of(Side::Health), by("1E1EC"), 3, None);
    let mut shared = state.focus.as_deref().unwrap().clone();
    let request = ItemId([51; 16]);
    let asked = Requested {
        incident: shared.incident,
        request,
        from: Side::Police,
        from_name: "PC 4411 Hughes".to_owned(),
        what: None,
        words: "Is he known?".to_owned(),
        purpose: Purpose::SafetyOfPerson,
        aim: RequestAim::Safety,
        why: "To plan".to_owned(),
        needed_by: None,
        times: 3,
    };
    shared.requests.push(RequestCard {
        asked,
        at: evening().plus_minutes(-1),
        answers: Vec::new(),
    });
    state.focus = Some(Arc::new(shared));
    let mut harness = stage(state, Some(Route::ShareFor(request, false)), Theme::Light, CAR);
    press(&mut harness, "3E");
    click(&mut harness, "Use the earlier decision");
    assert_says(&harness, "Get a senior view first");
    assert_says(&harness, "What is written above stands in the way");
    assert!(
        !scan::all_words(&harness).contains("Only the agreement"),
        "the agreement covers it"
    );
    assert!(committed(&mut harness).is_none());
}

#[test]
fn another_answer_than_the_earlier_one_is_not_recorded_as_reused() {
    let state = decided(&incident_of(Side::Health), by("1E1EC"), 3, None);
    let mut harness = open(state);
    press(&mut harness, "3E");
    click(&mut harness, "Use the earlier decision");
    click(&mut harness, "Change: why");
    press(&mut harness, "3");
    press(&mut harness, "1EC");
    assert_eq!(shared(&mut harness).0.telling.reused, None);
}

#[test]
fn the_case_for_an_adviser_names_nobody_and_what_they_said_stands_in_the_record() {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "13E1E");
    click(&mut harness, "Get advice: 01632 960100");
    let words = scan::all_words(&harness);
    assert!(words.contains("The case without names"), "{words}");
    let case = harness
        .get_by_label("The case without names")
        .value()
        .unwrap_or_default();
    for name in ["Sam", "Okoro", "Mill", "Hughes", "30 "] {
        assert!(!case.contains(name), "{name} in {case}");
    }
    assert!(case.contains("Keep distance"), "{case}");
    click(&mut harness, "Record that I asked them now");
    assert_says(&harness, "Choose who you ask");
    click(&mut harness, "Caldicott Guardian");
    type_into(&mut harness, LINE, "Their name or role", "Dr B Rowe");
    type_into(
        &mut harness,
        egui::Role::MultilineTextInput,
        "What they said",
        "Share the first sentence only",
    );
    click(&mut harness, "Record that I asked them now");
    press(&mut harness, "E");
    press(&mut harness, "C");
    let (form, _) = shared(&mut harness);
    let [asked] = form.telling.advice.as_slice() else {
        panic!("one was asked: {:?}", form.telling);
    };
    assert_eq!(
        (asked.who.as_str(), asked.answer.as_str()),
        ("Dr B Rowe", "Share the first sentence only")
    );
    assert_eq!(asked.at, evening());
    assert!(asked.told.contains("Keep distance") && !asked.told.contains("Sam"));
}

#[test]
fn the_agreement_s_contacts_are_rung_in_their_order_and_the_call_is_recorded() {
    let contact = |office, name: &str, number: &str| Contact {
        side: Side::Health,
        office,
        name: name.to_owned(),
        in_hours: String::new(),
        out_of_hours: number.to_owned(),
    };
    let terms = Terms {
        contacts: vec![
            contact(Office::OnCall, "A Khan", "01632 960101"),
            contact(Office::RiskOwner, "Nobody", ""),
            contact(Office::CaldicottGuardian, "B Rowe", "01632 960102"),
        ],
        ..Terms::default()
    };
    let mut state = incident_of(Side::Health);
    state.policy.terms = Some(Box::new(terms));
    let mut harness = open(state);
    press(&mut harness, "1E1E");
    click(&mut harness, "Get advice: 01632 960100");
    let words = scan::all_words(&harness);
    let (first, then) = (words.find("A Khan"), words.find("B Rowe"));
    assert!(first.is_some() && first < then, "{words}");
    assert!(
        !words.contains("Nobody,"),
        "who cannot be reached is no step: {words}"
    );
    let rang = harness.query_all_by_label_contains("I rang").next().unwrap();
    rang.click();
    harness.run_ok();
    type_words(&mut harness, "Go ahead");
    click(&mut harness, "Record that I asked them now");
    press(&mut harness, "E");
    click(&mut harness, "Do not share");
    press(&mut harness, "4E");
    let Some(Request::CommitDecision { form, reason }) = committed(&mut harness) else {
        panic!("the decision was to end");
    };
    assert_eq!(reason, Some(NotSharedReason::NeedAdvice));
    assert!(
        form.telling.advice[0].who.contains("A Khan"),
        "{:?}",
        form.telling
    );
    assert_eq!(form.telling.advice[0].answer, "Go ahead");
}

#[test]
fn a_named_doctor_is_told_by_the_same_pages_and_a_ward_is_not() {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "1");
    click(
        &mut harness,
        "Change who is told: PC 4411 Hughes, Northmoor Police",
    );
    press(&mut harness, "3");
    for (field, words) in [
        ("Their name", "The ward"),
        ("Their organisation", "Northmoor General"),
        ("Why do they need it?", "Treats Sam tonight"),
    ] {
        type_into(&mut harness, LINE, field, words);
    }
    click(&mut harness, "Continue");
    assert_says(&harness, "That is a group");
    // a role makes no person of a ward
    type_into(&mut harness, LINE, "Their role", "ward 4");
    click(&mut harness, "Continue");
    assert_says(&harness, "That is a group");
    type_into(&mut harness, LINE, "Their name", " sister");
    click(&mut harness, "Continue");
    assert_says(
        &harness,
        "Change who is told: The ward sister, ward 4, Northmoor General",
    );
    click(&mut harness, "Continue");
    press(&mut harness, "1E");
    assert_says(&harness, "Record: told to The ward sister, ward 4");
    press(&mut harness, "C");
    let (form, card) = shared(&mut harness);
    assert_eq!(form.facts.disclosure.recipient, Recipient::Hospital);
    assert_eq!(card.to[0].side, None);
    assert_eq!(
        (card.channel, card.to[0].why.as_str()),
        (Channel::Phone, "Treats Sam tonight")
    );
}

#[test]
fn not_telling_the_person_needs_a_reason_and_telling_later_has_a_day() {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "13E1E");
    click(&mut harness, "Change: sam told");
    press(&mut harness, "3E");
    assert_says(&harness, "Say why they are not told");
    click(&mut harness, "It would spoil what this is for");
    click(&mut harness, "Continue");
    press(&mut harness, "C");
    let (form, card) = shared(&mut harness);
    assert_eq!(
        (card.person_told, form.telling.not_told),
        (PersonTold::No, Some(NotTold::WouldPrejudice))
    );
    assert!(
        form.telling.tell_by.is_some_and(|by| by > evening()),
        "it is looked at again"
    );

    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "13E1E");
    click(&mut harness, "Change: sam told");
    press(&mut harness, "2");
    type_into(&mut harness, LINE, "By when will they be told?", "1 1 2020");
    click(&mut harness, "Continue");
    assert_says(&harness, "Write a day from today on");
    press(&mut harness, "X");
    assert!(committed(&mut harness).is_none());
}

#[test]
fn an_item_keeps_its_source_and_its_shelf_life() {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "13E1EC");
    let (_, card) = shared(&mut harness);
    assert_eq!(card.items[0].source, Some(NoteSource::Seen));
    assert_eq!(card.items[1].source, Some(NoteSource::Told));
    let until = card.items[0].good_until.unwrap();
    assert_eq!(until.minutes_since(card.items[0].as_at), 12 * 60);
}

#[test]
fn the_strip_leads_to_withdrawing_what_was_just_shared() {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "F13E1EC");
    harness.state_mut().done(Done::Shared(ItemId([9; 16])));
    harness.run_ok();
    for words in ["Shared with PC 4411 Hughes at 21:04", "Correct it", "Withdraw it"] {
        assert_says(&harness, words);
    }
}

#[test]
fn pictures_of_advice() {
    pictures(
        "share-advice",
        &incident_of(Side::Health),
        Some(&Route::Share),
        |harness| {
            press(harness, "13E");
            click(harness, "Get advice: 01632 960100");
            assert_says(harness, "The case without names");
        },
    );
}

#[test]
fn pictures_of_whom() {
    pictures(
        "share-to",
        &incident_of(Side::Health),
        Some(&Route::Share),
        |harness| {
            press(harness, "1");
            click(harness, "Change who is told: PC 4411 Hughes, Northmoor Police");
            press(harness, "3");
            assert_says(harness, "Their organisation");
        },
    );
}

#[test]
fn pictures_of_not_telling() {
    pictures(
        "share-told",
        &incident_of(Side::Health),
        Some(&Route::Share),
        |harness| {
            press(harness, "13E1E");
            click(harness, "Change: sam told");
            press(harness, "3");
            assert_says(harness, "When is that looked at again?");
        },
    );
}
