//! Looking after the work: reviews, access checks, checks of the log. Codes, counts and times for
//! [`super::Home::Oversight`].

use serde::{Deserialize, Serialize};

use crate::domain::ids::{EntryRef, ItemId};
use crate::domain::role::Side;
use crate::domain::time::{Moment, YearMonth};

/// Decisions were drawn for review. The first draw of a month and side stands: nobody can draw again for a better one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDrawn {
    /// Which month.
    pub month: YearMonth,
    /// The reviewers' organisation: they draw from the other's decisions.
    pub by: Side,
    /// How many entries the receipt covers that the draw is seeded with.
    pub size: u64,
    /// The twenty characters of that receipt, which the other organisation holds.
    pub code: String,
    /// What was drawn.
    pub drawn: Vec<ItemId>,
    /// How many it was drawn from.
    pub of: u64,
    /// When.
    pub at: Moment,
}

/// What a reviewer found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// As expected.
    AsExpected,
    /// The person is to be asked.
    Ask,
    /// A concern for the data lead.
    Concern,
}

impl Verdict {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 3] = [Self::AsExpected, Self::Ask, Self::Concern];
}

/// One reviewer's finding on a decision, an override or an opening by governance. The other reviewer does not see it
/// before their own stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// What was reviewed: a decision, a danger share, or what a typed reason answers for.
    pub about: ItemId,
    /// The finding.
    pub verdict: Verdict,
    /// When.
    pub at: Moment,
}

/// A supervisor's finding on one opening of a private page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessChecked {
    /// The entry that says who looked.
    pub about: EntryRef,
    /// The finding.
    pub verdict: Verdict,
    /// When.
    pub at: Moment,
}

/// The whole log was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogChecked {
    /// How many entries were looked at.
    pub entries: u64,
    /// How many things were not as they were written.
    pub findings: u64,
    /// When.
    pub at: Moment,
}
