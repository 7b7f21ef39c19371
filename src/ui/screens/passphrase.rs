//! A member's own page for a new passphrase: the present one, then five new words, shown once and typed back.

use std::sync::Arc;

use egui::Ui;

use crate::app::Secret;
use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::ui::action::Action;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::{Typed, expose, passphrase_field, sentences};
use crate::ui::widgets::{
    Button, ButtonKind, Card, Edge, Field, Page, Problems, back_link, body, focus_title, gap, link, progress,
    read_out, support, title,
};
use crate::ui::words::t;

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Passphrase {
    step: Step,
    handle: String,
    typed: Typed,
    /// Another step was just begun: it takes the keyboard.
    turned: bool,
    told: Option<String>,
    problems: Problems,
}

#[derive(Default)]
enum Step {
    /// Handle and present passphrase.
    #[default]
    Present,
    /// The new words stand on the page.
    Shown(Arc<Secret>),
    /// They are typed back.
    Back(Arc<Secret>),
    /// They count.
    Done,
}

impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Step")
    }
}

impl Screen for Passphrase {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            *self = Self::default();
        }
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id("new-passphrase"), words)]);
        }
        if std::mem::take(&mut self.turned) {
            if matches!(self.step, Step::Back(_)) {
                let id = cx.field_id("new-passphrase");
                ui.memory_mut(|memory| memory.request_focus(id));
            } else {
                focus_title(ui.ctx());
            }
        }
        match &self.step {
            Step::Present => self.present_ui(cx, ui),
            Step::Shown(words) => self.shown_ui(cx, ui, &Arc::clone(words)),
            Step::Back(words) => self.back_ui(cx, ui, &Arc::clone(words)),
            Step::Done => Self::done_ui(cx, ui),
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::Passphrase(words)) => self.turn(Step::Shown(Arc::clone(words))),
            Ok(_) if matches!(self.step, Step::Back(_)) => self.turn(Step::Done),
            Ok(_) => {}
            Err(problem) => {
                self.typed.clear();
                self.told = Some(sentences(problem));
            }
        }
        true
    }
}

impl Passphrase {
    fn turn(&mut self, step: Step) {
        self.typed.clear();
        self.problems.clear();
        self.step = step;
        self.turned = true;
    }

    fn present_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let [handle_id, typed_id] = ["handle", "new-passphrase"].map(|name| cx.field_id(name));
        let page = Page::new(cx.field_id("passphrase"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("passphrase-title"));
            self.problems.show(ui);
            body(ui, &t("passphrase-explain"));
            gap(ui, Space::Sm);
            let (handle, present) = (t("sign-in-handle"), t("passphrase-present"));
            Field::new(handle_id, &handle)
                .error(self.problems.of(handle_id))
                .take_focus()
                .show(ui, &mut self.handle);
            let field = passphrase_field(typed_id, &present).error(self.problems.of(typed_id));
            self.typed.field(ui, field);
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("sign-in-working"), None);
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
            let mut missing = Vec::new();
            if self.handle.trim().is_empty() {
                missing.push((handle_id, t("sign-in-handle-missing")));
            }
            if self.typed.is_blank() {
                missing.push((typed_id, t("sign-in-passphrase-missing")));
            }
            let complete = missing.is_empty();
            self.problems.set(missing);
            if complete {
                cx.push(Action::Ask(Request::BeginPassphrase {
                    handle: self.handle.trim().to_owned(),
                    passphrase: self.typed.take(),
                }));
            }
        });
    }

    fn shown_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, words: &Arc<Secret>) {
        let page = Page::new(cx.field_id("passphrase-shown"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("passphrase-shown-title"));
            Card::new(Edge::None).name(&t("join-passphrase")).show(ui, |ui| {
                support(ui, &t("join-passphrase"));
                read_out(ui, expose(words));
            });
            gap(ui, Space::Xs);
            body(ui, &t("join-write-down"));
            body(ui, &t("passphrase-still-old"));
        });
        page.footer(ui, |ui| {
            let label = t("join-written");
            if Button::new(ButtonKind::Primary, &label)
                .on_enter()
                .show(ui)
                .clicked()
            {
                self.turn(Step::Back(Arc::clone(words)));
                ui.ctx().request_repaint();
            }
        });
    }

    fn back_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, words: &Arc<Secret>) {
        let id = cx.field_id("new-passphrase");
        let mut again = false;
        let page = Page::new(cx.field_id("passphrase-back"));
        page.body(ui, |ui| {
            title(ui, &t("passphrase-back-title"));
            self.problems.show(ui);
            let (label, hint) = (t("join-typed"), t("join-typed-hint"));
            let field = passphrase_field(id, &label)
                .hint(&hint)
                .error(self.problems.of(id));
            self.typed.field(ui, field);
            again = link(ui, &t("join-show-again"), None).clicked();
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("join-working"), None);
                return;
            }
            let label = t("passphrase-change");
            if !Button::new(ButtonKind::Primary, &label)
                .on_enter()
                .show(ui)
                .clicked()
            {
                return;
            }
            if self.typed.is_blank() {
                self.problems.set(vec![(id, t("join-typed-missing"))]);
            } else {
                self.problems.clear();
                let typed = self.typed.copy();
                cx.push(Action::Ask(Request::FinishPassphrase { typed }));
            }
        });
        if again {
            self.turn(Step::Shown(Arc::clone(words)));
            ui.ctx().request_repaint();
        }
    }

    fn done_ui(cx: &mut Cx<'_>, ui: &mut Ui) {
        let page = Page::new(cx.field_id("passphrase-done"));
        page.body(ui, |ui| {
            title(ui, &t("passphrase-done-title"));
            body(ui, &t("passphrase-done"));
        });
        page.footer(ui, |ui| {
            let label = t("continue");
            if Button::new(ButtonKind::Primary, &label)
                .on_enter()
                .show(ui)
                .clicked()
            {
                cx.push(Action::Back);
            }
        });
    }
}
