//! Draws one frame: the bar that says whose view this is, strips that tell what needs telling, the page, and along
//! the bottom what came last. The bar never scrolls away.

use egui::{Id, Rect, Ui, UiBuilder, pos2};

use super::action::Action;
use super::parts;
use super::route::{Route, Section};
use super::screen::{Cx, Screen as _};
use super::shell::Shell;
use super::theme::Space;
use super::widgets::{self, ButtonKind, Notice, SharedWish, Tag, button, gap, notice};
use super::words::{t, ta};
use crate::app::api::{Phase, State};
use crate::app::recovery::RecoveryFor;
use crate::domain::ids::IncidentId;
use crate::domain::role::Side;

/// Draws everything of one frame.
pub(super) fn draw(shell: &mut Shell, ui: &mut Ui) {
    let state = std::sync::Arc::clone(&shell.state);
    let rules = std::sync::Arc::clone(shell.state.rules.as_ref().unwrap_or(&shell.rules));
    let route = shell.route.clone();
    let mut actions = std::mem::take(&mut shell.actions);
    let arrived = std::mem::take(&mut shell.arrived);
    let danger_opened = std::mem::take(&mut shell.danger_opened);
    if danger_opened {
        shell.before_danger = ui.memory(egui::Memory::focused);
    }
    if arrived || danger_opened {
        drop_focus(ui);
    }
    asked_by_key(shell, ui);
    if std::mem::take(&mut shell.danger_closed) {
        return_focus(ui, shell.before_danger.take());
    }
    let mut cx = Cx {
        state: &state,
        now: shell.clock.now(),
        profile: shell.profile(),
        rules: &rules,
        route: &route,
        busy: shell.is_busy(),
        arrived,
        progress: shell.progress,
        actions: &mut actions,
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    widgets::ground(ui);
    if state.training {
        widgets::training_stripe(ui, &t("training-stripe"));
    }
    let covered = matches!(state.phase, Phase::Covered | Phase::Locked);
    if !covered {
        widgets::focus::pane(ui, &t("pane-top"));
        super::top_bar::show(&mut cx, shell.theme, ui);
    }
    let below = ui.data(|data| data.get_temp::<f32>(bottom_key())).unwrap_or(0.0);
    let low_window = ui.ctx().content_rect().height() < LOW;
    let flows = low_window || ui.available_height() - below < LEAST;
    widgets::flow(ui.ctx(), flows);
    if flows {
        toast_ui(shell, &mut cx, ui);
        low(shell, &mut cx, ui, covered, danger_opened);
        find_everywhere(&mut cx, ui, covered);
    } else {
        strips(shell, &mut cx, ui, covered);
        page(shell, &mut cx, ui, covered);
        find_everywhere(&mut cx, ui, covered);
        bottom(shell, &mut cx, ui, danger_opened);
    }
    shell.actions = actions;
}

/// What F6 and Ctrl+F asked for reaches the widgets.
fn asked_by_key(shell: &mut Shell, ui: &Ui) {
    let (find, pane) = (std::mem::take(&mut shell.find), shell.pane.take());
    super::theme::look::write(ui.ctx(), |look| {
        look.find |= find;
        if let Some(forward) = pane {
            look.panes.step(forward);
        }
    });
}

/// A page with nothing of its own to find in: words are found everywhere.
fn find_everywhere(cx: &mut Cx<'_>, ui: &Ui, covered: bool) {
    if widgets::focus::find_asked(ui) && !covered {
        cx.push(Action::Do(super::command::Command::Palette));
    }
}

/// Below this height of the window there is no room for a page between what stands above and below it, in points.
const LOW: f32 = 440.0;
/// Three lines of the page: what the strips at the bottom may not take, in points.
const LEAST: f32 = 90.0;

/// A low window, as the car's at 200 %: strips, page and the Danger strip scroll as one, and
/// the page's main button stays in sight.
fn low(shell: &mut Shell, cx: &mut Cx<'_>, ui: &mut Ui, covered: bool, danger_opened: bool) {
    let area = egui::ScrollArea::vertical()
        .id_salt(cx.field_id(&format!("low window {:?}", cx.route)))
        .auto_shrink([false, false]);
    // while the Danger strip is open its button is the main one, not one of the page behind it
    let bar = if shell.danger {
        0.0
    } else {
        widgets::low_bar::begin(ui)
    };
    let height = (ui.available_height() - bar).max(0.0);
    area.max_height(height).show(ui, |ui| {
        strips(shell, cx, ui, covered);
        let place = Rect::from_min_size(ui.cursor().min, egui::vec2(ui.available_width(), height));
        let mut child = ui.new_child(UiBuilder::new().max_rect(place));
        screen_ui(shell, cx, &mut child, covered);
        ui.advance_cursor_after_rect(child.min_rect());
        let top = ui.cursor().top();
        danger_ui(shell, cx, ui, danger_opened);
        measured(ui, top);
    });
    widgets::low_bar::end(ui);
}

/// The focus of the page that was left must not linger on a widget that is drawn no more.
fn drop_focus(ui: &Ui) {
    super::theme::look::write(ui.ctx(), |look| look.heirs.forget());
    ui.memory_mut(|memory| {
        if let Some(id) = memory.focused() {
            memory.surrender_focus(id);
        }
    });
}

/// Gives the keyboard back to what had it, or to the title.
fn return_focus(ui: &Ui, before: Option<Id>) {
    match before {
        Some(id) => ui.memory_mut(|memory| memory.request_focus(id)),
        None => widgets::focus_title(ui.ctx()),
    }
}

/// One line that stays while it is true, and the problem that was met last.
fn strips(shell: &Shell, cx: &mut Cx<'_>, ui: &mut Ui, covered: bool) {
    let standing = cx.state.notice.as_deref().filter(|_| !covered);
    let leaderless = leaderless_words(cx.state).filter(|_| !covered);
    let recovery = recovery_words(cx.state).filter(|_| !covered);
    let overdue = backup_words(cx).filter(|_| !covered);
    let flags = cx.state.focus.as_deref().filter(|_| !covered);
    let flags = flags.and_then(parts::red_flags_line);
    let limits = parts::alarm_words(cx.state, shows_limit_of(cx), cx.now, Tag::Now);
    let limits = if covered { Vec::new() } else { limits };
    let tour = shell.tour.as_ref().filter(|_| !covered);
    if flags.is_none()
        && limits.is_empty()
        && tour.is_none()
        && standing.is_none()
        && leaderless.is_none()
        && recovery.is_none()
        && overdue.is_none()
        && shell.problem.is_none()
    {
        return;
    }
    widgets::focus::pane(ui, &t("pane-message"));
    padded(ui, |ui| {
        if let Some(tour) = tour {
            tour.ui(cx, ui);
        }
        if let Some(words) = &flags {
            notice(ui, Notice::Now, words);
        }
        for words in &limits {
            notice(ui, Notice::Now, words);
        }
        if let Some(words) = &overdue {
            notice(ui, Notice::Soon, words);
        }
        if let Some(words) = standing {
            notice(ui, Notice::Soon, words);
        }
        if let Some(words) = &leaderless {
            notice(ui, Notice::Soon, words);
        }
        if let Some(words) = &recovery {
            notice(ui, Notice::Info, words);
        }
        if let Some(problem) = &shell.problem {
            notice(ui, Notice::Now, &problem.to_string());
            if button(ui, ButtonKind::Plain, &t("problem-read"), None).clicked() {
                cx.push(Action::ProblemRead);
            }
        }
    });
}

/// The incident whose limit the page itself shows, in its head or as a clock.
fn shows_limit_of(cx: &Cx<'_>) -> Option<IncidentId> {
    let shown = matches!(cx.route, Route::Board | Route::Workspace(_) | Route::S136);
    cx.state
        .focus
        .as_ref()
        .filter(|_| shown)
        .map(|incident| incident.incident)
}

/// When the last backup was, where one is overdue by the setting: to both at the shared view, and in the office.
fn backup_words(cx: &Cx<'_>) -> Option<String> {
    let backup = &cx.state.backup;
    let seen = matches!(cx.state.phase, Phase::Shared | Phase::Office(_));
    let last = backup
        .last
        .as_ref()
        .filter(|_| seen && backup.is_overdue(cx.now))?;
    Some(ta("backup-overdue", &[("day", last.at.day_words().into())]))
}

/// The organisation that has no governance lead any more, and who can bring one back; both when it is both.
fn leaderless_words(state: &State) -> Option<String> {
    let told = |side: &Side| {
        let organisation = parts::organisation(state, *side);
        ta("recovery-no-lead", &[("organisation", organisation.into())])
    };
    let all: Vec<String> = state.leaderless.iter().map(told).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// The latest use of recovery codes, told to both organisations while it is recent; a use that let somebody in, or a
/// test that failed, before a test that did not.
fn recovery_words(state: &State) -> Option<String> {
    let uses = &state.recovery_uses;
    let told = uses
        .iter()
        .find(|used| used.used_for != RecoveryFor::Drill)
        .or(uses.first())?;
    let key = match told.used_for {
        RecoveryFor::Drill => "recovery-told-test",
        RecoveryFor::FailedDrill => "recovery-told-failed",
        RecoveryFor::Restore => "recovery-told-used",
    };
    let args = [
        ("organisation", parts::organisation(state, told.side).into()),
        ("day", told.at.day_words().into()),
    ];
    let words = ta(key, &args);
    let more = uses.len() - 1;
    if more == 0 {
        return Some(words);
    }
    Some(ta(
        "recovery-told-more",
        &[("told", words.into()), ("count", more.into())],
    ))
}

fn padded(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let margin = egui::Margin {
        left: 16,
        right: 16,
        top: 8,
        bottom: 0,
    };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = Space::Sm.points();
        add(ui);
    });
}

