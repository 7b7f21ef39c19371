//! An error as a person meets it: a code, what happened, what to do next.

use std::fmt;

/// What went wrong, told once. Holds no secret and no content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Short code for the help desk, for example `V-104`.
    pub code: &'static str,
    /// What happened.
    pub what: String,
    /// What to do next.
    pub next: String,
}

impl Problem {
    /// A problem with its two sentences.
    pub fn new(code: &'static str, what: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            code,
            what: what.into(),
            next: next.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {} ({})", self.what, self.next, self.code)
    }
}

impl std::error::Error for Problem {}
