//! What a child had confirmed before it was killed or its disk was cut off, and the question whether all of it is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tandem::domain::content::Standing;
use tandem::domain::role::Compartment;
use tandem::vault::view::View;
use tandem::vault::{Author, NewEntry, Ring, Secret, Unlocked, Vault, new_stream, restore, unlock};

use super::team::{NOW, note, pass};

/// The supervisor's keys, with the passphrase that was confirmed last or the one that was being set.
pub(crate) fn known_passphrase(dir: &Path) -> Option<Unlocked> {
    let words = |name: &str| std::fs::read_to_string(dir.join("..").join(name)).ok();
    let tried = [
        words("passphrase"),
        words("next-passphrase"),
        Some(pass("lbrook").expose().to_owned()),
    ];
    tried
        .into_iter()
        .flatten()
        .find_map(|words| unlock(dir, "lbrook", &Secret::new(words)).ok())
}

/// What was confirmed.
#[derive(Clone, Default)]
pub(crate) struct Confirmed {
    pub(crate) acts: usize,
    pub(crate) entries: BTreeSet<u64>,
    /// Entries that may be gone, and entries that must be: each group goes as one.
    disposing: Vec<BTreeSet<u64>>,
    disposed: BTreeSet<u64>,
    /// By key, what was saved last; and what may have been saved since, without being confirmed.
    pub(crate) drafts: BTreeMap<String, String>,
    pub(crate) checkpoint: Option<String>,
    /// Every one that was set, the last one last.
    pub(crate) passphrases: Vec<String>,
    pub(crate) code: Option<String>,
    pub(crate) joined: bool,
    /// Leads whose removal was confirmed.
    removed: Vec<String>,
    /// How many entries the last backup holds.
    backed_up: Option<u64>,
}

impl Confirmed {
    /// Takes in one line of a child.
    pub(crate) fn take(&mut self, line: &str) {
        let (kind, words) = line.split_once(' ').unwrap_or((line, ""));
        match kind {
            "saved" => self.entries.extend(places(words)),
            "disposing" => {
                let group = places(words);
                self.entries.retain(|seq| !group.contains(seq));
                self.disposing.push(group);
            }
            "disposed" => self.disposed.extend(places(words)),
            "draft" => {
                let (key, words) = words.split_once(' ').unwrap();
                self.drafts.insert(key.to_owned(), words.to_owned());
            }
            "checkpoint" => self.checkpoint = Some(words.replace('|', "\n")),
            "passphrase" => self.passphrases.push(words.to_owned()),
            "code" => self.code = Some(words.to_owned()),
            "joined" => self.joined = true,
            "removed" => self.removed.push(words.to_owned()),
            "backup" => self.backed_up = Some(words.parse().unwrap()),
            _ => return,
        }
        self.acts += 1;
    }

    /// What of this is not in the vault any more, if anything; panics when the vault does not open or verify.
    pub(crate) fn lost(&self, dir: &Path, nurse: &Unlocked, with_view: bool) -> Option<String> {
        let mut vault =
            Vault::open(dir, nurse).unwrap_or_else(|error| panic!("the vault does not open: {error}"));
        let report = vault
            .verify_against(self.checkpoint.as_deref(), &mut |_, _| true)
            .unwrap();
        if !report.ok {
            return Some(format!("{:?}", report.findings));
        }
        let ring = vault.ring(nurse, &Compartment::SEALED).unwrap();
        let page = vault
            .read_after(0, usize::MAX, Compartment::Health, &ring)
            .unwrap();
        let there: BTreeSet<u64> = page.entries.iter().map(|e| e.placed.entry.seq).collect();
        let lost: Vec<_> = self.entries.difference(&there).collect();
        if !lost.is_empty() {
            return Some(format!("entries {lost:?}"));
        }
        let back: Vec<_> = self.disposed.intersection(&there).collect();
        let half = self.disposing.iter().find(|group| {
            let left = group.intersection(&there).count();
            left != 0 && left != group.len()
        });
        if !back.is_empty() || half.is_some() {
            return Some(format!("disposed of and there: {back:?}; half gone: {half:?}"));
        }
        let members = vault.members();
        let gone = |name: &String| {
            let mut named = members.iter().filter(|member| member.name == *name);
            named.any(|member| member.standing == Standing::Removed)
        };
        if let Some(back) = self.removed.iter().find(|name| !gone(name)) {
            return Some(format!("the removal of {back}"));
        }
        let drafts = vault.drafts(Compartment::Health, &ring).unwrap();
        for (key, words) in &self.drafts {
            let kept = drafts.iter().find(|(name, _)| name == key);
            if kept.is_none_or(|(_, kept)| number(kept) < number(words.as_bytes())) {
                return Some(format!("draft {key} {words}"));
            }
        }
        if with_view {
            let view = View::open(&vault, Compartment::Health, &ring, &mut |_, _| true).unwrap();
            let folded = view.dump().unwrap();
            drop(view);
            let anew = View::rebuild(&vault, Compartment::Health, &ring, &mut |_, _| true).unwrap();
            assert_eq!(folded, anew.dump().unwrap(), "a view is the fold of the log");
        }
        write_on(&mut vault, &ring, nurse)
    }
}

/// Where a child puts its backup.
pub(crate) fn backup_of(dir: &Path) -> PathBuf {
    dir.with_file_name("backup")
}

impl Confirmed {
    /// What is wrong with the backup beside a folder, if one was confirmed: it has to be put back whole, however often
    /// the next one was killed.
    pub(crate) fn backup_lost(&self, dir: &Path) -> Option<String> {
        let wanted = self.backed_up?;
        let to = dir.with_file_name("restored");
        let who = ("aosei", &pass("aosei"));
        let done = restore(&backup_of(dir), &to, who, NOW, &mut |_, _, _| true);
        let found = match done {
            Ok(done) if done.entries >= wanted => None,
            Ok(done) => Some(format!("{} of {wanted} entries in the backup", done.entries)),
            Err(error) => Some(format!("the backup is not put back: {error}")),
        };
        drop(std::fs::remove_dir_all(&to));
        found
    }
}

/// After a crash the log goes on.
fn write_on(vault: &mut Vault, ring: &Ring, nurse: &Unlocked) -> Option<String> {
    let entry = NewEntry::of(&note("after"), Some(nurse.side), new_stream()).unwrap();
    let written = vault.append(Author::Member(nurse), ring, NOW, vec![entry]);
    written
        .err()
        .map(|error| format!("nothing can be appended: {error}"))
}

fn places(words: &str) -> BTreeSet<u64> {
    words.split(' ').map(|seq| seq.parse().unwrap()).collect()
}

/// A draft's words are a number that grows.
fn number(words: &[u8]) -> Option<usize> {
    std::str::from_utf8(words).ok()?.parse().ok()
}
