//! The twenty indicators of published evaluations: what a month says of each, how it is counted, how much is missing.

use egui::Ui;

use crate::app::api::MonthPage;
use crate::domain::disclosure_control::{Cell as Shown, Indicated};
use crate::domain::month::{Counted, Figure, INDICATORS, Indicator, Month};
use crate::domain::role::Side;
use crate::ui::screen::Cx;
use crate::ui::widgets::{Cell, Column, RowView, Table, Width, heading, support};
use crate::ui::words::{t, ta};

/// The table.
pub(super) fn indicators_ui(cx: &Cx<'_>, ui: &mut Ui, page: &MonthPage) {
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
    Table::new(
        cx.field_id("month-indicators"),
        &title,
        &columns,
        INDICATORS.len(),
    )
    .fit()
    .show(ui, |at| {
        let Some(indicator) = INDICATORS.get(at) else {
            return RowView::default();
        };
        let (figure, missing) = match indicator.counted {
            Counted::Own(..) => own(indicator, &page.plan.worked_out().indicators),
            Counted::Count(..) | Counted::Part(..) | Counted::Among(..) | Counted::Median(..) => (
                exact(indicator, &page.month),
                exact_missing(indicator, &page.month),
            ),
        };
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

/// What is shown of an indicator that organisations count by themselves: hidden and rounded, each by its own.
fn own(indicator: &Indicator, all: &[Indicated]) -> (String, String) {
    let mine: Vec<&Indicated> = all.iter().filter(|one| one.code == indicator.code).collect();
    let two = mine.len() > 1;
    let each = |say: fn(&Indicated) -> String| {
        let parts: Vec<String> = mine
            .iter()
            .filter(|one| !two || one.number.is_some())
            .map(|one| match one.by.filter(|_| two) {
                None => say(one),
                Some(Side::Police) => ta("indicators-police", &[("figure", say(one).into())]),
                Some(Side::Health) => ta("indicators-health", &[("figure", say(one).into())]),
            })
            .collect();
        parts.join("; ")
    };
    let figure = each(own_figure);
    let figure = if figure.is_empty() {
        t("indicators-not-added")
    } else {
        figure
    };
    (figure, each(own_missing))
}

fn own_figure(one: &Indicated) -> String {
    let Some(number) = one.number else {
        return t("indicators-not-added");
    };
    let Some(count) = number.number() else {
        return t("own-hidden");
    };
    match (one.unit, one.of.and_then(Shown::number)) {
        (Some(_), _) => ta("month-hours-of", &[("count", count.into())]),
        (None, Some(of)) => ta("indicators-part", &[("count", count.into()), ("of", of.into())]),
        (None, None) => count.to_string(),
    }
}

fn own_missing(one: &Indicated) -> String {
    let Some(missing) = one.missing else {
        return String::new();
    };
    missing
        .number()
        .map_or_else(|| t("own-hidden"), |count| count.to_string())
}

fn exact(indicator: &Indicator, month: &Month) -> String {
    match indicator.figure(month) {
        Figure::Count(count) => count.to_string(),
        Figure::Part { count, of } => ta("indicators-part", &[("count", count.into()), ("of", of.into())]),
        Figure::MedianMinutes(Some(minutes)) => ta("month-minutes", &[("count", minutes.into())]),
        Figure::MedianMinutes(None) => t("month-no-case"),
        Figure::NotOfATeam | Figure::Own => t("indicators-not-of-a-team"),
    }
}

fn exact_missing(indicator: &Indicator, month: &Month) -> String {
    let Some((missing, of)) = indicator.missing(month).filter(|(_, of)| *of > 0) else {
        return String::new();
    };
    let percent = (missing * 100).checked_div(of).unwrap_or_default();
    let gaps = [
        ("count", missing.into()),
        ("of", of.into()),
        ("percent", percent.into()),
    ];
    ta("indicators-share", &gaps)
}
