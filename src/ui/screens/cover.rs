//! The covered and the locked screen: no name, no place, no count. Any key, then a PIN; Danger now still works while
//! covered.

use egui::Ui;

use super::seat_entry::{PIN_DIGITS, SeatEntry};
use crate::app::NO_MORE_PINS;
use crate::app::api::{Done, Phase, Request};
use crate::app::problem::Problem;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::{Typed, pin_field, sentences};
use crate::ui::widgets::{
    ButtonKind, ChoiceOption, Choices, Digits, Problems, announce, body, button, clock_text, focus_title,
    gap, link, middle, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Cover {
    /// A key was pressed: the PIN is asked for.
    awake: bool,
    /// The field for the PIN takes the keyboard when it is first drawn.
    woken: bool,
    pin: Typed,
    asked: bool,
    error: Option<String>,
    fresh: bool,
    /// Handle and passphrase instead, for this seat.
    passphrase: Option<Passphrase>,
}

#[derive(Debug, Default)]
struct Passphrase {
    seat: Option<usize>,
    entry: SeatEntry,
    problems: Problems,
}

impl Screen for Cover {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let asleep = !self.awake;
        if asleep && any_key(ui) {
            self.awake = true;
            self.woken = true;
        }
        if cx.arrived && asleep {
            focus_title(ui.ctx());
        }
        middle(ui, cx.field_id("cover"), 480.0, |ui| {
            let locked = cx.state.phase == Phase::Locked;
            title(ui, &t(if locked { "cover-locked" } else { "cover-covered" }));
            clock_text(ui, &cx.now.clock());
            if !cx.state.device.is_empty() {
                support(ui, &ta("bar-device", &[("name", cx.state.device.clone().into())]));
            }
            gap(ui, Space::Md);
            // the key that woke the screen is not part of the PIN: the field is drawn from the next frame on
            self.tell(ui);
            if asleep {
                body(ui, &t("cover-any-key"));
            } else if self.passphrase.is_some() {
                self.passphrase_ui(cx, ui);
            } else {
                self.pin_ui(cx, ui);
            }
            if !locked {
                gap(ui, Space::Lg);
                let key = Command::Danger.key_words();
                if button(ui, ButtonKind::Danger, &t("command-danger"), Some(&key)).clicked() {
                    cx.push(Action::Do(Command::Danger));
                }
            }
        });
        if asleep && self.awake {
            ui.ctx().request_repaint();
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        if let Some(form) = &mut self.passphrase
            && form.entry.answered(answer.err()).is_some()
        {
            return true;
        }
        self.asked = false;
        self.pin.clear();
        if let Err(problem) = answer {
            // where no PIN is taken any more, none is asked for
            let no_more = problem.code == NO_MORE_PINS;
            self.passphrase = no_more.then(Passphrase::default);
            self.awake = true;
            self.woken = true;
            self.error = Some(sentences(problem));
            self.fresh = true;
        }
        true
    }
}

/// A key or a click, but not a movement of the mouse.
fn any_key(ui: &Ui) -> bool {
    ui.input(|input| {
        input.events.iter().any(|event| {
            matches!(
                event,
                egui::Event::Key { pressed: true, .. }
                    | egui::Event::Text(_)
                    | egui::Event::PointerButton { pressed: true, .. }
            )
        })
    })
}

impl Cover {
    /// A screen reader is told once what went wrong.
    fn tell(&mut self, ui: &Ui) {
        if std::mem::take(&mut self.fresh)
            && let Some(error) = &self.error
        {
            announce(ui.ctx(), error, true);
        }
    }

    fn pin_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let id = cx.field_id("cover-pin");
        let label = t("cover-pin");
        let field = pin_field(id, &label).error(self.error.as_deref()).take_focus();
        let typed = self.pin.field(ui, field);
        if std::mem::take(&mut self.woken) {
            typed.request_focus();
        }
        if typed.changed() && self.pin.count() > 0 {
            self.error = None;
        }
        if typed.changed() && self.pin.count() == PIN_DIGITS && !self.asked {
            self.asked = true;
            cx.push(Action::Ask(Request::Uncover(self.pin.copy())));
        }
        let words = if self.asked {
            t("working")
        } else {
            ta("seat-pin-hint", &[("count", self.pin.count().into())])
        };
        support(ui, &words);
        if link(ui, &t("seat-use-passphrase"), None).clicked() {
            self.passphrase = Some(Passphrase::default());
            self.error = None;
        }
    }

    fn passphrase_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Self {
            passphrase: Some(form),
            asked,
            error,
            ..
        } = self
        else {
            return;
        };
        if let Some(error) = error {
            body(ui, error);
            gap(ui, Space::Sm);
        }
        let [police, nurse] = [t("sign-in-police"), t("sign-in-nurse")];
        form.problems.show(ui);
        let before = form.seat;
        Choices::new(
            cx.field_id("cover-seat"),
            &t("cover-whose"),
            &[ChoiceOption::new(&police), ChoiceOption::new(&nurse)],
        )
        .inline()
        .digits(Digits::FromOne)
        .show(ui, &mut form.seat);
        if before != form.seat {
            form.entry = SeatEntry::default();
            form.entry.replace();
        }
        let side = match form.seat {
            Some(0) => Side::Police,
            Some(_) => Side::Health,
            None => return,
        };
        form.entry
            .ui(cx, ui, side, ButtonKind::Primary, &mut form.problems);
        if let Some(pin) = form.entry.take_pin() {
            *asked = true;
            cx.push(Action::Ask(Request::Uncover(pin)));
        }
    }
}
