//! Use cases: what a person can ask of Tandem and what they get back. One function per use case; gives out views cut
//! to the seat; owns the clock and the threads.
//!
//! Reading order: [`api`] (requests and events), [`session`] (states), [`engine`] (carries requests out),
//! [`worker`] (the thread it runs on), [`proposal`] (the exact bytes of a share), [`clock`].

pub mod api;
pub mod cases;
pub mod clock;

pub mod problem;
pub mod proposal;
pub mod worker;

/// A passphrase, PIN or code; wiped on drop.
pub type Secret = zeroize::Zeroizing<String>;
