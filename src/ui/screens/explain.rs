//! Explain this decision: the page for a court or the Commissioner, to look at and to save with its proofs.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Id, Ui};

use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::paper::Document;
use crate::ui::action::Action;
use crate::ui::parts::paper_ui;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::{MEASURE, Space};
use crate::ui::widgets::{
    ButtonKind, Field, Notice, Page, Problems, back_link, body, button, focus_title, gap, notice, progress,
    status_line, support, title,
};
use crate::ui::words::t;

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Explain {
    decision: Option<ItemId>,
    document: Option<Arc<Document>>,
    folder: String,
    made: Vec<PathBuf>,
    printed: bool,
    told: Option<String>,
    problems: Problems,
}

impl Screen for Explain {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let (Some(incident), Route::Explain(decision)) = (cx.state.focus.clone(), cx.route.clone()) else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        if cx.arrived || self.decision != Some(decision) {
            *self = Self {
                decision: Some(decision),
                folder: crate::app::folders::for_exports().display().to_string(),
                ..Self::default()
            };
            cx.push(Action::Ask(Request::ShowExplanation(incident.incident, decision)));
            focus_title(ui.ctx());
        }
        let folder_id = cx.field_id("explain-folder");
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(folder_id, words)]);
        }
        let page = Page::new(cx.field_id("explain"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("explain-page-title"));
            self.problems.show(ui);
            if self.printed {
                notice(ui, Notice::Info, &t("paper-printed"));
            }
            made_ui(ui, &self.made);
            body(ui, &t("explain-page-hint"));
            gap(ui, Space::Sm);
            match &self.document {
                Some(document) => paper_ui(ui, document),
                None => {
                    progress(ui, &t("working"), None);
                }
            }
            gap(ui, Space::Sm);
            Field::new(folder_id, &t("paper-folder"))
                .hint(&t("paper-folder-hint"))
                .error(self.problems.of(folder_id))
                .width(MEASURE)
                .show(ui, &mut self.folder);
        });
        page.footer(ui, |ui| {
            self.footer_ui(cx, ui, incident.incident, decision, folder_id);
        });
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::Paper(document)) => self.document = Some(Arc::clone(document)),
            Ok(Done::PaperMade(files)) => self.made.clone_from(files),
            Ok(Done::Printed) => self.printed = true,
            Ok(_) => {}
            Err(problem) => self.told = Some(problem.to_string()),
        }
        true
    }
}

impl Explain {
    fn footer_ui(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut Ui,
        incident: IncidentId,
        decision: ItemId,
        folder_id: Id,
    ) {
        if cx.busy {
            status_line(ui, &t("working"));
        }
        let save = button(ui, ButtonKind::Primary, &t("paper-save"), None).clicked();
        let print = button(ui, ButtonKind::Plain, &t("paper-print"), None).clicked();
        if button(ui, ButtonKind::Plain, &t("paper-leave"), Some("Esc")).clicked() {
            cx.push(Action::Back);
        }
        if print && !cx.busy {
            self.clear();
            let request = Request::PrintExplanation(incident, decision);
            cx.push(Action::Ask(request));
        }
        if save && !cx.busy {
            match typed_folder(&self.folder) {
                Ok(folder) => {
                    self.clear();
                    cx.push(Action::Ask(Request::SaveExplanation(incident, decision, folder)));
                }
                Err(words) => self.problems.set(vec![(folder_id, words)]),
            }
        }
    }

    /// What was said of the last paper is no longer said.
    fn clear(&mut self) {
        self.problems.clear();
        self.made.clear();
        self.printed = false;
    }
}

/// The folder as it was typed, when it can be one.
pub(super) fn typed_folder(typed: &str) -> Result<PathBuf, String> {
    let folder = PathBuf::from(typed.trim());
    if typed.trim().is_empty() {
        Err(t("paper-folder-missing"))
    } else if folder.is_relative() {
        Err(t("export-folder-whole"))
    } else {
        Ok(folder)
    }
}

/// Where the files are, and that anybody who has them can read them.
pub(super) fn made_ui(ui: &mut Ui, made: &[PathBuf]) {
    if made.is_empty() {
        return;
    }
    notice(ui, Notice::Info, &t("paper-saved"));
    for file in made {
        body(ui, &file.display().to_string());
    }
    support(ui, &t("paper-saved-hint"));
}
