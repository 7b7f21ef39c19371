//! What telling leaves behind beside the words: who heard them, who outside the crew was told, when the person will be
//! told, whose advice was asked.

use serde::{Deserialize, Serialize};

use super::shared::Disclosed;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// Spoken words were heard by the person they were for. Receipt, not agreement. The time is that of the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// The incident.
    pub incident: IncidentId,
    /// Which disclosure.
    pub disclosure: ItemId,
    /// Whose seat heard it.
    pub by: Side,
    /// Their name, as both sides see it.
    pub name: String,
}

/// Words told to somebody outside the crew: an ambulance crew, a hospital, a GP. Only the side that told them can open
/// this: the other seat was not a receiver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ToldOutside(pub Disclosed);

/// Why the person is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotTold {
    /// It would add to the danger.
    AddsToDanger,
    /// It would spoil what the sharing is for, for example an investigation.
    WouldPrejudice,
    /// The person cannot take it in, or cannot be reached.
    CannotBeTold,
    /// Another reason, in words.
    Other,
}

impl NotTold {
    /// In the order of the digits 1 to 4.
    pub const ALL: [Self; 4] = [
        Self::AddsToDanger,
        Self::WouldPrejudice,
        Self::CannotBeTold,
        Self::Other,
    ];
}

/// Whose advice was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Adviser {
    /// A supervisor or senior on call.
    Senior,
    /// The Caldicott Guardian.
    CaldicottGuardian,
    /// Information governance or the data protection officer.
    InformationGovernance,
    /// A lawyer.
    Legal,
}

impl Adviser {
    /// In the order of the digits 1 to 4.
    pub const ALL: [Self; 4] = [
        Self::Senior,
        Self::CaldicottGuardian,
        Self::InformationGovernance,
        Self::Legal,
    ];
}

/// Advice that was asked for while deciding (`advice_sought`): who, when, what they were told, what they said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceAsked {
    /// What kind of adviser.
    pub adviser: Adviser,
    /// Who: a name, or the role they hold.
    pub who: String,
    /// When they were asked.
    pub at: Moment,
    /// What they said; empty while they have not answered.
    pub answer: String,
    /// The text without names that was read or sent to them; empty when it was told in other words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub told: String,
}

/// How the telling stands beside the decision: for the decider's own side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TellingRecord {
    /// By when the person will be told, where they are told later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tell_by: Option<Moment>,
    /// Why the person is not told, where they are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_told: Option<NotTold>,
    /// The same in words, where it is another reason.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub not_told_words: String,
    /// The earlier decision whose answer was used again, by somebody's choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reused: Option<ItemId>,
    /// Whose advice was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub advice: Vec<AdviceAsked>,
}

impl TellingRecord {
    /// Nothing of it was recorded.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
