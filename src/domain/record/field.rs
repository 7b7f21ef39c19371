//! The fields that one side fills about an incident: which side has each, how it is checked, in which block it stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::codes::Codes;
use super::formats::{Fault, born, nhs_number, nhs_number_belongs, pnc_id};
use crate::domain::role::Side;

/// What is kept for "not known", in whatever field: it is always allowed, and it is not the same as nothing.
pub const NOT_KNOWN: &str = "Not known";

/// Longest text of a field of several lines.
const LONG: usize = 4_000;
/// Longest text of a field of one line.
const SHORT: usize = 200;

/// How a field is typed and checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One line.
    Line,
    /// Several lines.
    Words,
    /// One code of this list.
    Code(&'static str),
    /// A date of birth, of which day and month may be missing.
    Born,
    /// An NHS number.
    NhsNumber,
    /// A PNC identifier.
    PncId,
}

/// Where a field stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// Who the person is.
    Who,
    /// What was met, seen and heard; mental state for the nurse.
    Seen,
    /// What this side's records say.
    Checks,
    /// Whether police are the right service (Right Care, Right Person).
    Threshold,
    /// The officer's reasons in the order of the National Decision Model.
    Rationale,
    /// Triage and what was done, for the nurse.
    Triage,
}

impl Block {
    /// The blocks of a side, in the order on the page.
    pub fn of(side: Side) -> &'static [Self] {
        match side {
            Side::Police => &[
                Self::Who,
                Self::Seen,
                Self::Checks,
                Self::Threshold,
                Self::Rationale,
            ],
            Side::Health => &[Self::Who, Self::Seen, Self::Checks, Self::Triage],
        }
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $key:literal: $side:expr, $block:ident, $form:expr;)*) => {
        /// A field of one side's record. It lives in the compartment of the side that fills it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum SideField {
            $($(#[$doc])* #[serde(rename = $key)] $name,)*
        }

        impl SideField {
            /// All, in the order on the page.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name on the disk and in the words file, for example `nhs-number`.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// The side that has it; `None` where each side has its own.
            pub fn side(self) -> Option<Side> {
                match self { $(Self::$name => $side,)* }
            }

            /// Where it stands.
            pub fn block(self) -> Block {
                match self { $(Self::$name => Block::$block,)* }
            }

            /// How it is typed and checked.
            pub fn form(self) -> Form {
                match self { $(Self::$name => $form,)* }
            }
        }
    };
}

const POLICE: Option<Side> = Some(Side::Police);
const HEALTH: Option<Side> = Some(Side::Health);

