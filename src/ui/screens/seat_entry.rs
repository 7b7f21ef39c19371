//! Signing in to one seat: handle and passphrase, then the PIN for this shift. Part of three pages: the start of a
//! shift, a seat for a late colleague or after five wrong PINs, and the same from the covered screen.

use egui::{Id, Ui};

use crate::app::Secret;
use crate::app::api::{Request, SeatState, State};
use crate::app::problem::Problem;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::screen::Cx;
use crate::ui::theme::{Space, look};
use crate::ui::typed::{Typed, passphrase_field, pin_field, sentences};
use crate::ui::widgets::field::submitted;
use crate::ui::widgets::{Button, ButtonKind, Field, Problems, gap, link, progress, support};
use crate::ui::words::{t, ta};

/// The digits of a PIN.
pub(super) const PIN_DIGITS: usize = 6;

/// The width in points from which the PIN and its repeat stand side by side; narrower, the second would run out of
/// its card.
const TWO_PINS: f32 = 560.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    SignIn,
    SetPin,
}

/// What is typed for one seat.
#[derive(Debug, Default)]
pub(super) struct SeatEntry {
    handle: String,
    passphrase: Typed,
    pin: Typed,
    again: Typed,
    shown: bool,
    /// Somebody else is to sign in although the seat is taken.
    replace: bool,
    asked: Option<Asked>,
    told: Option<(&'static str, String)>,
    wants: Option<&'static str>,
    done: Option<Secret>,
}

/// The field that a seat's part of a page is named by.
fn field(cx: &Cx<'_>, side: Side, name: &str) -> Id {
    cx.field_id(name).with(side)
}

/// Who sits there.
pub(super) fn seat_of(state: &State, side: Side) -> Option<&SeatState> {
    match side {
        Side::Police => state.police.as_ref(),
        Side::Health => state.health.as_ref(),
    }
}

impl SeatEntry {
    /// A seat that is taken is to be signed in to again.
    pub(super) fn replace(&mut self) {
        self.replace = true;
        self.wants = Some("handle");
    }

    /// The part takes the keyboard where it is next needed.
    pub(super) fn take_focus(&mut self, cx: &Cx<'_>, side: Side) {
        let pin_next = self.needs_pin(cx, side);
        self.wants = Some(if pin_next { "pin" } else { "handle" });
    }

    /// The PIN that was just set, once.
    pub(super) fn take_pin(&mut self) -> Option<Secret> {
        self.done.take()
    }

    /// Nothing is left to type for this seat.
    pub(super) fn is_ready(&self, cx: &Cx<'_>, side: Side) -> bool {
        !self.replace && seat_of(cx.state, side).is_some_and(|seat| seat.has_pin && !seat.needs_passphrase)
    }

    fn needs_pin(&self, cx: &Cx<'_>, side: Side) -> bool {
        !self.replace && seat_of(cx.state, side).is_some_and(|seat| !seat.has_pin && !seat.needs_passphrase)
    }

    /// What is wrong, in the page's summary; draws the fields that are still needed.
    pub(super) fn ui(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut Ui,
        side: Side,
        kind: ButtonKind,
        problems: &mut Problems,
    ) {
        if let Some((name, words)) = self.told.take() {
            problems.set(vec![(field(cx, side, name), words)]);
        }
        if self.is_ready(cx, side) {
            self.ready_ui(cx, ui, side);
        } else if self.needs_pin(cx, side) {
            self.pin_ui(cx, ui, side, problems);
        } else {
            self.passphrase_ui(cx, ui, side, kind, problems);
        }
        if let Some(name) = self.wants.take() {
            let id = field(cx, side, name);
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }

    fn ready_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, side: Side) {
        let Some(seat) = seat_of(cx.state, side) else {
            return;
        };
        let args = [("time", seat.since.clock().into())];
        crate::ui::widgets::body(ui, &ta("sign-in-ready", &args));
        let different = match side {
            Side::Police => "sign-in-different-police",
            Side::Health => "sign-in-different-nurse",
        };
        if link(ui, &t("sign-in-different"), Some(&t(different))).clicked() {
            self.replace();
        }
    }

