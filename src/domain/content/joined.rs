//! Two incidents that are one: joined, and parted again. Both steps are entries on both incidents.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{IncidentId, ItemId};

/// This incident and another are the same. Written on both, in one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The incident.
    pub incident: IncidentId,
    /// This joining, the same on both.
    pub item: ItemId,
    /// The other one.
    pub other: IncidentId,
    /// What people call the other one.
    pub other_reference: String,
    /// Work goes on here; `false` on the duplicate, which closes.
    pub keeps: bool,
}

/// They were two after all. Written on both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parted {
    /// The incident.
    pub incident: IncidentId,
    /// The joining that is taken back.
    pub item: ItemId,
    /// Why, typed by a person.
    pub why: String,
}
