//! `tandem backup` and `tandem restore`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::Who;
use super::output::Output;
use super::run::Exit;
use super::secrets;
use crate::app::backup::{self as app, BackupSettings};
use crate::app::counted::{counted, entries};
use crate::app::problem::Problem;

/// What can be typed after `tandem backup`. Without --out and --to: what this device knows of its backups.
#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    /// Make one sealed file now.
    #[arg(long, value_name = "FILE", conflicts_with = "to")]
    pub out: Option<PathBuf>,
    /// Make backups into this folder from now on, by themselves, and the first one now.
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// After so many hours.
    #[arg(long, value_name = "HOURS", default_value_t = 24, requires = "to")]
    pub every: u32,
    /// Keep so many, the newest.
    #[arg(long, value_name = "N", default_value_t = 7, requires = "to")]
    pub keep: u32,
    /// Who opens it: any member.
    #[command(flatten)]
    pub who: Who,
}

/// What can be typed after `tandem restore`.
#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    /// The backup.
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
    /// Put it in the place of another log's vault. That one is renamed and kept.
    #[arg(long)]
    pub replace: bool,
    /// Who opens it: any member who is in it.
    #[command(flatten)]
    pub who: Who,
}

/// Makes a backup, or says what is known of them. The answer is no when the last attempt failed.
pub(super) fn backup(out: Output, dir: &Path, args: &BackupArgs) -> Result<Exit, Problem> {
    let (handle, passphrase) = secrets::ask(&args.who)?;
    let mut told = teller(out);
    let made = match (&args.out, &args.to) {
        (Some(file), _) => app::back_up(dir, &handle, &passphrase, file, &mut told)?,
        (None, Some(folder)) => {
            let settings = BackupSettings {
                folder: std::path::absolute(folder).unwrap_or_else(|_unknown| folder.clone()),
                every_hours: args.every,
                keep: args.keep,
            };
            app::back_up_from_now_on(dir, &handle, &passphrase, &settings, &mut told)?
        }
        (None, None) => return state(out, &app::state(dir, &handle, &passphrase)?),
    };
    let json = json!({
        "file": made.file.display().to_string(),
        "bytes": made.bytes,
        "entries": made.entries,
        "at": made.at.iso(),
    });
    let text = format!(
        "{}: {}, {} bytes, read back and checked. It opens with the handle and passphrase of any member.",
        made.file.display(),
        entries(made.entries),
        made.bytes
    );
    out.answer(&json, &text)?;
    Ok(Exit::Done)
}

fn state(out: Output, state: &app::BackupState) -> Result<Exit, Problem> {
    let last = state.last.as_ref();
    let json = json!({
        "folder": state.settings.as_ref().map(|set| set.folder.display().to_string()),
        "every_hours": state.settings.as_ref().map(|set| set.every_hours),
        "keep": state.settings.as_ref().map(|set| set.keep),
        "last": last.map(|last| last.at.iso()),
        "file": last.map(|last| last.file.display().to_string()),
        "problem": state.problem.as_ref().map(|(_, words)| words),
    });
    let mut text = last.map_or_else(
        || "No backup was made on this device yet.".to_owned(),
        |last| format!("Last backed up {}: {}", last.at.iso(), last.file.display()),
    );
    text.push_str(&state.settings.as_ref().map_or_else(
        || "\nNone are made by themselves; `tandem backup --to DIR` begins that.".to_owned(),
        |set| {
            format!(
                "\nInto {}, every {}; {} kept.",
                set.folder.display(),
                counted(set.every_hours, "hour", "hours"),
                counted(set.keep, "is", "are")
            )
        },
    ));
    if let Some((at, words)) = &state.problem {
        let _written = write!(text, "\nThe attempt of {} failed: {words}", at.iso());
    }
    out.answer(&json, &text)?;
    Ok(if state.problem.is_some() {
        Exit::No
    } else {
        Exit::Done
    })
}

/// Puts a backup back.
pub(super) fn restore(out: Output, dir: &Path, args: &RestoreArgs) -> Result<Exit, Problem> {
    app::may_restore(&args.from, dir, args.replace)?;
    let (handle, passphrase) = secrets::ask(&args.who)?;
    let done = app::restore(&args.from, dir, &handle, &passphrase, &mut teller(out))?;
    let aside = done.kept_aside.as_ref().map(|path| path.display().to_string());
    let json = json!({
        "vault": dir.display().to_string(),
        "entries": done.entries,
        "made": done.from.at.iso(),
        "device": done.from.device.hex(),
        "size": done.from.size,
        "kept_aside": aside,
        "lacking": done.lacking.map(|l| json!({ "entries": l.entries, "disposals": l.disposals })),
    });
    let mut text = format!(
        "{}: {}, as they stood {}, checked to the last signature.\n\
         It can be read at once. To write, a governance lead makes it a new device: `tandem enrol renew`.",
        dir.display(),
        entries(done.entries),
        done.from.at.iso()
    );
    if let Some(aside) = &aside {
        let _written = write!(text, "\nThe vault that was here is kept in {aside}.");
    }
    if let Some(lacking) = done.lacking.filter(|l| l.entries > 0) {
        let _written = write!(
            text,
            " It has {} that the backup has not: bring over what is missing with `tandem bundle`.",
            entries(lacking.entries)
        );
    }
    if let Some(lacking) = done.lacking.filter(|l| l.disposals > 0) {
        let _written = write!(
            text,
            "\nLOOK: {} orders to destroy records were given after this backup. What they destroyed is in the restored \
             vault until that bundle is admitted.",
            lacking.disposals
        );
    }
    out.answer(&json, &text)?;
    Ok(Exit::Done)
}

/// Tells a person each step once, and every tenth part of it.
fn teller(out: Output) -> impl FnMut(&'static str, u64, u64) -> bool {
    let mut before = ("", 0);
    move |step, done, of| {
        let tenth = done.saturating_mul(10).checked_div(of).unwrap_or(0);
        if (step, tenth) != before {
            before = (step, tenth);
            out.progress(&format!("{step}: {} %", tenth.min(10) * 10));
        }
        true
    }
}
