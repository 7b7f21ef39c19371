//! Sections 135 and 136 of the Mental Health Act 1983: where a use stands, which step may follow, what the law bars, how
//! long the clocks run, and what the record still lacks. Pure: the time and the person come in as arguments.
//!
//! Reading order: [`mod@law`] (the rules as dated data), [`phase`] (the states, and which step leads where), `state` (the fold), [`clock`], [`step`] (what may follow, and what is said with it), [`record`]
//! (the lines, and which are missing), [`force`], [`uses`] (which of several uses a private line belongs to), `person`
//! (what the seat's own record says already), [`counted`] and [`returns`] (codes for the national
//! returns).

#[cfg(test)]
mod arrival_tests;
#[cfg(test)]
mod bad_input_tests;
pub mod clock;
#[cfg(test)]
mod clock_tests;
pub mod counted;
pub mod force;
#[cfg(test)]
mod kept_tests;
pub mod law;
#[cfg(test)]
mod limit_tests;
pub mod order;
mod person;
pub mod phase;
#[cfg(test)]
mod phase_tests;
pub mod record;
pub mod returns;
mod said;
mod state;
pub mod step;
#[cfg(test)]
mod step_tests;
pub mod told;
#[cfg(test)]
mod told_tests;
pub mod uses;

pub use law::{MhaLaw, MhaRow, RuleKind, law};
pub use person::own_lines;
pub use phase::Phase;
pub use state::{Extension, Given, Leg, S136State, Stay, Taken};
