//! The shape of a page: a bar on top, a body that scrolls, the main buttons always in sight at the bottom left.

use egui::{Align, Frame, Id, Layout, Margin, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::button::button_row;
use super::low_bar;
use crate::ui::theme::{self, MEASURE, Space, look};
use crate::ui::words::t;

/// Below this width of the window everything stands in one column, in points.
pub const ONE_COLUMN: f32 = 900.0;

/// A distance between two things.
pub fn gap(ui: &mut Ui, space: Space) {
    ui.add_space(space.points());
}

/// The least height of what stands in a bar, in points: two lines of words.
const BAR: f32 = 44.0;

/// A bar over the whole width, on top of the window: left and right parts, read from left to right.
/// Gives back what the two parts gave back.
pub fn bar<L, R>(
    ui: &mut Ui,
    id: Id,
    left: impl FnOnce(&mut Ui) -> L,
    right: impl FnOnce(&mut Ui) -> R,
) -> (L, R) {
    let tokens = theme::tokens(ui);
    let frame = Frame::new()
        .fill(tokens.bg.surface)
        .inner_margin(Margin::symmetric(16, 8));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        split(ui, id, theme::sizes(ui).button.max(BAR), left, right)
    });
    let rect = shown.response.rect;
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, (1.0, tokens.line.subtle));
    shown.inner
}

/// The least room for the left part of a line, in points; with less, the right part goes to a line of its own.
const LEAST_LEFT: f32 = 280.0;

/// Two parts of one line, the second against the right edge, drawn and read in order; in a narrow window one under
/// the other. Gives back what the two parts gave back.
pub fn split<L, R>(
    ui: &mut Ui,
    id: Id,
    height: f32,
    left: impl FnOnce(&mut Ui) -> L,
    right: impl FnOnce(&mut Ui) -> R,
) -> (L, R) {
    let key = id.with("right width");
    let right_width = ui.data(|data| data.get_temp::<f32>(key)).unwrap_or(0.0);
    let whole = ui.available_width();
    let stacked = whole - right_width - Space::Md.points() < LEAST_LEFT.min(whole * 0.5);
    let (left, right, drawn) = if stacked {
        stack(ui, height, left, right)
    } else {
        side_by_side(ui, height, right_width, left, right)
    };
    let natural = drawn.width();
    // a right part that was broken into lines does not tell how wide it would be in one
    let in_one_line = !stacked || drawn.height() <= height + 1.0;
    if in_one_line && (natural - right_width).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(key, natural));
        ui.ctx().request_discard("width of the right part");
    }
    (left, right)
}

fn stack<L, R>(
    ui: &mut Ui,
    height: f32,
    left: impl FnOnce(&mut Ui) -> L,
    right: impl FnOnce(&mut Ui) -> R,
) -> (L, R, Rect) {
    ui.spacing_mut().item_spacing = vec2(Space::Sm.points(), Space::Xs.points());
    let left = line(ui, left);
    let size = vec2(ui.available_width(), height);
    let wrapped = Layout::left_to_right(Align::Center).with_main_wrap(true);
    let right = ui.allocate_ui_with_layout(size, wrapped, right);
    (left, right.inner, right.response.rect)
}

fn side_by_side<L, R>(
    ui: &mut Ui,
    height: f32,
    right_width: f32,
    left: impl FnOnce(&mut Ui) -> L,
    right: impl FnOnce(&mut Ui) -> R,
) -> (L, R, Rect) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let middle = rect.right() - right_width;
    let mut part = |place: Rect| {
        let layout = Layout::left_to_right(Align::Center);
        let mut part = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
        part.spacing_mut().item_spacing.x = Space::Sm.points();
        part
    };
    let end_of_left = (middle - Space::Md.points()).max(rect.left());
    let mut first = part(Rect::from_min_max(rect.min, pos2(end_of_left, rect.bottom())));
    let mut second = part(Rect::from_min_max(pos2(middle, rect.top()), rect.max));
    let left = left(&mut first);
    let right = right(&mut second);
    let drawn = first.min_rect().union(second.min_rect());
    if drawn.height() > height + 12.0 {
        // words that broke into lines take the room that they need
        ui.advance_cursor_after_rect(drawn.union(rect));
    }
    (left, right, second.min_rect())
}

/// Things side by side on one line, their middles level: a title with its tags, a badge with its heading.
pub fn line<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let height = theme::sizes(ui).link.max(32.0);
    let size = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(
        size,
        Layout::left_to_right(Align::Center).with_main_wrap(true),
        add,
    )
    .inner
}

/// A page: first its [`Page::body`], then its [`Page::footer`].
#[derive(Debug, Clone, Copy)]
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

    /// Draws the content, which scrolls where it is longer than the window. Leaves room for the footer.
    pub fn body<R>(&self, ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
        super::focus::pane(ui, &t("pane-page"));
        let guess = theme::sizes(ui).target + 24.0;
        let footer = ui
            .data(|data| data.get_temp::<f32>(self.footer_key()))
            .unwrap_or(guess);
        let height = (ui.available_height() - footer).max(80.0);
        let area = ScrollArea::vertical()
            .id_salt(self.id)
            .auto_shrink([false, !self.pinned])
            .max_height(height);
        ui.spacing_mut().item_spacing.y = 0.0;
        if look::read(ui.ctx(), |look| look.flows) {
            return self.content(ui, add);
        }
        area.show(ui, |ui| self.content(ui, add)).inner
    }

    fn content<R>(&self, ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
        let margin = Margin {
            left: 16,
            right: 16,
            top: 12,
            bottom: 8,
        };
        let framed = Frame::new().inner_margin(margin).show(ui, |ui| {
            let whole = ui.available_width();
            ui.set_width(if self.wide {
                whole
            } else {
                whole.min(MEASURE + 240.0)
            });
            ui.spacing_mut().item_spacing = vec2(Space::Sm.points(), Space::Sm.points());
            add(ui)
        });
        framed.inner
    }

    /// Draws the row of main buttons, which is always in sight; in a low window at least the main one. The main button
    /// comes first.
    pub fn footer<R>(&self, ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
        super::focus::pane(ui, &t("pane-buttons"));
        let tokens = theme::tokens(ui);
        let fill = if self.pinned {
            tokens.bg.surface
        } else {
            tokens.bg.app
        };
        let frame = Frame::new().fill(fill).inner_margin(Margin::symmetric(16, 12));
        let shown = frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            low_bar::buttons(ui, |ui| button_row(ui, add))
        });
        let rect = shown.response.rect;
        if self.pinned {
            ui.painter()
                .hline(rect.x_range(), rect.top() + 0.5, (1.0, tokens.line.subtle));
        }
        let before = ui.data(|data| data.get_temp::<f32>(self.footer_key()));
        if before.is_none_or(|before| (before - rect.height()).abs() > 0.5) {
            ui.data_mut(|data| data.insert_temp(self.footer_key(), rect.height()));
            ui.ctx().request_discard("height of the footer");
        }
        shown.inner
    }

    fn footer_key(&self) -> Id {
        self.id.with("footer height")
    }
}
