//! The follow-ups that both sides see: who does each, by when, and how it ended.

use egui::Ui;

use super::Seat;
use crate::app::api::{DeskRequest, FollowUpForm, Request};
use crate::domain::content::{FollowUp, FollowUpEnd};
use crate::domain::incident::FollowUpCard;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::parts::follow_up_words;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, ChoiceOption, Choices, Field, Problems, Tag, body, gap, link, support, tag,
};
use crate::ui::words::{t, ta};

/// Which follow-up is open, and what is typed about it.
#[derive(Debug, Default)]
pub(super) struct SharedTasks {
    open: Option<(FollowUp, Doing)>,
    owner: String,
    due: String,
    end: Option<usize>,
    problems: Problems,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Giving,
    Ending,
}

impl SharedTasks {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        for what in &seat.incident.follow_up {
            ui.push_id(*what, |ui| self.task_ui(cx, ui, seat, *what));
        }
    }

    fn task_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, what: FollowUp) {
        let card = seat.incident.desk.follow_up(what);
        let words = follow_up_words(what);
        line_ui(cx, ui, &words, card);
        if let Some((open, doing)) = self.open
            && open == what
        {
            gap(ui, Space::Xs);
            match doing {
                Doing::Giving => self.giving_ui(cx, ui, seat, what),
                Doing::Ending => self.ending_ui(cx, ui, seat, what),
            }
            return;
        }
        if card.is_some_and(|card| card.ended.is_some()) {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            for (key, doing, field) in [
                ("follow-give", Doing::Giving, "follow-owner"),
                ("follow-end", Doing::Ending, "follow-how"),
            ] {
                let name = ta(
                    "follow-name",
                    &[("what", t(key).into()), ("task", words.as_str().into())],
                );
                if link(ui, &t(key), Some(&name)).clicked() {
                    self.open(cx, seat, what, doing);
                    let id = cx.field_id(field);
                    ui.memory_mut(|memory| memory.request_focus(id));
                }
            }
        });
    }

    fn open(&mut self, cx: &Cx<'_>, seat: Seat<'_>, what: FollowUp, doing: Doing) {
        let here = match seat.side {
            Side::Police => &cx.state.police,
            Side::Health => &cx.state.health,
        };
        let owner = here.as_ref().map(|seat| seat.name.clone()).unwrap_or_default();
        *self = Self {
            open: Some((what, doing)),
            owner,
            ..Self::default()
        };
    }

    fn giving_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, what: FollowUp) {
        let (owner, due) = (cx.field_id("follow-owner"), cx.field_id("follow-due"));
        Field::new(owner, &t("follow-owner"))
            .error(self.problems.of(owner))
            .show(ui, &mut self.owner);
        Field::new(due, &t("follow-due"))
            .hint(&t("follow-due-hint"))
            .width(120.0)
            .error(self.problems.of(due))
            .show(ui, &mut self.due);
        if !Button::new(ButtonKind::Plain, &t("save")).show(ui).clicked() || cx.busy {
            return;
        }
        let mut wrong = Vec::new();
        if self.owner.trim().is_empty() {
            wrong.push((owner, t("follow-owner-missing")));
        }
        let typed = self.due.trim();
        let at = cx.now.later_clock(typed);
        if !typed.is_empty() && at.is_none() {
            wrong.push((due, t("follow-due-wrong")));
        }
        let ready = wrong.is_empty();
        self.problems.set(wrong);
        if ready {
            let form = FollowUpForm {
                incident: seat.incident.incident,
                what,
                side: seat.side,
                owner: self.owner.trim().to_owned(),
                due: at,
            };
            ask(cx, DeskRequest::FollowUp(form));
            self.open = None;
        }
    }

    fn ending_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, what: FollowUp) {
        let id = cx.field_id("follow-how");
        let words = FollowUpEnd::ALL.map(end_words);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        Choices::new(id, &t("follow-how"), &options)
            .inline()
            .error(self.problems.of(id))
            .show(ui, &mut self.end);
        if !Button::new(ButtonKind::Plain, &t("save")).show(ui).clicked() || cx.busy {
            return;
        }
        match self.end.and_then(|at| FollowUpEnd::ALL.get(at).copied()) {
            None => self.problems.set(vec![(id, t("follow-how-missing"))]),
            Some(end) => {
                ask(cx, DeskRequest::EndFollowUp(seat.incident.incident, what, end));
                self.open = None;
            }
        }
    }
}

fn line_ui(cx: &Cx<'_>, ui: &mut Ui, words: &str, card: Option<&FollowUpCard>) {
    ui.horizontal_wrapped(|ui| {
        let ended = card.and_then(|card| card.ended.as_ref());
        let due = card.and_then(|card| card.due);
        let late = ended.is_none() && due.is_some_and(|due| due <= cx.now);
        let (kind, key) = match (ended, late) {
            (Some(_), _) => (Tag::Plain, "tag-done"),
            (None, true) => (Tag::Soon, "tag-soon"),
            (None, false) => (Tag::Later, "tag-later"),
        };
        tag(ui, kind, &t(key));
        body(ui, words);
        if let Some((_, owner)) = card.and_then(|card| card.owner.as_ref()) {
            support(ui, &ta("task-owner", &[("who", owner.as_str().into())]));
        }
        if let (None, Some(due)) = (ended, due) {
            support(ui, &ta("todo-by", &[("time", due.clock_from(cx.now).into())]));
        }
        if let Some((at, end, by)) = ended {
            let args = [
                ("how", end_words(*end).into()),
                ("who", by.as_str().into()),
                ("time", at.clock_from(cx.now).into()),
            ];
            support(ui, &ta("follow-ended", &args));
        }
    });
}

fn ask(cx: &mut Cx<'_>, request: DeskRequest) {
    cx.push(Action::Ask(Request::Desk(Box::new(request))));
}

fn end_words(end: FollowUpEnd) -> String {
    t(match end {
        FollowUpEnd::Done => "follow-done",
        FollowUpEnd::NotReached => "follow-not-reached",
        FollowUpEnd::NotNeeded => "follow-not-needed",
        FollowUpEnd::PassedOn => "follow-passed-on",
    })
}
