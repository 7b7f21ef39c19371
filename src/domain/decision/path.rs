//! The interactive path: what the window asks next, and what the person has answered so far.
//!
//! [`Answers`] is all that is remembered: Back drops the last answer, a draft is the answers serialised. Every page of
//! [`Question`] holds a few fields; [`super::pages`] says which page comes next and what is missing on it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::codes::codes;
use super::conclusion::Conclusion;
use super::facts::{Direction, DutyKind, ItemCategory, Nation, Purpose, Recipient};
use super::restrictions::Restrictions;
use super::reuse::{AskedAbout, ViewAbout};
use crate::domain::content::{LegChanged, NotSharedReason, RecordField, Regime, SubjectCategory};

codes!(
    /// Did the person agree?
    Agreed {
        /// Yes, told me now.
        ToldNow,
        /// Yes, it is in their care plan.
        CarePlan,
        /// No, they said no.
        SaidNo,
        /// Not asked: not safe, not possible or no time.
        NotAsked,
        /// They cannot decide about this right now.
        CannotDecide,
        /// They agreed and took it back.
        TookBack,
    }
);
codes!(
    /// Why the person was not asked. Optional on the page; open, it is a gap due by shift end.
    NotAskedWhy {
        /// Asking would not be safe.
        NotSafe,
        /// The person is not here.
        NotHere,
        /// Asking would spoil what sharing is for.
        WouldPrejudice,
        /// The person cannot answer.
        CannotAnswer,
        /// No time.
        NoTime,
    }
);
codes!(
    /// What the person could not do (Mental Capacity Act 2005 s3(1)). Several may be ticked.
    CouldNot {
        /// Understand.
        Understand,
        /// Remember long enough.
        Remember,
        /// Weigh it up.
        Weigh,
        /// Tell you.
        Tell,
    }
);
codes!(
    /// What is causing that (s2(1)).
    Cause {
        /// Drugs, drink or overdose.
        DrugsOrDrink,
        /// Illness.
        Illness,
        /// Injury.
        Injury,
        /// Something else.
        Other,
        /// It could not be assessed; never reads as "lacks capacity".
        CouldNotAssess,
    }
);
codes!(
    /// What was tried to help the person decide (s1(3)).
    Tried {
        /// Explained again, simply.
        ExplainedAgain,
        /// Waited.
        Waited,
        /// Something else.
        Other,
        /// No time to try anything.
        NoTime,
    }
);
codes!(
    /// Yes or no.
    YesNo {
        /// Yes.
        Yes,
        /// No.
        No,
    }
);
codes!(
    /// What the person would want (s4(6)).
    Wishes {
        /// Not known.
        NotKnown,
        /// Would agree.
        WouldAgree,
        /// Would object; say why it is right all the same.
        WouldObject,
    }
);
codes!(
    /// Is there a strong enough reason to share anyway? The digit 0 is [`StrongReason::None`].
    StrongReason {
        /// The law says I must.
        LawSaysIMust,
        /// To protect someone else from serious harm.
        ProtectSomeoneElse,
        /// To protect the person's life.
        ProtectLife,
        /// To prevent or detect a serious crime.
        SeriousCrime,
        /// A child or an adult at risk needs protecting.
        AtRisk,
        /// None of these: do not share.
        None,
    }
);
codes!(
    /// Who needs protecting, under [`StrongReason::AtRisk`].
    AtRisk {
        /// A child.
        Child,
        /// An adult at risk.
        Adult,
    }
);
codes!(
    /// Who could be harmed?
    WhoHarmed {
        /// A named person.
        NamedPerson,
        /// The public nearby.
        PublicNearby,
        /// The crew.
        Us,
        /// The person.
        ThePerson,
    }
);
codes!(
    /// How serious?
    HowSerious {
        /// Death or lasting injury.
        DeathOrLastingInjury,
        /// Serious.
        Serious,
        /// Less than serious: does not justify sharing without agreement.
        Less,
    }
);
codes!(
    /// How likely?
    HowLikely {
        /// Happening now.
        Now,
        /// Likely today.
        LikelyToday,
        /// Possible: does not justify sharing without agreement.
        Possible,
    }
);
codes!(
    /// Will you tell the person?
    WillTell {
        /// Yes, done.
        Done,
        /// Yes, later.
        Later,
        /// No, it would add to the danger.
        No,
    }
);
codes!(
    /// Why does the receiver need this? The digit 0 is [`PolicingPurpose::None`].
    PolicingPurpose {
        /// To protect life or property.
        ProtectLife,
        /// To keep the peace.
        KeepThePeace,
        /// To prevent or detect a crime.
        PreventCrime,
        /// To help bring an offender to justice.
        BringToJustice,
        /// A law or common law duty.
        LegalDuty,
        /// Early help, prevention or safeguarding under the sharing agreement.
        EarlyHelp,
        /// None of these: do not share.
        None,
    }
);

