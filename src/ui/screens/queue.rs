//! The desk's queue: live incidents with how long they wait, how urgent they are, what is the risk, who has them. Rows
//! never move under the pointer or under the keyboard.

use egui::{Key, Modifiers, Ui};

use crate::app::api::{DeskRequest, IncidentRow, Request};
use crate::domain::content::Grade;
use crate::domain::desk::{GradeLimits, Queued, Standing, Wait};
use crate::domain::ids::IncidentId;
use crate::domain::incident::SharedIncident;
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::parts::{minutes_words, risk_words};
use crate::ui::route::{Route, Section};
use crate::ui::screen::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::{
    Button, ButtonKind, Cell, ChoiceOption, Choices, Column, RowView, Table, Tag, Width, announce, body,
    notice, support,
};
use crate::ui::words::{t, ta};

/// How many rows are in sight at once.
const ROWS_IN_SIGHT: f32 = 6.0;

/// The queue, and the order that is shown.
#[derive(Debug, Default)]
pub(super) struct Queue {
    standing: Standing,
    limits: Option<GradeLimits>,
    /// A row was under the pointer or had the keyboard in the last frame.
    held: bool,
    late: Vec<IncidentId>,
}

impl Queue {
    /// The summary and the table; true when a row was pressed.
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Some(limits) = self.limits.clone().or_else(GradeLimits::embedded) else {
            return;
        };
        let now = cx.now;
        let queue: Vec<Queued> = cx.state.live.iter().map(queued).collect();
        self.tell_late(ui, &queue, &limits, now);
        summary_ui(ui, &queue, &limits, now);
        let shown = self
            .standing
            .settle(queue.clone(), &limits, now, self.held)
            .to_vec();
        let changes = self.standing.changes(queue, &limits, now);
        self.waiting_ui(ui, changes);
        let rows: Vec<&IncidentRow> = shown
            .iter()
            .filter_map(|id| cx.state.live.iter().find(|row| row.incident == *id))
            .chain(&cx.state.past)
            .collect();
        let pressed = self.table_ui(cx, ui, &rows, &limits);
        self.limits = Some(limits);
        let Some(row) = pressed.and_then(|at| rows.get(at)) else {
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

    /// Said once, when a row turns late.
    fn tell_late(&mut self, ui: &Ui, queue: &[Queued], limits: &GradeLimits, now: Moment) {
        let late: Vec<IncidentId> = queue
            .iter()
            .filter(|item| item.wait(limits, now) == Wait::Late)
            .map(|item| item.incident)
            .collect();
        let new = late.iter().filter(|id| !self.late.contains(id)).count();
        if new > 0 && !self.late.is_empty() {
            announce(ui.ctx(), &ta("queue-late-told", &[("count", new.into())]), false);
        }
        self.late = late;
    }

    /// What waits while a row is held.
    fn waiting_ui(&mut self, ui: &mut Ui, changes: usize) {
        if changes == 0 || !self.held {
            return;
        }
        let words = ta("queue-changes", &[("count", changes.into())]);
        let pressed = Button::new(ButtonKind::Plain, &words)
            .shortcut("U")
            .show(ui)
            .clicked();
        let key =
            !ui.ctx().text_edit_focused() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::U));
        if pressed || key {
            self.standing.update();
        }
    }

    fn table_ui(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        rows: &[&IncidentRow],
        limits: &GradeLimits,
    ) -> Option<usize> {
        let titles = [
            "queue-wait",
            "queue-grade",
            "queue-what",
            "queue-risk",
            "queue-has",
            "list-next",
        ]
        .map(t);
        let [wait, grade, what, risk, has, next] = titles.each_ref().map(String::as_str);
        let columns = [
            Column::new(wait, Width::Exact(150.0)),
            Column::new(grade, Width::Exact(120.0)),
            Column::new(what, Width::Share(2.2)),
            Column::new(risk, Width::Share(0.9)),
            Column::new(has, Width::Share(1.2)),
            Column::new(next, Width::Share(1.3)),
        ];
        let focus = cx.state.focus.as_ref().map(|focus| focus.incident);
        let at = rows.iter().position(|row| Some(row.incident) == focus);
        let name = t("list-name");
        let now = cx.now;
        let view = |at: usize| {
            rows.get(at)
                .map(|row| row_view(row, limits, now))
                .unwrap_or_default()
        };
        let table = Table::new(cx.field_id("queue"), &name, &columns, rows.len()).selected(at);
        let fits = rows.len() <= 5;
        let drawn = if fits {
            ui.scope(|ui| table.fit().show(ui, view))
        } else {
            let height = sizes(ui).row * ROWS_IN_SIGHT + 40.0;
            let size = egui::vec2(ui.available_width(), height);
            ui.allocate_ui(size, |ui| table.show(ui, view))
        };
        self.held = drawn.inner.focused.is_some() || ui.rect_contains_pointer(drawn.response.rect);
        drawn.inner.pressed
    }
}

fn queued(row: &IncidentRow) -> Queued {
    Queued {
        incident: row.incident,
        opened: row.opened,
        grade: row.desk.grade,
    }
}

fn summary_ui(ui: &mut Ui, queue: &[Queued], limits: &GradeLimits, now: Moment) {
    let late = queue
        .iter()
        .filter(|item| item.wait(limits, now) == Wait::Late)
        .count();
    let longest = queue
        .iter()
        .map(|item| now.minutes_since(item.opened))
        .max()
        .unwrap_or(0);
    let args = [
        ("count", queue.len().into()),
        ("late", late.into()),
        ("longest", minutes_words(longest).into()),
    ];
    support(ui, &ta("queue-summary", &args));
}

