//! Prints answers: JSON or readable text on standard output, problems on standard error.

use serde_json::Value;

use crate::app::problem::Problem;

/// How answers are printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    pub(super) json: bool,
}

impl Output {
    /// Prints an answer: `text` for people, `json` for scripts.
    #[expect(clippy::print_stdout, reason = "the command line's answer")]
    pub(super) fn answer(self, json: &Value, text: &str) {
        if self.json {
            println!("{json}");
        } else {
            println!("{text}");
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
