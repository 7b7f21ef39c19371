//! A time as somebody types it: of today, of a named day, and in the hour that the clocks go through twice with the zone
//! that is meant. Nobody guesses which of two instants it is.

use chrono::{Datelike as _, LocalResult, NaiveDate, NaiveTime, TimeZone as _};
use chrono_tz::Europe::London;

use super::time::Moment;

/// Without a day a time is of the last so many milliseconds: twelve hours.
const WITHOUT_A_DAY: i64 = 12 * 3_600_000;

/// Why a typed time names no instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeFault {
    /// It is no time, one that is still to come, or one of too long ago.
    None,
    /// The clocks went back that night, and showed it twice: before and after. Whoever typed it says which.
    Twice(Moment, Moment),
    /// The clocks went forward that night, and left it out.
    LeftOut,
}

/// The instant that `text` names: `21:12` within the last twelve hours, or with its day `12 May 21:12`, `Tue 12 May 21:12`,
/// `12 May 2026 21:12`. In the hour that comes twice in autumn `01:30 BST` is the first and `01:30 GMT` the second.
///
/// # Errors
/// A time that is still to come, of more than a year ago, or none; one that came twice, without its zone; one that the
/// clocks left out.
pub fn typed_time(text: &str, now: Moment) -> Result<Moment, TimeFault> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let zone = words.pop_if(|word| ["BST", "GMT"].iter().any(|zone| zone.eq_ignore_ascii_case(word)));
    let clock = words.pop().ok_or(TimeFault::None)?;
    let time = NaiveTime::parse_from_str(clock, "%H:%M").map_err(|_error| TimeFault::None)?;
    let today = now.london_date().ok_or(TimeFault::None)?;
    let days = if words.is_empty() {
        vec![Some(today), today.pred_opt()]
    } else {
        vec![Some(day(&words, now).ok_or(TimeFault::None)?)]
    };
    let near = |at: &Moment| !words.is_empty() || zone.is_some() || now.since_ms(*at) <= WITHOUT_A_DAY;
    let in_zone = |at: &chrono::DateTime<chrono_tz::Tz>| {
        zone.is_none_or(|zone| at.format("%Z").to_string().eq_ignore_ascii_case(zone))
    };
    let mut left_out = false;
    for day in days.into_iter().flatten() {
        let local = London.from_local_datetime(&day.and_time(time));
        left_out |= local == LocalResult::None && day.and_time(time) <= local_now(now);
        let readings: Vec<Moment> = [local.earliest(), local.latest()]
            .into_iter()
            .flatten()
            .filter(in_zone)
            .map(|at| Moment(at.timestamp_millis()))
            .filter(|at| *at <= now && near(at))
            .collect();
        match readings.as_slice() {
            [before, after] if before != after => return Err(TimeFault::Twice(*before, *after)),
            [at, ..] => return Ok(*at),
            [] => {}
        }
    }
    Err(if left_out {
        TimeFault::LeftOut
    } else {
        TimeFault::None
    })
}

fn local_now(now: Moment) -> chrono::NaiveDateTime {
    now.london().map(|here| here.naive_local()).unwrap_or_default()
}

