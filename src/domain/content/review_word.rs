//! The word of a review to whoever decided or looked: a learning note or a question, chosen from a list, so that it holds
//! nothing of the record. The word itself is in the author's own compartment; supervisors keep that it was passed and read.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{EntryRef, IncidentId, ItemId, MemberId};
use crate::domain::time::Moment;

/// What the author of a decision, or the viewer of a page, is told or asked. Typed by nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewWord {
    /// The reason says all that is needed.
    Good,
    /// The reason should say what was seen or heard.
    SayWhatYouSaw,
    /// The reason should say why less would not have done.
    SayWhyNotLess,
    /// The person should be told as soon as it is safe.
    TellThePerson,
    /// The reason is due within hours.
    FinishSooner,
    /// Why was this page opened?
    WhyOpened,
}

impl ReviewWord {
    /// What may follow a review of a decision, in the order of the list.
    pub const LEARNING: [Self; 5] = [
        Self::Good,
        Self::SayWhatYouSaw,
        Self::SayWhyNotLess,
        Self::TellThePerson,
        Self::FinishSooner,
    ];

    /// It wants words back.
    pub fn asks(self) -> bool {
        self == Self::WhyOpened
    }
}

/// A word, and whose it is to be: a supervisor of that person's organisation passes it on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordFor {
    /// What.
    pub word: ReviewWord,
    /// For whom.
    pub to: MemberId,
    /// The incident.
    pub incident: IncidentId,
    /// Its reference.
    pub reference: String,
    /// When the decision was made.
    pub of: Moment,
}

/// A learning note or a question for one member of the writer's own organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewWordPassed {
    /// The incident.
    pub incident: IncidentId,
    /// Its reference.
    pub reference: String,
    /// This word's own name.
    pub item: ItemId,
    /// For whom.
    pub to: MemberId,
    /// What.
    pub word: ReviewWord,
    /// When the decision was made, or the page opened.
    pub of: Moment,
    /// The decision that it is about; `None` for the opening of a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<ItemId>,
}

/// Whoever it was for has read it. An answer to a question goes to supervisors, as a [`super::ReasonGiven`] about `item`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewWordRead {
    /// The incident.
    pub incident: IncidentId,
    /// Which word.
    pub item: ItemId,
}

/// For supervisors: a word was passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordPassedFact {
    /// The word.
    pub item: ItemId,
    /// The review or the opening that it follows.
    pub follows: EntryRef,
    /// When.
    pub at: Moment,
}

/// For supervisors: it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordReadFact {
    /// The word.
    pub item: ItemId,
    /// When.
    pub at: Moment,
}
