//! The open vault: its lock, its database, its device, and the state of authority as the log gives it.

use std::fmt;
use std::path::{Path, PathBuf};

use ed25519_dalek::{Signer as _, SigningKey};
use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::domain::agreement::Register;
use crate::domain::content::{Genesis, PolicySet};
use crate::domain::ids::{DeviceId, KeyId, LogId};
use crate::domain::role::Compartment;
use crate::domain::time::Moment;

use super::approval::AgreementFact;
use super::authority::Authority;
use super::db::{self, Access, Purpose};
use super::error::VaultError;
use super::header::Header;
use super::kdf::Key;
use super::keys::{Unlocked, db_key};
use super::lock::{self, Lock};
use super::log_key::{LogKey, LogKeys};
use super::person::Member;
use super::replay::{Fault, Stored, replay};
use super::secret::Secret;
use super::slots::Slots;
use super::strict::Signers;

pub(crate) const LOG_FILE: &str = "log.db";
pub(crate) const MIGRATIONS: [&str; 2] = [
    include_str!("../../migrations/log-001.sql"),
    include_str!("../../migrations/log-002.sql"),
];
/// Names in the table `local`.
pub(crate) const DEVICE_KEY: &str = "device/key";
/// Set where others have seen more of this device than is here.
pub(crate) const SUPERSEDED: &str = "device/superseded";

/// An open vault. One writer at a time holds its lock; readers need none.
pub struct Vault {
    pub(crate) dir: PathBuf,
    pub(crate) conn: Connection,
    pub(crate) writable: bool,
    pub(crate) log: LogId,
    /// The newest log key, its data key and what headers call it.
    pub(crate) log_key: Key,
    pub(crate) log_body_key: Key,
    pub(crate) log_key_name: KeyId,
    /// That and those before it.
    pub(crate) log_keys: LogKeys,
    /// The one under which `log.db` lies: an older one while a change is under way.
    pub(crate) db_key_name: KeyId,
    pub(crate) device: DeviceId,
    /// The device's number in the table `device`.
    pub(crate) device_n: i64,
    pub(crate) device_name: String,
    pub(crate) device_sign: SigningKey,
    pub(crate) genesis: Genesis,
    pub(crate) authority: Authority,
    pub(crate) lamport: u64,
    pub(crate) last: Option<Moment>,
    pub(crate) clock: Option<ClockNote>,
    pub(crate) in_bulk: bool,
    /// Others have seen more of this device than is here; it may not write on.
    pub(crate) superseded: bool,
    /// Tables of the keys that sign often.
    pub(crate) signers: Signers,
    /// Held, never read: it is let go when the vault is dropped, after the database.
    pub(crate) _lock: Option<Lock>,
}

/// The clock stood more than five minutes before the last entry when something was written. The entry counts; the
/// order of the log does not depend on the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockNote {
    /// The time of the last entry.
    pub last: Moment,
    /// What the clock said.
    pub now: Moment,
}

/// What can be told of a vault without any secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// The log whose folder it is.
    pub log: LogId,
    /// The version of its key file.
    pub version: u32,
    /// A practice vault. A hint: what holds is in the genesis entry.
    pub training: bool,
    /// Which process holds it now.
    pub holder: Option<String>,
    /// How many members have a way in.
    pub members: usize,
    /// How many invitations wait.
    pub invitations: usize,
}

/// Whether there is a vault in this folder, or what is left of one: a log without its key file is no place for set-up.
pub fn exists(dir: &Path) -> bool {
    Slots::exist(dir) || dir.join(LOG_FILE).exists()
}

/// What can be told without a secret.
pub fn inspect(dir: &Path) -> Result<Inspection, VaultError> {
    let slots = Slots::load(dir)?;
    Ok(Inspection {
        log: slots.log.0,
        version: slots.version,
        training: slots.training,
        holder: lock::holder(dir),
        members: slots.members.len(),
        invitations: slots.invitations.len(),
    })
}

/// Opens a member's slot: slow on purpose (Argon2id). Needs no lock and works while another process holds the vault.
pub fn unlock(dir: &Path, handle: &str, passphrase: &Secret) -> Result<Unlocked, VaultError> {
    Slots::load(dir)?.unlock(handle, passphrase)
}

impl Vault {
    /// Opens for writing; takes the lock.
    pub fn open(dir: &Path, member: &Unlocked) -> Result<Self, VaultError> {
        let key = Slots::load(dir)?.log_key_of(&member.kem, &member.log_key)?;
        let mut vault = Self::open_with_log_key(dir, member.log, &key, Some(&member.kem), Access::Write)?;
        vault.must_be_member(member)?;
        vault.settle()?;
        if vault.disposal_is_due() {
            let ring = vault.ring(member, &Compartment::SEALED)?;
            // a disk that takes no more must not keep anybody out: it is tried again at the next opening
            drop(vault.finish_disposals(Some(&ring)));
        }
        vault.keep_recovery_slots()?;
        Ok(vault)
    }

