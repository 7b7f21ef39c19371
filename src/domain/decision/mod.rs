//! The sharing decision: facts in, a question or a conclusion out. Pure, total, finite and dated.
//!
//! Reading order: [`facts`] (what is known), [`conclusion`] (how it ends), [`path`] (what the window asks).

pub mod conclusion;
pub mod facts;
pub mod path;