    fn passphrase_ui(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut Ui,
        side: Side,
        kind: ButtonKind,
        problems: &mut Problems,
    ) {
        let [handle_id, passphrase_id] = ["handle", "passphrase"].map(|name| field(cx, side, name));
        let (handle_words, passphrase_words) = (t("sign-in-handle"), t("sign-in-passphrase"));
        let handle = Field::new(handle_id, &handle_words)
            .error(problems.of(handle_id))
            .show(ui, &mut self.handle);
        let typed = passphrase_field(passphrase_id, &passphrase_words)
            .error(problems.of(passphrase_id))
            .shown(self.shown);
        let passphrase = self.passphrase.field(ui, typed);
        let enter = submitted(ui, &handle) || submitted(ui, &passphrase);
        if handle.has_focus() || passphrase.has_focus() {
            look::take_enter(ui.ctx());
        }
        gap(ui, Space::Xs);
        if cx.busy && self.asked == Some(Asked::SignIn) {
            progress(ui, &t("sign-in-working"), None);
            return;
        }
        let pressed = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = Space::Md.points();
            let words = t("sign-in-sign-in");
            let pressed = Button::new(kind, &words)
                .name(&t(seat_name(side)))
                .show(ui)
                .clicked();
            let show = if self.shown {
                "sign-in-hide"
            } else {
                "sign-in-show"
            };
            if link(ui, &t(show), None).clicked() {
                self.shown = !self.shown;
            }
            pressed
        });
        if enter && handle.has_focus() && self.passphrase.is_blank() {
            passphrase.request_focus();
        } else if pressed.inner || enter {
            self.sign_in(cx, side, problems, [handle_id, passphrase_id]);
        }
    }

    fn sign_in(&mut self, cx: &mut Cx<'_>, side: Side, problems: &mut Problems, ids: [Id; 2]) {
        if cx.busy {
            return;
        }
        let mut missing = Vec::new();
        let [handle, passphrase] = ids;
        if self.handle.trim().is_empty() {
            missing.push((handle, t("sign-in-handle-missing")));
        }
        if self.passphrase.is_blank() {
            missing.push((passphrase, t("sign-in-passphrase-missing")));
        }
        let complete = missing.is_empty();
        problems.set(missing);
        if complete {
            self.asked = Some(Asked::SignIn);
            cx.push(Action::Ask(Request::SignIn {
                side,
                handle: self.handle.trim().to_owned(),
                passphrase: self.passphrase.copy(),
            }));
        }
    }

    fn pin_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, side: Side, problems: &mut Problems) {
        let [pin_id, again_id] = ["pin", "again"].map(|name| field(cx, side, name));
        support(ui, &t("sign-in-pin-hint"));
        let (pin_words, again_words) = (t("sign-in-pin"), t("sign-in-pin-again"));
        let error = problems.of(pin_id).map(str::to_owned);
        let mut fields = |ui: &mut Ui| {
            let pin = pin_field(pin_id, &pin_words).error(error.as_deref());
            let pin = self.pin.field(ui, pin);
            let again = self.again.field(ui, pin_field(again_id, &again_words));
            (pin, again)
        };
        let (pin, again) = if error.is_none() && ui.available_width() >= TWO_PINS {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = Space::Md.points();
                fields(ui)
            })
            .inner
        } else {
            fields(ui)
        };
        if pin.has_focus() || again.has_focus() {
            look::take_enter(ui.ctx());
        }
        if pin.changed() && self.pin.count() == PIN_DIGITS {
            again.request_focus();
        }
        let both = self.pin.count() == PIN_DIGITS && self.again.count() == PIN_DIGITS;
        if again.changed() && both && !cx.busy {
            self.set_pin(cx, side, problems, pin_id);
        }
        if cx.busy && self.asked == Some(Asked::SetPin) {
            support(ui, &t("working"));
        }
    }

    fn set_pin(&mut self, cx: &mut Cx<'_>, side: Side, problems: &mut Problems, pin_id: Id) {
        if !self.pin.same_as(&self.again) {
            self.clear_pin();
            problems.set(vec![(pin_id, t("sign-in-pin-differs"))]);
            return;
        }
        problems.clear();
        self.asked = Some(Asked::SetPin);
        cx.push(Action::Ask(Request::SetPin {
            side,
            pin: self.pin.copy(),
        }));
    }

    fn clear_pin(&mut self) {
        self.pin.clear();
        self.again.clear();
    }

    /// An answer came: `None` when it was not for this seat, else whether it succeeded.
    pub(super) fn answered(&mut self, problem: Option<&Problem>) -> Option<bool> {
        let asked = self.asked.take()?;
        match (asked, problem) {
            (Asked::SignIn, None) => {
                self.passphrase.clear();
                self.shown = false;
                self.replace = false;
                self.wants = Some("pin");
            }
            (Asked::SetPin, None) => {
                self.done = Some(self.pin.take());
                self.clear_pin();
            }
            (Asked::SignIn, Some(problem)) => {
                // Hidden words that stayed would stand before the ones typed next.
                self.passphrase.clear();
                self.told = Some(("passphrase", sentences(problem)));
            }
            (Asked::SetPin, Some(problem)) => {
                self.clear_pin();
                self.told = Some(("pin", sentences(problem)));
            }
        }
        Some(problem.is_none())
    }
}

/// The full name of the sign-in button of a seat.
fn seat_name(side: Side) -> &'static str {
    match side {
        Side::Police => "sign-in-police-name",
        Side::Health => "sign-in-nurse-name",
    }
}
