//! What the program says: notices on a page, the status line, a toast with Undo, progress.

use egui::accesskit::Live;
use egui::{Color32, Frame, Margin, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::button::{ButtonKind, button};
use super::icon::{self, Icon};
use super::link::link;
use super::text::{layout, line_width};
use crate::ui::theme::{self, Space, TextRole};
use crate::ui::words::{t, ta};

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Good to know.
    Info,
    /// Needs someone soon.
    Soon,
    /// Needs someone now.
    Now,
}

/// A notice on a page. At most two are visible at once.
pub fn notice(ui: &mut Ui, kind: Notice, text: &str) -> Response {
    let tokens = theme::tokens(ui);
    let (fill, ink, line, shape) = match kind {
        Notice::Info => (tokens.bg.surface, tokens.text.primary, tokens.line.control, None),
        Notice::Soon => (
            tokens.sev.soon.tint,
            tokens.sev.soon.text,
            tokens.sev.soon.fill,
            Some(Icon::Diamond),
        ),
        Notice::Now => (
            tokens.sev.now.tint,
            tokens.sev.now.text,
            tokens.sev.now.fill,
            Some(Icon::Triangle),
        ),
    };
    let frame = Frame::new()
        .fill(fill)
        .stroke((1.0, line))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(14, 10));
    let words = |ui: &mut Ui| {
        ui.set_width(line_width(ui));
        icon_text(ui, shape, ink, tokens.text.primary, TextRole::Body, text)
    };
    frame.show(ui, words).inner
}

/// A strip that guides: which step, what to do, and at its end what `right` draws. Gives back what that gave back.
pub fn guide<R>(ui: &mut Ui, id: egui::Id, head: &str, words: &str, right: impl FnOnce(&mut Ui) -> R) -> R {
    let tokens = theme::tokens(ui);
    let frame = Frame::new()
        .fill(tokens.bg.surface)
        .stroke((1.5, tokens.line.control))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(14, 8));
    let left = |ui: &mut Ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            super::text::support(ui, head);
            super::text::body(ui, words);
        });
    };
    let drawn = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        super::page::split(ui, id, 2.0 * TextRole::Body.line_height(), left, right)
    });
    drawn.inner.1
}

/// One line that says what is wrong, above the box or the options it belongs to.
pub(super) fn error_line(ui: &mut Ui, text: &str) -> Response {
    let ink = theme::tokens(ui).sev.now.text;
    icon_text(ui, Some(Icon::Warning), ink, ink, TextRole::Label, text)
}

fn icon_text(
    ui: &mut Ui,
    shape: Option<Icon>,
    mark: Color32,
    ink: Color32,
    role: TextRole,
    text: &str,
) -> Response {
    const ICON: f32 = 20.0;
    let before = if shape.is_some() {
        ICON + Space::Sm.points()
    } else {
        0.0
    };
    let galley = layout(ui, role, ink, text, line_width(ui) - before);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(before, 0.0), Sense::hover());
    if let Some(shape) = shape {
        let at = pos2(rect.left() + ICON / 2.0, rect.top() + role.line_height() / 2.0);
        icon::paint(
            ui.painter(),
            shape,
            Rect::from_center_size(at, vec2(ICON, ICON)),
            mark,
        );
    }
    ui.painter().galley(rect.min + vec2(before, 0.0), galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// The status line: "Saved 21:04:31". A screen reader may say it when it is idle.
pub fn status_line(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).text.secondary;
    let width = super::text::tabular_width(ui, TextRole::Support, text);
    let room = if ui.layout().main_wrap {
        ui.max_rect().width()
    } else {
        ui.available_width()
    };
    if width > room {
        let galley = layout(ui, TextRole::Support, colour, text, room);
        let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
        ui.painter().galley(rect.min, galley, colour);
        response.widget_info(|| WidgetInfo::labeled(Role::Status, true, text));
        return response;
    }
    let (rect, response) =
        ui.allocate_exact_size(vec2(width, TextRole::Support.line_height()), Sense::hover());
    super::text::paint_tabular(ui, TextRole::Support, colour, rect.left_center(), text);
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, text));
    response
}

