//! `tandem recovery`: the yearly drill, the act itself, and how the codes stand. Codes come from a prompt or a file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::json;

use super::args::Who;
use super::output::Output;
use super::run::Exit;
use super::secrets;
use crate::app::Secret;
use crate::app::counted::counted;
use crate::app::problem::Problem;
use crate::app::recovery::{self as app, RecoveryFor, RecoveryNotice, RecoveryStanding, Restored};
use crate::domain::role::Side;

/// Where the two codes come from. Never an argument, never the environment.
#[derive(Debug, clap::Args)]
pub struct Codes {
    /// A file whose first line is the first holder's code; without it, a prompt.
    #[arg(long, value_name = "FILE")]
    code_a_file: Option<PathBuf>,
    /// A file whose first line is the second holder's code; without it, a prompt.
    #[arg(long, value_name = "FILE")]
    code_b_file: Option<PathBuf>,
}

/// What to do with recovery codes.
#[derive(Debug, Subcommand)]
pub enum RecoveryCommand {
    /// Prove both codes of one organisation: every key opens, nothing changes, both organisations see it.
    Drill {
        /// The two codes.
        #[command(flatten)]
        codes: Codes,
    },
    /// Let a governance lead of the codes' organisation in again; works when nobody can sign in any more.
    Restore {
        /// The lead's name, as colleagues will see it.
        #[arg(long, value_name = "NAME")]
        lead: String,
        /// A backup that is put back first, into the vault's folder; what is there is kept beside it.
        #[arg(long, value_name = "FILE")]
        backup: Option<PathBuf>,
        /// The two codes.
        #[command(flatten)]
        codes: Codes,
    },
    /// Whose codes were made, when they were last proved, and every use of the last 30 days.
    Status {
        /// Who opens it.
        #[command(flatten)]
        who: Who,
    },
}

/// Carries it out.
pub(super) fn run(out: Output, dir: &Path, what: &RecoveryCommand) -> Result<Exit, Problem> {
    match what {
        RecoveryCommand::Drill { codes } => drill(out, dir, codes),
        RecoveryCommand::Restore { lead, backup, codes } => restore(out, dir, lead, backup.as_deref(), codes),
        RecoveryCommand::Status { who } => status(out, dir, who),
    }
}

fn ask(codes: &Codes) -> Result<[Secret; 2], Problem> {
    Ok([
        secrets::recovery_code(codes.code_a_file.as_deref(), 'A')?,
        secrets::recovery_code(codes.code_b_file.as_deref(), 'B')?,
    ])
}

fn drill(out: Output, dir: &Path, codes: &Codes) -> Result<Exit, Problem> {
    let [first, second] = ask(codes)?;
    let (side, drill) = app::drill(dir, [&first, &second])?;
    let json = json!({ "ok": drill.is_good(), "side": side, "opened": drill.opened, "of": drill.of });
    let side = side_words(side);
    let text = if drill.is_good() {
        format!(
            "Both {side} codes work: of {}, all opened. Nothing was changed; both organisations see this drill for 30 days.",
            counted(drill.of, "key", "keys")
        )
    } else {
        format!(
            "The {side} codes opened {} of {}. A governance lead of that organisation signs in once, which seals the \
             rest to the codes; then repeat the drill.",
            drill.opened,
            counted(drill.of, "key", "keys")
        )
    };
    out.answer(&json, &text)?;
    Ok(if drill.is_good() { Exit::Done } else { Exit::No })
}

fn restore(
    out: Output,
    dir: &Path,
    lead: &str,
    backup: Option<&Path>,
    codes: &Codes,
) -> Result<Exit, Problem> {
    let [first, second] = ask(codes)?;
    let (side, restored) = match backup {
        Some(file) => app::restore_backup(dir, [&first, &second], lead, file)?,
        None => app::restore(dir, [&first, &second], lead)?,
    };
    let (json, text) = match restored {
        Restored::Invited(code) => (
            json!({ "side": side, "lead": lead, "invitation": code.expose() }),
            format!(
                "{lead} is invited as {} governance lead. One-time code, to be handed over in person:\n\n  {}\n\nThey open \
                 it in the window: \"I have an invitation\". Both organisations see this for 30 days.",
                side_words(side),
                code.expose()
            ),
        ),
        Restored::Granted(keys) => (
            json!({ "side": side, "lead": lead, "keys": keys }),
            format!(
                "{lead} has {} again and signs in as before. Both organisations see this for 30 days.",
                counted(keys, "key", "keys")
            ),
        ),
    };
    out.answer(&json, &text)?;
    Ok(Exit::Done)
}

