//! The people of a governance lead's own organisation, their invitations, the agreement, and the check of the log.

use egui::Ui;

use super::backup::last_words;
use super::join::role_words;
use super::member::standing_words;
use super::recovery_code::organisation;
use crate::app::api::{Done, MemberCard, Request};
use crate::app::problem::Problem;
use crate::app::recovery::RecoveryStanding;
use crate::domain::content::Standing;
use crate::domain::ids::MemberId;
use crate::domain::role::Side;
use crate::domain::time::{Moment, day_words};
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::parts::partnership_row;
use crate::ui::parts::watch_ui;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    Button, ButtonKind, Cell, Column, Notice, Page, Problems, RowView, Table, Tag, Width, body, button,
    focus_title, gap, heading, notice, progress, queue_row, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct People {
    verifying: bool,
    verified: Option<(u64, Vec<String>)>,
    /// The result has just come: the page scrolls to it.
    fresh: bool,
    told: Option<String>,
    problems: Problems,
}

impl Screen for People {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id("people"), words)]);
        }
        self.list_ui(cx, ui);
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        self.verifying = false;
        match answer {
            Ok(Done::Verified { entries, findings }) => {
                self.verified = Some((*entries, findings.clone()));
                self.fresh = true;
            }
            Ok(_) => {}
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

impl People {
    fn list_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            focus_title(ui.ctx());
        }
        let side = cx
            .state
            .office
            .as_ref()
            .map_or(Side::Police, |(_, side, _)| *side);
        let own: Vec<&MemberCard> = cx
            .state
            .members
            .iter()
            .filter(|member| member.side == side)
            .collect();
        let page = Page::new(cx.field_id("people")).pinned().wide();
        page.body(ui, |ui| {
            title(
                ui,
                &ta("people-title", &[("organisation", organisation(cx, side).into())]),
            );
            support(ui, &last_words(&cx.state.backup));
            self.problems.show(ui);
            if cx.state.must_renew {
                copy_ui(cx, ui);
            }
            waiting_ui(cx, ui, side);
            watch_ui(cx, ui, side);
            partnership_row(cx, ui);
            if let Some(member) = table_ui(cx, ui, &own) {
                cx.actions.push(Action::Go(Route::Member(member)));
            }
            gap(ui, Space::Md);
            heading(ui, &t("people-agreement"));
            let agreement = cx.state.policy.agreement.clone();
            body(ui, &agreement.unwrap_or_else(|| t("people-no-agreement")));
            let law = Action::Do(Command::Rules);
            pages_ui(
                cx,
                ui,
                [
                    ("people-change-agreement", Action::Go(Route::Agreement)),
                    ("rules-open", law),
                ],
            );
            gap(ui, Space::Sm);
            heading(ui, &t("people-recovery"));
            recovery_ui(cx, ui);
            pages_ui(cx, ui, [("recovery-use", Action::Go(Route::Recovery))]);
            gap(ui, Space::Sm);
            heading(ui, &t("people-log"));
            self.verify_ui(cx, ui);
            let of_the_log = [
                ("backup-open", Route::Backup),
                ("devices-open", Route::Devices),
                ("people-keys", Route::Keys),
                ("disposal-open", Route::Disposal),
            ];
            pages_ui(cx, ui, of_the_log.map(|(key, route)| (key, Action::Go(route))));
        });
        page.footer(ui, |ui| self.footer_ui(cx, ui));
    }

    fn footer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let words = t("people-invite");
        if Button::new(ButtonKind::Primary, &words).show(ui).clicked() {
            cx.push(Action::Go(Route::Invite(None)));
        }
        if button(ui, ButtonKind::Plain, &t("people-verify"), None).clicked() && !cx.busy {
            self.verifying = true;
            self.verified = None;
            cx.push(Action::Ask(Request::Verify));
        }
        if button(ui, ButtonKind::Plain, &t("people-month"), None).clicked() {
            cx.push(Action::Go(Route::Month));
        }
    }

    fn verify_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if self.verifying && cx.busy {
            let part = cx.progress.map(|(_, done, of)| fraction(done, of));
            progress(ui, &t("people-verifying"), part);
            if button(ui, ButtonKind::Plain, &t("people-stop"), None).clicked() {
                cx.push(Action::Stop);
            }
            return;
        }
        let Some((entries, findings)) = &self.verified else {
            support(ui, &t("people-log-hint"));
            return;
        };
        let (kind, key) = if findings.is_empty() {
            (Notice::Info, "people-log-good")
        } else {
            (Notice::Now, "people-log-bad")
        };
        let args = [("entries", (*entries).into()), ("count", findings.len().into())];
        let told = notice(ui, kind, &ta(key, &args));
        if std::mem::take(&mut self.fresh) {
            told.scroll_to_me(Some(egui::Align::Center));
        }
        for finding in findings.iter().take(FINDINGS_SHOWN) {
            body(ui, finding);
        }
    }
}

