//! What crossed in this incident, newest first; what was asked; and what follows a share: correct, withdraw, confirm.

mod after;
mod asked;

use egui::Ui;

use super::Seat;
use crate::app::api::Request;
use crate::domain::content::WithdrawnWhy;
use crate::domain::ids::ItemId;
use crate::domain::incident::DisclosureCard;
use crate::ui::action::Action;
use crate::ui::parts::{disclosure_card_ui, heard_button_ui, only_words, withdrawn_words};
use crate::ui::route::Route;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, ChoiceOption, Choices, Notice, Problems, body, gap, heading, link, notice, support,
};
use crate::ui::words::{t, ta};
use after::After;

/// Which disclosure is about to be withdrawn, and which telling is being recorded.
#[derive(Debug, Default)]
pub(super) struct SharedLog {
    asked: Option<ItemId>,
    why: Option<usize>,
    problems: Problems,
    after: After,
}

impl SharedLog {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        asked::asked_ui(cx, ui, seat);
        if seat.incident.disclosures.is_empty() {
            body(ui, &t("log-empty"));
        }
        for card in seat.incident.disclosures.iter().rev() {
            heard_button_ui(cx, ui, seat.incident.incident, card);
            disclosure_card_ui(ui, card, cx.now);
            self.after.ui(cx, ui, seat, card);
            self.below_ui(cx, ui, seat, card);
            gap(ui, Space::Sm);
        }
        if !seat.own.told_outside.is_empty() {
            gap(ui, Space::Md);
            heading(ui, &t("log-outside"));
            support(ui, &only_words(seat.side));
        }
        for card in seat.own.told_outside.iter().rev() {
            disclosure_card_ui(ui, card, cx.now);
            self.after.ui(cx, ui, seat, card);
            self.below_ui(cx, ui, seat, card);
        }
    }

    /// Asks whether this is to be withdrawn, as its own link does.
    pub(super) fn ask_to_withdraw(&mut self, disclosure: ItemId) {
        self.asked = Some(disclosure);
        self.why = None;
    }

    /// What can be done with a share, and the question before it is withdrawn.
    fn below_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, card: &DisclosureCard) {
        ui.push_id(card.disclosure, |ui| {
            ui.horizontal_wrapped(|ui| self.links_ui(cx, ui, seat, card));
            if self.asked == Some(card.disclosure) && card.withdrawn_at.is_none() {
                self.check_ui(cx, ui, seat, card);
            }
        });
    }

    fn links_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, card: &DisclosureCard) {
        let at = card.at.unwrap_or(cx.now).clock_from(cx.now);
        let named = |key: &str| ta(key, &[("time", at.as_str().into())]);
        ui.spacing_mut().item_spacing.x = Space::Md.points();
        let own = card.from == Some(seat.side);
        if own && card.is_unfinished_danger() {
            let name = named("todo-danger");
            if link(ui, &t("finish-it"), Some(&name)).clicked() {
                cx.push(Action::Go(Route::FinishDanger(card.disclosure)));
            }
        }
        let correctable = card.from.is_none_or(|from| from == seat.side) && card.withdrawn_at.is_none();
        if correctable && link(ui, &t("correct-it"), Some(&named("correct-name"))).clicked() {
            cx.push(Action::Go(Route::Correct(card.disclosure)));
        }
        let withdrawable = own && card.withdrawn_at.is_none() && self.asked != Some(card.disclosure);
        if withdrawable && link(ui, &t("withdraw"), Some(&named("withdraw-name"))).clicked() {
            self.asked = Some(card.disclosure);
            self.why = None;
            self.problems.clear();
            let id = cx.field_id("withdraw-why");
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        // of words told outside the crew the record is this side's alone: the other side is not told of them
        let alone = seat.own.breach_of(card.disclosure);
        let (words, name) = match seat.incident.breach_of(card.disclosure).or(alone) {
            Some(_) => ("breach-open", "breach-open-name"),
            None => ("breach-link", "breach-link-name"),
        };
        if link(ui, &t(words), Some(&named(name))).clicked() {
            cx.push(Action::Go(Route::Breach(card.disclosure)));
        }
    }

    fn check_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, card: &DisclosureCard) {
        notice(ui, Notice::Soon, &t("withdraw-check"));
        let words: Vec<String> = WithdrawnWhy::ALL
            .iter()
            .map(|why| withdrawn_words(*why))
            .collect();
        let options: Vec<ChoiceOption<'_>> = words.iter().map(|words| ChoiceOption::new(words)).collect();
        let id = cx.field_id("withdraw-why");
        Choices::new(id, &t("withdraw-why"), &options)
            .inline()
            .error(self.problems.of(id))
            .show(ui, &mut self.why);
        if self.why.and_then(|at| WithdrawnWhy::ALL.get(at)) == Some(&WithdrawnWhy::SharedInError) {
            support(ui, &t("withdraw-error-hint"));
        }
        ui.horizontal_wrapped(|ui| {
            let yes = Button::new(ButtonKind::Plain, &t("withdraw-yes")).show(ui);
            if yes.clicked() && !cx.busy {
                match self.why.and_then(|at| WithdrawnWhy::ALL.get(at)) {
                    Some(why) => {
                        let (incident, disclosure) = (seat.incident.incident, card.disclosure);
                        cx.push(Action::Ask(Request::Withdraw(incident, disclosure, *why)));
                    }
                    None => self.problems.set(vec![(id, t("withdraw-why-missing"))]),
                }
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
        *self = Self::default();
    }
}
