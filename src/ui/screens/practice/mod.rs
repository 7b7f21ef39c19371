//! Scored practice: invented situations that are decided on the usual pages, and what the guidance says of each.

#[cfg(test)]
mod tests;

use egui::{Key, Modifiers, Ui};

use crate::app::api::{Done, PracticeRow, Request};
use crate::app::problem::Problem;
use crate::domain::practice::{Point, Verdict};
use crate::ui::action::Action;
use crate::ui::route::{Route, Section};
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    Button, ButtonKind, Cell, Column, Notice, Page, Problems, RowView, SummaryRow, Table, Tag, Width,
    back_link, body, button, focus_title, gap, heading, label_text, notice, progress, summary_list, support,
    title,
};
use crate::ui::words::{t, ta};

/// The page: the list, or one situation by its id.
#[derive(Debug, Default)]
pub(crate) struct Practice {
    open: Option<String>,
    told: Option<String>,
    problems: Problems,
}

impl Screen for Practice {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let rows = std::sync::Arc::clone(&cx.state.practice);
        if cx.arrived {
            *self = Self {
                open: under_way(cx, &rows),
                ..Self::default()
            };
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id("practice"), words)]);
        }
        match rows
            .iter()
            .find(|row| Some(&row.scenario.id) == self.open.as_ref())
        {
            Some(row) => self.one_ui(cx, ui, row),
            None => self.list_ui(cx, ui, &rows),
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::Opened(_)) => actions.push(Action::Go(Route::Workspace(Section::Notes))),
            Ok(_) => {}
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

/// The situation of the incident in focus: after deciding, its verdict is one key away.
fn under_way(cx: &Cx<'_>, rows: &[PracticeRow]) -> Option<String> {
    let focus = cx.state.focus.as_ref()?;
    rows.iter()
        .find(|row| row.incident == Some(focus.incident))
        .map(|row| row.scenario.id.clone())
}

impl Practice {
    fn list_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, rows: &[PracticeRow]) {
        let page = Page::new(cx.field_id("practice")).wide().pinned();
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("command-practice"));
            support(ui, &t("practice-explain"));
            body(ui, &summary(rows));
            gap(ui, Space::Xs);
            if let Some(row) = table_ui(cx, ui, rows) {
                self.open = Some(row.scenario.id.clone());
                focus_title(ui.ctx());
            }
        });
        page.footer(ui, |ui| {
            if button(ui, ButtonKind::Plain, &t("help-close"), Some("Esc")).clicked() {
                cx.push(Action::Back);
            }
        });
    }

    fn one_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, row: &PracticeRow) {
        let mut leave = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        let page = Page::new(cx.field_id("practice-one")).pinned();
        page.body(ui, |ui| {
            leave |= back_link(ui).clicked();
            title(ui, &row.scenario.title);
            self.problems.show(ui);
            body(ui, &row.scenario.story);
            match (&row.attempt, &row.verdict) {
                (Some(attempt), Some(verdict)) => verdict_ui(ui, row, verdict, attempt.seconds),
                _ if row.incident.is_some() => {
                    gap(ui, Space::Sm);
                    notice(ui, Notice::Info, &t("practice-undecided"));
                }
                _ => {}
            }
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
                return;
            }
            let words = match (&row.incident, &row.attempt) {
                (None, _) => t("practice-begin"),
                (Some(_), _) => t("practice-again"),
            };
            if Button::new(ButtonKind::Primary, &words)
                .shortcut("Enter")
                .on_enter()
                .show(ui)
                .clicked()
            {
                cx.push(Action::Ask(Request::BeginPractice(row.scenario.id.clone())));
            }
            leave |= button(ui, ButtonKind::Plain, &t("rules-back-to-list"), Some("Esc")).clicked();
        });
        if leave {
            self.open = None;
            self.problems.clear();
            focus_title(ui.ctx());
        }
    }
}

