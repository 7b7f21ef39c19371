//! Verifying: every page, every header, every signature, every root and who was allowed to write it, with the log key
//! only. No content is opened.

mod bodies;
mod cores;
mod ends;
mod scan;

use std::path::Path;

use rusqlite::Connection;

use crate::domain::ids::{DeviceId, LogId};

use super::append::read_frontier;
use super::db;
use super::error::VaultError;
use super::kdf::Key;
use super::keys::{Unlocked, db_key};
use super::log_key::LogKeys;
use super::slot_seal;
use super::slots::Slots;
use super::store::{LOG_FILE, Vault};
use scan::Scan;

/// One thing that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The device whose entry it is; `None` for a page of the database.
    pub device: Option<DeviceId>,
    /// The entry's place in its device's series.
    pub seq: Option<u64>,
    /// The damaged page of the database.
    pub page: Option<u64>,
    /// What was found, in words, without content.
    pub what: String,
}

/// The result of a verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Nothing was found and everything was looked at.
    pub ok: bool,
    /// How many entries were looked at.
    pub entries: u64,
    /// What was found.
    pub findings: Vec<Finding>,
    /// The whole log was looked at; false when it was stopped.
    pub complete: bool,
    /// What is as it was written and worth knowing: an entry that came late, one that another device's overtook.
    pub remarks: Vec<Finding>,
}

/// How much of an entry is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// All of it.
    Full,
    /// All but the signatures of content and data keys.
    Structure,
}

/// Told how many of how many entries were looked at; gives false to stop.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

impl Vault {
    /// Verifies the whole log.
    pub fn verify(&self, progress: Progress<'_>) -> Result<Report, VaultError> {
        self.verify_against(None, progress)
    }

    /// Verifies the whole log, and that it still holds what a checkpoint says.
    pub fn verify_against(&self, note: Option<&str>, progress: Progress<'_>) -> Result<Report, VaultError> {
        let scan = Scan::new(self.log, self.log_keys.clone(), Depth::Full);
        let device = Slots::load(&self.dir)?.database_of();
        let (path, keys) = (self.dir.join(LOG_FILE), &self.log_keys);
        let report = scan.run(&self.conn, || open_examined(&path, keys, device), note, progress)?;
        let report = with_key_file(report, &self.dir, &self.conn, &self.log_key);
        if report.ok && self.writable {
            let mut statement = self.conn.prepare("SELECT device FROM frontier")?;
            let devices: Vec<i64> = statement
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            for device in devices {
                self.conn.execute(
                    "INSERT OR REPLACE INTO verified (device, size, root) SELECT device, size, ?2 FROM frontier WHERE device = ?1",
                    (device, read_frontier(&self.conn, device)?.root()),
                )?;
            }
        }
        Ok(report)
    }
}

/// Verifies the log in a folder, also one that is too damaged to open. Damage is a finding, not an error; errors are
/// a missing or unreadable key file and a log of another vault.
pub fn verify_folder(
    dir: &Path,
    member: &Unlocked,
    note: Option<&str>,
    progress: Progress<'_>,
) -> Result<Report, VaultError> {
    verify_to(dir, member, note, Depth::Full, progress)
}

/// As [`verify_folder`], without the signatures of content and data keys: roots, hashes, order, authority, and the
/// signatures of members' and keys' entries. Finds damage many times faster; whoever holds the log key could have forged
/// what it passes.
pub fn verify_structure(
    dir: &Path,
    member: &Unlocked,
    note: Option<&str>,
    progress: Progress<'_>,
) -> Result<Report, VaultError> {
    verify_to(dir, member, note, Depth::Structure, progress)
}

fn verify_to(
    dir: &Path,
    member: &Unlocked,
    note: Option<&str>,
    depth: Depth,
    progress: Progress<'_>,
) -> Result<Report, VaultError> {
    let slots = Slots::load(dir)?;
    if slots.log.0 != member.log {
        return Err(VaultError::OtherLog);
    }
    let path = dir.join(LOG_FILE);
    let newest = slots.log_key_of(&member.kem, &member.log_key)?;
    let keys = slots.log_keys_from(&newest)?;
    let mut scan = Scan::new(member.log, keys.clone().read_by(Some(&member.kem)), depth);
    if std::fs::metadata(&path).map_or(0, |file| file.len()) == 0 {
        let what = "log.db is missing or empty: no entry of this vault is left in this folder";
        scan.find(None, None, Some(1), what.to_owned());
        return Ok(scan.report(true));
    }
    let device = slots.database_of();
    let conn = open_examined(&path, &keys, device)?;
    let report = scan.run(&conn, || open_examined(&path, &keys, device), note, progress)?;
    Ok(with_key_file(report, dir, &conn, &newest))
}

/// Adds what is wrong with the key file.
fn with_key_file(mut report: Report, dir: &Path, conn: &Connection, log_key: &Key) -> Report {
    if let Some(what) = slot_seal::changed(dir, conn, log_key) {
        report.ok = false;
        report.findings.push(Finding {
            device: None,
            seq: None,
            page: None,
            what,
        });
    }
    report
}

/// Verifies a log's database wherever it lies, under its raw key.
pub(crate) fn verify_file(
    path: &Path,
    key: &Key,
    log: LogId,
    log_keys: LogKeys,
    progress: Progress<'_>,
) -> Result<Report, VaultError> {
    let conn = db::open_to_read(path, key)?;
    let scan = Scan::new(log, log_keys, Depth::Full);
    scan.run(&conn, || db::open_to_read(path, key), None, progress)
}

/// Opens a log that may be damaged, under whichever log key it lies; the newest when none reads its first page.
fn open_examined(path: &Path, keys: &LogKeys, device: DeviceId) -> Result<Connection, VaultError> {
    let mut newest = None;
    for key in keys.newest_first() {
        let conn = db::open_to_read(path, &db_key(&key.key, device))?;
        let reads = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
            row.get::<_, i64>(0)
        });
        if reads.is_ok() {
            return Ok(conn);
        }
        newest.get_or_insert(conn);
    }
    newest.ok_or(VaultError::OtherLog)
}
