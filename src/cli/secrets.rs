//! Where a passphrase comes from: a prompt, a file or a file descriptor. Never an argument, never the environment.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use super::args::Who;
use crate::app::Secret;
use crate::app::problem::Problem;

/// Longest line that is read as a passphrase, in bytes.
const LONGEST: u64 = 4096;

/// The handle and the passphrase.
pub(super) fn ask(who: &Who) -> Result<(String, Secret), Problem> {
    let Some(handle) = who.handle.clone() else {
        return Err(Problem::new(
            "C-401",
            "A vault opens for a person",
            "Add --as HANDLE",
        ));
    };
    let passphrase = match (&who.passphrase_file, who.passphrase_fd) {
        (Some(file), _) => first_line(&file.display().to_string(), std::fs::File::open(file))?,
        (None, Some(number)) => {
            let name = format!("/dev/fd/{number}");
            first_line(&name, std::fs::File::open(&name))?
        }
        (None, None) => {
            let typed = rpassword::prompt_password("Passphrase: ");
            Secret::new(typed.map_err(|error| no_prompt(&error))?)
        }
    };
    Ok((handle, passphrase))
}

/// A recovery code: from a file, or typed at a prompt by its own holder.
pub(super) fn recovery_code(file: Option<&Path>, name: char) -> Result<Secret, Problem> {
    one(
        &format!("Recovery code {name} (its holder types, nobody else looks): "),
        file,
    )
}

/// One secret: the first line of a file, or what is typed at a prompt.
pub(super) fn one(prompt: &str, file: Option<&Path>) -> Result<Secret, Problem> {
    if let Some(file) = file {
        return first_line(&file.display().to_string(), std::fs::File::open(file));
    }
    let typed = rpassword::prompt_password(prompt);
    Ok(Secret::new(typed.map_err(|error| no_prompt(&error))?))
}

fn first_line(name: &str, file: std::io::Result<std::fs::File>) -> Result<Secret, Problem> {
    let file = file.map_err(|error| unreadable(name, &error))?;
    let mut line = String::with_capacity(256);
    let read = BufReader::new(file.take(LONGEST)).read_line(&mut line);
    read.map_err(|error| unreadable(name, &error))?;
    let end = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(end);
    let secret = Secret::new(line);
    if secret.expose().trim().is_empty() {
        return Err(Problem::new(
            "C-423",
            format!("The first line of {name} is empty"),
            "Write the passphrase or the code into its first line",
        ));
    }
    Ok(secret)
}

fn no_prompt(error: &std::io::Error) -> Problem {
    Problem::new(
        "C-417",
        format!("There is no terminal to type a passphrase or code into: {error}"),
        "Run it in a terminal, or name a file for each of them; --help lists how",
    )
}

fn unreadable(name: &str, error: &std::io::Error) -> Problem {
    Problem::new(
        "C-402",
        format!("The passphrase or code could not be read from {name}: {error}"),
        "Check the file and try again",
    )
}
