//! The information-sharing agreement as data: what may be told to whom and for what, who answers for it, how long it is
//! kept, and from when to when all of that counts.
//!
//! Reading order: [`terms`] (what is agreed), [`covers`] (whether it covers one share), [`model`] (a start for a new one).

mod check;
mod covers;
mod model;
mod terms;
#[cfg(test)]
mod tests;

pub use check::{Fault, LONGEST_LINE, LONGEST_TEXT, who};
pub use covers::{ChannelStanding, Coverage, Outside, ShareAsk, Standing};
pub use model::model;
pub use terms::{Clause, ConsentFor, ConsentText, Contact, Kept, Office, RecordType, Regime, Terms, Ticks};
