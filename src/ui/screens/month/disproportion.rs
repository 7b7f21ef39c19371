//! How often people of one ethnic group were detained beside people of another, with intervals and what it cannot say.

use egui::Ui;

use crate::app::api::MonthPage;
use crate::domain::disclosure_control::{Beside, Disproportion, NO_REASON, disproportion_exact, hundredths};
use crate::domain::month::Name;
use crate::domain::role::Side;
use crate::ui::screen::Cx;
use crate::ui::widgets::{Cell, Column, RowView, Table, Width, body, heading, support};
use crate::ui::words::{t, ta};

/// The ratios that can be worked out: for residents from exact counts, for incidents from what each organisation added.
pub(super) fn disproportion_ui(cx: &Cx<'_>, ui: &mut Ui, page: &MonthPage) {
    heading(ui, &t("ratio-title"));
    let all = ratios(page);
    if all.is_empty() {
        body(ui, &t("ratio-none"));
        return;
    }
    for one in &all {
        let key = match one.beside {
            Beside::Residents => "ratio-residents",
            Beside::Incidents(Side::Police) => "ratio-police",
            Beside::Incidents(Side::Health) => "ratio-health",
        };
        table_ui(cx, ui, one, &ta(key, &[("to", one.to.label.into())]));
    }
    support(ui, NO_REASON);
}

fn ratios(page: &MonthPage) -> Vec<Disproportion> {
    let groups = page.against.as_ref().and_then(|against| against.baseline.groups);
    let uses = page.month.table("s136-ethnicity").map(|table| {
        let rows = table.rows.iter().filter(|row| row.code != "not-stated");
        rows.map(|row| {
            let name = Name {
                code: row.code,
                label: row.label,
            };
            (name, row.count)
        })
        .collect::<Vec<_>>()
    });
    let exact = uses
        .zip(groups)
        .and_then(|(uses, groups)| disproportion_exact(&uses, groups));
    let released = page.plan.worked_out().disproportion.iter();
    let added = released.filter(|one| one.beside != Beside::Residents).cloned();
    exact.into_iter().chain(added).collect()
}

fn table_ui(cx: &Cx<'_>, ui: &mut Ui, one: &Disproportion, name: &str) {
    body(ui, name);
    let heads = ["ratio-group", "ratio-ratio", "ratio-interval"].map(t);
    let [group, ratio, ends] = &heads;
    let columns = [
        Column::new(group, Width::Share(1.0)),
        Column::new(ratio, Width::Exact(110.0)).right(),
        Column::new(ends, Width::Exact(150.0)).right(),
    ];
    let id = cx.field_id("month-ratio").with(name);
    Table::new(id, name, &columns, one.groups.len())
        .fit()
        .show(ui, |at| {
            let Some(row) = one.groups.get(at) else {
                return RowView::default();
            };
            let (ratio, ends) = row.ratio.map_or_else(
                || (t("ratio-cannot"), String::new()),
                |ratio| {
                    let gaps = [
                        ("low", hundredths(ratio.low).into()),
                        ("high", hundredths(ratio.high).into()),
                    ];
                    (hundredths(ratio.hundredths), ta("ratio-ends", &gaps))
                },
            );
            RowView {
                name: format!("{}: {ratio}, {ends}", row.group.label),
                cells: vec![
                    Cell::Text(row.group.label.to_owned()),
                    Cell::Figure(ratio),
                    Cell::Figure(ends),
                ],
            }
        });
}
