//! Everything an entry can say. One enum; every variant says where it may live, so that a new kind does not
//! compile until someone has decided who may open it.
//!
//! The bytes that [`Content::to_bytes`] gives are sealed and stored as they are. What a receiver is shown is read
//! back from those bytes, so a preview of them is a preview of what will be stored.

mod after;
mod breach;
mod consent;
mod desk;
mod filled;
mod frame;
mod handover;
mod joined;
mod mha_field;
mod month;
mod oversight;
mod own_counts;
mod paper_made;
mod partnership;
mod passphrase;
mod person_note;
mod record_field;
mod red_line;
mod requests;
mod review;
mod review_word;
mod rules;
mod s136;
mod s136_learnt;
mod shared;
mod sharing_record;
mod side;
mod stated;
mod stored;
mod structure;
mod telling;
mod whose;

pub use after::*;
pub use breach::*;
pub use consent::*;
pub use desk::*;
pub use filled::*;
pub use frame::*;
pub use handover::*;
pub use joined::*;
pub use mha_field::*;
pub use month::*;
pub use oversight::*;
pub use own_counts::*;
pub use paper_made::*;
pub use partnership::*;
pub use passphrase::*;
pub use person_note::*;
pub use record_field::*;
pub use red_line::*;
pub use requests::*;
pub use review::*;
pub use review_word::*;
pub use rules::*;
pub use s136::*;
pub use s136_learnt::*;
pub use shared::*;
pub use sharing_record::*;
pub use side::*;
pub use stated::*;
pub use stored::{BODY_VERSION, Home, UnknownContent};
pub use structure::*;
pub use telling::*;

use serde::{Deserialize, Serialize};

use super::role::{Compartment, Side};

/// What one entry says. Written as JSON with the kind in `t` and the form's version in `v`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t")]
#[expect(
    missing_docs,
    reason = "each variant is the struct of the same name, documented there"
)]
pub enum Content {
    #[serde(rename = "log.genesis")]
    Genesis(Genesis),
    #[serde(rename = "log.device")]
    DeviceEnrolled(DeviceEnrolled),
    #[serde(rename = "log.device-revoked")]
    DeviceRevoked(DeviceRevoked),
    #[serde(rename = "log.witness")]
    Witnessed(Witnessed),
    #[serde(rename = "log.invitation")]
    Invited(Invited),
    #[serde(rename = "log.member")]
    MemberJoined(MemberJoined),
    #[serde(rename = "log.epoch")]
    EpochMade(EpochMade),
    #[serde(rename = "log.grant")]
    Granted(Granted),
    #[serde(rename = "log.recovery")]
    RecoveryHolder(RecoveryHolder),
    #[serde(rename = "log.recovery-used")]
    RecoveryUsed(RecoveryUsed),
    #[serde(rename = "log.policy")]
    PolicySet(PolicySet),
    #[serde(rename = "log.rules")]
    RulesAdopted(RulesAdopted),
    #[serde(rename = "log.disposed")]
    Disposed(Disposed),
    #[serde(rename = "log.standing")]
    MemberChanged(MemberChanged),
    #[serde(rename = "log.invitation-anew")]
    Reinvited(Reinvited),
    #[serde(rename = "log.approval")]
    Approved(Approved),
    #[serde(rename = "log.key")]
    LogKeyMade(LogKeyMade),
    #[serde(rename = "log.partnership")]
    PartnershipWritten(PartnershipWritten),
    #[serde(rename = "log.passphrase")]
    PassphraseChanged(PassphraseChanged),

