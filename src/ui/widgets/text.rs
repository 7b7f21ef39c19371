//! Texts that are read: title, heading, body, label, support, read-out, clock.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Color32, Galley, Id, Response, Role, Sense, Ui, WidgetInfo, vec2};

use crate::ui::theme::{self, MEASURE, TextRole, look};

/// Distance from line to line in heights of the letters, for easier reading (BDA Style Guide 2023).
const EASIER_LINE: f32 = 1.7;
/// Room between letters in points, for easier reading.
const EASIER_LETTER: f32 = 1.0;

/// Lays a text out in its role. `width` in points is where lines break.
pub(crate) fn layout(ui: &Ui, role: TextRole, colour: Color32, text: &str, width: f32) -> Arc<Galley> {
    let easier = look::read(ui.ctx(), |look| look.easier);
    let height = if easier {
        role.line_height().max(role.size() * EASIER_LINE)
    } else {
        role.line_height()
    };
    let format = TextFormat {
        font_id: role.font(),
        line_height: Some(height),
        extra_letter_spacing: if easier { EASIER_LETTER } else { 0.0 },
        color: colour,
        ..TextFormat::default()
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width.max(24.0);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The widest line that may be drawn here.
pub(crate) fn line_width(ui: &Ui) -> f32 {
    ui.available_width().min(MEASURE)
}

/// A text without a part in the keyboard order.
fn plain(ui: &mut Ui, role: TextRole, colour: Color32, text: &str) -> Response {
    let galley = layout(ui, role, colour, text, line_width(ui));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// The title: one per page, a heading of level 1. It takes the keyboard when a page opens (`focus_title`).
pub fn title(ui: &mut Ui, text: &str) -> Response {
    let tokens = theme::tokens(ui);
    let id = Id::unique(("page title", text));
    let asked = look::write(ui.ctx(), |look| std::mem::take(&mut look.focus_title));
    if asked {
        look::write(ui.ctx(), |look| look.heirs.forget());
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let focused = ui.memory(|memory| memory.has_focus(id));
    let galley = layout(ui, TextRole::Title, tokens.text.primary, text, line_width(ui));
    let (_, rect) = ui.allocate_space(galley.size());
    let sense = if focused {
        Sense::focusable_noninteractive()
    } else {
        Sense::hover()
    };
    let response = ui.interact(rect, id, sense);
    if focused {
        super::focus::keep(ui, &response, super::focus::Arrows::Leave);
        look::write(ui.ctx(), |look| look.panes.has_focus());
        let under = egui::Rect::from_min_size(rect.left_bottom(), vec2(rect.width(), 3.0));
        ui.painter().rect_filled(under, 0.0, tokens.focus.outer);
    }
    ui.painter().galley(rect.min, galley, tokens.text.primary);
    name_heading(ui, &response, text, 1);
    response
}

/// The heading of a card or a section, a heading of level 2.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).text.primary;
    let galley = layout(ui, TextRole::Heading, colour, text, line_width(ui));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, colour);
    name_heading(ui, &response, text, 2);
    response
}

fn name_heading(ui: &Ui, response: &Response, text: &str, level: usize) {
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_level(level));
}

/// Text to read.
pub fn body(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).text.primary;
    plain(ui, TextRole::Body, colour, text)
}

/// Text that is no longer to be relied on: what stands beside it says why.
pub fn faded(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).text.disabled;
    plain(ui, TextRole::Body, colour, text)
}

/// Times, sources, counts.
pub fn support(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).text.secondary;
    plain(ui, TextRole::Support, colour, text)
}

/// How many lines [`support`] breaks `text` into here.
pub(crate) fn support_lines(ui: &Ui, text: &str) -> usize {
    let galley = layout(ui, TextRole::Support, Color32::PLACEHOLDER, text, line_width(ui));
    galley.rows.len()
}

/// The words of a row: they may take its whole width, because a row has room for one line only.
pub fn row_text(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).text.primary;
    let galley = layout(ui, TextRole::Body, colour, text, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// A word or two at the end of a row: never broken into lines.
pub fn end_text(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).text.primary;
    let galley = layout(ui, TextRole::Body, colour, text, f32::INFINITY);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// The name of a thing beside it.
pub fn label_text(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).text.primary;
    plain(ui, TextRole::Label, colour, text)
}

/// Text to be read out to someone.
pub fn read_out(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).text.primary;
    plain(ui, TextRole::ReadOut, colour, text)
}

/// The big clock of a page; its digits stand in cells of one width, so they do not dance.
pub fn clock_text(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).text.primary;
    let width = tabular_width(ui, TextRole::Clock, text);
    let (rect, response) = ui.allocate_exact_size(vec2(width, TextRole::Clock.line_height()), Sense::hover());
    paint_tabular(ui, TextRole::Clock, colour, rect.left_center(), text);
    response.widget_info(|| WidgetInfo::labeled(Role::Timer, true, text));
    response
}

/// The width of `text` when its digits stand in cells of one width, in points.
pub(crate) fn tabular_width(ui: &Ui, role: TextRole, text: &str) -> f32 {
    let cell = digit_cell(ui, role);
    text.chars().map(|c| advance(ui, role, c, cell)).sum()
}

/// Paints `text` with its digits in cells of one width. `at` is the middle of the left edge.
pub(crate) fn paint_tabular(ui: &Ui, role: TextRole, colour: Color32, at: egui::Pos2, text: &str) {
    let cell = digit_cell(ui, role);
    let mut x = at.x;
    for c in text.chars() {
        let step = advance(ui, role, c, cell);
        let middle = egui::pos2(x + step / 2.0, at.y);
        ui.painter()
            .text(middle, Align2::CENTER_CENTER, c, role.font(), colour);
        x += step;
    }
}

fn digit_cell(ui: &Ui, role: TextRole) -> f32 {
    ('0'..='9')
        .map(|digit| glyph_width(ui, role, digit))
        .fold(0.0, f32::max)
}

fn advance(ui: &Ui, role: TextRole, c: char, cell: f32) -> f32 {
    if c.is_ascii_digit() {
        cell
    } else {
        glyph_width(ui, role, c)
    }
}

fn glyph_width(ui: &Ui, role: TextRole, c: char) -> f32 {
    ui.fonts_mut(|fonts| fonts.glyph_width(&role.font(), c))
}
