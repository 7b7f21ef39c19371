//! The desk's queue: live incidents with how long they wait, how urgent they are, what is the risk, who has them. Rows
//! never move under the pointer or under the keyboard.

mod bar;
mod filter;
mod row;

use std::collections::{BTreeMap, BTreeSet};

use egui::{Key, Modifiers, Ui};

use crate::app::api::{IncidentRow, Request};
use crate::domain::desk::{GradeLimits, Queued, Standing, Wait};
use crate::domain::ids::IncidentId;
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::parts::minutes_words;
use crate::ui::route::{Route, Section};
use crate::ui::screen::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::{
    Button, ButtonKind, Column, Table, TableResponse, Width, announce, focus, split, support, title,
};
use crate::ui::words::{t, ta};
pub(super) use bar::desk_bar_ui;
use filter::Filter;
use row::row_view;
pub(super) use row::{grade_words, has_words, what_words};

/// How many rows are in sight at once.
const ROWS_IN_SIGHT: f32 = 6.0;
/// From this width on, in points, the table has room for every usual answer on one line; with less, one column goes.
const ROOMY: f32 = 1240.0;
/// The column that goes: what is known.
const KNOWN: usize = 3;
/// After rows moved under the pointer, a press counts only when it came at least so long after, in milliseconds.
const SETTLES_MS: i64 = 500;

/// The queue, and the order that is shown.
#[derive(Debug, Default)]
pub(super) struct Queue {
    standing: Standing,
    /// The list that the program brings, read once.
    limits: Option<GradeLimits>,
    /// A row was under the pointer or had the keyboard in the last frame.
    held: bool,
    /// The incident whose row has the keyboard: the keyboard stays on it wherever the row goes.
    on: Option<IncidentId>,
    shown: Vec<IncidentId>,
    /// When rows moved under the pointer last.
    moved: Option<Moment>,
    late: BTreeSet<IncidentId>,
    filter: Filter,
}

