//! What a person's note may say: which of one side's shares stand on it, and how each item is named. Everything else is
//! left out here, before a word is written: the note is made from what this gives back and from nothing else.
//!
//! In: what that side told, as the receiver was shown it. Out: never the words of a third party, never intelligence or
//! a marker, never a share that the person may not know of. Of a decision two codes come in, [`Settled`]; its answers and
//! reasons do not, nor does any note.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::content::{
    Basis, Channel, CorrectionReason, Nature, PersonTold, Receiver, SharedItem, WithdrawnWhy,
};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::facts::{ItemCategory, Purpose};
use crate::domain::ids::ItemId;
use crate::domain::incident::{ChangeKind, Correction, DisclosureCard};
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// Why a share does not stand on the note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Held {
    /// Telling the person would add to the danger: that was decided.
    AddsDanger,
    /// The reason of a danger share is still to be finished.
    ReasonOpen,
    /// It is about a serious crime, or a law or court compelled it: to tell could warn somebody.
    CouldWarn,
    /// It was decided to tell later, because to tell now could do harm.
    Later,
    /// Nobody has recorded whether the person may know.
    NotRecorded,
    /// Nothing of it may be named: intelligence, markers, or other people's words that were left out.
    NothingToName,
}

impl Held {
    /// Whether whoever makes the note may decide to put it on all the same.
    pub fn may_be_added(self) -> bool {
        match self {
            Self::CouldWarn | Self::Later | Self::NotRecorded => true,
            Self::AddsDanger | Self::ReasonOpen | Self::NothingToName => false,
        }
    }
}

/// How one item may stand on the note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Naming {
    /// Its words, as they were shared.
    Words,
    /// That somebody else told us something; never what.
    SomebodyElse,
    /// Not at all.
    LeftOut,
}

/// What whoever makes the note chose. Nothing chosen gives the careful note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Shares that are put on it although they are held; counts only where [`Held::may_be_added`].
    pub added: BTreeSet<ItemId>,
    /// Shares that are taken off it.
    pub taken_off: BTreeSet<ItemId>,
    /// Items that are left out, by share and place in it.
    pub left_out: BTreeSet<(ItemId, usize)>,
}

/// What the side's own decisions say of its shares, as far as the note may know: no answer, no reason, no word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// The shares for which it was decided to tell the person later.
    pub later: BTreeSet<ItemId>,
    /// What each share was for.
    pub purposes: BTreeMap<ItemId, Purpose>,
}

/// What the note repeats of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The words as they crossed.
    Words(String),
    /// Somebody else told it: never what.
    SomebodyElse,
    /// It was told in error, or was about somebody else: it may be another person's, and is not repeated.
    Mistake,
}

/// One item on the note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteItem {
    /// Its place in the share.
    pub place: usize,
    /// The words as they crossed, where they may be repeated.
    pub said: Said,
    /// It is the writer's own view.
    pub opinion: bool,
    /// When it was corrected since, and to which words, oldest first.
    pub corrected: Vec<(Moment, String)>,
}

/// That a share was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenBack {
    /// When.
    pub at: Moment,
    /// It is on record that everybody who was told knows.
    pub all_know: bool,
}

/// One share on the note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteShare {
    /// Which.
    pub disclosure: ItemId,
    /// When it crossed.
    pub at: Moment,
    /// To whom: names and roles.
    pub to: Vec<String>,
    /// How it was told.
    pub channel: Channel,
    /// On what ground.
    pub basis: Basis,
    /// What it was for, where a decision says so.
    pub purpose: Option<Purpose>,
    /// What.
    pub items: Vec<NoteItem>,
    /// Taken back since: it was heard all the same, and the person may know that.
    pub taken_back: Option<TakenBack>,
}

/// What may stand on the note, and what may not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// On the note, oldest first.
    pub shares: Vec<NoteShare>,
    /// Not on it, and why.
    pub held: Vec<(ItemId, Held)>,
}

/// How an item is named. Other people's words are never repeated: they, and what they say, could show who spoke.
pub fn naming(item: &SharedItem) -> Naming {
    if never_named(item.category) || item.words.trim().is_empty() {
        return Naming::LeftOut;
    }
    match item.nature {
        Nature::ThirdParty => Naming::SomebodyElse,
        Nature::Fact | Nature::Opinion | Nature::ToldByPerson => Naming::Words,
    }
}

/// Intelligence and markers are police tools, a whole record and an NHS number never cross; what counts people names
/// nobody; how to reach somebody, and counselling, are mostly about others.
fn never_named(category: ItemCategory) -> bool {
    match category {
        ItemCategory::Intelligence
        | ItemCategory::WeaponsMarker
        | ItemCategory::ViolenceMarker
        | ItemCategory::WholeRecord
        | ItemCategory::NhsNumber
        | ItemCategory::ContactDetails
        | ItemCategory::CounsellingNotes
        | ItemCategory::Counts => true,
        ItemCategory::PresentationAndRisk
        | ItemCategory::CrisisPlan
        | ItemCategory::KnownToService
        | ItemCategory::MedicationCritical
        | ItemCategory::Allergy
        | ItemCategory::Diagnosis
        | ItemCategory::History
        | ItemCategory::Address
        | ItemCategory::BailConditions
        | ItemCategory::SpentConvictions => false,
    }
}

