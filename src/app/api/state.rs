//! What the window may draw now: the latest picture, cut to the seat.

use super::{Checks, Elsewhere, PracticeRow, TrendMonth, Watch, WordCard};
use crate::app::agreement::AgreementFact;
use crate::app::backup::BackupState;
use crate::app::paper::{Beside, pack};
use crate::app::problem::Problem;
use crate::app::recovery::{RecoveryNotice, RecoveryStanding};
use crate::app::rules::TableFact;
use crate::audit::Standing;
use crate::domain::agreement::Register;
use crate::domain::content::{
    self, BaselineSet, Grade, KnownAnswer, MonthReleased, PolicySet, Post, RiskLevel, RulesRefused,
};
use crate::domain::decision::facts::Nation;
use crate::domain::disclosure_control::Change;
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::incident::{SharedIncident, SideFile};
use crate::domain::mha::clock::Period;
use crate::domain::month::Month;
use crate::domain::outside::OutsideCard;
use crate::domain::role::{Compartment, Role, Side};
use crate::domain::rules::Rules;
use crate::domain::time::Moment;
use crate::vault::{EpochFact, Waiting};
use std::sync::Arc;

/// Where the program stands. What each holds in memory is the table in [`crate::app::session`].
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
    /// Collar number or registration, as far as it is known; empty when not.
    pub number: String,
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
    /// Somebody is detained on it under section 136 or 135; of a closed incident nothing is said.
    pub detained: Option<Detained>,
    /// What holds it at present: car, desk.
    pub station: String,
    /// What the desk's queue shows beside it.
    pub desk: RowDesk,
}

/// A detention that is in force, as far as every page has to know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detained {
    /// 136 or 135.
    pub section: u16,
    /// The permitted period; `None` before any arrival or decision to keep.
    pub period: Option<Period>,
}

/// The form for a place of safety that this seat made last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormCard {
    /// The entry of its making.
    pub item: ItemId,
    /// The time that stands on it.
    pub at: Moment,
    /// The code at its foot.
    pub code: String,
    /// It was handed to a printer, and not saved as files.
    pub printed: bool,
    /// Made now, it would say the same.
    pub stands: bool,
}

/// What the desk's queue shows of an incident: shared facts only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowDesk {
    /// How urgent.
    pub grade: Option<Grade>,
    /// Who has it: name and desk or vehicle.
    pub holder: Option<String>,
    /// At which desk or in which vehicle it is.
    pub holder_at: Option<String>,
    /// What police and nurse told of known or not known: of each the latest that stands.
    pub known: [Option<KnownAnswer>; 2],
    /// Who claimed it at the same time.
    pub also: Option<String>,
    /// The agreed risk.
    pub risk: Option<RiskLevel>,
    /// Age in years.
    pub age: Option<u32>,
    /// Since when somebody is at the scene; the last sign of it where nobody stamped that.
    pub attended: Option<Moment>,
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
    /// Whether they may sign in and write.
    pub standing: content::Standing,
    /// Until when an invitation waits for them, if one does.
    pub invited_until: Option<Moment>,
}

/// A recovery holder: the code itself is on their paper only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryCard {
    /// Whose.
    pub side: Side,
    /// 1 or 2; both are needed.
    pub number: u8,
    /// The office, for example `Caldicott Guardian`.
    pub office: String,
    /// Their code was made.
    pub made: bool,
}

