//! What a person filled in, as it goes with a request.

use chrono::NaiveDate;

use crate::domain::content::{
    Channel, ConsentLevel, DecisionWords, PersonTold, S136Field, S136Step, TellingRecord, Trigger,
};
use crate::domain::decision::facts::{Facts, Nation};
use crate::domain::decision::path::Answers;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::time::{Moment, YearMonth};

/// First page of set-up to last, before anybody joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundingForm {
    /// The partnership's name.
    pub partnership: String,
    /// The police force.
    pub police: String,
    /// The health trust.
    pub health: String,
    /// Whose law.
    pub nation: Nation,
    /// This device's name.
    pub device: String,
    /// The two governance leads' names: police, health.
    pub leads: [String; 2],
    /// The recovery holders' offices: police 1 and 2, health 1 and 2.
    pub recovery_offices: [[String; 2]; 2],
    /// A practice vault, for ever.
    pub training: bool,
}

/// What is to be shared or not: everything the decision pages gathered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareForm {
    /// The incident.
    pub incident: IncidentId,
    /// The notes that were picked.
    pub notes: Vec<ItemId>,
    /// The facts that were stated.
    pub facts: Facts,
    /// What was chosen and typed, from which the record is put together.
    pub answers: Answers,
    /// The typed words.
    pub words: DecisionWords,
    /// What set it off.
    pub trigger: Trigger,
    /// When the decision was begun.
    pub begun: Moment,
    /// Milliseconds on the check page.
    pub check_ms: u32,
    /// Whether the person knows.
    pub person_told: PersonTold,
    /// How it is told.
    pub channel: Channel,
    /// Set when this finishes a danger share's reason: nothing crosses again.
    pub finishes: Option<ItemId>,
    /// Only a part of what the request asked for crosses; of a share that [`Trigger::Request`] set off.
    pub partly: bool,
    /// When the person is told, whose advice was asked, what was used again.
    pub telling: TellingRecord,
}

/// Steps and lines of section 136 that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S136Form {
    /// The incident.
    pub incident: IncidentId,
    /// The steps, in the order in which they are taken.
    pub steps: Vec<S136Step>,
    /// Lines that this seat's side keeps for itself.
    pub kept: Vec<(S136Field, String)>,
    /// Why it is recorded although a rule asks for judgement; empty when no rule does.
    pub despite: String,
    /// Whoever asks has read that there is no power: then the use ended at this time. `None` while nobody has.
    pub ends: Option<Moment>,
}

/// A level of consent for a voluntary partner, about the person of the incident in focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentLevelForm {
    /// The voluntary partner.
    pub partner: String,
    /// How far.
    pub level: ConsentLevel,
    /// The day on which the person agreed.
    pub day: NaiveDate,
    /// The form's reference.
    pub form: String,
    /// For which services.
    pub services: Vec<String>,
}

/// A marker as it is to stand from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkerForm {
    /// The marker that is looked at again; `None` for a new one.
    pub marker: Option<ItemId>,
    /// Its code in the code lists.
    pub code: String,
    /// What it rests on.
    pub evidence: String,
    /// Whether the person was told.
    pub told: bool,
    /// Why it is taken off; `None` while it is to stand.
    pub remove: Option<String>,
    /// The supervisor who agreed, where its kind needs one.
    pub agreed: String,
}

/// The six kinds of Danger now, in the order of the digits 1 to 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DangerKind {
    /// Weapon or means to hand.
    Weapon,
    /// Taken something, medical emergency.
    Medical,
    /// Height, road, rail or water.
    Height,
    /// Child or someone else in danger.
    SomeoneElse,
    /// Danger to us.
    Crew,
    /// Something else, in words.
    Other,
}

impl DangerKind {
    /// In the order of the digits.
    pub const ALL: [Self; 6] = [
        Self::Weapon,
        Self::Medical,
        Self::Height,
        Self::SomeoneElse,
        Self::Crew,
        Self::Other,
    ];

    /// The exact words that cross; for [`DangerKind::Other`] the typed words do.
    pub fn words(self) -> &'static str {
        match self {
            Self::Weapon => "Weapon or means to hand",
            Self::Medical => "Taken something, medical emergency",
            Self::Height => "Height, road, rail or water",
            Self::SomeoneElse => "Child or someone else in danger",
            Self::Crew => "Danger to us",
            Self::Other => "Danger",
        }
    }
}

/// What later months are to be compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BaselineForm {
    /// The month, best one before the team began.
    pub month: YearMonth,
    /// Uses of section 136 in it, from earlier records; `None` to take them from the log.
    pub s136_used: Option<u32>,
    /// Median minutes of an officer at such an incident, as measured then.
    pub officer_minutes: Option<u32>,
    /// How many people live where the team works.
    pub residents: Option<u32>,
    /// The year of the estimate.
    pub residents_of: Option<u16>,
    /// How many of them are of each ethnic group: White, Mixed, Asian, Black, any other.
    pub groups: Option<[u32; 5]>,
}
