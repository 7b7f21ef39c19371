//! Check before it counts: what was answered, one row each, with a way to change it.

use egui::{Ui, vec2};

use super::link::link;
use super::list::{item, list};
use super::text::{body, label_text};
use crate::ui::theme::{self, Space, TextRole};
use crate::ui::words::t;

/// One answer.
#[derive(Debug, Clone, Copy)]
pub struct SummaryRow<'a> {
    /// What was asked, in a word or two.
    pub key: &'a str,
    /// What was answered.
    pub value: &'a str,
    /// The full name of its link, "Change the reason"; without it the answer cannot be changed here.
    pub change: Option<&'a str>,
}

/// Names and what they are, to be read: no row of it can be changed.
pub fn facts_list(ui: &mut Ui, pairs: &[(String, String)]) {
    let rows: Vec<SummaryRow<'_>> = pairs
        .iter()
        .map(|(key, value)| SummaryRow {
            key,
            value,
            change: None,
        })
        .collect();
    let _unchangeable = summary_list(ui, &rows);
}

/// A list of answers. Gives back the place of the row whose Change was pressed.
pub fn summary_list(ui: &mut Ui, rows: &[SummaryRow<'_>]) -> Option<usize> {
    let word = t("change");
    let whole = ui.available_width();
    let key_width = (whole * 0.3).clamp(120.0, 220.0);
    let change_width = if rows.iter().any(|row| row.change.is_some()) {
        88.0
    } else {
        0.0
    };
    let value_width = (whole - key_width - change_width - 2.0 * Space::Md.points()).max(80.0);
    let mut pressed = None;
    if rows.is_empty() {
        return None;
    }
    list(ui, None, |ui| {
        for (at, row) in rows.iter().enumerate() {
            item(ui, at, rows.len(), |ui| {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = Space::Md.points();
                    let level = ((theme::sizes(ui).link - TextRole::Body.line_height()) / 2.0).max(0.0);
                    cell(ui, key_width, |ui| {
                        ui.add_space(level);
                        label_text(ui, row.key);
                    });
                    cell(ui, value_width, |ui| {
                        ui.add_space(level);
                        body(ui, row.value);
                    });
                    if let Some(name) = row.change
                        && link(ui, &word, Some(name)).clicked()
                    {
                        pressed = Some(at);
                    }
                })
            });
            if at + 1 < rows.len() {
                hairline(ui);
            }
        }
    });
    pressed
}

fn cell(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(vec2(width, 0.0), |ui| {
        ui.set_width(width);
        ui.vertical(add);
    });
}

/// A line between two things.
pub(super) fn hairline(ui: &mut Ui) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 1.0));
    ui.painter().hline(
        rect.x_range(),
        rect.center().y,
        (1.0, theme::tokens(ui).line.subtle),
    );
}
