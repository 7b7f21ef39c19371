//! Whether the agreement in force covers one share. What is not ticked is not covered, and an agreement that is a draft,
//! has not begun or has ended covers nothing.

use chrono::NaiveDate;

use super::terms::{Clause, Terms};
use crate::domain::content::{Channel, PolicySet, Regime};
use crate::domain::decision::facts::{Direction, ItemCategory, Purpose, Recipient};

/// What is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareAsk<'a> {
    /// Who tells whom.
    pub direction: Direction,
    /// What the receiver is.
    pub recipient: Recipient,
    /// What for.
    pub purpose: Purpose,
    /// What kinds of information.
    pub items: &'a [ItemCategory],
    /// How, where that is chosen already.
    pub channel: Option<Channel>,
}

/// How the agreement stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// There is none, or only a reference without terms.
    None,
    /// It has no first day, or that is still to come.
    NotBegun,
    /// It counts.
    InForce,
    /// It counts, and the day of its review has passed.
    ReviewDue,
    /// Its last day has passed, or it was ended early.
    Ended,
}

impl Standing {
    /// Whether it counts on that day.
    pub fn counts(self) -> bool {
        matches!(self, Self::InForce | Self::ReviewDue)
    }
}

/// What lies outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outside {
    /// Nothing was named to be shared.
    Nothing,
    /// No clause goes this way.
    Direction,
    /// No clause of this direction is for that purpose.
    Purpose,
    /// No clause of this direction and purpose names that receiver.
    Receiver,
    /// This kind of information is not ticked for that receiver and purpose.
    Item(ItemCategory),
}

/// Whether a channel was approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChannelStanding {
    /// It was.
    Approved,
    /// It was not: a reason is needed.
    NotApproved,
    /// No channel was chosen yet, or no agreement in force says.
    NotAsked,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// How the agreement stands on that day.
    pub standing: Standing,
    /// What is outside; empty when all of it is covered, or no agreement counts.
    pub outside: Vec<Outside>,
    /// The numbers of the clauses that cover it, each once.
    pub clauses: Vec<String>,
    /// The ready-made situation of the first of them, whose legs are filled in.
    pub usual: Option<String>,
    /// Whether the channel was approved.
    pub channel: ChannelStanding,
}

impl Coverage {
    /// Whether the agreement in force covers all of it.
    pub fn allowed(&self) -> bool {
        self.standing.counts() && self.outside.is_empty()
    }

    fn none(standing: Standing) -> Self {
        Self {
            standing,
            outside: Vec::new(),
            clauses: Vec::new(),
            usual: None,
            channel: ChannelStanding::NotAsked,
        }
    }
}

/// What no agreement can cover: the red lines of `domain-law` 1.9 that are about a kind of information or a receiver.
pub(super) fn never(direction: Direction, to: Recipient, item: ItemCategory) -> bool {
    let to_care = matches!(
        to,
        Recipient::Nurse | Recipient::Ambulance | Recipient::Hospital | Recipient::Gp
    );
    match item {
        _ if matches!(to, Recipient::ImmigrationEnforcement | Recipient::Media) || to.needs_writing() => true,
        ItemCategory::WholeRecord => true,
        ItemCategory::NhsNumber => !to_care,
        ItemCategory::Intelligence => to_care || direction == Direction::PoliceToHealth,
        ItemCategory::PresentationAndRisk
        | ItemCategory::CrisisPlan
        | ItemCategory::KnownToService
        | ItemCategory::MedicationCritical
        | ItemCategory::Allergy
        | ItemCategory::Diagnosis
        | ItemCategory::History
        | ItemCategory::Address
        | ItemCategory::WeaponsMarker
        | ItemCategory::ViolenceMarker
        | ItemCategory::BailConditions
        | ItemCategory::SpentConvictions
        | ItemCategory::ContactDetails
        | ItemCategory::CounsellingNotes
        | ItemCategory::Counts => false,
    }
}

/// Whether an agreement may tick this kind of information for that receiver: everything but the red lines.
pub fn may_be_ticked(direction: Direction, to: Recipient, item: ItemCategory) -> bool {
    !never(direction, to, item)
}

impl Terms {
    /// How these terms stand on a day, once both organisations have signed them.
    pub fn standing(&self, day: NaiveDate) -> Standing {
        if self.ended.is_some_and(|ended| ended <= day) || self.ends.is_some_and(|last| last < day) {
            Standing::Ended
        } else if self.starts.is_none_or(|first| day < first) {
            Standing::NotBegun
        } else if self.review.is_some_and(|review| review < day) {
            Standing::ReviewDue
        } else {
            Standing::InForce
        }
    }

