//! A text box: label above, help and error between, named for a screen reader, its secrets not kept for undo.

use egui::text::{CCursor, CCursorRange};
use egui::widgets::text_edit::TextEditState;
use egui::{
    Align2, EventFilter, Frame, Id, Key, KeyboardShortcut, Margin, Modifiers, Response, TextEdit, Ui, vec2,
};

use super::choices::{describe, question_ui};
use super::text;
use crate::ui::theme::{self, MEASURE, Space, TextRole};
use crate::ui::words::ta;

/// What is typed into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    Line,
    /// Several lines, of this height; Enter begins a new line.
    Area(usize),
    /// Several lines, of this height; Enter hands the text over, Shift+Enter begins a new line.
    Note(usize),
    /// A passphrase: dots, no undo, paste allowed.
    Passphrase,
    /// Six digits as dots.
    Pin,
    /// Digits only.
    Digits,
}

/// Room for a secret, in bytes, made before anything is typed: a string that grows leaves its old copy behind.
const SECRET_ROOM: usize = 512;
/// The length of a PIN.
const PIN_LENGTH: usize = 6;
/// The width of one cell of a PIN, in points.
const PIN_CELL: f32 = 40.0;

impl FieldKind {
    fn is_secret(self) -> bool {
        matches!(self, Self::Passphrase | Self::Pin)
    }

    fn rows(self) -> usize {
        match self {
            Self::Area(rows) | Self::Note(rows) => rows.max(1),
            Self::Line | Self::Passphrase | Self::Pin | Self::Digits => 1,
        }
    }

    fn is_area(self) -> bool {
        matches!(self, Self::Area(_) | Self::Note(_))
    }

    fn width(self) -> f32 {
        match self {
            Self::Line | Self::Passphrase => 440.0,
            Self::Area(_) | Self::Note(_) => MEASURE,
            Self::Pin => 6.0 * PIN_CELL + 5.0 * Space::Xs.points(),
            Self::Digits => 240.0,
        }
    }
}

/// A field before it is drawn.
#[derive(Debug)]
pub struct Field<'a> {
    id: Id,
    label: &'a str,
    kind: FieldKind,
    hint: Option<&'a str>,
    error: Option<&'a str>,
    width: Option<f32>,
    shown: bool,
    take_focus: bool,
}

impl<'a> Field<'a> {
    /// A field of one line. Make `id` from seat, incident and field, so that undo never crosses from one to another.
    #[must_use]
    pub fn new(id: Id, label: &'a str) -> Self {
        Self {
            id,
            label,
            kind: FieldKind::Line,
            hint: None,
            error: None,
            width: None,
            shown: false,
            take_focus: false,
        }
    }

    /// What is typed into it.
    #[must_use]
    pub fn kind(mut self, kind: FieldKind) -> Self {
        self.kind = kind;
        self
    }

    /// One line of help under the label.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// What is wrong, in the words of the summary.
    #[must_use]
    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// The width in points, where the kind's own does not fit what is typed.
    #[must_use]
    pub fn width(mut self, points: f32) -> Self {
        self.width = Some(points);
        self
    }

    /// Shows a passphrase as it is typed, because the person asked for it.
    #[must_use]
    pub fn shown(mut self, shown: bool) -> Self {
        self.shown = shown;
        self
    }

    /// Takes the keyboard where nothing has it: the first field of sign-in and of a new incident.
    #[must_use]
    pub fn take_focus(mut self) -> Self {
        self.take_focus = true;
        self
    }

