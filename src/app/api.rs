//! The contract between those who talk to a person (window, command line) and the engine: requests in, events out.
//!
//! The window sends [`Request`]s and draws the latest [`State`]. A `State` holds only what the present seat may see:
//! nothing of the other side is in it, not even a count.

use std::path::PathBuf;
use std::sync::Arc;

use super::problem::Problem;
use crate::domain::content::{
    Channel, DecisionWords, Detail, FollowUp, IncidentOutcome, KnownAnswer, Milestone, NotSharedReason,
    NoteSource, PersonTold, PolicySet, Post, S136Step,
};
use crate::domain::decision::facts::{Facts, Nation};
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::incident::{SharedIncident, SideFile};
use crate::domain::month::Month;
use crate::domain::role::{Role, Side};
use crate::domain::time::{Moment, YearMonth};
use crate::vault::Secret;

/// Names one request, so that its answer can be told from another's.
pub type Ticket = u64;

/// Where the program stands. What each holds in memory is the table in [`super::session`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// No vault in the folder: set-up begins.
    NoVault,
    /// A vault whose founding set-up is under way in this process.
    SetUp,
    /// Nobody has started a shift. What the window assumes before the engine has told it anything.
    #[default]
    SignIn,
    /// The shared view.
    Shared,
    /// A private seat.
    Seat(Side),
    /// A supervisor or governance lead.
    Office(Role),
    /// The screen is covered.
    Covered,
    /// Locked: no incident, name, place or count in memory.
    Locked,
}

/// One seat of the laptop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatState {
    /// Who sits there.
    pub member: MemberId,
    /// As the other side sees them, for example `PC 4411 Hughes`.
    pub name: String,
    /// Signed in with the passphrase at.
    pub since: Moment,
    /// A PIN was set for this shift.
    pub has_pin: bool,
    /// The PIN was wrong five times: the passphrase is needed.
    pub needs_passphrase: bool,
}

/// Whether the latest words are safe.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Saved {
    /// Nothing to save yet.
    #[default]
    Nothing,
    /// On disk since.
    At(Moment),
    /// Not on disk; the words are still in the editor.
    Not(String),
}

/// One incident in a list. Shared facts only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentRow {
    /// The incident.
    pub incident: IncidentId,
    /// `26-0117`.
    pub reference: String,
    /// When it was opened.
    pub opened: Moment,
    /// When it was closed.
    pub closed: Option<Moment>,
    /// Where.
    pub place: String,
    /// Whom.
    pub person: String,
    /// Danger shares whose reason is to be finished.
    pub danger_unfinished: bool,
    /// What holds it at present: car, desk.
    pub station: String,
}

/// A draft of this seat, saved as one types.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// Which field it belongs to: `note/<incident>`, `share/<incident>`.
    pub key: String,
    /// The words.
    pub words: String,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Draft")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// A member as a governance lead or the set-up list sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberCard {
    /// The member.
    pub member: MemberId,
    /// Their name.
    pub name: String,
    /// Their side.
    pub side: Side,
    /// Their role.
    pub role: Role,
    /// They made their keys.
    pub joined: bool,
}

/// What set-up has done and what is still to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SetUpState {
    /// Invitation codes of the two leads, while they are unused: handed over in person.
    pub lead_codes: Vec<(Side, String)>,
    /// Recovery codes made: side, number, office.
    pub recovery: Vec<(Side, u8, String, bool)>,
}

/// What the window may draw now.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Where the program stands.
    pub phase: Phase,
    /// The device's name.
    pub device: String,
    /// A practice vault.
    pub training: bool,
    /// The partnership's name, the force's and the trust's.
    pub organisations: [String; 3],
    /// Which law applies.
    pub nation: Option<Nation>,
    /// The police seat.
    pub police: Option<SeatState>,
    /// The nurse seat.
    pub health: Option<SeatState>,
    /// Supervisor or governance lead at work: name, side, role.
    pub office: Option<(String, Side, Role)>,
    /// Car or desk, and its name, while a shift runs.
    pub post: Option<(Post, String)>,
    /// Whether the latest words are safe.
    pub saved: Saved,
    /// Live incidents, oldest first.
    pub live: Vec<IncidentRow>,
    /// Recently closed ones.
    pub past: Vec<IncidentRow>,
    /// The incident in focus.
    pub focus: Option<Arc<SharedIncident>>,
    /// This seat's own half of it. `None` outside a private seat.
    pub own: Option<Arc<SideFile>>,
    /// This seat's drafts.
    pub drafts: Vec<Draft>,
    /// The member whose seat it is, for drawing "you".
    pub me: Option<MemberId>,
    /// Settings that both sides work under.
    pub policy: PolicySet,
    /// Everybody, for set-up and governance leads.
    pub members: Vec<MemberCard>,
    /// Set-up under way.
    pub set_up: Option<SetUpState>,
    /// The month a supervisor looks at, with the months that have incidents.
    pub month: Option<Arc<MonthPage>>,
    /// One line that stays until it is no longer true: clock jumped, no agreement in force.
    pub notice: Option<String>,
    /// Counts up with every seat change, cover and lock: what was typed or shown before is to be forgotten.
    pub sitting: u64,
}

