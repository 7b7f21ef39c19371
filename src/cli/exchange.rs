//! `tandem bundle`, `tandem enrol` and `tandem receipt`: how devices of one log meet, and what shows that nothing is gone.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::json;

use super::args::Who;
use super::output::Output;
use super::run::Exit;
use super::secrets;
use crate::app::counted::{counted, entries};
use crate::app::exchange as app;
use crate::app::problem::Problem;
use crate::domain::ids::DeviceId;

/// `tandem bundle`.
#[derive(Debug, Subcommand)]
pub enum Bundle {
    /// Write the entries of this vault into one sealed file.
    Write {
        /// The file.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Leave out what this device is known to have.
        #[arg(long = "since", value_name = "DEVICE")]
        since: Option<String>,
        /// Who opens the vault.
        #[command(flatten)]
        who: Who,
    },
    /// Take such a file in: all of it, checked, or nothing.
    Admit {
        /// The file.
        file: PathBuf,
        /// Who opens the vault.
        #[command(flatten)]
        who: Who,
    },
}

/// `tandem enrol`.
#[derive(Debug, Subcommand)]
pub enum Enrol {
    /// On the new device: make its keys in a new folder (--vault) and a request.
    Request {
        /// What people will call the device, for example TR-08.
        #[arg(long)]
        name: String,
        /// The request.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Drop an earlier request of this folder: its answer will open nothing.
        #[arg(long)]
        again: bool,
    },
    /// On a device that is there: a governance lead enrols the new one and writes the answer.
    Accept {
        /// The request.
        #[arg(long, value_name = "FILE")]
        request: PathBuf,
        /// The code that the new device shows.
        #[arg(long, value_name = "CODE")]
        code: String,
        /// The answer. Only the new device can open it.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The governance lead.
        #[command(flatten)]
        who: Who,
    },
    /// On the new device: take the answer in.
    Finish {
        /// The answer.
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
        /// The code that the other device shows.
        #[arg(long, value_name = "CODE")]
        code: String,
    },
    /// Make a folder that was put back from a copy a new device of its own.
    Renew {
        /// What people will call it; the present name with a number when it is left out.
        #[arg(long)]
        name: Option<String>,
        /// It is a copy of a folder that goes on being used, though nothing in it shows that yet.
        #[arg(long)]
        copy: bool,
        /// The governance lead.
        #[command(flatten)]
        who: Who,
    },
    /// Take a lost device out of the log.
    Revoke {
        /// Its name or identifier.
        #[arg(long, value_name = "DEVICE")]
        device: String,
        /// The governance lead.
        #[command(flatten)]
        who: Who,
    },
    /// The devices of the log.
    List {
        /// Who opens the vault.
        #[command(flatten)]
        who: Who,
    },
}

/// `tandem receipt`.
#[derive(Debug, Subcommand)]
pub enum Receipt {
    /// Print the receipt of this device's log.
    Make {
        /// Also write the signed checkpoint that belongs to it, for `tandem verify --checkpoint`.
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
        /// Who opens the vault.
        #[command(flatten)]
        who: Who,
    },
    /// Compare a receipt with the log.
    Check {
        /// How many entries stand on the receipt.
        #[arg(long, value_name = "N")]
        size: u64,
        /// The twenty characters on it.
        #[arg(long, value_name = "CODE")]
        code: String,
        /// The device on it; without it, this one or whichever the receipt fits.
        #[arg(long, value_name = "DEVICE")]
        device: Option<String>,
        /// Who opens the vault.
        #[command(flatten)]
        who: Who,
    },
}

/// Tells how far it is, every 20,000 entries.
fn tell(out: Output) -> impl FnMut(u64, u64) -> bool {
    let mut told = 0;
    move |done, of| {
        if done.saturating_sub(told) >= 20_000 {
            told = done;
            out.progress(&format!("{done} of {of} entries"));
        }
        true
    }
}

