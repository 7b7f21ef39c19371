//! The month as papers: the report with its charts and tables, and one plain page for the public. Both are made of the
//! tables as they may leave, so that nothing else can be on them.

use super::pdf::pdf;
use super::words::say;
use crate::app::problem::Problem;
use crate::audit::{self, Plan, Standing};
use crate::domain::content::{BaselineSet, MonthReleased};
use crate::domain::disclosure_control::{
    BaselineFrom, COMPARED, Cell, Compared, RULE, Released, ReleasedRow,
};
use crate::domain::month::{Month, Unit, measures, own_side};
use crate::domain::paper::{Bar, Block, Column, Document, Language, Scale, html};
use crate::domain::role::Side;
use crate::domain::time::YearMonth;

/// What stands in a pack beside the month's own tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beside {
    /// What each organisation counted by itself.
    pub own: Vec<Released>,
    /// The baseline, and what the last pack of its month showed as uses of section 136: `None` without a pack.
    pub baseline: Option<(BaselineSet, Option<Option<u64>>)>,
}

/// Everything that a pack holds but its manifest.
///
/// # Errors
/// When a file cannot be put together, which memory alone can cause.
pub fn pack(
    month: &Month,
    earlier: &[&MonthReleased],
    beside: &Beside,
    standing: Standing,
) -> Result<Plan, Problem> {
    let baseline = beside.baseline.as_ref().map(|(set, packed)| (set, *packed));
    let mut plan = audit::plan(month, earlier, &beside.own, baseline, standing)?;
    let set = beside.baseline.as_ref().map(|(set, _)| set);
    let report = pdf(&report(month.month, &plan, standing, set))?;
    let summary = html(&summary(month.month, plan.tables(), standing));
    plan.add("report.pdf", report);
    plan.add("summary.html", summary.into_bytes());
    Ok(plan)
}

pub(super) fn words(key: &str, gaps: &[(&str, &str)]) -> String {
    say(Language::English, key, gaps)
}

fn document(month: YearMonth, title: String, blocks: Vec<Block>) -> Document {
    Document {
        footer: title.clone(),
        title,
        language: Language::English,
        scale: Scale::Usual,
        dated: month.end(),
        blocks,
    }
}

/// The report: what the log's state is, the month in sentences, how to read it, then each table with its chart.
fn report(month: YearMonth, plan: &Plan, standing: Standing, set: Option<&BaselineSet>) -> Document {
    let tables = plan.tables();
    let mut blocks = notices(standing, tables);
    blocks.push(Block::Heading(1, say(Language::English, "month-in-words", &[])));
    blocks.push(Block::List(sentences(tables)));
    blocks.push(Block::Heading(
        1,
        say(Language::English, "month-how-to-read", &[]),
    ));
    blocks.push(Block::Paragraph(RULE.to_owned()));
    let edition = [("edition", measures().version.as_str())];
    blocks.push(Block::Paragraph(words("month-thresholds", &edition)));
    for key in ["month-what-was-recorded", "month-not-proof", own_words(tables)] {
        blocks.push(Block::Paragraph(words(key, &[])));
    }
    blocks.extend(
        plan.compared()
            .into_iter()
            .flat_map(|compared| before_and_after(month, compared)),
    );
    blocks.extend(set.and_then(|set| officer_hours(tables, set)));
    blocks.extend(super::month_lines::worked_out(plan.worked_out()));
    blocks.extend(approval());
    for table in tables {
        blocks.extend(table_blocks(month, table));
    }
    let title = say(Language::English, "month-report", &[("month", &month.words())]);
    document(month, title, blocks)
}

/// Where one person of each organisation signs before the month is used outside the partnership.
fn approval() -> [Block; 4] {
    let column = |key: &str, share| Column {
        head: words(key, &[]),
        share,
    };
    let row = |key: &str| vec![words(key, &[]), String::new(), String::new()];
    [
        Block::Together,
        Block::Heading(1, words("month-approval", &[])),
        Block::Paragraph(words("month-approval-how", &[])),
        Block::Table(
            vec![
                column("month-approval-whose", 3),
                column("month-approval-who", 5),
                column("month-approval-when", 2),
            ],
            ["month-approval-police", "month-approval-trust"].map(row).into(),
        ),
    ]
}

