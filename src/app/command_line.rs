//! What the command line asks for, done by the same use cases as the window's.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::api::{Done, Event, Request};
use super::clock::{Clock, SystemClock};
use super::counted::{counted, entries};
use super::engine::{Config, Engine};
use super::problem::Problem;
use super::worker::{Backend as _, Inline};
use super::{KdfCost, Secret};
use crate::app::api::ReturnName;
use crate::audit;
use crate::domain::role::{Role, Side};
use crate::domain::rules::Rules;
use crate::domain::time::YearMonth;
use crate::vault::{self, unlock};

pub use super::demo::{DemoForm, demo};
pub use super::init::init;

/// A member whose secrets were made here: practice and set-up without the window only.
#[derive(Debug)]
pub struct MadeMember {
    /// What they type to sign in.
    pub handle: String,
    /// Their side.
    pub side: Side,
    /// Their role.
    pub role: Role,
    /// Five words.
    pub passphrase: Secret,
}

/// A vault that was made here.
#[derive(Debug)]
pub struct Made {
    /// A practice vault.
    pub training: bool,
    /// How many incidents it has.
    pub incidents: u32,
    /// Members who joined.
    pub members: Vec<MadeMember>,
    /// Invitations that are still to be opened: name and one-time code.
    pub invitations: Vec<(String, Secret)>,
    /// Recovery codes of a practice vault; a live set-up shows each to its holder only.
    pub recovery: Vec<MadeRecovery>,
}

/// A recovery code that was made here: practice only.
#[derive(Debug)]
pub struct MadeRecovery {
    /// Whose.
    pub side: Side,
    /// 1 or 2.
    pub number: u8,
    /// The code.
    pub code: Secret,
}

/// One thing that verification found.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// The device whose series it is in.
    pub device: Option<String>,
    /// The entry's place in that series.
    pub seq: Option<u64>,
    /// The damaged database page.
    pub page: Option<u64>,
    /// What is wrong, in a sentence.
    pub what: String,
}

/// What verification says.
#[derive(Debug, Clone)]
pub struct Checked {
    /// All is as it was written.
    pub ok: bool,
    /// How many entries stand in the log, or stood when the pack was made.
    pub entries: u64,
    /// What was checked, in words.
    pub counted: String,
    /// What is wrong.
    pub findings: Vec<Found>,
    /// What is worth knowing and not wrong: an entry that came late, or that another device's overtook.
    pub remarks: Vec<Found>,
    /// The key that signed a pack, as a C2SP verifier key: compare it with the one you were given.
    pub key: Option<String>,
}

impl Checked {
    /// What is said of one file: how many entries it holds and what was looked at; or why it does not hold, which is a
    /// finding.
    pub(super) fn of_file(looked: Result<(u64, String), (&str, String)>) -> Self {
        let found = |what| Found {
            device: None,
            seq: None,
            page: None,
            what,
        };
        let ok = looked.is_ok();
        let (entries, counted, wrong) = match looked {
            Ok((entries, counted)) => (entries, counted, None),
            Err((kind, wrong)) => (0, kind.to_owned(), Some(wrong)),
        };
        Self {
            ok,
            entries,
            counted,
            key: None,
            remarks: Vec::new(),
            findings: wrong.into_iter().map(found).collect(),
        }
    }
}

/// Signs a supervisor or governance lead in, in a program of its own.
///
/// # Errors
/// When the vault, the handle or the passphrase refuses.
pub(super) fn office(dir: &Path, handle: &str, passphrase: &Secret) -> Result<Inline, Problem> {
    let mut desk = Inline::new(engine(dir, Arc::new(SystemClock))?);
    let passphrase = Secret::new(passphrase.expose().to_owned());
    ask(
        &mut desk,
        Request::SignInOffice {
            handle: handle.to_owned(),
            passphrase,
        },
    )?;
    Ok(desk)
}

/// Whether a folder is an audit pack.
pub fn is_pack(folder: &Path) -> bool {
    audit::is_pack(folder)
}

