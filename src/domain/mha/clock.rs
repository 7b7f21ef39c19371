//! The clocks: the permitted period of detention, the doctor's extension, the hand-over at the place of safety, and the
//! checks at a police station. All are differences of instants: a change of the wall clock, sleep or a restart of the
//! computer changes none of them.

use super::law::MhaLaw;
use super::state::{S136State, Stay};
use crate::domain::content::{PlaceOfSafety, S136Step};
use crate::domain::time::Moment;

/// What started the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The first arrival at a place of safety (s136(2A), s135(3ZA)).
    Arrival,
    /// The decision to keep the person where they were found (s136(2A)).
    Kept,
    /// The first entry on a warrant, where the person is kept there (s135(3ZA)).
    Entry,
}

/// The permitted period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// When it began.
    pub start: Moment,
    /// What began it.
    pub from: From,
    /// When it ends, the extension included.
    pub limit: Moment,
    /// How many minutes the extension adds.
    pub extended: i64,
    /// When this device wrote something in the incident last, by its own clock.
    pub written: Option<Moment>,
}

/// How soon the limit needs somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alarm {
    /// Not yet.
    Quiet,
    /// Six hours or less are left.
    Soon,
    /// Two hours or less are left.
    Now,
    /// The limit has passed.
    Past,
    /// This computer's clock is before the start, or before something that was written in the incident already: nothing it
    /// says of the time left can be trusted.
    ClockWrong,
}

/// The hand-over at the place of safety.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handover {
    /// When the police arrived with the person, or decided to keep them there.
    pub since: Moment,
    /// The person was kept where they were found, and did not arrive there.
    pub kept: bool,
    /// When it should have happened.
    pub due: Moment,
    /// When it did.
    pub done: Option<Moment>,
}

impl Period {
    /// Whether `now` cannot be: a clock that was set back shows more time than there is. Two clocks that are merely not
    /// kept alike differ by less than the minutes that the table allows.
    fn clock_wrong(&self, now: Moment, law: &MhaLaw) -> bool {
        let kept_alike = now.plus_minutes(law.clocks.clock_minutes);
        now < self.start || self.written.is_some_and(|written| kept_alike < written)
    }

    /// How soon it needs somebody.
    pub fn alarm(&self, now: Moment, law: &MhaLaw) -> Alarm {
        let left = self.limit.since_ms(now);
        if left <= 0 {
            Alarm::Past
        } else if self.clock_wrong(now, law) {
            Alarm::ClockWrong
        } else if left <= minutes(law.clocks.now_minutes) {
            Alarm::Now
        } else if left <= minutes(law.clocks.soon_minutes) {
            Alarm::Soon
        } else {
            Alarm::Quiet
        }
    }
}

/// The period of a use that has begun to run; `None` before any arrival or decision to keep.
pub fn period(state: &S136State, law: &MhaLaw) -> Option<Period> {
    state.began()?;
    let on_warrant = matches!(&state.warrant, Some(S136Step::Warrant { kept: true, .. }));
    let (start, from) = match (state.kept, state.arrived) {
        (Some(kept), arrived) if arrived.is_none_or(|arrived| kept <= arrived) => {
            (kept, if on_warrant { From::Entry } else { From::Kept })
        }
        (_, Some(arrived)) => (arrived, From::Arrival),
        (Some(_) | None, None) => return None,
    };
    let plain = start.plus_minutes(law.clocks.period_minutes);
    // recorded twice, on two devices, it is one: the longest that was given in time, never the sum
    let in_time = state.extensions.iter().filter(|extension| extension.at < plain);
    let extended = in_time
        .map(|extension| i64::from(extension.minutes))
        .max()
        .unwrap_or(0)
        .min(law.clocks.extension_minutes);
    Some(Period {
        start,
        from,
        limit: plain.plus_minutes(extended),
        extended,
        written: state.written,
    })
}

/// The hand-over clock, beside the period: from the first stay where health staff can take over, also where the person was
/// kept there and nobody arrived. At a police station and in a home there is nobody to hand over to: it runs from the place
/// of safety after them.
pub fn handover(state: &S136State, law: &MhaLaw) -> Option<Handover> {
    let first = state.first_place();
    let nobody = |place| {
        matches!(
            place,
            Some(PlaceOfSafety::PoliceStation | PlaceOfSafety::PrivateHome)
        )
    };
    let place_of = |(at, stay): (usize, &Stay)| if at == 0 { first } else { stay.place };
    let mut stays = state.stays.iter().enumerate();
    let (_, stay) = stays.find(|stay| !nobody(place_of(*stay)))?;
    Some(Handover {
        since: stay.at,
        kept: stay.kept,
        due: stay.at.plus_minutes(law.clocks.handover_minutes),
        done: state.handed_over.as_ref().map(|(at, _)| *at),
    })
}

/// At a police station: when the next look by a healthcare professional is due (regulation 4).
pub fn next_check(state: &S136State, law: &MhaLaw) -> Option<Moment> {
    if !state.in_force() || state.place() != Some(PlaceOfSafety::PoliceStation) {
        return None;
    }
    let last = state.checks.last().copied().or(state.arrived).or(state.kept)?;
    Some(last.plus_minutes(law.clocks.station_check_minutes))
}

/// By when somebody who is missing can be taken back (s138(3)): within the permitted period, or, of who left on the way
/// before it began, within a time from leaving. `None` while nobody has gone missing.
pub fn retake_by(state: &S136State, law: &MhaLaw) -> Option<Moment> {
    let gone = state.absconded?;
    Some(match period(state, law) {
        Some(period) if period.start <= gone => period.limit,
        _ => gone.plus_minutes(law.clocks.retake_minutes),
    })
}

fn minutes(minutes: i64) -> i64 {
    minutes.saturating_mul(60_000)
}
