//! Putting a backup back: all of it is checked in a folder of its own before anything takes its place. The restored
//! copy reads at once, and writes only as a new device, which a governance lead signs.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::domain::ids::{DeviceId, EntryRef, LogId};
use crate::domain::time::Moment;

use super::super::db::{self, Access, Purpose};
use super::super::error::VaultError;
use super::super::founding::make_folder;
use super::super::kdf::Key;
use super::super::keys::{Unlocked, db_key};
use super::super::lock;
use super::super::recovery_act::{OpenedRecovery, RecoveryHalf};
use super::super::secret::Secret;
use super::super::slots::{self, Slots};
use super::super::store::{LOG_FILE, MIGRATIONS, SUPERSEDED, Vault, exists, set_local};
use super::super::verify::verify_file;
use super::form::{MAGIC, Opened, refused};
use super::{BackupProgress, BackupStep, beside, private, sync_folder};

/// What a backup says of itself, without any secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupInfo {
    /// Of which log.
    pub log: LogId,
    /// By which device.
    pub device: DeviceId,
    /// When it was made.
    pub at: Moment,
    /// How many entries of that device it holds.
    pub size: u64,
    /// The root over them.
    pub root: [u8; 32],
    /// How many people have a way in.
    pub members: usize,
}

/// A vault was put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What was in the backup.
    pub from: BackupInfo,
    /// How many entries, of all devices.
    pub entries: u64,
    /// Where the vault that was in the folder is kept.
    pub kept_aside: Option<PathBuf>,
    /// What that vault had and the backup has not. `None` when there was none, or it was another log's, or unreadable.
    pub lacking: Option<Lacking>,
}

/// What the vault that was in the folder had beyond the backup.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lacking {
    /// Entries.
    pub entries: u64,
    /// Disposals in force: words that were destroyed there are in the restored copy, until a bundle from there comes.
    pub disposals: u64,
}

/// Reads what a backup says of itself.
///
/// # Errors
/// [`VaultError::BackupRefused`] when its head is not whole or its length is another.
pub fn inspect_backup(file: &Path) -> Result<BackupInfo, VaultError> {
    info(&Opened::read(file)?)
}

fn info<R: Read>(opened: &Opened<R>) -> Result<BackupInfo, VaultError> {
    let head = &opened.head;
    Ok(BackupInfo {
        log: head.log,
        device: head.device,
        at: head.at,
        size: head.size,
        root: head.root,
        members: opened.slots()?.members.len(),
    })
}

/// Puts a backup back into `dir`. A vault that is there is renamed and kept. The restored vault is read only until a
/// governance lead makes it a new device.
///
/// # Errors
/// [`VaultError::BackupRefused`] with the reason, [`VaultError::WrongHandleOrPassphrase`], [`VaultError::AlreadyOpen`]
/// when a process holds the vault in `dir`, [`VaultError::Cancelled`], what the disk says. Nothing is changed then.
pub fn restore(
    file: &Path,
    dir: &Path,
    (handle, passphrase): (&str, &Secret),
    now: Moment,
    progress: BackupProgress<'_>,
) -> Result<Restored, VaultError> {
    let opened = Opened::read(file)?;
    let member = opened.slots()?.unlock(handle, passphrase)?;
    restore_as(opened, dir, &Opener::Member(&member), now, progress)
}

/// The same where nobody's passphrase is known: both recovery codes of one organisation open the backup.
///
/// # Errors
/// As [`restore`], and as [`RecoveryHalf::read`] and [`OpenedRecovery::of`].
pub fn restore_with_codes(
    file: &Path,
    dir: &Path,
    [first, second]: [&Secret; 2],
    now: Moment,
    progress: BackupProgress<'_>,
) -> Result<(Restored, OpenedRecovery), VaultError> {
    let opened = Opened::read(file)?;
    let slots = opened.slots()?;
    let halves = (
        RecoveryHalf::read_in(&slots, first, 'A')?,
        RecoveryHalf::read_in(&slots, second, 'B')?,
    );
    let codes = OpenedRecovery::in_slots(&slots, halves.0, halves.1)?;
    let restored = restore_as(opened, dir, &Opener::Codes(&codes), now, progress)?;
    Ok((restored, codes))
}

/// Checks a backup without putting it anywhere: its seal, its digest, and every entry of the log in it, unpacked still
/// encrypted into a folder that is removed again. Gives what it is, and how many entries.
///
/// # Errors
/// [`VaultError::BackupRefused`] with what is wrong, [`VaultError::WrongHandleOrPassphrase`], [`VaultError::Cancelled`],
/// what the disk says.
pub fn check_backup(
    file: &Path,
    (handle, passphrase): (&str, &Secret),
    progress: BackupProgress<'_>,
) -> Result<(BackupInfo, u64), VaultError> {
    let opened = Opened::read(file)?;
    let info = info(&opened)?;
    let member = opened.slots()?.unlock(handle, passphrase)?;
    let new = beside(file, ".checking");
    clear(&new)?;
    make_folder(&new).map_err(|error| VaultError::Io {
        what: format!(
            "a backup is unpacked beside itself to be checked, still sealed, and not there: {error}"
        ),
    })?;
    let entries = unpack(opened, &new, &Opener::Member(&member), progress);
    clear(&new)?;
    Ok((info, entries?))
}

/// Whether a file begins as a backup does.
pub fn is_backup(file: &Path) -> bool {
    let mut start = [0; 8];
    fs::File::open(file).is_ok_and(|mut file| file.read_exact(&mut start).is_ok()) && start == MAGIC
}

