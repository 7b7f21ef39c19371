//! An incident passes to other hands: what was said in four parts, who took it and how they signed, and what officers
//! were advised. Only the side that wrote it can open it: its words come from that side's own record.

use serde::{Deserialize, Serialize};

use super::shared::Channel;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::time::Moment;

/// Who takes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HandoverTo {
    /// The next shift of the same side, who work with this log.
    NextShift,
    /// A ward.
    Ward,
    /// The emergency department.
    EmergencyDepartment,
    /// The crisis team.
    CrisisTeam,
}

impl HandoverTo {
    /// In the order of the digits 1 to 4.
    pub const ALL: [Self; 4] = [
        Self::NextShift,
        Self::Ward,
        Self::EmergencyDepartment,
        Self::CrisisTeam,
    ];

    /// Whether whoever takes over has no account here: they sign on this laptop or on paper.
    pub fn is_outside(self) -> bool {
        self != Self::NextShift
    }
}

/// A handover in four parts: situation, background, assessment, recommendation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sbar {
    /// What is happening.
    pub situation: String,
    /// What is known from before.
    pub background: String,
    /// What the giver makes of it.
    pub assessment: String,
    /// What is asked of whoever takes over.
    pub recommendation: String,
}

impl Sbar {
    /// The four parts in their order.
    pub fn parts(&self) -> [&str; 4] {
        [
            &self.situation,
            &self.background,
            &self.assessment,
            &self.recommendation,
        ]
    }
}

/// An incident was handed over. Whoever gave it stays responsible until somebody signs for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverGiven {
    /// The incident.
    pub incident: IncidentId,
    /// This handover's own name.
    pub handover: ItemId,
    /// Who takes over.
    pub to: HandoverTo,
    /// Which ward, department or team; empty for the next shift.
    pub place: String,
    /// Who gives it, as colleagues see them.
    pub by: String,
    /// The words.
    pub sbar: Sbar,
    /// Stands on the paper and nowhere on a screen: whoever reads it back has the paper.
    pub code: String,
}

/// How a handover was signed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReceivedHow {
    /// By a colleague with their own PIN: the entry bears their signature.
    OwnSeat,
    /// With name and role, on the giver's laptop.
    OnLaptop,
    /// On paper; the code of the paper was read back and typed here.
    OnPaper,
}

/// Somebody took over. From here on it is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverReceived {
    /// The incident.
    pub incident: IncidentId,
    /// Which handover.
    pub handover: ItemId,
    /// Who took it.
    pub name: String,
    /// What they are.
    pub role: String,
    /// When.
    pub at: Moment,
    /// How they signed.
    pub how: ReceivedHow,
    /// They said back what they heard.
    pub read_back: bool,
    /// What was put right while it was read back, or why it was not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

/// What came of advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreed {
    /// The officer agreed.
    Yes,
    /// In part.
    Partly,
    /// The officer did not agree. That is theirs to decide, and both views are kept.
    No,
}

impl Agreed {
    /// In the order of the digits 1 to 3.
    pub const ALL: [Self; 3] = [Self::Yes, Self::Partly, Self::No];
}

/// Officers were advised from the desk, and said back what they understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceGiven {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// Who was advised: a call sign or a name.
    pub to: String,
    /// How.
    pub channel: Channel,
    /// What was advised: what to do, no word of the person's record.
    pub advised: String,
    /// What the officer said that they understood.
    pub understood: String,
    /// Whether they agreed.
    pub agreed: Agreed,
    /// What was done; empty while that is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub done: String,
    /// Earlier advice that this completes: what was done became known later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completes: Option<ItemId>,
}
