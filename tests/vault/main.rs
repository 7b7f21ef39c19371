//! What the vault promises, tried from outside: by a stranger with a second implementation, by an attacker with all
//! of one side's secrets, by a hand that changes bytes, by the power going off.

mod attack;
mod kill;
mod stranger;
mod tamper;
mod team;
