//! How the incident ended, what is still to be done, and closing it.

use std::collections::VecDeque;

use egui::Ui;
use serde::{Deserialize, Serialize};

use crate::app::api::{CloseGap, Done, Request};
use crate::app::problem::Problem;
use crate::domain::content::{FollowUp, IncidentOutcome};
use crate::domain::ids::IncidentId;
use crate::domain::incident::SharedIncident;
use crate::domain::mha::clock::period;
use crate::domain::mha::{Phase, law};
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::{
    Go, Todo, follow_up_words, go, known_told, minutes_words, outcome_words, page_head_ui, section_of,
    still_to_do, todo_row_ui,
};
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Badge, Button, ButtonKind, Card, ChoiceOption, Choices, Edge, Field, Page, Problems, Tag, Ticks,
    announce, body, gap, heading, support,
};
use crate::ui::words::{t, ta};

/// The page and what is chosen there.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    of: Option<IncidentId>,
    ended: Option<usize>,
    follow_up: [bool; 5],
    why: String,
    problems: Problems,
    /// What was asked for and is not answered yet, oldest first.
    asked: VecDeque<Asked>,
    /// The engine said what is missing: the keyboard goes to the list.
    refused: Option<Vec<CloseGap>>,
    kept: Kept,
}

/// What is chosen or typed and not stored, through the end of a sitting.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Left {
    chosen: Option<(Option<usize>, [bool; 5])>,
    why: String,
}

/// What this page asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Save,
    Close,
    Reopen,
}

impl Screen for Outcome {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Some(incident) = cx.state.focus.as_deref() else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        self.follow(cx, incident);
        let page = Page::new(cx.field_id("outcome")).pinned().wide();
        page.body(ui, |ui| {
            if head_ui(cx, ui, incident) {
                cx.push(Action::Back);
            }
            self.problems.show(ui);
            if incident.closed.is_some() {
                self.closed_ui(cx, ui, incident);
            } else {
                self.open_ui(cx, ui, incident);
            }
        });
        page.footer(ui, |ui| {
            if incident.closed.is_some() {
                self.reopen_button(cx, ui, incident);
            } else {
                self.close_buttons(cx, ui, incident);
            }
        });
        if self.asked.is_empty() {
            self.keep(cx, ui, incident);
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        let asked = self.asked.pop_front();
        if answer.is_ok() && asked.is_some() && self.asked.is_empty() {
            self.kept = self.kept.forget(actions);
        }
        match (answer, asked) {
            (Ok(Done::CannotClose(gaps)), _) => self.refused = Some(gaps.clone()),
            (Ok(_), Some(Asked::Close)) => {
                actions.push(Action::Tell {
                    words: t("outcome-closed-told"),
                    undo: true,
                });
                actions.push(Action::Go(Route::Board));
            }
            (Ok(_), Some(Asked::Save)) if self.asked.is_empty() => {
                actions.push(Action::Tell {
                    words: t("outcome-saved-told"),
                    undo: true,
                });
            }
            (Ok(_), Some(Asked::Reopen)) => self.why.clear(),
            (Ok(_), Some(Asked::Save) | None) | (Err(_), _) => {}
        }
        false
    }
}

fn head_ui(cx: &Cx<'_>, ui: &mut Ui, incident: &SharedIncident) -> bool {
    let end = incident.closed.unwrap_or(cx.now);
    let open = minutes_words(end.minutes_since(incident.opened));
    let line = [
        ("reference", incident.reference.as_str().into()),
        ("time", open.into()),
    ];
    page_head_ui(
        ui,
        Badge::Shared,
        &t("outcome-title"),
        &ta("outcome-open-for", &line),
    )
}

impl Outcome {
    /// Takes up what is stored when another incident is in focus, or when the page opens.
    fn follow(&mut self, cx: &Cx<'_>, incident: &SharedIncident) {
        if self.of == Some(incident.incident) {
            return;
        }
        let (left, kept) = Kept::open::<Left>(cx, format!("outcome/{}", incident.incident.hex()));
        let (ended, follow_up) = left.chosen.unwrap_or_else(|| stored(incident));
        *self = Self {
            of: Some(incident.incident),
            ended,
            follow_up,
            why: left.why,
            kept,
            ..Self::default()
        };
    }

    fn keep(&mut self, cx: &mut Cx<'_>, ui: &Ui, incident: &SharedIncident) {
        let chosen = (self.ended, self.follow_up);
        let left = Left {
            chosen: (chosen != stored(incident)).then_some(chosen),
            why: self.why.clone(),
        };
        self.kept.keep(cx, ui, &left);
    }

