//! From what is chosen on the page to the steps that are recorded; what is missing is named and nothing is recorded.

use egui::Id;

use super::super::share::read_day;
use super::form::{Form, takeable};
use super::lists::{
    ADVICE, AGREED, ASSESSED, ENDED, FOUND, MORE_TIME, Pick, ROLES, TRAVEL, WARRANT, WAYS, at,
};
use crate::app::api::{Request, S136Form};
use crate::domain::content::{Consulted, PlaceOfSafety, S136Field, S136Step};
use crate::domain::incident::SharedIncident;
use crate::domain::role::Side;
use crate::domain::time::Moment;
use crate::domain::typed::{typed_span, typed_time};
use crate::ui::parts::time_wrong;
use crate::ui::screen::Cx;
use crate::ui::words::t;

/// What is wrong, as it is found.
type Wrong = Vec<(Id, String)>;

impl Form {
    /// What is to be asked for. `None` when something is missing: the summary then names it.
    pub(super) fn request(&mut self, cx: &Cx<'_>, incident: &SharedIncident) -> Option<(Request, String)> {
        let mut wrong = Wrong::new();
        let steps = self.read(cx, incident, &mut wrong);
        self.problems.set(wrong);
        let mut steps = steps.filter(|_| self.problems.is_empty())?;
        let words = steps.last().map(crate::ui::parts::step_name).unwrap_or_default();
        let despite = self.despite.trim().to_owned();
        let id = incident.incident;
        let one = steps.len() == 1 && despite.is_empty();
        let request = match steps.pop() {
            Some(step) if one => Request::S136(id, step),
            last => {
                steps.extend(last);
                Request::S136All(Box::new(S136Form {
                    incident: id,
                    steps,
                    kept: Vec::new(),
                    despite,
                    ends: None,
                }))
            }
        };
        Some((request, words))
    }

    fn read(&self, cx: &Cx<'_>, incident: &SharedIncident, wrong: &mut Wrong) -> Option<Vec<S136Step>> {
        let mut missing = |field: &str, key: &str| {
            let words = match (key, field) {
                ("s136-time-wrong", "time") => time_wrong(cx, &self.time, key),
                ("s136-time-wrong", _) => time_wrong(cx, &self.consulted_at, key),
                _ => t(key),
            };
            wrong.push((cx.field_id(&format!("s136-{field}")), words));
        };
        let Some(pick) = self.pick() else {
            missing("what", "s136-what-missing");
            return None;
        };
        let decides = matches!(pick, Pick::Used | Pick::NotUsed | Pick::Warrant | Pick::Kept);
        if decides && cx.seat() != Some(Side::Police) {
            missing("what", "s136-constable");
            return None;
        }
        self.steps_of(pick, cx, incident, &mut missing)
    }

    fn steps_of(
        &self,
        pick: Pick,
        cx: &Cx<'_>,
        incident: &SharedIncident,
        missing: &mut impl FnMut(&str, &str),
    ) -> Option<Vec<S136Step>> {
        let one = |step: Option<S136Step>| step.map(|step| vec![step]);
        match pick {
            Pick::Used => self.used(cx, incident, missing),
            Pick::NotUsed => self.not_used(cx, missing),
            Pick::Considered => self.considered(cx, missing),
            Pick::TakenBack => one(self.taken_back(incident, missing)),
            Pick::Extended => one(self.extended(cx, incident, missing)),
            Pick::Warrant => self.by_warrant(cx, incident, missing),
            Pick::HandedOver => {
                let to = typed(missing, "words", &self.words, "s136-who-took-over");
                one(self
                    .at(cx, missing)
                    .zip(to)
                    .map(|(at, to)| S136Step::HandedOver { at, to }))
            }
            Pick::Checked => {
                let by = typed(missing, "words", &self.words, "s136-who-checked");
                one(self
                    .at(cx, missing)
                    .zip(by)
                    .map(|(at, by)| S136Step::Checked { at, by }))
            }
            Pick::Conveyed => self.conveyed(cx, missing),
            Pick::Arrived => {
                let at = self.at(cx, missing)?;
                let place = self.place(cx, incident);
                let mut steps = self.unknown_line();
                steps.push(S136Step::Arrived { at, place });
                Some(steps)
            }
            Pick::Ended => {
                let how = at(&ENDED, self.how);
                if how.is_none() {
                    missing("how", "s136-how-missing");
                }
                one(self.at(cx, missing).map(|at| S136Step::Ended { at, how }))
            }
            Pick::Kept => {
                let mut steps = self.kept_lines(cx, incident, missing);
                let place = self.kept_place(cx, incident);
                steps.push(S136Step::Kept {
                    at: self.at(cx, missing)?,
                    place,
                });
                Some(steps)
            }
            Pick::Left => one(self.at(cx, missing).map(|at| S136Step::Left { at })),
            Pick::Assessed => one(self.at(cx, missing).map(|at| S136Step::Assessed { at })),
            Pick::Absconded => one(self.at(cx, missing).map(|at| S136Step::Absconded { at })),
            Pick::Retaken => one(self.at(cx, missing).map(|at| S136Step::Retaken { at })),
            Pick::Other => {
                missing("other", "s136-what-missing");
                None
            }
        }
    }