    /// Opens for reading, while another process may be writing. Nothing can be appended.
    pub fn open_to_read(dir: &Path, member: &Unlocked) -> Result<Self, VaultError> {
        let key = Slots::load(dir)?.log_key_of(&member.kem, &member.log_key)?;
        let vault = Self::open_with_log_key(dir, member.log, &key, Some(&member.kem), Access::ReadOnly)?;
        vault.must_be_member(member)?;
        Ok(vault)
    }

    fn must_be_member(&self, member: &Unlocked) -> Result<(), VaultError> {
        match self.authority.keys(member.id) {
            Some(keys) if keys.sign == member.sign.verifying_key() => Ok(()),
            None if self.authority.has_joined(member.id) => Err(VaultError::AccessEnded),
            Some(_) | None => Err(VaultError::refused(
                "the log does not name you as a member with these keys",
            )),
        }
    }

    pub(crate) fn open_with_log_key(
        dir: &Path,
        log: LogId,
        log_key: &Key,
        kem: Option<&Key>,
        access: Access,
    ) -> Result<Self, VaultError> {
        let slots = Slots::load(dir)?;
        if slots.log.0 != log {
            return Err(VaultError::OtherLog);
        }
        let path = dir.join(LOG_FILE);
        if !path.is_file() {
            return Err(VaultError::damaged("log.db is missing"));
        }
        let lock = match access {
            Access::Write => Some(lock::take(dir)?),
            Access::ReadOnly => None,
        };
        let keys = slots.log_keys_from(log_key)?;
        let (conn, under) = open_under(&path, &keys, slots.database_of(), access)?;
        let version: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if access == Access::Write {
            db::migrate(&conn, &MIGRATIONS)?;
        } else if !usize::try_from(version).is_ok_and(|version| (1..=MIGRATIONS.len()).contains(&version)) {
            // an older form has the same tables, only other indices: it is read as it is
            return Err(VaultError::NewerFormat {
                found: format!("log version {version}"),
            });
        }
        Self::load(dir.to_owned(), (conn, under), lock, &slots, keys, kem)
    }

    pub(crate) fn load(
        dir: PathBuf,
        (conn, db_key_name): (Connection, KeyId),
        lock: Option<Lock>,
        slots: &Slots,
        log_keys: LogKeys,
        kem: Option<&Key>,
    ) -> Result<Self, VaultError> {
        let device_n = conn
            .query_row(
                "SELECT n FROM device WHERE device_id = ?1",
                [slots.device.0],
                |row| row.get(0),
            )
            .optional()?
            .ok_or_else(|| VaultError::damaged("this device is not in its own log"))?;
        let own = local(&conn, &device_key_name(slots.device))?;
        let seed: [u8; 32] = own
            .map_or_else(|| local(&conn, DEVICE_KEY), |own| Ok(Some(own)))?
            .and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok())
            .ok_or_else(|| VaultError::damaged("this device's key is missing"))?;
        let (authority, log_keys) = authority_of(&conn, slots.log.0, &log_keys.read_by(kem))?;
        let newest = newest(&authority, &log_keys)?.clone();
        let device_name = authority
            .devices()
            .name(slots.device)
            .ok_or_else(|| VaultError::damaged("this device is not enrolled"))?
            .to_owned();
        let genesis = authority.genesis().cloned().ok_or(VaultError::OtherLog)?;
        let mut vault = Self {
            dir,
            writable: lock.is_some(),
            conn,
            log: slots.log.0,
            log_key: newest.key,
            log_body_key: newest.body,
            log_key_name: newest.name,
            log_keys,
            db_key_name,
            device: slots.device,
            device_n,
            device_name,
            device_sign: SigningKey::from_bytes(&seed),
            genesis,
            authority,
            lamport: 0,
            last: None,
            clock: None,
            in_bulk: false,
            superseded: false,
            signers: Signers::default(),
            _lock: lock,
        };
        vault.superseded = local(&vault.conn, SUPERSEDED)?.is_some();
        vault.find_last()?;
        Ok(vault)
    }

    /// Reads the logical time of every device's last entry.
    pub(crate) fn find_last(&mut self) -> Result<(), VaultError> {
        let mut statement = self.conn.prepare(
            "SELECT (SELECT header FROM entry WHERE device = d.n ORDER BY seq DESC LIMIT 1) FROM device d",
        )?;
        let rows = statement.query_map([], |row| row.get::<_, Option<Vec<u8>>>(0))?;
        let (mut lamport, mut last) = (0, None);
        for raw in rows {
            let Some(raw) = raw? else { continue };
            let header = Header::parse(&raw).map_err(|bad| VaultError::damaged(bad.what()))?;
            lamport = header.lamport.max(lamport);
            last = Some(header.at).max(last);
        }
        (self.lamport, self.last) = (lamport, last);
        Ok(())
    }

    /// Reads the state of authority anew, after a batch was taken back.
    pub(crate) fn reload(&mut self) -> Result<(), VaultError> {
        (self.authority, _) = authority_of(&self.conn, self.log, &self.log_keys)?;
        self.find_last()
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The log's name.
    pub fn log_id(&self) -> LogId {
        self.log
    }

    /// This device and what people call it.
    pub fn device(&self) -> (DeviceId, &str) {
        (self.device, &self.device_name)
    }

    /// What people call a device of this log.
    pub fn name_of_device(&self, device: DeviceId) -> Option<String> {
        self.authority.devices().name(device).map(str::to_owned)
    }

    /// The first entry: organisations, nation, practice or not.
    pub fn genesis(&self) -> &Genesis {
        &self.genesis
    }

    /// Everybody who was invited or has joined.
    pub fn members(&self) -> Vec<Member> {
        self.authority.members()
    }

    /// The settings in force.
    pub fn policy(&self) -> PolicySet {
        self.authority.policy().clone()
    }

    /// Every agreement that came into force, the oldest first.
    pub fn agreements(&self) -> Vec<AgreementFact> {
        self.authority.agreements.clone()
    }

    /// The partnership's questions with their answers.
    pub fn register(&self) -> Register {
        self.authority.register.clone()
    }

    /// Whether the clock had been set back when something was last written.
    pub fn clock_note(&self) -> Option<ClockNote> {
        self.clock
    }

    /// Whether this vault may be written.
    pub fn is_writable(&self) -> bool {
        self.writable
    }

    /// Signs with the device's key: manifests, receipts.
    pub fn device_sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.device_sign.sign(bytes).to_bytes()
    }

    /// The public half of the device's key, Ed25519.
    pub fn device_public_key(&self) -> [u8; 32] {
        self.device_sign.verifying_key().to_bytes()
    }

    /// A small fact that only this device keeps.
    pub fn local(&self, key: &str) -> Option<Vec<u8>> {
        local(&self.conn, &format!("app/{key}"))
            .ok()
            .flatten()
            .map(|value| value.to_vec())
    }

    /// Keeps a small fact on this device. Not in the log; not for content.
    pub fn set_local(&mut self, key: &str, value: &[u8]) -> Result<(), VaultError> {
        self.must_write()?;
        set_local(&self.conn, &format!("app/{key}"), value)
    }

    pub(crate) fn must_write(&self) -> Result<(), VaultError> {
        if self.writable {
            Ok(())
        } else {
            Err(VaultError::ReadOnly)
        }
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault")
            .field("log", &self.log)
            .finish_non_exhaustive()
    }
}

