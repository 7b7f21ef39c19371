//! The person was given a note of what was shared about them, or was offered one.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::Side;

/// How the note reached the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteHow {
    /// Given into their hand.
    InHand,
    /// Read out to them.
    ReadOut,
    /// Sent: by post or e-mail, or left with somebody they named.
    Sent,
    /// Offered, and they did not want it. They may ask later.
    Declined,
}

impl NoteHow {
    /// In the order of the digits 1 to 4.
    pub const ALL: [Self; 4] = [Self::InHand, Self::ReadOut, Self::Sent, Self::Declined];

    /// Whether the person now knows what stands on it.
    pub fn tells(self) -> bool {
        match self {
            Self::InHand | Self::ReadOut | Self::Sent => true,
            Self::Declined => false,
        }
    }
}

/// The person was given or offered the note. Both sides see it: that the person knows is of use to both. It holds no
/// word of the note. The time is that of the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteGiven {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// Whose note it is: the side that told what stands on it.
    pub by: Side,
    /// The disclosures that stood on it.
    pub disclosures: Vec<ItemId>,
    /// Easy to read.
    pub easy: bool,
    /// How.
    pub how: NoteHow,
}
