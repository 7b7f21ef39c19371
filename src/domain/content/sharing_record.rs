//! The record of one sharing decision: every field that the law wants kept with a disclosure or a refusal.
//!
//! It is stored beside the decision, on the decider's own side. What was open at the time is a [`Gap`] with a due time;
//! what is added later is an entry of its own ([`RecordCompleted`]) and the first record stays as it was.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::record_field::RecordField;
use super::shared::{Channel, Nature, PersonTold};
use super::side::NoteSource;
use crate::domain::decision::codes::codes;
use crate::domain::decision::facts::{Direction, ItemCategory, Purpose};
use crate::domain::decision::path::PolicingPurpose;
use crate::domain::decision::restrictions::Restriction;
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::role::{Role, Side};
use crate::domain::time::Moment;

/// What set the sharing off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// The discloser's own initiative.
    #[default]
    Proactive,
    /// In answer to what the other side said or did.
    Reactive,
    /// In answer to a request that is on record.
    Request {
        /// The request.
        request: ItemId,
    },
}

/// Who disclosed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discloser {
    /// The member.
    pub member: Option<MemberId>,
    /// The name, with the collar number where it is part of it.
    pub name: String,
    /// The side.
    pub side: Side,
    /// The role.
    pub role: Role,
    /// The organisation.
    pub organisation: String,
    /// Collar number or professional registration, where it is known apart from the name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
}

/// A named person or role-holder who was told; "the team" is not one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordReceiver {
    /// The member, when signed in here.
    pub member: Option<MemberId>,
    /// The name or role.
    pub name: String,
    /// The organisation.
    pub organisation: String,
    /// Why this receiver needs it.
    pub why: String,
}

/// Under which part of the Data Protection Act 2018 police hold something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Regime {
    /// Part 3: law enforcement.
    LawEnforcement,
    /// Part 2: general.
    General,
}

codes!(
    /// Which kind of person police hold somebody as (Data Protection Act 2018 s38(3)).
    SubjectCategory {
        /// Suspected of an offence, or about to commit one.
        Suspect,
        /// Convicted of an offence.
        Convicted,
        /// A victim, or somebody who may be one.
        Victim,
        /// A witness, or somebody with information.
        Witness,
        /// None of these.
        Other,
    }
);

/// How sure the discloser is of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sureness {
    /// Seen, or from a checked record.
    High,
    /// Told by the person, or not checked.
    Medium,
    /// A view, or somebody else's report.
    Low,
}

/// One item of the disclosure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordItem {
    /// What kind of information.
    pub category: ItemCategory,
    /// The words that crossed.
    pub words: String,
    /// Fact, opinion or report (DPA 2018 s38(2)). It says the source as well.
    pub nature: Nature,
    /// When it was true.
    pub as_at: Moment,
    /// Nobody said when it was true.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_at_open: bool,
    /// Where the words come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<NoteSource>,
    /// How sure.
    pub sure: Sureness,
    /// Until when it may be relied on.
    pub shelf_life: Option<Moment>,
    /// Why this item is needed.
    pub why: String,
    /// The regime under which police hold it: the discloser's where police tell, else the receiver's.
    pub regime: Regime,
    /// The police side's third leg for it: slugs of the rule table.
    pub police_legs: Vec<String>,
    /// Which kind of person police hold whom it is about as, where that differs from the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<SubjectCategory>,
    /// What restricts it, as police marked it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restrictions: Vec<Restriction>,
}

/// The three legs of one side's own act: slugs of the rule table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideLegs {
    /// Whose act.
    pub side: Side,
    /// L1: the duty or power.
    pub power: Vec<String>,
    /// L2: what lifts confidence.
    pub confidentiality: String,
    /// L3: Article 6, 9 and 10 with Schedule 1, or Part 3 with Schedule 8.
    pub data_protection: Vec<String>,
    /// What is switched off; never a gateway.
    pub exemptions: Vec<String>,
    /// Part 2 or Part 3.
    pub regime: Regime,
}

/// A leg that a person changed on the check page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegChanged {
    /// Whose act.
    pub side: Side,
    /// The slug that was filled in.
    pub from: String,
    /// The slug that was chosen in its place.
    pub to: String,
}

/// Where a line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FilledBy {
    /// Answered while deciding.
    Answer,
    /// The usual answer that follows from the facts, shown before it was committed.
    Usual,
    /// The sharing agreement.
    Agreement,
    /// Added later.
    Later,
}

/// A line that is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The words, or the code.
    pub value: String,
    /// Where it comes from.
    pub by: FilledBy,
}

/// A line that is open, and by when it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Which line.
    pub field: RecordField,
    /// By when.
    pub due: Moment,
}

/// How it was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decided {
    /// Everything that was picked crossed.
    Shared,
    /// A part of it crossed.
    SharedPart,
    /// Nothing crossed.
    NotShared,
    /// Nothing crossed yet: advice or an answer comes first.
    Deferred,
}

/// Everything that is kept with a sharing decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharingRecord {
    /// Who told whom.
    pub direction: Direction,
    /// What set it off.
    pub trigger: Trigger,
    /// Who disclosed, who signed.
    pub discloser: Discloser,
    /// Who was told.
    pub receivers: Vec<RecordReceiver>,
    /// One row for each item that crossed; for a refusal, none.
    pub items: Vec<RecordItem>,
    /// What it was for.
    pub purpose: Purpose,
    /// The policing purpose, where police told.
    pub policing_purpose: Option<PolicingPurpose>,
    /// The legs of every side that acts.
    pub legs: Vec<SideLegs>,
    /// Legs that were changed from what was filled in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed_legs: Vec<LegChanged>,
    /// The rule table's version.
    pub rules: String,
    /// The sharing agreement that was in force.
    pub agreement: Option<String>,
    /// How it was told.
    pub channel: Option<Channel>,
    /// Whether the person knows.
    pub told: PersonTold,
    /// Until when the judgement of capacity serves.
    pub capacity_until: Option<Moment>,
    /// Every line that is filled.
    pub said: BTreeMap<RecordField, Said>,
    /// What is open.
    pub gaps: Vec<Gap>,
    /// How it was decided.
    pub decided: Decided,
}

impl SharingRecord {
    /// What a line says: the words or the code; `None` while it is open.
    pub fn says(&self, field: RecordField) -> Option<&str> {
        self.said.get(&field).map(|said| said.value.as_str())
    }

    /// The legs of one side.
    pub fn legs_of(&self, side: Side) -> Option<&SideLegs> {
        self.legs.iter().find(|legs| legs.side == side)
    }

    /// The record with what was added later. The first words of a line stay those that were first written; a later one
    /// fills what was open and is marked as later.
    #[must_use]
    pub fn completed(&self, later: &[RecordCompleted]) -> Self {
        let mut record = self.clone();
        for (field, value) in later.iter().flat_map(|completed| &completed.said) {
            let said = Said {
                value: value.clone(),
                by: FilledBy::Later,
            };
            record.said.entry(*field).or_insert(said);
            record.gaps.retain(|gap| gap.field != *field);
        }
        record
    }
}

/// Open lines of a record were filled later. The record itself stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordCompleted {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// Which decision.
    pub decision: ItemId,
    /// The lines: words or codes.
    pub said: BTreeMap<RecordField, String>,
}
