//! The sharing decision by keyboard alone, as either seat walks it.

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::app::api::{Done, Request, State};
use crate::domain::content::{Basis, Channel, NotSharedReason, PersonTold};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::facts::{ConsentState, DutyKind, ItemCategory};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::DisclosureCard;
use crate::domain::role::Side;
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{evening, stage};
use crate::ui::theme::Theme;

use super::stage::*;

#[test]
fn the_nurse_shares_with_consent_in_seven_presses() {
    let mut harness = seat_of(Side::Health);
    let before = press(&mut harness, "F13E1E");
    assert_eq!(
        committed(&mut harness).map(|_| ()),
        None,
        "nothing crosses before the check page"
    );
    assert_eq!(before + press(&mut harness, "C"), 7);
    let (form, card) = shared(&mut harness);
    let words: Vec<&str> = card.items.iter().map(|item| item.words.as_str()).collect();
    assert_eq!(words, [DISTANCE, TABLETS]);
    assert_eq!(card.basis, Basis::Decided(Confidentiality::Consent));
    assert_eq!(
        (card.channel, card.person_told),
        (Channel::OnScreen, PersonTold::Yes)
    );
    assert_eq!(
        card.to.iter().map(|to| to.name.as_str()).collect::<Vec<_>>(),
        ["PC 4411 Hughes"]
    );
    assert_eq!(form.notes, [ItemId([11; 16]), ItemId([13; 16])]);
    assert_eq!(form.facts.consent.state, ConsentState::Given);
}

#[test]
fn what_is_on_the_check_page_is_what_crosses() {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "F13E1E");
    let page = scan::all_words(&harness);
    press(&mut harness, "C");
    let (_, card) = shared(&mut harness);
    for item in &card.items {
        assert!(
            page.contains(&item.words),
            "{} is not on the check page",
            item.words
        );
    }
    assert!(
        !page.contains("Diagnosis and medicines"),
        "what was not picked is not on it"
    );
}

#[test]
fn the_officer_shares_in_seven_presses_and_is_not_asked_for_consent() {
    let mut harness = seat_of(Side::Police);
    let before = press(&mut harness, "F13E");
    assert!(harness.query_by_label_contains("agree?").is_none());
    assert_eq!(before + press(&mut harness, "1EC"), 7);
    let (form, card) = shared(&mut harness);
    assert_eq!(card.items.len(), 2);
    assert!(form.facts.disclosure.items.contains(&ItemCategory::WeaponsMarker));
}

#[test]
fn the_law_says_i_must_takes_ten_presses() {
    let mut harness = seat_of(Side::Health);
    assert_eq!(press(&mut harness, "F13E4E12EC"), 10);
    let (form, card) = shared(&mut harness);
    assert_eq!(form.facts.duty.kind, Some(DutyKind::Terrorism));
    assert_eq!(card.basis, Basis::Decided(Confidentiality::StatutoryDuty));
}

#[test]
fn one_who_cannot_decide_takes_nineteen_presses() {
    let mut harness = seat_of(Side::Health);
    let mut count = press(&mut harness, "F13E5E23T1T1T2T");
    type_words(
        &mut harness,
        "The crew can keep back and let one person talk with Sam",
    );
    count += press(&mut harness, "T1EC");
    assert_eq!(count, 19);
    let (form, card) = shared(&mut harness);
    assert_eq!(card.basis, Basis::Decided(Confidentiality::BestInterests));
    assert!(form.words.best_interests.contains("one person talk"));
}

#[test]
fn public_interest_takes_eighteen_presses() {
    let mut harness = seat_of(Side::Health);
    let mut count = press(&mut harness, "F13E3E2E2T1T1T");
    type_words(
        &mut harness,
        "The crew must know about the tablets to keep people below safe",
    );
    count += press(&mut harness, "T1EC");
    assert_eq!(count, 18);
    let (_, card) = shared(&mut harness);
    assert_eq!(card.basis, Basis::Decided(Confidentiality::PublicInterestHarm));
}

#[test]
fn deciding_not_to_share_takes_nine_presses_and_is_recorded() {
    let mut harness = seat_of(Side::Health);
    assert_eq!(press(&mut harness, "F13E3E02E"), 9);
    match committed(&mut harness) {
        Some(Request::CommitDecision { form, reason }) => {
            assert_eq!(reason, Some(NotSharedReason::NotAgreed));
            assert_eq!(form.facts.consent.state, ConsentState::Refused);
        }
        other => panic!("not recorded: {other:?}"),
    }
}

#[test]
fn enter_ten_times_shares_nothing() {
    for picks in ["F", "F13", "F13E1"] {
        let mut harness = seat_of(Side::Health);
        press(&mut harness, picks);
        press(&mut harness, "EEEEEEEEEE");
        assert!(committed(&mut harness).is_none(), "after {picks}");
    }
}

