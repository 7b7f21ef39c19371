//! What this side still has to do after the incident, and what was done.

use egui::Ui;

use super::Seat;
use super::own_task::OwnTask;
use super::review_words::ReviewWords;
use super::shared_tasks::SharedTasks;
use crate::app::api::Request;
use crate::domain::decision::conclusion::Task;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::TaskCard;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::{TellingForm, how_words, task_said};
use crate::ui::route::Route;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{Button, ButtonKind, Field, Tag, body, field, gap, heading, link, support, tag};
use crate::ui::words::{t, ta};

/// Which task is being finished, and what is typed about it.
#[derive(Debug, Default)]
pub(super) struct Tasks {
    of: Option<IncidentId>,
    open: Option<ItemId>,
    note: String,
    kept: Kept,
    telling: TellingForm,
    own: OwnTask,
    shared: SharedTasks,
    words: ReviewWords,
}

impl Tasks {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        if self.of != Some(seat.incident.incident) {
            let key = format!("task/{}", seat.incident.incident.hex());
            let ((open, note), kept) = Kept::open::<(Option<ItemId>, String)>(cx, key);
            (self.of, self.kept) = (Some(seat.incident.incident), kept);
            (self.open, self.note) = (open, note);
        }
        if seat.own.tasks.is_empty() {
            body(ui, &t("tasks-none"));
        }
        let open = seat.own.tasks.iter().filter(|task| task.done.is_none());
        let done = seat.own.tasks.iter().filter(|task| task.done.is_some());
        for task in open.chain(done) {
            ui.push_id(task.item, |ui| self.task_ui(cx, ui, seat, task));
        }
        self.own.ui(cx, ui, seat);
        let open: Vec<_> = seat.own.open_records().collect();
        for (at, decision, record) in open {
            let args = [
                ("count", record.gaps.len().into()),
                ("time", at.clock_from(cx.now).into()),
            ];
            if link(ui, &ta("todo-record", &args), None).clicked() {
                cx.push(Action::Go(Route::CompleteRecord(decision)));
            }
        }
        gap(ui, Space::Md);
        heading(ui, &t("tasks-shared"));
        if seat.incident.follow_up.is_empty() {
            body(ui, &t("tasks-shared-none"));
        }
        self.shared.ui(cx, ui, seat);
        if link(ui, &t("tasks-shared-change"), None).clicked() {
            cx.push(Action::Go(Route::Outcome));
        }
        self.words.ui(cx, ui);
    }

    /// Keeps what is typed about a task as a sealed draft until it is stored.
    pub(super) fn keep(&mut self, cx: &mut Cx<'_>, ui: &Ui) {
        self.kept.keep(cx, ui, &(self.open, &self.note));
        self.own.keep(cx, ui);
    }

    fn task_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, task: &TaskCard) {
        let words = task_said(task);
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
                if let Some(owner) = owner_words(cx, task) {
                    support(ui, &owner);
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
        if let Some(told) = &task.told {
            let args = [
                ("who", told.who.as_str().into()),
                ("time", told.at.clock_from(now).into()),
                ("how", how_words(told.how).to_lowercase().into()),
            ];
            support(ui, &ta("task-told", &args));
        }
    }

    fn finish_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, task: &TaskCard, words: &str) {
        if self.open != Some(task.item) {
            let name = ta("task-done-name", &[("task", words.into())]);
            if link(ui, &t("task-done"), Some(&name)).clicked() {
                self.open = Some(task.item);
                self.note.clear();
                self.telling = TellingForm::default();
                let id = if tells_somebody(task) {
                    TellingForm::first(cx)
                } else {
                    cx.field_id("task note")
                };
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            return;
        }
        if tells_somebody(task) {
            self.telling_ui(cx, ui, seat, task);
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
                None,
            )));
            self.open = None;
            self.note.clear();
        }
    }

    /// A task that is to tell somebody is done with whom, when and how.
    fn telling_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, task: &TaskCard) {
        self.telling.ui(cx, ui);
        let save = Button::new(ButtonKind::Plain, &t("save")).show(ui).clicked();
        if !save || cx.busy {
            return;
        }
        if let Some(telling) = self.telling.read(cx) {
            let (incident, item) = (seat.incident.incident, task.item);
            cx.push(Action::Ask(Request::TaskDone(
                incident,
                item,
                String::new(),
                Some(telling),
            )));
            self.open = None;
        }
    }
}

/// Whether it is done by telling somebody outside.
fn tells_somebody(task: &TaskCard) -> bool {
    task.task == Task::BriefCoordinatorOrGp
}

/// Whose task it is, where that is not the person who sits here.
fn owner_words(cx: &Cx<'_>, task: &TaskCard) -> Option<String> {
    if !task.who.is_empty() {
        return Some(ta("task-owner", &[("who", task.who.as_str().into())]));
    }
    let owner = task.owner.filter(|owner| Some(*owner) != cx.state.me)?;
    let name = cx.state.colleagues.iter().find(|(member, _)| *member == owner);
    name.map(|(_, name)| ta("task-owner", &[("who", name.as_str().into())]))
}
