//! The information-sharing agreement as data: what may be told to whom and for what, who answers for it, how long it is
//! kept, and from when to when all of that counts.
//!
//! Reading order: `terms` (what is agreed), `covers` (whether it covers one share), `model` (a start for a new one), `changes`
//! (what a proposal alters), `register` (the 22 questions of the partnership).

mod changes;
mod check;
mod covers;
mod model;
mod register;
mod terms;
#[cfg(test)]
mod tests;

pub use changes::{Change, changes};
pub use check::{Fault, LONGEST_LINE, LONGEST_TEXT, who};
pub use covers::{ChannelStanding, Coverage, Outside, ShareAsk, Standing, may_be_ticked};
pub use model::model;
pub use register::{
    AnswerState, GoesIn, PartnershipAnswer, PartnershipQuestion, QUESTION_COUNT, Register, RegisterRow,
    RowStanding, Signed, partnership_questions,
};
pub use terms::{Clause, ConsentFor, ConsentText, Contact, Kept, Office, RecordType, Terms, Ticks};
