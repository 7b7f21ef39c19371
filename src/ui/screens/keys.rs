//! The keys of the compartments with their dates, what waits for the other organisation's confirmation, and new keys.

use egui::Ui;

use crate::app::api::{Done, Request};
use crate::app::members::{EpochFact, Proposed, Waiting};
use crate::app::problem::Problem;
use crate::domain::role::Compartment;
use crate::domain::time::day_words;
use crate::ui::action::Action;
use crate::ui::parts::organisation;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    Button, ButtonKind, Cell, Column, Notice, Page, Problems, RowView, Table, Tag, Width, back_link, body,
    button, focus_title, gap, heading, notice, progress, support, tick, title,
};
use crate::ui::words::{t, ta};

/// The page and what is chosen there.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// Also the key of the log itself.
    log_key: bool,
    told: Option<String>,
    problems: Problems,
}

impl Screen for Keys {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            *self = Self::default();
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id("keys"), words)]);
        }
        let page = Page::new(cx.field_id("keys")).wide().pinned();
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("keys-title"));
            self.problems.show(ui);
            waiting_ui(cx, ui);
            heading(ui, &t("keys-table"));
            support(ui, &t("keys-explain"));
            table_ui(cx, ui);
            if !cx.state.keys_due.is_empty() {
                notice(ui, Notice::Soon, &t("keys-due"));
            }
            gap(ui, Space::Sm);
            tick(ui, cx.field_id("log-key"), &mut self.log_key, &t("keys-log-key"));
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
                return;
            }
            if button(ui, ButtonKind::Primary, &t("keys-renew"), None).clicked() {
                let log_key = self.log_key;
                cx.push(Action::Ask(Request::Rotate { log_key }));
            }
            support(ui, &t("keys-renew-hint"));
        });
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(_) => {
                self.problems.clear();
                actions.push(Action::Tell {
                    words: t("keys-done"),
                    undo: false,
                });
            }
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

/// What one organisation's lead began: the other's confirms it with one press.
fn waiting_ui(cx: &mut Cx<'_>, ui: &mut Ui) {
    if cx.state.waiting.is_empty() {
        return;
    }
    let own = cx.state.office.as_ref().map(|(_, side, _)| *side);
    heading(ui, &t("keys-waiting"));
    for waiting in &cx.state.waiting {
        let words = waiting_words(cx, waiting);
        if own == Some(waiting.side) {
            body(ui, &ta("keys-waits-for-them", &[("what", words.into())]));
            continue;
        }
        body(ui, &words);
        if matches!(waiting.what, Proposed::Disposal { .. }) {
            // what cannot be undone has a page of its own
            if button(ui, ButtonKind::Plain, &t("keys-look-disposal"), None).clicked() {
                cx.actions.push(Action::Go(Route::Disposal));
            }
            continue;
        }
        if matches!(waiting.what, Proposed::Settings(_)) {
            if button(ui, ButtonKind::Plain, &t("keys-read-agreement"), None).clicked() {
                cx.actions.push(Action::Go(Route::Agreement));
            }
            continue;
        }
        let (label, name) = (
            t("keys-confirm"),
            ta("keys-confirm-name", &[("what", words.into())]),
        );
        let pressed = Button::new(ButtonKind::Plain, &label)
            .name(&name)
            .show(ui)
            .clicked();
        if pressed && !cx.busy {
            cx.actions.push(Action::Ask(Request::Confirm(waiting.entry)));
        }
    }
    gap(ui, Space::Sm);
}

fn waiting_words(cx: &Cx<'_>, waiting: &Waiting) -> String {
    let what = match &waiting.what {
        Proposed::Keys { compartment, .. } => ta(
            "keys-new",
            &[("compartment", compartment_words(*compartment).into())],
        ),
        Proposed::Settings(policy) => {
            let agreement = policy
                .agreement
                .clone()
                .unwrap_or_else(|| t("people-no-agreement"));
            ta("keys-agreement", &[("agreement", agreement.into())])
        }
        Proposed::Rules { version, as_at, .. } => ta(
            "keys-rules",
            &[
                ("version", version.clone().into()),
                ("day", day_words(*as_at).into()),
            ],
        ),
        Proposed::Other => t("keys-other"),
        Proposed::Disposal {
            compartment, entries, ..
        } => {
            let name = compartment_words(*compartment);
            ta(
                "keys-disposal",
                &[("compartment", name.into()), ("count", (*entries).into())],
            )
        }
    };
    let args = [
        ("what", what.into()),
        ("organisation", organisation(cx.state, waiting.side).into()),
        ("day", waiting.at.day_words().into()),
    ];
    ta(
        if waiting.in_force {
            "keys-began-in-force"
        } else {
            "keys-began"
        },
        &args,
    )
}

/// What a key opens, in words.
pub(super) fn compartment_words(compartment: Compartment) -> String {
    t(match compartment {
        Compartment::Log => "compartment-log",
        Compartment::Police => "compartment-police",
        Compartment::Health => "compartment-health",
        Compartment::Shared => "compartment-shared",
        Compartment::Oversight => "compartment-oversight",
    })
}

fn table_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let (what, number, made, state) = (
        t("keys-what"),
        t("keys-number"),
        t("keys-made"),
        t("people-state"),
    );
    let columns = [
        Column::new(&what, Width::Share(2.0)),
        Column::new(&number, Width::Exact(90.0)),
        Column::new(&made, Width::Exact(190.0)),
        Column::new(&state, Width::Share(3.0)),
    ];
    let own = cx.state.office.as_ref().map(|(_, side, _)| *side);
    let mut seen: Vec<&EpochFact> = cx
        .state
        .epochs
        .iter()
        .filter(|epoch| own.is_none_or(|side| epoch.compartment != side.other().compartment()))
        .collect();
    seen.sort_by_key(|epoch| (epoch.compartment, std::cmp::Reverse(epoch.epoch)));
    let name = t("keys-table");
    let table = Table::new(cx.field_id("keys-table"), &name, &columns, seen.len()).fit();
    table.show(ui, |at| {
        let Some(epoch) = seen.get(at) else {
            return RowView::default();
        };
        let what = compartment_words(epoch.compartment);
        let (number, made) = (epoch.epoch.to_string(), epoch.made.day_words());
        let newest = seen.iter().all(|other| {
            other.compartment != epoch.compartment || other.epoch <= epoch.epoch || !other.in_force
        });
        let state = match (epoch.in_force, newest) {
            (false, _) => Cell::Tag(Tag::Plain, t("keys-state-waits")),
            (true, true) => Cell::Text(t("keys-state-now")),
            (true, false) => Cell::Text(t("keys-state-before")),
        };
        RowView {
            name: format!("{what}, {number}, {made}"),
            cells: vec![Cell::Strong(what), Cell::Text(number), Cell::Text(made), state],
        }
    });
}
