//! Under a share: what its receiver has still to read and confirm, and for its sender whom each change has reached.

use egui::Ui;

use super::super::Seat;
use crate::app::api::Request;
use crate::domain::ids::ItemId;
use crate::domain::incident::{Change, ChangeKind, DisclosureCard};
use crate::ui::action::Action;
use crate::ui::parts::{TellingForm, change_words, reached_words};
use crate::ui::screen::Cx;
use crate::ui::widgets::{Button, ButtonKind, Notice, body, link, notice, support};
use crate::ui::words::{t, ta};

/// A change and one of those whom it has to reach: disclosure, correction, receiver.
type Due = (ItemId, Option<ItemId>, usize);

/// Which telling is being recorded.
#[derive(Debug, Default)]
pub(super) struct After {
    open: Option<(Due, TellingForm)>,
}

impl After {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, card: &DisclosureCard) {
        for change in card.to_read(seat.side, cx.state.me) {
            read_ui(cx, ui, seat, card, change);
        }
        if card.from.is_none_or(|from| from == seat.side) {
            for (at, change) in card.changes.iter().enumerate() {
                ui.push_id(("change", card.disclosure, at), |ui| {
                    self.proof_ui(cx, ui, seat, card, change);
                });
            }
        }
    }

    /// One line for each receiver: when it reached them, or that it has not yet.
    fn proof_ui(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut Ui,
        seat: Seat<'_>,
        card: &DisclosureCard,
        change: &Change,
    ) {
        let what = change_words(change, cx.now);
        for (receiver, to) in card.to.iter().enumerate() {
            if let Some((at, how)) = change.reached(receiver) {
                let reached = reached_words(&to.name, at, how, cx.now);
                support(ui, &format!("{what}: {reached}"));
                continue;
            }
            let waits = card
                .to_reach()
                .any(|(other, at)| other.correction == change.correction && at == receiver);
            if !waits {
                continue;
            }
            let due = (card.disclosure, change.correction, receiver);
            let args = [("what", what.as_str().into()), ("who", to.name.as_str().into())];
            body(ui, &ta("change-not-yet", &args));
            match &mut self.open {
                Some((open, _)) if *open == due => self.telling_ui(cx, ui, seat, due),
                _ => {
                    let name = ta("change-tell-name", &args);
                    if link(ui, &t("change-tell"), Some(&name)).clicked() {
                        self.open = Some((due, TellingForm::about(&to.name)));
                        let first = TellingForm::first(cx);
                        ui.memory_mut(|memory| memory.request_focus(first));
                    }
                }
            }
        }
    }

    fn telling_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, due: Due) {
        let Some((_, form)) = &mut self.open else { return };
        form.ui(cx, ui);
        let save = Button::new(ButtonKind::Plain, &t("save")).show(ui).clicked();
        if !save || cx.busy {
            return;
        }
        if let Some(telling) = form.read(cx) {
            let (disclosure, correction, receiver) = due;
            cx.push(Action::Ask(Request::TellChange {
                incident: seat.incident.incident,
                disclosure,
                correction,
                receiver,
                telling,
            }));
        }
    }
}

/// What this seat has to read, and the button that says so.
fn read_ui(cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, card: &DisclosureCard, change: &Change) {
    let key = match change.kind {
        ChangeKind::Corrected { .. } => "change-read-correction",
        ChangeKind::Withdrawn(_) => "change-read-withdrawal",
    };
    let who = [("who", card.from_name.as_str().into())];
    notice(ui, Notice::Soon, &ta(key, &who));
    let pressed = ui
        .push_id(("read", card.disclosure, change.correction), |ui| {
            Button::new(ButtonKind::Plain, &t("change-confirm"))
                .show(ui)
                .clicked()
        })
        .inner;
    if pressed && !cx.busy {
        cx.push(Action::Ask(Request::ConfirmChange(
            seat.incident.incident,
            card.disclosure,
            change.correction,
        )));
    }
}
