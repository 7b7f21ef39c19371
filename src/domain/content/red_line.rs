//! Words that a red line stopped on their way, and which words could carry an NHS number where it may not go (RL4).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Content, Home, Receiver};
use crate::domain::decision::codes::codes;
use crate::domain::decision::may_have_nhs_number;
use crate::domain::ids::IncidentId;
use crate::domain::record::holds_nhs_number;
use crate::domain::role::Side;
use crate::domain::time::Moment;

codes!(
    /// What became of the words.
    RedLineEnd {
        /// They were refused whole: nothing crossed.
        Refused,
        /// What may not cross was taken out, and the rest crossed: Danger now.
        TakenOut,
    }
);

/// A red line stopped typed words. For supervisors and governance leads: no word of them is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedLineStopped {
    /// The incident, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// Whose words; `None` for the crew's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The red line, for example `RL4`.
    pub line: String,
    /// What became of the words.
    pub end: RedLineEnd,
    /// When.
    pub at: Moment,
}

impl Content {
    /// Whether an NHS number stands in words that police can read, or that go to somebody who may not have one (red line
    /// RL4). `side` is who writes. Every word of the entry is read, so that no field is forgotten.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever both sides read is looked at; only these two leave by a side's own compartment"
    )]
    pub fn carries_nhs_number(&self, side: Option<Side>) -> bool {
        let looked_at = match self {
            Self::ToldOutside(told) => {
                let may_have = |to: &Receiver| to.kind.is_some_and(may_have_nhs_number);
                side != Some(Side::Health) || !told.0.to.iter().all(may_have)
            }
            // said to officers from the nurse's desk
            Self::AdviceGiven(_) => side == Some(Side::Health),
            // supervisors and reviewers of both organisations read it
            Self::ReasonGiven(_) => true,
            other => other.home() == Home::Shared,
        };
        looked_at && serde_json::to_value(self).is_ok_and(|value| in_value(&value))
    }
}

fn in_value(value: &Value) -> bool {
    match value {
        Value::String(words) => holds_nhs_number(words),
        Value::Array(parts) => parts.iter().any(in_value),
        Value::Object(fields) => fields.values().any(in_value),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