/// Where the key of a device is kept that is not the first of its folder.
pub(crate) fn device_key_name(device: DeviceId) -> String {
    format!("{DEVICE_KEY}/{}", device.hex())
}

pub(crate) fn local(conn: &Connection, key: &str) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, VaultError> {
    let value = conn
        .prepare_cached("SELECT v FROM local WHERE k = ?1")?
        .query_row([key], |row| row.get::<_, Vec<u8>>(0))
        .optional()?;
    Ok(value.map(zeroize::Zeroizing::new))
}

pub(crate) fn set_local(conn: &Connection, key: &str, value: &[u8]) -> Result<(), VaultError> {
    conn.prepare_cached("INSERT OR REPLACE INTO local (k, v) VALUES (?1, ?2)")?
        .execute((key, value))?;
    Ok(())
}

/// One row of the table `entry`: id, header, signature, body.
pub(crate) fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        id: row.get(0)?,
        raw: row.get(1)?,
        signature: row.get(2)?,
        body: row.get(3)?,
    })
}

/// Opens `log.db` under the newest of these log keys that fits: a change of keys may have been cut short.
fn open_under(
    path: &Path,
    keys: &LogKeys,
    device: DeviceId,
    access: Access,
) -> Result<(Connection, KeyId), VaultError> {
    for key in keys.newest_first() {
        match db::open_keyed(path, &db_key(&key.key, device), Purpose::Log, access) {
            Ok(conn) => return Ok((conn, key.name)),
            Err(VaultError::OtherLog) => {}
            Err(error) => return Err(error),
        }
    }
    Err(VaultError::OtherLog)
}

/// The log key that the log names last.
pub(crate) fn newest<'a>(authority: &Authority, keys: &'a LogKeys) -> Result<&'a LogKey, VaultError> {
    let name = authority.log_key().map_or(KeyId([0; 16]), |made| made.name);
    keys.get(name).ok_or(VaultError::AccessEnded)
}

/// The state of authority after the whole log, and the log keys. An entry that was changed or forged is damage; one
/// that another device's entry overtook has no effect. A reader learns log keys that are new to this device.
fn authority_of(
    conn: &Connection,
    log: LogId,
    log_keys: &LogKeys,
) -> Result<(Authority, LogKeys), VaultError> {
    let replayed = replay(conn, log, log_keys)?;
    for (id, outcome) in &replayed.outcomes {
        match outcome {
            Err(fault @ (Fault::Damaged(_) | Fault::Forbidden(_))) => {
                let seq: i64 =
                    conn.query_row("SELECT seq FROM entry WHERE id = ?1", [id], |row| row.get(0))?;
                let why = fault.what();
                return Err(VaultError::damaged(format!("entry {seq} does not count, {why}")));
            }
            Ok(()) | Err(Fault::Overtaken(_)) => {}
        }
    }
    if replayed.founded {
        Ok((replayed.authority, replayed.log_keys.kept()))
    } else {
        Err(VaultError::damaged("the log has no beginning"))
    }
}
