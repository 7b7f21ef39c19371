//! "There is a problem": the summary that takes the keyboard, and the same words beside each field.

use egui::{Frame, Id, Margin, Response, Role, Sense, Ui, WidgetInfo};

use super::focus::{self, Arrows};
use super::link::link;
use super::notice::error_spoken;
use super::text::heading;
use crate::ui::theme::{self, Space};
use crate::ui::words::t;

/// What is wrong on a page, in the order of its fields. A screen keeps one, fills it when Continue is pressed,
/// draws it under the title, and asks it for the words of each field.
#[derive(Debug, Default, Clone)]
pub struct Problems {
    list: Vec<(Id, String)>,
    fresh: bool,
}

impl Problems {
    /// Nothing is wrong.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Says what is wrong: the field's id and the words. The summary takes the keyboard when it is drawn.
    pub fn set(&mut self, list: Vec<(Id, String)>) {
        self.fresh = !list.is_empty();
        self.list = list;
    }

    /// Forgets what was wrong.
    pub fn clear(&mut self) {
        self.set(Vec::new());
    }

    /// True when nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The words for one field.
    #[must_use]
    pub fn of(&self, field: Id) -> Option<&str> {
        self.list
            .iter()
            .find(|(id, _)| *id == field)
            .map(|(_, text)| text.as_str())
    }

    /// Draws the summary, if there is anything wrong.
    pub fn show(&mut self, ui: &mut Ui) {
        if self.list.is_empty() {
            return;
        }
        let response = error_summary(ui, &self.list);
        if std::mem::take(&mut self.fresh) {
            response.request_focus();
            response.scroll_to_me(None);
        }
    }
}

/// The summary of what is wrong; each line leads to its field.
pub fn error_summary(ui: &mut Ui, problems: &[(Id, String)]) -> Response {
    // A click takes the focus from every widget drawn after it in the same frame: the field gets it one frame later.
    let wanted = Id::unique("error summary leads to");
    if let Some(field) = ui
        .data_mut(|data| data.remove_temp::<Option<Id>>(wanted))
        .flatten()
    {
        ui.memory_mut(|memory| memory.request_focus(field));
    }
    let tokens = theme::tokens(ui);
    let line = egui::Stroke::new(3.0, tokens.sev.now.fill);
    let frame = Frame::new()
        .fill(tokens.bg.surface)
        .stroke(line)
        .corner_radius(4)
        .inner_margin(Margin::symmetric(18, 12));
    let shown = frame.show(ui, |ui| {
        ui.set_width((ui.available_width()).min(theme::MEASURE));
        ui.spacing_mut().item_spacing.y = Space::Xs.points();
        heading(ui, &t("problem-title"));
        for (field, text) in problems {
            if link(ui, text, Some(&error_spoken(text))).clicked() {
                ui.data_mut(|data| data.insert_temp(wanted, Some(*field)));
                ui.ctx().request_repaint();
            }
        }
    });
    let id = Id::unique("error summary");
    let response = ui.interact(shown.response.rect, id, Sense::focusable_noninteractive());
    let name = problems
        .iter()
        .fold(t("problem-title"), |name, (_, text)| format!("{name}. {text}"));
    response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &name));
    focus::after(ui, &response, response.rect, Arrows::Leave);
    response
}
