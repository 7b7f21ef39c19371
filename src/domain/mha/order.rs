//! Which step of section 136 or 135 may follow which, and at which times: nothing is in the future, nothing is before what
//! it follows from, and nothing happens to a person who is no longer detained.

use super::state::S136State;
use super::step::{About, Refusal};
use crate::domain::content::S136Step;
use crate::domain::ids::ItemId;
use crate::domain::time::Moment;

const FIRST_USED: &str = "that section 136 or 135 was used";
const FIRST_ARRIVED: &str = "the arrival";

/// The steps follow one another, and none is in the future.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other steps wait for nothing")]
pub(super) fn order(about: &About<'_>, step: &S136Step) -> Result<(), Refusal> {
    let state = about.state;
    let began = state.began();
    let there = [state.arrived, state.kept].into_iter().flatten().min();
    let after = |earlier: Option<Moment>, first: &'static str, at: Moment| match earlier {
        None => Err(Refusal::First(first)),
        Some(earlier) if at < earlier => Err(Refusal::Before(earlier)),
        Some(_) if at > about.now => Err(Refusal::Future),
        Some(_) => Ok(()),
    };
    match step {
        S136Step::Used { at, .. } | S136Step::Warrant { at, .. } | S136Step::Considered { at, .. }
            if *at > about.now =>
        {
            Err(Refusal::Future)
        }
        S136Step::NotUsed { at, .. } if at.is_some_and(|at| at > about.now) => Err(Refusal::Future),
        S136Step::NotUsed { .. } if state.in_force() => Err(Refusal::Detained),
        S136Step::Used { at, .. } | S136Step::Warrant { at, .. } => before_the_rest(state, *at),
        S136Step::Kept { at, .. } | S136Step::Arrived { at, .. } => {
            after(began, FIRST_USED, *at)?;
            before_the_end(state, *at)?;
            before_what_follows(state, *at)
        }
        S136Step::Conveyed { at, .. } | S136Step::Absconded { at } => {
            after(began, FIRST_USED, *at)?;
            before_the_end(state, *at)
        }
        S136Step::HandedOver { at, .. }
        | S136Step::Assessed { at }
        | S136Step::Checked { at, .. }
        | S136Step::Extended { at, .. } => {
            after(began.and(there), FIRST_ARRIVED, *at)?;
            before_the_end(state, *at)
        }
        // the police may stay for a while with somebody who is free to go
        S136Step::Left { at } => after(began.and(there), FIRST_ARRIVED, *at),
        S136Step::Retaken { at } => {
            after(state.absconded, "that the person went missing", *at)?;
            before_the_end(state, *at)
        }
        S136Step::Ended { at, .. } => {
            after(began, FIRST_USED, *at)?;
            after_the_rest(state, *at)
        }
        S136Step::FormGiven { .. } if began.is_none() => Err(Refusal::First(FIRST_USED)),
        S136Step::TakenBack { step, .. } if state.steps.iter().all(|taken| taken.item != *step) => {
            Err(Refusal::NoSuchStep)
        }
        S136Step::TakenBack { step, .. } if parts_two_uses(state, *step) => Err(Refusal::LaterUse),
        _ => Ok(()),
    }
}

/// A start that stands in for one that was taken back is not after what followed from it: nobody arrives, is kept, taken
/// along or handed over before the power is used.
fn before_the_rest(state: &S136State, at: Moment) -> Result<(), Refusal> {
    if state.began().is_some() {
        return Ok(());
    }
    let first_leg = state.legs.first().map(|leg| leg.at);
    let over = state.handed_over.as_ref().map(|(over, _)| *over);
    let rest = [
        state.arrived,
        state.kept,
        first_leg,
        over,
        state.left,
        state.ended,
    ];
    match rest.into_iter().flatten().min() {
        Some(first) if first < at => Err(Refusal::After(first)),
        _ => Ok(()),
    }
}

/// A first arrival that stands in for one that was taken back is not after what happened at the place of safety.
fn before_what_follows(state: &S136State, at: Moment) -> Result<(), Refusal> {
    if state.arrived.or(state.kept).is_some() {
        return Ok(());
    }
    let over = state.handed_over.as_ref().map(|(over, _)| *over);
    let more = state.extensions.first().map(|extension| extension.at);
    let there = [
        over,
        state.left,
        state.assessed,
        more,
        state.checks.first().copied(),
    ];
    match there.into_iter().flatten().min() {
        Some(first) if first < at => Err(Refusal::After(first)),
        _ => Ok(()),
    }
}

/// The start and the end of an earlier use keep it apart from a later one: without them its clock would be read as that of
/// whoever is detained now.
fn parts_two_uses(state: &S136State, item: ItemId) -> bool {
    let earlier = state.later.last().and_then(|from| state.steps.get(..*from));
    let mut earlier = earlier.unwrap_or_default().iter();
    earlier.any(|taken| {
        let parts = matches!(
            taken.step,
            S136Step::Used { .. } | S136Step::Warrant { .. } | S136Step::Ended { .. }
        );
        taken.item == item && parts
    })
}

/// Nothing more is done under the power once the use is over.
fn before_the_end(state: &S136State, at: Moment) -> Result<(), Refusal> {
    match state.ended {
        Some(ended) if ended < at => Err(Refusal::Over(ended)),
        _ => Ok(()),
    }
}

/// An end is not before something that was done under the power: the latest of it says so.
fn after_the_rest(state: &S136State, at: Moment) -> Result<(), Refusal> {
    let over = state.handed_over.as_ref().map(|(over, _)| *over);
    let rest = [
        (Done::Arrival, state.stays.last().map(|stay| stay.at)),
        (Done::SettingOut, state.legs.last().map(|leg| leg.at)),
        (Done::HandOver, over),
        (
            Done::MoreTime,
            state.extensions.last().map(|extension| extension.at),
        ),
        (Done::Look, state.checks.last().copied()),
        (Done::Assessment, state.assessed),
        (Done::WentMissing, state.absconded),
        (Done::TakenBack, state.retaken),
    ];
    let last = rest
        .into_iter()
        .filter_map(|(what, done)| Some((done?, what)))
        .max_by_key(|(done, _)| *done);
    match last {
        Some((done, what)) if at < done => Err(Refusal::EndBefore(what, done)),
        _ => Ok(()),
    }
}

/// What was done under the power, and is recorded later than an end that was to be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// An arrival at a place of safety, or that the person was kept at one.
    Arrival,
    /// They set out for a place of safety.
    SettingOut,
    /// Health staff took over.
    HandOver,
    /// The doctor gave more time.
    MoreTime,
    /// A healthcare professional looked after the person.
    Look,
    /// The assessment ended.
    Assessment,
    /// The person went missing.
    WentMissing,
    /// They were brought back.
    TakenBack,
}
