//! A member took a new passphrase: an entry, so that everybody can see when, and so that it reaches their other laptops.

use serde::{Deserialize, Serialize};

use super::bytes;

/// A member took a new passphrase. Who is the author, when is the entry's time. Signed by the member's keys, which stay
/// the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassphraseChanged {
    /// SHA-256 over the new way in (a slot of the key file, which is sealed itself), 32 bytes: which of several copies of
    /// a way in is the newest. It opens nothing and helps nobody to guess.
    #[serde(with = "bytes")]
    pub slot: Vec<u8>,
}