/// Why this share is not on the note of itself.
pub fn held(card: &DisclosureCard, settled: &Settled) -> Option<Held> {
    if card.is_unfinished_danger() {
        return Some(Held::ReasonOpen);
    }
    match card.person_told {
        PersonTold::No => Some(Held::AddsDanger),
        PersonTold::Later | PersonTold::NotYetRecorded
            if could_warn(card.basis) || for_a_crime(settled.purposes.get(&card.disclosure)) =>
        {
            Some(Held::CouldWarn)
        }
        PersonTold::Later | PersonTold::NotYetRecorded if settled.later.contains(&card.disclosure) => {
            Some(Held::Later)
        }
        PersonTold::Yes | PersonTold::Later => None,
        PersonTold::NotYetRecorded => Some(Held::NotRecorded),
    }
}

/// What was told to deal with a crime can warn whoever it is about, whatever ground carried it.
fn for_a_crime(purpose: Option<&Purpose>) -> bool {
    matches!(
        purpose,
        Some(Purpose::PreventSeriousCrime | Purpose::InvestigateCrime)
    )
}

fn could_warn(basis: Basis) -> bool {
    match basis {
        Basis::Decided(
            Confidentiality::PublicInterestCrime
            | Confidentiality::StatutoryDuty
            | Confidentiality::CourtOrder
            | Confidentiality::None,
        ) => true,
        Basis::Decided(
            Confidentiality::Consent
            | Confidentiality::CarePlanConsent
            | Confidentiality::BestInterests
            | Confidentiality::PublicInterestHarm
            | Confidentiality::NotConfidential,
        )
        | Basis::Agreement
        | Basis::OwnCare
        | Basis::Danger => false,
    }
}

/// What one side's note says of these cards. A card of the other side is passed over: whoever told it tells the person.
/// Of what the whole crew told, either side may make the note.
pub fn select<'a>(
    cards: impl IntoIterator<Item = &'a DisclosureCard>,
    side: Side,
    settled: &Settled,
    choice: &Choice,
) -> Selection {
    let mut selection = Selection::default();
    let mine = |card: &&DisclosureCard| card.from.is_none_or(|from| from == side);
    for card in cards.into_iter().filter(mine) {
        match stands(card, settled, choice) {
            Ok(share) => selection.shares.push(share),
            Err(Some(why)) => selection.held.push((card.disclosure, why)),
            Err(None) => {}
        }
    }
    selection.shares.sort_by_key(|share| share.at);
    selection
}

/// The share as it stands on the note; otherwise why not, or `None` when it was taken off by hand.
fn stands(card: &DisclosureCard, settled: &Settled, choice: &Choice) -> Result<NoteShare, Option<Held>> {
    if let Some(why) = held(card, settled)
        && !(why.may_be_added() && choice.added.contains(&card.disclosure))
    {
        return Err(Some(why));
    }
    if choice.taken_off.contains(&card.disclosure) {
        return Err(None);
    }
    let items: Vec<NoteItem> = card
        .items
        .iter()
        .enumerate()
        .filter(|(place, _)| !choice.left_out.contains(&(card.disclosure, *place)))
        .filter_map(|(place, item)| note_item(card, place, item))
        .collect();
    if items.is_empty() {
        return Err(Some(Held::NothingToName));
    }
    Ok(NoteShare {
        disclosure: card.disclosure,
        at: card.at.unwrap_or_default(),
        to: card.to.iter().map(receiver).collect(),
        channel: card.channel,
        basis: card.basis,
        purpose: settled.purposes.get(&card.disclosure).copied(),
        items,
        taken_back: card.withdrawn_at.map(|at| TakenBack {
            at,
            all_know: card.to_reach().next().is_none(),
        }),
    })
}

/// Name and organisation, where the organisation is on record.
fn receiver(to: &Receiver) -> String {
    match to.organisation.trim() {
        "" => to.name.clone(),
        organisation => format!("{}, {organisation}", to.name),
    }
}

fn note_item(card: &DisclosureCard, place: usize, item: &SharedItem) -> Option<NoteItem> {
    let opinion = item.nature == Nature::Opinion;
    let bare = |said| NoteItem {
        place,
        said,
        opinion,
        corrected: Vec::new(),
    };
    match naming(item) {
        Naming::Words if in_error(card) => Some(bare(Said::Mistake)),
        Naming::Words => Some(worded(card, place, opinion)),
        Naming::SomebodyElse => Some(bare(Said::SomebodyElse)),
        Naming::LeftOut => None,
    }
}

/// The words as they crossed and what they were corrected to. What turned out to be about somebody else is that
/// person's: nothing that stood before such a correction is repeated.
fn worded(card: &DisclosureCard, place: usize, opinion: bool) -> NoteItem {
    let all: Vec<_> = card.corrections().filter(|change| change.item == place).collect();
    let merged = |change: &Correction<'_>| change.why == CorrectionReason::IdentityMerge;
    let mine = all.iter().rposition(merged);
    let said = match (mine, card.as_told(place)) {
        (None, Some(words)) => Said::Words(words.to_owned()),
        (Some(_), _) | (None, None) => Said::Mistake,
    };
    let shown = all.iter().skip(mine.unwrap_or_default());
    NoteItem {
        place,
        said,
        opinion,
        corrected: shown
            .map(|change| (change.change.at, change.words.to_owned()))
            .collect(),
    }
}

/// It was taken back because it should not have been shared, or nobody said why: its words may be about anybody.
fn in_error(card: &DisclosureCard) -> bool {
    card.changes.iter().any(|change| {
        matches!(
            change.kind,
            ChangeKind::Withdrawn(None | Some(WithdrawnWhy::SharedInError))
        )
    })
}
