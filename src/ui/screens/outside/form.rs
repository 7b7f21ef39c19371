//! Taking a request from outside into the register.

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::super::requests::{area, line_field, one};
use super::words::{asker_words, document_words};
use crate::app::api::{OutsideForm, Request};
use crate::domain::content::{Document, OutsideAsker};
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::{only_words, page_head_ui, side_badge, time_field, time_wrong, typed_time};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{Button, ButtonKind, Notice, Page, Problems, gap, notice, support};
use crate::ui::words::{t, ta};

/// What is chosen and typed.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    #[serde(skip)]
    fresh: bool,
    #[serde(skip)]
    kept: Kept,
    asker: Option<usize>,
    immigration: Option<usize>,
    who: String,
    capacity: String,
    what: String,
    basis: String,
    document: Option<usize>,
    about: Option<usize>,
    time: String,
    #[serde(skip)]
    problems: Problems,
}

impl Form {
    /// The page is turned to: its first field takes the keyboard. What was typed before is still there.
    pub(super) fn begin(&mut self, cx: &Cx<'_>) {
        let (form, kept) = Kept::open(cx, "outside/new".to_owned());
        *self = Self {
            fresh: true,
            kept,
            ..form
        };
    }

    /// It was taken in: nothing of it is kept.
    pub(super) fn sent(&mut self, actions: &mut Vec<Action>) {
        let _sent = self.kept.forget(actions);
        *self = Self::default();
    }

    /// Draws the page; true when it is to be left.
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, side: Side) -> bool {
        let mut leave = false;
        let page = Page::new(cx.field_id("outside-form"));
        page.body(ui, |ui| {
            leave = page_head_ui(ui, side_badge(side), &t("outside-new-title"), &only_words(side));
            self.problems.show(ui);
            self.fields_ui(cx, ui);
        });
        page.footer(ui, |ui| {
            let words = t(if cx.busy { "working" } else { "outside-take" });
            let take = Button::new(ButtonKind::Primary, &words).commit().show(ui);
            if take.clicked() && !cx.busy {
                self.send(cx);
            }
        });
        let mut kept = std::mem::take(&mut self.kept);
        kept.keep(cx, ui, self);
        self.kept = kept;
        leave
    }

    fn is_red_line(&self) -> bool {
        let asker = self.asker.and_then(|at| OutsideAsker::ALL.get(at));
        self.immigration == Some(0) || asker == Some(&OutsideAsker::ImmigrationEnforcement)
    }

    fn fields_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let words: Vec<String> = OutsideAsker::ALL
            .iter()
            .map(|asker| asker_words(*asker))
            .collect();
        let first = one(cx, ui, &self.problems, "outside-asker", &words, &mut self.asker);
        if std::mem::take(&mut self.fresh) {
            ui.memory_mut(|memory| memory.request_focus(first));
        }
        let yes_no = [t("yes"), t("no")];
        one(
            cx,
            ui,
            &self.problems,
            "outside-immigration",
            &yes_no,
            &mut self.immigration,
        );
        if self.is_red_line() {
            notice(ui, Notice::Now, &t("outside-red-line"));
        }
        line_field(cx, ui, &self.problems, "outside-who", &mut self.who);
        line_field(cx, ui, &self.problems, "outside-capacity", &mut self.capacity);
        area(cx, ui, &self.problems, "outside-what", &mut self.what);
        line_field(cx, ui, &self.problems, "outside-basis", &mut self.basis);
        let words: Vec<String> = Document::ALL.iter().map(|seen| document_words(*seen)).collect();
        one(
            cx,
            ui,
            &self.problems,
            "outside-document",
            &words,
            &mut self.document,
        );
        if let Some(incident) = &cx.state.focus {
            let this = ta(
                "outside-about-this",
                &[("reference", incident.reference.as_str().into())],
            );
            let words = [this, t("outside-about-none")];
            one(cx, ui, &self.problems, "outside-about", &words, &mut self.about);
        }
        gap(ui, Space::Sm);
        support(ui, &t("outside-received"));
        time_field(cx, ui, "outside-received", &self.problems, &mut self.time);
    }

    fn send(&mut self, cx: &mut Cx<'_>) {
        let mut wrong = Vec::new();
        let mut missing = |field: &str, key: &str| wrong.push((cx.field_id(field), t(key)));
        let asker = self.asker.and_then(|at| OutsideAsker::ALL.get(at)).copied();
        if asker.is_none() {
            missing("outside-asker", "outside-asker-missing");
        }
        if self.immigration.is_none() && asker != Some(OutsideAsker::ImmigrationEnforcement) {
            missing("outside-immigration", "outside-immigration-missing");
        }
        if self.who.trim().is_empty() {
            missing("outside-who", "outside-who-missing");
        }
        if self.what.trim().is_empty() {
            missing("outside-what", "outside-what-missing");
        }
        let document = self.document.and_then(|at| Document::ALL.get(at)).copied();
        if document.is_none() {
            missing("outside-document", "outside-document-missing");
        }
        if cx.state.focus.is_some() && self.about.is_none() {
            missing("outside-about", "outside-about-missing");
        }
        let received = typed_time(cx, &self.time);
        if received.is_none() {
            wrong.push((
                cx.field_id("outside-received"),
                time_wrong(cx, &self.time, "time-wrong"),
            ));
        }
        self.problems.set(wrong);
        let (Some(asker), Some(document), Some(received), true) =
            (asker, document, received, self.problems.is_empty())
        else {
            return;
        };
        let focus = cx.state.focus.as_ref().map(|focus| focus.incident);
        let words = |text: &str| text.trim().to_owned();
        cx.push(Action::Ask(Request::TakeOutside(Box::new(OutsideForm {
            incident: focus.filter(|_| self.about == Some(0)),
            asker,
            who: words(&self.who),
            capacity: words(&self.capacity),
            what: words(&self.what),
            basis: words(&self.basis),
            document,
            immigration: self.is_red_line(),
            received,
        }))));
    }
}