    fn open_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        let words = IncidentOutcome::ALL.map(outcome_words);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        let question = t("outcome-question");
        let choice = Choices::new(cx.field_id("outcome"), &question, &options)
            .inline()
            .error(self.problems.of(cx.field_id("outcome")))
            .show(ui, &mut self.ended);
        if cx.arrived {
            choice.response.request_focus();
        }
        gap(ui, Space::Sm);
        let words = FollowUp::ALL.map(follow_up_words);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        let question = t("outcome-follow-up");
        Ticks::new(cx.field_id("follow up"), &question, &options)
            .inline()
            .show(ui, &mut self.follow_up);
        gap(ui, Space::Sm);
        self.before_ui(cx, ui, incident);
    }

    /// What is missing before it can be closed, each with the way there.
    fn before_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        let name = t("outcome-before");
        let mut left: Vec<Todo> = gaps(cx).collect();
        left.extend(open_handovers(cx));
        left.extend(held_by(cx, incident));
        left.extend(undecided(incident));
        let first = cx.field_id("todo").with(0);
        Card::new(Edge::None).name(&name).show(ui, |ui| {
            heading(ui, &name);
            for (at, todo) in left.iter().enumerate() {
                if todo_row_ui(cx, ui, at, todo) {
                    go(cx, todo);
                }
            }
            if left.is_empty() {
                body(ui, &t("outcome-nothing-left"));
            }
            let unowned = unowned(incident);
            if unowned > 0 {
                support(ui, &ta("outcome-unowned", &[("count", unowned.into())]));
            }
            for side in Side::ALL
                .into_iter()
                .filter(|side| known_told(incident, *side).is_none())
            {
                support(
                    ui,
                    &t(match side {
                        Side::Police => "outcome-known-police",
                        Side::Health => "outcome-known-health",
                    }),
                );
            }
        });
        if let Some(missing) = self.refused.take() {
            self.explain(cx, ui, &missing, first, left.first());
        }
    }

    /// Says what is missing and puts the keyboard there.
    fn explain(&mut self, cx: &Cx<'_>, ui: &Ui, missing: &[CloseGap], first: egui::Id, todo: Option<&Todo>) {
        if missing.contains(&CloseGap::Outcome) {
            self.problems
                .set(vec![(cx.field_id("outcome"), t("outcome-missing"))]);
            return;
        }
        ui.memory_mut(|memory| memory.request_focus(first));
        if let Some(todo) = todo {
            let line = [
                ("count", missing.len().into()),
                ("first", todo.words.as_str().into()),
            ];
            announce(ui.ctx(), &ta("outcome-left", &line), true);
        }
    }

    fn close_buttons(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        let words = if cx.busy { t("working") } else { t("outcome-close") };
        let close = Button::new(ButtonKind::Primary, &words)
            .commit()
            .show(ui)
            .clicked();
        let words = t("outcome-save");
        let save = Button::new(ButtonKind::Plain, &words)
            .shortcut("Enter")
            .on_enter()
            .show(ui)
            .clicked();
        if cx.busy || !(close || save) {
            return;
        }
        let Some(request) = self.to_save(incident) else {
            if close || self.ended.is_none() {
                self.problems
                    .set(vec![(cx.field_id("outcome"), t("outcome-missing"))]);
            }
            return;
        };
        self.problems.clear();
        if let Some(request) = request {
            cx.push(Action::Ask(request));
            self.asked.push_back(Asked::Save);
        }
        if close {
            cx.push(Action::Ask(Request::Close(incident.incident)));
            self.asked.push_back(Asked::Close);
        }
    }

    /// What differs from what is stored: `None` without an outcome, `Some(None)` when nothing differs.
    #[expect(
        clippy::option_option,
        reason = "no outcome and no change are two different answers"
    )]
    fn to_save(&self, incident: &SharedIncident) -> Option<Option<Request>> {
        let outcome = self.ended.and_then(|at| IncidentOutcome::ALL.get(at).copied())?;
        let follow_up: Vec<FollowUp> = FollowUp::ALL
            .into_iter()
            .zip(self.follow_up)
            .filter(|(_, ticked)| *ticked)
            .map(|(f, _)| f)
            .collect();
        let same = incident.outcome == Some(outcome) && incident.follow_up == follow_up;
        Some((!same).then_some(Request::SetOutcome(incident.incident, outcome, follow_up)))
    }

    fn closed_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        let at = incident.closed.unwrap_or(cx.now).clock_from(cx.now);
        body(ui, &ta("state-closed", &[("time", at.into())]));
        if let Some(outcome) = incident.outcome {
            body(ui, &outcome_words(outcome));
        }
        for follow_up in &incident.follow_up {
            support(ui, &follow_up_words(*follow_up));
        }
        gap(ui, Space::Sm);
        let id = cx.field_id("reopen");
        Field::new(id, &t("outcome-reopen-why"))
            .error(self.problems.of(id))
            .show(ui, &mut self.why);
    }

    fn reopen_button(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        let words = t("outcome-reopen");
        let pressed = Button::new(ButtonKind::Primary, &words).show(ui).clicked();
        if !pressed || cx.busy {
            return;
        }
        if self.why.trim().is_empty() {
            self.problems
                .set(vec![(cx.field_id("reopen"), t("outcome-reopen-missing"))]);
            return;
        }
        self.problems.clear();
        self.asked.push_back(Asked::Reopen);
        cx.push(Action::Ask(Request::Reopen(
            incident.incident,
            self.why.trim().to_owned(),
        )));
    }
}

