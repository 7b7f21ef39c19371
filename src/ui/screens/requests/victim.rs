//! The three tests of a request for a victim's information, and the notice that it needs.

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::{area, one};
use crate::domain::content::{VictimNotice, VictimRequest};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{ChoiceOption, Notice, Problems, Ticks, gap, notice};
use crate::ui::words::t;

const TESTS: [&str; 3] = ["victim-held", "victim-enquiry", "victim-necessary"];
const NOTICES: [&str; 3] = [
    "victim-notice-given",
    "victim-notice-soon",
    "victim-notice-withheld",
];
const WITHHELD: usize = 2;

/// What is ticked and typed.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Victim {
    tests: [bool; 3],
    counselling: Option<usize>,
    notice: Option<usize>,
    why: String,
}

impl Victim {
    pub(super) fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, problems: &Problems) {
        gap(ui, Space::Sm);
        let words = TESTS.map(t);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        let id = cx.field_id("victim-tests");
        Ticks::new(id, &t("victim-tests"), &options)
            .error(problems.of(id))
            .show(ui, &mut self.tests);
        let yes_no = [t("yes"), t("no")];
        one(
            cx,
            ui,
            problems,
            "victim-counselling",
            &yes_no,
            &mut self.counselling,
        );
        if self.counselling == Some(0) {
            notice(ui, Notice::Soon, &t("victim-counselling-hint"));
        }
        one(
            cx,
            ui,
            problems,
            "victim-notice",
            &NOTICES.map(t),
            &mut self.notice,
        );
        if self.notice == Some(WITHHELD) {
            area(cx, ui, problems, "victim-why", &mut self.why);
        }
    }

    /// The request's tests; `None` when something is missing, which is then named.
    pub(super) fn read(&self, missing: &mut impl FnMut(&str, &str)) -> Option<VictimRequest> {
        let [held, enquiry, necessary] = self.tests;
        if !(held && enquiry && necessary) {
            missing("victim-tests", "victim-tests-missing");
        }
        if self.counselling.is_none() {
            missing("victim-counselling", "victim-counselling-missing");
        }
        let notice = match self.notice {
            Some(0) => Some(VictimNotice::Given),
            Some(1) => Some(VictimNotice::SoonAfter),
            Some(_) if self.why.trim().is_empty() => {
                missing("victim-why", "victim-why-missing");
                None
            }
            Some(_) => Some(VictimNotice::Withheld(self.why.trim().to_owned())),
            None => {
                missing("victim-notice", "victim-notice-missing");
                None
            }
        };
        Some(VictimRequest {
            held,
            enquiry,
            necessary,
            counselling: self.counselling? == 0,
            notice: notice?,
        })
    }
}
