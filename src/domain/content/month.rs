//! What a released month showed: kept so that no later release of the same month can be subtracted from it.

use serde::{Deserialize, Serialize};

use crate::domain::time::{Moment, YearMonth};

/// A month's tables left the partnership with these numbers. Making the same pack again is no new release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthReleased {
    /// Which month.
    pub month: YearMonth,
    /// The tables.
    pub tables: Vec<TableReleased>,
    /// When.
    pub at: Moment,
}

/// One table of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableReleased {
    /// Its name in files.
    pub id: String,
    /// Its rows.
    pub rows: Vec<NumberReleased>,
    /// What was not recorded.
    pub missing: NumberReleased,
    /// All cases, in tables that have a total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<NumberReleased>,
}

/// One number of a release: what it was, and what was shown of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberReleased {
    /// The row's code.
    pub code: String,
    /// The count as it was then.
    pub exact: u64,
    /// The count that was shown; `None` where it was hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<u64>,
    /// The measure as it was then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
    /// The measure that was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_shown: Option<u64>,
}
