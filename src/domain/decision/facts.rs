//! What a sharing decision is made of: facts, as a written case or the decision pages state them.
//!
//! The form is that of written cases (`docs/cases.md`): kebab-case values, a default for what is left out, and an
//! error that names the key for what is unknown.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::codes::codes;

codes!(
    /// Which part of England and Wales the law is asked of.
    Nation { /// England.
        England, /// Wales.
        Wales }
);
codes!(
    /// Who tells whom.
    Direction { /// Nurse to officer.
        HealthToPolice, /// Officer to nurse.
        PoliceToHealth, /// Health to anybody else.
        HealthToOther, /// Police to anybody else.
        PoliceToOther }
);
codes!(
    /// What the receiver is.
    Recipient {
        /// Police officer.
        PoliceOfficer,
        /// Nurse.
        Nurse,
        /// Ambulance crew.
        Ambulance,
        /// Local authority.
        LocalAuthority,
        /// Hospital.
        Hospital,
        /// General practitioner.
        Gp,
        /// Charity or other voluntary partner.
        VoluntaryPartner,
        /// Court.
        Court,
        /// Coroner.
        Coroner,
        /// Immigration enforcement: red line RL1.
        ImmigrationEnforcement,
        /// Another department of government.
        OtherGovernment,
        /// Press and broadcasters.
        Media,
        /// Relative or friend.
        Relative,
        /// A solicitor, the person's own or another party's: the person's written yes, or an order that was seen.
        Solicitor,
        /// An insurer: the same.
        Insurer,
    }
);

impl Recipient {
    /// Told on the person's written yes, a duty or an order, and on nothing else: no emergency and no weighing is theirs.
    pub fn needs_writing(self) -> bool {
        matches!(self, Self::Solicitor | Self::Insurer)
    }
}
codes!(
    /// What the sharing is for.
    Purpose {
        /// Keep the person safe.
        SafetyOfPerson,
        /// Keep somebody else safe.
        SafetyOfOthers,
        /// Keep the crew and other staff safe.
        StaffSafety,
        /// Care of the person.
        DirectCare,
        /// Protect a child.
        SafeguardingChild,
        /// Protect an adult at risk.
        SafeguardingAdult,
        /// Prevent or stop a serious crime.
        PreventSeriousCrime,
        /// Investigate a crime.
        InvestigateCrime,
        /// A duty in law.
        LegalDuty,
        /// Whether the person can be housed.
        HousingEligibility,
        /// Counts from which nobody can be identified.
        Statistics,
        /// Advice about a case without naming the person.
        Advice,
        /// Anything else.
        Other,
    }
);
codes!(
    /// What kind of information one item is.
    ItemCategory {
        /// How the person presents, and what the risk is.
        PresentationAndRisk,
        /// What the crisis plan says to do.
        CrisisPlan,
        /// Known to services, or not.
        KnownToService,
        /// Medicine that matters now.
        MedicationCritical,
        /// Allergy.
        Allergy,
        /// Diagnosis.
        Diagnosis,
        /// What happened earlier.
        History,
        /// A whole record: never crosses.
        WholeRecord,
        /// Address.
        Address,
        /// NHS number: never crosses to police (RL4).
        NhsNumber,
        /// Marker: weapons.
        WeaponsMarker,
        /// Marker: violence.
        ViolenceMarker,
        /// Bail or order conditions.
        BailConditions,
        /// Spent convictions.
        SpentConvictions,
        /// Police intelligence: never crosses to the clinical side (RL3).
        Intelligence,
        /// How to reach somebody.
        ContactDetails,
        /// Counselling notes.
        CounsellingNotes,
        /// Counts.
        Counts,
    }
);
codes!(
    /// Where the person's own answer stands.
    ConsentState {
        /// The person said yes.
        Given,
        /// The person said no.
        Refused,
        /// The person said yes and took it back.
        Withdrawn,
        /// The person was not asked.
        NotAsked,
        /// The person agreed beforehand in a care or crisis plan.
        CarePlan,
    }
);
codes!(
    /// Why the person was not asked.
    WhyNotAsked {
        /// Asking would have been unsafe.
        Unsafe,
        /// No time.
        NoTime,
        /// The person was not there.
        Absent,
        /// Asking would have prejudiced the purpose.
        WouldPrejudice,
        /// The person could not answer.
        Unresponsive,
        /// Nobody said why.
        NotSaid,
    }
);
codes!(
    /// Who could be harmed.
    HarmTo { /// Only the person.
        #[serde(rename = "self")]
        Self_, /// Somebody else.
        Others, /// A child.
        Child, /// Staff.
        Staff }
);
codes!(
    /// How grave the crime is (`domain-law` 1.2.1).
    CrimeClass { /// Serious.
        Serious, /// Not serious enough.
        NotSerious }
);
codes!(
    /// Which duty or order is said to apply.
    DutyKind {
        /// FGM of a girl under 18, told or seen at work: FGM Act 2003 s5B.
        FgmDisclosed,
        /// FGM suspected only: no duty to report under s5B.
        FgmSuspected,
        /// Terrorism Act 2000 s38B.
        Terrorism,
        /// Road Traffic Act 1988 s172(2)(b).
        DriverIdentityRequest,
        /// Court order, seen.
        CourtOrderSeen,
        /// Court order that somebody says exists.
        CourtOrderClaimed,
        /// Coroner's notice.
        CoronerNotice,
        /// Social Services and Well-being (Wales) Act 2014 s128.
        AdultAtRiskReportWales,
        /// The same Act, s130.
        ChildAtRiskReportWales,
        /// Notifiable disease.
        NotifiableDisease,
        /// Care Act 2014 s45 request of a safeguarding board.
        SafeguardingBoardRequest,
        /// Suspected child sex offence: Crime and Policing Act 2026, England. Counts once a table says since when.
        ChildAbuseReport,
        /// A child's welfare: Children Act 2004 s16LA, England. Counts once a table says since when.
        ChildWelfareShare,
    }
);

