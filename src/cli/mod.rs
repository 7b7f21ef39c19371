//! The command line: set-up, supervisors' scripts and proof. Prints what [`crate::app`] returns; has no rule of its
//! own. JSON with `--json`, readable text without. Exit 0: done; 1: the answer is no; 2: it could not be done.

mod args;
mod backup;
mod disposal;
mod exchange;
mod explain;
mod extract;
mod member;
mod output;
mod own_counts;
mod paper;
mod recovery;
mod review;
mod rules;
mod run;
mod secrets;
mod views;

pub use args::{Args, Command};
pub use run::{Exit, run};
