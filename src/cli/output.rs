//! Prints answers: JSON or readable text on standard output, problems on standard error.

use std::io::{ErrorKind, Write as _};

use serde_json::Value;

use crate::app::problem::Problem;

/// How answers are printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    pub(super) json: bool,
}

impl Output {
    /// Prints an answer: `text` for people, `json` for scripts.
    ///
    /// # Errors
    /// When it could not be printed, so that nobody takes a lost passphrase for a printed one. A reader that has seen
    /// enough and closed the pipe is no error.
    pub(super) fn answer(self, json: &Value, text: &str) -> Result<(), Problem> {
        let mut out = std::io::stdout().lock();
        let printed = if self.json {
            writeln!(out, "{json}")
        } else {
            writeln!(out, "{text}")
        };
        match printed.and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Problem::new(
                "C-407",
                format!("It was done, but the answer could not be printed: {error}"),
                "Make room where the output goes and ask again",
            )),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Tells a person how far a long job is; scripts are told nothing.
    #[expect(clippy::print_stderr, reason = "the command line's word to a person")]
    pub(super) fn progress(self, words: &str) {
        if !self.json {
            eprintln!("{words}");
        }
    }

    /// Prints why something could not be done.
    #[expect(clippy::print_stderr, reason = "the command line's word to a person")]
    pub(super) fn problem(self, problem: &Problem) {
        if self.json {
            let json =
                serde_json::json!({ "code": problem.code, "what": problem.what, "next": problem.next });
            eprintln!("{json}");
        } else {
            eprintln!("{problem}");
        }
    }
}
