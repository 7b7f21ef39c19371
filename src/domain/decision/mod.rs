//! The sharing decision: facts in, a question or a conclusion out. Pure, total, finite and dated.
//!
//! Reading order: [`facts`] (what is known), [`conclusion`] (how it ends), [`engine`] (from one to the other, with
//! `items`, `duty`, `standing`, `interest`, `health`, `police`, `legs` and `tasks`); then the window's path: [`path`]
//! (its words), [`pages`] (their order), `missing` (what is still needed), `stated` (answers become facts); [`case`]
//! (written cases).

mod answered;
#[cfg(test)]
mod answered_tests;
pub mod asked;
pub mod case;
pub(crate) mod codes;
pub mod conclusion;
mod duty;
#[cfg(test)]
mod duty_tests;
pub mod engine;
pub mod facts;
mod health;
mod interest;
mod items;
pub mod leg_rows;
mod legs;
mod missing;
pub mod more;
mod on_path;
pub mod pages;
pub mod path;
mod police;
pub mod record;
#[cfg(test)]
pub(crate) mod record_tests;
mod record_usual;
mod record_wanted;
pub mod restrictions;
pub mod reuse;
mod senior;
mod standing;
mod stated;
mod tasks;

pub use answered::{Untrue, check_answered, check_path};
pub use engine::decide;
pub use items::may_have_nhs_number;
pub use missing::problems;
pub use pages::next;
pub use senior::{SeniorAbout, senior_about, settle, waits_for_senior};
pub use standing::yes_counts;