/// A supervisor's month.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthPage {
    /// The counts.
    pub month: Month,
    /// The same counts of the month before, for comparison.
    pub before: Month,
    /// What an export would write, counted from the finished files.
    pub plan: crate::audit::Plan,
}

impl MonthPage {
    /// The page of a month beside the month before it.
    ///
    /// # Errors
    /// When its export cannot be planned, which memory alone can cause.
    pub fn of(month: Month, before: Month) -> Result<Self, Problem> {
        let plan = crate::audit::plan(&month)?;
        Ok(Self { month, before, plan })
    }
}

/// First page of set-up to last, before anybody joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundingForm {
    /// The partnership's name.
    pub partnership: String,
    /// The police force.
    pub police: String,
    /// The health trust.
    pub health: String,
    /// Whose law.
    pub nation: Nation,
    /// This device's name.
    pub device: String,
    /// The two governance leads' names: police, health.
    pub leads: [String; 2],
    /// The recovery holders' offices: police 1 and 2, health 1 and 2.
    pub recovery_offices: [[String; 2]; 2],
    /// A practice vault, for ever.
    pub training: bool,
}

/// What is to be shared or not: everything the decision pages gathered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareForm {
    /// The incident.
    pub incident: IncidentId,
    /// The notes that were picked.
    pub notes: Vec<ItemId>,
    /// The facts that were stated.
    pub facts: Facts,
    /// The typed words.
    pub words: DecisionWords,
    /// When the decision was begun.
    pub begun: Moment,
    /// Milliseconds on the check page.
    pub check_ms: u32,
    /// Open points, due by shift end.
    pub gaps: Vec<String>,
    /// Whether the person knows.
    pub person_told: PersonTold,
    /// How it is told.
    pub channel: Channel,
    /// Set when this finishes a danger share's reason: nothing crosses again.
    pub finishes: Option<ItemId>,
}

/// The six kinds of Danger now, in the order of the digits 1 to 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DangerKind {
    /// Weapon or means to hand.
    Weapon,
    /// Taken something, medical emergency.
    Medical,
    /// Height, road, rail or water.
    Height,
    /// Child or someone else in danger.
    SomeoneElse,
    /// Danger to us.
    Crew,
    /// Something else, in words.
    Other,
}

impl DangerKind {
    /// In the order of the digits.
    pub const ALL: [Self; 6] = [
        Self::Weapon,
        Self::Medical,
        Self::Height,
        Self::SomeoneElse,
        Self::Crew,
        Self::Other,
    ];

    /// The exact words that cross; for [`DangerKind::Other`] the typed words do.
    pub fn words(self) -> &'static str {
        match self {
            Self::Weapon => "Weapon or means to hand",
            Self::Medical => "Taken something, medical emergency",
            Self::Height => "Height, road, rail or water",
            Self::SomeoneElse => "Child or someone else in danger",
            Self::Crew => "Danger to us",
            Self::Other => "Danger",
        }
    }
}

/// What a person asks for.
#[derive(Debug)]
pub enum Request {
    /// Make the vault: folder, log, two leads' invitations.
    Found(FoundingForm),
    /// An invited person opens their page with the one-time code. Answer: [`Done::Invitation`].
    OpenInvitation(Secret),
    /// They typed their passphrase back and chose a handle. Answer: [`Done::Joined`].
    AcceptInvitation {
        /// What they will type to sign in.
        handle: String,
        /// The passphrase, typed back.
        typed: Secret,
    },
    /// A recovery holder opens their page. Answer: [`Done::RecoveryCode`].
    MakeRecoveryCode {
        /// Whose.
        side: Side,
        /// 1 or 2.
        number: u8,
    },
    /// Set-up is done: back to sign-in.
    FinishSetUp,
    /// A governance lead invites. Answer: [`Done::InvitationCode`].
    Invite {
        /// On the lead's own side.
        role: Role,
        /// As colleagues see them.
        name: String,
        /// Which lead invites, during set-up; `None` when a lead is signed in.
        by: Option<Side>,
    },
    /// A governance lead sets what both sides work under.
    SetPolicy(PolicySet),

    /// Start of shift, and after five wrong PINs: handle and passphrase. Takes about a second.
    SignIn {
        /// Which seat.
        side: Side,
        /// What they are called here.
        handle: String,
        /// The passphrase.
        passphrase: Secret,
    },
    /// A supervisor or governance lead signs in.
    SignInOffice {
        /// What they are called here.
        handle: String,
        /// The passphrase.
        passphrase: Secret,
    },
    /// The PIN for this shift.
    SetPin {
        /// Which seat.
        side: Side,
        /// Six digits.
        pin: Secret,
    },
    /// Begin.
    StartShift {
        /// Car or desk.
        post: Post,
        /// The vehicle or desk.
        station: String,
    },
    /// Take a private seat.
    TakeSeat {
        /// Which.
        side: Side,
        /// Its PIN.
        pin: Secret,
    },
    /// Drop to the shared view; always safe.
    SharedView,
    /// Cover the screen.
    Cover,
    /// Uncover or unlock with a PIN.
    Uncover(Secret),
    /// Lock both seats.
    Lock,
    /// End the shift: everybody is signed out.
    EndShift,

