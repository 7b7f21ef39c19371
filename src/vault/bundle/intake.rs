//! One entry from elsewhere against what is here: it is known, new, waits for what is missing, or shows that a device
//! wrote its history twice. Signatures and authority are checked afterwards, over all that came.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _};

use super::form::Record;
use crate::domain::content::{Content, DeviceEnrolled, Witnessed};
use crate::domain::ids::{DeviceId, LogId};
use crate::domain::time::Moment;

use super::super::append::read_frontier;
use super::super::authority::{Authority, enrols_itself};
use super::super::error::VaultError;
use super::super::header::{Header, Kind, LENGTH};
use super::super::kdf::sha256;
use super::super::log_key::LogKeys;
use super::super::merkle::{Frontier, leaf};
use super::super::replay::open_body;
use super::super::witness::root_at;

/// The state of a device whose history was written twice: nothing more of it is taken in.
pub(crate) const FORKED: i64 = 3;

/// One device's series here.
#[derive(Clone)]
pub(crate) struct Series {
    pub(crate) n: i64,
    pub(crate) frontier: Frontier,
    lamport: u64,
    forked: bool,
    /// New entries came.
    changed: bool,
    /// Some of them say more than that another device was witnessed.
    pub(crate) news: bool,
}

/// What came of a file's entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) new: u64,
    pub(crate) known: u64,
    pub(crate) waiting: u64,
    /// Devices that wrote their history twice, and where.
    pub(crate) forks: Vec<(DeviceId, u64)>,
    /// Others have seen more of this device than is here.
    pub(crate) superseded: bool,
}

/// Takes entries in, inside a transaction of its caller.
#[derive(Clone)]
pub(crate) struct Intake<'a> {
    conn: &'a Connection,
    log: LogId,
    keys: LogKeys,
    own: DeviceId,
    /// Who is enrolled so far.
    authority: &'a Authority,
    now: Moment,
    pub(crate) series: BTreeMap<DeviceId, Series>,
    pub(crate) tally: Tally,
}

impl<'a> Intake<'a> {
    pub(crate) fn new(
        conn: &'a Connection,
        log: LogId,
        keys: LogKeys,
        own: DeviceId,
        authority: &'a Authority,
        now: Moment,
    ) -> Self {
        Self {
            conn,
            log,
            keys,
            own,
            authority,
            now,
            series: BTreeMap::new(),
            tally: Tally::default(),
        }
    }

    /// Takes one entry.
    ///
    /// # Errors
    /// [`VaultError::FileRefused`] when it is not an entry of this log as its device wrote it.
    pub(crate) fn take(&mut self, record: &Record) -> Result<(), VaultError> {
        let header = Header::parse(&record.raw).map_err(|bad| VaultError::file(bad.what()))?;
        if header.log != self.log {
            return Err(VaultError::file("it holds entries of another log"));
        }
        whole(&header, record)?;
        let structure = self.structure(&header, record)?;
        if let Some(Content::LogKeyMade(made)) = &structure {
            self.keys.learn(self.log, made);
        }
        if let Some(Content::DeviceEnrolled(enrolled)) = &structure {
            self.enrol(enrolled)?;
        } else if let Some(Content::RecoveryUsed(used)) = &structure {
            if let Some(enrolled) = enrols_itself(&header, used) {
                self.enrol(enrolled)?;
            }
        } else if header.kind == Kind::Genesis {
            // its device introduces itself with the next entry
            self.enrol_key(header.device, &[0; 32])?;
        }
        let Some(series) = self.series_of(header.device)? else {
            return self.wait(&header, record, "its device is not enrolled here yet");
        };
        let (size, root) = (series.frontier.size(), series.frontier.root());
        if header.seq < size {
            return self.compare(&header, record);
        }
        if series.forked {
            return self.wait(&header, record, "its device wrote its history twice");
        }
        if header.seq > size {
            return self.wait(&header, record, "earlier entries of its device are missing");
        }
        if header.prev_root != root {
            return self.fork(&header, record);
        }
        if header.lamport <= series.lamport {
            return Err(refused(&header, "its logical time does not grow"));
        }
        if let Some(Content::Witnessed(witnessed)) = &structure
            && !self.may_witness(&header, witnessed)?
        {
            return self.wait(&header, record, "its device has seen entries that are not here");
        }
        self.insert(&header, record)
    }

