//! The dated law as data: what each row says, in which nation, from when.
//!
//! A table is a file of `assets/rules`; the embedded one is [`Rules::embedded`]. The engine asks it for versions, dates
//! and the legs that belong to a situation. Red lines are held by the engine: a table can only say them, and one that
//! would lift any is refused.

mod check;
mod red_lines;
mod registry;
#[cfg(test)]
mod rows;
mod table;
mod words;

use std::sync::Arc;

use chrono::NaiveDate;

pub use registry::{Registered, Registry};
pub use table::{
    Bundle, CodeList, Commencement, Confidence, Force, Leg, RedLine, Renamed, Retention, Row, RowNation,
    ShelfLife, Thresholds, Who,
};

use super::decision::facts::{ItemCategory, Nation};
use super::desk::GradeLimits;

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
    /// It would lift a red line.
    #[error(
        "The rule table is refused: {0} Nothing was changed; use a table that says all ten red lines as they are."
    )]
    RedLine(String),
    /// It is older than the one in force, or its name is taken.
    #[error(
        "The rule table is refused: {0} Choose a newer table, or give the changed one a new version and date."
    )]
    Older(String),
    /// Its bytes are not those that were agreed.
    #[error(
        "The rule table is refused: its bytes are not those that its entry in the log names. Take the table from where it was agreed, or go on with the one in force."
    )]
    Altered,
}

impl RulesError {
    /// What happened, and what to do next.
    pub fn sentences(&self) -> (String, String) {
        let text = self.to_string();
        let (what, next) = text
            .rsplit_once(". ")
            .unwrap_or((text.as_str(), "Try another file"));
        (what.to_owned(), next.trim_end_matches('.').to_owned())
    }
}

/// A checked rule table.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Names the table in every conclusion, for example `england-and-wales-2026-11-21`.
    pub version: String,
    table: table::Table,
    text: Arc<str>,
}

impl Rules {
    /// The table that the program brings.
    pub fn embedded() -> Result<Self, RulesError> {
        Self::from_toml(EMBEDDED)
    }

    /// Reads and checks a table.
    ///
    /// # Errors
    /// When it cannot be read (with the line), is not whole, or would lift a red line.
    pub fn from_toml(text: &str) -> Result<Self, RulesError> {
        let table: table::Table = toml::from_str(text).map_err(|error| unreadable(text, &error))?;
        red_lines::check(&table).map_err(|told| RulesError::RedLine(with_line(text, &told)))?;
        check::check(&table).map_err(|told| RulesError::Refused(with_line(text, &told)))?;
        Ok(Self {
            version: table.version.clone(),
            table,
            text: text.into(),
        })
    }

    /// The bytes of the table's file, as they were read: what an adoption signs.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All code lists, in the order of the file.
    pub fn code_lists(&self) -> &[CodeList] {
        &self.table.code_list
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

    /// How long a call of each grade may wait at a desk, where the table says so: a force's own times come in with an
    /// adopted table. `None` where it leaves that to the list that the program brings.
    pub fn desk_limits(&self) -> Option<&GradeLimits> {
        self.table.desk.as_ref()
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

    /// How long words keep, as the table says it.
    pub fn shelf_lives(&self) -> &[ShelfLife] {
        &self.table.shelf_life
    }

    /// How many hours words of this kind may be relied on; `None` for what keeps.
    pub fn shelf_life(&self, category: ItemCategory) -> Option<u32> {
        let kept = self.table.shelf_life.iter();
        kept.filter(|kept| kept.items.contains(&category))
            .map(|kept| kept.hours)
            .min()
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

/// The message and the line, without the words of that line: the file may be quite another one, and private.
fn unreadable(text: &str, error: &toml::de::Error) -> RulesError {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.map_or(1, |before| before.matches('\n').count() + 1);
    let message = error.message().replace('\n', " ");
    RulesError::Unreadable(format!("line {line}: {}.", message.trim().trim_end_matches('.')))
}

/// A complaint about a name that stands in back quotes, with the line where the file first says that name.
fn with_line(text: &str, told: &str) -> String {
    let Some(name) = told.split('`').nth(1).filter(|name| !name.is_empty()) else {
        return told.to_owned();
    };
    let quoted = format!("\"{name}\"");
    let line = text.lines().position(|line| line.contains(&quoted));
    line.map_or_else(
        || told.to_owned(),
        |line| format!("{} (line {}).", told.trim_end_matches('.'), line + 1),
    )
}
