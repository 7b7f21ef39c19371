//! What the vault promises, tried from outside: by a stranger with a second implementation, by an attacker with all
//! of one side's secrets, by a hand that changes bytes, by the power going off.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a helper of a test fails the test"
)]

mod attack;
mod extract;
mod frozen;
mod golden;
mod golden_after;
mod kill;
mod ransack;
#[path = "../live/secrets.rs"]
mod secrets;
mod simulator;
mod stranger;
mod tamper;
mod team;
mod verified;
