//! The month as a workbook: a page that says what it is, one sheet for each table with its chart, and the definitions.
//! Text is written as text, so that no cell of it is ever a formula. The same tables give the same bytes.

use rust_xlsxwriter::{
    Chart, ChartType, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError,
};

use super::AuditError;
use super::plan::Of;
use super::sheet_lines::{disproportion, indicators, thresholds};
use super::standing::Standing;
use crate::domain::disclosure_control::{COMPARED, Cell, Compared, RULE, Released};
use crate::domain::month::Unit;
use crate::domain::time::YearMonth;

/// The width of the first column, in characters.
const LABELS: u32 = 48;
/// Charts stand in this column.
const CHART_COLUMN: u16 = 7;

/// The workbook's bytes.
///
/// # Errors
/// [`AuditError::Io`] when it cannot be put together, which memory alone can cause.
pub(super) fn workbook(of: Of<'_>) -> Result<Vec<u8>, AuditError> {
    build(of).map_err(|error| AuditError::Io {
        what: error.to_string(),
    })
}

fn build((month, tables, compared, worked_out, standing): Of<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let title = format!("Monthly audit, {}", month.words());
    // the file bears the month's own date: made again, every byte is the same
    let dated = ExcelDateTime::parse_from_str(&format!("{month}-01"))?;
    book.set_properties(
        &DocProperties::new()
            .set_title(&title)
            .set_author("Tandem")
            .set_creation_datetime(&dated),
    );
    about(book.add_worksheet(), &title, standing)?;
    indicators(book.add_worksheet(), &worked_out.indicators)?;
    if !worked_out.disproportion.is_empty() {
        disproportion(book.add_worksheet(), &worked_out.disproportion)?;
    }
    if let Some(compared) = compared {
        before_and_after(book.add_worksheet(), month, compared)?;
    }
    for table in tables {
        sheet(book.add_worksheet(), month, table)?;
    }
    thresholds(book.add_worksheet())?;
    definitions(book.add_worksheet(), tables)?;
    book.save_to_buffer()
}

fn about(sheet: &mut Worksheet, title: &str, standing: &Standing) -> Result<(), XlsxError> {
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    sheet.set_name("about")?.set_column_width(0, 100)?;
    sheet.write_string_with_format(0, 0, title, &bold)?;
    let lines = [
        "Counts of incidents and sharing decisions of one month. No name and nothing that anybody typed is in it.",
        RULE,
        "Counts say what was recorded on the devices whose entries this log held when the pack was made. A change from one month to the next does not show what caused it.",
    ];
    let first = standing.sentences();
    let lines = first.iter().map(String::as_str).chain(lines);
    for (row, line) in (2..).zip(lines) {
        sheet.write_string_with_format(row, 0, line, &wrapped)?;
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, month: YearMonth, table: &Released) -> Result<(), XlsxError> {
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    sheet.set_name(table.id())?.set_column_width(0, LABELS)?;
    let heading = format!("{}, {}", table.title(), month.words());
    sheet.write_string_with_format(0, 0, heading, &bold)?;
    let definition = table.definition();
    sheet.write_string_with_format(1, 0, format!("Counts: {}", definition.numerator), &wrapped)?;
    sheet.write_string_with_format(2, 0, format!("Of: {}", definition.denominator), &wrapped)?;
    let value = match table.unit() {
        Some(Unit::Seconds) => "Seconds",
        Some(Unit::Minutes) => "Minutes",
        Some(Unit::Hours) => "Hours",
        None => "Per cent",
    };
    for (column, head) in (0..).zip(["", "Count", value, "Code", "95% from", "to"]) {
        if column > 3 && !COMPARED.contains(&table.id()) {
            continue;
        }
        sheet.write_string_with_format(FIRST - 1, column, head, &bold)?;
    }
    let mut row = FIRST;
    for line in table.rows() {
        sheet.write_string(row, 0, line.label)?;
        cell(sheet, (row, 1), Some(line.count))?;
        cell(sheet, (row, 2), line.value.or(line.percent))?;
        sheet.write_string(row, 3, line.code)?;
        if let Some((low, high)) = table.interval(line) {
            cell(sheet, (row, 4), Some(Cell::Count(low)))?;
            cell(sheet, (row, 5), Some(Cell::Count(high)))?;
        }
        row += 1;
    }
    let rest = [("Not recorded", Some(table.missing())), ("Total", table.total())];
    for (label, number) in rest.into_iter().filter(|(_, number)| number.is_some()) {
        sheet.write_string(row, 0, label)?;
        cell(sheet, (row, 1), number)?;
        row += 1;
    }
    sheet.write_string(row + 1, 0, "* hidden: see the first sheet")?;
    if let Some(chart) = chart(table) {
        sheet.insert_chart(FIRST - 1, CHART_COLUMN, &chart)?;
    }
    Ok(())
}

/// The first row of numbers.
const FIRST: u32 = 5;

pub(super) fn cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: Option<Cell>,
) -> Result<(), XlsxError> {
    match cell {
        None => {}
        Some(Cell::Suppressed) => {
            sheet.write_string(row, column, "*")?;
        }
        Some(Cell::Count(count)) => {
            sheet.write_number(row, column, f64::from(u32::try_from(count).unwrap_or(u32::MAX)))?;
        }
    }
    Ok(())
}

