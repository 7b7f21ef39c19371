//! Any number of several: one Tab stop, arrows move, Space and digits tick.

use egui::{Id, Key, Modifiers, Rect, Response, Role, Sense, Ui, WidgetInfo};

use super::choices::{ChoiceOption, ChoicesResponse, Digits, describe, group, question_ui};
use super::focus::{self, Arrows};
use super::option_row::OptionRow;
use crate::ui::theme::{MEASURE, Space};

/// A list of ticks before it is drawn.
#[derive(Debug)]
pub struct Ticks<'a> {
    id: Id,
    question: &'a str,
    options: &'a [ChoiceOption<'a>],
    quiet: bool,
    inline: bool,
    hint: Option<&'a str>,
    error: Option<&'a str>,
}

impl<'a> Ticks<'a> {
    /// A list of ticks; make `id` from seat, incident and field.
    #[must_use]
    pub fn new(id: Id, question: &'a str, options: &'a [ChoiceOption<'a>]) -> Self {
        Self {
            id,
            question,
            options,
            quiet: false,
            inline: false,
            hint: None,
            error: None,
        }
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

    /// Draws the list. `ticked` holds one place for each option; options beyond it count as not ticked.
    pub fn show(self, ui: &mut Ui, ticked: &mut [bool]) -> ChoicesResponse {
        let mut changed = false;
        ui.vertical(|ui| {
            question_ui(ui, (!self.quiet).then_some(self.question), self.hint, self.error);
            let mut cursor = ui.data(|data| data.get_temp::<usize>(self.id)).unwrap_or(0);
            let (response, (clicked, rects)) = group(ui, self.id, |ui| self.options_ui(ui, ticked));
            if let Some(at) = clicked {
                changed |= toggle(ticked, at);
                cursor = at;
                response.request_focus();
            }
            if response.has_focus() {
                changed |= self.keys(ui, ticked, &mut cursor);
            }
            ui.data_mut(|data| data.insert_temp(self.id, cursor));
            response.widget_info(|| WidgetInfo::labeled(Role::Group, true, self.question));
            describe(ui, &response, self.error.or(self.hint), self.error.is_some());
            let active = self.id.with(cursor).accesskit_id();
            ui.ctx()
                .accesskit_node_builder(response.id, |node| node.set_active_descendant(active));
            let ring = rects.get(cursor).copied().unwrap_or(response.rect);
            focus::after(ui, &response, ring, Arrows::All);
            ChoicesResponse { changed, response }
        })
        .inner
    }

    fn options_ui(&self, ui: &mut Ui, ticked: &[bool]) -> (Option<usize>, Vec<Rect>) {
        let width = (!self.inline).then(|| ui.available_width().min(MEASURE));
        ui.spacing_mut().item_spacing = egui::vec2(Space::Sm.points(), Space::Xs.points());
        let draw = |ui: &mut Ui| {
            let mut clicked = None;
            let mut rects = Vec::with_capacity(self.options.len());
            for (at, option) in self.options.iter().enumerate() {
                let row = OptionRow {
                    label: option.label,
                    hint: option.hint,
                    digit: Digits::FromOne.of(at, self.options.len()),
                    chosen: ticked.get(at).copied().unwrap_or(false),
                    round: false,
                };
                let response = row.show(ui, self.id.with(at), Role::CheckBox, width);
                if response.clicked() {
                    clicked = Some(at);
                }
                rects.push(response.rect);
            }
            (clicked, rects)
        };
        if self.inline {
            ui.horizontal_wrapped(draw).inner
        } else {
            draw(ui)
        }
    }

    fn keys(&self, ui: &Ui, ticked: &mut [bool], cursor: &mut usize) -> bool {
        let count = self.options.len();
        if let Some(step) = focus::take_arrow(ui) {
            *cursor = step.from(*cursor, count);
            ui.ctx().request_repaint();
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space)) {
            return toggle(ticked, *cursor);
        }
        let Some(at) = focus::take_digit(ui).and_then(|digit| Digits::FromOne.option(digit, count)) else {
            return false;
        };
        *cursor = at;
        toggle(ticked, at)
    }
}

fn toggle(ticked: &mut [bool], at: usize) -> bool {
    let Some(tick) = ticked.get_mut(at) else {
        return false;
    };
    *tick = !*tick;
    true
}

/// A list of ticks in one call.
pub fn ticks(
    ui: &mut Ui,
    id: Id,
    question: &str,
    options: &[ChoiceOption<'_>],
    ticked: &mut [bool],
) -> ChoicesResponse {
    Ticks::new(id, question, options).show(ui, ticked)
}

/// A single tick, its own Tab stop; Space ticks it.
pub fn tick(ui: &mut Ui, id: Id, ticked: &mut bool, label: &str) -> Response {
    let row = OptionRow {
        label,
        hint: None,
        digit: None,
        chosen: *ticked,
        round: false,
    };
    let mut response = ui
        .scope(|ui| row.show_with(ui, id, Role::CheckBox, None, Sense::click()))
        .inner;
    let enter = ui.input(|input| input.key_pressed(Key::Enter));
    if response.clicked() && !enter {
        *ticked = !*ticked;
        response.mark_changed();
        response.request_focus();
    }
    focus::after(ui, &response, response.rect, Arrows::Leave);
    response
}
