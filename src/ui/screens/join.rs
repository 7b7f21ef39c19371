//! An invited person's own page: the one-time code, then their passphrase shown once, typed back, done.

use std::sync::Arc;

use egui::Ui;

use crate::app::Secret;
use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::role::{Role, Side};
use crate::ui::action::Action;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::{Typed, expose, passphrase_field, sentences};
use crate::ui::widgets::{
    Button, ButtonKind, Card, Edge, Field, Page, Problems, back_link, body, focus_title, gap, heading, link,
    progress, read_out, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Join {
    step: Step,
    code: Typed,
    handle: String,
    typed: Typed,
    shown: bool,
    /// Another step was just begun: it takes the keyboard.
    turned: bool,
    told: Option<(&'static str, String)>,
    problems: Problems,
}

#[derive(Default)]
enum Step {
    /// The one-time code.
    #[default]
    Code,
    /// The passphrase stands on the page.
    Shown(Invited),
    /// It is typed back.
    Back(Invited),
    /// They joined.
    Done(String),
}

impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Step")
    }
}

struct Invited {
    name: String,
    side: Side,
    role: Role,
    passphrase: Arc<Secret>,
}

impl Screen for Join {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            *self = Self::default();
        }
        if let Some((name, words)) = self.told.take() {
            self.problems.set(vec![(cx.field_id(name), words)]);
        }
        if std::mem::take(&mut self.turned) {
            if matches!(self.step, Step::Back(_)) {
                let handle = cx.field_id("handle");
                ui.memory_mut(|memory| memory.request_focus(handle));
            } else {
                focus_title(ui.ctx());
            }
        }
        match &self.step {
            Step::Code => self.code_ui(cx, ui),
            Step::Shown(_) => self.shown_ui(cx, ui),
            Step::Back(_) => self.back_ui(cx, ui),
            Step::Done(_) => self.done_ui(cx, ui),
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        self.turned = answer.is_ok();
        match answer {
            Ok(Done::Invitation {
                name,
                side,
                role,
                passphrase,
            }) => {
                self.code.clear();
                self.step = Step::Shown(Invited {
                    name: name.clone(),
                    side: *side,
                    role: *role,
                    passphrase: Arc::clone(passphrase),
                });
            }
            Ok(Done::Joined(_)) => {
                self.typed.clear();
                if let Step::Back(invited) = std::mem::take(&mut self.step) {
                    self.step = Step::Done(invited.name);
                }
            }
            Ok(_) => {}
            Err(problem) => {
                let field = if matches!(self.step, Step::Code) {
                    "code"
                } else {
                    "typed"
                };
                self.told = Some((field, sentences(problem)));
            }
        }
        true
    }
}

/// The words for what a person will be.
pub(super) fn role_words(side: Side, role: Role) -> String {
    t(match (role, side) {
        (Role::Officer, _) => "role-officer",
        (Role::Nurse, _) => "role-nurse",
        (Role::Supervisor, Side::Police) => "role-supervisor-police",
        (Role::Supervisor, Side::Health) => "role-supervisor-health",
        (Role::Governance, Side::Police) => "role-governance-police",
        (Role::Governance, Side::Health) => "role-governance-health",
    })
}

