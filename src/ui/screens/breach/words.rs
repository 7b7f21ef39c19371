//! What the codes of a breach are called.

use crate::domain::content::{BreachKind, BreachStep, BreachStepped};
use crate::domain::incident::BreachGap;
use crate::domain::role::Side;
use crate::domain::time::Moment;
use crate::ui::words::{t, ta};

/// What was wrong with a share.
pub(in crate::ui::screens) fn kind_words(kind: BreachKind) -> String {
    t(match kind {
        BreachKind::WrongItem => "breach-wrong-item",
        BreachKind::WrongPerson => "breach-wrong-person",
        BreachKind::WrongReceiver => "breach-wrong-receiver",
        BreachKind::TooMuch => "breach-too-much",
        BreachKind::Other => "breach-other",
    })
}

/// What has still to be done, and by whom.
pub(super) fn gap_words(gap: BreachGap) -> String {
    let whose = |side: Side| {
        t(match side {
            Side::Police => "breach-police",
            Side::Health => "breach-health",
        })
    };
    match gap {
        BreachGap::Contain => t("breach-gap-contain"),
        BreachGap::Assess(side) => ta("breach-gap-judge", &[("whose", whose(side).into())]),
        BreachGap::TellCommissioner(side) => ta("breach-gap-commissioner", &[("whose", whose(side).into())]),
        BreachGap::TellPerson => t("breach-gap-person"),
    }
}

/// What a step was, with its words.
pub(super) fn step_words(stepped: &BreachStepped, now: Moment) -> String {
    let who = stepped.by.as_str();
    let (key, words, at) = match &stepped.step {
        BreachStep::Contained { how } => ("breach-did-contain", how.clone(), None),
        BreachStep::Assessed { report: true, why } => ("breach-did-judge-yes", why.clone(), None),
        BreachStep::Assessed { report: false, why } => ("breach-did-judge-no", why.clone(), None),
        BreachStep::CommissionerTold { at, reference, late } => {
            let both = [reference.as_str(), late.as_str()]
                .into_iter()
                .filter(|words| !words.is_empty())
                .collect::<Vec<_>>()
                .join(". ");
            ("breach-did-commissioner", both, Some(*at))
        }
        BreachStep::PersonTold { at, how } => ("breach-did-person", how.clone(), Some(*at)),
        BreachStep::PersonNotTold { why } => ("breach-did-not-person", why.clone(), None),
        BreachStep::Closed { why } => ("breach-did-close", why.clone(), None),
    };
    let time = at.map(|at| at.clock_from(now)).unwrap_or_default();
    ta(
        key,
        &[
            ("who", who.into()),
            ("words", words.into()),
            ("time", time.into()),
        ],
    )
}
