//! What every widget does with the keyboard: scroll into view, show two rings, keep the focus at Escape.

use egui::{EventFilter, Key, Modifiers, Response, Ui};

use crate::ui::theme::look;

/// The arrows that a widget uses itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrows {
    /// They move the focus, as everywhere.
    Leave,
    /// Up and down belong to the widget.
    Vertical,
    /// All four belong to the widget.
    All,
}

/// Call after every interactive widget. Tab then scrolls, the ring is seen, Escape does not drop the focus.
pub(crate) fn after(ui: &Ui, response: &Response, ring: egui::Rect, arrows: Arrows) {
    in_pane(ui, response);
    if response.gained_focus() && !super::low_bar::holds(ui) {
        ui.scroll_to_rect(ring.expand(8.0), None);
    }
    if response.has_focus() {
        look::request_ring(ui, ring);
        keep(ui, response, arrows);
    }
}

/// What is drawn from here on belongs to the part of the window of this name: F6 goes from one to the next.
pub(crate) fn pane(ui: &Ui, name: &str) {
    look::write(ui.ctx(), |look| look.panes.enter(name));
}

/// Notes which part of the window has the keyboard; the first control of the part that F6 asked for takes it.
pub(crate) fn in_pane(ui: &Ui, response: &Response) {
    if !response.sense.is_focusable() {
        return;
    }
    let has_focus = response.has_focus();
    let taken = look::write(ui.ctx(), |look| {
        if has_focus {
            look.panes.has_focus();
        }
        let pane = look.panes.at();
        look.heirs.note(response.id, pane);
        look.panes.take()
    });
    if let Some(name) = taken {
        response.request_focus();
        if !super::low_bar::holds(ui) {
            ui.scroll_to_rect(response.rect.expand(8.0), None);
        }
        look::announce(ui.ctx(), &name, false);
    }
}

/// Whether the field in which this page finds words was asked for; the question is answered once.
pub(crate) fn find_asked(ui: &Ui) -> bool {
    look::write(ui.ctx(), |look| std::mem::take(&mut look.find))
}

/// Keeps the focus at Escape (the page still sees the key), and the arrows that the widget uses itself.
pub(crate) fn keep(ui: &Ui, response: &Response, arrows: Arrows) {
    let filter = EventFilter {
        tab: false,
        escape: true,
        vertical_arrows: arrows != Arrows::Leave,
        horizontal_arrows: arrows == Arrows::All,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
}

/// After a widget that Enter presses: the main button of the page leaves Enter alone while this has the focus.
pub(crate) fn after_pressable(ui: &Ui, response: &Response) {
    if response.has_focus() {
        look::take_enter(ui.ctx());
    }
    after(ui, response, response.rect, Arrows::Leave);
}

/// True when Enter was pressed and no widget drawn so far uses it itself.
pub(crate) fn enter_is_free(ui: &Ui) -> bool {
    let pressed = ui.input(|input| input.modifiers.is_none() && input.key_pressed(Key::Enter));
    pressed && !look::read(ui.ctx(), |look| look.enter_taken)
}

/// The digit 0 to 9 that was pressed without Ctrl or Alt, taken from the input.
pub(crate) fn take_digit(ui: &Ui) -> Option<usize> {
    const KEYS: [Key; 10] = [
        Key::Num0,
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Num5,
        Key::Num6,
        Key::Num7,
        Key::Num8,
        Key::Num9,
    ];
    // `consume_key` lets Alt and Shift pass: Alt+2 would answer a question that nobody meant to answer.
    if ui.input(|input| input.modifiers.alt || input.modifiers.command || input.modifiers.ctrl) {
        return None;
    }
    KEYS.iter()
        .position(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, *key)))
}

/// A step by arrow key: minus one for up or left, one for down or right, taken from the input.
pub(crate) fn take_arrow(ui: &Ui) -> Option<Step> {
    let taken = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if taken(Key::ArrowDown) || taken(Key::ArrowRight) {
        Some(Step::Next)
    } else if taken(Key::ArrowUp) || taken(Key::ArrowLeft) {
        Some(Step::Previous)
    } else {
        None
    }
}

/// One step through a list, round its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// To the one after.
    Next,
    /// To the one before.
    Previous,
}

impl Step {
    /// The place after this step, in a list of `count`, which is not empty.
    pub(crate) fn from(self, at: usize, count: usize) -> usize {
        match self {
            Self::Next => (at + 1) % count.max(1),
            Self::Previous => at.checked_sub(1).unwrap_or(count.saturating_sub(1)),
        }
    }
}
