//! One small card over an otherwise empty page: six digits take a seat, no Enter needed.

use egui::Ui;

use super::seat_entry::{PIN_DIGITS, SeatEntry, seat_of};
use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::{Typed, pin_field, sentences};
use crate::ui::widgets::{
    Badge, ButtonKind, Card, Edge, Page, Problems, announce, badge, body, button, gap, heading, link,
    support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct TakeSeat {
    pin: Typed,
    entry: SeatEntry,
    /// Handle and passphrase instead of the PIN.
    passphrase: bool,
    asked: bool,
    error: Option<String>,
    fresh: bool,
    problems: Problems,
}

/// The width of the card, in points.
const CARD: f32 = 520.0;

/// The side that a route takes a seat on.
fn side_of(route: &Route) -> Side {
    if let Route::TakeSeat(side) = route {
        *side
    } else {
        Side::Police
    }
}

impl Screen for TakeSeat {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let side = side_of(cx.route);
        if cx.arrived {
            *self = Self::default();
            if !self.by_pin(cx, side) {
                self.entry.take_focus(cx, side);
            }
        }
        if let Some(pin) = self.entry.take_pin() {
            self.asked = true;
            cx.push(Action::Ask(Request::TakeSeat { side, pin }));
        }
        let page = Page::new(cx.field_id("take-seat"));
        page.body(ui, |ui| {
            let words = match side {
                Side::Police => t("seat-title-police"),
                Side::Health => t("seat-title-nurse"),
            };
            title(ui, &words);
            self.problems.show(ui);
            let (edge, mark) = match side {
                Side::Police => (Edge::Police, Badge::Police),
                Side::Health => (Edge::Nurse, Badge::Nurse),
            };
            ui.set_width(ui.available_width().min(CARD));
            Card::new(edge).name(&words).show(ui, |ui| {
                ui.horizontal(|ui| {
                    badge(ui, mark);
                    let name = seat_of(cx.state, side).map(|seat| seat.name.clone());
                    heading(ui, &name.unwrap_or_else(|| t("bar-nobody")));
                });
                if self.by_pin(cx, side) {
                    self.pin_ui(cx, ui, side);
                } else {
                    self.passphrase_ui(cx, ui, side);
                }
            });
        });
        page.footer(ui, |ui| {
            if button(ui, ButtonKind::Plain, &t("seat-leave"), Some("Esc")).clicked() {
                cx.push(Action::Back);
            }
        });
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        if self.entry.answered(answer.err()).is_some() {
            return true;
        }
        self.asked = false;
        self.pin.clear();
        if let Err(problem) = answer {
            self.error = Some(sentences(problem));
            self.fresh = true;
        }
        true
    }
}

impl TakeSeat {
    fn by_pin(&self, cx: &Cx<'_>, side: Side) -> bool {
        !self.passphrase && seat_of(cx.state, side).is_some_and(|seat| seat.has_pin && !seat.needs_passphrase)
    }

    fn pin_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, side: Side) {
        let id = cx.field_id("seat-pin").with(side);
        if std::mem::take(&mut self.fresh)
            && let Some(error) = &self.error
        {
            announce(ui.ctx(), error, true);
        }
        let label = t("seat-pin");
        let field = pin_field(id, &label).error(self.error.as_deref()).take_focus();
        let typed = self.pin.field(ui, field);
        if typed.changed() && self.pin.count() > 0 {
            self.error = None;
        }
        if typed.changed() && self.pin.count() == PIN_DIGITS && !self.asked {
            self.asked = true;
            let pin = self.pin.copy();
            cx.push(Action::Ask(Request::TakeSeat { side, pin }));
        }
        let words = if self.asked {
            t("working")
        } else {
            ta("seat-pin-hint", &[("count", self.pin.count().into())])
        };
        support(ui, &words);
        gap(ui, Space::Sm);
        if link(ui, &t("seat-use-passphrase"), None).clicked()
            || link(ui, &t("seat-different"), None).clicked()
        {
            self.passphrase = true;
            self.error = None;
            self.pin.clear();
            self.entry.replace();
        }
    }

    fn passphrase_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, side: Side) {
        if self.asked {
            body(ui, &t("working"));
            return;
        }
        let tries_used = seat_of(cx.state, side).is_some_and(|seat| seat.needs_passphrase);
        if tries_used && !self.passphrase {
            let other_works = seat_of(cx.state, side.other()).is_some_and(|seat| !seat.needs_passphrase);
            body(
                ui,
                &t(match side {
                    Side::Police if other_works => "seat-tries-used-police",
                    Side::Health if other_works => "seat-tries-used-nurse",
                    Side::Police | Side::Health => "seat-tries-used-alone",
                }),
            );
        }
        self.entry
            .ui(cx, ui, side, ButtonKind::Primary, &mut self.problems);
    }
}
