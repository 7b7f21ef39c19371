//! The parts of the month's report that are worked out of its tables: the twenty indicators and the ratios of groups.

use super::month::words;
use crate::audit::WorkedOut;
use crate::domain::disclosure_control::{
    Beside, Cell, Disproportion, Indicated, NO_REASON, Ratio, hundredths,
};
use crate::domain::month::Unit;
use crate::domain::paper::{Block, Column};
use crate::domain::role::Side;

/// Both parts.
pub(super) fn worked_out(all: &WorkedOut) -> Vec<Block> {
    let mut blocks = indicators(&all.indicators);
    blocks.extend(disproportion(&all.disproportion));
    blocks
}

fn column(key: &str, share: u8) -> Column {
    Column {
        head: words(key, &[]),
        share,
    }
}

fn indicators(all: &[Indicated]) -> Vec<Block> {
    let columns = vec![
        column("month-head-number", 1),
        column("month-head-indicator", 7),
        column("month-head-figure", 3),
        column("month-missing", 2),
    ];
    let mut last = "";
    let rows = all.iter().map(|one| {
        // what two organisations count is said once
        let again = std::mem::replace(&mut last, one.code) == one.code;
        vec![
            one.code.to_owned(),
            if again {
                one.title.to_owned()
            } else {
                format!("{}. {}", one.title, one.definition)
            },
            figure(one),
            one.missing.map_or_else(String::new, |cell| cell.to_string()),
        ]
    });
    vec![
        Block::NewPage,
        Block::Heading(1, words("month-indicators", &[])),
        Block::Paragraph(words("month-indicators-how", &[])),
        Block::Table(columns, rows.collect()),
    ]
}

/// The number with its unit and of what it is a part, and who counts it.
fn figure(one: &Indicated) -> String {
    let number = match (one.number, one.unit) {
        (None, _) => words("month-not-counted", &[]),
        (Some(number), Some(Unit::Hours)) => format!("{number} h"),
        (Some(number), Some(Unit::Minutes)) => format!("{number} min"),
        (Some(number), Some(Unit::Seconds)) => format!("{number} s"),
        (Some(number), None) => match one.of.filter(|_| number != Cell::Suppressed) {
            Some(of) => words(
                "month-part",
                &[("count", &number.to_string()), ("of", &of.to_string())],
            ),
            None => number.to_string(),
        },
    };
    match one.by {
        None => number,
        Some(Side::Police) => words("month-by-police", &[("figure", &number)]),
        Some(Side::Health) => words("month-by-health", &[("figure", &number)]),
    }
}

fn disproportion(all: &[Disproportion]) -> Vec<Block> {
    if all.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![
        Block::Heading(1, words("month-disproportion", &[])),
        Block::Paragraph(NO_REASON.to_owned()),
    ];
    if !all.iter().any(Disproportion::says_something) {
        blocks.push(Block::Paragraph(words("month-no-ratio", &[])));
    }
    for one in all.iter().filter(|one| one.says_something()) {
        let key = match one.beside {
            Beside::Residents => "month-beside-residents",
            Beside::Incidents(Side::Police) => "month-beside-police",
            Beside::Incidents(Side::Health) => "month-beside-health",
        };
        let columns = vec![
            column("month-head-group", 5),
            column("month-head-ratio", 2),
            column("month-head-interval", 3),
        ];
        let rows = one.groups.iter().map(|group| {
            let (ratio, ends) = group
                .ratio
                .map_or_else(|| (Cell::Suppressed.to_string(), String::new()), shown);
            vec![group.group.label.to_owned(), ratio, ends]
        });
        blocks.extend([
            Block::Together,
            Block::Paragraph(words(key, &[("to", one.to.label)])),
            Block::Table(columns, rows.collect()),
        ]);
    }
    blocks
}

fn shown(ratio: Ratio) -> (String, String) {
    let [number, low, high] = [ratio.hundredths, ratio.low, ratio.high].map(hundredths);
    (number, words("month-from-to", &[("low", &low), ("high", &high)]))
}
