//! A row that is pressed as a whole: a queue entry, a task, a choice of page.

use egui::{Id, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use super::focus;
use super::page::ONE_COLUMN;
use crate::ui::theme::{self, Space};

/// What a row of several lines leaves free above and below them, in points.
const ABOVE: f32 = 8.0;

/// A row before it is drawn.
#[derive(Debug)]
pub struct Row<'a> {
    id: Id,
    name: &'a str,
    selected: bool,
    height: f32,
}

impl<'a> Row<'a> {
    /// A row; `name` is everything a screen reader says: "Late 14:02, Immediate, Footbridge, Car 2".
    #[must_use]
    pub fn new(id: Id, name: &'a str) -> Self {
        Self {
            id,
            name,
            selected: false,
            height: 0.0,
        }
    }

    /// The row that is open now.
    #[must_use]
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// The least height in points, where a row holds more than one line.
    #[must_use]
    pub fn height(mut self, points: f32) -> Self {
        self.height = points;
        self
    }

    /// Draws the row; its contents are laid out from left to right and middle-aligned.
    pub fn show(self, ui: &mut Ui, add: impl FnOnce(&mut Ui)) -> Response {
        let tokens = theme::tokens(ui);
        let key = self.id.with("row height");
        let narrow = ui.ctx().content_rect().width() < ONE_COLUMN;
        let grown = ui.data(|data| data.get_temp::<f32>(key));
        let least = theme::sizes(ui).row.max(self.height);
        let height = least.max(grown.unwrap_or(0.0));
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        let response = ui.interact(rect, self.id, Sense::click());
        let fill = if self.selected || response.hovered() {
            tokens.bg.selected
        } else {
            tokens.bg.surface
        };
        ui.painter().rect_filled(rect, 0.0, fill);
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 0.5, (1.0, tokens.line.subtle));
        if self.selected {
            ui.painter()
                .hline(rect.x_range(), rect.bottom() - 1.0, (2.0, tokens.text.primary));
        }
        let name = self.name;
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        // words that one line has no room for break into lines, and make the row as high as they need
        let (align, above) = match grown {
            Some(_) => (egui::Align::TOP, ABOVE),
            None => (egui::Align::Center, 0.0),
        };
        let inner = rect.shrink2(vec2(12.0, above));
        let layout = egui::Layout::left_to_right(align).with_main_wrap(narrow || grown.is_some());
        // its parts belong to the row: a screen reader that said its name does not read them after it
        let builder = UiBuilder::new().max_rect(inner).layout(layout);
        let drawn = ui.scope_builder(builder.accessibility_parent(response.id), |ui| {
            ui.spacing_mut().item_spacing.x = Space::Md.points();
            add(ui);
            ui.min_rect().height()
        });
        let needed = drawn.inner + 2.0 * ABOVE;
        if (drawn.inner > least + 1.0 || grown.is_some()) && grown != Some(needed) {
            ui.data_mut(|data| data.insert_temp(key, needed));
            ui.ctx().request_discard("height of a row");
        }
        focus::after_pressable(ui, &response);
        response
    }
}

/// A row of a queue in one call.
pub fn queue_row(ui: &mut Ui, id: Id, name: &str, selected: bool, add: impl FnOnce(&mut Ui)) -> Response {
    Row::new(id, name).selected(selected).show(ui, add)
}
