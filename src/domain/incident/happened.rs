//! What happened to an incident as a whole and is not its present state any more: times that were corrected, closing and
//! opening again, parting, outcomes, who had it and how urgent it was.

use super::{Placed, SharedIncident};
use crate::domain::content::{Content, Grade, IncidentOutcome, Milestone};
use crate::domain::ids::{ItemId, MemberId};
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
    /// Somebody took it: name, and desk or vehicle.
    Claimed(String, String),
    /// They gave it back.
    Released(String, String),
    /// How urgent it is was said, or said anew.
    Graded(Grade),
}

/// One such thing with its time and, where it was done from a private seat, who did it.
pub type Written = (Moment, Option<MemberId>, Happened);

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
            Content::Claimed(claim) => Some(Happened::Claimed(claim.name.clone(), claim.station.clone())),
            Content::Released(released) => {
                let mut claims = self.desk.claims.iter();
                let claim = claims.find(|claim| claim.claim == released.claim);
                claim.map(|claim| Happened::Released(claim.name.clone(), claim.station.clone()))
            }
            Content::Graded(graded) => Some(Happened::Graded(graded.grade)),
            Content::Closed(_) => Some(Happened::Closed),
            Content::Reopened(reopened) => Some(Happened::Reopened(reopened.why.clone())),
            _ => None,
        };
        self.frame
            .happened
            .extend(happened.map(|happened| (placed.at, placed.author, happened)));
        match &placed.content {
            Content::MilestoneStamped(stamp) if !undone.contains(&stamp.item) => {
                self.frame.stamped_by.insert(stamp.milestone, placed.author);
            }
            _ => {}
        }
    }
}
