//! The record of a breach: its clock, what was done, what is still open, and the next step.

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::super::requests::{area, line_field, one};
use super::words::{gap_words, kind_words, step_words};
use crate::app::api::Request;
use crate::domain::content::BreachStep;
use crate::domain::incident::BreachCard;
use crate::domain::role::Side;
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::parts::{page_head_ui, side_badge, time_field, time_wrong, typed_time};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Badge, Button, ButtonKind, Card, Edge, Notice, Page, Problems, body, facts_list, focus_title, gap,
    heading, notice, support,
};
use crate::ui::words::{t, ta};

/// What is chosen and typed for the next step.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Record {
    step: Option<usize>,
    yes: Option<usize>,
    words: String,
    late: String,
    time: String,
    #[serde(skip)]
    problems: Problems,
}

const STEPS: [&str; 5] = [
    "breach-step-contain",
    "breach-step-judge",
    "breach-step-commissioner",
    "breach-step-person",
    "breach-step-close",
];
const CONTAIN: usize = 0;
const JUDGE: usize = 1;
const COMMISSIONER: usize = 2;
const PERSON: usize = 3;

impl Record {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, side: Side, breach: &BreachCard) {
        let due = breach.due(cx.rules.thresholds().breach_report_hours);
        let page = Page::new(cx.field_id("breach-record"));
        let badge = if breach.alone {
            side_badge(side)
        } else {
            Badge::Shared
        };
        if cx.arrived {
            focus_title(ui.ctx());
        }
        page.body(ui, |ui| {
            if page_head_ui(ui, badge, &t("breach-record-title"), "") {
                cx.push(Action::Back);
            }
            self.problems.show(ui);
            clock_ui(cx, ui, side, breach, due);
            happened_ui(cx, ui, breach);
            if breach.closed().is_none() {
                self.next_ui(cx, ui, side, breach, due);
            }
        });
        page.footer(ui, |ui| {
            if breach.closed().is_some() {
                return;
            }
            let words = t(if cx.busy { "working" } else { "breach-record-step" });
            let save = Button::new(ButtonKind::Primary, &words).commit().show(ui);
            if save.clicked() && !cx.busy {
                self.send(cx, breach, due);
            }
        });
    }

    fn next_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, side: Side, breach: &BreachCard, due: Moment) {
        let open = breach.gaps();
        if !open.is_empty() {
            heading(ui, &t("breach-still"));
            for gap in open {
                body(ui, &gap_words(gap));
            }
        }
        let before = self.step;
        one(
            cx,
            ui,
            &self.problems,
            "breach-step",
            &STEPS.map(t),
            &mut self.step,
        );
        if self.step != before {
            *self = Self {
                step: self.step,
                ..Self::default()
            };
        }
        match self.step {
            Some(JUDGE) => {
                support(ui, &t("breach-threshold"));
                let words = ["breach-report-yes", "breach-report-no"].map(t);
                let question = match side {
                    Side::Police => "breach-report-police",
                    Side::Health => "breach-report-health",
                };
                one(cx, ui, &self.problems, question, &words, &mut self.yes);
                area(cx, ui, &self.problems, "breach-why", &mut self.words);
            }
            Some(COMMISSIONER) => {
                gap(ui, Space::Sm);
                time_field(cx, ui, "breach-time", &self.problems, &mut self.time);
                line_field(cx, ui, &self.problems, "breach-reference", &mut self.words);
                if cx.now > due {
                    area(cx, ui, &self.problems, "breach-late", &mut self.late);
                }
            }
            Some(PERSON) => {
                let words = ["breach-person-yes", "breach-person-no"].map(t);
                one(cx, ui, &self.problems, "breach-person", &words, &mut self.yes);
                if self.yes == Some(0) {
                    gap(ui, Space::Sm);
                    time_field(cx, ui, "breach-time", &self.problems, &mut self.time);
                }
                if let Some(yes) = self.yes {
                    let label = if yes == 0 { "breach-how-told" } else { "breach-why" };
                    area(cx, ui, &self.problems, label, &mut self.words);
                }
            }
            Some(CONTAIN) => area(cx, ui, &self.problems, "breach-contained", &mut self.words),
            Some(_) => area(cx, ui, &self.problems, "breach-learned", &mut self.words),
            None => {}
        }
    }

    /// The field that the words of the chosen step are typed in.
    fn field(&self) -> &'static str {
        match (self.step, self.yes) {
            (Some(CONTAIN), _) => "breach-contained",
            (Some(COMMISSIONER), _) => "breach-reference",
            (Some(PERSON), Some(0)) => "breach-how-told",
            (Some(JUDGE | PERSON), _) => "breach-why",
            _ => "breach-learned",
        }
    }

    fn send(&mut self, cx: &mut Cx<'_>, breach: &BreachCard, due: Moment) {
        let mut wrong = Vec::new();
        let mut missing = |field: &str, key: &str| wrong.push((cx.field_id(field), t(key)));
        let words = self.words.trim().to_owned();
        let needs_yes = matches!(self.step, Some(JUDGE | PERSON));
        if self.step.is_none() {
            missing("breach-step", "breach-step-missing");
        } else if needs_yes && self.yes.is_none() {
            missing("breach-step", "breach-yes-missing");
        } else if words.is_empty() {
            missing(self.field(), "breach-words-missing");
        }
        let at = typed_time(cx, &self.time);
        let late = self.late.trim().to_owned();
        if self.step == Some(COMMISSIONER) && at.is_some_and(|at| at > due) && late.is_empty() {
            missing("breach-late", "breach-late-missing");
        }
        if at.is_none() {
            wrong.push((
                cx.field_id("breach-time"),
                time_wrong(cx, &self.time, "time-wrong"),
            ));
        }
        self.problems.set(wrong);
        let (Some(at), true) = (at, self.problems.is_empty()) else {
            return;
        };
        let step = match (self.step, self.yes) {
            (Some(CONTAIN), _) => BreachStep::Contained { how: words },
            (Some(JUDGE), yes) => BreachStep::Assessed {
                report: yes == Some(0),
                why: words,
            },
            (Some(COMMISSIONER), _) => BreachStep::CommissionerTold {
                at,
                reference: words,
                late,
            },
            (Some(PERSON), Some(0)) => BreachStep::PersonTold { at, how: words },
            (Some(PERSON), _) => BreachStep::PersonNotTold { why: words },
            _ => BreachStep::Closed { why: words },
        };
        let (incident, name) = (breach.opened.incident, breach.opened.breach);
        cx.push(Action::Ask(Request::StepBreach(incident, name, step)));
    }
}

