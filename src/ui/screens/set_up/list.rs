//! What is still to do before the first shift: a list whose rows are pressed as a whole, in any order.

use egui::Ui;

use super::SetUp;
use crate::app::api::{MemberCard, RecoveryCard, Request, SetUpState};
use crate::domain::role::{Role, Side};
use crate::ui::action::Action;
use crate::ui::route::Route;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Card, Edge, Page, Row, Tag, body, end_text, focus_title, gap, heading, label_text,
    pair, row_text, support, tag, title,
};
use crate::ui::words::{t, ta};

/// Where a row leads.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Leads {
    To(Route),
}

/// One thing to do.
struct Task {
    words: String,
    done: bool,
    state: String,
    leads: Leads,
}

impl SetUp {
    pub(super) fn list_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            focus_title(ui.ctx());
        }
        let empty = SetUpState::default();
        let set_up = cx.state.set_up.as_ref().unwrap_or(&empty);
        let mut pressed = None;
        let page = Page::new(cx.field_id("set-up-list")).pinned().wide();
        page.body(ui, |ui| {
            title(ui, &t("set-up-list-title"));
            self.problems.show(ui);
            codes_ui(cx, ui, set_up);
            for (name, tasks) in sections(cx) {
                gap(ui, Space::Sm);
                heading(ui, &name);
                ui.scope(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    for task in tasks {
                        if task_ui(cx, ui, &task) {
                            pressed = Some((task.done, task.leads));
                        }
                    }
                });
            }
        });
        page.footer(ui, |ui| {
            let words = t(if cx.busy { "working" } else { "set-up-finish" });
            if Button::new(ButtonKind::Primary, &words).show(ui).clicked() && !cx.busy {
                self.finish(cx);
            }
            support(ui, &t("set-up-finish-hint"));
        });
        match pressed {
            Some((true, Leads::To(Route::Join))) => cx.push(tell("set-up-joined-already")),
            Some((true, Leads::To(Route::RecoveryCode(..)))) => cx.push(tell("set-up-code-already")),
            Some((_, Leads::To(route))) => cx.push(Action::Go(route)),
            None => {}
        }
    }

    fn finish(&mut self, cx: &mut Cx<'_>) {
        let mut missing = Vec::new();
        for side in Side::ALL {
            let task = lead_task(cx, side);
            if !task.done {
                missing.push((row_id(cx, &task), task.words));
            }
        }
        for task in recovery_tasks(cx) {
            if !task.done {
                missing.push((row_id(cx, &task), task.words));
            }
        }
        let complete = missing.is_empty();
        self.problems.set(missing);
        if complete {
            cx.push(Action::Ask(Request::FinishSetUp));
        }
    }
}

fn tell(key: &str) -> Action {
    Action::Tell {
        words: t(key),
        undo: false,
    }
}

/// The codes of the leads who have not joined: the one thing on this page that is handed over.
fn codes_ui(cx: &Cx<'_>, ui: &mut Ui, set_up: &SetUpState) {
    if set_up.lead_codes.is_empty() {
        return;
    }
    body(ui, &t("set-up-codes-explain"));
    let code_of = |side: Side| set_up.lead_codes.iter().find(|(of, _)| *of == side);
    let card = |ui: &mut Ui, side: Side, height: f32| {
        let edge = match side {
            Side::Police => Edge::Police,
            Side::Health => Edge::Nurse,
        };
        Card::new(edge).min_height(height).show(ui, |ui| {
            label_text(ui, &lead_words(cx, side));
            match code_of(side) {
                Some((_, code)) => {
                    support(ui, &t("join-code"));
                    label_text(ui, &code.replace('-', "  "));
                }
                None => {
                    support(ui, &t("set-up-joined"));
                }
            }
        });
    };
    pair(
        ui,
        cx.field_id("set-up-codes"),
        &mut (),
        |ui, (), height| card(ui, Side::Police, height),
        |ui, (), height| card(ui, Side::Health, height),
    );
}

