//! Draws one frame: the bar that says whose view this is, then the page, then strips.

use super::screen::{Cx, Screen as _};
use super::shell::Shell;
use crate::app::api::Phase;

/// Draws everything of one frame.
pub(super) fn draw(shell: &mut Shell, ui: &mut egui::Ui) {
    let state = std::sync::Arc::clone(&shell.state);
    let rules = std::sync::Arc::clone(&shell.rules);
    let route = shell.route.clone();
    let mut actions = std::mem::take(&mut shell.actions);
    let arrived = std::mem::take(&mut shell.arrived);
    let mut cx = Cx {
        state: &state,
        now: shell.clock.now(),
        profile: shell.profile(),
        rules: &rules,
        route: &route,
        busy: !shell.pending.is_empty(),
        arrived,
        progress: shell.progress,
        actions: &mut actions,
    };
    if matches!(state.phase, Phase::Covered | Phase::Locked) {
        shell.screens.cover.ui(&mut cx, ui);
    } else {
        shell.screens.of(&route).ui(&mut cx, ui);
    }
    shell.actions = actions;
}
