//! One row of a choice: a numbered mark, a label, a hint, a tick when chosen. Used by `choices` and `ticks`.

use std::sync::Arc;

use egui::{Align2, Galley, Id, Pos2, Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::icon::{self, Icon};
use super::text::layout;
use crate::ui::theme::{self, Space, TextRole, Tokens};

/// What one row shows.
pub(super) struct OptionRow<'a> {
    pub(super) label: &'a str,
    pub(super) hint: Option<&'a str>,
    /// The digit that chooses it.
    pub(super) digit: Option<usize>,
    pub(super) chosen: bool,
    /// Round marks stand for one choice, square ones for several.
    pub(super) round: bool,
}

const MARK: f32 = 26.0;
const PAD: f32 = 12.0;

struct Laid {
    label: Arc<Galley>,
    hint: Option<Arc<Galley>>,
    size: egui::Vec2,
}

impl OptionRow<'_> {
    fn lay_out(&self, ui: &Ui, tokens: &Tokens, width: Option<f32>) -> Laid {
        let tick = if self.digit.is_some() { MARK } else { 4.0 };
        let around = PAD + MARK + Space::Sm.points() + 4.0 + tick + PAD;
        let inner = width.unwrap_or_else(|| ui.available_width()) - around;
        let label = layout(ui, TextRole::Body, tokens.text.primary, self.label, inner);
        let hint = self
            .hint
            .map(|hint| layout(ui, TextRole::Support, tokens.text.secondary, hint, inner));
        let lines = label.size().y + hint.as_ref().map_or(0.0, |hint| hint.size().y);
        let natural = label
            .size()
            .x
            .max(hint.as_ref().map_or(0.0, |hint| hint.size().x));
        let height = (lines + 12.0).max(theme::sizes(ui).target);
        let width = width.unwrap_or(natural + around);
        Laid {
            label,
            hint,
            size: vec2(width, height),
        }
    }

    /// Draws the row; `width` in points, or as narrow as its words.
    pub(super) fn show(&self, ui: &mut Ui, id: Id, role: Role, width: Option<f32>) -> Response {
        self.show_with(ui, id, role, width, Sense::CLICK)
    }

    /// As [`Self::show`]; `sense` says whether the row is a Tab stop of its own.
    pub(super) fn show_with(
        &self,
        ui: &mut Ui,
        id: Id,
        role: Role,
        width: Option<f32>,
        sense: Sense,
    ) -> Response {
        let tokens = theme::tokens(ui);
        let laid = self.lay_out(ui, tokens, width);
        let (_, rect) = ui.allocate_space(laid.size);
        let response = ui.interact(rect, id, sense);
        self.paint(ui, tokens, laid, rect, response.hovered());
        response.widget_info(|| WidgetInfo::selected(role, true, self.chosen, self.label));
        if let Some(hint) = self.hint {
            ui.ctx()
                .accesskit_node_builder(id, |node| node.set_description(hint));
        }
        response
    }

    fn paint(&self, ui: &Ui, tokens: &Tokens, laid: Laid, rect: Rect, hovered: bool) {
        let painter = ui.painter();
        let fill = if self.chosen || hovered {
            tokens.bg.selected
        } else {
            tokens.bg.raised
        };
        let line = if self.chosen {
            (2.0, tokens.text.primary)
        } else {
            (1.0, tokens.line.control)
        };
        painter.rect(rect, 4.0, fill, line, StrokeKind::Inside);
        self.paint_mark(ui, tokens, pos2(rect.left() + PAD + MARK / 2.0, rect.center().y));
        let lines = laid.label.size().y + laid.hint.as_ref().map_or(0.0, |hint| hint.size().y);
        let at = pos2(
            rect.left() + PAD + MARK + Space::Sm.points() + 4.0,
            rect.center().y - lines / 2.0,
        );
        let below = at + vec2(0.0, laid.label.size().y);
        painter.galley(at, laid.label, tokens.text.primary);
        if let Some(hint) = laid.hint {
            painter.galley(below, hint, tokens.text.secondary);
        }
        if self.chosen && self.digit.is_some() {
            let at =
                Rect::from_center_size(pos2(rect.right() - PAD - 8.0, rect.center().y), vec2(20.0, 20.0));
            icon::paint(painter, Icon::Tick, at, tokens.text.primary);
        }
    }

    fn paint_mark(&self, ui: &Ui, tokens: &Tokens, centre: Pos2) {
        let painter = ui.painter();
        let rect = Rect::from_center_size(centre, vec2(MARK, MARK));
        let corner = if self.round { MARK / 2.0 } else { 3.0 };
        let (fill, ink) = if self.chosen {
            (tokens.action.fill, tokens.action.on)
        } else {
            (tokens.bg.field, tokens.text.secondary)
        };
        painter.rect(rect, corner, fill, (1.5, tokens.line.control), StrokeKind::Inside);
        if let Some(digit) = self.digit {
            let font = egui::FontId::new(16.0, theme::Weight::SemiBold.family());
            painter.text(centre, Align2::CENTER_CENTER, digit, font, ink);
        } else if self.chosen {
            icon::paint(painter, Icon::Tick, rect.shrink(4.0), ink);
        }
    }
}
