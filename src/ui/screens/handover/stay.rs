//! A hospital asks police to stay: the reason in one press, the officer's answer in one more.

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::ask;
use super::words::{stay_answer_words, stay_reason_words};
use crate::app::api::{DeskRequest, Done, StayForm};
use crate::app::problem::Problem;
use crate::domain::content::{StayAnswer, StayReason};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::SharedIncident;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::page_head_ui;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Badge, Button, ButtonKind, ChoiceOption, Choices, Field, FieldKind, Page, Problems, body, gap, heading,
    link, support,
};
use crate::ui::words::{t, ta};

/// The page and what is chosen there.
#[derive(Debug, Default)]
pub(crate) struct Stay {
    of: Option<IncidentId>,
    form: Form,
    kept: Kept,
    problems: Problems,
    sent: Option<StayAnswer>,
    told: Option<String>,
}

/// What is typed, kept until it is recorded.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Form {
    /// An earlier request that is being completed.
    item: Option<ItemId>,
    reason: Option<usize>,
    by: String,
    agreed: String,
}

impl Screen for Stay {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Some(incident) = cx.state.focus.as_deref() else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        if self.of != Some(incident.incident) {
            let (form, kept) = Kept::open(cx, format!("stay/{}", incident.incident.hex()));
            *self = Self {
                of: Some(incident.incident),
                form,
                kept,
                ..Self::default()
            };
        }
        let page = Page::new(cx.field_id("stay")).pinned();
        page.body(ui, |ui| {
            if page_head_ui(ui, Badge::Shared, &t("stay-title"), &incident.reference) {
                cx.push(Action::Back);
            }
            let reason = cx.field_id("stay-reason");
            if let Some(words) = self.told.take() {
                self.problems.set(vec![(reason, words)]);
            }
            self.problems.show(ui);
            self.form_ui(cx, ui);
            self.before_ui(cx, ui, incident);
        });
        page.footer(ui, |ui| self.footer_ui(cx, ui, incident));
        if self.sent.is_none() {
            self.kept.keep(cx, ui, &self.form);
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        let sent = self.sent.take();
        match (answer, sent) {
            (Ok(_), Some(answer)) => {
                self.kept.forget(actions);
                *self = Self::default();
                actions.push(Action::Tell {
                    words: stay_answer_words(answer),
                    undo: false,
                });
                actions.push(Action::Back);
            }
            (Err(problem), _) => self.told = Some(crate::ui::typed::sentences(problem)),
            (Ok(_), None) => {}
        }
        true
    }
}

impl Stay {
    fn form_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let id = cx.field_id("stay-reason");
        let words = StayReason::ALL.map(stay_reason_words);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        let choice = Choices::new(id, &t("stay-reason"), &options)
            .hint(&t("stay-hint"))
            .error(self.problems.of(id))
            .show(ui, &mut self.form.reason);
        if cx.arrived {
            choice.response.request_focus();
        }
        gap(ui, Space::Sm);
        Field::new(cx.field_id("stay-by"), &t("stay-by")).show(ui, &mut self.form.by);
        Field::new(cx.field_id("stay-agreed"), &t("stay-agreed"))
            .hint(&t("stay-agreed-hint"))
            .kind(FieldKind::Area(2))
            .show(ui, &mut self.form.agreed);
    }

    /// Both answers stand side by side and weigh the same.
    fn footer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        let stays = Button::new(ButtonKind::Primary, &t("stay-stays"))
            .commit()
            .show(ui)
            .clicked();
        let leaves = Button::new(ButtonKind::Primary, &t("stay-leaves"))
            .show(ui)
            .clicked();
        if cx.busy || !(stays || leaves) {
            return;
        }
        let Some(reason) = self.form.reason.and_then(|at| StayReason::ALL.get(at).copied()) else {
            self.problems
                .set(vec![(cx.field_id("stay-reason"), t("stay-reason-missing"))]);
            return;
        };
        self.problems.clear();
        let answer = if stays {
            StayAnswer::Stays
        } else {
            StayAnswer::Leaves
        };
        self.sent = Some(answer);
        let form = StayForm {
            incident: incident.incident,
            item: self.form.item,
            reason,
            answer,
            asked_by: self.form.by.clone(),
            agreed: self.form.agreed.clone(),
        };
        ask(cx, DeskRequest::Stay(form));
    }

    fn before_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        if incident.desk.stays.is_empty() {
            return;
        }
        gap(ui, Space::Md);
        heading(ui, &t("stay-before"));
        for (at, stay) in incident.desk.stays.iter().rev() {
            ui.push_id(stay.item, |ui| {
                let args = [
                    ("time", at.clock_from(cx.now).into()),
                    ("reason", stay_reason_words(stay.reason).into()),
                    ("answer", stay_answer_words(stay.answer).into()),
                ];
                let line = ta("stay-before-line", &args);
                body(ui, &line);
                for words in [&stay.asked_by, &stay.agreed] {
                    if !words.is_empty() {
                        body(ui, words);
                    }
                }
                if !stay.by.is_empty() {
                    support(ui, &ta("stay-answered-by", &[("name", stay.by.as_str().into())]));
                }
                if link(ui, &t("stay-more"), Some(&line)).clicked() {
                    self.form.item = Some(stay.item);
                    self.form.reason = StayReason::ALL.iter().position(|reason| *reason == stay.reason);
                    self.form.by.clone_from(&stay.asked_by);
                    self.form.agreed.clone_from(&stay.agreed);
                    let id = cx.field_id("stay-by");
                    ui.memory_mut(|memory| memory.request_focus(id));
                }
            });
        }
    }
}
