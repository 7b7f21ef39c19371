//! Last page: what was done, what still waits, and the certificate to keep.

use std::sync::Arc;

use egui::Ui;

use super::{Disposal, Step, part_words};
use crate::app::api::Request;
use crate::app::certificate::Certificate;
use crate::ui::action::Action;
use crate::ui::parts::{file_field_ui, proposed_file, whole_path};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Notice, Page, back_link, body, button, gap, heading, notice, progress, title,
};
use crate::ui::words::{t, ta};

impl Disposal {
    pub(super) fn done_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, certificate: &Arc<Certificate>) {
        let file_id = cx.field_id("disposal-file");
        if self.file.is_empty() {
            self.file = proposed(certificate);
        }
        let mut leave = false;
        let page = Page::new(cx.field_id("disposal-done"));
        page.body(ui, |ui| {
            leave = back_link(ui).clicked();
            title(ui, &t("disposal-done-title"));
            self.problems.show(ui);
            for part in &certificate.parts {
                let args = [
                    ("part", part_words(cx, part.compartment).into()),
                    ("count", part.entries.into()),
                    ("keys", part.keys.into()),
                ];
                let key = if part.in_force {
                    "disposal-done-destroyed"
                } else {
                    "disposal-done-waits"
                };
                body(ui, &ta(key, &args));
            }
            gap(ui, Space::Sm);
            heading(ui, &t("disposal-copies-title"));
            body(ui, &t("disposal-copies"));
            gap(ui, Space::Sm);
            heading(ui, &t("disposal-certificate"));
            body(ui, &t("disposal-certificate-explain"));
            if let Some(saved) = &self.saved {
                let args = [("file", saved.display().to_string().into())];
                notice(ui, Notice::Info, &ta("disposal-saved", &args));
                return;
            }
            let words = ("disposal-file", "disposal-file-hint");
            file_field_ui(ui, file_id, words, self.problems.of(file_id), &mut self.file);
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
                return;
            }
            let save = (ButtonKind::Primary, t("disposal-save"));
            let finish = (ButtonKind::Plain, t("disposal-finished"));
            if self.saved.is_none() && Button::new(save.0, &save.1).on_enter().show(ui).clicked() {
                self.save(cx, certificate, file_id);
            }
            leave |= button(ui, finish.0, &finish.1, Some("Esc")).clicked();
        });
        leave |= ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if leave && !cx.busy {
            *self = Self::default();
            self.turn_to(ui, Step::Choose);
            cx.push(Action::Ask(Request::ListDisposals));
        }
    }

    fn save(&mut self, cx: &mut Cx<'_>, certificate: &Arc<Certificate>, field: egui::Id) {
        let file = whole_path(&self.file);
        let missing = file.as_ref().err().map(|words| (field, words.clone()));
        self.problems.set(missing.into_iter().collect());
        if let Ok(file) = file {
            cx.push(Action::Ask(Request::SaveCertificate(
                Arc::clone(certificate),
                file,
            )));
        }
    }
}

/// A new file in the person's own documents.
fn proposed(certificate: &Certificate) -> String {
    let what = certificate.reference.as_deref().unwrap_or("all");
    let day = certificate.at.london_date().map(|day| day.to_string());
    proposed_file(&format!(
        "tandem-certificate {what} {}.txt",
        day.unwrap_or_default()
    ))
}