impl Join {
    fn code_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let id = cx.field_id("code");
        let page = Page::new(cx.field_id("join-code"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("join-title"));
            self.problems.show(ui);
            body(ui, &t("join-explain"));
            gap(ui, Space::Sm);
            let (label, hint) = (t("join-code"), t("join-code-hint"));
            let field = passphrase_field(id, &label)
                .hint(&hint)
                .shown(true)
                .error(self.problems.of(id))
                .take_focus();
            self.code.field(ui, field);
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
            if self.code.is_blank() {
                self.problems.set(vec![(id, t("join-code-missing"))]);
            } else {
                self.problems.clear();
                cx.push(Action::Ask(Request::OpenInvitation(self.code.copy())));
            }
        });
    }

    fn shown_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Step::Shown(invited) = &self.step else { return };
        let mut on = false;
        let page = Page::new(cx.field_id("join-shown"));
        page.body(ui, |ui| {
            let args = [("name", invited.name.clone().into())];
            title(ui, &ta("join-shown-title", &args));
            let role = role_words(invited.side, invited.role);
            support(ui, &ta("join-shown-role", &[("role", role.into())]));
            gap(ui, Space::Xs);
            Card::new(Edge::None).name(&t("join-passphrase")).show(ui, |ui| {
                support(ui, &t("join-passphrase"));
                read_out(ui, expose(&invited.passphrase));
            });
            gap(ui, Space::Xs);
            body(ui, &t("join-write-down"));
            heading(ui, &t("join-lost-title"));
            body(
                ui,
                &t(match invited.role {
                    Role::Officer | Role::Nurse => "join-lost-crew",
                    Role::Supervisor => "join-lost-supervisor",
                    Role::Governance => "join-lost-governance",
                }),
            );
        });
        page.footer(ui, |ui| {
            let words = t("join-written");
            on = Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked();
        });
        if on && let Step::Shown(invited) = std::mem::take(&mut self.step) {
            self.turn(ui, Step::Back(invited));
        }
    }

    fn turn(&mut self, ui: &Ui, step: Step) {
        self.step = step;
        self.turned = true;
        ui.ctx().request_repaint();
    }

    fn back_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let [handle_id, typed_id] = ["handle", "typed"].map(|name| cx.field_id(name));
        let mut again = false;
        let page = Page::new(cx.field_id("join-back"));
        page.body(ui, |ui| {
            title(ui, &t("join-back-title"));
            self.problems.show(ui);
            let (handle, handle_hint) = (t("sign-in-handle"), t("join-handle-hint"));
            let (typed, typed_hint) = (t("join-typed"), t("join-typed-hint"));
            Field::new(handle_id, &handle)
                .hint(&handle_hint)
                .error(self.problems.of(handle_id))
                .take_focus()
                .show(ui, &mut self.handle);
            let field = passphrase_field(typed_id, &typed)
                .hint(&typed_hint)
                .shown(self.shown)
                .error(self.problems.of(typed_id));
            self.typed.field(ui, field);
            let show = if self.shown {
                "sign-in-hide"
            } else {
                "sign-in-show"
            };
            if link(ui, &t(show), None).clicked() {
                self.shown = !self.shown;
            }
            again = link(ui, &t("join-show-again"), None).clicked();
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("join-working"), None);
                return;
            }
            let words = t("join-finish");
            if Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked()
            {
                self.accept(cx, [handle_id, typed_id]);
            }
        });
        if again && let Step::Back(invited) = std::mem::take(&mut self.step) {
            self.typed.clear();
            self.turn(ui, Step::Shown(invited));
        }
    }

    fn accept(&mut self, cx: &mut Cx<'_>, [handle, typed]: [egui::Id; 2]) {
        let mut missing = Vec::new();
        if self.handle.trim().is_empty() {
            missing.push((handle, t("join-handle-missing")));
        }
        if self.typed.is_blank() {
            missing.push((typed, t("join-typed-missing")));
        }
        let complete = missing.is_empty();
        self.problems.set(missing);
        if complete {
            cx.push(Action::Ask(Request::AcceptInvitation {
                handle: self.handle.trim().to_owned(),
                typed: self.typed.copy(),
            }));
        }
    }

    fn done_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Step::Done(name) = &self.step else { return };
        let page = Page::new(cx.field_id("join-done"));
        page.body(ui, |ui| {
            title(ui, &ta("join-done-title", &[("name", name.clone().into())]));
            body(
                ui,
                &ta("join-done", &[("handle", self.handle.trim().to_owned().into())]),
            );
        });
        page.footer(ui, |ui| {
            let words = t("continue");
            if Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked()
            {
                cx.push(Action::Back);
            }
        });
    }
}
