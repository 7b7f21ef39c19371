//! A whole vault of an earlier version, kept in the tree: it must open, verify, be read and go on, whatever changes.
//! Made by `tandem demo --no-window --incidents 2 --months 1 --seed 7 --until 2026-11-20`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tandem::domain::content::{Content, NoteWritten};
use tandem::domain::role::{Compartment, Role};
use tandem::vault::{Secret, Unlocked, Vault, View, unlock, verify_folder};

/// How many entries it was frozen with.
const ENTRIES: u64 = 122;

/// Its people: handle, passphrase.
pub(crate) fn people() -> Vec<(String, Secret)> {
    let text = fs::read_to_string("tests/golden/vault-1/people.json").unwrap();
    let people: Vec<Value> = serde_json::from_str(&text).unwrap();
    let words = |person: &Value, name: &str| person[name].as_str().unwrap().to_owned();
    people
        .iter()
        .map(|person| (words(person, "handle"), Secret::new(words(person, "passphrase"))))
        .collect()
}

/// A copy of it to work on.
pub(crate) fn thawed(home: &Path) -> PathBuf {
    let dir = home.join("vault");
    fs::create_dir(&dir).unwrap();
    for name in ["keyslots.json", "log.db"] {
        fs::copy(Path::new("tests/golden/vault-1").join(name), dir.join(name)).unwrap();
    }
    dir
}

/// The same after both leads have confirmed the common keys: one lead's word was enough when it was frozen, and is not
/// any more.
pub(crate) fn continued(home: &Path) -> PathBuf {
    let dir = thawed(home);
    for handle in ["plead", "hlead"] {
        let lead = signed_in(&dir, handle);
        let mut vault = Vault::open(&dir, &lead).unwrap();
        for waits in vault.waiting() {
            if waits.side != lead.side {
                vault.confirm(&lead, waits.entry, crate::team::NOW).unwrap();
            }
        }
    }
    dir
}

pub(crate) fn signed_in(dir: &Path, handle: &str) -> Unlocked {
    let (_, passphrase) = people().into_iter().find(|(name, _)| name == handle).unwrap();
    unlock(dir, handle, &passphrase).unwrap()
}

fn notes(vault: &Vault, member: &Unlocked) -> Vec<String> {
    let own = member.side.compartment();
    let ring = vault.ring(member, &[own, Compartment::Shared]).unwrap();
    let shared = View::open(vault, Compartment::Shared, &ring, &mut |_, _| true).unwrap();
    let view = View::open(vault, own, &ring, &mut |_, _| true).unwrap();
    let incidents = shared.recent(100, None).unwrap();
    assert_eq!(incidents.len(), 2);
    let placed = incidents
        .iter()
        .flat_map(|incident| view.entries_of(*incident).unwrap());
    placed
        .filter_map(|placed| {
            if let Content::NoteWritten(NoteWritten { text, .. }) = placed.content {
                Some(text)
            } else {
                None
            }
        })
        .collect()
}

#[test]
fn everybody_of_a_frozen_vault_signs_in_and_the_log_is_as_it_was_signed() {
    let home = tempfile::tempdir().unwrap();
    let dir = thawed(home.path());
    for (handle, _) in people() {
        let member = signed_in(&dir, &handle);
        let report = verify_folder(&dir, &member, None, &mut |_, _| true).unwrap();
        assert_eq!(report.findings, [], "{handle}");
        assert!(
            report.ok && report.complete && report.entries == ENTRIES,
            "{handle}: {report:?}"
        );
    }
    let mut log = fs::read(dir.join("log.db")).unwrap();
    let middle = log.len() / 2;
    log[middle] ^= 1;
    fs::write(dir.join("log.db"), log).unwrap();
    let report = verify_folder(&dir, &signed_in(&dir, "4411"), None, &mut |_, _| true).unwrap();
    assert!(!report.ok, "and a changed bit is seen");
}

#[test]
fn a_frozen_vault_is_read_and_goes_on() {
    let home = tempfile::tempdir().unwrap();
    let dir = thawed(home.path());
    let member = signed_in(&dir, "4411");
    assert_eq!(member.role, Role::Officer);
    let as_it_is = Vault::open_to_read(&dir, &member).unwrap();
    let first = notes(&as_it_is, &member);
    drop(as_it_is);
    let mut vault = Vault::open(&dir, &member).unwrap();
    let words = notes(&vault, &member);
    assert!(
        words.contains(&"Weapons marker, bladed article, last year.".to_owned()),
        "{words:?}"
    );
    assert_eq!(first, words, "read before anything in its file was changed");
    crate::team::write(
        &mut vault,
        &member,
        &crate::team::note("Written by a later version."),
    );
    let report = vault.verify(&mut |_, _| true).unwrap();
    assert!(report.ok && report.entries > ENTRIES, "{report:?}");
}
