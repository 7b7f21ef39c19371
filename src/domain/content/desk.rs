//! What desks and crews say to each other about the work itself: who has an incident, how urgent it is, that a hospital
//! asked police to stay, who does what afterwards. Both sides read it; no word of anybody's record is in it.

use serde::{Deserialize, Serialize};

use super::shared::FollowUp;
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// How urgent the call is, as the control room grades it: 1 immediate, 2 priority, 3 scheduled, 4 advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// At once.
    Immediate,
    /// Soon.
    Priority,
    /// At a time to be agreed.
    Scheduled,
    /// Nobody attends: advice.
    Advice,
}

impl Grade {
    /// In the order of the digits 1 to 4.
    pub const ALL: [Self; 4] = [Self::Immediate, Self::Priority, Self::Scheduled, Self::Advice];
}

/// The control room graded it, or graded it anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graded {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// How urgent.
    pub grade: Grade,
}

/// Somebody takes an incident from the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// The incident.
    pub incident: IncidentId,
    /// This claim's own name.
    pub claim: ItemId,
    /// Who, where it was taken from a private seat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// Who, as both sides see them.
    pub name: String,
    /// Which desk or vehicle.
    pub station: String,
    /// The claim that it takes over with open eyes; a claim that knew of no other has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<ItemId>,
}

/// A claim is given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// The incident.
    pub incident: IncidentId,
    /// Which claim.
    pub claim: ItemId,
}

/// Why police are asked to stay with a person at a hospital. Right Care, Right Person leaves police four reasons to
/// stay: a real and immediate risk to life, or of serious harm, a crime, and a duty of their own that has not passed
/// yet (National Partnership Agreement of July 2023; MHA 1983 s136(2): keeping the person until they are received).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StayReason {
    /// A real and immediate risk to somebody's life.
    RiskToLife,
    /// A real and immediate risk of serious harm.
    SeriousHarm,
    /// A crime that has happened or is happening.
    Crime,
    /// The person is detained and the hospital has not received them yet.
    NotReceivedYet,
}

impl StayReason {
    /// In the order of the digits 1 to 4.
    pub const ALL: [Self; 4] = [
        Self::RiskToLife,
        Self::SeriousHarm,
        Self::Crime,
        Self::NotReceivedYet,
    ];
}

/// The officer's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StayAnswer {
    /// They stay.
    Stays,
    /// They leave: the hospital was told so.
    Leaves,
}

/// A hospital asked police to stay, and the officer answered. The time is that of the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StayAsked {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// The reason that the hospital gave.
    pub reason: StayReason,
    /// The officer's answer.
    pub answer: StayAnswer,
    /// Who asked: name or role; empty while it is not recorded.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub asked_by: String,
    /// What was agreed, in words: until when, or why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub agreed: String,
    /// Whose answer it is: the officer of the shift; empty where none was signed in, and in entries of earlier versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// Who does one of the follow-ups, and by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpSet {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// Which follow-up.
    pub what: FollowUp,
    /// Whose side does it.
    pub side: Side,
    /// Who, as both sides see them.
    pub owner: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Moment>,
}

/// How a follow-up ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FollowUpEnd {
    /// Done: somebody was reached.
    Done,
    /// Nobody could be reached; what was tried stands in the record.
    NotReached,
    /// No longer needed.
    NotNeeded,
    /// Somebody else does it: it was passed on.
    PassedOn,
}

impl FollowUpEnd {
    /// In the order of the digits 1 to 4.
    pub const ALL: [Self; 4] = [Self::Done, Self::NotReached, Self::NotNeeded, Self::PassedOn];
}

/// A follow-up ended. The time is that of the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpDone {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// Which follow-up.
    pub what: FollowUp,
    /// How it ended.
    pub end: FollowUpEnd,
    /// Who ended it, as both sides see them.
    pub by: String,
}
