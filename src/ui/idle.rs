//! Time-outs by wall clock, so that sleep counts.

use crate::app::api::{Phase, Request, State};
use crate::domain::content::Post;
use crate::domain::time::Moment;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60_000;
/// A private seat in the car drops to the shared view.
const SEAT_IDLE: i64 = MINUTE;
/// The screen covers itself.
const COVER_CAR: i64 = 2 * MINUTE;
const COVER_DESK: i64 = 5 * MINUTE;
/// A covered screen locks.
const LOCK_COVERED: i64 = 15 * MINUTE;
/// What was typed is stored by so long after the last key.
const SETTLED: i64 = 5_000;
/// A gap this long between two looks means that the machine slept.
const SLEPT: i64 = 5 * MINUTE;
/// A set-up that nobody goes on with closes; whoever is left joins by their code.
const SET_UP_IDLE: i64 = 15 * MINUTE;
/// A shift ends by itself so many hours after signing in as the rule table says; so many until one is read.
const SHIFT_HOURS: u32 = 12;

/// When something was last touched, and when this was last looked at.
#[derive(Debug)]
pub(super) struct Idle {
    touched: Moment,
    looked: Moment,
    covered: Option<Moment>,
}

impl Idle {
    pub(super) fn new(now: Moment) -> Self {
        Self {
            touched: now,
            looked: now,
            covered: None,
        }
    }

    /// Any key, click or movement counts.
    pub(super) fn note_input(&mut self, ctx: &egui::Context, now: Moment) {
        if ctx.input(|input| !input.events.is_empty()) {
            self.touched = now;
        }
    }

    /// Whether nobody touched anything for as long as a screen at a desk stays open.
    pub(super) fn is_left(&self, now: Moment) -> bool {
        now.since_ms(self.touched) >= COVER_DESK
    }

    /// How long until nobody touched anything for that long, in milliseconds.
    pub(super) fn left_in_ms(&self, now: Moment) -> i64 {
        (COVER_DESK - now.since_ms(self.touched)).max(0)
    }

    /// What is due now, if anything.
    pub(super) fn due(&mut self, now: Moment, state: &State) -> Option<Request> {
        let slept = now.since_ms(self.looked) >= SLEPT;
        // a clock set back must not keep a screen open for ever
        if now < self.looked {
            self.touched = self.touched.min(now);
            self.covered = self.covered.map(|at| at.min(now));
        }
        self.looked = now;
        let covered = state.phase == Phase::Covered;
        self.covered = if covered { self.covered.or(Some(now)) } else { None };
        let mut limits = self.limits(now, state).into_iter();
        let due = limits.find_map(|limit| (limit.left_ms <= 0).then_some(limit.request));
        // whatever else is due, somebody's screen is closed first; a shift that is over ends
        match due {
            Some(Request::EndShift | Request::FinishSetUp) => due,
            Some(_) | None if slept => woken(state).or(due),
            Some(_) | None => due,
        }
    }

    /// How long nothing can become due, in milliseconds; `None` when nothing runs. The window is to look again by then,
    /// also when nobody touches it.
    pub(super) fn next_ms(&self, now: Moment, state: &State) -> Option<i64> {
        let limits = self.limits(now, state).into_iter();
        // what is due was asked for: a second later it is done, or asked for again
        let left = |limit: Limit| {
            if limit.left_ms > 0 { limit.left_ms } else { SECOND }
        };
        limits.map(left).min()
    }

    /// Whether somebody touched it so lately that what they typed may not be stored yet.
    pub(super) fn just_touched(&self, now: Moment) -> bool {
        now.since_ms(self.touched).abs() < SETTLED
    }

    /// What becomes due when nobody does anything, what comes first before what comes later.
    fn limits(&self, now: Moment, state: &State) -> Vec<Limit> {
        let desk = matches!(state.post, Some((Post::Desk, _)));
        let idle = now.since_ms(self.touched);
        let untouched = |longest: i64, request| Limit {
            left_ms: longest - idle,
            request,
        };
        let shift = || {
            shift_left(now, state).map(|left_ms| Limit {
                left_ms,
                request: Request::EndShift,
            })
        };
        let cover = || untouched(if desk { COVER_DESK } else { COVER_CAR }, Request::Cover);
        match state.phase {
            // whatever is being typed is kept as a sealed draft or becomes a note
            Phase::Covered => {
                let covered = self.covered.map_or(0, |at| now.since_ms(at));
                let lock = Limit {
                    left_ms: LOCK_COVERED - covered,
                    request: Request::Lock,
                };
                shift().into_iter().chain([lock]).collect()
            }
            Phase::Seat(_) => {
                let drop = (!desk).then(|| untouched(SEAT_IDLE, Request::SharedView));
                shift().into_iter().chain([cover()]).chain(drop).collect()
            }
            Phase::Shared => shift().into_iter().chain([cover()]).collect(),
            Phase::Office(_) => vec![cover()],
            Phase::Locked => shift().into_iter().collect(),
            // keys lie open between the passphrase and the start of a shift, and while a vault is set up
            Phase::SignIn if began(state).is_some() => vec![untouched(COVER_DESK, Request::EndShift)],
            Phase::SetUp => vec![untouched(SET_UP_IDLE, Request::FinishSetUp)],
            Phase::NoVault | Phase::SignIn => Vec::new(),
        }
    }
}

