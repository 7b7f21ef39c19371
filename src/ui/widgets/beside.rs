//! Parts of a page side by side, ending together; one under the other in a narrow window.

use egui::{Align, Id, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use super::page::ONE_COLUMN;
use crate::ui::theme::{Space, look};

/// Parts side by side, each with its share of the width; one under the other in a narrow window. Each part is given
/// its place in the row, `state`, and the height of the tallest one, so that cards end together (`Card::min_height`).
pub fn beside<S>(
    ui: &mut Ui,
    id: Id,
    state: &mut S,
    shares: &[f32],
    mut part: impl FnMut(&mut Ui, usize, &mut S, f32),
) {
    if ui.ctx().content_rect().width() < ONE_COLUMN {
        for at in 0..shares.len() {
            part(ui, at, state, 0.0);
        }
        return;
    }
    let key = id.with("heights");
    let before = ui.data(|data| data.get_temp::<Vec<f32>>(key)).unwrap_or_default();
    let height = before.iter().copied().fold(0.0, f32::max);
    let gap = Space::Md.points();
    let whole: f32 = shares.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    let gaps = gap * shares.iter().skip(1).map(|_| 1.0).sum::<f32>();
    let room = ui.available_width() - gaps;
    let top = ui.cursor().min;
    let (mut x, mut all, mut natural) = (top.x, Rect::NOTHING, Vec::with_capacity(shares.len()));
    for (at, share) in shares.iter().enumerate() {
        let size = vec2(room * share / whole, ui.available_height().max(0.0));
        let place = Rect::from_min_size(pos2(x, top.y), size);
        let layout = Layout::top_down(Align::Min);
        let mut column = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
        part(&mut column, at, state, height);
        natural.push(column.min_rect().height() - look::take_slack(ui.ctx()));
        all = all.union(column.min_rect());
        x += size.x + gap;
    }
    ui.advance_cursor_after_rect(all);
    let same = before.len() == natural.len()
        && before
            .iter()
            .zip(&natural)
            .all(|(before, now)| (before - now).abs() <= 0.5);
    if !same {
        ui.data_mut(|data| data.insert_temp(key, natural));
        ui.ctx().request_discard("height of parts side by side");
    }
}

/// Two parts side by side, police on the left and nurse on the right; one under the other in a narrow window.
/// Each part is given `state` and the height of the taller one, so that two cards end together (`Card::min_height`).
pub fn pair<S>(
    ui: &mut Ui,
    id: Id,
    state: &mut S,
    left: impl FnOnce(&mut Ui, &mut S, f32),
    right: impl FnOnce(&mut Ui, &mut S, f32),
) {
    let (mut left, mut right) = (Some(left), Some(right));
    beside(ui, id, state, &[1.0, 1.0], |ui, at, state, height| {
        if at == 0 {
            if let Some(left) = left.take() {
                left(ui, state, height);
            }
        } else if let Some(right) = right.take() {
            right(ui, state, height);
        }
    });
}
