//! The facts of one month, one for each incident or decision, whatever order and however often they arrived.

use std::collections::{BTreeMap, BTreeSet};

use super::frequent::{Reviews, asks_review};
use super::looked::Looked;
use super::measures::measures;
use super::requests::Asked;
use crate::domain::content::{
    ClosedFact, Content, DangerFinishedFact, DecisionCount, DecisionFact, OpenedFact, S136Fact,
};
use crate::domain::decision::facts::Direction;
use crate::domain::ids::{IncidentId, ItemId, PersonMark};
use crate::domain::incident::Placed;
use crate::domain::mha::told::{self, Joins, Uses};
use crate::domain::time::{Moment, YearMonth};

/// What is counted.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    /// The month.
    pub(super) month: YearMonth,
    /// The first opening of each incident.
    pub(super) opened: BTreeMap<IncidentId, &'a OpenedFact>,
    /// The last closure of each incident within the month.
    pub(super) closed: BTreeMap<IncidentId, &'a ClosedFact>,
    /// Known or not known was told: once for each incident and direction.
    pub(super) told: BTreeSet<(IncidentId, Direction)>,
    /// Decisions and danger shares.
    pub(super) decisions: BTreeMap<ItemId, &'a DecisionFact>,
    /// When and on what ground the reason of a danger share was first finished.
    pub(super) finished: BTreeMap<ItemId, &'a DangerFinishedFact>,
    /// The uses of section 136 that were decided in the month, the same ones that a national return counts.
    pub(super) used: Vec<Used<'a>>,
    /// The last decision of the month in each incident not to use it, where no use followed and nobody was detained.
    pub(super) not_used: BTreeMap<IncidentId, &'a S136Fact>,
    /// Whom each incident was about, and when it last closed: those of the month and of the 90 days before.
    pub(super) marked: BTreeMap<IncidentId, (PersonMark, Moment)>,
    /// Those of them after which a frequent-caller review was asked for.
    pub(super) reviews: Reviews,
    /// Openings of private pages, what was found of them, and what was stopped or put right.
    pub(super) looked: Looked,
    /// Requests between the sides and from outside, and what came of them.
    pub(super) asked: Asked,
    /// Rules of the Mental Health Act that stood against a step: passed with a reason, or not.
    pub(super) s136_rules: BTreeSet<(&'a str, bool, IncidentId)>,
}

/// How long before the month somebody's last incident still counts, in minutes.
fn look_back() -> i64 {
    measures().look_back_days() * 24 * 60
}

/// One use of section 136.
#[derive(Debug)]
pub(super) struct Used<'a> {
    /// The incident, or the one that goes on in its place.
    pub(super) incident: IncidentId,
    /// The decision.
    pub(super) fact: &'a S136Fact,
    /// What is counted of it, code by the name of its line.
    pub(super) codes: BTreeMap<&'a str, &'a str>,
}

impl<'a> Facts<'a> {
    /// The code that stands for a line, of every use.
    pub(super) fn codes(&self, line: &str) -> impl Iterator<Item = Option<&'a str>> {
        self.used.iter().map(move |used| used.codes.get(line).copied())
    }

    /// The uses of section 136 that were decided in the month. One on a warrant is section 135.
    fn take_uses(&mut self, found: &Uses<'a>) {
        let (from, until) = (self.month.start(), self.month.end());
        for (incident, uses) in found {
            for one in uses.iter().filter(|one| from <= one.at && one.at < until) {
                if let Some(fact) = one.fact
                    && one.codes.get("power").is_none_or(|power| *power == "s136")
                {
                    self.used.push(Used {
                        incident: *incident,
                        fact,
                        codes: one.codes.clone(),
                    });
                }
            }
        }
    }

    /// Danger shares in the order of their names.
    pub(super) fn danger(&self) -> impl Iterator<Item = &DecisionFact> {
        self.decisions
            .values()
            .copied()
            .filter(|fact| fact.count == DecisionCount::Danger)
    }

    /// The instant up to which a reason counts as finished in the tables: a day after the month ends, so that a
    /// share on its last night has its time and the month's figures then stand still.
    pub(super) fn cut_off(&self) -> Moment {
        self.month.end().plus_minutes(24 * 60)
    }
}

/// The people, by their marks, in incidents that these entries closed in the month: those of whom earlier incidents are
/// looked for.
pub fn people_met(month: YearMonth, entries: &[Placed]) -> BTreeSet<PersonMark> {
    let people = entries.iter().filter_map(|placed| {
        if let Content::ClosedFact(fact) = &placed.content {
            fact.person
                .filter(|_| month.start() <= fact.at && fact.at < month.end())
        } else {
            None
        }
    });
    people.collect()
}

