//! Looking after the work: what a later month is compared with, one organisation's own counts, reviews, access checks,
//! checks of the log. Codes, counts and times for [`super::Home::Oversight`]; the word to an author is their side's.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{EntryRef, IncidentId, ItemId, MemberId};
use crate::domain::role::Side;
use crate::domain::time::{Moment, YearMonth};

/// The month that later months are compared with, and the figures that a rate needs. The latest one holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineSet {
    /// The month that is compared with.
    pub month: YearMonth,
    /// How many people live where the team works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residents: Option<u32>,
    /// The year of the official mid-year estimate that the residents are from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residents_of: Option<u16>,
    /// Median minutes that officers without the team spent at such an incident, as measured before it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer_minutes: Option<u32>,
    /// When it was set.
    pub at: Moment,
}

/// What one organisation alone can count of a month, hidden and rounded before anybody else sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCounts {
    /// Which month.
    pub month: YearMonth,
    /// Whose.
    pub side: Side,
    /// The tables.
    pub tables: Vec<OwnTable>,
    /// When they were counted.
    pub at: Moment,
}

/// One table of an organisation's own counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTable {
    /// Its name in files.
    pub id: String,
    /// Its rows: code, and the count where it may be shown.
    pub rows: Vec<(String, Option<u64>)>,
    /// What was not recorded.
    pub missing: Option<u64>,
    /// All cases.
    pub total: Option<u64>,
}

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
    /// The person is asked.
    Ask,
    /// A concern for the data lead.
    Concern,
}

impl Verdict {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 3] = [Self::AsExpected, Self::Ask, Self::Concern];
}

/// What the author of a decision, or the viewer of a page, is told or asked. Typed by nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewWord {
    /// Well done: the reason says all that is needed.
    Good,
    /// The reason should say what was seen or heard.
    SayWhatYouSaw,
    /// The reason should say why less would not have done.
    SayWhyNotLess,
    /// The person should be told as soon as it is safe.
    TellThePerson,
    /// The reason is due within hours.
    FinishSooner,
    /// Why was this page opened?
    WhyOpened,
}

impl ReviewWord {
    /// What may follow a review of a decision.
    pub const LEARNING: [Self; 5] = [
        Self::Good,
        Self::SayWhatYouSaw,
        Self::SayWhyNotLess,
        Self::TellThePerson,
        Self::FinishSooner,
    ];
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
    pub word: Option<ReviewWord>,
    /// When.
    pub at: Moment,
}

/// A supervisor's finding on one opening of a private page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessChecked {
    /// The entry that says who looked.
    pub about: EntryRef,
    /// The finding; [`Verdict::Ask`] puts the question to the viewer.
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

/// A learning note or a question reached its author: a governance lead of the same organisation passed it on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewWordPassed {
    /// The incident.
    pub incident: IncidentId,
    /// For whom.
    pub to: MemberId,
    /// What.
    pub word: ReviewWord,
    /// When.
    pub at: Moment,
}
