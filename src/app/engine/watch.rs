//! What waits for this seat on other incidents, and what supervisors and leads see of requests and breaches.

use std::collections::{BTreeMap, BTreeSet};

use super::Engine;
use crate::app::api::{BreachRow, Elsewhere, ElsewhereWhat, Phase, Watch};
use crate::app::problem::Problem;
use crate::domain::content::{AfterOutside, BreachCode, BreachFact, Content, OutsideCode, RequestCode};
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::incident::{Placed, SharedIncident};
use crate::domain::role::Side;

/// The kinds after which something may wait on an incident.
const WAITING: [&str; 4] = [
    "shared.breach",
    "shared.corrected",
    "shared.requested",
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
        let (Phase::Seat(side), Some(view)) = (self.phase, &self.desk.shared) else {
            return Ok(Vec::new());
        };
        let focus = self.desk.focus.map(|(incident, _)| incident);
        let incidents: BTreeSet<IncidentId> = view
            .of_kinds(&WAITING)?
            .iter()
            .filter_map(|placed| placed.content.incident())
            .filter(|incident| Some(*incident) != focus)
            .collect();
        let me = self.seated.as_ref().map(|member| member.id);
        let hours = self.config.rules.thresholds().breach_report_hours;
        let mut list = Vec::new();
        for incident in incidents {
            let shared = self.shared_of(incident)?;
            list.extend(waiting(&shared, side, me, hours));
        }
        for incident in self.alone_elsewhere(focus)? {
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
        list.sort_by_key(|waits| (waits.what, waits.by, waits.reference.clone()));
        Ok(list)
    }

    /// Incidents of which this side told somebody outside the crew what it should not have told.
    fn alone_elsewhere(&self, focus: Option<IncidentId>) -> Result<BTreeSet<IncidentId>, Problem> {
        let Some(own) = &self.desk.own else {
            return Ok(BTreeSet::new());
        };
        let after = own.of_kinds(&["side.after-outside"])?;
        let opened = after.iter().filter_map(|placed| {
            if let Content::AfterOutside(after) = &placed.content
                && let AfterOutside::BreachOpened(opened) = &after.change
            {
                return Some(opened.incident);
            }
            None
        });
        Ok(opened.filter(|incident| Some(*incident) != focus).collect())
    }

    /// Names of this seat's own side.
    pub(super) fn colleagues(&self) -> Vec<(MemberId, String)> {
        let (Phase::Seat(side), Some(vault)) = (self.phase, &self.vault) else {
            return Vec::new();
        };
        vault
            .members()
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
