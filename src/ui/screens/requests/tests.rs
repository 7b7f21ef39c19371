//! The pages that ask, answer and correct.
