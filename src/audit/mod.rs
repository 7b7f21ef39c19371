//! What leaves the vault as a folder with a signed manifest. The monthly pack that a supervisor exports: it reads a
//! counted month and nothing else, so no name, no words and no small number can be in it. The extract for a court: one
//! incident, as one side can open it, each entry with its proof. What one organisation logged, for the Commissioner.
//!
//! Reading order: `plan` (what would be written, shown first), `write` (the folder, whole or not at all),
//! `manifest` (what is signed), `check` (a pack from anywhere), `extract` and its `page`, [`AuditError`].

mod check;
mod draw;
mod error;
mod extract;
mod logging;
mod manifest;
mod page;
mod plan;
mod returns;
mod sheet;
mod sheet_lines;
mod standing;
mod worked_out;
mod write;

pub use check::{Finding, Report, check, is_pack};
pub use draw::{Draw, draw};
pub use error::AuditError;
pub use extract::{Incident, write_extract};
pub use logging::{LogLine, LogOf, write_logging};
pub use manifest::{Keys, Provenance, RulesVersion};
pub use plan::{Plan, PlannedFile, plan};
pub use returns::{Mapping, ReturnName};
pub use standing::{LastCheck, Standing};
pub use worked_out::{Share, WorkedOut};
pub use write::{Written, write};

#[cfg(test)]
mod tests;
