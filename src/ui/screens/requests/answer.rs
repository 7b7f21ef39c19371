//! Answering what the other side asks: share all or a part of it by a decision, refuse with a reason, or put it off.

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::super::share::phrases;
use super::{area, one, request_answers_ui, request_card_ui, told};
use crate::app::api::{AskAnswer, Done, Request};
use crate::app::problem::Problem;
use crate::domain::content::NotSharedReason;
use crate::domain::ids::ItemId;
use crate::domain::incident::RequestCard;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::page_head_ui;
use crate::ui::route::{Route, Section};
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{Badge, Button, ButtonKind, Field, Page, Problems, body, gap, support};
use crate::ui::words::t;

/// The page and what is typed there.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Answer {
    #[serde(skip)]
    of: Option<ItemId>,
    choice: Option<usize>,
    reason: Option<usize>,
    words: String,
    until: String,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: Kept,
}

const CHOICES: [&str; 4] = ["answer-share", "answer-part", "answer-later", "answer-refuse"];
const SHARE: usize = 0;
const PART: usize = 1;
const LATER: usize = 2;
const REFUSE: usize = 3;

impl Screen for Answer {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let found = match (cx.route, cx.seat(), cx.state.focus.as_deref()) {
            (Route::Request(request), Some(_), Some(incident)) => incident.request(*request),
            _ => None,
        };
        let Some(card) = found.cloned() else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        if self.of != Some(card.asked.request) {
            let (form, kept) = Kept::open(cx, format!("answer/{}", card.asked.request.hex()));
            *self = Self {
                of: Some(card.asked.request),
                kept,
                ..form
            };
        }
        let page = Page::new(cx.field_id("answer"));
        page.body(ui, |ui| {
            if page_head_ui(ui, Badge::Shared, &t("answer-title"), "") {
                cx.push(Action::Back);
            }
            self.problems.show(ui);
            request_card_ui(ui, &card, cx.now);
            request_answers_ui(ui, &card, cx.now);
            if card.is_open() {
                self.fields_ui(cx, ui);
            } else {
                body(ui, &t("answer-done"));
            }
        });
        page.footer(ui, |ui| {
            let words = t(if cx.busy { "working" } else { "continue" });
            let go = Button::new(ButtonKind::Primary, &words).on_enter().show(ui);
            if go.clicked() && !cx.busy && card.is_open() {
                self.send(cx, &card);
            }
        });
        let mut kept = std::mem::take(&mut self.kept);
        kept.keep(cx, ui, self);
        self.kept = kept;
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        if answer.is_ok() {
            let _sent = self.kept.forget(actions);
            *self = Self::default();
            actions.push(Action::Go(Route::Workspace(Section::SharedLog)));
            actions.push(told("answer-told"));
        }
        false
    }
}

impl Answer {
    fn fields_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let first = one(
            cx,
            ui,
            &self.problems,
            "answer-question",
            &CHOICES.map(t),
            &mut self.choice,
        );
        if cx.arrived {
            ui.memory_mut(|memory| memory.request_focus(first));
        }
        match self.choice {
            Some(LATER) => {
                gap(ui, Space::Sm);
                let id = cx.field_id("answer-until");
                Field::new(id, &t("answer-until"))
                    .hint(&t("ask-by-hint"))
                    .width(120.0)
                    .error(self.problems.of(id))
                    .show(ui, &mut self.until);
            }
            Some(REFUSE) => {
                let words = NotSharedReason::ALL.map(|reason| phrases::words(reason, &t("share-the-person")));
                one(cx, ui, &self.problems, "answer-reason", &words, &mut self.reason);
                area(cx, ui, &self.problems, "answer-words", &mut self.words);
                support(ui, &t("answer-private"));
            }
            Some(_) | None => {}
        }
    }

    fn send(&mut self, cx: &mut Cx<'_>, card: &RequestCard) {
        let request = card.asked.request;
        let mut wrong = Vec::new();
        let mut missing = |field: &str, key: &str| wrong.push((cx.field_id(field), t(key)));
        let answer = match self.choice {
            Some(choice @ (SHARE | PART)) => {
                self.problems.clear();
                cx.push(Action::Go(Route::ShareFor(request, choice == PART)));
                return;
            }
            Some(LATER) => {
                let until = cx.now.later_clock(&self.until);
                if until.is_none() {
                    missing("answer-until", "time-to-come-wrong");
                }
                until.map(AskAnswer::Defer)
            }
            Some(_) => {
                let reason = self.reason.and_then(|at| NotSharedReason::ALL.get(at)).copied();
                if reason.is_none() {
                    missing("answer-reason", "answer-reason-missing");
                }
                if reason == Some(NotSharedReason::Other) && self.words.trim().is_empty() {
                    missing("answer-words", "answer-words-missing");
                }
                reason.map(|reason| AskAnswer::Refuse(reason, self.words.trim().to_owned()))
            }
            None => {
                missing("answer-question", "answer-missing");
                None
            }
        };
        self.problems.set(wrong);
        if let (Some(answer), true) = (answer, self.problems.is_empty()) {
            let incident = card.asked.incident;
            cx.push(Action::Ask(Request::AnswerOther(incident, request, answer)));
        }
    }
}
