//! What supervisors need for the month: structured facts beside the entries that hold the content. Codes, counts
//! and times; never names. The one free text is a [`Reason`].

use serde::{Deserialize, Serialize};

use crate::domain::decision::conclusion::{Confidentiality, Outcome};
use crate::domain::decision::facts::Direction;
use crate::domain::ids::{IncidentId, ItemId, MemberId, PersonMark};
use crate::domain::role::{Role, Side};
use crate::domain::time::{Moment, YearMonth};

use super::frame::Source;
use super::s136::{Advice, Conveyance, OtherWay, PlaceOfSafety};
use super::shared::{Channel, FollowUp, IncidentOutcome, PersonTold, Post};
use super::side::NotSharedReason;

/// An incident was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedFact {
    /// The incident.
    pub incident: IncidentId,
    /// When.
    pub at: Moment,
    /// Car or desk.
    pub post: Post,
    /// Its reference, for example `26-0098`: a code, by which a supervisor finds who looked at it. Empty in entries of an
    /// earlier version.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
}

/// "Known" or "not known" was told to the other side. What was told is not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownToldFact {
    /// The incident.
    pub incident: IncidentId,
    /// Who told whom.
    pub direction: Direction,
    /// When.
    pub at: Moment,
}

/// How a decision came out, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionCount {
    /// Words crossed.
    Shared,
    /// Nothing crossed, for this reason.
    NotShared(NotSharedReason),
    /// Danger now: words crossed, the reason is to be finished.
    Danger,
}

/// A sharing decision was finished, or a danger share made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionFact {
    /// The incident.
    pub incident: IncidentId,
    /// The decision, or for a danger share the disclosure.
    pub decision: ItemId,
    /// Who tells whom; `None` for a crew entry.
    pub direction: Option<Direction>,
    /// How it came out.
    pub count: DecisionCount,
    /// What the rules concluded; `None` for a danger share that has no reason yet.
    pub outcome: Option<Outcome>,
    /// The second leg.
    pub confidentiality: Confidentiality,
    /// The first leg's slugs.
    pub power: Vec<String>,
    /// The person was asked.
    pub asked: bool,
    /// Whether the person knows.
    pub person_told: PersonTold,
    /// How it was told; `None` when nothing crossed.
    pub channel: Option<Channel>,
    /// How many items crossed.
    pub items: u32,
    /// When.
    pub at: Moment,
    /// Milliseconds from begin to commit.
    pub took_ms: u32,
    /// Milliseconds on the check page.
    pub check_ms: u32,
    /// The version of the rule table.
    pub rules: String,
}

/// A danger share's reason was finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DangerFinishedFact {
    /// The incident.
    pub incident: IncidentId,
    /// The danger share's disclosure.
    pub disclosure: ItemId,
    /// On what ground.
    pub ground: Confidentiality,
    /// When.
    pub at: Moment,
}

/// Whether section 136 was preceded by a consultation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsultedCode {
    /// The crew's nurse.
    CrewNurse,
    /// Somebody else on the statutory list.
    Other,
    /// Not practicable; the reason is in the shared record.
    NotPracticable,
}

/// Section 136 was considered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct S136Fact {
    /// The incident.
    pub incident: IncidentId,
    /// The step in the shared record that it counts.
    pub item: ItemId,
    /// Used, or considered and not used.
    pub used: bool,
    /// Consultation beforehand.
    pub consulted: ConsultedCode,
    /// What was advised.
    pub advice: Option<Advice>,
    /// The place of safety, when used.
    pub place: Option<PlaceOfSafety>,
    /// How the person travelled, when used.
    pub conveyance: Option<Conveyance>,
    /// What was done instead, when not used; `None` in facts from before this was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_way: Option<OtherWay>,
    /// When it was decided; in facts of earlier versions when it was recorded.
    pub at: Moment,
}

/// A decision on section 136 or 135 was taken back or undone and is not to be counted, or that was undone and it is to be
/// counted again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct S136TakenBack {
    /// The incident.
    pub incident: IncidentId,
    /// The step that was taken back or undone.
    pub item: ItemId,
    /// When it had been decided, so that both are of one month; in facts of earlier versions when it had been recorded.
    pub at: Moment,
    /// The step that took it back; `None` where it was undone, and in facts of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ItemId>,
    /// What `by` took back stands again: it was undone itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lifted: bool,
}

/// An incident turned out to be the same as another, or to be two after all: it is counted once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinedFact {
    /// The duplicate, which is not counted by itself.
    pub incident: IncidentId,
    /// The one under which both are counted.
    pub keeps: IncidentId,
    /// The joining.
    pub item: ItemId,
    /// They were parted again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub parted: bool,
    /// When the duplicate had been opened, so that both are of one month.
    pub at: Moment,
}