/// The page, in what the bottom strips leave of the window.
fn page(shell: &mut Shell, cx: &mut Cx<'_>, ui: &mut Ui, covered: bool) {
    let below = ui.data(|data| data.get_temp::<f32>(bottom_key())).unwrap_or(0.0);
    let area = ui.available_rect_before_wrap();
    let end = (area.bottom() - below).max(area.top());
    let rect = Rect::from_min_max(area.min, pos2(area.right(), end));
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect));
    child.set_clip_rect(rect.intersect(ui.clip_rect()));
    screen_ui(shell, cx, &mut child, covered);
    ui.advance_cursor_after_rect(rect);
}

fn screen_ui(shell: &mut Shell, cx: &mut Cx<'_>, ui: &mut Ui, covered: bool) {
    // while the Danger strip is open the keyboard is its own: Ctrl+Enter must never press a button of the page behind
    let held = shell.danger.then(|| hold_keys(ui));
    if covered {
        shell.screens.cover.ui(cx, ui);
    } else {
        shell.screens.of(cx.route).ui(cx, ui);
    }
    if let Some(held) = held {
        ui.input_mut(|input| input.events = held);
    }
}

/// Takes the keys out of the input and gives back all events, to be put back.
fn hold_keys(ui: &Ui) -> Vec<egui::Event> {
    ui.input_mut(|input| {
        let all = input.events.clone();
        input.events.retain(|event| {
            !matches!(
                event,
                egui::Event::Key { .. }
                    | egui::Event::Text(_)
                    | egui::Event::Ime(_)
                    | egui::Event::Paste(_)
                    | egui::Event::Cut
                    | egui::Event::Copy
            )
        });
        all
    })
}

