//! A governance lead enrols a new laptop: its request, the code on its screen, and the answer with a code of its own.

use std::path::PathBuf;

use egui::Ui;

use crate::app::api::{Done, Request};
use crate::app::exchange::Answer;
use crate::app::problem::Problem;
use crate::ui::action::Action;
use crate::ui::parts::{file_field_ui, proposed_file, take_drop, whole_path};
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    Button, ButtonKind, Card, Edge, Field, Page, Problems, back_link, body, button, focus_title, gap,
    progress, read_out, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Enrol {
    request: String,
    code: String,
    answer: String,
    done: Option<(PathBuf, Answer)>,
    told: Option<String>,
    problems: Problems,
}

impl Screen for Enrol {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            if self.answer.is_empty() {
                self.answer = proposed_file("tandem-answer");
            }
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id("enrol-code"), words)]);
        }
        if let Some((file, answer)) = self.done.clone() {
            self.done_ui(cx, ui, &file, &answer);
        } else {
            self.form_ui(cx, ui);
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::EnrolmentAnswered(answer)) => {
                self.problems.clear();
                self.done = Some((PathBuf::from(self.answer.trim()), answer.clone()));
            }
            Ok(_) => {}
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

impl Enrol {
    fn form_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let [request_id, code_id, answer_id] =
            ["enrol-request", "enrol-code", "enrol-answer"].map(|name| cx.field_id(name));
        take_drop(ui, &mut self.request);
        let mut leave = false;
        let page = Page::new(cx.field_id("enrol"));
        page.body(ui, |ui| {
            leave = back_link(ui).clicked();
            title(ui, &t("enrol-title"));
            self.problems.show(ui);
            body(ui, &t("enrol-explain"));
            gap(ui, Space::Sm);
            let words = ("enrol-request", "enrol-request-hint");
            file_field_ui(
                ui,
                request_id,
                words,
                self.problems.of(request_id),
                &mut self.request,
            );
            support(ui, &t("file-drop"));
            Field::new(code_id, &t("enrol-code"))
                .error(self.problems.of(code_id))
                .show(ui, &mut self.code);
            let words = ("enrol-answer", "enrol-answer-hint");
            file_field_ui(
                ui,
                answer_id,
                words,
                self.problems.of(answer_id),
                &mut self.answer,
            );
        });
        page.footer(ui, |ui| {
            if cx.busy {
                let part = cx.progress.map(|(_, done, of)| super::people::fraction(done, of));
                progress(ui, &t("working"), part);
                if button(ui, ButtonKind::Plain, &t("laptop-stop"), None).clicked() {
                    cx.push(Action::Stop);
                }
                return;
            }
            if Button::new(ButtonKind::Primary, &t("enrol-do"))
                .on_enter()
                .show(ui)
                .clicked()
            {
                self.ask(cx, [request_id, code_id, answer_id]);
            }
        });
        leave |= ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if leave {
            cx.push(Action::Go(Route::Devices));
        }
    }

    fn ask(&mut self, cx: &mut Cx<'_>, [request_id, code_id, answer_id]: [egui::Id; 3]) {
        let (request, answer) = (whole_path(&self.request), whole_path(&self.answer));
        let mut missing = Vec::new();
        if let Err(words) = &request {
            missing.push((request_id, words.clone()));
        }
        if self.code.trim().is_empty() {
            missing.push((code_id, t("enrol-code-missing")));
        }
        if let Err(words) = &answer {
            missing.push((answer_id, words.clone()));
        }
        self.problems.set(missing);
        if let (Ok(request), Ok(answer), true) = (request, answer, self.problems.is_empty()) {
            cx.push(Action::Ask(Request::AcceptEnrolment {
                request,
                code: self.code.trim().to_owned(),
                answer,
            }));
        }
    }

    fn done_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, file: &std::path::Path, answer: &Answer) {
        let page = Page::new(cx.field_id("enrol-done"));
        page.body(ui, |ui| {
            title(ui, &t("enrol-done-title"));
            body(ui, &t("enrol-done-how"));
            Card::new(Edge::None).name(&t("enrol-done-code")).show(ui, |ui| {
                support(ui, &t("enrol-done-code"));
                read_out(ui, &answer.code);
            });
            let args = [
                ("file", file.display().to_string().into()),
                ("count", answer.entries.into()),
            ];
            support(ui, &ta("enrol-done-file", &args));
        });
        page.footer(ui, |ui| {
            if Button::new(ButtonKind::Primary, &t("enrol-done"))
                .on_enter()
                .show(ui)
                .clicked()
            {
                *self = Self::default();
                cx.push(Action::Go(Route::Devices));
            }
        });
    }
}
