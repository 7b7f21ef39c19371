//! Writing a bundle: the entries of all devices from given places on, in the one order of the log, with bounded memory.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Rows};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::form::{Head, Reach, Record, write_head, write_record};
use super::{BUNDLE, Progress, begin, shared_secret};
use crate::domain::content::bytes;
use crate::domain::ids::{DeviceId, EntryRef};
use crate::domain::time::Moment;

use super::super::append::read_frontier;
use super::super::chance;
use super::super::error::VaultError;
use super::super::header::Header;
use super::super::slots::{Generation, Invite, RecoverySlot, Slot, Slots};
use super::super::store::{Vault, stored};

/// How often progress is told, in entries.
const STEP: u64 = 256;

/// What a bundle holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// How many entries.
    pub entries: u64,
    /// Of how many devices.
    pub devices: usize,
}

/// The ways in that members have: what another folder of this log needs so that they can sign in there.
#[derive(Serialize, Deserialize)]
pub(crate) struct WaysIn {
    /// Salt of the handles' hashes.
    #[serde(with = "bytes")]
    pub(crate) salt: Vec<u8>,
    pub(crate) members: Vec<Slot>,
    pub(crate) invitations: Vec<Invite>,
    #[serde(default)]
    pub(crate) recovery: Vec<RecoverySlot>,
    /// Every log key after the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) log_keys: Vec<Generation>,
}

impl WaysIn {
    /// As JSON.
    pub(crate) fn of(slots: &Slots) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let ways = Self {
            salt: slots.salt.clone(),
            members: slots.members.clone(),
            invitations: slots.invitations.clone(),
            recovery: slots.recovery.clone(),
            log_keys: slots.log_keys.clone(),
        };
        let json = serde_json::to_vec(&ways).map_err(|e| VaultError::Io { what: e.to_string() })?;
        Ok(json.into())
    }
}

impl Vault {
    /// How far each device's entries reach here, with their roots.
    pub(crate) fn reach(&self) -> Result<Vec<Reach>, VaultError> {
        let mut statement = self.conn.prepare(
            "SELECT d.n, d.device_id FROM device d JOIN frontier f ON f.device = d.n ORDER BY d.device_id",
        )?;
        let devices: Vec<(i64, DeviceId)> = statement
            .query_map([], |row| Ok((row.get(0)?, DeviceId(row.get(1)?))))?
            .collect::<Result<_, _>>()?;
        devices
            .into_iter()
            .map(|(n, device)| {
                let frontier = read_frontier(&self.conn, n)?;
                Ok(Reach {
                    device,
                    from: 0,
                    size: frontier.size(),
                    root: frontier.root(),
                })
            })
            .collect()
    }