    /// Nothing is asked for while nobody has decided; what is said of a consultation is kept.
    fn considered(&self, cx: &Cx<'_>, missing: &mut impl FnMut(&str, &str)) -> Option<Vec<S136Step>> {
        let consulted = match self.consulted {
            Some(_) => Some(self.consulted(cx, missing)?),
            None => None,
        };
        let asked = matches!(self.consulted, Some(0 | 1));
        let advice = at(&ADVICE, self.advice).filter(|_| asked);
        if asked && advice.is_none() {
            missing("advice", "s136-advice-missing");
        }
        let at = self.at(cx, missing)?;
        let mut steps = self.consultation(cx, missing);
        steps.push(S136Step::Considered {
            at,
            consulted,
            advice,
        });
        Some(steps)
    }

    fn not_used(&self, cx: &Cx<'_>, missing: &mut impl FnMut(&str, &str)) -> Option<Vec<S136Step>> {
        let consulted = self.consulted(cx, missing);
        let asked = matches!(
            consulted,
            Some(Consulted::CrewNurse { .. } | Consulted::Other { .. })
        );
        let advice = at(&ADVICE, self.advice).filter(|_| asked);
        if asked && advice.is_none() {
            missing("advice", "s136-advice-missing");
        }
        let other_way = at(&WAYS, self.way);
        if other_way.is_none() {
            missing("way", "s136-way-missing");
        }
        let instead = typed(missing, "instead", &self.instead, "s136-instead-missing");
        let at = self.at(cx, missing)?;
        let mut steps = self.consultation(cx, missing);
        steps.push(S136Step::NotUsed {
            at: Some(at),
            instead: instead?,
            consulted: consulted?,
            other_way,
            advice,
        });
        Some(steps)
    }

    fn taken_back(
        &self,
        incident: &SharedIncident,
        missing: &mut impl FnMut(&str, &str),
    ) -> Option<S136Step> {
        let why = typed(missing, "words", &self.words, "s136-wrong-why");
        let step = self
            .wrong
            .and_then(|at| takeable(incident).nth(at))
            .map(|(item, _)| item);
        if step.is_none() {
            missing("wrong", "s136-wrong");
        }
        Some(S136Step::TakenBack {
            step: step?,
            why: why?,
        })
    }

    fn conveyed(&self, cx: &Cx<'_>, missing: &mut impl FnMut(&str, &str)) -> Option<Vec<S136Step>> {
        let to = typed(missing, "words", &self.words, "s136-where-to");
        let by = at(&TRAVEL, self.travel);
        if by.is_none() {
            missing("travel", "s136-travel-missing");
        }
        let at = self.at(cx, missing)?;
        let mut steps = self.unknown_line();
        steps.push(S136Step::Conveyed {
            at,
            to: to?,
            by: by?,
            authorised: self.more_words.trim().to_owned(),
        });
        Some(steps)
    }

    fn used(
        &self,
        cx: &Cx<'_>,
        incident: &SharedIncident,
        missing: &mut impl FnMut(&str, &str),
    ) -> Option<Vec<S136Step>> {
        let consulted = self.consulted(cx, missing);
        let conveyance = at(&TRAVEL, self.travel);
        if conveyance.is_none() {
            missing("travel", "s136-travel-missing");
        }
        let asked = !matches!(consulted, Some(Consulted::NotPracticable { .. }));
        let advice = at(&ADVICE, self.advice);
        if asked && advice.is_none() {
            missing("advice", "s136-advice-missing");
        }
        let place = self.place(cx, incident);
        let at = self.at(cx, missing)?;
        let mut steps = self.lines(cx, missing);
        let advice = advice.filter(|_| asked);
        steps.push(S136Step::Used {
            at,
            consulted: consulted?,
            advice,
            place,
            conveyance: conveyance?,
        });
        Some(steps)
    }

    /// What was said beside the decision, as lines of the record.
    fn lines(&self, cx: &Cx<'_>, missing: &mut impl FnMut(&str, &str)) -> Vec<S136Step> {
        let said = |field: S136Field, value: &str| S136Step::Said {
            field,
            value: value.to_owned(),
        };
        let mut lines = self.unknown_line();
        lines.extend(at(&FOUND, self.found).map(|code| said(S136Field::FoundClass, code)));
        let grounds = [S136Field::Disorder, S136Field::Need, S136Field::Necessary];
        let ticked = grounds
            .into_iter()
            .zip(self.grounds)
            .filter(|(_, ticked)| *ticked);
        lines.extend(ticked.map(|(ground, _)| said(ground, "yes")));
        lines.extend(self.consultation(cx, missing));
        lines
    }

