//! Checks and reviews: how the log itself is, who looked at what, and the decisions that are reviewed here.

mod access;
mod health;
mod reviews;

use std::sync::Arc;

use egui::Ui;

use crate::app::api::{Done, LookRow, Phase, RedrawnRow, Request};
use crate::app::problem::Problem;
use crate::domain::content::Verdict;
use crate::domain::ids::ItemId;
use crate::domain::role::{Role, Side};
use crate::ui::action::Action;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    Button, ButtonKind, Page, Problems, back_link, body, button, button_row, focus_title, gap, heading,
    status_line, support, title,
};
use crate::ui::words::{t, ta};

/// Cards of one kind at a time; the next come as these are done.
const AT_ONCE: usize = 4;
/// Lines of the list of openings.
const LISTED: usize = 40;

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    find: String,
    size: String,
    code: String,
    /// The file of a checkpoint.
    file: String,
    /// Who looked at the incident that was asked about.
    looked: Option<(String, Arc<Vec<LookRow>>)>,
    /// The case that a learning note is chosen for, and which.
    noting: Option<(ItemId, Option<usize>)>,
    redrawn: Vec<RedrawnRow>,
    compared: Option<String>,
    told: Option<String>,
    /// The field that what was asked last depends on.
    failing: &'static str,
    verified: Option<(u64, usize)>,
    problems: Problems,
}

impl Screen for Checks {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            *self = Self::default();
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            let field = if self.failing.is_empty() {
                "checks-code"
            } else {
                self.failing
            };
            self.problems.set(vec![(cx.field_id(field), words)]);
        }
        let (found, month) = (cx.state.checks.clone(), cx.state.month.clone());
        let page = Page::new(cx.field_id("checks")).wide();
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            let (Some(found), Some(month)) = (&found, &month) else {
                title(ui, &t("month-title-none"));
                body(ui, &t("month-none"));
                return;
            };
            let month = month.month.month;
            title(ui, &ta("checks-title", &[("month", month.words().into())]));
            support(ui, &t("checks-no-content"));
            self.problems.show(ui);
            heading(ui, &t("checks-log"));
            self.health_ui(cx, ui, found);
            gap(ui, Space::Md);
            heading(ui, &t("checks-access"));
            self.openings_ui(cx, ui, &found.openings);
            gap(ui, Space::Md);
            heading(ui, &t("checks-reviews"));
            self.reviews_ui(cx, ui, found, month);
        });
        page.footer(ui, |ui| {
            if button(ui, ButtonKind::Plain, &t("checks-verify"), None).clicked() && !cx.busy {
                cx.push(Action::Ask(Request::Verify));
            }
            if cx.state.phase == Phase::Office(Role::Governance)
                && button(ui, ButtonKind::Plain, &t("opened-open"), None).clicked()
            {
                cx.push(Action::Go(Route::Opened));
            }
            if cx.busy {
                status_line(ui, &t("working"));
            }
        });
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::Verified { entries, findings }) => self.verified = Some((*entries, findings.len())),
            Ok(Done::Looked(reference, looks)) => self.looked = Some((reference.clone(), Arc::clone(looks))),
            Ok(Done::Redrawn(rows)) => self.redrawn.clone_from(rows),
            Ok(Done::ReceiptChecked(answer)) => self.compared = Some(health::compared(*answer)),
            Ok(Done::Exported(file)) => {
                let gaps = [("file", file.display().to_string().into())];
                self.compared = Some(ta("checks-taken", &gaps));
            }
            Ok(_) => {
                self.problems = Problems::default();
            }
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

fn verdict_words(verdict: Verdict) -> String {
    t(match verdict {
        Verdict::AsExpected => "checks-as-expected",
        Verdict::Ask => "checks-ask",
        Verdict::Concern => "checks-concern",
    })
}

fn seat_words(side: Side) -> String {
    t(match side {
        Side::Police => "checks-police-seat",
        Side::Health => "checks-nurse-seat",
    })
}

/// Three findings side by side; gives the one that was pressed.
fn verdicts_ui(ui: &mut Ui, about: &str) -> Option<Verdict> {
    button_row(ui, |ui| {
        let mut pressed = None;
        for verdict in Verdict::ALL {
            let words = verdict_words(verdict);
            let name = format!("{words}: {about}");
            let one = Button::new(ButtonKind::Plain, &words).name(&name);
            if one.show(ui).clicked() {
                pressed = Some(verdict);
            }
        }
        pressed
    })
}
