//! What became known of a use of section 136 or 135 and could not be stopped any more: reviewers of both organisations see it.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::time::Moment;

/// A rule that no reason passes turned out to be broken: somebody at a police station is under 18 after all. The rule by
/// its name, and nothing of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct S136Learnt {
    /// The incident.
    pub incident: IncidentId,
    /// Its own name.
    pub item: ItemId,
    /// The rule, by its name in the table of the Mental Health Act.
    pub rule: String,
    /// When it became known.
    pub at: Moment,
}
