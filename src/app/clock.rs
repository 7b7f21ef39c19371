//! The one source of time. Rules are given a [`Moment`]; only this file asks the machine.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::domain::time::Moment;

/// Tells the time. Wall clock, so that time asleep counts.
pub trait Clock: Send + Sync + fmt::Debug {
    /// Now.
    fn now(&self) -> Moment;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one source of time")]
    fn now(&self) -> Moment {
        Moment(chrono::Utc::now().timestamp_millis())
    }
}

/// A clock that moved by more than this from one second to the next leapt: the machine slept, or somebody set it.
const LEAP_MS: i64 = 10_000;

/// Calls `wake` whenever the wall clock leapt, within a second of the machine's waking: timers stand still while it sleeps,
/// and what is due by the wall clock must not wait for them. Runs until the program ends.
///
/// # Errors
/// When the system gives no thread.
pub fn watch_leaps(clock: Arc<dyn Clock>, wake: impl Fn() + Send + 'static) -> std::io::Result<()> {
    let watch = move || {
        let mut before = clock.now();
        loop {
            std::thread::sleep(std::time::Duration::from_secs(1));
            let now = clock.now();
            if now.since_ms(before).abs() > LEAP_MS {
                wake();
            }
            before = now;
        }
    };
    let thread = std::thread::Builder::new().name("leaps".to_owned());
    thread.spawn(watch).map(drop)
}

/// A clock that is set by hand: the practice vault's months, and tests.
#[derive(Debug)]
pub struct HandClock(AtomicI64);

impl HandClock {
    /// Stands at `moment`.
    pub fn at(moment: Moment) -> Self {
        Self(AtomicI64::new(moment.0))
    }

    /// Moves to `moment`, forwards or back.
    pub fn set(&self, moment: Moment) {
        self.0.store(moment.0, Ordering::SeqCst);
    }

    /// Moves on by so many milliseconds.
    pub fn advance_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_machine_that_slept_is_noticed_within_a_second_or_two() {
        let clock = Arc::new(HandClock::at(Moment(0)));
        let (told, hears) = mpsc::channel();
        watch_leaps(clock.clone(), move || {
            told.send(()).ok();
        })
        .unwrap();
        assert!(
            hears.recv_timeout(Duration::from_millis(1_500)).is_err(),
            "nothing happened"
        );
        clock.advance_ms(3_600_000);
        hears.recv_timeout(Duration::from_secs(30)).unwrap();
    }
}
