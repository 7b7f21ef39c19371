//! Looking after the work from oversight facts: who opened which private page and whether they had a part in that
//! incident, what is to be reviewed and what reviewers found. Names and words are not here; a [`Reason`] is the exception
//! that its own type names.

use std::collections::{BTreeMap, BTreeSet};

use super::content::{
    AccessChecked, Content, DecisionCount, DecisionFact, Reason, RequestCode, Reviewed, Verdict,
};
use super::decision::facts::Direction;
use super::ids::{EntryRef, IncidentId, ItemId, MemberId};
use super::incident::Placed;
use super::role::Side;
use super::time::Moment;

/// Why somebody could have opened a private page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Nothing in the log says why.
    None,
    /// The other side had asked theirs about it.
    Asked,
    /// They wrote of it, or were signed in while the crew worked on it.
    Worked,
}

/// One opening of a private page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The entry that says so.
    pub entry: EntryRef,
    /// The incident.
    pub incident: IncidentId,
    /// Its reference, where the log's oversight part has it.
    pub reference: String,
    /// Who.
    pub member: MemberId,
    /// In which seat.
    pub side: Side,
    /// When.
    pub at: Moment,
    /// What part they had in it.
    pub part: Part,
    /// What a supervisor found.
    pub checked: Option<Verdict>,
}

/// The openings among these entries, those without a part first, then the latest. `crews` says who was signed in while an
/// incident was worked on; `checks` are supervisors' findings, of which the last holds.
pub fn openings(
    entries: &[Placed],
    crews: &BTreeMap<IncidentId, BTreeSet<MemberId>>,
    checks: &[AccessChecked],
) -> Vec<Opening> {
    let facts = Known::of(entries);
    let mut openings: Vec<Opening> = entries
        .iter()
        .filter_map(|placed| {
            let Content::Viewed(viewed) = &placed.content else {
                return None;
            };
            let crew = crews.get(&viewed.incident);
            let worked = facts.wrote.contains(&(viewed.incident, viewed.member))
                || crew.is_some_and(|crew| crew.contains(&viewed.member));
            let part = if worked {
                Part::Worked
            } else if facts.asked.contains(&(viewed.incident, viewed.side)) {
                Part::Asked
            } else {
                Part::None
            };
            let checked = checks.iter().rfind(|check| check.about == placed.entry);
            Some(Opening {
                entry: placed.entry,
                incident: viewed.incident,
                reference: facts
                    .references
                    .get(&viewed.incident)
                    .cloned()
                    .unwrap_or_default(),
                member: viewed.member,
                side: viewed.side,
                at: viewed.at,
                part,
                checked: checked.map(|check| check.verdict),
            })
        })
        .collect();
    openings.sort_by_key(|opening| (opening.part, std::cmp::Reverse(opening.at), opening.entry));
    openings
}

/// What the facts of incidents say beside the openings.
struct Known {
    wrote: BTreeSet<(IncidentId, MemberId)>,
    asked: BTreeSet<(IncidentId, Side)>,
    references: BTreeMap<IncidentId, String>,
}

impl Known {
    fn of(entries: &[Placed]) -> Self {
        let mut known = Self {
            wrote: BTreeSet::new(),
            asked: BTreeSet::new(),
            references: BTreeMap::new(),
        };
        for placed in entries {
            let Some(incident) = placed.content.incident() else {
                continue;
            };
            if let Content::OpenedFact(fact) = &placed.content {
                known.references.insert(incident, fact.reference.clone());
            }
            if let Content::RequestFact(fact) = &placed.content
                && matches!(fact.code, RequestCode::Asked { .. })
            {
                known.asked.insert((incident, fact.side.other()));
            }
            // to have looked is no reason to look
            if let Some(author) = placed.author
                && !matches!(placed.content, Content::Viewed(_))
            {
                known.wrote.insert((incident, author));
            }
        }
        known
    }
}

/// Why a decision is reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Danger now: words crossed before there was a reason.
    Danger,
    /// It was drawn.
    Drawn,
    /// A step of section 136 was recorded with a reason although this rule of its table stood against it.
    Despite(&'static str),
    /// A step of section 136 was stopped by this rule of its table.
    Stopped(&'static str),
}

/// One decision for reviewers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The decision, or the danger share's disclosure.
    pub about: ItemId,
    /// Why it is here.
    pub cause: Cause,
    /// Whose decision it was; `None` for a danger share from the shared view.
    pub side: Option<Side>,
    /// When it was made; its age is counted from here.
    pub at: Moment,
    /// What was typed to answer for it.
    pub reason: Option<Reason>,
    /// The finding of whoever asks.
    pub mine: Option<Verdict>,
    /// What the other reviewers found; empty until the own finding stands, so that both are blind.
    pub others: Vec<Verdict>,
}

