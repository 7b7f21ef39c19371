//! The rule tables of a log: which holds now, which held when, proposing a newer one, refusing a bad one.

mod command_line;
mod print;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use super::problem::Problem;
use crate::domain::content::{Content, RulesAdopted, RulesRefusal, RulesRefused};
use crate::domain::ids::EntryRef;
use crate::domain::role::{Compartment, Side};
use crate::domain::rules::{Registry, Rules, RulesError};
use crate::domain::time::Moment;
use crate::vault::{AdoptedTable, Author, NewEntry, Ring, Unlocked, Vault, new_stream, table_digest};

pub use command_line::{Proposed, Shown, adopt, check_file, list, show};
pub use print::page as html_page;

/// A rule table is a text of at most so many bytes; the one that the program brings has about 60 000.
const LONGEST: u64 = 1024 * 1024;

/// Who adopted a table, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// The lead who proposed it.
    pub by: String,
    /// Whose lead that is.
    pub side: Side,
    /// The lead of the other organisation who approved it.
    pub approved_by: String,
    /// From when it is in force.
    pub since: Moment,
}

/// One table as the rules page and the command line list it.
#[derive(Debug, Clone)]
pub struct TableFact {
    /// The table's name.
    pub version: String,
    /// The day on which it was true.
    pub as_at: NaiveDate,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Who adopted it; `None` for the one that the program brings.
    pub adopted: Option<Adoption>,
    /// It holds now.
    pub in_force: bool,
    /// The table itself; `None` when this program refuses it.
    pub rules: Option<Arc<Rules>>,
    /// Why this program refuses it.
    pub refused: Option<String>,
}

/// The tables of a log, read once and again when the log has adopted more.
#[derive(Debug, Clone)]
pub(super) struct RuleBook {
    shipped: Arc<Rules>,
    /// The entries that were read, so that a new adoption is seen.
    read: Vec<EntryRef>,
    registry: Registry,
    facts: Vec<TableFact>,
}

impl RuleBook {
    /// With the table that the program brings.
    pub(super) fn new(shipped: Arc<Rules>) -> Self {
        Self {
            facts: vec![shipped_fact(&shipped)],
            registry: Registry::new(Arc::clone(&shipped)),
            read: Vec::new(),
            shipped,
        }
    }

    /// Of an open vault.
    pub(super) fn of(vault: &Vault) -> Result<Self, Problem> {
        let shipped = Rules::embedded().map_err(|error| super::command_line::rules_problem(&error))?;
        let mut book = Self::new(Arc::new(shipped));
        book.refresh(Some(vault));
        Ok(book)
    }

    /// Looks whether the log has adopted another table; without a vault only the program's own is known.
    pub(super) fn refresh(&mut self, vault: Option<&Vault>) {
        let adopted = vault.map(Vault::adopted_rules).unwrap_or_default();
        if adopted
            .iter()
            .map(|table| table.entry)
            .eq(self.read.iter().copied())
        {
            return;
        }
        *self = Self::new(Arc::clone(&self.shipped));
        let members = vault.map(Vault::members).unwrap_or_default();
        let name = |id| {
            let found = members.iter().find(|member| Some(member.id) == id);
            found.map(|member| member.name.clone()).unwrap_or_default()
        };
        for table in adopted {
            self.read.push(table.entry);
            let read = read_adopted(table);
            if let Ok(rules) = &read {
                self.registry.adopt(Arc::clone(rules), table.since);
            }
            self.facts.push(TableFact {
                version: table.version.clone(),
                as_at: table.as_at,
                sha256: table.sha256.clone(),
                adopted: Some(Adoption {
                    by: name(Some(table.by)),
                    side: table.side,
                    approved_by: name(table.approved_by),
                    since: table.since,
                }),
                in_force: false,
                refused: read.as_ref().err().map(ToString::to_string),
                rules: read.ok(),
            });
        }
    }

    /// The table in force at a moment.
    pub(super) fn at(&self, now: Moment) -> Arc<Rules> {
        self.registry.in_force_at(now)
    }

    /// The table that the program brings.
    pub(super) fn shipped(&self) -> &Arc<Rules> {
        &self.shipped
    }

    /// Every table by name and time.
    pub(super) fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Every table, the program's first, with the one that holds marked.
    pub(super) fn facts(&self, now: Moment) -> Vec<TableFact> {
        let holds = self.at(now);
        let mut facts = self.facts.clone();
        let same = |fact: &TableFact| {
            fact.rules
                .as_ref()
                .is_some_and(|rules| Arc::ptr_eq(rules, &holds))
        };
        for fact in &mut facts {
            fact.in_force = same(fact);
        }
        facts
    }

    /// Reads a table that somebody wants to adopt.
    ///
    /// # Errors
    /// Why it is refused.
    pub(super) fn candidate(&self, text: &str, now: Moment) -> Result<Rules, RulesError> {
        let rules = Rules::from_toml(text)?;
        self.registry.may_follow(&rules, now)?;
        Ok(rules)
    }

