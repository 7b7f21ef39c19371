//! The practice vault: invented people, made through the same use cases that the window calls.
//!
//! The same seed gives the same content; keys and passphrases are always fresh. The mix resembles the published
//! figures in `domain-law` 4.7: most people agree, a few shares are in an emergency, section 136 is rare.

mod cast;
mod dice;
mod facts;
mod people;
mod story;

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use self::dice::Dice;
use self::story::Story;
use super::KdfCost;
use super::clock::{Clock as _, HandClock, SystemClock};
use super::command_line::{Made, ask, engine_at_cost};
use super::init::set_up;
use super::problem::Problem;
use super::worker::Inline;
use crate::domain::time::Moment;

/// What kind of practice vault.
#[derive(Debug, Clone, Copy)]
pub struct DemoForm {
    /// How many incidents.
    pub incidents: u32,
    /// Over how many months, ending with the month of `until`.
    pub months: u32,
    /// The same seed gives the same content.
    pub seed: u64,
    /// The last day; `None` for today.
    pub until: Option<NaiveDate>,
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Makes a practice vault in `dir`; `progress` is told how many incidents there are so far.
///
/// # Errors
/// When the folder holds a vault already or cannot be written, or the numbers are absurd.
pub fn demo(dir: &Path, form: &DemoForm, progress: &mut dyn FnMut(u32)) -> Result<Made, Problem> {
    if form.months == 0 || form.months > 240 || form.incidents > 200_000 {
        return Err(Problem::new(
            "C-420",
            "That is no practice vault",
            "Ask for 1 to 240 months and up to 200,000 incidents",
        ));
    }
    let (from, until) = span(form)?;
    let clock = Arc::new(HandClock::at(from));
    let mut desk = Inline::new(engine_at_cost(dir, Arc::clone(&clock) as Arc<_>, KdfCost::FLOOR)?);
    let mut made = set_up(&mut desk, &cast::plan())?;
    made.incidents = form.incidents;
    let mut story = Story::begin(&mut desk, &clock, Dice::new(form.seed), &made)?;
    for (at, count) in moments(form, from, until).into_iter().zip(1..) {
        story.incident(at)?;
        progress(count);
    }
    ask(&mut desk, super::api::Request::EndShift)?;
    Ok(made)
}

/// 1 June 2018 in London, in milliseconds: the first whole month under the Data Protection Act 2018.
const EARLIEST_MS: i64 = 1_527_807_600_000;
/// 1 January 2100.
const LATEST_MS: i64 = 4_102_444_800_000;

/// First and last instant of the practice months.
fn span(form: &DemoForm) -> Result<(Moment, Moment), Problem> {
    let absurd = || {
        Problem::new(
            "C-421",
            "That time is out of reach of the law that the program knows",
            "Choose months that begin on or after 1 June 2018 and end before 2100",
        )
    };
    let now = SystemClock.now();
    let until = match form.until {
        Some(day) => Moment::from_utc(day, 21, 0, 0).ok_or_else(absurd)?,
        None => now,
    };
    let mut first = until.month().ok_or_else(absurd)?;
    for _ in 1..form.months {
        first = first.previous();
    }
    let in_reach = (EARLIEST_MS..LATEST_MS).contains(&until.0) && first.start().0 >= EARLIEST_MS;
    if in_reach {
        Ok((first.start(), until))
    } else {
        Err(absurd())
    }
}

/// When incidents happen: spread over the days, in the afternoon and evening, in order.
fn moments(form: &DemoForm, from: Moment, until: Moment) -> Vec<Moment> {
    let mut dice = Dice::new(form.seed ^ 0x7a6e_6465_6d21);
    // the last hours are kept free, so that every incident ends before the practice does
    let room = until.since_ms(from).saturating_sub(4 * 60 * 60 * 1000).max(1);
    let mut moments: Vec<Moment> = (0..form.incidents)
        .map(|_| {
            let at = i64::try_from(dice.below(u64::try_from(room).unwrap_or(1))).unwrap_or_default();
            let day = at - at.rem_euclid(DAY_MS);
            let hour = i64::try_from(dice.below(11)).unwrap_or_default() + 12;
            let minute = i64::try_from(dice.below(60)).unwrap_or_default();
            from.plus_ms((day + hour * 3_600_000 + minute * 60_000).min(room))
        })
        .collect();
    moments.sort();
    moments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_of_many_incidents_is_one_that_the_window_would_allow() {
        for seed in [7, 11] {
            let dir = tempfile::tempdir().unwrap();
            let form = DemoForm {
                incidents: 70,
                months: 2,
                seed,
                until: None,
            };
            let made = demo(&dir.path().join("vault"), &form, &mut |_| ()).unwrap();
            assert_eq!((made.incidents, made.members.len()), (70, 8));
        }
    }

    #[test]
    fn practice_before_the_law_it_is_about_is_refused_and_makes_no_folder() {
        let place = tempfile::tempdir().unwrap();
        let dir = place.path().join("vault");
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
        let refused = |months, until| {
            let form = DemoForm {
                incidents: 1,
                months,
                seed: 1,
                until,
            };
            let code = demo(&dir, &form, &mut |_| ()).err().map(|problem| problem.code);
            (code, dir.exists())
        };
        assert_eq!(refused(1, day(2018, 5, 31)), (Some("C-421"), false));
        assert_eq!(
            refused(2, day(2018, 6, 30)),
            (Some("C-421"), false),
            "it would begin in May"
        );
        assert_eq!(refused(1, day(2100, 1, 1)), (Some("C-421"), false));
        assert_eq!(refused(0, None), (Some("C-420"), false));
        assert_eq!(
            refused(1, day(2018, 6, 30)),
            (None, true),
            "the first month of the Act"
        );
    }
}
