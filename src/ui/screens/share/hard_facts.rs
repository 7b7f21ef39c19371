//! Facts and words that nobody hopes for, through the pages: every script, signs that turn writing round, ages at the
//! ends, days to come, ten thousand characters, nothing at all, and answers that contradict each other.

use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::app::api::{Done, Phase, Request, State};
use crate::domain::consent::{Held, Register};
use crate::domain::content::{
    Basis, ConsentAnswer, ConsentKept, NoteSource, PersonAsked, RecordField, Regime, SubjectCategory,
};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::facts::{ItemCategory, Purpose, Recipient};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::Side;
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, stage};
use crate::ui::theme::Theme;

use super::stage::*;

const SCRIPTS: &str = "صعدت إلى الحافة 你好 안녕 ज़िंदगी שלום Ω Ж é e\u{301} 👩\u{200d}⚕️";
const TURNED: &str = "Not \u{202e}efas\u{202c} now";

fn open(state: State) -> Harness<'static, Stage> {
    let Phase::Seat(side) = state.phase else {
        panic!("a seat was expected");
    };
    let mut harness = stage(incident_of(side), None, Theme::Light, CAR);
    // the picture's face has no such letters; the window's own has, or draws boxes
    harness
        .ctx
        .set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    harness.state_mut().show(state);
    harness.run_ok();
    harness.state_mut().shell.go(Route::Share);
    harness.run_ok();
    harness
}

fn with_notes(side: Side, notes: &[(&str, NoteSource)]) -> State {
    let mut state = incident_of(side);
    let mut own = state.own.as_deref().unwrap().clone();
    own.notes = (31..)
        .zip(notes)
        .map(|(number, (words, source))| note(number, *source, words))
        .collect();
    state.own = Some(Arc::new(own));
    state
}

fn aged(age: u32) -> State {
    let mut state = incident_of(Side::Health);
    let mut shared = state.focus.as_deref().unwrap().clone();
    shared.age = Some(age);
    state.focus = Some(Arc::new(shared));
    state
}

fn click(harness: &mut Harness<'static, Stage>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    harness.run_ok();
}

fn kept_draft(harness: &mut Harness<'static, Stage>) -> String {
    let asked = harness.state_mut().asked();
    let drafts = asked.into_iter().rev().find_map(|request| {
        if let Request::SaveDraft(draft) = request {
            Some(draft.words)
        } else {
            None
        }
    });
    drafts.unwrap_or_default()
}

#[test]
fn every_script_crosses_as_it_was_written_and_turned_writing_is_shown_not_obeyed() {
    for words in [SCRIPTS, TURNED] {
        let mut harness = open(with_notes(Side::Health, &[(words, NoteSource::Told)]));
        press(&mut harness, "1E1");
        click(&mut harness, "More for the record");
        harness.get_by_label("The words they used").focus();
        harness.run_ok();
        type_words(&mut harness, words);
        press(&mut harness, "E");
        if words == TURNED {
            assert_says(&harness, "Not [U+202E]efas[U+202C] now");
        }
        press(&mut harness, "C");
        let (form, card) = shared(&mut harness);
        assert_eq!(card.items[0].words, words, "not a sign is lost");
        // what is typed or pasted keeps its letters, and a sign that turns them is written out in the field already
        let kept = crate::domain::plain::shown(words);
        assert_eq!(form.answers.says(RecordField::ConsentWords), Some(&*kept));
    }
}

#[test]
fn a_newborn_s_share_asks_who_can_decide_and_one_of_a_hundred_and_twenty_is_an_adult() {
    let mut harness = open(aged(0));
    press(&mut harness, "1E1E");
    assert_says(&harness, "is under 16. Say whether");
    click(&mut harness, "No");
    press(&mut harness, "E");
    assert_says(&harness, "Why is sharing best for Sam?");
    assert!(committed(&mut harness).is_none());
    let mut harness = open(aged(120));
    press(&mut harness, "1E1EC");
    assert_eq!(
        shared(&mut harness).1.basis,
        Basis::Decided(Confidentiality::Consent)
    );
}

#[test]
fn a_care_plan_of_tomorrow_is_named_beside_its_day_and_the_day_is_kept() {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "1E2");
    harness
        .get_by_role_and_label(egui::Role::TextInput, "Date of the care plan")
        .focus();
    harness.run_ok();
    type_words(&mut harness, "21 11 2026");
    click(&mut harness, "Continue");
    assert_says(&harness, "The care plan must be dated today or earlier");
    press(&mut harness, "X");
    let kept = kept_draft(&mut harness);
    assert!(kept.contains("21 11 2026"), "the typed day comes back: {kept}");
}

