//! The twenty indicators as they may leave: worked out from nothing but the cells of released tables, so that they say
//! nothing which those do not.

use serde::Serialize;

use super::{Cell, Released};
use crate::domain::month::{Counted, INDICATORS, Spot, Unit, own_side};
use crate::domain::role::Side;

/// One indicator of a month, from released tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Indicated {
    /// `I1` to `I20`.
    pub code: &'static str,
    /// What it is.
    pub title: &'static str,
    /// How it is counted.
    pub definition: &'static str,
    /// Whose count it is, where one organisation counts it by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Side>,
    /// The numerator, or the measure; `None` where nobody has counted it yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Cell>,
    /// The unit of a measure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// The denominator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Cell>,
    /// Cases for which it was not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Cell>,
    /// Every table that says something of it, its own first.
    pub tables: &'static [&'static str],
}

/// The indicators in their order. One that two organisations count stands twice.
pub fn indicated(tables: &[Released]) -> Vec<Indicated> {
    let find = |id: &str| tables.iter().find(|table| table.id() == id);
    let mut all = Vec::new();
    for indicator in INDICATORS {
        let line = |id: &str| Indicated {
            code: indicator.code,
            title: indicator.title,
            definition: indicator.definition,
            by: own_side(id),
            number: None,
            unit: None,
            of: None,
            missing: None,
            tables: indicator.tables,
        };
        match indicator.counted {
            Counted::Count(id, code) => all.push(Indicated {
                number: find(id).map(|table| sum(table, &[code])),
                ..line(id)
            }),
            Counted::Part(id, codes) => all.push(part(line(id), find(id), codes)),
            Counted::Among(id, codes, among) => all.push(Indicated {
                of: find(id).map(|table| sum(table, among)),
                ..part(line(id), find(id), codes)
            }),
            Counted::Median(id, of) => all.push(Indicated {
                number: find(id).and_then(|table| value(table, "p50")),
                unit: find(id).and_then(Released::unit),
                of: find(of.table()).and_then(|table| at(table, of)),
                missing: find(id).map(Released::missing),
                ..line(id)
            }),
            Counted::Own(ids, codes) => {
                all.extend(ids.iter().map(|id| part(line(id), find(id), codes)));
            }
        }
    }
    all
}

fn part(line: Indicated, table: Option<&Released>, codes: &[&str]) -> Indicated {
    let Some(table) = table else {
        return line;
    };
    let measured = codes.first().and_then(|code| value(table, code));
    Indicated {
        number: Some(measured.unwrap_or_else(|| sum(table, codes))),
        unit: table.unit(),
        of: table.total(),
        missing: Some(table.missing()),
        ..line
    }
}

/// Some rows together: with one of them hidden, all of it is.
fn sum(table: &Released, codes: &[&str]) -> Cell {
    let rows = table.rows().iter().filter(|row| codes.contains(&row.code));
    let numbers: Option<Vec<u64>> = rows.map(|row| row.count.number()).collect();
    numbers.map_or(Cell::Suppressed, |numbers| Cell::Count(numbers.iter().sum()))
}

fn value(table: &Released, code: &str) -> Option<Cell> {
    table.rows().iter().find(|row| row.code == code)?.value
}

fn at(table: &Released, spot: Spot) -> Option<Cell> {
    match spot {
        Spot::Row(_, code) => Some(table.rows().iter().find(|row| row.code == code)?.count),
        Spot::Missing(_) => Some(table.missing()),
        Spot::Total(_) => table.total(),
    }
}
