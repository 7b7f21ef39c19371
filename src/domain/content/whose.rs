//! Which incident an entry belongs to.

use super::Content;
use crate::domain::ids::IncidentId;

impl Content {
    /// The incident it belongs to, if it belongs to one.
    #[expect(clippy::too_many_lines, reason = "one line for each kind of entry")]
    pub fn incident(&self) -> Option<IncidentId> {
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
            | Self::PassphraseChanged(_)
            | Self::RegisterViewed(_)
            | Self::Exported(_)
            | Self::ReasonGiven(_)
            | Self::RulesRefused(_)
            | Self::OutsideFact(_)
            | Self::MonthReleased(_)
            | Self::BaselineSet(_)
            | Self::OwnCounts(_)
            | Self::OwnCountsKept(_)
            | Self::StatedCounts(_)
            | Self::ReviewDrawn(_)
            | Self::Reviewed(_)
            | Self::AccessChecked(_)
            | Self::LogChecked(_)
            | Self::WordPassedFact(_)
            | Self::WordReadFact(_)
            | Self::CheckpointHeld(_) => None,
            Self::IncidentOpened(c) => Some(c.incident),
            Self::RedLineStopped(c) => c.incident,
            Self::DetailSet(c) => Some(c.incident),
            Self::MilestoneStamped(c) => Some(c.incident),
            Self::Disclosed(c) => Some(c.incident),
            Self::Withdrawn(c) => Some(c.incident),
            Self::DangerFinished(c) => Some(c.incident),
            Self::S136Recorded(c) => Some(c.incident),
            Self::OutcomeSet(c) => Some(c.incident),
            Self::Closed(c) => Some(c.incident),
            Self::Reopened(c) => Some(c.incident),
            Self::Undone(c) => Some(c.incident),
            Self::Heard(c) => Some(c.incident),
            Self::ToldOutside(c) => Some(c.0.incident),
            Self::PaperMade(c) => Some(c.incident),
            Self::NoteGiven(c) => Some(c.incident),
            Self::Graded(c) => Some(c.incident),
            Self::Claimed(c) => Some(c.incident),
            Self::Released(c) => Some(c.incident),
            Self::StayAsked(c) => Some(c.incident),
            Self::FollowUpSet(c) => Some(c.incident),
            Self::FollowUpDone(c) => Some(c.incident),
            Self::HandoverGiven(c) => Some(c.incident),
            Self::HandoverReceived(c) => Some(c.incident),
            Self::AdviceGiven(c) => Some(c.incident),
            Self::Joined(c) => Some(c.incident),
            Self::Parted(c) => Some(c.incident),
            Self::FieldSet(c) => Some(c.incident),
            Self::MarkerKept(c) => Some(c.incident),
            Self::NoteMoved(c) => Some(c.incident),
            Self::NoteArrived(c) => Some(c.incident),
            Self::KnownAnswered(c) => Some(c.incident),
            Self::NoteWritten(c) => Some(c.incident),
            Self::NoteAmended(c) => Some(c.incident),
            Self::DecisionMade(c) => Some(c.incident),
            Self::TaskSet(c) => Some(c.incident),
            Self::TaskDone(c) => Some(c.incident),
            Self::ConsentKept(c) => Some(c.incident),
            Self::ConsentTakenBack(c) => Some(c.incident),
            Self::ConsentLevelSet(c) => Some(c.incident),
            Self::RecordCompleted(c) => Some(c.incident),
            Self::OpenedFact(c) => Some(c.incident),
            Self::KnownToldFact(c) => Some(c.incident),
            Self::DecisionFact(c) => Some(c.incident),
            Self::DangerFinishedFact(c) => Some(c.incident),
            Self::S136Fact(c) => Some(c.incident),
            Self::S136TakenBack(c) => Some(c.incident),
            Self::S136Despite(c) => Some(c.incident),
            Self::S136Stopped(c) => Some(c.incident),
            Self::S136Learnt(c) => Some(c.incident),
            Self::S136Counted(c) => Some(c.incident),
            Self::S136Kept(c) => Some(c.incident),
            Self::ClosedFact(c) => Some(c.incident),
            Self::Viewed(c) => Some(c.incident),
            Self::JoinedFact(c) => Some(c.incident),
            Self::ReviewWordPassed(c) => Some(c.incident),
            Self::ReviewWordRead(c) => Some(c.incident),
            Self::GovernanceOpened(c) => c.incident,
            Self::Requested(c) => Some(c.incident),
            Self::RequestAnswered(c) => Some(c.incident),
            Self::Corrected(c) => Some(c.incident),
            Self::ChangeReached(c) => Some(c.incident),
            Self::BreachOpened(c) => Some(c.incident),
            Self::BreachStepped(c) => Some(c.incident),
            Self::RequestRefused(c) => Some(c.incident),
            Self::RequestFact(c) => Some(c.incident),
            Self::BreachFact(c) => Some(c.incident),
            Self::AfterOutside(c) => Some(c.change.incident()),
            Self::OutsideRequested(c) => c.incident,
            Self::OutsideStepped(c) => c.incident,
        }
    }
}
