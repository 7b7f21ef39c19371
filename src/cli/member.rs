//! `tandem member …` and `tandem passphrase`: members, their keys, and one's own passphrase.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::json;

use super::args::Who;
use super::output::Output;
use super::run::Exit;
use super::secrets;
use crate::app::Secret;
use crate::app::members as app;
use crate::app::problem::Problem;
use crate::domain::content::Standing;
use crate::domain::role::Role;

/// What to do with members.
#[derive(Debug, Subcommand)]
pub enum MemberCommand {
    /// Everybody, what waits for the other organisation, and the keys.
    List {
        /// Who opens it.
        #[command(flatten)]
        who: Who,
    },
    /// Invite a person to your own organisation; prints the one-time code once.
    Invite {
        /// officer, nurse, supervisor or governance.
        #[arg(long, value_parser = role)]
        role: Role,
        /// As colleagues see them, for example "PC 4411 Hughes".
        #[arg(long)]
        name: String,
        /// Who invites.
        #[command(flatten)]
        who: Who,
    },
    /// Accept an invitation at your own terminal: makes your passphrase, shows it once, has it typed back.
    Join {
        /// What you will type to sign in, for example your collar number.
        #[arg(long)]
        handle: String,
        /// A file whose first line is the one-time code; without it, a prompt.
        #[arg(long, value_name = "FILE")]
        code_file: Option<PathBuf>,
        /// Write the passphrase into this new file instead of showing it.
        #[arg(long, value_name = "FILE")]
        passphrase_out: Option<PathBuf>,
    },
    /// Suspend a member: no signing in, no writing, new keys for what they could read.
    Suspend(Change),
    /// Take a suspended member back.
    Reactivate(Change),
    /// Remove a member for good: new keys for what they could read. What they copied stays copied.
    Remove(Change),
    /// Invite a member anew who forgot their passphrase; prints the one-time code once.
    Reinvite(Change),
    /// Confirm what the other organisation began: one entry as `list` names it, or all of it.
    Confirm {
        /// For example 1f2e3d4c/57; without it, everything that waits for your organisation but disposals.
        #[arg(value_name = "ENTRY")]
        entry: Option<String>,
        /// Who confirms.
        #[command(flatten)]
        who: Who,
    },
    /// Renew the keys of your own and the common compartments.
    Rotate {
        /// Also the key of the log itself: log.db is written anew.
        #[arg(long)]
        log_key: bool,
        /// Who renews them.
        #[command(flatten)]
        who: Who,
    },
}

/// One member, and who changes them.
#[derive(Debug, clap::Args)]
pub struct Change {
    /// Name or identifier, as `tandem member list` shows them.
    #[arg(value_name = "MEMBER")]
    member: String,
    /// Who does it.
    #[command(flatten)]
    who: Who,
}

fn role(text: &str) -> Result<Role, String> {
    match text {
        "officer" => Ok(Role::Officer),
        "nurse" => Ok(Role::Nurse),
        "supervisor" => Ok(Role::Supervisor),
        "governance" => Ok(Role::Governance),
        _ => Err("the roles are officer, nurse, supervisor and governance".to_owned()),
    }
}

/// Carries one of them out.
pub(super) fn member(out: Output, dir: &Path, command: &MemberCommand) -> Result<Exit, Problem> {
    match command {
        MemberCommand::List { who } => list(out, dir, who),
        MemberCommand::Invite { role, name, who } => {
            let (handle, passphrase) = secrets::ask(who)?;
            let code = app::invite(dir, (&handle, &passphrase), *role, name)?;
            tell_code(out, name, &code)
        }
        MemberCommand::Join {
            handle,
            code_file,
            passphrase_out,
        } => join(out, dir, handle, code_file.as_deref(), passphrase_out.as_deref()),
        MemberCommand::Suspend(change) => alter(out, dir, change, Standing::Suspended),
        MemberCommand::Reactivate(change) => alter(out, dir, change, Standing::Active),
        MemberCommand::Remove(change) => alter(out, dir, change, Standing::Removed),
        MemberCommand::Reinvite(change) => {
            let (handle, passphrase) = secrets::ask(&change.who)?;
            let (member, code) = app::reinvite(dir, (&handle, &passphrase), &change.member)?;
            tell_code(out, &member.name, &code)
        }
        MemberCommand::Confirm { entry, who } => confirm(out, dir, entry.as_deref(), who),
        MemberCommand::Rotate { log_key, who } => rotate(out, dir, *log_key, who),
    }
}

