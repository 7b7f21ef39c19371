//! A table of any length: one Tab stop, arrows walk the rows, each row has a name of its own.

use std::ops::Range;

use egui::accesskit;
use egui::{
    Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::focus::{self, Arrows};
use super::tag::{self, Tag};
use super::text::{layout, paint_tabular, tabular_width};
use crate::ui::theme::{self, TextRole, Tokens};

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
    fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Figure(text) | Self::Tag(_, text) => text,
        }
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
            fit: false,
        }
    }

    /// The row that is open now.
    #[must_use]
    pub fn selected(mut self, row: Option<usize>) -> Self {
        self.selected = row;
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
            let bar = if self.fit {
                0.0
            } else {
                theme::sizes(ui).scroll_bar + 8.0
            };
            let ground = ui.painter().add(egui::Shape::Noop);
            let edges = self.edges(ui.available_width() - bar);
            self.header_ui(ui, &edges);
            let result = self.rows_ui(ui, &edges, &mut row);
            let tokens = theme::tokens(ui);
            let line = egui::Stroke::new(1.0, tokens.line.subtle);
            let inside = egui::StrokeKind::Inside;
            let card = egui::epaint::RectShape::new(ui.min_rect(), 4.0, tokens.bg.surface, line, inside);
            ui.painter().set(ground, card);
            result
        });
        inner.inner
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

    fn header_ui(&self, ui: &mut Ui, edges: &[(f32, f32)]) {
        let tokens = theme::tokens(ui);
        let height = theme::sizes(ui).row.min(40.0);
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        for (at, (column, edge)) in self.columns.iter().zip(edges).enumerate() {
            let cell = cell_rect(rect, *edge);
            let node = Node {
                role: Role::ColumnHeader,
                words: column.title,
                row: 0,
                column: at,
            };
            node.add(ui, self.id.with(("head", at)), None, cell);
            let text = layout(
                ui,
                TextRole::Support,
                tokens.text.secondary,
                column.title,
                cell.width(),
            );
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

    fn rows_ui(
        &self,
        ui: &mut Ui,
        edges: &[(f32, f32)],
        row: &mut dyn FnMut(usize) -> RowView,
    ) -> TableResponse {
        if self.fit {
            return self.body_ui(ui, edges, None, row);
        }
        let area = ScrollArea::vertical().id_salt("rows").auto_shrink([false, false]);
        area.show_viewport(ui, |ui, view| self.body_ui(ui, edges, Some(view), row))
            .inner
    }

    fn body_ui(
        &self,
        ui: &mut Ui,
        edges: &[(f32, f32)],
        view: Option<Rect>,
        row: &mut dyn FnMut(usize) -> RowView,
    ) -> TableResponse {
        let height = theme::sizes(ui).row;
        let (_, whole) = ui.allocate_space(vec2(ui.available_width(), points(self.count, height)));
        let rect_of = |at: usize| {
            Rect::from_min_size(
                pos2(whole.left(), whole.top() + points(at, height)),
                vec2(whole.width(), height),
            )
        };
        let seen = view.map_or(0..self.count, |view| rows_between(view, height, self.count));
        let mut current = self.current(ui, &seen);
        let mut result = TableResponse::default();
        for at in with_current(&seen, current) {
            let view = row(at);
            let response = self.row_ui(
                ui,
                edges,
                Place {
                    at,
                    rect: rect_of(at),
                    tab_stop: current == Some(at),
                },
                &view,
            );
            if response.clicked() {
                result.pressed = Some(at);
                current = Some(at);
            }
            if response.has_focus() {
                result.focused = Some(at);
            }
        }
        if let Some(to) = result.focused.and_then(|at| self.walk(ui, at)) {
            ui.memory_mut(|memory| memory.request_focus(self.row_id(to)));
            ui.scroll_to_rect(rect_of(to), None);
            current = Some(to);
            result.focused = Some(to);
        }
        if let Some(at) = current {
            ui.data_mut(|data| data.insert_temp(self.id, at));
        }
        result
    }

    fn row_id(&self, at: usize) -> Id {
        self.id.with(("row", at))
    }

    /// The one row that Tab reaches: the last that had the keyboard, else the open one, else the first in sight.
    fn current(&self, ui: &Ui, seen: &Range<usize>) -> Option<usize> {
        let kept = ui.data(|data| data.get_temp::<usize>(self.id));
        kept.or(self.selected)
            .filter(|at| *at < self.count)
            .or(Some(seen.start).filter(|at| *at < self.count))
    }

    fn walk(&self, ui: &Ui, at: usize) -> Option<usize> {
        let last = self.count.saturating_sub(1);
        let taken = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let to = if taken(Key::ArrowDown) {
            at.saturating_add(1).min(last)
        } else if taken(Key::ArrowUp) {
            at.saturating_sub(1)
        } else if taken(Key::PageDown) {
            at.saturating_add(10).min(last)
        } else if taken(Key::PageUp) {
            at.saturating_sub(10)
        } else if taken(Key::Home) {
            0
        } else if taken(Key::End) {
            last
        } else {
            return None;
        };
        (to != at).then_some(to)
    }

    fn row_ui(&self, ui: &mut Ui, edges: &[(f32, f32)], place: Place, view: &RowView) -> Response {
        let Place { at, rect, tab_stop } = place;
        let tokens = theme::tokens(ui);
        let id = self.row_id(at);
        let sense = if tab_stop { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(rect, id, sense);
        let selected = self.selected == Some(at);
        if selected || response.hovered() {
            ui.painter().rect_filled(rect, 0.0, tokens.bg.selected);
        }
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 0.5, (1.0, tokens.line.subtle));
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &view.name));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_row_index(at + 1);
            node.set_selected(selected);
        });
        for (number, (cell, edge)) in view.cells.iter().zip(edges).enumerate() {
            let place = cell_rect(rect, *edge);
            let right = self.columns.get(number).is_some_and(|column| column.right);
            let node = Node {
                role: Role::Cell,
                words: cell.words(),
                row: at + 1,
                column: number,
            };
            node.add(ui, id.with(number), Some(id), place);
            paint_cell(ui, tokens, cell, place, right);
        }
        if response.has_focus() {
            theme::look::take_enter(ui.ctx());
        }
        focus::after(ui, &response, rect.shrink2(vec2(5.0, 3.0)), Arrows::Vertical);
        response
    }
}

