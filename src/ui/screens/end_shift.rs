//! The end of a shift: what is still open is listed, nothing is hidden behind a closing window.

use egui::Ui;

use super::backup::last_words;
use crate::app::api::{Done, IncidentRow, Phase, Request};
use crate::app::backup::BackupState;
use crate::app::exchange::Receipt;
use crate::app::problem::Problem;
use crate::ui::action::Action;
use crate::ui::parts::{receipt_ui, row_tag};
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Notice, Page, Row, Tag, body, button, focus_title, gap, heading, notice, split,
    support, tag, title,
};
use crate::ui::words::{t, ta};

/// The page.
#[derive(Debug, Default)]
pub(crate) struct EndShift {
    /// What anchors the shift outside this computer.
    receipt: Option<Receipt>,
}

impl Screen for EndShift {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            self.receipt = None;
            focus_title(ui.ctx());
        }
        let office = matches!(cx.state.phase, Phase::Office(_));
        let mut pressed = None;
        let page = Page::new(cx.field_id("end-shift"));
        page.body(ui, |ui| {
            title(ui, &t(if office { "end-title-office" } else { "end-title" }));
            if !office {
                pressed = open_ui(cx, ui);
            }
            gap(ui, Space::Sm);
            body(
                ui,
                &t(if office {
                    "end-explain-office"
                } else {
                    "end-explain"
                }),
            );
            backup_ui(ui, &cx.state.backup);
            if let Some(receipt) = &self.receipt {
                gap(ui, Space::Sm);
                heading(ui, &t("receipt-title"));
                receipt_ui(ui, receipt);
            }
        });
        page.footer(ui, |ui| {
            let words = t(match (cx.busy, office) {
                (true, _) => "working",
                (false, true) => "bar-sign-out",
                (false, false) => "end-now",
            });
            if Button::new(ButtonKind::Primary, &words)
                .commit()
                .show(ui)
                .clicked()
                && !cx.busy
            {
                cx.push(Action::Ask(Request::EndShift));
            }
            if self.receipt.is_none()
                && !cx.busy
                && button(ui, ButtonKind::Plain, &t("receipt-show"), None).clicked()
            {
                cx.push(Action::Ask(Request::MakeReceipt));
            }
            if button(ui, ButtonKind::Plain, &t("end-not"), Some("Esc")).clicked() {
                cx.push(Action::Back);
            }
        });
        if let Some(row) = pressed {
            cx.push(Action::Ask(Request::Focus(row.incident)));
            cx.push(Action::Go(Route::Board));
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        if let Ok(Done::Receipt(receipt)) = answer {
            self.receipt = Some(receipt.clone());
        }
        false
    }
}

/// When the last backup was made: what the shift wrote is on this computer only, until the next one.
fn backup_ui(ui: &mut Ui, state: &BackupState) {
    if state.problem.is_some() || state.last.is_none() {
        notice(ui, Notice::Soon, &last_words(state));
    } else {
        support(ui, &last_words(state));
    }
}

/// The incidents that are still open; gives back the one that was pressed.
fn open_ui<'a>(cx: &Cx<'a>, ui: &mut Ui) -> Option<&'a IncidentRow> {
    let (live, now) = (&cx.state.live, cx.now);
    if live.is_empty() {
        body(ui, &t("end-nothing-open"));
        return None;
    }
    heading(ui, &ta("end-open", &[("count", live.len().into())]));
    support(ui, &t("end-open-hint"));
    let mut pressed = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for row in live {
            let words = incident_words(row);
            let id = cx.field_id("end-row").with(row.incident.0);
            let response = Row::new(id, &words).show(ui, |ui| {
                split(
                    ui,
                    id.with("parts"),
                    24.0,
                    |ui| body(ui, &words),
                    |ui| {
                        if row.danger_unfinished {
                            tag(ui, Tag::Soon, &t("end-danger"));
                        }
                        if let Some((urgency, words)) = row.detained.map(|detained| row_tag(&detained, now)) {
                            tag(ui, urgency, &words);
                        }
                    },
                );
            });
            if response.clicked() {
                pressed = Some(row);
            }
        }
    });
    pressed
}

/// An incident in one line: reference, when, where, whom.
pub(super) fn incident_words(row: &IncidentRow) -> String {
    let parts = [
        row.reference.as_str(),
        &row.opened.clock(),
        &row.place,
        &row.person,
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
