//! A governance lead invites a person of their own organisation: role and name, then a one-time code to hand over.

use std::sync::Arc;

use egui::Ui;

use super::join::role_words;
use super::recovery_code::organisation;
use crate::app::Secret;
use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::role::{Role, Side};
use crate::ui::action::Action;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::{expose, sentences};
use crate::ui::widgets::{
    Button, ButtonKind, Card, ChoiceOption, Choices, Edge, Field, Page, Problems, back_link, body, button,
    focus_title, gap, read_out, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Default)]
pub(crate) struct Invite {
    role: Option<usize>,
    name: String,
    code: Option<Arc<Secret>>,
    told: Option<String>,
    problems: Problems,
}

impl std::fmt::Debug for Invite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Invite")
    }
}

/// The roles of a side, in the order of the digits.
fn roles(side: Side) -> [Role; 3] {
    let seat = match side {
        Side::Police => Role::Officer,
        Side::Health => Role::Nurse,
    };
    [seat, Role::Supervisor, Role::Governance]
}

impl Screen for Invite {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let by = if let Route::Invite(by) = cx.route {
            *by
        } else {
            None
        };
        let side = by
            .or(cx.state.office.as_ref().map(|(_, side, _)| *side))
            .unwrap_or(Side::Police);
        if cx.arrived {
            *self = Self::default();
        }
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id("name"), words)]);
        }
        if let Some(code) = self.code.clone() {
            self.code_ui(cx, ui, &code);
        } else {
            self.form_ui(cx, ui, side, by);
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::InvitationCode(code)) => self.code = Some(Arc::clone(code)),
            Ok(_) => {}
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

impl Invite {
    fn form_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, side: Side, by: Option<Side>) {
        let [role_id, name_id] = ["role", "name"].map(|name| cx.field_id(name));
        if cx.arrived {
            ui.memory_mut(|memory| memory.request_focus(role_id));
        }
        let labels = roles(side).map(|role| role_words(side, role));
        let hints = [
            "invite-seat-hint",
            "invite-supervisor-hint",
            "invite-governance-hint",
        ]
        .map(t);
        let options: Vec<ChoiceOption<'_>> = labels
            .iter()
            .zip(&hints)
            .map(|(label, hint)| ChoiceOption::with_hint(label, hint))
            .collect();
        let page = Page::new(cx.field_id("invite"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            let args = [("organisation", organisation(cx, side).into())];
            title(ui, &ta("invite-title", &args));
            self.problems.show(ui);
            Choices::new(role_id, &t("invite-role"), &options)
                .error(self.problems.of(role_id))
                .show(ui, &mut self.role);
            gap(ui, Space::Sm);
            let (label, hint) = (t("invite-name"), t("invite-name-hint"));
            Field::new(name_id, &label)
                .hint(&hint)
                .error(self.problems.of(name_id))
                .show(ui, &mut self.name);
        });
        page.footer(ui, |ui| {
            let words = t(if cx.busy { "working" } else { "invite-make" });
            let pressed = Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked();
            if pressed && !cx.busy {
                self.make(cx, side, by, [role_id, name_id]);
            }
        });
    }

    fn make(&mut self, cx: &mut Cx<'_>, side: Side, by: Option<Side>, [role_id, name_id]: [egui::Id; 2]) {
        let role = self.role.and_then(|at| roles(side).get(at).copied());
        let mut missing = Vec::new();
        if role.is_none() {
            missing.push((role_id, t("invite-role-missing")));
        }
        if self.name.trim().is_empty() {
            missing.push((name_id, t("invite-name-missing")));
        }
        let complete = missing.is_empty();
        self.problems.set(missing);
        if let Some(role) = role.filter(|_| complete) {
            let name = self.name.trim().to_owned();
            cx.push(Action::Ask(Request::Invite { role, name, by }));
        }
    }

    fn code_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, code: &Secret) {
        let args = [("name", self.name.trim().to_owned().into())];
        let page = Page::new(cx.field_id("invite-code"));
        page.body(ui, |ui| {
            title(ui, &ta("invite-code-title", &args));
            Card::new(Edge::None).name(&t("join-code")).show(ui, |ui| {
                support(ui, &t("join-code"));
                read_out(ui, expose(code));
            });
            body(ui, &t("invite-code-explain"));
        });
        let mut again = false;
        page.footer(ui, |ui| {
            let words = t("invite-done");
            if Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked()
            {
                cx.push(Action::Back);
            }
            again = button(ui, ButtonKind::Plain, &t("invite-another"), None).clicked();
        });
        if again {
            *self = Self::default();
            focus_title(ui.ctx());
        }
    }
}