#[test]
fn ten_thousand_characters_are_refused_as_an_item_and_nothing_typed_is_lost() {
    let long = "ü".repeat(10_000);
    let mut harness = open(with_notes(Side::Health, &[(&long, NoteSource::Record)]));
    press(&mut harness, "1E");
    assert_says(&harness, "That is a record, not a piece of information");
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "T");
    harness
        .get_by_role_and_label(egui::Role::MultilineTextInput, "Write it shorter instead")
        .focus();
    harness.run_ok();
    type_words(&mut harness, &long);
    click(&mut harness, "Continue");
    assert_says(&harness, "That is a record, not a piece of information");
    press(&mut harness, "X");
    assert!(
        kept_draft(&mut harness).contains(&long),
        "the words are in the draft"
    );
}

#[test]
fn blank_notes_are_not_offered_and_blank_words_are_nothing_to_share() {
    let mut harness = open(with_notes(Side::Health, &[("  \n ", NoteSource::Seen)]));
    harness
        .get_by_role_and_label(egui::Role::MultilineTextInput, "Write it shorter instead")
        .focus();
    harness.run_ok();
    type_words(&mut harness, "   ");
    click(&mut harness, "Continue");
    assert_says(&harness, "Choose at least one thing to share");
    assert!(committed(&mut harness).is_none());
}

#[test]
fn answers_that_contradict_each_other_end_on_the_page_that_can_mend_them() {
    // the plan does not cover it
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "1E2");
    harness
        .get_by_role_and_label(egui::Role::TextInput, "Date of the care plan")
        .focus();
    harness.run_ok();
    type_words(&mut harness, "1 6 2026");
    click(&mut harness, "No");
    click(&mut harness, "Continue");
    assert_says(&harness, "The care plan does not cover this");
    // a law for girls under 18, and an adult
    let mut harness = open(aged(40));
    press(&mut harness, "1E4E1");
    click(&mut harness, "Cutting of a girl under 18, told or seen at work");
    click(&mut harness, "Continue");
    assert_says(
        &harness,
        "This law is about people under 18. Choose another reason",
    );
    // an order that nobody has seen compels nothing
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "1E4E1");
    click(&mut harness, "A court order that I have not seen");
    click(&mut harness, "Continue");
    assert_says(&harness, "You cannot share on these answers");
    assert!(committed(&mut harness).is_none());
}

#[test]
fn a_no_to_best_interests_leads_on_and_is_kept_with_its_reason() {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "13E5E23T1T1T2T");
    type_words(
        &mut harness,
        "It would drive Sam off the rail, and they know enough",
    );
    let all: Vec<_> = harness.get_all_by_label("No").collect();
    assert_eq!(all.len(), 3, "can it wait, is it best, is that the cause");
    all[1].click_accesskit();
    drop(all);
    harness.run_ok();
    assert_says(&harness, "Why is it not best for Sam?");
    press(&mut harness, "E");
    assert_says(&harness, "Is there a strong enough reason to share anyway?");
    press(&mut harness, "03E");
    let Some(Request::CommitDecision { form, .. }) = committed(&mut harness) else {
        panic!("the decision was to end");
    };
    assert_eq!(form.facts.capacity.best_interests, Some(false));
    assert!(form.words.best_interests.contains("off the rail"));
}

#[test]
fn which_crimes_count_stands_beside_the_question() {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "1E3E");
    assert!(!scan::all_words(&harness).contains("kidnapping"));
    press(&mut harness, "4");
    assert_says(&harness, "Usually serious enough: murder or manslaughter");
    assert_says(&harness, "Usually not serious enough: theft");
}

#[test]
fn a_restriction_is_filled_in_by_kind_and_changed_for_one_thing() {
    let bail = [
        ("Bail: not to enter Mill Lane", NoteSource::Record),
        ("Carried a kitchen knife in May", NoteSource::Record),
    ];
    let mut harness = open(with_notes(Side::Police, &bail));
    press(&mut harness, "12");
    assert_says(&harness, "Marked: bail or order condition");
    press(&mut harness, "E1E");
    let page = scan::all_words(&harness);
    assert!(
        page.contains("kitchen knife") && page.contains("not to enter"),
        "{page}"
    );
    press(&mut harness, "C");
    let (form, card) = shared(&mut harness);
    assert_eq!((card.items.len(), form.answers.restrictions.len()), (2, 2));
    assert!(form.answers.restrictions[1].is_empty(), "the knife is not marked");
}

