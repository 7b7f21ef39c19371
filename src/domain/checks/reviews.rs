//! What reviewers have before them: every danger share, override and opening by governance of the other organisation, and
//! what was drawn of its decisions. Two find, each blind to the other; how often they agree is counted.

use std::collections::BTreeMap;

use crate::domain::content::{Content, DecisionCount, DecisionFact, Reason, Reviewed, Verdict};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::incident::Placed;
use crate::domain::role::Side;
use crate::domain::time::Moment;

use super::side_of;

/// How many reviewers look at one thing.
const REVIEWERS: usize = 2;

/// Why something is reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Danger now: words crossed before there was a reason. On what ground it was finished, if it was.
    Danger(Option<Confidentiality>),
    /// A step of section 136 was recorded with a reason although this rule of its table stood against it.
    Despite(&'static str),
    /// A step of section 136 was stopped by this rule of its table.
    Stopped(&'static str),
    /// This rule of the table turned out to be broken when something became known that nobody could have been stopped by.
    Learnt(&'static str),
    /// A governance lead opened the record of an incident.
    GovernanceOpened,
    /// A decision that was drawn.
    Drawn,
}

impl Cause {
    /// What everybody of the kind is reviewed for, drawn or not.
    pub fn is_always(&self) -> bool {
        *self != Self::Drawn
    }
}

/// One thing for reviewers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The decision, the danger share's disclosure, the step, or the opening.
    pub about: ItemId,
    /// Which incident; `None` for a log for the Commissioner.
    pub incident: Option<IncidentId>,
    /// Why it is here.
    pub cause: Cause,
    /// Whose it was; `None` for a danger share from the shared view.
    pub side: Option<Side>,
    /// Who a learning note would be for; `None` where nobody in a seat signed it.
    pub author: Option<MemberId>,
    /// When it was made.
    pub at: Moment,
    /// From when its age is counted: when it was made, or drawn.
    pub since: Moment,
    /// The codes of a decision or danger share.
    pub codes: Option<DecisionFact>,
    /// What was typed to answer for it.
    pub reason: Option<Reason>,
    /// The finding of whoever asks.
    pub mine: Option<Verdict>,
    /// How many have found.
    pub found: usize,
    /// What the other reviewers found; empty until the own finding stands, so that both are blind.
    pub others: Vec<Verdict>,
}

impl Case {
    /// Whether it waits for whoever asks.
    pub fn is_open(&self) -> bool {
        self.mine.is_none() && self.found < REVIEWERS
    }
}

/// Who found what, in the order of the log.
pub type Finding = (MemberId, Reviewed);

/// What a reviewer sees.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reviews {
    /// What is open first, then the oldest.
    pub cases: Vec<Case>,
    /// Of how many that two have found on, how many they agree on.
    pub agreement: (usize, usize),
}

/// What was drawn, and when.
#[derive(Debug, Clone, Copy, Default)]
pub struct Drawn<'a> {
    /// The decisions.
    pub decisions: &'a [ItemId],
    /// When; `None` where there was no draw.
    pub at: Option<Moment>,
}

/// What `me`, a reviewer of `side`, has before them. `sides` says whose member each is: nobody reviews what their own
/// organisation did. The first finding of each reviewer holds, as a later one may have seen the other's.
pub fn reviews(
    entries: &[Placed],
    drawn: Drawn<'_>,
    findings: &[Finding],
    sides: &BTreeMap<MemberId, Side>,
    (me, side): (MemberId, Side),
) -> Reviews {
    let mut cases = gather(entries, drawn.decisions, sides);
    cases.retain(|_, case| case.side != Some(side));
    let mut seen = Reviews::default();
    for mut case in cases.into_values() {
        let found = first_findings(findings, &case, sides);
        if found.len() >= REVIEWERS {
            let mut verdicts = found.iter().map(|(_, verdict)| verdict);
            let first = verdicts.next();
            seen.agreement.0 += usize::from(verdicts.all(|verdict| Some(verdict) == first));
            seen.agreement.1 += 1;
        }
        if let (Cause::Drawn, Some(at)) = (&case.cause, drawn.at) {
            case.since = case.since.max(at);
        }
        case.found = found.len();
        case.mine = found
            .iter()
            .find(|(who, _)| *who == me)
            .map(|(_, verdict)| *verdict);
        if case.mine.is_some() {
            let others = found.iter().filter(|(who, _)| *who != me);
            case.others = others.map(|(_, verdict)| *verdict).collect();
        }
        seen.cases.push(case);
    }
    seen.cases
        .sort_by_key(|case| (!case.is_open(), case.since, case.at, case.about));
    seen
}

