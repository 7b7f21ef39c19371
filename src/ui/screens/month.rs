//! A supervisor's month: what was done, as counts; nobody is named. Exact figures, for use inside the partnership.

mod against;
mod baseline;
mod charts;
mod disproportion;
mod indicators;
mod scope;
mod stated;

pub(crate) use baseline::Baseline;

use egui::Ui;

use crate::app::api::{MonthPage, Phase, Request, TrendMonth};
use crate::domain::month::{Month as Counts, Shape, Table as CountTable, Unit};
use crate::domain::role::Role;
use crate::domain::time::{Moment, YearMonth};
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::parts::watch_ui;
use crate::ui::parts::{partnership_row, partnership_words};
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Bar, BarChart, Button, ButtonKind, Card, Cell, Column, Edge, Page, RowView, Table, Tag, Trend, Width,
    body, button, focus_title, gap, heading, pair, status_line, support, tag, title,
};
use crate::ui::words::{t, ta};

/// The page; it holds nothing of its own.
#[derive(Debug, Default)]
pub(crate) struct Month;

impl Screen for Month {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            focus_title(ui.ctx());
        }
        let shown = cx.state.month.clone();
        let page = Page::new(cx.field_id("month")).wide();
        page.body(ui, |ui| {
            if !partnership_words(cx).0 {
                partnership_row(cx, ui);
            }
            if let Some(month) = &shown {
                month_ui(cx, ui, month);
            } else {
                title(ui, &t("month-title-none"));
                body(ui, &t("month-none"));
            }
        });
        page.footer(ui, |ui| footer_ui(cx, ui, shown.as_deref()));
    }
}

fn footer_ui(cx: &mut Cx<'_>, ui: &mut Ui, shown: Option<&MonthPage>) {
    let at = shown.map(|page| page.month.month);
    if at.is_some()
        && cx.state.phase == Phase::Office(Role::Supervisor)
        && Button::new(ButtonKind::Primary, &t("month-export"))
            .show(ui)
            .clicked()
    {
        cx.push(Action::Go(Route::Export));
    }
    if at.is_some() && button(ui, ButtonKind::Plain, &t("checks-open"), None).clicked() {
        cx.push(Action::Go(Route::Checks));
    }
    if at.is_some() && button(ui, ButtonKind::Plain, &t("baseline-open"), None).clicked() {
        cx.push(Action::Go(Route::Baseline));
    }
    if button(ui, ButtonKind::Plain, &t("rules-open"), None).clicked() {
        cx.push(Action::Do(Command::Rules));
    }
    // with a page, its months stand above it
    let this = cx.now.month();
    let last = this.filter(|_| at.is_none()).map(YearMonth::previous);
    for to in last.iter().flat_map(|last| [last.previous(), last.next()]) {
        let name = ta("month-earlier", &[("month", to.words().into())]);
        if this.is_some_and(|this| to <= this)
            && button(ui, ButtonKind::Plain, &name, None).clicked()
            && !cx.busy
        {
            cx.push(Action::Ask(Request::ShowMonth(to)));
        }
    }
    if cx.busy {
        status_line(ui, &t("working"));
    }
}

fn month_ui(cx: &mut Cx<'_>, ui: &mut Ui, page: &MonthPage) {
    let month = &page.month;
    title(
        ui,
        &ta(
            "month-title",
            &[
                ("month", month.month.words().into()),
                ("count", month.opened().into()),
            ],
        ),
    );
    ui.horizontal_wrapped(|ui| {
        tag(ui, Tag::Plain, &t("month-not-for-release"));
        support(ui, &t("month-no-names"));
    });
    if is_empty(month) {
        body(ui, &t("month-empty"));
    }
    scope::scope_ui(cx, ui, page);
    if let Some((_, side, _)) = &cx.state.office {
        watch_ui(cx, ui, *side);
    }
    gap(ui, Space::Sm);
    pair(
        ui,
        cx.field_id("month-top"),
        &mut (),
        |ui, (), height| {
            Card::new(Edge::None)
                .min_height(height)
                .show(ui, |ui| numbers_ui(cx, ui, page));
        },
        |ui, (), height| {
            Card::new(Edge::None)
                .min_height(height)
                .show(ui, |ui| chart_ui(cx, ui, page));
        },
    );
    gap(ui, Space::Md);
    trend_ui(cx, ui, page);
    gap(ui, Space::Md);
    against::against_ui(ui, page);
    gap(ui, Space::Md);
    indicators::indicators_ui(cx, ui, page);
    gap(ui, Space::Md);
    disproportion::disproportion_ui(cx, ui, page);
    gap(ui, Space::Md);
    against::own_ui(cx, ui, page);
    gap(ui, Space::Md);
    heading(ui, &t("month-tables"));
    support(
        ui,
        &ta(
            "month-tables-hint",
            &[("before", page.before.month.words().into())],
        ),
    );
    for (at, two) in month.tables.chunks(2).enumerate() {
        gap(ui, Space::Sm);
        let (left, right) = (two.first(), two.get(1));
        pair(
            ui,
            cx.field_id("month-tables").with(at),
            &mut (),
            |ui, (), height| table_card(cx, ui, left, &page.before, height),
            |ui, (), height| table_card(cx, ui, right, &page.before, height),
        );
    }
}

