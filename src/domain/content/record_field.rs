//! What a sharing record says in words or by a code: one name for every such line, its form, and the part of the record
//! that it stands in.
//!
//! A line can be filled while deciding, by the usual answer of the law or the agreement, or later the same shift. All
//! three are read the same way: [`RecordField::ALL`] is the order on paper and on the pages.

/// How a line is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldForm {
    /// Free words.
    Words,
    /// One of these codes.
    Choice(&'static [&'static str]),
}

/// The part of a record that a line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordPart {
    /// Asking the person, and the answer.
    Asking,
    /// The care or crisis plan.
    CarePlan,
    /// Capacity for this decision (Mental Capacity Act 2005 ss1-3).
    Capacity,
    /// Best interests (s4).
    BestInterests,
    /// The worksheet of the public interest.
    Weighing,
    /// Serious crime.
    Crime,
    /// A duty or an order.
    Duty,
    /// A child or young person.
    Child,
    /// Danger to the person's own life.
    Life,
    /// A request for a victim's information (PCSC Act 2022 s44A).
    Victim,
    /// What police record when they tell.
    Police,
    /// The seven words: necessary to secure.
    Proportion,
    /// The disclosure as a whole.
    Whole,
    /// Telling the person.
    Told,
}

const YES_NO: &[&str] = &["yes", "no"];
const KNOWN: &[&str] = &["yes", "no", "not-known"];

