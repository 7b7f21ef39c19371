//! A table of any length: one Tab stop, arrows walk the rows, each row has a name of its own.

mod cell;
mod rows;

use std::sync::Arc;

use egui::{Id, Role, ScrollArea, Ui, UiBuilder, pos2, vec2};

pub use cell::Cell;
use cell::{Node, cell_rect, cell_width, one_line};

use super::text::layout;
use crate::ui::theme::{self, TextRole};

/// How wide a column is.
#[derive(Debug, Clone, Copy)]
pub enum Width {
    /// So many points.
    Exact(f32),
    /// This share of what the others leave.
    Share(f32),
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    title: &'a str,
    width: Width,
    right: bool,
}

impl<'a> Column<'a> {
    /// A column, its cells at the left edge.
    #[must_use]
    pub fn new(title: &'a str, width: Width) -> Self {
        Self {
            title,
            width,
            right: false,
        }
    }

    /// Its cells at the right edge: for numbers.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.right = true;
        self
    }
}
/// One row: everything a screen reader says, and what the cells show.
#[derive(Debug, Clone, Default)]
pub struct RowView {
    /// "Late 14:02, Immediate, Footbridge, Car 2".
    pub name: String,
    /// One for each column.
    pub cells: Vec<Cell>,
}

/// A table of more rows than this keeps each row to one line.
const BREAKS_UP_TO: usize = 200;

/// What became of a table.
#[derive(Debug, Clone, Copy, Default)]
pub struct TableResponse {
    /// The row that was pressed, by click, Enter or Space.
    pub pressed: Option<usize>,
    /// The row that has the keyboard.
    pub focused: Option<usize>,
}

/// A table before it is drawn.
#[derive(Debug)]
pub struct Table<'a> {
    id: Id,
    name: &'a str,
    columns: &'a [Column<'a>],
    count: usize,
    selected: Option<usize>,
    keyboard: Option<usize>,
    fit: bool,
}

impl<'a> Table<'a> {
    /// A table of `count` rows called `name`.
    #[must_use]
    pub fn new(id: Id, name: &'a str, columns: &'a [Column<'a>], count: usize) -> Self {
        Self {
            id,
            name,
            columns,
            count,
            selected: None,
            keyboard: None,
            fit: false,
        }
    }

    /// The row that is open now.
    #[must_use]
    pub fn selected(mut self, row: Option<usize>) -> Self {
        self.selected = row;
        self
    }

    /// Where the row stands now that had the keyboard in the last frame: the keyboard goes with it when rows move.
    #[must_use]
    pub fn keyboard_at(mut self, row: Option<usize>) -> Self {
        self.keyboard = row;
        self
    }

    /// As high as its rows, for short tables inside a page that scrolls.
    #[must_use]
    pub fn fit(mut self) -> Self {
        self.fit = true;
        self
    }

    /// Draws the table; `row` is asked only for the rows in sight.
    pub fn show(self, ui: &mut Ui, mut row: impl FnMut(usize) -> RowView) -> TableResponse {
        let builder = UiBuilder::new()
            .id_salt(self.id)
            .accessibility_role(Role::Table)
            .accessibility_label(self.name);
        let inner = ui.scope_builder(builder, |ui| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_row_count(self.count + 1);
                node.set_column_count(self.columns.len());
            });
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            let least = self.least_width();
            if ui.available_width() >= least {
                return self.whole_ui(ui, &mut row);
            }
            let across = ScrollArea::horizontal()
                .id_salt("columns")
                .auto_shrink([false, false]);
            let wide = across.show(ui, |ui| {
                ui.set_width(least);
                self.whole_ui(ui, &mut row)
            });
            wide.inner
        });
        inner.inner
    }

    /// Below this width the table scrolls from side to side, in points.
    fn least_width(&self) -> f32 {
        const LEAST_COLUMN: f32 = 140.0;
        let least = |column: &Column<'_>| {
            if let Width::Exact(points) = column.width {
                points
            } else {
                LEAST_COLUMN
            }
        };
        self.columns.iter().map(least).sum()
    }

    fn whole_ui(&self, ui: &mut Ui, row: &mut dyn FnMut(usize) -> RowView) -> TableResponse {
        let bar = if self.fit {
            0.0
        } else {
            theme::sizes(ui).scroll_bar + 8.0
        };
        let ground = ui.painter().add(egui::Shape::Noop);
        let edges = self.edges(ui.available_width() - bar);
        self.header_ui(ui, &edges);
        let result = self.rows_ui(ui, &edges, row);
        let tokens = theme::tokens(ui);
        let line = egui::Stroke::new(1.0, tokens.line.subtle);
        let inside = egui::StrokeKind::Inside;
        let card = egui::epaint::RectShape::new(ui.min_rect(), 4.0, tokens.bg.surface, line, inside);
        ui.painter().set(ground, card);
        result
    }

    /// The left and right edge of each column, from the left of the table, in points.
    fn edges(&self, whole: f32) -> Vec<(f32, f32)> {
        let exact = |column: &Column<'_>| {
            if let Width::Exact(points) = column.width {
                points
            } else {
                0.0
            }
        };
        let part = |column: &Column<'_>| {
            if let Width::Share(part) = column.width {
                part
            } else {
                0.0
            }
        };
        let fixed: f32 = self.columns.iter().map(exact).sum();
        let parts: f32 = self.columns.iter().map(part).sum::<f32>().max(f32::MIN_POSITIVE);
        let rest = (whole - fixed).max(0.0);
        let mut x = 0.0;
        let place = |column: &Column<'_>| {
            let from = x;
            x += exact(column) + rest * part(column) / parts;
            (from, x)
        };
        self.columns.iter().map(place).collect()
    }

    /// Whether words that a column has no room for break into lines instead of being cut: every row is laid out for
    /// it, so not in a long table, where the row's name has them.
    fn breaks(&self) -> bool {
        self.fit || self.count <= BREAKS_UP_TO
    }

    /// The title of each column: on one line, or broken into lines where it would be cut.
    fn titles(&self, ui: &Ui, edges: &[(f32, f32)]) -> Vec<Arc<egui::Galley>> {
        let ink = theme::tokens(ui).text.secondary;
        let lay = |(column, edge): (&Column<'_>, &(f32, f32))| {
            let width = cell_width(*edge, column.right);
            let line = one_line(ui, TextRole::Support, ink, column.title, width);
            if line.elided {
                layout(ui, TextRole::Support, ink, column.title, width)
            } else {
                line
            }
        };
        self.columns.iter().zip(edges).map(lay).collect()
    }

    fn header_ui(&self, ui: &mut Ui, edges: &[(f32, f32)]) {
        let tokens = theme::tokens(ui);
        let titles = self.titles(ui, edges);
        let tallest = titles.iter().map(|title| title.size().y).fold(0.0, f32::max);
        let height = theme::sizes(ui).row.min(40.0).max(tallest + 12.0);
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        let columns = self.columns.iter().zip(edges).zip(titles);
        for (at, ((column, edge), text)) in columns.enumerate() {
            let cell = cell_rect(rect, *edge, column.right);
            let node = Node {
                role: Role::ColumnHeader,
                words: column.title,
                row: 0,
                column: at,
            };
            node.add(ui, self.id.with(("head", at)), None, cell);
            let x = if column.right {
                cell.right() - text.size().x
            } else {
                cell.left()
            };
            ui.painter().galley(
                pos2(x, cell.center().y - text.size().y / 2.0),
                text,
                tokens.text.secondary,
            );
        }
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 0.75, (1.5, tokens.line.control));
    }
}
