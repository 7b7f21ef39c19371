//! The words of every option: which sentence of the words file belongs to which answer.

use super::draft::Shelf;
use crate::domain::content::{Adviser, Channel, NotSharedReason, NotTold, NoteSource, PersonTold};
use crate::domain::decision::facts::{DutyKind, ItemCategory, Purpose};
use crate::domain::decision::path::{
    Agreed, AtRisk, Cause, CouldNot, HowLikely, HowSerious, NotAskedWhy, PolicingPurpose, StrongReason,
    Tried, WhoHarmed, WillTell, Wishes, YesNo,
};
use crate::domain::decision::restrictions::Restriction;
use crate::domain::incident::SharedIncident;
use crate::ui::words::{t, ta};

/// What the person is called in questions: the first word of the name, or "the person".
pub(in crate::ui::screens) fn person(incident: &SharedIncident) -> String {
    const TITLES: [&str; 6] = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr"];
    let name = incident.person.trim();
    match name.split_whitespace().next() {
        None => t("share-the-person"),
        Some(first) if TITLES.contains(&first.trim_end_matches('.')) => name.to_owned(),
        Some(first) => first.to_owned(),
    }
}

/// Something that stands on a page as an option.
pub(in crate::ui::screens) trait Phrase: Copy {
    /// The key of its words, which may name `$person`.
    fn key(self) -> &'static str;
}

/// All options with their words.
pub(super) fn options<T: Phrase>(all: &[T], person: &str) -> Vec<(T, String)> {
    all.iter()
        .map(|option| (*option, words(*option, person)))
        .collect()
}

/// The words of one option.
pub(in crate::ui::screens) fn words<T: Phrase>(option: T, person: &str) -> String {
    ta(option.key(), &[("person", person.into())])
}

macro_rules! phrases {
    ($($type:ident { $($variant:ident => $key:literal),+ $(,)? })+) => {
        $(impl Phrase for $type {
            fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }
        })+
    };
}

phrases! {
    Agreed {
        ToldNow => "agreed-told-now", CarePlan => "agreed-care-plan", SaidNo => "agreed-said-no",
        NotAsked => "agreed-not-asked", CannotDecide => "agreed-cannot-decide",
        TookBack => "agreed-took-back",
    }
    Restriction {
        Bail => "restricted-bail", Investigation => "restricted-investigation",
        ThirdParty => "restricted-third-party", Informant => "restricted-informant",
        Spent => "restricted-spent",
    }
    NotAskedWhy {
        NotSafe => "not-asked-not-safe", NotHere => "not-asked-not-here",
        WouldPrejudice => "not-asked-would-spoil", CannotAnswer => "not-asked-cannot-answer",
        NoTime => "not-asked-no-time",
    }
    CouldNot {
        Understand => "could-not-understand", Remember => "could-not-remember", Weigh => "could-not-weigh",
        Tell => "could-not-tell",
    }
    Cause {
        DrugsOrDrink => "cause-drugs", Illness => "cause-illness", Injury => "cause-injury",
        Other => "cause-other", CouldNotAssess => "cause-not-assessed",
    }
    Tried {
        ExplainedAgain => "tried-explained", Waited => "tried-waited", Other => "tried-other",
        NoTime => "tried-no-time",
    }
    YesNo { Yes => "yes", No => "no" }
    Wishes { NotKnown => "wishes-not-known", WouldAgree => "wishes-agree", WouldObject => "wishes-object" }
    StrongReason {
        LawSaysIMust => "reason-law", ProtectSomeoneElse => "reason-someone-else",
        ProtectLife => "reason-life", SeriousCrime => "reason-crime", AtRisk => "reason-at-risk",
        None => "reason-none",
    }
    AtRisk { Child => "at-risk-child", Adult => "at-risk-adult" }
    WhoHarmed {
        NamedPerson => "who-named", PublicNearby => "who-public", Us => "who-us", ThePerson => "who-person",
    }
    HowSerious {
        DeathOrLastingInjury => "serious-death", Serious => "serious-serious", Less => "serious-less",
    }
    HowLikely { Now => "likely-now", LikelyToday => "likely-today", Possible => "likely-possible" }
    WillTell { Done => "will-tell-done", Later => "will-tell-later", No => "will-tell-no" }
    PolicingPurpose {
        ProtectLife => "purpose-protect", KeepThePeace => "purpose-peace", PreventCrime => "purpose-crime",
        BringToJustice => "purpose-justice", LegalDuty => "purpose-duty", EarlyHelp => "purpose-early-help",
        None => "purpose-none",
    }
    NotSharedReason {
        NotNeeded => "not-shared-not-needed", NotAgreed => "not-shared-not-agreed",
        CouldAddHarm => "not-shared-harm", NeedAdvice => "not-shared-advice", Other => "not-shared-other",
    }
    DutyKind {
        FgmDisclosed => "duty-fgm", FgmSuspected => "duty-fgm-suspected", Terrorism => "duty-terrorism",
        DriverIdentityRequest => "duty-driver", CourtOrderSeen => "duty-court-seen",
        CourtOrderClaimed => "duty-court-claimed", CoronerNotice => "duty-coroner",
        AdultAtRiskReportWales => "duty-adult-wales", ChildAtRiskReportWales => "duty-child-wales",
        NotifiableDisease => "duty-disease", SafeguardingBoardRequest => "duty-board",
        ChildAbuseReport => "duty-child-abuse", ChildWelfareShare => "duty-child-welfare",
    }
    Channel {
        OnScreen => "channel-on-screen", InPerson => "channel-in-person", Radio => "channel-radio",
        Phone => "channel-phone",
    }
    PersonTold {
        Yes => "told-yes", Later => "told-later", No => "told-no", NotYetRecorded => "told-open",
    }
    NoteSource {
        Seen => "share-source-seen", Told => "share-source-told", Record => "share-source-record",
        MyView => "share-source-my-view", SomeoneElse => "share-source-someone-else",
    }
    Shelf { Usual => "shelf-usual", Day => "shelf-day", Week => "shelf-week", Keeps => "shelf-keeps" }
    NotTold {
        AddsToDanger => "not-told-danger", WouldPrejudice => "not-told-spoil", CannotBeTold => "not-told-cannot",
        Other => "not-told-other",
    }
    Adviser {
        Senior => "adviser-senior", CaldicottGuardian => "adviser-caldicott",
        InformationGovernance => "adviser-governance", Legal => "adviser-legal",
    }
    Purpose {
        SafetyOfPerson => "for-person", SafetyOfOthers => "for-others", StaffSafety => "for-staff",
        DirectCare => "for-care", SafeguardingChild => "for-child", SafeguardingAdult => "for-adult",
        PreventSeriousCrime => "for-serious-crime", InvestigateCrime => "for-crime", LegalDuty => "for-duty",
        HousingEligibility => "for-housing", Statistics => "for-statistics", Advice => "for-advice",
        Other => "for-other",
    }
    ItemCategory {
        PresentationAndRisk => "kind-presentation", CrisisPlan => "kind-crisis-plan",
        KnownToService => "kind-known", MedicationCritical => "kind-medicine", Allergy => "kind-allergy",
        Diagnosis => "kind-diagnosis", History => "kind-history", WholeRecord => "kind-whole-record",
        Address => "kind-address", NhsNumber => "kind-nhs-number", WeaponsMarker => "kind-weapons",
        ViolenceMarker => "kind-violence", BailConditions => "kind-bail",
        SpentConvictions => "kind-spent", Intelligence => "kind-intelligence",
        ContactDetails => "kind-contact", CounsellingNotes => "kind-counselling", Counts => "kind-counts",
    }
}