pub(super) fn bundle(out: Output, dir: &Path, command: &Bundle) -> Result<Exit, Problem> {
    match command {
        Bundle::Write {
            out: file,
            since,
            who,
        } => {
            let (handle, passphrase) = secrets::ask(who)?;
            let who = (handle.as_str(), &passphrase);
            let made = app::write_bundle(dir, file, since.as_deref(), who, &mut tell(out))?;
            let json = json!({ "file": file.display().to_string(), "entries": made.entries, "devices": made.devices });
            let text = format!(
                "{}: {} of {}, sealed. Only members of this log can open it.",
                file.display(),
                entries(made.entries),
                counted(made.devices, "device", "devices")
            );
            out.answer(&json, &text)?;
            Ok(Exit::Done)
        }
        Bundle::Admit { file, who } => {
            let (handle, passphrase) = secrets::ask(who)?;
            let who = (handle.as_str(), &passphrase);
            let came = app::admit_bundle(dir, file, who, &mut tell(out))?;
            admitted(out, &came)
        }
    }
}

fn admitted(out: Output, came: &app::Admitted) -> Result<Exit, Problem> {
    let forks: Vec<String> = came.forks.iter().map(DeviceId::hex).collect();
    let json = json!({
        "new": came.new, "known": came.known, "waiting": came.waiting,
        "forks": forks, "superseded": came.superseded, "passphrases": came.passphrases,
    });
    let mut text = format!(
        "{} new, {} here.",
        counted(came.new, "entry is", "entries are"),
        counted(came.known, "was", "were")
    );
    if came.waiting > 0 {
        let _written = write!(
            text,
            " {} for others that are missing: ask for a bundle without --since.",
            counted(came.waiting, "waits", "wait")
        );
    }
    if came.passphrases > 0 {
        text.push_str(&changed_elsewhere(came.passphrases));
    }
    for device in &forks {
        let _written = write!(
            text,
            "\nDevice {device} wrote its history twice. Both are kept, nothing more of it is taken in; see `tandem verify`."
        );
    }
    if came.superseded {
        text.push_str(
            "\nOthers have seen more of this device than is here: this folder is an older copy of it. It can be read; to write \
             again, a governance lead makes it a new device with `tandem enrol renew`.",
        );
    }
    out.answer(&json, &text)?;
    Ok(if forks.is_empty() && !came.superseded {
        Exit::Done
    } else {
        Exit::No
    })
}

fn changed_elsewhere(passphrases: u64) -> String {
    if passphrases == 1 {
        return "\n1 passphrase was changed on another device: the new one counts here now, the one before no more."
            .to_owned();
    }
    format!(
        "\n{passphrases} passphrases were changed on another device: the new ones count here now, the ones before no more."
    )
}

