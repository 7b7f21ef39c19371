//! Danger now: six kinds, one preview, one chord. A strip along the bottom; the page behind it stays readable.

use egui::{Key, Modifiers, Ui};

use crate::app::api::{DangerKind, Done, Request};
use crate::app::problem::Problem;
use crate::domain::content::Post;
use crate::domain::record::without_nhs_numbers;
use crate::domain::role::Side;
use crate::domain::telling::danger_due;
use crate::ui::action::Action;
use crate::ui::parts::shift_began;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Card, ChoiceOption, Choices, Digits, Edge, Field, Notice, Problems, body, button,
    button_row, heading, notice, status_line, support,
};
use crate::ui::words::{t, ta};

/// The strip and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Danger {
    kind: Option<usize>,
    words: String,
    problems: Problems,
    /// Whom it reaches and how, as it stood when it was sent; told when it has crossed.
    sent: Option<String>,
}

impl Screen for Danger {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let group = cx.field_id("danger-kind");
        if cx.arrived {
            *self = Self::default();
            ui.memory_mut(|memory| memory.request_focus(group));
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            cx.push(Action::CloseDanger);
        }
        Card::new(Edge::None).name(&title(cx)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = Space::Sm.points();
            heading(ui, &title(cx));
            if spoken(cx) {
                notice(ui, Notice::Now, &t("danger-radio"));
            }
            self.problems.show(ui);
            self.kind_ui(cx, ui, group);
            self.preview_ui(cx, ui);
            button_row(ui, |ui| self.buttons_ui(cx, ui));
        });
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        let sent = self.sent.take();
        if answer.is_err() {
            // the strip stays with what was typed; the shell tells what happened
            return false;
        }
        actions.extend(sent.map(|words| Action::Tell { words, undo: false }));
        actions.push(Action::CloseDanger);
        true
    }
}

impl Danger {
    fn kind_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, group: egui::Id) {
        let labels: Vec<String> = DangerKind::ALL.iter().map(|kind| label(*kind)).collect();
        let options: Vec<ChoiceOption<'_>> = labels.iter().map(|words| ChoiceOption::new(words)).collect();
        let error = self.problems.of(group).map(str::to_owned);
        let chosen = Choices::new(group, &t("danger-question"), &options)
            .digits(Digits::FromOne)
            .quiet()
            .inline()
            .error(error.as_deref())
            .show(ui, &mut self.kind);
        if self.kind() == Some(DangerKind::Other) {
            let field = cx.field_id("danger-words");
            if chosen.changed {
                ui.memory_mut(|memory| memory.request_focus(field));
            }
            let error = self.problems.of(field).map(str::to_owned);
            Field::new(field, &t("danger-words"))
                .error(error.as_deref())
                .width(crate::ui::theme::MEASURE)
                .show(ui, &mut self.words);
        }
        if chosen.changed {
            self.problems.clear();
        }
    }

    fn preview_ui(&self, cx: &Cx<'_>, ui: &mut Ui) {
        if cx.state.training {
            support(ui, &t("danger-practice"));
        }
        let closed = cx.state.focus.as_ref().filter(|focus| focus.closed.is_some());
        if let Some(focus) = closed {
            let args = [("reference", focus.reference.as_str().into())];
            support(ui, &ta("danger-opens-new", &args));
        }
        let what = match self.kind() {
            // an NHS number is taken out; the rest goes
            Some(DangerKind::Other) => without_nhs_numbers(self.words.trim()),
            Some(kind) => kind.words().to_owned(),
            None => String::new(),
        };
        let args = [
            ("who", receiver(cx).into()),
            ("time", cx.now.clock().into()),
            ("from", teller(cx).into()),
            ("what", what.into()),
        ];
        let key = match cx.seat() {
            Some(_) => "danger-preview",
            None => "danger-preview-both",
        };
        body(ui, &ta(key, &args));
    }

    fn buttons_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let tell = Button::new(ButtonKind::Primary, &t("danger-tell"))
            .commit()
            .show(ui);
        let stop = button(ui, ButtonKind::Plain, &t("danger-stop"), Some("Esc"));
        if cx.busy {
            status_line(ui, &t("working"));
        } else {
            let began = shift_began(cx.state, cx.seat());
            let by = danger_due(cx.now, began, cx.rules.thresholds()).clock_from(cx.now);
            status_line(ui, &ta("danger-reason-due", &[("time", by.into())]));
        }
        if stop.clicked() {
            cx.push(Action::CloseDanger);
        }
        if tell.clicked() && !cx.busy {
            self.send(cx);
        }
    }

    fn send(&mut self, cx: &mut Cx<'_>) {
        let missing = match self.kind() {
            None => Some((cx.field_id("danger-kind"), t("danger-choose"))),
            Some(DangerKind::Other) if self.words.trim().is_empty() => {
                Some((cx.field_id("danger-words"), t("danger-say-what")))
            }
            Some(_) => None,
        };
        self.problems.set(missing.into_iter().collect());
        let Some(kind) = self.kind().filter(|_| self.problems.is_empty()) else {
            return;
        };
        let key = match (cx.state.training, spoken(cx)) {
            (true, _) => "danger-told-practice",
            (false, true) => "danger-told-radio",
            (false, false) => "danger-told",
        };
        let args = [("who", receiver(cx).into()), ("time", cx.now.clock().into())];
        self.sent = Some(ta(key, &args));
        let words = if kind == DangerKind::Other {
            self.words.trim().to_owned()
        } else {
            String::new()
        };
        cx.push(Action::Ask(Request::Danger { kind, words }));
    }

    fn kind(&self) -> Option<DangerKind> {
        self.kind.and_then(|at| DangerKind::ALL.get(at)).copied()
    }
}

fn label(kind: DangerKind) -> String {
    if kind == DangerKind::Other {
        t("danger-other")
    } else {
        kind.words().to_owned()
    }
}

/// Whether it has to be said aloud: nothing on this screen reaches somebody who does not look at it.
fn spoken(cx: &Cx<'_>) -> bool {
    let desk = matches!(cx.state.post, Some((Post::Desk, _)));
    desk || cx.state.police.is_none() || cx.state.health.is_none()
}

fn title(cx: &Cx<'_>) -> String {
    t(match cx.seat() {
        Some(Side::Health) => "danger-title-officer",
        Some(Side::Police) => "danger-title-nurse",
        None => "danger-title",
    })
}

/// Whom it reaches: by name where the screen may show names, never from the covered screen.
fn receiver(cx: &Cx<'_>) -> String {
    let named = |seat: &Option<crate::app::api::SeatState>, role: &str| {
        seat.as_ref().map_or_else(|| t(role), |seat| seat.name.clone())
    };
    match cx.seat() {
        Some(Side::Health) => named(&cx.state.police, "danger-officer"),
        Some(Side::Police) => named(&cx.state.health, "danger-nurse"),
        None => t("danger-both"),
    }
}

fn teller(cx: &Cx<'_>) -> String {
    t(match cx.seat() {
        Some(Side::Health) => "danger-from-nurse",
        Some(Side::Police) => "danger-from-officer",
        None => "danger-from-crew",
    })
}

#[cfg(test)]
mod tests;
