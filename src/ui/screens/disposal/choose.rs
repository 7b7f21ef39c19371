//! First page: what waits for this lead, what may have run out, which incident on which ground, and the orders so far.

use egui::Ui;

use super::{Disposal, Step, of_incident, own_side, part_words};
use crate::app::api::Request;
use crate::app::certificate::PartDone;
use crate::app::disposal::{DisposalForm, Overview, Part, who};
use crate::app::members::{Proposed, Waiting};
use crate::domain::agreement::RecordType;
use crate::domain::rules::Retention;
use crate::ui::action::Action;
use crate::ui::parts::organisation;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Cell, ChoiceOption, Choices, Column, Field, Page, Row, RowView, Table, Tag, Width,
    back_link, body, button, gap, heading, progress, support, title,
};
use crate::ui::words::{t, ta};

/// The height of a row of two lines, in points.
const TWO_LINES: f32 = 64.0;

/// The parts in the order of the choice.
const PARTS: [&[Part]; 3] = [&[Part::Own], &[Part::Shared], &[Part::Own, Part::Shared]];

impl Disposal {
    pub(super) fn choose_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let page = Page::new(cx.field_id("disposal")).wide();
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("disposal-title"));
            self.problems.show(ui);
            body(ui, &t("disposal-explain"));
            let overview = self.overview.clone();
            if let Some(entry) = waiting_ui(cx, ui, overview.as_deref()) {
                self.turn_to(ui, Step::Agree(entry));
            }
            gap(ui, Space::Sm);
            heading(ui, &t("disposal-which"));
            if let Some(overview) = &overview {
                self.quiet_ui(cx, ui, overview);
            }
            self.form_ui(cx, ui);
            gap(ui, Space::Sm);
            heading(ui, &t("disposal-orders"));
            if let Some(overview) = &overview {
                orders_ui(cx, ui, &overview.orders.parts);
            }
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
                return;
            }
            if Button::new(ButtonKind::Primary, &t("disposal-look"))
                .on_enter()
                .show(ui)
                .clicked()
            {
                self.look(cx);
            }
            let orders = self.overview.as_ref().map(|overview| overview.orders.clone());
            if let Some(orders) = orders.filter(|orders| !orders.parts.is_empty())
                && button(ui, ButtonKind::Plain, &t("disposal-all"), None).clicked()
            {
                self.turn_to(ui, Step::Done(std::sync::Arc::new(orders)));
            }
        });
    }

    /// Closed incidents that have been quiet for long; one press fills the reference in.
    fn quiet_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, overview: &Overview) {
        let quiet = &overview.quiet;
        if quiet.is_empty() {
            support(ui, &t("disposal-quiet-none"));
            return;
        }
        let (reference, last) = (t("disposal-reference"), t("disposal-last"));
        let columns = [
            Column::new(&reference, Width::Share(1.0)),
            Column::new(&last, Width::Share(2.0)),
        ];
        let name = t("disposal-quiet");
        support(ui, &t("disposal-quiet-more"));
        let table = Table::new(cx.field_id("disposal-quiet"), &name, &columns, quiet.len()).fit();
        let shown = table.show(ui, |at| {
            quiet
                .get(at)
                .map_or_else(RowView::default, |(reference, last)| RowView {
                    name: format!("{reference}, {}", last.day_words()),
                    cells: vec![Cell::Strong(reference.clone()), Cell::Text(last.day_words())],
                })
        });
        if let Some((reference, _)) = shown.pressed.and_then(|at| quiet.get(at)) {
            self.incident.clone_from(reference);
        }
        gap(ui, Space::Sm);
    }

    fn form_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let [incident_id, basis_id, part_id] =
            ["disposal-incident", "disposal-basis", "disposal-part"].map(|name| cx.field_id(name));
        let (label, hint) = (t("disposal-incident"), t("disposal-incident-hint"));
        Field::new(incident_id, &label)
            .hint(&hint)
            .error(self.problems.of(incident_id))
            .show(ui, &mut self.incident);
        gap(ui, Space::Sm);
        let rows = rows_of(cx);
        let agreed = agreed_rows(cx);
        let hints: Vec<String> = rows
            .iter()
            .map(|row| {
                if agreed.contains(&row.slug.as_str()) {
                    ta("disposal-agreed-row", &[("rule", row.rule.as_str().into())])
                } else {
                    row.rule.clone()
                }
            })
            .collect();
        let options: Vec<ChoiceOption<'_>> = rows
            .iter()
            .zip(&hints)
            .map(|(row, hint)| ChoiceOption::with_hint(&row.title, hint))
            .collect();
        Choices::new(basis_id, &t("disposal-basis"), &options)
            .error(self.problems.of(basis_id))
            .show(ui, &mut self.basis);
        gap(ui, Space::Sm);
        let own = part_words(cx, own_side(cx).compartment());
        let [own_hint, shared, shared_hint, both] = [
            "disposal-part-own-hint",
            "disposal-part-shared",
            "disposal-part-shared-hint",
            "disposal-part-both",
        ]
        .map(t);
        let options = [
            ChoiceOption::with_hint(&own, &own_hint),
            ChoiceOption::with_hint(&shared, &shared_hint),
            ChoiceOption::new(&both),
        ];
        Choices::new(part_id, &t("disposal-part"), &options)
            .error(self.problems.of(part_id))
            .show(ui, &mut self.part);
    }

    fn look(&mut self, cx: &mut Cx<'_>) {
        let rows = rows_of(cx);
        let basis = self.basis.and_then(|at| rows.get(at)).map(|row| row.slug.clone());
        let parts = self.part.and_then(|at| PARTS.get(at));
        let mut missing = Vec::new();
        if self.incident.trim().is_empty() {
            missing.push((cx.field_id("disposal-incident"), t("disposal-incident-missing")));
        }
        if basis.is_none() {
            missing.push((cx.field_id("disposal-basis"), t("disposal-basis-missing")));
        }
        if parts.is_none() {
            missing.push((cx.field_id("disposal-part"), t("disposal-part-missing")));
        }
        self.problems.set(missing);
        if let (Some(basis), Some(parts), true) = (basis, parts, self.problems.is_empty()) {
            cx.push(Action::Ask(Request::PlanDisposal(DisposalForm {
                incident: self.incident.trim().to_owned(),
                basis,
                parts: parts.to_vec(),
            })));
        }
    }
}

