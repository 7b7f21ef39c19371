//! The register of those who ask from outside: refused until governance has advised, and never past a red line.

use super::content::{Document, OutsideAsker, OutsideRequested, OutsideStep, OutsideStepped};
use super::ids::ItemId;
use super::incident::Placed;
use super::time::Moment;
use crate::domain::content::Content;

/// A request from outside with its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideCard {
    /// What was asked.
    pub asked: OutsideRequested,
    /// When it was recorded.
    pub at: Moment,
    /// The steps, oldest first.
    pub steps: Vec<(Moment, OutsideStepped)>,
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutsideStatus {
    /// Refused for ever: a red line. When governance was told.
    RedLine(Option<Moment>),
    /// Refused for now: governance has not advised, or has advised against.
    RefusedForNow,
    /// Governance advised that a decision may be made.
    MayDecide,
    /// Refused for good.
    Refused,
    /// Answered by a decision.
    Answered,
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutsideFault {
    /// It crosses a red line: nothing but telling governance can follow.
    RedLine,
    /// It is refused for good or answered.
    Ended,
    /// Governance has not advised that a decision may be made.
    NoAdvice,
    /// A court's order is only spoken of.
    OrderNotSeen,
    /// No decision can be made for such a receiver.
    NoReceiver,
    /// There is no red line to tell of.
    NothingToTell,
}

impl OutsideCard {
    /// Whether it crosses a red line: immigration enforcement asks, or somebody asks for it (RL1).
    pub fn is_red_line(&self) -> bool {
        self.asked.immigration || self.asked.asker == OutsideAsker::ImmigrationEnforcement
    }

    /// Whether the document that it rests on was seen.
    pub fn document(&self) -> Document {
        let seen = self
            .steps
            .iter()
            .any(|(_, taken)| matches!(taken.step, OutsideStep::DocumentSeen { .. }));
        if seen { Document::Seen } else { self.asked.document }
    }

    /// Where it stands.
    pub fn status(&self) -> OutsideStatus {
        if self.is_red_line() {
            let told = self
                .steps
                .iter()
                .find(|(_, taken)| matches!(taken.step, OutsideStep::LeadTold { .. }));
            return OutsideStatus::RedLine(told.map(|(at, _)| *at));
        }
        let mut status = OutsideStatus::RefusedForNow;
        for (_, taken) in &self.steps {
            status = match &taken.step {
                OutsideStep::Advised { may_decide: true, .. } => OutsideStatus::MayDecide,
                OutsideStep::Advised { .. } => OutsideStatus::RefusedForNow,
                OutsideStep::Refused { .. } => OutsideStatus::Refused,
                OutsideStep::Answered { .. } => OutsideStatus::Answered,
                OutsideStep::DocumentSeen { .. } | OutsideStep::LeadTold { .. } => status,
            };
        }
        status
    }

    /// Whether something has still to be done: nobody waits for a refused or answered one.
    pub fn is_open(&self) -> bool {
        matches!(
            self.status(),
            OutsideStatus::RedLine(None) | OutsideStatus::RefusedForNow | OutsideStatus::MayDecide
        )
    }

    /// Whether a step can be taken.
    ///
    /// # Errors
    /// What stands against it. Past a red line nothing is possible but telling governance, in any order of steps.
    pub fn may_take(&self, step: &OutsideStep) -> Result<(), OutsideFault> {
        let tells = matches!(step, OutsideStep::LeadTold { .. });
        match (self.status(), tells) {
            (OutsideStatus::RedLine(None), true) => return Ok(()),
            (OutsideStatus::RedLine(_), false) => return Err(OutsideFault::RedLine),
            (_, true) => return Err(OutsideFault::NothingToTell),
            (OutsideStatus::Refused | OutsideStatus::Answered, false) => return Err(OutsideFault::Ended),
            (OutsideStatus::RefusedForNow | OutsideStatus::MayDecide, false) => {}
        }
        if !matches!(step, OutsideStep::Answered { .. }) {
            return Ok(());
        }
        if self.status() != OutsideStatus::MayDecide {
            return Err(OutsideFault::NoAdvice);
        }
        if self.asked.asker == OutsideAsker::Court && self.document() != Document::Seen {
            return Err(OutsideFault::OrderNotSeen);
        }
        match self.asked.asker.recipient() {
            Some(_) => Ok(()),
            None => Err(OutsideFault::NoReceiver),
        }
    }

    /// Takes a step in, as far as it can be taken.
    ///
    /// # Errors
    /// As [`Self::may_take`]; nothing has changed then.
    pub fn take(&mut self, stepped: OutsideStepped, at: Moment) -> Result<(), OutsideFault> {
        self.may_take(&stepped.step)?;
        self.steps.push((at, stepped));
        Ok(())
    }
}

/// Folds one side's register, newest first. A step that could not be taken is left out, whoever wrote it.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the register ignores what else lives in the compartment"
)]
pub fn fold_outside(entries: &[Placed]) -> Vec<OutsideCard> {
    let mut sorted: Vec<&Placed> = entries.iter().collect();
    sorted.sort_by_key(|placed| placed.order());
    let mut cards: Vec<OutsideCard> = Vec::new();
    let named =
        |cards: &[OutsideCard], request: ItemId| cards.iter().position(|card| card.asked.request == request);
    for placed in sorted {
        match &placed.content {
            Content::OutsideRequested(asked) if named(&cards, asked.request).is_none() => {
                cards.push(OutsideCard {
                    asked: asked.clone(),
                    at: placed.at,
                    steps: Vec::new(),
                });
            }
            Content::OutsideStepped(stepped) => {
                let card = named(&cards, stepped.request).and_then(|at| cards.get_mut(at));
                if let Some(card) = card {
                    let _left_out = card.take(stepped.clone(), placed.at);
                }
            }
            _ => {}
        }
    }
    cards.reverse();
    cards
}

#[cfg(test)]
mod tests;
