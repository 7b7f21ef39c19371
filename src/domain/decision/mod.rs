//! The sharing decision: facts in, a question or a conclusion out. Pure, total, finite and dated.
//!
//! Reading order: [`facts`] (what is known), [`conclusion`] (how it ends), [`engine`] (from one to the other, with
//! `items`, `duty`, `standing`, `interest`, `health`, `police`, `legs` and `tasks`), [`path`] (what the window asks).

pub mod case;
pub mod conclusion;
mod duty;
pub mod engine;
pub mod facts;
mod health;
mod interest;
mod items;
mod legs;
pub mod path;
mod police;
mod standing;
mod tasks;

pub use engine::decide;
