//! Sections 135 and 136 of the Mental Health Act 1983: where a use stands, which step may follow, what the law bars, how
//! long the clocks run, and what the record still lacks. Pure: the time and the person come in as arguments.
//!
//! Reading order: [`mod@law`] (the rules as dated data), `state` (the fold), [`clock`], [`step`] (what may follow, and what is said with it), [`record`]
//! (the lines, and which are missing), [`force`], [`uses`] (which of several uses a private line belongs to), `person`
//! (what the seat's own record says already), `typed` (times as they are typed), [`counted`] and [`returns`] (codes for the national
//! returns).

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
mod person;
pub mod record;
pub mod returns;
mod said;
mod state;
pub mod step;
#[cfg(test)]
mod step_tests;
mod typed;
pub mod uses;

pub use law::{MhaLaw, MhaRow, RuleKind, law};
pub use person::own_lines;
pub use state::{Extension, Given, Leg, Phase, S136State, Stay, Taken};
pub use typed::typed_time;
