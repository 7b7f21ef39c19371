//! A wrong share as a data breach that both organisations answer for: what happened, and each step after it.

use serde::{Deserialize, Serialize};

use crate::domain::decision::codes::codes;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::Side;
use crate::domain::time::Moment;

codes!(
    /// What was wrong with a share.
    BreachKind {
        /// Words that should not have crossed.
        WrongItem,
        /// Words about another person.
        WrongPerson,
        /// The right words to the wrong receiver.
        WrongReceiver,
        /// More than was needed.
        TooMuch,
        /// Something else.
        Other,
    }
);

/// A share that should not have been made. Both sides can read it. Its 72 hours run from `aware` (UK GDPR Article
/// 33(1); DPA 2018 s67(1)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachOpened {
    /// The incident.
    pub incident: IncidentId,
    /// This record's own name.
    pub breach: ItemId,
    /// Which disclosure.
    pub disclosure: ItemId,
    /// What was wrong.
    pub kind: BreachKind,
    /// What happened, in words.
    pub words: String,
    /// When somebody first knew.
    pub aware: Moment,
    /// The side that records it.
    pub side: Side,
    /// Who records it.
    pub by: String,
}

/// A step after a breach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BreachStep {
    /// What was done so that it goes no further.
    Contained {
        /// How.
        how: String,
    },
    /// One organisation judged whether it must report: each is a controller of its own.
    Assessed {
        /// It must: a risk to people's rights is not unlikely.
        report: bool,
        /// Why.
        why: String,
    },
    /// One organisation told the Information Commissioner.
    CommissionerTold {
        /// When.
        at: Moment,
        /// The Commissioner's reference, or how it was told.
        reference: String,
        /// Why only after the 72 hours; empty when in time.
        late: String,
    },
    /// The person was told.
    PersonTold {
        /// When.
        at: Moment,
        /// How.
        how: String,
    },
    /// The person is not told, and why.
    PersonNotTold {
        /// Why.
        why: String,
    },
    /// The record is closed.
    Closed {
        /// What was learned or changed.
        why: String,
    },
}

/// A step of a breach was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachStepped {
    /// The incident.
    pub incident: IncidentId,
    /// Which breach.
    pub breach: ItemId,
    /// The side that took it.
    pub side: Side,
    /// Who.
    pub by: String,
    /// What.
    pub step: BreachStep,
}

/// A step of a breach without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BreachCode {
    /// Recorded.
    Opened(BreachKind),
    /// Contained.
    Contained,
    /// One side judged whether it must report.
    Assessed(bool),
    /// One side told the Commissioner at this time.
    CommissionerTold(Moment),
    /// The person was told.
    PersonTold,
    /// The person is not told.
    PersonNotTold,
    /// Closed.
    Closed,
}

/// A breach, for counting and for the leads' clock: no name, no words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachFact {
    /// The incident.
    pub incident: IncidentId,
    /// Which breach.
    pub breach: ItemId,
    /// The side that took the step.
    pub side: Side,
    /// The step.
    pub code: BreachCode,
    /// When somebody first knew of the breach.
    pub aware: Moment,
    /// When.
    pub at: Moment,
    /// It is that organisation's alone: the words had gone outside the crew.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alone: bool,
}
