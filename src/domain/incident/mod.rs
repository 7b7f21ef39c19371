//! Incidents as people work with them: read models folded from entries, one per compartment.
//!
//! A fold gives the same result whatever order the entries arrived in: they are sorted by [`Placed::order`] first.

mod after;
mod breach;
mod desk;
mod filled;
mod frame;
mod handover;
mod happened;
mod requests;
mod shared;
mod side;

pub use after::{Change, ChangeKind, Correction};
pub use breach::{BreachCard, BreachFault, BreachGap};
pub use desk::{Claim, DeskFacts, FollowUpCard};
pub use filled::{FieldCard, Filled, MovedNote};
pub use frame::{Frame, JoinCard};
pub use handover::{AdviceCard, HandoverCard};
pub use happened::{Happened, Written};
pub use requests::RequestCard;
pub use shared::{DisclosureCard, SharedIncident, fold_shared};
pub use side::{Earlier, NoteCard, PaperCard, SideFile, TaskCard, fold_side};

pub use super::mha::S136State;

use super::content::Content;
use super::ids::{EntryRef, MemberId};
use super::time::Moment;

/// One readable entry with what its header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Where it stands in its device's series.
    pub entry: EntryRef,
    /// Its logical time: one more than anything its device had seen.
    pub lamport: u64,
    /// The claimed time of writing.
    pub at: Moment,
    /// Who signed it; `None` for the device itself (a crew entry).
    pub author: Option<MemberId>,
    /// What it says.
    pub content: Content,
}

impl Placed {
    /// The one order in which entries are folded.
    pub fn order(&self) -> (u64, EntryRef) {
        (self.lamport, self.entry)
    }
}
