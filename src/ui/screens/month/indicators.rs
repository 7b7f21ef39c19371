//! The twenty indicators of published evaluations: what a month says of each, how it is counted, how much is missing.

use egui::Ui;

use crate::domain::disclosure_control::{Cell as Shown, Released};
use crate::domain::month::{Figure, Indicator, Month, indicators};
use crate::ui::screen::Cx;
use crate::ui::widgets::{Cell, Column, RowView, Table, Width, heading, support};
use crate::ui::words::{t, ta};

/// The table.
pub(super) fn indicators_ui(cx: &Cx<'_>, ui: &mut Ui, month: &Month, released: &[Released]) {
    let title = t("indicators-title");
    heading(ui, &title);
    support(ui, &t("indicators-hint"));
    let heads = [
        "indicators-number",
        "month-what",
        "indicators-counted",
        "month-this",
        "indicators-missing",
    ]
    .map(t);
    let [number, what, counted, this, missing] = &heads;
    let columns = [
        Column::new(number, Width::Exact(56.0)),
        Column::new(what, Width::Share(1.2)),
        Column::new(counted, Width::Share(1.5)),
        Column::new(this, Width::Exact(150.0)).right(),
        Column::new(missing, Width::Exact(120.0)).right(),
    ];
    let all = indicators(month);
    Table::new(cx.field_id("month-indicators"), &title, &columns, all.len())
        .fit()
        .show(ui, |at| {
            let Some(indicator) = all.get(at) else {
                return RowView::default();
            };
            let (figure, missing) = (
                figure(indicator.figure, released),
                missing_words(indicator, released),
            );
            RowView {
                name: format!("{}, {}: {figure}, {missing}", indicator.code, indicator.title),
                cells: vec![
                    Cell::Text(indicator.code.to_owned()),
                    Cell::Strong(indicator.title.to_owned()),
                    Cell::Text(indicator.definition.to_owned()),
                    Cell::Figure(figure),
                    Cell::Figure(missing),
                ],
            }
        });
}

fn figure(figure: Figure, released: &[Released]) -> String {
    match figure {
        Figure::Own { table, codes } => {
            let found = released.iter().find(|found| found.id() == table);
            found.map_or_else(|| t("indicators-not-added"), |table| own(table, codes))
        }
        Figure::Count(count) => count.to_string(),
        Figure::Part { count, of } => ta("indicators-part", &[("count", count.into()), ("of", of.into())]),
        Figure::MedianMinutes(Some(minutes)) => ta("month-minutes", &[("count", minutes.into())]),
        Figure::MedianMinutes(None) => t("month-no-case"),
        Figure::NotHere(_) => t("indicators-not-here"),
    }
}

/// A part of hidden and rounded counts: with one hidden, all of it is.
fn own(table: &Released, codes: &[&str]) -> String {
    let rows = table.rows().iter().filter(|row| codes.contains(&row.code));
    let numbers: Option<Vec<u64>> = rows.map(|row| row.value.unwrap_or(row.count).number()).collect();
    let sum = numbers.map(|numbers| numbers.iter().sum::<u64>());
    match (sum, table.unit(), table.total().and_then(Shown::number)) {
        (None, ..) => t("own-hidden"),
        (Some(sum), Some(_), _) => ta("month-hours-of", &[("count", sum.into())]),
        (Some(sum), None, Some(of)) => ta("indicators-part", &[("count", sum.into()), ("of", of.into())]),
        (Some(sum), None, None) => sum.to_string(),
    }
}

fn missing_words(indicator: &Indicator, released: &[Released]) -> String {
    if let Figure::Own { table, .. } = indicator.figure {
        let found = released.iter().find(|found| found.id() == table);
        return found.map_or_else(String::new, |table| {
            table
                .missing()
                .number()
                .map_or_else(|| t("own-hidden"), |n| n.to_string())
        });
    }
    match indicator.missing {
        Some((missing, of)) => ta("indicators-part", &[("count", missing.into()), ("of", of.into())]),
        None => String::new(),
    }
}
