//! Which words would cross: the ticked notes as they stand, or shorter words in their place.

use super::draft::Draft;
use crate::app::proposal::known_item;
use crate::domain::content::{Nature, NoteSource, SharedItem};
use crate::domain::decision::facts::ItemCategory;
use crate::domain::incident::{DisclosureCard, NoteCard, SideFile};
use crate::domain::role::Side;
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
pub(super) fn items(draft: &Draft, own: &SideFile, side: Side, now: Moment) -> Vec<SharedItem> {
    let mut items: Vec<SharedItem> = if draft.shorter.trim().is_empty() {
        picked(draft, own)
            .into_iter()
            .map(|note| SharedItem {
                category: kind_of(draft, note, side),
                words: note.text.trim().to_owned(),
                nature: nature(note.source),
                as_at: note.at,
            })
            .collect()
    } else {
        vec![SharedItem {
            category: draft
                .shorter_kind
                .unwrap_or_else(|| shorter_kind(draft, own, side)),
            words: draft.shorter.trim().to_owned(),
            nature: nature(shorter_source(draft, own)),
            as_at: now,
        }]
    };
    if draft.known
        && let Some((answer, _, at)) = &own.known
    {
        items.push(known_item(side, *answer, *at));
    }
    items
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

fn nature(source: NoteSource) -> Nature {
    match source {
        NoteSource::Seen | NoteSource::Record => Nature::Fact,
        NoteSource::Told => Nature::ToldByPerson,
        NoteSource::MyView => Nature::Opinion,
    }
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
