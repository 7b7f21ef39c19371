//! The 24 hours of section 136 as a clock: when they end first, how much is left second.

use super::names::minutes_words;
use crate::app::api::{Detained, IncidentRow, State};
use crate::domain::ids::IncidentId;
use crate::domain::incident::S136State;
use crate::domain::mha::clock::{Alarm, Period, period};
use crate::domain::mha::law;
use crate::domain::time::Moment;
use crate::ui::widgets::Tag;
use crate::ui::words::ta;

/// Where the 24 hours stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum S136Clock {
    /// Neither section 136 nor 135 is in use.
    NotUsed,
    /// In use since; the 24 hours have not begun: nobody has arrived anywhere.
    NotRunning(Moment),
    /// They run.
    Ends(Period),
    /// It ended at.
    Ended(Moment),
}

/// Reads the clock off an incident's section 136.
pub(crate) fn clock_of(state: &S136State) -> S136Clock {
    match (state.ended, state.began(), period(state, law())) {
        (Some(ended), ..) => S136Clock::Ended(ended),
        (None, _, Some(period)) => S136Clock::Ends(period),
        (None, Some(began), None) => S136Clock::NotRunning(began),
        (None, None, None) => S136Clock::NotUsed,
    }
}

/// `135` or `136`: under which section the person is or was kept.
pub(crate) fn section_of(state: &S136State) -> &'static str {
    if state.warrant.is_some() { "135" } else { "136" }
}

/// How soon it needs someone, in words for the head of the incident.
pub(crate) fn tag_of(state: &S136State, now: Moment) -> Option<(Tag, String)> {
    let section = section_of(state);
    let words = |key, at: Moment| {
        ta(
            key,
            &[("time", at.clock_from(now).into()), ("section", section.into())],
        )
    };
    match clock_of(state) {
        S136Clock::NotUsed => None,
        S136Clock::NotRunning(used) => Some((Tag::Plain, words("s136-tag-used", used))),
        S136Clock::Ends(period) => Some(match period.alarm(now, law()) {
            Alarm::ClockWrong => (Tag::Now, ta("s136-clock-wrong", &[("section", section.into())])),
            Alarm::Past => (Tag::Now, words("s136-tag-past", period.limit)),
            Alarm::Quiet | Alarm::Soon | Alarm::Now => {
                (urgency(&period, now), words("s136-tag-ends", period.limit))
            }
        }),
        S136Clock::Ended(at) => Some((Tag::Plain, words("s136-tag-ended", at))),
    }
}

/// The detention on another incident's row: how soon it needs someone, and the limit in words.
pub(crate) fn row_tag(detained: &Detained, now: Moment) -> (Tag, String) {
    let section = || ("section", detained.section.into());
    let Some(period) = detained.period else {
        return (Tag::Plain, ta("s136-row-used", &[section()]));
    };
    let words = |key| ta(key, &[("time", period.limit.clock_from(now).into()), section()]);
    match period.alarm(now, law()) {
        Alarm::ClockWrong => (Tag::Now, ta("s136-clock-wrong", &[section()])),
        Alarm::Past => (Tag::Now, words("s136-tag-past")),
        Alarm::Quiet | Alarm::Soon | Alarm::Now => (urgency(&period, now), words("s136-tag-ends")),
    }
}

/// The alarms of every open incident but this one, most urgent first: whoever works elsewhere is told as well.
pub(crate) fn alarms_elsewhere(
    state: &State,
    here: Option<IncidentId>,
    now: Moment,
) -> Vec<(&IncidentRow, Tag, Moment)> {
    let mut all: Vec<(&IncidentRow, Tag, Moment)> = state
        .live
        .iter()
        .filter(|row| Some(row.incident) != here)
        .filter_map(|row| {
            let period = row.detained?.period?;
            let tag = urgency(&period, now);
            (tag != Tag::Plain).then_some((row, tag, period.limit))
        })
        .collect();
    all.sort_by_key(|(_, tag, limit)| (*tag != Tag::Now, *limit));
    all
}