fn sections(cx: &Cx<'_>) -> Vec<(String, Vec<Task>)> {
    let leads = Side::ALL.map(|side| lead_task(cx, side)).into();
    let people = [
        (Side::Police, Role::Officer, "set-up-invite-officer"),
        (Side::Health, Role::Nurse, "set-up-invite-nurse"),
        (Side::Police, Role::Supervisor, "set-up-invite-supervisor-police"),
        (Side::Health, Role::Supervisor, "set-up-invite-supervisor-health"),
    ];
    let people = people
        .map(|(side, role, words)| people_task(cx, side, role, words))
        .into();
    let agreement = Task {
        words: t("set-up-agreement"),
        done: cx.state.policy.agreement.is_some(),
        state: t(if cx.state.policy.agreement.is_some() {
            "set-up-done"
        } else {
            "set-up-can-wait"
        }),
        leads: Leads::To(Route::Agreement),
    };
    vec![
        (t("set-up-section-leads"), leads),
        (t("set-up-section-recovery"), recovery_tasks(cx)),
        (t("set-up-section-people"), people),
        (t("set-up-section-agreement"), vec![agreement]),
    ]
}

fn members<'a>(cx: &'a Cx<'_>, side: Side, role: Role) -> impl Iterator<Item = &'a MemberCard> {
    let wanted = move |member: &&MemberCard| member.side == side && member.role == role;
    cx.state.members.iter().filter(wanted)
}

fn lead_words(cx: &Cx<'_>, side: Side) -> String {
    let name = members(cx, side, Role::Governance)
        .next()
        .map(|member| member.name.clone());
    let organisation = super::super::recovery_code::organisation(cx, side);
    let args = [
        ("name", name.unwrap_or_default().into()),
        ("organisation", organisation.into()),
    ];
    ta("set-up-lead", &args)
}

fn lead_task(cx: &Cx<'_>, side: Side) -> Task {
    let done = members(cx, side, Role::Governance).any(|member| member.joined);
    let args = [("lead", lead_words(cx, side).into())];
    Task {
        words: ta("set-up-lead-joins", &args),
        done,
        state: t(if done { "set-up-done" } else { "set-up-to-do" }),
        leads: Leads::To(Route::Join),
    }
}

fn recovery_tasks(cx: &Cx<'_>) -> Vec<Task> {
    let holders = cx.state.recovery.iter();
    holders
        .map(
            |RecoveryCard {
                 side,
                 number,
                 office,
                 made,
             }| {
                let organisation = super::super::recovery_code::organisation(cx, *side);
                let args = [
                    ("office", office.clone().into()),
                    ("organisation", organisation.into()),
                ];
                Task {
                    words: ta("set-up-recovery-opens", &args),
                    done: *made,
                    state: t(if *made { "set-up-done" } else { "set-up-to-do" }),
                    leads: Leads::To(Route::RecoveryCode(*side, *number)),
                }
            },
        )
        .collect()
}

fn people_task(cx: &Cx<'_>, side: Side, role: Role, words: &str) -> Task {
    let invited = members(cx, side, role).count();
    let joined = members(cx, side, role).filter(|member| member.joined).count();
    let state = if invited == 0 {
        t("set-up-can-wait")
    } else {
        ta(
            "set-up-people-state",
            &[("invited", invited.into()), ("joined", joined.into())],
        )
    };
    Task {
        words: t(words),
        done: invited > 0,
        state,
        leads: Leads::To(Route::Invite(Some(side))),
    }
}

fn row_id(cx: &Cx<'_>, task: &Task) -> egui::Id {
    cx.field_id("set-up-task").with(task.words.as_str())
}

/// A row; what is done stands in plain words, so that what is not stands out.
fn task_ui(cx: &Cx<'_>, ui: &mut Ui, task: &Task) -> bool {
    let name = format!("{}. {}", task.words, task.state);
    let id = cx.field_id("set-up-list");
    let row = Row::new(row_id(cx, task), &name).show(ui, |ui| {
        crate::ui::widgets::split(
            ui,
            id.with(task.words.as_str()),
            24.0,
            |ui| row_text(ui, &task.words),
            |ui| {
                if task.done {
                    end_text(ui, &task.state);
                } else {
                    tag(ui, Tag::Plain, &task.state);
                }
            },
        );
    });
    row.clicked()
}
