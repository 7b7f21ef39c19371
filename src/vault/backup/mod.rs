//! Backups: one sealed file of the whole vault, made while the program goes on writing, and checked to the last
//! signature before it takes the place of an older one. `form` is the file, `restore` puts one back.

#[cfg(test)]
mod devices_tests;
pub(super) mod form;
mod restore;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, sink};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::domain::ids::{DeviceId, LogId};
use crate::domain::time::Moment;

use super::append::read_frontier;
use super::db::{self, Access, Purpose};
use super::error::VaultError;
use super::kdf::Key;
use super::keys::db_key;
use super::log_key::LogKeys;
use super::slots::Slots;
use super::store::{LOG_FILE, Vault};
use super::verify::verify_file;
#[cfg(any(test, fuzzing))]
pub(crate) use form::try_any;
use form::{Head, Opened, copy};

pub use restore::{
    BackupInfo, Lacking, Restored, check_backup, inspect_backup, is_backup, restore, restore_with_codes,
};

/// What a backup is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupStep {
    /// Copying the log as it stands.
    Copying,
    /// Checking every entry of the copy.
    Checking,
    /// Sealing the copy.
    Sealing,
    /// Reading the sealed file again.
    ReadingBack,
}

/// Told the step, how far it is and of how much; gives false to stop.
pub type BackupProgress<'a> = &'a mut dyn FnMut(BackupStep, u64, u64) -> bool;

/// A backup that was made and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupMade {
    /// Where it is.
    pub file: PathBuf,
    /// Its length in bytes.
    pub bytes: u64,
    /// How many entries it holds, of all devices.
    pub entries: u64,
    /// When it was made.
    pub at: Moment,
}

/// What is needed to make a backup on any thread, beside a vault that goes on writing. Its key is wiped on drop.
pub struct BackupJob {
    dir: PathBuf,
    log: LogId,
    device: DeviceId,
    log_key: Key,
    /// The last good key file, where another hand changed the one that lies there.
    good: Option<Slots>,
}

impl std::fmt::Debug for BackupJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BackupJob").finish_non_exhaustive()
    }
}

impl Vault {
    /// What a backup of this vault needs.
    pub fn backup_job(&self) -> BackupJob {
        BackupJob {
            dir: self.dir.clone(),
            log: self.log,
            device: self.device,
            log_key: self.log_key.clone(),
            good: self.slots_for_changed(),
        }
    }
}

impl BackupJob {
    /// A name for files of this log and device, without anything about anybody.
    pub fn name(&self) -> String {
        let short = |hex: String| hex.get(..8).unwrap_or_default().to_owned();
        format!("tandem-{}-{}", short(self.log.hex()), short(self.device.hex()))
    }

    /// Makes a backup. A file that is there already is replaced at the very end, by a whole and checked one or not at
    /// all.
    ///
    /// # Errors
    /// [`VaultError::BackupNotMade`] when the copy is not as it was written; [`VaultError::Cancelled`]; what the disk
    /// says. Nothing is left of the attempt then.
    pub fn run(
        &self,
        out: &Path,
        now: Moment,
        progress: BackupProgress<'_>,
    ) -> Result<BackupMade, VaultError> {
        if out.file_name().is_none() || out.is_dir() {
            return Err(VaultError::refused("a backup is one file, and this is a folder"));
        }
        let (copied, sealed) = (beside(out, ".copying"), beside(out, ".sealing"));
        let made = self.make(out, &copied, &sealed, now, progress);
        for left in [&copied, &sealed] {
            remove(left)?;
        }
        made
    }

    /// The key file that goes into a backup.
    fn slots_to_keep(&self) -> Result<(Slots, Vec<u8>), VaultError> {
        let text = match &self.good {
            Some(good) => good.sealed_text(&self.log_key)?,
            None => fs::read(self.dir.join(super::slots::FILE))?,
        };
        Ok((Slots::read(&text)?, text))
    }

