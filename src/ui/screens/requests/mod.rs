//! Asking the other side, answering what it asks, and correcting what was shared.
//!
//! Reading order: this file (the page that asks), `answer`, `correct`, `card` (how a request is drawn).

mod answer;
mod card;
mod correct;
#[cfg(test)]
mod tests;
mod victim;

use egui::{Id, Ui};
use serde::{Deserialize, Serialize};

pub(super) use answer::Answer;
pub(super) use card::{request_answers_ui, request_card_ui};
pub(super) use correct::Correct;

use self::victim::Victim;
use super::share::phrases;
use crate::app::api::{AskForm, Done, Request};
use crate::app::problem::Problem;
use crate::domain::content::RequestAim;
use crate::domain::decision::facts::{ItemCategory, Purpose};
use crate::domain::ids::IncidentId;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::page_head_ui;
use crate::ui::route::{Route, Section};
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Badge, Button, ButtonKind, ChoiceOption, Choices, Field, FieldKind, Page, Problems, gap, support,
};
use crate::ui::words::{t, ta};

/// What police usually need to know; anything else in words.
const OF_HEALTH: [ItemCategory; 6] = [
    ItemCategory::PresentationAndRisk,
    ItemCategory::CrisisPlan,
    ItemCategory::MedicationCritical,
    ItemCategory::Allergy,
    ItemCategory::KnownToService,
    ItemCategory::ContactDetails,
];
/// What a nurse usually needs to know.
const OF_POLICE: [ItemCategory; 6] = [
    ItemCategory::PresentationAndRisk,
    ItemCategory::WeaponsMarker,
    ItemCategory::ViolenceMarker,
    ItemCategory::BailConditions,
    ItemCategory::KnownToService,
    ItemCategory::ContactDetails,
];
const FOR_CARE: [Purpose; 6] = [
    Purpose::SafetyOfPerson,
    Purpose::SafetyOfOthers,
    Purpose::StaffSafety,
    Purpose::DirectCare,
    Purpose::SafeguardingChild,
    Purpose::SafeguardingAdult,
];
const FOR_CRIME: [Purpose; 2] = [Purpose::PreventSeriousCrime, Purpose::InvestigateCrime];

/// The page that asks, and what is typed there.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    #[serde(skip)]
    of: Option<IncidentId>,
    what: Option<usize>,
    words: String,
    aim: Option<usize>,
    victim: Victim,
    purpose: Option<usize>,
    why: String,
    by: String,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: Kept,
}

/// A crime, about a victim of it: the third of the three aims.
const VICTIM: usize = 2;

impl Screen for Ask {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let (Some(incident), Some(side)) = (cx.state.focus.as_deref(), cx.seat()) else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        if self.of != Some(incident.incident) {
            let (form, kept) = Kept::open(cx, format!("ask/{}", incident.incident.hex()));
            *self = Self {
                of: Some(incident.incident),
                kept,
                ..form
            };
        }
        let page = Page::new(cx.field_id("ask")).wide();
        page.body(ui, |ui| {
            let words = t(match side {
                Side::Police => "ask-title-nurse",
                Side::Health => "ask-title-officer",
            });
            if page_head_ui(ui, Badge::Shared, &words, &t("ask-hint")) {
                cx.push(Action::Back);
            }
            self.problems.show(ui);
            self.fields_ui(cx, ui, side);
        });
        page.footer(ui, |ui| {
            let words = t(if cx.busy { "working" } else { "ask-send" });
            let send = Button::new(ButtonKind::Primary, &words).commit().show(ui);
            if send.clicked() && !cx.busy {
                self.send(cx, side, incident.incident);
            }
            support(ui, &t("ask-both-see"));
        });
        let mut kept = std::mem::take(&mut self.kept);
        kept.keep(cx, ui, self);
        self.kept = kept;
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        if answer.is_ok() {
            let _sent = self.kept.forget(actions);
            *self = Self::default();
            actions.push(Action::Go(Route::Workspace(Section::SharedLog)));
            actions.push(told("ask-told"));
        }
        false
    }
}

