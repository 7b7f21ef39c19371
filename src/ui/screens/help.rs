//! The keys of the page it was opened from: a list, not a picture.

use egui::Ui;

use crate::app::api::Phase;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{Button, ButtonKind, Page, body, focus_title, gap, heading, key_list, pair, title};
use crate::ui::words::t;

/// The page.
#[derive(Debug, Default)]
pub(crate) struct Help;

/// Keys that act inside a page, with the key of their sentence.
const IN_PAGES: [(&str, &str); 7] = [
    ("Enter", "help-enter"),
    ("Ctrl+Enter", "help-commit"),
    ("Esc", "help-escape"),
    ("1 - 9, 0", "help-digits"),
    ("Space", "help-space"),
    ("Tab", "help-tab"),
    ("Ctrl +  -  0", "help-zoom"),
];

impl Screen for Help {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            focus_title(ui.ctx());
        }
        let commands = offered(cx.state.phase, cx.state.training);
        let rows: Vec<(String, String)> = commands
            .iter()
            .filter(|command| !command.shortcuts().is_empty())
            .map(|command| (command.key_words(), t(command.words_key())))
            .filter(|(key, _)| !key.is_empty())
            .collect();
        let inside = IN_PAGES.map(|(key, words)| (key.to_owned(), t(words)));
        let half = rows.len().div_ceil(2).max(inside.len());
        let (first, rest) = rows.split_at(half.min(rows.len()));
        let page = Page::new(cx.field_id("help")).wide();
        page.body(ui, |ui| {
            title(ui, &t("command-help"));
            body(ui, &t("help-everywhere"));
            gap(ui, Space::Xs);
            pair(
                ui,
                cx.field_id("help-keys"),
                &mut (),
                |ui, (), _| key_list(ui, first),
                |ui, (), _| {
                    key_list(ui, rest);
                    gap(ui, Space::Md);
                    heading(ui, &t("help-inside"));
                    key_list(ui, &inside);
                },
            );
        });
        page.footer(ui, |ui| {
            let words = t("help-close");
            let close = Button::new(ButtonKind::Primary, &words)
                .shortcut("Esc")
                .on_enter();
            if close.show(ui).clicked() {
                cx.push(Action::Back);
            }
        });
    }
}

/// What can be done in a phase of a live or a practice vault, in the order of [`Command::ALL`].
pub(super) fn offered(phase: Phase, training: bool) -> Vec<Command> {
    let at_work = matches!(phase, Phase::Shared | Phase::Seat(_));
    let office = matches!(phase, Phase::Office(_));
    Command::ALL
        .into_iter()
        .filter(|command| match command {
            Command::Help
            | Command::NextTheme
            | Command::EasierReading
            | Command::FullScreen
            | Command::NextPane
            | Command::PreviousPane
            | Command::Back
            | Command::EndShift => true,
            Command::Cover | Command::Lock | Command::Rules | Command::Palette | Command::Find => {
                at_work || office
            }
            Command::Consents | Command::PersonNote | Command::Papers => matches!(phase, Phase::Seat(_)),
            Command::Practice | Command::Tour => training && at_work,
            Command::CopyPolice => phase == Phase::Seat(Side::Police),
            Command::CopyNurse | Command::CopyFhir => phase == Phase::Seat(Side::Health),
            Command::PoliceSeat
            | Command::NurseSeat
            | Command::SharedView
            | Command::Board
            | Command::Share
            | Command::Danger
            | Command::S136
            | Command::NewIncident
            | Command::Stamp(_)
            | Command::Go(_)
            | Command::Outcome
            | Command::Handover
            | Command::Stay
            | Command::Advise
            | Command::NextIncident
            | Command::PreviousIncident
            | Command::NextShift
            | Command::AskOther
            | Command::Outside
            | Command::Undo
            | Command::Saved => at_work,
        })
        .collect()
}
