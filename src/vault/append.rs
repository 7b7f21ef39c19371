//! Appending: build, seal, sign, insert with the frontier in one transaction, wait for the disk; only then "saved".

use ed25519_dalek::SigningKey;
use rusqlite::Connection;

use crate::domain::content::Content;
use crate::domain::ids::{DeviceId, EntryRef, KeyId, LogId, MemberId, StreamId};
use crate::domain::role::{Compartment, Side};
use crate::domain::time::Moment;

use super::authority::{Authority, kind_of};
use super::chance;
use super::disposal::destroy;
use super::error::VaultError;
use super::header::{Header, Kind, key_name, sign};
use super::kdf::{Key, sha256};
use super::keys::Unlocked;
use super::merkle::{Frontier, leaf};
use super::ring::{KEY_INFO, Ring};
use super::sealing::{DoesNotOpen, LONGEST_BODY, entry_key, pad, seal_once, seal_to};
use super::store::{ClockNote, Vault};

/// A clock that stands further back than this is worth a note, in milliseconds.
const CLOCK_TOLERANCE_MS: i64 = 5 * 60 * 1000;
/// HPKE of a 32-byte key: encapsulated key, key, tag.
const KEY_BODY_LEN: u32 = 80;

/// Who signs.
#[derive(Debug, Clone, Copy)]
pub enum Author<'a> {
    /// The device: a crew entry, or structure of the set-up.
    Device,
    /// A signed-in member.
    Member(&'a Unlocked),
}

/// What is to be appended: exact bytes for one compartment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Who will be able to open it.
    pub compartment: Compartment,
    /// The stream it belongs to; for settings, any.
    pub stream: StreamId,
    /// What [`Content::to_bytes`] gave; stored as it is.
    pub body: Vec<u8>,
}

impl NewEntry {
    /// The entry of a content written by a member of `side`, or by the device; `None` where a device may not write it.
    pub fn of(content: &Content, side: Option<Side>, stream: StreamId) -> Option<Self> {
        Some(Self {
            compartment: content.compartment(side)?,
            stream,
            body: content.to_bytes(),
        })
    }
}

/// One entry on its way, checked.
pub(crate) struct ToWrite {
    pub(crate) kind: Kind,
    pub(crate) compartment: Compartment,
    pub(crate) stream: StreamId,
    pub(crate) plain: Vec<u8>,
}

impl ToWrite {
    /// A structural entry.
    pub(crate) fn structure(content: &Content) -> Result<Self, VaultError> {
        Ok(Self {
            kind: kind_of(content).ok_or_else(|| VaultError::refused("this is not structure"))?,
            compartment: Compartment::Log,
            stream: StreamId([0; 16]),
            plain: content.to_bytes(),
        })
    }
}

impl Vault {
    /// Appends all of these or none: one transaction, on the disk when this returns.
    pub fn append(
        &mut self,
        author: Author<'_>,
        ring: &Ring,
        now: Moment,
        entries: Vec<NewEntry>,
    ) -> Result<Vec<EntryRef>, VaultError> {
        let side = match author {
            Author::Device => None,
            Author::Member(member) => Some(member.side),
        };
        let checked = entries
            .into_iter()
            .map(|entry| checked(entry, side))
            .collect::<Result<Vec<_>, _>>()?;
        self.write(author, ring, now, &checked)
    }

