//! What only one side can open: its checks, its notes, its decisions and their reasons, its tasks.

use serde::{Deserialize, Serialize};

use super::shared::Nature;
use super::sharing_record::SharingRecord;
use super::telling::TellingRecord;
use crate::domain::decision::conclusion::{Conclusion, Task};
use crate::domain::decision::facts::Facts;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::time::Moment;

use super::after::TellingHow;

/// Whether this side knows the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KnownAnswer {
    /// Known.
    Known,
    /// Checked and not known.
    NotKnown,
    /// Could not be checked; never reads as "not known".
    CouldNotCheck,
}

impl KnownAnswer {
    /// In the order of the digits 1 to 3.
    pub const ALL: [Self; 3] = [Self::Known, Self::NotKnown, Self::CouldNotCheck];
}

/// This side's own check. Private until told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAnswered {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// The answer.
    pub answer: KnownAnswer,
    /// Why it could not be checked.
    pub why: String,
}

/// Where a note's words come from. Fact and opinion are separate choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteSource {
    /// Seen by the writer.
    Seen,
    /// Told by the person.
    Told,
    /// From a record.
    Record,
    /// The writer's own view.
    MyView,
    /// Told by somebody else: a relative, a caller, a passer-by.
    SomeoneElse,
}

impl NoteSource {
    /// In the order on the page.
    pub const ALL: [Self; 5] = [
        Self::Seen,
        Self::Told,
        Self::Record,
        Self::MyView,
        Self::SomeoneElse,
    ];

    /// What that makes of the words: fact, opinion or somebody's report (DPA 2018 s38(2)).
    pub fn nature(self) -> Nature {
        match self {
            Self::Seen | Self::Record => Nature::Fact,
            Self::Told => Nature::ToldByPerson,
            Self::SomeoneElse => Nature::ThirdParty,
            Self::MyView => Nature::Opinion,
        }
    }
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteWritten {
    /// The incident.
    pub incident: IncidentId,
    /// This note's own name.
    pub note: ItemId,
    /// Where the words come from.
    pub source: NoteSource,
    /// The words.
    pub text: String,
}

/// A correction. The original stays, struck through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteAmended {
    /// The incident.
    pub incident: IncidentId,
    /// The note that is corrected.
    pub note: ItemId,
    /// The words from now on; empty when the note was taken back.
    pub text: String,
    /// Why.
    pub why: String,
}

/// Why nothing was shared. A full result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotSharedReason {
    /// Not needed.
    NotNeeded,
    /// Not agreed, and nothing outweighs that.
    NotAgreed,
    /// Sharing could add harm.
    CouldAddHarm,
    /// Advice is needed first.
    NeedAdvice,
    /// Another reason, in words on this side's record.
    Other,
}

impl NotSharedReason {
    /// In the order of the digits 1 to 5.
    pub const ALL: [Self; 5] = [
        Self::NotNeeded,
        Self::NotAgreed,
        Self::CouldAddHarm,
        Self::NeedAdvice,
        Self::Other,
    ];
}

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionResult {
    /// Words crossed in this disclosure.
    Shared {
        /// The disclosure.
        disclosure: ItemId,
    },
    /// Nothing crossed.
    NotShared {
        /// Why.
        reason: NotSharedReason,
    },
    /// A danger share was made right afterwards.
    DangerFinished {
        /// The disclosure that had crossed.
        disclosure: ItemId,
    },
}

/// The free words that a person typed while deciding. They stay on the decider's side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionWords {
    /// Why sharing is best for the person.
    pub best_interests: String,
    /// What the person would want, if it is known.
    pub wishes: String,
    /// Why this is the least that is needed.
    pub least: String,
    /// Why necessary and proportionate (officer).
    pub proportionate: String,
    /// Any other reason typed.
    pub reason: String,
}

/// A sharing decision with everything it was made on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionMade {
    /// The incident.
    pub incident: IncidentId,
    /// This decision's own name.
    pub decision: ItemId,
    /// The notes that were picked.
    pub notes: Vec<ItemId>,
    /// The facts that were stated.
    pub facts: Facts,
    /// The typed words.
    pub words: DecisionWords,
    /// What the rules concluded.
    pub conclusion: Conclusion,
    /// What came of it.
    pub result: DecisionResult,
    /// When the decision was begun.
    pub begun: Moment,
    /// Milliseconds on the check page.
    pub check_ms: u32,
    /// Open points of a decision of an earlier version; empty since its record names them.
    #[serde(default)]
    pub gaps: Vec<String>,
    /// Every field that the law wants kept with it. Decisions of earlier versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Box<SharingRecord>>,
    /// When the person is told, whose advice was asked, what was used again.
    #[serde(default, skip_serializing_if = "TellingRecord::is_empty")]
    pub telling: TellingRecord,
}

/// Something this side still has to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskSet {
    /// The incident.
    pub incident: IncidentId,
    /// This task's own name.
    pub item: ItemId,
    /// What.
    pub task: Task,
    /// By when.
    pub due: Option<Moment>,
    /// The decision or disclosure that it comes from.
    pub about: Option<ItemId>,
    /// What, for a task in somebody's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Who does it: a name or a role. Empty for whoever set it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
}

/// It was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDone {
    /// The incident.
    pub incident: IncidentId,
    /// Which task.
    pub item: ItemId,
    /// What was done, in a few words.
    pub note: String,
    /// For a task that is to tell somebody: whom, when, how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<ToldSomebody>,
}

/// Somebody was told, outside this program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldSomebody {
    /// Who was spoken to.
    pub who: String,
    /// When.
    pub at: Moment,
    /// How.
    pub how: TellingHow,
}