#[test]
fn enter_after_words_typed_in_place_of_notes_goes_on() {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "F");
    let typed = harness.get_by_role_and_label(egui::Role::MultilineTextInput, "Write it shorter instead");
    typed.focus();
    harness.run_ok();
    harness.event(egui::Event::Text("Keep your distance".to_owned()));
    harness.run_ok();
    press(&mut harness, "E");
    let words = scan::all_words(&harness);
    assert!(words.contains("Did Sam agree?"), "Enter goes on:\n{words}");
}

#[test]
fn a_held_enter_does_not_run_through_the_pages() {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "F13");
    for _ in 0..5 {
        harness.event(egui::Event::Key {
            key: Key::Enter,
            physical_key: None,
            pressed: true,
            repeat: true,
            modifiers: Modifiers::NONE,
        });
        harness.run_ok();
    }
    let words = scan::all_words(&harness);
    assert!(
        words.contains("Did Sam agree?") && !words.contains("There is a problem"),
        "one press, one page"
    );
}

#[test]
fn nothing_picked_is_said_beside_the_notes() {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "FE");
    assert!(
        harness
            .query_all_by_label_contains("Choose at least one thing to share")
            .count()
            >= 1
    );
    press(&mut harness, "X");
    assert!(committed(&mut harness).is_none());
}

#[test]
fn leaving_keeps_a_draft_that_is_offered_again() {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "F13E");
    press(&mut harness, "X");
    let kept = harness.state_mut().asked().into_iter().rev().find_map(|request| {
        if let Request::SaveDraft(draft) = request {
            Some(draft)
        } else {
            None
        }
    });
    let kept = kept.expect("a draft was saved");
    assert_eq!(kept.key, format!("share/{}", IncidentId([7; 16]).hex()));
    let state = State {
        drafts: vec![kept],
        ..incident_of(Side::Health)
    };
    let mut again = stage(state, Some(Route::Share), Theme::Light, CAR);
    again.get_by_label("Carry on with it").click();
    again.run_ok();
    assert!(
        again.query_all_by_label("Did Sam agree?").count() > 0,
        "back on the page that was left"
    );
}

#[test]
fn the_strip_tells_what_was_shared_and_with_whom() {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "F13E1EC");
    harness.state_mut().done(Done::Shared(ItemId([9; 16])));
    harness.run_ok();
    assert!(
        harness
            .query_by_label_contains("Shared with PC 4411 Hughes at 21:04")
            .is_some()
    );
}

#[test]
fn shorter_words_stand_in_place_of_the_notes() {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "F1T");
    type_words(&mut harness, "One person talks");
    harness.get_by_label("Continue").click();
    harness.run_ok();
    press(&mut harness, "1EC");
    let (form, card) = shared(&mut harness);
    let words: Vec<&str> = card.items.iter().map(|item| item.words.as_str()).collect();
    assert_eq!(words, ["One person talks"]);
    assert_eq!(
        form.notes,
        [ItemId([11; 16])],
        "the record still names the note that they stand for"
    );
}

#[test]
fn the_reason_of_a_danger_share_is_finished_without_telling_again() {
    let mut state = incident_of(Side::Health);
    let danger = ItemId([31; 16]);
    let mut shared = state.focus.as_deref().unwrap().clone();
    shared.disclosures.push(DisclosureCard {
        disclosure: danger,
        at: Some(evening().plus_minutes(-7)),
        from: Some(Side::Health),
        from_name: "J Patel, nurse".to_owned(),
        to: Vec::new(),
        items: vec![crate::domain::content::SharedItem {
            category: ItemCategory::PresentationAndRisk,
            words: "Weapon or means to hand".to_owned(),
            nature: crate::domain::content::Nature::Fact,
            as_at: evening(),
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
    let mut harness = stage(state, Some(Route::FinishDanger(danger)), Theme::Light, CAR);
    press(&mut harness, "2T1T");
    type_words(&mut harness, "People below the bridge could be struck");
    press(&mut harness, "EC");
    match committed(&mut harness) {
        Some(Request::CommitDecision { form, reason: None }) => assert_eq!(form.finishes, Some(danger)),
        other => panic!("not finished: {other:?}"),
    }
}

#[test]
fn the_nurse_tells_known_with_the_person_s_answer_alone() {
    let state = incident_of(Side::Health);
    let mut harness = stage(state, Some(Route::SharePicked(None)), Theme::Light, CAR);
    press(&mut harness, "E1EC");
    let (form, card) = shared(&mut harness);
    assert_eq!(card.items.len(), 1);
    assert_eq!(card.items[0].words, "Known to services: yes");
    assert_eq!(form.facts.disclosure.items, [ItemCategory::KnownToService]);
}
