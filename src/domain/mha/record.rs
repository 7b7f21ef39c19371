//! The record of a use: each line as it stands, what is pre-filled, and what is missing before it is whole.

use std::collections::BTreeMap;

use super::force::ForceUse;
use super::state::S136State;
use super::step::instant;
use crate::domain::content::{
    Advice, Consulted, Conveyance, CrewMember, PlaceOfSafety, S136Field, S136Form, S136Step,
};
use crate::domain::incident::SharedIncident;
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// Longest words of one line.
const MAX_WORDS: usize = 2_000;
/// Longest use of force that is believed, in minutes: two days.
const MAX_MINUTES: u32 = 2_880;
/// Most further uses of force on one person.
const MAX_USES: usize = 20;

/// Lines of one side.
pub type Lines = BTreeMap<S136Field, String>;

/// What a record lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// The person's age, or why it is not known.
    Age,
    /// The arrival at a place of safety, or the decision to keep there.
    Arrival,
    /// A line.
    Line(S136Field),
}

impl Gap {
    /// Its name in the words of the window and of papers.
    pub fn key(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Arrival => "arrival",
            Self::Line(field) => field.key(),
        }
    }
}

/// The record as one seat reads it.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// What both see.
    pub shared: &'a SharedIncident,
    /// What this seat's side keeps for itself: see [`super::own_lines`].
    pub own: &'a Lines,
    /// Which seat; `None` in the shared view.
    pub side: Option<Side>,
}

