//! The month that a supervisor reads: one list of small tables, counted from oversight facts alone.
//!
//! The screen, the CSV files and `data.json` all loop over [`Month::tables`]. Every code and every word in a table is
//! a constant of this program and everything else is a number, so that a name or a sentence that somebody typed has
//! no way in: the types hold none.
//!
//! Reading order: [`Table`], [`count_month`], `facts` (one fact for each incident or decision), `incidents`,
//! `sharing`, `requests`, `s136`, `course`, `people` (the tables), `words` (codes and labels), `tally` (counting and medians),
//! `links` (what is equal across tables), `own`, `own_force` and `stated` (what one organisation alone counts or states),
//! `indicators` (the twenty that published evaluations measured), `measures` (the dated numbers by which it is counted).

mod course;
mod facts;
mod frequent;
mod incidents;
mod indicators;
mod links;
mod looked;
mod measures;
mod own;
mod own_force;
mod people;
mod requests;
mod s136;
mod sharing;
mod stated;
mod tally;
mod words;

use serde::Serialize;

use super::ids::{IncidentId, ItemId};
use super::incident::Placed;
use super::time::{Moment, YearMonth};

pub use facts::people_met;
pub use indicators::{Counted, Figure, INDICATORS, Indicator};
pub use links::{Equal, Spot, equalities};
pub use measures::{Measure, Measures, measures};
pub use own::{own_forms, own_incidents, own_side, own_tables};
pub use stated::{left_out, misfit, stated_tables};
pub use words::Name;

/// What the numbers of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Each case stands in one row, or is missing: rows and missing add up to the total.
    Parts,
    /// A case may stand in several rows, or in none.
    Several {
        /// How many cases there are.
        of: u64,
    },
    /// Each row is a measure of the cases in it (a median, a percentile), in [`Row::value`].
    Measure {
        /// What the value counts.
        unit: Unit,
    },
}

impl Shape {
    /// Whether a total stands under the rows.
    pub fn has_total(self) -> bool {
        !matches!(self, Self::Measure { .. })
    }
}

/// The unit of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
}

/// Whom a table says something about. It decides whether "all of them" is a disclosure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// The people who were in crisis: that all 9 were detained says it of each of them.
    People,
    /// The work of the team: that all 9 came to the car says nothing about anybody.
    Work,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The code in files, kebab-case.
    pub code: &'static str,
    /// The words on screen.
    pub label: &'static str,
    /// How many cases.
    pub count: u64,
    /// The measure, in tables of that shape, when there is a case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
}

/// How a table was counted: what a reader needs to check or compare it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// What a row counts.
    pub numerator: &'static str,
    /// Of what it is a part.
    pub denominator: &'static str,
}

/// One table of the month, with exact figures: for the page inside the partnership, marked "not for release".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Its name in files, kebab-case, one of a kind.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What its numbers are.
    pub shape: Shape,
    /// Whom it is about.
    pub about: About,
    /// How it was counted.
    pub definition: Definition,
    /// The rows, always all of them and in the same order.
    pub rows: Vec<Row>,
    /// Cases for which this was not recorded.
    pub missing: u64,
    /// The table and the row whose cases this table divides further, where hiding that row means hiding this table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<(&'static str, &'static str)>,
}

impl Table {
    /// The same table, dividing the cases of a row of another one.
    #[must_use]
    fn dividing(self, table: &'static str, code: &'static str) -> Self {
        Self {
            part_of: Some((table, code)),
            ..self
        }
    }

    /// How many cases the table is about, the missing ones included; for measures, 0.
    pub fn total(&self) -> u64 {
        match self.shape {
            Shape::Parts => self
                .rows
                .iter()
                .fold(self.missing, |sum, row| sum.saturating_add(row.count)),
            Shape::Several { of } => of,
            Shape::Measure { .. } => 0,
        }
    }

    /// The count of one row; 0 for a code that the table does not have.
    pub fn count(&self, code: &str) -> u64 {
        self.row(code).map_or(0, |row| row.count)
    }

    /// The measure of one row.
    pub fn value(&self, code: &str) -> Option<u64> {
        self.row(code).and_then(|row| row.value)
    }

    /// The exact number at a spot of this table, the total included; `None` where it has no such row.
    pub fn at(&self, spot: Spot) -> Option<u64> {
        match spot {
            Spot::Row(_, code) => self.row(code).map(|row| row.count),
            Spot::Missing(_) => Some(self.missing),
            Spot::Total(_) => Some(self.total()),
        }
    }

    fn row(&self, code: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.code == code)
    }
}

/// A danger share whose reason nobody has finished yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct UnfinishedDanger {
    /// The incident.
    pub incident: IncidentId,
    /// The disclosure that crossed.
    pub disclosure: ItemId,
    /// When it crossed; its age is counted from here.
    pub at: Moment,
}

/// A month, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Month {
    /// Which.
    pub month: YearMonth,
    /// The tables, always the same ones in the same order.
    pub tables: Vec<Table>,
    /// Danger shares of the month that are unfinished as far as the given facts know, oldest first. For the page
    /// inside only: it names incidents, so no export takes it.
    #[serde(skip)]
    pub unfinished: Vec<UnfinishedDanger>,
}

impl Month {
    /// The table of this name.
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// The same month with more tables.
    #[must_use]
    pub fn with(mut self, tables: Vec<Table>) -> Self {
        self.tables.extend(tables);
        self
    }

    /// How many incidents were opened in the month.
    pub fn opened(&self) -> u64 {
        self.table("incidents").map_or(0, |table| table.count("opened"))
    }
}

/// Counts a month from oversight entries, given in any order. Facts of other months are left out by their own time,
/// except that the reason of a danger share may have been finished later; entries that are no oversight facts are
/// ignored.
pub fn count_month(month: YearMonth, entries: &[Placed]) -> Month {
    let facts = facts::gather(month, entries);
    let mut tables = incidents::tables(&facts);
    tables.extend(sharing::tables(&facts));
    tables.extend(s136::tables(&facts));
    tables.extend(course::tables(&facts));
    tables.extend(people::used(&facts));
    tables.extend(people::tables(&facts));
    tables.push(s136::rules(&facts));
    tables.extend(looked::tables(&facts));
    tables.extend(requests::tables(&facts));
    Month {
        month,
        unfinished: sharing::unfinished(&facts),
        tables,
    }
}

#[cfg(test)]
mod tests;
