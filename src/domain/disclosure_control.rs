//! What may leave the partnership of a month's tables: small numbers hidden, the others rounded.
//!
//! The rule is that of the Hospital Episode Statistics: 0 stays 0, 1 to 7 become `*`, everything else is rounded to
//! the nearest 5; percentages come from rounded values only, measures from groups of 8 or more; a total is added up
//! from exact figures and then treated as any other cell. Two things come on top. Where every person of a group
//! stands in one row, all rows are hidden: "all 9" says it of each of them. Where the rows and the rounded total
//! together would still pin a cell down to one value, one more cell is hidden.
//!
//! Comparing a release with earlier releases of the same month is not done here: this module sees one table.

use std::fmt;

use serde::{Serialize, Serializer};

use super::month::{About, Definition, Month, Shape, Table, Unit};

/// Counts from 1 to this are hidden.
pub const LARGEST_HIDDEN: u64 = 7;

/// Counts that are shown are rounded to the nearest multiple of this.
pub const ROUNDED_TO: u64 = 5;

/// The rule in words, printed with every release.
pub const RULE: &str = "Counts from 1 to 7 are hidden and written *; 0 stays 0; other counts are rounded to the nearest 5. Totals are added up first and then rounded. Percentages are worked out from rounded counts, and left out at 0 and 100. Medians and percentiles need 8 cases or more, and fewer cases, none included, are hidden there; minutes are rounded to the nearest 5. Where all people of a group stand in one row, all rows are hidden, and tables that divide such a row. Where rows and total together would give a hidden or rounded count away, one more is hidden.";

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
        match count {
            0 => Self::Count(0),
            1..=LARGEST_HIDDEN => Self::Suppressed,
            _ => Self::Count(nearest(count)),
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
    fn bounds(self) -> (u64, u64) {
        match self {
            Self::Count(0) => (0, 0),
            Self::Count(shown) => (
                shown.saturating_sub(2).max(LARGEST_HIDDEN + 1),
                shown.saturating_add(2),
            ),
            Self::Suppressed => (1, LARGEST_HIDDEN),
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

/// The tables of a month as they may leave.
pub fn release_month(month: &Month) -> Vec<Released> {
    let mut released: Vec<Released> = month.tables.iter().map(release).collect();
    let hides = |(table, code): (&str, &str)| {
        let parent = released.iter().find(|released| released.id == table);
        let row = parent.and_then(|table| table.rows.iter().find(|row| row.code == code));
        let exact = month.table(table).map_or(0, |table| table.count(code));
        let small = Cell::of(exact) == Cell::Suppressed;
        row.is_some_and(|row| row.count == Cell::Suppressed) && !small
    };
    // A row that is hidden although its count is not small must not show as the total of the table that divides it.
    let hidden: Vec<bool> = month
        .tables
        .iter()
        .map(|table| table.part_of.is_some_and(hides))
        .collect();
    for (table, _) in released.iter_mut().zip(hidden).filter(|(_, hidden)| *hidden) {
        table.hide();
    }
    released
}

/// A table as it may leave.
pub fn release(table: &Table) -> Released {
    let (cells, total) = cells(table);
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
        id: table.id,
        title: table.title,
        definition: table.definition,
        unit: unit(table.shape),
        rows,
        missing: cells.next().unwrap_or(Cell::Suppressed),
        total,
    }
}

/// One cell for each row and one for what is missing, and the total.
fn cells(table: &Table) -> (Vec<Cell>, Option<Cell>) {
    let counts: Vec<u64> = table
        .rows
        .iter()
        .map(|row| row.count)
        .chain([table.missing])
        .collect();
    let mut cells: Vec<Cell> = counts.iter().map(|count| Cell::of(*count)).collect();
    match table.shape {
        Shape::Measure { .. } => {
            // No total stands beside them, so that nothing is lost when 0 looks like 1 to 7; a lone row that is not
            // hidden would otherwise say that everybody is in it.
            for (cell, row) in cells.iter_mut().zip(&table.rows) {
                if row.count <= LARGEST_HIDDEN {
                    *cell = Cell::Suppressed;
                }
            }
            (cells, None)
        }
        Shape::Several { of } => {
            for (cell, count) in cells.iter_mut().zip(&counts) {
                if table.about == About::People && of > 0 && *count == of {
                    *cell = Cell::Suppressed;
                }
            }
            (cells, Some(Cell::of(of)))
        }
        Shape::Parts => {
            let exact = table.total();
            if table.about == About::People && exact > 0 && counts.contains(&exact) {
                cells.fill(Cell::Suppressed);
                let total = protect(&mut cells, Cell::of(exact));
                return (cells, Some(total));
            }
            let total = protect(&mut cells, Cell::of(exact));
            (cells, Some(total))
        }
    }
}

/// Hides one more cell, or at last the total, until no cell that stands for somebody can be worked out.
fn protect(cells: &mut [Cell], total: Cell) -> Cell {
    while gives_away(cells, total) {
        let smallest = cells
            .iter_mut()
            .filter(|cell| cell.number().is_some())
            .min_by_key(|cell| cell.number());
        match smallest {
            Some(cell) => *cell = Cell::Suppressed,
            None => return Cell::Suppressed,
        }
    }
    total
}

/// Whether a reader who knows the rule and that the parts add up to the total is left with one possible value for
/// the total or for a part that is not 0.
fn gives_away(parts: &[Cell], total: Cell) -> bool {
    let (least_total, most_total) = total.bounds();
    let least: u64 = sum(parts.iter().map(|cell| cell.bounds().0));
    let most: u64 = sum(parts.iter().map(|cell| cell.bounds().1));
    if most == 0 || least > most_total || most < least_total {
        return false; // nothing to hide, or hidden zeros make the reader's sum impossible
    }
    let total_known = least.max(least_total) == most.min(most_total);
    total_known
        || parts.iter().any(|cell| {
            let (low, high) = cell.bounds();
            let lowest = low.max(least_total.saturating_sub(most.saturating_sub(high)));
            let highest = high.min(most_total.saturating_sub(least.saturating_sub(low)));
            high > 0 && lowest == highest
        })
}

fn sum(numbers: impl Iterator<Item = u64>) -> u64 {
    numbers.fold(0, u64::saturating_add)
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
            Unit::Minutes => nearest(value),
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
mod tests;
