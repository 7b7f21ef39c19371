//! What narrows the queue: words, a grade, who has it. What is left out is always said, the late ones by number.

use egui::Ui;

use super::row::{grade_words, has_words, what_words};
use crate::app::api::IncidentRow;
use crate::domain::content::Grade;
use crate::ui::screen::Cx;
use crate::ui::widgets::{Button, ButtonKind, ChoiceOption, Choices, Digits, Field, Notice, notice, support};
use crate::ui::words::{t, ta};

/// What is asked for.
#[derive(Debug, Default)]
pub(super) struct Filter {
    open: bool,
    /// The field takes the keyboard in the next frame.
    take_keyboard: bool,
    words: String,
    grade: Option<usize>,
    who: Option<usize>,
}

/// What the filter leaves out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hidden {
    pub(super) shown: usize,
    pub(super) left_out: usize,
    pub(super) late: usize,
}

/// Who has it, in the order of the choice.
const WHO: [&str; 4] = ["filter-all", "filter-nobody", "filter-here", "filter-others"];

impl Filter {
    /// Shows it, the keyboard in its field.
    pub(super) fn open(&mut self) {
        (self.open, self.take_keyboard) = (true, true);
    }

    /// Whether a row is shown; `here` is this desk.
    pub(super) fn lets(&self, row: &IncidentRow, here: Option<&str>) -> bool {
        if !self.open {
            return true;
        }
        let words = self.words.trim().to_lowercase();
        let all = || [&row.reference, &what_words(row), &has_words(row)].map(|words| words.to_lowercase());
        let found = words.is_empty() || all().iter().any(|text| text.contains(&words));
        found && self.lets_grade(row) && self.lets_holder(row, here)
    }

    fn lets_grade(&self, row: &IncidentRow) -> bool {
        match self.grade.unwrap_or(0) {
            0 => true,
            at => row.desk.grade == Grade::ALL.get(at - 1).copied(),
        }
    }

    fn lets_holder(&self, row: &IncidentRow, here: Option<&str>) -> bool {
        let at = row.desk.holder_at.as_deref();
        match self.who.unwrap_or(0) {
            1 => at.is_none(),
            2 => at.is_some() && at == here,
            3 => at.is_some() && at != here,
            _ => true,
        }
    }

    /// Draws it where it is open; true when it was closed.
    pub(super) fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, hidden: &Hidden) -> bool {
        if !self.open {
            return false;
        }
        let id = cx.field_id("queue-find");
        let field = Field::new(id, &t("filter-words")).show(ui, &mut self.words);
        if std::mem::take(&mut self.take_keyboard) {
            field.request_focus();
        }
        let grades: Vec<String> = std::iter::once(t("filter-all"))
            .chain(Grade::ALL.map(grade_words))
            .chain([t("grade-open")])
            .collect();
        choice_ui(cx, ui, "queue-grade", &grades, &mut self.grade);
        choice_ui(cx, ui, "queue-has", &WHO.map(t), &mut self.who);
        let args = [("shown", hidden.shown.into()), ("hidden", hidden.left_out.into())];
        support(ui, &ta("filter-shown", &args));
        if hidden.late > 0 {
            notice(
                ui,
                Notice::Soon,
                &ta("filter-late", &[("count", hidden.late.into())]),
            );
        }
        let close = Button::new(ButtonKind::Plain, &t("filter-close"))
            .show(ui)
            .clicked();
        let escape = field.has_focus()
            && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if close || escape {
            *self = Self::default();
            crate::ui::widgets::focus_title(ui.ctx());
        }
        close || escape
    }
}

fn choice_ui(cx: &Cx<'_>, ui: &mut Ui, key: &str, words: &[String], at: &mut Option<usize>) {
    let options: Vec<ChoiceOption<'_>> = words.iter().map(|words| ChoiceOption::new(words)).collect();
    let mut chosen = Some(at.unwrap_or(0));
    Choices::new(cx.field_id(&format!("filter {key}")), &t(key), &options)
        .inline()
        .digits(Digits::Off)
        .show(ui, &mut chosen);
    *at = chosen;
}
