//! Recovery codes in use: what they are to do, then a page for each holder, then what came of it.

use std::sync::Arc;

use egui::Ui;

use super::code_entry::CodeEntry;
use super::recovery_code::organisation;
use crate::app::Secret;
use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::{expose, sentences};
use crate::ui::widgets::{
    Button, ButtonKind, Card, ChoiceOption, Choices, Edge, Field, Notice, Page, Problems, back_link, body,
    focus_title, gap, heading, notice, progress, read_out, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Recovery {
    step: Step,
    purpose: Option<usize>,
    entry: CodeEntry,
    name: String,
    /// Another step was just begun: it takes the keyboard.
    turned: bool,
    told: Option<String>,
    problems: Problems,
}

/// The second of the two purposes.
const LET_IN: usize = 1;

#[derive(Default)]
enum Step {
    /// What the codes are to do.
    #[default]
    Purpose,
    /// A holder's own page: the first or the second who comes.
    Code(Turn),
    /// Who is to be let in.
    Name(Side),
    /// The codes were proved, or not.
    Proved { opened: u32, of: u32, due: String },
    /// A new lead's one-time code.
    Invited(Arc<Secret>),
    /// A lead has their keys again.
    Granted(u32),
}

impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Step")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    First,
    Second,
}

impl Screen for Recovery {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id(self.field()), words)]);
        }
        if std::mem::take(&mut self.turned) {
            match self.step {
                Step::Code(_) => CodeEntry::take_focus(cx, ui),
                Step::Name(_) => {
                    let id = cx.field_id("recovery-lead");
                    ui.memory_mut(|memory| memory.request_focus(id));
                }
                Step::Purpose | Step::Proved { .. } | Step::Invited(_) | Step::Granted(_) => {
                    focus_title(ui.ctx());
                }
            }
        }
        if self.shows_a_code() {
            // leaving would lose the code
            ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        }
        match self.step {
            Step::Purpose => self.purpose_ui(cx, ui),
            Step::Code(turn) => self.code_ui(cx, ui, turn),
            Step::Name(side) => self.name_ui(cx, ui, side),
            Step::Proved { .. } | Step::Invited(_) | Step::Granted(_) => self.end_ui(cx, ui),
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::RecoveryRead { complete: None }) => self.turn(Step::Code(Turn::Second)),
            Ok(Done::RecoveryRead {
                complete: Some(side), ..
            }) => {
                if self.purpose == Some(LET_IN) {
                    self.turn(Step::Name(*side));
                } else {
                    self.entry.clear();
                    actions.push(Action::Ask(Request::ProveRecovery));
                }
            }
            Ok(Done::RecoveryGroup(group)) => self.entry.wrong(*group),
            Ok(Done::RecoveryProved { opened, of, due }) => {
                let due = due.map(crate::domain::time::day_words);
                self.turn(Step::Proved {
                    opened: *opened,
                    of: *of,
                    due: due.unwrap_or_default(),
                });
            }
            Ok(Done::InvitationCode(code)) => self.turn(Step::Invited(Arc::clone(code))),
            Ok(Done::RecoveryGranted(keys)) => self.turn(Step::Granted(*keys)),
            Ok(_) => {}
            Err(problem) => self.failed(problem),
        }
        true
    }
}

impl Recovery {
    /// A one-time code stands on the page that is written down nowhere yet.
    pub(super) fn shows_a_code(&self) -> bool {
        matches!(self.step, Step::Invited(_))
    }

