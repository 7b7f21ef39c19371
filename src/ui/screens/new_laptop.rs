//! A laptop without a vault that is not to found one: it joins a partnership that exists, by a request and an answer
//! whose codes people compare, or it takes a backup in.

use egui::{Id, Ui};

use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::ui::action::Action;
use crate::ui::parts::{file_field_ui, proposed_file, reading_size_ui, take_drop, whole_path};
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::{Typed, passphrase_field, sentences};
use crate::ui::widgets::{
    Button, ButtonKind, Card, ChoiceOption, Choices, Edge, Field, Page, Problems, back_link, body, button,
    focus_title, gap, notice, progress, read_out, support, title,
};
use crate::ui::words::{t, ta};

/// Where the page is, while no answer is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Step {
    /// What it is to become.
    #[default]
    Choose,
    /// Name and file of the request.
    Ask,
    /// A backup and who opens it.
    Restore,
}

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct NewLaptop {
    step: Step,
    what: Option<usize>,
    name: String,
    /// The size that whoever sits here reads with ease.
    size: Option<usize>,
    request: String,
    /// An earlier request is to be dropped.
    again: bool,
    answer: String,
    code: String,
    backup: String,
    handle: String,
    passphrase: Typed,
    told: Option<String>,
    problems: Problems,
}

impl Screen for NewLaptop {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            if self.request.is_empty() {
                self.request = proposed_file("tandem-request");
            }
            focus_title(ui.ctx());
        }
        let waits = cx.state.enrolment.clone().filter(|_| !self.again);
        if let Some(words) = self.told.take() {
            let field = match (&waits, self.step) {
                (Some(_), _) => "laptop-answer",
                (None, Step::Restore) => "laptop-backup",
                (None, Step::Choose | Step::Ask) => "laptop-request",
            };
            self.problems.set(vec![(cx.field_id(field), words)]);
        }
        match (waits, self.step) {
            (_, Step::Restore) => self.restore_ui(cx, ui),
            (Some((name, code)), Step::Choose) => self.wait_ui(cx, ui, &name, &code),
            (None, Step::Choose) => self.choose_ui(cx, ui),
            (_, Step::Ask) => self.ask_ui(cx, ui),
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::Enrolled(entries)) => {
                *self = Self::default();
                actions.push(Action::Tell {
                    words: ta("laptop-enrolled", &[("count", (*entries).into())]),
                    undo: false,
                });
            }
            Ok(_) => {
                // the request was made: the page waits for its answer
                self.step = Step::Choose;
                self.again = false;
                self.problems.clear();
            }
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