/// The pages that belong to a part of this one, as buttons beside each other.
fn pages_ui<const N: usize>(cx: &mut Cx<'_>, ui: &mut Ui, pages: [(&str, Action); N]) {
    gap(ui, Space::Xs);
    ui.horizontal_wrapped(|ui| {
        for (key, leads) in pages {
            if button(ui, ButtonKind::Plain, &t(key), None).clicked() {
                cx.push(leads);
            }
        }
    });
}

/// More findings than this are read from the command line.
const FINDINGS_SHOWN: usize = 20;

/// How far a job is, 0 to 1.
pub(super) fn fraction(done: u64, of: u64) -> f32 {
    let thousandths = done.saturating_mul(1000) / of.max(1);
    f32::from(u16::try_from(thousandths.min(1000)).unwrap_or(1000)) / 1000.0
}

/// The two holders of this side: made, or a row that opens the holder's own page.
fn recovery_ui(cx: &mut Cx<'_>, ui: &mut Ui) {
    if let Some(standing) = &cx.state.recovery_standing {
        standing_ui(ui, standing);
    }
    for holder in &cx.state.recovery {
        let args = [("office", holder.office.clone().into())];
        let words = if holder.made {
            ta("people-recovery-replace", &args)
        } else {
            ta("people-recovery-opens", &args)
        };
        let id = cx.field_id("recovery").with(holder.number);
        let row = queue_row(ui, id, &words, false, |ui| {
            body(ui, &words);
        });
        if row.clicked() {
            cx.actions
                .push(Action::Go(Route::RecoveryCode(holder.side, holder.number)));
        }
    }
}

/// When the codes were last proved, and when that is due.
fn standing_ui(ui: &mut Ui, standing: &RecoveryStanding) {
    let due = standing.due.map(day_words).unwrap_or_default();
    let day = standing.tested.map(Moment::day_words).unwrap_or_default();
    let args = [("day", day.into()), ("due", due.into())];
    if standing.holders.iter().any(Option::is_none) {
        body(ui, &t("people-recovery-none"));
    } else if !standing.usable {
        notice(ui, Notice::Soon, &t("people-recovery-old"));
    } else if standing.tested.is_none() {
        notice(ui, Notice::Soon, &t("people-recovery-untested"));
    } else if standing.overdue {
        notice(ui, Notice::Soon, &ta("people-recovery-overdue", &args));
    } else {
        body(ui, &ta("people-recovery-tested", &args));
    }
}

/// This folder is an older copy: the page of devices makes it a laptop of its own.
fn copy_ui(cx: &mut Cx<'_>, ui: &mut Ui) {
    notice(ui, Notice::Soon, &super::devices::renew_why(cx.state.taken_out));
    if button(ui, ButtonKind::Plain, &t("devices-renew"), None).clicked() {
        cx.push(Action::Go(Route::Devices));
    }
}

/// What the other organisation began and this lead is to confirm.
fn waiting_ui(cx: &mut Cx<'_>, ui: &mut Ui, side: Side) {
    let count = cx
        .state
        .waiting
        .iter()
        .filter(|waiting| waiting.side != side)
        .count();
    if count == 0 {
        return;
    }
    let words = ta("people-waiting", &[("count", count.into())]);
    let row = queue_row(ui, cx.field_id("people-waiting"), &words, false, |ui| {
        body(ui, &words);
    });
    if row.clicked() {
        cx.push(Action::Go(Route::Keys));
    }
}

/// Gives the member whose row was pressed.
fn table_ui(cx: &Cx<'_>, ui: &mut Ui, own: &[&MemberCard]) -> Option<MemberId> {
    let (name, role, state) = (t("people-name"), t("people-role"), t("people-state"));
    let columns = [
        Column::new(&name, Width::Share(2.0)),
        Column::new(&role, Width::Share(2.0)),
        Column::new(&state, Width::Share(2.0)),
    ];
    let label = t("people-table");
    let table = Table::new(cx.field_id("people-table"), &label, &columns, own.len()).fit();
    let shown = table.show(ui, |at| {
        let Some(member) = own.get(at) else {
            return RowView::default();
        };
        let role = role_words(member.side, member.role);
        let state = standing_words(member);
        let last = if member.joined && member.standing == Standing::Active {
            Cell::Text(state.clone())
        } else {
            Cell::Tag(Tag::Plain, state.clone())
        };
        RowView {
            name: format!("{}, {role}, {state}", member.name),
            cells: vec![Cell::Strong(member.name.clone()), Cell::Text(role), last],
        }
    });
    shown
        .pressed
        .and_then(|at| own.get(at))
        .map(|member| member.member)
}