/// How long `text` says, in minutes: `6`, `6 h` and `2.5` are hours, `2:30` and `2 h 30` hours and minutes, `90 min` minutes.
/// `None` when it is no such length, or longer than four days.
pub fn typed_span(text: &str) -> Option<u32> {
    const LONGEST: u32 = 4 * 24 * 60;
    let mut text: String = text.to_lowercase().split_whitespace().collect();
    for (long, short) in [
        ("minutes", "m"),
        ("mins", "m"),
        ("min", "m"),
        ("hours", "h"),
        ("hrs", "h"),
        ("hour", "h"),
    ] {
        text = text.replace(long, short);
    }
    let number = |words: &str| words.parse::<u32>().ok().filter(|number| *number <= LONGEST);
    let hours = |words: &str| number(words)?.checked_mul(60);
    let below_sixty = |words: &str| number(words).filter(|minutes| *minutes < 60);
    let minutes = if let Some((before, after)) = text.trim_end_matches('m').split_once([':', 'h'])
        && !before.contains('.')
    {
        let rest = if after.is_empty() && !text.ends_with([':', 'm']) {
            0
        } else {
            below_sixty(after)?
        };
        hours(before)?.checked_add(rest)?
    } else if let Some(minutes) = text.strip_suffix('m') {
        number(minutes)?
    } else if let Some((before, after)) = text.trim_end_matches('h').split_once('.') {
        let tenths = number(after).filter(|tenth| after.len() == 1 && *tenth < 10)?;
        hours(before)?.checked_add(tenths.checked_mul(6)?)?
    } else {
        hours(&text)?
    };
    (1..=LONGEST).contains(&minutes).then_some(minutes)
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
            assert_eq!(typed_time(text, now).ok(), expected.map(at), "{text}");
        }
    }

    #[test]
    fn the_hour_that_comes_twice_is_asked_about_and_told_apart_by_its_zone() {
        let now = at("2026-10-25T08:00:00Z");
        let (first, second) = (at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z"));
        for open in ["01:30", "25 Oct 01:30", "Sun 25 October 2026 01:30"] {
            assert_eq!(
                typed_time(open, now),
                Err(TimeFault::Twice(first, second)),
                "{open}"
            );
        }
        for (text, meant) in [
            ("01:30 BST", first),
            ("01:30 gmt", second),
            ("25 Oct 01:30 BST", first),
            ("00:59", at("2026-10-24T23:59:00Z")),
            ("02:00", at("2026-10-25T02:00:00Z")),
        ] {
            assert_eq!(typed_time(text, now), Ok(meant), "{text}");
        }
        let between = at("2026-10-25T00:45:00Z");
        assert_eq!(
            typed_time("01:30", between),
            Ok(first),
            "the second is still to come"
        );
        for shown in [first, second] {
            assert_eq!(typed_time(&shown.clock_from(now), now), Ok(shown));
            assert_eq!(typed_time(&shown.clock_from(Moment(0)), now), Ok(shown));
        }
        let in_2027 = at("2027-10-31T06:00:00Z");
        assert!(matches!(typed_time("01:00", in_2027), Err(TimeFault::Twice(..))));
    }

    #[test]
    fn the_hour_that_the_clocks_leave_out_is_said_to_be_left_out() {
        for (now, day) in [
            ("2026-03-29T08:00:00Z", "29 Mar"),
            ("2027-03-28T08:00:00Z", "28 Mar"),
        ] {
            let now = at(now);
            for text in ["01:30".to_owned(), format!("{day} 01:00")] {
                assert_eq!(typed_time(&text, now), Err(TimeFault::LeftOut), "{text}");
            }
            assert!(typed_time("00:59", now).is_ok() && typed_time("02:00", now).is_ok());
        }
        let before = at("2026-03-29T00:30:00Z");
        assert_eq!(typed_time("01:30", before), Err(TimeFault::None), "still to come");
    }

    #[test]
    fn without_a_day_a_time_is_of_the_last_twelve_hours() {
        let now = at("2026-05-12T20:30:00Z");
        assert_eq!(typed_time("21:30", now), Ok(now));
        for bad in ["21:31", "08:00", "25:00", "9", "21.12", "soon", "BST"] {
            assert_eq!(typed_time(bad, now), Err(TimeFault::None), "{bad}");
        }
        let after_midnight = at("2026-05-12T23:10:00Z");
        assert_eq!(
            typed_time("23:50", after_midnight),
            Ok(at("2026-05-12T22:50:00Z"))
        );
    }

    #[test]
    fn a_length_is_read_in_hours_and_minutes() {
        for (text, minutes) in [
            ("6", Some(360)),
            ("12 h", Some(720)),
            ("1 hour", Some(60)),
            ("2.5", Some(150)),
            ("2:30", Some(150)),
            ("2 h 30", Some(150)),
            ("11 hours 59 minutes", Some(719)),
            ("90 min", Some(90)),
            ("0:45", Some(45)),
            ("0", None),
            ("2:60", None),
            ("-1", None),
            ("2:", None),
            ("", None),
            ("soon", None),
            ("99999999999", None),
        ] {
            assert_eq!(typed_span(text), minutes, "{text}");
        }
    }
}
