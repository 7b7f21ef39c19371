//! The work of a verification on every core: one thread reads the database, one follows the order of the entries, and
//! the others check signatures, which do not depend on one another.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Builder};

use ed25519_dalek::VerifyingKey;
use rusqlite::{Connection, Row};

use crate::domain::ids::DeviceId;

use super::super::error::VaultError;
use super::super::header::Signed;
use super::super::kdf::sha256;
use super::super::parallel::cores;
use super::super::strict::Signers;

/// Entries that are read before they are passed on together; also how often progress is told.
const PAGE: usize = 256;
/// How many pages are read ahead of the checks: what a verification holds in memory.
const AHEAD: usize = 8;

/// An entry as it stands in the database.
pub(super) struct Placed {
    /// Its order of arrival on this device.
    pub(super) id: i64,
    /// Its number among its device's entries, and the device.
    pub(super) seq: u64,
    pub(super) device: Option<DeviceId>,
    pub(super) signed: Signed,
    /// The length and SHA-256 of its body.
    pub(super) body: Option<(usize, [u8; 32])>,
}

/// One signature to be checked.
#[derive(Debug)]
pub(super) struct Check {
    /// Which entry of the run it is, for the order of findings.
    pub(super) nth: u64,
    pub(super) device: Option<DeviceId>,
    pub(super) seq: u64,
    pub(super) signed: Signed,
    /// The key that must have made it.
    pub(super) key: VerifyingKey,
}

/// Takes signatures in and passes them to the other cores.
pub(super) struct Checks {
    waiting: Vec<Check>,
    to: SyncSender<Vec<Check>>,
}

impl Checks {
    pub(super) fn push(&mut self, check: Check) {
        self.waiting.push(check);
        if self.waiting.len() >= PAGE {
            self.pass_on();
        }
    }

    fn pass_on(&mut self) {
        let page = std::mem::replace(&mut self.waiting, Vec::with_capacity(PAGE));
        // the receiver outlives this sender
        drop(self.to.send(page));
    }
}

/// Runs `follow`, which pushes signatures, and checks them on all cores meanwhile. Gives those that fail, in the order
/// of the run.
pub(super) fn check_signatures(follow: impl FnOnce(&mut Checks)) -> Result<Vec<Check>, VaultError> {
    let (to, from) = sync_channel(AHEAD);
    let (from, bad) = (Mutex::new(from), Mutex::new(Vec::new()));
    let signers = Signers::default();
    thread::scope(|scope| -> Result<(), VaultError> {
        for _ in 0..cores() {
            Builder::new().spawn_scoped(scope, || check_pages(&from, &bad, &signers))?;
        }
        let mut checks = Checks {
            waiting: Vec::with_capacity(PAGE),
            to,
        };
        follow(&mut checks);
        checks.pass_on();
        // the threads end when nothing can come any more; only then is this scope left
        drop(checks);
        Ok(())
    })?;
    let mut bad = bad.into_inner().unwrap_or_else(PoisonError::into_inner);
    bad.sort_by_key(|check: &Check| check.nth);
    Ok(bad)
}

fn check_pages(from: &Mutex<Receiver<Vec<Check>>>, bad: &Mutex<Vec<Check>>, signers: &Signers) {
    loop {
        let next = from.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(page) = next else { return };
        let good = signers.signed_all(page.iter().map(|check| check.signed.asked(&check.key)));
        let failed: Vec<Check> = page
            .into_iter()
            .zip(good)
            .filter_map(|(check, good)| (!good).then_some(check))
            .collect();
        if !failed.is_empty() {
            bad.lock().unwrap_or_else(PoisonError::into_inner).extend(failed);
        }
    }
}

/// Reads all entries on this thread while `follow` takes them in, in their order, on another. `progress` is told how
/// many were read; gives false when it said stop.
pub(super) fn read_ahead(
    conn: &Connection,
    total: u64,
    progress: &mut dyn FnMut(u64, u64) -> bool,
    follow: impl FnOnce(Receiver<Vec<Placed>>) + Send,
) -> Result<bool, VaultError> {
    let (to, from) = sync_channel(AHEAD);
    thread::scope(|scope| {
        Builder::new().spawn_scoped(scope, || follow(from))?;
        let complete = read(conn, total, progress, &to);
        // the follower ends when nothing can come any more; only then is this scope left
        drop(to);
        complete
    })
}

fn read(
    conn: &Connection,
    total: u64,
    progress: &mut dyn FnMut(u64, u64) -> bool,
    to: &SyncSender<Vec<Placed>>,
) -> Result<bool, VaultError> {
    let mut statement = conn.prepare(
        "SELECT e.id, e.header, e.sig, e.body, e.seq, d.device_id
         FROM entry e NOT INDEXED LEFT JOIN device d ON d.n = e.device ORDER BY e.id",
    )?;
    let mut rows = statement.query([])?;
    let (mut page, mut read) = (Vec::with_capacity(PAGE), 0_u64);
    loop {
        let row = rows.next();
        if page.len() >= PAGE || !matches!(row, Ok(Some(_))) {
            let full = std::mem::replace(&mut page, Vec::with_capacity(PAGE));
            // a follower that ended has told why
            drop(to.send(full));
        }
        let Some(row) = row? else {
            return Ok(progress(read, total));
        };
        if read.is_multiple_of(PAGE as u64) && !progress(read, total) {
            return Ok(false);
        }
        page.push(placed(row)?);
        read += 1;
    }
}

fn placed(row: &Row<'_>) -> Result<Placed, VaultError> {
    let no_blob = |_type| VaultError::damaged("an entry is stored in another form");
    let (seq, device): (i64, Option<[u8; 16]>) = (row.get(4)?, row.get(5)?);
    let body = row.get_ref(3)?.as_blob_or_null().map_err(no_blob)?;
    Ok(Placed {
        id: row.get(0)?,
        seq: seq.unsigned_abs(),
        device: device.map(DeviceId),
        signed: Signed::new(
            row.get_ref(1)?.as_blob().map_err(no_blob)?,
            row.get_ref(2)?.as_blob().map_err(no_blob)?,
        ),
        // hashed here, so that it need not be copied: reading and following take about as long as each other
        body: body.map(|body| (body.len(), sha256(&[body]))),
    })
}