macro_rules! fields {
    ($($part:ident { $($(#[$doc:meta])+ $variant:ident $key:literal $form:expr),+ $(,)? })+) => {
        /// One line of a sharing record.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        pub enum RecordField { $($($(#[$doc])+ #[serde(rename = $key)] $variant),+),+ }

        impl RecordField {
            /// Every line, in the order of the record.
            pub const ALL: &'static [Self] = &[$($(Self::$variant),+),+];

            /// Its name in files and in the words of the window.
            pub fn key(self) -> &'static str {
                match self { $($(Self::$variant => $key),+),+ }
            }

            /// How it is answered.
            pub fn form(self) -> FieldForm {
                match self { $($(Self::$variant => $form),+),+ }
            }

            /// Where it stands.
            pub fn part(self) -> RecordPart {
                match self { $($(Self::$variant)|+ => RecordPart::$part),+ }
            }
        }
    };
}

use FieldForm::{Choice, Words};

fields! {
    Asking {
        /// Why the person was not asked.
        WhyNotAsked "why-not-asked" Choice(&["not-safe", "not-here", "would-prejudice", "cannot-answer", "no-time"]),
        /// Told what, to whom, why, and what may follow.
        ConsentInformed "consent-informed" Choice(&["all", "part", "no"]),
        /// How the answer was given.
        ConsentHow "consent-how" Choice(&["spoken", "written", "gesture", "through-interpreter"]),
        /// The words the person used.
        ConsentWords "consent-words" Words,
        /// Interpreter or other help to understand.
        Interpreter "interpreter" Choice(&["not-needed", "used", "not-available", "declined"]),
        /// What the person set as a limit.
        ConsentLimits "consent-limits" Words,
        /// How long the yes holds. Never open-ended.
        ConsentExpires "consent-expires" Choice(&["this-incident", "today", "seven-days"]),
        /// For which of a voluntary partner's services it is told.
        PartnerService "partner-service" Words,
        /// When and how the person took a yes back.
        WithdrawnWhen "withdrawn-when" Words,
    }
    CarePlan {
        /// The plan's reference. Health's own record only.
        PlanReference "plan-reference" Words,
        /// The clause that says who may be told what.
        PlanClause "plan-clause" Words,
        /// Whether the plan is still current.
        PlanCurrent "plan-current" Choice(KNOWN),
        /// The plan's limits.
        PlanLimits "plan-limits" Words,
    }
    Capacity {
        /// The decision that capacity was judged for (s2(1)).
        CapacityDecision "capacity-decision" Words,
        /// What was explained, in what words (s3(2), (4)).
        CapacityExplained "capacity-explained" Words,
        /// All practicable help that was given (s1(3)).
        CapacityHelp "capacity-help" Words,
        /// What was seen or heard for each ability (s3(1)).
        CapacityEvidence "capacity-evidence" Words,
        /// What the reasonable belief rests on (s5(1)).
        CapacityBelief "capacity-belief" Words,
        /// Why it could not be assessed.
        CannotAssessWhy "cannot-assess-why" Choice(&["refused", "asleep-or-intoxicated", "danger", "language", "not-there"]),
        /// When it is looked at again.
        CapacityRecheck "capacity-recheck" Words,
        /// When the person may be able to decide again (s4(3)).
        MayRegain "may-regain" Words,
    }
    BestInterests {
        /// Whether the person took part as far as able (s4(4)).
        BestTakePart "best-take-part" Choice(&["yes", "as-far-as-able", "no"]),
        /// Past and present wishes and feelings, and written statements (s4(6)(a)).
        BestWishes "best-wishes" Words,
        /// Beliefs and values (s4(6)(b), (c)).
        BestBeliefs "best-beliefs" Words,
        /// Others' views: named person, carer, family (s4(7)).
        BestOthers "best-others" Words,
        /// Attorney, deputy or advance statement.
        BestAttorney "best-attorney" Choice(&["none-found", "attorney", "deputy", "advance-statement", "not-looked"]),
        /// Restraint (s6).
        Restraint "restraint" Choice(&["none", "used"]),
        /// Why restraint was necessary and proportionate.
        RestraintWhy "restraint-why" Words,
    }
    Weighing {
        /// Who is at risk.
        WhoAtRisk "who-at-risk" Words,
        /// What the harm would be.
        WhatHarm "what-harm" Words,
        /// How likely, and how soon.
        HowLikely "how-likely" Words,
        /// Harm of sharing to the person: distress, loss of care, arrest, stigma.
        AgainstPerson "against-person" Words,
        /// Harm of sharing to trust in services and to the relationship.
        AgainstTrust "against-trust" Words,
        /// Whether another way would do, with less told.
        AnotherWay "another-way" Choice(YES_NO),
        /// Other ways that were considered.
        OtherWays "other-ways" Words,
        /// How old the information is.
        InformationAge "information-age" Words,
        /// Whether the person could be asked without adding risk.
        CouldAsk "could-ask" Choice(YES_NO),
        /// Whether the receiver can act on it.
        ReceiverCanAct "receiver-can-act" Choice(KNOWN),
        /// Risk to the organisation.
        RiskOrganisation "risk-organisation" Words,
        /// Risk to the practitioner.
        RiskPractitioner "risk-practitioner" Words,
    }
    Crime {
        /// The offence.
        CrimeOffence "crime-offence" Words,
        /// Why this instance is serious.
        CrimeWhySerious "crime-why-serious" Words,
        /// What would happen to the task without it.
        CrimePrejudice "crime-prejudice" Choice(&["prejudiced", "delayed", "neither"]),
        /// Limits on what it may be used for.
        CrimeLimits "crime-limits" Words,
    }
    Duty {
        /// Who asked or issued it.
        DutyAskedBy "duty-asked-by" Words,
        /// The request's, report's or order's reference.
        DutyReference "duty-reference" Words,
        /// By when it is to be met.
        DutyDeadline "duty-deadline" Words,
        /// What exactly is compelled.
        DutyCompels "duty-compels" Words,
        /// The order's court and date.
        OrderCourt "order-court" Words,
        /// Where the copy of the order is.
        OrderCopy "order-copy" Words,
        /// Legal advice taken.
        LegalAdvice "legal-advice" Words,
    }
    Child {
        /// Who judged that the child understands the nature, purpose and consequences, and on what.
        CompetenceJudged "competence-judged" Words,
        /// A holder of parental responsibility: name, relation, how known.
        ParentName "parent-name" Words,
        /// Whether that parent was told.
        ParentTold "parent-told" Choice(&["yes", "no", "not-safe"]),
        /// Referral to the local authority: reference and time.
        Referral "referral" Words,
        /// Children in the household or cared for.
        ChildrenThere "children-there" Choice(KNOWN),
    }
    Life {
        /// Capacity was looked at again.
        CapacityAgain "capacity-again" Choice(YES_NO),
        /// Whether the threat is real and immediate, and why (HRA 1998 Article 2).
        LifeTest "life-test" Words,
        /// What else was considered.
        LifeOption "life-option" Choice(&["section-136", "ambulance", "both", "neither"]),
        /// The senior advice.
        SeniorAdvice "senior-advice" Words,
    }
    Victim {
        /// What the request is for.
        VictimPurpose "victim-purpose" Choice(&["crime", "safety-or-care"]),
        /// Test (a): reason to believe that the holder has it.
        VictimHeld "victim-held" Words,
        /// Test (b): the reasonable line of enquiry.
        VictimLine "victim-line" Words,
        /// Test (c): necessary and proportionate.
        VictimNecessary "victim-necessary" Words,
        /// Whether it is counselling information.
        VictimCounselling "victim-counselling" Choice(YES_NO),
        /// Whether the victim has written notice.
        VictimNoticeState "victim-notice-state" Choice(&["given", "soon", "withheld"]),
        /// When the victim had written notice.
        VictimNotice "victim-notice" Words,
        /// Why notice was withheld.
        VictimNoticeWithheld "victim-notice-withheld" Words,
    }
    Police {
        /// Which kind of person (DPA 2018 s38(3)).
        SubjectCategory "subject-category" Choice(&["suspect", "convicted", "victim", "witness", "other"]),
        /// Under which regime police hold and tell it.
        Regime "regime" Choice(&["law-enforcement", "general"]),
        /// The lawful authority for using it for another purpose (s36(4)).
        OnwardAuthority "onward-authority" Words,
        /// Who owns a restricted item, and what they said.
        OwnerSaid "owner-said" Words,
        /// Whether somebody else whose words are told agreed, or is not identified by them.
        ThirdPartySaid "third-party-said" Choice(&["they-agreed", "not-identified", "neither-of-these"]),
    }
    Proportion {
        /// Necessary.
        Necessary "necessary" Words,
        /// Proportionate.
        Proportionate "proportionate" Words,
        /// Relevant.
        Relevant "relevant" Words,
        /// Adequate.
        Adequate "adequate" Words,
        /// Accurate.
        Accurate "accurate" Words,
        /// Timely.
        Timely "timely" Words,
        /// Secure.
        Secure "secure" Words,
    }
    Whole {
        /// Whether it is about the person whom the crew was called to, a member of staff, or somebody else.
        AboutWhom "about-whom" Choice(&["the-person", "staff", "somebody-else"]),
        /// Why it names the person at all.
        WhyIdentifiable "why-identifiable" Words,
        /// Alternatives that were considered.
        Alternatives "alternatives" Words,
        /// Harm if it is shared.
        HarmIfShared "harm-if-shared" Words,
        /// Harm if it is not shared.
        HarmIfNotShared "harm-if-not-shared" Words,
        /// Whether the person would expect this use.
        Expected "expected" Choice(KNOWN),
        /// Whether family was involved, with agreement.
        FamilyInvolved "family-involved" Choice(&["yes", "no", "not-applicable"]),
        /// Advice that was sought, from whom.
        Advice "advice" Words,
        /// Whether it was asked without naming the person.
        AdviceUnnamed "advice-unnamed" Choice(YES_NO),
        /// Where health records it.
        RecordedHealth "recorded-health" Words,
        /// Where police record it.
        RecordedPolice "recorded-police" Words,
        /// Whether the receiver may pass it on.
        OnwardAllowed "onward-allowed" Choice(YES_NO),
        /// On what conditions.
        OnwardConditions "onward-conditions" Words,
        /// Whether the receiver knows its duties.
        DutiesTold "duties-told" Choice(YES_NO),
        /// The discloser's collar number or professional registration.
        DiscloserNumber "discloser-number" Words,
    }
    Told {
        /// Why the person is not told, or not yet.
        ToldWhy "told-why" Words,
        /// When the person will be told, or when that is looked at again.
        ToldDue "told-due" Words,
    }
}

impl RecordField {
    /// The line of a name in files; `None` for a name that no line has.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.key() == key)
    }

    /// Whether a value is one that the line can hold: some words, or one of its codes.
    pub fn takes(self, value: &str) -> bool {
        match self.form() {
            Words => !value.trim().is_empty(),
            Choice(codes) => codes.contains(&value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_back_by_its_name_and_takes_only_its_own_codes() {
        for field in RecordField::ALL {
            let json = serde_json::to_string(field).unwrap();
            assert_eq!(json, format!("\"{}\"", field.key()));
            assert_eq!(RecordField::from_key(field.key()), Some(*field));
            assert!(!field.takes("") && !field.takes("  "), "{field:?}");
            if let Choice(codes) = field.form() {
                assert!(codes.iter().all(|code| field.takes(code)), "{field:?}");
                assert!(!field.takes("something else"), "{field:?}");
            }
        }
    }
}
