//! What happened to an incident as a whole and is not its present state any more: times that were corrected, closing and
//! opening again, parting, outcomes.

use super::{Placed, SharedIncident};
use crate::domain::content::{Content, IncidentOutcome, Milestone};
use crate::domain::ids::ItemId;
use crate::domain::time::Moment;

/// One such thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// A time was stamped again; what stood there before.
    Restamped(Milestone, Moment),
    /// How it ended was set.
    Outcome(IncidentOutcome),
    /// It is no longer the same as another one; which, and why.
    Parted(String, String),
    /// It was closed.
    Closed,
    /// It was opened again, and why.
    Reopened(String),
}

impl SharedIncident {
    /// Notes what an entry does, before it is taken in. Nothing of what was undone.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "all other kinds stand in the state that they make"
    )]
    pub(super) fn note_happened(&mut self, placed: &Placed, undone: &[ItemId]) {
        let happened = match &placed.content {
            Content::MilestoneStamped(stamp) if !undone.contains(&stamp.item) => {
                let before = self.milestones.get(&stamp.milestone).copied();
                before.map(|before| Happened::Restamped(stamp.milestone, before))
            }
            Content::OutcomeSet(set) if self.outcome != Some(set.outcome) && !undone.contains(&set.item) => {
                Some(Happened::Outcome(set.outcome))
            }
            Content::Parted(parted) => {
                let card = self.joined.iter().find(|card| card.item == parted.item);
                card.map(|card| Happened::Parted(card.reference.clone(), parted.why.clone()))
            }
            Content::Closed(_) => Some(Happened::Closed),
            Content::Reopened(reopened) => Some(Happened::Reopened(reopened.why.clone())),
            _ => None,
        };
        self.frame
            .happened
            .extend(happened.map(|happened| (placed.at, happened)));
    }
}
