//! A list of keys and what they do, the keys in a column of their own.

use egui::{Ui, vec2};

use super::list::{item, list};
use super::notice::keycap;
use super::text::body;
use crate::ui::theme::Space;

const KEY_WIDTH: f32 = 124.0;

/// Draws the list: each key, then what it does.
pub fn key_list(ui: &mut Ui, rows: &[(String, String)]) {
    list(ui, None, |ui| {
        for (at, (key, words)) in rows.iter().enumerate() {
            item(ui, at, rows.len(), |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = Space::Sm.points();
                    let start = ui.cursor().left();
                    keycap(ui, key);
                    let used = ui.cursor().left() - start;
                    ui.allocate_space(vec2((KEY_WIDTH - used).max(0.0), 1.0));
                    body(ui, words);
                })
            });
        }
    });
}
