//! Before and after: section 136 beside a baseline month, as the published studies compared, and whose own counts are in.

use egui::Ui;

use crate::app::api::{Against, MonthPage};
use crate::domain::disclosure_control::{Cell as Shown, Released};
use crate::domain::month::{Unit, own_side};
use crate::domain::role::Side;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{Bar, BarChart, Card, Edge, body, gap, heading, pair, support};
use crate::ui::words::{t, ta};

/// The comparison, or how to get one.
pub(super) fn against_ui(ui: &mut Ui, page: &MonthPage) {
    heading(ui, &t("against-title"));
    let Some(against) = &page.against else {
        body(ui, &t("against-none"));
        return;
    };
    body(ui, &sentence(page, against));
    if let Some((before, after)) = against.rates {
        let year = against.baseline.residents_of;
        let gaps = [
            ("before", tenths(before).into()),
            ("after", tenths(after).into()),
            ("residents", against.baseline.residents.unwrap_or_default().into()),
            (
                "year",
                year.map_or_else(|| t("against-no-year"), |year| year.to_string())
                    .into(),
            ),
        ];
        body(ui, &ta("against-rates", &gaps));
    }
    let from = if against.baseline.s136_used.is_some() {
        "against-from-records"
    } else {
        "against-from-log"
    };
    support(ui, &t(from));
    support(ui, &t("month-trend-proof"));
}

fn sentence(page: &MonthPage, against: &Against) -> String {
    let gaps = [
        ("month", page.month.month.words().into()),
        ("baseline", against.baseline.month.words().into()),
        ("after", against.after.into()),
        ("before", against.before.into()),
    ];
    let counts = ta("against-counts", &gaps);
    let change = match against.change {
        Some(change) => ta(
            "against-change",
            &[
                ("percent", format!("{:+}", change.percent).into()),
                ("low", format!("{:+}", change.low).into()),
                ("high", format!("{:+}", change.high).into()),
            ],
        ),
        None => t("against-no-change"),
    };
    format!("{counts}. {change}")
}

fn tenths(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// What each organisation counted by itself: hidden and rounded, also on this page.
pub(super) fn own_ui(cx: &Cx<'_>, ui: &mut Ui, page: &MonthPage) {
    heading(ui, &t("own-title"));
    let tables = page.plan.tables();
    let own: Vec<&Released> = tables
        .iter()
        .filter(|table| own_side(table.id()).is_some())
        .collect();
    let has = |side| own.iter().any(|table| own_side(table.id()) == Some(side));
    let key = match (has(Side::Police), has(Side::Health)) {
        (false, false) => "own-neither",
        (true, false) => "own-police",
        (false, true) => "own-health",
        (true, true) => "own-both",
    };
    support(ui, &t(key));
    for (at, two) in own.chunks(2).enumerate() {
        gap(ui, Space::Sm);
        let (left, right) = (two.first(), two.get(1));
        pair(
            ui,
            cx.field_id("own-tables").with(at),
            &mut (),
            |ui, (), height| own_card(cx, ui, left.copied(), height),
            |ui, (), height| own_card(cx, ui, right.copied(), height),
        );
    }
}

fn own_card(cx: &Cx<'_>, ui: &mut Ui, table: Option<&Released>, height: f32) {
    let Some(table) = table else {
        return;
    };
    let show = |cell: Shown| match (cell, table.unit()) {
        (Shown::Suppressed, _) => t("own-hidden"),
        (Shown::Count(count), Some(Unit::Hours)) => ta("month-hours-of", &[("count", count.into())]),
        (Shown::Count(count), Some(Unit::Minutes)) => ta("month-minutes", &[("count", count.into())]),
        (Shown::Count(count), Some(Unit::Seconds)) => ta("month-seconds", &[("count", count.into())]),
        (Shown::Count(count), None) => count.to_string(),
    };
    let mut bars: Vec<Bar> = table
        .rows()
        .iter()
        .map(|row| {
            let cell = row.value.unwrap_or(row.count);
            Bar {
                label: row.label.to_owned(),
                count: cell.number().unwrap_or(0),
                shown: show(cell),
            }
        })
        .collect();
    bars.push(Bar {
        label: t("month-missing"),
        count: table.missing().number().unwrap_or(0),
        shown: table
            .missing()
            .number()
            .map_or_else(|| t("own-hidden"), |n| n.to_string()),
    });
    let parts: Vec<String> = bars
        .iter()
        .map(|bar| format!("{} {}", bar.label, bar.shown))
        .collect();
    let (what, count) = (t("month-what"), t("month-this"));
    let total = table.total().map_or_else(String::new, show);
    let heading = if total.is_empty() {
        table.title().to_owned()
    } else {
        ta(
            "own-chart",
            &[("title", table.title().into()), ("total", total.into())],
        )
    };
    Card::new(Edge::None)
        .name(table.title())
        .min_height(height)
        .show(ui, |ui| {
            BarChart::new(
                cx.field_id("own-table").with(table.id()),
                &heading,
                &parts.join(". "),
                (&what, &count),
                &bars,
            )
            .show(ui);
            support(
                ui,
                &ta("month-counts", &[("what", table.definition().numerator.into())]),
            );
            support(
                ui,
                &ta("month-of", &[("what", table.definition().denominator.into())]),
            );
        });
}
