//! The bar on top of every page: whose view this is in words and badge, who is here, what is saved, the way out.

use egui::{Id, Ui};

use super::action::Action;
use super::command::Command;
use super::parts::private_words;
use super::screen::Cx;
use super::theme::{Profile, Space, Theme};
use super::widgets::{self, Badge, Button, ButtonKind, badge, label_text, support, support_lines};
use super::words::{t, ta};
use crate::app::api::{Phase, Saved, State};
use crate::domain::role::{Role, Side};

/// From this width of the window on, in points, whose view it is and who is here stand on one line at the desk.
const ONE_LINE: f32 = 1280.0;
/// Who is here may take so many lines; with longer names less is said, so that the page keeps its room.
const MOST_LINES: usize = 2;

/// Draws the bar.
pub(super) fn show(cx: &mut Cx<'_>, theme: Theme, ui: &mut Ui) {
    let width = ui.ctx().content_rect().width();
    let narrow = width < widgets::page::ONE_COLUMN;
    let wide = cx.profile == Profile::Desk && width >= ONE_LINE;
    let view = View::of(cx.state, narrow);
    let state = cx.state;
    let ((), pressed) = widgets::bar(
        ui,
        Id::unique("top bar"),
        |ui| left(&view, wide, ui),
        |ui| right(state, theme, narrow, ui),
    );
    if let Some(command) = pressed {
        cx.push(Action::Do(command));
    }
}

/// Whose view it is, in words.
struct View {
    badge: Option<Badge>,
    name: String,
    line: String,
    /// What stands in place of `line` where that would make the bar high.
    brief: String,
}

impl View {
    fn of(state: &State, narrow: bool) -> Self {
        let brief = match state.phase {
            Phase::Shared => station(state),
            Phase::Seat(side) => seat_name(state, side),
            Phase::NoVault
            | Phase::SetUp
            | Phase::SignIn
            | Phase::Office(_)
            | Phase::Covered
            | Phase::Locked => String::new(),
        };
        let (badge, name, line) = match state.phase {
            Phase::NoVault | Phase::SetUp => (None, t("bar-tandem"), t("bar-set-up")),
            Phase::SignIn => (None, t("bar-tandem"), partnership(state)),
            Phase::Shared if narrow => (Some(Badge::Shared), t("bar-shared-short"), crew(state)),
            Phase::Shared => (Some(Badge::Shared), t("bar-shared"), crew(state)),
            Phase::Seat(side) => {
                let args = [
                    ("name", seat_name(state, side).into()),
                    ("private", private_words(side).into()),
                ];
                let line = ta("bar-private-line", &args);
                match side {
                    Side::Police => (Some(Badge::Police), t("bar-police"), line),
                    Side::Health => (Some(Badge::Nurse), t("bar-nurse"), line),
                }
            }
            Phase::Office(_) => (Some(Badge::Supervisor), office(state), office_name(state)),
            Phase::Covered | Phase::Locked => (None, String::new(), String::new()),
        };
        let line = if narrow {
            saved(state).unwrap_or(line)
        } else {
            line
        };
        Self {
            badge,
            name,
            line,
            brief,
        }
    }
}

fn partnership(state: &State) -> String {
    let [name, ..] = &state.organisations;
    let device = device(state);
    match (name.is_empty(), device) {
        (true, None) => t("bar-tandem-line"),
        (true, Some(device)) => device,
        (false, None) => name.clone(),
        (false, Some(device)) => format!("{name}. {device}"),
    }
}

fn device(state: &State) -> Option<String> {
    let name = state.device.as_str();
    (!name.is_empty()).then(|| ta("bar-device", &[("name", name.to_owned().into())]))
}

fn seat_name(state: &State, side: Side) -> String {
    let seat = match side {
        Side::Police => &state.police,
        Side::Health => &state.health,
    };
    seat.as_ref()
        .map_or_else(|| t("bar-nobody"), |seat| seat.name.clone())
}