fn tell_code(out: Output, name: &str, code: &Secret) -> Result<Exit, Problem> {
    let json = json!({ "name": name, "code": code.expose() });
    let text = format!(
        "Invitation of {name}: {}\nHand the code over in person. It works once, for 14 days.",
        code.expose()
    );
    out.answer(&json, &text)?;
    Ok(Exit::Done)
}

fn list(out: Output, dir: &Path, who: &Who) -> Result<Exit, Problem> {
    let (handle, passphrase) = secrets::ask(who)?;
    let people = app::list(dir, (&handle, &passphrase))?;
    let mut text = String::new();
    let mut members = Vec::new();
    for m in &people.members {
        let state = match (m.standing, m.joined, m.invited_until) {
            (Standing::Suspended, ..) => "suspended",
            (Standing::Removed, ..) => "removed",
            (Standing::Active, _, Some(_)) => "invited",
            (Standing::Active, true, None) => "active",
            (Standing::Active, false, None) => "invitation lapsed",
        };
        let id = app::id_of(m.id);
        let short: String = id.chars().take(8).collect();
        let kind = format!("{:?}, {:?}", m.role, m.side).to_lowercase();
        let _written = writeln!(text, "{short}  {state:<18} {kind:<20} {}", m.name);
        members.push(
            json!({ "member": id, "name": m.name, "side": m.side, "role": m.role, "joined": m.joined,
            "standing": m.standing, "state": state }),
        );
    }
    let waiting: Vec<_> = people
        .waiting
        .iter()
        .map(|w| {
            let (entry, what) = (app::name_of(w.entry), app::words_of(&w.what));
            let force = if w.in_force { ", in use already" } else { "" };
            let _written = writeln!(
                text,
                "waits for the {:?} lead: {entry} {what}{force}",
                w.side.other()
            );
            json!({ "entry": entry, "what": what, "begun_by": w.side, "in_force": w.in_force })
        })
        .collect();
    let epochs: Vec<_> = people
        .epochs
        .iter()
        .map(|e| json!({ "compartment": e.compartment, "epoch": e.epoch, "made": e.made, "in_force": e.in_force }))
        .collect();
    for compartment in &people.due {
        let _written = writeln!(
            text,
            "the keys of {} are over a year old: renew them with `tandem member rotate`",
            compartment.name()
        );
    }
    for side in &people.leaderless {
        let side = format!("{side:?}").to_lowercase();
        let _written = writeln!(
            text,
            "{side} has no governance lead left: the holders of its two recovery codes let one in with `tandem recovery restore`"
        );
    }
    text.push_str(
        "Commands name a member by the eight digits in front, or by name. Handles are not in the log: they are known to whoever \
         chose them.\n",
    );
    let json = json!({ "members": members, "waiting": waiting, "epochs": epochs, "due": people.due,
        "leaderless": people.leaderless });
    out.answer(&json, text.trim_end())?;
    Ok(Exit::Done)
}

fn alter(out: Output, dir: &Path, change: &Change, standing: Standing) -> Result<Exit, Problem> {
    let (handle, passphrase) = secrets::ask(&change.who)?;
    let (member, entries) = app::change(dir, (&handle, &passphrase), &change.member, standing)?;
    let name = &member.name;
    let text = match standing {
        Standing::Active => format!("{name} may sign in again."),
        Standing::Suspended => format!(
            "{name} is suspended. New keys were made for everything they could read; what they copied stays copied."
        ),
        Standing::Removed => format!(
            "{name} is removed. New keys were made for everything they could read; what they copied stays copied."
        ),
    };
    let json =
        json!({ "member": app::id_of(member.id), "name": name, "standing": standing, "entries": entries });
    out.answer(&json, &text)?;
    Ok(Exit::Done)
}

fn confirm(out: Output, dir: &Path, entry: Option<&str>, who: &Who) -> Result<Exit, Problem> {
    let (handle, passphrase) = secrets::ask(who)?;
    let done = app::confirm(dir, (&handle, &passphrase), entry)?;
    let confirmed: Vec<_> = done
        .iter()
        .map(|w| json!({ "entry": app::name_of(w.entry), "what": app::words_of(&w.what) }))
        .collect();
    let mut text = String::new();
    for w in &done {
        let _written = writeln!(text, "confirmed: {}", app::words_of(&w.what));
    }
    if done.is_empty() {
        text.push_str(
            "Nothing was confirmed. `tandem member list` shows what waits; a disposal is confirmed by its own name.",
        );
    }
    out.answer(&json!({ "confirmed": confirmed }), text.trim_end())?;
    Ok(Exit::Done)
}