    /// Writes checked entries.
    pub(crate) fn write(
        &mut self,
        author: Author<'_>,
        ring: &Ring,
        now: Moment,
        entries: &[ToWrite],
    ) -> Result<Vec<EntryRef>, VaultError> {
        self.must_write()?;
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        self.must_not_be_stopped()?;
        if self.in_bulk && !self.holds_together() {
            return Err(VaultError::DiskFull);
        }
        let (begin, commit, undo) = if self.in_bulk {
            (
                "SAVEPOINT batch",
                "RELEASE batch",
                "ROLLBACK TO batch; RELEASE batch",
            )
        } else {
            ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        };
        once(&self.conn, begin)?;
        let done = self.write_in_transaction(author, ring, now, entries);
        let done = done.and_then(|done| {
            if let Some(authority) = &done.2 {
                destroy(&self.conn, authority, &self.authority)?;
            }
            Ok(done)
        });
        let done = done.and_then(|done| once(&self.conn, commit).map(|()| done));
        match done {
            Ok((places, lamport, authority)) => {
                self.lamport = lamport;
                if let Some(authority) = authority {
                    self.authority = authority;
                }
                self.clock = self
                    .last
                    .filter(|last| last.since_ms(now) > CLOCK_TOLERANCE_MS)
                    .map(|last| ClockNote { last, now });
                self.last = self.last.max(Some(now));
                Ok(places)
            }
            Err(error) => {
                if !self.conn.is_autocommit() {
                    run(&self.conn, undo)?;
                }
                Err(error)
            }
        }
    }

    /// Gives the places, the logical time and, where structure was written, the new state of authority.
    fn write_in_transaction(
        &self,
        author: Author<'_>,
        ring: &Ring,
        now: Moment,
        entries: &[ToWrite],
    ) -> Result<(Vec<EntryRef>, u64, Option<Authority>), VaultError> {
        let mut batch = Batch::begin(self, author, now)?;
        let mut next: Option<Authority> = None;
        let mut places = Vec::with_capacity(entries.len());
        for entry in entries {
            let authority = next.as_ref().unwrap_or(&self.authority);
            let place = if entry.compartment == Compartment::Log {
                let header = batch.put_sealed(entry, self.log_key_name, &self.log_body_key)?;
                let content =
                    Content::from_bytes(&entry.plain).map_err(|e| VaultError::refused(e.to_string()))?;
                let mut changed = authority.clone();
                changed
                    .signer(&header, Some(&content))
                    .map_err(VaultError::refused)?;
                changed.apply(&header, &content).map_err(VaultError::refused)?;
                next = Some(changed);
                header.place()
            } else {
                authority
                    .devices()
                    .may_append(batch.next_place())
                    .and_then(|()| authority.may_write(batch.author, entry.compartment))
                    .map_err(VaultError::refused)?;
                if batch
                    .author
                    .is_some_and(|author| authority.keys(author).is_none())
                {
                    return Err(VaultError::AccessEnded);
                }
                let (id, key) = self.data_key(&mut batch, authority, entry, ring)?;
                batch.put_sealed(entry, id, &key)?.place()
            };
            places.push(place);
        }
        let lamport = batch.lamport;
        batch.save_frontier()?;
        Ok((places, lamport, next))
    }

    /// This device's data key for the stream in the current epoch where the writer can open the compartment; else a
    /// fresh one, which only the compartment's holders can open afterwards.
    fn data_key(
        &self,
        batch: &mut Batch<'_>,
        authority: &Authority,
        entry: &ToWrite,
        ring: &Ring,
    ) -> Result<(KeyId, Key), VaultError> {
        let epoch = authority
            .epoch(entry.compartment)
            .and_then(|made| made.public_key.first_chunk::<32>())
            .ok_or_else(|| VaultError::refused(no_key(authority, entry.compartment)))?;
        if ring.secret(entry.compartment, epoch).is_some()
            && let Some(own) = self.own_data_key(entry, epoch, ring)?
        {
            return Ok(own);
        }
        let key = Key::new(chance::bytes());
        let id = batch.put_key(entry, epoch, &key)?;
        Ok((id, key))
    }

    fn own_data_key(
        &self,
        entry: &ToWrite,
        epoch: &[u8; 32],
        ring: &Ring,
    ) -> Result<Option<(KeyId, Key)>, VaultError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT header, body FROM entry
             WHERE substr(header, 137, 2) = x'0003' AND substr(header, 145, 16) = ?1 AND device = ?2
             ORDER BY id DESC LIMIT 1",
        )?;
        let mut rows = statement.query((entry.stream.0, self.device_n))?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let raw: Vec<u8> = row.get(0)?;
        let body: Option<Vec<u8>> = row.get(1)?;
        let header = Header::parse(&raw).map_err(|bad| VaultError::damaged(bad.what()))?;
        if header.compartment != entry.compartment || header.salt != *epoch {
            return Ok(None);
        }
        Ok(body
            .and_then(|body| ring.data_key(&header, &body))
            .map(|key| (header.key, key)))
    }
}