fn crew(state: &State) -> String {
    let [police, health] = Side::ALL.map(|side| seat_name(state, side));
    let args = [
        ("police", police.into()),
        ("nurse", health.into()),
        ("station", station(state).into()),
    ];
    ta("bar-crew", &args)
}

fn station(state: &State) -> String {
    let post = state.post.as_ref();
    post.map(|(_, station)| station.clone()).unwrap_or_default()
}

fn office(state: &State) -> String {
    match state.office {
        Some((_, Side::Police, Role::Governance)) => t("bar-governance-police"),
        Some((_, Side::Health, Role::Governance)) => t("bar-governance-health"),
        Some((_, Side::Police, _)) => t("bar-supervisor-police"),
        Some((_, Side::Health, _)) => t("bar-supervisor-health"),
        None => t("bar-tandem"),
    }
}

fn office_name(state: &State) -> String {
    state
        .office
        .as_ref()
        .map(|(name, ..)| name.clone())
        .unwrap_or_default()
}

fn saved(state: &State) -> Option<String> {
    match &state.saved {
        Saved::Nothing => None,
        Saved::At(at) => Some(ta("saved-at", &[("time", at.clock_seconds().into())])),
        Saved::Not(why) => Some(ta("saved-not", &[("why", why.clone().into())])),
    }
}

/// In the car the two texts stand one under the other beside tall buttons, at the desk side by side.
fn left(view: &View, wide: bool, ui: &mut Ui) {
    if let Some(mark) = view.badge {
        badge(ui, mark);
    }
    let add = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = if wide {
            egui::vec2(Space::Md.points(), 0.0)
        } else {
            egui::Vec2::ZERO
        };
        label_text(ui, &view.name);
        let high = !view.brief.is_empty() && support_lines(ui, &view.line) > MOST_LINES;
        let line = if high { &view.brief } else { &view.line };
        if !line.is_empty() {
            support(ui, line);
        }
    };
    if wide {
        ui.horizontal_centered(add);
    } else {
        ui.vertical(add);
    }
}

fn right(state: &State, theme: Theme, narrow: bool, ui: &mut Ui) -> Option<Command> {
    let mut pressed = None;
    if !narrow && let Some(saved) = saved(state) {
        widgets::status_line(ui, &saved);
    }
    let mut offer = |ui: &mut Ui, key: &str, name: &str, command: Command, keys: bool| {
        let (words, name, shortcut) = (t(key), t(name), command.key_words());
        let mut button = Button::new(ButtonKind::Plain, &words).name(&name);
        if keys {
            button = button.shortcut(&shortcut);
        }
        if button.show(ui).clicked() {
            pressed = Some(command);
        }
    };
    match state.phase {
        Phase::NoVault | Phase::SetUp | Phase::SignIn | Phase::Office(_) => {
            let (key, name) = theme_words(theme);
            offer(ui, key, name, Command::NextTheme, false);
            if matches!(state.phase, Phase::Office(_)) {
                offer(ui, "bar-sign-out", "bar-sign-out", Command::EndShift, true);
            }
        }
        Phase::Shared => {
            offer(
                ui,
                "bar-police-seat",
                "bar-police-seat-name",
                Command::PoliceSeat,
                true,
            );
            offer(
                ui,
                "bar-nurse-seat",
                "bar-nurse-seat-name",
                Command::NurseSeat,
                true,
            );
            offer(ui, "bar-cover", "bar-cover-name", Command::Cover, true);
        }
        Phase::Seat(_) => {
            offer(
                ui,
                "bar-shared-view",
                "bar-shared-view-name",
                Command::SharedView,
                true,
            );
            offer(ui, "bar-cover", "bar-cover-name", Command::Cover, true);
        }
        Phase::Covered | Phase::Locked => {}
    }
    pressed
}

fn theme_words(theme: Theme) -> (&'static str, &'static str) {
    match theme {
        Theme::Light => ("bar-theme-light", "bar-theme-light-name"),
        Theme::Dark => ("bar-theme-dark", "bar-theme-dark-name"),
        Theme::Night => ("bar-theme-night", "bar-theme-night-name"),
    }
}
