//! What follows a share: a correction, a withdrawal and its reason, and the proof that they reached those who were told.

use serde::{Deserialize, Serialize};

use crate::domain::decision::codes::codes;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::Side;
use crate::domain::time::Moment;

use super::shared::Withdrawn;
use super::{BreachOpened, BreachStepped};

codes!(
    /// Why a shared sentence is corrected.
    CorrectionReason {
        /// It was wrong.
        FactualError,
        /// It has become known only now.
        LateEntry,
        /// It was about somebody else.
        IdentityMerge,
        /// A clinical correction.
        ClinicalCorrection,
        /// The person disputes it.
        SubjectDispute,
        /// A court ordered it.
        Court,
    }
);

/// A shared sentence is corrected. The old words are kept and shown struck through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// The incident.
    pub incident: IncidentId,
    /// This correction's own name.
    pub correction: ItemId,
    /// Which disclosure.
    pub disclosure: ItemId,
    /// Which of its items, counted from 0.
    pub item: u32,
    /// The words from now on.
    pub words: String,
    /// Why.
    pub why: CorrectionReason,
    /// Who corrects, as the receiver sees them.
    pub from_name: String,
}

codes!(
    /// Why a share is withdrawn.
    WithdrawnWhy {
        /// The person took back their agreement.
        ConsentWithdrawn,
        /// It is no longer needed.
        NoLongerNeeded,
        /// It should not have been shared.
        SharedInError,
    }
);

codes!(
    /// How somebody was told outside this screen.
    TellingHow {
        /// By phone.
        Phone,
        /// Face to face.
        InPerson,
        /// By secure email.
        SecureEmail,
        /// By letter.
        Letter,
        /// By radio.
        Radio,
    }
);

/// How a change reached somebody who had been told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reached {
    /// They read it in their own seat and confirmed that.
    Read {
        /// Who.
        who: String,
    },
    /// They were told some other way.
    Told {
        /// Who was spoken to.
        who: String,
        /// When.
        at: Moment,
        /// How.
        how: TellingHow,
        /// By whom.
        by: String,
    },
}

/// What followed words that were told to somebody outside the crew. Only the side that told them can open it, as it can
/// the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AfterOutside {
    /// One sentence was corrected.
    Corrected(Corrected),
    /// They are not to be used any more.
    Withdrawn(Withdrawn),
    /// That was told to the receiver.
    Reached(ChangeReached),
    /// They should not have been told: the record of a breach, which is this organisation's alone.
    BreachOpened(BreachOpened),
    /// A step after that.
    BreachStepped(BreachStepped),
}

/// A correction or a withdrawal reached one of those who had been told: the sender's proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeReached {
    /// The incident.
    pub incident: IncidentId,
    /// Which disclosure.
    pub disclosure: ItemId,
    /// Which correction; `None` for the withdrawal.
    pub correction: Option<ItemId>,
    /// Which of its receivers, counted from 0.
    pub receiver: u32,
    /// The side of whoever wrote this.
    pub side: Side,
    /// How.
    pub reached: Reached,
}

/// The entry of such a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AfterOutsideEntry {
    /// What changed.
    pub change: AfterOutside,
}

impl AfterOutside {
    /// The incident.
    pub fn incident(&self) -> IncidentId {
        match self {
            Self::Corrected(change) => change.incident,
            Self::Withdrawn(change) => change.incident,
            Self::Reached(change) => change.incident,
            Self::BreachOpened(change) => change.incident,
            Self::BreachStepped(change) => change.incident,
        }
    }
}
