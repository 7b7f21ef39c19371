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

    /// Nobody's keys are in use: the screen is covered or locked.
    pub(crate) fn locked() -> Self {
        Self::new(
            "A-202",
            "The screen is covered or locked",
            "Enter a PIN, or sign in with a passphrase",
        )
    }

    /// What was typed is not what was shown.
    pub(crate) fn other_words() -> Self {
        Self::new(
            "A-282",
            "Those are not the five words that were shown",
            "Go back, read them again, and type them",
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {} ({})", self.what, self.next, self.code)
    }
}

impl std::error::Error for Problem {}
