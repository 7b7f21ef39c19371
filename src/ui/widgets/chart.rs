//! A bar chart with its words beside the bars, a sentence for those who cannot see it, and the same as a table.

use std::sync::Arc;

use egui::{Align2, Galley, Id, Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::link::link;
use super::table::{Cell, Column, RowView, Table, Width};
use super::text::{heading, layout};
use crate::ui::theme::{self, Space, TextRole, Tokens};
use crate::ui::words::t;

/// How thick a bar is, in points.
const THICK: f32 = 26.0;
/// Room for the number at the end of the longest bar, in points.
const NUMBER: f32 = 80.0;

/// One bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What was counted.
    pub label: String,
    /// How many.
    pub count: u64,
    /// What stands at the end of the bar: the number, or "fewer than 8" where it is hidden.
    pub shown: String,
}

/// A chart before it is drawn.
#[derive(Debug)]
pub struct BarChart<'a> {
    id: Id,
    title: &'a str,
    summary: &'a str,
    columns: (&'a str, &'a str),
    bars: &'a [Bar],
    beside: Option<(&'a str, &'a [String])>,
}

impl<'a> BarChart<'a> {
    /// A chart. `title` states the period and the count; `summary` says in one sentence what the bars show;
    /// `columns` heads the table: what was counted, and how many.
    #[must_use]
    pub fn new(
        id: Id,
        title: &'a str,
        summary: &'a str,
        columns: (&'a str, &'a str),
        bars: &'a [Bar],
    ) -> Self {
        Self {
            id,
            title,
            summary,
            columns,
            bars,
            beside: None,
        }
    }

    /// One more column of the table, with a cell for each bar, such as the month before.
    #[must_use]
    pub fn beside(self, head: &'a str, cells: &'a [String]) -> Self {
        Self {
            beside: Some((head, cells)),
            ..self
        }
    }

    /// Draws the chart or its table; the person switches between the two.
    pub fn show(self, ui: &mut Ui) {
        let mut as_table = ui.data(|data| data.get_temp::<bool>(self.id)).unwrap_or(false);
        heading(ui, self.title);
        if as_table {
            self.table_ui(ui);
        } else {
            self.bars_ui(ui);
        }
        let word = t(if as_table {
            "show-as-chart"
        } else {
            "show-as-table"
        });
        let name = format!("{word}: {}", self.title);
        if link(ui, &word, Some(&name)).clicked() {
            as_table = !as_table;
            ui.data_mut(|data| data.insert_temp(self.id, as_table));
        }
    }

    fn table_ui(&self, ui: &mut Ui) {
        let mut columns = vec![
            Column::new(self.columns.0, Width::Share(1.0)),
            Column::new(self.columns.1, Width::Exact(140.0)).right(),
        ];
        if let Some((head, _)) = self.beside {
            columns.push(Column::new(head, Width::Exact(140.0)).right());
        }
        Table::new(self.id.with("table"), self.title, &columns, self.bars.len())
            .fit()
            .show(ui, |at| {
                let Some(bar) = self.bars.get(at) else {
                    return RowView::default();
                };
                let mut name = format!("{}: {}", bar.label, bar.shown);
                let mut cells = vec![Cell::Text(bar.label.clone()), Cell::Text(bar.shown.clone())];
                if let Some((head, beside)) = self.beside {
                    let then = beside.get(at).cloned().unwrap_or_default();
                    name = format!("{name}, {head} {then}");
                    cells.push(Cell::Text(then));
                }
                RowView { name, cells }
            });
    }

    fn bars_ui(&self, ui: &mut Ui) -> Response {
        const ROW: f32 = 36.0;
        let tokens = theme::tokens(ui);
        let width = ui.available_width().min(960.0);
        let labels = self.label_width(ui, tokens).min(width * 0.45);
        // a label that is too long for its column takes more lines, and its bar a higher row
        let drawn: Vec<Arc<Galley>> = self
            .bars
            .iter()
            .map(|bar| layout(ui, TextRole::Body, tokens.text.primary, &bar.label, labels + 1.0))
            .collect();
        let heights = drawn.iter().map(|label| (label.size().y + 8.0).max(ROW));
        let (rect, response) = ui.allocate_exact_size(vec2(width, heights.clone().sum()), Sense::hover());
        let top = self.bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
        let room = (width - labels - Space::Md.points() - NUMBER).max(40.0);
        let mut y = rect.top();
        for ((bar, label), height) in self.bars.iter().zip(&drawn).zip(heights) {
            let line = Rect::from_min_size(pos2(rect.left(), y), vec2(width, height));
            paint_bar(
                ui,
                tokens,
                (bar, label),
                line,
                (labels, room * share(bar.count, top)),
            );
            y += height;
        }
        let x = rect.left() + labels + Space::Md.points();
        ui.painter().vline(x, rect.y_range(), (1.5, tokens.line.control));
        response.widget_info(|| WidgetInfo::labeled(Role::GraphicsDocument, true, self.summary));
        response
    }

    fn label_width(&self, ui: &Ui, tokens: &Tokens) -> f32 {
        self.bars.iter().fold(0.0, |widest: f32, bar| {
            let galley = layout(ui, TextRole::Body, tokens.text.primary, &bar.label, f32::INFINITY);
            widest.max(galley.size().x)
        })
    }
}

/// One count as a part of the greatest.
fn share(count: u64, of: u64) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "the length of a bar on a screen")]
    let part = count as f32 / of as f32;
    part
}

fn paint_bar(
    ui: &Ui,
    tokens: &Tokens,
    (bar, label): (&Bar, &Arc<Galley>),
    line: Rect,
    (labels, length): (f32, f32),
) {
    let painter = ui.painter();
    let at = pos2(
        line.left() + labels - label.size().x,
        line.center().y - label.size().y / 2.0,
    );
    painter.galley(at, Arc::clone(label), tokens.text.primary);
    let x = line.left() + labels + Space::Md.points();
    let colour = tokens.chart.first().copied().unwrap_or(tokens.action.fill);
    let mark = Rect::from_min_size(
        pos2(x, line.center().y - THICK / 2.0),
        vec2(length.max(2.0), THICK),
    );
    painter.rect(mark, 0.0, colour, (1.0, tokens.text.primary), StrokeKind::Inside);
    let end = pos2(mark.right() + Space::Sm.points(), line.center().y);
    painter.text(
        end,
        Align2::LEFT_CENTER,
        &bar.shown,
        TextRole::Label.font(),
        tokens.text.primary,
    );
}
