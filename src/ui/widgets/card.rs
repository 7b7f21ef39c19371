//! Cards: a ground with a hairline, and the edge bar of the side that the words come from.

use egui::{Frame, InnerResponse, Margin, Rect, Ui, UiBuilder, pos2};

use crate::ui::theme::{self, look};

/// Whose words a card holds. Police has its bar on the left, nurse on the right, shared on both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// From police.
    Police,
    /// From the nurse.
    Nurse,
    /// Both of you can see this.
    Shared,
    /// Nobody's in particular.
    None,
}

/// A card before it is drawn.
#[derive(Debug)]
pub struct Card<'a> {
    edge: Edge,
    name: Option<&'a str>,
    min_height: f32,
    tinted: bool,
}

impl<'a> Card<'a> {
    /// A card of one side.
    #[must_use]
    pub fn new(edge: Edge) -> Self {
        Self {
            edge,
            name: None,
            min_height: 0.0,
            tinted: true,
        }
    }

    /// What a screen reader calls the group; for a side's words it starts with "Police only:" and the like.
    #[must_use]
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// The least height in points, so that two cards side by side end together.
    #[must_use]
    pub fn min_height(mut self, points: f32) -> Self {
        self.min_height = points;
        self
    }

    /// Without the tint of its side, for a card as large as the page: the edge bar and the badge say whose it is, and a
    /// large tint is too bright at night.
    #[must_use]
    pub fn untinted(mut self) -> Self {
        self.tinted = false;
        self
    }

    /// Draws the card over the whole width.
    pub fn show<R>(self, ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
        let mut builder = UiBuilder::new();
        if let Some(name) = self.name {
            builder = builder
                .accessibility_role(egui::accesskit::Role::Group)
                .accessibility_label(name);
        }
        ui.scope_builder(builder, |ui| self.frame_ui(ui, add)).inner
    }

    fn frame_ui<R>(&self, ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
        let tokens = theme::tokens(ui);
        let fill = match self.edge {
            _ if !self.tinted => tokens.bg.surface,
            Edge::Police => tokens.role.police.tint,
            Edge::Nurse => tokens.role.nurse.tint,
            Edge::Shared => tokens.role.shared.tint,
            Edge::None => tokens.bg.surface,
        };
        let margin = Margin {
            left: 20,
            right: 20,
            top: 14,
            bottom: 16,
        };
        let frame = Frame::new()
            .fill(fill)
            .stroke((1.0, tokens.line.subtle))
            .corner_radius(4)
            .inner_margin(margin);
        let shown = frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            let result = add(ui);
            let natural = ui.min_rect().height();
            let wanted = self.min_height - f32::from(margin.top) - f32::from(margin.bottom) - 2.0;
            if wanted > natural {
                let bottom = ui.min_rect().top() + wanted;
                ui.expand_to_include_y(bottom);
                look::add_slack(ui.ctx(), wanted - natural);
            }
            result
        });
        paint_edge(ui, self.edge, shown.response.rect);
        shown
    }
}

fn paint_edge(ui: &Ui, edge: Edge, rect: Rect) {
    let role = theme::tokens(ui).role;
    let left = |width| Rect::from_min_max(rect.left_top(), pos2(rect.left() + width, rect.bottom()));
    let right = |width| Rect::from_min_max(pos2(rect.right() - width, rect.top()), rect.right_bottom());
    let painter = ui.painter();
    match edge {
        Edge::Police => {
            painter.rect_filled(left(6.0), 0.0, role.police.mark);
        }
        Edge::Nurse => {
            painter.rect_filled(right(6.0), 0.0, role.nurse.mark);
        }
        Edge::Shared => {
            painter.rect_filled(left(3.0), 0.0, role.shared.mark);
            painter.rect_filled(right(3.0), 0.0, role.shared.mark);
        }
        Edge::None => {}
    }
}

/// A card in one call.
pub fn card<R>(ui: &mut Ui, edge: Edge, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    Card::new(edge).show(ui, add)
}