/// The outcome and the follow-ups that are stored, by their places on the page.
fn stored(incident: &SharedIncident) -> (Option<usize>, [bool; 5]) {
    let ended = IncidentOutcome::ALL
        .iter()
        .position(|outcome| Some(*outcome) == incident.outcome);
    (
        ended,
        FollowUp::ALL.map(|what| incident.follow_up.contains(&what)),
    )
}

/// Somebody is detained, and health staff have not taken over.
fn held(cx: &Cx<'_>) -> bool {
    let s136 = cx.state.focus.as_ref().map(|incident| &incident.s136);
    s136.is_some_and(|s136| s136.in_force() && s136.handed_over.is_none())
}

/// Health staff took over and the power still runs: who has the clock now. It is no reason not to close.
fn held_by(cx: &Cx<'_>, incident: &SharedIncident) -> Option<Todo> {
    let s136 = &incident.s136;
    let (_, who) = s136.handed_over.as_ref().filter(|_| s136.in_force())?;
    let limit = period(s136, law()).map(|period| period.limit);
    let past = limit.is_some_and(|limit| limit <= cx.now);
    let key = if past { "outcome-held-past" } else { "outcome-held" };
    Some(Todo {
        tag: if past { Tag::Now } else { Tag::Later },
        words: ta(
            key,
            &[("who", who.as_str().into()), ("section", section_of(s136).into())],
        ),
        by: limit,
        go: Some(Go::Page(Route::S136)),
    })
}

/// Section 136 was considered, and the record does not say whether it was used: the month counts neither.
fn undecided(incident: &SharedIncident) -> Option<Todo> {
    let open = matches!(incident.s136.phase(), Phase::Considered | Phase::Consulted);
    open.then(|| Todo {
        tag: Tag::Later,
        words: t("outcome-undecided"),
        by: None,
        go: Some(Go::Page(Route::S136)),
    })
}

/// Follow-ups for which nobody is named yet; it warns and does not block.
fn unowned(incident: &SharedIncident) -> usize {
    let named = |what: &FollowUp| {
        let card = incident.desk.follow_up(*what);
        card.is_some_and(|card| card.owner.is_some() || card.ended.is_some())
    };
    incident.follow_up.iter().filter(|what| !named(what)).count()
}

/// Handovers of this side that nobody has signed for: named before closing, and no reason not to close.
fn open_handovers(cx: &Cx<'_>) -> impl Iterator<Item = Todo> {
    still_to_do(cx.state, cx.seat(), cx.now, cx.rules.thresholds())
        .into_iter()
        .filter(|todo| matches!(todo.go, Some(Go::Page(Route::Handover))))
}

/// What blocks closing: danger shares whose reason is not finished, and a person who is detained and not handed over.
fn gaps(cx: &Cx<'_>) -> impl Iterator<Item = Todo> {
    still_to_do(cx.state, cx.seat(), cx.now, cx.rules.thresholds())
        .into_iter()
        .filter(|todo| match &todo.go {
            Some(Go::Page(Route::FinishDanger(_))) => true,
            Some(Go::Page(Route::S136)) => held(cx),
            Some(Go::Command(_)) => matches!(todo.tag, Tag::Now | Tag::Soon),
            Some(Go::Page(_) | Go::Incident(_) | Go::Detained(_)) | None => false,
        })
}
