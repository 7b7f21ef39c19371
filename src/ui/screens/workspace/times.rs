//! The steps of the incident, each stamped in one press: now, or at the past time that is typed first.

use egui::Ui;

use crate::app::api::Request;
use crate::domain::content::Milestone;
use crate::domain::incident::SharedIncident;
use crate::ui::action::Action;
use crate::ui::parts::{milestone_words, time_field, time_wrong, typed_time};
use crate::ui::screen::Cx;
use crate::ui::widgets::{Button, ButtonKind, Problems, support};
use crate::ui::words::{t, ta};

/// The time that is typed.
#[derive(Debug, Default)]
pub(super) struct Times {
    time: String,
    problems: Problems,
}

impl Times {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        if incident.closed.is_some() {
            return;
        }
        time_field(cx, ui, "step-time", &self.problems, &mut self.time);
        ui.horizontal_wrapped(|ui| {
            for milestone in Milestone::ALL {
                let stamped = incident.milestones.get(&milestone);
                let words = match stamped {
                    None => milestone_words(milestone),
                    Some(at) => ta(
                        "step-stamped",
                        &[
                            ("step", milestone_words(milestone).into()),
                            ("time", at.clock_from(cx.now).into()),
                        ],
                    ),
                };
                let name = ta("step-name", &[("step", words.as_str().into())]);
                let pressed = Button::new(ButtonKind::Plain, &words).name(&name).show(ui);
                if pressed.clicked() {
                    self.stamp(cx, incident, milestone);
                }
            }
        });
        support(ui, &t("step-hint"));
    }

    fn stamp(&mut self, cx: &mut Cx<'_>, incident: &SharedIncident, milestone: Milestone) {
        let at = typed_time(cx, &self.time);
        if at.is_none() {
            self.problems.set(vec![(
                cx.field_id("step-time"),
                time_wrong(cx, &self.time, "time-wrong"),
            )]);
            return;
        }
        self.problems.clear();
        let at = at.filter(|_| !self.time.trim().is_empty());
        self.time.clear();
        cx.push(Action::Ask(Request::Stamp(incident.incident, milestone, at)));
    }
}
