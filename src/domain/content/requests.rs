//! Asking the other side for something, and what came of it; people outside who ask, and what came of that.

use serde::{Deserialize, Serialize};

use crate::domain::decision::codes::codes;
use crate::domain::decision::facts::{ItemCategory, Purpose, Recipient};
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::role::Side;
use crate::domain::time::Moment;

use super::after::TellingHow;
use super::shared::{Channel, SharedItem};
use super::side::NotSharedReason;

/// Whether and how a victim was told that information about them is asked for (Police, Crime, Sentencing and Courts Act
/// 2022, Part 2 Chapter 3: notice on or before the request, or as soon as can be).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VictimNotice {
    /// In writing, already.
    Given,
    /// As soon as it can be.
    SoonAfter,
    /// Withheld, and why.
    Withheld(String),
}

/// The three tests that a request for a victim's information must meet, and its notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VictimRequest {
    /// (a) There is reason to believe that the other side holds it.
    pub held: bool,
    /// (b) It bears on a reasonable line of enquiry.
    pub enquiry: bool,
    /// (c) It is necessary and proportionate for that purpose.
    pub necessary: bool,
    /// Counselling records: presumed not to be necessary.
    pub counselling: bool,
    /// The notice.
    pub notice: VictimNotice,
}

/// What a request is for: the form must ask which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestAim {
    /// The person's safety or care, now.
    Safety,
    /// A crime, not about a victim.
    Crime,
    /// A crime, about a victim of it.
    Victim(VictimRequest),
}

/// One side asks the other. Both can read it, so it names nothing that only one side knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requested {
    /// The incident.
    pub incident: IncidentId,
    /// This request's own name.
    pub request: ItemId,
    /// Who asks.
    pub from: Side,
    /// The asker's name as the other side sees it.
    pub from_name: String,
    /// What kind of information; `None` where only the words say it.
    pub what: Option<ItemCategory>,
    /// What is asked for, in words.
    pub words: String,
    /// What it will be used for.
    pub purpose: Purpose,
    /// Safety and care, or a crime.
    pub aim: RequestAim,
    /// Why it is needed.
    pub why: String,
    /// By when.
    pub needed_by: Option<Moment>,
    /// How often the asker has asked about this person, this request among them; 0 where nobody counted.
    #[serde(default, skip_serializing_if = "is_none_yet")]
    pub times: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde calls")]
fn is_none_yet(times: &u32) -> bool {
    *times == 0
}

/// What came of a request, as the asker sees it. Why something was refused stays with the side that refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestAnswer {
    /// What was asked crossed in this disclosure.
    Shared(ItemId),
    /// A part of it did.
    Partly(ItemId),
    /// It was not shared.
    Refused,
    /// Later: not before this time.
    Deferred(Moment),
}

/// A request was answered. A deferred one is answered again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestAnswered {
    /// The incident.
    pub incident: IncidentId,
    /// Which request.
    pub request: ItemId,
    /// The side that was asked.
    pub from: Side,
    /// Who answers.
    pub from_name: String,
    /// What came of it.
    pub answer: RequestAnswer,
}

/// Why a request was refused: for the refusing side's own record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRefused {
    /// The incident.
    pub incident: IncidentId,
    /// Which request.
    pub request: ItemId,
    /// Why.
    pub reason: NotSharedReason,
    /// More about it.
    pub words: String,
}

codes!(
    /// Who asks from outside.
    OutsideAsker {
        /// A court or coroner.
        Court,
        /// A solicitor.
        Solicitor,
        /// An insurer.
        Insurer,
        /// A relative or friend.
        Family,
        /// Press and broadcasters.
        Media,
        /// Another department of government or another public body.
        OtherDepartment,
        /// Immigration enforcement: red line RL1.
        ImmigrationEnforcement,
        /// Anybody else.
        Other,
    }
);

impl OutsideAsker {
    /// What the receiver would be in a decision; `None` where no kind of receiver fits and a decision cannot be made.
    pub fn recipient(self) -> Option<Recipient> {
        match self {
            Self::Court => Some(Recipient::Court),
            Self::Family => Some(Recipient::Relative),
            Self::Media => Some(Recipient::Media),
            Self::OtherDepartment => Some(Recipient::OtherGovernment),
            Self::ImmigrationEnforcement => Some(Recipient::ImmigrationEnforcement),
            Self::Solicitor => Some(Recipient::Solicitor),
            Self::Insurer => Some(Recipient::Insurer),
            Self::Other => None,
        }
    }

