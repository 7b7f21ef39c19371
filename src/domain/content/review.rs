//! Looking after the work: reviews, access checks, checks of the log. Codes, counts and times for
//! [`super::Home::Oversight`]; the word to an author is in [`super::ReviewWordPassed`].

use serde::{Deserialize, Serialize};

use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId};
use crate::domain::role::Side;
use crate::domain::time::{Moment, YearMonth};

use super::review_word::WordFor;

/// Decisions were drawn for review. The first draw of a month and side stands: nobody can draw again for a better one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDrawn {
    /// Which month.
    pub month: YearMonth,
    /// The reviewers' organisation: they draw from the other's decisions.
    pub by: Side,
    /// How many entries of the log the seed covers.
    pub size: u64,
    /// Its twenty characters: those of the receipt of so many entries.
    pub code: String,
    /// Whose entries they are; `None` in draws of an earlier version, which whoever drew could choose the receipt of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
    /// The receipt that the other organisation holds, made no earlier: the seed was in the log when they took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<ReceiptHeld>,
    /// What was drawn.
    pub drawn: Vec<ItemId>,
    /// How many it was drawn from.
    pub of: u64,
    /// When.
    pub at: Moment,
}

/// A receipt that somebody outside this log holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptHeld {
    /// How many entries of the device it covers.
    pub size: u64,
    /// Its twenty characters.
    pub code: String,
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
    /// The learning note that the author is to get.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<WordFor>,
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

/// A governance lead opened the record of one incident, or took their organisation's log for the Commissioner, for a reason that is the [`super::ReasonGiven`] about `item`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GovernanceOpened {
    /// This opening's own name.
    pub item: ItemId,
    /// The incident; `None` for the log for the Commissioner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// Its reference.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// Whose lead.
    pub side: Side,
    /// When.
    pub at: Moment,
}

/// An organisation took a checkpoint of a device's log out of the computer, or compared one that it holds with the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckpointHeld {
    /// Which organisation holds it.
    pub side: Side,
    /// Whose entries it covers.
    pub device: DeviceId,
    /// How many.
    pub size: u64,
    /// What came of it.
    pub what: CheckpointAct,
    /// When.
    pub at: Moment,
}

/// What was done with a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckpointAct {
    /// It was taken out of the computer.
    Taken,
    /// It was compared, and the log begins with these entries.
    Holds,
    /// It was compared, and the log does not.
    Differs,
}
