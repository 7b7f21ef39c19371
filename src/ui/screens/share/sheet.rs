//! One page of questions: each choice, tick list and text stands over one field of the answers.

use egui::{Id, Ui};

use crate::ui::widgets::field::submitted;
use crate::ui::widgets::{ChoiceOption, Choices, Digits, Field, FieldKind, Problems, Ticks};

/// How a choice is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Its question is the title of the page; one row for each option.
    Page,
    /// As `Page`, and 0 chooses the last option.
    PageZero,
    /// One row for each option under its own question.
    Rows,
    /// Its question above it, the options side by side.
    Inline,
}

/// The fields of one page.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub(super) base: Id,
    pub(super) problems: &'a Problems,
}

impl Sheet<'_> {
    /// The id of a field.
    pub(super) fn id(&self, field: &str) -> Id {
        self.base.with(field)
    }

    /// One of several; `true` when another was chosen in this frame.
    pub(super) fn one<T: Copy + PartialEq>(
        &self,
        ui: &mut Ui,
        (field, question): (&str, &str),
        options: &[(T, String)],
        look: Look,
        value: &mut Option<T>,
    ) -> bool {
        let id = self.id(field);
        let rows: Vec<ChoiceOption<'_>> = options
            .iter()
            .map(|(_, words)| ChoiceOption::new(words))
            .collect();
        let mut at = value.and_then(|value| options.iter().position(|(option, _)| *option == value));
        let digits = if look == Look::PageZero {
            Digits::ZeroIsLast
        } else {
            Digits::FromOne
        };
        let mut choices = Choices::new(id, question, &rows)
            .digits(digits)
            .error(self.problems.of(id));
        if matches!(look, Look::Page | Look::PageZero) {
            choices = choices.quiet();
        }
        if look == Look::Inline {
            choices = choices.inline();
        }
        let changed = choices.show(ui, &mut at).changed;
        if changed {
            *value = at.and_then(|at| options.get(at)).map(|(option, _)| *option);
        }
        changed
    }

    /// Any number of several.
    pub(super) fn many<T: Copy + PartialEq>(
        &self,
        ui: &mut Ui,
        field: &str,
        question: &str,
        options: &[(T, String)],
        values: &mut Vec<T>,
    ) {
        let id = self.id(field);
        let rows: Vec<ChoiceOption<'_>> = options
            .iter()
            .map(|(_, words)| ChoiceOption::new(words))
            .collect();
        let mut ticked: Vec<bool> = options
            .iter()
            .map(|(option, _)| values.contains(option))
            .collect();
        let shown = Ticks::new(id, question, &rows)
            .error(self.problems.of(id))
            .show(ui, &mut ticked);
        if shown.changed {
            *values = options
                .iter()
                .zip(ticked)
                .filter(|(_, ticked)| *ticked)
                .map(|((option, _), _)| *option)
                .collect();
        }
    }

    /// Typed words; `true` when Enter handed them over.
    pub(super) fn note(
        &self,
        ui: &mut Ui,
        field: &str,
        label: &str,
        hint: Option<&str>,
        text: &mut String,
    ) -> bool {
        let id = self.id(field);
        let mut box_ = Field::new(id, label)
            .kind(FieldKind::Note(2))
            .error(self.problems.of(id));
        if let Some(hint) = hint {
            box_ = box_.hint(hint);
        }
        let response = box_.show(ui, text);
        submitted(ui, &response)
    }

    /// A short line; Enter goes on by itself.
    pub(super) fn line(
        &self,
        ui: &mut Ui,
        field: &str,
        (label, hint): (&str, Option<&str>),
        kind: FieldKind,
        text: &mut String,
    ) {
        let id = self.id(field);
        let mut line = Field::new(id, label)
            .kind(kind)
            .width(240.0)
            .error(self.problems.of(id));
        if let Some(hint) = hint {
            line = line.hint(hint);
        }
        line.show(ui, text);
    }
}
