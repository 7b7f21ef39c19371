//! What a person fills in to ask, to answer, to correct and to record what should not have crossed.

use crate::domain::content::{
    BreachCode, BreachKind, Document, NotSharedReason, OutsideAsker, RequestAim, TellingHow,
};
use crate::domain::decision::facts::{ItemCategory, Purpose};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// What one side asks the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskForm {
    /// The incident.
    pub incident: IncidentId,
    /// What kind of information, where one fits.
    pub what: Option<ItemCategory>,
    /// What, in words.
    pub words: String,
    /// What for.
    pub purpose: Purpose,
    /// Safety and care, or a crime.
    pub aim: RequestAim,
    /// Why.
    pub why: String,
    /// By when.
    pub needed_by: Option<Moment>,
}

/// An answer that shares nothing; sharing is a decision of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskAnswer {
    /// Not shared. The reason stays with this side.
    Refuse(NotSharedReason, String),
    /// Later.
    Defer(Moment),
}

/// Who was told, when, how: what a telling outside this screen leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// Who was spoken to.
    pub who: String,
    /// When.
    pub at: Moment,
    /// How.
    pub how: TellingHow,
}

/// Somebody outside asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideForm {
    /// About which incident, if it is about one.
    pub incident: Option<IncidentId>,
    /// What they are.
    pub asker: OutsideAsker,
    /// Who they are.
    pub who: String,
    /// In what capacity.
    pub capacity: String,
    /// What they ask for.
    pub what: String,
    /// The law that they name.
    pub basis: String,
    /// Whether a document backs it.
    pub document: Document,
    /// It is for immigration enforcement.
    pub immigration: bool,
    /// When it came.
    pub received: Moment,
}

/// A share that should not have been made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachForm {
    /// The incident.
    pub incident: IncidentId,
    /// Which disclosure.
    pub disclosure: ItemId,
    /// What was wrong.
    pub kind: BreachKind,
    /// What happened.
    pub words: String,
    /// When somebody first knew.
    pub aware: Moment,
}

/// Something that waits for this seat on another incident than the one in focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The incident.
    pub incident: IncidentId,
    /// `26-0117`.
    pub reference: String,
    /// What waits.
    pub what: ElsewhereWhat,
    /// By when.
    pub by: Option<Moment>,
}

/// What waits on another incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ElsewhereWhat {
    /// A step after a breach.
    Breach,
    /// A correction or withdrawal to read.
    ToRead,
    /// A request to answer.
    ToAnswer,
    /// A correction or withdrawal that has not reached somebody.
    ToReach,
    /// A task of this side that is past its time.
    Overdue,
}

/// A breach as supervisors and governance leads see it: steps and times only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachRow {
    /// Which.
    pub breach: ItemId,
    /// What was wrong.
    pub kind: BreachKind,
    /// When somebody first knew.
    pub aware: Moment,
    /// The steps: when, whose, which.
    pub steps: Vec<(Moment, Side, BreachCode)>,
    /// Whose alone it is, where the words had gone outside the crew.
    pub alone: Option<Side>,
}

impl BreachRow {
    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.steps
            .iter()
            .any(|(.., code)| matches!(code, BreachCode::Closed))
    }

    /// Whether a side has still to tell the Commissioner, or to judge that it need not.
    pub fn awaits(&self, side: Side) -> bool {
        if self.alone.is_some_and(|whose| whose != side) {
            return false;
        }
        let own = || self.steps.iter().rev().filter(|(_, whose, _)| *whose == side);
        let told = own().any(|(.., code)| matches!(code, BreachCode::CommissionerTold(_)));
        let judged = own().find_map(|(.., code)| match code {
            BreachCode::Assessed(report) => Some(*report),
            BreachCode::Opened(_)
            | BreachCode::Contained
            | BreachCode::CommissionerTold(_)
            | BreachCode::PersonTold
            | BreachCode::PersonNotTold
            | BreachCode::Closed => None,
        });
        !self.is_closed() && !told && judged != Some(false)
    }
}

/// What supervisors and governance leads see of requests and breaches: counts and times, no names, no words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Watch {
    /// Breaches, the latest first.
    pub breaches: Vec<BreachRow>,
    /// Requests that a member made about one person for the third time or more, this year.
    pub repeats: usize,
    /// Outside requests that crossed a red line and of which governance was not told yet.
    pub red_lines_untold: usize,
    /// All outside requests that crossed a red line.
    pub red_lines: usize,
    /// Words that were stopped because an NHS number stood in them.
    pub stopped: usize,
}
