//! What one side fills into its own half of an incident: fields, markers, and notes that were written on the wrong one.

use serde::{Deserialize, Serialize};

use super::frame::Marker;
use super::side::NoteSource;
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::record::SideField;
use crate::domain::time::Moment;

/// A field was filled, changed or emptied. Every earlier value stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldSet {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// Which field.
    pub field: SideField,
    /// What stands there from now on, in its stored form; empty when it was emptied.
    pub value: String,
    /// It puts back what stood there before the latest change.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undo: bool,
}

/// A marker that only the writer's side sees, as it stands from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkerKept {
    /// The incident.
    pub incident: IncidentId,
    /// The marker.
    pub marker: Marker,
}

/// A note stood on the wrong incident: it goes to another one. Here it stays, struck through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteMoved {
    /// The incident on which it was written by mistake.
    pub incident: IncidentId,
    /// The note.
    pub note: ItemId,
    /// Where it went.
    pub to: IncidentId,
    /// What people call that incident.
    pub to_reference: String,
}

/// The same note on the incident where it belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteArrived {
    /// The incident where it belongs.
    pub incident: IncidentId,
    /// Its name from now on.
    pub note: ItemId,
    /// Where it was written.
    pub from: IncidentId,
    /// What people call that incident.
    pub from_reference: String,
    /// Its name there.
    pub original: ItemId,
    /// When it was written.
    pub written: Moment,
    /// By whom.
    pub author: Option<MemberId>,
    /// Where the words come from.
    pub source: NoteSource,
    /// The words that held.
    pub text: String,
}