fn rotate(out: Output, dir: &Path, log_key: bool, who: &Who) -> Result<Exit, Problem> {
    let (handle, passphrase) = secrets::ask(who)?;
    let made = app::rotate(dir, (&handle, &passphrase), log_key)?;
    let mut text = String::new();
    let keys: Vec<_> = made
        .iter()
        .map(|e| {
            let force = if e.in_force {
                "in use"
            } else {
                "used once the other organisation confirms"
            };
            let _written = writeln!(text, "{} number {}: {force}", e.compartment.name(), e.epoch);
            json!({ "compartment": e.compartment, "epoch": e.epoch, "in_force": e.in_force })
        })
        .collect();
    out.answer(&json!({ "keys": keys, "log_key": log_key }), text.trim_end())?;
    Ok(Exit::Done)
}

fn join(
    out: Output,
    dir: &Path,
    handle: &str,
    code_file: Option<&Path>,
    passphrase_out: Option<&Path>,
) -> Result<Exit, Problem> {
    let code = secrets::one("One-time code: ", code_file)?;
    let mut keeper = Keeper::new(passphrase_out);
    let joined = app::join(dir, &code, handle, &mut |words| keeper.keep(words));
    let joined = joined.inspect_err(|_problem| keeper.take_back())?;
    let json = json!({ "name": joined.name, "side": joined.side, "role": joined.role, "handle": handle });
    let text = format!("{} has joined and signs in as {handle}.", joined.name);
    out.answer(&json, &text)?;
    Ok(Exit::Done)
}

/// `tandem passphrase`: a new one for whoever asks.
pub(super) fn passphrase(
    out: Output,
    dir: &Path,
    new_handle: Option<&str>,
    passphrase_out: Option<&Path>,
    who: &Who,
) -> Result<Exit, Problem> {
    let (handle, old) = secrets::ask(who)?;
    let mut keeper = Keeper::new(passphrase_out);
    let done = app::new_passphrase(dir, (&handle, &old), new_handle, &mut |words| keeper.keep(words));
    done.inspect_err(|_problem| keeper.take_back())?;
    let handle = new_handle.unwrap_or(&handle);
    let text = "The new passphrase counts from now on. A copy of this vault made before still opens with the old one.";
    out.answer(&json!({ "handle": handle, "changed": true }), text)?;
    Ok(Exit::Done)
}

/// Where a new passphrase goes: shown once and typed back, or into a new file that only its owner reads.
struct Keeper<'a> {
    file: Option<&'a Path>,
    written: bool,
}

impl<'a> Keeper<'a> {
    fn new(file: Option<&'a Path>) -> Self {
        Self { file, written: false }
    }

    #[expect(clippy::print_stderr, reason = "the command line's word to a person")]
    fn keep(&mut self, words: &Secret) -> Result<(), Problem> {
        if let Some(file) = self.file {
            write_new(file, words).map_err(|error| {
                Problem::new(
                    "C-409",
                    format!("{} could not be written: {error}", file.display()),
                    "Name a file that does not exist yet, in a folder that you may write",
                )
            })?;
            self.written = true;
            return Ok(());
        }
        eprintln!(
            "Your passphrase, shown once. Write it down:\n\n  {}\n",
            words.expose()
        );
        let typed = secrets::one("Type it back: ", None)?;
        if typed.has_words_of(words) {
            Ok(())
        } else {
            Err(Problem::new(
                "C-415",
                "Those are not the five words that were shown",
                "Start again; new words will be made",
            ))
        }
    }

    /// Words that never counted are not left behind.
    fn take_back(&self) {
        if let Some(file) = self.file.filter(|_| self.written) {
            // that they open nothing is so either way
            drop(std::fs::remove_file(file));
        }
    }
}

fn write_new(file: &Path, words: &Secret) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut opened = options.open(file)?;
    opened.write_all(words.expose().as_bytes())?;
    opened.write_all(b"\n")?;
    opened.sync_all()
}
