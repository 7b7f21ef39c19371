//! Which words would cross: the ticked notes as they stand, or shorter words in their place.

use super::draft::{About, Draft};
use crate::app::proposal::known_item;
use crate::domain::content::{NoteSource, SharedItem};
use crate::domain::decision::facts::ItemCategory;
use crate::domain::decision::path::ItemSaid;
use crate::domain::decision::restrictions::Restrictions;
use crate::domain::ids::ItemId;
use crate::domain::incident::{DisclosureCard, NoteCard, SideFile};
use crate::domain::record::holds_nhs_number;
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::domain::telling::{LONG_ITEM, LONGEST_ITEM, MANY_ITEMS};
use crate::domain::time::Moment;

/// The notes that can be picked: those with words.
pub(super) fn choosable(own: &SideFile) -> Vec<&NoteCard> {
    own.notes
        .iter()
        .filter(|note| !note.text.trim().is_empty())
        .collect()
}

/// The notes that are ticked.
pub(super) fn picked<'a>(draft: &Draft, own: &'a SideFile) -> Vec<&'a NoteCard> {
    choosable(own)
        .into_iter()
        .filter(|note| draft.picks.contains(&note.note))
        .collect()
}

/// The items as they would be told.
pub(super) fn items(
    draft: &Draft,
    own: &SideFile,
    side: Side,
    now: Moment,
    rules: &Rules,
) -> Vec<SharedItem> {
    let mut items: Vec<SharedItem> = if draft.shorter.trim().is_empty() {
        picked(draft, own)
            .into_iter()
            .map(|note| {
                let about = about(draft, Some(note.note));
                let as_at = about.as_at(note.at).unwrap_or(note.at);
                item(
                    kind_of(draft, note, side),
                    note.text.trim(),
                    note.source,
                    (as_at, &about),
                    rules,
                )
            })
            .collect()
    } else {
        let about = about(draft, None);
        let kind = draft
            .shorter_kind
            .unwrap_or_else(|| shorter_kind(draft, own, side));
        let as_at = about.as_at(now).unwrap_or(now);
        let source = shorter_source(draft, own);
        vec![item(kind, draft.shorter.trim(), source, (as_at, &about), rules)]
    };
    if draft.known
        && let Some((answer, _, at)) = &own.known
    {
        items.push(known_item(side, *answer, *at, rules));
    }
    items
}

/// What each picked item is marked with, in the order of [`items`]; empty where nothing is.
pub(super) fn restrictions(draft: &Draft, own: &SideFile, side: Side) -> Restrictions {
    let all: Restrictions = markable(draft, own, side)
        .iter()
        .map(|item| draft.marks_of(item))
        .collect();
    if all.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    all
}

/// What was said of each picked item by itself, in the order of [`items`]; empty where nothing was.
pub(super) fn said(draft: &Draft, own: &SideFile) -> Vec<ItemSaid> {
    let notes: Vec<Option<ItemId>> = if draft.shorter.trim().is_empty() {
        picked(draft, own).iter().map(|note| Some(note.note)).collect()
    } else {
        vec![None]
    };
    let all: Vec<ItemSaid> = notes
        .into_iter()
        .map(|note| {
            let about = about(draft, note);
            ItemSaid {
                why: about.why.trim().to_owned(),
                regime: about.regime,
                person: about.person,
            }
        })
        .collect();
    if all.iter().all(|said| *said == ItemSaid::default()) {
        return Vec::new();
    }
    all
}

/// Something that police can mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Markable {
    /// The note; `None` for the shorter words.
    pub(super) note: Option<ItemId>,
    pub(super) kind: ItemCategory,
    pub(super) words: String,
    /// Somebody else told it, or it stands in place of what somebody else told.
    pub(super) by_another: bool,
}

/// What police can mark: each picked note, or the shorter words.
pub(super) fn markable(draft: &Draft, own: &SideFile, side: Side) -> Vec<Markable> {
    if side == Side::Health {
        return Vec::new();
    }
    let by_another = |note: &NoteCard| note.source == NoteSource::SomeoneElse;
    let notes = picked(draft, own);
    let shorter = draft.shorter.trim();
    if !shorter.is_empty() {
        return vec![Markable {
            note: None,
            kind: draft
                .shorter_kind
                .unwrap_or_else(|| shorter_kind(draft, own, side)),
            words: shorter.to_owned(),
            by_another: shorter_source(draft, own) == NoteSource::SomeoneElse
                || notes.iter().any(|note| by_another(note)),
        }];
    }
    notes
        .into_iter()
        .map(|note| Markable {
            note: Some(note.note),
            kind: kind_of(draft, note, side),
            words: note.text.trim().to_owned(),
            by_another: by_another(note),
        })
        .collect()
}

fn item(
    category: ItemCategory,
    words: &str,
    source: NoteSource,
    (as_at, about): (Moment, &About),
    rules: &Rules,
) -> SharedItem {
    SharedItem {
        category,
        words: words.to_owned(),
        nature: source.nature(),
        as_at,
        // a record is older than the note about it, nobody knows by how much
        as_at_open: source == NoteSource::Record && about.true_on.trim().is_empty(),
        source: Some(source),
        good_until: about.shelf.until(as_at, category, rules),
    }
}

/// What was typed about an item besides its kind.
pub(super) fn about(draft: &Draft, note: Option<ItemId>) -> About {
    let found = draft.about.iter().find(|about| about.note == note);
    found.cloned().unwrap_or_else(|| About {
        note,
        ..About::default()
    })
}

