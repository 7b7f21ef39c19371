//! Instants in UTC and how people read them: Europe/London, 24-hour, the day named when it is not today.

use std::fmt;

use chrono::{DateTime, Datelike as _, NaiveDate, TimeZone as _, Utc};
use chrono_tz::{Europe::London, Tz};
use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970-01-01 00:00 UTC. Rules are given one; they never ask for the time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

/// A day as people write it: `2 February 2026`.
pub fn day_words(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

impl Moment {
    /// The day in London as people write it.
    pub fn day_words(self) -> String {
        self.london_date().map(day_words).unwrap_or_default()
    }

    /// The instant of a UTC date and time; out-of-range values give `None`.
    pub fn from_utc(date: NaiveDate, hour: u32, minute: u32, second: u32) -> Option<Self> {
        Some(Self(
            date.and_hms_opt(hour, minute, second)?
                .and_utc()
                .timestamp_millis(),
        ))
    }

    /// Later by so many milliseconds; stops at the ends of time instead of overflowing.
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Later by so many minutes.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_ms(minutes.saturating_mul(60_000))
    }

    /// Milliseconds from `earlier` to `self`; negative when `earlier` is later.
    pub fn since_ms(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Whole minutes from `earlier`, never negative.
    pub fn minutes_since(self, earlier: Self) -> i64 {
        self.since_ms(earlier).max(0) / 60_000
    }

    /// The wall clock in London, or `None` for an instant no calendar has.
    pub fn london(self) -> Option<DateTime<Tz>> {
        Utc.timestamp_millis_opt(self.0)
            .single()
            .map(|utc| utc.with_timezone(&London))
    }

    /// `21:04`; in the hour that comes twice when the clocks go back `01:30 BST` or `01:30 GMT`.
    pub fn clock(self) -> String {
        self.in_form("%H:%M")
    }

    /// The wall clock in London in a form that ends with the time of day, with the zone where the time of day alone would
    /// name two instants.
    fn in_form(self, form: &str) -> String {
        let Some(here) = self.london() else {
            return "--:--".to_owned();
        };
        let twice = matches!(
            London.from_local_datetime(&here.naive_local()),
            chrono::LocalResult::Ambiguous(..)
        );
        let zone = if twice { " %Z" } else { "" };
        here.format(&format!("{form}{zone}")).to_string()
    }

    /// `21:04:31`.
    pub fn clock_seconds(self) -> String {
        self.london()
            .map_or_else(|| "--:--:--".to_owned(), |t| t.format("%H:%M:%S").to_string())
    }

    /// `21:04`, or `Wed 13 May 21:40` when `self` is not on the same London day as `now`.
    pub fn clock_from(self, now: Self) -> String {
        if self.london_date() == now.london_date() {
            self.clock()
        } else {
            self.in_form("%a %-d %b %H:%M")
        }
    }

    /// A moment to come, as shortly as it can be said: `21:04` today, `Sat 21:04` within six days, `13 May 2027` else.
    pub fn until_from(self, now: Self) -> String {
        const SIX_DAYS: i64 = 6 * 24 * 60;
        let form = if self.london_date() == now.london_date() {
            "%H:%M"
        } else if self.minutes_since(now) < SIX_DAYS {
            "%a %H:%M"
        } else {
            "%-d %b %Y"
        };
        self.london()
            .map_or_else(|| "--:--".to_owned(), |t| t.format(form).to_string())
    }

    /// The first instant within the 24 hours after `self` at which the clock in London will show `text`, written `21:12`.
    /// `None` when it is no time of day, or one that the clocks leave out.
    pub fn later_clock(self, text: &str) -> Option<Self> {
        const DAY: i64 = 24 * 3_600_000;
        let time = chrono::NaiveTime::parse_from_str(text.trim(), "%H:%M").ok()?;
        let today = self.london_date()?;
        let days = [Some(today), today.succ_opt()];
        let readings = days.into_iter().flatten().flat_map(|day| {
            let local = London.from_local_datetime(&day.and_time(time));
            [local.earliest(), local.latest()]
        });
        readings
            .flatten()
            .map(|at| Self(at.timestamp_millis()))
            .filter(|at| *at > self && at.since_ms(self) <= DAY)
            .min()
    }

    /// The day in London.
    pub fn london_date(self) -> Option<NaiveDate> {
        self.london().map(|t| t.date_naive())
    }

    /// The London month it falls in.
    pub fn month(self) -> Option<YearMonth> {
        self.london().and_then(|t| YearMonth::new(t.year(), t.month()))
    }

    /// `2026-11-21T20:15:00.000Z`.
    pub fn iso(self) -> String {
        Utc.timestamp_millis_opt(self.0).single().map_or_else(
            || format!("{} ms", self.0),
            |t| t.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
        )
    }
}

/// A calendar month in London, the unit of the audit. Written `2026-04`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    year: i32,
    month: u32,
}

/// A month was not written as `YYYY-MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a month is written YYYY-MM, for example 2026-04")]
pub struct NotAMonth;

/// From the first instant of one London day to the end of another; `None` where the calendar ends.
pub fn day_span(from: NaiveDate, until: NaiveDate) -> Option<(Moment, Moment)> {
    let midnight = |day: NaiveDate| {
        let at = London
            .from_local_datetime(&day.and_hms_opt(0, 0, 0)?)
            .earliest()?;
        Some(Moment(at.timestamp_millis()))
    };
    Some((midnight(from)?, midnight(until.succ_opt()?)?))
}

