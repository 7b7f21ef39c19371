//! Checking a paper later: which one of the log it is, when it was made, and who took it.

use std::path::Path;

use crate::app::Secret;
use crate::app::problem::Problem;
use crate::domain::content::{Content, PaperKind, PaperMade, PaperOut, typed_code};
use crate::domain::ids::MemberId;
use crate::domain::incident::fold_shared;
use crate::domain::role::{Compartment, Role};
use crate::domain::time::Moment;
use crate::vault::{Vault, View, file_digest, unlock};

/// The kind of entry that a made paper is.
const KIND: [&str; 1] = ["side.paper"];
/// Longest file that is read: no paper of the program is near it.
const LONGEST: u64 = 64 * 1024 * 1024;

/// What is asked after.
#[derive(Debug, Clone, Copy)]
pub enum Sought<'a> {
    /// A saved PDF or web page.
    File(&'a Path),
    /// The code at the foot of a form.
    Code(&'a str),
}

/// A paper that was found in the log.
#[derive(Debug, Clone)]
pub struct FoundPaper {
    /// The incident's reference.
    pub reference: String,
    /// Which paper.
    pub paper: PaperKind,
    /// How it left.
    pub out: PaperOut,
    /// When its entry was written.
    pub at: Moment,
    /// Who made it, where that is known.
    pub by: Option<String>,
    /// The code at its foot, of a form for a place of safety.
    pub code: Option<String>,
    /// Every word that stood on it, of such a form.
    pub text: Option<String>,
    /// Receipts that name this code: when, and who took it.
    pub given: Vec<(Moment, String)>,
}

/// Looks for a paper among those that the member's side made; `None` where the log has no such paper.
///
/// # Errors
/// When the vault or the file refuses, or the code is none.
pub fn check_paper(
    dir: &Path,
    sought: Sought<'_>,
    handle: &str,
    passphrase: &Secret,
) -> Result<Option<FoundPaper>, Problem> {
    let wanted = digest_of(sought)?;
    let member = unlock(dir, handle, passphrase)?;
    if !matches!(member.role, Role::Officer | Role::Nurse) {
        return Err(Problem::new(
            "A-883",
            "A paper is checked by the side that made it",
            "Ask an officer or a nurse of that side",
        ));
    }
    let vault = Vault::open(dir, &member)?;
    let own_part = member.side.compartment();
    let ring = vault.ring(&member, &[own_part, Compartment::Shared])?;
    let mut each = |_, _| true;
    let shared = View::open(&vault, Compartment::Shared, &ring, &mut each)?;
    let own = View::open(&vault, own_part, &ring, &mut each)?;
    let all = own.of_kinds(&KIND)?;
    let found = all.iter().rev().find_map(|placed| {
        let Content::PaperMade(made) = &placed.content else {
            return None;
        };
        is_it(made, sought, &wanted).then_some((placed, made))
    });
    let Some((placed, made)) = found else {
        return Ok(None);
    };
    let incident = fold_shared(&shared.entries_of(made.incident)?);
    let form = made.form.as_ref();
    let given = incident.as_ref().zip(form).map(|(incident, form)| {
        let all = incident.s136.given.iter();
        all.filter(|given| given.fingerprint == form.code)
            .map(|given| (given.at, given.to.clone()))
            .collect()
    });
    Ok(Some(FoundPaper {
        reference: incident.map(|incident| incident.reference).unwrap_or_default(),
        paper: made.paper,
        out: made.out,
        at: placed.at,
        by: placed.author.and_then(|author| name_of(&vault, author)),
        code: form.map(|form| form.code.clone()),
        text: form.map(|form| form.text.clone()),
        given: given.unwrap_or_default(),
    }))
}

/// The SHA-256 that is looked for.
fn digest_of(sought: Sought<'_>) -> Result<String, Problem> {
    match sought {
        Sought::Code(typed) => typed_code(typed).ok_or_else(|| {
            Problem::new(
                "A-884",
                "That is no code of a form",
                "Type all of it as it stands at the foot: eight groups of eight digits and letters a to f",
            )
        }),
        Sought::File(path) => {
            let refused = |why: std::io::Error| {
                Problem::new(
                    "A-885",
                    format!("The paper could not be read: {why}"),
                    "Check its name, or type the code at its foot instead",
                )
            };
            if std::fs::metadata(path).map_err(refused)?.len() > LONGEST {
                return Err(refused(std::io::ErrorKind::FileTooLarge.into()));
            }
            Ok(file_digest(&std::fs::read(path).map_err(refused)?))
        }
    }
}

fn is_it(made: &PaperMade, sought: Sought<'_>, wanted: &str) -> bool {
    let form = made.form.as_ref();
    match sought {
        Sought::Code(_) => form.is_some_and(|form| form.code == wanted),
        Sought::File(_) => made.pdf == wanted || form.is_some_and(|form| form.web == wanted),
    }
}

fn name_of(vault: &Vault, author: MemberId) -> Option<String> {
    let mut members = vault.members().into_iter();
    members
        .find(|member| member.id == author)
        .map(|member| member.name)
}