    #[serde(rename = "shared.opened")]
    IncidentOpened(IncidentOpened),
    #[serde(rename = "shared.detail")]
    DetailSet(DetailSet),
    #[serde(rename = "shared.milestone")]
    MilestoneStamped(MilestoneStamped),
    #[serde(rename = "shared.disclosed")]
    Disclosed(Disclosed),
    #[serde(rename = "shared.withdrawn")]
    Withdrawn(Withdrawn),
    #[serde(rename = "shared.danger-finished")]
    DangerFinished(DangerFinished),
    #[serde(rename = "shared.s136")]
    S136Recorded(S136Recorded),
    #[serde(rename = "shared.outcome")]
    OutcomeSet(OutcomeSet),
    #[serde(rename = "shared.closed")]
    Closed(Closed),
    #[serde(rename = "shared.reopened")]
    Reopened(Reopened),
    #[serde(rename = "shared.undone")]
    Undone(Undone),
    #[serde(rename = "shared.requested")]
    Requested(Requested),
    #[serde(rename = "shared.request-answered")]
    RequestAnswered(RequestAnswered),
    #[serde(rename = "shared.corrected")]
    Corrected(Corrected),
    #[serde(rename = "shared.change-reached")]
    ChangeReached(ChangeReached),
    #[serde(rename = "shared.breach")]
    BreachOpened(BreachOpened),
    #[serde(rename = "shared.breach-step")]
    BreachStepped(BreachStepped),

    #[serde(rename = "shared.heard")]
    Heard(Heard),
    #[serde(rename = "shared.note-given")]
    NoteGiven(NoteGiven),
    #[serde(rename = "shared.joined")]
    Joined(Joined),
    #[serde(rename = "shared.parted")]
    Parted(Parted),

    #[serde(rename = "shared.grade")]
    Graded(Graded),
    #[serde(rename = "shared.claimed")]
    Claimed(Claimed),
    #[serde(rename = "shared.released")]
    Released(Released),
    #[serde(rename = "shared.stay")]
    StayAsked(StayAsked),
    #[serde(rename = "shared.follow-up")]
    FollowUpSet(FollowUpSet),
    #[serde(rename = "shared.follow-up-done")]
    FollowUpDone(FollowUpDone),
    #[serde(rename = "side.handover")]
    HandoverGiven(HandoverGiven),
    #[serde(rename = "side.handover-received")]
    HandoverReceived(HandoverReceived),
    #[serde(rename = "side.advice")]
    AdviceGiven(AdviceGiven),

    #[serde(rename = "side.known")]
    KnownAnswered(KnownAnswered),
    #[serde(rename = "side.note")]
    NoteWritten(NoteWritten),
    #[serde(rename = "side.note-amended")]
    NoteAmended(NoteAmended),
    #[serde(rename = "side.decision")]
    DecisionMade(Box<DecisionMade>),
    #[serde(rename = "side.task")]
    TaskSet(TaskSet),
    #[serde(rename = "side.task-done")]
    TaskDone(TaskDone),
    #[serde(rename = "side.consent")]
    ConsentKept(Box<ConsentKept>),
    #[serde(rename = "side.consent-taken-back")]
    ConsentTakenBack(ConsentTakenBack),
    #[serde(rename = "side.consent-level")]
    ConsentLevelSet(ConsentLevelSet),
    #[serde(rename = "side.record-completed")]
    RecordCompleted(RecordCompleted),
    #[serde(rename = "side.request-refused")]
    RequestRefused(RequestRefused),
    #[serde(rename = "side.outside-request")]
    OutsideRequested(OutsideRequested),
    #[serde(rename = "side.after-outside")]
    AfterOutside(AfterOutsideEntry),
    #[serde(rename = "side.outside-step")]
    OutsideStepped(OutsideStepped),
    #[serde(rename = "side.told-outside")]
    ToldOutside(Box<ToldOutside>),
    #[serde(rename = "side.paper")]
    PaperMade(PaperMade),
    #[serde(rename = "side.review-word")]
    ReviewWordPassed(ReviewWordPassed),
    #[serde(rename = "side.review-word-read")]
    ReviewWordRead(ReviewWordRead),
    #[serde(rename = "side.s136")]
    S136Kept(S136Kept),
    #[serde(rename = "side.field")]
    FieldSet(FieldSet),
    #[serde(rename = "side.marker")]
    MarkerKept(Box<MarkerKept>),
    #[serde(rename = "side.note-moved")]
    NoteMoved(NoteMoved),
    #[serde(rename = "side.note-arrived")]
    NoteArrived(Box<NoteArrived>),
    #[serde(rename = "side.own-counts")]
    OwnCountsKept(OwnCountsKept),
    /// What an organisation counted of a month outside this program, as its governance lead states it.
    #[serde(rename = "side.stated-counts")]
    StatedCounts(StatedCounts),