/// `26-0118: Section 136 ends 21:40`, for those alarms that are of this urgency.
pub(crate) fn alarm_words(state: &State, here: Option<IncidentId>, now: Moment, wanted: Tag) -> Vec<String> {
    let alarms = alarms_elsewhere(state, here, now).into_iter();
    alarms
        .filter(|(_, tag, _)| *tag == wanted)
        .filter_map(|(row, ..)| {
            let (_, limit) = row_tag(&row.detained?, now);
            let args = [
                ("reference", row.reference.as_str().into()),
                ("limit", limit.into()),
            ];
            Some(ta("s136-alarm", &args))
        })
        .collect()
}

/// In how many milliseconds the next alarm of an open incident comes; `None` where none is to come.
pub(crate) fn next_alarm_ms(state: &State, now: Moment) -> Option<i64> {
    let clocks = &law().clocks;
    let periods = state.live.iter().filter_map(|row| row.detained?.period);
    periods
        .flat_map(|period| {
            let before = |minutes: i64| period.limit.plus_minutes(minutes.saturating_neg());
            [
                before(clocks.soon_minutes),
                before(clocks.now_minutes),
                period.limit,
            ]
        })
        .map(|at| at.since_ms(now))
        .filter(|wait| *wait > 0)
        .min()
}

/// How soon the end of the period needs someone.
pub(crate) fn urgency(period: &Period, now: Moment) -> Tag {
    match period.alarm(now, law()) {
        Alarm::Quiet => Tag::Plain,
        Alarm::Soon => Tag::Soon,
        Alarm::Now | Alarm::Past | Alarm::ClockWrong => Tag::Now,
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
    use crate::domain::content::{Advice, Consulted, Conveyance, PlaceOfSafety, S136Step, WarrantKind};

    fn used(at: i64, arrived: Option<i64>) -> S136State {
        S136State {
            used: Some(S136Step::Used {
                at: Moment(at),
                consulted: Consulted::NotPracticable {
                    why: "no time".to_owned(),
                },
                advice: Some(Advice::NoView),
                place: Some(PlaceOfSafety::HealthBased),
                conveyance: Conveyance::Ambulance,
            }),
            arrived: arrived.map(Moment),
            ..S136State::default()
        }
    }

    fn running(arrived: i64) -> Period {
        let S136Clock::Ends(period) = clock_of(&used(arrived, Some(arrived))) else {
            panic!("it runs");
        };
        period
    }

    #[test]
    fn the_24_hours_run_from_arrival_and_never_before() {
        assert_eq!(clock_of(&S136State::default()), S136Clock::NotUsed);
        assert_eq!(clock_of(&used(5, None)), S136Clock::NotRunning(Moment(5)));
        assert_eq!(running(60_000).limit, Moment(60_000 + 24 * 3_600_000));
    }

    #[test]
    fn six_hours_left_is_soon_two_is_now_and_past_is_said() {
        let period = running(0);
        let before = |hours: i64| Moment(period.limit.0 - hours * 3_600_000);
        assert_eq!(urgency(&period, before(7)), Tag::Plain);
        assert_eq!(urgency(&period, before(6)), Tag::Soon);
        assert_eq!(urgency(&period, before(2)), Tag::Now);
        let (tag, words) = tag_of(&used(0, Some(0)), period.limit).unwrap();
        assert!(tag == Tag::Now && words.contains("limit passed"), "{words}");
        let (tag, words) = tag_of(&used(0, Some(0)), Moment(-1)).unwrap();
        assert!(tag == Tag::Now && words.contains("clock"), "{words}");
    }

    #[test]
    fn a_warrant_is_called_by_its_own_section() {
        let state = S136State {
            warrant: Some(S136Step::Warrant {
                at: Moment(0),
                kind: WarrantKind::Remove,
                number: "12, Invented court".to_owned(),
                present: "T Moss, AMHP; Dr A Reed".to_owned(),
                kept: false,
                place: None,
                until: None,
            }),
            arrived: Some(Moment(0)),
            ..S136State::default()
        };
        let (_, words) = tag_of(&state, Moment(60_000)).unwrap();
        assert!(words.starts_with("Section 135 ends"), "{words}");
        let (_, words) = tag_of(&used(0, Some(0)), Moment(60_000)).unwrap();
        assert!(words.starts_with("Section 136 ends"), "{words}");
    }
}
