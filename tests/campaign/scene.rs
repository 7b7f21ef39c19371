//! What the campaigns begin with: a vault with everybody in it, its log key, copies of it, and hands to work with.

use std::fs;
use std::path::{Path, PathBuf};

use tandem::domain::role::Compartment;
use tandem::vault::{Author, NewEntry, Unlocked, Vault, new_stream};

use super::stranger::{Key, open_slot};
use super::team::{NOW, note, pass, team};

/// A folder in memory where the machine has one: the disk of a campaign is the record, not the real one.
pub(crate) fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.unwrap()
}

/// A vault that was closed.
pub(crate) struct Scene {
    _dir: tempfile::TempDir,
    pub(crate) dir: PathBuf,
    pub(crate) nurse: Unlocked,
    pub(crate) log_key: Key,
}

impl Scene {
    /// The team's vault, with notes of different lengths until the log has `entries` entries.
    pub(crate) fn with_entries(entries: u64) -> Self {
        let scene = Self::new();
        let mut vault = Vault::open(&scene.dir, &scene.nurse).unwrap();
        let ring = vault.ring(&scene.nurse, &Compartment::SEALED).unwrap();
        let stream = new_stream();
        for number in 0.. {
            let size = vault.checkpoint(NOW).unwrap().size;
            if size >= entries {
                break;
            }
            let words = format!("note {number} {}", "words ".repeat((number * 37) % 120));
            let side = Some(scene.nurse.side);
            let entry = NewEntry::of(&note(&words), side, stream).unwrap();
            vault
                .append(Author::Member(&scene.nurse), &ring, NOW, vec![entry])
                .unwrap();
        }
        drop(vault);
        scene
    }

    pub(crate) fn new() -> Self {
        let made = folder();
        let dir = made.path().join("vault");
        let team = team(&dir);
        drop(team.vault);
        let (_, log_key) = open_slot(&dir, "aosei", pass("aosei").expose()).unwrap();
        Self {
            nurse: team.nurse,
            log_key,
            dir,
            _dir: made,
        }
    }

    /// Another folder with the same files.
    pub(crate) fn copy(&self) -> tempfile::TempDir {
        let to = folder();
        copy(&self.dir, to.path());
        to
    }
}

/// Copies the files of a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}
