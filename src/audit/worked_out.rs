//! What a pack works out from its released tables: the twenty indicators, the intervals of compared groups, and how often
//! one group was detained beside another. All of it comes from cells that are shown.

use serde::Serialize;

use super::AuditError;
use super::plan::lines;
use crate::domain::disclosure_control::{
    Beside, Cell, Disproportion, Indicated, Released, disproportion, hundredths, indicated,
};
use crate::domain::month::Unit;
use crate::domain::role::Side;

/// What is worked out of the tables of one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkedOut {
    /// I1 to I20.
    pub indicators: Vec<Indicated>,
    /// Shares with their intervals.
    pub intervals: Vec<Share>,
    /// Ratios of groups with their intervals.
    pub disproportion: Vec<Disproportion>,
}

/// The 95% interval of one row's share, in whole per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The table.
    pub table: &'static str,
    /// The row.
    pub code: &'static str,
    /// The lower end.
    pub low: u64,
    /// The upper end.
    pub high: u64,
}

impl WorkedOut {
    /// From released tables, and how many people of each group live where the team works.
    pub fn of(tables: &[Released], residents: Option<[u32; 5]>) -> Self {
        let intervals = tables.iter().flat_map(|table| {
            table.rows().iter().filter_map(|row| {
                let (low, high) = table.interval(row)?;
                Some(Share {
                    table: table.id(),
                    code: row.code,
                    low,
                    high,
                })
            })
        });
        Self {
            indicators: indicated(tables),
            intervals: intervals.collect(),
            disproportion: disproportion(tables, residents),
        }
    }
}

/// Who counts an indicator.
pub(super) fn by(side: Option<Side>) -> &'static str {
    match side {
        None => "",
        Some(Side::Police) => "police",
        Some(Side::Health) => "trust",
    }
}

/// The unit of an indicator's number, in words.
pub(super) fn unit(unit: Option<Unit>) -> &'static str {
    match unit {
        None => "",
        Some(Unit::Seconds) => "seconds",
        Some(Unit::Minutes) => "minutes",
        Some(Unit::Hours) => "hours",
    }
}

/// Beside what ratios are, in words.
pub(super) fn beside(beside: Beside) -> &'static str {
    match beside {
        Beside::Residents => "residents",
        Beside::Incidents(Side::Police) => "incidents, police record",
        Beside::Incidents(Side::Health) => "incidents, trust record",
    }
}

/// A line for each indicator; an empty number is one that nobody has counted.
pub(super) fn indicators_csv(all: &[Indicated]) -> Result<Vec<u8>, AuditError> {
    let heading = [
        "indicator",
        "title",
        "counted",
        "by",
        "number",
        "unit",
        "of",
        "missing",
        "tables",
    ];
    let cell = |cell: Option<Cell>| cell.map_or_else(String::new, |cell| cell.to_string());
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(all.iter().map(|one| {
        vec![
            one.code.to_owned(),
            one.title.to_owned(),
            one.definition.to_owned(),
            by(one.by).to_owned(),
            cell(one.number),
            unit(one.unit).to_owned(),
            cell(one.of),
            cell(one.missing),
            one.tables.join(" "),
        ]
    }));
    lines(rows)
}

/// A line for each ratio; `*` where it cannot be worked out from what is shown.
pub(super) fn disproportion_csv(all: &[Disproportion]) -> Result<Vec<u8>, AuditError> {
    let heading = [
        "beside",
        "group",
        "label",
        "compared_with",
        "ratio",
        "low",
        "high",
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    for one in all {
        rows.extend(one.groups.iter().map(|group| {
            let numbers = group
                .ratio
                .map_or_else(Vec::new, |ratio| vec![ratio.hundredths, ratio.low, ratio.high]);
            let mut row = vec![
                beside(one.beside).to_owned(),
                group.group.code.to_owned(),
                group.group.label.to_owned(),
                one.to.label.to_owned(),
            ];
            row.extend(numbers.iter().map(|number| hundredths(*number)));
            row.resize(heading.len(), Cell::Suppressed.to_string());
            row
        }));
    }
    lines(rows)
}