/// Whether no incident began in it: it may not have been kept here.
fn is_empty(month: &Counts) -> bool {
    let incidents = month.table("incidents");
    incidents.is_some_and(|table| table.rows.iter().all(|row| row.count == 0))
}

/// The twelve months that end with this one. What changed is no proof of why.
fn trend_ui(cx: &Cx<'_>, ui: &mut Ui, page: &MonthPage) {
    let trend: &[TrendMonth] = &page.trend;
    let (Some(first), Some(last)) = (trend.first(), trend.last()) else {
        return;
    };
    let span = [
        ("from", first.month.words().into()),
        ("to", last.month.words().into()),
    ];
    let heads = [t("month-s136-used"), t("month-shared"), t("month-trend-baseline")];
    let step = t("month-trend-month");
    let steps: Vec<String> = trend.iter().map(|month| month.month.words()).collect();
    let mut series = vec![
        (
            heads[0].as_str(),
            trend.iter().map(|month| month.s136_used).collect(),
        ),
        (
            heads[1].as_str(),
            trend.iter().map(|month| month.shared).collect(),
        ),
    ];
    if let Some(against) = &page.against {
        series.push((heads[2].as_str(), trend.iter().map(|_| against.before).collect()));
    }
    Trend {
        id: cx.field_id("month-trend"),
        title: &ta("month-trend", &span),
        step: &step,
        steps: &steps,
        series: &series,
    }
    .show(ui);
    support(ui, &t("month-trend-proof"));
}

/// The few numbers that are asked for first, each beside that of the month before.
fn numbers_ui(cx: &Cx<'_>, ui: &mut Ui, page: &MonthPage) {
    heading(ui, &t("month-at-a-glance"));
    let of = |counts: &Counts, table: &str, code: &str| {
        let count = counts.table(table).map_or(0, |table| table.count(code));
        count.to_string()
    };
    let keys = [
        ("month-opened", "incidents", "opened"),
        ("month-s136-used", "s136", "used"),
        ("month-s136-not-used", "s136", "not-used"),
        ("month-shared", "decisions", "shared"),
        ("month-not-shared", "decisions", "not-shared"),
        ("month-danger", "decisions", "danger"),
    ];
    let lines = keys.map(|(key, table, code)| Line {
        label: t(key),
        now: of(&page.month, table, code),
        before: of(&page.before, table, code),
    });
    let id = cx.field_id("month-glance");
    figures_ui(ui, id, &t("month-at-a-glance"), &lines);
    gap(ui, Space::Xs);
    unfinished_ui(cx, ui, &page.month);
}

/// Danger shares whose reason is open, by their age: the incident itself is for the crew.
fn unfinished_ui(cx: &Cx<'_>, ui: &mut Ui, month: &Counts) {
    let Some(first) = month.unfinished.first() else {
        support(ui, &t("month-all-finished"));
        return;
    };
    ui.horizontal_wrapped(|ui| {
        let count = month.unfinished.len();
        tag(ui, Tag::Soon, &ta("month-unfinished", &[("count", count.into())]));
        support(ui, &ta("month-oldest", &[("age", age(first.at, cx.now).into())]));
    });
}

fn age(at: Moment, now: Moment) -> String {
    let hours = now.minutes_since(at) / 60;
    if hours < 48 {
        ta("month-hours", &[("count", hours.into())])
    } else {
        ta("month-days", &[("count", (hours / 24).into())])
    }
}

