//! What the codes of the domain are called on screen.

use crate::app::api::State;
use crate::domain::content::{
    FollowUp, IncidentOutcome, KnownAnswer, Marker, Milestone, NoteSource, ReviewWord, RiskLevel, Source,
};
use crate::domain::decision::conclusion::Task;
use crate::domain::incident::TaskCard;
use crate::domain::record::Codes;
use crate::domain::role::Side;
use crate::ui::widgets::{Badge, Edge, Tag};
use crate::ui::words::{t, ta};

/// The badge of a side.
pub(crate) fn side_badge(side: Side) -> Badge {
    match side {
        Side::Police => Badge::Police,
        Side::Health => Badge::Nurse,
    }
}

/// The edge bar of a side.
pub(crate) fn side_edge(side: Side) -> Edge {
    match side {
        Side::Police => Edge::Police,
        Side::Health => Edge::Nurse,
    }
}

/// The organisation's name as it was set up; before anybody signed in, what it is.
pub(crate) fn organisation(state: &State, side: Side) -> String {
    let [_, police, health] = &state.organisations;
    let (name, kind) = match side {
        Side::Police => (police, "organisation-police"),
        Side::Health => (health, "organisation-health"),
    };
    if name.is_empty() { t(kind) } else { name.clone() }
}

/// "Police only" or "Nurse only".
pub(crate) fn only_words(side: Side) -> String {
    t(match side {
        Side::Police => "police-only",
        Side::Health => "nurse-only",
    })
}

/// Who can open what this side writes: everybody with the key of that side, not only the author.
pub(crate) fn private_words(side: Side) -> String {
    t(match side {
        Side::Police => "private-until-shared-police",
        Side::Health => "private-until-shared-nurse",
    })
}

/// The other side's person: their name where they are signed in, their role otherwise.
pub(crate) fn other_name(state: &State, side: Side) -> String {
    let (seat, role) = match side {
        Side::Police => (&state.health, "the-nurse"),
        Side::Health => (&state.police, "the-officer"),
    };
    seat.as_ref().map_or_else(|| t(role), |seat| seat.name.clone())
}

/// How the incident came.
pub(crate) fn source_words(source: Source) -> String {
    t(match source {
        Source::Call999 => "source-999",
        Source::Call101 => "source-101",
        Source::Officers => "source-officers",
        Source::Ambulance => "source-ambulance",
        Source::Health => "source-health",
        Source::Encounter => "source-encounter",
        Source::Other => "source-other",
    })
}

/// A step of every incident.
pub(crate) fn milestone_words(milestone: Milestone) -> String {
    t(match milestone {
        Milestone::Call => "milestone-call",
        Milestone::Assigned => "milestone-assigned",
        Milestone::OnScene => "milestone-on-scene",
        Milestone::Decision => "milestone-decision",
        Milestone::Conveyed => "milestone-conveyed",
        Milestone::HandedOver => "milestone-handed-over",
        Milestone::Clear => "milestone-clear",
    })
}

/// How an incident ended.
pub(crate) fn outcome_words(outcome: IncidentOutcome) -> String {
    t(match outcome {
        IncidentOutcome::FamilyOrFriend => "outcome-family",
        IncidentOutcome::HomeWithAdvice => "outcome-home",
        IncidentOutcome::Gp => "outcome-gp",
        IncidentOutcome::CrisisTeam => "outcome-crisis-team",
        IncidentOutcome::EmergencyDepartment => "outcome-emergency",
        IncidentOutcome::Section136 => "outcome-s136",
        IncidentOutcome::Arrested => "outcome-arrested",
        IncidentOutcome::NotFound => "outcome-not-found",
        IncidentOutcome::Other => "outcome-other",
    })
}

/// What is still to be done after the incident.
pub(crate) fn follow_up_words(follow_up: FollowUp) -> String {
    t(match follow_up {
        FollowUp::TellGp => "follow-up-gp",
        FollowUp::TellCoordinator => "follow-up-coordinator",
        FollowUp::Safeguarding => "follow-up-safeguarding",
        FollowUp::FrequentCaller => "follow-up-frequent",
        FollowUp::CallBack => "follow-up-call-back",
    })
}

/// Risk in words.
pub(crate) fn risk_words(risk: RiskLevel) -> String {
    t(match risk {
        RiskLevel::NoneSeen => "risk-none",
        RiskLevel::Possible => "risk-possible",
        RiskLevel::Likely => "risk-likely",
        RiskLevel::Now => "risk-now",
    })
}

/// How soon a risk needs someone.
pub(crate) fn risk_tag(risk: RiskLevel) -> Tag {
    match risk {
        RiskLevel::NoneSeen | RiskLevel::Possible => Tag::Plain,
        RiskLevel::Likely => Tag::Soon,
        RiskLevel::Now => Tag::Now,
    }
}

/// The answer of one side's check.
pub(crate) fn known_words(answer: KnownAnswer) -> String {
    t(match answer {
        KnownAnswer::Known => "known-yes",
        KnownAnswer::NotKnown => "known-no",
        KnownAnswer::CouldNotCheck => "known-could-not",
    })
}

/// Where a note's words come from.
pub(crate) fn note_source_words(source: NoteSource) -> String {
    t(match source {
        NoteSource::Seen => "note-seen",
        NoteSource::Told => "note-told",
        NoteSource::Record => "note-record",
        NoteSource::MyView => "note-my-view",
        NoteSource::SomeoneElse => "note-someone-else",
    })
}

/// The word of a review, as its reader sees it.
pub(crate) fn review_word_words(word: ReviewWord) -> String {
    t(match word {
        ReviewWord::Good => "word-good",
        ReviewWord::SayWhatYouSaw => "word-say-what-you-saw",
        ReviewWord::SayWhyNotLess => "word-say-why-not-less",
        ReviewWord::TellThePerson => "word-tell-the-person",
        ReviewWord::FinishSooner => "word-finish-sooner",
        ReviewWord::WhyOpened => "word-why-opened",
    })
}

/// Something this side still has to do.
fn task_words(task: Task) -> String {
    t(match task {
        Task::BriefCoordinatorOrGp => "task-brief",
        Task::TellThePerson => "task-tell-person",
        Task::TellThePersonLater => "task-tell-person-later",
        Task::CompleteRecord => "task-complete-record",
        Task::ReportByDutyDeadline => "task-report-duty",
        Task::ReportToGovernanceLead => "task-report-lead",
        Task::SendCorrection => "task-correction",
        Task::AskAgain => "task-ask-again",
        Task::InWords => "task-in-words",
    })
}

/// What a marker says.
pub(crate) fn marker_words(marker: &Marker) -> &str {
    Codes::embedded()
        .markers
        .kind(&marker.code)
        .map_or(marker.code.as_str(), |kind| kind.words.as_str())
}

/// What a task is: in somebody's own words where it is their own.
pub(crate) fn task_said(card: &TaskCard) -> String {
    if card.words.is_empty() {
        task_words(card.task)
    } else {
        card.words.clone()
    }
}

/// `12 min`, or `1 h 04` from an hour on.
pub(crate) fn minutes_words(minutes: i64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    if hours == 0 {
        ta("minutes", &[("count", rest.into())])
    } else {
        format!("{hours} h {rest:02}")
    }
}