/// Until when the Commissioner has to know; quiet once this side has told, or judged that it need not.
fn clock_ui(cx: &Cx<'_>, ui: &mut Ui, side: Side, breach: &BreachCard, due: Moment) {
    let time = due.clock_from(cx.now);
    if let Some(closed) = breach.closed() {
        body(
            ui,
            &ta("breach-closed", &[("time", closed.clock_from(cx.now).into())]),
        );
        return;
    }
    let told = breach.commissioner_told(side);
    if let Some(told) = told {
        body(
            ui,
            &ta("breach-clock-told", &[("time", told.clock_from(cx.now).into())]),
        );
    } else if breach.assessed(side) == Some(false) {
        body(ui, &t("breach-clock-none"));
    } else if due < cx.now {
        notice(
            ui,
            Notice::Now,
            &ta("breach-clock-past", &[("time", time.into())]),
        );
    } else {
        notice(
            ui,
            Notice::Soon,
            &ta("breach-clock-due", &[("time", time.into())]),
        );
    }
}

fn happened_ui(cx: &Cx<'_>, ui: &mut Ui, breach: &BreachCard) {
    let opened = &breach.opened;
    let name = t("breach-happened");
    Card::new(Edge::Shared).name(&name).show(ui, |ui| {
        heading(ui, &kind_words(opened.kind));
        body(ui, &opened.words);
        let args = [
            ("who", opened.by.as_str().into()),
            ("time", breach.at.clock_from(cx.now).into()),
            ("aware", opened.aware.clock_from(cx.now).into()),
        ];
        support(ui, &ta("breach-recorded", &args));
    });
    let steps: Vec<(String, String)> = breach
        .steps
        .iter()
        .map(|(at, stepped)| (at.clock_from(cx.now), step_words(stepped, cx.now)))
        .collect();
    facts_list(ui, &steps);
    gap(ui, Space::Sm);
}