impl YearMonth {
    /// The month, if the calendar has it and the year has four digits.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        ((1..=12).contains(&month) && (1970..=9999).contains(&year)).then_some(Self { year, month })
    }

    /// Its number in the year, from 1.
    pub fn number(self) -> u32 {
        self.month
    }

    /// Its first instant: midnight in London on the first.
    pub fn start(self) -> Moment {
        NaiveDate::from_ymd_opt(self.year, self.month, 1)
            .and_then(|day| day.and_hms_opt(0, 0, 0))
            .and_then(|midnight| London.from_local_datetime(&midnight).earliest())
            .map_or(Moment(0), |t| Moment(t.timestamp_millis()))
    }

    /// The first instant after it.
    pub fn end(self) -> Moment {
        self.next().start()
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        if self.month == 12 {
            Self {
                year: self.year.saturating_add(1),
                month: 1,
            }
        } else {
            Self {
                month: self.month + 1,
                ..self
            }
        }
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        if self.month == 1 {
            Self {
                year: self.year.saturating_sub(1),
                month: 12,
            }
        } else {
            Self {
                month: self.month - 1,
                ..self
            }
        }
    }

    /// The financial year that it belongs to: its name, `2026/27`, and its months from April to March.
    pub fn financial_year(self) -> (String, Vec<Self>) {
        let first = if self.month < 4 {
            self.year.saturating_sub(1)
        } else {
            self.year
        };
        let april = Self {
            year: first,
            month: 4,
        };
        let months = std::iter::successors(Some(april), |month| Some(month.next())).take(12);
        let name = format!("{first}/{:02}", first.saturating_add(1).rem_euclid(100));
        (name, months.collect())
    }

    /// `April 2026`.
    pub fn words(self) -> String {
        NaiveDate::from_ymd_opt(self.year, self.month, 1)
            .map_or_else(|| self.to_string(), |day| day.format("%B %Y").to_string())
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl std::str::FromStr for YearMonth {
    type Err = NotAMonth;
    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let (year, month) = text.split_once('-').ok_or(NotAMonth)?;
        if year.len() != 4 || month.len() != 2 || !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(NotAMonth);
        }
        let year = year.parse().ok().ok_or(NotAMonth)?;
        let month = month.parse().ok().ok_or(NotAMonth)?;
        Self::new(year, month).ok_or(NotAMonth)
    }
}

impl Serialize for YearMonth {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for YearMonth {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment(DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }

    #[test]
    fn london_clock_follows_both_clock_changes_of_2026() {
        assert_eq!(at("2026-03-29T00:59:59Z").clock_seconds(), "00:59:59");
        assert_eq!(at("2026-03-29T01:00:00Z").clock_seconds(), "02:00:00");
        assert_eq!(at("2026-10-25T00:30:00Z").clock(), "01:30 BST");
        assert_eq!(at("2026-10-25T01:30:00Z").clock(), "01:30 GMT");
        assert_eq!(
            at("2026-05-13T20:40:00Z").clock_from(at("2026-05-12T20:40:00Z")),
            "Wed 13 May 21:40"
        );
    }

    #[test]
    fn a_month_begins_and_ends_at_london_midnight() {
        let april: YearMonth = "2026-04".parse().unwrap();
        assert_eq!(april.start(), at("2026-03-31T23:00:00Z"));
        assert_eq!(april.end(), at("2026-04-30T23:00:00Z"));
        assert_eq!(at("2026-03-31T23:00:00Z").month(), Some(april));
        for bad in ["2026-4", "2026-13", "26-04", "2026/04", "", "2026-00", "+026-04"] {
            assert_eq!(bad.parse::<YearMonth>(), Err(NotAMonth), "{bad}");
        }
    }

    #[test]
    fn a_financial_year_runs_from_april_to_march() {
        for (month, name) in [
            ("2026-04", "2026/27"),
            ("2027-03", "2026/27"),
            ("2027-04", "2027/28"),
            ("1999-12", "1999/00"),
        ] {
            let (found, months) = month.parse::<YearMonth>().unwrap().financial_year();
            assert_eq!((found.as_str(), months.len()), (name, 12), "{month}");
            assert!(months.contains(&month.parse().unwrap()), "{month}");
        }
    }

    #[test]
    fn a_time_to_come_is_the_next_one_also_when_the_clocks_change() {
        let now = at("2026-05-12T20:30:00Z");
        assert_eq!(now.later_clock("21:31"), Some(at("2026-05-12T20:31:00Z")));
        assert_eq!(now.later_clock("06:00"), Some(at("2026-05-13T05:00:00Z")));
        let autumn = at("2026-10-25T00:10:00Z");
        assert_eq!(autumn.later_clock("01:30"), Some(at("2026-10-25T00:30:00Z")));
        let spring = at("2026-03-28T22:00:00Z");
        assert_eq!(
            spring.later_clock("01:30"),
            None,
            "a time that the clocks leave out"
        );
        for bad in ["", "25:00", "soon"] {
            assert_eq!(now.later_clock(bad), None, "{bad}");
        }
    }

    #[test]
    fn absurd_instants_are_written_without_panic() {
        for ms in [i64::MIN, i64::MAX, -1, 0] {
            let moment = Moment(ms);
            assert!(!moment.clock().is_empty() && !moment.iso().is_empty());
            assert_eq!(
                moment.plus_minutes(i64::MAX).0.checked_sub(0),
                Some(moment.plus_minutes(i64::MAX).0)
            );
        }
    }
}
