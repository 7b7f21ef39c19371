//! The register of those who ask from outside, and the one way to answer them: a full decision.

use std::sync::Arc;

use super::Engine;
use super::breaches::ended;
use super::changes::not_here;
use super::incident::{MAX_WORDS, fits, not_future};
use super::requests::filled;
use super::seats::new_item;
use super::writing::Act;
use crate::app::api::{Done, OutsideForm};
use crate::app::problem::Problem;
use crate::domain::content::{
    Content, Disclosed, OutsideCode, OutsideFact, OutsideRequested, OutsideStep, OutsideStepped,
};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::outside::{OutsideCard, OutsideFault, fold_outside};
use crate::domain::role::Side;

/// The kinds of entry that the register is folded from.
const KINDS: [&str; 2] = ["side.outside-request", "side.outside-step"];

impl Engine {
    /// The register for a picture: read once, and again after something was written to it.
    pub(super) fn known_register(&mut self) -> Arc<Vec<OutsideCard>> {
        if let Some(known) = &self.desk.known.own.register {
            return Arc::clone(known);
        }
        let register = Arc::new(self.register().unwrap_or_default());
        self.desk.known.own.register = Some(Arc::clone(&register));
        register
    }

    /// This seat's register, newest first.
    pub(super) fn register(&self) -> Result<Vec<OutsideCard>, Problem> {
        match &self.desk.own {
            Some(view) => Ok(fold_outside(&view.of_kinds(&KINDS)?)),
            None => Ok(Vec::new()),
        }
    }

    /// Takes a request from outside into the register. It is refused until governance has advised; past a red line, for
    /// ever.
    pub(super) fn take_outside(&mut self, form: &OutsideForm) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        if let Some(incident) = form.incident {
            self.shared_of(incident)?;
        }
        for (words, what) in [(&form.who, "Who asks"), (&form.what, "What they ask for")] {
            filled(words, what)?;
        }
        for (words, what) in [
            (&form.who, "Who asks"),
            (&form.capacity, "In what capacity"),
            (&form.what, "What they ask for"),
            (&form.basis, "The law that they name"),
        ] {
            fits(words, MAX_WORDS, what)?;
        }
        not_future(form.received, self.now())?;
        let asked = OutsideRequested {
            request: new_item(),
            incident: form.incident,
            asker: form.asker,
            who: form.who.trim().to_owned(),
            capacity: form.capacity.trim().to_owned(),
            what: form.what.trim().to_owned(),
            basis: form.basis.trim().to_owned(),
            document: form.document,
            immigration: form.immigration,
            received: form.received,
            taken_by: self.my_name(),
        };
        let card = OutsideCard {
            asked: asked.clone(),
            at: self.now(),
            steps: Vec::new(),
        };
        let code = if card.is_red_line() {
            OutsideCode::RefusedRedLine
        } else {
            OutsideCode::Taken
        };
        let fact = self.outside_fact(side, &card, code);
        self.write(vec![Content::OutsideRequested(asked).into(), fact])?;
        Ok(Done::Ok)
    }

    /// Takes a step that needs no decision.
    pub(super) fn step_outside(&mut self, request: ItemId, step: OutsideStep) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        let card = self.outside_card(request)?;
        self.may_take(side, &card, &step)?;
        let code = match &step {
            OutsideStep::DocumentSeen { what } => {
                filled(what, "Which document it is")?;
                fits(what, MAX_WORDS, "Which document it is")?;
                None
            }
            OutsideStep::Advised { by, words, .. } => {
                filled(by, "Who advised")?;
                filled(words, "What they advised")?;
                fits(words, MAX_WORDS, "What they advised")?;
                Some(OutsideCode::Advised)
            }
            OutsideStep::LeadTold { who, at, .. } => {
                filled(who, "Whom you told")?;
                not_future(*at, self.now())?;
                Some(OutsideCode::LeadTold)
            }
            OutsideStep::Refused { why } => {
                filled(why, "Why it is refused")?;
                fits(why, MAX_WORDS, "Why it is refused")?;
                Some(OutsideCode::Refused)
            }
            OutsideStep::Answered { .. } => return Err(fault(OutsideFault::NoAdvice)),
        };
        let mut acts = vec![self.outside_step(&card, step)];
        acts.extend(code.map(|code| self.outside_fact(side, &card, code)));
        self.write(acts)?;
        Ok(Done::Ok)
    }

    /// The acts by which a full decision answers a request from outside: the one way in which it can be answered.
    pub(super) fn answer_outside(
        &mut self,
        request: ItemId,
        incident: IncidentId,
        told: &Disclosed,
    ) -> Result<Vec<Act>, Problem> {
        let side = self.private_seat()?;
        let card = self.outside_card(request)?;
        let step = OutsideStep::Answered {
            decision: told.disclosure,
            items: told.items.clone(),
            how: told.channel,
        };
        self.may_take(side, &card, &step)?;
        let asker = card.asked.asker;
        let same =
            card.asked.incident == Some(incident) && told.to.iter().all(|to| asker.is_answered_by(to.kind));
        if !same {
            return Err(fault(OutsideFault::NoReceiver));
        }
        Ok(vec![
            self.outside_step(&card, step),
            self.outside_fact(side, &card, OutsideCode::Answered),
        ])
    }

    /// The request of this name in this seat's register.
    pub(super) fn outside_card(&self, request: ItemId) -> Result<OutsideCard, Problem> {
        self.register()?
            .into_iter()
            .find(|card| card.asked.request == request)
            .ok_or_else(not_here)
    }

    /// Whether a step can be taken. That somebody tried to pass a red line is told to governance.
    pub(super) fn may_take(
        &mut self,
        side: Side,
        card: &OutsideCard,
        step: &OutsideStep,
    ) -> Result<(), Problem> {
        let Err(why) = card.may_take(step) else {
            return Ok(());
        };
        if why == OutsideFault::RedLine {
            let tried = self.outside_fact(side, card, OutsideCode::RedLineTried);
            self.write(vec![tried])?;
        }
        Err(fault(why))
    }

    pub(super) fn outside_step(&self, card: &OutsideCard, step: OutsideStep) -> Act {
        Content::OutsideStepped(OutsideStepped {
            request: card.asked.request,
            incident: card.asked.incident,
            by: self.my_name(),
            step,
        })
        .into()
    }

    pub(super) fn outside_fact(&self, side: Side, card: &OutsideCard, code: OutsideCode) -> Act {
        Content::OutsideFact(OutsideFact {
            request: card.asked.request,
            side,
            asker: card.asked.asker,
            code,
            at: self.now(),
        })
        .into()
    }
}

pub(super) fn fault(fault: OutsideFault) -> Problem {
    match fault {
        OutsideFault::RedLine => Problem::new(
            "A-455",
            "Nothing is ever shared for immigration enforcement",
            "Tell your Caldicott Guardian or data protection officer that they asked",
        ),
        OutsideFault::NoAdvice => Problem::new(
            "A-456",
            "This stays refused until governance has advised",
            "Ask your governance lead, and record what they say",
        ),
        OutsideFault::OrderNotSeen => Problem::new(
            "A-457",
            "The order is only spoken of",
            "Ask to see it. Record its reference when you have",
        ),
        OutsideFault::Ended | OutsideFault::NothingToTell => ended(),
        OutsideFault::NoReceiver => Problem::new(
            "A-459",
            "No decision is made here for such a receiver",
            "Pass it to your information governance team",
        ),
    }
}
