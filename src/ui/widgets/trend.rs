//! Lines over months with a sentence for those who cannot see them, and the same as a table. Axes begin at 0; no zooming,
//! no dragging: the picture is the same for everybody who looks.

use egui::{Id, Role, Sense, Ui, WidgetInfo, vec2};
use egui_plot::{Line, MarkerShape, Plot, PlotPoints, Points};

use super::link::link;
use super::table::{Cell, Column, RowView, Table, Width};
use super::text::{heading, support};
use crate::ui::theme;
use crate::ui::words::t;

/// How high the lines stand, in points.
const HEIGHT: f32 = 200.0;

/// One line: its name, and a count for each step.
pub type Series<'a> = (&'a str, Vec<u64>);

/// Lines over the same steps.
#[derive(Debug)]
pub struct Trend<'a> {
    /// Remembers whether it stands as a table.
    pub id: Id,
    /// The period and what is shown.
    pub title: &'a str,
    /// The head of the first column.
    pub step: &'a str,
    /// The steps in order.
    pub steps: &'a [String],
    /// At most six.
    pub series: &'a [Series<'a>],
}

impl Trend<'_> {
    /// Draws the lines or the table; the person switches between the two.
    pub fn show(&self, ui: &mut Ui) {
        let mut as_table = ui.data(|data| data.get_temp::<bool>(self.id)).unwrap_or(false);
        heading(ui, self.title);
        if as_table {
            self.table_ui(ui);
        } else {
            self.lines_ui(ui);
        }
        let word = t(if as_table {
            "show-as-chart"
        } else {
            "show-as-table"
        });
        if link(ui, &word, Some(&format!("{word}: {}", self.title))).clicked() {
            as_table = !as_table;
            ui.data_mut(|data| data.insert_temp(self.id, as_table));
        }
    }

    fn row(&self, at: usize) -> Vec<String> {
        let counts = self.series.iter().map(|(_, counts)| counts.get(at));
        counts
            .map(|count| count.map_or_else(String::new, u64::to_string))
            .collect()
    }

    fn said(&self) -> String {
        let steps = self.steps.iter().enumerate().map(|(at, step)| {
            let counts = self.series.iter().zip(self.row(at));
            let counts: Vec<String> = counts
                .map(|((name, _), count)| format!("{name} {count}"))
                .collect();
            format!("{step}: {}", counts.join(", "))
        });
        format!("{}. {}", self.title, steps.collect::<Vec<_>>().join(". "))
    }

    fn table_ui(&self, ui: &mut Ui) {
        let mut columns = vec![Column::new(self.step, Width::Share(1.0))];
        columns.extend(
            self.series
                .iter()
                .map(|(name, _)| Column::new(name, Width::Exact(170.0)).right()),
        );
        Table::new(self.id.with("table"), self.title, &columns, self.steps.len())
            .fit()
            .show(ui, |at| {
                let Some(step) = self.steps.get(at) else {
                    return RowView::default();
                };
                let counts = self.row(at);
                let mut cells = vec![Cell::Text(step.clone())];
                cells.extend(counts.iter().cloned().map(Cell::Figure));
                RowView {
                    name: format!("{step}: {}", counts.join(", ")),
                    cells,
                }
            });
    }

    fn lines_ui(&self, ui: &mut Ui) {
        let tokens = theme::tokens(ui);
        let steps = self.steps;
        let plot = Plot::new(self.id.with("plot"))
            .height(HEIGHT)
            .allow_drag(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_double_click_reset(false)
            .show_x(false)
            .show_y(false)
            .include_y(0.0)
            .y_axis_min_width(40.0)
            .x_axis_formatter(move |mark, _| {
                let mut places = (0_u32..).zip(steps);
                let at = places.find(|(n, _)| (f64::from(*n) - mark.value).abs() < 0.01);
                at.map(|(_, step)| step.chars().take(3).collect())
                    .unwrap_or_default()
            });
        let shown = plot.show(ui, |plot| {
            for ((name, counts), colour) in self.series.iter().zip(tokens.chart.iter()) {
                let points: Vec<[f64; 2]> = (0_u32..)
                    .zip(counts)
                    .map(|(n, count)| [f64::from(n), number(*count)])
                    .collect();
                let line = Line::new((*name).to_owned(), PlotPoints::from(points.clone()));
                plot.line(line.color(*colour).width(2.0));
                let dots = Points::new((*name).to_owned(), PlotPoints::from(points));
                plot.points(dots.color(*colour).shape(MarkerShape::Circle).radius(4.0));
            }
        });
        let said = self.said();
        shown
            .response
            .widget_info(|| WidgetInfo::labeled(Role::GraphicsDocument, true, said.as_str()));
        ui.horizontal_wrapped(|ui| {
            for ((name, _), colour) in self.series.iter().zip(tokens.chart.iter()) {
                let (mark, _) = ui.allocate_exact_size(vec2(18.0, 12.0), Sense::hover());
                ui.painter().rect_filled(mark, 0.0, *colour);
                support(ui, name);
            }
        });
    }
}

fn number(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
