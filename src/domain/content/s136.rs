//! Section 136 as entries say it: who was consulted, where the person was taken, how, and each step of it.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::time::Moment;

/// Who was consulted before section 136 (MHA 1983 s136(1C)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consulted {
    /// The nurse on the crew.
    CrewNurse {
        /// The nurse's name.
        name: String,
    },
    /// Somebody else on the statutory list.
    Other {
        /// Name and job.
        who: String,
    },
    /// It was not practicable.
    NotPracticable {
        /// Why.
        why: String,
    },
}

/// What the consulted person advised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    /// Supports it.
    Supports,
    /// Suggests another way.
    AnotherWay,
    /// Gave no view.
    NoView,
}

/// What kind of place of safety.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceOfSafety {
    /// Health-based place of safety.
    HealthBased,
    /// Emergency department.
    EmergencyDepartment,
    /// Private home, with the agreements that s135(6) asks for.
    PrivateHome,
    /// Another suitable place.
    Other,
}

/// How the person travelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conveyance {
    /// Ambulance.
    Ambulance,
    /// Police vehicle.
    PoliceVehicle,
    /// Another health vehicle.
    OtherHealthVehicle,
    /// Already at the place of safety.
    None,
}

/// A step of section 136.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum S136Step {
    /// Considered and not used; what was done instead.
    NotUsed {
        /// What was done instead.
        instead: String,
        /// Whether and with whom it was talked through.
        consulted: Consulted,
    },
    /// Used.
    Used {
        /// When the officer decided.
        at: Moment,
        /// Consultation beforehand.
        consulted: Consulted,
        /// What was advised; `None` where nobody was consulted.
        advice: Option<Advice>,
        /// The place of safety that is meant.
        place: PlaceOfSafety,
        /// How the person travels.
        conveyance: Conveyance,
    },
    /// Arrived at a place of safety. The first arrival starts the 24 hours (s136(2A)).
    Arrived {
        /// When.
        at: Moment,
    },
    /// The assessment ended.
    Ended {
        /// When.
        at: Moment,
    },
}

/// A step of section 136 was recorded by the police seat, or a milestone of it by either.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct S136Recorded {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// Which step.
    pub step: S136Step,
}
