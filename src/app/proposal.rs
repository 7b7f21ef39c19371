//! The exact bytes of a disclosure before it is made. The check page draws its card from them, the engine stores
//! them, the receiver's card is drawn from what was stored: one form, three places.

use crate::domain::content::{
    Basis, Channel, Content, Disclosed, KnownAnswer, NoteSource, PersonTold, Receiver, SharedItem,
    ToldOutside, UnknownContent,
};
use crate::domain::decision::conclusion::Conclusion;
use crate::domain::decision::facts::ItemCategory;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::DisclosureCard;
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::domain::telling;
use crate::domain::time::Moment;

/// A disclosure that is ready to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The very bytes that will be sealed and stored.
    pub bytes: Vec<u8>,
    /// What the receiver will see, read back from `bytes`.
    pub card: DisclosureCard,
}

/// What a proposal is made of.
#[derive(Debug, Clone)]
pub struct Wording {
    /// The incident.
    pub incident: IncidentId,
    /// Who tells.
    pub from: Option<Side>,
    /// How the receiver sees the teller.
    pub from_name: String,
    /// To whom.
    pub to: Vec<Receiver>,
    /// The exact words, item by item.
    pub items: Vec<SharedItem>,
    /// On what basis.
    pub basis: Basis,
    /// How it is told.
    pub channel: Channel,
    /// Whether the person knows.
    pub person_told: PersonTold,
}

impl Wording {
    /// Makes the bytes under a fresh name, and reads the card back from them.
    ///
    /// # Errors
    /// When the bytes do not read back, which no wording should cause.
    pub fn propose(self, disclosure: ItemId) -> Result<Proposal, UnknownContent> {
        let outside = self.to.iter().any(|to| to.side.is_none());
        let disclosed = Disclosed {
            incident: self.incident,
            disclosure,
            from: self.from,
            from_name: self.from_name,
            to: self.to,
            items: self.items,
            basis: self.basis,
            channel: self.channel,
            person_told: self.person_told,
        };
        let content = if outside {
            Content::ToldOutside(Box::new(ToldOutside(disclosed)))
        } else {
            Content::Disclosed(disclosed)
        };
        let bytes = content.to_bytes();
        let card = DisclosureCard::of(&read(&bytes)?, None);
        Ok(Proposal { bytes, card })
    }
}

/// Reads a disclosure back from its bytes, whether it goes across the line or to somebody outside the crew.
///
/// # Errors
/// When they are not a disclosure.
pub fn read(bytes: &[u8]) -> Result<Disclosed, UnknownContent> {
    match told(Content::from_bytes(bytes)?) {
        Some((disclosed, _)) => Ok(disclosed),
        None => Err(UnknownContent("this is not a disclosure".to_owned())),
    }
}

/// The disclosure in a content, and whether it goes outside the crew.
pub(super) fn told(content: Content) -> Option<(Disclosed, bool)> {
    if let Content::Disclosed(disclosed) = content {
        Some((disclosed, false))
    } else if let Content::ToldOutside(outside) = content {
        Some((outside.0, true))
    } else {
        None
    }
}

/// A fresh name for a disclosure.
pub fn fresh_name() -> ItemId {
    crate::vault::new_item()
}

/// The basis that a conclusion gives.
pub fn basis_of(conclusion: &Conclusion) -> Basis {
    if conclusion.implied {
        Basis::OwnCare
    } else {
        Basis::Decided(conclusion.confidentiality)
    }
}

/// The words for "known" or "not known", as the other side gets them.
pub fn known_words(side: Side, answer: KnownAnswer) -> &'static str {
    match (side, answer) {
        (Side::Police, KnownAnswer::Known) => "Known to police: yes",
        (Side::Police, KnownAnswer::NotKnown) => "Known to police: no",
        (Side::Police, KnownAnswer::CouldNotCheck) => "Known to police: could not check",
        (Side::Health, KnownAnswer::Known) => "Known to services: yes",
        (Side::Health, KnownAnswer::NotKnown) => "Known to services: no",
        (Side::Health, KnownAnswer::CouldNotCheck) => "Known to services: could not check",
    }
}

/// The item for "known" or "not known".
pub fn known_item(side: Side, answer: KnownAnswer, as_at: Moment, rules: &Rules) -> SharedItem {
    SharedItem {
        category: ItemCategory::KnownToService,
        words: known_words(side, answer).to_owned(),
        nature: NoteSource::Record.nature(),
        as_at,
        as_at_open: false,
        source: Some(NoteSource::Record),
        good_until: telling::good_until(rules, ItemCategory::KnownToService, as_at),
    }
}