    /// What an entry says that changes what can be taken in: an enrolled device, a witness.
    fn structure(&self, header: &Header, record: &Record) -> Result<Option<Content>, VaultError> {
        if !matches!(
            header.kind,
            Kind::Device | Kind::Witness | Kind::LogKey | Kind::Recovery
        ) {
            return Ok(None);
        }
        record
            .body
            .as_deref()
            .and_then(|body| open_body(header, &self.keys.get(header.key)?.body, body))
            .and_then(|plain| Content::from_bytes(&plain).ok())
            .map(Some)
            .ok_or_else(|| refused(header, "its body does not open"))
    }

    fn enrol(&self, enrolled: &DeviceEnrolled) -> Result<(), VaultError> {
        if enrolled.sign_pk.len() != 32 {
            return Err(VaultError::file("a device's public key is malformed"));
        }
        self.enrol_key(enrolled.device, &enrolled.sign_pk)
    }

    fn enrol_key(&self, device: DeviceId, key: &[u8]) -> Result<(), VaultError> {
        self.conn.execute(
            "INSERT INTO device (device_id, sign_pk, state) VALUES (?1, ?2, 1)
             ON CONFLICT (device_id) DO UPDATE SET sign_pk = ?2 WHERE sign_pk = zeroblob(32)",
            (device.0, key),
        )?;
        self.conn.execute(
            "INSERT OR IGNORE INTO frontier (device, size, nodes) SELECT n, 0, x'' FROM device WHERE device_id = ?1",
            [device.0],
        )?;
        Ok(())
    }

    /// A device's series, if the device is enrolled.
    fn series_of(&mut self, device: DeviceId) -> Result<Option<&mut Series>, VaultError> {
        if !self.series.contains_key(&device) {
            if let Some(key) = self.authority.device_key(device) {
                self.enrol_key(device, key.as_bytes())?;
            }
            let Some(series) = read_series(self.conn, device)? else {
                return Ok(None);
            };
            self.series.insert(device, series);
        }
        Ok(self.series.get_mut(&device))
    }