/// A strip that tells what was done and offers Undo, in words. True when Undo was pressed.
pub fn toast(ui: &mut Ui, text: &str, undo: bool) -> bool {
    toast_with(ui, text, |ui| {
        undo && button(ui, ButtonKind::Plain, &t("undo"), Some("Ctrl+Z")).clicked()
    })
}

fn toast_with<R>(ui: &mut Ui, text: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let tokens = theme::tokens(ui);
    let line = Stroke::new(1.5, tokens.line.control);
    let frame = Frame::new()
        .fill(tokens.bg.raised)
        .stroke(line)
        .corner_radius(4)
        .inner_margin(Margin::symmetric(14, 8));
    frame
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = Space::Md.points();
                let said = icon_text(
                    ui,
                    Some(Icon::Tick),
                    tokens.text.primary,
                    tokens.text.primary,
                    TextRole::Body,
                    text,
                );
                ui.ctx()
                    .accesskit_node_builder(said.id, |node| node.set_live(Live::Polite));
                add(ui)
            })
            .inner
        })
        .inner
}

/// What is wanted of something that was just shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedWish {
    /// Correct it.
    Correct,
    /// Withdraw it.
    Withdraw,
}

/// A strip that tells what was shared and leads to correcting and withdrawing it.
pub fn shared_toast(ui: &mut Ui, text: &str) -> Option<SharedWish> {
    toast_with(ui, text, |ui| {
        let correct = link(ui, &t("correct-it"), None).clicked();
        let withdraw = link(ui, &t("share-withdraw-it"), None).clicked();
        if correct {
            Some(SharedWish::Correct)
        } else {
            withdraw.then_some(SharedWish::Withdraw)
        }
    })
}

/// How far a job is; without `done` (0 to 1) it only says that it goes on.
pub fn progress(ui: &mut Ui, label: &str, done: Option<f32>) -> Response {
    let tokens = theme::tokens(ui);
    super::text::support(ui, label);
    let (rect, response) = ui.allocate_exact_size(vec2(line_width(ui), 12.0), Sense::hover());
    ui.painter().rect(
        rect,
        2.0,
        tokens.bg.field,
        (1.0, tokens.line.control),
        egui::StrokeKind::Inside,
    );
    let bar = done.map_or_else(
        || wandering(ui, rect),
        |part| part_of(rect, 0.0, part.clamp(0.0, 1.0)),
    );
    ui.painter().rect_filled(bar.shrink(2.0), 1.0, tokens.action.fill);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, label));
    if let Some(part) = done {
        let percent = f64::from(part.clamp(0.0, 1.0)) * 100.0;
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_numeric_value(percent.round()));
    }
    response
}

fn part_of(rect: Rect, from: f32, to: f32) -> Rect {
    let x = |part: f32| rect.left() + rect.width() * part;
    Rect::from_min_max(pos2(x(from), rect.top()), pos2(x(to), rect.bottom()))
}

/// A block that moves one step five times a second: it shows life without a lively animation.
fn wandering(ui: &Ui, rect: Rect) -> Rect {
    ui.ctx()
        .request_repaint_after(std::time::Duration::from_millis(200));
    #[expect(clippy::cast_possible_truncation, reason = "a fraction between 0 and 1")]
    let at = ((ui.input(|input| input.time) * 0.5).fract() * 0.75) as f32;
    part_of(rect, at, at + 0.25)
}

/// A key on the page of keys: "F7".
pub fn keycap(ui: &mut Ui, key: &str) -> Response {
    let tokens = theme::tokens(ui);
    let galley = layout(ui, TextRole::Support, tokens.text.primary, key, f32::INFINITY);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(16.0, 6.0), Sense::hover());
    ui.painter().rect(
        rect,
        3.0,
        tokens.bg.raised,
        (1.5, tokens.line.control),
        egui::StrokeKind::Inside,
    );
    ui.painter()
        .galley(rect.min + vec2(8.0, 3.0), galley, tokens.text.primary);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, key));
    response
}

/// The spoken name of a thing that is wrong.
pub(super) fn error_spoken(text: &str) -> String {
    ta("error-spoken", &[("text", text.into())])
}
