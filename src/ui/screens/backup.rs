//! Backups of this laptop: when the last one was made, where they go by themselves, and one made now.

use std::path::PathBuf;

use egui::Ui;

use super::people::fraction;
use crate::app::api::{Done, Request};
use crate::app::backup::{BackupSettings, BackupState};
use crate::app::problem::Problem;
use crate::ui::action::Action;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::{MEASURE, Space};
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    ButtonKind, Field, FieldKind, Notice, Page, Problems, back_link, body, button, focus_title, gap, heading,
    notice, progress, support, title,
};
use crate::ui::words::{t, ta};

/// Kept by themselves: one a day, the newest fourteen.
const EVERY_HOURS: u32 = 24;
const KEEP: u32 = 14;

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Backup {
    folder: String,
    hours: String,
    begun: bool,
    made: Option<PathBuf>,
    told: Option<String>,
    problems: Problems,
}

impl Screen for Backup {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            let settings = cx.state.backup.settings.clone();
            *self = Self {
                folder: settings
                    .as_ref()
                    .map_or_else(String::new, |set| set.folder.display().to_string()),
                hours: settings.map_or(EVERY_HOURS, |set| set.every_hours).to_string(),
                ..Self::default()
            };
            focus_title(ui.ctx());
        }
        let folder_id = cx.field_id("backup-folder");
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(folder_id, words)]);
        }
        let page = Page::new(cx.field_id("backup"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("backup-title"));
            self.problems.show(ui);
            standing_ui(ui, &cx.state.backup);
            if let Some(made) = &self.made {
                let args = [("file", made.display().to_string().into())];
                notice(ui, Notice::Info, &ta("backup-made", &args));
            }
            heading(ui, &t("backup-where"));
            body(ui, &t("backup-explain"));
            gap(ui, Space::Sm);
            let (folder, folder_hint) = (t("backup-folder"), t("backup-folder-hint"));
            Field::new(folder_id, &folder)
                .hint(&folder_hint)
                .error(self.problems.of(folder_id))
                .width(MEASURE)
                .show(ui, &mut self.folder);
            let hours_id = cx.field_id("backup-hours");
            Field::new(hours_id, &t("backup-hours"))
                .kind(FieldKind::Digits)
                .error(self.problems.of(hours_id))
                .show(ui, &mut self.hours);
        });
        page.footer(ui, |ui| self.footer_ui(cx, ui));
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        let began = std::mem::take(&mut self.begun);
        match answer {
            Ok(Done::BackedUp(last)) => {
                self.problems.clear();
                self.made = Some(last.file.clone());
            }
            Ok(_) if !began => {
                self.problems.clear();
                actions.push(Action::Tell {
                    words: t("backup-set"),
                    undo: false,
                });
            }
            Ok(_) => {}
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

/// When the last one was made, in words for the bar and this page.
pub(crate) fn last_words(state: &BackupState) -> String {
    match (&state.problem, &state.last) {
        (Some((at, _)), _) => ta("backup-failed-at", &[("day", at.day_words().into())]),
        (None, Some(last)) => {
            let args = [
                ("day", last.at.day_words().into()),
                ("time", last.at.clock().into()),
            ];
            ta("backup-last", &args)
        }
        (None, None) => t("backup-never"),
    }
}

fn standing_ui(ui: &mut Ui, state: &BackupState) {
    if let Some((_, why)) = &state.problem {
        notice(ui, Notice::Now, &last_words(state));
        body(ui, why);
    } else if state.last.is_none() {
        notice(ui, Notice::Soon, &last_words(state));
    } else {
        body(ui, &last_words(state));
    }
    if let Some(last) = &state.last {
        let args = [
            ("file", last.file.display().to_string().into()),
            ("entries", last.entries.into()),
        ];
        support(ui, &ta("backup-last-file", &args));
    }
}

impl Backup {
    fn footer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if self.begun && cx.busy {
            let part = cx.progress.map(|(_, done, of)| fraction(done, of));
            progress(ui, &t("backup-working"), part);
            if button(ui, ButtonKind::Plain, &t("backup-stop"), None).clicked() {
                cx.push(Action::Stop);
            }
            return;
        }
        if button(ui, ButtonKind::Primary, &t("backup-now"), None).clicked()
            && let Some(folder) = self.folder_typed(cx)
        {
            self.begun = true;
            self.made = None;
            let file = folder.join(format!("tandem {}.tandem-backup", file_stamp(cx)));
            cx.push(Action::Ask(Request::BackUp(file)));
        }
        if button(ui, ButtonKind::Plain, &t("backup-save"), None).clicked()
            && let Some(folder) = self.folder_typed(cx)
        {
            let every_hours = self.hours.trim().parse().unwrap_or(EVERY_HOURS);
            let settings = BackupSettings {
                folder,
                every_hours,
                keep: KEEP,
            };
            cx.push(Action::Ask(Request::SetBackups(Some(settings))));
        }
        if cx.state.backup.settings.is_some()
            && button(ui, ButtonKind::Plain, &t("backup-none"), None).clicked()
        {
            cx.push(Action::Ask(Request::SetBackups(None)));
        }
    }

    fn folder_typed(&mut self, cx: &Cx<'_>) -> Option<PathBuf> {
        let typed = self.folder.trim();
        if typed.is_empty() {
            let id = cx.field_id("backup-folder");
            self.problems.set(vec![(id, t("backup-folder-missing"))]);
            return None;
        }
        Some(PathBuf::from(typed))
    }
}

/// A moment as a part of a file's name: `2026-11-22 0114`.
fn file_stamp(cx: &Cx<'_>) -> String {
    let day = cx
        .now
        .london_date()
        .map(|day| day.to_string())
        .unwrap_or_default();
    format!("{day} {}", cx.now.clock_seconds().replace(':', ""))
}