    /// Whether these terms, signed by both organisations, cover one share on a day.
    pub fn covers(&self, ask: &ShareAsk<'_>, day: NaiveDate) -> Coverage {
        let standing = self.standing(day);
        if !standing.counts() {
            return Coverage::none(standing);
        }
        let channel = match ask.channel {
            None => ChannelStanding::NotAsked,
            Some(channel) if self.channels.contains(&channel) => ChannelStanding::Approved,
            Some(_) => ChannelStanding::NotApproved,
        };
        let mut answer = Coverage {
            channel,
            ..Coverage::none(standing)
        };
        match self.fitting(ask) {
            Err(outside) => answer.outside.push(outside),
            Ok(_) if ask.items.is_empty() => answer.outside.push(Outside::Nothing),
            Ok(fitting) => {
                for item in ask.items {
                    let clause = fitting.iter().find(|clause| clause.ticked(ask, *item));
                    answer.add(clause.copied(), *item);
                }
            }
        }
        if !answer.outside.is_empty() {
            answer.clauses.clear();
            answer.usual = None;
        }
        answer
    }

    /// The clauses of that direction and purpose which name the receiver, or what none of them has.
    fn fitting(&self, ask: &ShareAsk<'_>) -> Result<Vec<&Clause>, Outside> {
        let way: Vec<&Clause> = self
            .clauses
            .iter()
            .filter(|clause| clause.direction == ask.direction)
            .collect();
        let purpose: Vec<&Clause> = way
            .iter()
            .filter(|clause| clause.purposes.contains(&ask.purpose))
            .copied()
            .collect();
        let receiver: Vec<&Clause> = purpose
            .iter()
            .filter(|clause| clause.ticks.iter().any(|ticks| ticks.to == ask.recipient))
            .copied()
            .collect();
        match (way.is_empty(), purpose.is_empty(), receiver.is_empty()) {
            (true, _, _) => Err(Outside::Direction),
            (_, true, _) => Err(Outside::Purpose),
            (_, _, true) => Err(Outside::Receiver),
            (false, false, false) => Ok(receiver),
        }
    }
}

impl Clause {
    fn ticked(&self, ask: &ShareAsk<'_>, item: ItemCategory) -> bool {
        !never(ask.direction, ask.recipient, item)
            && self
                .ticks
                .iter()
                .any(|ticks| ticks.to == ask.recipient && ticks.items.contains(&item))
    }
}

impl Coverage {
    fn add(&mut self, clause: Option<&Clause>, item: ItemCategory) {
        match clause {
            None => self.outside.push(Outside::Item(item)),
            Some(clause) => {
                if !self.clauses.contains(&clause.number) {
                    self.clauses.push(clause.number.clone());
                }
                if self.usual.is_none() && !clause.usual.is_empty() {
                    self.usual = Some(clause.usual.clone());
                }
            }
        }
    }
}

impl PolicySet {
    /// How police hold what they tell, as the agreement in force on that day says.
    pub fn regime_on(&self, day: NaiveDate) -> Option<Regime> {
        self.in_force(day)?.police_regime
    }

    /// Whether an agreement is in force on that day and does not name this way of telling.
    pub fn is_unapproved(&self, channel: Channel, day: NaiveDate) -> bool {
        self.in_force(day)
            .is_some_and(|terms| !terms.channels.contains(&channel))
    }

    /// The terms that count on that day.
    pub fn in_force(&self, day: NaiveDate) -> Option<&Terms> {
        self.terms
            .as_deref()
            .filter(|terms| self.agreement.is_some() && terms.standing(day).counts())
    }

    /// How the agreement stands on a day. A reference without terms, as logs of the first versions have it, says nothing
    /// about what may be shared: it gives no short cut.
    pub fn standing(&self, day: NaiveDate) -> Standing {
        match (&self.agreement, &self.terms) {
            (Some(_), Some(terms)) => terms.standing(day),
            _ => Standing::None,
        }
    }

    /// Whether an officer may tell the nurse known or not known in one press. An agreement without terms, as logs of the
    /// first versions have it, allows that where it names the clause.
    ///
    /// # Errors
    /// How the agreement stands, where it does not cover it.
    pub fn known_covered(&self, day: NaiveDate) -> Result<(), Standing> {
        if self.agreement.is_some() && self.terms.is_none() && self.known_clause.is_some() {
            return Ok(());
        }
        let ask = ShareAsk {
            direction: Direction::PoliceToHealth,
            recipient: Recipient::Nurse,
            purpose: Purpose::SafetyOfPerson,
            items: &[ItemCategory::KnownToService],
            channel: None,
        };
        let covered = self.covers(&ask, day);
        if covered.allowed() {
            Ok(())
        } else {
            Err(covered.standing)
        }
    }

    /// Whether the agreement covers one share on a day. With none in force nothing is covered and nothing is outside:
    /// every share takes the full decision.
    pub fn covers(&self, ask: &ShareAsk<'_>, day: NaiveDate) -> Coverage {
        match (&self.agreement, &self.terms) {
            (Some(_), Some(terms)) => terms.covers(ask, day),
            _ => Coverage::none(Standing::None),
        }
    }
}
