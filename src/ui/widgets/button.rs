//! Buttons: never greyed out; one that cannot act yet explains itself when it is pressed.

use egui::{
    Color32, Key, Modifiers, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::focus;
use super::icon::{self, Icon};
use super::low_bar;
use super::text::layout;
use crate::ui::theme::{self, Space, TextRole, Tokens};

/// What a button is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one main button of a page.
    Primary,
    /// Every other button.
    Plain,
    /// "Danger now" and what stands beside it in weight.
    Danger,
}

/// A button before it is drawn.
#[derive(Debug)]
pub struct Button<'a> {
    kind: ButtonKind,
    text: &'a str,
    shortcut: Option<&'a str>,
    name: Option<&'a str>,
    icon: Option<Icon>,
    enter: bool,
    commit: bool,
}

impl<'a> Button<'a> {
    /// A button that says `text`.
    #[must_use]
    pub fn new(kind: ButtonKind, text: &'a str) -> Self {
        let icon = (kind == ButtonKind::Danger).then_some(Icon::Warning);
        Self {
            kind,
            text,
            shortcut: None,
            name: None,
            icon,
            enter: false,
            commit: false,
        }
    }

    /// Shows the key that does the same. The key itself is handled by the table of keys.
    #[must_use]
    pub fn shortcut(mut self, key: &'a str) -> Self {
        self.shortcut = Some(key);
        self
    }

    /// The full name for a screen reader, where `text` is too short on its own.
    #[must_use]
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// An icon before the text.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Enter anywhere on the page presses it, unless the widget with the keyboard uses Enter itself.
    #[must_use]
    pub fn on_enter(mut self) -> Self {
        self.enter = true;
        self
    }

    /// The one committing button of a check page: Ctrl+Enter, a click or Space press it, plain Enter never does.
    #[must_use]
    pub fn commit(mut self) -> Self {
        self.commit = true;
        self.enter = false;
        self.shortcut = Some("Ctrl+Enter");
        self
    }

    /// Draws the button.
    pub fn show(self, ui: &mut Ui) -> ButtonResponse {
        let tokens = theme::tokens(ui);
        let parts = Parts::new(ui, &self, tokens);
        match low_bar::place(ui, parts.size, self.kind != ButtonKind::Plain) {
            Some(mut bar) => self.draw(&mut bar, tokens, &parts),
            None => self.draw(ui, tokens, &parts),
        }
    }

    fn draw(self, ui: &mut Ui, tokens: &Tokens, parts: &Parts) -> ButtonResponse {
        let (rect, response) = ui.allocate_exact_size(parts.size, Sense::click());
        paint(ui, &self, tokens, parts, rect, &response);
        let name = self.name.unwrap_or(self.text);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        if let Some(key) = self.shortcut {
            ui.ctx()
                .accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(key));
        }
        let pressed = self.pressed(ui, &response);
        focus::after_pressable(ui, &response);
        ButtonResponse { pressed, response }
    }

    fn pressed(&self, ui: &Ui, response: &Response) -> bool {
        let enter = ui.input(|input| input.key_pressed(Key::Enter));
        if self.commit {
            let chord = ui.input_mut(|input| input.consume_key(Modifiers::CTRL, Key::Enter));
            return chord || (response.clicked() && !enter);
        }
        response.clicked() || (self.enter && focus::enter_is_free(ui))
    }
}

/// What became of a button.
#[derive(Debug, Clone)]
pub struct ButtonResponse {
    pressed: bool,
    /// The widget itself, for its id and place.
    pub response: Response,
}

impl ButtonResponse {
    /// True in the frame in which it was pressed, by whatever means.
    #[must_use]
    pub fn clicked(&self) -> bool {
        self.pressed
    }

    /// Gives it the keyboard.
    pub fn request_focus(&self) {
        self.response.request_focus();
    }
}

/// A button in one call.
pub fn button(ui: &mut Ui, kind: ButtonKind, text: &str, shortcut: Option<&str>) -> ButtonResponse {
    let mut button = Button::new(kind, text);
    button.shortcut = shortcut;
    button.show(ui)
}

/// Buttons side by side at the height of main buttons; they wrap where the window is narrow.
pub fn button_row<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let target = theme::sizes(ui).target;
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = target;
        ui.spacing_mut().item_spacing = vec2(Space::Md.points(), Space::Sm.points());
        ui.horizontal_wrapped(add).inner
    })
    .inner
}

