//! What both sides can read: the incident's frame, its milestones, what crossed, how it ended.

use serde::{Deserialize, Serialize};

use super::side::NoteSource;
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::facts::{ItemCategory, Recipient};
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::role::Side;
use crate::domain::time::Moment;

use super::after::WithdrawnWhy;

/// Where the crew works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Post {
    /// The triage car: one incident in focus.
    Car,
    /// The control room: a queue.
    Desk,
}

/// A person on the crew, as the other side sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrewMember {
    /// The member.
    pub member: MemberId,
    /// Their side.
    pub side: Side,
    /// Their name, for example `PC 4411 Hughes`.
    pub name: String,
}

/// An incident exists. Written the instant it is opened; everything else is filled in after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentOpened {
    /// The incident.
    pub incident: IncidentId,
    /// What people call it, for example `26-0117`.
    pub reference: String,
    /// When.
    pub at: Moment,
    /// Car or desk.
    pub post: Post,
    /// The vehicle or desk.
    pub station: String,
    /// Who was signed in.
    pub crew: Vec<CrewMember>,
}

/// A step of every incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Milestone {
    /// The call came in.
    Call,
    /// The crew was assigned.
    Assigned,
    /// The crew is on scene.
    OnScene,
    /// What to do was decided.
    Decision,
    /// The person was taken somewhere.
    Conveyed,
    /// The person was handed over.
    HandedOver,
    /// The crew is clear.
    Clear,
}

impl Milestone {
    /// In the order in which they usually come.
    pub const ALL: [Self; 7] = [
        Self::Call,
        Self::Assigned,
        Self::OnScene,
        Self::Decision,
        Self::Conveyed,
        Self::HandedOver,
        Self::Clear,
    ];
}

/// A milestone was stamped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneStamped {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// Which.
    pub milestone: Milestone,
    /// When it happened.
    pub at: Moment,
}

/// Fact, opinion or somebody else's report (DPA 2018 s38(2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// Seen, or from a record.
    Fact,
    /// The teller's own view.
    Opinion,
    /// Told by the person.
    ToldByPerson,
    /// Told by somebody else.
    ThirdParty,
}

/// One piece of information as it crosses: the words and nothing else of the note behind them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedItem {
    /// What kind of information.
    pub category: ItemCategory,
    /// The exact words.
    pub words: String,
    /// Fact, opinion or report.
    pub nature: Nature,
    /// When it was true.
    pub as_at: Moment,
    /// Nobody said when it was true: a record's own date is not known here, and `as_at` is when it was noted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_at_open: bool,
    /// Where the words come from, so that what was seen is never taken for what a record says. `None` in what was
    /// shared before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<NoteSource>,
    /// Until when it may be relied on; past it, it is to be asked again. `None`: without an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub good_until: Option<Moment>,
}

impl SharedItem {
    /// Its shelf life is over.
    pub fn is_stale(&self, now: Moment) -> bool {
        self.good_until.is_some_and(|until| until <= now)
    }
}

/// How the words reach the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// On this screen.
    OnScreen,
    /// Spoken face to face.
    InPerson,
    /// Spoken by radio.
    Radio,
    /// Spoken by telephone.
    Phone,
}

impl Channel {
    /// In the order of the digits.
    pub const ALL: [Self; 4] = [Self::OnScreen, Self::InPerson, Self::Radio, Self::Phone];

    /// Said, not shown: whether it was heard is a question of its own.
    pub fn is_spoken(self) -> bool {
        self != Self::OnScreen
    }
}

/// Whether the person knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonTold {
    /// The person knows.
    Yes,
    /// The person will be told.
    Later,
    /// Telling would add to the danger.
    No,
    /// Not recorded yet: a gap due by shift end.
    NotYetRecorded,
}

/// Why it was shared, in the words that the receiver sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A finished decision on this ground.
    Decided(Confidentiality),
    /// Under the sharing agreement (known or not known).
    Agreement,
    /// Danger now: the reason is still to be finished.
    Danger,
    /// One health service told another what the person's own care needs; nobody was asked, and nobody had objected.
    OwnCare,
}

