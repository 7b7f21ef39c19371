//! Tags: how soon a thing needs someone, as a filled square-cornered mark with an icon and a word.

use egui::{Color32, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::icon::{self, Icon};
use crate::ui::theme::{self, Tokens, Weight};

/// How soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Someone is needed now.
    Now,
    /// Someone is needed soon.
    Soon,
    /// It can wait.
    Later,
    /// No urgency: a state.
    Plain,
}

impl Tag {
    pub(super) fn icon(self) -> Option<Icon> {
        match self {
            Self::Now => Some(Icon::Triangle),
            Self::Soon => Some(Icon::Diamond),
            Self::Later | Self::Plain => None,
        }
    }

    fn colours(self, tokens: &Tokens) -> (Color32, Color32, Stroke) {
        match self {
            Self::Now => (tokens.sev.now.fill, tokens.sev.now.on, Stroke::NONE),
            Self::Soon => (tokens.sev.soon.fill, tokens.sev.soon.on, Stroke::NONE),
            Self::Later => (
                tokens.bg.surface,
                tokens.text.primary,
                Stroke::new(1.0, tokens.line.control),
            ),
            Self::Plain => (
                tokens.bg.raised,
                tokens.text.primary,
                Stroke::new(1.0, tokens.line.subtle),
            ),
        }
    }
}

const HEIGHT: f32 = 28.0;
const PAD: f32 = 8.0;
const ICON: f32 = 14.0;

fn font() -> egui::FontId {
    egui::FontId::new(16.0, Weight::SemiBold.family())
}

/// The width of a tag in points.
pub(super) fn width(ui: &Ui, tag: Tag, text: &str) -> f32 {
    let text = ui
        .fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font(), Color32::TRANSPARENT))
        .size()
        .x;
    text + 2.0 * PAD + tag.icon().map_or(0.0, |_| ICON + 6.0)
}

/// Paints a tag with the middle of its left edge at `at`.
pub(super) fn paint(ui: &Ui, tag: Tag, text: &str, at: egui::Pos2) {
    let tokens = theme::tokens(ui);
    let (fill, ink, line) = tag.colours(tokens);
    let size = vec2(width(ui, tag, text), HEIGHT);
    let rect = Rect::from_min_size(pos2(at.x, at.y - HEIGHT / 2.0), size);
    ui.painter().rect(rect, 2.0, fill, line, StrokeKind::Inside);
    let mut x = rect.left() + PAD;
    if let Some(shape) = tag.icon() {
        icon::paint(
            ui.painter(),
            shape,
            Rect::from_center_size(pos2(x + ICON / 2.0, at.y), vec2(ICON, ICON)),
            ink,
        );
        x += ICON + 6.0;
    }
    ui.painter()
        .text(pos2(x, at.y), egui::Align2::LEFT_CENTER, text, font(), ink);
}

/// A tag.
pub fn tag(ui: &mut Ui, tag: Tag, text: &str) -> Response {
    let size = vec2(width(ui, tag, text), HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    paint(ui, tag, text, rect.left_center());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}