    /// Whether a decision for this kind of receiver answers them. A coroner asks under a law of its own (Coroners and
    /// Justice Act 2009 Schedule 5), so whoever decides says which of the two it is.
    pub fn is_answered_by(self, told: Option<Recipient>) -> bool {
        let coroner = self == Self::Court && told == Some(Recipient::Coroner);
        told.is_some() && (coroner || self.recipient() == told)
    }
}

codes!(
    /// Whether a document backs the request.
    Document {
        /// None is spoken of.
        None,
        /// One is spoken of; nobody here has seen it.
        Claimed,
        /// It was seen, addressed to this organisation and in force.
        Seen,
    }
);

/// Somebody outside asks. Kept in the register of the side that was asked; refused until governance has advised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideRequested {
    /// This request's own name.
    pub request: ItemId,
    /// About which incident, if it is about one.
    pub incident: Option<IncidentId>,
    /// What they are.
    pub asker: OutsideAsker,
    /// Who they are.
    pub who: String,
    /// In what capacity they ask.
    pub capacity: String,
    /// What they ask for.
    pub what: String,
    /// The law that they name.
    pub basis: String,
    /// Whether a document backs it.
    pub document: Document,
    /// It is for immigration enforcement, whoever asks: red line RL1.
    pub immigration: bool,
    /// When it came.
    pub received: Moment,
    /// Who took it.
    pub taken_by: String,
}

/// A step with an outside request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutsideStep {
    /// The order or other document was seen.
    DocumentSeen {
        /// Which: its reference, court and date.
        what: String,
    },
    /// Governance advised.
    Advised {
        /// Who.
        by: String,
        /// What.
        words: String,
        /// That a decision to share may be made.
        may_decide: bool,
    },
    /// The Caldicott Guardian or data protection officer was told of a request that crosses a red line.
    LeadTold {
        /// Who.
        who: String,
        /// When.
        at: Moment,
        /// How.
        how: TellingHow,
    },
    /// Refused for good, and they were told so.
    Refused {
        /// Why.
        why: String,
    },
    /// Answered by a full decision.
    Answered {
        /// What was told by that decision.
        decision: ItemId,
        /// The exact words that were given.
        items: Vec<SharedItem>,
        /// How they were given.
        how: Channel,
    },
}

/// Something was done about an outside request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideStepped {
    /// Which request.
    pub request: ItemId,
    /// About which incident, as the request says.
    pub incident: Option<IncidentId>,
    /// Who did it.
    pub by: String,
    /// What.
    pub step: OutsideStep,
}

/// What oversight counts of requests between the sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestCode {
    /// Asked.
    Asked {
        /// For a crime.
        crime: bool,
        /// How many times the same member has now asked about one person: 1 for the first.
        times: u32,
    },
    /// Shared.
    Shared,
    /// Shared in part.
    Partly,
    /// Refused, for this reason.
    Refused(NotSharedReason),
    /// Deferred.
    Deferred,
}

/// A request between the sides, for counting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestFact {
    /// The incident.
    pub incident: IncidentId,
    /// Which request.
    pub request: ItemId,
    /// Who asked, for what was asked; who answered, for an answer.
    pub by: MemberId,
    /// Their side.
    pub side: Side,
    /// What.
    pub code: RequestCode,
    /// When.
    pub at: Moment,
}

/// Where an outside request stands, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutsideCode {
    /// Taken: refused until governance has advised.
    Taken,
    /// Taken and refused at once: a red line.
    RefusedRedLine,
    /// Governance was told of the red line.
    LeadTold,
    /// Something beyond a red line was tried, and refused.
    RedLineTried,
    /// Governance advised.
    Advised,
    /// Refused for good.
    Refused,
    /// Answered by a decision.
    Answered,
}

/// An outside request, for counting: no name, no words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideFact {
    /// Which request.
    pub request: ItemId,
    /// The side that was asked.
    pub side: Side,
    /// What they are.
    pub asker: OutsideAsker,
    /// Where it stands.
    pub code: OutsideCode,
    /// When.
    pub at: Moment,
}
