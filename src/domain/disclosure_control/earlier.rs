//! A month that was released before: what it showed stands. A table is shown anew only where every count that changed,
//! changed by 8 or more against every earlier release; whoever lays two releases beside each other never sees a
//! difference of 1 to 7 people.

use super::{Cell, LARGEST_HIDDEN, Released, ReleasedRow, percent};
use crate::domain::content::{MonthReleased, NumberReleased, TableReleased};
use crate::domain::month::{Month, Table};

/// What is to be done with one table.
#[derive(Debug)]
pub(super) enum Fate {
    /// It is released anew from its counts.
    Anew,
    /// It stays as it was shown.
    Stands(Box<Released>),
}

/// Decides on a table by the earlier releases of its month, the oldest first.
pub(super) fn fate(table: &Table, earlier: &[&MonthReleased]) -> Fate {
    let past: Vec<&TableReleased> = past(table, earlier).collect();
    let Some(last) = past.last() else {
        return Fate::Anew;
    };
    if !is_same(table, last) && past.iter().all(|kept| is_far(table, kept)) {
        return Fate::Anew;
    }
    Fate::Stands(Box::new(as_shown(table, last)))
}

/// What the log keeps of a release: exact and shown numbers, for the next one to be compared with. A table that stands
/// is kept as it was, however its counts have changed since.
pub fn kept(month: &Month, released: &[Released], earlier: &[&MonthReleased]) -> Vec<TableReleased> {
    month
        .tables
        .iter()
        .zip(released)
        .map(|(table, released)| match fate(table, earlier) {
            Fate::Stands(_) => last_of(table, earlier).unwrap_or_else(|| of_now(table, released)),
            Fate::Anew => of_now(table, released),
        })
        .collect()
}

fn past<'a>(table: &'a Table, earlier: &'a [&MonthReleased]) -> impl Iterator<Item = &'a TableReleased> {
    earlier
        .iter()
        .filter_map(|release| release.tables.iter().find(|kept| kept.id == table.id))
        .filter(|kept| same_rows(table, kept))
}

fn last_of(table: &Table, earlier: &[&MonthReleased]) -> Option<TableReleased> {
    past(table, earlier).last().cloned()
}

fn of_now(table: &Table, released: &Released) -> TableReleased {
    let rows = table.rows.iter().zip(released.rows());
    TableReleased {
        id: table.id.to_owned(),
        rows: rows
            .map(|(row, shown)| NumberReleased {
                code: row.code.to_owned(),
                exact: row.count,
                shown: shown.count.number(),
                value: row.value,
                value_shown: shown.value.and_then(Cell::number),
            })
            .collect(),
        missing: number("missing", table.missing, released.missing()),
        total: released
            .total()
            .map(|shown| number("total", table.total(), shown)),
    }
}

fn number(code: &str, exact: u64, shown: Cell) -> NumberReleased {
    NumberReleased {
        code: code.to_owned(),
        exact,
        shown: shown.number(),
        value: None,
        value_shown: None,
    }
}

pub(super) fn same_rows(table: &Table, kept: &TableReleased) -> bool {
    let codes = table.rows.iter().map(|row| row.code);
    codes.eq(kept.rows.iter().map(|row| row.code.as_str()))
}

fn is_same(table: &Table, kept: &TableReleased) -> bool {
    numbers(table, kept).all(|(now, then)| now == (then.exact, then.value))
}

/// Whether every count is the same or differs by more than may be seen, and no measure changed by fewer cases.
fn is_far(table: &Table, kept: &TableReleased) -> bool {
    numbers(table, kept).all(|((count, value), then)| {
        let by = count.abs_diff(then.exact);
        by > LARGEST_HIDDEN || (by == 0 && value == then.value)
    })
}

/// Count and measure of each place of a table now, beside what was released.
fn numbers<'a>(
    table: &'a Table,
    kept: &'a TableReleased,
) -> impl Iterator<Item = ((u64, Option<u64>), &'a NumberReleased)> {
    let rows = table.rows.iter().map(|row| (row.count, row.value));
    let rest = [(table.missing, None), (table.total(), None)];
    let then = kept.rows.iter().chain([&kept.missing]).chain(&kept.total);
    rows.chain(rest).zip(then)
}

pub(super) fn as_shown(table: &Table, kept: &TableReleased) -> Released {
    let cell = |shown: Option<u64>| shown.map_or(Cell::Suppressed, Cell::Count);
    let total = kept.total.as_ref().map(|total| cell(total.shown));
    let rows = table.rows.iter().zip(&kept.rows).map(|(row, kept)| {
        let count = cell(kept.shown);
        ReleasedRow {
            code: row.code,
            label: row.label,
            count,
            percent: total.map(|total| percent(count, total)),
            value: super::unit(table.shape).map(|_| cell(kept.value_shown)),
        }
    });
    Released {
        rows: rows.collect(),
        missing: cell(kept.missing.shown),
        total,
        ..super::empty(table)
    }
}