    fn make(
        &self,
        out: &Path,
        copied: &Path,
        sealed: &Path,
        now: Moment,
        progress: BackupProgress<'_>,
    ) -> Result<BackupMade, VaultError> {
        for left in [copied, sealed] {
            remove(left)?; // of an attempt that was killed
        }
        let (read, slots) = self.slots_to_keep()?;
        let key = db_key(&self.log_key, read.database_of());
        let keys = read.log_keys_from(&self.log_key)?;
        if !progress(BackupStep::Copying, 0, 1) {
            return Err(VaultError::Cancelled);
        }
        snapshot(&self.dir.join(LOG_FILE), &key, copied)?;
        let (entries, size, root) = self.check(copied, &key, keys, progress)?;
        let length = fs::metadata(copied)?.len();
        let digest = copy(&mut File::open(copied)?, &mut sink(), &mut |_| true)?.digest;
        let head = Head {
            log: self.log,
            device: self.device,
            at: now,
            size,
            root,
            length,
            digest,
            slots,
        };
        let file = private(sealed)?;
        let mut writer = BufWriter::new(file);
        let mut database = BufReader::new(File::open(copied)?);
        let mut told = |done| progress(BackupStep::Sealing, done, length);
        head.write(&mut writer, &self.log_key, &mut database, &mut told)?;
        let file = writer.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        let mut told = |done| progress(BackupStep::ReadingBack, done, length);
        Opened::read(sealed)?.copy_to(&self.log_key, &mut sink(), &mut told)?;
        let bytes = fs::metadata(sealed)?.len();
        fs::rename(sealed, out)?;
        sync_folder(out)?;
        Ok(BackupMade {
            file: out.to_owned(),
            bytes,
            entries,
            at: now,
        })
    }

    /// Every page, header, signature and root of the copy. Gives the number of entries, and this device's head.
    fn check(
        &self,
        copied: &Path,
        key: &Key,
        log_keys: LogKeys,
        progress: BackupProgress<'_>,
    ) -> Result<(u64, u64, [u8; 32]), VaultError> {
        let mut told = |done, of| progress(BackupStep::Checking, done, of);
        let report = verify_file(copied, key, self.log, log_keys, &mut told)?;
        if let Some(finding) = report.findings.first() {
            return Err(VaultError::BackupNotMade {
                what: format!("the log is not as it was written: {}", finding.what),
            });
        }
        if !report.complete {
            return Err(VaultError::Cancelled);
        }
        let conn = db::open_to_read(copied, key)?;
        let number: i64 = conn.query_row(
            "SELECT n FROM device WHERE device_id = ?1",
            [self.device.0],
            |row| row.get(0),
        )?;
        let frontier = read_frontier(&conn, number)?;
        Ok((report.entries, frontier.size(), frontier.root()))
    }
}

/// Copies a database as it stands at one instant, under the same key, while others may write.
fn snapshot(from: &Path, key: &Key, to: &Path) -> Result<(), VaultError> {
    let name = to
        .to_str()
        .ok_or_else(|| VaultError::refused("the backup's name is not plain text"))?;
    private(to)?;
    let conn: Connection = db::open_keyed(from, key, Purpose::Log, Access::ReadOnly)?;
    conn.execute_batch("PRAGMA query_only = OFF")?;
    conn.execute("VACUUM INTO ?1", [name])?;
    Ok(())
}

/// A new file that only its owner reads.
fn private(path: &Path) -> Result<File, VaultError> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    Ok(options.open(path)?)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes a file and what a database may have put beside it.
fn remove(path: &Path) -> Result<(), VaultError> {
    for ending in ["", "-journal", "-wal", "-shm"] {
        match fs::remove_file(beside(path, ending)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// Makes a name in a folder last through a power cut.
fn sync_folder(of: &Path) -> Result<(), VaultError> {
    let folder = of.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}
