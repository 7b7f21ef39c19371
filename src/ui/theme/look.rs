//! What is in force in one window, kept where a seat change (which clears egui's memory) cannot lose it.

use egui::{Id, Rect};

use super::heirs::{Heir, Heirs};
use super::panes::Panes;
use super::{Profile, Sizes, Theme, Tokens, tokens};

/// The look of one window, and the few facts that widgets of one frame pass to each other.
pub struct Look {
    /// The theme in force.
    pub theme: Theme,
    /// The profile in force.
    pub profile: Profile,
    /// The colours in force.
    pub tokens: &'static Tokens,
    /// The sizes in force.
    pub sizes: Sizes,
    /// Wider letters and lines.
    pub easier: bool,
    /// A widget of this frame uses Enter itself, so the page's main button leaves it alone.
    pub enter_taken: bool,
    /// The title of the next frame takes the keyboard, so that a screen reader reads it.
    pub focus_title: bool,
    /// The field in which a page finds words is asked for.
    pub find: bool,
    /// The field of this frame that is typed into, and the place in it.
    pub(crate) typing_at: Option<(u64, usize)>,
    /// The field that gets the keyboard back, at this place, and in how many frames it must be drawn.
    pub(crate) back_to: Option<((u64, usize), u8)>,
    /// The parts of the window, and which of them has the keyboard.
    pub(crate) panes: Panes,
    /// Who gets the keyboard when the control that has it vanishes.
    pub(crate) heirs: Heirs,
    /// The window is so low that everything under the bar scrolls as one.
    pub flows: bool,
    /// The bar along the bottom of such a window, while a frame is drawn.
    pub(crate) low_bar: Option<crate::ui::widgets::low_bar::LowBar>,
    /// The renderer begins each frame with the ground's colour, so that no frame pays for every point twice.
    pub cleared: bool,
    announcement: Option<Announcement>,
    slack: f32,
    ring: Option<Ring>,
}

/// What a screen reader is told without moving the keyboard.
struct Announcement {
    text: String,
    urgent: bool,
    until: f64,
}

/// How long an announcement stays in the tree, in seconds.
const ANNOUNCEMENT_SECONDS: f64 = 5.0;

/// The focus ring to paint when everything else of the frame is drawn.
struct Ring {
    rect: Rect,
    clip: Rect,
    layer: egui::LayerId,
}

impl std::fmt::Debug for Look {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Look")
            .field("theme", &self.theme)
            .field("profile", &self.profile)
            .finish_non_exhaustive()
    }
}

impl Default for Look {
    fn default() -> Self {
        Self {
            theme: Theme::Light,
            profile: Profile::Car,
            tokens: tokens::of(Theme::Light),
            sizes: tokens::sizes(Profile::Car),
            easier: false,
            enter_taken: false,
            focus_title: false,
            find: false,
            typing_at: None,
            back_to: None,
            panes: Panes::default(),
            heirs: Heirs::default(),
            flows: false,
            low_bar: None,
            cleared: false,
            announcement: None,
            slack: 0.0,
            ring: None,
        }
    }
}

impl egui::Plugin for Look {
    fn debug_name(&self) -> &'static str {
        "tandem look"
    }

    fn on_begin_pass(&mut self, _ui: &mut egui::Ui) {
        self.enter_taken = false;
        self.typing_at = None;
        self.ring = None;
        self.slack = 0.0;
        self.low_bar = None;
        self.panes.begin();
        self.heirs.begin();
    }

    fn on_end_pass(&mut self, ui: &mut egui::Ui) {
        if let Some(ring) = self.ring.take() {
            let painter = egui::Painter::new(ui.ctx().clone(), ring.layer, ring.clip);
            paint_ring(&painter, ring.rect, self.tokens);
        }
        if self.panes.end() {
            ui.ctx().request_repaint();
        }
        self.pass_on_focus(ui);
        self.back_to = self
            .back_to
            .and_then(|(place, frames)| Some((place, frames.checked_sub(1)?)));
        self.announce_ui(ui);
    }
}

impl Look {
    /// The control that had the keyboard is gone: another one takes it.
    fn pass_on_focus(&mut self, ui: &egui::Ui) {
        if self.focus_title {
            self.heirs.forget();
        }
        let Some(heir) = self.heirs.end(ui.memory(egui::Memory::focused)) else {
            return;
        };
        match heir {
            Heir::Control(id) => ui.memory_mut(|memory| memory.request_focus(id)),
            Heir::Title => self.focus_title = true,
            Heir::Look => {}
        }
        ui.ctx().request_repaint();
    }