    #[serde(rename = "oversight.opened")]
    OpenedFact(OpenedFact),
    #[serde(rename = "oversight.known-told")]
    KnownToldFact(KnownToldFact),
    #[serde(rename = "oversight.decision")]
    DecisionFact(DecisionFact),
    #[serde(rename = "oversight.danger-finished")]
    DangerFinishedFact(DangerFinishedFact),
    #[serde(rename = "oversight.s136")]
    S136Fact(S136Fact),
    #[serde(rename = "oversight.s136-taken-back")]
    S136TakenBack(S136TakenBack),
    #[serde(rename = "oversight.joined")]
    JoinedFact(JoinedFact),
    #[serde(rename = "oversight.s136-despite")]
    S136Despite(S136Despite),
    #[serde(rename = "oversight.s136-stopped")]
    S136Stopped(S136Stopped),
    #[serde(rename = "oversight.s136-learnt")]
    S136Learnt(S136Learnt),
    #[serde(rename = "oversight.s136-return")]
    S136Counted(S136Counted),
    #[serde(rename = "oversight.closed")]
    ClosedFact(ClosedFact),
    #[serde(rename = "oversight.viewed")]
    Viewed(Viewed),
    #[serde(rename = "oversight.register-viewed")]
    RegisterViewed(RegisterViewed),
    #[serde(rename = "oversight.exported")]
    Exported(Exported),
    #[serde(rename = "oversight.reason")]
    ReasonGiven(ReasonGiven),
    #[serde(rename = "oversight.rules-refused")]
    RulesRefused(RulesRefused),
    #[serde(rename = "oversight.request")]
    RequestFact(RequestFact),
    #[serde(rename = "oversight.outside")]
    OutsideFact(OutsideFact),
    #[serde(rename = "oversight.breach")]
    BreachFact(BreachFact),
    #[serde(rename = "oversight.month-released")]
    MonthReleased(MonthReleased),
    #[serde(rename = "oversight.baseline")]
    BaselineSet(BaselineSet),
    #[serde(rename = "oversight.own-counts")]
    OwnCounts(OwnCounts),
    #[serde(rename = "oversight.review-drawn")]
    ReviewDrawn(ReviewDrawn),
    #[serde(rename = "oversight.reviewed")]
    Reviewed(Reviewed),
    #[serde(rename = "oversight.access-checked")]
    AccessChecked(AccessChecked),
    #[serde(rename = "oversight.log-checked")]
    LogChecked(LogChecked),
    #[serde(rename = "oversight.red-line")]
    RedLineStopped(RedLineStopped),
    #[serde(rename = "oversight.word-passed")]
    WordPassedFact(WordPassedFact),
    #[serde(rename = "oversight.word-read")]
    WordReadFact(WordReadFact),
    #[serde(rename = "oversight.governance-opened")]
    GovernanceOpened(GovernanceOpened),
    #[serde(rename = "oversight.checkpoint")]
    CheckpointHeld(CheckpointHeld),
}

