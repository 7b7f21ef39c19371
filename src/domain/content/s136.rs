//! Sections 136 and 135 as entries say them: who was consulted, where the person was taken, how, and each step of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::mha_field::S136Field;
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
    /// A police station, for adults only and under the Regulations of 2017.
    PoliceStation,
    /// Not known; the record then says why.
    NotKnown,
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
    /// Another way; the record then says which.
    Other,
    /// Not known; the record then says why.
    NotKnown,
}

/// What was done instead of section 136.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OtherWay {
    /// Went along freely to a service.
    WentFreely,
    /// Stayed with family, friends or a carer.
    StayedWithOthers,
    /// The crisis team took over.
    CrisisTeam,
    /// An ambulance took the person for physical care.
    Ambulance,
    /// Went home with advice.
    HomeWithAdvice,
    /// Arrested.
    Arrested,
    /// Something else.
    Other,
}

/// Which warrant of section 135.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarrantKind {
    /// To search for and remove a person: s135(1), with an AMHP and a doctor.
    Remove,
    /// To retake a patient: s135(2).
    Retake,
}

/// Why more time was given: the person's condition, and nothing else (s136B(2)). Want of a bed, of a doctor or of an
/// approved mental health professional has no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoreTime {
    /// Too distressed to be assessed.
    TooDistressed,
    /// Intoxicated.
    Intoxicated,
    /// Needs treatment of a physical illness or injury first.
    PhysicalTreatment,
    /// Another condition of the person.
    OtherCondition,
}

/// How section 136 ended, as far as both sides see it; how the assessment came out is the nurse's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndedHow {
    /// Assessed, and arrangements made.
    Assessed,
    /// Released because the grounds were no longer there.
    GroundsEnded,
    /// The permitted period ran out.
    TimeOut,
    /// Arrested for an offence.
    Arrested,
    /// Went missing and was not found within the period.
    Absconded,
    /// Died.
    Died,
    /// Another way.
    Other,
}