fields! {
    /// Date of birth, as far as it is known.
    Born = "born": None, Who, Form::Born;
    /// Sex.
    Sex = "sex": None, Who, Form::Code("sex");
    /// Home address.
    Address = "address": None, Who, Form::Line;
    /// Telephone.
    Phone = "phone": None, Who, Form::Line;
    /// Other names.
    Alias = "alias": None, Who, Form::Line;
    /// Self-defined ethnicity, 18+1.
    EthnicityPolice = "ethnicity-police": POLICE, Who, Form::Code("ethnicity-police");
    /// Officer-perceived.
    EthnicitySeen = "ethnicity-seen": POLICE, Who, Form::Code("ethnicity-seen");
    /// PNC identifier.
    PncId = "pnc-id": POLICE, Who, Form::PncId;
    /// Custody or case reference.
    PoliceReference = "police-reference": POLICE, Who, Form::Line;
    /// Which force, where it is not this one.
    Force = "force": POLICE, Who, Form::Code("force");
    /// NHS number: never with the police.
    NhsNumber = "nhs-number": HEALTH, Who, Form::NhsNumber;
    /// Whether that number was traced; apart from whether it is well formed.
    Traced = "traced": HEALTH, Who, Form::Code("traced");
    /// NHS ethnic category, 16+1.
    EthnicityNhs = "ethnicity-nhs": HEALTH, Who, Form::Code("ethnicity-nhs");
    /// The trust's own reference.
    TrustReference = "trust-reference": HEALTH, Who, Form::Line;
    /// General practitioner.
    Gp = "gp": HEALTH, Who, Form::Line;

    /// Who called, and the grade.
    Caller = "caller": POLICE, Seen, Form::Line;
    /// What officers saw and heard.
    SeenHeard = "seen-heard": POLICE, Seen, Form::Words;
    /// Offences.
    Offences = "offences": POLICE, Seen, Form::Words;
    /// Weapons.
    Weapons = "weapons": POLICE, Seen, Form::Words;
    /// Risk to the public.
    PublicRisk = "public-risk": POLICE, Seen, Form::Words;
    /// Appearance and behaviour.
    Appearance = "appearance": HEALTH, Seen, Form::Words;
    /// Speech.
    Speech = "speech": HEALTH, Seen, Form::Words;
    /// Mood and affect.
    Mood = "mood": HEALTH, Seen, Form::Words;
    /// Thoughts.
    Thoughts = "thoughts": HEALTH, Seen, Form::Words;
    /// Perception.
    Perception = "perception": HEALTH, Seen, Form::Words;
    /// Orientation and memory.
    Cognition = "cognition": HEALTH, Seen, Form::Words;
    /// Insight.
    Insight = "insight": HEALTH, Seen, Form::Words;
    /// Thoughts or plans of self-harm or suicide.
    SelfHarm = "self-harm": HEALTH, Seen, Form::Words;
    /// Alcohol and drugs.
    Substances = "substances": HEALTH, Seen, Form::Words;
    /// Physical health.
    Physical = "physical": HEALTH, Seen, Form::Words;

    /// Warning markers on PNC or local systems: risk flags, not proof.
    PoliceMarkers = "police-markers": POLICE, Checks, Form::Words;
    /// Domestic abuse.
    DomesticAbuse = "domestic-abuse": POLICE, Checks, Form::Code("yes-no");
    /// Reported missing.
    Missing = "missing": POLICE, Checks, Form::Code("yes-no");
    /// Firearms licence.
    Firearms = "firearms": POLICE, Checks, Form::Code("yes-no");
    /// Bail or other conditions.
    Bail = "bail": POLICE, Checks, Form::Words;
    /// Open to a service.
    OpenToService = "open-to-service": HEALTH, Checks, Form::Code("yes-no");
    /// Which team.
    Team = "team": HEALTH, Checks, Form::Line;
    /// Care coordinator.
    Coordinator = "coordinator": HEALTH, Checks, Form::Line;
    /// A crisis or care plan exists.
    CarePlan = "care-plan": HEALTH, Checks, Form::Code("yes-no");
    /// History.
    History = "history": HEALTH, Checks, Form::Words;
    /// Medicines.
    Medicines = "medicines": HEALTH, Checks, Form::Words;

    /// The threshold for a police response.
    Threshold = "threshold": POLICE, Threshold, Form::Code("threshold");
    /// Who took that decision.
    ThresholdBy = "threshold-by": POLICE, Threshold, Form::Line;
    /// Where the caller was pointed to.
    Signposted = "signposted": POLICE, Threshold, Form::Line;
    /// Whether the caller was told.
    CallerTold = "caller-told": POLICE, Threshold, Form::Code("yes-no");
    /// The advice on risk that was given; kept also when the threshold is not met.
    RiskAdvice = "risk-advice": POLICE, Threshold, Form::Words;

    /// Information.
    Information = "information": POLICE, Rationale, Form::Words;
    /// Threat and risk.
    ThreatRisk = "threat-risk": POLICE, Rationale, Form::Words;
    /// Powers and policy.
    PowersPolicy = "powers-policy": POLICE, Rationale, Form::Words;
    /// Options.
    Options = "options": POLICE, Rationale, Form::Words;
    /// Action and review.
    ActionReview = "action-review": POLICE, Rationale, Form::Words;
    /// Body-worn video was on.
    BodyWorn = "body-worn": POLICE, Rationale, Form::Code("yes-no");
    /// Use of force.
    UseOfForce = "use-of-force": POLICE, Rationale, Form::Words;

    /// Where the referral came from.
    ReferredBy = "referred-by": HEALTH, Triage, Form::Line;
    /// The triage scale's code.
    TriageCode = "triage-code": HEALTH, Triage, Form::Code("triage");
    /// Medication given.
    MedicationGiven = "medication-given": HEALTH, Triage, Form::Words;
    /// What comes next.
    NextStep = "next-step": HEALTH, Triage, Form::Words;
}

impl SideField {
    /// The fields of a side in one block.
    pub fn of(side: Side, block: Block) -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(move |field| field.block() == block && field.is_for(side))
    }

    /// Whether a side may fill it.
    pub fn is_for(self, side: Side) -> bool {
        self.side().is_none_or(|owner| owner == side)
    }

    /// What was typed, in the one form in which it is kept; empty when it was emptied. "Not known" is always allowed.
    /// `training` says whether the vault holds invented people only.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(self, typed: &str, codes: &Codes, today: NaiveDate, training: bool) -> Result<String, Fault> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(String::new());
        }
        if typed.eq_ignore_ascii_case(NOT_KNOWN) || typed.eq_ignore_ascii_case("unknown") {
            let known = match self.form() {
                Form::Code(list) => codes.code(list, "unknown"),
                Form::Line | Form::Words | Form::Born | Form::NhsNumber | Form::PncId => None,
            };
            return Ok(known.unwrap_or(NOT_KNOWN).to_owned());
        }
        match self.form() {
            Form::Line => within(typed, SHORT),
            Form::Words => within(typed, LONG),
            Form::Code(list) => codes.code(list, typed).map(str::to_owned).ok_or(Fault::Code),
            Form::Born => born(typed, today),
            Form::PncId => pnc_id(typed),
            Form::NhsNumber => {
                let number = nhs_number(typed)?;
                nhs_number_belongs(&number, training)?;
                Ok(number)
            }
        }
    }
}

fn within(typed: &str, most: usize) -> Result<String, Fault> {
    if typed.chars().count() > most {
        return Err(Fault::Long(most));
    }
    Ok(typed.to_owned())
}
