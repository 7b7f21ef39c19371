//! What the codes of a handover and of a hospital's request are called.

use crate::domain::content::{HandoverTo, StayAnswer, StayReason};
use crate::ui::words::t;

/// Who takes over.
pub(crate) fn to_words(to: HandoverTo) -> String {
    t(match to {
        HandoverTo::NextShift => "handover-next-shift",
        HandoverTo::Ward => "handover-ward",
        HandoverTo::EmergencyDepartment => "handover-emergency-department",
        HandoverTo::CrisisTeam => "handover-crisis-team",
    })
}

/// Who takes over, with the name of the place where there is one.
pub(crate) fn receiver_words(to: HandoverTo, place: &str) -> String {
    if place.is_empty() {
        to_words(to)
    } else {
        format!("{}, {place}", to_words(to))
    }
}

/// Why police are asked to stay.
pub(crate) fn stay_reason_words(reason: StayReason) -> String {
    t(match reason {
        StayReason::RiskToLife => "stay-life",
        StayReason::SeriousHarm => "stay-harm",
        StayReason::Crime => "stay-crime",
        StayReason::NotReceivedYet => "stay-detained",
    })
}

/// What the officer answered.
pub(crate) fn stay_answer_words(answer: StayAnswer) -> String {
    t(match answer {
        StayAnswer::Stays => "stay-answer-stays",
        StayAnswer::Leaves => "stay-answer-leaves",
    })
}
