//! Explaining decisions without the window: opens the vault for one member, writes the pages, records each.

use std::path::Path;

use super::source::{Source, Written};
use crate::app::Secret;
use crate::app::clock::{Clock as _, SystemClock};
use crate::app::problem::Problem;
use crate::app::rules::RuleBook;
use crate::domain::content::Content;
use crate::domain::ids::{IncidentId, ItemId, StreamId};
use crate::domain::role::{Compartment, Role};
use crate::vault::{Author, NewEntry, Ring, Unlocked, Vault, View, new_stream, unlock};

/// Which decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which<'a> {
    /// One.
    Decision(ItemId),
    /// Every one of the member's side about the incident with this reference.
    Incident(&'a str),
}

/// Writes the pages into a folder, and an entry for each that says so.
///
/// # Errors
/// When the vault, the decision or the folder refuses. What was written without its entry is taken away again.
pub fn explain_into(
    dir: &Path,
    which: &Which<'_>,
    folder: &Path,
    handle: &str,
    passphrase: &Secret,
) -> Result<Vec<Written>, Problem> {
    let member = unlock(dir, handle, passphrase)?;
    if !matches!(member.role, Role::Officer | Role::Nurse) {
        return Err(Problem::new(
            "A-468",
            "A decision is explained by the side that made it",
            "Ask an officer or a nurse of that side",
        ));
    }
    let mut vault = Vault::open(dir, &member)?;
    let own_part = member.side.compartment();
    let ring = vault.ring(&member, &[own_part, Compartment::Shared])?;
    let mut each = |_, _| true;
    let shared = View::open(&vault, Compartment::Shared, &ring, &mut each)?;
    let own = View::open(&vault, own_part, &ring, &mut each)?;
    let now = SystemClock.now();
    let book = RuleBook::of(&vault)?;
    let rules = book.at(now);
    let mut made = Vec::new();
    for (incident, decision) in wanted(&vault, &member, &ring, (&shared, &own), &book, which)? {
        let (written, fact) = {
            let source = Source {
                vault: &vault,
                member: &member,
                ring: &ring,
                shared: &shared,
                own: &own,
                rules: &rules,
                book: &book,
                now,
            };
            let explained = source.explain(incident, decision)?;
            let written = source.write(&explained, folder)?;
            let fact = source.fact(&explained, &written);
            (written, fact)
        };
        let recorded = fact.and_then(|fact| record(&mut vault, &member, &ring, &fact, now));
        recorded.inspect_err(|_problem| written.take_back())?;
        made.push(written);
    }
    Ok(made)
}

fn wanted(
    vault: &Vault,
    member: &Unlocked,
    ring: &Ring,
    (shared, own): (&View, &View),
    book: &RuleBook,
    which: &Which<'_>,
) -> Result<Vec<(IncidentId, ItemId)>, Problem> {
    let source = Source {
        vault,
        member,
        ring,
        shared,
        own,
        rules: book.shipped(),
        book,
        now: SystemClock.now(),
    };
    match which {
        Which::Decision(decision) => {
            let all = shared.recent(usize::MAX, None)?;
            let incident = source.incident_of(*decision, &all)?;
            let incident = incident.ok_or_else(super::source::unknown)?;
            Ok(vec![(incident, *decision)])
        }
        Which::Incident(reference) => {
            let incident = shared.incident_of(reference)?.ok_or_else(|| {
                Problem::new(
                    "A-203",
                    "That incident is not in this log",
                    "Check the reference, for example 26-0117",
                )
            })?;
            let decisions = source.decisions(incident)?;
            if decisions.is_empty() {
                return Err(Problem::new(
                    "A-469",
                    "Your side decided nothing about that incident",
                    "Check the reference, or ask the other organisation",
                ));
            }
            Ok(decisions
                .into_iter()
                .map(|decision| (incident, decision))
                .collect())
        }
    }
}

fn record(
    vault: &mut Vault,
    member: &Unlocked,
    ring: &Ring,
    fact: &Content,
    now: crate::domain::time::Moment,
) -> Result<(), Problem> {
    let lost = || Problem::new("A-470", "The paper could not be recorded", "Try again");
    let month = now.month().ok_or_else(lost)?;
    let ledger = format!("ledger/{}/{month}", Compartment::Oversight.name());
    let stream = vault
        .local(&ledger)
        .and_then(|bytes| bytes.try_into().ok())
        .map_or_else(new_stream, StreamId);
    let entry = NewEntry::of(fact, Some(member.side), stream).ok_or_else(lost)?;
    vault.append(Author::Member(member), ring, now, vec![entry])?;
    Ok(vault.set_local(&ledger, &stream.0)?)
}
