//! Checks and reviews: how the log itself is, who looked at what, and the decisions that are reviewed here.

mod access;
mod codes;
mod health;
mod reviews;

use std::sync::Arc;

use egui::Ui;

use crate::app::api::{Checks as Found, Done, LookRow, Phase, RedrawnRow, Request, days};
use crate::app::problem::Problem;
use crate::domain::content::Verdict;
use crate::domain::ids::ItemId;
use crate::domain::role::{Role, Side};
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    Button, ButtonKind, ChoiceOption, Choices, Page, Problems, Tag, back_link, body, button, button_row,
    focus_title, gap, status_line, support, tag, title,
};
use crate::ui::words::{t, ta};

/// Cards of one kind at a time; the next come as these are done.
const AT_ONCE: usize = 4;
/// Lines of the list of openings.
const LISTED: usize = 40;
/// Places of the page's parts; the first is reviews.
const WHO_LOOKED: usize = 1;
const THE_LOG: usize = 2;

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    find: String,
    size: String,
    code: String,
    /// The file of a checkpoint that the other organisation holds.
    held: String,
    /// The file of a checkpoint.
    file: String,
    /// Who looked at the incident that was asked about.
    looked: Option<(String, Arc<Vec<LookRow>>)>,
    /// The case that a learning note is chosen for, and which.
    noting: Option<(ItemId, Option<usize>)>,
    redrawn: Vec<RedrawnRow>,
    /// What became of a checkpoint's file, and whether that is well.
    compared: Option<(String, bool)>,
    /// Which of the page's parts is shown.
    part: Option<usize>,
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
            let before = self.part;
            self.parts_ui(cx, ui, found);
            if self.part != before {
                self.problems.clear();
            }
            gap(ui, Space::Sm);
            match self.part {
                Some(WHO_LOOKED) => self.openings_ui(cx, ui, &found.openings),
                Some(THE_LOG) => self.health_ui(cx, ui, found),
                _ => self.reviews_ui(cx, ui, found, month),
            }
        });
        page.footer(ui, |ui| {
            if button(ui, ButtonKind::Plain, &t("checks-verify"), None).clicked() && !cx.busy {
                self.part = Some(THE_LOG);
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
                self.compared = Some((ta("checks-taken", &gaps), true));
            }
            Ok(_) => {
                self.problems = Problems::default();
            }
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

impl Checks {
    /// The three parts of the page, each with what waits there.
    fn parts_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, found: &Found) {
        let waits = found.to_review();
        let looks = found.openings.iter().filter(|row| row.is_open()).count();
        let log = health::todo(cx, &found.health).len();
        let words = [
            ta("checks-part-reviews", &[("count", waits.into())]),
            ta("checks-part-looks", &[("count", looks.into())]),
            ta("checks-part-log", &[("count", log.into())]),
        ];
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        self.part.get_or_insert(0);
        Choices::new(cx.field_id("checks-parts"), &t("checks-parts"), &options)
            .inline()
            .quiet()
            .show(ui, &mut self.part);
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

/// That there is more than the cards that are shown.
fn at_once_ui(ui: &mut Ui, open: usize) {
    if open > AT_ONCE {
        let gaps = [("shown", AT_ONCE.into()), ("count", open.into())];
        support(ui, &ta("checks-at-once", &gaps));
    }
}

/// How long a thing has waited; late is marked.
fn age_tag(cx: &Cx<'_>, ui: &mut Ui, since: Moment) {
    let days = days(since, cx.now);
    let late = days >= i64::from(cx.rules.thresholds().review_late_days);
    let mark = if late { Tag::Now } else { Tag::Plain };
    tag(ui, mark, &ta("checks-age", &[("count", days.into())]));
}

/// Findings side by side; gives the one that was pressed.
fn verdicts_ui(ui: &mut Ui, about: &str, verdicts: &[Verdict]) -> Option<Verdict> {
    button_row(ui, |ui| {
        let mut pressed = None;
        for verdict in verdicts {
            let words = verdict_words(*verdict);
            let name = format!("{words}: {about}");
            let one = Button::new(ButtonKind::Plain, &words).name(&name);
            if one.show(ui).clicked() {
                pressed = Some(*verdict);
            }
        }
        pressed
    })
}

#[cfg(test)]
mod tests;
