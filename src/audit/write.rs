//! Writing a folder with its signed manifest: whole or not at all. It grows in a hidden folder beside its place, reaches the disk, and is then
//! renamed; whatever fails on the way leaves nothing behind.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::AuditError;
use super::manifest::{Keys, Manifest, PACK, Provenance, Subject, digest};
use super::plan::{Plan, json};
use crate::domain::disclosure_control::RULE;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The pack's folder.
    pub folder: PathBuf,
    /// The names of its files, manifest and signature included.
    pub files: Vec<String>,
    /// SHA-256 of `manifest.json`, hexadecimal: what the log's entry about this export names.
    pub manifest: String,
}

/// Writes the planned pack into the folder `out`, which must not exist or must be empty.
///
/// # Errors
/// [`AuditError::AlreadyThere`], [`AuditError::ReadOnly`], [`AuditError::DiskFull`] or [`AuditError::Io`]; nothing of
/// the pack is left in any of these cases.
pub fn write(plan: &Plan, out: &Path, from: &Provenance, keys: &Keys<'_>) -> Result<Written, AuditError> {
    let files: Vec<(String, &[u8])> = plan
        .files()
        .iter()
        .map(|file| (file.name.clone(), file.bytes.as_slice()))
        .collect();
    let subject = Subject::Month {
        month: plan.month(),
        rules: from.rules.name().to_owned(),
        suppression: RULE.to_owned(),
    };
    write_signed(PACK, subject, &files, out, from, keys)
}

/// Writes files with their manifest and its two signatures, whole or not at all.
pub(super) fn write_signed(
    format: &str,
    subject: Subject,
    files: &[(String, &[u8])],
    out: &Path,
    from: &Provenance,
    keys: &Keys<'_>,
) -> Result<Written, AuditError> {
    refuse_what_is_there(out)?;
    let digests = files
        .iter()
        .map(|(name, bytes)| (name.clone(), digest(bytes)))
        .collect();
    let manifest = json(&Manifest::of(format, subject, from, digests))?;
    let signatures = [
        from.signer().line(&(keys.device)(&manifest)),
        from.co_signer().line(&(keys.member)(&manifest)),
    ]
    .concat();
    let mut all: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), *bytes))
        .collect();
    all.push(("manifest.json", &manifest));
    all.push(("manifest.sig", signatures.as_bytes()));

    let beside = Beside::make(out)?;
    beside.fill(&all)?;
    beside.put_in_place(out)?;
    Ok(Written {
        folder: out.to_owned(),
        files: all.iter().map(|(name, _)| (*name).to_owned()).collect(),
        manifest: digest(&manifest),
    })
}

fn refuse_what_is_there(out: &Path) -> Result<(), AuditError> {
    let there = || AuditError::AlreadyThere {
        path: out.display().to_string(),
    };
    match fs::symlink_metadata(out) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(AuditError::of(&error, out)),
        Ok(found) if found.is_dir() => {
            let mut inside = fs::read_dir(out).map_err(|error| AuditError::of(&error, out))?;
            if inside.next().is_some() {
                Err(there())
            } else {
                Ok(())
            }
        }
        Ok(_) => Err(there()),
    }
}

/// The hidden folder in which a pack grows. Dropped before it is in place, it takes everything with it.
struct Beside {
    path: PathBuf,
    parent: PathBuf,
}

impl Beside {
    fn make(out: &Path) -> Result<Self, AuditError> {
        let parent = match out.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let Some(name) = out.file_name() else {
            return Err(AuditError::AlreadyThere {
                path: out.display().to_string(),
            });
        };
        fs::create_dir_all(&parent).map_err(|error| AuditError::of(&error, &parent))?;
        for attempt in 0..100_u32 {
            let hidden = format!(
                ".{}.unfinished-{}-{attempt}",
                name.to_string_lossy(),
                std::process::id()
            );
            let path = parent.join(hidden);
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self { path, parent }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(AuditError::of(&error, &parent)),
            }
        }
        Err(AuditError::ReadOnly {
            path: parent.display().to_string(),
        })
    }

    fn fill(&self, files: &[(&str, &[u8])]) -> Result<(), AuditError> {
        for (name, bytes) in files {
            let path = self.path.join(name);
            File::create_new(&path)
                .and_then(|mut file| {
                    file.write_all(bytes)?;
                    file.sync_all()
                })
                .map_err(|error| AuditError::of(&error, &path))?;
        }
        sync_folder(&self.path)
    }

    fn put_in_place(self, out: &Path) -> Result<(), AuditError> {
        match fs::remove_dir(out) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(AuditError::of(&error, out)),
        }
        fs::rename(&self.path, out).map_err(|error| AuditError::of(&error, out))?;
        sync_folder(&self.parent)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // After the rename there is nothing here any more; before it, a failure to remove leaves a hidden folder
        // that says in its name that it is unfinished.
        drop(fs::remove_dir_all(&self.path));
    }
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> Result<(), AuditError> {
    File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| AuditError::of(&error, path))
}

#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> Result<(), AuditError> {
    Ok(()) // folders cannot be opened for syncing there; the rename itself is ordered by the file system
}
