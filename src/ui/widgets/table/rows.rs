//! The rows of a table: only those in sight are drawn; Tab reaches one, arrows walk the rest.

use std::ops::Range;

use egui::{Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::cell::{Node, broken_height, cell_rect, cell_width, paint_cell};
use super::{RowView, Table, TableResponse};
use crate::ui::theme;
use crate::ui::widgets::focus::{self, Arrows};

impl Table<'_> {
    /// Draws the rows, scrolling where there are more than fit.
    pub(super) fn rows_ui(
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
        let broken = self.broken(ui, edges, row);
        let ends = |at: usize| broken.get(at).map_or_else(|| points(at, height), |(top, _)| *top);
        let (_, whole) = ui.allocate_space(vec2(ui.available_width(), ends(self.count)));
        let rect_of = |at: usize| {
            let lower = ends(at.saturating_add(1));
            Rect::from_min_max(
                pos2(whole.left(), whole.top() + ends(at)),
                pos2(whole.right(), whole.top() + lower),
            )
        };
        let seen = match view {
            None => 0..self.count,
            Some(view) if broken.is_empty() => rows_between(view, height, self.count),
            Some(view) => broken_between(view, &broken, self.count),
        };
        self.follow_row(ui);
        let mut current = self.current(ui, &seen);
        let mut result = TableResponse::default();
        for at in with_current(&seen, current) {
            let view = match broken.get(at) {
                Some((_, view)) => view.clone(),
                None => row(at),
            };
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

    /// Rows moved or went since the last frame: the keyboard stays on its row, or on the last one that is left.
    fn follow_row(&self, ui: &Ui) {
        let Some(at) = ui.data(|data| data.get_temp::<usize>(self.id)) else {
            return;
        };
        let Some(last) = self.count.checked_sub(1) else {
            return;
        };
        let to = self.keyboard.unwrap_or(at).min(last);
        if to != at && ui.memory(|memory| memory.has_focus(self.row_id(at))) {
            ui.memory_mut(|memory| memory.request_focus(self.row_id(to)));
            ui.data_mut(|data| data.insert_temp(self.id, to));
        }
    }

    /// A table that is not long breaks words that its columns have no room for into lines: the rows, each with its
    /// upper edge in points, and an empty one at the end. Nothing for a long table, whose rows are all of one height.
    fn broken(
        &self,
        ui: &Ui,
        edges: &[(f32, f32)],
        row: &mut dyn FnMut(usize) -> RowView,
    ) -> Vec<(f32, RowView)> {
        if !self.breaks() {
            return Vec::new();
        }
        let least = theme::sizes(ui).row;
        let mut top = 0.0;
        let mut rows = Vec::with_capacity(self.count.saturating_add(1));
        for at in 0..self.count {
            let view = row(at);
            let cells = view.cells.iter().zip(edges).zip(self.columns);
            let tallest = cells
                .map(|((cell, edge), column)| broken_height(ui, cell, cell_width(*edge, column.right)))
                .fold(0.0, f32::max);
            rows.push((top, view));
            top += least.max(tallest + 12.0);
        }
        rows.push((top, RowView::default()));
        rows
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
            let right = self.columns.get(number).is_some_and(|column| column.right);
            let place = cell_rect(rect, *edge, right);
            let node = Node {
                role: Role::Cell,
                words: cell.words(),
                row: at + 1,
                column: number,
            };
            node.add(ui, id.with(number), Some(id), place);
            paint_cell(ui, tokens, cell, place, right, self.breaks());
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

/// The same, where rows differ in height: each with its upper edge, and an empty one at the end.
fn broken_between(view: Rect, rows: &[(f32, RowView)], count: usize) -> Range<usize> {
    let until = |y: f32| rows.partition_point(|(top, _)| *top <= y);
    let first = until(view.top()).saturating_sub(1).min(count);
    first..until(view.bottom()).min(count)
}

/// The rows in sight, and the current one wherever it is, so that scrolling never loses the keyboard.
fn with_current(seen: &Range<usize>, current: Option<usize>) -> impl Iterator<Item = usize> {
    let outside = current.filter(|at| !seen.contains(at));
    let above = outside.filter(|at| *at < seen.start);
    let below = outside.filter(|at| *at >= seen.end);
    above.into_iter().chain(seen.clone()).chain(below)
}
