//! Looking after the work from oversight facts: who opened which private page and whether they had a part in that
//! incident, what is to be reviewed and what reviewers found. Names and words are not here; a typed reason is the exception
//! that its own type names.

use std::collections::{BTreeMap, BTreeSet};

use super::content::{AccessChecked, Content, DecisionCount, DecisionFact, RequestCode, Verdict};
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
    /// It was no page of one incident but a register, which is open to everybody of that side.
    Register,
}

/// One opening of a private page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The entry that says so.
    pub entry: EntryRef,
    /// The incident; of a register none, with an id of zeros.
    pub incident: IncidentId,
    /// Its reference, where the log's oversight part has it, or what the register is called.
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
            let checked = checks.iter().rfind(|check| check.about == placed.entry);
            let checked = checked.map(|check| check.verdict);
            if let Content::RegisterViewed(read) = &placed.content {
                return Some(Opening {
                    entry: placed.entry,
                    incident: IncidentId([0; 16]),
                    reference: read.register.words().to_owned(),
                    member: read.member,
                    side: read.side,
                    at: read.at,
                    part: Part::Register,
                    checked,
                });
            }
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
                checked,
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

mod reviews;
pub use reviews::{Case, Cause, Drawn, Finding, Reviews, reviews};

#[cfg(test)]
mod tests;
