//! The sheets of a workbook that are lines, not tables with a chart: the twenty indicators, the ratios of groups, the
//! numbers by which the month was counted.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::sheet::cell;
use super::worked_out::{beside, by, unit};
use crate::domain::disclosure_control::{Disproportion, Indicated, NO_REASON};
use crate::domain::month::measures;

/// A heading's words and its column's width in characters.
type Head = (&'static str, u32);

fn heads(sheet: &mut Worksheet, row: u32, heads: &[Head]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, (head, width)) in (0..).zip(heads) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(row, column, *head, &bold)?;
    }
    Ok(())
}

/// The indicators, a line each.
pub(super) fn indicators(sheet: &mut Worksheet, all: &[Indicated]) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap();
    sheet.set_name("indicators")?;
    heads(
        sheet,
        0,
        &[
            ("No", 6),
            ("Indicator", 44),
            ("How it is counted", 80),
            ("Counted by", 12),
            ("Number", 14),
            ("Unit", 10),
            ("Of", 10),
            ("Not recorded", 14),
            ("Tables", 60),
        ],
    )?;
    for (row, one) in (1..).zip(all) {
        sheet.write_string(row, 0, one.code)?;
        sheet.write_string_with_format(row, 1, one.title, &wrapped)?;
        sheet.write_string_with_format(row, 2, one.definition, &wrapped)?;
        sheet.write_string(row, 3, by(one.by))?;
        if one.number.is_none() {
            sheet.write_string(row, 4, "not counted")?;
        }
        cell(sheet, (row, 4), one.number)?;
        sheet.write_string(row, 5, unit(one.unit))?;
        cell(sheet, (row, 6), one.of)?;
        cell(sheet, (row, 7), one.missing)?;
        sheet.write_string_with_format(row, 8, one.tables.join(", "), &wrapped)?;
    }
    Ok(())
}

/// The ratios, a line each, and what they cannot say.
pub(super) fn disproportion(sheet: &mut Worksheet, all: &[Disproportion]) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap();
    sheet.set_name("disproportion")?;
    heads(
        sheet,
        2,
        &[
            ("Beside", 48),
            ("Group", 30),
            ("Compared with", 16),
            ("Ratio", 10),
            ("95% from", 10),
            ("to", 10),
        ],
    )?;
    sheet.write_string_with_format(0, 0, NO_REASON, &wrapped)?;
    let mut row = 3;
    for one in all {
        for group in &one.groups {
            sheet.write_string(row, 0, beside(one.beside))?;
            sheet.write_string(row, 1, group.group.label)?;
            sheet.write_string(row, 2, one.to.label)?;
            match group.ratio {
                None => {
                    sheet.write_string(row, 3, "*")?;
                }
                Some(ratio) => {
                    for (column, number) in (3..).zip([ratio.hundredths, ratio.low, ratio.high]) {
                        let number = f64::from(u32::try_from(number).unwrap_or(u32::MAX));
                        sheet.write_number(row, column, number / 100.0)?;
                    }
                }
            }
            row += 1;
        }
    }
    Ok(())
}

/// The numbers by which the month was counted, a line each, under the edition of their table.
pub(super) fn thresholds(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap();
    let table = measures();
    sheet.set_name("thresholds")?;
    heads(
        sheet,
        2,
        &[("Name", 34), ("Value", 10), ("Means", 70), ("Source", 60)],
    )?;
    sheet.write_string(0, 0, format!("Edition {}", table.version))?;
    for (row, (name, one)) in (3..).zip(table.named()) {
        sheet.write_string(row, 0, name)?;
        sheet.write_string(row, 1, one.value.to_string())?;
        sheet.write_string_with_format(row, 2, &one.means, &wrapped)?;
        sheet.write_string_with_format(row, 3, &one.source, &wrapped)?;
    }
    Ok(())
}
