//! Section 136 as the incident holds it: decided in the police seat, stamped by either.

use super::Engine;
use super::incident::not_future;
use super::seats::new_item;
use crate::app::api::Done;
use crate::app::problem::Problem;
use crate::domain::content::{Consulted, ConsultedCode, Content, S136Fact, S136Recorded, S136Step};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::S136State;
use crate::domain::role::Side;
use crate::domain::time::Moment;

impl Engine {
    pub(super) fn record_s136(&mut self, incident: IncidentId, step: S136Step) -> Result<Done, Problem> {
        let shared = self.open_one(incident)?;
        let now = self.now();
        check_step(&shared.s136, &step, now)?;
        let decides = matches!(step, S136Step::Used { .. } | S136Step::NotUsed { .. });
        if decides && self.private_seat() != Ok(Side::Police) {
            return Err(Problem::new(
                "A-261",
                "Only a constable decides on section 136",
                "Take the police seat (F2)",
            ));
        }
        let item = new_item();
        let fact = fact(incident, item, &step, now);
        let mut acts = vec![Content::S136Recorded(S136Recorded { incident, item, step }).into()];
        acts.extend(fact.map(|fact| Content::S136Fact(fact).into()));
        self.write(acts)?;
        Ok(Done::Ok)
    }
}

fn check_step(state: &S136State, step: &S136Step, now: Moment) -> Result<(), Problem> {
    let used = match &state.used {
        Some(S136Step::Used { at, .. }) => Some(*at),
        Some(S136Step::NotUsed { .. } | S136Step::Arrived { .. } | S136Step::Ended { .. }) | None => None,
    };
    let after = |earlier: Option<Moment>, at: Moment, what: &str| match earlier {
        None => Err(Problem::new(
            "A-262",
            format!("Record {what} first"),
            "The steps follow one another",
        )),
        Some(earlier) if at < earlier => Err(Problem::new(
            "A-263",
            format!("The time must be after {}", earlier.clock_from(now)),
            "Check the time",
        )),
        Some(_) => not_future(at, now),
    };
    match step {
        S136Step::NotUsed { instead, consulted } => {
            said(instead, "Say what was done instead")?;
            check_consulted(consulted)
        }
        S136Step::Used { at, consulted, .. } => {
            if used.is_some() {
                return Err(Problem::new(
                    "A-264",
                    "Section 136 is in use already",
                    "A second one would only restart a clock: record arrival or the end",
                ));
            }
            not_future(*at, now)?;
            check_consulted(consulted)
        }
        S136Step::Arrived { at } => after(used, *at, "that section 136 was used"),
        S136Step::Ended { at } => after(state.arrived.or(used), *at, "that section 136 was used"),
    }
}

fn check_consulted(consulted: &Consulted) -> Result<(), Problem> {
    match consulted {
        Consulted::CrewNurse { .. } => Ok(()),
        Consulted::Other { who } => said(who, "Say who you consulted, or why you could not"),
        Consulted::NotPracticable { why } => said(why, "Say who you consulted, or why you could not"),
    }
}

fn said(words: &str, what: &str) -> Result<(), Problem> {
    if words.trim().is_empty() {
        return Err(Problem::new("A-265", what, "Write a few words"));
    }
    super::incident::fits(words, 2_000, "The text")
}

fn fact(incident: IncidentId, item: ItemId, step: &S136Step, at: Moment) -> Option<S136Fact> {
    let code = |consulted: &Consulted| match consulted {
        Consulted::CrewNurse { .. } => ConsultedCode::CrewNurse,
        Consulted::Other { .. } => ConsultedCode::Other,
        Consulted::NotPracticable { .. } => ConsultedCode::NotPracticable,
    };
    match step {
        S136Step::NotUsed { consulted, .. } => Some(S136Fact {
            incident,
            item,
            used: false,
            consulted: code(consulted),
            advice: None,
            place: None,
            conveyance: None,
            at,
        }),
        S136Step::Used {
            consulted,
            advice,
            place,
            conveyance,
            ..
        } => Some(S136Fact {
            incident,
            item,
            used: true,
            consulted: code(consulted),
            advice: *advice,
            place: Some(*place),
            conveyance: Some(*conveyance),
            at,
        }),
        S136Step::Arrived { .. } | S136Step::Ended { .. } => None,
    }
}
