//! The sharing decision: facts in, a question or a conclusion out. Pure, total, finite and dated.

pub mod conclusion;
pub mod facts;
