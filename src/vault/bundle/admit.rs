//! Taking a bundle in: one transaction in which every entry is checked; only then it counts. A file that is not what it
//! should be changes nothing.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use rusqlite::Connection;

use super::form::{Head, read_head, read_record, unread};
use super::intake::{Intake, Tally, refused};
use super::write::WaysIn;
use super::{BUNDLE, Progress, read_outside, shared_secret};
use crate::domain::ids::{DeviceId, EntryRef, LogId};
use crate::domain::role::Compartment;
use crate::domain::time::Moment;

use super::super::append::read_frontier;
use super::super::authority::Authority;
use super::super::disposal::destroy;
use super::super::error::VaultError;
use super::super::header::{Header, Kind, signed_by};
use super::super::keys::Unlocked;
use super::super::log_key::LogKeys;
use super::super::replay::{Fault, Replay, Stored, content_counts, replay};
use super::super::store::{SUPERSEDED, Vault, set_local, stored};
use super::super::stream::SealedReader;

/// How often progress is told, in entries.
const STEP: u64 = 256;

/// What a bundle brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Admitted {
    /// Entries that were not here.
    pub new: u64,
    /// Entries that were here already.
    pub known: u64,
    /// Entries that wait for others that are missing, in all.
    pub waiting: u64,
    /// Devices that wrote their history twice: both are kept, and nothing more of them is taken in.
    pub forks: Vec<DeviceId>,
    /// Others have seen more of this device than is here: the folder is an older copy of itself.
    pub superseded: bool,
    /// Members whose passphrase was changed elsewhere: the new one counts here from now on, the one before no more.
    pub passphrases: u64,
}

/// How a trial ended; either way what it wrote is taken back.
enum Tried {
    Whole(Admitted),
    Failed(VaultError),
}

impl From<VaultError> for Tried {
    fn from(error: VaultError) -> Self {
        Self::Failed(error)
    }
}

