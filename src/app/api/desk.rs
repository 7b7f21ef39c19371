//! What is asked about the work itself: handing over, advising, claiming, following up.

use super::IncidentRow;
use crate::domain::content::{
    Agreed, Channel, FollowUp, FollowUpEnd, Grade, HandoverTo, Marker, ReceivedHow, Sbar, StayAnswer,
    StayReason,
};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::TaskCard;
use crate::domain::role::Side;
use crate::domain::time::Moment;
use std::path::PathBuf;

/// An incident is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverForm {
    /// The incident.
    pub incident: IncidentId,
    /// Who takes over.
    pub to: HandoverTo,
    /// Which ward, department or team; empty for the next shift.
    pub place: String,
    /// The words.
    pub sbar: Sbar,
}

/// Somebody signs for a handover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptForm {
    /// The incident.
    pub incident: IncidentId,
    /// Which handover.
    pub handover: ItemId,
    /// Who takes it; from their own seat their name is known.
    pub name: String,
    /// What they are.
    pub role: String,
    /// When; now unless stated.
    pub at: Option<Moment>,
    /// How they sign.
    pub how: ReceivedHow,
    /// The code of the paper, typed back.
    pub code: String,
    /// They said back what they heard.
    pub read_back: bool,
    /// What was put right, or why it was not read back.
    pub remark: String,
}

/// A hospital asks police to stay, and the officer answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StayForm {
    /// The incident.
    pub incident: IncidentId,
    /// The request that this says more of; `None` for a new one.
    pub item: Option<ItemId>,
    /// The hospital's reason.
    pub reason: StayReason,
    /// The answer.
    pub answer: StayAnswer,
    /// Who asked.
    pub asked_by: String,
    /// What was agreed.
    pub agreed: String,
}

/// Advice to officers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviceForm {
    /// The incident.
    pub incident: IncidentId,
    /// Who was advised.
    pub to: String,
    /// How.
    pub channel: Channel,
    /// What was advised.
    pub advised: String,
    /// What they said that they understood.
    pub understood: String,
    /// Whether they agreed.
    pub agreed: Agreed,
    /// What was done.
    pub done: String,
}

/// Who does a follow-up, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpForm {
    /// The incident.
    pub incident: IncidentId,
    /// Which.
    pub what: FollowUp,
    /// Whose side does it.
    pub side: Side,
    /// Who.
    pub owner: String,
    /// By when.
    pub due: Option<Moment>,
}

/// A task in somebody's own words.
#[derive(Clone, PartialEq, Eq)]
pub struct TaskForm {
    /// The incident.
    pub incident: IncidentId,
    /// What.
    pub words: String,
    /// Who does it: a name or a role.
    pub owner: String,
    /// By when.
    pub due: Option<Moment>,
}

impl std::fmt::Debug for TaskForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TaskForm")
            .field("incident", &self.incident)
            .field("due", &self.due)
            .finish_non_exhaustive()
    }
}

/// One incident of the list for the next shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextShiftRow {
    /// The incident as the queue shows it.
    pub row: IncidentRow,
    /// What is left on it, as far as this seat may read it; empty when only the incident itself is open.
    pub left: Vec<Left>,
}

/// What is left on an incident when a shift ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// Section 136 or 135 is in use; the end of the 24 hours, once somebody has arrived.
    Detained(Option<Moment>),
    /// Health staff took over, and the power still runs: who has the clock, until when, and when that had passed.
    HeldBy {
        /// Who took over.
        who: String,
        /// The end of the permitted period; `None` where none began.
        limit: Option<Moment>,
    },
    /// The reason of the danger share of this time is to be finished.
    DangerReason(Moment),
    /// A hospital asked police to stay at this time, and they stay.
    Stays(Moment),
    /// This side's handover of this time waits for a signature.
    HandoverOpen(Moment),
    /// Advice of this time to these officers: what was done on it is not known yet.
    AdviceOpen(Moment, String),
    /// This side handed it over: who took it, and when.
    HandedOver(String, Moment),
    /// A follow-up: who does it and by when, as far as that is known.
    FollowUp(FollowUp, Option<(Side, String)>, Option<Moment>),
    /// A task of this side is open.
    Task(Box<TaskCard>),
    /// A marker is to be looked at again, since its day of review.
    Marker(Box<Marker>),
    /// How it ended is not said yet.
    Outcome,
}

/// What is asked about the work itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskRequest {
    /// What the next shift takes over. Answer: [`Done::NextShift`](super::Done::NextShift).
    NextShift,
    /// Hand an incident over.
    HandOver(HandoverForm),
    /// Sign for it.
    Receive(ReceiptForm),
    /// The sheet of a handover as files in this folder. Answer: [`Done::PaperMade`](super::Done::PaperMade).
    SaveSheet(IncidentId, ItemId, PathBuf),
    /// The same to the usual printer. Answer: [`Done::Printed`](super::Done::Printed).
    PrintSheet(IncidentId, ItemId),
    /// A hospital asks police to stay.
    Stay(StayForm),
    /// Officers were advised.
    Advise(AdviceForm),
    /// What was done on advice became known.
    AdviceDone(IncidentId, ItemId, String),
    /// Grade it.
    Grade(IncidentId, Grade),
    /// Take it from the queue, over whoever has it.
    Claim(IncidentId),
    /// Give it back.
    Release(IncidentId),
    /// Who does a follow-up.
    FollowUp(FollowUpForm),
    /// A task in this seat's own words.
    SetTask(TaskForm),
    /// This side's record was put onto the clipboard: as text, or as a FHIR document.
    Copied {
        /// Whose incident.
        incident: IncidentId,
        /// As a FHIR document.
        fhir: bool,
    },
    /// A follow-up ended.
    EndFollowUp(IncidentId, FollowUp, FollowUpEnd),
}
