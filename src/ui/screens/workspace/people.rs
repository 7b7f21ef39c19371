//! Who else is part of it: family, a child or dependant, staff who were hurt. And how sure it is who the person is.

use egui::Ui;
use serde::{Deserialize, Serialize};

use crate::app::api::Request;
use crate::domain::content::{Detail, IdentityConfidence, PersonRole, Somebody};
use crate::domain::ids::IncidentId;
use crate::domain::incident::SharedIncident;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::{identity_words, person_role_words, somebody_words};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, ChoiceOption, Choices, Field, FieldKind, Problems, body, gap, heading, link, support,
};
use crate::ui::words::{t, ta};

/// Who is being written down.
#[derive(Debug, Default)]
pub(super) struct People {
    of: Option<IncidentId>,
    form: Form,
    problems: Problems,
    kept: Kept,
}

/// Somebody who is being written down, kept through the end of a sitting.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Form {
    open: bool,
    changes: Option<Somebody>,
    role: Option<usize>,
    name: String,
    age: String,
    identity: Option<usize>,
}

impl People {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        if self.of != Some(incident.incident) {
            let (form, kept) = Kept::open(cx, format!("somebody/{}", incident.incident.hex()));
            *self = Self {
                of: Some(incident.incident),
                form,
                kept,
                ..Self::default()
            };
        }
        identity_ui(cx, ui, incident);
        gap(ui, Space::Md);
        heading(ui, &t("involved-title"));
        if incident.frame.people.is_empty() {
            support(ui, &t("involved-none"));
        }
        for somebody in &incident.frame.people {
            ui.push_id(somebody.person, |ui| self.line_ui(cx, ui, incident, somebody));
        }
        if self.form.open {
            self.form_ui(cx, ui, incident);
        } else if incident.closed.is_none()
            && Button::new(ButtonKind::Plain, &t("involved-add"))
                .show(ui)
                .clicked()
        {
            self.begin(Form {
                open: true,
                ..Form::default()
            });
            let id = cx.field_id("somebody role");
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }

    fn begin(&mut self, form: Form) {
        self.form = form;
        self.problems = Problems::none();
    }

    /// Keeps the form as a sealed draft until it is stored.
    pub(super) fn keep(&mut self, cx: &mut Cx<'_>, ui: &Ui) {
        self.kept.keep(cx, ui, &self.form);
    }

    fn line_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident, somebody: &Somebody) {
        let words = somebody_words(somebody);
        ui.horizontal_wrapped(|ui| {
            body(ui, &words);
            support(ui, &identity_words(somebody.identity));
            let who = || [("who", words.as_str().into())];
            if link(ui, &t("change"), Some(&ta("involved-change", &who()))).clicked() {
                self.begin(Form {
                    open: true,
                    changes: Some(somebody.clone()),
                    role: PersonRole::ALL.iter().position(|role| *role == somebody.role),
                    name: somebody.name.clone(),
                    age: somebody.age.map(|age| age.to_string()).unwrap_or_default(),
                    identity: IdentityConfidence::ALL
                        .iter()
                        .position(|known| *known == somebody.identity),
                });
            }
            if link(ui, &t("involved-off"), Some(&ta("involved-off-name", &who()))).clicked() {
                let off = Somebody {
                    taken_off: true,
                    ..somebody.clone()
                };
                cx.push(Action::Ask(Request::SetDetail(
                    incident.incident,
                    Detail::Somebody(off),
                )));
            }
        });
    }

    fn form_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        self.problems.show(ui);
        let words = PersonRole::ALL.map(person_role_words);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        let id = cx.field_id("somebody role");
        Choices::new(id, &t("involved-role"), &options)
            .inline()
            .error(self.problems.of(id))
            .show(ui, &mut self.form.role);
        let label = t("involved-name");
        Field::new(cx.field_id("somebody name"), &label)
            .width(360.0)
            .show(ui, &mut self.form.name);
        let label = t("new-age");
        Field::new(cx.field_id("somebody age"), &label)
            .kind(FieldKind::Digits)
            .width(96.0)
            .show(ui, &mut self.form.age);
        let words = IdentityConfidence::ALL.map(identity_words);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        let question = t("identity-question");
        Choices::new(cx.field_id("somebody identity"), &question, &options)
            .inline()
            .show(ui, &mut self.form.identity);
        let (save, leave) = ui
            .horizontal_wrapped(|ui| {
                let save = Button::new(ButtonKind::Plain, &t("save")).show(ui).clicked();
                (save, link(ui, &t("involved-leave"), None).clicked())
            })
            .inner;
        if leave {
            self.begin(Form::default());
        } else if save && !cx.busy {
            self.save(cx, incident);
        }
    }

    fn save(&mut self, cx: &mut Cx<'_>, incident: &SharedIncident) {
        let Some(role) = self.form.role.and_then(|at| PersonRole::ALL.get(at).copied()) else {
            self.problems
                .set(vec![(cx.field_id("somebody role"), t("involved-role-missing"))]);
            return;
        };
        let identity = self
            .form
            .identity
            .and_then(|at| IdentityConfidence::ALL.get(at).copied());
        let somebody = Somebody {
            person: self
                .form
                .changes
                .as_ref()
                .map_or(Somebody::NEW, |known| known.person),
            role,
            name: self.form.name.trim().to_owned(),
            age: self.form.age.parse().ok(),
            identity: identity.unwrap_or(IdentityConfidence::NotKnown),
            taken_off: false,
        };
        cx.push(Action::Ask(Request::SetDetail(
            incident.incident,
            Detail::Somebody(somebody),
        )));
        self.begin(Form::default());
    }
}

/// How sure it is who the person is: stored as it is chosen.
fn identity_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
    let words = IdentityConfidence::ALL.map(identity_words);
    let options = words.each_ref().map(|words| ChoiceOption::new(words));
    let mut at = IdentityConfidence::ALL
        .iter()
        .position(|known| Some(*known) == incident.frame.identity);
    let question = t("identity-of-person");
    let choice = Choices::new(cx.field_id("identity"), &question, &options)
        .inline()
        .show(ui, &mut at);
    if choice.changed
        && let Some(identity) = at.and_then(|at| IdentityConfidence::ALL.get(at).copied())
    {
        cx.push(Action::Ask(Request::SetDetail(
            incident.incident,
            Detail::Identity(identity),
        )));
    }
}