fn yes() -> bool {
    true
}

fn default_power() -> String {
    "default".to_owned()
}

/// What is to be told, to whom and for what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// Who tells whom.
    pub direction: Direction,
    /// What the receiver is.
    pub recipient: Recipient,
    /// What it is for.
    pub purpose: Purpose,
    /// Whether somebody can be identified from it.
    #[serde(default = "yes")]
    pub identifiable: bool,
    /// What kinds of information.
    pub items: Vec<ItemCategory>,
    /// `default`, or the slug of the power that the user names (`domain-law` 1.5).
    #[serde(default = "default_power")]
    pub power: String,
    /// The receiver asked for it.
    #[serde(default)]
    pub requested_by_recipient: bool,
    /// The same member has asked about this person as often as the rule table's `repeat_requests` says: in other incidents of
    /// its `repeat_request_days`, or again after a refusal of the same thing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repeated_request: bool,
    /// Police ask for a victim's information for a crime purpose (PCSC Act 2022 s44A).
    #[serde(default)]
    pub victim_request: bool,
    /// The victim was given notice of that request.
    #[serde(default)]
    pub victim_notice_given: bool,
    /// The sharing agreement covers these items for this receiver and purpose, or none is in force that could keep
    /// them back: then there are no short cuts, and sharing goes on with a full reason.
    #[serde(default = "yes")]
    pub agreement_allows: bool,
}

impl Disclosure {
    /// Told of one's own accord, by name and inside the agreement, on the usual power.
    pub fn plain(
        direction: Direction,
        recipient: Recipient,
        purpose: Purpose,
        items: Vec<ItemCategory>,
    ) -> Self {
        Self {
            direction,
            recipient,
            purpose,
            identifiable: true,
            items,
            power: default_power(),
            requested_by_recipient: false,
            repeated_request: false,
            victim_request: false,
            victim_notice_given: false,
            agreement_allows: true,
        }
    }
}

/// Whom it is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Person {
    /// Age in years; `None` when not known.
    pub age: Option<u32>,
    /// Gillick competence, read under 16; `None` when not judged.
    pub gillick_competent: Option<bool>,
    /// The person has died.
    pub dead: bool,
    /// An adult at risk (Care Act 2014 s42(1); Wales: 2014 Act s126).
    pub adult_at_risk: bool,
    /// Works for an organisation of the partnership (`domain-law` 1.2.3).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub staff: bool,
    /// Somebody else than the person whom the crew was called to (`domain-law` 1.2.3).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub third_party: bool,
}

/// Whether minutes matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Emergency {
    /// A real and immediate threat to life.
    pub real_and_immediate_threat_to_life: bool,
}

