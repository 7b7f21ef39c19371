//! In a window too low for a page and its buttons, as the car's at 200 %: the page scrolls as one, and what it is there
//! to do stays in a bar along the bottom.

use egui::{Id, Rect, Ui, UiBuilder, Vec2, pos2, vec2};

use crate::ui::theme::{self, Space, look};

/// The bar along the bottom of a low window, while a frame is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LowBar {
    /// Where it stands, as high as the frame before had it.
    place: Rect,
    /// Where the next button begins, in points.
    next: f32,
    /// The highest button so far, in points.
    tallest: f32,
    /// What is drawn now is a row of main buttons.
    open: bool,
}

/// A button higher than this stays under the content, in points: two lines of words.
const HIGHEST: f32 = 72.0;
/// What the bar leaves free round its buttons, in points.
const AROUND: Vec2 = vec2(16.0, 8.0);
/// With less room than this under the top bar, everything scrolls and no bar is kept, in points.
const LEAST: f32 = 180.0;

/// Keeps the bar along the bottom of `ui` for this frame. Gives back how much room that takes, in points.
pub(crate) fn begin(ui: &Ui) -> f32 {
    let all = ui.available_rect_before_wrap();
    if all.height() < LEAST {
        return 0.0;
    }
    let height = ui.data(|data| data.get_temp::<f32>(key())).unwrap_or(0.0);
    let place = Rect::from_min_max(pos2(all.left(), all.bottom() - height), all.right_bottom());
    let bar = LowBar {
        place,
        next: place.left() + AROUND.x,
        tallest: 0.0,
        open: false,
    };
    look::write(ui.ctx(), |look| look.low_bar = Some(bar));
    height
}

/// The frame is drawn: the next one has as much room for the bar as its buttons need.
pub(crate) fn end(ui: &Ui) {
    let Some(bar) = look::write(ui.ctx(), |look| look.low_bar.take()) else {
        return;
    };
    let needed = if bar.tallest > 0.0 {
        bar.tallest + 2.0 * AROUND.y
    } else {
        0.0
    };
    if (needed - bar.place.height()).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(key(), needed));
        ui.ctx().request_discard("height of the bar in a low window");
    }
}

/// Draws a row of main buttons: its first one, and every main one, goes to the bar where the window has one.
pub(crate) fn buttons<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let bar = look::write(ui.ctx(), |look| {
        look.low_bar.as_mut().map(|bar| {
            bar.open = true;
            *bar
        })
    });
    if let Some(bar) = bar.filter(|bar| bar.tallest == 0.0 && bar.place.height() > 0.0) {
        let tokens = theme::tokens(ui);
        let mut painter = ui.painter().clone();
        painter.set_clip_rect(bar.place);
        painter.rect_filled(bar.place, 0.0, tokens.bg.surface);
        painter.hline(
            bar.place.x_range(),
            bar.place.top() + 0.5,
            (1.0, tokens.line.subtle),
        );
    }
    let drawn = add(ui);
    look::write(ui.ctx(), |look| {
        if let Some(bar) = look.low_bar.as_mut() {
            bar.open = false;
        }
    });
    drawn
}

/// A place in the bar for a button of this size, where there is one; `main` for a main button or Danger.
pub(super) fn place(ui: &mut Ui, size: Vec2, main: bool) -> Option<Ui> {
    let bar = look::write(ui.ctx(), |look| {
        let bar = look.low_bar.as_mut()?;
        let first = bar.tallest == 0.0;
        let fits = size.y <= HIGHEST && bar.next + size.x <= bar.place.right() - AROUND.x;
        if !bar.open || !fits || !(main || first) {
            return None;
        }
        let at = *bar;
        bar.next += size.x + Space::Md.points();
        bar.tallest = bar.tallest.max(size.y);
        Some(at)
    })?;
    let place = Rect::from_min_size(pos2(bar.next, bar.place.top() + AROUND.y), size);
    let mut child = ui.new_child(UiBuilder::new().max_rect(place));
    child.set_clip_rect(bar.place);
    Some(child)
}

/// Whether something is drawn in the bar: the page does not scroll to what is always in sight.
pub(super) fn holds(ui: &Ui) -> bool {
    look::read(ui.ctx(), |look| {
        look.low_bar.is_some_and(|bar| bar.place == ui.clip_rect())
    })
}

/// How high the bar of the last frame was, in points.
#[cfg(test)]
pub(crate) fn height(ctx: &egui::Context) -> f32 {
    ctx.data(|data| data.get_temp::<f32>(key())).unwrap_or(0.0)
}

fn key() -> Id {
    Id::unique("low bar height")
}
