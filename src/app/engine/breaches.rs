//! A share that should not have been made: its record, its steps, and what oversight is told of it.

use super::Engine;
use super::changes::{after_outside, not_here};
use super::incident::{MAX_WORDS, fits, not_future};
use super::requests::filled;
use super::seats::new_item;
use super::writing::Act;
use crate::app::api::{BreachForm, Done};
use crate::app::problem::Problem;
use crate::domain::content::{
    AfterOutside, BreachCode, BreachFact, BreachOpened, BreachStep, BreachStepped, Content,
};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::{BreachFault, BreachGap};
use crate::domain::role::Side;

impl Engine {
    /// Opens the record; its clock runs from when somebody first knew.
    pub(super) fn open_breach(&mut self, form: &BreachForm) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        let (card, outside) = self.told_anywhere(form.incident, form.disclosure)?;
        filled(&form.words, "What happened")?;
        fits(&form.words, MAX_WORDS, "What happened")?;
        let at = self.now();
        not_future(form.aware, at)?;
        let shared = self.shared_of(form.incident)?;
        let own = self.own_of(form.incident)?;
        if shared.breach_of(form.disclosure).is_some() || own.breach_of(form.disclosure).is_some() {
            return Err(Problem::new(
                "A-454",
                "This share has a breach record already",
                "Open that record and go on there",
            ));
        }
        if card.at.is_some_and(|crossed| form.aware < crossed) {
            return Err(fault(BreachFault::Time));
        }
        let acts = self.breach_acts(form, side, outside);
        self.write(acts)?;
        Ok(Done::Ok)
    }

    /// The entries that begin such a record: `outside` where the words had gone outside the crew.
    pub(super) fn breach_acts(&self, form: &BreachForm, side: Side, outside: bool) -> Vec<Act> {
        let (incident, breach, at) = (form.incident, new_item(), self.now());
        let fact = BreachFact {
            incident,
            breach,
            side,
            code: BreachCode::Opened(form.kind),
            aware: form.aware,
            at,
            alone: outside,
        };
        let opened = BreachOpened {
            incident,
            breach,
            disclosure: form.disclosure,
            kind: form.kind,
            words: form.words.trim().to_owned(),
            aware: form.aware,
            side,
            by: self.my_name(),
        };
        let opened = if outside {
            after_outside(AfterOutside::BreachOpened(opened))
        } else {
            Content::BreachOpened(opened).into()
        };
        vec![opened, Content::BreachFact(fact).into()]
    }

    /// Takes a step.
    pub(super) fn step_breach(
        &mut self,
        incident: IncidentId,
        breach: ItemId,
        step: BreachStep,
    ) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        let (shared, own) = (self.shared_of(incident)?, self.own_of(incident)?);
        let mut all = shared.breaches.iter().chain(&own.breaches);
        let card = all
            .find(|card| card.opened.breach == breach)
            .ok_or_else(not_here)?;
        said(&step)?;
        let (at, hours) = (self.now(), self.config.rules.thresholds().breach_report_hours);
        card.may_take(&step, at, hours).map_err(fault)?;
        let fact = BreachFact {
            incident,
            breach,
            side,
            code: code_of(&step),
            aware: card.opened.aware,
            at,
            alone: card.alone,
        };
        let stepped = BreachStepped {
            incident,
            breach,
            side,
            by: self.my_name(),
            step,
        };
        let stepped = if card.alone {
            after_outside(AfterOutside::BreachStepped(stepped))
        } else {
            Content::BreachStepped(stepped).into()
        };
        self.write(vec![stepped, Content::BreachFact(fact).into()])?;
        Ok(Done::Ok)
    }
}

/// Every step says something.
fn said(step: &BreachStep) -> Result<(), Problem> {
    let (words, what) = match step {
        BreachStep::Contained { how } => (how, "What was done"),
        BreachStep::Assessed { why, .. } => (why, "Why"),
        BreachStep::CommissionerTold { reference, late, .. } => {
            fits(late, MAX_WORDS, "Why it is late")?;
            (reference, "The reference, or how they were told")
        }
        BreachStep::PersonTold { how, .. } => (how, "How the person was told"),
        BreachStep::PersonNotTold { why } => (why, "Why the person is not told"),
        BreachStep::Closed { why } => (why, "What was learned"),
    };
    filled(words, what)?;
    fits(words, MAX_WORDS, what)
}

fn code_of(step: &BreachStep) -> BreachCode {
    match step {
        BreachStep::Contained { .. } => BreachCode::Contained,
        BreachStep::Assessed { report, .. } => BreachCode::Assessed(*report),
        BreachStep::CommissionerTold { at, .. } => BreachCode::CommissionerTold(*at),
        BreachStep::PersonTold { .. } => BreachCode::PersonTold,
        BreachStep::PersonNotTold { .. } => BreachCode::PersonNotTold,
        BreachStep::Closed { .. } => BreachCode::Closed,
    }
}

/// The record or request has come to its end.
pub(super) fn ended() -> Problem {
    Problem::new(
        "A-452",
        "Nothing more can be recorded here",
        "Look at what was recorded last",
    )
}

fn fault(fault: BreachFault) -> Problem {
    match fault {
        BreachFault::Closed => ended(),
        BreachFault::Open(gap) => Problem::new(
            "A-450",
            "This record cannot be closed yet",
            match gap {
                BreachGap::Contain => "Say first what was done so that it goes no further",
                BreachGap::Assess(Side::Police) => "Police have still to judge whether they must report it",
                BreachGap::Assess(Side::Health) => {
                    "The health trust has still to judge whether it must report it"
                }
                BreachGap::TellCommissioner(Side::Police) => "Police have still to tell the Commissioner",
                BreachGap::TellCommissioner(Side::Health) => {
                    "The health trust has still to tell the Commissioner"
                }
                BreachGap::TellPerson => "Tell the person, or say why not",
            },
        ),
        BreachFault::LateWithoutReason => Problem::new(
            "A-451",
            "That is later than the law allows",
            "Say why it is late: the Commissioner will ask",
        ),
        BreachFault::Time => Problem::new(
            "A-453",
            "That time is still to come, or before anybody could know",
            "Check the time",
        ),
    }
}