/// Checks an audit pack; needs no passphrase.
///
/// # Errors
/// When the folder cannot be read.
pub fn verify_pack(folder: &Path) -> Result<Checked, Problem> {
    let report = audit::check(folder)?;
    let found = |finding: &audit::Finding| Found {
        device: None,
        seq: None,
        page: None,
        what: format!("{}: {}", finding.file, finding.what),
    };
    Ok(Checked {
        ok: report.ok,
        entries: report.entries,
        counted: format!(
            "{} files of an {}. They were signed by {}: good only if this is the key that you were given",
            report.files,
            if report.is_extract {
                "extract; its entries, their signatures and proofs are checked by tandem-verify"
            } else if report.is_logging {
                "log for the Commissioner (Data Protection Act 2018, section 62)"
            } else {
                "audit pack"
            },
            report.verifier_key
        ),
        key: Some(report.verifier_key.clone()),
        findings: report.findings.iter().map(found).collect(),
        remarks: Vec::new(),
    })
}

/// Checks a vault folder: every page, header, root, signature and body hash; `structure_only` leaves out the signatures
/// of content. Writes nothing; works while the window holds the vault.
///
/// # Errors
/// When the vault cannot be opened by this person. Damage is not an error: it is a finding.
pub fn verify_vault(
    dir: &Path,
    handle: &str,
    passphrase: &Secret,
    checkpoint: Option<&Path>,
    structure_only: bool,
) -> Result<Checked, Problem> {
    let member = unlock(dir, handle, passphrase)?;
    let note = checkpoint.map(read_text).transpose()?;
    let verify = if structure_only {
        vault::verify_structure
    } else {
        vault::verify_folder
    };
    let mut report = verify(dir, &member, note.as_deref(), &mut |_, _| true)?;
    report
        .findings
        .dedup_by(|a, b| (a.device, a.seq, a.page, &a.what) == (b.device, b.seq, b.page, &b.what));
    let found = |f: &vault::Finding| Found {
        device: f.device.map(|device| device.hex()),
        seq: f.seq,
        page: f.page,
        what: f.what.clone(),
    };
    Ok(Checked {
        ok: report.ok,
        entries: report.entries,
        counted: if structure_only {
            format!(
                "{}, without the signatures of what people wrote: this finds damage, not forgery",
                entries(report.entries)
            )
        } else {
            entries(report.entries)
        },
        key: None,
        findings: report.findings.iter().map(found).collect(),
        remarks: report.remarks.iter().map(found).collect(),
    })
}

/// What an audit wrote.
#[derive(Debug, Clone)]
pub struct Audited {
    /// How many incidents were opened in the month, after disclosure control.
    pub incidents: String,
    /// The files.
    pub files: Vec<String>,
    /// SHA-256 of the manifest.
    pub manifest: String,
}

/// Writes the month's audit by the same use case as the window's export.
///
/// # Errors
/// When the vault, the month, a mapping or the folder refuses.
pub fn audit(
    dir: &Path,
    month: YearMonth,
    folder: &Path,
    returns: Vec<(ReturnName, String)>,
    handle: &str,
    passphrase: &Secret,
) -> Result<Audited, Problem> {
    let mut desk = office(dir, handle, passphrase)?;
    ask(&mut desk, Request::ShowMonth(month))?;
    ask(
        &mut desk,
        Request::ExportReturns(month, folder.to_owned(), returns),
    )?;
    let written = desk.engine().exported().cloned();
    let (files, manifest) = written
        .map(|written| (written.files, written.manifest))
        .unwrap_or_default();
    let page = desk.engine().month(month)?;
    let incidents = crate::domain::disclosure_control::Cell::of(page.opened()).to_string();
    Ok(Audited {
        incidents,
        files,
        manifest,
    })
}

/// A return by the name on the command line, with the mapping from a file, or the one that the program brings.
///
/// # Errors
/// When there is no such return, or the file cannot be read.
pub fn national_return(name: &str, mapping: Option<&Path>) -> Result<(ReturnName, String), Problem> {
    let known = ReturnName::ALL.into_iter().find(|known| known.name() == name);
    let known = known.ok_or_else(|| {
        let names = ReturnName::ALL.map(ReturnName::name).join(", ");
        Problem::new(
            "A-752",
            format!("There is no return called \"{name}\""),
            format!("Choose one of {names}"),
        )
    })?;
    let Some(file) = mapping else {
        return Ok((known, known.mapping().to_owned()));
    };
    let text = std::fs::read_to_string(file).map_err(|why| {
        Problem::new(
            "A-753",
            format!("The mapping {} cannot be read: {why}", file.display()),
            "Check the file, or leave --mapping out for the one that Tandem brings",
        )
    })?;
    Ok((known, text))
}

