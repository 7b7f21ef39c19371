//! Completes the record of a decision: only what is open, each line by itself, and nothing that was written is changed.

use std::collections::BTreeMap;

use egui::Ui;

use super::more::{field_words, fields_ui, value_words};
use super::sheet::Sheet;
use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::content::{FilledBy, RecordField, Said, SharingRecord};
use crate::domain::ids::ItemId;
use crate::ui::action::Action;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Card, Edge, Page, Problems, SummaryRow, back_link, body, gap, heading, status_line,
    summary_list, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct CompleteRecord {
    of: Option<ItemId>,
    values: BTreeMap<RecordField, String>,
    problems: Problems,
    sent: bool,
}

impl Screen for CompleteRecord {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Route::CompleteRecord(decision) = *cx.route else {
            return;
        };
        if self.of != Some(decision) {
            *self = Self {
                of: Some(decision),
                ..Self::default()
            };
        }
        let record = cx.state.own.as_deref().and_then(|own| own.record_of(decision));
        let Some((record, incident)) = record.zip(cx.state.focus.as_ref().map(|focus| focus.incident)) else {
            title(ui, &t("complete-nothing"));
            return;
        };
        let mut save = false;
        let page = Page::new(cx.field_id("complete record"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            save = self.lines_ui(cx, ui, &record);
        });
        page.footer(ui, |ui| {
            if !record.gaps.is_empty() {
                let button = Button::new(ButtonKind::Primary, &t("complete-save"))
                    .on_enter()
                    .shortcut("Enter")
                    .show(ui);
                save |= button.clicked();
            }
            if cx.busy {
                status_line(ui, &t("working"));
            }
        });
        if save && !cx.busy {
            self.save(cx, (incident, decision), &record);
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        if !std::mem::take(&mut self.sent) || answer.is_err() {
            return false;
        }
        *self = Self::default();
        actions.push(Action::Tell {
            words: t("complete-done"),
            undo: false,
        });
        true
    }
}

impl CompleteRecord {
    fn lines_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, record: &SharingRecord) -> bool {
        title(ui, &t("complete-title"));
        let to: Vec<&str> = record.receivers.iter().map(|to| to.name.as_str()).collect();
        if !to.is_empty() {
            body(
                ui,
                &ta("complete-about", &[("who", to.join(&t("and-between")).into())]),
            );
        }
        let fields: Vec<RecordField> = record.gaps.iter().map(|gap| gap.field).collect();
        let mut handed = false;
        if fields.is_empty() {
            body(ui, &t("complete-all"));
        } else {
            support(ui, &t("complete-hint"));
            self.problems.show(ui);
            gap(ui, Space::Sm);
            let sheet = Sheet {
                base: cx.field_id("complete"),
                problems: &self.problems,
            };
            let before = self.values.clone();
            handed = fields_ui(&sheet, ui, &fields, &mut self.values);
            if before != self.values {
                self.problems.clear();
            }
        }
        gap(ui, Space::Md);
        heading(ui, &t("complete-there"));
        there_ui(ui, record, |_| true);
        handed
    }

    fn save(
        &mut self,
        cx: &mut Cx<'_>,
        of: (crate::domain::ids::IncidentId, ItemId),
        record: &SharingRecord,
    ) {
        let open = |field: &RecordField| record.gaps.iter().any(|gap| gap.field == *field);
        let said: BTreeMap<_, _> = self
            .values
            .iter()
            .filter(|(field, value)| open(field) && field.takes(value))
            .map(|(field, value)| (*field, value.clone()))
            .collect();
        if said.is_empty() {
            let first = record.gaps.first().map(|gap| gap.field.key()).unwrap_or_default();
            let id = cx.field_id("complete").with(first);
            self.problems.set(vec![(id, t("complete-one"))]);
            return;
        }
        self.sent = true;
        let (incident, decision) = of;
        cx.push(Action::Ask(Request::CompleteRecord {
            incident,
            decision,
            said,
        }));
    }
}

/// What the record says, and which of it nobody typed; of the lines that `wanted` keeps.
pub(super) fn there_ui(ui: &mut Ui, record: &SharingRecord, wanted: impl Fn(&Said) -> bool) {
    let rows: Vec<(String, String)> = record
        .said
        .iter()
        .filter(|(_, said)| wanted(said))
        .map(|(field, said)| {
            let value = value_words(*field, &said.value);
            let value = match said.by {
                FilledBy::Answer => value,
                FilledBy::Usual => ta("complete-usual", &[("value", value.into())]),
                FilledBy::Agreement => ta("complete-agreement", &[("value", value.into())]),
                FilledBy::Later => ta("complete-later", &[("value", value.into())]),
            };
            (field_words(*field), value)
        })
        .collect();
    let list: Vec<SummaryRow<'_>> = rows
        .iter()
        .map(|(key, value)| SummaryRow {
            key,
            value,
            change: None,
        })
        .collect();
    Card::new(Edge::None).show(ui, |ui| summary_list(ui, &list));
}
