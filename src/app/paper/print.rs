//! A paper to the printer: handed over in memory, so that no readable copy of it is left in a folder.

use std::io::{ErrorKind, Write as _};
use std::process::{Command, Stdio};

use crate::app::problem::Problem;

/// The system's own way to a printer (CUPS, POSIX `lp`).
const PROGRAM: &str = "lp";

/// Prints the bytes of a PDF on the usual printer. The printing system sees no name in its list.
///
/// # Errors
/// When this computer has no printing system, or no printer took it.
pub fn print(pdf: &[u8]) -> Result<(), Problem> {
    through(PROGRAM, pdf)
}

fn through(program: &str, pdf: &[u8]) -> Result<(), Problem> {
    let mut child = Command::new(program)
        .args(["-t", "Tandem", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|why| {
            if why.kind() == ErrorKind::NotFound {
                Problem::new(
                    "A-465",
                    "This computer cannot print from here",
                    "Save it as PDF and print that file",
                )
            } else {
                not_taken()
            }
        })?;
    let handed = child.stdin.take().map(|mut to| to.write_all(pdf));
    let ended = child.wait().map_err(|_lost| not_taken())?;
    match handed {
        Some(Ok(())) if ended.success() => Ok(()),
        Some(Ok(()) | Err(_)) | None => Err(not_taken()),
    }
}

fn not_taken() -> Problem {
    Problem::new(
        "A-466",
        "No printer took it",
        "Check that a printer is set up and switched on, or save it as PDF",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_printing_system_it_says_so_and_what_to_do() {
        let problem = through("tandem-no-such-program", b"%PDF").unwrap_err();
        assert_eq!(problem.code, "A-465");
    }

    #[test]
    fn a_printer_that_refuses_is_no_success() {
        let problem = through("false", b"%PDF").unwrap_err();
        assert_eq!(problem.code, "A-466");
    }
}
