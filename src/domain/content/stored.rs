//! Content as the bytes that are sealed and stored, and read back from them; where a kind may live.

use serde::{Deserialize, Serialize};

use super::Content;
use crate::domain::ids::MemberId;

/// The version of the body's form that this program writes.
pub const BODY_VERSION: u32 = 1;

/// Which compartment a kind of content belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// Structure of the log itself.
    Log,
    /// The compartment of the side that writes it.
    AuthorSide,
    /// Both sides.
    Shared,
    /// Supervisors and governance leads.
    Oversight,
}

/// A body that this version cannot read. Its entry stays in the log, verified as bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this entry was written by a newer version of Tandem: {0}")]
pub struct UnknownContent(pub String);

#[derive(Serialize)]
struct Versioned<'a> {
    v: u32,
    /// Who was signed in when the device wrote it: crew entries only.
    #[serde(skip_serializing_if = "<[MemberId]>::is_empty")]
    signed_in: &'a [MemberId],
    #[serde(flatten)]
    content: &'a Content,
}

#[derive(Deserialize)]
struct CrewOf {
    #[serde(default)]
    signed_in: Vec<MemberId>,
}

impl Content {
    /// The exact bytes that are sealed and stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.to_bytes_of_crew(&[])
    }

    /// The same for a crew entry, which a device signs: it names who was signed in.
    pub fn to_bytes_of_crew(&self, signed_in: &[MemberId]) -> Vec<u8> {
        serde_json::to_vec(&Versioned {
            v: BODY_VERSION,
            signed_in,
            content: self,
        })
        .unwrap_or_default()
    }

    /// Who was signed in, as a crew entry's stored bytes say; nobody for a member's own entry.
    pub fn crew_of(bytes: &[u8]) -> Vec<MemberId> {
        serde_json::from_slice::<CrewOf>(bytes)
            .map(|read| read.signed_in)
            .unwrap_or_default()
    }

    /// Reads stored bytes back.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, UnknownContent> {
        serde_json::from_slice(bytes).map_err(|error| UnknownContent(error.to_string()))
    }
}
