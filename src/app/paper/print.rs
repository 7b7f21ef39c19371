//! A paper to the printer: handed over in memory, so that no readable copy of it is left in a folder.

use std::io::{ErrorKind, Write as _};
use std::process::{Command, Stdio};

use crate::app::problem::Problem;

/// The system's own way to a printer (CUPS, POSIX `lp`).
const PROGRAM: &str = "lp";

/// Prints the bytes of a PDF on the usual printer. The printing system sees no name in its list. `record` is called when
/// there is a printing system and before it has a byte, so that no sheet is without its entry.
///
/// # Errors
/// When this computer has no printing system, when `record` refuses, or when no printer took it.
pub fn print(pdf: &[u8], record: impl FnOnce() -> Result<(), Problem>) -> Result<(), Problem> {
    through(PROGRAM, pdf, record)
}

fn through(program: &str, pdf: &[u8], record: impl FnOnce() -> Result<(), Problem>) -> Result<(), Problem> {
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
    if let Err(problem) = record() {
        let _ended = child.kill();
        let _reaped = child.wait();
        return Err(problem);
    }
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
        let unrecorded = || panic!("nothing is printed, so nothing is recorded");
        let problem = through("tandem-no-such-program", b"%PDF", unrecorded).unwrap_err();
        assert_eq!(problem.code, "A-465");
    }

    #[test]
    fn what_cannot_be_recorded_is_not_handed_to_a_printer() {
        let dir = tempfile::tempdir().unwrap();
        let sheet = dir.path().join("sheet");
        let script = dir.path().join("printer");
        std::fs::write(&script, format!("#!/bin/sh\ncat > {}\n", sheet.display())).unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        std::fs::set_permissions(&script, mode).unwrap();
        let program = script.to_str().unwrap();
        let refuse = || Err(Problem::new("A-000", "The disk is full", "Make room"));
        assert_eq!(through(program, b"%PDF", refuse).unwrap_err().code, "A-000");
        let printed = std::fs::read(&sheet).unwrap_or_default();
        assert!(printed.is_empty(), "{printed:?}");
        through(program, b"%PDF", || Ok(())).unwrap();
        assert_eq!(std::fs::read(&sheet).unwrap(), b"%PDF");
    }

    #[test]
    fn a_printer_that_refuses_is_no_success() {
        let problem = through("false", b"%PDF", || Ok(())).unwrap_err();
        assert_eq!(problem.code, "A-466");
    }
}
