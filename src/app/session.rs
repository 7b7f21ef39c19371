//! Who sits where, and what each state holds in memory.
//!
//! | state | keys in memory | views open | what the person sees |
//! |---|---|---|---|
//! | no vault, sign-in | none, or the PIN seals of those who signed in | none | set-up, sign-in |
//! | shared | log key, PIN seals, the `shared` secrets | shared | what crossed, and the incident's frame |
//! | seat | the same, and that member's keys and own side's secrets | shared, own side | that side's private half too |
//! | office | log key, that member's keys and its role's secrets | oversight; while a disposal is asked for, own side and shared | decisions and counts |
//! | covered | log key and PIN seals; no secret opens content | none | the time; Danger now can write |
//! | locked | PIN seals only; the log is closed | none | the time |
//!
//! Nothing here is written to disk. A seat change drops, and so wipes, what the other seat was given.

use super::api::SeatState;
use super::counted::counted;
use super::problem::Problem;
use crate::domain::ids::MemberId;
use crate::domain::role::Side;
use crate::domain::telling::number_in;
use crate::domain::time::Moment;
use crate::vault::{PinSeal, Unlocked};

/// Waits before the next try, by wrong PINs so far; after the fifth the passphrase is needed.
const WAITS_S: [i64; 5] = [0, 0, 2, 5, 15];

/// So many PINs at the covered screen may be wrong for a seat between two right ones of its own.
const MOST_MISSED: usize = 20;

/// One person at the laptop.
pub(super) struct Seat {
    pub(super) member: MemberId,
    pub(super) name: String,
    pub(super) since: Moment,
    /// Collar number or registration, once it was written on a record this shift; empty before.
    pub(super) number: String,
    /// Their keys, between the passphrase and the choice of a PIN.
    pub(super) fresh: Option<Unlocked>,
    pub(super) pin: Option<PinSeal>,
    pub(super) tries: Tries,
    /// PINs typed at the covered screen that were not this one, since this one was last right.
    missed: usize,
}

impl Seat {
    pub(super) fn new(unlocked: Unlocked, now: Moment) -> Self {
        Self {
            member: unlocked.id,
            name: unlocked.name.clone(),
            since: now,
            number: String::new(),
            fresh: Some(unlocked),
            pin: None,
            tries: Tries::default(),
            missed: 0,
        }
    }

    /// Only the passphrase opens this seat now.
    pub(super) fn needs_passphrase(&self) -> bool {
        self.tries.spent() || self.missed >= MOST_MISSED
    }

    /// Its PIN was right.
    pub(super) fn right(&mut self) {
        self.tries.right();
        self.missed = 0;
    }

    /// A PIN typed at the covered screen was not this one; who typed it is not known. After very many the seal goes: else
    /// whoever opens the screen between their guesses could guess at the other seat for ever.
    pub(super) fn missed(&mut self) {
        self.missed += 1;
        if self.needs_passphrase() {
            self.pin = None;
        }
    }

    /// The collar number that stands in the name, or the registration that was written down earlier this shift.
    pub(super) fn number(&self) -> String {
        number_in(&self.name).unwrap_or_else(|| self.number.clone())
    }

    pub(super) fn state(&self) -> SeatState {
        SeatState {
            member: self.member,
            name: self.name.clone(),
            since: self.since,
            has_pin: self.pin.is_some(),
            needs_passphrase: self.needs_passphrase(),
            number: self.number(),
        }
    }
}

/// The two seats of a laptop.
#[derive(Default)]
pub(super) struct Seats {
    police: Option<Seat>,
    health: Option<Seat>,
    /// Wrong PINs at the covered screen, which is everybody's: they count against no seat.
    pub(super) at_cover: Tries,
}

impl Seats {
    pub(super) fn get(&self, side: Side) -> Option<&Seat> {
        match side {
            Side::Police => self.police.as_ref(),
            Side::Health => self.health.as_ref(),
        }
    }

    pub(super) fn get_mut(&mut self, side: Side) -> &mut Option<Seat> {
        match side {
            Side::Police => &mut self.police,
            Side::Health => &mut self.health,
        }
    }

    pub(super) fn taken(&self) -> impl Iterator<Item = (Side, &Seat)> {
        Side::ALL
            .into_iter()
            .filter_map(|side| self.get(side).map(|seat| (side, seat)))
    }
}

/// The code that says that the covered screen takes no PIN until somebody has typed a passphrase.
pub const NO_MORE_PINS: &str = "A-1030";

/// Wrong PINs.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Tries {
    wrong: usize,
    not_before: Option<Moment>,
}

impl Tries {
    /// No try is left: the passphrase is needed.
    pub(super) fn spent(&self) -> bool {
        self.wrong >= WAITS_S.len()
    }

    /// How many are left.
    pub(super) fn left(&self) -> usize {
        WAITS_S.len().saturating_sub(self.wrong)
    }

    /// Whether a try is taken now, while there is one left.
    pub(super) fn may_try(&self, now: Moment) -> Result<(), Problem> {
        match self.wait_s(now) {
            0 => Ok(()),
            wait => Err(Problem::new(
                "A-216",
                format!("Wait {} before the next try", counted(wait, "second", "seconds")),
                "Danger now still works",
            )),
        }
    }

    /// Seconds to wait before the next try. A clock set back does not lengthen the wait past its own length.
    fn wait_s(&self, now: Moment) -> i64 {
        let longest = WAITS_S.iter().copied().max().unwrap_or_default();
        self.not_before
            .map_or(0, |at| (at.since_ms(now).max(0) / 1000).min(longest))
    }

    /// One more was wrong.
    pub(super) fn wrong(&mut self, now: Moment) {
        let wait = WAITS_S.get(self.wrong).copied().unwrap_or_default();
        self.wrong += 1;
        self.not_before = Some(now.plus_ms(wait * 1000));
    }

    /// It was right.
    pub(super) fn right(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_wrong_pins_with_growing_waits_then_the_passphrase() {
        let mut tries = Tries::default();
        let waits: Vec<i64> = (0..5)
            .map(|_| {
                tries.wrong(Moment(0));
                tries.wait_s(Moment(0))
            })
            .collect();
        assert_eq!(waits, [0, 0, 2, 5, 15]);
        assert!(tries.spent());
        assert_eq!(
            tries.wait_s(Moment(-1_000_000)),
            15,
            "a clock set back does not lock anybody out"
        );
        tries.right();
        assert!(!tries.spent() && tries.left() == 5);
    }
}
