//! `tandem-verify`: checks an audit pack, an extract or a bundle of a Tandem log for somebody who trusts neither the
//! vault nor the program that wrote it. It shares no line with that program; it was written from `docs/log-format.md`.
//!
//! Exit 0: all is as it was signed. 1: something is not; every finding says what and where. 2: it could not be checked.

mod both;
mod bundle;
mod bytes;
mod devices;
mod entry;
mod extract;
mod folder;
mod note;
mod people;
mod recovery;
mod report;
mod standing;
mod tree;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use report::Report;

const HELP: &str = "\
tandem-verify checks what left a Tandem vault: an audit pack, an extract about one incident, or a bundle of
entries on its way between two devices.

  tandem-verify [--json] [--log-key-file FILE] PATH

PATH is the folder, or the bundle's file. A bundle is sealed under the log key: with a FILE of its 64
hexadecimal digits (a line for each generation, the first one first) everything is checked, without it only the outside. Else no key, no vault and no passphrase is needed. What is right is right only if the keys
that it prints are the ones that the organisation gave you on another way.

Exit 0: all is as it was signed. 1: something is not. 2: it could not be checked.";

/// What was asked.
struct Asked {
    json: bool,
    log_key: Option<PathBuf>,
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

fn asked(mut arguments: impl Iterator<Item = std::ffi::OsString>) -> Result<Option<Asked>, String> {
    let (mut json, mut log_key, mut path) = (false, None, None);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--json") => json = true,
            Some("--help" | "-h") => return Ok(None),
            Some("--log-key-file") => {
                let file = arguments
                    .next()
                    .ok_or("--log-key-file needs a file. Try tandem-verify --help")?;
                log_key = Some(PathBuf::from(file));
            }
            Some(option) if option.starts_with('-') => {
                return Err(format!("There is no option {option}. Try tandem-verify --help"));
            }
            _ if path.is_none() => path = Some(PathBuf::from(argument)),
            _ => return Err("One folder or file at a time. Try tandem-verify --help".to_owned()),
        }
    }
    path.map_or_else(
        || Err("No folder or file was named. Try tandem-verify --help".to_owned()),
        |path| Ok(Some(Asked { json, log_key, path })),
    )
}

fn check(asked: &Asked) -> ExitCode {
    let checked = if bundle::is_one(&asked.path) {
        bundle::check(&asked.path, asked.log_key.as_deref())
    } else {
        folder::check(&asked.path)
    };
    match checked {
        Ok(report) => tell(&report, asked.json),
        Err(why) => fail(&why, asked.json),
    }
}

fn tell(report: &Report, json: bool) -> ExitCode {
    let said = say(&if json { report.json() } else { report.text() });
    if !said {
        ExitCode::from(2)
    } else if report.findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

/// Says it; whether anybody could hear it.
fn say(text: &str) -> bool {
    writeln!(std::io::stdout(), "{text}").is_ok()
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