/// What set-up has done and what is still to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SetUpState {
    /// Invitation codes of the two leads, while they are unused: handed over in person.
    pub lead_codes: Vec<(Side, String)>,
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
    /// Without a vault: the request whose answer this laptop waits for, by name and code.
    pub enrolment: Option<(String, String)>,
    /// This folder is an older copy of its device, or the device was taken out: it reads, and writes again once a
    /// governance lead made it a new one.
    pub must_renew: bool,
    /// It is the second of the two.
    pub taken_out: bool,
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
    /// The form for a place of safety that this seat made last of it.
    pub s136_form: Option<FormCard>,
    /// This side's register of those who ask from outside, newest first. Empty outside a private seat.
    pub outside: Arc<Vec<OutsideCard>>,
    /// What waits for this seat on other incidents.
    pub elsewhere: Vec<Elsewhere>,
    /// Words of reviews for the member who sits here.
    pub words: Arc<Vec<WordCard>>,
    /// The situations of scored practice for this seat; empty in a live log.
    pub practice: Arc<Vec<PracticeRow>>,
    /// Who can sign in to this practice vault, with their passphrases, where Tandem made it itself.
    pub practice_people: Option<String>,
    /// Names of this side's members, for saying whose task something is.
    pub colleagues: Vec<(MemberId, String)>,
    /// Requests and breaches as supervisors and governance leads see them.
    pub watch: Arc<Watch>,
    /// This seat's drafts.
    pub drafts: Vec<Draft>,
    /// The member whose seat it is, for drawing "you".
    pub me: Option<MemberId>,
    /// Settings that both sides work under.
    pub policy: PolicySet,
    /// The rule table in force, as soon as a vault is open.
    pub rules: Option<Arc<Rules>>,
    /// Every rule table of the log, for whoever is signed in.
    pub rule_tables: Vec<TableFact>,
    /// The refused rule tables, the latest last: for supervisors and governance leads.
    pub rules_refused: Vec<RulesRefused>,
    /// The partnership's questions, for set-up, supervisors and governance leads.
    pub register: Arc<Register>,
    /// Every agreement that came into force, the oldest first, for governance leads.
    pub agreements: Vec<AgreementFact>,
    /// Everybody, for set-up and governance leads.
    pub members: Vec<MemberCard>,
    /// The organisations that have no governance lead any more, told to both: only recovery codes bring one back.
    pub leaderless: Vec<Side>,
    /// Every use of recovery codes that both organisations are still to see, the latest first.
    pub recovery_uses: Vec<RecoveryNotice>,
    /// How the own organisation's recovery stands, for governance leads.
    pub recovery_standing: Option<RecoveryStanding>,
    /// What one organisation's lead began and the other's has not confirmed, for set-up and governance leads.
    pub waiting: Vec<Waiting>,
    /// The epochs of all compartments, for governance leads.
    pub epochs: Vec<EpochFact>,
    /// The compartments whose keys are over a year old, for governance leads.
    pub keys_due: Vec<Compartment>,
    /// The recovery holders, for set-up and governance leads.
    pub recovery: Vec<RecoveryCard>,
    /// Set-up under way.
    pub set_up: Option<SetUpState>,
    /// The month a supervisor looks at, with the months that have incidents.
    pub month: Option<Arc<MonthPage>>,
    /// Checks and reviews of that month, for supervisors and governance leads.
    pub checks: Option<Arc<Checks>>,
    /// When this device was last backed up, where to, and whether that failed.
    pub backup: BackupState,
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
    /// The same counts of the month beside it, for comparison.
    pub before: Month,
    /// The twelve months that end with it, the oldest first; empty until they are counted.
    pub trend: Vec<TrendMonth>,
    /// Which part is looked at.
    pub scope: MonthScope,
    /// The month beside the baseline; `None` until somebody states one.
    pub against: Option<Against>,
    /// What an export would write, counted from the finished files.
    pub plan: crate::audit::Plan,
}

/// Which part of a month is looked at, and beside which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MonthScope {
    /// One team; `None` for all.
    pub team: Option<Post>,
    /// The month beside it.
    pub beside: BesideMonth,
}

/// The month that stands beside the one that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BesideMonth {
    /// The one before.
    #[default]
    Before,
    /// The same month of the year before.
    YearBefore,
    /// The stated baseline; the one before where none is stated.
    Baseline,
}

/// A month beside its baseline, exact figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// Uses of section 136 in the baseline month.
    pub before: u64,
    /// Uses in the month.
    pub after: u64,
    /// The change in per cent with its interval.
    pub change: Option<Change>,
    /// Both for 100,000 residents, in tenths.
    pub rates: Option<(u64, u64)>,
    /// The baseline as it was stated.
    pub baseline: BaselineSet,
}

impl MonthPage {
    /// The page of a month beside the month before it and its own earlier releases.
    ///
    /// # Errors
    /// When its export cannot be planned, which memory alone can cause.
    pub fn of(
        month: Month,
        before: Month,
        earlier: &[&MonthReleased],
        beside: &Beside,
        standing: Standing,
    ) -> Result<Self, Problem> {
        let plan = pack(&month, earlier, beside, standing)?;
        Ok(Self {
            month,
            before,
            trend: Vec::new(),
            scope: MonthScope::default(),
            against: None,
            plan,
        })
    }
}
