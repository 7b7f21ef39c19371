//! The incident's frame that both sides fill: how it came, where, who is part of it, risk, red flags, plan, markers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::ids::{IncidentId, ItemId};

/// How the incident came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// 999 call.
    Call999,
    /// 101 call.
    Call101,
    /// Officers on scene asked.
    Officers,
    /// Ambulance asked.
    Ambulance,
    /// Health service asked.
    Health,
    /// The crew came across it.
    Encounter,
    /// Anything else.
    Other,
}

impl Source {
    /// In the order of the digits 1 to 7 on the page.
    pub const ALL: [Self; 7] = [
        Self::Call999,
        Self::Call101,
        Self::Officers,
        Self::Ambulance,
        Self::Health,
        Self::Encounter,
        Self::Other,
    ];
}

/// One detail of the incident's frame. The latest of each kind holds; all are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// How it came, and the force's log number.
    Source {
        /// How it came.
        source: Source,
        /// The force's log or CAD number, free text up to 40 characters.
        log: String,
    },
    /// Where it is, in words.
    Place(String),
    /// Whom it is about, as both sides may know them.
    Person {
        /// What the person is called; empty when not known.
        name: String,
        /// Age in years, stated or estimated.
        age: Option<u32>,
        /// The age is an estimate.
        about: bool,
    },
    /// Risk in words that both sides agreed on.
    Risk(RiskLevel),
    /// Where it is, as numbers and codes; each empty when it is not known.
    Spot {
        /// Postcode, upper case with one space.
        postcode: String,
        /// what3words, as text.
        three_words: String,
        /// Ordnance Survey grid reference.
        grid: String,
    },
    /// How sure it is who the person is.
    Identity(IdentityConfidence),
    /// Physical signs that need an ambulance now. Seen on scene, so both sides see them; empty when none is left.
    RedFlags {
        /// What is seen.
        flags: Vec<RedFlag>,
        /// Anything else, in words.
        words: String,
    },
    /// What both agreed to do.
    Plan(String),
    /// Injuries.
    Injuries(String),
    /// Somebody else who is part of it, or somebody taken off the list again.
    Somebody(Somebody),
    /// A marker that both sides may see.
    Marker(Marker),
}

/// Risk in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RiskLevel {
    /// No risk of harm seen.
    NoneSeen,
    /// Harm is possible.
    Possible,
    /// Harm is likely today.
    Likely,
    /// Harm is happening or about to.
    Now,
}

/// A detail was set or corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailSet {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name, so that it can be undone.
    pub item: ItemId,
    /// What was set.
    pub detail: Detail,
}

/// How sure it is who the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentityConfidence {
    /// A document or a record with a picture was seen.
    Confirmed,
    /// The person said so.
    SaidSo,
    /// Somebody else said so.
    SomebodySaid,
    /// Not known.
    NotKnown,
}

impl IdentityConfidence {
    /// In the order of the digits 1 to 4.
    pub const ALL: [Self; 4] = [Self::Confirmed, Self::SaidSo, Self::SomebodySaid, Self::NotKnown];
}

/// A physical sign that needs an ambulance now: what is seen, never a diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RedFlag {
    /// Airway, breathing or circulation.
    Breathing,
    /// Chest pain.
    ChestPain,
    /// Unresponsive, or a fit.
    Unresponsive,
    /// Head injury.
    HeadInjury,
    /// Ligature, or pressure on the neck.
    Ligature,
    /// Significant bleeding.
    Bleeding,
    /// Overdose or poisoning.
    Overdose,
    /// Severe disturbance with physical danger: hot, not tiring, insensitive to pain, then suddenly calm.
    Disturbance,
    /// Restrained, face down, or collapsed after a struggle.
    Restrained,
    /// Suspected withdrawal, diabetic emergency, sepsis, delirium or a reaction to medicine.
    Medical,
}

impl RedFlag {
    /// In the order on the page.
    pub const ALL: [Self; 10] = [
        Self::Breathing,
        Self::ChestPain,
        Self::Unresponsive,
        Self::HeadInjury,
        Self::Ligature,
        Self::Bleeding,
        Self::Overdose,
        Self::Disturbance,
        Self::Restrained,
        Self::Medical,
    ];
}

/// What somebody has to do with the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonRole {
    /// Family, partner or friend.
    Family,
    /// A child.
    Child,
    /// Somebody who depends on the person for care.
    Dependant,
    /// Staff who were hurt or threatened.
    StaffVictim,
    /// A witness, a caller, anybody else.
    Other,
}

impl PersonRole {
    /// In the order of the digits 1 to 5.
    pub const ALL: [Self; 5] = [
        Self::Family,
        Self::Child,
        Self::Dependant,
        Self::StaffVictim,
        Self::Other,
    ];
}

/// Somebody besides the person whom the incident is about. The latest of each name holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Somebody {
    /// This person's own name on the incident.
    pub person: ItemId,
    /// What they have to do with it.
    pub role: PersonRole,
    /// What they are called; empty when not known.
    pub name: String,
    /// Age in years, as stated or estimated.
    pub age: Option<u32>,
    /// How sure it is who they are.
    pub identity: IdentityConfidence,
    /// Written down by mistake.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub taken_off: bool,
}

impl Somebody {
    /// Stands for a person who has no name on the incident yet: the engine gives one.
    pub const NEW: ItemId = ItemId([0; 16]);
}

/// A warning with its evidence and its end. It says what was seen or done, no word of a diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// This marker's own name.
    pub marker: ItemId,
    /// Its code in the code lists.
    pub code: String,
    /// What it rests on.
    pub evidence: String,
    /// The day it was set.
    pub set: NaiveDate,
    /// The day on which somebody looks at it again.
    pub review: NaiveDate,
    /// From this day on it is no longer shown as current.
    pub expires: NaiveDate,
    /// Whether the person was told.
    pub told: bool,
    /// Why it was taken off; `None` while it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<String>,
    /// Who set it, looked at it again or took it off; empty in entries of earlier versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The supervisor who agreed, where its kind needs one; empty in entries of earlier versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub agreed: String,
}

impl Marker {
    /// Whether it is shown as current on a day.
    pub fn is_current(&self, day: NaiveDate) -> bool {
        self.removed.is_none() && day < self.expires
    }

    /// Whether somebody has to look at it again.
    pub fn is_to_review(&self, day: NaiveDate) -> bool {
        self.is_current(day) && self.review <= day
    }
}
