//! A table of the month as bars, with the same as a table beside the month before, and intervals where groups are compared.

use egui::Ui;

use super::Line;
use crate::domain::disclosure_control::{COMPARED, interval};
use crate::domain::month::{Shape, Table};
use crate::ui::screen::Cx;
use crate::ui::widgets::{Bar, BarChart, support};
use crate::ui::words::{t, ta};

/// The bars, or the table; the person switches between the two.
pub(super) fn table_ui(cx: &Cx<'_>, ui: &mut Ui, table: &Table, lines: &[Line]) {
    let numbers = table.rows.iter().map(|row| row.value.unwrap_or(row.count));
    let rest = [table.missing, table.total()];
    let measured = matches!(table.shape, Shape::Measure { .. });
    // the total and what is missing are no bars among the parts: they stand in the title and the table
    let bars: Vec<Bar> = lines
        .iter()
        .zip(numbers.chain(rest))
        .take(table.rows.len())
        .map(|(line, count)| Bar {
            label: line.label.clone(),
            count: if measured && line.is_none() { 0 } else { count },
            shown: line.now.clone(),
        })
        .collect();
    let parts: Vec<String> = bars
        .iter()
        .map(|bar| format!("{} {}", bar.label, bar.shown))
        .collect();
    let heading = if measured {
        ta(
            "chart-measure",
            &[("title", table.title.into()), ("missing", table.missing.into())],
        )
    } else {
        let gaps = [
            ("title", table.title.into()),
            ("total", table.total().into()),
            ("missing", table.missing.into()),
        ];
        ta("chart-counts", &gaps)
    };
    let before: Vec<String> = lines.iter().map(|line| line.before.clone()).collect();
    let (what, now, then) = (t("month-what"), t("month-this"), t("month-before"));
    BarChart::new(
        cx.field_id("month-table").with(table.id),
        &heading,
        &parts.join(". "),
        (&what, &now),
        &bars,
    )
    .beside(&then, &before)
    .show(ui);
    if COMPARED.contains(&table.id) {
        support(ui, &intervals(table));
    }
}

fn intervals(table: &Table) -> String {
    let parts: Vec<String> = table
        .rows
        .iter()
        .filter_map(|row| {
            let (low, high) = interval(row.count, table.total())?;
            let gaps = [
                ("group", row.label.into()),
                ("low", low.into()),
                ("high", high.into()),
            ];
            Some(ta("chart-interval", &gaps))
        })
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    ta("chart-intervals", &[("parts", parts.join("; ").into())])
}
