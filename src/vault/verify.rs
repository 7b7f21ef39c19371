//! Verifying: every page, every header, every signature, every root and who was allowed to write it, with the log key
//! only. No content is opened.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use rusqlite::Connection;

use crate::domain::ids::{DeviceId, KeyId, LogId, StreamId};
use crate::domain::role::Compartment;

use super::append::read_frontier;
use super::checkpoint::{self, Claim};
use super::db;
use super::error::VaultError;
use super::header::{Header, Kind};
use super::kdf::{Key, sha256};
use super::keys::{Unlocked, db_key, log_body_key};
use super::merkle::{Frontier, Hash, leaf};
use super::replay::{FIRST_SIGNATURE, Replay, Stored};
use super::slots::Slots;
use super::store::{LOG_FILE, Vault, stored};

/// No report lists more than this.
const MOST_FINDINGS: usize = 200;
/// How often progress is told, in entries.
const STEP: u64 = 256;

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
        let report = Scan::new(self.log, self.log_body_key.clone()).run(&self.conn, note, progress)?;
        if report.ok && self.writable {
            self.conn.execute(
                "INSERT OR REPLACE INTO verified (device, size, root) SELECT device, size, ?2 FROM frontier WHERE device = ?1",
                (self.device_n, read_frontier(&self.conn, self.device_n)?.root()),
            )?;
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
    let slots = Slots::load(dir)?;
    if slots.log.0 != member.log {
        return Err(VaultError::OtherLog);
    }
    let path = dir.join(LOG_FILE);
    let mut scan = Scan::new(member.log, log_body_key(&member.log_key));
    if std::fs::metadata(&path).map_or(0, |file| file.len()) == 0 {
        let what = "log.db is missing or empty: no entry of this vault is left in this folder";
        scan.find(None, None, Some(1), what.to_owned());
        return Ok(scan.report(true));
    }
    let conn = db::open_to_read(&path, &db_key(&member.log_key, slots.device))?;
    scan.run(&conn, note, progress)
}

/// What is remembered of one device while its entries pass.
#[derive(Default)]
struct Series {
    frontier: Frontier,
    lamport: u64,
    broken: bool,
}

struct Scan {
    log: LogId,
    replay: Replay,
    series: BTreeMap<DeviceId, Series>,
    keys: HashMap<KeyId, (StreamId, Compartment)>,
    /// Heads that must come by: a checkpoint, what an earlier verification saw.
    expected: Vec<(DeviceId, u64, Hash, &'static str)>,
    claim: Option<Claim>,
    entries: u64,
    findings: Vec<Finding>,
}

impl Scan {
    fn new(log: LogId, log_body_key: Key) -> Self {
        Self {
            log,
            replay: Replay::new(log_body_key),
            series: BTreeMap::new(),
            keys: HashMap::new(),
            expected: Vec::new(),
            claim: None,
            entries: 0,
            findings: Vec::new(),
        }
    }

    fn run(
        mut self,
        conn: &Connection,
        note: Option<&str>,
        progress: Progress<'_>,
    ) -> Result<Report, VaultError> {
        match db::damaged_pages(conn) {
            Ok(pages) => {
                for what in pages {
                    let page = page_of(&what);
                    self.find(
                        None,
                        None,
                        page,
                        format!("a page of the database is damaged: {what}"),
                    );
                }
            }
            Err(error @ VaultError::LogDamaged { .. }) => self.unreadable(&error),
            Err(error) => return Err(error),
        }
        if let Some(note) = note {
            self.claim = checkpoint::read(note, self.log);
            match &self.claim {
                Some(claim) => self
                    .expected
                    .push((claim.device, claim.size, claim.root, "the checkpoint")),
                None => self.find(
                    None,
                    None,
                    None,
                    "the checkpoint is not one of this log".to_owned(),
                ),
            }
        }
        // One snapshot for all of it, while another process may go on writing.
        let snapshot = conn.is_autocommit();
        let begun = if snapshot {
            conn.execute_batch("BEGIN")
        } else {
            Ok(())
        };
        let complete = match begun
            .map_err(VaultError::from)
            .and_then(|()| self.entries(conn, progress))
        {
            Ok(true) => {
                self.heads(conn);
                true
            }
            Ok(false) => false,
            Err(error) if self.findings.is_empty() && !matches!(error, VaultError::LogDamaged { .. }) => {
                return Err(error);
            }
            Err(error) => {
                self.unreadable(&error);
                true
            }
        };
        if snapshot
            && !conn.is_autocommit()
            && let Err(error) = conn.execute_batch("COMMIT")
        {
            self.unreadable(&error.into());
        }
        Ok(self.report(complete))
    }

