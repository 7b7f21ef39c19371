//! What may leave the partnership of a month's tables: small numbers hidden, the others rounded.
//!
//! The rule is that of the Hospital Episode Statistics: 0 stays 0, 1 to 7 become `*`, everything else is rounded to
//! the nearest 5; percentages come from rounded values only, measures from groups of 8 or more; a total is added up
//! from exact figures and then treated as any other cell. Two things come on top. Where every person of a group
//! stands in one row, all rows are hidden: "all 9" says it of each of them. Where the rows and the rounded total
//! together would still pin a cell down to one value, one more cell is hidden.
//!
//! [`release`] sees one table; [`release_month`] looks at all tables of a month together (`linked`: what a reader can work
//! out across them) and at earlier releases of it (`earlier`: nobody may subtract one release from another).

mod cells;
mod compared;
mod earlier;
mod indicated;
mod linked;
mod own;
mod ratio;

use std::fmt;

use serde::{Serialize, Serializer};

use super::content::MonthReleased;
use super::month::{Definition, Month, Shape, Spot, Table, Unit};

use cells::cells;
pub use compared::{BaselineFrom, COMPARED, Change, Compared, change, compared, interval, rate_tenths};
pub use earlier::kept;
pub use indicated::{Indicated, indicated};
pub use own::{read_own, release_own};
pub use ratio::{
    Beside, Disproportion, GroupRatio, NO_REASON, Ratio, disproportion, disproportion_exact, hundredths,
};

/// Counts from 1 to this are hidden.
pub const LARGEST_HIDDEN: u64 = 7;

/// Counts that are shown are rounded to the nearest multiple of this.
pub const ROUNDED_TO: u64 = 5;

/// The rule in words, printed with every release.
pub const RULE: &str = "Counts from 1 to 7 are hidden and written *; 0 stays 0; other counts are rounded to the nearest 5. Totals are added up first and then rounded. Percentages are worked out from rounded counts, and left out at 0 and 100. Medians and percentiles need 8 cases or more, and fewer cases, none included, are hidden there; minutes are rounded to the nearest 5. Where all people of a table stand in one row, or it is of 1 to 7 people, all of it is hidden, and tables that divide such a row. Where rows and total, or several tables together, would give a hidden or rounded count away, one more is hidden. A table that was released before stays as it was, unless every count that changed since changed by 8 or more.";

/// Whether counts that are shown are rounded. Without rounding, more has to be hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rounding {
    /// To the nearest 5: what leaves the partnership.
    #[default]
    NearestFive,
    /// Not at all: every sum is exact, so that a second cell is hidden wherever one could be subtracted.
    Off,
}

/// One number that may leave, or the sign that it may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// It may.
    Count(u64),
    /// It may not.
    Suppressed,
}

impl Cell {
    /// The cell of a count: the rule alone.
    pub fn of(count: u64) -> Self {
        Self::rounded(count, Rounding::NearestFive)
    }

    fn rounded(count: u64, rounding: Rounding) -> Self {
        match (count, rounding) {
            (0, _) => Self::Count(0),
            (1..=LARGEST_HIDDEN, _) => Self::Suppressed,
            (_, Rounding::NearestFive) => Self::Count(nearest(count)),
            (_, Rounding::Off) => Self::Count(count),
        }
    }

    /// The number, where there is one.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(count),
            Self::Suppressed => None,
        }
    }

    /// The smallest and the largest count that a reader who knows the rule can think behind it.
    fn bounds(self, rounding: Rounding) -> (u64, u64) {
        match (self, rounding) {
            (Self::Count(0), _) => (0, 0),
            (Self::Count(shown), Rounding::Off) => (shown, shown),
            (Self::Count(shown), Rounding::NearestFive) => (
                shown.saturating_sub(2).max(LARGEST_HIDDEN + 1),
                shown.saturating_add(2),
            ),
            (Self::Suppressed, _) => (1, LARGEST_HIDDEN),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => write!(f, "{count}"),
            Self::Suppressed => f.write_str("*"),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Count(count) => serializer.serialize_u64(*count),
            Self::Suppressed => serializer.serialize_str("*"),
        }
    }
}

