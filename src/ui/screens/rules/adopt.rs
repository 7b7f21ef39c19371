//! A governance lead proposes a newer rule table: from a file, or the one that the program brings.

use std::path::PathBuf;

use egui::Ui;

use crate::app::api::Request;
use crate::app::problem::Problem;
use crate::ui::action::Action;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    Button, ButtonKind, Field, Page, Problems, back_link, body, button, gap, progress, support, title,
};
use crate::ui::words::t;

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct Adopt {
    file: String,
    asked: bool,
    told: Option<String>,
    problems: Problems,
}

impl Adopt {
    /// Draws it; true when it is to be left without a change.
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) -> bool {
        let field = cx.field_id("rules-file");
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(field, words)]);
        }
        let mut leave = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        let page = Page::new(cx.field_id("rules-adopt"));
        page.body(ui, |ui| {
            leave |= back_link(ui).clicked();
            title(ui, &t("rules-adopt-title"));
            body(ui, &t("rules-adopt-how"));
            support(ui, &t("rules-adopt-checked"));
            gap(ui, Space::Xs);
            self.problems.show(ui);
            let (label, hint) = (t("rules-file"), t("rules-file-hint"));
            Field::new(field, &label)
                .hint(&hint)
                .error(self.problems.of(field))
                .width(crate::ui::theme::MEASURE)
                .take_focus()
                .show(ui, &mut self.file);
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
                return;
            }
            if Button::new(ButtonKind::Primary, &t("rules-propose"))
                .on_enter()
                .show(ui)
                .clicked()
            {
                self.propose(cx, field);
            }
            let shipped = cx.state.rule_tables.iter().find(|fact| fact.adopted.is_none());
            let newer = shipped.is_some_and(|fact| !fact.in_force);
            if newer && button(ui, ButtonKind::Plain, &t("rules-propose-shipped"), None).clicked() {
                self.ask(cx, None);
            }
        });
        leave
    }

    fn propose(&mut self, cx: &mut Cx<'_>, field: egui::Id) {
        let file = PathBuf::from(self.file.trim());
        let missing = if self.file.trim().is_empty() {
            Some(t("rules-file-missing"))
        } else if file.is_relative() {
            Some(t("rules-file-whole"))
        } else {
            None
        };
        self.problems
            .set(missing.map(|words| (field, words)).into_iter().collect());
        if self.problems.is_empty() {
            self.ask(cx, Some(file));
        }
    }

    fn ask(&mut self, cx: &mut Cx<'_>, file: Option<PathBuf>) {
        self.asked = true;
        cx.push(Action::Ask(Request::AdoptRules(file)));
    }

    /// An answer came: `None` when it was not for this part, else whether the table is proposed.
    pub(super) fn answered(&mut self, problem: Option<&Problem>) -> Option<bool> {
        if !std::mem::take(&mut self.asked) {
            return None;
        }
        self.told = problem.map(sentences);
        Some(problem.is_none())
    }
}