    fn report(self, complete: bool) -> Report {
        Report {
            ok: self.findings.is_empty() && complete,
            entries: self.entries,
            findings: self.findings,
            complete,
        }
    }

    fn unreadable(&mut self, error: &VaultError) {
        if *error == VaultError::OtherLog {
            // said first: a foreign log fails on every page
            let page = Some(1);
            let what = error.to_string();
            self.findings.insert(
                0,
                Finding {
                    device: None,
                    seq: None,
                    page,
                    what,
                },
            );
            return;
        }
        let what = format!("the database cannot be read from here on ({})", error.code());
        self.find(None, None, None, what);
    }

    fn entries(&mut self, conn: &Connection, progress: Progress<'_>) -> Result<bool, VaultError> {
        let total: i64 = conn.query_row("SELECT count(*) FROM entry NOT INDEXED", [], |row| row.get(0))?;
        let total = total.unsigned_abs();
        self.remembered(conn)?;
        let mut statement = conn.prepare(
            "SELECT e.id, e.header, e.sig, e.body, e.seq, d.device_id
             FROM entry e NOT INDEXED LEFT JOIN device d ON d.n = e.device ORDER BY e.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if self.entries.is_multiple_of(STEP) && !progress(self.entries, total) {
                return Ok(false);
            }
            let (seq, device): (i64, Option<[u8; 16]>) = (row.get(4)?, row.get(5)?);
            self.entry(&stored(row)?, seq.unsigned_abs(), device.map(DeviceId));
            self.entries += 1;
        }
        Ok(progress(self.entries, total))
    }

    fn entry(&mut self, row: &Stored, seq: u64, device: Option<DeviceId>) {
        let before = self.findings.len();
        let series = self
            .series
            .entry(device.unwrap_or(DeviceId([0; 16])))
            .or_default();
        let (expected, root) = (series.frontier.size(), series.frontier.root());
        let (lamport, was_broken) = (series.lamport, series.broken);
        series.frontier.push(leaf(&row.raw));
        let head = (series.frontier.size(), series.frontier.root());
        let mut say = |what: &str| {
            self.findings.push(Finding {
                device,
                seq: Some(seq),
                page: None,
                what: what.to_owned(),
            });
        };
        let mut breaks = seq != expected;
        if breaks && !was_broken {
            say("an entry is missing before this one, or it stands in the wrong place");
        }
        match Header::parse(&row.raw) {
            Err(bad) => {
                say(bad.what());
                breaks = true;
            }
            Ok(header) => {
                if Some(header.device) != device || header.seq != seq {
                    say("its header names another place than the one where it stands");
                }
                if header.log != self.log {
                    say("its header names another log");
                }
                if header.prev_root != root && !was_broken && !breaks {
                    say("its root does not fit the entries before it: one of them was changed");
                    breaks = true;
                }
                if header.lamport <= lamport && !was_broken && !breaks {
                    say("its logical time does not grow");
                }
                if let Some(what) = body(&header, row) {
                    say(what);
                }
                let lamport = header.lamport;
                self.counts(&header, row, before, device, seq);
                if let Some(series) = device.and_then(|device| self.series.get_mut(&device)) {
                    series.lamport = lamport.max(series.lamport);
                }
            }
        }
        if let Some(series) = device.and_then(|device| self.series.get_mut(&device)) {
            series.broken |= breaks;
        }
        if let Some(device) = device {
            self.pass_head(device, head);
        }
        self.findings.truncate(MOST_FINDINGS);
    }

    /// Whether the entry counts: signature, authority, and a data key that is there.
    fn counts(&mut self, header: &Header, row: &Stored, before: usize, device: Option<DeviceId>, seq: u64) {
        let refused = self.replay.take(header, row).err();
        let home = (header.stream, header.compartment);
        let keyless = match header.kind {
            Kind::Key => {
                self.keys.insert(header.key, home);
                false
            }
            Kind::Content => self.keys.get(&header.key) != Some(&home),
            Kind::Genesis
            | Kind::Member
            | Kind::Grant
            | Kind::Epoch
            | Kind::Device
            | Kind::Witness
            | Kind::Shred
            | Kind::Policy
            | Kind::Invitation
            | Kind::Recovery => false,
        };
        let keyless = keyless.then_some("it names a data key that is not there");
        for what in refused.into_iter().chain(keyless) {
            let seq = if what == FIRST_SIGNATURE { 0 } else { seq };
            // A changed body also does not open: one finding says enough.
            if self.findings.len() == before || what.contains("signature") || what.contains("author") {
                self.find(device, Some(seq), None, what.to_owned());
            }
        }
    }

