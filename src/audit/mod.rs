//! The monthly pack that a supervisor exports: tables, definitions, a signed manifest. It reads a counted month and
//! nothing else, so no name, no words and no small number can be in it.
//!
//! Reading order: `plan` (what would be written, shown first), `write` (the folder, whole or not at all),
//! `manifest` (what is signed), `check` (a pack from anywhere), [`AuditError`].

mod check;
mod error;
mod manifest;
mod plan;
mod write;

pub use check::{Finding, Report, check, is_pack};
pub use error::AuditError;
pub use manifest::{Provenance, RulesVersion};
pub use plan::{Plan, PlannedFile, plan};
pub use write::{Written, write};

#[cfg(test)]
mod tests;
