//! What a person agreed to, kept for later incidents on the side that asked: an answer, its taking back, and the layered
//! consent for a voluntary partner. It never crosses, and it never answers a later question by itself.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::decision::facts::{ItemCategory, Purpose, Recipient};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::time::Moment;

/// Whom an answer is about, as far as it was known then.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAsked {
    /// What the person is called.
    pub name: String,
    /// Age in years on the day of the answer, stated or estimated.
    pub age: Option<u32>,
    /// Date of birth as far as it was known: `1992`, `1992-03` or `1992-03-07`; empty when not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub born: String,
    /// NHS number, on the health side alone (red line RL4); empty when not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nhs_number: String,
}

/// What the person said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentAnswer {
    /// Yes.
    Yes,
    /// No. Never shown as a risk (red line RL10).
    No,
}

/// A person's answer to one question: these things, to these receivers, for this purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentKept {
    /// The incident in which the person was asked.
    pub incident: IncidentId,
    /// This answer's own name.
    pub consent: ItemId,
    /// The decision that it was given for.
    pub decision: ItemId,
    /// Whom it is about.
    pub person: PersonAsked,
    /// What they said.
    pub answer: ConsentAnswer,
    /// To what kinds of information.
    pub items: Vec<ItemCategory>,
    /// To which kind of receiver.
    pub recipient: Recipient,
    /// The receivers by name, as they were said to the person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receivers: Vec<String>,
    /// For what.
    pub purpose: Purpose,
    /// The words that were used and understood.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// How it was expressed: a code of the sharing record.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub how: String,
    /// Limits that the person set.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub limits: String,
    /// When they said it.
    pub given: Moment,
    /// From when on it serves no more; `None` when nothing was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Moment>,
}

/// The person took a yes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentTakenBack {
    /// The incident in which the yes had been given.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// Which answer.
    pub consent: ItemId,
    /// What the person said.
    pub words: String,
}

/// How far a person lets a voluntary partner's information go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentLevel {
    /// 0: nothing is agreed, or it was taken back.
    Nothing,
    /// 1: the person uses the service; nothing is told to anybody.
    JustServices,
    /// 2: talked through and agreed, for the services that are named.
    TalkedThrough,
    /// 3: a signed form, because the person wants to move on.
    SignedForm,
}

impl ConsentLevel {
    /// All, in the order 0 to 3.
    pub const ALL: [Self; 4] = [
        Self::Nothing,
        Self::JustServices,
        Self::TalkedThrough,
        Self::SignedForm,
    ];
}

/// A level was set; a later one takes its place, level 0 takes it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentLevelSet {
    /// The incident in which it was recorded.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// Whom it is about.
    pub person: PersonAsked,
    /// The voluntary partner.
    pub partner: String,
    /// How far.
    pub level: ConsentLevel,
    /// The day on which the person agreed.
    pub day: NaiveDate,
    /// The form's reference; there is one at level 3.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub form: String,
    /// For which services, each by its name: what was agreed for one is not for another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
}