/// The first findings on a case by those who may review it, at most [`REVIEWERS`].
fn first_findings(
    findings: &[Finding],
    case: &Case,
    sides: &BTreeMap<MemberId, Side>,
) -> Vec<(MemberId, Verdict)> {
    let mut found: Vec<(MemberId, Verdict)> = Vec::new();
    for (who, reviewed) in findings.iter().filter(|(_, one)| one.about == case.about) {
        let theirs = sides.get(who).is_some_and(|side| case.side != Some(*side));
        if theirs && found.len() < REVIEWERS && found.iter().all(|(known, _)| known != who) {
            found.push((*who, reviewed.verdict));
        }
    }
    found
}

/// Everything that is reviewed, by its name.
fn gather(entries: &[Placed], drawn: &[ItemId], sides: &BTreeMap<MemberId, Side>) -> BTreeMap<ItemId, Case> {
    let mut cases: BTreeMap<ItemId, Case> = BTreeMap::new();
    for placed in entries {
        if let Some(case) = case_of(placed, drawn, sides) {
            cases.entry(case.about).or_insert(case);
        }
    }
    for placed in entries {
        if let Content::ReasonGiven(given) = &placed.content
            && let Some(case) = cases.get_mut(&given.about)
        {
            case.reason.get_or_insert_with(|| given.reason.clone());
        }
        if let Content::DangerFinishedFact(fact) = &placed.content
            && let Some(case) = cases.get_mut(&fact.disclosure)
        {
            case.cause = Cause::Danger(Some(fact.ground));
            case.author = case.author.or(placed.author);
        }
    }
    cases
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only what is reviewed is looked at"
)]
fn case_of(placed: &Placed, drawn: &[ItemId], sides: &BTreeMap<MemberId, Side>) -> Option<Case> {
    let side_of_author = || placed.author.and_then(|author| sides.get(&author).copied());
    let (about, incident, cause, side, at) = match &placed.content {
        Content::DecisionFact(fact) => {
            let cause = if fact.count == DecisionCount::Danger {
                Cause::Danger(None)
            } else if drawn.contains(&fact.decision) {
                Cause::Drawn
            } else {
                return None;
            };
            (fact.decision, Some(fact.incident), cause, side_of(fact), fact.at)
        }
        Content::S136Despite(fact) => {
            let cause = Cause::Despite(rule(&fact.rule)?);
            (fact.item, Some(fact.incident), cause, side_of_author(), fact.at)
        }
        Content::S136Stopped(fact) => {
            // nothing was recorded, and either seat may have tried: both organisations look at it
            let cause = Cause::Stopped(rule(&fact.rule)?);
            (fact.item, Some(fact.incident), cause, None, fact.at)
        }
        Content::S136Learnt(fact) => {
            // whose it was is not the question: somebody has to look at where the person is
            let cause = Cause::Learnt(rule(&fact.rule)?);
            (fact.item, Some(fact.incident), cause, None, fact.at)
        }
        Content::GovernanceOpened(fact) => (
            fact.item,
            fact.incident,
            Cause::GovernanceOpened,
            Some(fact.side),
            fact.at,
        ),
        _ => return None,
    };
    let seated = cause != Cause::GovernanceOpened;
    let codes = match &placed.content {
        Content::DecisionFact(fact) => Some(fact.clone()),
        _ => None,
    };
    Some(Case {
        about,
        incident,
        cause,
        side,
        author: placed.author.filter(|_| seated),
        at,
        since: at,
        codes,
        reason: None,
        mine: None,
        found: 0,
        others: Vec::new(),
    })
}

/// The rule's name as its table has it; a name of no table says nothing.
fn rule(slug: &str) -> Option<&'static str> {
    crate::domain::mha::law().named(slug).map(|row| row.slug.as_str())
}