/// Something that becomes due in so many milliseconds, or is.
struct Limit {
    left_ms: i64,
    request: Request,
}

/// What closes the screen after the machine slept.
fn woken(state: &State) -> Option<Request> {
    match state.phase {
        Phase::Covered | Phase::Shared | Phase::Seat(_) | Phase::Office(_) => Some(Request::Lock),
        Phase::SignIn if began(state).is_some() => Some(Request::EndShift),
        Phase::SetUp => Some(Request::FinishSetUp),
        Phase::NoVault | Phase::SignIn | Phase::Locked => None,
    }
}

/// When the first of those who are signed in did so.
fn began(state: &State) -> Option<Moment> {
    let seats = [&state.police, &state.health].into_iter().flatten();
    seats.map(|seat| seat.since).min()
}

/// How long the shift may still last, in milliseconds.
fn shift_left(now: Moment, state: &State) -> Option<i64> {
    let rules = state.rules.as_deref();
    let hours = rules.map_or(SHIFT_HOURS, |rules| rules.thresholds().shift_hours);
    began(state).map(|since| i64::from(hours) * 60 * MINUTE - now.since_ms(since))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(phase: Phase) -> State {
        State {
            phase,
            post: Some((Post::Car, "Car 2".to_owned())),
            ..State::default()
        }
    }

    #[test]
    fn a_seat_drops_then_covers_then_locks_by_wall_clock() {
        let mut idle = Idle::new(Moment(0));
        let seat = state(Phase::Seat(crate::domain::role::Side::Health));
        assert!(idle.due(Moment(59_000), &seat).is_none());
        assert!(matches!(
            idle.due(Moment(60_000), &seat),
            Some(Request::SharedView)
        ));
        assert!(matches!(
            idle.due(Moment(120_000), &state(Phase::Shared)),
            Some(Request::Cover)
        ));
        assert!(idle.due(Moment(121_000), &state(Phase::Covered)).is_none());
        let mut now = 121_000;
        while now < 121_000 + LOCK_COVERED - MINUTE {
            now += MINUTE;
            assert!(idle.due(Moment(now), &state(Phase::Covered)).is_none());
        }
        assert!(matches!(
            idle.due(Moment(now + MINUTE), &state(Phase::Covered)),
            Some(Request::Lock)
        ));
    }

    #[test]
    fn a_shift_ends_after_twelve_hours_in_every_state() {
        let hours = 60 * MINUTE;
        let shift = |phase, now: i64| {
            let mut idle = Idle::new(Moment(0));
            let seat = crate::app::api::SeatState {
                member: crate::domain::ids::MemberId([1; 16]),
                name: "PC 4411 Hughes".to_owned(),
                since: Moment(0),
                has_pin: true,
                needs_passphrase: false,
                number: String::new(),
            };
            let state = State {
                police: Some(seat),
                ..state(phase)
            };
            // somebody works all the time
            idle.touched = Moment(now);
            idle.looked = Moment(now);
            idle.due(Moment(now), &state)
        };
        let side = crate::domain::role::Side::Police;
        for phase in [Phase::Shared, Phase::Seat(side), Phase::Covered, Phase::Locked] {
            assert!(shift(phase, 12 * hours - 1).is_none(), "{phase:?}");
            assert!(
                matches!(shift(phase, 12 * hours), Some(Request::EndShift)),
                "{phase:?}"
            );
        }
    }

    #[test]
    fn a_clock_set_back_keeps_no_screen_open() {
        let mut idle = Idle::new(Moment(100 * MINUTE));
        assert!(idle.due(Moment(100 * MINUTE), &state(Phase::Covered)).is_none());
        let mut now = 50 * MINUTE;
        assert!(idle.due(Moment(now), &state(Phase::Covered)).is_none());
        while now < 50 * MINUTE + LOCK_COVERED - MINUTE {
            now += MINUTE;
            assert!(idle.due(Moment(now), &state(Phase::Covered)).is_none());
        }
        let due = idle.due(Moment(now + MINUTE), &state(Phase::Covered));
        assert!(matches!(due, Some(Request::Lock)));
    }

    #[test]
    fn a_desk_covers_after_five_minutes_and_keeps_its_seat_until_then() {
        let mut idle = Idle::new(Moment(0));
        let desk = State {
            post: Some((Post::Desk, "Desk 1".to_owned())),
            ..state(Phase::Seat(crate::domain::role::Side::Health))
        };
        for minute in 1..5 {
            assert!(idle.due(Moment(minute * MINUTE), &desk).is_none(), "{minute}");
        }
        assert!(matches!(
            idle.due(Moment(5 * MINUTE), &desk),
            Some(Request::Cover)
        ));
    }

    #[test]
    fn sleep_locks_at_once() {
        let mut idle = Idle::new(Moment(0));
        assert!(matches!(
            idle.due(Moment(9 * 60 * MINUTE), &state(Phase::Shared)),
            Some(Request::Lock)
        ));
    }
}
