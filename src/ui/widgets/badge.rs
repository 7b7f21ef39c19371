//! Badges: whose a thing is, by letter and shape, never by colour alone. The words stand beside them.

use egui::{Align2, Color32, Rect, Sense, Ui, vec2};

use super::icon::{self, Icon};
use crate::ui::theme::{self, Weight};
use crate::ui::words::t;

/// Whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Badge {
    /// A square with P.
    Police,
    /// A circle with N.
    Nurse,
    /// A rounded square with two lines.
    Shared,
    /// A star, without a hue.
    Supervisor,
}

const SIDE: f32 = 30.0;

/// A badge. It has no node of its own: the words beside it name the side.
pub fn badge(ui: &mut Ui, badge: Badge) {
    let (rect, _) = ui.allocate_exact_size(vec2(SIDE, SIDE), Sense::hover());
    paint(ui, badge, rect);
}

/// Paints a badge into `rect`.
pub(super) fn paint(ui: &Ui, badge: Badge, rect: Rect) {
    let tokens = theme::tokens(ui);
    let painter = ui.painter();
    match badge {
        Badge::Police => {
            painter.rect_filled(rect, 2.0, tokens.role.police.mark);
            letter(ui, rect, &t("badge-police"), tokens.role.police.on);
        }
        Badge::Nurse => {
            painter.circle_filled(rect.center(), rect.width() / 2.0, tokens.role.nurse.mark);
            letter(ui, rect, &t("badge-nurse"), tokens.role.nurse.on);
        }
        Badge::Shared => {
            painter.rect_filled(rect, 9.0, tokens.role.shared.mark);
            icon::paint(painter, Icon::Shared, rect.shrink(5.0), tokens.role.shared.on);
        }
        Badge::Supervisor => icon::paint(painter, Icon::Star, rect.shrink(1.0), tokens.text.primary),
    }
}

fn letter(ui: &Ui, rect: Rect, letter: &str, ink: Color32) {
    let font = egui::FontId::new(18.0, Weight::SemiBold.family());
    ui.painter()
        .text(rect.center(), Align2::CENTER_CENTER, letter, font, ink);
}
