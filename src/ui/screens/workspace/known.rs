//! Known, not known, could not check: answered in one press, private until it is told.

use egui::{Event, Key, Ui};

use super::{Seat, tell_known};
use crate::app::api::Request;
use crate::domain::content::KnownAnswer;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::parts::{known_told, known_words, other_name, private_words};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, ChoiceOption, Choices, Field, Problems, body, field, gap, support,
};
use crate::ui::words::{t, ta};

/// What is chosen and not stored yet.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Chosen in this sitting; the stored answer otherwise.
    chosen: Option<usize>,
    why: String,
    problems: Problems,
}

impl Known {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        self.problems.show(ui);
        self.answer_ui(cx, ui, seat);
        if self.answer(seat) == Some(KnownAnswer::CouldNotCheck) {
            self.why_ui(cx, ui, seat);
        }
        gap(ui, Space::Sm);
        self.state_ui(cx, ui, seat);
    }

    /// The answer as it stands: what was just chosen, or what is stored.
    fn answer(&self, seat: Seat<'_>) -> Option<KnownAnswer> {
        let stored = seat.own.known.as_ref().map(|(answer, ..)| *answer);
        self.chosen
            .and_then(|at| KnownAnswer::ALL.get(at).copied())
            .or(stored)
    }

    fn answer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        let question = t(match seat.side {
            Side::Police => "known-question-police",
            Side::Health => "known-question-health",
        });
        let words = KnownAnswer::ALL.map(known_words);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        let answer = self.answer(seat);
        let mut at = answer.and_then(|answer| KnownAnswer::ALL.iter().position(|known| *known == answer));
        let id = cx.field_id("known");
        let hint = private_words(seat.side);
        let choice = Choices::new(id, &question, &options)
            .hint(&hint)
            .show(ui, &mut at);
        if cx.arrived {
            choice.response.request_focus();
        }
        if !choice.changed {
            return;
        }
        self.chosen = at;
        self.problems.clear();
        if let Some(answer) = self
            .answer(seat)
            .filter(|answer| *answer != KnownAnswer::CouldNotCheck)
        {
            cx.push(Action::Ask(Request::AnswerKnown(
                seat.incident.incident,
                answer,
                String::new(),
            )));
        }
    }

    /// "Could not check" is recorded with its reason, so that it never reads as "not known".
    fn why_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        let id = cx.field_id("known why");
        let label = t("known-why");
        let typed = Field::new(id, &label)
            .error(self.problems.of(id))
            .show(ui, &mut self.why);
        let save = Button::new(ButtonKind::Plain, &t("save")).show(ui).clicked();
        if !(save || field::submitted(ui, &typed) || (typed.lost_focus() && !self.why.trim().is_empty())) {
            return;
        }
        if self.why.trim().is_empty() {
            self.problems.set(vec![(id, t("known-why-missing"))]);
            return;
        }
        let stored =
            seat.own.known.as_ref().is_some_and(|(answer, why, _)| {
                *answer == KnownAnswer::CouldNotCheck && why == self.why.trim()
            });
        if !stored {
            let why = self.why.trim().to_owned();
            cx.push(Action::Ask(Request::AnswerKnown(
                seat.incident.incident,
                KnownAnswer::CouldNotCheck,
                why,
            )));
        }
    }

    fn state_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        let now = cx.now;
        let who = other_name(cx.state, seat.side);
        if let Some((answer, why, at)) = &seat.own.known {
            let words = ta(
                "known-answered",
                &[
                    ("answer", known_words(*answer).into()),
                    ("time", at.clock_from(now).into()),
                ],
            );
            body(ui, &words);
            if !why.is_empty() {
                support(ui, why);
            }
        } else {
            body(ui, &t("known-open"));
        }
        if let Some(card) = known_told(seat.incident, seat.side) {
            let at = card.at.unwrap_or(now).clock_from(now);
            body(
                ui,
                &ta("known-told", &[("who", who.as_str().into()), ("time", at.into())]),
            );
        }
        let words = ta("known-tell", &[("who", who.into())]);
        let pressed = Button::new(ButtonKind::Plain, &words)
            .shortcut("T")
            .show(ui)
            .clicked();
        // a key held down tells once
        let key = !ui.ctx().text_edit_focused() && ui.input(|input| input.events.iter().any(is_tell));
        if pressed || key {
            self.tell(cx, seat);
        }
    }

    fn tell(&mut self, cx: &mut Cx<'_>, seat: Seat<'_>) {
        if self.answer(seat).is_none() {
            let field = cx.field_id("known");
            self.problems.set(vec![(field, t("known-missing"))]);
            return;
        }
        let answered = seat.own.known.as_ref().map(|(.., at)| *at);
        let told = known_told(seat.incident, seat.side).and_then(|card| card.at);
        if let (Some(told), Some(answered)) = (told, answered)
            && answered <= told
        {
            let who = other_name(cx.state, seat.side);
            let words = ta(
                "known-told",
                &[("who", who.into()), ("time", told.clock_from(cx.now).into())],
            );
            cx.push(Action::Tell { words, undo: false });
            return;
        }
        cx.push(tell_known(seat.side, seat.incident));
    }

    /// The answer was not stored: the choice falls back to what is.
    pub(super) fn failed(&mut self) {
        self.chosen = None;
    }
}

/// T, pressed and not repeated by a key that is held down.
fn is_tell(event: &Event) -> bool {
    matches!(event, Event::Key { key: Key::T, pressed: true, repeat: false, modifiers, .. } if modifiers.is_none())
}
