//! Links: always underlined, tall enough to hit, with a full name for those who hear them out of context.

use egui::{Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::focus;
use super::icon::{self, Icon};
use super::text::{layout, line_width};
use crate::ui::theme::{self, TextRole};
use crate::ui::words::t;

/// A link before it is drawn.
#[derive(Debug)]
pub struct Link<'a> {
    text: &'a str,
    name: Option<&'a str>,
    icon: Option<Icon>,
}

impl<'a> Link<'a> {
    /// A link that says `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            name: None,
            icon: None,
        }
    }

    /// The full name for a screen reader: "Change the reason" for a link that shows "Change".
    #[must_use]
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// Draws the link.
    pub fn show(self, ui: &mut Ui) -> Response {
        const ICON: f32 = 16.0;
        let colour = theme::tokens(ui).link;
        let before = if self.icon.is_some() { ICON + 6.0 } else { 0.0 };
        let galley = layout(ui, TextRole::Body, colour, self.text, line_width(ui) - before);
        let height = theme::sizes(ui).link.max(galley.size().y);
        let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + before, height), Sense::click());
        if let Some(shape) = self.icon {
            let at = egui::Rect::from_center_size(
                pos2(rect.left() + ICON / 2.0, rect.center().y),
                vec2(ICON, ICON),
            );
            icon::paint(ui.painter(), shape, at, colour);
        }
        let at = pos2(rect.left() + before, rect.center().y - galley.size().y / 2.0);
        underline(ui, &galley, at, if response.hovered() { 3.0 } else { 1.5 });
        ui.painter().galley(at, galley, colour);
        let name = self.name.unwrap_or(self.text);
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, name));
        focus::after_pressable(ui, &response);
        response.on_hover_cursor(egui::CursorIcon::PointingHand)
    }
}

/// A line close under each line of words.
fn underline(ui: &Ui, words: &egui::Galley, at: egui::Pos2, width: f32) {
    let colour = theme::tokens(ui).link;
    for row in &words.rows {
        let rect = row.rect().translate(at.to_vec2());
        ui.painter()
            .hline(rect.x_range(), rect.center().y + 10.0, (width, colour));
    }
}

/// A link; `name` is the full name for a screen reader where `text` is too short on its own.
pub fn link(ui: &mut Ui, text: &str, name: Option<&str>) -> Response {
    Link {
        text,
        name,
        icon: None,
    }
    .show(ui)
}

/// "Back", at the top of a page.
pub fn back_link(ui: &mut Ui) -> Response {
    let text = t("back");
    Link {
        text: &text,
        name: None,
        icon: Some(Icon::Back),
    }
    .show(ui)
}
