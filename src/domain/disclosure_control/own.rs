//! What one organisation counted by itself, on its way into the common part of the log and out of it again: only counts
//! that were hidden and rounded leave its compartment, and only codes that this program knows come back.

use super::earlier::{as_shown, kept, same_rows};
use super::{Cell, Released, release_beside};
use crate::domain::content::{MonthReleased, NumberReleased, OwnCounts, OwnNumber, OwnTable, TableReleased};
use crate::domain::month::{Month, own_forms, own_side};
use crate::domain::role::Side;

/// The counts of one side as they may be seen, and the exact numbers behind them for its own compartment.
///
/// `month` holds the common tables and the side's own ones; `earlier` all that was shown of either before; `others` what
/// the other organisation counted.
pub fn release_own(
    month: &Month,
    side: Side,
    earlier: &[&MonthReleased],
    others: &[Released],
) -> (Vec<OwnTable>, Vec<TableReleased>) {
    let released = release_beside(month, earlier, others);
    let mine = |id: &str| own_side(id) == Some(side);
    let exact = kept(month, &released, earlier)
        .into_iter()
        .filter(|table| mine(&table.id))
        .collect();
    let shown = released
        .iter()
        .filter(|table| mine(table.id()))
        .map(shown_only)
        .collect();
    (shown, exact)
}

fn shown_only(table: &Released) -> OwnTable {
    OwnTable {
        id: table.id().to_owned(),
        rows: table
            .rows()
            .iter()
            .map(|row| OwnNumber {
                code: row.code.to_owned(),
                shown: row.count.number(),
                value: row.value.and_then(Cell::number),
            })
            .collect(),
        missing: table.missing().number(),
        total: table.total().and_then(Cell::number),
    }
}

/// The counts as tables again. A table or a row that this program does not know is left out: its words could be anything.
pub fn read_own(counts: &OwnCounts) -> Vec<Released> {
    let forms = own_forms(counts.side, counts.month);
    let read = forms.tables.iter().filter_map(|form| {
        let own = counts.tables.iter().find(|own| own.id == form.id)?;
        let kept = as_kept(own, form.shape.has_total());
        same_rows(form, &kept).then(|| as_shown(form, &kept))
    });
    read.collect()
}

fn as_kept(own: &OwnTable, has_total: bool) -> TableReleased {
    let number = |code: &str, shown: Option<u64>, value: Option<u64>| NumberReleased {
        code: code.to_owned(),
        exact: 0,
        shown,
        value: None,
        value_shown: value,
    };
    TableReleased {
        id: own.id.clone(),
        rows: own
            .rows
            .iter()
            .map(|row| number(&row.code, row.shown, row.value))
            .collect(),
        missing: number("missing", own.missing, None),
        total: has_total.then(|| number("total", own.total, None)),
    }
}
