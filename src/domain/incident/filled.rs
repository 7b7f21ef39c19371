//! What one side filled in, folded: fields with their earlier values, markers, notes that moved.

use std::collections::BTreeMap;

use super::frame::place_marker;
use super::{Earlier, NoteCard, Placed, SideFile};
use crate::domain::content::{Content, FieldSet, Marker, NoteArrived, NoteMoved};
use crate::domain::ids::{IncidentId, MemberId};
use crate::domain::record::SideField;
use crate::domain::time::Moment;

/// One field as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldCard {
    /// What stands there; empty when it was emptied.
    pub value: String,
    /// Since when.
    pub at: Moment,
    /// Who wrote it.
    pub author: Option<MemberId>,
    /// What stood there before, oldest first, each with until when.
    pub earlier: Vec<(String, Moment)>,
}

/// Where a note went, or where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedNote {
    /// The other incident.
    pub other: IncidentId,
    /// What people call it.
    pub reference: String,
    /// It went there; `false` when it came from there.
    pub away: bool,
    /// When.
    pub at: Moment,
}

/// The fields and markers of one side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// Each field that was ever filled.
    pub fields: BTreeMap<SideField, FieldCard>,
    /// Changes that can still be taken back, oldest first: which field, when, by whom, what stood there before.
    pub changes: Vec<(SideField, Moment, Option<MemberId>, String)>,
    /// Markers that only this side sees, also those that ended.
    pub markers: Vec<Marker>,
}

impl Filled {
    /// What stands in a field; empty when nothing does.
    pub fn value(&self, field: SideField) -> &str {
        self.fields.get(&field).map_or("", |card| card.value.as_str())
    }

    fn set(&mut self, set: &FieldSet, placed: &Placed) {
        let card = self.fields.entry(set.field).or_default();
        let before = std::mem::replace(&mut card.value, set.value.clone());
        if set.undo {
            if let Some(at) = self.changes.iter().rposition(|(field, ..)| *field == set.field) {
                self.changes.remove(at);
            }
        } else {
            self.changes
                .push((set.field, placed.at, placed.author, before.clone()));
        }
        if !before.is_empty() {
            card.earlier.push((before, placed.at));
        }
        (card.at, card.author) = (placed.at, placed.author);
    }
}

impl SideFile {
    /// Takes in what this side filled. False for an entry of another kind.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what this part of the fold does not know, another part does"
    )]
    pub(super) fn fill(&mut self, placed: &Placed) -> bool {
        match &placed.content {
            Content::FieldSet(set) => self.filled.set(set, placed),
            Content::MarkerKept(kept) => place_marker(&mut self.filled.markers, &kept.marker),
            Content::NoteMoved(moved) => self.note_left(moved, placed),
            Content::NoteArrived(note) => self.note_came(note, placed.at),
            _ => return false,
        }
        true
    }

    /// The note stays where it was written by mistake, struck through.
    fn note_left(&mut self, moved: &NoteMoved, placed: &Placed) {
        let at = placed.at;
        for card in self.notes.iter_mut().filter(|card| card.note == moved.note) {
            let before = std::mem::take(&mut card.text);
            card.earlier.push(Earlier {
                words: before,
                until: at,
                why: String::new(),
                by: placed.author,
            });
            card.moved = Some(MovedNote {
                other: moved.to,
                reference: moved.to_reference.clone(),
                away: true,
                at,
            });
        }
    }

    fn note_came(&mut self, note: &NoteArrived, at: Moment) {
        self.notes.push(NoteCard {
            note: note.note,
            at: note.written,
            author: note.author,
            source: note.source,
            text: note.text.clone(),
            earlier: Vec::new(),
            shared_in: Vec::new(),
            moved: Some(MovedNote {
                other: note.from,
                reference: note.from_reference.clone(),
                away: false,
                at,
            }),
        });
    }
}