impl Vault {
    /// Takes in what a bundle brings: all of it or nothing, checked before it counts, in any order of bundles and any
    /// number of times. Then this device says what it has seen.
    ///
    /// # Errors
    /// [`VaultError::FileRefused`] names what is wrong with the file; [`VaultError::Cancelled`] when `progress` said
    /// stop. The vault is then as before.
    pub fn admit_bundle(
        &mut self,
        file: &Path,
        member: &Unlocked,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<Admitted, VaultError> {
        self.must_write()?;
        let (mut sealed, head) = self.open_bundle(file, member)?;
        let mut admitted =
            self.append_in_bulk(|vault| vault.take_in(&mut sealed, &head, member, now, progress))?;
        admitted.passphrases = self.merge_ways_in(&head)?;
        if admitted.new > 0 && !self.superseded {
            self.checkpoint(now)?;
        }
        if self.disposal_is_due() {
            let ring = self.ring(member, &Compartment::SEALED)?;
            self.finish_disposals(Some(&ring))?;
        }
        Ok(admitted)
    }

    /// Opens a bundle of this log and reads its head.
    fn open_bundle(
        &self,
        file: &Path,
        member: &Unlocked,
    ) -> Result<(SealedReader<BufReader<File>>, Head), VaultError> {
        let mut from = BufReader::new(File::open(file)?);
        let outside = read_outside(&mut from, BUNDLE)?;
        let ours = shared_secret(&self.log_key, outside.salt());
        let mut sealed = None;
        for secret in [Some(ours), outside.unwrap_with(BUNDLE, &member.kem)]
            .into_iter()
            .flatten()
        {
            if let (None, Ok(again)) = (&sealed, File::open(file)) {
                let mut again = BufReader::new(again);
                read_outside(&mut again, BUNDLE)?;
                sealed = outside.open(again, &secret);
            }
        }
        let mut sealed = sealed.ok_or(VaultError::OtherLogsFile)?;
        let head = read_head(&mut sealed)?;
        if head.log != self.log {
            return Err(VaultError::OtherLogsFile);
        }
        Ok((sealed, head))
    }

    /// Checks all of a bundle as [`Vault::admit_bundle`] does, and takes nothing in.
    ///
    /// # Errors
    /// As [`Vault::admit_bundle`]; the vault is as before in any case.
    pub fn try_bundle(
        &mut self,
        file: &Path,
        member: &Unlocked,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<Admitted, VaultError> {
        self.must_write()?;
        let (mut sealed, head) = self.open_bundle(file, member)?;
        let (keys, superseded) = (self.log_keys.clone(), self.superseded);
        let tried = self.append_in_bulk::<Admitted, Tried>(|vault| {
            Err(Tried::Whole(vault.take_in(
                &mut sealed,
                &head,
                member,
                now,
                progress,
            )?))
        });
        (self.log_keys, self.superseded) = (keys, superseded);
        self.reload()?;
        match tried {
            Ok(admitted) | Err(Tried::Whole(admitted)) => Ok(admitted),
            Err(Tried::Failed(error)) => Err(error),
        }
    }

    fn take_in<R: Read>(
        &mut self,
        sealed: &mut SealedReader<R>,
        head: &Head,
        member: &Unlocked,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<Admitted, VaultError> {
        let keys = self.log_keys.clone().read_by(Some(&member.kem));
        let mark = Mark::of(&self.conn)?;
        let (tally, news, keys) = {
            let mut intake = Intake::new(&self.conn, self.log, keys, self.device, &self.authority, now);
            read_all(&mut intake, sealed, head, progress)?;
            intake.save()?;
            check(&self.conn, self.log, intake.log_keys(), mark)?;
            let intake = with_waiting(intake, &self.conn, self.log, mark)?;
            let news: Vec<DeviceId> = intake
                .series
                .iter()
                .filter(|(device, series)| series.news && **device != self.device)
                .map(|(device, _)| *device)
                .collect();
            let keys = intake.log_keys().clone().kept();
            (intake.tally, news, keys)
        };
        let before = self.authority.clone();
        if tally.superseded {
            set_local(&self.conn, SUPERSEDED, &[1])?;
        }
        self.log_keys = keys;
        self.reload()?;
        destroy(&self.conn, &self.authority, &before)?;
        self.superseded |= tally.superseded;
        // a device that was revoked says so once, and from then on writes no more
        let next = EntryRef {
            device: self.device,
            seq: read_frontier(&self.conn, self.device_n)?.size(),
        };
        if !self.superseded && self.authority.devices().may_append(next).is_ok() {
            self.witness(&news, now)?;
        }
        admitted(&self.conn, tally)
    }

    /// Members who joined elsewhere can sign in here as well, and a passphrase that was changed elsewhere counts here
    /// too. Gives how many of those there are.
    fn merge_ways_in(&mut self, head: &Head) -> Result<u64, VaultError> {
        let ways: WaysIn = serde_json::from_slice(&head.carried)
            .map_err(|_form| VaultError::file("its list of members' ways in is malformed"))?;
        // first what lapsed goes: whoever was invited anew comes with another slot
        self.settle()?;
        let mut slots = self.slots_to_change()?;
        if ways.salt != slots.salt {
            return Ok(0);
        }
        let before = slots.clone();
        let renewed = self.merge_slots(&mut slots, ways.members);
        for invite in ways.invitations {
            if !slots.invitations.iter().any(|here| here.id == invite.id) {
                slots.invitations.push(invite);
            }
        }
        for recovery in ways.recovery {
            if !slots.recovery.contains(&recovery) {
                slots.recovery.push(recovery);
            }
        }
        if slots != before {
            self.save_slots(&slots)?;
        }
        self.settle()?;
        Ok(renewed)
    }
}

/// Reads every entry of a file and takes it.
pub(crate) fn read_all<R: Read>(
    intake: &mut Intake<'_>,
    sealed: &mut SealedReader<R>,
    head: &Head,
    progress: Progress<'_>,
) -> Result<(), VaultError> {
    let mut count = [0; 8];
    sealed.read_exact(&mut count).map_err(unread)?;
    let total = u64::from_be_bytes(count);
    if total != head.entries() {
        return Err(VaultError::file("it does not hold as many entries as it says"));
    }
    for done in 0..total {
        if done.is_multiple_of(STEP) && !progress(done, total) {
            return Err(VaultError::Cancelled);
        }
        intake.take(&read_record(sealed)?)?;
    }
    sealed.must_end().map_err(unread)?;
    progress(total, total);
    Ok(())
}

/// What there was before a file was read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    entry: i64,
    fork: i64,
}

impl Mark {
    pub(crate) fn of(conn: &Connection) -> Result<Self, VaultError> {
        let last = |table: &str| {
            conn.query_row(&format!("SELECT ifnull(max(rowid), 0) FROM {table}"), [], |row| {
                row.get(0)
            })
        };
        Ok(Self {
            entry: last("entry")?,
            fork: last("fork")?,
        })
    }
}

/// Checks all that came: who might write it, and that they signed it.
pub(crate) fn check(conn: &Connection, log: LogId, keys: &LogKeys, mark: Mark) -> Result<(), VaultError> {
    let replayed = replay(conn, log, keys)?;
    let mut statement = conn.prepare("SELECT id, header, sig, body FROM entry WHERE id > ?1 ORDER BY id")?;
    for row in statement.query_map([mark.entry], stored)? {
        let row = row?;
        let header = Header::parse(&row.raw).map_err(|bad| VaultError::file(bad.what()))?;
        let gone = row.body.is_none() && !replayed.authority.disposals().covers(&header);
        let wrong =
            match header.kind {
                Kind::Content | Kind::Key if gone => Some("its body is missing without an order"),
                Kind::Content | Kind::Key => content_counts(&replayed.authority, &header, &row)
                    .err()
                    .or_else(|| {
                        (!has_key(conn, &header).unwrap_or(false)).then_some("its data key is not there")
                    }),
                Kind::Genesis
                | Kind::Member
                | Kind::Grant
                | Kind::Epoch
                | Kind::Device
                | Kind::Witness
                | Kind::Shred
                | Kind::Policy
                | Kind::Invitation
                | Kind::Recovery
                | Kind::Approval
                | Kind::LogKey => match replayed.outcomes.get(&row.id) {
                    Some(Ok(()) | Err(Fault::Overtaken(_))) => None,
                    Some(Err(fault)) => Some(fault.what()),
                    None => Some("its header names another kind"),
                },
            };
        if let Some(what) = wrong {
            return Err(refused(&header, what));
        }
    }
    check_forks(conn, &replayed.authority, keys, mark)
}

/// Whether the data key that a content entry names stands in the log, for the same stream and compartment.
fn has_key(conn: &Connection, header: &Header) -> Result<bool, VaultError> {
    if header.kind == Kind::Key {
        return Ok(true);
    }
    let mut statement = conn.prepare(
        "SELECT header FROM entry WHERE substr(header, 137, 2) = x'0003' AND substr(header, 161, 16) = ?1",
    )?;
    let mut rows = statement.query([header.key.0])?;
    while let Some(row) = rows.next()? {
        let raw: Vec<u8> = row.get(0)?;
        if Header::parse(&raw)
            .is_ok_and(|key| key.stream == header.stream && key.compartment == header.compartment)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Evidence counts only if it is signed: nobody can put a device under suspicion without its members' keys.
fn check_forks(
    conn: &Connection,
    authority: &Authority,
    keys: &LogKeys,
    mark: Mark,
) -> Result<(), VaultError> {
    let mut statement = conn.prepare("SELECT raw FROM fork WHERE rowid > ?1")?;
    for raw in statement.query_map([mark.fork], |row| row.get::<_, Vec<u8>>(0))? {
        let record = super::form::Record::from_bytes(&raw?).ok_or(VaultError::Closed)?;
        let header = Header::parse(&record.raw).map_err(|bad| VaultError::file(bad.what()))?;
        let signed = authority
            .signer(&header, None)
            .is_ok_and(|key| signed_by(&record.raw, &record.signature, &key));
        if !signed && !signed_as_structure(authority, keys, &header, record) {
            return Err(refused(&header, "its signature is not its author's"));
        }
    }
    Ok(())
}

/// A fork's entry may be the one by which its author came in.
fn signed_as_structure(
    authority: &Authority,
    keys: &LogKeys,
    header: &Header,
    record: super::form::Record,
) -> bool {
    let row = Stored {
        id: 0,
        raw: record.raw,
        signature: record.signature,
        body: record.body,
    };
    let mut replay = Replay::new(keys.clone());
    replay.authority = authority.clone();
    replay.take(header, &row).is_ok()
}

/// Takes what waited as well. What turns out not to be what it should be is dropped: it may be sent again.
fn with_waiting<'a>(
    intake: Intake<'a>,
    conn: &Connection,
    log: LogId,
    mark: Mark,
) -> Result<Intake<'a>, VaultError> {
    conn.execute_batch("SAVEPOINT waiting")?;
    let mut more = intake.clone();
    let taken = more.take_waiting().and_then(|taken| {
        if taken > 0 {
            more.save()?;
            check(conn, log, more.log_keys(), mark)?;
        }
        Ok(())
    });
    match taken {
        Ok(()) => {
            conn.execute_batch("RELEASE waiting")?;
            Ok(more)
        }
        Err(VaultError::FileRefused { .. }) => {
            conn.execute_batch("ROLLBACK TO waiting; RELEASE waiting; DELETE FROM pending")?;
            Ok(intake)
        }
        Err(error) => Err(error),
    }
}

fn admitted(conn: &Connection, tally: Tally) -> Result<Admitted, VaultError> {
    let waiting: i64 = conn.query_row("SELECT count(*) FROM pending", [], |row| row.get(0))?;
    Ok(Admitted {
        new: tally.new,
        known: tally.known,
        waiting: waiting.unsigned_abs(),
        forks: tally.forks.into_iter().map(|(device, _)| device).collect(),
        superseded: tally.superseded,
        passphrases: 0,
    })
}
