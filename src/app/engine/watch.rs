//! What waits for this seat on other incidents, and what supervisors and leads see of requests and breaches.

use std::collections::{BTreeMap, BTreeSet};

use super::Engine;
use crate::app::api::{BreachRow, Elsewhere, ElsewhereWhat, Phase, Watch};
use crate::app::problem::Problem;
use crate::domain::content::{
    AfterOutside, BreachCode, BreachFact, BreachStep, Content, OutsideCode, RequestAnswer, RequestCode,
};
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::incident::{Placed, RequestCard, SharedIncident};
use crate::domain::role::Side;

/// The kinds after which something may wait on an incident, and those that settle it.
const WAITING: [&str; 6] = [
    "shared.breach",
    "shared.breach-step",
    "shared.corrected",
    "shared.requested",
    "shared.request-answered",
    "shared.withdrawn",
];
/// The kinds that supervisors and leads watch.
const WATCHED: [&str; 4] = [
    "oversight.breach",
    "oversight.outside",
    "oversight.request",
    "oversight.red-line",
];

impl Engine {
    /// What waits for this seat on other incidents than the one in focus, most urgent first.
    pub(super) fn elsewhere(&mut self) -> Vec<Elsewhere> {
        self.read_elsewhere().unwrap_or_default()
    }

    fn read_elsewhere(&mut self) -> Result<Vec<Elsewhere>, Problem> {
        let Phase::Seat(side) = self.phase else {
            return Ok(Vec::new());
        };
        let focus = self.desk.focus.map(|(incident, _)| incident);
        let me = self.seated.as_ref().map(|member| member.id);
        let hours = self.config.rules.thresholds().breach_report_hours;
        let mut list = Vec::new();
        for incident in self.on_which_something_waits()? {
            if Some(incident) != focus {
                let shared = self.shared_of(incident)?;
                list.extend(waiting(&shared, side, me, hours));
            }
        }
        for incident in self.told_wrongly()? {
            if Some(incident) == focus {
                continue;
            }
            let own = self.own_of(incident)?;
            let open = own.breaches.iter().filter(|card| card.closed().is_none());
            let reference = self.shared_of(incident)?.reference.clone();
            list.extend(open.map(|card| Elsewhere {
                incident,
                reference: reference.clone(),
                what: ElsewhereWhat::Breach,
                by: Some(card.due(hours)),
            }));
        }
        list.extend(self.overdue(focus)?);
        list.sort_by_key(|waits| (waits.what, waits.by, waits.reference.clone()));
        Ok(list)
    }

    /// The incidents on which something waits for somebody. All that ever did are looked at once; from then on only those
    /// that were written to.
    fn on_which_something_waits(&mut self) -> Result<BTreeSet<IncidentId>, Problem> {
        let mut candidates = match (self.desk.known.waits.take(), &self.desk.shared) {
            (Some(known), _) => known,
            (None, Some(view)) => unsettled(&view.of_kinds(&WAITING)?),
            (None, None) => return Ok(BTreeSet::new()),
        };
        let mut settled = Vec::new();
        for incident in &candidates {
            let known = self.desk.folded.contains_key(incident);
            if !waits_for_somebody(&*self.shared_of(*incident)?) {
                settled.push((*incident, known));
            }
        }
        for (incident, known) in settled {
            candidates.remove(&incident);
            if !known {
                self.desk.folded.remove(&incident);
            }
        }
        self.desk.known.waits = Some(candidates.clone());
        Ok(candidates)
    }

    /// Incidents of which this side told somebody outside the crew what it should not have told.
    fn told_wrongly(&mut self) -> Result<BTreeSet<IncidentId>, Problem> {
        if let Some(known) = &self.desk.known.own.told_wrongly {
            return Ok(known.clone());
        }
        let Some(own) = &self.desk.own else {
            return Ok(BTreeSet::new());
        };
        let found = open_breaches(&own.of_kinds(&["side.after-outside"])?);
        self.desk.known.own.told_wrongly = Some(found.clone());
        Ok(found)
    }

    /// Names of this seat's own side.
    pub(super) fn colleagues(&self) -> Vec<(MemberId, String)> {
        let Phase::Seat(side) = self.phase else {
            return Vec::new();
        };
        self.names_of(side)
    }

    /// Names of a side's members, also of those who left.
    pub(super) fn names_of(&self, side: Side) -> Vec<(MemberId, String)> {
        let members = self.vault.as_ref().map(crate::vault::Vault::members);
        members
            .unwrap_or_default()
            .into_iter()
            .filter(|member| member.side == side)
            .map(|member| (member.id, member.name))
            .collect()
    }

    /// What supervisors and leads see.
    pub(super) fn watch(&self) -> Watch {
        let entries = self
            .office
            .as_ref()
            .and_then(|office| office.oversight.as_ref())
            .and_then(|view| view.of_kinds(&WATCHED).ok());
        let repeated = self.config.rules.thresholds().repeat_requests;
        entries
            .map(|entries| watched(&entries, repeated))
            .unwrap_or_default()
    }
}

