//! The dated law as data: what each row says, in which nation, from when.
//!
//! A table is a file of `assets/rules`; the embedded one is [`Rules::embedded`]. The engine asks it for versions, dates
//! and the legs that belong to a situation. Red lines are held by the engine: a table can only say them, and one that
//! would lift any is refused.

mod check;
mod table;

use chrono::NaiveDate;

pub use table::{
    Bundle, CodeList, Commencement, Force, Leg, RedLine, Renamed, Retention, Row, RowNation, Thresholds, Who,
};

use super::decision::facts::Nation;

const EMBEDDED: &str = include_str!("../../../assets/rules/england-and-wales-2026-11-21.toml");

/// Why a rule table is refused.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// It cannot be read.
    #[error(
        "The rule table cannot be read: {0} Correct the file, or go on with the table that the program brings."
    )]
    Unreadable(String),
    /// It can be read and must not be used.
    #[error(
        "The rule table is refused: {0} Correct the file, or go on with the table that the program brings."
    )]
    Refused(String),
}

/// A checked rule table.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Names the table in every conclusion, for example `england-and-wales-2026-11-21`.
    pub version: String,
    table: table::Table,
}

impl Rules {
    /// The table that the program brings.
    pub fn embedded() -> Result<Self, RulesError> {
        Self::from_toml(EMBEDDED)
    }

    /// Reads and checks a table.
    pub fn from_toml(text: &str) -> Result<Self, RulesError> {
        let table: table::Table = toml::from_str(text)
            .map_err(|error| RulesError::Unreadable(format!("{}.", error.to_string().trim())))?;
        check::check(&table).map_err(RulesError::Refused)?;
        Ok(Self {
            version: table.version.clone(),
            table,
        })
    }

    /// One row.
    pub fn row(&self, slug: &str) -> Option<&Row> {
        self.table.row.iter().find(|row| row.slug == slug)
    }

    /// All rows, in the order of the file.
    pub fn rows(&self) -> &[Row] {
        &self.table.row
    }

    /// Whether the row exists, has a confirmed start, and is in force on that day in that nation.
    pub fn in_force(&self, slug: &str, date: NaiveDate, nation: Nation) -> bool {
        self.row(slug).is_some_and(|row| {
            row.commencement == Commencement::InForce
                && row.from.is_none_or(|from| from <= date)
                && row.until.is_none_or(|until| date <= until)
                && row.nation.covers(nation)
        })
    }

    /// The first day of the law that the table knows.
    pub fn valid_from(&self) -> NaiveDate {
        self.table.valid_from
    }

    /// The day on which the table was true.
    pub fn as_at(&self) -> NaiveDate {
        self.table.as_at
    }

    /// Numbers that rules use.
    pub fn thresholds(&self) -> &Thresholds {
        &self.table.thresholds
    }

    /// The three legs of a ready-made situation.
    pub fn bundle(&self, id: &str) -> Option<&Bundle> {
        self.table.bundle.iter().find(|bundle| bundle.id == id)
    }

    /// All ready-made situations.
    pub fn bundles(&self) -> &[Bundle] {
        &self.table.bundle
    }

    /// A list of codes for a person to read beside a question.
    pub fn code_list(&self, name: &str) -> Option<&CodeList> {
        self.table.code_list.iter().find(|list| list.name == name)
    }

    /// The red lines, as the table says them.
    pub fn red_lines(&self) -> &[RedLine] {
        &self.table.red_line
    }

    /// Terms of the 1998 Act and what they are now.
    pub fn renamed(&self) -> &[Renamed] {
        &self.table.renamed
    }

    /// The retention schedule, in the order of the file.
    pub fn retention(&self) -> &[Retention] {
        &self.table.retention
    }

    /// The row of the retention schedule on which a side may destroy a record there; `None` when there is no such row
    /// or it is not for that record.
    pub fn retention_for(&self, slug: &str, who: Who, nation: Nation) -> Option<&Retention> {
        self.table
            .retention
            .iter()
            .find(|row| row.slug == slug && row.who.contains(&who) && row.nation.covers(nation))
    }

    /// What a user may write as the power of a disclosure: every slug of the first leg.
    pub fn power_slugs(&self) -> Vec<&str> {
        self.table
            .row
            .iter()
            .filter(|row| row.leg == Leg::Power)
            .map(|row| row.slug.as_str())
            .collect()
    }
}