/// An incident was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedFact {
    /// The incident.
    pub incident: IncidentId,
    /// When.
    pub at: Moment,
    /// How it came; `None` when not recorded.
    pub source: Option<Source>,
    /// How it ended; `None` when not recorded.
    pub outcome: Option<IncidentOutcome>,
    /// What is still to be done.
    pub follow_up: Vec<FollowUp>,
    /// Minutes from on scene to clear or close; `None` when not stamped.
    pub on_scene_minutes: Option<u32>,
    /// Minutes from arriving at a place of safety until it took over; `None` when not recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover_minutes: Option<u32>,
    /// The person's age, as a band.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<AgeBand>,
    /// How the team met the person; `None` when nobody was stamped on scene by a car, and in facts from before this was
    /// counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<ContactMode>,
    /// Minutes from opening until the crew was on scene; `None` when not stamped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached_minutes: Option<u32>,
    /// Whom it was about, under a pseudonym whose key nobody who reads this holds; `None` without a full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonMark>,
}

impl ClosedFact {
    /// Whom a closing is about, as its stored bytes say, without reading the rest of them.
    pub fn person_in(bytes: &[u8]) -> Option<PersonMark> {
        #[derive(Deserialize)]
        struct About {
            #[serde(default)]
            person: Option<PersonMark>,
        }
        serde_json::from_slice::<About>(bytes).ok()?.person
    }
}

/// How the team met the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContactMode {
    /// Somebody of the team was on scene.
    FaceToFace,
    /// From the control room, nobody of the team on scene: by phone or radio, or advice alone.
    FromDesk,
}

impl ContactMode {
    /// Both, in the order of tables.
    pub const ALL: [Self; 2] = [Self::FaceToFace, Self::FromDesk];

    /// As the stamps of an incident say.
    pub fn of(on_scene: bool, post: Post) -> Option<Self> {
        match (on_scene, post) {
            (true, _) => Some(Self::FaceToFace),
            (false, Post::Desk) => Some(Self::FromDesk),
            (false, Post::Car) => None,
        }
    }
}

/// An age as it may be counted: never in years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgeBand {
    /// Under 18.
    Child,
    /// 18 to 24.
    YoungAdult,
    /// 25 to 44.
    Adult,
    /// 45 to 64.
    Middle,
    /// 65 and over.
    Older,
}

impl AgeBand {
    /// The band of an age in years.
    pub fn of(years: u32) -> Self {
        match years {
            0..=17 => Self::Child,
            18..=24 => Self::YoungAdult,
            25..=44 => Self::Adult,
            45..=64 => Self::Middle,
            65.. => Self::Older,
        }
    }
}

/// A member looked at a private page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewed {
    /// The incident.
    pub incident: IncidentId,
    /// Who.
    pub member: MemberId,
    /// In which seat.
    pub side: Side,
    /// When.
    pub at: Moment,
}

/// A member read a register of their side, which has names and words of many incidents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterViewed {
    /// Which.
    pub register: RegisterCode,
    /// Who.
    pub member: MemberId,
    /// In which seat.
    pub side: Side,
    /// When.
    pub at: Moment,
}

/// A register of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegisterCode {
    /// What people agreed to.
    Consents,
    /// Those who ask from outside.
    Outside,
}

impl RegisterCode {
    /// What a supervisor reads where a page of one incident has its reference.
    pub fn words(self) -> &'static str {
        match self {
            Self::Consents => "the register of consents",
            Self::Outside => "the register of outside requests",
        }
    }
}

/// A month was exported, or the record of one incident as an extract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// Which month; for an extract, the month in which it was made.
    pub month: YearMonth,
    /// The incident, for an extract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// In which role.
    pub role: Role,
    /// SHA-256 of the manifest, hexadecimal.
    pub manifest: String,
    /// When.
    pub at: Moment,
}

/// Words that a person typed to answer for an override. May enter a review page and no export: it has no public
/// text accessor but [`Reason::for_review`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reason(String);

impl Reason {
    /// At least 20 characters, typed by a person.
    pub fn typed(text: &str) -> Option<Self> {
        (text.trim().chars().count() >= 20).then(|| Self(text.trim().to_owned()))
    }

    /// For the reviewer's page only.
    pub fn for_review(&self) -> &str {
        &self.0
    }
}

/// Why an override, a danger share or a governance opening was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonGiven {
    /// What it answers for.
    pub about: ItemId,
    /// The words.
    pub reason: Reason,
    /// When.
    pub at: Moment,
}
