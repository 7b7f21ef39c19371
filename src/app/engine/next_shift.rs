//! What the next shift takes over: every open incident with what is left on it, and closed ones on which something is.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Engine;
use crate::app::api::{Done, Left, NextShiftRow, Phase};
use crate::app::problem::Problem;
use crate::domain::content::{FollowUp, StayAnswer};
use crate::domain::ids::IncidentId;
use crate::domain::incident::{DisclosureCard, SharedIncident, SideFile};
use crate::domain::mha::clock::period;
use crate::domain::mha::law;
use crate::domain::record::{Codes, Seen};

/// So many of the latest closed incidents are looked at for what is left on them besides tasks.
const CLOSED_LOOKED_AT: usize = 200;

impl Engine {
    /// The list, oldest first; what is open before what is closed. Private things only from a private seat.
    pub(super) fn next_shift(&mut self) -> Result<Done, Problem> {
        if !matches!(self.phase, Phase::Shared | Phase::Seat(_)) {
            return Err(Problem::locked());
        }
        let open = self.desk.live.clone();
        let mut rows = Vec::with_capacity(open.len());
        for incident in &open {
            rows.push(self.next_shift_row(*incident)?);
        }
        let recent = match &self.desk.shared {
            Some(view) => view.recent(CLOSED_LOOKED_AT, None)?,
            None => Vec::new(),
        };
        // what is to be done is looked for by itself: a review that is due after weeks is on no recent incident
        let seen: BTreeSet<IncidentId> = open.iter().chain(&recent).copied().collect();
        let mut closed = self.with_open_tasks(&seen)?;
        let listed: BTreeSet<IncidentId> = seen.iter().chain(&closed).copied().collect();
        closed.extend(self.with_markers_due(&listed)?);
        closed.extend(recent.into_iter().rev());
        for incident in closed.into_iter().filter(|id| !open.contains(id)) {
            let row = self.next_shift_row(incident)?;
            if !row.left.is_empty() {
                rows.push(row);
            }
        }
        Ok(Done::NextShift(Arc::new(rows)))
    }

    fn next_shift_row(&mut self, incident: IncidentId) -> Result<NextShiftRow, Problem> {
        let shared = self.shared_of(incident)?;
        let own = self.own_of(incident)?;
        Ok(NextShiftRow {
            row: self.row(incident)?,
            left: left_of(&shared, &own, self.now().london_date().unwrap_or_default()),
        })
    }
}

/// The kind of entry that holds this side's own markers.
const OWN_MARKERS: [&str; 1] = ["side.marker"];
/// So many entries that name the marker of both sides are looked at.
const MARKERS_LOOKED_AT: usize = 10_000;

impl Engine {
    /// The incidents, but for these, on which a marker stands whose day of review has come; a marker outlives its incident.
    fn with_markers_due(&mut self, but: &BTreeSet<IncidentId>) -> Result<Vec<IncidentId>, Problem> {
        let today = self.now().london_date().unwrap_or_default();
        let mut marked = BTreeSet::new();
        if let Some(own) = &self.desk.own {
            for placed in own.of_kinds(&OWN_MARKERS)? {
                marked.extend(placed.content.incident());
            }
        }
        let both = Codes::embedded().markers.code.iter();
        for kind in both.filter(|kind| kind.seen == Seen::Both) {
            if let Some(view) = &self.desk.shared {
                let hits = view.search(&kind.code, MARKERS_LOOKED_AT)?;
                marked.extend(hits.into_iter().filter_map(|hit| hit.incident));
            }
        }
        let mut due = Vec::new();
        for incident in marked.difference(but) {
            let (shared, own) = (self.shared_of(*incident)?, self.own_of(*incident)?);
            let mut markers = shared.frame.markers.iter().chain(&own.filled.markers);
            if markers.any(|marker| marker.is_to_review(today)) {
                due.push(*incident);
            }
        }
        Ok(due)
    }
}

/// What is left on one incident, most urgent first.
fn left_of(shared: &SharedIncident, own: &SideFile, today: NaiveDate) -> Vec<Left> {
    let open = shared.closed.is_none();
    let mut left = Vec::new();
    if open && shared.s136.in_force() && shared.s136.handed_over.is_none() {
        left.push(Left::Detained(
            period(&shared.s136, law()).map(|period| period.limit),
        ));
    }
    if let Some((_, who)) = shared
        .s136
        .handed_over
        .as_ref()
        .filter(|_| shared.s136.in_force())
    {
        left.push(Left::HeldBy {
            who: who.clone(),
            limit: period(&shared.s136, law()).map(|period| period.limit),
        });
    }
    let danger = shared
        .disclosures
        .iter()
        .filter(|card| card.is_unfinished_danger());
    left.extend(danger.map(|card: &DisclosureCard| Left::DangerReason(card.at.unwrap_or(shared.opened))));
    let stays = shared.desk.stays.last();
    let stays = stays.filter(|(_, stay)| open && stay.answer == StayAnswer::Stays);
    left.extend(stays.map(|(at, _)| Left::Stays(*at)));
    let handover = own.handovers.last();
    left.extend(
        handover
            .filter(|card| card.is_open())
            .map(|card| Left::HandoverOpen(card.at)),
    );
    left.extend(follow_ups(shared));
    let advised = own.advice.iter();
    left.extend(
        advised
            .filter(|card| open && card.advice.done.is_empty())
            .map(|card| Left::AdviceOpen(card.at, card.advice.to.clone())),
    );
    let tasks = own.tasks.iter().filter(|task| task.done.is_none());
    left.extend(tasks.map(|task| Left::Task(Box::new(task.clone()))));
    let markers = shared.frame.markers.iter().chain(&own.filled.markers);
    let due = markers.filter(|marker| marker.is_to_review(today));
    left.extend(due.map(|marker| Left::Marker(Box::new(marker.clone()))));
    if open && shared.outcome.is_none() {
        left.push(Left::Outcome);
    }
    // no work of the next shift: whom to ask
    let taken = handover.and_then(|card| card.received.as_ref()).filter(|_| open);
    left.extend(taken.map(|taken| Left::HandedOver(taken.name.clone(), taken.at)));
    left
}

/// The follow-ups that are ticked or given to somebody, and have not ended.
fn follow_ups(shared: &SharedIncident) -> impl Iterator<Item = Left> {
    FollowUp::ALL.into_iter().filter_map(|what| {
        let card = shared.desk.follow_up(what);
        let wanted = shared.follow_up.contains(&what) || card.is_some();
        let ended = card.is_some_and(|card| card.ended.is_some());
        let owner = card.and_then(|card| card.owner.clone());
        (wanted && !ended).then(|| Left::FollowUp(what, owner, card.and_then(|card| card.due)))
    })
}
