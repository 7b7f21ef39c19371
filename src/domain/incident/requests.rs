//! What one side asked of the other in an incident, and what came of it.

use super::{DisclosureCard, SharedIncident};
use crate::domain::content::{RequestAnswer, RequestAnswered, Requested};
use crate::domain::ids::ItemId;
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// A request with its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestCard {
    /// What was asked.
    pub asked: Requested,
    /// When.
    pub at: Moment,
    /// The answers, oldest first: when, by whom, what.
    pub answers: Vec<(Moment, String, RequestAnswer)>,
}

impl RequestCard {
    /// Whether it is still to be answered: nothing was said yet, or "later".
    pub fn is_open(&self) -> bool {
        self.answers
            .last()
            .is_none_or(|(.., answer)| matches!(answer, RequestAnswer::Deferred(_)))
    }

    /// Until when it was put off, if it was.
    pub fn deferred_until(&self) -> Option<Moment> {
        self.answers.last().and_then(|(.., answer)| match answer {
            RequestAnswer::Deferred(until) => Some(*until),
            RequestAnswer::Shared(_) | RequestAnswer::Partly(_) | RequestAnswer::Refused => None,
        })
    }

    /// By when it is to be answered: when it is needed, or when it was put off to.
    pub fn due(&self) -> Option<Moment> {
        self.deferred_until().or(self.asked.needed_by)
    }
}

impl SharedIncident {
    /// The request of this name.
    pub fn request(&self, request: ItemId) -> Option<&RequestCard> {
        self.requests.iter().find(|card| card.asked.request == request)
    }

    /// The requests that this side is to answer.
    pub fn to_answer(&self, side: Side) -> impl Iterator<Item = &RequestCard> {
        self.requests
            .iter()
            .filter(move |card| card.asked.from == side.other() && card.is_open())
    }

    /// The disclosure of this name.
    pub fn disclosed(&self, disclosure: ItemId) -> Option<&DisclosureCard> {
        self.disclosures.iter().find(|card| card.disclosure == disclosure)
    }

    pub(super) fn ask(&mut self, asked: &Requested, at: Moment) {
        if self.request(asked.request).is_none() {
            self.requests.push(RequestCard {
                asked: asked.clone(),
                at,
                answers: Vec::new(),
            });
        }
    }

    pub(super) fn answer(&mut self, answered: &RequestAnswered, at: Moment) {
        for card in self
            .requests
            .iter_mut()
            .filter(|card| card.asked.request == answered.request && card.asked.from == answered.from.other())
        {
            card.answers
                .push((at, answered.from_name.clone(), answered.answer));
        }
    }
}
