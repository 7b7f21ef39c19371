//! The uses of section 136 and 135 that the facts for supervisors tell of, each once: however many devices of one incident,
//! and however many crews whose incidents were joined, recorded it. The month and the national return both count these.

use std::collections::{BTreeMap, BTreeSet};

use super::counted::{is_line, lists};
use crate::domain::content::{Content, S136Counted, S136Fact};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::Placed;
use crate::domain::time::Moment;

/// One use, as far as facts tell of it.
#[derive(Debug, Clone, Default)]
pub struct Told<'a> {
    /// When it was decided: the earliest start that was recorded of it.
    pub at: Moment,
    /// Code by the name of its line, of closed lists alone.
    pub codes: BTreeMap<&'a str, &'a str>,
    /// What the month counts of the decision; `None` of a warrant, and where the fact is not among those given.
    pub fact: Option<&'a S136Fact>,
    ended: Option<Moment>,
}

/// The duplicates among incidents, each with the one that goes on in its place.
#[derive(Debug, Clone, Default)]
pub struct Joins(BTreeMap<IncidentId, IncidentId>);

impl Joins {
    /// What the last joining or parting of each duplicate says, of those written before `until`: the figures of a month
    /// stand still after it, and a return of a year takes every one.
    pub fn of(sorted: &[&Placed], until: Option<Moment>) -> Self {
        let mut joins = BTreeMap::new();
        for placed in sorted {
            if let Content::JoinedFact(fact) = &placed.content
                && until.is_none_or(|until| placed.at < until)
            {
                if fact.parted {
                    joins.remove(&fact.incident);
                } else {
                    joins.insert(fact.incident, fact.keeps);
                }
            }
        }
        Self(joins)
    }

    /// Whether it is a duplicate, which is not counted by itself.
    pub fn is_duplicate(&self, incident: IncidentId) -> bool {
        self.0.contains_key(&incident)
    }

    /// The incident that goes on, through joinings of joinings; a ring of them, which nothing here can make, ends somewhere.
    pub fn kept(&self, incident: IncidentId) -> IncidentId {
        let mut at = incident;
        for _ in 0..self.0.len() {
            match self.0.get(&at) {
                Some(next) => at = *next,
                None => break,
            }
        }
        at
    }
}

/// The uses, by the incident that goes on: in each in the order of their time.
pub type Uses<'a> = BTreeMap<IncidentId, Vec<Told<'a>>>;

/// The uses among these facts, which are sorted as the log is. What was taken back is not among them.
pub fn uses<'a>(sorted: &[&'a Placed], joins: &Joins) -> Uses<'a> {
    let back = taken_back(sorted);
    let mut recorded: BTreeMap<IncidentId, BTreeMap<ItemId, Start>> = BTreeMap::new();
    let mut withdrawn = recorded.clone();
    for (place, placed) in sorted.iter().enumerate() {
        let (incident, item, at, codes) = if let Content::S136Counted(fact) = &placed.content {
            (fact.incident, fact.item, fact.at, Some(fact))
        } else if let Content::S136Fact(fact) = &placed.content
            && fact.used
        {
            (fact.incident, fact.item, fact.at, None)
        } else {
            continue;
        };
        let of = if back.contains(&item) {
            if codes.is_none() {
                continue;
            }
            &mut withdrawn
        } else {
            &mut recorded
        };
        let start = of.entry(incident).or_default().entry(item).or_default();
        start.at = at;
        if let Some(fact) = codes {
            start.end(fact);
        }
        start.facts.push(place);
    }
    let mut found: BTreeMap<IncidentId, BTreeMap<IncidentId, Vec<Told<'a>>>> = BTreeMap::new();
    for (incident, starts) in recorded {
        let of = found.entry(joins.kept(incident)).or_default();
        let mut starts: Vec<Start> = starts.into_values().collect();
        starts.sort_by_key(|start| start.at);
        for back in withdrawn.remove(&incident).unwrap_or_default().into_values() {
            keep_codes(&mut starts, back, sorted);
        }
        let uses = one_by_one(starts);
        of.insert(
            incident,
            uses.into_iter()
                .map(|starts| put_together(sorted, &starts))
                .collect(),
        );
    }
    found
        .into_iter()
        .map(|(kept, records)| (kept, once(kept, records)))
        .collect()
}

/// Whether a time is after every use of an incident: the latest decision there not to use the power counts beside them,
/// and one before a use was the way to it.
pub fn after_all(uses: Option<&Vec<Told<'_>>>, at: Moment) -> bool {
    let mut uses = uses.into_iter().flatten();
    uses.all(|one| one.ended.is_some_and(|ended| ended <= at))
}

/// The steps that do not count. A fact that lifts another one names the same two steps.
pub fn taken_back(sorted: &[&Placed]) -> BTreeSet<ItemId> {
    let of = |lifted: bool| -> BTreeSet<(ItemId, Option<ItemId>)> {
        let facts = sorted.iter().filter_map(|placed| {
            if let Content::S136TakenBack(fact) = &placed.content {
                (fact.lifted == lifted).then_some((fact.item, fact.by))
            } else {
                None
            }
        });
        facts.collect()
    };
    let lifted = of(true);
    let back = of(false).into_iter().filter(|fact| !lifted.contains(fact));
    back.map(|(item, _)| item).collect()
}

/// One start of a use that was recorded.
#[derive(Debug, Clone, Default)]
struct Start {
    at: Moment,
    ended: Option<Moment>,
    /// It ended, also where an earlier version did not say when.
    over: bool,
    /// Its facts, by their places.
    facts: Vec<usize>,
    /// Facts of starts that were taken back and are of this use: all that they counted of it.
    also: Vec<usize>,
    /// Facts of earlier starts that were taken back, of which only the lines of the record stay.
    lines: Vec<usize>,
}