impl NewLaptop {
    fn choose_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let id = cx.field_id("laptop-what");
        let page = Page::new(cx.field_id("laptop"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("laptop-title"));
            self.problems.show(ui);
            let [join, join_hint, restore, restore_hint] = [
                "laptop-join",
                "laptop-join-hint",
                "laptop-restore",
                "laptop-restore-hint",
            ]
            .map(t);
            let options = [
                ChoiceOption::with_hint(&join, &join_hint),
                ChoiceOption::with_hint(&restore, &restore_hint),
            ];
            Choices::new(id, &t("laptop-what"), &options)
                .error(self.problems.of(id))
                .show(ui, &mut self.what);
        });
        page.footer(ui, |ui| {
            if !Button::new(ButtonKind::Primary, &t("continue"))
                .on_enter()
                .show(ui)
                .clicked()
            {
                return;
            }
            match self.what {
                Some(0) => self.turn(ui, Step::Ask),
                Some(_) => self.turn(ui, Step::Restore),
                None => self.problems.set(vec![(id, t("laptop-what-missing"))]),
            }
        });
    }

    fn ask_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let [name_id, file_id] = ["laptop-name", "laptop-request"].map(|name| cx.field_id(name));
        let mut leave = false;
        let page = Page::new(cx.field_id("laptop-ask"));
        page.body(ui, |ui| {
            leave = back_link(ui).clicked();
            let words = if self.again {
                "laptop-again-title"
            } else {
                "laptop-join"
            };
            title(ui, &t(words));
            self.problems.show(ui);
            body(ui, &t("laptop-join-hint"));
            if self.again {
                notice(ui, crate::ui::widgets::Notice::Soon, &t("laptop-again-explain"));
            }
            gap(ui, Space::Sm);
            Field::new(name_id, &t("laptop-name"))
                .hint(&t("laptop-name-hint"))
                .error(self.problems.of(name_id))
                .show(ui, &mut self.name);
            reading_size_ui(cx, ui, &mut self.size);
            let words = ("laptop-request", "laptop-request-hint");
            file_field_ui(ui, file_id, words, self.problems.of(file_id), &mut self.request);
        });
        page.footer(ui, |ui| {
            if working(cx, ui) {
                return;
            }
            let pressed = Button::new(ButtonKind::Primary, &t("laptop-ask"))
                .on_enter()
                .show(ui)
                .clicked();
            if pressed {
                self.ask(cx, [name_id, file_id]);
            }
        });
        self.leave_on_escape(cx, ui, leave);
    }

    fn ask(&mut self, cx: &mut Cx<'_>, [name_id, file_id]: [Id; 2]) {
        let file = whole_path(&self.request);
        let mut missing = Vec::new();
        if self.name.trim().is_empty() {
            missing.push((name_id, t("laptop-name-missing")));
        }
        if let Err(words) = &file {
            missing.push((file_id, words.clone()));
        }
        self.problems.set(missing);
        if let (Ok(file), true) = (file, self.problems.is_empty()) {
            cx.push(Action::Ask(Request::AskEnrolment {
                name: self.name.trim().to_owned(),
                file,
                again: self.again,
            }));
        }
    }

    /// The request is made: its code to compare, then the answer and the code of the other screen.
    fn wait_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, name: &str, code: &str) {
        let [answer_id, code_id] = ["laptop-answer", "laptop-answer-code"].map(|name| cx.field_id(name));
        take_drop(ui, &mut self.answer);
        let page = Page::new(cx.field_id("laptop-wait"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("laptop-wait-title"));
            self.problems.show(ui);
            body(ui, &t("laptop-wait-how"));
            let label = ta("laptop-code", &[("name", name.to_owned().into())]);
            Card::new(Edge::None).name(&label).show(ui, |ui| {
                support(ui, &label);
                read_out(ui, code);
            });
            gap(ui, Space::Sm);
            let words = ("laptop-answer", "laptop-answer-hint");
            file_field_ui(
                ui,
                answer_id,
                words,
                self.problems.of(answer_id),
                &mut self.answer,
            );
            support(ui, &t("file-drop"));
            Field::new(code_id, &t("laptop-answer-code"))
                .error(self.problems.of(code_id))
                .show(ui, &mut self.code);
        });
        page.footer(ui, |ui| {
            if working(cx, ui) {
                return;
            }
            let pressed = Button::new(ButtonKind::Primary, &t("laptop-finish"))
                .on_enter()
                .show(ui)
                .clicked();
            if pressed {
                self.finish(cx, [answer_id, code_id]);
            }
            if button(ui, ButtonKind::Plain, &t("laptop-again"), None).clicked() {
                self.again = true;
                name.clone_into(&mut self.name);
                self.turn(ui, Step::Ask);
            }
        });
    }

    fn finish(&mut self, cx: &mut Cx<'_>, [answer_id, code_id]: [Id; 2]) {
        let file = whole_path(&self.answer);
        let mut missing = Vec::new();
        if let Err(words) = &file {
            missing.push((answer_id, words.clone()));
        }
        if self.code.trim().is_empty() {
            missing.push((code_id, t("laptop-code-missing")));
        }
        self.problems.set(missing);
        if let (Ok(file), true) = (file, self.problems.is_empty()) {
            cx.push(Action::Ask(Request::FinishEnrolment {
                file,
                code: self.code.trim().to_owned(),
            }));
        }
    }

    fn restore_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let ids = ["laptop-backup", "handle", "passphrase"].map(|name| cx.field_id(name));
        let [file_id, handle_id, passphrase_id] = ids;
        take_drop(ui, &mut self.backup);
        let mut leave = false;
        let page = Page::new(cx.field_id("laptop-restore"));
        page.body(ui, |ui| {
            leave = back_link(ui).clicked();
            title(ui, &t("laptop-restore-title"));
            self.problems.show(ui);
            body(ui, &t("laptop-restore-explain"));
            gap(ui, Space::Sm);
            let words = ("laptop-backup", "file-drop");
            file_field_ui(ui, file_id, words, self.problems.of(file_id), &mut self.backup);
            Field::new(handle_id, &t("sign-in-handle"))
                .error(self.problems.of(handle_id))
                .show(ui, &mut self.handle);
            let label = t("sign-in-passphrase");
            let field = passphrase_field(passphrase_id, &label).error(self.problems.of(passphrase_id));
            self.passphrase.field(ui, field);
        });
        page.footer(ui, |ui| {
            if working(cx, ui) {
                return;
            }
            let pressed = Button::new(ButtonKind::Primary, &t("laptop-put-back"))
                .on_enter()
                .show(ui)
                .clicked();
            if pressed {
                self.put_back(cx, ids);
            }
        });
        self.leave_on_escape(cx, ui, leave);
    }

    fn put_back(&mut self, cx: &mut Cx<'_>, [file_id, handle_id, passphrase_id]: [Id; 3]) {
        let file = whole_path(&self.backup);
        let mut missing = Vec::new();
        if let Err(words) = &file {
            missing.push((file_id, words.clone()));
        }
        if self.handle.trim().is_empty() {
            missing.push((handle_id, t("sign-in-handle-missing")));
        }
        if self.passphrase.is_blank() {
            missing.push((passphrase_id, t("sign-in-passphrase-missing")));
        }
        self.problems.set(missing);
        if let (Ok(file), true) = (file, self.problems.is_empty()) {
            cx.push(Action::Ask(Request::PutBack {
                file,
                handle: self.handle.trim().to_owned(),
                passphrase: self.passphrase.copy(),
            }));
        }
    }

    fn leave_on_escape(&mut self, cx: &Cx<'_>, ui: &mut Ui, leave: bool) {
        let escape = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if (leave || escape) && !cx.busy {
            self.again = false;
            self.passphrase.clear();
            self.turn(ui, Step::Choose);
        }
    }

    fn turn(&mut self, ui: &Ui, step: Step) {
        self.problems.clear();
        self.step = step;
        focus_title(ui.ctx());
        ui.ctx().request_repaint();
    }
}

/// While every entry is checked: how far, and a way to stop.
fn working(cx: &mut Cx<'_>, ui: &mut Ui) -> bool {
    if cx.busy {
        let part = cx.progress.map(|(_, done, of)| super::people::fraction(done, of));
        progress(ui, &t("laptop-checking"), part);
        if button(ui, ButtonKind::Plain, &t("laptop-stop"), None).clicked() {
            cx.push(Action::Stop);
        }
    }
    cx.busy
}
