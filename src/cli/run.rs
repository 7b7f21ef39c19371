//! Carries one command out.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;

use super::args::{Args, Command, Who};
use super::output::Output;
use super::secrets;
use crate::app::backup_check::{is_backup, verify_backup};
use crate::app::command_line::{self as app, DemoForm, Found};
use crate::app::counted::counted;
use crate::app::exchange::{is_bundle, must_be_there, verify_bundle};
use crate::app::problem::Problem;
use crate::domain::time::YearMonth;

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// The answer is no: verification failed, a case failed.
    No,
    /// It could not be done.
    Failed,
    /// Done, and the window opens on this vault next.
    Window,
}

impl Exit {
    /// The process's exit code.
    pub fn code(self) -> ExitCode {
        match self {
            Self::Done | Self::Window => ExitCode::SUCCESS,
            Self::No => ExitCode::from(1),
            Self::Failed => ExitCode::from(2),
        }
    }
}

/// Runs the command of `args` on the vault in `dir`.
pub fn run(args: &Args, command: &Command, dir: &Path) -> Exit {
    let out = Output { json: args.json };
    let done = match command {
        Command::Demo {
            incidents,
            months,
            seed,
            until,
            no_window,
        } => {
            let form = DemoForm {
                incidents: *incidents,
                months: *months,
                seed: *seed,
                until: *until,
            };
            demo(out, dir, &form, *no_window)
        }
        Command::Init { from } => init(out, dir, from),
        Command::Verify {
            path,
            checkpoint,
            structure_only,
            who,
        } => verify(out, dir, path, checkpoint.as_ref(), *structure_only, who),
        Command::Decide { case, check } => decide(out, case.as_ref(), check.as_ref()),
        Command::Audit {
            month,
            out: folder,
            returns,
            mapping,
            who,
        } => {
            let wanted = returns.as_deref().map(|name| (name, mapping.as_deref()));
            audit(out, dir, (*month, wanted), folder, who)
        }
        Command::OwnCounts(args) => super::own_counts::run(out, dir, args),
        Command::Extract {
            incident,
            out: folder,
            who,
        } => super::extract::extract(out, dir, incident, folder, who),
        Command::Explain {
            decision,
            incident,
            out: folder,
            who,
        } => super::explain::explain(out, dir, *decision, incident.as_deref(), folder, who),
        Command::Paper(what) => super::paper::run(out, dir, what),
        Command::Recovery(what) => super::recovery::run(out, dir, what),
        Command::Bundle(command) => super::exchange::bundle(out, dir, command),
        Command::Enrol(command) => super::exchange::enrol(out, dir, command),
        Command::Receipt(command) => super::exchange::receipt(out, dir, command),
        Command::Dispose(args) => super::disposal::run(out, dir, args),
        Command::Backup(args) => super::backup::backup(out, dir, args),
        Command::Restore(args) => super::backup::restore(out, dir, args),
        Command::Member { what } => super::member::member(out, dir, what),
        Command::Rules(what) => super::rules::run(out, dir, what),
        Command::Passphrase {
            new_handle,
            passphrase_out,
            who,
        } => super::member::passphrase(out, dir, new_handle.as_deref(), passphrase_out.as_deref(), who),
        Command::RebuildViews { who } => super::views::rebuild(out, dir, who),
        Command::Review(what) => super::review::run(out, dir, what),
        Command::Doctor => doctor(out, dir),
    };
    done.unwrap_or_else(|problem| {
        out.problem(&problem);
        Exit::Failed
    })
}

fn demo(out: Output, dir: &Path, form: &DemoForm, no_window: bool) -> Result<Exit, Problem> {
    let made = app::demo(dir, form, &mut |count| {
        if count % 50 == 0 {
            out.progress(&format!("{count} of {} incidents", form.incidents));
        }
    })?;
    let members: Vec<_> = made
        .members
        .iter()
        .map(|m| json!({ "handle": m.handle, "side": m.side, "role": m.role, "passphrase": m.passphrase.expose() }))
        .collect();
    let vault = dir.display().to_string();
    let json = json!({ "vault": vault, "incidents": made.incidents, "members": members });
    let mut text = format!(
        "Practice vault in {vault}: {}. Invented people only.\n",
        counted(made.incidents, "incident", "incidents")
    );
    for member in &made.members {
        let who = format!("{:?}, {:?}", member.role, member.side).to_lowercase();
        let words = member.passphrase.expose();
        let _written = write!(text, "\n  {:<10} {who:<20} {words}", member.handle);
    }
    text.push_str(&recovery_words(&made));
    out.answer(&json, &text)?;
    Ok(if no_window { Exit::Done } else { Exit::Window })
}

fn init(out: Output, dir: &Path, from: &Path) -> Result<Exit, Problem> {
    let made = app::init(dir, from)?;
    let vault = dir.display().to_string();
    let mut text = format!("Vault in {vault}.");
    let codes: Vec<_> = made
        .invitations
        .iter()
        .map(|(name, code)| {
            let _written = write!(text, "\n  invitation of {name}: {}", code.expose());
            json!({ "name": name, "code": code.expose() })
        })
        .collect();
    let members: Vec<_> = made
        .members
        .iter()
        .map(|m| {
            let _written = write!(text, "\n  {:<12} {}", m.handle, m.passphrase.expose());
            json!({ "handle": m.handle, "side": m.side, "role": m.role, "passphrase": m.passphrase.expose() })
        })
        .collect();
    text.push_str(&recovery_words(&made));
    let recovery: Vec<_> = made
        .recovery
        .iter()
        .map(|r| json!({ "side": r.side, "number": r.number, "code": r.code.expose() }))
        .collect();
    let json = json!({
        "vault": vault,
        "training": made.training,
        "invitations": codes,
        "members": members,
        "recovery": recovery,
    });
    out.answer(&json, &text)?;
    Ok(Exit::Done)
}