#[test]
fn one_thing_has_its_own_need_and_its_own_part_of_the_act() {
    let told = [
        ("Carried a kitchen knife in May", NoteSource::Record),
        ("Bail: not to enter Mill Lane", NoteSource::Record),
    ];
    let mut harness = open(with_notes(Side::Police, &told));
    press(&mut harness, "12");
    click(
        &mut harness,
        "Change what kind this is: Bail: not to enter Mill Lane",
    );
    assert_says(
        &harness,
        "Leave this empty for: To know what the person may not do",
    );
    harness
        .get_by_role_and_label(egui::Role::TextInput, "Why is this needed?")
        .focus();
    harness.run_ok();
    type_words(&mut harness, "She visits Mill Lane");
    click(&mut harness, "General");
    click(&mut harness, "Witness");
    press(&mut harness, "EE1E");
    press(&mut harness, "C");
    let (form, card) = shared(&mut harness);
    assert_eq!(card.items.len(), 2);
    let said = &form.answers.item_said;
    assert_eq!((said[0].why.as_str(), said[0].regime), ("", None));
    assert_eq!(said[1].why, "She visits Mill Lane");
    assert_eq!(said[1].regime, Some(Regime::General));
    assert_eq!(said[1].person, Some(SubjectCategory::Witness));
}

#[test]
fn what_the_agreement_does_not_cover_waits_for_a_senior_view_and_says_so() {
    let mut harness = open(incident_of(Side::Health));
    // the diagnosis is outside the agreement; refused, to protect somebody else
    press(&mut harness, "2E3E2E2T2T2T");
    assert_says(&harness, "Anything else needs a senior view first");
    type_words(&mut harness, "The brother must know what to expect tonight");
    press(&mut harness, "T2E");
    assert_says(&harness, "Only the agreement stands in the way");
    click(&mut harness, "Go on with the senior view");
    assert_says(&harness, "Write whom you asked, when, and what they said");
    harness
        .get_by_role_and_label(
            egui::Role::MultilineTextInput,
            "Senior view: who, when, what they said",
        )
        .focus();
    harness.run_ok();
    type_words(&mut harness, "Dr Rowe, 21:03: yes, the diagnosis only");
    click(&mut harness, "Go on with the senior view");
    press(&mut harness, "C");
    let (form, card) = shared(&mut harness);
    assert_eq!(card.basis, Basis::Decided(Confidentiality::PublicInterestHarm));
    assert!(form.answers.says(RecordField::SeniorAdvice).is_some());
}

#[test]
fn a_senior_view_of_the_diagnosis_opens_nothing_that_is_picked_afterwards() {
    let mut harness = open(incident_of(Side::Health));
    press(&mut harness, "2E3E2E2T2T2T");
    type_words(&mut harness, "The brother must know what to expect tonight");
    press(&mut harness, "T2E");
    let view = "Senior view: who, when, what they said";
    harness
        .get_by_role_and_label(egui::Role::MultilineTextInput, view)
        .focus();
    harness.run_ok();
    type_words(&mut harness, "Dr Rowe, 21:03: yes, the diagnosis only");
    click(&mut harness, "Go on with the senior view");
    assert_says(&harness, "Check what the officer will see");
    click(&mut harness, "Change: least needed");
    press(&mut harness, "1E");
    assert_says(&harness, "Only the agreement stands in the way");
    press(&mut harness, "C");
    assert!(
        committed(&mut harness).is_none(),
        "another kind needs a view of its own"
    );
}

/// Sam said yes eight months ago, about something like this and for another purpose.
fn asked_before() -> Register {
    let kept = ConsentKept {
        incident: IncidentId([8; 16]),
        consent: ItemId([81; 16]),
        decision: ItemId([82; 16]),
        person: PersonAsked {
            name: "sam  OKORO".to_owned(),
            age: Some(30),
            ..PersonAsked::default()
        },
        answer: ConsentAnswer::Yes,
        items: vec![ItemCategory::PresentationAndRisk],
        recipient: Recipient::PoliceOfficer,
        receivers: vec!["PC 12 Rees".to_owned()],
        purpose: Purpose::SafeguardingAdult,
        words: "Tell them if it helps".to_owned(),
        how: "spoken".to_owned(),
        limits: String::new(),
        given: evening().plus_minutes(-8 * 31 * 24 * 60),
        expires: None,
    };
    Register {
        answers: vec![Held {
            kept,
            taken_back: None,
        }],
        levels: Vec::new(),
    }
}

#[test]
fn an_answer_of_another_incident_is_offered_by_its_age_and_words_and_answers_nothing() {
    let mut harness = open(incident_of(Side::Health));
    harness
        .state_mut()
        .done(Done::AskedBefore(Arc::new(asked_before())));
    harness.run_ok();
    press(&mut harness, "1E");
    assert_says(&harness, "8 months ago");
    assert_says(&harness, "Their words: “Tell them if it helps”");
    assert_says(&harness, "It was for another purpose: ");
    press(&mut harness, "E");
    assert_says(&harness, "Say whether Sam agreed");
    assert!(committed(&mut harness).is_none());
    click(&mut harness, "What they agreed to before");
    assert!(matches!(harness.state().shell.route, Route::Consents(_)));
}
