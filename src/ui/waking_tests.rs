//! When the window wakes with nobody at the machine: for every time-out that drops keys, and no oftener than it must.

use egui_kittest::Harness;

use super::route::Route;
use super::testing::{Stage, shift, stage};
use super::theme::Theme;
use crate::app::api::{Phase, Request, State};
use crate::domain::role::Side;
use crate::test_support::harness::CAR;

/// A window that nobody touched for six seconds: what was typed is stored.
fn left(state: State, route: Option<Route>) -> Harness<'static, Stage> {
    let mut harness = stage(state, route, Theme::Light, CAR);
    harness.remove_cursor();
    harness.run_steps(2);
    pass(&mut harness, 6);
    harness.run_steps(2);
    // a register that is read is recorded as it opens
    let read = harness.state_mut().asked();
    assert!(matches!(read[..], [] | [Request::ReadOutside]), "{read:?}");
    harness
}

fn pass(harness: &mut Harness<'static, Stage>, seconds: u64) {
    let ms = i64::try_from(seconds * 1000).unwrap();
    harness.state().clock.advance_ms(ms);
    harness.step();
}

/// After how many seconds it wakes by itself.
fn sleeps(harness: &Harness<'static, Stage>) -> u64 {
    let window = &harness.output().viewport_output[&egui::ViewportId::ROOT];
    let delay = window.repaint_delay;
    delay
        .as_secs()
        .saturating_add(u64::from(delay.subsec_millis() > 0))
}

/// Wakes it as often as it asks for and no oftener: what it asked the engine for in the end, and after how long.
fn until_it_asks(harness: &mut Harness<'static, Stage>) -> (u64, Vec<Request>) {
    let mut passed = 6;
    while passed < 3600 {
        let seconds = sleeps(harness);
        assert!(seconds < 3600, "it sleeps for ever, with the keys in memory");
        pass(harness, seconds);
        passed += seconds;
        let asked = harness.state_mut().asked();
        if !asked.is_empty() {
            return (passed, asked);
        }
    }
    panic!("nothing was asked for in an hour");
}

fn between_passphrase_and_shift() -> State {
    let mut state = shift(Phase::SignIn);
    state.post = None;
    state
}

#[test]
fn keys_between_the_passphrase_and_the_shift_are_dropped_with_nobody_at_the_machine() {
    let mut harness = left(between_passphrase_and_shift(), None);
    assert!(sleeps(&harness) > 200, "until then nothing is drawn");
    let (after, asked) = until_it_asks(&mut harness);
    assert!((300..=302).contains(&after), "{after} s");
    assert!(matches!(asked[..], [Request::EndShift]), "{asked:?}");
}

#[test]
fn a_set_up_that_was_left_closes_with_nobody_at_the_machine() {
    let (after, asked) = until_it_asks(&mut left(shift(Phase::SetUp), None));
    assert!((900..=902).contains(&after), "{after} s");
    assert!(matches!(asked[..], [Request::FinishSetUp]), "{asked:?}");
}

#[test]
fn before_anybody_signed_in_it_sleeps() {
    let state = State {
        phase: Phase::SignIn,
        ..State::default()
    };
    assert!(sleeps(&left(state, None)) > 24 * 3600);
}

#[test]
fn where_no_time_runs_it_draws_once_a_minute_and_the_seat_still_drops_in_time() {
    let seat = shift(Phase::Seat(Side::Health));
    let mut harness = left(seat, Some(Route::Outside));
    assert!(sleeps(&harness) > 5, "not every second");
    let (after, asked) = until_it_asks(&mut harness);
    assert!((60..=61).contains(&after), "{after} s");
    assert!(matches!(asked[..], [Request::SharedView]), "{asked:?}");
}

#[test]
fn what_was_copied_is_taken_back_in_time_where_no_time_runs() {
    let mut harness = left(shift(Phase::Shared), Some(Route::Outside));
    let now = super::testing::evening().plus_ms(6_000);
    let ctx = harness.ctx.clone();
    harness
        .state_mut()
        .shell
        .clipboard
        .fill(&ctx, "words".to_owned(), now.plus_ms(-50_000));
    harness.step();
    assert!(sleeps(&harness) <= 10, "{} s", sleeps(&harness));
}