impl Queue {
    /// The title, what narrows the list, and the table.
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let adopted = cx.rules.desk_limits();
        let Some(limits) = adopted
            .cloned()
            .or_else(|| self.limits.take())
            .or_else(GradeLimits::embedded)
        else {
            return;
        };
        let now = cx.now;
        let queue: Vec<Queued> = cx.state.live.iter().map(queued).collect();
        self.tell_late(ui, &queue, &limits, now);
        self.settle(&queue, &limits, now);
        let changes = self.standing.changes(queue.clone(), &limits, now);
        self.head_ui(cx, ui, &summary_words(&queue, &limits, now), changes);
        let rows = self.rows(cx);
        if self.filter.ui(cx, ui, &hidden(cx, &rows, &limits)) {
            self.shown.clear();
        }
        let drawn = self.table_ui(cx, ui, &rows, &limits);
        self.on = drawn.focused.and_then(|at| rows.get(at)).map(|row| row.incident);
        self.limits = Some(limits).filter(|_| adopted.is_none());
        let settling = self.moved.is_some_and(|at| now.since_ms(at) < SETTLES_MS);
        let Some(row) = drawn.pressed.and_then(|at| rows.get(at)).filter(|_| !settling) else {
            return;
        };
        let focus = cx.state.focus.as_ref().map(|focus| focus.incident);
        if Some(row.incident) == focus && cx.seat().is_some() {
            cx.push(Action::Go(Route::Workspace(Section::Known)));
        } else {
            cx.push(Action::Ask(Request::Focus(row.incident)));
        }
    }

    /// The incident before or after this one, in the order that is shown.
    pub(super) fn neighbour(&self, of: Option<IncidentId>, forward: bool) -> Option<IncidentId> {
        self.standing.neighbour(of, forward)
    }

    /// Takes up the order of this frame, and notes when rows moved under somebody's hand.
    fn settle(&mut self, queue: &[Queued], limits: &GradeLimits, now: Moment) {
        let shown = self.standing.settle(queue.to_vec(), limits, now, self.held);
        if shown != self.shown {
            if self.held && !self.shown.is_empty() {
                self.moved = Some(now);
            }
            self.shown = shown.to_vec();
        }
    }

    /// The rows in the order that is shown, then the closed ones; what the filter leaves of them.
    fn rows<'a>(&self, cx: &Cx<'a>) -> Vec<&'a IncidentRow> {
        let by_id: BTreeMap<IncidentId, &IncidentRow> =
            cx.state.live.iter().map(|row| (row.incident, row)).collect();
        let here = cx.state.post.as_ref().map(|(_, station)| station.as_str());
        self.shown
            .iter()
            .filter_map(|id| by_id.get(id).copied())
            .chain(&cx.state.past)
            .filter(|row| self.filter.lets(row, here))
            .collect()
    }

    /// Said once, when a row turns late.
    fn tell_late(&mut self, ui: &Ui, queue: &[Queued], limits: &GradeLimits, now: Moment) {
        let late = late_of(queue, limits, now);
        let new = late.difference(&self.late).count();
        if new > 0 && !self.late.is_empty() {
            announce(ui.ctx(), &ta("queue-late-told", &[("count", new.into())]), false);
        }
        self.late = late;
    }

    /// The title and how many there are; beside them what waits while a row is held, and the way to narrow the list. Nothing here pushes
    /// the table down.
    fn head_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, summary: &str, changes: usize) {
        let waiting = changes > 0 && self.held;
        let mut update = false;
        let mut open = focus::find_asked(ui);
        let id = cx.field_id("queue-head");
        let height = sizes(ui).button;
        let right = |ui: &mut Ui| {
            if waiting {
                let words = ta("queue-changes", &[("count", changes.into())]);
                let button = Button::new(ButtonKind::Plain, &words).shortcut("U");
                update = button.show(ui).clicked();
            }
            let key = Command::Find.key_words();
            let words = t("queue-find");
            let button = Button::new(ButtonKind::Plain, &words).shortcut(&key);
            open |= button.show(ui).clicked();
        };
        let left = |ui: &mut Ui| {
            title(ui, &t("board-title"));
            support(ui, summary);
        };
        split(ui, id, height, left, right);
        let key = || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::U));
        if update || waiting && !ui.ctx().text_edit_focused() && key() {
            self.standing.update();
        }
        if open {
            self.filter.open();
        }
    }

    fn table_ui(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        rows: &[&IncidentRow],
        limits: &GradeLimits,
    ) -> TableResponse {
        let titles = [
            "queue-wait",
            "queue-grade",
            "queue-what",
            "queue-known",
            "queue-risk",
            "queue-has",
            "list-next",
        ]
        .map(t);
        let [wait, grade, what, known, risk, has, next] = titles.each_ref().map(String::as_str);
        let roomy = ui.available_width() >= ROOMY;
        let mut columns = vec![
            Column::new(wait, Width::Exact(144.0)),
            Column::new(grade, Width::Exact(120.0)),
            Column::new(what, Width::Share(if roomy { 2.0 } else { 1.9 })),
            Column::new(known, Width::Share(1.1)),
            Column::new(risk, Width::Share(if roomy { 0.8 } else { 1.15 })),
            Column::new(has, Width::Share(if roomy { 1.0 } else { 1.05 })),
            Column::new(next, Width::Exact(144.0)),
        ];
        if !roomy {
            // the next step says whether records are to be checked, and the row's name what is known
            columns.remove(KNOWN);
        }
        let focus = cx.state.focus.as_ref().map(|focus| focus.incident);
        let place_of = |of: Option<IncidentId>| rows.iter().position(|row| Some(row.incident) == of);
        let name = t("list-name");
        let now = cx.now;
        let view = |at: usize| {
            let mut view = rows
                .get(at)
                .map(|row| row_view(row, limits, now))
                .unwrap_or_default();
            if !roomy && KNOWN < view.cells.len() {
                view.cells.remove(KNOWN);
            }
            view
        };
        let table = Table::new(cx.field_id("queue"), &name, &columns, rows.len())
            .selected(place_of(focus))
            .keyboard_at(place_of(self.on));
        focus::pane(ui, &t("pane-queue"));
        let drawn = if rows.len() <= 5 {
            ui.scope(|ui| table.fit().show(ui, view))
        } else {
            let height = sizes(ui).row * ROWS_IN_SIGHT + 40.0;
            let size = egui::vec2(ui.available_width(), height);
            ui.allocate_ui(size, |ui| table.show(ui, view))
        };
        focus::pane(ui, &t("pane-incident"));
        self.held = drawn.inner.focused.is_some() || ui.rect_contains_pointer(drawn.response.rect);
        drawn.inner
    }
}

fn queued(row: &IncidentRow) -> Queued {
    Queued {
        incident: row.incident,
        opened: row.opened,
        grade: row.desk.grade,
        attended: row.desk.attended.is_some(),
    }
}

fn late_of(queue: &[Queued], limits: &GradeLimits, now: Moment) -> BTreeSet<IncidentId> {
    let late = queue.iter().filter(|item| item.wait(limits, now) == Wait::Late);
    late.map(|item| item.incident).collect()
}

/// How many live incidents the filter leaves out, and how many of those are late.
fn hidden(cx: &Cx<'_>, rows: &[&IncidentRow], limits: &GradeLimits) -> filter::Hidden {
    let shown: BTreeSet<IncidentId> = rows.iter().map(|row| row.incident).collect();
    let left_out = cx.state.live.iter().filter(|row| !shown.contains(&row.incident));
    let left_out: Vec<Queued> = left_out.map(queued).collect();
    filter::Hidden {
        shown: shown.len(),
        left_out: left_out.len(),
        late: late_of(&left_out, limits, cx.now).len(),
    }
}

fn summary_words(queue: &[Queued], limits: &GradeLimits, now: Moment) -> String {
    let waiting = queue.iter().filter(|item| !item.attended);
    let waits = waiting.map(|item| now.minutes_since(item.opened));
    let args = [
        ("count", queue.len().into()),
        ("late", late_of(queue, limits, now).len().into()),
        ("longest", minutes_words(waits.max().unwrap_or(0)).into()),
    ];
    ta("queue-summary", &args)
}