pub(super) fn enrol(out: Output, dir: &Path, command: &Enrol) -> Result<Exit, Problem> {
    match command {
        Enrol::Request {
            name,
            out: file,
            again,
        } => {
            let code = app::request_enrolment(dir, name, file, *again)?;
            let json = json!({ "request": file.display().to_string(), "code": code });
            let text = format!(
                "Carry {} to a governance lead's device. The code to compare there:\n  {code}",
                file.display()
            );
            out.answer(&json, &text)?;
        }
        Enrol::Accept {
            request,
            code,
            out: file,
            who,
        } => {
            let (handle, passphrase) = secrets::ask(who)?;
            let who = (handle.as_str(), &passphrase);
            let answer = app::accept_enrolment(dir, (request, code), file, who, &mut tell(out))?;
            let json = json!({
                "answer": file.display().to_string(), "entries": answer.entries, "code": answer.code,
            });
            let text = format!(
                "Carry {} back: {}, sealed to the new device. The code to compare there:\n  {}",
                file.display(),
                entries(answer.entries),
                answer.code
            );
            out.answer(&json, &text)?;
        }
        Enrol::Finish { from, code } => {
            let came = app::finish_enrolment(dir, from, code, &mut tell(out))?;
            let json = json!({ "vault": dir.display().to_string(), "entries": came });
            out.answer(
                &json,
                &format!("This device is part of the log: {}, all checked.", entries(came)),
            )?;
        }
        Enrol::Renew { name, copy, who } => {
            let (handle, passphrase) = secrets::ask(who)?;
            let who = (handle.as_str(), &passphrase);
            let (device, name) = app::renew_device(dir, name.as_deref(), *copy, who)?;
            let device = device.hex();
            let text = format!("This folder is now the device {name} ({device}) and may be written.");
            out.answer(&json!({ "device": device, "name": name }), &text)?;
        }
        Enrol::Revoke { device, who } => {
            let (handle, passphrase) = secrets::ask(who)?;
            let revoked = app::revoke_device(dir, device, (handle.as_str(), &passphrase))?.hex();
            let text = format!(
                "{device} may write no longer. What it wrote before it learns this is kept and marked; keys that were open on \
                 it are changed with `tandem member rotate`."
            );
            out.answer(&json!({ "device": revoked }), &text)?;
        }
        Enrol::List { who } => return list(out, dir, who),
    }
    Ok(Exit::Done)
}

fn list(out: Output, dir: &Path, who: &Who) -> Result<Exit, Problem> {
    let (handle, passphrase) = secrets::ask(who)?;
    let devices = app::devices(dir, (handle.as_str(), &passphrase))?;
    let rows: Vec<_> = devices
        .iter()
        .map(|d| {
            json!({
                "device": d.id.hex(), "name": d.name, "entries": d.entries, "this": d.this,
                "revoked": d.revoked, "forked": d.forked,
            })
        })
        .collect();
    let lines: Vec<String> = devices
        .iter()
        .map(|d| {
            let marks = [
                (d.this, ", this one"),
                (d.revoked, ", revoked"),
                (d.forked, ", WROTE ITS HISTORY TWICE"),
            ];
            let marks: String = marks
                .iter()
                .filter(|(is, _)| *is)
                .map(|(_, mark)| *mark)
                .collect();
            format!("{:<12} {}  {}{marks}", d.name, d.id.hex(), entries(d.entries))
        })
        .collect();
    out.answer(&json!({ "devices": rows }), &lines.join("\n"))?;
    Ok(Exit::Done)
}

pub(super) fn receipt(out: Output, dir: &Path, command: &Receipt) -> Result<Exit, Problem> {
    match command {
        Receipt::Make { checkpoint, who } => {
            let (handle, passphrase) = secrets::ask(who)?;
            let (made, note) = app::make_receipt(dir, (handle.as_str(), &passphrase))?;
            if let Some(file) = checkpoint {
                app::write_text(file, &note)?;
            }
            let json =
                json!({ "device": made.device, "size": made.size, "code": made.code, "text": made.text });
            out.answer(&json, made.text.trim_end())?;
            Ok(Exit::Done)
        }
        Receipt::Check {
            size,
            code,
            device,
            who,
        } => {
            let (handle, passphrase) = secrets::ask(who)?;
            let receipt = (device.as_deref(), *size, code.as_str());
            let answer = app::check_receipt(dir, receipt, (handle.as_str(), &passphrase))?;
            let (holds, text) = match answer {
                app::ReceiptAnswer::Holds => (true, "The log still begins with these entries.".to_owned()),
                app::ReceiptAnswer::Differs => (
                    false,
                    "NOT the same: the log has other entries in these places.".to_owned(),
                ),
                app::ReceiptAnswer::Shorter(here) => (
                    false,
                    format!(
                        "Entries are MISSING: the receipt covers {size}, {} here. This may be an older copy.",
                        counted(here, "is", "are")
                    ),
                ),
            };
            out.answer(&json!({ "ok": holds, "what": text }), &text)?;
            Ok(if holds { Exit::Done } else { Exit::No })
        }
    }
}
