//! Papers of this seat: the note for the person, and an explanation of each of its decisions.

use egui::Ui;

use super::Seat;
use crate::domain::content::{DecisionResult, PaperKind, PaperOut};
use crate::domain::incident::PaperCard;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::route::Route;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{Button, ButtonKind, body, gap, heading, link, support};
use crate::ui::words::{t, ta};

/// Links to both; nothing where this seat has decided and told nothing.
pub(super) fn papers_ui(cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
    copies_ui(cx, ui, seat.side);
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
    for card in &seat.own.papers {
        support(ui, &made_words(cx, card));
    }
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

/// This side's record for its own system.
fn copies_ui(cx: &mut Cx<'_>, ui: &mut Ui, side: Side) {
    let ways: &[Command] = match side {
        Side::Police => &[Command::CopyPolice],
        Side::Health => &[Command::CopyNurse, Command::CopyFhir],
    };
    gap(ui, Space::Md);
    heading(ui, &t("copy-title"));
    support(ui, &t("copy-hint"));
    ui.horizontal_wrapped(|ui| {
        for command in ways {
            let words = t(command.words_key());
            if Button::new(ButtonKind::Plain, &words).show(ui).clicked() {
                cx.push(Action::Do(*command));
            }
        }
    });
}

/// `21:40: note for the person, printed by J Patel`.
fn made_words(cx: &Cx<'_>, card: &PaperCard) -> String {
    let paper = t(match card.paper {
        PaperKind::NotePlain => "papers-note-plain",
        PaperKind::NoteEasy => "papers-note-easy",
        PaperKind::Explanation => "papers-explanation",
        PaperKind::Handover => "papers-handover",
        PaperKind::S136Form => "papers-s136",
        PaperKind::Record => "papers-record",
        PaperKind::Fhir => "papers-fhir",
    });
    let out = t(match card.out {
        PaperOut::Printed => "papers-out-printed",
        PaperOut::Saved => "papers-out-saved",
        PaperOut::Copied => "papers-out-copied",
    });
    let mut gaps = vec![
        ("time", card.at.clock_from(cx.now).into()),
        ("paper", paper.into()),
        ("out", out.into()),
    ];
    let known = cx
        .state
        .colleagues
        .iter()
        .find(|(id, _)| Some(*id) == card.author);
    let Some((_, name)) = known else {
        return ta("papers-made", &gaps);
    };
    gaps.push(("who", name.as_str().into()));
    ta("papers-made-by", &gaps)
}