/// Officer hours by our own clocks beside the stated median of the time before, with what the two numbers are made of.
fn officer_hours(tables: &[Released], set: &BaselineSet) -> Option<Block> {
    let minutes = set.officer_minutes?.to_string();
    let table = tables.iter().find(|table| table.id() == "own-police-hours")?;
    let hours = |code: &str| table.rows().iter().find(|row| row.code == code)?.value?.number();
    let (ours, before) = (hours("on-scene")?, hours("at-baseline")?);
    let gaps = [
        ("minutes", minutes.as_str()),
        ("month", &set.month.words()),
        ("ours", &ours.to_string()),
        ("before", &before.to_string()),
        ("less", &ours.abs_diff(before).to_string()),
    ];
    let key = if ours > before {
        "month-hours-more"
    } else {
        "month-hours-less"
    };
    Some(Block::Paragraph(words(key, &gaps)))
}

/// Whose own counts stand in the report.
fn own_words(tables: &[Released]) -> &'static str {
    let has = |side| tables.iter().any(|table| own_side(table.id()) == Some(side));
    match (has(Side::Police), has(Side::Health)) {
        (false, false) => "month-own-counts",
        (true, false) => "month-own-police",
        (false, true) => "month-own-health",
        (true, true) => "month-own-both",
    }
}

/// The month beside its baseline, as the published studies compared.
fn before_and_after(month: YearMonth, compared: &Compared) -> Vec<Block> {
    let from = match compared.from {
        BaselineFrom::EarlierRecords => "month-baseline-records",
        BaselineFrom::ThatMonthsPack => "month-baseline-pack",
        BaselineFrom::NoPackYet => "month-baseline-no-pack",
    };
    let (before, after) = (compared.baseline.words(), month.words());
    let head = [("month", after.as_str()), ("baseline", before.as_str())];
    let mut blocks = vec![
        Block::Together,
        Block::Heading(1, words("month-against", &head)),
        Block::Paragraph(words(from, &head)),
    ];
    let column = |head: String, share| Column { head, share };
    let rate = |tenths: Option<u64>| tenths.map_or_else(String::new, tenths_words);
    blocks.push(Block::Table(
        vec![
            column(words("month-head-what", &[]), 6),
            column(words("month-head-count", &[]), 2),
            column(words("month-head-rate", &[]), 2),
        ],
        vec![
            vec![
                before,
                compared.before.to_string(),
                rate(compared.rates.map(|rates| rates.0)),
            ],
            vec![
                after,
                compared.after.to_string(),
                rate(compared.rates.map(|rates| rates.1)),
            ],
        ],
    ));
    let said = match compared.change {
        Some(change) => words(
            "month-change",
            &[
                ("percent", &signed(change.percent)),
                ("low", &signed(change.low)),
                ("high", &signed(change.high)),
            ],
        ),
        None => words("month-no-change", &[]),
    };
    blocks.push(Block::Paragraph(said));
    if let Some((residents, year)) = compared.residents {
        let year = year.map_or_else(|| words("month-year-not-said", &[]), |year| year.to_string());
        let gaps = [("residents", residents.to_string()), ("year", year)];
        let gaps = [("residents", gaps[0].1.as_str()), ("year", gaps[1].1.as_str())];
        blocks.push(Block::Paragraph(words("month-residents", &gaps)));
    }
    blocks.push(Block::Paragraph(words("month-not-proof", &[])));
    blocks
}

