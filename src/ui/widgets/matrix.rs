//! A table of ticks: kinds down, receivers across. One Tab stop; arrows walk the cells, Space ticks.

use egui::{Id, Key, Modifiers, Rect, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::choices::question_ui;
use super::focus::{self, Arrows};
use super::icon::{self, Icon};
use super::text::layout;
use crate::ui::theme::{self, TextRole};

/// The least width of a column, in points.
const COLUMN: f32 = 112.0;
/// The widest a column grows, in points.
const WIDEST: f32 = 168.0;
/// The side of a tick's square, in points.
const MARK: f32 = 26.0;

/// A table of ticks before it is drawn.
#[derive(Debug)]
pub struct Matrix<'a> {
    id: Id,
    question: &'a str,
    rows: &'a [String],
    columns: &'a [String],
}

impl<'a> Matrix<'a> {
    /// A table of ticks called `question`.
    #[must_use]
    pub fn new(id: Id, question: &'a str, rows: &'a [String], columns: &'a [String]) -> Self {
        Self {
            id,
            question,
            rows,
            columns,
        }
    }

    /// Draws it. `ticked` says of a row and a column whether it is ticked; gives back the cell that was turned over.
    pub fn show(self, ui: &mut Ui, ticked: impl Fn(usize, usize) -> bool) -> Option<(usize, usize)> {
        question_ui(ui, Some(self.question), None, None);
        let key = self.id.with("cell");
        let last = (
            self.rows.len().saturating_sub(1),
            self.columns.len().saturating_sub(1),
        );
        let (row, column) = ui
            .data(|data| data.get_temp::<(usize, usize)>(key))
            .unwrap_or_default();
        let mut at = (row.min(last.0), column.min(last.1));
        let drawn = ui.scope(|ui| self.cells_ui(ui, &ticked));
        let (mut turned, rects) = drawn.inner;
        let response = ui.interact(drawn.response.rect, self.id, Sense::focusable_noninteractive());
        response.widget_info(|| WidgetInfo::labeled(Role::Group, true, self.question));
        if let Some(cell) = turned {
            at = cell;
            response.request_focus();
        }
        if response.has_focus() {
            at = walk(ui, at, last);
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space)) {
                turned = Some(at);
            }
        }
        ui.data_mut(|data| data.insert_temp(key, at));
        let place = at.0 * self.columns.len() + at.1;
        let ring = rects.get(place).copied().unwrap_or(response.rect);
        if response.has_focus() {
            ui.scroll_to_rect(ring.expand(8.0), None);
        }
        let active = self.id.with(at).accesskit_id();
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_active_descendant(active));
        focus::after(ui, &response, ring, Arrows::All);
        turned
    }

    fn cells_ui(
        &self,
        ui: &mut Ui,
        ticked: &impl Fn(usize, usize) -> bool,
    ) -> (Option<(usize, usize)>, Vec<Rect>) {
        let tokens = theme::tokens(ui);
        let whole = ui.available_width();
        let count = self.columns.len().max(1);
        #[expect(
            clippy::cast_precision_loss,
            clippy::as_conversions,
            reason = "a dozen columns at most"
        )]
        let columns = count as f32;
        let name = (whole - columns * COLUMN).clamp(160.0, 300.0);
        let width = ((whole - name) / columns).clamp(64.0, WIDEST);
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let (_, head) = ui.allocate_space(vec2(name + width * columns, 44.0));
        let mut x = head.left() + name;
        for column in self.columns {
            let galley = layout(ui, TextRole::Label, tokens.text.primary, column, width - 8.0);
            let at = pos2(x + 4.0, head.bottom() - galley.size().y - 4.0);
            ui.painter().galley(at, galley, tokens.text.primary);
            x += width;
        }
        let (mut turned, mut rects) = (None, Vec::new());
        for (row, label) in self.rows.iter().enumerate() {
            let galley = layout(ui, TextRole::Body, tokens.text.primary, label, name - 8.0);
            let height = theme::sizes(ui).target.max(galley.size().y + 8.0);
            let (_, line) = ui.allocate_space(vec2(name + width * columns, height));
            let at = pos2(line.left(), line.center().y - galley.size().y / 2.0);
            ui.painter()
                .hline(line.x_range(), line.top(), (1.0, tokens.line.subtle));
            ui.painter().galley(at, galley, tokens.text.primary);
            let mut x = line.left() + name;
            for (column, heading) in self.columns.iter().enumerate() {
                let cell = Rect::from_min_size(pos2(x, line.top()), vec2(width, height));
                if cell_ui(
                    ui,
                    self.id.with((row, column)),
                    cell,
                    &format!("{label}, {heading}"),
                    ticked(row, column),
                ) {
                    turned = Some((row, column));
                }
                rects.push(cell);
                x += width;
            }
        }
        (turned, rects)
    }
}

fn cell_ui(ui: &Ui, id: Id, cell: Rect, name: &str, on: bool) -> bool {
    let tokens = theme::tokens(ui);
    let response = ui.interact(cell, id, Sense::CLICK);
    if response.hovered() {
        ui.painter()
            .rect_filled(cell.shrink(2.0), 4.0, tokens.bg.selected);
    }
    let (fill, ink) = if on {
        (tokens.action.fill, tokens.action.on)
    } else {
        (tokens.bg.field, tokens.text.secondary)
    };
    let centre = pos2(cell.left() + 4.0 + MARK / 2.0, cell.center().y);
    let mark = Rect::from_center_size(centre, vec2(MARK, MARK));
    ui.painter()
        .rect(mark, 3.0, fill, (1.5, tokens.line.control), StrokeKind::Inside);
    if on {
        icon::paint(ui.painter(), Icon::Tick, mark.shrink(4.0), ink);
    }
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
    response.clicked()
}

/// The cell after the arrow that was pressed; the edges hold.
fn walk(ui: &Ui, (row, column): (usize, usize), last: (usize, usize)) -> (usize, usize) {
    let taken = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let to = if taken(Key::ArrowDown) {
        ((row + 1).min(last.0), column)
    } else if taken(Key::ArrowUp) {
        (row.saturating_sub(1), column)
    } else if taken(Key::ArrowRight) {
        (row, (column + 1).min(last.1))
    } else if taken(Key::ArrowLeft) {
        (row, column.saturating_sub(1))
    } else {
        return (row, column);
    };
    ui.ctx().request_repaint();
    to
}