/// Why nurses shared: the bars, in words, and as a table.
fn chart_ui(cx: &Cx<'_>, ui: &mut Ui, page: &MonthPage) {
    let Some(table) = page.month.table("sharing-health-to-police") else {
        return;
    };
    let bars: Vec<Bar> = table
        .rows
        .iter()
        .map(|row| Bar {
            label: row.label.to_owned(),
            count: row.count,
            shown: row.count.to_string(),
        })
        .collect();
    let args = [
        ("title", table.title.into()),
        ("month", page.month.month.words().into()),
        ("count", table.total().into()),
    ];
    let parts: Vec<String> = bars
        .iter()
        .map(|bar| format!("{} {}", bar.label, bar.shown))
        .collect();
    let (ground, shares) = (t("month-ground"), t("month-shares"));
    BarChart::new(
        cx.field_id("month-chart"),
        &ta("month-chart", &args),
        &parts.join(". "),
        (&ground, &shares),
        &bars,
    )
    .show(ui);
}

fn table_card(cx: &Cx<'_>, ui: &mut Ui, table: Option<&CountTable>, before: &Counts, height: f32) {
    let Some(table) = table else {
        return;
    };
    Card::new(Edge::None)
        .name(table.title)
        .min_height(height)
        .show(ui, |ui| {
            let lines = lines(table, before.table(table.id));
            charts::table_ui(cx, ui, table, &lines);
            support(
                ui,
                &ta("month-counts", &[("what", table.definition.numerator.into())]),
            );
            support(
                ui,
                &ta("month-of", &[("what", table.definition.denominator.into())]),
            );
        });
}

/// One line of a table: what, this month, the month before.
struct Line {
    label: String,
    now: String,
    before: String,
}

impl Line {
    /// Whether no case stands behind it.
    fn is_none(&self) -> bool {
        self.now == t("month-no-case")
    }
}

fn lines(table: &CountTable, before: Option<&CountTable>) -> Vec<Line> {
    let mut lines: Vec<Line> = table
        .rows
        .iter()
        .map(|row| Line {
            label: row.label.to_owned(),
            now: figure(table.shape, row.count, row.value),
            before: before.map_or_else(String::new, |before| {
                figure(before.shape, before.count(row.code), before.value(row.code))
            }),
        })
        .collect();
    if table.missing > 0 || before.is_some_and(|before| before.missing > 0) {
        lines.push(Line {
            label: t("month-missing"),
            now: table.missing.to_string(),
            before: before.map_or_else(String::new, |before| before.missing.to_string()),
        });
    }
    if !matches!(table.shape, Shape::Measure { .. }) {
        lines.push(Line {
            label: t("month-total"),
            now: table.total().to_string(),
            before: before.map_or_else(String::new, |before| before.total().to_string()),
        });
    }
    lines
}

/// A count, or a measure with its unit; a measure of no case at all is said so.
fn figure(shape: Shape, count: u64, value: Option<u64>) -> String {
    match (shape, value) {
        (Shape::Measure { unit: Unit::Seconds }, Some(value)) => {
            ta("month-seconds", &[("count", value.into())])
        }
        (Shape::Measure { unit: Unit::Minutes }, Some(value)) => {
            ta("month-minutes", &[("count", value.into())])
        }
        (Shape::Measure { unit: Unit::Hours }, Some(value)) => {
            ta("month-hours-of", &[("count", value.into())])
        }
        (Shape::Measure { .. }, None) => t("month-no-case"),
        (Shape::Parts | Shape::Several { .. }, _) => count.to_string(),
    }
}

/// What, this month, the month before.
fn figures_ui(ui: &mut Ui, id: egui::Id, name: &str, lines: &[Line]) {
    let (what, now, then) = (t("month-what"), t("month-this"), t("month-before"));
    let columns = [
        Column::new(&what, Width::Share(1.0)),
        Column::new(&now, Width::Exact(110.0)).right(),
        Column::new(&then, Width::Exact(130.0)).right(),
    ];
    Table::new(id, name, &columns, lines.len()).fit().show(ui, |at| {
        let Some(line) = lines.get(at) else {
            return RowView::default();
        };
        RowView {
            name: format!("{}: {}, {} {}", line.label, line.now, then, line.before),
            cells: vec![
                Cell::Text(line.label.clone()),
                Cell::Figure(line.now.clone()),
                Cell::Figure(line.before.clone()),
            ],
        }
    });
}

#[cfg(test)]
mod compare_tests;
#[cfg(test)]
pub(super) mod tests;
