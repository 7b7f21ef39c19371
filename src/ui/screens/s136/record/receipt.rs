//! The form for the place of safety on the page of the record: printed or saved, and the receipt of whoever took it.

use egui::Ui;

use super::super::super::explain::{made_ui, typed_folder};
use super::{S136Record, Sent};
use crate::app::api::Request;
use crate::domain::content::grouped;
use crate::domain::incident::SharedIncident;
use crate::ui::action::Action;
use crate::ui::screen::Cx;
use crate::ui::theme::{MEASURE, Space};
use crate::ui::widgets::{
    ButtonKind, Field, Notice, body, button, gap, heading, notice, status_line, support,
};
use crate::ui::words::{t, ta};

impl S136Record {
    pub(super) fn form_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        gap(ui, Space::Md);
        heading(ui, &t("s136-form"));
        body(ui, &t("s136-form-hint"));
        made_ui(ui, &self.made);
        for given in &incident.s136.given {
            let args = [
                ("time", given.at.clock_from(cx.now).into()),
                ("who", given.to.as_str().into()),
            ];
            body(ui, &ta("s136-form-given-to", &args));
            support(
                ui,
                &ta(
                    "s136-form-fingerprint",
                    &[("code", grouped(&given.fingerprint).into())],
                ),
            );
        }
        latest_form_ui(cx, ui);
        let folder_id = cx.field_id("s136-folder");
        Field::new(folder_id, &t("paper-folder"))
            .hint(&t("paper-folder-hint"))
            .error(self.problems.of(folder_id))
            .width(MEASURE)
            .show(ui, &mut self.folder);
        gap(ui, Space::Sm);
        ui.horizontal_wrapped(|ui| {
            if button(ui, ButtonKind::Plain, &t("s136-form-print"), None).clicked() && !cx.busy {
                self.sent = Sent::Paper;
                cx.push(Action::Ask(Request::PrintS136Form(incident.incident)));
            }
            if button(ui, ButtonKind::Plain, &t("s136-form-save"), None).clicked() && !cx.busy {
                match typed_folder(&self.folder) {
                    Ok(folder) => {
                        self.sent = Sent::Paper;
                        cx.push(Action::Ask(Request::SaveS136Form(incident.incident, folder)));
                    }
                    Err(words) => self.problems.set(vec![(folder_id, words)]),
                }
            }
        });
        gap(ui, Space::Sm);
        let to_id = cx.field_id("s136-given-to");
        Field::new(to_id, &t("s136-form-taken-by"))
            .error(self.problems.of(to_id))
            .show(ui, &mut self.to);
        if button(ui, ButtonKind::Plain, &t("s136-form-receipt"), None).clicked() && !cx.busy {
            if self.to.trim().is_empty() {
                self.problems.set(vec![(to_id, t("s136-form-taken-by"))]);
            } else {
                self.sent = Sent::Receipt;
                let to = self.to.trim().to_owned();
                cx.push(Action::Ask(Request::GiveS136Form(incident.incident, to)));
            }
        }
        if cx.busy {
            status_line(ui, &t("working"));
        }
    }
}

/// The form that was made last: its code, or that it no longer says what the record says.
fn latest_form_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let Some(form) = &cx.state.s136_form else { return };
    let time = form.at.clock_from(cx.now);
    if !form.stands {
        notice(ui, Notice::Soon, &ta("s136-form-stale", &[("time", time.into())]));
        return;
    }
    let key = if form.printed {
        "s136-form-latest-printed"
    } else {
        "s136-form-latest-saved"
    };
    body(ui, &ta(key, &[("time", time.into())]));
    support(
        ui,
        &ta("s136-form-fingerprint", &[("code", grouped(&form.code).into())]),
    );
}