/// Entries being written in one transaction.
pub(crate) struct Batch<'a> {
    conn: &'a Connection,
    pub(crate) log: LogId,
    device: DeviceId,
    device_n: i64,
    author: Option<MemberId>,
    key: &'a SigningKey,
    now: Moment,
    lamport: u64,
    frontier: Frontier,
}

impl<'a> Batch<'a> {
    fn begin(vault: &'a Vault, author: Author<'a>, now: Moment) -> Result<Self, VaultError> {
        let (author, key) = match author {
            Author::Device => (None, &vault.device_sign),
            Author::Member(member) => (Some(member.id), &member.sign),
        };
        Ok(Self {
            conn: &vault.conn,
            log: vault.log,
            device: vault.device,
            device_n: vault.device_n,
            author,
            key,
            now,
            lamport: vault.lamport,
            frontier: read_frontier(&vault.conn, vault.device_n)?,
        })
    }

    /// The first batch of a new log, by its device.
    pub(crate) fn founding(
        conn: &'a Connection,
        device: DeviceId,
        device_n: i64,
        key: &'a SigningKey,
        now: Moment,
    ) -> Self {
        Self {
            conn,
            log: LogId([0; 32]),
            device,
            device_n,
            author: None,
            key,
            now,
            lamport: 0,
            frontier: Frontier::default(),
        }
    }

    /// Where the next entry will stand.
    fn next_place(&self) -> EntryRef {
        EntryRef {
            device: self.device,
            seq: self.frontier.size(),
        }
    }

    fn header(&mut self, entry: &ToWrite, kind: Kind, key: KeyId, body_len: u32) -> Header {
        self.lamport = self.lamport.saturating_add(1);
        Header {
            log: self.log,
            device: self.device,
            seq: self.frontier.size(),
            prev_root: self.frontier.root(),
            author: self.author,
            author_key: key_name(self.key.verifying_key().as_bytes()),
            at: self.now,
            lamport: self.lamport,
            kind,
            compartment: entry.compartment,
            stream: entry.stream,
            key,
            salt: [0; 32],
            key_commit: [0; 32],
            body_len,
            body_hash: [0; 32],
        }
    }

    /// Seals a body under a key of its own, derived from the data key, and writes the entry.
    pub(crate) fn put_sealed(
        &mut self,
        entry: &ToWrite,
        key_id: KeyId,
        data_key: &Key,
    ) -> Result<Header, VaultError> {
        if entry.plain.len() > LONGEST_BODY {
            return Err(VaultError::refused(
                "the text is longer than an entry may be (4 MiB)",
            ));
        }
        let padded = pad(&entry.plain);
        let length = u32::try_from(padded.len() + 16).map_err(|_long| VaultError::Closed)?;
        let mut header = self.header(entry, entry.kind, key_id, length);
        header.salt = chance::bytes();
        let (key, commitment) = entry_key(data_key, &header.salt);
        header.key_commit = commitment;
        let body = seal_once(&key, &header.bound(), &padded).map_err(unsealed)?;
        self.finish(header, &body)
    }

    /// Seals a new data key to an epoch and writes its `key` entry, whose salt field holds the epoch's public key.
    fn put_key(&mut self, entry: &ToWrite, epoch: &[u8; 32], data_key: &Key) -> Result<KeyId, VaultError> {
        let id = chance::new_key();
        let mut header = self.header(entry, Kind::Key, id, KEY_BODY_LEN);
        header.salt = *epoch;
        let body = seal_to(epoch, KEY_INFO, &header.bound(), data_key.as_slice()).map_err(unsealed)?;
        self.finish(header, &body)?;
        Ok(id)
    }