/// A step of section 136 or 135.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum S136Step {
    /// Considered and not used; what was done instead.
    NotUsed {
        /// When it was decided; `None` where nobody said, and in records from before this was kept: when it was recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Moment>,
        /// What was done instead, in words.
        instead: String,
        /// Whether and with whom it was talked through.
        consulted: Consulted,
        /// What was done instead, as a code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other_way: Option<OtherWay>,
        /// What was advised; `None` where nobody was consulted, and in records from before this was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        advice: Option<Advice>,
    },
    /// It is being considered, and nobody has decided yet.
    Considered {
        /// When.
        at: Moment,
        /// With whom it was talked through, once somebody was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        consulted: Option<Consulted>,
        /// What was advised.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        advice: Option<Advice>,
    },
    /// Used.
    Used {
        /// When the officer decided.
        at: Moment,
        /// Consultation beforehand.
        consulted: Consulted,
        /// What was advised; `None` where nobody was consulted.
        advice: Option<Advice>,
        /// The place of safety that is meant; `None` while nobody has said it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<PlaceOfSafety>,
        /// How the person travels.
        conveyance: Conveyance,
    },
    /// Arrived at a place of safety. The first arrival starts the 24 hours (s136(2A)).
    Arrived {
        /// When.
        at: Moment,
        /// Of which class.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<PlaceOfSafety>,
    },
    /// Section 136 or 135 ended.
    Ended {
        /// When.
        at: Moment,
        /// How.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        how: Option<EndedHow>,
    },
    /// A warrant of section 135 was carried out.
    Warrant {
        /// First entry: where the person is kept on the premises, the 24 hours run from here (s135(3ZA)).
        at: Moment,
        /// Which.
        kind: WarrantKind,
        /// Its number and court.
        number: String,
        /// Who was there: the approved mental health professional and the doctor.
        present: String,
        /// The person is kept on the premises, which is a place of safety.
        kept: bool,
        /// Where the person is kept there: of which class the premises are; `None` where they are not kept, and in
        /// records from before this was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<PlaceOfSafety>,
        /// The last day on which it may be carried out, as it stands on it; `None` in records from before this was
        /// kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<NaiveDate>,
    },
    /// The person is kept where they were found, which is a place of safety; the 24 hours run from this decision.
    Kept {
        /// When that was decided.
        at: Moment,
        /// Of which class the place is; `None` in records from before this was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<PlaceOfSafety>,
    },
    /// A leg of the way.
    Conveyed {
        /// When it began.
        at: Moment,
        /// Where to.
        to: String,
        /// How.
        by: Conveyance,
        /// Who authorised a move from one place of safety to another: a constable, an AMHP, or whom they authorised
        /// (s136(3), (4)).
        #[serde(default, skip_serializing_if = "String::is_empty")]
        authorised: String,
    },
    /// Health staff took over.
    HandedOver {
        /// When.
        at: Moment,
        /// Who: name and job.
        to: String,
    },
    /// The police left.
    Left {
        /// When.
        at: Moment,
    },
    /// The assessment ended; arrangements may still be made.
    Assessed {
        /// When.
        at: Moment,
    },
    /// More time was given by the responsible doctor (s136B).
    Extended {
        /// When it was given.
        at: Moment,
        /// How many minutes more.
        minutes: u32,
        /// The doctor and their number.
        by: String,
        /// Why.
        why: MoreTime,
        /// The superintendent who approved it, where the assessment is to be at a police station.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        superintendent: String,
        /// Of a person at a police station: whether the assessment is to be there (s136B(3)). `None` elsewhere, and in
        /// records from before this was asked; it is then taken to be there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assessed_there: Option<bool>,
    },
    /// The person went missing.
    Absconded {
        /// When.
        at: Moment,
    },
    /// The person was found and brought back within the period (s138). It restarts nothing.
    Retaken {
        /// When.
        at: Moment,
    },
    /// A healthcare professional looked after the person at a police station (regulation 4).
    Checked {
        /// When.
        at: Moment,
        /// Who.
        by: String,
    },
    /// A line of the record that both sides see.
    Said {
        /// Which.
        field: S136Field,
        /// Words, a code, an instant or minutes; empty takes the line back.
        value: String,
    },
    /// An earlier step was wrong. It stays in the log and no longer counts.
    TakenBack {
        /// Which.
        step: ItemId,
        /// Why.
        why: String,
    },
    /// The form was given to the place of safety.
    FormGiven {
        /// When.
        at: Moment,
        /// SHA-256 of what stood on it, hexadecimal: the code at its foot.
        fingerprint: String,
        /// Who took it: name and job.
        to: String,
        /// Which form: the entry of its making, which the side that made it can open. None in receipts that were
        /// recorded before forms were kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<ItemId>,
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

/// A step was recorded although a rule asks for judgement there; the reason is the [`super::ReasonGiven`] about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct S136Despite {
    /// The incident.
    pub incident: IncidentId,
    /// The step.
    pub item: ItemId,
    /// The rule, by its name in the table of the Mental Health Act.
    pub rule: String,
    /// When.
    pub at: Moment,
}

/// A step was stopped by a rule that no reason passes: nothing was recorded, and supervisors count that it was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct S136Stopped {
    /// The incident.
    pub incident: IncidentId,
    /// Its own name; the step has none.
    pub item: ItemId,
    /// The rule, by its name in the table of the Mental Health Act.
    pub rule: String,
    /// When.
    pub at: Moment,
}

/// What the national return counts of one use of section 136 or 135: codes alone. Later codes stand in for earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct S136Counted {
    /// The incident.
    pub incident: IncidentId,
    /// The step that the use began with.
    pub item: ItemId,
    /// The decision's time: the return belongs to its financial year.
    pub at: Moment,
    /// Code by the name of its line; an empty one takes an earlier code back.
    pub codes: BTreeMap<String, String>,
    /// When the use ended: a start that another device recorded before it is of the same use. `None` while it runs, and in
    /// facts from before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Moment>,
}

impl S136Step {
    /// When somebody decided, where this step is a decision: to use the power, to carry out a warrant, or not to use it.
    /// `recorded` is when the step was recorded. A use belongs to the month and the year of this instant.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other steps decide nothing")]
    pub fn decided(&self, recorded: Moment) -> Option<Moment> {
        match self {
            Self::Used { at, .. } | Self::Warrant { at, .. } => Some(*at),
            Self::NotUsed { at, .. } => Some(at.unwrap_or(recorded)),
            _ => None,
        }
    }
}