/// What is known before the first question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// Who tells whom.
    pub direction: Direction,
    /// What the receiver is.
    pub recipient: Recipient,
    /// Today: the law in force on this day applies.
    pub date: NaiveDate,
    /// In which nation.
    pub nation: Nation,
    /// The kinds of information that were picked on the first page.
    pub items: Vec<ItemCategory>,
    /// What the person is called in questions and error texts; `the person` when not known.
    pub person: String,
    /// Age in years, when known.
    pub age: Option<u32>,
    /// A sharing agreement is in force.
    pub agreement_in_force: bool,
    /// It covers these items for this receiver and purpose.
    pub agreement_covers: bool,
    /// The receiver asked for it.
    pub requested: bool,
    /// The reason of a danger share is being finished: the words have crossed already.
    pub finishing_danger: bool,
}

impl Context {
    /// Nurse to officer.
    pub fn nurse_to_officer(date: NaiveDate, nation: Nation, items: Vec<ItemCategory>) -> Self {
        Self {
            direction: Direction::HealthToPolice,
            recipient: Recipient::PoliceOfficer,
            date,
            nation,
            items,
            person: "the person".to_owned(),
            age: None,
            agreement_in_force: true,
            agreement_covers: true,
            requested: false,
            finishing_danger: false,
        }
    }

    /// Officer to nurse.
    pub fn officer_to_nurse(date: NaiveDate, nation: Nation, items: Vec<ItemCategory>) -> Self {
        Self {
            direction: Direction::PoliceToHealth,
            recipient: Recipient::Nurse,
            ..Self::nurse_to_officer(date, nation, items)
        }
    }

    /// Whether health tells.
    pub fn health_tells(&self) -> bool {
        matches!(
            self.direction,
            Direction::HealthToPolice | Direction::HealthToOther
        )
    }
}