/// Sorts entries into facts.
pub(super) fn gather(month: YearMonth, entries: &[Placed]) -> Facts<'_> {
    let mut sorted: Vec<&Placed> = entries.iter().collect();
    sorted.sort_by_key(|placed| placed.order());
    let mut facts = Facts {
        month,
        opened: BTreeMap::new(),
        closed: BTreeMap::new(),
        told: BTreeSet::new(),
        decisions: BTreeMap::new(),
        finished: BTreeMap::new(),
        used: Vec::new(),
        not_used: BTreeMap::new(),
        marked: BTreeMap::new(),
        reviews: Reviews::new(),
        looked: Looked::default(),
        asked: Asked::default(),
        s136_rules: BTreeSet::new(),
    };
    sorted.dedup_by_key(|placed| placed.order());
    let same = Joins::of(&sorted, Some(facts.cut_off()));
    let uses = told::uses(&sorted, &same);
    facts.take_uses(&uses);
    let taken_back = told::taken_back(&sorted);
    let not_used = |fact: &S136Fact| {
        let of = uses.get(&same.kept(fact.incident));
        !fact.used && !taken_back.contains(&fact.item) && told::after_all(of, fact.at)
    };
    for placed in sorted {
        if own_time(&placed.content).is_some_and(|at| facts.month.start() <= at && at < facts.month.end()) {
            facts.looked.take(placed.entry, &placed.content);
        }
        let cut_off = facts.cut_off();
        facts.asked.take(month, cut_off, &placed.content);
        take(&mut facts, &placed.content, &not_used, &same);
    }
    facts
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the month counts oversight facts and ignores every other kind"
)]
fn take<'a>(facts: &mut Facts<'a>, content: &'a Content, not_used: &dyn Fn(&S136Fact) -> bool, same: &Joins) {
    let (from, until) = (facts.month.start(), facts.month.end());
    let within = |at: Moment| from <= at && at < until;
    if let Content::ClosedFact(fact) = content
        && let Some(person) = fact.person
        && from.plus_minutes(-look_back()) <= fact.at
        && fact.at < until
        && !same.is_duplicate(fact.incident)
    {
        facts.marked.insert(fact.incident, (person, fact.at));
        if asks_review(&fact.follow_up) {
            facts.reviews.insert(fact.incident, (person, fact.at));
        } else {
            facts.reviews.remove(&fact.incident);
        }
    }
    let counted = |incident: IncidentId| same.kept(incident);
    match content {
        Content::OpenedFact(OpenedFact { incident, .. })
        | Content::ClosedFact(ClosedFact { incident, .. })
            if same.is_duplicate(*incident) => {}
        Content::OpenedFact(fact) if within(fact.at) => {
            facts.opened.entry(fact.incident).or_insert(fact);
        }
        Content::ClosedFact(fact) if within(fact.at) => {
            facts.closed.insert(fact.incident, fact);
        }
        Content::KnownToldFact(fact) if within(fact.at) => {
            facts.told.insert((counted(fact.incident), fact.direction));
        }
        Content::DecisionFact(fact) if within(fact.at) => {
            facts.decisions.entry(fact.decision).or_insert(fact);
        }
        Content::DangerFinishedFact(fact) if fact.at >= from => {
            facts.finished.entry(fact.disclosure).or_insert(fact);
        }
        Content::S136Despite(fact) if within(fact.at) => {
            facts.s136_rules.insert((&fact.rule, true, fact.incident));
        }
        Content::S136Stopped(fact) if within(fact.at) => {
            facts.s136_rules.insert((&fact.rule, false, fact.incident));
        }
        Content::S136Fact(fact) if within(fact.at) && not_used(fact) => {
            facts.not_used.insert(counted(fact.incident), fact);
        }
        _ => {}
    }
}

/// The time that an entry of looking after the work names.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "every other kind is counted by what it says itself"
)]
fn own_time(content: &Content) -> Option<Moment> {
    match content {
        Content::Viewed(fact) => Some(fact.at),
        Content::RegisterViewed(fact) => Some(fact.at),
        Content::AccessChecked(fact) => Some(fact.at),
        Content::RedLineStopped(fact) => Some(fact.at),
        Content::GovernanceOpened(fact) => Some(fact.at),
        Content::BreachFact(fact) => Some(fact.at),
        _ => None,
    }
}