    fn finish(&mut self, mut header: Header, body: &[u8]) -> Result<Header, VaultError> {
        header.body_hash = sha256(&[body]);
        if header.kind == Kind::Genesis {
            header.log = header.names_log();
            self.log = header.log;
        }
        let raw = header.to_bytes();
        let signature = sign(&raw, self.key);
        let seq = i64::try_from(header.seq).map_err(|_large| VaultError::damaged("the log is too long"))?;
        self.conn
            .prepare_cached("INSERT INTO entry (device, seq, header, sig, body) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute((self.device_n, seq, &raw, &signature, body))?;
        self.frontier.push(leaf(&raw));
        Ok(header)
    }

    pub(crate) fn save_frontier(self) -> Result<(), VaultError> {
        let size = i64::try_from(self.frontier.size())
            .map_err(|_large| VaultError::damaged("the log is too long"))?;
        self.conn
            .prepare_cached("INSERT OR REPLACE INTO frontier (device, size, nodes) VALUES (?1, ?2, ?3)")?
            .execute((self.device_n, size, self.frontier.to_bytes()))?;
        Ok(())
    }
}

/// What a device has written so far.
pub(crate) fn read_frontier(conn: &Connection, device_n: i64) -> Result<Frontier, VaultError> {
    let (size, nodes): (i64, Vec<u8>) = conn
        .prepare_cached("SELECT size, nodes FROM frontier WHERE device = ?1")?
        .query_row([device_n], |row| Ok((row.get(0)?, row.get(1)?)))?;
    u64::try_from(size)
        .ok()
        .and_then(|size| Frontier::from_bytes(size, &nodes))
        .ok_or_else(|| VaultError::damaged("the remembered edge of the tree is not one"))
}

/// Only what can be read back, and only into the compartment where it belongs.
fn checked(entry: NewEntry, side: Option<Side>) -> Result<ToWrite, VaultError> {
    let content = Content::from_bytes(&entry.body).map_err(|e| VaultError::refused(e.to_string()))?;
    if content.compartment(side) != Some(entry.compartment) {
        return Err(VaultError::refused(format!(
            "this does not belong into the compartment {}",
            entry.compartment.name()
        )));
    }
    match kind_of(&content) {
        None => Ok(ToWrite {
            kind: Kind::Content,
            compartment: entry.compartment,
            stream: entry.stream,
            plain: entry.body,
        }),
        Some(Kind::Policy) => ToWrite::structure(&content),
        Some(_) => Err(VaultError::refused("members and keys have their own pages")),
    }
}

/// One statement that is made once and used again.
pub(crate) fn once(conn: &Connection, sql: &str) -> Result<(), VaultError> {
    conn.prepare_cached(sql)?.execute([])?;
    Ok(())
}

/// Why nothing can be written into a compartment yet.
pub(crate) fn no_key(authority: &Authority, compartment: Compartment) -> String {
    let name = compartment.name();
    if authority.last_epoch(compartment).is_some() {
        format!("the keys of {name} wait for the other organisation's governance lead")
    } else {
        format!("the compartment {name} has no key yet")
    }
}

fn run(conn: &Connection, sql: &str) -> Result<(), VaultError> {
    Ok(conn.execute_batch(sql)?)
}

pub(crate) fn unsealed(_: DoesNotOpen) -> VaultError {
    VaultError::damaged("a key could not be used")
}

#[cfg(test)]
impl Vault {
    /// Writes structure without asking whether its author may, as a forger with the log key would.
    pub(crate) fn write_unchecked(&self, author: Author<'_>, content: &Content) -> Result<(), VaultError> {
        let mut batch = Batch::begin(self, author, Moment(0))?;
        batch.put_sealed(
            &ToWrite::structure(content)?,
            self.log_key_name,
            &self.log_body_key,
        )?;
        batch.save_frontier()
    }
}