/// Too long to be a piece of information: a record, or a whole note.
pub(super) fn too_long(items: &[SharedItem]) -> bool {
    items.iter().any(|item| item.words.chars().count() > LONGEST_ITEM)
}

/// Many things or a long one: fewer words would do better.
pub(super) fn is_much(items: &[SharedItem]) -> bool {
    items.len() > MANY_ITEMS || items.iter().any(|item| item.words.chars().count() > LONG_ITEM)
}

/// An NHS number stands in the words: the engine refuses them, so this is said while they are picked.
pub(super) fn would_tell_nhs_number(items: &[SharedItem]) -> bool {
    items.iter().any(|item| holds_nhs_number(&item.words))
}

/// Where shorter words come from: as chosen, else as the notes that they stand for agree, else the writer's own view.
pub(super) fn shorter_source(draft: &Draft, own: &SideFile) -> NoteSource {
    if let Some(source) = draft.shorter_source {
        return source;
    }
    let notes = picked(draft, own);
    match notes.split_first() {
        None => NoteSource::Seen,
        Some((first, rest)) if rest.iter().all(|note| note.source == first.source) => first.source,
        Some(_) => NoteSource::MyView,
    }
}

fn shorter_kind(draft: &Draft, own: &SideFile, side: Side) -> ItemCategory {
    let kinds: Vec<ItemCategory> = picked(draft, own)
        .into_iter()
        .map(|note| kind_of(draft, note, side))
        .collect();
    // the kind that is told with most care stands for all
    kinds
        .iter()
        .copied()
        .find(|kind| *kind != ItemCategory::PresentationAndRisk)
        .unwrap_or(ItemCategory::PresentationAndRisk)
}

/// What kind of information a note is: as chosen, else a first guess that stands on the page and can be changed.
pub(super) fn kind_of(draft: &Draft, note: &NoteCard, side: Side) -> ItemCategory {
    let chosen = draft.kinds.iter().find(|(item, _)| *item == note.note);
    chosen.map_or_else(|| guess(note, side), |(_, kind)| *kind)
}

/// Words of a record that say what kind it is. What was seen, said or thought here and now is how the person presents.
const HEALTH_HINTS: [(&str, ItemCategory); 7] = [
    ("allerg", ItemCategory::Allergy),
    ("plan", ItemCategory::CrisisPlan),
    ("diagnos", ItemCategory::Diagnosis),
    ("medic", ItemCategory::MedicationCritical),
    ("tablet", ItemCategory::MedicationCritical),
    ("address", ItemCategory::Address),
    ("counsel", ItemCategory::CounsellingNotes),
];

const POLICE_HINTS: [(&str, ItemCategory); 13] = [
    ("missing", ItemCategory::PresentationAndRisk),
    ("self-harm", ItemCategory::PresentationAndRisk),
    ("suicid", ItemCategory::PresentationAndRisk),
    ("threat", ItemCategory::PresentationAndRisk),
    ("knife", ItemCategory::WeaponsMarker),
    ("blade", ItemCategory::WeaponsMarker),
    ("weapon", ItemCategory::WeaponsMarker),
    ("firearm", ItemCategory::WeaponsMarker),
    ("violen", ItemCategory::ViolenceMarker),
    ("assault", ItemCategory::ViolenceMarker),
    ("bail", ItemCategory::BailConditions),
    ("intelligence", ItemCategory::Intelligence),
    ("address", ItemCategory::Address),
];

fn guess(note: &NoteCard, side: Side) -> ItemCategory {
    if note.source != NoteSource::Record {
        return ItemCategory::PresentationAndRisk;
    }
    let words = note.text.to_lowercase();
    let hints: &[(&str, ItemCategory)] = match side {
        Side::Police => &POLICE_HINTS,
        Side::Health => &HEALTH_HINTS,
    };
    hints
        .iter()
        .find(|(hint, _)| words.contains(hint))
        .map_or(ItemCategory::History, |(_, kind)| *kind)
}

/// The kinds that a side can tell, in the order of the digits.
pub(super) fn kinds(side: Side) -> &'static [ItemCategory] {
    match side {
        Side::Health => &[
            ItemCategory::PresentationAndRisk,
            ItemCategory::CrisisPlan,
            ItemCategory::MedicationCritical,
            ItemCategory::Allergy,
            ItemCategory::History,
            ItemCategory::Diagnosis,
            ItemCategory::ContactDetails,
            ItemCategory::Address,
            ItemCategory::CounsellingNotes,
        ],
        Side::Police => &[
            ItemCategory::PresentationAndRisk,
            ItemCategory::WeaponsMarker,
            ItemCategory::ViolenceMarker,
            ItemCategory::BailConditions,
            ItemCategory::History,
            ItemCategory::ContactDetails,
            ItemCategory::Address,
            ItemCategory::SpentConvictions,
            ItemCategory::Intelligence,
        ],
    }
}

/// When known or not known was last told by this side, and not withdrawn since.
pub(super) fn known_told(disclosures: &[DisclosureCard], side: Side) -> Option<Moment> {
    disclosures
        .iter()
        .filter(|card| card.from == Some(side) && card.withdrawn_at.is_none())
        .filter(|card| {
            card.items
                .iter()
                .any(|item| item.category == ItemCategory::KnownToService)
        })
        .filter_map(|card| card.at)
        .max()
}