    /// Open an incident at once. Answer: [`Done::Opened`].
    OpenIncident,
    /// Bring an incident into focus.
    Focus(IncidentId),
    /// Set a detail of the shared frame.
    SetDetail(IncidentId, Detail),
    /// Stamp a milestone, now or at a stated time.
    Stamp(IncidentId, Milestone, Option<Moment>),
    /// This side's check.
    AnswerKnown(IncidentId, KnownAnswer, String),
    /// The officer tells known or not known under the agreement.
    TellKnown(IncidentId),
    /// A note becomes an entry.
    WriteNote {
        /// The incident.
        incident: IncidentId,
        /// Where the words come from.
        source: NoteSource,
        /// The words.
        text: String,
    },
    /// A correction.
    AmendNote {
        /// The incident.
        incident: IncidentId,
        /// The note.
        note: ItemId,
        /// The words from now on.
        text: String,
        /// Why.
        why: String,
    },
    /// Save what is being typed, sealed to this seat.
    SaveDraft(Draft),
    /// Forget a draft.
    DropDraft(String),
    /// Take back the last shared change, up to five minutes.
    Undo(IncidentId),

    /// Commit a share: `bytes` are the very bytes that the check page drew. Answer: [`Done::Shared`].
    CommitShare {
        /// What was decided.
        form: Box<ShareForm>,
        /// The stored bytes of the disclosure.
        bytes: Vec<u8>,
    },
    /// Commit "do not share", or a decision that finishes a danger share (`form.finishes`).
    CommitDecision {
        /// What was decided.
        form: Box<ShareForm>,
        /// Why not; `None` when it finishes a danger share.
        reason: Option<NotSharedReason>,
    },
    /// Danger now: crosses at once.
    Danger {
        /// Which.
        kind: DangerKind,
        /// The words, for something else.
        words: String,
    },
    /// Stop showing a disclosure.
    Withdraw(IncidentId, ItemId),
    /// A step of section 136.
    S136(IncidentId, S136Step),
    /// How it ended.
    SetOutcome(IncidentId, IncidentOutcome, Vec<FollowUp>),
    /// Close. Refused with a list when something is missing.
    Close(IncidentId),
    /// Open again.
    Reopen(IncidentId, String),
    /// A task is done.
    TaskDone(IncidentId, ItemId, String),
    /// Find. Answer: [`Done::Found`].
    Find(String),

    /// Show a month.
    ShowMonth(YearMonth),
    /// Write the month's audit into a new folder. Answer: [`Done::Exported`].
    Export(YearMonth, PathBuf),
    /// Check the whole log. Answer: [`Done::Verified`].
    Verify,
}

/// One hit of a search over what this seat may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The incident.
    pub row: IncidentRow,
    /// The words around the hit.
    pub snippet: String,
}

/// What is still open before an incident can be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseGap {
    /// A danger share's reason is unfinished.
    DangerReason(ItemId, Moment),
    /// No outcome.
    Outcome,
    /// Known or not known was not answered by this side. Warns; does not block.
    Known(Side),
}

/// An answer to one request.
#[derive(Debug, Clone)]
pub enum Done {
    /// Carried out; the new state shows it.
    Ok,
    /// The invitation was opened: who they will be, and the passphrase that was made for them, shown once.
    Invitation {
        /// Their name.
        name: String,
        /// Their side.
        side: Side,
        /// Their role.
        role: Role,
        /// Five words.
        passphrase: Arc<Secret>,
    },
    /// They joined.
    Joined(MemberId),
    /// A one-time code to hand over in person.
    InvitationCode(Arc<Secret>),
    /// A recovery code, shown once to its holder.
    RecoveryCode(Arc<Secret>),
    /// The incident exists.
    Opened(IncidentId),
    /// Words crossed.
    Shared(ItemId),
    /// What is missing before closing.
    CannotClose(Vec<CloseGap>),
    /// What was found.
    Found(Vec<Hit>),
    /// The pack is in this folder.
    Exported(PathBuf),
    /// The log's state: entries, and findings in words.
    Verified {
        /// How many entries were checked.
        entries: u64,
        /// What is wrong; empty when all is well.
        findings: Vec<String>,
    },
}

/// What the engine tells.
#[derive(Debug, Clone)]
pub enum Event {
    /// The new picture.
    State(Arc<State>),
    /// A request was carried out.
    Done(Ticket, Done),
    /// It was not.
    Failed(Ticket, Problem),
    /// A job over a second: what, how far, of how much.
    Progress(Ticket, &'static str, u64, u64),
}