/// The rows that the agreement in force names for this lead's organisation.
fn agreed_rows<'a>(cx: &Cx<'a>) -> Vec<&'a str> {
    let terms = cx.now.london_date().and_then(|day| cx.state.policy.in_force(day));
    let terms = terms.iter();
    terms
        .flat_map(|terms| terms.rows_for(own_side(cx), RecordType::ALL))
        .collect()
}

/// The rows of the schedule by which this lead's organisation may destroy.
fn rows_of<'a>(cx: &Cx<'a>) -> Vec<&'a Retention> {
    let who = who(own_side(cx));
    let nation = cx.state.nation;
    cx.rules
        .retention()
        .iter()
        .filter(|row| row.who.contains(&who) && nation.is_none_or(|nation| row.nation.covers(nation)))
        .collect()
}

/// What the other organisation ordered and this lead is to agree to; gives the one that was pressed.
fn waiting_ui(cx: &Cx<'_>, ui: &mut Ui, overview: Option<&Overview>) -> Option<crate::domain::ids::EntryRef> {
    let own = own_side(cx);
    let asked: Vec<&Waiting> = cx
        .state
        .waiting
        .iter()
        .filter(|waiting| waiting.side != own && matches!(waiting.what, Proposed::Disposal { .. }))
        .collect();
    if asked.is_empty() {
        return None;
    }
    gap(ui, Space::Sm);
    heading(ui, &t("disposal-waiting"));
    let mut pressed = None;
    for waiting in asked {
        let [what, by] = waiting_words(cx, waiting, overview);
        let (id, name) = (
            cx.field_id("disposal-waiting").with(waiting.entry),
            format!("{what}. {by}"),
        );
        let row = Row::new(id, &name).height(TWO_LINES).show(ui, |ui| {
            ui.vertical(|ui| {
                body(ui, &what);
                support(ui, &by);
            });
        });
        if row.clicked() {
            pressed = Some(waiting.entry);
        }
    }
    pressed
}

/// Who ordered what, and when.
fn waiting_words(cx: &Cx<'_>, waiting: &Waiting, overview: Option<&Overview>) -> [String; 2] {
    let Proposed::Disposal {
        compartment, entries, ..
    } = &waiting.what
    else {
        return Default::default();
    };
    let reference = overview.and_then(|overview| overview.waiting.get(&waiting.entry));
    let what = [
        ("part", part_words(cx, *compartment).into()),
        ("incident", of_incident(reference).into()),
        ("count", (*entries).into()),
    ];
    let by = [
        ("organisation", organisation(cx.state, waiting.side).into()),
        ("day", waiting.at.day_words().into()),
    ];
    [ta("disposal-waits", &what), ta("disposal-waits-by", &by)]
}

fn orders_ui(cx: &Cx<'_>, ui: &mut Ui, orders: &[PartDone]) {
    if orders.is_empty() {
        support(ui, &t("disposal-orders-none"));
        return;
    }
    let heads = [
        "disposal-ordered",
        "disposal-by",
        "disposal-what",
        "disposal-count",
        "disposal-state",
    ]
    .map(t);
    let [ordered, by, what, count, state] = &heads;
    let columns = [
        Column::new(ordered, Width::Exact(170.0)),
        Column::new(by, Width::Share(1.0)),
        Column::new(what, Width::Share(2.0)),
        Column::new(count, Width::Exact(80.0)).right(),
        Column::new(state, Width::Share(2.0)),
    ];
    let name = t("disposal-orders");
    let table = Table::new(cx.field_id("disposal-orders"), &name, &columns, orders.len()).fit();
    table.show(ui, |at| {
        orders
            .get(at)
            .map_or_else(RowView::default, |order| order_row(cx, order))
    });
}

fn order_row(cx: &Cx<'_>, order: &PartDone) -> RowView {
    let (day, part) = (order.at.day_words(), part_words(cx, order.compartment));
    let done = order.devices.iter().filter(|(_, done)| *done).count();
    let args = [("done", done.into()), ("all", order.devices.len().into())];
    let (state, cell) = if order.in_force {
        let words = ta("disposal-state-done", &args);
        (words.clone(), Cell::Text(words))
    } else {
        let words = t("disposal-state-waits");
        (words.clone(), Cell::Tag(Tag::Plain, words))
    };
    RowView {
        name: format!("{day}, {}, {part}, {}, {state}", order.by, order.entries),
        cells: vec![
            Cell::Strong(day),
            Cell::Text(order.by.clone()),
            Cell::Text(part),
            Cell::Figure(order.entries.to_string()),
            cell,
        ],
    }
}