/// Who was named as receiver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receiver {
    /// The side; `None` for somebody outside the crew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The member, when signed in here.
    pub member: Option<MemberId>,
    /// The name or the role they hold, for example `PC 4411 Hughes`. A team is no receiver.
    pub name: String,
    /// Their organisation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// What they are, for somebody outside the crew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Recipient>,
    /// Why they need it, for somebody outside the crew.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl Receiver {
    /// A person on the crew, or the role where nobody is signed in.
    pub fn crew(side: Side, member: Option<MemberId>, name: String, organisation: String) -> Self {
        Self {
            side: Some(side),
            member,
            name,
            organisation,
            kind: None,
            why: String::new(),
        }
    }
}

/// What actually crossed. The time is that of the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosed {
    /// The incident.
    pub incident: IncidentId,
    /// This disclosure's own name.
    pub disclosure: ItemId,
    /// Who tells; `None` for a crew entry made in the shared or covered view.
    pub from: Option<Side>,
    /// How the receiver sees the teller.
    pub from_name: String,
    /// To whom.
    pub to: Vec<Receiver>,
    /// The items.
    pub items: Vec<SharedItem>,
    /// On what basis.
    pub basis: Basis,
    /// By which channel.
    pub channel: Channel,
    /// Whether the person knows.
    pub person_told: PersonTold,
}

/// A disclosure is no longer to be shown. It may have been read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// The incident.
    pub incident: IncidentId,
    /// Which disclosure.
    pub disclosure: ItemId,
    /// Why; `None` in entries of before reasons were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<WithdrawnWhy>,
}

/// The reason of a danger share was finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DangerFinished {
    /// The incident.
    pub incident: IncidentId,
    /// Which disclosure.
    pub disclosure: ItemId,
    /// On what ground it was right.
    pub ground: Confidentiality,
}

/// How an incident ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IncidentOutcome {
    /// Left with family or a friend.
    FamilyOrFriend,
    /// Home, with advice.
    HomeWithAdvice,
    /// GP.
    Gp,
    /// Crisis team.
    CrisisTeam,
    /// Emergency department.
    EmergencyDepartment,
    /// Section 136.
    Section136,
    /// Arrested.
    Arrested,
    /// Not found.
    NotFound,
    /// Something else.
    Other,
}

impl IncidentOutcome {
    /// In the order of the digits 1 to 9.
    pub const ALL: [Self; 9] = [
        Self::FamilyOrFriend,
        Self::HomeWithAdvice,
        Self::Gp,
        Self::CrisisTeam,
        Self::EmergencyDepartment,
        Self::Section136,
        Self::Arrested,
        Self::NotFound,
        Self::Other,
    ];
}

/// What is still to be done after the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FollowUp {
    /// Tell the GP.
    TellGp,
    /// Tell the care coordinator.
    TellCoordinator,
    /// Safeguarding referral.
    Safeguarding,
    /// Frequent-caller review.
    FrequentCaller,
    /// Ring the person back.
    CallBack,
}

impl FollowUp {
    /// In the order of the digits 1 to 5.
    pub const ALL: [Self; 5] = [
        Self::TellGp,
        Self::TellCoordinator,
        Self::Safeguarding,
        Self::FrequentCaller,
        Self::CallBack,
    ];
}

/// The outcome was recorded or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeSet {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// How it ended.
    pub outcome: IncidentOutcome,
    /// What is still to be done.
    pub follow_up: Vec<FollowUp>,
}

/// The incident is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// The incident.
    pub incident: IncidentId,
}

/// The incident is open again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// The incident.
    pub incident: IncidentId,
    /// Why, typed by a person; empty within the ten seconds of Undo.
    pub why: String,
}

/// A shared change was undone within five minutes: a detail, a milestone, an outcome. Never a disclosure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// The incident.
    pub incident: IncidentId,
    /// The `item` of what is undone.
    pub item: ItemId,
}
