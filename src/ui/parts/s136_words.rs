//! The steps of section 136 in words: for its page, the list of steps, and what was recorded so far.

use crate::domain::content::{Advice, Consulted, OtherWay, S136Step};
use crate::domain::incident::S136State;
use crate::domain::time::Moment;
use crate::ui::words::{t, ta};

/// What a step is called.
pub(crate) fn step_name(step: &S136Step) -> String {
    t(key(step))
}

/// What a step is called, and when it was.
pub(crate) fn step_words(step: &S136Step, now: Moment) -> String {
    time(step).map_or_else(|| step_name(step), |at| line(at, now, key(step)))
}

fn key(step: &S136Step) -> &'static str {
    match step {
        S136Step::Used { .. } => "s136-used",
        S136Step::NotUsed { .. } => "s136-not-used",
        S136Step::Considered { .. } => "s136-considered",
        S136Step::Arrived { .. } => "s136-arrived",
        S136Step::Ended { .. } => "s136-ended",
        S136Step::Warrant { .. } => "s136-step-warrant",
        S136Step::Kept { .. } => "s136-step-kept",
        S136Step::Conveyed { .. } => "s136-step-conveyed",
        S136Step::HandedOver { .. } => "s136-step-handed-over",
        S136Step::Left { .. } => "s136-step-left",
        S136Step::Assessed { .. } => "s136-step-assessed",
        S136Step::Extended { .. } => "s136-step-extended",
        S136Step::Absconded { .. } => "s136-step-absconded",
        S136Step::Retaken { .. } => "s136-step-retaken",
        S136Step::Checked { .. } => "s136-step-checked",
        S136Step::Said { .. } => "s136-step-said",
        S136Step::TakenBack { .. } => "s136-step-taken-back",
        S136Step::FormGiven { .. } => "s136-step-form-given",
    }
}

fn time(step: &S136Step) -> Option<Moment> {
    match step {
        S136Step::Used { at, .. }
        | S136Step::Considered { at, .. }
        | S136Step::Arrived { at, .. }
        | S136Step::Ended { at, .. }
        | S136Step::Warrant { at, .. }
        | S136Step::Kept { at, .. }
        | S136Step::Conveyed { at, .. }
        | S136Step::HandedOver { at, .. }
        | S136Step::Left { at }
        | S136Step::Assessed { at }
        | S136Step::Extended { at, .. }
        | S136Step::Absconded { at }
        | S136Step::Retaken { at }
        | S136Step::Checked { at, .. }
        | S136Step::FormGiven { at, .. } => Some(*at),
        S136Step::NotUsed { at, .. } => *at,
        S136Step::Said { .. } | S136Step::TakenBack { .. } => None,
    }
}

fn line(at: Moment, now: Moment, key: &str) -> String {
    ta(
        "s136-history",
        &[("time", at.clock_from(now).into()), ("step", t(key).into())],
    )
}

/// What happened, oldest first, each with its time.
pub(crate) fn s136_events(state: &S136State) -> Vec<(Moment, &'static str)> {
    let handed = state.handed_over.as_ref().map(|(at, _)| *at);
    let more = state.extensions.first().map(|extension| extension.at);
    let began = if state.warrant.is_some() {
        "s136-step-warrant"
    } else {
        "s136-used"
    };
    let mut events: Vec<(Moment, &'static str)> = [
        (state.began(), began),
        (state.kept.filter(|_| state.warrant.is_none()), "s136-step-kept"),
        // kept somewhere before, the first arrival is at another place
        (
            state.arrived.filter(|_| state.moved != state.arrived),
            "s136-arrived",
        ),
        (state.moved, "s136-moved"),
        (handed, "s136-step-handed-over"),
        (state.left, "s136-step-left"),
        (state.absconded, "s136-step-absconded"),
        (state.retaken, "s136-step-retaken"),
        (more, "s136-step-extended"),
        (state.assessed, "s136-step-assessed"),
        (state.ended, "s136-ended"),
    ]
    .into_iter()
    .filter_map(|(at, key)| Some((at?, key)))
    .collect();
    events.extend(state.legs.iter().map(|leg| (leg.at, "s136-step-conveyed")));
    let again = state.starts().into_iter().skip(1);
    events.extend(again.map(|at| (at, "s136-start-again")));
    events.extend(state.given.iter().map(|given| (given.at, "s136-step-form-given")));
    events.sort_by_key(|(at, _)| *at);
    events
}

/// What was recorded so far, in words.
pub(crate) fn s136_history(state: &S136State, now: Moment) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(S136Step::NotUsed {
        at,
        instead,
        consulted,
        other_way,
        advice,
    }) = &state.not_used
    {
        let way = other_way.map(way_words);
        let words: Vec<&str> = way.as_deref().into_iter().chain([instead.as_str()]).collect();
        let words = words.join(": ");
        lines.push(match at {
            Some(at) => ta(
                "s136-history-not-used-at",
                &[("time", at.clock_from(now).into()), ("instead", words.into())],
            ),
            None => ta("s136-history-not-used", &[("instead", words.into())]),
        });
        lines.push(advised_words(consulted, *advice));
    }
    if let Some(S136Step::Considered {
        at,
        consulted,
        advice,
    }) = &state.considered
    {
        lines.push(line(*at, now, "s136-considered"));
        lines.extend(consulted.as_ref().map(|with| advised_words(with, *advice)));
    }
    for (at, key) in s136_events(state) {
        lines.push(line(at, now, key));
        if let (
            true,
            Some(S136Step::Used {
                consulted, advice, ..
            }),
        ) = (key == "s136-used", &state.used)
        {
            lines.push(advised_words(consulted, *advice));
        }
    }
    lines
}

/// What was done instead, in words.
fn way_words(way: OtherWay) -> String {
    t(match way {
        OtherWay::WentFreely => "s136-way-freely",
        OtherWay::StayedWithOthers => "s136-way-others",
        OtherWay::CrisisTeam => "s136-way-crisis-team",
        OtherWay::Ambulance => "s136-way-ambulance",
        OtherWay::HomeWithAdvice => "s136-way-home",
        OtherWay::Arrested => "s136-way-arrested",
        OtherWay::Other => "s136-way-other",
    })
}

/// Who was consulted, and what they advised.
fn advised_words(consulted: &Consulted, advice: Option<Advice>) -> String {
    let who = consulted_words(consulted);
    let Some(advice) = advice else { return who };
    let said = t(match advice {
        Advice::Supports => "s136-advice-supports",
        Advice::AnotherWay => "s136-advice-other",
        Advice::NoView => "s136-advice-none",
    });
    ta("s136-advised", &[("who", who.into()), ("advice", said.into())])
}

/// Who was consulted, in words.
fn consulted_words(consulted: &Consulted) -> String {
    match consulted {
        Consulted::CrewNurse { name } => ta("s136-consulted-name", &[("name", name.as_str().into())]),
        Consulted::Other { who } => ta("s136-consulted-name", &[("name", who.as_str().into())]),
        Consulted::NotPracticable { why } => ta("s136-consulted-nobody", &[("why", why.as_str().into())]),
    }
}