/// What the person has chosen so far. Every field is optional; a page says what is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// Page [`Question::Agreed`].
    pub agreed: Option<Agreed>,
    /// Under 16 only, beside a yes or a no: understands enough to decide (*Gillick*).
    pub gillick_competent: Option<bool>,
    /// Age, typed beside a law that depends on it where the incident does not have it.
    pub age: Option<u32>,
    /// The date of the care plan.
    pub care_plan_date: Option<NaiveDate>,
    /// The care plan covers these words and this receiver.
    pub care_plan_covers: Option<YesNo>,
    /// Why the person was not asked.
    pub why_not_asked: Option<NotAskedWhy>,
    /// For what the person was asked, where an earlier answer is used again: it is locked to that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_for: Option<Purpose>,
    /// What the person was asked about, once their answer was gone on with: it is locked to that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_about: Option<AskedAbout>,
    /// What the senior view was taken of, once it was gone on with: it opens that and nothing else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view_about: Option<ViewAbout>,
    /// What the other side's request is for, where the decision answers one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_for: Option<Purpose>,
    /// How often whoever asks has asked about this person, that request among them: other incidents, and after a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times_asked: Option<u32>,

    /// Page [`Question::Capacity`].
    pub could_not: Vec<CouldNot>,
    /// What is causing that.
    pub cause: Option<Cause>,
    /// The cause in words, where it is [`Cause::Other`].
    pub cause_words: String,
    /// They could not *because of* that cause (s2(1)). Asked, never assumed; `No` means that the Act does not say they
    /// lack capacity.
    pub because: Option<YesNo>,
    /// What was tried.
    pub tried: Option<Tried>,
    /// Can it wait until they can?
    pub can_wait: Option<YesNo>,
    /// Why share now although it could wait.
    pub why_now: String,
    /// Why sharing is best for the person, or is not.
    pub why_best: String,
    /// Whether sharing is best for the person (s4(1)); yes until it is changed.
    pub best: Option<YesNo>,
    /// What the person would want.
    pub wishes: Option<Wishes>,
    /// Why share although the person would object.
    pub wishes_words: String,

    /// Page [`Question::StrongerReason`].
    pub reason: Option<StrongReason>,
    /// Which law, under [`StrongReason::LawSaysIMust`].
    pub duty: Option<DutyKind>,
    /// Who needs protecting, under [`StrongReason::AtRisk`].
    pub at_risk: Option<AtRisk>,

    /// Page [`Question::Weigh`].
    pub who: Option<WhoHarmed>,
    /// How serious.
    pub serious: Option<HowSerious>,
    /// How likely.
    pub likely: Option<HowLikely>,
    /// Why this is the least that is needed.
    pub why_least: String,
    /// Will you tell the person?
    pub will_tell: Option<WillTell>,

    /// Page [`Question::OfficerPurpose`].
    pub policing_purpose: Option<PolicingPurpose>,
    /// Page [`Question::Proportionate`]: why this is necessary and proportionate.
    pub why_proportionate: String,

    /// The person has died: there is nobody to ask, and confidence outlives them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dead: bool,
    /// The purpose, where it was changed on the check page.
    pub purpose: Option<Purpose>,
    /// More for the record: words or codes, line by line. Never needed to go on.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub more: BTreeMap<RecordField, String>,
    /// What restricts items that police hold, item by item in the order of the facts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub restrictions: Restrictions,
    /// What was said of one item by itself, item by item in the order of the facts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item_said: Vec<ItemSaid>,
    /// Legs that were changed on the check page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changed_legs: Vec<LegChanged>,
    /// The decision is not to share, and why. May be set on any page.
    pub not_shared: Option<NotSharedReason>,
}

/// What was said of one item by itself; what is left out follows from its kind and from the whole decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemSaid {
    /// Why this item is necessary.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Under which part of the Data Protection Act 2018 police hold it, where that differs from the rest (s36(4)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regime: Option<Regime>,
    /// Which kind of person police hold whom it is about as, where that differs from the rest (s38(3)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<SubjectCategory>,
}

impl Answers {
    /// Sharing was judged not to be in the person's best interests.
    pub fn not_best(&self) -> bool {
        self.best == Some(YesNo::No)
    }

    /// What a line of the record says so far.
    pub fn says(&self, field: RecordField) -> Option<&str> {
        self.more
            .get(&field)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The person's yes was given in writing.
    pub fn in_writing(&self) -> bool {
        self.says(RecordField::ConsentHow) == Some("written")
    }

    /// The answer is about these words to this receiver: a yes, or that the person could not decide about it.
    pub fn is_locked(&self) -> bool {
        matches!(
            self.agreed,
            Some(Agreed::ToldNow | Agreed::CarePlan | Agreed::CannotDecide)
        )
    }

    /// The first answer carries the share, a yes or a judgement on capacity for this decision (s2(1)): no stronger reason,
    /// which would give a purpose of its own, does.
    pub fn carries(&self) -> bool {
        self.reason.is_none()
    }

    /// Police asked for a victim's information to deal with a crime, not for safety or care.
    pub fn for_a_crime_of_a_victim(&self) -> bool {
        self.says(RecordField::VictimPurpose) == Some("crime")
    }
}

/// One page of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// Did the person agree?
    Agreed,
    /// Why the person cannot decide about this right now.
    Capacity,
    /// Is there a strong enough reason to share anyway?
    StrongerReason,
    /// Weigh it up.
    Weigh,
    /// Why does the nurse need this?
    OfficerPurpose,
    /// Why necessary and proportionate: only where no agreement fills it in.
    Proportionate,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// This page.
    Ask(Question),
    /// The end: show the check page, or what stands in the way.
    Conclude(Box<Conclusion>),
}

/// Something a page still needs, or a text that it wants changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field of [`Answers`], for example `why_best`.
    pub field: &'static str,
    /// What to do, in one sentence for a person.
    pub text: String,
}