/// The incidents on which, by these entries alone, something may still wait: what was answered or closed is left out
/// without folding its incident. Whether a
/// change reached all its receivers only the folded incident tells, so such a one stays in.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only the waiting kinds are asked for"
)]
fn unsettled(entries: &[Placed]) -> BTreeSet<IncidentId> {
    let mut open: BTreeMap<ItemId, IncidentId> = BTreeMap::new();
    let mut changed = BTreeSet::new();
    for placed in entries {
        match &placed.content {
            Content::Requested(asked) => drop(open.insert(asked.request, asked.incident)),
            Content::RequestAnswered(answered) => match answered.answer {
                RequestAnswer::Deferred(_) => drop(open.insert(answered.request, answered.incident)),
                RequestAnswer::Shared(_) | RequestAnswer::Partly(_) | RequestAnswer::Refused => {
                    open.remove(&answered.request);
                }
            },
            Content::BreachOpened(opened) => drop(open.insert(opened.breach, opened.incident)),
            Content::BreachStepped(taken) if matches!(taken.step, BreachStep::Closed { .. }) => {
                open.remove(&taken.breach);
            }
            Content::Corrected(change) => drop(changed.insert(change.incident)),
            Content::Withdrawn(change) => drop(changed.insert(change.incident)),
            _ => {}
        }
    }
    changed.extend(open.into_values());
    changed
}

/// Whether anything on an incident waits for anybody of either side.
fn waits_for_somebody(shared: &SharedIncident) -> bool {
    shared.breaches.iter().any(|card| card.closed().is_none())
        || shared.requests.iter().any(RequestCard::is_open)
        || shared
            .disclosures
            .iter()
            .any(|card| card.to_reach().next().is_some())
}

/// The incidents with a breach of one side alone that is not closed.
fn open_breaches(entries: &[Placed]) -> BTreeSet<IncidentId> {
    let mut open: BTreeMap<ItemId, IncidentId> = BTreeMap::new();
    for placed in entries {
        let Content::AfterOutside(after) = &placed.content else {
            continue;
        };
        match &after.change {
            AfterOutside::BreachOpened(opened) => drop(open.insert(opened.breach, opened.incident)),
            AfterOutside::BreachStepped(taken) if matches!(taken.step, BreachStep::Closed { .. }) => {
                open.remove(&taken.breach);
            }
            AfterOutside::BreachStepped(_)
            | AfterOutside::Corrected(_)
            | AfterOutside::Withdrawn(_)
            | AfterOutside::Reached(_) => {}
        }
    }
    open.into_values().collect()
}

/// What waits on one incident.
fn waiting(shared: &SharedIncident, side: Side, me: Option<MemberId>, hours: u32) -> Vec<Elsewhere> {
    let row = |what, by| Elsewhere {
        incident: shared.incident,
        reference: shared.reference.clone(),
        what,
        by,
    };
    let breaches = shared.breaches.iter().filter(|card| card.closed().is_none());
    let mut list: Vec<Elsewhere> = breaches
        .map(|card| row(ElsewhereWhat::Breach, Some(card.due(hours))))
        .collect();
    let cards = &shared.disclosures;
    if cards.iter().any(|card| card.to_read(side, me).next().is_some()) {
        list.push(row(ElsewhereWhat::ToRead, None));
    }
    let mut asked: Vec<_> = shared.to_answer(side).collect();
    asked.sort_by_key(|card| card.due());
    list.extend(asked.first().map(|card| row(ElsewhereWhat::ToAnswer, card.due())));
    let unreached = |card: &crate::domain::incident::DisclosureCard| {
        card.from == Some(side) && card.to_reach().next().is_some()
    };
    if cards.iter().any(unreached) {
        list.push(row(ElsewhereWhat::ToReach, None));
    }
    list
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only the watched kinds are asked for"
)]
fn watched(entries: &[Placed], repeated: u32) -> Watch {
    let mut watch = Watch::default();
    let mut breaches: BTreeMap<ItemId, BreachRow> = BTreeMap::new();
    let mut red: BTreeSet<ItemId> = BTreeSet::new();
    let mut told: BTreeSet<ItemId> = BTreeSet::new();
    for placed in entries {
        match &placed.content {
            Content::BreachFact(fact) => take_breach(&mut breaches, fact),
            Content::RedLineStopped(_) => watch.stopped += 1,
            Content::RequestFact(fact) => {
                if let RequestCode::Asked { times, .. } = fact.code
                    && times >= repeated
                {
                    watch.repeats += 1;
                }
            }
            Content::OutsideFact(fact) => match fact.code {
                OutsideCode::RefusedRedLine => {
                    red.insert(fact.request);
                }
                OutsideCode::LeadTold => {
                    told.insert(fact.request);
                }
                _ => {}
            },
            _ => {}
        }
    }
    watch.red_lines = red.len();
    watch.red_lines_untold = red.difference(&told).count();
    watch.breaches = breaches.into_values().collect();
    watch.breaches.sort_by_key(|row| std::cmp::Reverse(row.aware));
    watch
}

fn take_breach(breaches: &mut BTreeMap<ItemId, BreachRow>, fact: &BreachFact) {
    if let BreachCode::Opened(kind) = fact.code {
        breaches.entry(fact.breach).or_insert(BreachRow {
            breach: fact.breach,
            kind,
            aware: fact.aware,
            steps: Vec::new(),
            alone: fact.alone.then_some(fact.side),
        });
    } else if let Some(row) = breaches.get_mut(&fact.breach) {
        row.steps.push((fact.at, fact.side, fact.code));
    }
}