impl Ask {
    fn fields_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, side: Side) {
        let words: Vec<String> = kinds(side)
            .iter()
            .map(|kind| phrases::words(*kind, ""))
            .chain([t("ask-kind-other")])
            .collect();
        let first = one(cx, ui, &self.problems, "ask-kind", &words, &mut self.what);
        if cx.arrived {
            ui.memory_mut(|memory| memory.request_focus(first));
        }
        area(cx, ui, &self.problems, "ask-words", &mut self.words);
        if side == Side::Police {
            let aims = ["ask-aim-safety", "ask-aim-crime", "ask-aim-victim"].map(t);
            let before = self.aim;
            one(cx, ui, &self.problems, "ask-aim", &aims, &mut self.aim);
            if self.aim != before {
                self.purpose = None;
            }
            if self.aim == Some(VICTIM) {
                self.victim.ui(cx, ui, &self.problems);
            }
        }
        let purposes: Vec<String> = self
            .purposes()
            .iter()
            .map(|purpose| phrases::words(*purpose, &t("share-the-person")))
            .collect();
        one(
            cx,
            ui,
            &self.problems,
            "ask-purpose",
            &purposes,
            &mut self.purpose,
        );
        area(cx, ui, &self.problems, "ask-why", &mut self.why);
        gap(ui, Space::Sm);
        let id = cx.field_id("ask-by");
        let hint = t("ask-by-hint");
        Field::new(id, &t("ask-by"))
            .hint(&hint)
            .width(120.0)
            .error(self.problems.of(id))
            .show(ui, &mut self.by);
    }

    fn purposes(&self) -> &'static [Purpose] {
        match self.aim {
            Some(at) if at > 0 => &FOR_CRIME,
            Some(_) | None => &FOR_CARE,
        }
    }

    fn send(&mut self, cx: &mut Cx<'_>, side: Side, incident: IncidentId) {
        let mut wrong: Vec<(Id, String)> = Vec::new();
        let mut missing = |field: &str, key: &str| wrong.push((cx.field_id(field), t(key)));
        if self.what.is_none() {
            missing("ask-kind", "ask-kind-missing");
        }
        if self.words.trim().is_empty() {
            missing("ask-words", "ask-words-missing");
        }
        let aim = match (side, self.aim) {
            (Side::Health, _) | (Side::Police, Some(0)) => Some(RequestAim::Safety),
            (Side::Police, Some(VICTIM)) => self.victim.read(&mut missing).map(RequestAim::Victim),
            (Side::Police, Some(_)) => Some(RequestAim::Crime),
            (Side::Police, None) => {
                missing("ask-aim", "ask-aim-missing");
                None
            }
        };
        let purpose = self.purpose.and_then(|at| self.purposes().get(at)).copied();
        if purpose.is_none() {
            missing("ask-purpose", "ask-purpose-missing");
        }
        if self.why.trim().is_empty() {
            missing("ask-why", "ask-why-missing");
        }
        let by = Some(self.by.trim()).filter(|by| !by.is_empty());
        let needed_by = by.map(|by| cx.now.later_clock(by));
        if needed_by == Some(None) {
            missing("ask-by", "time-to-come-wrong");
        }
        self.problems.set(wrong);
        let (Some(aim), Some(purpose), true) = (aim, purpose, self.problems.is_empty()) else {
            return;
        };
        cx.push(Action::Ask(Request::AskOther(Box::new(AskForm {
            incident,
            what: self.what.and_then(|at| kinds(side).get(at)).copied(),
            words: self.words.trim().to_owned(),
            purpose,
            aim,
            why: self.why.trim().to_owned(),
            needed_by: needed_by.flatten(),
        }))));
    }
}

/// What one side usually asks the other for.
fn kinds(side: Side) -> &'static [ItemCategory; 6] {
    match side {
        Side::Police => &OF_HEALTH,
        Side::Health => &OF_POLICE,
    }
}

/// One question with its options; its key names the field.
pub(super) fn one(
    cx: &Cx<'_>,
    ui: &mut Ui,
    problems: &Problems,
    question: &str,
    words: &[String],
    chosen: &mut Option<usize>,
) -> Id {
    let id = cx.field_id(question);
    let options: Vec<ChoiceOption<'_>> = words.iter().map(|words| ChoiceOption::new(words)).collect();
    gap(ui, Space::Sm);
    Choices::new(id, &t(question), &options)
        .inline()
        .error(problems.of(id))
        .show(ui, chosen)
        .response
        .id
}

/// A few lines to type; the key of the label names the field.
pub(super) fn area(cx: &Cx<'_>, ui: &mut Ui, problems: &Problems, label: &str, value: &mut String) {
    let id = cx.field_id(label);
    gap(ui, Space::Sm);
    Field::new(id, &t(label))
        .kind(FieldKind::Area(2))
        .error(problems.of(id))
        .show(ui, value);
}

/// One line to type; the key of the label names the field.
pub(super) fn line_field(cx: &Cx<'_>, ui: &mut Ui, problems: &Problems, label: &str, value: &mut String) {
    let id = cx.field_id(label);
    gap(ui, Space::Sm);
    Field::new(id, &t(label)).error(problems.of(id)).show(ui, value);
}

/// A finished fact in the strip.
pub(super) fn told(key: &str) -> Action {
    Action::Tell {
        words: ta(key, &[]),
        undo: false,
    }
}
