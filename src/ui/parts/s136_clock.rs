//! The 24 hours of section 136 as a clock: when they end first, how much is left second.

use super::names::minutes_words;
use crate::domain::content::S136Step;
use crate::domain::incident::S136State;
use crate::domain::time::Moment;
use crate::ui::widgets::Tag;
use crate::ui::words::ta;

/// The permitted period of detention from the first arrival, in minutes (Mental Health Act 1983 s136(2A)).
const LIMIT_MINUTES: i64 = 24 * 60;
/// From here on someone is needed soon, in minutes.
const SOON_MINUTES: i64 = 6 * 60;
/// From here on someone is needed now, in minutes.
const NOW_MINUTES: i64 = 2 * 60;

/// Where the 24 hours stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum S136Clock {
    /// Section 136 is not in use.
    NotUsed,
    /// In use since; the 24 hours have not begun: nobody has arrived anywhere.
    NotRunning(Moment),
    /// They end at.
    Ends(Moment),
    /// The assessment ended at.
    Ended(Moment),
}

/// Reads the clock off an incident's section 136.
pub(crate) fn clock_of(state: &S136State) -> S136Clock {
    if let Some(ended) = state.ended {
        return S136Clock::Ended(ended);
    }
    match (&state.used, state.arrived) {
        (Some(_), Some(arrived)) => S136Clock::Ends(arrived.plus_minutes(LIMIT_MINUTES)),
        (Some(S136Step::Used { at, .. }), None) => S136Clock::NotRunning(*at),
        (Some(S136Step::NotUsed { .. } | S136Step::Arrived { .. } | S136Step::Ended { .. }) | None, _) => {
            S136Clock::NotUsed
        }
    }
}

/// How soon it needs someone, in words for the head of the incident.
pub(crate) fn tag_of(clock: S136Clock, now: Moment) -> Option<(Tag, String)> {
    let words = |key, at: Moment| ta(key, &[("time", at.clock_from(now).into())]);
    match clock {
        S136Clock::NotUsed => None,
        S136Clock::NotRunning(used) => Some((Tag::Plain, words("s136-tag-used", used))),
        S136Clock::Ends(end) if end <= now => Some((Tag::Now, words("s136-tag-past", end))),
        S136Clock::Ends(end) => Some((urgency(end, now), words("s136-tag-ends", end))),
        S136Clock::Ended(at) => Some((Tag::Plain, words("s136-tag-ended", at))),
    }
}

/// How soon the end of the 24 hours needs someone.
pub(crate) fn urgency(end: Moment, now: Moment) -> Tag {
    let left = end.since_ms(now) / 60_000;
    if left <= NOW_MINUTES {
        Tag::Now
    } else if left <= SOON_MINUTES {
        Tag::Soon
    } else {
        Tag::Plain
    }
}

/// `23 h 55`, the time left.
pub(crate) fn left_words(end: Moment, now: Moment) -> String {
    ta(
        "s136-left",
        &[("time", minutes_words(end.minutes_since(now)).into())],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::{Advice, Consulted, Conveyance, PlaceOfSafety};

    fn used(at: i64, arrived: Option<i64>) -> S136State {
        S136State {
            used: Some(S136Step::Used {
                at: Moment(at),
                consulted: Consulted::NotPracticable {
                    why: "no time".to_owned(),
                },
                advice: Some(Advice::NoView),
                place: PlaceOfSafety::HealthBased,
                conveyance: Conveyance::Ambulance,
            }),
            arrived: arrived.map(Moment),
            ..S136State::default()
        }
    }

    #[test]
    fn the_24_hours_run_from_arrival_and_never_before() {
        assert_eq!(clock_of(&S136State::default()), S136Clock::NotUsed);
        assert_eq!(clock_of(&used(5, None)), S136Clock::NotRunning(Moment(5)));
        let day = 24 * 3_600_000;
        assert_eq!(
            clock_of(&used(5, Some(60_000))),
            S136Clock::Ends(Moment(60_000 + day))
        );
    }

    #[test]
    fn six_hours_left_is_soon_two_is_now_and_past_is_said() {
        let end = Moment(24 * 3_600_000);
        let before = |hours: i64| Moment(end.0 - hours * 3_600_000);
        assert_eq!(urgency(end, before(7)), Tag::Plain);
        assert_eq!(urgency(end, before(6)), Tag::Soon);
        assert_eq!(urgency(end, before(2)), Tag::Now);
        assert_eq!(tag_of(S136Clock::Ends(end), end).unwrap().0, Tag::Now);
    }
}
