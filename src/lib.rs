//! Tandem: live incidents, the sharing decision, two sides kept apart by keys, a signed log.
//!
//! The layers, each naming only those to its left: `domain` ← `vault` ← `audit` ← `app` ← `ui`, `cli`.

#[cfg(feature = "program")]
pub mod app;
#[cfg(feature = "program")]
pub mod audit;
#[cfg(feature = "program")]
pub mod cli;
#[cfg(feature = "program")]
pub mod domain;
#[cfg(feature = "program")]
pub mod ui;
#[cfg(feature = "program")]
pub mod vault;

#[cfg(all(test, feature = "program"))]
extern crate self as tandem;
#[cfg(all(test, feature = "program"))]
#[path = "../tests/support/mod.rs"]
mod test_support;
