//! What the next shift takes over: every open incident with who has it and what is left on it, one under the other.

use std::sync::Arc;

use egui::Ui;

use super::queue::{grade_words, has_words, what_words};
use crate::app::api::{DeskRequest, Done, Left, NextShiftRow, Request};
use crate::app::problem::Problem;
use crate::domain::role::Side;
use crate::domain::time::{Moment, day_words};
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::parts::{
    command_button, follow_up_words, marker_words, minutes_words, page_head_ui, side_badge, task_said,
};
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Badge, ButtonKind, Card, Cell, Column, Edge, Page, RowView, Table, Width, body, focus_title, gap,
    label_text, status_line, support,
};
use crate::ui::words::{t, ta};

/// The page and the list as it was read last.
#[derive(Debug, Default)]
pub(crate) struct NextShift {
    rows: Option<Arc<Vec<NextShiftRow>>>,
}

impl Screen for NextShift {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            focus_title(ui.ctx());
            cx.push(Action::Ask(Request::Desk(Box::new(DeskRequest::NextShift))));
        }
        let rows = self.rows.clone();
        let page = Page::new(cx.field_id("next-shift")).pinned().wide();
        page.body(ui, |ui| {
            let badge = cx.seat().map_or(Badge::Shared, side_badge);
            let count = rows.as_ref().map_or(0, |rows| open_count(rows));
            let beside = ta("next-shift-open", &[("count", count.into())]);
            if page_head_ui(ui, badge, &t("next-shift-title"), &beside) {
                cx.push(Action::Back);
            }
            support(
                ui,
                &t(match cx.seat() {
                    None => "next-shift-hint-shared",
                    Some(_) => "next-shift-hint",
                }),
            );
            match rows.as_deref() {
                None => {
                    status_line(ui, &t("working"));
                }
                Some(rows) if rows.is_empty() => {
                    body(ui, &t("next-shift-none"));
                }
                Some(rows) => list_ui(cx, ui, rows),
            }
        });
        page.footer(ui, |ui| {
            command_button(cx, ui, ButtonKind::Primary, Command::Handover);
            command_button(cx, ui, ButtonKind::Plain, Command::Board);
        });
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        if let Ok(Done::NextShift(rows)) = answer {
            self.rows = Some(Arc::clone(rows));
        }
        false
    }
}

fn open_count(rows: &[NextShiftRow]) -> usize {
    rows.iter().filter(|row| row.row.closed.is_none()).count()
}

/// The table; under it all that is left on the incident in focus.
fn list_ui(cx: &mut Cx<'_>, ui: &mut Ui, rows: &[NextShiftRow]) {
    let titles = ["list-incident", "queue-what", "queue-has", "next-shift-left"].map(t);
    let [incident, what, has, left] = titles.each_ref().map(String::as_str);
    let columns = [
        Column::new(incident, Width::Exact(110.0)),
        Column::new(what, Width::Share(1.4)),
        Column::new(has, Width::Share(1.0)),
        Column::new(left, Width::Share(1.6)),
    ];
    let now = cx.now;
    let focus = cx.state.focus.as_ref().map(|focus| focus.incident);
    let at = rows.iter().position(|row| Some(row.row.incident) == focus);
    let name = t("next-shift-title");
    let view = |at: usize| rows.get(at).map(|row| row_view(row, now)).unwrap_or_default();
    let table = Table::new(cx.field_id("next-shift-list"), &name, &columns, rows.len()).selected(at);
    let pressed = if rows.len() <= 6 {
        table.fit().show(ui, view).pressed
    } else {
        let height = crate::ui::theme::sizes(ui).row * 8.0 + 40.0;
        let size = egui::vec2(ui.available_width(), height);
        ui.allocate_ui(size, |ui| table.show(ui, view).pressed).inner
    };
    if let Some(row) = pressed.and_then(|at| rows.get(at)) {
        cx.push(Action::Ask(Request::Focus(row.row.incident)));
    }
    gap(ui, Space::Md);
    if let Some(row) = at.and_then(|at| rows.get(at)) {
        detail_ui(ui, row, now);
    }
}