fn tenths_words(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn signed(percent: i64) -> String {
    format!("{percent:+}%")
}

/// The page for the public: the same sentences, with what was hidden and why, and no table.
fn summary(month: YearMonth, tables: &[Released], standing: Standing) -> Document {
    let mut blocks = notices(standing, tables);
    blocks.push(Block::Paragraph(words("month-public-what", &[])));
    blocks.push(Block::List(sentences(tables)));
    for (head, body) in [
        ("month-public-hidden", "month-public-hidden-why"),
        ("month-public-proof", "month-not-proof"),
        ("month-public-rights", "month-public-rights-how"),
    ] {
        blocks.push(Block::Heading(1, words(head, &[])));
        blocks.push(Block::Paragraph(words(body, &[])));
    }
    let title = say(Language::English, "month-public", &[("month", &month.words())]);
    document(month, title, blocks)
}

fn notices(standing: Standing, tables: &[Released]) -> Vec<Block> {
    let mut blocks: Vec<Block> = standing.sentences().into_iter().map(Block::Notice).collect();
    let none = |table: &Released| table.rows().iter().all(|row| row.count == Cell::Count(0));
    if tables
        .iter()
        .any(|table| table.id() == "incidents" && none(table))
    {
        blocks.push(Block::Notice(words("month-no-data", &[])));
    }
    blocks
}

/// What the month was, one sentence for each number that is asked for first.
fn sentences(tables: &[Released]) -> Vec<String> {
    let keys = [
        ("month-opened", "incidents", "opened"),
        ("month-s136-used", "s136", "used"),
        ("month-s136-not-used", "s136", "not-used"),
        ("month-shared", "decisions", "shared"),
        ("month-not-shared", "decisions", "not-shared"),
        ("month-danger", "decisions", "danger"),
        ("month-asked", "asked", "asked"),
    ];
    keys.iter()
        .filter_map(|(key, table, code)| {
            let table = tables.iter().find(|found| found.id() == *table)?;
            let row = table.rows().iter().find(|row| row.code == *code)?;
            Some(words(key, &[("count", &in_words(row.count))]))
        })
        .collect()
}

fn in_words(cell: Cell) -> String {
    match cell {
        Cell::Count(0) => words("month-none", &[]),
        Cell::Count(count) => words("month-about", &[("count", &count.to_string())]),
        Cell::Suppressed => words("month-few", &[]),
    }
}

fn table_blocks(month: YearMonth, table: &Released) -> Vec<Block> {
    let definition = table.definition();
    let gaps = [("counts", definition.numerator), ("of", definition.denominator)];
    let mut blocks = vec![
        Block::Together,
        Block::Heading(1, format!("{}, {}", table.title(), month.words())),
        Block::Paragraph(say(Language::English, "month-definition", &gaps)),
    ];
    blocks.extend(chart(table));
    blocks.push(figures(table));
    blocks
}

/// The bars of a table; none where nothing may be shown.
fn chart(table: &Released) -> Option<Block> {
    let bars: Vec<Bar> = table
        .rows()
        .iter()
        .map(|row| Bar {
            label: row.label.to_owned(),
            count: drawn(row).number(),
            shown: measured(table, drawn(row)),
        })
        .collect();
    bars.iter().find(|bar| bar.count.is_some_and(|count| count > 0))?;
    let parts: Vec<String> = bars
        .iter()
        .map(|bar| format!("{}: {}", bar.label, bar.shown))
        .collect();
    let gaps = [("title", table.title()), ("parts", &parts.join(". "))];
    Some(Block::Chart(say(Language::English, "month-chart", &gaps), bars))
}

fn drawn(row: &ReleasedRow) -> Cell {
    row.value.unwrap_or(row.count)
}

fn measured(table: &Released, cell: Cell) -> String {
    match (table.unit(), cell) {
        (_, Cell::Suppressed) => "*".to_owned(),
        (Some(Unit::Seconds), Cell::Count(count)) => format!("{count} s"),
        (Some(Unit::Minutes), Cell::Count(count)) => format!("{count} min"),
        (Some(Unit::Hours), Cell::Count(count)) => format!("{count} h"),
        (None, Cell::Count(count)) => count.to_string(),
    }
}

fn figures(table: &Released) -> Block {
    let second = match table.unit() {
        Some(Unit::Seconds) => "month-head-seconds",
        Some(Unit::Minutes) => "month-head-minutes",
        Some(Unit::Hours) => "month-head-hours",
        None => "month-head-percent",
    };
    let column = |head: String, share| Column { head, share };
    let compared = COMPARED.contains(&table.id());
    let mut columns = vec![
        column(words("month-head-what", &[]), 6),
        column(words("month-head-count", &[]), 2),
        column(words(second, &[]), 2),
    ];
    if compared {
        columns.push(column(words("month-head-interval", &[]), 2));
    }
    let mut rows: Vec<Vec<String>> = table
        .rows()
        .iter()
        .map(|row| {
            let second = row.value.or(row.percent);
            let second = second.map_or_else(String::new, |cell| cell.to_string());
            let ends = table
                .interval(row)
                .map(|ends| [ends.0, ends.1].map(|end| end.to_string()));
            let ends = ends.map_or_else(String::new, |[low, high]| {
                words("month-from-to", &[("low", &low), ("high", &high)])
            });
            vec![row.label.to_owned(), row.count.to_string(), second, ends]
        })
        .collect();
    let rest = [
        ("month-missing", Some(table.missing())),
        ("month-total", table.total()),
    ];
    rows.extend(
        rest.into_iter()
            .filter_map(|(key, cell)| Some(vec![words(key, &[]), cell?.to_string()])),
    );
    for row in &mut rows {
        row.resize(columns.len(), String::new());
    }
    Block::Table(columns, rows)
}
