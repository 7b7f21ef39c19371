//! What of one table by itself is hidden: small counts, groups that are all of one kind, and what the total would give away.

use super::{Cell, LARGEST_HIDDEN, Rounding};
use crate::domain::month::{About, Shape, Table, own_side};

/// One cell for each row and one for what is missing, and the total.
pub(super) fn cells(table: &Table, rounding: Rounding) -> (Vec<Cell>, Option<Cell>) {
    let rows = table.rows.iter().map(|row| row.count);
    let counts: Vec<u64> = rows.chain([table.missing]).collect();
    let mut cells: Vec<Cell> = counts
        .iter()
        .map(|count| Cell::rounded(*count, rounding))
        .collect();
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
            let people = table.about == About::People && of > 0;
            for (cell, _) in cells
                .iter_mut()
                .zip(&counts)
                .filter(|(_, count)| people && **count == of)
            {
                *cell = Cell::Suppressed;
            }
            (cells, Some(Cell::rounded(of, rounding)))
        }
        Shape::Parts => {
            let exact = table.total();
            let all_in_one = table.about == About::People && exact > 0 && counts.contains(&exact);
            if all_in_one || (table.about == About::People && (1..=LARGEST_HIDDEN).contains(&exact)) {
                // a table of few people looks the same: neither which rows are empty nor that all stand in one
                cells.fill(Cell::Suppressed);
                return (cells, Some(Cell::Suppressed));
            }
            // the other organisation's supervisors see the month's exact totals, and only these hidden counts
            let known = own_side(table.id).map(|_| exact);
            let total = protect(&mut cells, Cell::rounded(exact, rounding), rounding, known);
            (cells, Some(total))
        }
    }
}

/// Hides one more cell, or at last the total, until no cell that stands for somebody can be worked out.
fn protect(cells: &mut [Cell], total: Cell, rounding: Rounding, known: Option<u64>) -> Cell {
    while gives_away(cells, total, rounding, known) {
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
/// the total or for a part that is not 0: a reader who takes `*` for 1 to 7, or one who knows that it may be anything.
/// `known` is the exact total, where readers have it from elsewhere.
fn gives_away(parts: &[Cell], total: Cell, rounding: Rounding, known: Option<u64>) -> bool {
    let any = |cell: Cell| match cell {
        Cell::Suppressed => (0, u64::from(u32::MAX)),
        Cell::Count(_) => cell.bounds(rounding),
    };
    let rule = |cell: Cell| cell.bounds(rounding);
    [&rule as &dyn Fn(Cell) -> (u64, u64), &any]
        .into_iter()
        .any(|bounds| {
            pins(parts, (total, bounds(total)), bounds)
                || known.is_some_and(|known| pins(parts, (Cell::Count(0), (known, known)), bounds))
        })
}

fn pins(
    parts: &[Cell],
    (total, (least_total, most_total)): (Cell, (u64, u64)),
    bounds: &dyn Fn(Cell) -> (u64, u64),
) -> bool {
    let is_hidden = |cell: Cell| cell == Cell::Suppressed || bounds(cell).0 != bounds(cell).1;
    let least: u64 = sum(parts.iter().map(|cell| bounds(*cell).0));
    let most: u64 = sum(parts.iter().map(|cell| bounds(*cell).1));
    if most == 0 || least > most_total || most < least_total {
        return false; // nothing to hide, or hidden zeros make the reader's sum impossible
    }
    let total_known = is_hidden(total) && least.max(least_total) == most.min(most_total);
    total_known
        || parts.iter().any(|cell| {
            let (low, high) = bounds(*cell);
            let lowest = low.max(least_total.saturating_sub(most.saturating_sub(high)));
            let highest = high.min(most_total.saturating_sub(least.saturating_sub(low)));
            high > 0 && highest > 0 && is_hidden(*cell) && lowest == highest
        })
}

fn sum(numbers: impl Iterator<Item = u64>) -> u64 {
    numbers.fold(0, u64::saturating_add)
}