/// The chart of a table's rows; none where nothing may be shown.
fn chart(table: &Released) -> Option<Chart> {
    let rows = u32::try_from(table.rows().len()).ok()?;
    let column = if table.unit().is_some() { 2 } else { 1 };
    let shown = |cell: Option<Cell>| cell.and_then(Cell::number).is_some_and(|number| number > 0);
    let any = table
        .rows()
        .iter()
        .any(|row| shown(if column == 2 { row.value } else { Some(row.count) }));
    if !any || rows == 0 {
        return None;
    }
    let last = FIRST + rows - 1;
    let mut chart = Chart::new(ChartType::Bar);
    chart
        .add_series()
        .set_categories((table.id(), FIRST, 0, last, 0))
        .set_values((table.id(), FIRST, column, last, column));
    chart.title().set_name(table.title());
    chart.legend().set_hidden();
    // the first row stands at the top, as in the table
    chart.y_axis().set_reverse();
    chart.set_width(640).set_height(120 + rows * 28);
    chart.set_alt_text(format!("Bar chart of the table on this sheet: {}", table.title()));
    Some(chart)
}

fn before_and_after(sheet: &mut Worksheet, month: YearMonth, compared: &Compared) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name("before-and-after")?.set_column_width(0, LABELS)?;
    let heading = format!(
        "Section 136 used, {} beside {}",
        month.words(),
        compared.baseline.words()
    );
    sheet.write_string_with_format(0, 0, heading, &bold)?;
    for (column, head) in (0..).zip(["Month", "Count", "For 100,000 residents"]) {
        sheet.write_string_with_format(2, column, head, &bold)?;
    }
    let rates = compared.rates;
    let rows = [
        (compared.baseline, compared.before, rates.map(|rates| rates.0)),
        (month, compared.after, rates.map(|rates| rates.1)),
    ];
    for (row, (which, count, rate)) in (3..).zip(rows) {
        sheet.write_string(row, 0, which.words())?;
        cell(sheet, (row, 1), Some(count))?;
        if let Some(tenths) = rate {
            sheet.write_number(
                row,
                2,
                f64::from(u32::try_from(tenths).unwrap_or(u32::MAX)) / 10.0,
            )?;
        }
    }
    if let Some(change) = compared.change {
        let words = format!(
            "Change {:+}%, 95% interval {:+}% to {:+}%",
            change.percent, change.low, change.high
        );
        sheet.write_string(6, 0, words)?;
    }
    sheet.write_string(7, 0, "An association is no proof: other things change as well.")?;
    Ok(())
}

fn definitions(sheet: &mut Worksheet, tables: &[Released]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name("definitions")?;
    for (column, (head, width)) in (0..).zip([("Table", 28), ("Title", 44), ("Counts", 90), ("Of", 70)]) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, head, &bold)?;
    }
    for (row, table) in (1..).zip(tables) {
        let definition = table.definition();
        let cells = [
            table.id(),
            table.title(),
            definition.numerator,
            definition.denominator,
        ];
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}