    fn field(&self) -> &'static str {
        match self.step {
            Step::Purpose | Step::Proved { .. } | Step::Invited(_) | Step::Granted(_) => "recovery-purpose",
            Step::Code(_) => CodeEntry::FIRST,
            Step::Name(_) => "recovery-lead",
        }
    }

    fn turn(&mut self, step: Step) {
        self.entry.clear();
        self.problems.clear();
        self.step = step;
        self.turned = true;
    }

    /// A code that is nobody's is typed again; two that do not belong together begin anew.
    fn failed(&mut self, problem: &Problem) {
        let again = problem.code == "V-109";
        if !again && matches!(self.step, Step::Code(Turn::Second)) {
            self.turn(Step::Code(Turn::First));
        }
        self.entry.clear();
        self.told = Some(sentences(problem));
    }

    fn purpose_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let id = cx.field_id("recovery-purpose");
        let labels = ["recovery-test", "recovery-let-in"].map(t);
        let hints = ["recovery-test-hint", "recovery-let-in-hint"].map(t);
        let options: Vec<ChoiceOption<'_>> = labels
            .iter()
            .zip(&hints)
            .map(|(label, hint)| ChoiceOption::with_hint(label, hint))
            .collect();
        let page = Page::new(cx.field_id("recovery"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("recovery-title"));
            self.problems.show(ui);
            body(ui, &t("recovery-explain"));
            gap(ui, Space::Sm);
            Choices::new(id, &t("recovery-what-for"), &options)
                .error(self.problems.of(id))
                .show(ui, &mut self.purpose);
        });
        page.footer(ui, |ui| {
            let words = t("continue");
            if !Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked()
            {
                return;
            }
            if self.purpose.is_none() {
                self.problems.set(vec![(id, t("recovery-what-for-missing"))]);
            } else {
                self.turn(Step::Code(Turn::First));
                ui.ctx().request_repaint();
            }
        });
    }

    fn code_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, turn: Turn) {
        let (head, explain) = match turn {
            Turn::First => ("recovery-first-title", "recovery-first"),
            Turn::Second => ("recovery-second-title", "recovery-second"),
        };
        let page = Page::new(cx.field_id("recovery-code"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t(head));
            self.problems.show(ui);
            body(ui, &t(explain));
            support(ui, &t("recovery-alone"));
            gap(ui, Space::Sm);
            self.entry.ui(cx, ui);
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
                return;
            }
            let words = t("continue");
            if !Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked()
            {
                return;
            }
            self.problems.clear();
            if let Some(code) = self.entry.hand_over() {
                cx.push(Action::Ask(Request::TypeRecoveryCode(code)));
            }
        });
    }

    fn name_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, side: Side) {
        let id = cx.field_id("recovery-lead");
        let name = organisation(cx, side);
        let args = [("organisation", name.into())];
        let page = Page::new(cx.field_id("recovery-name"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("recovery-name-title"));
            self.problems.show(ui);
            body(ui, &ta("recovery-name-explain", &args));
            gap(ui, Space::Sm);
            let (label, hint) = (t("recovery-name"), t("recovery-name-hint"));
            Field::new(id, &label)
                .hint(&hint)
                .error(self.problems.of(id))
                .show(ui, &mut self.name);
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
                return;
            }
            let words = t("recovery-name-do");
            if Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked()
            {
                cx.push(Action::Ask(Request::Recover(self.name.trim().to_owned())));
            }
            support(ui, &t("recovery-seen"));
        });
    }

    fn end_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let page = Page::new(cx.field_id("recovery-end"));
        page.body(ui, |ui| match &self.step {
            Step::Proved { opened, of, due } => proved_ui(ui, *opened, *of, due),
            Step::Invited(code) => {
                let args = [("name", self.name.trim().to_owned().into())];
                title(ui, &ta("invite-code-title", &args));
                Card::new(Edge::None).name(&t("join-code")).show(ui, |ui| {
                    support(ui, &t("join-code"));
                    read_out(ui, expose(code));
                });
                body(ui, &t("recovery-invited"));
                heading(ui, &t("recovery-after-title"));
                body(ui, &t("recovery-after"));
            }
            Step::Granted(keys) => {
                title(ui, &t("recovery-granted-title"));
                body(ui, &ta("recovery-granted", &[("count", (*keys).into())]));
            }
            Step::Purpose | Step::Code(_) | Step::Name(_) => {}
        });
        page.footer(ui, |ui| {
            let words = t(if self.shows_a_code() {
                "recovery-written"
            } else {
                "recovery-finish"
            });
            if Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked()
            {
                *self = Self::default();
                cx.push(Action::Back);
            }
        });
    }
}

fn proved_ui(ui: &mut Ui, opened: u32, of: u32, due: &str) {
    let args = [
        ("opened", opened.into()),
        ("of", of.into()),
        ("due", due.to_owned().into()),
    ];
    if opened == of {
        title(ui, &t("recovery-proved-title"));
        body(ui, &ta("recovery-proved", &args));
        body(ui, &ta("recovery-next", &args));
    } else {
        title(ui, &t("recovery-not-proved-title"));
        notice(ui, Notice::Now, &ta("recovery-not-proved", &args));
    }
}
