//! Rule tables in the log: one that an organisation's governance lead proposes for both, and the note that one was refused.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::time::Moment;

/// A rule table, whole. Proposed by a governance lead; in force once a lead of the other organisation approves. No words
/// about anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesAdopted {
    /// The table's own name, for example `england-and-wales-2027-02-01`.
    pub version: String,
    /// The day on which the table was true.
    pub as_at: NaiveDate,
    /// SHA-256 of the bytes of `text`, hexadecimal: an entry whose text has another does not count.
    pub sha256: String,
    /// The table's file, byte for byte.
    pub text: String,
}

/// Why a rule table was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RulesRefusal {
    /// It cannot be read.
    Unreadable,
    /// It is not whole, or does not agree with itself.
    Unsound,
    /// It would lift a red line.
    RedLine,
    /// Its law is not newer than that in force, or its name is taken.
    Older,
    /// Its bytes are not those that were agreed.
    Altered,
}

/// A governance lead tried to adopt a table that was refused. Nothing of the table is kept but its digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesRefused {
    /// SHA-256 of the refused file, hexadecimal.
    pub sha256: String,
    /// Why.
    pub why: RulesRefusal,
    /// When.
    pub at: Moment,
}