impl<'a> Record<'a> {
    fn state(&self) -> &'a S136State {
        &self.shared.s136
    }

    /// Whether this seat may read and write that line.
    pub fn reads(&self, field: S136Field) -> bool {
        field.side().is_none_or(|side| self.side == Some(side))
    }

    /// What a line says: as recorded, or as it follows from what is recorded elsewhere.
    pub fn line(&self, field: S136Field) -> Option<String> {
        if !self.reads(field) {
            return None;
        }
        let said = match field.side() {
            Some(_) => self.own.get(&field),
            None => self.state().said.get(&field),
        };
        said.cloned()
            .or_else(|| self.follows(field))
            .filter(|line| !line.is_empty())
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "most lines follow from nothing but what was said"
    )]
    fn follows(&self, field: S136Field) -> Option<String> {
        let nurse = matches!(self.consulted(), Some(Consulted::CrewNurse { .. }));
        match field {
            S136Field::Officers => {
                let police = self
                    .shared
                    .crew
                    .iter()
                    .filter(|member| member.side == Side::Police);
                Some(
                    police
                        .map(|member| member.name.clone())
                        .collect::<Vec<_>>()
                        .join(", "),
                )
            }
            S136Field::FoundAt => Some(self.shared.place.clone()),
            S136Field::ConsultedRole if nurse => Some("nurse".to_owned()),
            S136Field::ConsultedHow if nurse => Some("in-person".to_owned()),
            S136Field::NursePresent => {
                let nurse = |member: &CrewMember| member.side == Side::Health;
                Some(
                    if self.shared.crew.iter().any(nurse) {
                        "yes"
                    } else {
                        "no"
                    }
                    .to_owned(),
                )
            }
            S136Field::Followed => match &self.state().used {
                Some(S136Step::Used {
                    advice: Some(Advice::Supports),
                    ..
                }) => Some("yes".to_owned()),
                _ => None,
            },
            S136Field::Sex | S136Field::EthnicitySeen | S136Field::EthnicitySaid => {
                self.own.get(&field).cloned()
            }
            S136Field::PlaceClass => self.state().first_place().map(code),
            S136Field::TravelBy => self.state().conveyance().map(code),
            _ => None,
        }
    }

    /// Who was consulted.
    pub fn consulted(&self) -> Option<&'a Consulted> {
        match &self.state().used {
            Some(S136Step::Used { consulted, .. }) => Some(consulted),
            _ => None,
        }
    }

    fn says(&self, field: S136Field, code: &str) -> bool {
        self.line(field).is_some_and(|line| line == code)
    }

    /// What is missing before the form for the place of safety can be made by this seat, in the order of the record.
    pub fn gaps(&self) -> Vec<Gap> {
        let state = self.state();
        if state.began().is_none() {
            return Vec::new();
        }
        let mut gaps = Vec::new();
        if self.shared.age.is_none() && self.line(S136Field::AgeNotKnown).is_none() {
            gaps.push(Gap::Age);
        }
        if state.arrived.or(state.kept).is_none() {
            gaps.push(Gap::Arrival);
        }
        let wanted = S136Field::ALL
            .iter()
            .filter(|field| self.wanted(**field) && self.reads(**field));
        gaps.extend(
            wanted
                .filter(|field| self.line(**field).is_none())
                .map(|field| Gap::Line(*field)),
        );
        gaps
    }

    /// Whether a record without this line is not whole.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other lines are never asked for"
    )]
    pub fn wanted(&self, field: S136Field) -> bool {
        use S136Field as F;
        let used = self.state().used.is_some();
        match field {
            F::Disorder | F::Need | F::Necessary | F::GroundsWords | F::FoundClass | F::FoundAt => used,
            F::Officers
            | F::Rights
            | F::Dependants
            | F::Relative
            | F::Sex
            | F::Search
            | F::Force
            | F::Camera
            | F::PlaceClass
            | F::PlaceName
            | F::TravelBy => true,
            // how the person was seen is the officer's to say
            F::EthnicitySeen => self.side != Some(Side::Health),
            // without a name nobody can look whether the person was held a short while ago
            F::HeldBefore => used && self.shared.person.trim().is_empty(),
            F::SearchWords => self.says_other_than(F::Search, "none"),
            F::ForcePosition | F::ForceMinutes | F::ForceInjuries => self.says_other_than(F::Force, "none"),
            F::CameraWhy => self.says_other_than(F::Camera, "on"),
            F::CameraOn | F::CameraOff => self.says(F::Camera, "part"),
            F::RightsAt => self.says(F::Rights, "yes"),
            F::DependantsWords => self.says(F::Dependants, "looked-after"),
            F::ConsultedRole | F::ConsultedFrom | F::ConsultedHow => {
                matches!(
                    self.consulted(),
                    Some(Consulted::CrewNurse { .. } | Consulted::Other { .. })
                )
            }
            F::Followed => matches!(
                &self.state().used,
                Some(S136Step::Used {
                    advice: Some(Advice::AnotherWay),
                    ..
                })
            ),
            F::FollowedNot => self.says(F::Followed, "no"),
            F::Ambulance
            | F::AmbulanceAt
            | F::AmbulanceCame
            | F::AmbulanceArrived
            | F::PoliceVehicle
            | F::TravelWhy => self.wanted_of_travel(field),
            F::Agreed => {
                matches!(
                    self.state().place(),
                    Some(PlaceOfSafety::PrivateHome | PlaceOfSafety::Other)
                )
            }
            F::StationRisk | F::StationNoOther | F::StationCare | F::StationInspector => {
                self.state().place() == Some(PlaceOfSafety::PoliceStation)
                    || !self.state().at_station().is_empty()
            }
            F::Solicitor | F::AppropriateAdult => !self.state().at_station().is_empty(),
            F::Amhp | F::AmhpAt | F::AmhpUntil | F::Doctors | F::DoctorAt | F::DoctorUntil => {
                self.state().assessed.is_some()
            }
            F::SecondDoctorAt | F::SecondDoctorUntil => self.line(F::SecondDoctor).is_some(),
            F::Outcome => self.state().assessed.or(self.state().ended).is_some(),
            _ => false,
        }
    }

    /// Whether a page offers this line: two are asked only where what they ask about happened.
    pub fn offers(&self, field: S136Field) -> bool {
        let asked = if field == S136Field::WhyEmergency {
            self.state().first_place() == Some(PlaceOfSafety::EmergencyDepartment)
        } else if field == S136Field::ForceInjured {
            self.says_other_than(S136Field::Force, "none")
        } else {
            true
        };
        asked || self.line(field).is_some()
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only lines of the way are asked for here"
    )]
    fn wanted_of_travel(&self, field: S136Field) -> bool {
        use S136Field as F;
        let by = self.state().conveyance();
        let police = by == Some(Conveyance::PoliceVehicle);
        let asked = self.says(F::Ambulance, "yes");
        match field {
            F::Ambulance => police || matches!(by, Some(Conveyance::Other | Conveyance::NotKnown)),
            F::AmbulanceAt => asked,
            F::AmbulanceCame => asked && by != Some(Conveyance::Ambulance),
            F::AmbulanceArrived => {
                asked && (by == Some(Conveyance::Ambulance) || self.says(F::AmbulanceCame, "came"))
            }
            F::PoliceVehicle => police,
            F::TravelWhy => {
                matches!(by, Some(Conveyance::Other | Conveyance::NotKnown))
                    || self.state().first_place() == Some(PlaceOfSafety::NotKnown)
                    || self.says(F::PoliceVehicle, "other")
                    || self.says(F::PoliceVehicle, "not-known")
                    || self.says(F::Ambulance, "not-known")
            }
            _ => false,
        }
    }

    fn says_other_than(&self, field: S136Field, usual: &str) -> bool {
        self.line(field).is_some_and(|line| line != usual)
    }
}

/// Whether a value is one that its line can hold.
pub fn fits(field: S136Field, value: &str, now: Moment) -> bool {
    match field.form() {
        S136Form::Words => value.chars().count() <= MAX_WORDS,
        S136Form::Choice(codes) => codes.contains(&value),
        S136Form::Time => instant(value).is_some_and(|at| at <= now),
        S136Form::Minutes => value.parse::<u32>().is_ok_and(|minutes| minutes <= MAX_MINUTES),
        S136Form::Uses => super::force::uses(value)
            .is_some_and(|uses| !uses.is_empty() && uses.len() <= MAX_USES && uses.iter().all(whole)),
    }
}

/// A use of force says everything about itself, in codes and minutes that there are.
fn whole(one: &ForceUse) -> bool {
    let code = |field: S136Field, code: &str| matches!(field.form(), S136Form::Choice(codes) if codes.contains(&code));
    code(S136Field::Force, &one.what)
        && one.what != "none"
        && code(S136Field::ForcePosition, &one.position)
        && one.minutes <= MAX_MINUTES
        && !one.injuries.trim().is_empty()
        && one.injuries.chars().count() <= MAX_WORDS
}

/// The code under which a variant is stored.
pub fn code(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}
