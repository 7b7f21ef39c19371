//! One choice among several: one Tab stop, arrows and digits choose, the question is the group's name.

use egui::{Id, Key, Modifiers, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo};

use super::focus::{self, Arrows};
use super::option_row::OptionRow;
use super::{notice, text};
use crate::ui::theme::{MEASURE, Space};

/// One option.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChoiceOption<'a> {
    /// What it says.
    pub label: &'a str,
    /// One line of help under it.
    pub hint: Option<&'a str>,
}

impl<'a> ChoiceOption<'a> {
    /// An option without help.
    #[must_use]
    pub fn new(label: &'a str) -> Self {
        Self { label, hint: None }
    }

    /// An option with one line of help.
    #[must_use]
    pub fn with_hint(label: &'a str, hint: &'a str) -> Self {
        Self {
            label,
            hint: Some(hint),
        }
    }
}

/// Which digits choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// 1 to 9 choose the options in order.
    FromOne,
    /// As `FromOne`, and 0 chooses the last option: "none of these" or "do not share".
    ZeroIsLast,
    /// As `FromOne`, and 0 chooses the tenth.
    ZeroIsTenth,
    /// No digits.
    Off,
}

impl Digits {
    /// The digit of the option at `at` among `count`.
    pub(super) fn of(self, at: usize, count: usize) -> Option<usize> {
        match self {
            Self::Off => None,
            Self::ZeroIsLast if at + 1 == count => Some(0),
            Self::ZeroIsTenth if at == 9 => Some(0),
            Self::FromOne | Self::ZeroIsLast | Self::ZeroIsTenth => (at < 9).then_some(at + 1),
        }
    }

    /// The option that `digit` chooses among `count`.
    pub(super) fn option(self, digit: usize, count: usize) -> Option<usize> {
        (0..count).find(|at| self.of(*at, count) == Some(digit))
    }
}

/// What became of a choice.
#[derive(Debug, Clone)]
pub struct ChoicesResponse {
    /// Another option was chosen in this frame.
    pub changed: bool,
    /// The group, for focus.
    pub response: Response,
}

/// A choice before it is drawn.
#[derive(Debug)]
pub struct Choices<'a> {
    id: Id,
    question: &'a str,
    options: &'a [ChoiceOption<'a>],
    digits: Digits,
    quiet: bool,
    inline: bool,
    hint: Option<&'a str>,
    error: Option<&'a str>,
}

impl<'a> Choices<'a> {
    /// A choice; make `id` from seat, incident and field.
    #[must_use]
    pub fn new(id: Id, question: &'a str, options: &'a [ChoiceOption<'a>]) -> Self {
        Self {
            id,
            question,
            options,
            digits: Digits::FromOne,
            quiet: false,
            inline: false,
            hint: None,
            error: None,
        }
    }

    /// Which digits choose; 1 to 9 unless told otherwise.
    #[must_use]
    pub fn digits(mut self, digits: Digits) -> Self {
        self.digits = digits;
        self
    }

    /// The question already stands on the page as its title: it is not drawn again.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Options side by side, for short answers.
    #[must_use]
    pub fn inline(mut self) -> Self {
        self.inline = true;
        self
    }

    /// One line of help under the question.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// What is wrong with the answer, in the words of the summary.
    #[must_use]
    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// Draws the choice.
    pub fn show(self, ui: &mut Ui, selected: &mut Option<usize>) -> ChoicesResponse {
        let before = *selected;
        ui.vertical(|ui| {
            question_ui(ui, (!self.quiet).then_some(self.question), self.hint, self.error);
            let (response, clicked) = group(ui, self.id, |ui| self.options_ui(ui, *selected));
            if let Some(at) = clicked {
                *selected = Some(at);
                response.request_focus();
            }
            if response.has_focus() {
                self.keys(ui, selected);
            }
            response.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, true, self.question));
            describe(ui, &response, self.error.or(self.hint), self.error.is_some());
            focus::after(ui, &response, response.rect, Arrows::All);
            ChoicesResponse {
                changed: *selected != before,
                response,
            }
        })
        .inner
    }

    fn options_ui(&self, ui: &mut Ui, selected: Option<usize>) -> Option<usize> {
        let count = self.options.len();
        ui.spacing_mut().item_spacing = egui::vec2(Space::Sm.points(), Space::Xs.points());
        let width = (!self.inline).then(|| ui.available_width().min(MEASURE));
        let draw = |ui: &mut Ui| {
            let mut clicked = None;
            for (at, option) in self.options.iter().enumerate() {
                let row = OptionRow {
                    label: option.label,
                    hint: option.hint,
                    digit: self.digits.of(at, count),
                    chosen: selected == Some(at),
                    round: true,
                };
                if row.show(ui, self.id.with(at), Role::RadioButton, width).clicked() {
                    clicked = Some(at);
                }
            }
            clicked
        };
        if self.inline {
            ui.horizontal_wrapped(draw).inner
        } else {
            draw(ui)
        }
    }

    fn keys(&self, ui: &Ui, selected: &mut Option<usize>) {
        let count = self.options.len();
        if let Some(step) = focus::take_arrow(ui) {
            *selected = Some(selected.map_or(0, |at| step.from(at, count)));
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space)) && selected.is_none() {
            *selected = Some(0);
        }
        if self.digits != Digits::Off
            && let Some(digit) = focus::take_digit(ui)
            && let Some(at) = self.digits.option(digit, count)
        {
            *selected = Some(at);
        }
    }
}

/// Options with the group that they belong to, which has the keyboard and stands around them for assistive technology too.
/// It comes first, so that they can be put inside it: where it lies is known from the picture before.
pub(super) fn group<R>(ui: &mut Ui, id: Id, options: impl FnOnce(&mut Ui) -> R) -> (Response, R) {
    let place = id.with("place");
    let before = ui.data(|data| data.get_temp::<Rect>(place));
    let before = before.unwrap_or_else(|| Rect::from_min_size(ui.cursor().min, egui::Vec2::ZERO));
    let response = ui.interact(before, id, Sense::focusable_noninteractive());
    let drawn = ui.scope_builder(UiBuilder::new().accessibility_parent(id), options);
    ui.data_mut(|data| data.insert_temp(place, drawn.response.rect));
    (response.with_new_rect(drawn.response.rect), drawn.inner)
}

/// A choice in one call.
pub fn choices(
    ui: &mut Ui,
    id: Id,
    question: &str,
    options: &[ChoiceOption<'_>],
    selected: &mut Option<usize>,
    digits: Digits,
) -> ChoicesResponse {
    Choices::new(id, question, options)
        .digits(digits)
        .show(ui, selected)
}

/// The question of a group, its help, and what is wrong, above the options.
pub(super) fn question_ui(ui: &mut Ui, question: Option<&str>, hint: Option<&str>, error: Option<&str>) {
    ui.spacing_mut().item_spacing.y = Space::Xs.points();
    if let Some(question) = question {
        text::label_text(ui, question);
    }
    if let Some(hint) = hint {
        text::support(ui, hint);
    }
    if let Some(error) = error {
        notice::error_line(ui, error);
    }
}

/// Tells the tree the help or the error of a group or field.
pub(super) fn describe(ui: &Ui, response: &Response, words: Option<&str>, wrong: bool) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        if let Some(words) = words {
            node.set_description(words);
        }
        if wrong {
            node.set_invalid(egui::accesskit::Invalid::True);
        }
    });
}