/// What the guidance says, point by point, with the reasons of the engine that decides live.
fn verdict_ui(ui: &mut Ui, row: &PracticeRow, verdict: &Verdict, seconds: u32) {
    gap(ui, Space::Sm);
    heading(ui, &t("practice-says"));
    let fits = if verdict.fits() {
        "practice-fits"
    } else {
        "practice-differs"
    };
    label_text(ui, &t(fits));
    body(ui, &row.scenario.guide);
    gap(ui, Space::Xs);
    let rows: Vec<(String, String)> = verdict
        .points
        .iter()
        .map(|(point, won)| {
            let key = if *won { "practice-won" } else { "practice-missed" };
            let words = match point {
                Point::Time => ta(
                    if *won {
                        "practice-in-time"
                    } else {
                        "practice-over-time"
                    },
                    &[
                        ("seconds", seconds.into()),
                        ("target", row.scenario.target_s.into()),
                    ],
                ),
                Point::Decision | Point::Ground | Point::Enough | Point::Least => t(key),
            };
            (t(point_key(*point)), words)
        })
        .collect();
    let rows: Vec<SummaryRow<'_>> = rows
        .iter()
        .map(|(key, value)| SummaryRow {
            key,
            value,
            change: None,
        })
        .collect();
    summary_list(ui, &rows);
    if !verdict.reasons.is_empty() {
        gap(ui, Space::Sm);
        heading(ui, &t("practice-law"));
        for reason in &verdict.reasons {
            body(ui, reason);
        }
    }
}

fn point_key(point: Point) -> &'static str {
    match point {
        Point::Decision => "practice-decision",
        Point::Ground => "practice-ground",
        Point::Enough => "practice-enough",
        Point::Least => "practice-least",
        Point::Time => "practice-time",
    }
}

/// How many were tried, and how many of them fit.
fn summary(rows: &[PracticeRow]) -> String {
    let tried = rows.iter().filter(|row| row.verdict.is_some()).count();
    let fit = rows
        .iter()
        .filter(|row| row.verdict.as_ref().is_some_and(Verdict::fits))
        .count();
    ta(
        "practice-summary",
        &[
            ("tried", tried.into()),
            ("all", rows.len().into()),
            ("fit", fit.into()),
        ],
    )
}

fn table_ui<'a>(cx: &Cx<'_>, ui: &mut Ui, rows: &'a [PracticeRow]) -> Option<&'a PracticeRow> {
    let (what, state, score) = (t("practice-situation"), t("people-state"), t("practice-score"));
    let columns = [
        Column::new(&what, Width::Share(3.0)),
        Column::new(&state, Width::Share(1.6)),
        Column::new(&score, Width::Share(1.0)),
    ];
    let name = t("command-practice");
    let view = |at: usize| {
        let Some(row) = rows.get(at) else {
            return RowView::default();
        };
        let (state, score) = match &row.verdict {
            Some(verdict) if verdict.fits() => (Cell::Text(t("practice-fits-short")), points(verdict)),
            Some(verdict) => (
                Cell::Tag(Tag::Later, t("practice-differs-short")),
                points(verdict),
            ),
            None if row.incident.is_some() => (Cell::Text(t("practice-begun")), String::new()),
            None => (Cell::Text(t("practice-untried")), String::new()),
        };
        let told = match &row.verdict {
            Some(verdict) => points(verdict),
            None => t("practice-untried"),
        };
        RowView {
            name: format!("{}, {told}", row.scenario.title),
            cells: vec![Cell::Strong(row.scenario.title.clone()), state, Cell::Text(score)],
        }
    };
    let table = Table::new(cx.field_id("practice-table"), &name, &columns, rows.len());
    table.fit().show(ui, view).pressed.and_then(|at| rows.get(at))
}

fn points(verdict: &Verdict) -> String {
    ta(
        "practice-points",
        &[
            ("won", verdict.score().into()),
            ("all", verdict.points.len().into()),
        ],
    )
}