impl Content {
    /// Where this kind may live.
    #[expect(clippy::too_many_lines, reason = "one line for each kind of entry")]
    pub fn home(&self) -> Home {
        match self {
            Self::Genesis(_)
            | Self::DeviceEnrolled(_)
            | Self::DeviceRevoked(_)
            | Self::Witnessed(_)
            | Self::Invited(_)
            | Self::MemberJoined(_)
            | Self::EpochMade(_)
            | Self::Granted(_)
            | Self::RecoveryHolder(_)
            | Self::RecoveryUsed(_)
            | Self::PolicySet(_)
            | Self::RulesAdopted(_)
            | Self::Disposed(_)
            | Self::MemberChanged(_)
            | Self::Reinvited(_)
            | Self::Approved(_)
            | Self::LogKeyMade(_)
            | Self::PartnershipWritten(_)
            | Self::PassphraseChanged(_) => Home::Log,
            Self::IncidentOpened(_)
            | Self::DetailSet(_)
            | Self::MilestoneStamped(_)
            | Self::Disclosed(_)
            | Self::Withdrawn(_)
            | Self::DangerFinished(_)
            | Self::S136Recorded(_)
            | Self::OutcomeSet(_)
            | Self::Closed(_)
            | Self::Reopened(_)
            | Self::Undone(_)
            | Self::Requested(_)
            | Self::RequestAnswered(_)
            | Self::Corrected(_)
            | Self::ChangeReached(_)
            | Self::BreachOpened(_)
            | Self::BreachStepped(_)
            | Self::Heard(_)
            | Self::NoteGiven(_)
            | Self::Graded(_)
            | Self::Claimed(_)
            | Self::Released(_)
            | Self::StayAsked(_)
            | Self::FollowUpSet(_)
            | Self::FollowUpDone(_)
            | Self::Joined(_)
            | Self::Parted(_) => Home::Shared,
            Self::KnownAnswered(_)
            | Self::NoteWritten(_)
            | Self::NoteAmended(_)
            | Self::DecisionMade(_)
            | Self::TaskSet(_)
            | Self::TaskDone(_)
            | Self::RecordCompleted(_)
            | Self::RequestRefused(_)
            | Self::OutsideRequested(_)
            | Self::AfterOutside(_)
            | Self::OutsideStepped(_)
            | Self::ToldOutside(_)
            | Self::PaperMade(_)
            | Self::S136Kept(_)
            | Self::ConsentKept(_)
            | Self::ConsentTakenBack(_)
            | Self::ConsentLevelSet(_)
            | Self::HandoverGiven(_)
            | Self::HandoverReceived(_)
            | Self::AdviceGiven(_)
            | Self::ReviewWordPassed(_)
            | Self::ReviewWordRead(_)
            | Self::FieldSet(_)
            | Self::MarkerKept(_)
            | Self::NoteMoved(_)
            | Self::NoteArrived(_)
            | Self::OwnCountsKept(_)
            | Self::StatedCounts(_) => Home::AuthorSide,
            Self::OpenedFact(_)
            | Self::KnownToldFact(_)
            | Self::DecisionFact(_)
            | Self::DangerFinishedFact(_)
            | Self::S136Fact(_)
            | Self::S136TakenBack(_)
            | Self::JoinedFact(_)
            | Self::S136Despite(_)
            | Self::S136Stopped(_)
            | Self::S136Learnt(_)
            | Self::S136Counted(_)
            | Self::ClosedFact(_)
            | Self::Viewed(_)
            | Self::RegisterViewed(_)
            | Self::Exported(_)
            | Self::ReasonGiven(_)
            | Self::RulesRefused(_)
            | Self::RequestFact(_)
            | Self::OutsideFact(_)
            | Self::BreachFact(_)
            | Self::MonthReleased(_)
            | Self::BaselineSet(_)
            | Self::OwnCounts(_)
            | Self::ReviewDrawn(_)
            | Self::Reviewed(_)
            | Self::AccessChecked(_)
            | Self::LogChecked(_)
            | Self::RedLineStopped(_)
            | Self::WordPassedFact(_)
            | Self::WordReadFact(_)
            | Self::GovernanceOpened(_)
            | Self::CheckpointHeld(_) => Home::Oversight,
        }
    }

    /// The compartment it is sealed to when a member of `side` writes it; `None` for a device (a crew entry), which
    /// has no side and may not write what belongs to one.
    pub fn compartment(&self, side: Option<Side>) -> Option<Compartment> {
        match self.home() {
            Home::Log => Some(Compartment::Log),
            Home::Shared => Some(Compartment::Shared),
            Home::Oversight => Some(Compartment::Oversight),
            Home::AuthorSide => side.map(Side::compartment),
        }
    }
}
