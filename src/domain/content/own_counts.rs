//! What a month is held against: a baseline that was measured before, and what one organisation alone may count of it.

use serde::{Deserialize, Serialize};

use super::month::TableReleased;
use crate::domain::role::Side;
use crate::domain::time::{Moment, YearMonth};

/// The month that later months are compared with, and the figures that a rate needs. The latest one holds. For
/// [`super::Home::Oversight`]: numbers, no words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineSet {
    /// The month that is compared with.
    pub month: YearMonth,
    /// Uses of section 136 in it, from records that were kept before this log; `None` to take them from the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub s136_used: Option<u32>,
    /// Median minutes that an officer without the team spent at such an incident, as measured before it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer_minutes: Option<u32>,
    /// How many people live where the team works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residents: Option<u32>,
    /// The year of the official mid-year estimate that the residents are from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residents_of: Option<u16>,
    /// How many of these people are of each ethnic group, as the census groups them: White, Mixed, Asian or Asian British,
    /// Black or Black British, Chinese or any other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<[u32; 5]>,
    /// When it was set.
    pub at: Moment,
}

/// What one organisation alone can count of a month, hidden and rounded before anybody else sees it. For
/// [`super::Home::Oversight`], by a governance lead of that organisation; the first of a month and what follows it are
/// compared, so that none can be subtracted from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCounts {
    /// Which month.
    pub month: YearMonth,
    /// Whose.
    pub side: Side,
    /// The tables, as they may be seen.
    pub tables: Vec<OwnTable>,
    /// When they were counted.
    pub at: Moment,
}

/// One table of an organisation's own counts. A count or measure that is hidden is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTable {
    /// Its name in files.
    pub id: String,
    /// Its rows.
    pub rows: Vec<OwnNumber>,
    /// What was not recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<u64>,
    /// All cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}

/// One row of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnNumber {
    /// The row's code.
    pub code: String,
    /// The count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<u64>,
    /// The measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
}

/// The exact numbers behind [`OwnCounts`]: in the compartment of the organisation that counted, for the next count to be
/// compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCountsKept {
    /// Which month.
    pub month: YearMonth,
    /// The tables.
    pub tables: Vec<TableReleased>,
    /// When.
    pub at: Moment,
}
