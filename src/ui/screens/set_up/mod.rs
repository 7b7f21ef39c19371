//! First start: question pages make the vault; then a list of what is still to do, in any order.

mod list;
#[cfg(test)]
mod pictures;
mod questions;
#[cfg(test)]
mod tests;

use egui::Ui;

use self::questions::Questions;
use crate::app::api::{Done, Phase};
use crate::app::problem::Problem;
use crate::ui::action::Action;
use crate::ui::screen::{Cx, Screen};
use crate::ui::typed::sentences;
use crate::ui::widgets::Problems;

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct SetUp {
    questions: Questions,
    told: Option<String>,
    problems: Problems,
}

impl Screen for SetUp {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id("set-up"), words)]);
        }
        if cx.state.phase == Phase::NoVault {
            self.questions.ui(cx, ui, &mut self.problems);
        } else {
            self.list_ui(cx, ui);
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        let problem = answer.err();
        self.told = problem.map(sentences);
        true
    }
}
