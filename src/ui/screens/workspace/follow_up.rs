//! What this side still has to do after the incident, and what was done.

use egui::Ui;

use super::Seat;
use crate::app::api::Request;
use crate::domain::ids::ItemId;
use crate::domain::incident::TaskCard;
use crate::ui::action::Action;
use crate::ui::parts::{follow_up_words, task_words};
use crate::ui::route::Route;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{Button, ButtonKind, Field, Tag, body, field, gap, heading, link, support, tag};
use crate::ui::words::{t, ta};

/// Which task is being finished, and what is typed about it.
#[derive(Debug, Default)]
pub(super) struct Tasks {
    open: Option<ItemId>,
    note: String,
}

impl Tasks {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        if seat.own.tasks.is_empty() {
            body(ui, &t("tasks-none"));
        }
        let open = seat.own.tasks.iter().filter(|task| task.done.is_none());
        let done = seat.own.tasks.iter().filter(|task| task.done.is_some());
        for task in open.chain(done) {
            ui.push_id(task.item, |ui| self.task_ui(cx, ui, seat, task));
        }
        gap(ui, Space::Md);
        heading(ui, &t("tasks-shared"));
        if seat.incident.follow_up.is_empty() {
            body(ui, &t("tasks-shared-none"));
        }
        for follow_up in &seat.incident.follow_up {
            body(ui, &follow_up_words(*follow_up));
        }
        if link(ui, &t("tasks-shared-change"), None).clicked() {
            cx.push(Action::Go(Route::Outcome));
        }
    }

    fn task_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, task: &TaskCard) {
        let words = task_words(task.task);
        let now = cx.now;
        let Some(done) = task.done else {
            ui.horizontal_wrapped(|ui| {
                let late = task.due.is_some_and(|due| due <= now);
                let soon = t(if late { "tag-soon" } else { "tag-later" });
                tag(ui, if late { Tag::Soon } else { Tag::Later }, &soon);
                body(ui, &words);
                if let Some(due) = task.due {
                    support(ui, &ta("todo-by", &[("time", due.clock_from(now).into())]));
                }
            });
            self.finish_ui(cx, ui, seat, task, &words);
            return;
        };
        ui.horizontal_wrapped(|ui| {
            tag(ui, Tag::Plain, &t("tag-done"));
            body(ui, &words);
            support(ui, &done.clock_from(now));
        });
    }

    fn finish_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, task: &TaskCard, words: &str) {
        if self.open != Some(task.item) {
            let name = ta("task-done-name", &[("task", words.into())]);
            if link(ui, &t("task-done"), Some(&name)).clicked() {
                self.open = Some(task.item);
                self.note.clear();
                let id = cx.field_id("task note");
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            return;
        }
        let label = t("task-note");
        let typed = Field::new(cx.field_id("task note"), &label).show(ui, &mut self.note);
        let save = Button::new(ButtonKind::Plain, &t("save")).show(ui).clicked();
        if (save || field::submitted(ui, &typed)) && !cx.busy {
            let note = self.note.trim().to_owned();
            cx.push(Action::Ask(Request::TaskDone(
                seat.incident.incident,
                task.item,
                note,
            )));
            self.open = None;
        }
    }
}
