//! Which law says that they must be told: asked of a nurse and of an officer alike.

use egui::Ui;

use super::phrases::options;
use super::questions::Questions;
use super::sheet::Look;
use crate::domain::decision::facts::DutyKind;
use crate::domain::decision::pages::duty_options;
use crate::domain::decision::path::Answers;
use crate::ui::widgets::FieldKind;

impl Questions<'_> {
    /// The laws that can bind towards this receiver, and the age where the chosen one hangs on it.
    pub(super) fn which_law(&self, ui: &mut Ui, answers: &mut Answers) {
        let all = options(&duty_options(self.ctx, self.rules), &self.ctx.person);
        let ask = self.ask("share-which-law");
        self.sheet
            .one(ui, ("duty", &ask), &all, Look::Rows, &mut answers.duty);
        let by_age = matches!(
            answers.duty,
            Some(DutyKind::FgmDisclosed | DutyKind::ChildAtRiskReportWales)
        );
        if by_age && self.ctx.age.is_none() {
            self.age(ui, answers);
        }
    }

    fn age(&self, ui: &mut Ui, answers: &mut Answers) {
        let mut typed = answers.age.map(|age| age.to_string()).unwrap_or_default();
        let label = self.ask("share-age");
        self.sheet
            .line(ui, "age", (&label, None), FieldKind::Digits, &mut typed);
        answers.age = typed.parse().ok();
    }
}
