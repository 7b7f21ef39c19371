//! `tandem-verify`: checks an audit pack, an extract or a bundle of a Tandem log for somebody who trusts neither the
//! vault nor the program that wrote it. It shares no line with that program; it was written from `docs/log-format.md`.
//!
//! Exit 0: all is as it was signed. 1: something is not; every finding says what and where. 2: it could not be checked.

mod bytes;
mod entry;
mod extract;
mod folder;
mod note;
mod people;
mod report;
mod tree;

use std::path::PathBuf;
use std::process::ExitCode;

use report::Report;

const HELP: &str = "\
tandem-verify checks what left a Tandem vault: an audit pack, or an extract about one incident.

  tandem-verify [--json] PATH

PATH is the folder. No vault and no passphrase is needed. What is right is right only if the keys
that it prints are the ones that the organisation gave you on another way.

Exit 0: all is as it was signed. 1: something is not. 2: it could not be checked.";

/// What was asked.
struct Asked {
    json: bool,
    path: PathBuf,
}

fn main() -> ExitCode {
    match asked(std::env::args_os().skip(1)) {
        Ok(Some(asked)) => check(&asked),
        Ok(None) => {
            say(HELP);
            ExitCode::SUCCESS
        }
        Err(why) => fail(&why, false),
    }
}

fn asked(arguments: impl Iterator<Item = std::ffi::OsString>) -> Result<Option<Asked>, String> {
    let (mut json, mut path) = (false, None);
    for argument in arguments {
        match argument.to_str() {
            Some("--json") => json = true,
            Some("--help" | "-h") => return Ok(None),
            Some(option) if option.starts_with('-') => {
                return Err(format!("There is no option {option}. Try tandem-verify --help"));
            }
            _ if path.is_none() => path = Some(PathBuf::from(argument)),
            _ => return Err("One folder at a time. Try tandem-verify --help".to_owned()),
        }
    }
    path.map_or_else(
        || Err("No folder was named. Try tandem-verify --help".to_owned()),
        |path| Ok(Some(Asked { json, path })),
    )
}

fn check(asked: &Asked) -> ExitCode {
    match folder::check(&asked.path) {
        Ok(report) => tell(&report, asked.json),
        Err(why) => fail(&why, asked.json),
    }
}

fn tell(report: &Report, json: bool) -> ExitCode {
    say(&if json { report.json() } else { report.text() });
    if report.findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

#[expect(clippy::print_stdout, reason = "the answer of a command line goes there")]
fn say(text: &str) {
    println!("{text}");
}

#[expect(clippy::print_stderr, reason = "what could not be done goes there")]
fn fail(why: &str, json: bool) -> ExitCode {
    if json {
        eprintln!("{}", serde_json::json!({ "problem": why }));
    } else {
        eprintln!("{why}");
    }
    ExitCode::from(2)
}