    fn pass_head(&mut self, device: DeviceId, head: (u64, Hash)) {
        let (size, root) = head;
        let mut differ = Vec::new();
        self.expected.retain(|(of, at, wanted, what)| {
            let here = *of == device && *at == size;
            if here && *wanted != root {
                differ.push(*what);
            }
            !here
        });
        for what in differ {
            let seq = size.checked_sub(1);
            self.find(
                Some(device),
                seq,
                None,
                format!("the log up to here is not what {what} says"),
            );
        }
    }

    /// What an earlier verification saw must still be there.
    fn remembered(&mut self, conn: &Connection) -> Result<(), VaultError> {
        let mut statement = conn
            .prepare("SELECT d.device_id, v.size, v.root FROM verified v JOIN device d ON d.n = v.device")?;
        let rows = statement.query_map([], |row| {
            Ok((DeviceId(row.get(0)?), row.get::<_, i64>(1)?, row.get(2)?))
        })?;
        for row in rows {
            let (device, size, root) = row?;
            self.expected
                .push((device, size.unsigned_abs(), root, "an earlier verification"));
        }
        Ok(())
    }

    /// The ends: what must be there and is not.
    fn heads(&mut self, conn: &Connection) {
        for (device, size, _, what) in std::mem::take(&mut self.expected) {
            if size > 0 {
                self.find(
                    Some(device),
                    size.checked_sub(1),
                    None,
                    format!("{what} covers this entry, and it is gone"),
                );
            }
        }
        if !self.replay.is_founded() {
            self.find(None, None, None, "the log has no beginning".to_owned());
        }
        if let Some(claim) = self.claim.take() {
            let signed = self
                .replay
                .authority
                .device_key(claim.device)
                .is_some_and(|key| claim.is_signed_by(key));
            if !signed {
                self.find(
                    None,
                    None,
                    None,
                    "the checkpoint's signature is not its device's".to_owned(),
                );
            }
        }
        if let Err(error) = self.devices(conn) {
            self.find(
                None,
                None,
                None,
                format!("the list of devices cannot be read: {}", error.code()),
            );
        }
    }

    /// The tables beside the entries must say the same as the entries.
    fn devices(&mut self, conn: &Connection) -> Result<(), VaultError> {
        let mut statement = conn.prepare("SELECT n, device_id, sign_pk FROM device")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, DeviceId(row.get(1)?), row.get(2)?))
        })?;
        for row in rows {
            let (n, device, public): (i64, DeviceId, [u8; 32]) = row?;
            let key = self
                .replay
                .authority
                .device_key(device)
                .map(ed25519_dalek::VerifyingKey::to_bytes);
            if key.is_some_and(|key| key != public) {
                self.find(
                    Some(device),
                    None,
                    None,
                    "its key in the list of devices is another".to_owned(),
                );
            }
            let series = self.series.get(&device);
            let same = read_frontier(conn, n)
                .is_ok_and(|kept| series.map_or(kept.size() == 0, |series| series.frontier == kept));
            if !same && series.is_none_or(|series| !series.broken) {
                let what = "the remembered end of the log is another: entries were cut off or put in";
                let seq = series.and_then(|series| series.frontier.size().checked_sub(1));
                self.find(Some(device), seq, None, what.to_owned());
            }
        }
        Ok(())
    }

    fn find(&mut self, device: Option<DeviceId>, seq: Option<u64>, page: Option<u64>, what: String) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(Finding {
                device,
                seq,
                page,
                what,
            });
        }
    }
}

/// What is wrong with a body, seen from its header. No entry of this version orders the destruction of a body, so a
/// missing one is damage.
fn body(header: &Header, row: &Stored) -> Option<&'static str> {
    match &row.body {
        None => Some("its body is missing without an order"),
        Some(body) if u32::try_from(body.len()).ok() != Some(header.body_len) => {
            Some("its body has another length")
        }
        Some(body) if sha256(&[body]) != header.body_hash => Some("its body was changed"),
        Some(_) => None,
    }
}

/// The number in a message like `HMAC verification failed for page 3`.
fn page_of(message: &str) -> Option<u64> {
    let (_, after) = message.split_once("page ")?;
    after.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}