/// What a grade is called.
pub(super) fn grade_words(grade: Grade) -> String {
    t(match grade {
        Grade::Immediate => "grade-immediate",
        Grade::Priority => "grade-priority",
        Grade::Scheduled => "grade-scheduled",
        Grade::Advice => "grade-advice",
    })
}

/// `14:02`, then `1 h 04`.
fn waited_words(row: &IncidentRow, now: Moment) -> String {
    let seconds = now.since_ms(row.opened).max(0) / 1_000;
    let (minutes, rest) = (seconds / 60, seconds % 60);
    if minutes < 60 {
        format!("{minutes:02}:{rest:02}")
    } else {
        minutes_words(minutes)
    }
}

fn wait_cell(row: &IncidentRow, limits: &GradeLimits, now: Moment) -> Cell {
    if let Some(at) = row.closed {
        return Cell::Text(ta("list-closed", &[("time", at.clock_from(now).into())]));
    }
    let time = waited_words(row, now);
    let said = |key: &str| ta(key, &[("time", time.as_str().into())]);
    match queued(row).wait(limits, now) {
        Wait::Late => Cell::Tag(Tag::Now, said("queue-late")),
        Wait::Soon => Cell::Tag(Tag::Soon, said("queue-soon")),
        Wait::Waiting => Cell::Figure(time),
    }
}

fn has_words(row: &IncidentRow) -> String {
    match (&row.desk.holder, &row.desk.also) {
        (None, _) => t("queue-nobody"),
        (Some(holder), None) => holder.clone(),
        (Some(holder), Some(also)) => {
            let args = [("who", holder.as_str().into()), ("also", also.as_str().into())];
            ta("queue-also", &args)
        }
    }
}

fn row_view(row: &IncidentRow, limits: &GradeLimits, now: Moment) -> RowView {
    let place = if row.place.is_empty() {
        t("place-open")
    } else {
        row.place.clone()
    };
    let person = match (row.person.as_str(), row.desk.age) {
        ("", _) => String::new(),
        (name, None) => name.to_owned(),
        (name, Some(age)) => format!("{name}, {age}"),
    };
    let what = if person.is_empty() {
        place
    } else {
        format!("{place}. {person}")
    };
    let next = if row.danger_unfinished {
        t("list-danger")
    } else {
        String::new()
    };
    let cells = vec![
        wait_cell(row, limits, now),
        Cell::Text(row.desk.grade.map_or_else(|| t("grade-open"), grade_words)),
        Cell::Strong(what),
        Cell::Text(row.desk.risk.map(risk_words).unwrap_or_default()),
        Cell::Text(has_words(row)),
        if row.danger_unfinished {
            Cell::Tag(Tag::Soon, next)
        } else {
            Cell::Text(next)
        },
    ];
    let said: Vec<String> = cells
        .iter()
        .map(words_of)
        .chain([row.reference.clone()])
        .collect();
    let said: Vec<&str> = said
        .iter()
        .map(String::as_str)
        .filter(|words| !words.is_empty())
        .collect();
    RowView {
        name: said.join(", "),
        cells,
    }
}

fn words_of(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) | Cell::Strong(words) | Cell::Figure(words) | Cell::Tag(_, words) => words.clone(),
    }
}

/// Who has the incident in focus, its grade, and what the desk does with it.
pub(super) fn desk_bar_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
    if incident.closed.is_some() {
        return;
    }
    let id = incident.incident;
    if let Some(held) = incident.desk.holder() {
        let args = [
            ("who", held.name.as_str().into()),
            ("station", held.station.as_str().into()),
            ("time", held.at.clock_from(cx.now).into()),
        ];
        body(ui, &ta("claim-held", &args));
    }
    for other in incident.desk.also_claimed() {
        let args = [
            ("who", other.name.as_str().into()),
            ("station", other.station.as_str().into()),
            ("time", other.at.clock_from(cx.now).into()),
        ];
        notice(ui, crate::ui::widgets::Notice::Info, &ta("claim-also", &args));
    }
    let words = Grade::ALL.map(grade_words);
    let options = words.each_ref().map(|words| ChoiceOption::new(words));
    let before = incident
        .desk
        .grade
        .and_then(|(grade, _)| Grade::ALL.iter().position(|each| *each == grade));
    let mut grade = before;
    Choices::new(cx.field_id("grade"), &t("queue-grade"), &options)
        .inline()
        .show(ui, &mut grade);
    ui.horizontal_wrapped(|ui| {
        let here = cx.state.post.as_ref().map(|(_, station)| station.as_str());
        let mine = incident
            .desk
            .claims
            .iter()
            .any(|held| Some(held.station.as_str()) == here);
        let (words, request) = if mine {
            (t("claim-release"), DeskRequest::Release(id))
        } else {
            (t("claim-take"), DeskRequest::Claim(id))
        };
        if Button::new(ButtonKind::Plain, &words).show(ui).clicked() && !cx.busy {
            cx.push(Action::Ask(Request::Desk(Box::new(request))));
        }
        let words = t(Command::Advise.words_key());
        if Button::new(ButtonKind::Plain, &words).show(ui).clicked() {
            cx.push(Action::Do(Command::Advise));
        }
    });
    if grade != before
        && let Some(grade) = grade.and_then(|at| Grade::ALL.get(at).copied())
    {
        cx.push(Action::Ask(Request::Desk(Box::new(DeskRequest::Grade(
            id, grade,
        )))));
    }
}
