//! What crossed in this incident, newest first, and how a side takes its own words out of sight again.

use egui::Ui;

use super::Seat;
use crate::app::api::Request;
use crate::domain::ids::ItemId;
use crate::domain::incident::DisclosureCard;
use crate::ui::action::Action;
use crate::ui::parts::disclosure_card_ui;
use crate::ui::route::Route;
use crate::ui::screen::Cx;
use crate::ui::widgets::{Button, ButtonKind, Notice, body, link, notice};
use crate::ui::words::{t, ta};

/// Which disclosure is about to be withdrawn.
#[derive(Debug, Default)]
pub(super) struct SharedLog {
    asked: Option<ItemId>,
}

impl SharedLog {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        if seat.incident.disclosures.is_empty() {
            body(ui, &t("log-empty"));
        }
        for card in seat.incident.disclosures.iter().rev() {
            disclosure_card_ui(ui, card, cx.now);
            if card.from == Some(seat.side) {
                self.own_ui(cx, ui, seat, card);
            }
        }
    }

    fn own_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, card: &DisclosureCard) {
        let at = card.at.unwrap_or(cx.now).clock_from(cx.now);
        ui.push_id(card.disclosure, |ui| {
            if card.is_unfinished_danger() {
                let name = ta("todo-danger", &[("time", at.as_str().into())]);
                if link(ui, &t("finish-it"), Some(&name)).clicked() {
                    cx.push(Action::Go(Route::FinishDanger(card.disclosure)));
                }
            }
            if card.withdrawn_at.is_some() {
                return;
            }
            if self.asked == Some(card.disclosure) {
                self.check_ui(cx, ui, seat, card);
            } else {
                let name = ta("withdraw-name", &[("time", at.into())]);
                if link(ui, &t("withdraw"), Some(&name)).clicked() {
                    self.asked = Some(card.disclosure);
                }
            }
        });
    }

    fn check_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, card: &DisclosureCard) {
        notice(ui, Notice::Soon, &t("withdraw-check"));
        ui.horizontal_wrapped(|ui| {
            if Button::new(ButtonKind::Plain, &t("withdraw-yes"))
                .show(ui)
                .clicked()
                && !cx.busy
            {
                cx.push(Action::Ask(Request::Withdraw(
                    seat.incident.incident,
                    card.disclosure,
                )));
            }
            if Button::new(ButtonKind::Plain, &t("withdraw-no"))
                .show(ui)
                .clicked()
            {
                self.asked = None;
            }
        });
    }

    /// What was asked for is done.
    pub(super) fn done(&mut self) {
        self.asked = None;
    }
}