fn status(out: Output, dir: &Path, who: &Who) -> Result<Exit, Problem> {
    let (handle, passphrase) = secrets::ask(who)?;
    let (standings, notices) = app::status(dir, &handle, &passphrase)?;
    let ok = standings
        .iter()
        .all(|standing| standing.usable && !standing.overdue && !standing.leaderless);
    let json = json!({
        "ok": ok,
        "organisations": standings.iter().map(standing_json).collect::<Vec<_>>(),
        "uses": notices.iter().map(notice_json).collect::<Vec<_>>(),
    });
    let mut text = String::new();
    for standing in &standings {
        let _written = writeln!(text, "{}", standing_words(standing));
        if standing.leaderless {
            let side = side_words(standing.side);
            let _written = writeln!(
                text,
                "{side}: no governance lead is left. Both holders let one in: tandem recovery restore --lead NAME."
            );
        }
    }
    for notice in &notices {
        let _written = writeln!(text, "{}", notice_words(notice));
    }
    out.answer(&json, text.trim_end())?;
    Ok(if ok { Exit::Done } else { Exit::No })
}

fn side_words(side: Side) -> &'static str {
    match side {
        Side::Police => "police",
        Side::Health => "health",
    }
}

fn standing_json(standing: &RecoveryStanding) -> serde_json::Value {
    let holder = |held: &Option<(String, crate::domain::time::Moment)>| {
        held.as_ref()
            .map(|(office, at)| json!({ "office": office, "made": at.iso() }))
    };
    json!({
        "side": standing.side,
        "holders": standing.holders.iter().map(holder).collect::<Vec<_>>(),
        "leaderless": standing.leaderless,
        "usable": standing.usable,
        "tested": standing.tested.map(crate::domain::time::Moment::iso),
        "due": standing.due.map(|day| day.to_string()),
        "overdue": standing.overdue,
    })
}

fn standing_words(standing: &RecoveryStanding) -> String {
    let side = side_words(standing.side);
    if standing.holders.iter().any(Option::is_none) {
        return format!("{side}: not both codes were made. A governance lead opens the holders' pages.");
    }
    if !standing.usable {
        return format!("{side}: the codes were made by an older version. Replace both.");
    }
    let due = standing.due.map(|day| day.to_string()).unwrap_or_default();
    match (
        standing.tested.and_then(crate::domain::time::Moment::london_date),
        standing.overdue,
    ) {
        (Some(day), false) => format!("{side}: tested {day}, next due {due}."),
        (Some(day), true) => format!("{side}: tested {day}, was due {due}. Test it this week."),
        (None, _) => format!("{side}: never tested. Test it this week: tandem recovery drill."),
    }
}

fn notice_json(notice: &RecoveryNotice) -> serde_json::Value {
    let used_for = match notice.used_for {
        RecoveryFor::Drill => "drill",
        RecoveryFor::FailedDrill => "failed-drill",
        RecoveryFor::Restore => "restore",
    };
    json!({ "side": notice.side, "for": used_for, "lead": notice.lead, "at": notice.at.iso(), "device": notice.device })
}

fn notice_words(notice: &RecoveryNotice) -> String {
    let (side, at, device) = (side_words(notice.side), notice.at.iso(), &notice.device);
    match (notice.used_for, &notice.lead) {
        (RecoveryFor::Drill, _) => {
            format!("{at}, {device}: the {side} recovery codes were tested; they work.")
        }
        (RecoveryFor::FailedDrill, _) => {
            format!("{at}, {device}: the {side} recovery codes were tested; not every key opened.")
        }
        (RecoveryFor::Restore, Some(lead)) => {
            format!("{at}, {device}: the {side} recovery codes were used to let in {lead}.")
        }
        (RecoveryFor::Restore, None) => format!("{at}, {device}: the {side} recovery codes were used."),
    }
}
