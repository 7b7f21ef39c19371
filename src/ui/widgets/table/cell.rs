//! One cell of a table: what it shows, how it is painted, its place in the accessibility tree.

use egui::accesskit;
use egui::{Id, Rect, Role, Ui, UiBuilder, pos2};

use crate::ui::theme::{TextRole, Tokens};
use crate::ui::widgets::tag::{self, Tag};
use crate::ui::widgets::text::{layout, paint_tabular, tabular_width};

/// What one cell shows.
#[derive(Debug, Clone)]
pub enum Cell {
    /// A text.
    Text(String),
    /// The text by which the row is recognised.
    Strong(String),
    /// A time or number, its digits in cells of one width.
    Figure(String),
    /// How soon.
    Tag(Tag, String),
}

impl Cell {
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Figure(text) | Self::Tag(_, text) => text,
        }
    }
}
/// What a cell leaves free before its words, and after words that stand at its right edge, in points.
const BESIDE: f32 = 12.0;
/// What a cell leaves free after words that stand at its left edge, in points.
const AFTER: f32 = 4.0;

/// The place of a cell in its row; `right` for numbers, which stand at its right edge.
pub(super) fn cell_rect(row: Rect, edge: (f32, f32), right: bool) -> Rect {
    let left = row.left() + edge.0 + BESIDE;
    Rect::from_min_max(
        pos2(left, row.top()),
        pos2(left + cell_width(edge, right), row.bottom()),
    )
}

/// How wide the words of a cell may be, in points.
pub(super) fn cell_width((from, to): (f32, f32), right: bool) -> f32 {
    to - from - BESIDE - if right { BESIDE } else { AFTER }
}

/// A cell or column heading in the accessibility tree.
pub(super) struct Node<'a> {
    pub(super) role: Role,
    pub(super) words: &'a str,
    pub(super) row: usize,
    pub(super) column: usize,
}

impl Node<'_> {
    pub(super) fn add(&self, ui: &mut Ui, salt: Id, parent: Option<Id>, rect: Rect) {
        let mut builder = UiBuilder::new()
            .id_salt(salt)
            .max_rect(rect)
            .accessibility_role(self.role)
            .accessibility_label(self.words);
        if let Some(parent) = parent {
            builder = builder.accessibility_parent(parent);
        }
        let cell = ui.new_child(builder);
        ui.ctx().accesskit_node_builder(cell.unique_id(), |node| {
            node.set_row_index(self.row);
            node.set_column_index(self.column);
            node.set_bounds(accesskit::Rect {
                x0: rect.left().into(),
                y0: rect.top().into(),
                x1: rect.right().into(),
                y1: rect.bottom().into(),
            });
        });
    }
}

/// Paints what a cell shows into its place.
pub(super) fn paint_cell(ui: &Ui, tokens: &Tokens, cell: &Cell, rect: Rect, right: bool, wraps: bool) {
    let ink = tokens.text.primary;
    match cell {
        Cell::Tag(tag, text) => tag::paint(ui, *tag, text, rect.left_center()),
        Cell::Figure(text) => {
            let width = tabular_width(ui, TextRole::Body, text);
            let x = if right { rect.right() - width } else { rect.left() };
            paint_tabular(ui, TextRole::Body, ink, pos2(x, rect.center().y), text);
        }
        Cell::Text(text) | Cell::Strong(text) => {
            let line = one_line(ui, role(cell), ink, text, rect.width());
            let galley = if wraps && line.elided {
                layout(ui, role(cell), ink, text, rect.width())
            } else {
                line
            };
            let x = if right {
                rect.right() - galley.size().x
            } else {
                rect.left()
            };
            ui.painter()
                .galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, ink);
        }
    }
}

fn role(cell: &Cell) -> TextRole {
    if matches!(cell, Cell::Strong(_)) {
        TextRole::Label
    } else {
        TextRole::Body
    }
}

/// How high a cell is whose words break into lines, in points; nothing for one that fits on its line.
pub(super) fn broken_height(ui: &Ui, cell: &Cell, width: f32) -> f32 {
    match cell {
        Cell::Text(text) | Cell::Strong(text) => {
            let ink = egui::Color32::PLACEHOLDER;
            if one_line(ui, role(cell), ink, text, width).elided {
                layout(ui, role(cell), ink, text, width).size().y
            } else {
                0.0
            }
        }
        Cell::Figure(_) | Cell::Tag(..) => 0.0,
    }
}

/// One line, cut with an ellipsis where the column is too narrow; the row's name has the whole text.
pub(super) fn one_line(
    ui: &Ui,
    role: TextRole,
    ink: egui::Color32,
    text: &str,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), role.font(), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
