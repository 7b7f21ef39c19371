//! A governance lead opens an incident's record, or takes the log for the Commissioner, each for a typed reason that the
//! other organisation's reviewers read. Nothing of it stays when the page is left.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use egui::Ui;

use crate::app::api::{ChecksRequest, CommissionerForm, Done, Phase, Request};
use crate::app::problem::Problem;
use crate::domain::role::{Role, Side};
use crate::ui::action::Action;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::{MEASURE, Space};
use crate::ui::typed::sentences;
use crate::ui::widgets::low_bar;
use crate::ui::widgets::{
    Button, ButtonKind, Card, Edge, Field, FieldKind, Notice, Page, Problems, back_link, body, focus_title,
    gap, heading, notice, status_line, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    reference: String,
    why: String,
    /// The reference and the words of the record that was opened.
    record: Option<(String, Arc<str>)>,
    from: String,
    until: String,
    request: String,
    folder: String,
    made: Option<PathBuf>,
    told: Option<String>,
    /// The field that what was asked last depends on.
    failing: &'static str,
    problems: Problems,
}

impl Screen for Opened {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            *self = Self {
                folder: proposed(),
                failing: "opened-reference",
                ..Self::default()
            };
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id(self.failing), words)]);
        }
        let page = Page::new(cx.field_id("opened"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("opened-title"));
            if cx.state.phase != Phase::Office(Role::Governance) {
                body(ui, &t("opened-not-yours"));
                return;
            }
            self.problems.show(ui);
            support(ui, &t("opened-hint"));
            heading(ui, &t("opened-record"));
            self.record_ui(cx, ui);
            gap(ui, Space::Md);
            heading(ui, &t("opened-commissioner"));
            self.commissioner_ui(cx, ui);
        });
        page.footer(ui, |ui| {
            if cx.busy {
                status_line(ui, &t("working"));
            }
        });
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::Record(reference, words)) => {
                self.record = Some((reference.clone(), Arc::clone(words)));
                self.problems.clear();
            }
            Ok(Done::Exported(folder)) => {
                self.made = Some(folder.clone());
                self.problems.clear();
            }
            Ok(_) => {}
            Err(problem) => {
                self.failing = match problem.code {
                    // the reference, the days, the folder; what is left is the reason that was typed
                    "A-203" | "A-830" => "opened-reference",
                    "A-833" => "opened-from",
                    "A-829" => self.failing,
                    _ if self.failing == "opened-request" => "opened-folder",
                    _ => self.failing,
                };
                self.told = Some(sentences(problem));
            }
        }
        true
    }
}

impl Opened {
    fn record_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let [reference, why] = ["opened-reference", "opened-why"].map(|name| cx.field_id(name));
        Field::new(reference, &t("opened-reference"))
            .hint(&t("opened-reference-hint"))
            .error(self.problems.of(reference))
            .width(320.0)
            .show(ui, &mut self.reference);
        Field::new(why, &t("opened-why"))
            .hint(&t("opened-why-hint"))
            .kind(FieldKind::Area(2))
            .error(self.problems.of(why))
            .width(MEASURE)
            .show(ui, &mut self.why);
        // in a low window it stays in sight while the page scrolls
        let open = low_bar::buttons(ui, |ui| Button::new(ButtonKind::Plain, &t("opened-do")).show(ui));
        if open.clicked() && !cx.busy {
            self.record = None;
            self.failing = "opened-why";
            let asked = ChecksRequest::OpenRecord {
                reference: self.reference.clone(),
                reason: self.why.clone(),
            };
            cx.push(Action::Ask(Request::Checks(asked)));
        }
        if let Some((reference, words)) = &self.record {
            let name = ta("opened-shown", &[("reference", reference.as_str().into())]);
            Card::new(Edge::None).name(&name).show(ui, |ui| {
                heading(ui, &name);
                body(ui, words);
            });
        }
    }

    fn commissioner_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        support(ui, &t("opened-commissioner-hint"));
        if matches!(cx.state.office, Some((_, Side::Health, _))) {
            support(ui, &t("opened-commissioner-trust"));
        }
        if let Some(made) = &self.made {
            let gaps = [("folder", made.display().to_string().into())];
            notice(ui, Notice::Info, &ta("opened-made", &gaps));
        }
        let names = ["opened-from", "opened-until", "opened-request", "opened-folder"];
        let ids = names.map(|name| cx.field_id(name));
        let values = [
            &mut self.from,
            &mut self.until,
            &mut self.request,
            &mut self.folder,
        ];
        for ((name, id), value) in names.into_iter().zip(ids).zip(values) {
            let hint = format!("{name}-hint");
            Field::new(id, &t(name))
                .hint(&t(&hint))
                .error(self.problems.of(id))
                .width(MEASURE)
                .show(ui, value);
        }
        if Button::new(ButtonKind::Plain, &t("opened-make"))
            .show(ui)
            .clicked()
            && !cx.busy
        {
            self.make(cx);
        }
    }

    fn make(&mut self, cx: &mut Cx<'_>) {
        let day = |text: &str| text.trim().parse::<NaiveDate>().ok();
        let (Some(from), Some(until)) = (day(&self.from), day(&self.until)) else {
            let id = cx.field_id(if day(&self.from).is_none() {
                "opened-from"
            } else {
                "opened-until"
            });
            self.problems.set(vec![(id, t("opened-day"))]);
            return;
        };
        self.made = None;
        self.failing = "opened-request";
        let form = CommissionerForm {
            from,
            until,
            reason: self.request.clone(),
            folder: PathBuf::from(self.folder.trim()),
        };
        cx.push(Action::Ask(Request::Checks(ChecksRequest::Commissioner(form))));
    }
}

fn proposed() -> String {
    let folder = crate::app::folders::for_exports().join("tandem-section-62");
    folder.display().to_string()
}