    /// One live region per window; it is empty again after a few seconds.
    fn announce_ui(&mut self, ui: &egui::Ui) {
        let now = ui.input(|input| input.time);
        self.announcement = self.announcement.take().filter(|words| now < words.until);
        ui.ctx().accesskit_node_builder(Id::unique("announcer"), |node| {
            node.set_role(egui::accesskit::Role::Status);
            node.set_live(egui::accesskit::Live::Polite);
            if let Some(words) = &self.announcement {
                // as its name: screen readers are told of a live region by its name, never by its value
                node.set_label(words.text.as_str());
                if words.urgent {
                    node.set_live(egui::accesskit::Live::Assertive);
                }
            }
        });
    }
}

/// Has a screen reader say `text` once, without moving the keyboard. Never for a ticking timer.
pub fn announce(ctx: &egui::Context, text: &str, urgent: bool) {
    let until = ctx.input(|input| input.time) + ANNOUNCEMENT_SECONDS;
    let words = Announcement {
        text: text.to_owned(),
        urgent,
        until,
    };
    write(ctx, |look| look.announcement = Some(words));
    ctx.request_repaint();
}

/// Forgets what was announced: call it with every seat change, cover and lock.
pub fn silence(ctx: &egui::Context) {
    write(ctx, |look| look.announcement = None);
}

/// The title of the next frame takes the keyboard. Call it when another page opens.
pub fn focus_title(ctx: &egui::Context) {
    write(ctx, |look| look.focus_title = true);
}

/// The field gets the keyboard back, at the place where it was left, if it is drawn in one of the next frames.
pub(crate) fn go_back_to(ctx: &egui::Context, place: (u64, usize)) {
    write(ctx, |look| look.back_to = Some((place, 3)));
}

/// The place in a field that gets the keyboard back now; the answer is given once.
pub(crate) fn take_back_to(ctx: &egui::Context, field: u64) -> Option<usize> {
    write(ctx, |look| {
        let ((wanted, place), _) = look.back_to?;
        (wanted == field).then(|| {
            look.back_to = None;
            look.focus_title = false;
            place
        })
    })
}

/// Whether everything under the bar scrolls as one, because the window is low.
pub fn flow(ctx: &egui::Context, flows: bool) {
    write(ctx, |look| look.flows = flows);
}

/// Two rings: the inner one touches the widget, the outer one lies round it.
fn paint_ring(painter: &egui::Painter, rect: Rect, tokens: &Tokens) {
    let outside = egui::StrokeKind::Outside;
    painter.rect_stroke(rect, 4.0, (2.0, tokens.focus.inner), outside);
    painter.rect_stroke(rect.expand(2.0), 6.0, (3.0, tokens.focus.outer), outside);
}

/// Asks for the focus ring of this frame.
pub(crate) fn request_ring(ui: &egui::Ui, rect: Rect) {
    let ring = Ring {
        rect,
        clip: ui.clip_rect(),
        layer: ui.layer_id(),
    };
    write(ui.ctx(), |look| look.ring = Some(ring));
}

/// Says that a widget of this frame uses Enter itself.
pub(crate) fn take_enter(ctx: &egui::Context) {
    write(ctx, |look| look.enter_taken = true);
}

/// Notes by how much a card was stretched beyond its contents, so that its pair can shrink again.
pub(crate) fn add_slack(ctx: &egui::Context, points: f32) {
    write(ctx, |look| look.slack += points);
}

/// By how much cards were stretched since this was last asked, in points.
pub(crate) fn take_slack(ctx: &egui::Context) -> f32 {
    write(ctx, |look| std::mem::take(&mut look.slack))
}

/// Reads what is in force.
pub(crate) fn read<R>(ctx: &egui::Context, reader: impl FnOnce(&Look) -> R) -> R {
    reader(&ctx.plugin_or_default::<Look>().lock())
}

/// Changes what is in force.
pub(crate) fn write<R>(ctx: &egui::Context, writer: impl FnOnce(&mut Look) -> R) -> R {
    writer(&mut ctx.plugin_or_default::<Look>().lock())
}

/// Puts a theme and a profile in force.
pub(super) fn set(
    ctx: &egui::Context,
    theme: Theme,
    profile: Profile,
    tokens: &'static Tokens,
    sizes: Sizes,
) {
    write(ctx, |look| {
        look.theme = theme;
        look.profile = profile;
        look.tokens = tokens;
        look.sizes = sizes;
    });
}
