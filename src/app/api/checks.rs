//! What supervisors and governance leads look after: the log's own health, openings of private pages, reviews.

use crate::domain::checks::{Case, Opening};
use crate::domain::content::Verdict;
use crate::domain::ids::{EntryRef, ItemId};
use crate::domain::time::{Moment, YearMonth};
use crate::vault::Device;

/// What a supervisor does there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChecksRequest {
    /// A finding on one opening.
    Access(EntryRef, Verdict),
    /// A finding on a decision.
    Review(ItemId, Verdict),
    /// Draw decisions of a month, seeded with a receipt that the other organisation holds.
    Draw {
        /// Of which month.
        month: YearMonth,
        /// How many entries the receipt covers.
        size: u64,
        /// Its twenty characters.
        code: String,
    },
}

/// One opening with the name of whoever looked, and whether it was drawn for a spot check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningRow {
    /// The opening.
    pub opening: Opening,
    /// Who, by name.
    pub name: String,
    /// Drawn at random.
    pub spot: bool,
}

/// How the log itself is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogHealth {
    /// The last check of the whole log: by whom, when, how many entries, how many findings.
    pub checked: Option<(String, Moment, u64, u64)>,
    /// How many entries this device has written.
    pub entries: u64,
    /// The devices of the log.
    pub devices: Vec<Device>,
    /// Checkpoints that are kept here, and when the last was made.
    pub checkpoints: (usize, Option<Moment>),
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checks {
    /// The log.
    pub health: LogHealth,
    /// The openings of the month, those without a part in the incident first.
    pub openings: Vec<OpeningRow>,
    /// The reviews that are this person's.
    pub cases: Vec<Case>,
    /// Agreed, of those that two reviewers have looked at.
    pub agreement: (usize, usize),
    /// The draw that stands for this organisation: drawn, out of how many, when.
    pub drawn: Option<(usize, u64, Moment)>,
}

/// One month of the trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrendMonth {
    /// Which.
    pub month: YearMonth,
    /// Incidents opened.
    pub opened: u64,
    /// Uses of section 136.
    pub s136_used: u64,
    /// Shares.
    pub shared: u64,
}