    /// Draws the field. Keep a secret in a `Zeroizing<String>`: while it is typed it is not moved in memory, so
    /// wiping the string at the end wipes every copy that we made.
    pub fn show(self, ui: &mut Ui, value: &mut String) -> Response {
        if self.kind.is_secret() {
            value.reserve(SECRET_ROOM.saturating_sub(value.len()));
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = Space::Xs.points();
            let label = text::label_text(ui, self.label);
            question_ui(ui, None, self.hint, self.error);
            if self.take_focus && ui.memory(|memory| memory.focused().is_none()) {
                ui.memory_mut(|memory| memory.request_focus(self.id));
            }
            let response = if self.kind == FieldKind::Pin {
                self.pin_ui(ui, value)
            } else {
                self.edit(ui, value)
            };
            let response = response.labelled_by(label.id);
            if label.interact(egui::Sense::CLICK).clicked() {
                response.request_focus();
            }
            self.tidy(ui, value, &response);
            describe(ui, &response, self.error.or(self.hint), self.error.is_some());
            if self.kind.is_area() && response.has_focus() {
                theme::look::take_enter(ui.ctx());
            }
            super::focus::in_pane(ui, &response);
            if response.gained_focus() {
                ui.scroll_to_rect(response.rect.expand(8.0), None);
            }
            if response.has_focus() {
                theme::look::request_ring(ui, response.rect);
            }
            if !self.kind.is_secret() {
                self.place(ui, value, &response);
            }
            response
        })
        .inner
    }

    fn edit(&self, ui: &mut Ui, value: &mut String) -> Response {
        let tokens = theme::tokens(ui);
        let sizes = theme::sizes(ui);
        let line = if self.error.is_some() {
            (2.0, tokens.sev.now.fill)
        } else {
            (1.5, tokens.line.control)
        };
        let pin = self.kind == FieldKind::Pin;
        let frame = Frame::new()
            .fill(tokens.bg.field)
            .stroke(line)
            .corner_radius(4)
            .inner_margin(Margin::symmetric(12, 6));
        let width = self.width.unwrap_or(self.kind.width()).min(ui.available_width());
        let edit = if self.kind.is_area() {
            TextEdit::multiline(value)
        } else {
            TextEdit::singleline(value)
        };
        let mut edit = edit
            .id(self.id)
            .frame(frame)
            .font(TextRole::Body.font())
            .text_color(if pin {
                egui::Color32::TRANSPARENT
            } else {
                tokens.text.primary
            })
            .desired_width(width)
            .desired_rows(self.kind.rows())
            .min_size(vec2(width, sizes.field))
            .align(if self.kind.is_area() {
                Align2::LEFT_TOP
            } else {
                Align2::LEFT_CENTER
            })
            .password(self.kind.is_secret() && !self.shown)
            .return_key(self.return_key())
            .event_filter(EventFilter {
                tab: false,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            });
        if pin {
            edit = edit.char_limit(PIN_LENGTH);
        }
        ui.add(edit)
    }

    /// Six cells, a dot in each that is filled.
    fn pin_ui(&self, ui: &mut Ui, value: &mut String) -> Response {
        let tokens = theme::tokens(ui);
        let response = ui
            .scope(|ui| {
                ui.visuals_mut().text_cursor.stroke.color = egui::Color32::TRANSPARENT;
                ui.visuals_mut().selection.bg_fill = egui::Color32::TRANSPARENT;
                self.edit(ui, value)
            })
            .inner;
        let line = if self.error.is_some() {
            (2.0, tokens.sev.now.fill)
        } else {
            (1.5, tokens.line.control)
        };
        let mut left = response.rect.left();
        for cell in 0..PIN_LENGTH {
            let size = vec2(PIN_CELL, response.rect.height());
            let rect = egui::Rect::from_min_size(egui::pos2(left, response.rect.top()), size);
            ui.painter()
                .rect(rect, 4.0, tokens.bg.field, line, egui::StrokeKind::Inside);
            if cell < value.len() {
                ui.painter()
                    .circle_filled(rect.center(), 6.0, tokens.text.primary);
            } else if cell == value.len() && response.has_focus() {
                let under = rect.center().y + 9.0;
                ui.painter()
                    .hline(rect.shrink(8.0).x_range(), under, (2.0, tokens.text.primary));
            }
            left += PIN_CELL + Space::Xs.points();
        }
        let said = ta("pin-progress", &[("count", value.len().into())]);
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_value(said));
        response
    }

    fn return_key(&self) -> Option<KeyboardShortcut> {
        match self.kind {
            FieldKind::Area(_) => Some(KeyboardShortcut::new(Modifiers::NONE, Key::Enter)),
            FieldKind::Note(_) => Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter)),
            FieldKind::Line | FieldKind::Passphrase | FieldKind::Pin | FieldKind::Digits => None,
        }
    }

    /// Notes where somebody types, so that they are there again after the screen was covered; and takes them there.
    fn place(&self, ui: &Ui, value: &str, response: &Response) {
        let name = Id::unique(self.label).value();
        if let Some(place) = theme::look::take_back_to(ui.ctx(), name) {
            let place = CCursor::new(place.min(value.chars().count()));
            let mut state = TextEditState::load(ui.ctx(), self.id).unwrap_or_default();
            state.cursor.set_char_range(Some(CCursorRange::one(place)));
            state.store(ui.ctx(), self.id);
            response.request_focus();
        }
        if response.has_focus() {
            let state = TextEditState::load(ui.ctx(), self.id);
            let caret = state.and_then(|state| state.cursor.char_range());
            let place = caret.map_or(0, |range| usize::from(range.primary.index));
            theme::look::write(ui.ctx(), |look| look.typing_at = Some((name, place)));
        }
    }

    /// Keeps digits only where only digits belong, and no undo history of a secret.
    fn tidy(&self, ui: &Ui, value: &mut String, response: &Response) {
        if matches!(self.kind, FieldKind::Pin | FieldKind::Digits) && response.changed() {
            value.retain(|c| c.is_ascii_digit());
        }
        if self.kind.is_secret()
            && let Some(mut state) = TextEditState::load(ui.ctx(), self.id)
        {
            state.clear_undoer();
            state.store(ui.ctx(), self.id);
        }
    }
}

/// A field in one call.
pub fn field(
    ui: &mut Ui,
    id: Id,
    label: &str,
    value: &mut String,
    kind: FieldKind,
    error: Option<&str>,
) -> Response {
    Field::new(id, label).kind(kind).error(error).show(ui, value)
}

/// True when Enter was pressed in this field: a line, or a note that Enter hands over.
pub fn submitted(ui: &Ui, response: &Response) -> bool {
    response.has_focus() && ui.input(|input| input.modifiers.is_none() && input.key_pressed(Key::Enter))
}

/// Forgets what a field remembers for undo. Call it for every field of a page that is left with a secret in it.
pub fn forget(ui: &Ui, id: Id) {
    ui.data_mut(|data| data.remove::<TextEditState>(id));
    ui.memory_mut(|memory| memory.surrender_focus(id));
}
