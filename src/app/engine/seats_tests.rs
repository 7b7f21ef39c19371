//! Whose wrong PINs count where: at a seat for that seat, at the covered screen for nobody's.

use std::sync::Arc;

use super::tests::practice;
use crate::app::Secret;
use crate::app::api::{Phase, Request};
use crate::app::clock::{Clock as _, HandClock, SystemClock};
use crate::app::command_line::{Made, ask, engine};
use crate::app::problem::Problem;
use crate::app::worker::Inline;
use crate::domain::content::Post;
use crate::domain::role::Side;

const OFFICER: &str = "271828";
const NURSE: &str = "314159";

struct Car {
    desk: Inline,
    clock: Arc<HandClock>,
    made: Made,
    _dir: tempfile::TempDir,
}

fn secret(words: &str) -> Secret {
    Secret::new(words.to_owned())
}

impl Car {
    /// A covered screen, with an officer and a nurse who chose different PINs.
    fn covered() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let vault = dir.path().join("vault");
        let made = practice(&vault);
        let clock = Arc::new(HandClock::at(SystemClock.now()));
        let desk = Inline::new(engine(&vault, clock.clone()).unwrap());
        let mut car = Self {
            desk,
            clock,
            made,
            _dir: dir,
        };
        car.sign_in(Side::Police, "4411", OFFICER);
        car.sign_in(Side::Health, "jpatel", NURSE);
        let station = "Car 2".to_owned();
        let post = Post::Car;
        car.ask(Request::StartShift { post, station }).unwrap();
        car.ask(Request::Cover).unwrap();
        car
    }

    fn ask(&mut self, request: Request) -> Result<(), Problem> {
        ask(&mut self.desk, request).map(drop)
    }

    fn sign_in(&mut self, side: Side, handle: &str, pin: &str) {
        let member = self.made.members.iter().find(|m| m.handle == handle).unwrap();
        let passphrase = secret(member.passphrase.expose());
        let handle = handle.to_owned();
        self.ask(Request::SignIn {
            side,
            handle,
            passphrase,
        })
        .unwrap();
        let pin = secret(pin);
        self.ask(Request::SetPin { side, pin }).unwrap();
    }

    /// One PIN at the cover, after any wait.
    fn uncover(&mut self, pin: &str) -> Result<(), Problem> {
        self.clock.advance_ms(20_000);
        self.ask(Request::Uncover(secret(pin)))
    }

    fn take(&mut self, side: Side, pin: &str) -> Result<(), Problem> {
        self.clock.advance_ms(20_000);
        let pin = secret(pin);
        self.ask(Request::TakeSeat { side, pin })
    }
}

fn code(done: Result<(), Problem>) -> &'static str {
    done.err().map_or("done", |problem| problem.code)
}

#[test]
fn five_slips_at_the_cover_spend_neither_persons_pin() {
    let mut car = Car::covered();
    for left in ["4 tries left", "3 tries left", "2 tries left", "1 try left"] {
        let told = car.uncover("000000").unwrap_err();
        assert!(told.code == "A-215" && told.next.contains(left), "{told}");
    }
    let spent = car.uncover("000000").unwrap_err();
    assert_eq!(spent.code, "A-1030");
    let none = "somebody who tries on is not let in, even with a right PIN";
    assert_eq!(code(car.uncover(OFFICER)), "A-1030", "{none}");
    assert_eq!(code(car.uncover(NURSE)), "A-1030", "{none}");

    // what the sentence promises: the passphrase of either, and both PINs work again
    car.sign_in(Side::Police, "4411", "112358");
    car.uncover(NURSE).unwrap();
    car.take(Side::Police, "112358").unwrap();
    car.take(Side::Health, NURSE).unwrap();
}

#[test]
fn slips_before_and_after_a_right_pin_do_not_add_up_for_the_other_seat() {
    let mut car = Car::covered();
    for round in 0..3 {
        for _ in 0..4 {
            assert_eq!(code(car.uncover("000000")), "A-215", "round {round}");
        }
        car.uncover(OFFICER).unwrap();
        car.ask(Request::Cover).unwrap();
    }
    car.uncover(NURSE).unwrap();
    car.take(Side::Health, NURSE).unwrap();
    assert_eq!(car.desk.engine().phase, Phase::Seat(Side::Health));
}

#[test]
fn whoever_holds_one_pin_cannot_guess_at_the_other_for_ever() {
    let mut car = Car::covered();
    for _ in 0..5 {
        for _ in 0..4 {
            assert_eq!(code(car.uncover("000000")), "A-215");
        }
        car.uncover(OFFICER).unwrap();
        car.ask(Request::Cover).unwrap();
    }
    assert_eq!(code(car.uncover(NURSE)), "A-215", "the nurse's seal is gone");
    car.uncover(OFFICER).unwrap();
    let told = car.take(Side::Health, NURSE).unwrap_err();
    assert_eq!(told.code, "A-219");
    assert!(told.to_string().contains("The police seat still works"), "{told}");
}

#[test]
fn it_is_not_said_that_the_other_seat_works_when_it_does_not() {
    let mut car = Car::covered();
    car.uncover(NURSE).unwrap();
    for side in Side::ALL {
        for _ in 0..4 {
            assert_eq!(code(car.take(side, "000000")), "A-215");
        }
        let told = car.take(side, "000000").unwrap_err();
        assert_eq!(told.code, "A-219");
        let first = side == Side::ALL[0];
        assert_eq!(told.to_string().contains("still works"), first, "{told}");
    }
}