fn bottom_key() -> Id {
    Id::unique("frame bottom height")
}

/// What came last: a finished fact, the Danger strip, the band of practice.
fn bottom(shell: &mut Shell, cx: &mut Cx<'_>, ui: &mut Ui, danger_opened: bool) {
    let top = ui.cursor().top();
    toast_ui(shell, cx, ui);
    danger_ui(shell, cx, ui, danger_opened);
    measured(ui, top);
}

/// Remembers how high the bottom strips are.
fn measured(ui: &Ui, top: f32) {
    let drawn = ui.cursor().top() - top;
    let before = ui.data(|data| data.get_temp::<f32>(bottom_key())).unwrap_or(0.0);
    if (drawn - before).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(bottom_key(), drawn));
        ui.ctx().request_discard("height of the bottom strips");
    }
}

/// A finished fact.
fn toast_ui(shell: &mut Shell, cx: &mut Cx<'_>, ui: &mut Ui) {
    let mut wish = None;
    if shell.toast.is_some() || shell.danger {
        widgets::focus::pane(ui, &t("pane-message"));
    }
    if let Some(toast) = &shell.toast {
        padded(ui, |ui| {
            if let Some(disclosure) = toast.shared {
                wish = widgets::shared_toast(ui, &toast.words).map(|wish| (wish, disclosure));
            } else if toast.refused {
                notice(ui, Notice::Info, &toast.words);
            } else if widgets::toast(ui, &toast.words, toast.undo) {
                cx.push(Action::Do(super::command::Command::Undo));
            }
            gap(ui, Space::Xs);
        });
    }
    if let Some((wish, disclosure)) = wish {
        shell.toast = None;
        cx.push(Action::Go(match wish {
            SharedWish::Correct => Route::Correct(disclosure),
            SharedWish::Withdraw => {
                shell.screens.ask_to_withdraw(disclosure);
                Route::Workspace(Section::SharedLog)
            }
        }));
    }
}

/// The Danger strip, and the band of practice under everything.
fn danger_ui(shell: &mut Shell, cx: &mut Cx<'_>, ui: &mut Ui, danger_opened: bool) {
    if shell.danger {
        let before = std::mem::replace(&mut cx.arrived, danger_opened);
        shell.screens.danger.ui(cx, ui);
        cx.arrived = before;
    }
    if cx.state.training {
        widgets::training_stripe(ui, &t("training-stripe"));
    }
}
