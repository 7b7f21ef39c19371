//! A recovery holder's own page: the computer is handed over, the code is shown once, its last group is typed back.

use std::sync::Arc;

use egui::Ui;

use crate::app::Secret;
use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::parts;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::{Typed, expose, passphrase_field, sentences};
use crate::ui::widgets::{
    Button, ButtonKind, Card, Edge, Page, Problems, back_link, body, focus_title, gap, heading, progress,
    read_out, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Default)]
pub(crate) struct RecoveryCode {
    code: Option<Arc<Secret>>,
    /// For whose eyes it is.
    holder: Option<(Side, u8)>,
    last: Typed,
    /// The code was just made: the field for its last group takes the keyboard.
    fresh: bool,
    told: Option<String>,
    problems: Problems,
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode")
    }
}

impl Screen for RecoveryCode {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let &Route::RecoveryCode(side, number) = cx.route else {
            return;
        };
        let another = self.holder != Some((side, number));
        if another || (cx.arrived && self.code.is_none()) {
            // a holder's page never shows what another holder left
            *self = Self {
                holder: Some((side, number)),
                ..Self::default()
            };
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id("last"), words)]);
        }
        if let Some(code) = self.code.clone() {
            // leaving would lose the code: nothing but the typed group leads on
            ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
            self.code_ui(cx, ui, side, &code);
        } else {
            self.hand_over_ui(cx, ui, side, number);
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::RecoveryCode(code)) => {
                self.code = Some(Arc::clone(code));
                self.fresh = true;
            }
            Ok(_) => {}
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

/// The organisation's name as it was set up.
pub(super) fn organisation(cx: &Cx<'_>, side: Side) -> String {
    parts::organisation(cx.state, side)
}

fn is_made(cx: &Cx<'_>, side: Side, number: u8) -> bool {
    let mut holders = cx.state.recovery.iter();
    holders.any(|holder| (holder.side, holder.number, holder.made) == (side, number, true))
}

fn office(cx: &Cx<'_>, side: Side, number: u8) -> String {
    let mut holders = cx.state.recovery.iter();
    let holder = holders.find(|holder| (holder.side, holder.number) == (side, number));
    holder.map(|holder| holder.office.clone()).unwrap_or_default()
}

impl RecoveryCode {
    /// A code stands on the page that is written down nowhere yet.
    pub(super) fn shows_a_code(&self) -> bool {
        self.code.is_some()
    }

    fn hand_over_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, side: Side, number: u8) {
        let args = [
            ("office", office(cx, side, number).into()),
            ("organisation", organisation(cx, side).into()),
        ];
        let replaces = is_made(cx, side, number);
        let page = Page::new(cx.field_id("recovery-hand-over"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &ta("recovery-hand-over-title", &args));
            self.problems.show(ui);
            body(ui, &ta("recovery-hand-over", &args));
            if replaces {
                body(ui, &t("recovery-replaces"));
            }
            body(ui, &t("recovery-hand-over-alone"));
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
                return;
            }
            let words = ta("recovery-show", &args);
            if Button::new(ButtonKind::Primary, &words).show(ui).clicked() {
                cx.push(Action::Ask(if replaces {
                    Request::ReplaceRecoveryCode(number)
                } else {
                    Request::MakeRecoveryCode { side, number }
                }));
            }
        });
    }

    fn code_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, side: Side, code: &Secret) {
        let id = cx.field_id("last");
        let mut read = false;
        let page = Page::new(cx.field_id("recovery-code"));
        page.body(ui, |ui| {
            title(ui, &t("recovery-code-title"));
            self.problems.show(ui);
            Card::new(Edge::None)
                .name(&t("recovery-code-title"))
                .show(ui, |ui| {
                    read_out(ui, &expose(code).replace('-', "  "));
                });
            body(ui, &t("recovery-write-down"));
            heading(ui, &t("join-lost-title"));
            let args = [("organisation", organisation(cx, side).into())];
            body(ui, &ta("recovery-lost", &args));
            gap(ui, Space::Sm);
            let (label, hint) = (t("recovery-last"), t("recovery-last-hint"));
            let field = passphrase_field(id, &label)
                .hint(&hint)
                .shown(true)
                .width(176.0)
                .error(self.problems.of(id))
                .take_focus();
            let typed = self.last.field(ui, field);
            if std::mem::take(&mut self.fresh) {
                typed.request_focus();
            }
        });
        page.footer(ui, |ui| {
            let words = t("recovery-done");
            read = Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked();
            support(ui, &t("recovery-once"));
        });
        if !read {
            return;
        }
        let group = expose(code).rsplit('-').next().unwrap_or_default();
        if self.last.is_group(group) {
            *self = Self::default();
            cx.push(Action::Back);
        } else {
            self.problems.set(vec![(id, t("recovery-last-differs"))]);
        }
    }
}