/// Everything that is left on one incident.
fn detail_ui(ui: &mut Ui, row: &NextShiftRow, now: Moment) {
    let line = format!("{}  {}", row.row.reference, what_words(&row.row));
    Card::new(Edge::None).name(&line).show(ui, |ui| {
        label_text(ui, &line);
        support(ui, &standing_words(row, now));
        for left in &row.left {
            body(ui, &left_words(left, now));
        }
        if row.left.is_empty() {
            body(ui, &t("next-shift-nothing-left"));
        }
    });
}

/// "Priority. J Patel, Desk 1. Open 19 min".
fn standing_words(row: &NextShiftRow, now: Moment) -> String {
    let row = &row.row;
    let since = match row.closed {
        Some(at) => ta("list-closed", &[("time", at.clock_from(now).into())]),
        None => ta(
            "state-open",
            &[("time", minutes_words(now.minutes_since(row.opened)).into())],
        ),
    };
    let grade = row.desk.grade.map_or_else(|| t("grade-open"), grade_words);
    [grade, has_words(row), since].join(". ")
}

/// What is left, in one line.
fn left_words(left: &Left, now: Moment) -> String {
    let timed = |key: &str, at: Moment| ta(key, &[("time", at.clock_from(now).into())]);
    match left {
        Left::Detained(Some(limit)) => timed("left-detained", *limit),
        Left::Detained(None) => t("left-detained-travel"),
        Left::HeldBy { who, limit } => held_words(who, *limit, now),
        Left::DangerReason(at) => timed("left-danger", *at),
        Left::Stays(at) => timed("left-stays", *at),
        Left::HandoverOpen(at) => timed("left-handover-open", *at),
        Left::AdviceOpen(at, to) => {
            let args = [("time", at.clock_from(now).into()), ("to", to.as_str().into())];
            ta("left-advice", &args)
        }
        Left::HandedOver(who, at) => {
            let args = [("who", who.as_str().into()), ("time", at.clock_from(now).into())];
            ta("left-handed-over", &args)
        }
        Left::FollowUp(what, owner, due) => {
            let who = owner.as_ref().map_or_else(|| t("left-nobody"), owner_words);
            with_due(&format!("{}: {who}", follow_up_words(*what)), *due, now)
        }
        Left::Marker(marker) => ta(
            "left-marker",
            &[
                ("what", marker_words(marker).into()),
                ("day", day_words(marker.review).into()),
            ],
        ),
        Left::Task(task) => with_due(&task_said(task), task.due, now),
        Left::Outcome => t("left-outcome"),
    }
}

/// Who has the person, and until when; once the limit has passed, that no end is recorded.
fn held_words(who: &str, limit: Option<Moment>, now: Moment) -> String {
    let key = match limit {
        Some(limit) if limit <= now => "left-held-past",
        Some(_) => "left-held",
        None => "left-held-open",
    };
    let time = limit.unwrap_or(now).clock_from(now);
    ta(key, &[("who", who.into()), ("time", time.into())])
}

fn owner_words((side, name): &(Side, String)) -> String {
    let key = match side {
        Side::Police => "left-by-police",
        Side::Health => "left-by-health",
    };
    ta(key, &[("who", name.as_str().into())])
}

fn with_due(words: &str, due: Option<Moment>, now: Moment) -> String {
    let Some(due) = due else { return words.to_owned() };
    let args = [("what", words.into()), ("time", due.clock_from(now).into())];
    ta("left-due", &args)
}

fn row_view(row: &NextShiftRow, now: Moment) -> RowView {
    let left: Vec<String> = row.left.iter().map(|left| left_words(left, now)).collect();
    let to_do = row
        .left
        .iter()
        .filter(|left| !matches!(left, Left::HandedOver(..)));
    let first = match (left.as_slice(), to_do.count()) {
        ([], _) => t("next-shift-nothing-left"),
        ([first, ..], 0 | 1) => first.clone(),
        ([first, ..], count) => {
            let args = [("first", first.as_str().into()), ("count", count.into())];
            ta("next-shift-more", &args)
        }
    };
    let has = match row.row.closed {
        Some(at) => ta("list-closed", &[("time", at.clock_from(now).into())]),
        None => has_words(&row.row),
    };
    let what = what_words(&row.row);
    let name = [&row.row.reference, &what, &has]
        .into_iter()
        .chain(&left)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    let cells = vec![
        Cell::Text(row.row.reference.clone()),
        Cell::Strong(what),
        Cell::Text(has),
        Cell::Text(first),
    ];
    RowView { name, cells }
}