    /// Writes the entries that a device is not known to have (`None`: all of the log) into one sealed file. What it is
    /// known to have stands in the log: its own entries and what it witnessed. The file is there whole or not at all.
    ///
    /// # Errors
    /// [`VaultError::Cancelled`] when `progress` said stop; otherwise what the disk says.
    pub fn write_bundle(
        &self,
        file: &Path,
        receiver: Option<DeviceId>,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<Written, VaultError> {
        let salt = chance::bytes();
        let secret = shared_secret(&self.log_key, &salt);
        let members: Vec<[u8; 32]> = self
            .members()
            .iter()
            .filter_map(|member| self.authority.keys(member.id).map(|keys| keys.kem))
            .collect();
        let carried = WaysIn::of(&self.good_slots()?)?;
        let head = self.bundle_head(receiver, now, carried)?;
        let entries = head.entries();
        whole_file(file, |out| {
            let mut sealed = begin(out, BUNDLE, &salt, &secret, &members)?;
            write_head(&mut sealed, &head)?;
            write_entries(&self.conn, &head, &mut sealed, progress)?;
            Ok(sealed.finish()?)
        })?;
        Ok(Written {
            entries,
            devices: head.reach.iter().filter(|reach| reach.from < reach.size).count(),
        })
    }

    /// The head of a bundle for this receiver.
    pub(crate) fn bundle_head(
        &self,
        receiver: Option<DeviceId>,
        now: Moment,
        carried: Zeroizing<Vec<u8>>,
    ) -> Result<Head, VaultError> {
        let mut reach = self.reach()?;
        if let Some(receiver) = receiver {
            let end = EntryRef {
                device: receiver,
                seq: u64::MAX,
            };
            for reach in &mut reach {
                reach.from = if reach.device == receiver {
                    reach.size
                } else {
                    let seen = self.authority.devices().seen_before(end, reach.device);
                    seen.min(reach.size)
                };
            }
        }
        Ok(Head {
            log: self.log,
            by: self.device,
            at: now,
            reach,
            checkpoint: self.checkpoint(now)?.text,
            carried,
        })
    }
}

/// Writes beside, waits for the disk, and only then gives the file its name.
pub(crate) fn whole_file(
    file: &Path,
    write: impl FnOnce(BufWriter<File>) -> Result<BufWriter<File>, VaultError>,
) -> Result<(), VaultError> {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    let written = File::create(&part)
        .map_err(VaultError::from)
        .and_then(|out| write(BufWriter::new(out)))
        .and_then(|mut out| {
            out.flush()?;
            out.get_ref().sync_all()?;
            Ok(fs::rename(&part, file)?)
        });
    if written.is_err() {
        // what is half written is of no use; why it failed is what counts
        drop(fs::remove_file(&part));
    }
    written
}

/// One device's entries on their way into a file.
struct Series<'a> {
    rows: Rows<'a>,
    device: DeviceId,
    next: Option<(u64, Record)>,
}

impl Series<'_> {
    fn advance(&mut self) -> Result<(), VaultError> {
        self.next = match self.rows.next()? {
            None => None,
            Some(row) => {
                let row = stored(row)?;
                let header = Header::parse(&row.raw).map_err(|bad| VaultError::damaged(bad.what()))?;
                let record = Record {
                    raw: row.raw,
                    signature: row.signature,
                    body: row.body,
                };
                Some((header.lamport, record))
            }
        };
        Ok(())
    }
}

/// Writes the number of entries and the entries: those of all devices merged by logical time and device.
pub(crate) fn write_entries(
    conn: &Connection,
    head: &Head,
    out: &mut impl Write,
    progress: Progress<'_>,
) -> Result<(), VaultError> {
    let total = head.entries();
    out.write_all(&total.to_be_bytes())?;
    let numbers: BTreeMap<DeviceId, i64> = conn
        .prepare("SELECT device_id, n FROM device")?
        .query_map([], |row| Ok((DeviceId(row.get(0)?), row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut statements = Vec::new();
    for reach in &head.reach {
        let n = numbers.get(&reach.device).copied().unwrap_or_default();
        let statement = conn.prepare(
            "SELECT id, header, sig, body FROM entry WHERE device = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq",
        )?;
        statements.push((statement, n, reach));
    }
    let mut all = Vec::new();
    for (statement, n, reach) in &mut statements {
        let place =
            |seq: u64| i64::try_from(seq).map_err(|_large| VaultError::damaged("the log is too long"));
        let mut series = Series {
            rows: statement.query((*n, place(reach.from)?, place(reach.size)?))?,
            device: reach.device,
            next: None,
        };
        series.advance()?;
        all.push(series);
    }
    let mut done = 0_u64;
    while let Some(first) = all
        .iter_mut()
        .filter(|series| series.next.is_some())
        .min_by_key(|series| (series.next.as_ref().map(|(lamport, _)| *lamport), series.device))
    {
        if done.is_multiple_of(STEP) && !progress(done, total) {
            return Err(VaultError::Cancelled);
        }
        if let Some((_, record)) = &first.next {
            write_record(out, record)?;
        }
        first.advance()?;
        done = done.saturating_add(1);
    }
    if done != total {
        return Err(VaultError::damaged(
            "entries are missing in the middle of the log",
        ));
    }
    progress(done, total);
    Ok(())
}
