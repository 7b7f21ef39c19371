//! Words that were corrected: still to be read, struck through, and said to be old to those who hear them.

use egui::text::{LayoutJob, TextFormat};
use egui::{Response, Role, Sense, Stroke, Ui, WidgetInfo};

use super::text::line_width;
use crate::ui::theme::{self, TextRole};
use crate::ui::words::ta;

/// Words that no longer hold.
pub fn struck(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).text.secondary;
    let format = TextFormat {
        font_id: TextRole::Support.font(),
        line_height: Some(TextRole::Support.line_height()),
        color: colour,
        strikethrough: Stroke::new(1.5, colour),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = line_width(ui).max(24.0);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, colour);
    let name = ta("struck-name", &[("words", text.into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    response
}