/// Where a row stands, and whether Tab reaches it.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: usize,
    rect: Rect,
    tab_stop: bool,
}

/// So many rows, in points.
fn points(rows: usize, height: f32) -> f32 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a place on a screen; exact up to 16 million rows"
    )]
    let rows = rows as f32;
    rows * height
}

/// The rows that a part of the table shows.
fn rows_between(view: Rect, height: f32, count: usize) -> Range<usize> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative, and cut to the number of rows"
    )]
    let row = |y: f32| ((y / height).floor().max(0.0) as usize).min(count);
    row(view.top())..row(view.bottom()).saturating_add(1).min(count)
}

/// The rows in sight, and the current one wherever it is, so that scrolling never loses the keyboard.
fn with_current(seen: &Range<usize>, current: Option<usize>) -> impl Iterator<Item = usize> {
    let outside = current.filter(|at| !seen.contains(at));
    let above = outside.filter(|at| *at < seen.start);
    let below = outside.filter(|at| *at >= seen.end);
    above.into_iter().chain(seen.clone()).chain(below)
}

fn cell_rect(row: Rect, (from, to): (f32, f32)) -> Rect {
    Rect::from_min_max(
        pos2(row.left() + from + 12.0, row.top()),
        pos2(row.left() + to - 4.0, row.bottom()),
    )
}

/// A cell or column heading in the accessibility tree.
struct Node<'a> {
    role: Role,
    words: &'a str,
    row: usize,
    column: usize,
}

impl Node<'_> {
    fn add(&self, ui: &mut Ui, salt: Id, parent: Option<Id>, rect: Rect) {
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

fn paint_cell(ui: &Ui, tokens: &Tokens, cell: &Cell, rect: Rect, right: bool) {
    let ink = tokens.text.primary;
    match cell {
        Cell::Tag(tag, text) => tag::paint(ui, *tag, text, rect.left_center()),
        Cell::Figure(text) => {
            let width = tabular_width(ui, TextRole::Body, text);
            let x = if right { rect.right() - width } else { rect.left() };
            paint_tabular(ui, TextRole::Body, ink, pos2(x, rect.center().y), text);
        }
        Cell::Text(text) | Cell::Strong(text) => {
            let role = if matches!(cell, Cell::Strong(_)) {
                TextRole::Label
            } else {
                TextRole::Body
            };
            let galley = one_line(ui, role, ink, text, rect.width());
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

/// One line, cut with an ellipsis where the column is too narrow; the row's name has the whole text.
fn one_line(
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
