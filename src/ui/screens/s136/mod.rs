//! Section 136: used or not, who was consulted, how and where the person goes, and the clock of 24 hours.

mod clock;
mod form;
mod lists;
mod record;
mod steps;
mod uses;

use egui::Ui;

use crate::app::api::Done;
use crate::app::engine::NEEDS_REASON;
use crate::app::problem::Problem;
use crate::domain::incident::SharedIncident;
use crate::ui::action::Action;
use crate::ui::parts::page_head_ui;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::page::ONE_COLUMN;
use crate::ui::widgets::{Badge, Button, ButtonKind, Page};
use crate::ui::words::{t, ta};
use clock::clock_ui;
use form::Form;
pub(crate) use record::S136Record;

/// The page and what is chosen there.
#[derive(Debug, Default)]
pub(crate) struct S136 {
    form: Form,
    /// What is being recorded, in words for the strip.
    sent: Option<String>,
    /// What a rule or a check said against it.
    refused: Option<String>,
    /// A rule asks for a reason: the keyboard goes there.
    ask_why: bool,
}

impl Screen for S136 {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Some(incident) = cx.state.focus.as_deref() else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        self.take_in(cx, ui);
        let page = Page::new(cx.field_id("s136")).pinned().wide();
        page.body(ui, |ui| {
            if page_head_ui(ui, Badge::Shared, &t("s136-title"), &incident.reference) {
                cx.push(Action::Back);
            }
            if ui.ctx().content_rect().width() < ONE_COLUMN {
                clock_ui(ui, incident, cx.now);
                self.form.ui(cx, ui, incident);
            } else {
                let clock_width = 264.0;
                let left = ui.available_width() - clock_width - Space::Md.points();
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = Space::Md.points();
                    ui.allocate_ui(egui::vec2(left, 0.0), |ui| {
                        ui.set_width(left);
                        ui.vertical(|ui| self.form.ui(cx, ui, incident));
                    });
                    ui.vertical(|ui| clock_ui(ui, incident, cx.now));
                });
            }
        });
        page.footer(ui, |ui| {
            let words = if cx.busy { t("working") } else { t("save") };
            let save = Button::new(ButtonKind::Primary, &words)
                .shortcut("Enter")
                .on_enter()
                .show(ui);
            if save.clicked() && !cx.busy {
                self.save(cx, incident);
            }
            if incident.s136.began().is_some()
                && Button::new(ButtonKind::Plain, &t("s136-open-record"))
                    .show(ui)
                    .clicked()
            {
                cx.push(Action::Go(Route::S136Record));
            }
        });
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        let Some(words) = self.sent.take() else {
            return false;
        };
        match answer {
            Ok(_) => {
                self.form = Form::default();
                actions.push(Action::Tell { words, undo: true });
                false
            }
            Err(problem) if problem.code == NEEDS_REASON => {
                self.form.asked_why = Some(format!("{}. {}", problem.what, problem.next));
                self.ask_why = true;
                true
            }
            Err(problem) => {
                self.refused = Some(problem.to_string());
                true
            }
        }
    }
}

impl S136 {
    fn save(&mut self, cx: &mut Cx<'_>, incident: &SharedIncident) {
        if let Some((request, words)) = self.form.request(cx, incident) {
            self.sent = Some(ta("s136-recorded", &[("step", words.into())]));
            cx.push(Action::Ask(request));
        }
    }

    /// What the rules said of the last answer, where it is to be read.
    fn take_in(&mut self, cx: &Cx<'_>, ui: &Ui) {
        if let Some(words) = self.refused.take() {
            let of_time = ["(A-263)", "(A-224)", "(A-747)", "(A-860)"];
            let what = if of_time.iter().any(|code| words.contains(code)) {
                "s136-time"
            } else {
                "s136-what"
            };
            self.form.problems.set(vec![(cx.field_id(what), words)]);
        }
        if std::mem::take(&mut self.ask_why) {
            ui.memory_mut(|memory| memory.request_focus(cx.field_id("s136-despite")));
        }
    }
}