/// The decisions that a reviewer of `side` has before them: danger shares of the other organisation and of the crew, what
/// was drawn for this side, and the steps of section 136 that a rule stood against. The oldest without an own finding first.
pub fn cases(
    entries: &[Placed],
    drawn: &[ItemId],
    findings: &[(MemberId, Reviewed)],
    me: MemberId,
    side: Side,
) -> Vec<Case> {
    let mut cases: BTreeMap<ItemId, Case> = BTreeMap::new();
    for placed in entries {
        let Content::DecisionFact(fact) = &placed.content else {
            continue;
        };
        let whose = side_of(fact);
        let danger = fact.count == DecisionCount::Danger;
        if whose != Some(side) && (danger || drawn.contains(&fact.decision)) {
            let cause = if danger { Cause::Danger } else { Cause::Drawn };
            cases.entry(fact.decision).or_insert(Case {
                about: fact.decision,
                cause,
                side: whose,
                at: fact.at,
                reason: None,
                mine: None,
                others: Vec::new(),
            });
        }
    }
    for placed in entries {
        if let Some((about, case)) = mental_health(&placed.content) {
            cases.entry(about).or_insert(case);
        }
    }
    for placed in entries {
        if let Content::ReasonGiven(given) = &placed.content
            && let Some(case) = cases.get_mut(&given.about)
        {
            case.reason = Some(given.reason.clone());
        }
    }
    for case in cases.values_mut() {
        let found = last_findings(findings, case.about);
        case.mine = found.get(&me).copied();
        if case.mine.is_some() {
            let others = found.iter().filter(|(reviewer, _)| **reviewer != me);
            case.others = others.map(|(_, verdict)| *verdict).collect();
        }
    }
    let mut cases: Vec<Case> = cases.into_values().collect();
    cases.sort_by_key(|case| (case.mine.is_some(), case.at, case.about));
    cases
}

/// A step of section 136 that a rule stood against: both organisations look at it.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "no other fact is about a rule of the Mental Health Act"
)]
fn mental_health(content: &Content) -> Option<(ItemId, Case)> {
    let known = |slug: &str| super::mha::law().named(slug).map(|row| row.slug.as_str());
    let (about, cause, at) = match content {
        Content::S136Despite(fact) => (fact.item, Cause::Despite(known(&fact.rule)?), fact.at),
        Content::S136Stopped(fact) => (fact.item, Cause::Stopped(known(&fact.rule)?), fact.at),
        _ => return None,
    };
    let case = Case {
        about,
        cause,
        side: None,
        at,
        reason: None,
        mine: None,
        others: Vec::new(),
    };
    Some((about, case))
}

/// Each reviewer's last finding on one thing.
fn last_findings(findings: &[(MemberId, Reviewed)], about: ItemId) -> BTreeMap<MemberId, Verdict> {
    findings
        .iter()
        .filter(|(_, reviewed)| reviewed.about == about)
        .map(|(reviewer, reviewed)| (*reviewer, reviewed.verdict))
        .collect()
}

/// Of how many things that two reviewers or more have looked at, how many they agree on.
pub fn agreement(findings: &[(MemberId, Reviewed)]) -> (usize, usize) {
    let about: BTreeSet<ItemId> = findings.iter().map(|(_, reviewed)| reviewed.about).collect();
    let by_two = about
        .into_iter()
        .map(|about| last_findings(findings, about))
        .filter(|found| found.len() > 1);
    by_two.fold((0, 0), |(agreed, of), found| {
        let verdicts: BTreeSet<Verdict> = found.into_values().collect();
        (agreed + usize::from(verdicts.len() == 1), of + 1)
    })
}

/// The decisions of a month that a reviewer of `side` may be given by a draw: the other organisation's, without danger
/// shares, which are all reviewed.
pub fn drawable(entries: &[Placed], side: Side) -> Vec<ItemId> {
    let decisions: BTreeSet<ItemId> = entries
        .iter()
        .filter_map(|placed| {
            if let Content::DecisionFact(fact) = &placed.content {
                Some(fact)
            } else {
                None
            }
        })
        .filter(|fact| fact.count != DecisionCount::Danger && side_of(fact) == Some(side.other()))
        .map(|fact| fact.decision)
        .collect();
    decisions.into_iter().collect()
}

fn side_of(fact: &DecisionFact) -> Option<Side> {
    match fact.direction? {
        Direction::HealthToPolice | Direction::HealthToOther => Some(Side::Health),
        Direction::PoliceToHealth | Direction::PoliceToOther => Some(Side::Police),
    }
}

#[cfg(test)]
mod tests;
