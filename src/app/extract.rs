//! The extract of one incident for a court: what a seat's member can open of it, in a folder that a stranger can check.

use std::path::{Path, PathBuf};

use super::Secret;
use super::clock::{Clock as _, SystemClock};
use super::engine::provenance;
use super::problem::Problem;
use crate::audit;
use crate::domain::content::{Content, Exported, Viewed};
use crate::domain::ids::{EntryRef, IncidentId, StreamId};
use crate::domain::role::{Compartment, Role};
use crate::domain::time::Moment;
use crate::vault::{Author, NewEntry, Ring, Unlocked, Vault, View, new_stream, unlock};

/// What an extract wrote.
#[derive(Debug, Clone)]
pub struct Written {
    /// The folder.
    pub folder: PathBuf,
    /// The incident's reference.
    pub reference: String,
    /// How many entries of the incident are in it.
    pub shown: usize,
    /// How many were disposed of before.
    pub disposed: u64,
    /// Its files.
    pub files: Vec<String>,
    /// SHA-256 of the manifest.
    pub manifest: String,
    /// The keys that signed it, as C2SP verifier keys: to be handed over on another way.
    pub keys: [String; 2],
}

/// Writes an extract of the incident with this reference into a new folder, and an entry that says so.
///
/// # Errors
/// When the vault, the incident or the folder refuses. An extract without its entry in the log is taken away again.
pub fn extract(
    dir: &Path,
    reference: &str,
    folder: &Path,
    handle: &str,
    passphrase: &Secret,
) -> Result<Written, Problem> {
    let member = unlock(dir, handle, passphrase)?;
    if !matches!(member.role, Role::Officer | Role::Nurse) {
        return Err(Problem::new(
            "A-340",
            "An extract is made by an officer or a nurse, of what their seat can open",
            "Ask one of them to make it",
        ));
    }
    let mut vault = Vault::open(dir, &member)?;
    let own = member.side.compartment();
    let ring = vault.ring(&member, &[own, Compartment::Shared])?;
    let at = SystemClock.now();
    let (incident, places) = places_of(&vault, own, &ring, reference)?;
    let taken = vault.extract(&places, &member, &ring, at)?;
    let rules = super::rules::RuleBook::of(&vault)?.at(at);
    let mut from = provenance(&vault, &member, &rules.version, at)?;
    (from.entries, from.checkpoint) = (taken.size, taken.checkpoint.clone());
    let written = write(&vault, &member, reference, &taken, folder, &from)?;
    if let Err(problem) = record(&mut vault, &member, &ring, incident, &written.manifest, at) {
        let _removed = std::fs::remove_dir_all(&written.folder);
        return Err(problem);
    }
    Ok(Written {
        folder: written.folder,
        reference: reference.to_owned(),
        shown: places.len(),
        disposed: taken.disposed,
        files: written.files,
        manifest: written.manifest,
        keys: from.verifier_keys(),
    })
}

/// The incident, and the places of its entries in both compartments.
fn places_of(
    vault: &Vault,
    own: Compartment,
    ring: &Ring,
    reference: &str,
) -> Result<(IncidentId, Vec<EntryRef>), Problem> {
    let shared = View::open(vault, Compartment::Shared, ring, &mut |_, _| true)?;
    let incident = shared.incident_of(reference)?.ok_or_else(|| {
        Problem::new(
            "A-203",
            "That incident is not in this log",
            "Check the reference, for example 26-0117",
        )
    })?;
    let private = View::open(vault, own, ring, &mut |_, _| true)?;
    let entries = [shared.entries_of(incident)?, private.entries_of(incident)?].concat();
    Ok((incident, entries.iter().map(|placed| placed.entry).collect()))
}

fn write(
    vault: &Vault,
    member: &Unlocked,
    reference: &str,
    taken: &crate::vault::Extract,
    folder: &Path,
    from: &audit::Provenance,
) -> Result<audit::Written, Problem> {
    let genesis = vault.genesis();
    let members = vault.members();
    let about = audit::Incident {
        reference,
        side: member.side,
        organisations: [&genesis.name, &genesis.police, &genesis.health],
        members: &members,
        only: None,
    };
    let keys = audit::Keys {
        device: &|bytes| vault.device_sign(bytes),
        member: &|bytes| member.sign_note(bytes),
    };
    Ok(audit::write_extract(&about, taken, folder, from, &keys)?)
}

/// The entry that says that this was given out.
fn record(
    vault: &mut Vault,
    member: &Unlocked,
    ring: &Ring,
    incident: IncidentId,
    manifest: &str,
    at: Moment,
) -> Result<(), Problem> {
    let month = at
        .month()
        .ok_or_else(|| Problem::new("A-341", "The clock is out of range", "Set the clock"))?;
    let fact = Content::Exported(Exported {
        month,
        incident: Some(incident),
        role: member.role,
        manifest: manifest.to_owned(),
        at,
    });
    let ledger = format!("ledger/{}/{month}", Compartment::Oversight.name());
    let stream = vault
        .local(&ledger)
        .and_then(|bytes| bytes.try_into().ok())
        .map_or_else(new_stream, StreamId);
    // the whole record left with it: an access check asks about it as about a page that was opened
    let viewed = Content::Viewed(Viewed {
        incident,
        member: member.id,
        side: member.side,
        at,
    });
    let entries: Option<Vec<NewEntry>> = [viewed, fact]
        .iter()
        .map(|content| NewEntry::of(content, Some(member.side), stream))
        .collect();
    let entries =
        entries.ok_or_else(|| Problem::new("A-342", "The extract could not be recorded", "Try again"))?;
    vault.append(Author::Member(member), ring, at, entries)?;
    Ok(vault.set_local(&ledger, &stream.0)?)
}
