//! Use cases: what a person can ask of Tandem and what they get back. One function per use case; gives out views cut
//! to the seat; owns the clock and the threads.
//!
//! Reading order: [`api`] (requests and events), [`session`] (states), [`engine`] (carries requests out),
//! [`worker`] (the thread it runs on), [`proposal`] (the exact bytes of a share), [`command_line`], [`clock`].

pub mod agreement;
pub mod api;
pub mod backup;
pub mod backup_check;
pub mod cases;
pub mod certificate;
pub mod clock;
pub mod comfort;
pub mod command_line;
pub mod counted;
pub mod demo;
pub mod disposal;
mod due;
pub mod engine;
pub mod exchange;
pub mod extract;
pub mod folders;
pub mod init;
pub mod members;
pub mod own_counts_command;
pub mod paper;
pub mod problem;
pub mod process;
pub mod proposal;
pub mod recovery;
pub mod reviews_command;
pub mod rules;
mod session;
mod stack;
pub mod training;
pub mod views;
pub mod worker;

pub use crate::vault::{KdfCost, Secret};
pub use session::NO_MORE_PINS;
