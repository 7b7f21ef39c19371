//! Papers of this seat: the note for the person, and an explanation of each of its decisions.

use egui::Ui;

use super::Seat;
use crate::domain::content::DecisionResult;
use crate::ui::action::Action;
use crate::ui::route::Route;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{body, gap, heading, link};
use crate::ui::words::{t, ta};

/// Links to both; nothing where this seat has decided and told nothing.
pub(super) fn papers_ui(cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
    let told = seat
        .incident
        .disclosures
        .iter()
        .any(|card| card.from.is_none_or(|from| from == seat.side));
    if !told && seat.own.decisions.is_empty() {
        return;
    }
    gap(ui, Space::Md);
    heading(ui, &t("papers-title"));
    if told && link(ui, &t("papers-note"), None).clicked() {
        cx.push(Action::Go(Route::Note));
    }
    for (at, decision) in &seat.own.decisions {
        let time = at.clock_from(cx.now);
        let key = match decision.result {
            DecisionResult::Shared { .. } => "papers-shared",
            DecisionResult::NotShared { .. } => "papers-not-shared",
            DecisionResult::DangerFinished { .. } => "papers-danger",
        };
        let words = ta(key, &[("time", time.as_str().into())]);
        ui.push_id(decision.decision, |ui| {
            ui.horizontal_wrapped(|ui| {
                body(ui, &words);
                let name = ta("papers-explain-name", &[("decision", words.as_str().into())]);
                if link(ui, &t("papers-explain"), Some(&name)).clicked() {
                    cx.push(Action::Go(Route::Explain(decision.decision)));
                }
            });
        });
    }
}