/// Who opens a backup: a member, or two recovery holders.
enum Opener<'a> {
    Member(&'a Unlocked),
    Codes(&'a OpenedRecovery),
}

impl Opener<'_> {
    fn log_key(&self) -> &Key {
        match self {
            Self::Member(member) => &member.log_key,
            Self::Codes(codes) => codes.log_key(),
        }
    }

    fn open_to_read(&self, dir: &Path) -> Result<Vault, VaultError> {
        match self {
            Self::Member(member) => Vault::open_to_read(dir, member),
            Self::Codes(codes) => {
                let log = Slots::load(dir)?.log.0;
                Vault::open_with_log_key(dir, log, codes.log_key(), None, Access::ReadOnly)
            }
        }
    }
}

fn restore_as<R: Read>(
    opened: Opened<R>,
    dir: &Path,
    member: &Opener<'_>,
    now: Moment,
    progress: BackupProgress<'_>,
) -> Result<Restored, VaultError> {
    let info = info(&opened)?;
    let new = beside(dir, ".restoring");
    clear(&new)?;
    let done = unpack(opened, &new, member, progress)
        .and_then(|entries| Ok((entries, put_in_place(&new, dir, member, now)?)));
    match done {
        Ok((entries, (kept_aside, lacking))) => Ok(Restored {
            from: info,
            entries,
            kept_aside,
            lacking,
        }),
        Err(error) => {
            clear(&new)?;
            Err(error)
        }
    }
}

/// Writes the backup's files into a folder of their own and checks all of it.
fn unpack<R: Read>(
    opened: Opened<R>,
    new: &Path,
    member: &Opener<'_>,
    progress: BackupProgress<'_>,
) -> Result<u64, VaultError> {
    make_folder(new)?;
    let length = opened.head.length;
    let slots = opened.slots()?;
    let key = db_key(member.log_key(), slots.database_of());
    let keys = slots.log_keys_from(member.log_key())?;
    let path = new.join(LOG_FILE);
    let mut database = private(&path)?;
    let mut told = |done| progress(BackupStep::ReadingBack, done, length);
    let head = opened.copy_to(member.log_key(), &mut database, &mut told)?;
    database.sync_all()?;
    drop(database);
    let mut told = |done, of| progress(BackupStep::Checking, done, of);
    let report = verify_file(&path, &key, head.log, keys, &mut told)?;
    if let Some(finding) = report.findings.first() {
        return Err(refused(format!("the log in it is damaged: {}", finding.what)));
    }
    if !report.complete {
        return Err(VaultError::Cancelled);
    }
    fs::write(new.join(slots::FILE), &head.slots)?;
    fs::File::open(new.join(slots::FILE))?.sync_all()?;
    // a vault that opens, and a member of it
    drop(member.open_to_read(new)?);
    let conn = db::open_keyed(&path, &key, Purpose::Log, Access::Write)?;
    db::migrate(&conn, &MIGRATIONS)?;
    set_local(&conn, SUPERSEDED, &[1])?;
    conn.close().map_err(|(_conn, error)| error)?;
    sync_folder(&path)?;
    Ok(report.entries)
}

/// Renames the vault that is there, then the new one into its place.
fn put_in_place(
    new: &Path,
    dir: &Path,
    member: &Opener<'_>,
    now: Moment,
) -> Result<(Option<PathBuf>, Option<Lacking>), VaultError> {
    if !dir.exists() {
        fs::rename(new, dir)?;
        sync_folder(dir)?;
        return Ok((None, None));
    }
    let held = if exists(dir) { Some(lock::take(dir)?) } else { None };
    let lacking = held
        .is_some()
        .then(|| compare(dir, new, member).ok().flatten())
        .flatten();
    let aside = free_name(dir, now);
    fs::rename(dir, &aside)?;
    if let Err(error) = fs::rename(new, dir) {
        fs::rename(&aside, dir)?; // as it was
        return Err(error.into());
    }
    sync_folder(dir)?;
    drop(held);
    Ok((Some(aside), lacking))
}

/// A name beside the folder that nothing has yet.
fn free_name(dir: &Path, now: Moment) -> PathBuf {
    let stamp: String = now.iso().chars().filter(char::is_ascii_alphanumeric).collect();
    let mut name = beside(dir, &format!(".before-{stamp}"));
    let mut number = 1;
    while name.exists() {
        number += 1;
        name = beside(dir, &format!(".before-{stamp}-{number}"));
    }
    name
}

/// What the vault that is here has and the restored one has not, if both are of one log and this one still opens.
fn compare(here: &Path, new: &Path, member: &Opener<'_>) -> Result<Option<Lacking>, VaultError> {
    let here = member.open_to_read(here)?;
    let new = member.open_to_read(new)?;
    let disposals: BTreeSet<EntryRef> = in_force(&new);
    let mut lacking = Lacking {
        entries: 0,
        disposals: u64::try_from(in_force(&here).difference(&disposals).count()).unwrap_or(u64::MAX),
    };
    for device in here.authority.devices().ids() {
        let count = |vault: &Vault| -> Result<i64, VaultError> {
            Ok(vault.conn.query_row(
                "SELECT count(*) FROM entry WHERE device = (SELECT n FROM device WHERE device_id = ?1)",
                [device.0],
                |row| row.get(0),
            )?)
        };
        let more = count(&here)?.saturating_sub(count(&new)?).max(0);
        lacking.entries = lacking.entries.saturating_add(more.unsigned_abs());
    }
    Ok(Some(lacking))
}

fn in_force(vault: &Vault) -> BTreeSet<EntryRef> {
    let orders = vault.authority.disposals().orders();
    orders
        .filter(|order| order.in_force.is_some())
        .map(|order| order.place)
        .collect()
}

/// Removes what an attempt left.
fn clear(folder: &Path) -> Result<(), VaultError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}
