//! Outcome, close, reopen, find.

use super::Engine;
use super::incident::fits;
use super::seats::new_item;
use crate::app::api::{CloseGap, Done, Hit, Phase};
use crate::app::problem::Problem;
use crate::domain::content::{
    AgeBand, Closed, ClosedFact, ContactMode, Content, FollowUp, IncidentOutcome, Milestone, OutcomeSet,
    Reopened,
};
use crate::domain::ids::IncidentId;
use crate::domain::incident::{DisclosureCard, SharedIncident};
use crate::domain::mha::clock::handover;
use crate::domain::mha::law;
use crate::domain::time::Moment;

/// How many hits a search gives.
const HITS: usize = 50;

/// Somebody is detained (section 136 or 135) and nobody has taken over from the officers: they may not leave, and the
/// incident neither closes nor goes under in another.
pub(super) fn is_held(shared: &SharedIncident) -> bool {
    shared.s136.in_force() && shared.s136.handed_over.is_none()
}

/// What is still open before an incident can be closed; [`CloseGap::Known`] warns and does not block.
pub fn close_gaps(shared: &SharedIncident) -> Vec<CloseGap> {
    let danger = shared
        .disclosures
        .iter()
        .filter(|card| card.is_unfinished_danger())
        .map(|card| CloseGap::DangerReason(card.disclosure, card.at.unwrap_or(shared.opened)));
    let held = shared.s136.began().filter(|_| is_held(shared));
    danger
        .chain(held.map(CloseGap::S136))
        .chain(shared.outcome.is_none().then_some(CloseGap::Outcome))
        .collect()
}

impl Engine {
    pub(super) fn set_outcome(
        &mut self,
        incident: IncidentId,
        outcome: IncidentOutcome,
        follow_up: Vec<FollowUp>,
    ) -> Result<Done, Problem> {
        self.open_one(incident)?;
        let set = OutcomeSet {
            incident,
            item: new_item(),
            outcome,
            follow_up,
        };
        self.write(vec![Content::OutcomeSet(set).into()])?;
        Ok(Done::Ok)
    }

    pub(super) fn close(&mut self, incident: IncidentId) -> Result<Done, Problem> {
        let shared = self.open_one(incident)?;
        let gaps = close_gaps(&shared);
        if !gaps.is_empty() {
            return Ok(Done::CannotClose(gaps));
        }
        let at = self.now();
        let fact = ClosedFact {
            incident,
            at,
            source: shared.source,
            outcome: shared.outcome,
            follow_up: shared.follow_up.clone(),
            on_scene_minutes: on_scene(&shared, at),
            handover_minutes: to_handover(&shared),
            age: shared.age.map(AgeBand::of),
            mode: ContactMode::of(shared.milestones.contains_key(&Milestone::OnScene), shared.post),
            reached_minutes: to_scene(&shared),
            person: self.ring.person_mark(&shared.person),
        };
        self.write(vec![
            Content::Closed(Closed { incident }).into(),
            Content::ClosedFact(fact).into(),
        ])?;
        Ok(Done::Ok)
    }

    pub(super) fn reopen(&mut self, incident: IncidentId, why: String) -> Result<Done, Problem> {
        let shared = self.shared_of(incident)?;
        if shared.closed.is_none() {
            return Err(Problem::new(
                "A-271",
                "This incident is open",
                "Go on working on it",
            ));
        }
        if why.trim().is_empty() {
            return Err(Problem::new(
                "A-272",
                "Say why it is opened again",
                "Write a few words",
            ));
        }
        fits(&why, 2_000, "The reason")?;
        self.write(vec![Content::Reopened(Reopened { incident, why }).into()])?;
        self.set_focus(incident)?;
        Ok(Done::Ok)
    }

    /// Finds words over everything this seat may read, newest first, each incident once.
    pub(super) fn find(&mut self, words: &str) -> Result<Done, Problem> {
        if !matches!(self.phase, Phase::Shared | Phase::Seat(_)) {
            return Err(Problem::locked());
        }
        let mut found = Vec::new();
        for (view, own) in [(&self.desk.own, true), (&self.desk.shared, false)] {
            if let Some(view) = view {
                found.extend(view.search(words, HITS)?.into_iter().map(|hit| (hit, own)));
            }
        }
        found.sort_by_key(|(hit, _)| std::cmp::Reverse(hit.at));
        let mut hits: Vec<Hit> = Vec::new();
        for (hit, own) in found {
            let Some(incident) = hit.incident else { continue };
            if self.is_withdrawn(incident, &hit.kind, hit.at)? {
                continue;
            }
            if hits.iter().all(|known| known.row.incident != incident) {
                hits.push(Hit {
                    row: self.row(incident)?,
                    // private words are read on their page, which is recorded when it is opened
                    snippet: (!own || self.desk.viewed.contains(&incident)).then_some(hit.snippet),
                });
            }
        }
        hits.truncate(HITS);
        Ok(Done::Found(hits))
    }

    /// Whether what was found are shared words that were withdrawn since: they are no longer shown, here neither.
    fn is_withdrawn(&mut self, incident: IncidentId, kind: &str, at: Moment) -> Result<bool, Problem> {
        if !matches!(kind, "shared.disclosed" | "shared.corrected") {
            return Ok(false);
        }
        let shared = self.shared_of(incident)?;
        let is_it =
            |card: &&DisclosureCard| card.at == Some(at) || card.changes.iter().any(|change| change.at == at);
        let mut then = shared.disclosures.iter().filter(is_it);
        Ok(then.any(|card| card.withdrawn_at.is_some()))
    }
}

/// Minutes from opening until the crew was on scene; `None` for a stamp that was set before it.
fn to_scene(shared: &SharedIncident) -> Option<u32> {
    let there = shared.milestones.get(&Milestone::OnScene)?;
    u32::try_from(there.minutes_since(shared.opened)).ok()
}

fn on_scene(shared: &SharedIncident, closed: Moment) -> Option<u32> {
    let from = shared.milestones.get(&Milestone::OnScene)?;
    let until = shared
        .milestones
        .get(&Milestone::Clear)
        .copied()
        .unwrap_or(closed);
    u32::try_from(until.minutes_since(*from)).ok()
}

/// Minutes from the first arrival where health staff can take over, or from keeping the person there, until they did.
fn to_handover(shared: &SharedIncident) -> Option<u32> {
    let clock = handover(&shared.s136, law())?;
    u32::try_from(clock.done?.minutes_since(clock.since)).ok()
}
