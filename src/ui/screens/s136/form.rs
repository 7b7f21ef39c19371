//! The questions of section 136 and what is chosen there.

use egui::{Id, Ui};

use crate::domain::content::{Advice, Consulted, Conveyance, PlaceOfSafety, S136Step};
use crate::domain::incident::SharedIncident;
use crate::domain::role::Side;
use crate::domain::time::Moment;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{ChoiceOption, Choices, Field, Problems, gap};
use crate::ui::words::{t, ta};

/// What happened, in the order of the digits.
const WHAT: [&str; 4] = [
    "s136-pick-used",
    "s136-pick-arrived",
    "s136-pick-ended",
    "s136-pick-not-used",
];
const USED: usize = 0;
const ARRIVED: usize = 1;
const ENDED: usize = 2;
const NOT_USED: usize = 3;

const ADVICE: [(Advice, &str); 3] = [
    (Advice::Supports, "s136-advice-supports"),
    (Advice::AnotherWay, "s136-advice-other"),
    (Advice::NoView, "s136-advice-none"),
];
const TRAVEL: [(Conveyance, &str); 4] = [
    (Conveyance::Ambulance, "s136-travel-ambulance"),
    (Conveyance::PoliceVehicle, "s136-travel-police"),
    (Conveyance::OtherHealthVehicle, "s136-travel-health"),
    (Conveyance::None, "s136-travel-none"),
];
/// A police station is not among them: it is never offered as a place of safety.
const PLACE: [(PlaceOfSafety, &str); 4] = [
    (PlaceOfSafety::HealthBased, "s136-place-health"),
    (PlaceOfSafety::EmergencyDepartment, "s136-place-emergency"),
    (PlaceOfSafety::PrivateHome, "s136-place-home"),
    (PlaceOfSafety::Other, "s136-place-other"),
];

/// What is chosen and typed.
#[derive(Debug, Default)]
pub(super) struct Form {
    what: Option<usize>,
    consulted: Option<usize>,
    /// Who else was consulted, or why nobody was.
    consulted_words: String,
    advice: Option<usize>,
    travel: Option<usize>,
    place: Option<usize>,
    instead: String,
    time: String,
    problems: Problems,
}