/// The recovery codes of a practice vault, a line each.
fn recovery_words(made: &app::Made) -> String {
    made.recovery.iter().fold(String::new(), |mut text, r| {
        let side = format!("{:?}", r.side).to_lowercase();
        let _written = write!(text, "\n  recovery {side} {}: {}", r.number, r.code.expose());
        text
    })
}

fn verify(
    out: Output,
    dir: &Path,
    path: &Path,
    checkpoint: Option<&PathBuf>,
    structure_only: bool,
    who: &Who,
) -> Result<Exit, Problem> {
    if !path.is_dir() {
        must_be_there(path)?;
    }
    let report = if app::is_pack(path) {
        app::verify_pack(path)?
    } else if is_bundle(path) {
        let asked = who.handle.as_ref().map(|_handle| secrets::ask(who)).transpose()?;
        let who = asked.as_ref().map(|(handle, words)| (handle.as_str(), words));
        if is_backup(path) {
            verify_backup(path, who, &mut |_, _| true)?
        } else {
            verify_bundle(dir, path, who, &mut |_, _| true)?
        }
    } else {
        let (handle, passphrase) = secrets::ask(who)?;
        app::verify_vault(
            path,
            &handle,
            &passphrase,
            checkpoint.map(PathBuf::as_path),
            structure_only,
        )?
    };
    let told = |found: &[Found]| -> Vec<_> {
        let one = |f: &Found| json!({ "device": f.device, "seq": f.seq, "page": f.page, "what": f.what });
        found.iter().map(one).collect()
    };
    let mut json = json!({
        "ok": report.ok,
        "entries": report.entries,
        "findings": told(&report.findings),
        "remarks": told(&report.remarks),
    });
    if let (Some(key), Some(fields)) = (&report.key, json.as_object_mut()) {
        fields.insert("key".to_owned(), json!(key));
    }
    let mut text = if report.ok {
        format!("All is well. Checked: {}.", report.counted)
    } else {
        format!(
            "NOT as it was written. Checked: {}. {} findings.",
            report.counted,
            report.findings.len()
        )
    };
    for finding in &report.findings {
        let _written = write!(text, "\n  {}", finding.what);
    }
    for remark in &report.remarks {
        let device = remark.device.as_deref().unwrap_or("?");
        let seq = remark.seq.unwrap_or_default();
        let _written = write!(
            text,
            "\n  To know: entry {seq} of device {device}: {}",
            remark.what
        );
    }
    out.answer(&json, &text)?;
    Ok(if report.ok { Exit::Done } else { Exit::No })
}

fn decide(out: Output, case: Option<&PathBuf>, check: Option<&PathBuf>) -> Result<Exit, Problem> {
    if let Some(folder) = check {
        let checked = crate::app::cases::check_dir(folder)?;
        out.answer(&checked.to_json(), &checked.lines().join("\n"))?;
        return match checked.unread.first() {
            Some(problem) => Err(problem.clone()),
            None if checked.failed() == 0 => Ok(Exit::Done),
            None => Ok(Exit::No),
        };
    }
    let Some(case) = case else {
        return Err(Problem::new(
            "C-403",
            "No case was named",
            "Name a CASE.toml, or a folder with --check",
        ));
    };
    let decided = crate::app::cases::decide_file(case)?;
    // the printed object is JSON with and without --json
    out.answer(&decided, &decided.to_string())?;
    Ok(Exit::Done)
}

fn audit(
    out: Output,
    dir: &Path,
    (month, wanted): (YearMonth, Option<(&str, Option<&Path>)>),
    folder: &Path,
    who: &Who,
) -> Result<Exit, Problem> {
    let wanted = wanted.map(|(name, mapping)| app::national_return(name, mapping));
    let returns: Vec<_> = wanted.transpose()?.into_iter().collect();
    let receiver = returns.first().map(|(name, _)| name.receiver());
    let (handle, passphrase) = secrets::ask(who)?;
    let made = app::audit(dir, month, folder, returns, &handle, &passphrase)?;
    let json = json!({
        "month": month.to_string(),
        "folder": folder.display().to_string(),
        "incidents": made.incidents,
        "files": made.files,
        "manifest": made.manifest,
        "exact_for": receiver,
    });
    let (hidden, exact) = receiver.map_or_else(Default::default, |receiver| {
        (
            " in the month's tables",
            format!(
                "\nThe return beside them is exact, small numbers too: for {receiver}, and not for publication."
            ),
        )
    });
    let text = format!(
        "{}: {} in {}. Small numbers are hidden{hidden}; no names, no free text.{exact}",
        month.words(),
        counted(made.files.len(), "file", "files"),
        folder.display()
    );
    out.answer(&json, &text)?;
    Ok(Exit::Done)
}

fn doctor(out: Output, dir: &Path) -> Result<Exit, Problem> {
    let checks = app::doctor(dir)?;
    let ok = checks.iter().all(|check| check.ok);
    let rows: Vec<_> = checks
        .iter()
        .map(|c| json!({ "what": c.what, "ok": c.ok, "found": c.found, "next": c.next }))
        .collect();
    let lines: Vec<String> = checks
        .iter()
        .map(|c| {
            let mark = if c.ok { "ok  " } else { "LOOK" };
            let next = if c.next.is_empty() {
                String::new()
            } else {
                format!(". {}", c.next)
            };
            format!("{mark} {}: {}{next}", c.what, c.found)
        })
        .collect();
    out.answer(&json!({ "ok": ok, "checks": rows }), &lines.join("\n"))?;
    Ok(if ok { Exit::Done } else { Exit::No })
}
