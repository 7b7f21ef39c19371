//! A time as somebody types it for this record: of today, of a named day, and in the hour that the clocks go through twice
//! with the zone that is meant.

use chrono::{Datelike as _, NaiveDate, NaiveTime, TimeZone as _};
use chrono_tz::Europe::London;

use crate::domain::time::Moment;

/// The instant that `text` names: `21:12` within the last twelve hours, or with its day `12 May 21:12`, `Tue 12 May 21:12`,
/// `12 May 2026 21:12`. In the hour that comes twice in autumn `01:30 BST` is the first and `01:30 GMT` the second; without
/// either it is the later one that has been. `None` for a time that is still to come, is more than a year ago, or is none.
pub fn typed_time(text: &str, now: Moment) -> Option<Moment> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let zone = words.pop_if(|word| ["BST", "GMT"].iter().any(|zone| zone.eq_ignore_ascii_case(word)));
    let clock = words.pop()?;
    let day = match words.as_slice() {
        [] if zone.is_none() => return now.earlier_clock(clock),
        [] => None,
        named => Some(day(named, now)?),
    };
    let time = NaiveTime::parse_from_str(clock, "%H:%M").ok()?;
    let today = now.london_date()?;
    let days = match day {
        Some(day) => vec![day],
        None => vec![today, today.pred_opt()?],
    };
    days.into_iter()
        .flat_map(|day| {
            let local = London.from_local_datetime(&day.and_time(time));
            [local.latest(), local.earliest()]
        })
        .flatten()
        .filter(|at| zone.is_none_or(|zone| at.format("%Z").to_string().eq_ignore_ascii_case(zone)))
        .map(|at| Moment(at.timestamp_millis()))
        .filter(|at| *at <= now)
        .max()
}

/// `12 May`, `Tue 12 May`, `12 May 2026`: the last such day.
fn day(words: &[&str], now: Moment) -> Option<NaiveDate> {
    let words = match words {
        [first, rest @ ..] if first.parse::<u32>().is_err() => rest,
        all => all,
    };
    let today = now.london_date()?;
    let read = |year: i32, words: &[&str]| {
        let [number, month] = words else { return None };
        let text = format!("{number} {month} {year}");
        ["%d %b %Y", "%d %B %Y"]
            .iter()
            .find_map(|form| NaiveDate::parse_from_str(&text, form).ok())
    };
    match words {
        [number, month, year] => read(year.parse().ok()?, &[*number, *month]),
        words => [today.year(), today.year().saturating_sub(1)]
            .into_iter()
            .filter_map(|year| read(year, words))
            .find(|day| *day <= today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment(
            chrono::DateTime::parse_from_rfc3339(text)
                .unwrap()
                .timestamp_millis(),
        )
    }

    #[test]
    fn a_time_is_read_with_its_day_and_never_from_the_future() {
        let now = at("2026-05-13T11:30:00Z");
        for (text, expected) in [
            ("12:12", Some("2026-05-13T11:12:00Z")),
            ("13 May 09:00", Some("2026-05-13T08:00:00Z")),
            ("12 May 21:12", Some("2026-05-12T20:12:00Z")),
            ("Tue 12 May 21:12", Some("2026-05-12T20:12:00Z")),
            ("12 May 2026 21:12", Some("2026-05-12T20:12:00Z")),
            ("31 December 23:50", Some("2025-12-31T23:50:00Z")),
            ("13 May 13:00", None),
            ("14 May 2026 09:00", None),
            ("21:12", None),
            ("12 Foo 21:12", None),
            ("30 Feb 21:12", None),
            ("12 May", None),
            ("", None),
        ] {
            assert_eq!(typed_time(text, now), expected.map(at), "{text}");
        }
    }

    #[test]
    fn the_hour_that_comes_twice_is_told_apart_by_its_zone_and_shown_with_it() {
        let now = at("2026-10-25T08:00:00Z");
        let (first, second) = (at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z"));
        assert_eq!(typed_time("01:30 BST", now), Some(first));
        assert_eq!(typed_time("01:30 gmt", now), Some(second));
        assert_eq!(typed_time("25 Oct 01:30 BST", now), Some(first));
        assert_eq!(typed_time("01:30", now), Some(second));
        assert_eq!(
            (first.clock(), second.clock()),
            ("01:30 BST".to_owned(), "01:30 GMT".to_owned())
        );
        for shown in [first, second] {
            assert_eq!(typed_time(&shown.clock_from(now), now), Some(shown));
            assert_eq!(typed_time(&shown.clock_from(Moment(0)), now), Some(shown));
        }
        assert_eq!(at("2026-10-25T02:00:00Z").clock(), "02:00");
        assert_eq!(typed_time("29 Mar 01:30", now), None, "the clocks left it out");
    }
}