    /// Judges a table that waits for the other organisation: a lead approves nothing that this program refuses.
    pub(super) fn judge(&self, proposed: &RulesAdopted, now: Moment) -> Result<(), RulesError> {
        let rules = self.candidate(&proposed.text, now)?;
        if rules.version == proposed.version && rules.as_at() == proposed.as_at {
            Ok(())
        } else {
            Err(RulesError::Altered)
        }
    }
}

fn shipped_fact(rules: &Arc<Rules>) -> TableFact {
    TableFact {
        version: rules.version.clone(),
        as_at: rules.as_at(),
        sha256: table_digest(rules.text()),
        adopted: None,
        in_force: false,
        rules: Some(Arc::clone(rules)),
        refused: None,
    }
}

/// An adopted table is used only as it was agreed: the digest that was signed, and the name and day of its entry.
fn read_adopted(table: &AdoptedTable) -> Result<Arc<Rules>, RulesError> {
    if table_digest(&table.text) != table.sha256 {
        return Err(RulesError::Altered);
    }
    let rules = Rules::from_toml(&table.text)?;
    if rules.version != table.version || rules.as_at() != table.as_at {
        return Err(RulesError::Altered);
    }
    Ok(Arc::new(rules))
}

/// The entry that proposes a table.
pub(super) fn proposal(rules: &Rules) -> Content {
    Content::RulesAdopted(RulesAdopted {
        version: rules.version.clone(),
        as_at: rules.as_at(),
        sha256: table_digest(rules.text()),
        text: rules.text().to_owned(),
    })
}

/// The entry that says that a table was refused: its digest and why, nothing of its text.
pub(super) fn refusal(text: &str, error: &RulesError, at: Moment) -> Content {
    Content::RulesRefused(RulesRefused {
        sha256: table_digest(text),
        why: match error {
            RulesError::Unreadable(_) => RulesRefusal::Unreadable,
            RulesError::Refused(_) => RulesRefusal::Unsound,
            RulesError::RedLine(_) => RulesRefusal::RedLine,
            RulesError::Older(_) => RulesRefusal::Older,
            RulesError::Altered => RulesRefusal::Altered,
        },
        at,
    })
}

/// The refusal as a person meets it.
pub(super) fn refused(error: &RulesError) -> Problem {
    let code = match error {
        RulesError::Unreadable(_) => "A-400",
        RulesError::Refused(_) => "A-401",
        RulesError::RedLine(_) => "A-402",
        RulesError::Older(_) => "A-403",
        RulesError::Altered => "A-404",
    };
    let (what, next) = error.sentences();
    Problem::new(code, what, next)
}

/// Reads the file of a table.
///
/// # Errors
/// When it cannot be read as text, or is longer than a table may be.
pub(super) fn read_file(file: &Path) -> Result<String, Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::new(
            "A-405",
            format!("{} could not be read: {error}", file.display()),
            "Give the path of a rule table, a TOML file",
        )
    };
    let mut text = String::new();
    let opened = File::open(file).map_err(unreadable)?;
    opened
        .take(LONGEST + 1)
        .read_to_string(&mut text)
        .map_err(unreadable)?;
    if u64::try_from(text.len()).is_ok_and(|length| length <= LONGEST) {
        Ok(text)
    } else {
        Err(Problem::new(
            "A-406",
            format!("{} is longer than a rule table may be (1 MiB)", file.display()),
            "Give the path of a rule table, a TOML file",
        ))
    }
}

/// Writes the refusal into the log, as the lead who tried. What cannot be written is not in the way of the answer.
pub(super) fn log_refusal(
    vault: &mut Vault,
    lead: &Unlocked,
    entry: &Content,
    now: Moment,
) -> Result<(), Problem> {
    let ring = vault.ring(lead, &[Compartment::Oversight])?;
    append(vault, lead, &ring, entry, now)
}

/// Writes one entry as a lead.
pub(super) fn append(
    vault: &mut Vault,
    lead: &Unlocked,
    ring: &Ring,
    entry: &Content,
    now: Moment,
) -> Result<(), Problem> {
    let entry = NewEntry::of(entry, Some(lead.side), new_stream())
        .ok_or_else(|| Problem::new("A-407", "This could not be recorded", "Try again"))?;
    vault.append(Author::Member(lead), ring, now, vec![entry])?;
    Ok(())
}

/// Before a lead approves a proposed table: one that this program refuses is not approved, and the refusal is logged.
pub(super) fn judge_before_confirming(
    vault: &mut Vault,
    lead: &Unlocked,
    entry: EntryRef,
    now: Moment,
) -> Result<(), Problem> {
    let Some(proposed) = vault.proposed_rules(entry) else {
        return Ok(());
    };
    let judged = RuleBook::of(vault)?.judge(&proposed, now);
    judged.or_else(|error| {
        log_refusal(vault, lead, &refusal(&proposed.text, &error, now), now)?;
        Err(refused(&error))
    })
}