/// What the person answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Consent {
    /// Where the answer stands.
    pub state: ConsentState,
    /// The day of the answer.
    pub given_at: Option<NaiveDate>,
    /// The answer belongs to this incident.
    pub same_incident: bool,
    /// Told what, to whom and why.
    pub informed: bool,
    /// The yes was given in writing; read where the receiver is a solicitor or an insurer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub in_writing: bool,
    /// The care plan covers these items.
    pub care_plan_covers_items: bool,
    /// The care plan covers this receiver.
    pub care_plan_covers_recipient: bool,
    /// The purpose it was given for, when not this one.
    pub original_purpose: Option<Purpose>,
    /// The receiver it was given for, when not this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_recipient: Option<Recipient>,
    /// The kinds of information that it was given for; empty when it was for these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub original_items: Vec<ItemCategory>,
    /// Why the person was not asked.
    pub why_not_asked: Option<WhyNotAsked>,
}

impl Default for Consent {
    fn default() -> Self {
        Self {
            state: ConsentState::NotAsked,
            given_at: None,
            same_incident: true,
            informed: true,
            in_writing: false,
            care_plan_covers_items: false,
            care_plan_covers_recipient: false,
            original_purpose: None,
            original_recipient: None,
            original_items: Vec::new(),
            why_not_asked: None,
        }
    }
}

/// Capacity for this one decision at this time (Mental Capacity Act 2005 ss1-4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Capacity {
    /// There is reason to doubt it.
    pub doubted: bool,
    /// All practicable help to decide was given (s1(3)).
    pub help_given: bool,
    /// Could understand (s3(1)(a)).
    pub understand: bool,
    /// Could retain (s3(1)(b)).
    pub retain: bool,
    /// Could use or weigh (s3(1)(c)).
    pub use_or_weigh: bool,
    /// Could communicate (s3(1)(d)).
    pub communicate: bool,
    /// The impairment or disturbance of mind or brain, in words; `None` or `none` when there is none.
    pub impairment: Option<String>,
    /// The inability is because of it (s2(1)).
    pub because_of_impairment: bool,
    /// It could not be assessed.
    pub could_not_assess: bool,
    /// The result of the section 4 checklist, when it was worked through.
    pub best_interests: Option<bool>,
}

impl Default for Capacity {
    fn default() -> Self {
        Self {
            doubted: false,
            help_given: false,
            understand: true,
            retain: true,
            use_or_weigh: true,
            communicate: true,
            impairment: None,
            because_of_impairment: false,
            could_not_assess: false,
            best_interests: None,
        }
    }
}

/// The harm that sharing should avert, and the user's own weighing of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Harm {
    /// Who could be harmed; `None` for nobody.
    #[serde(deserialize_with = "none_or")]
    pub to: Option<HarmTo>,
    /// It would be serious.
    pub serious: bool,
    /// It is likely enough.
    pub likely: bool,
    /// It is imminent.
    pub imminent: bool,
    /// Sharing would help to avert it.
    pub sharing_would_help: bool,
    /// Another way would do.
    pub less_intrusive_way: bool,
    /// The user finds that the need outweighs the harm of sharing.
    pub outweighs: bool,
}

/// The crime that sharing is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Crime {
    /// How grave; `None` for no crime.
    #[serde(deserialize_with = "none_or")]
    pub class: Option<CrimeClass>,
}

/// The duty or order that is said to apply.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Duty {
    /// Which; `None` for none.
    #[serde(deserialize_with = "none_or")]
    pub kind: Option<DutyKind>,
}

/// All facts of one decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The law in force on this day applies.
    pub date: NaiveDate,
    /// In which nation.
    pub nation: Nation,
    /// What is to be told, to whom and for what.
    pub disclosure: Disclosure,
    /// Whom it is about.
    #[serde(default)]
    pub person: Person,
    /// Whether minutes matter.
    #[serde(default)]
    pub emergency: Emergency,
    /// What the person answered.
    #[serde(default)]
    pub consent: Consent,
    /// Capacity for this decision.
    #[serde(default)]
    pub capacity: Capacity,
    /// The harm to avert.
    #[serde(default)]
    pub harm: Harm,
    /// The crime.
    #[serde(default)]
    pub crime: Crime,
    /// The duty or order.
    #[serde(default)]
    pub duty: Duty,
}

/// Reads a code, the word `none`, or nothing.
fn none_or<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::de::DeserializeOwned,
{
    let text = Option::<String>::deserialize(deserializer)?;
    match text.as_deref() {
        None | Some("none") => Ok(None),
        Some(word) => T::deserialize(serde::de::value::StrDeserializer::<D::Error>::new(word))
            .map(Some)
            .map_err(|error| serde::de::Error::custom(format!("{error}, or `none`"))),
    }
}