struct Parts {
    text: std::sync::Arc<egui::Galley>,
    key: Option<std::sync::Arc<egui::Galley>>,
    size: egui::Vec2,
}

const ICON: f32 = 20.0;
const KEY_GAP: f32 = 12.0;
/// What a page and a card leave free beside their content, in points.
const MARGINS: f32 = 80.0;

impl Parts {
    fn new(ui: &Ui, button: &Button<'_>, tokens: &Tokens) -> Self {
        let (ink, key_ink) = inks(button.kind, tokens);
        let key = button
            .shortcut
            .map(|key| layout(ui, TextRole::Support, key_ink, key, f32::INFINITY));
        let icon = if button.icon.is_some() {
            ICON + Space::Sm.points()
        } else {
            0.0
        };
        let key_width = key.as_ref().map_or(0.0, |key| key.size().x + KEY_GAP);
        let around = icon + key_width + 2.0 * Space::Md.points();
        let mut text = layout(ui, TextRole::Label, ink, button.text, f32::INFINITY);
        if text.size().x + around > ui.ctx().content_rect().width() - MARGINS {
            // a name that no line holds is broken, so that the button stays in the window
            let place = ui
                .max_rect()
                .width()
                .min(ui.ctx().content_rect().width() - MARGINS);
            text = layout(ui, TextRole::Label, ink, button.text, place - around);
        }
        let sizes = theme::sizes(ui);
        let main = button.kind != ButtonKind::Plain;
        let height = if main {
            sizes.target
        } else {
            sizes.button.max(ui.spacing().interact_size.y)
        };
        let height = if text.rows.len() > 1 {
            height.max(text.size().y + Space::Md.points())
        } else {
            height
        };
        let width = (text.size().x + icon + key_width + 2.0 * Space::Md.points()).max(sizes.target);
        Self {
            text,
            key,
            size: vec2(width, height),
        }
    }
}

fn inks(kind: ButtonKind, tokens: &Tokens) -> (Color32, Color32) {
    match kind {
        ButtonKind::Primary => (tokens.action.on, tokens.action.on),
        ButtonKind::Plain | ButtonKind::Danger => (tokens.text.primary, tokens.text.secondary),
    }
}

fn paint(ui: &Ui, button: &Button<'_>, tokens: &Tokens, parts: &Parts, rect: Rect, response: &Response) {
    let touched = response.hovered() || response.is_pointer_button_down_on();
    let (ink, _) = inks(button.kind, tokens);
    let painter = ui.painter();
    let (fill, line) = match button.kind {
        ButtonKind::Primary => (tokens.action.fill, Stroke::NONE),
        ButtonKind::Plain => (tokens.bg.raised, Stroke::new(1.5, tokens.line.control)),
        ButtonKind::Danger => (tokens.bg.raised, Stroke::new(2.0, tokens.sev.now.fill)),
    };
    let fill = if touched && button.kind != ButtonKind::Primary {
        tokens.bg.selected
    } else {
        fill
    };
    painter.rect(rect, 4.0, fill, line, StrokeKind::Inside);
    if touched && button.kind == ButtonKind::Primary {
        painter.rect_stroke(rect.shrink(3.0), 2.0, (1.5, tokens.action.on), StrokeKind::Inside);
    }
    let mut x = rect.left() + Space::Md.points();
    if let Some(shape) = button.icon {
        let ink = if button.kind == ButtonKind::Danger {
            tokens.sev.now.text
        } else {
            ink
        };
        let at = Rect::from_min_size(pos2(x, rect.center().y - ICON / 2.0), vec2(ICON, ICON));
        icon::paint(painter, shape, at, ink);
        x += ICON + Space::Sm.points();
    }
    let text_at = pos2(x, rect.center().y - parts.text.size().y / 2.0);
    painter.galley(text_at, std::sync::Arc::clone(&parts.text), ink);
    if let Some(key) = &parts.key {
        let at = pos2(
            rect.right() - Space::Md.points() - key.size().x,
            rect.center().y - key.size().y / 2.0,
        );
        painter.galley(at, std::sync::Arc::clone(key), ink);
    }
}