impl Start {
    /// What a fact says of the end. One that says nothing of it may be by a device that does not know of it yet: only an
    /// empty code says that the end was taken back.
    fn end(&mut self, fact: &S136Counted) {
        let says =
            |line: &str, empty: bool| fact.codes.get(line).is_some_and(|code| code.is_empty() == empty);
        let state = fact.codes.get("state").is_some_and(|code| code == "ended");
        if says("ended", false) || says("over-limit", false) || state || fact.ended.is_some() {
            self.over = true;
            self.ended = fact.ended.or(self.ended);
        } else if says("ended", true) || says("over-limit", true) {
            (self.over, self.ended) = (false, None);
        }
    }
}

/// What was counted under a start that was taken back stays with the use that was running then, which is the same one
/// recorded twice; or its lines go to the one that was decided next, which stands in for it. The record keeps them the same
/// way.
fn keep_codes(starts: &mut [Start], back: Start, sorted: &[&Placed]) {
    let before = starts.partition_point(|start| start.at <= back.at);
    let running = before.checked_sub(1).and_then(|at| starts.get_mut(at));
    let open = |start: &&mut Start| match start.ended {
        Some(ended) => ended > back.at,
        None => !start.over,
    };
    if let Some(start) = running.filter(open) {
        start.also.extend(back.facts);
        let mut places: Vec<usize> = start.facts.iter().chain(&start.also).copied().collect();
        places.sort_unstable();
        (start.over, start.ended) = (false, None);
        for placed in places.into_iter().filter_map(|place| sorted.get(place)) {
            if let Content::S136Counted(fact) = &placed.content {
                start.end(fact);
            }
        }
    } else if let Some(start) = starts.get_mut(before) {
        start.lines.extend(back.facts);
    }
}

/// Which starts, in the order of their time, are of one use: a start begins another one only where the one before it had ended.
fn one_by_one(starts: Vec<Start>) -> Vec<Vec<Start>> {
    let mut uses: Vec<Vec<Start>> = Vec::new();
    for start in starts {
        match uses.last_mut() {
            Some(running) if !ended_before(running, start.at) => running.push(start),
            _ => uses.push(vec![start]),
        }
    }
    uses
}

fn ended_before(running: &[Start], at: Moment) -> bool {
    match running.iter().filter_map(|start| start.ended).min() {
        Some(ended) => ended <= at,
        None => running.iter().any(|start| start.over),
    }
}

/// One use from all that was recorded of its starts: later codes stand in for earlier ones, and the month and the power
/// are those of its earliest start, which counts.
fn put_together<'a>(sorted: &[&'a Placed], starts: &[Start]) -> Told<'a> {
    let mut told = Told {
        at: starts.first().map(|start| start.at).unwrap_or_default(),
        ended: starts.iter().filter_map(|start| start.ended).min(),
        ..Told::default()
    };
    let of_use = starts
        .iter()
        .flat_map(|start| start.facts.iter().chain(&start.also));
    let lines = starts.iter().flat_map(|start| &start.lines);
    let mut places: Vec<(usize, bool)> = of_use.map(|place| (*place, true)).collect();
    places.extend(lines.map(|place| (*place, false)));
    places.sort_unstable();
    for (place, all) in places {
        told.take(sorted, &[place], &|line| all || is_line(line));
    }
    if let Some(first) = starts.first() {
        told.take(sorted, &first.facts, &|line| {
            matches!(line, "month" | "power" | "warrant-place")
        });
    }
    if told.ended.is_some() {
        told.codes.insert("state", "ended");
    }
    told
}

impl<'a> Told<'a> {
    /// Takes in the facts at these places, and of their codes the lines that are wanted.
    fn take(&mut self, sorted: &[&'a Placed], places: &[usize], wanted: &dyn Fn(&str) -> bool) {
        let lists = lists();
        for placed in places.iter().filter_map(|place| sorted.get(*place)) {
            if let Content::S136Fact(fact) = &placed.content {
                self.fact = Some(fact);
            }
            let Content::S136Counted(fact) = &placed.content else {
                continue;
            };
            for (line, code) in fact.codes.iter().filter(|(line, _)| wanted(line)) {
                let Some((line, codes)) = lists.get_key_value(line.as_str()) else {
                    continue;
                };
                if code.is_empty() {
                    self.codes.remove(line);
                } else if codes.contains(&code.as_str()) {
                    self.codes.insert(line, code);
                }
            }
        }
    }
}

/// Each use once. Of joined incidents the one that goes on speaks, or, where nobody recorded a use there, the duplicate
/// with the most; what another one recorded of a use fills the lines that stand open, in the use nearest in time.
fn once(kept: IncidentId, mut records: BTreeMap<IncidentId, Vec<Told<'_>>>) -> Vec<Told<'_>> {
    let most = records.iter().max_by_key(|(_, uses)| uses.len());
    let speaks = if records.contains_key(&kept) {
        Some(kept)
    } else {
        most.map(|(incident, _)| *incident)
    };
    let mut uses = speaks.and_then(|of| records.remove(&of)).unwrap_or_default();
    for other in records.into_values().flatten() {
        let nearest = uses
            .iter_mut()
            .min_by_key(|one| one.at.since_ms(other.at).saturating_abs());
        if let Some(nearest) = nearest {
            nearest.fact = nearest.fact.or(other.fact);
            for (line, code) in other.codes {
                nearest.codes.entry(line).or_insert(code);
            }
        }
    }
    uses
}
