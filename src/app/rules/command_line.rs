//! `tandem rules`: the same acts as in the window.

use std::path::Path;
use std::sync::Arc;

use super::{RuleBook, TableFact, append, log_refusal, proposal, read_file, refusal, refused};
use crate::app::Secret;
use crate::app::clock::{Clock as _, SystemClock};
use crate::app::members::By;
use crate::app::problem::Problem;
use crate::domain::role::Role;
use crate::domain::rules::Rules;
use crate::vault::{Ring, Vault, table_digest, unlock};

/// A table, with the digest that an adoption signs.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The table.
    pub rules: Arc<Rules>,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// What a proposal came to.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// The table's name.
    pub version: String,
    /// SHA-256 of its bytes, hexadecimal: for the other organisation to compare.
    pub sha256: String,
}

/// Checks a file against everything that needs no vault.
///
/// # Errors
/// When it cannot be read, or is refused.
pub fn check_file(file: &Path) -> Result<Shown, Problem> {
    let text = read_file(file)?;
    let rules = Rules::from_toml(&text).map_err(|error| refused(&error))?;
    Ok(shown(Arc::new(rules)))
}

/// The table that the program brings; with a member, the one in force in their log, or the one of that name.
///
/// # Errors
/// When the vault does not open for this person, or there is no table of that name.
pub fn show(dir: &Path, by: Option<By<'_>>, version: Option<&str>) -> Result<Shown, Problem> {
    let book = match by {
        Some((handle, passphrase)) => open(dir, handle, passphrase)?,
        None => RuleBook::new(Arc::new(
            Rules::embedded().map_err(|error| crate::app::command_line::rules_problem(&error))?,
        )),
    };
    let Some(version) = version else {
        return Ok(shown(book.at(SystemClock.now())));
    };
    let found = book.registry().of_version(version);
    found.map(|table| shown(Arc::clone(&table.rules))).ok_or_else(|| {
        Problem::new(
            "C-430",
            format!("There is no rule table {version} here"),
            "`tandem rules list` shows the tables of a log",
        )
    })
}

/// Every table of the log.
///
/// # Errors
/// When the vault does not open for this person.
pub fn list(dir: &Path, (handle, passphrase): By<'_>) -> Result<Vec<TableFact>, Problem> {
    Ok(open(dir, handle, passphrase)?.facts(SystemClock.now()))
}

/// Proposes a table to the other organisation: a file, or without one the table that the program brings. A refusal is
/// written into the log.
///
/// # Errors
/// When this member is no governance lead, the table is refused, or the vault does not open.
pub fn adopt(dir: &Path, (handle, passphrase): By<'_>, file: Option<&Path>) -> Result<Proposed, Problem> {
    let lead = unlock(dir, handle, passphrase)?;
    if lead.role != Role::Governance {
        return Err(Problem::new(
            "A-286",
            "Only a governance lead does this",
            "Ask a governance lead of your organisation",
        ));
    }
    let now = SystemClock.now();
    let mut vault = Vault::open(dir, &lead)?;
    vault.complete_grants(&lead, None, now)?;
    let book = RuleBook::of(&vault)?;
    let text = match file {
        Some(file) => read_file(file)?,
        None => book.shipped().text().to_owned(),
    };
    let rules = match book.candidate(&text, now) {
        Ok(rules) => rules,
        Err(error) => {
            log_refusal(&mut vault, &lead, &refusal(&text, &error, now), now)?;
            return Err(refused(&error));
        }
    };
    append(&mut vault, &lead, &Ring::empty(), &proposal(&rules), now)?;
    Ok(Proposed {
        sha256: table_digest(rules.text()),
        version: rules.version,
    })
}

fn open(dir: &Path, handle: &str, passphrase: &Secret) -> Result<RuleBook, Problem> {
    let member = unlock(dir, handle, passphrase)?;
    RuleBook::of(&Vault::open_to_read(dir, &member)?)
}

fn shown(rules: Arc<Rules>) -> Shown {
    Shown {
        sha256: table_digest(rules.text()),
        rules,
    }
}