    /// An entry whose place is taken: the same one, or evidence.
    fn compare(&mut self, header: &Header, record: &Record) -> Result<(), VaultError> {
        let Some(n) = self.series.get(&header.device).map(|series| series.n) else {
            return Ok(());
        };
        let (here, whole): (Vec<u8>, bool) = self.conn.query_row(
            "SELECT header, body IS NOT NULL FROM entry WHERE device = ?1 AND seq = ?2",
            (n, place(header.seq)?),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        if here != record.raw {
            return self.fork(header, record);
        }
        if let Some(body) = record
            .body
            .as_deref()
            .filter(|_| !whole && self.may_have_body(header))
        {
            self.conn.execute(
                "UPDATE entry SET body = ?3 WHERE device = ?1 AND seq = ?2",
                (n, place(header.seq)?, body),
            )?;
        }
        self.tally.known = self.tally.known.saturating_add(1);
        Ok(())
    }

    /// Keeps an entry that contradicts what is here. Neither is ever merged or dropped.
    fn fork(&mut self, header: &Header, record: &Record) -> Result<(), VaultError> {
        let bytes = self.kept_bytes(header, record);
        let there: bool = self.conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM fork WHERE device_id = ?1 AND seq = ?2 AND raw = ?3)",
            (header.device.0, place(header.seq)?, &bytes),
            |row| row.get(0),
        )?;
        if !there {
            self.conn.execute(
                "INSERT INTO fork (device_id, seq, raw, seen_ms) VALUES (?1, ?2, ?3, ?4)",
                (header.device.0, place(header.seq)?, bytes, self.now.0),
            )?;
        }
        self.twice(header.device, header.seq)
    }

    /// A device wrote its history twice.
    fn twice(&mut self, device: DeviceId, seq: u64) -> Result<(), VaultError> {
        self.conn.execute(
            "UPDATE device SET state = ?2 WHERE device_id = ?1",
            (device.0, FORKED),
        )?;
        if let Some(series) = self.series_of(device)? {
            series.forked = true;
        }
        self.tally.superseded |= device == self.own;
        if !self.tally.forks.iter().any(|(known, _)| *known == device) {
            self.tally.forks.push((device, seq));
        }
        Ok(())
    }

    /// Keeps an entry whose turn has not come. It is checked when it is taken in.
    fn wait(&mut self, header: &Header, record: &Record, why: &str) -> Result<(), VaultError> {
        self.conn.execute(
            "INSERT OR REPLACE INTO pending (device_id, seq, raw, why) VALUES (?1, ?2, ?3, ?4)",
            (
                header.device.0,
                place(header.seq)?,
                self.kept_bytes(header, record),
                why,
            ),
        )?;
        self.tally.waiting = self.tally.waiting.saturating_add(1);
        Ok(())
    }

    /// An entry that is kept aside, without a body that was disposed of.
    fn kept_bytes(&self, header: &Header, record: &Record) -> Vec<u8> {
        let mut bytes = record.to_bytes();
        if !self.may_have_body(header) {
            bytes.truncate(LENGTH + 64);
            bytes.push(0);
        }
        bytes
    }

    /// Whether what a witness entry covers is here. One that contradicts what is here is true all the same: its device
    /// saw another history of the witnessed one.
    fn may_witness(&mut self, header: &Header, witnessed: &Witnessed) -> Result<bool, VaultError> {
        let own = self.own;
        let Some(series) = self.series_of(witnessed.device)? else {
            return Ok(false);
        };
        let (n, edge) = (series.n, series.frontier.clone());
        let last = witnessed.size.saturating_sub(1);
        if edge.size() < witnessed.size {
            self.tally.superseded |= witnessed.device == own;
            return Ok(false);
        }
        let same = root_at(self.conn, n, witnessed.size, &edge)?;
        if same.as_slice() != witnessed.root {
            self.twice(witnessed.device, last)?;
            return Ok(true);
        }
        let raw: Option<Vec<u8>> = self
            .conn
            .query_row(
                "SELECT header FROM entry WHERE device = ?1 AND seq = ?2",
                (n, place(last)?),
                |row| row.get(0),
            )
            .optional()?;
        let seen = raw.and_then(|raw| Header::parse(&raw).ok());
        if seen.is_some_and(|seen| seen.lamport >= header.lamport) {
            return Err(refused(header, "its logical time is not after what it has seen"));
        }
        Ok(true)
    }

    /// Whether a body may be taken in: nothing that was destroyed by order comes back. Orders that come with the same
    /// file are carried out after it.
    fn may_have_body(&self, header: &Header) -> bool {
        !self.authority.disposals().covers(header)
    }

    fn insert(&mut self, header: &Header, record: &Record) -> Result<(), VaultError> {
        let body = record.body.as_ref().filter(|_| self.may_have_body(header));
        let own = header.device == self.own;
        let Some(series) = self.series.get_mut(&header.device) else {
            return Ok(());
        };
        self.conn.execute(
            "INSERT INTO entry (device, seq, header, sig, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            (series.n, place(header.seq)?, &record.raw, &record.signature, body),
        )?;
        series.frontier.push(leaf(&record.raw));
        series.lamport = header.lamport;
        series.changed = true;
        series.news |= header.kind != Kind::Witness;
        self.tally.new = self.tally.new.saturating_add(1);
        self.tally.superseded |= own;
        Ok(())
    }

    /// Takes what waited and whose turn has come, until nothing moves. Gives how many were taken.
    pub(crate) fn take_waiting(&mut self) -> Result<u64, VaultError> {
        let before = self.tally.new;
        loop {
            let mut statement = self
                .conn
                .prepare("SELECT device_id, seq, raw FROM pending ORDER BY device_id, seq")?;
            let waiting: Vec<(DeviceId, i64)> = statement
                .query_map([], |row| Ok((DeviceId(row.get(0)?), row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            let moved = self.tally.new;
            for (device, seq) in waiting {
                self.take_one_waiting(device, seq)?;
            }
            if self.tally.new == moved {
                return Ok(self.tally.new.saturating_sub(before));
            }
        }
    }

    fn take_one_waiting(&mut self, device: DeviceId, seq: i64) -> Result<(), VaultError> {
        let size = self.series_of(device)?.map(|series| series.frontier.size());
        if size.is_none_or(|size| seq.unsigned_abs() > size) {
            return Ok(());
        }
        let raw: Vec<u8> = self.conn.query_row(
            "SELECT raw FROM pending WHERE device_id = ?1 AND seq = ?2",
            (device.0, seq),
            |row| row.get(0),
        )?;
        self.conn.execute(
            "DELETE FROM pending WHERE device_id = ?1 AND seq = ?2",
            (device.0, seq),
        )?;
        match Record::from_bytes(&raw) {
            Some(record) => self.take(&record),
            None => Ok(()),
        }
    }

    /// The log keys, those that were learned on the way included.
    pub(crate) fn log_keys(&self) -> &LogKeys {
        &self.keys
    }

    /// Keeps the edges of the trees.
    pub(crate) fn save(&self) -> Result<(), VaultError> {
        for series in self.series.values().filter(|series| series.changed) {
            self.conn.execute(
                "INSERT OR REPLACE INTO frontier (device, size, nodes) VALUES (?1, ?2, ?3)",
                (
                    series.n,
                    place(series.frontier.size())?,
                    series.frontier.to_bytes(),
                ),
            )?;
        }
        Ok(())
    }
}

/// The body fits its header. Only content and data keys may come without: the sender may have had to destroy them.
fn whole(header: &Header, record: &Record) -> Result<(), VaultError> {
    match &record.body {
        None if matches!(header.kind, Kind::Content | Kind::Key) => Ok(()),
        None => Err(refused(header, "its body is missing")),
        Some(body) => {
            let fits = u32::try_from(body.len()).ok() == Some(header.body_len)
                && sha256(&[body]) == header.body_hash;
            if fits {
                Ok(())
            } else {
                Err(refused(header, "its body was changed"))
            }
        }
    }
}

fn read_series(conn: &Connection, device: DeviceId) -> Result<Option<Series>, VaultError> {
    let found: Option<(i64, i64)> = conn
        .query_row(
            "SELECT n, state FROM device WHERE device_id = ?1",
            [device.0],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((n, state)) = found else { return Ok(None) };
    let last: Option<Vec<u8>> = conn
        .query_row(
            "SELECT header FROM entry WHERE device = ?1 ORDER BY seq DESC LIMIT 1",
            [n],
            |row| row.get(0),
        )
        .optional()?;
    let frontier = read_frontier(conn, n)?;
    let last = last.map(|raw| Header::parse(&raw).map_err(|bad| VaultError::damaged(bad.what())));
    Ok(Some(Series {
        n,
        frontier,
        lamport: last.transpose()?.map_or(0, |header| header.lamport),
        forked: state == FORKED,
        changed: false,
        news: false,
    }))
}

fn place(seq: u64) -> Result<i64, VaultError> {
    i64::try_from(seq).map_err(|_large| VaultError::file("a place in it is beyond what a log can hold"))
}

/// A refusal that names the entry.
pub(super) fn refused(header: &Header, what: &str) -> VaultError {
    VaultError::file(format!(
        "entry {} of device {}: {what}",
        header.seq,
        header.device.hex()
    ))
}