    /// Whose job it is, and when they were spoken to. Of the crew's nurse that is when the choice was made, unless the
    /// decision is recorded afterwards: then it stays open until somebody says it.
    fn consultation(&self, cx: &Cx<'_>, missing: &mut impl FnMut(&str, &str)) -> Vec<S136Step> {
        let said = |field: S136Field, value: &str| S136Step::Said {
            field,
            value: value.to_owned(),
        };
        let mut lines = Vec::new();
        if self.consulted == Some(1) {
            lines.extend(at(&ROLES, self.role).map(|code| said(S136Field::ConsultedRole, code)));
        }
        let asked = matches!(self.consulted, Some(0 | 1));
        let typed = self.consulted_at.trim();
        let spoken = if asked && !typed.is_empty() {
            let at = typed_time(typed, cx.now).ok();
            if at.is_none() {
                missing("consulted-at", "s136-time-wrong");
            }
            at
        } else {
            self.nurse_at.filter(|_| self.time.trim().is_empty())
        };
        lines.extend(spoken.map(|at| said(S136Field::ConsultedFrom, &at.0.to_string())));
        lines
    }

    fn unknown_line(&self) -> Vec<S136Step> {
        let value = self.unknown.trim().to_owned();
        if value.is_empty() {
            return Vec::new();
        }
        vec![S136Step::Said {
            field: S136Field::TravelWhy,
            value,
        }]
    }

    fn extended(
        &self,
        cx: &Cx<'_>,
        incident: &SharedIncident,
        missing: &mut impl FnMut(&str, &str),
    ) -> Option<S136Step> {
        let by = typed(missing, "words", &self.words, "s136-doctor");
        let why = at(&MORE_TIME, self.why);
        if why.is_none() {
            missing("why-more", "s136-why-more");
        }
        let minutes = typed_span(&self.hours);
        if minutes.is_none() {
            missing("hours", "s136-hours-missing");
        }
        let station = incident.s136.place() == Some(PlaceOfSafety::PoliceStation);
        let assessed_there = at(&ASSESSED, self.there).filter(|_| station);
        if station && assessed_there.is_none() {
            missing("assessed-there", "s136-assessed-there-missing");
        }
        let approved = assessed_there == Some(true);
        let superintendent = self.more_words.trim().to_owned();
        let at = self.at(cx, missing)?;
        Some(S136Step::Extended {
            at,
            minutes: minutes?,
            by: by?,
            why: why?,
            superintendent: if approved { superintendent } else { String::new() },
            assessed_there,
        })
    }

    /// What is said beside the decision to keep: who agreed to the premises, or why the place is not known.
    fn kept_lines(
        &self,
        cx: &Cx<'_>,
        incident: &SharedIncident,
        missing: &mut impl FnMut(&str, &str),
    ) -> Vec<S136Step> {
        match self.kept_place(cx, incident) {
            Some(PlaceOfSafety::PrivateHome | PlaceOfSafety::Other) => {
                let agreed = at(&AGREED, self.agreed).map(|code| S136Step::Said {
                    field: S136Field::Agreed,
                    value: code.to_owned(),
                });
                agreed.into_iter().collect()
            }
            Some(PlaceOfSafety::NotKnown) => self.unknown_line(),
            Some(_) => Vec::new(),
            None => {
                missing("place", "s136-place-missing");
                Vec::new()
            }
        }
    }

    fn by_warrant(
        &self,
        cx: &Cx<'_>,
        incident: &SharedIncident,
        missing: &mut impl FnMut(&str, &str),
    ) -> Option<Vec<S136Step>> {
        let kind = at(&WARRANT, self.warrant);
        if kind.is_none() {
            missing("warrant", "s136-warrant");
        }
        let number = typed(missing, "words", &self.words, "s136-warrant-number");
        let present = typed(missing, "more", &self.more_words, "s136-warrant-present");
        if self.kept.is_none() {
            missing("warrant-kept", "s136-warrant-kept");
        }
        let until = read_day(&self.until);
        if until.is_none() && !self.until.trim().is_empty() {
            missing("until", "s136-warrant-until-wrong");
        }
        let kept = self.kept == Some(0);
        let mut steps = if kept {
            self.kept_lines(cx, incident, missing)
        } else {
            Vec::new()
        };
        let place = self.kept_place(cx, incident).filter(|_| kept);
        let at = self.at(cx, missing)?;
        steps.push(S136Step::Warrant {
            at,
            until,
            kind: kind?,
            number: number?,
            present: present?,
            kept,
            place,
        });
        Some(steps)
    }

    fn place(&self, cx: &Cx<'_>, incident: &SharedIncident) -> Option<PlaceOfSafety> {
        self.place
            .and_then(|at| self.places(cx, incident).get(at).map(|(place, _)| *place))
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

    /// The time that was typed, or now.
    fn at(&self, cx: &Cx<'_>, missing: &mut impl FnMut(&str, &str)) -> Option<Moment> {
        if self.time.trim().is_empty() {
            return Some(cx.now);
        }
        let at = typed_time(&self.time, cx.now).ok();
        if at.is_none() {
            missing("time", "s136-time-wrong");
        }
        at
    }
}

/// What was typed, or that it is missing.
fn typed(missing: &mut impl FnMut(&str, &str), field: &str, value: &str, key: &str) -> Option<String> {
    let said = value.trim();
    if said.is_empty() {
        missing(field, key);
        return None;
    }
    Some(said.to_owned())
}
