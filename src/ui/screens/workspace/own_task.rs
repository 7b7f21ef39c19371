//! A task in this seat's own words: what, who does it, by when.

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::Seat;
use crate::app::api::{DeskRequest, Request, TaskForm};
use crate::domain::ids::IncidentId;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::screen::Cx;
use crate::ui::widgets::{Button, ButtonKind, Field, Problems, line, link};
use crate::ui::words::t;

/// The task that is being written.
#[derive(Debug, Default)]
pub(super) struct OwnTask {
    of: Option<IncidentId>,
    form: Form,
    kept: Kept,
    problems: Problems,
}

/// What is typed: kept as a draft until it is stored.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Form {
    open: bool,
    what: String,
    who: String,
    due: String,
}

impl OwnTask {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        let incident = seat.incident.incident;
        if self.of != Some(incident) {
            let (form, kept) = Kept::open(cx, format!("own-task/{}", incident.hex()));
            *self = Self {
                of: Some(incident),
                form,
                kept,
                problems: Problems::default(),
            };
        }
        let what = cx.field_id("own task");
        if !self.form.open {
            if link(ui, &t("own-task-add"), None).clicked() {
                self.form.open = true;
                self.form.who = sitter(cx, seat.side);
                ui.memory_mut(|memory| memory.request_focus(what));
            }
            return;
        }
        let (who, due) = (cx.field_id("own task who"), cx.field_id("own task due"));
        Field::new(what, &t("own-task-what"))
            .error(self.problems.of(what))
            .show(ui, &mut self.form.what);
        Field::new(who, &t("follow-owner")).show(ui, &mut self.form.who);
        Field::new(due, &t("follow-due"))
            .hint(&t("follow-due-hint"))
            .width(120.0)
            .error(self.problems.of(due))
            .show(ui, &mut self.form.due);
        let (save, leave) = line(ui, |ui| {
            let save = Button::new(ButtonKind::Plain, &t("own-task-save")).show(ui);
            let leave = link(ui, &t("own-task-leave"), None);
            (save.clicked(), leave.clicked())
        });
        if leave {
            self.form = Form::default();
            self.problems.clear();
        } else if save && !cx.busy {
            self.save(cx, incident, what, due);
        }
    }

    /// Keeps what is typed as a sealed draft.
    pub(super) fn keep(&mut self, cx: &mut Cx<'_>, ui: &Ui) {
        self.kept.keep(cx, ui, &self.form);
    }

    fn save(&mut self, cx: &mut Cx<'_>, incident: IncidentId, what: egui::Id, due: egui::Id) {
        let typed = self.form.due.trim();
        let at = cx.now.later_clock(typed);
        let mut wrong = Vec::new();
        if self.form.what.trim().is_empty() {
            wrong.push((what, t("own-task-missing")));
        }
        if !typed.is_empty() && at.is_none() {
            wrong.push((due, t("follow-due-wrong")));
        }
        let ready = wrong.is_empty();
        self.problems.set(wrong);
        if !ready {
            return;
        }
        let form = TaskForm {
            incident,
            words: self.form.what.trim().to_owned(),
            owner: self.form.who.trim().to_owned(),
            due: at,
        };
        cx.push(Action::Ask(Request::Desk(Box::new(DeskRequest::SetTask(form)))));
        self.form = Form::default();
        self.kept = self.kept.forget(cx.actions);
    }
}

/// Who sits here, as both sides see them.
fn sitter(cx: &Cx<'_>, side: Side) -> String {
    let seat = match side {
        Side::Police => &cx.state.police,
        Side::Health => &cx.state.health,
    };
    seat.as_ref().map(|seat| seat.name.clone()).unwrap_or_default()
}