/// A row that may leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReleasedRow {
    /// The code.
    pub code: &'static str,
    /// The words.
    pub label: &'static str,
    /// How many cases.
    pub count: Cell,
    /// Of the total, in tables of parts: from 1 to 99.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Cell>,
    /// The measure, in tables of measures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Cell>,
}

/// A table that may leave. Only [`release`] makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Released {
    id: &'static str,
    title: &'static str,
    definition: Definition,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Unit>,
    rows: Vec<ReleasedRow>,
    missing: Cell,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<Cell>,
    /// Rows and missing add up to the total.
    #[serde(skip)]
    adds_up: bool,
}

impl Released {
    /// Its name in files.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// Its heading.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// How it was counted.
    pub fn definition(&self) -> Definition {
        self.definition
    }

    /// The unit of its measures, in tables of measures.
    pub fn unit(&self) -> Option<Unit> {
        self.unit
    }

    /// Its rows.
    pub fn rows(&self) -> &[ReleasedRow] {
        &self.rows
    }

    /// Cases for which this was not recorded.
    pub fn missing(&self) -> Cell {
        self.missing
    }

    /// All cases; `None` in tables of measures.
    pub fn total(&self) -> Option<Cell> {
        self.total
    }

    /// Hides the smallest number that is visible, the one at this spot first, the total last; gives false when none is.
    fn hide_one(&mut self, first: Spot) -> bool {
        let id = self.id;
        let smallest = self
            .rows
            .iter()
            .map(|row| (Spot::Row(id, row.code), row.count))
            .chain([(Spot::Missing(id), self.missing)])
            .filter_map(|(spot, cell)| cell.number().map(|number| (spot != first, number, spot)))
            .min();
        match smallest.map(|(_, _, spot)| spot) {
            Some(Spot::Row(_, code)) => {
                for row in self.rows.iter_mut().filter(|row| row.code == code) {
                    row.count = Cell::Suppressed;
                    row.percent = row.percent.map(|_| Cell::Suppressed);
                    row.value = row.value.map(|_| Cell::Suppressed);
                }
            }
            Some(Spot::Missing(_) | Spot::Total(_)) => self.missing = Cell::Suppressed,
            None if self.total.is_some_and(|total| total != Cell::Suppressed) => {
                self.total = Some(Cell::Suppressed);
            }
            None => return false,
        }
        true
    }

    fn hide(&mut self) {
        for row in &mut self.rows {
            row.count = Cell::Suppressed;
            row.percent = row.percent.map(|_| Cell::Suppressed);
            row.value = row.value.map(|_| Cell::Suppressed);
        }
        self.missing = Cell::Suppressed;
        self.total = self.total.map(|_| Cell::Suppressed);
    }

    /// How many counts are hidden.
    pub fn hidden(&self) -> usize {
        self.rows
            .iter()
            .map(|row| row.count)
            .chain([self.missing])
            .chain(self.total)
            .filter(|cell| *cell == Cell::Suppressed)
            .count()
    }
}

/// The tables of a month as they may leave, beside the earlier releases of the same month, the oldest first.
pub fn release_month(month: &Month, earlier: &[&MonthReleased]) -> Vec<Released> {
    release_beside(month, earlier, &[])
}

/// The same beside tables that were released already and stand, such as those that each organisation counted by itself:
/// they follow the month's own tables, and nothing may be worked out across them either.
pub fn release_beside(month: &Month, earlier: &[&MonthReleased], beside: &[Released]) -> Vec<Released> {
    let mut stands = Vec::with_capacity(month.tables.len());
    let mut released: Vec<Released> = month
        .tables
        .iter()
        .map(|table| match earlier::fate(table, earlier) {
            earlier::Fate::Stands(shown) => {
                stands.push(true);
                *shown
            }
            earlier::Fate::Anew => {
                stands.push(false);
                release(table)
            }
        })
        .collect();
    released.extend(beside.iter().cloned());
    stands.resize(released.len(), true);
    hide_with_their_row(month, &mut released, &stands);
    protect_together(&mut released, &stands);
    released
}

