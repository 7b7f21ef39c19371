//! The shape of a page: a bar on top, a body that scrolls, the main buttons always in sight at the bottom left.

use egui::{Frame, Id, Margin, ScrollArea, Ui, UiBuilder, vec2};

use super::button::button_row;
use crate::ui::theme::{self, MEASURE, Space};

/// Below this width of the window everything stands in one column, in points.
pub const ONE_COLUMN: f32 = 900.0;

/// A distance between two things.
pub fn gap(ui: &mut Ui, space: Space) {
    ui.add_space(space.points());
}

/// A bar over the whole width, on top of the window: left and right parts, read from left to right.
pub fn bar(ui: &mut Ui, id: Id, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let tokens = theme::tokens(ui);
    let margin = Margin::symmetric(16, 8);
    let frame = Frame::new().fill(tokens.bg.surface).inner_margin(margin);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        split(ui, id, theme::sizes(ui).button, left, right);
    });
    let rect = shown.response.rect;
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, (1.0, tokens.line.subtle));
}

/// Two parts of one line, the second against the right edge, drawn and read in order.
pub fn split(ui: &mut Ui, id: Id, height: f32, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let key = id.with("right width");
    let right_width = ui.data(|data| data.get_temp::<f32>(key)).unwrap_or(0.0);
    let gap = Space::Md.points();
    ui.horizontal(|ui| {
        ui.set_min_height(height);
        ui.spacing_mut().item_spacing.x = Space::Sm.points();
        let start = ui.cursor().left();
        let whole = ui.available_width();
        let left_width = (whole - right_width - gap).max(0.0);
        let left_layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.allocate_ui_with_layout(vec2(left_width, height), left_layout, left);
        let used = ui.cursor().left() - start;
        ui.add_space((whole - used - right_width).max(0.0));
        let drawn = ui.scope(|ui| ui.horizontal(right).response.rect.width()).inner;
        if (drawn - right_width).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(key, drawn));
            ui.ctx().request_discard("width of the right part");
        }
    });
}

/// A page before it is drawn.
#[derive(Debug)]
pub struct Page {
    id: Id,
    pinned: bool,
    wide: bool,
}

impl Page {
    /// A page for reading and answering: lines no longer than can be read with ease, buttons under the content.
    #[must_use]
    pub fn new(id: Id) -> Self {
        Self {
            id,
            pinned: false,
            wide: false,
        }
    }

    /// The buttons stand at the bottom of the window even when the content is short.
    #[must_use]
    pub fn pinned(mut self) -> Self {
        self.pinned = true;
        self
    }

    /// The content takes the whole width: boards, tables, two columns.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// Draws the page: first `body`, which scrolls where it is longer than the window, then `footer`, the row of
    /// main buttons, which is always in sight.
    pub fn show<R>(self, ui: &mut Ui, body: impl FnOnce(&mut Ui) -> R, footer: impl FnOnce(&mut Ui)) -> R {
        let key = self.id.with("footer height");
        let pad = Space::Md.points();
        let guess = theme::sizes(ui).target + 2.0 * 12.0;
        let footer_height = ui.data(|data| data.get_temp::<f32>(key)).unwrap_or(guess);
        let height = (ui.available_height() - footer_height).max(80.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let shrink = !self.pinned;
        let area = ScrollArea::vertical()
            .id_salt(self.id)
            .auto_shrink([false, shrink])
            .max_height(height);
        let inner = area
            .show(ui, |ui| {
                let margin = Margin {
                    left: 16,
                    right: 16,
                    top: 12,
                    bottom: 8,
                };
                Frame::new()
                    .inner_margin(margin)
                    .show(ui, |ui| self.body_ui(ui, body))
                    .inner
            })
            .inner;
        let top = ui.cursor().top();
        Frame::new()
            .inner_margin(Margin {
                left: 16,
                right: 16,
                top: 12,
                bottom: 12,
            })
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                if self.pinned {
                    let tokens = theme::tokens(ui);
                    let line = ui.max_rect().x_range().expand(pad);
                    ui.painter().hline(line, top + 0.5, (1.0, tokens.line.subtle));
                }
                button_row(ui, footer);
            });
        let drawn = ui.cursor().top() - top;
        if (drawn - footer_height).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(key, drawn));
            ui.ctx().request_discard("height of the footer");
        }
        inner
    }

    fn body_ui<R>(&self, ui: &mut Ui, body: impl FnOnce(&mut Ui) -> R) -> R {
        let width = if self.wide {
            ui.available_width()
        } else {
            ui.available_width().min(MEASURE + 240.0)
        };
        ui.set_width(width);
        ui.spacing_mut().item_spacing = vec2(Space::Sm.points(), Space::Sm.points());
        body(ui)
    }
}

/// Two parts side by side, police on the left and nurse on the right; one under the other in a narrow window.
/// Each part gets the height that the taller one had, so that two cards end together.
pub fn pair(ui: &mut Ui, id: Id, left: impl FnOnce(&mut Ui, f32), right: impl FnOnce(&mut Ui, f32)) {
    if ui.ctx().content_rect().width() < ONE_COLUMN {
        left(ui, 0.0);
        right(ui, 0.0);
        return;
    }
    let key = id.with("height");
    let before = ui.data(|data| data.get_temp::<f32>(key)).unwrap_or(0.0);
    let gap = Space::Md.points();
    let width = (ui.available_width() - gap) / 2.0;
    let top = ui.cursor().min;
    let column = |ui: &mut Ui, x: f32, add: Box<dyn FnOnce(&mut Ui, f32) + '_>| {
        let rect =
            egui::Rect::from_min_size(egui::pos2(x, top.y), vec2(width, ui.available_height().max(0.0)));
        let mut child = ui.new_child(
            UiBuilder::new()
                .max_rect(rect)
                .layout(egui::Layout::top_down(egui::Align::Min)),
        );
        add(&mut child, before);
        child.min_rect()
    };
    let a = column(ui, top.x, Box::new(left));
    let b = column(ui, top.x + width + gap, Box::new(right));
    ui.advance_cursor_after_rect(a.union(b));
    let natural = a.height().max(b.height());
    if (natural - before).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(key, natural));
        ui.ctx().request_discard("height of two parts");
    }
}
