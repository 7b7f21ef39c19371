//! What one side asked of the other, above what crossed: each with what came of it, and the way to answer.

use egui::Ui;

use super::super::Seat;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::route::Route;
use crate::ui::screen::Cx;
use crate::ui::screens::requests::{request_answers_ui, request_card_ui};
use crate::ui::theme::Space;
use crate::ui::widgets::{Button, ButtonKind, gap, link};
use crate::ui::words::{t, ta};

/// The way to ask, then the requests, newest first.
pub(super) fn asked_ui(cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
    let ask = t(match seat.side {
        Side::Police => "ask-nurse",
        Side::Health => "ask-officer",
    });
    if link(ui, &ask, None).clicked() {
        cx.push(Action::Go(Route::AskOther));
    }
    for card in seat.incident.requests.iter().rev() {
        request_card_ui(ui, card, cx.now);
        request_answers_ui(ui, card, cx.now);
        if card.asked.from == seat.side || !card.is_open() {
            continue;
        }
        let args = [("what", card.asked.words.as_str().into())];
        let name = ta("request-answer-name", &args);
        let pressed = ui
            .push_id(card.asked.request, |ui| {
                Button::new(ButtonKind::Plain, &t("request-answer"))
                    .name(&name)
                    .show(ui)
                    .clicked()
            })
            .inner;
        if pressed {
            cx.push(Action::Go(Route::Request(card.asked.request)));
        }
        gap(ui, Space::Sm);
    }
}
