//! Tandem: live incidents, the sharing decision, two sides kept apart by keys, a signed log.
//!
//! The layers, each naming only those to its left: `domain` ← `vault` ← `audit` ← `app` ← `ui`, `cli`.

pub mod app;
pub mod audit;
pub mod cli;
pub mod domain;
pub mod ui;
pub mod vault;

#[cfg(test)]
extern crate self as tandem;
#[cfg(test)]
#[path = "../tests/support/mod.rs"]
mod test_support;