impl Form {
    pub(super) fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        self.problems.show(ui);
        let first = one(cx, ui, &self.problems, "s136-what", &WHAT.map(t), &mut self.what);
        if cx.arrived {
            ui.memory_mut(|memory| memory.request_focus(first));
        }
        if matches!(self.what, Some(USED | NOT_USED)) {
            self.consulted_ui(cx, ui);
        }
        if self.what == Some(USED) {
            let words = ADVICE.map(|(_, key)| t(key));
            one(cx, ui, &self.problems, "s136-advice", &words, &mut self.advice);
            let words = TRAVEL.map(|(_, key)| t(key));
            one(cx, ui, &self.problems, "s136-travel", &words, &mut self.travel);
            let words = PLACE.map(|(_, key)| t(key));
            let mut place = self.place.or(Some(0));
            one(cx, ui, &self.problems, "s136-place", &words, &mut place);
            self.place = place;
        }
        if self.what == Some(NOT_USED) {
            line(
                cx,
                ui,
                &self.problems,
                "instead",
                "s136-instead",
                &mut self.instead,
            );
        }
        if matches!(self.what, Some(USED | ARRIVED | ENDED)) {
            gap(ui, Space::Sm);
            let id = cx.field_id("s136-time");
            let (label, hint) = (
                t("s136-time"),
                ta("s136-time-hint", &[("now", cx.now.clock().into())]),
            );
            Field::new(id, &label)
                .hint(&hint)
                .width(120.0)
                .error(self.problems.of(id))
                .show(ui, &mut self.time);
        }
    }

    fn consulted_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let nurse = cx.state.health.as_ref().map(|seat| seat.name.clone());
        let here = nurse.map_or_else(
            || t("s136-nurse-absent"),
            |name| ta("s136-nurse-here", &[("name", name.into())]),
        );
        let words = [here, t("s136-consulted-other"), t("s136-consulted-no")];
        one(
            cx,
            ui,
            &self.problems,
            "s136-consulted",
            &words,
            &mut self.consulted,
        );
        match self.consulted {
            Some(1) => line(
                cx,
                ui,
                &self.problems,
                "who",
                "s136-who",
                &mut self.consulted_words,
            ),
            Some(2) => line(
                cx,
                ui,
                &self.problems,
                "who",
                "s136-why-not",
                &mut self.consulted_words,
            ),
            _ => {}
        }
    }

    /// The step that the answers make. `None` when something is missing: the summary then names it.
    pub(super) fn step(&mut self, cx: &Cx<'_>, incident: &SharedIncident) -> Option<S136Step> {
        let mut wrong = Vec::new();
        let step = self.read(cx, incident, &mut wrong);
        self.problems.set(wrong);
        step.filter(|_| self.problems.is_empty())
    }

    fn read(
        &self,
        cx: &Cx<'_>,
        incident: &SharedIncident,
        wrong: &mut Vec<(Id, String)>,
    ) -> Option<S136Step> {
        let mut missing = |field: &str, key: &str| {
            wrong.push((cx.field_id(&format!("s136-{field}")), t(key)));
        };
        let decides = matches!(self.what, Some(USED | NOT_USED));
        if decides && cx.seat() != Some(Side::Police) {
            missing("what", "s136-constable");
            return None;
        }
        match self.what {
            Some(USED) => {
                let consulted = self.consulted(cx, &mut missing);
                let travel = self
                    .travel
                    .and_then(|at| TRAVEL.get(at))
                    .map(|(travel, _)| *travel);
                if travel.is_none() {
                    missing("travel", "s136-travel-missing");
                }
                let asked = !matches!(consulted, Some(Consulted::NotPracticable { .. }));
                let advice = self
                    .advice
                    .and_then(|at| ADVICE.get(at))
                    .map(|(advice, _)| *advice);
                if asked && advice.is_none() {
                    missing("advice", "s136-advice-missing");
                }
                let place = self
                    .place
                    .and_then(|at| PLACE.get(at))
                    .map_or(PlaceOfSafety::HealthBased, |(place, _)| *place);
                let at = self.at(cx, None, &mut missing)?;
                let advice = advice.filter(|_| asked);
                Some(S136Step::Used {
                    at,
                    consulted: consulted?,
                    advice,
                    place,
                    conveyance: travel?,
                })
            }
            Some(NOT_USED) => {
                let consulted = self.consulted(cx, &mut missing);
                if self.instead.trim().is_empty() {
                    missing("instead", "s136-instead-missing");
                }
                Some(S136Step::NotUsed {
                    instead: self.instead.trim().to_owned(),
                    consulted: consulted?,
                })
            }
            Some(ARRIVED) => self
                .at(cx, used_at(incident), &mut missing)
                .map(|at| S136Step::Arrived { at }),
            Some(ENDED) => self
                .at(cx, incident.s136.arrived, &mut missing)
                .map(|at| S136Step::Ended { at }),
            Some(_) | None => {
                missing("what", "s136-what-missing");
                None
            }
        }
    }

    fn consulted(&self, cx: &Cx<'_>, missing: &mut impl FnMut(&str, &str)) -> Option<Consulted> {
        let words = self.consulted_words.trim().to_owned();
        match (self.consulted, &cx.state.health) {
            (Some(0), Some(nurse)) => Some(Consulted::CrewNurse {
                name: nurse.name.clone(),
            }),
            (Some(0), None) => {
                missing("consulted", "s136-nurse-missing");
                None
            }
            (Some(_), _) if words.is_empty() => {
                missing("who", "s136-consulted-missing");
                None
            }
            (Some(1), _) => Some(Consulted::Other { who: words }),
            (Some(_), _) => Some(Consulted::NotPracticable { why: words }),
            (None, _) => {
                missing("consulted", "s136-consulted-missing");
                None
            }
        }
    }

    /// The time that was typed, or now; never before the step that comes first.
    fn at(&self, cx: &Cx<'_>, after: Option<Moment>, missing: &mut impl FnMut(&str, &str)) -> Option<Moment> {
        let at = if self.time.trim().is_empty() {
            Some(cx.now)
        } else {
            cx.now.earlier_clock(&self.time)
        };
        match (at, after) {
            (None, _) => missing("time", "s136-time-wrong"),
            (Some(at), Some(after)) if at < after => missing("time", "s136-time-before"),
            (Some(_), _) => {}
        }
        at
    }
}

fn used_at(incident: &SharedIncident) -> Option<Moment> {
    if let Some(S136Step::Used { at, .. }) = &incident.s136.used {
        Some(*at)
    } else {
        None
    }
}

/// Who was consulted, in words.
pub(super) fn consulted_words(consulted: &Consulted) -> String {
    match consulted {
        Consulted::CrewNurse { name } => ta("s136-consulted-name", &[("name", name.as_str().into())]),
        Consulted::Other { who } => ta("s136-consulted-name", &[("name", who.as_str().into())]),
        Consulted::NotPracticable { why } => ta("s136-consulted-nobody", &[("why", why.as_str().into())]),
    }
}

/// One question with its options; the key of the question names the field.
fn one(
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

/// One line to type.
fn line(cx: &Cx<'_>, ui: &mut Ui, problems: &Problems, field: &str, label: &str, value: &mut String) {
    let id = cx.field_id(&format!("s136-{field}"));
    gap(ui, Space::Sm);
    Field::new(id, &t(label)).error(problems.of(id)).show(ui, value);
}