/// A row that is hidden although its count is not small must not show as the total of the table that divides it.
fn hide_with_their_row(month: &Month, released: &mut [Released], stands: &[bool]) {
    let hides = |(table, code): (&str, &str)| {
        let parent = released.iter().find(|released| released.id == table);
        let row = parent.and_then(|table| table.rows.iter().find(|row| row.code == code));
        let exact = month.table(table).map_or(0, |table| table.count(code));
        let small = Cell::of(exact) == Cell::Suppressed;
        row.is_some_and(|row| row.count == Cell::Suppressed) && !small
    };
    let hidden: Vec<bool> = month
        .tables
        .iter()
        .map(|table| table.part_of.is_some_and(hides))
        .collect();
    for ((table, hidden), stands) in released.iter_mut().zip(hidden).zip(stands) {
        if hidden && !stands {
            table.hide();
        }
    }
}

/// Hides one more number at a time until a reader of all tables together can work none out. What was released before
/// stays as it is.
fn protect_together(released: &mut [Released], stands: &[bool]) {
    let system = linked::System::of(released);
    loop {
        let given_away = system.worked_out(released, Rounding::NearestFive);
        let hid_one = given_away.iter().any(|given| {
            system.around(given).iter().any(|id| {
                let mut tables = released.iter_mut().zip(stands);
                tables
                    .find(|(table, stands)| table.id == *id && !**stands)
                    .is_some_and(|(table, _)| table.hide_one(given.spot))
            })
        });
        if !hid_one {
            return;
        }
    }
}

/// A table as it may leave.
pub fn release(table: &Table) -> Released {
    release_with(table, Rounding::NearestFive)
}

/// A table as it may leave, with or without rounding.
pub fn release_with(table: &Table, rounding: Rounding) -> Released {
    let (cells, total) = cells(table, rounding);
    let mut cells = cells.into_iter();
    let rows = table
        .rows
        .iter()
        .map(|row| {
            let count = cells.next().unwrap_or(Cell::Suppressed);
            ReleasedRow {
                code: row.code,
                label: row.label,
                count,
                percent: total.map(|total| percent(count, total)),
                value: measure(table.shape, row.count, row.value),
            }
        })
        .collect();
    Released {
        rows,
        missing: cells.next().unwrap_or(Cell::Suppressed),
        total,
        ..empty(table)
    }
}

/// What a table says of itself, without its numbers.
fn empty(table: &Table) -> Released {
    Released {
        id: table.id,
        title: table.title,
        definition: table.definition,
        unit: unit(table.shape),
        rows: Vec::new(),
        missing: Cell::Suppressed,
        total: None,
        adds_up: table.shape == Shape::Parts,
    }
}

/// From rounded values only; 0 and 100 per cent would speak of everybody.
fn percent(part: Cell, total: Cell) -> Cell {
    match (part, total) {
        (Cell::Count(part), Cell::Count(total)) if total > 0 => {
            let percent = part
                .saturating_mul(100)
                .saturating_add(total / 2)
                .checked_div(total)
                .unwrap_or(0);
            if (1..=99).contains(&percent) {
                Cell::Count(percent)
            } else {
                Cell::Suppressed
            }
        }
        _ => Cell::Suppressed,
    }
}

fn measure(shape: Shape, cases: u64, value: Option<u64>) -> Option<Cell> {
    let unit = unit(shape)?;
    Some(match value {
        Some(value) if cases > LARGEST_HIDDEN => Cell::Count(match unit {
            Unit::Seconds => value,
            Unit::Minutes | Unit::Hours => nearest(value),
        }),
        _ => Cell::Suppressed,
    })
}

fn unit(shape: Shape) -> Option<Unit> {
    match shape {
        Shape::Measure { unit } => Some(unit),
        Shape::Parts | Shape::Several { .. } => None,
    }
}

fn nearest(count: u64) -> u64 {
    (count.saturating_add(ROUNDED_TO / 2) / ROUNDED_TO).saturating_mul(ROUNDED_TO)
}

#[cfg(test)]
mod attack;
#[cfg(test)]
mod attack_months;
#[cfg(test)]
mod attack_own;
#[cfg(test)]
mod tests;