/// One line of the doctor.
#[derive(Debug, Clone)]
pub struct Check {
    /// What was looked at.
    pub what: &'static str,
    /// It is as it should be.
    pub ok: bool,
    /// What was found.
    pub found: String,
    /// What to do.
    pub next: String,
}

/// Looks at the vault's folder and the machine without a secret.
///
/// # Errors
/// When the folder exists and cannot be read.
pub fn doctor(dir: &Path) -> Result<Vec<Check>, Problem> {
    let rules = Rules::embedded().map_err(|error| rules_problem(&error))?;
    let mut checks = vec![
        good("program", format!("Tandem {}", env!("CARGO_PKG_VERSION"))),
        good(
            "rule table",
            format!("{}, law as at {}", rules.version, rules.as_at()),
        ),
        good("vault folder", dir.display().to_string()),
    ];
    if !vault::exists(dir) {
        checks.push(Check {
            what: "vault",
            ok: true,
            found: "none here yet".to_owned(),
            next: "Start tandem without a command: set-up begins".to_owned(),
        });
        return Ok(checks);
    }
    let seen = vault::inspect(dir)?;
    checks.push(good("format", format!("version {}", seen.version)));
    checks.push(good(
        "kind",
        if seen.training {
            "practice, invented people"
        } else {
            "live"
        }
        .to_owned(),
    ));
    let holder = seen.holder.clone().unwrap_or_else(|| "nobody".to_owned());
    checks.push(good("open in", holder));
    checks.push(Check {
        what: "people",
        ok: seen.members > 0,
        found: format!(
            "{} can sign in, {}",
            seen.members,
            counted(seen.invitations, "invitation waits", "invitations wait")
        ),
        next: if seen.members > 0 {
            String::new()
        } else {
            "Open an invitation in the window".to_owned()
        },
    });
    checks.push(writable(dir));
    Ok(checks)
}

/// Whether the folder can be written, tried by opening a file of our own.
fn writable(dir: &Path) -> Check {
    let probe = dir.join("lock");
    let opened = std::fs::OpenOptions::new().append(true).create(true).open(probe);
    match opened {
        Ok(_) => good("folder", "can be written".to_owned()),
        Err(error) => Check {
            what: "folder",
            ok: false,
            found: format!("cannot be written: {error}"),
            next: "Check that the folder belongs to you and is not read-only".to_owned(),
        },
    }
}

fn good(what: &'static str, found: String) -> Check {
    Check {
        what,
        ok: true,
        found,
        next: String::new(),
    }
}

/// An engine on a folder, with the embedded rules.
///
/// # Errors
/// When the embedded rule table does not read, which a test excludes.
pub fn engine(dir: &Path, clock: Arc<dyn Clock>) -> Result<Engine, Problem> {
    engine_at_cost(dir, clock, None)
}

/// The same with another cost of new passphrase slots.
///
/// # Errors
/// As [`engine`].
pub fn engine_at_cost(
    dir: &Path,
    clock: Arc<dyn Clock>,
    cost: impl Into<Option<KdfCost>>,
) -> Result<Engine, Problem> {
    let rules = Rules::embedded().map_err(|error| rules_problem(&error))?;
    Ok(Engine::new(Config {
        dir: dir.to_owned(),
        clock,
        rules: Arc::new(rules),
        cost: cost.into(),
    }))
}

pub(super) fn rules_problem(error: &crate::domain::rules::RulesError) -> Problem {
    Problem::new("C-404", error.to_string(), "Install Tandem again")
}

/// Asks once and waits for the answer.
///
/// # Errors
/// When the engine refuses.
pub fn ask(desk: &mut Inline, request: Request) -> Result<Done, Problem> {
    let ticket = desk.send(request);
    let mut answer = Err(Problem::new("C-405", "There was no answer", "Try again"));
    while let Some(event) = desk.poll() {
        match event {
            Event::Done(of, done) if of == ticket => answer = Ok(done),
            Event::Failed(of, problem) if of == ticket => answer = Err(problem),
            Event::Done(..) | Event::Failed(..) | Event::State(_) | Event::Progress(..) => {}
        }
    }
    answer
}

pub(super) fn read_text(file: &Path) -> Result<String, Problem> {
    std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))
}

pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(
        "C-406",
        format!("{} could not be read: {error}", path.display()),
        "Check the path and try again",
    )
}

/// Whether the folder holds a practice vault, as far as can be seen without a secret.
pub fn is_training(dir: &Path) -> bool {
    vault::inspect(dir).is_ok_and(|seen| seen.training)
}
