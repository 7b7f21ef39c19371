//! The ground of the window, the striped band that says on every frame that this is practice, and a column in the
//! middle for pages that say little.

use egui::{Align2, Id, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, Space, Weight};

/// Fills the whole window, where the renderer has not begun the frame with that very colour. Call it first in a frame.
pub fn ground(ui: &Ui) {
    if theme::look::read(ui.ctx(), |look| look.cleared) {
        return;
    }
    let rect = ui.ctx().content_rect();
    ui.painter().rect_filled(rect, 0.0, theme::tokens(ui).bg.app);
}

const HEIGHT: f32 = 24.0;
/// From one band to the next.
const STEP: f32 = 32.0;
const PLATE_PAD: f32 = 14.0;

/// The band of a practice vault, with its words on a plate in the middle.
pub fn training_stripe(ui: &mut Ui, words: &str) {
    let train = theme::tokens(ui).train;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, 0.0, train.b);
    // as wide as the dark between them; at night narrow, or the bands alone would be a fifth of a dark car's light
    let band = if theme::current(ui) == theme::Theme::Night {
        STEP / 8.0
    } else {
        STEP / 2.0
    };
    let mut x = rect.left() - HEIGHT;
    while x < rect.right() {
        let corners = vec![
            pos2(x, rect.bottom()),
            pos2(x + band, rect.bottom()),
            pos2(x + band + HEIGHT, rect.top()),
            pos2(x + HEIGHT, rect.top()),
        ];
        painter.add(Shape::convex_polygon(corners, train.a, Stroke::NONE));
        x += STEP;
    }
    let font = egui::FontId::new(16.0, Weight::SemiBold.family());
    let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(words.to_owned(), font, train.a));
    let plate = Rect::from_center_size(rect.center(), vec2(galley.size().x + 2.0 * PLATE_PAD, HEIGHT));
    painter.rect_filled(plate, 0.0, train.b);
    painter.galley(
        Align2::CENTER_CENTER
            .anchor_size(plate.center(), galley.size())
            .min,
        galley,
        train.a,
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}

/// A column in the middle of the window, for a page that says little: covered, locked. It scrolls where the window
/// is too small for it.
pub fn middle<R>(ui: &mut Ui, id: Id, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let key = id.with("middle height");
    let before = ui.data(|data| data.get_temp::<f32>(key)).unwrap_or(0.0);
    let width = width.min(ui.available_width() - 2.0 * Space::Md.points());
    let height = ui.available_height();
    let above = ((height - before) * 0.42).max(Space::Md.points());
    let left = ((ui.available_width() - width) / 2.0).max(0.0);
    let area = egui::ScrollArea::vertical()
        .id_salt(id)
        .auto_shrink([false, false]);
    let drawn = area.show(ui, |ui| {
        ui.add_space(above);
        ui.horizontal_top(|ui| {
            ui.add_space(left);
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(Space::Sm.points(), Space::Sm.points());
                add(ui)
            })
        })
        .inner
    });
    let natural = drawn.inner.response.rect.height();
    if (natural - before).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(key, natural));
        ui.ctx().request_discard("height of the middle column");
    }
    drawn.inner.inner
}
