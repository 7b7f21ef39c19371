//! What the person's note says of words that were corrected or taken back after they had crossed.

use super::tests::{AT, about, card, consent, incident, item};
use super::{NoteForm, note};
use crate::domain::content::{CorrectionReason, Nature, PersonTold, WithdrawnWhy};
use crate::domain::decision::facts::ItemCategory;
use crate::domain::ids::ItemId;
use crate::domain::incident::{Change, ChangeKind, DisclosureCard, SideFile};
use crate::domain::role::Side;
use crate::domain::time::Moment;

const LATER: Moment = Moment(AT.0 + 95 * 60_000);

fn told(nature: Nature) -> DisclosureCard {
    let words = vec![item(
        "Sam has a knife.",
        nature,
        ItemCategory::PresentationAndRisk,
    )];
    card(1, Some(Side::Health), PersonTold::Yes, consent(), words)
}

fn corrected(mut card: DisclosureCard, why: CorrectionReason) -> DisclosureCard {
    let before = std::mem::replace(&mut card.items[0].words, "Sam has no knife.".to_owned());
    let kind = ChangeKind::Corrected {
        item: 0,
        before,
        why,
        by: "R Evans RMN".to_owned(),
    };
    card.changes.push(Change {
        correction: Some(ItemId([8; 16])),
        at: LATER,
        kind,
        reached: Vec::new(),
    });
    card
}

fn taken_back(mut card: DisclosureCard, why: WithdrawnWhy) -> DisclosureCard {
    card.withdrawn_at = Some(LATER);
    card.changes.push(Change {
        correction: None,
        at: LATER,
        kind: ChangeKind::Withdrawn(Some(why)),
        reached: Vec::new(),
    });
    card
}

/// The plain note and the easy one.
fn notes(card: DisclosureCard) -> [String; 2] {
    let (shared, own) = (incident(vec![card]), SideFile::default());
    [false, true].map(|easy| {
        let form = NoteForm {
            easy,
            ..NoteForm::default()
        };
        note(&about(&shared, &own), &form).0.text()
    })
}

#[test]
fn a_corrected_sentence_stands_as_it_was_heard_and_then_as_it_was_corrected_with_both_times() {
    for text in notes(corrected(told(Nature::Fact), CorrectionReason::FactualError)) {
        let heard = text.find("Sam has a knife.").expect("what was heard");
        let now = text.find("Sam has no knife.").expect("what it was corrected to");
        let (first, then) = (AT.clock(), LATER.clock());
        let at = text.find(&then).expect("when it was corrected");
        assert!(text.contains(&first) && heard < at && at < now, "{text}");
    }
}

#[test]
fn what_was_about_somebody_else_is_not_repeated_to_this_person() {
    for text in notes(corrected(told(Nature::Fact), CorrectionReason::IdentityMerge)) {
        assert!(!text.contains("Sam has a knife."), "{text}");
        assert!(
            text.contains("by mistake") && text.contains("Sam has no knife."),
            "{text}"
        );
    }
    for text in notes(corrected(
        told(Nature::ThirdParty),
        CorrectionReason::FactualError,
    )) {
        assert!(!text.contains("knife"), "{text}");
    }
}

#[test]
fn a_share_that_was_taken_back_is_listed_with_when_and_whether_they_know() {
    let mut card = taken_back(told(Nature::Fact), WithdrawnWhy::NoLongerNeeded);
    for text in notes(card.clone()) {
        assert!(
            text.contains("Sam has a knife.") && text.contains("took this back"),
            "{text}"
        );
        assert!(!text.contains("They know"), "nobody has been told yet: {text}");
    }
    let who = "PC 4411 Hughes".to_owned();
    let read = crate::domain::content::Reached::Read { who };
    card.changes[0].reached.push((0, LATER, read));
    for text in notes(card) {
        assert!(text.contains("They know that they must not use it."), "{text}");
    }
}

#[test]
fn what_was_shared_in_error_is_listed_without_its_words() {
    for text in notes(taken_back(told(Nature::Fact), WithdrawnWhy::SharedInError)) {
        assert!(!text.contains("knife"), "it may be another person's: {text}");
        assert!(
            text.contains("PC 4411 Hughes") && text.contains("took this back"),
            "{text}"
        );
    }
}
