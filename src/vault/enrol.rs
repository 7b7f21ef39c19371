//! A second device: it makes its keys and a request; a governance lead's device enrols it and answers with the whole
//! log, sealed to it; it checks all of it and begins its own series. People compare two short codes, so that neither
//! file can be swapped on the way.

use std::fs::{self, File};
use std::io::{BufReader, Read as _, Write as _};
use std::path::Path;

use ed25519_dalek::SigningKey;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::append::unsealed;
use super::authority::Authority;
use super::bundle::{
    self, ANSWER, Intake, Mark, Progress, WaysIn, begin, read_all, read_head, read_outside, whole_file,
    write_entries, write_head,
};
use super::chance;
use super::codes;
use super::db::{self, Access, Purpose};
use super::error::VaultError;
use super::founding::make_folder;
use super::kdf::{Key, sha256};
use super::keys::{LogHex, Unlocked, db_key};
use super::lock;
use super::log_key::LogKeys;
use super::sealing::public_of;
use super::slots::Slots;
use super::store::{DEVICE_KEY, LOG_FILE, MIGRATIONS, Vault, set_local};
use crate::domain::content::{Content, DeviceEnrolled, bytes};
use crate::domain::ids::{DeviceId, LogId};
use crate::domain::time::Moment;

/// What the new device keeps until the answer comes.
const KEPT: &str = "enrolment.json";
/// Groups of the codes that people compare: 80 bits.
const GROUPS: usize = 4;
/// More than this is not a request.
const LONGEST: u64 = 64 * 1024;
const FORMAT: &str = "tandem-enrolment-request";

/// What a new device asks for: public keys and a name. Nothing in it is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentRequest {
    format: String,
    version: u32,
    device: DeviceId,
    /// What people will call the device.
    pub name: String,
    #[serde(with = "bytes")]
    sign_pk: Vec<u8>,
    #[serde(with = "bytes")]
    kem_pk: Vec<u8>,
}

impl EnrolmentRequest {
    /// The code that both screens show: whoever swaps the request changes it.
    pub fn code(&self) -> String {
        let hash = sha256(&[
            b"tandem/enrol/request/v1",
            &self.device.0,
            &self.sign_pk,
            &self.kem_pk,
            self.name.as_bytes(),
        ]);
        codes::of_bytes(&hash, GROUPS)
    }
}

/// The secrets behind a request.
#[derive(Serialize, Deserialize)]
struct Kept {
    request: EnrolmentRequest,
    seed: Hidden,
    kem: Hidden,
}

/// A key in a file, wiped on drop.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Hidden(#[serde(with = "bytes")] Vec<u8>);

impl Drop for Hidden {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

impl Hidden {
    fn key(&self) -> Option<Key> {
        self.0
            .first_chunk::<32>()
            .filter(|_| self.0.len() == 32)
            .map(|bytes| Key::new(*bytes))
    }
}

/// What the answer carries beside the entries.
#[derive(Serialize, Deserialize)]
struct Carried {
    device: DeviceId,
    training: bool,
    log_key: Hidden,
    ways_in: WaysIn,
}

/// An answer was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// How many entries it holds.
    pub entries: u64,
    /// The code that the new device shows as well when it takes the answer in.
    pub code: String,
}

/// The code of an answer: log, new device, and the head of the device that answered.
fn answer_code(log: LogId, device: DeviceId, checkpoint: &str) -> String {
    let hash = sha256(&[
        b"tandem/enrol/answer/v1",
        &log.0,
        &device.0,
        checkpoint.as_bytes(),
    ]);
    codes::of_bytes(&hash, GROUPS)
}

/// Whether this folder made a request and waits for its answer.
pub fn enrolment_begun(dir: &Path) -> bool {
    dir.join(KEPT).exists()
}

/// The request whose answer this folder waits for; `None` when there is none, or its keys do not read.
pub fn enrolment_request(dir: &Path) -> Option<EnrolmentRequest> {
    read_kept(dir).ok().map(|kept| kept.request.clone())
}

/// Makes the keys of a new device in a new folder, and the request to be carried to a governance lead's device.
///
/// # Errors
/// [`VaultError::AlreadyAVault`] when the folder holds a vault; otherwise what the disk says.
pub fn request_enrolment(dir: &Path, name: &str) -> Result<EnrolmentRequest, VaultError> {
    if super::exists(dir) {
        return Err(VaultError::AlreadyAVault);
    }
    if name.trim().is_empty() {
        return Err(VaultError::refused("a device needs a name"));
    }
    make_folder(dir)?;
    let (seed, kem) = (Key::new(chance::bytes()), Key::new(chance::bytes()));
    let request = EnrolmentRequest {
        format: FORMAT.to_owned(),
        version: 1,
        device: chance::new_device(),
        name: name.trim().to_owned(),
        sign_pk: SigningKey::from_bytes(&seed).verifying_key().to_bytes().to_vec(),
        kem_pk: public_of(&kem).map_err(unsealed)?.to_vec(),
    };
    let kept = Kept {
        request: request.clone(),
        seed: Hidden(seed.to_vec()),
        kem: Hidden(kem.to_vec()),
    };
    let text = Zeroizing::new(serde_json::to_vec(&kept).map_err(|e| VaultError::Io { what: e.to_string() })?);
    private_file(&dir.join(KEPT), &text)?;
    Ok(request)
}

/// Writes a file that only its owner reads.
fn private_file(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    Ok(file.sync_all()?)
}

/// Reads a request.
///
/// # Errors
/// [`VaultError::FileRefused`] when it is not one.
pub fn read_request(text: &[u8]) -> Result<EnrolmentRequest, VaultError> {
    let long = u64::try_from(text.len()).map_or(true, |length| length > LONGEST);
    let read = serde_json::from_slice::<EnrolmentRequest>(text);
    match read {
        Ok(request)
            if !long
                && request.format == FORMAT
                && request.version == 1
                && request.sign_pk.len() == 32
                && request.kem_pk.len() == 32
                && !request.name.trim().is_empty() =>
        {
            Ok(request)
        }
        Ok(_) | Err(_) => Err(VaultError::file("it is not an enrolment request")),
    }
}

impl Vault {
    /// Enrols a new device, and writes the answer: the log key, the ways in, the whole log, sealed to that device. A
    /// request that was accepted before is only answered again.
    ///
    /// # Errors
    /// [`VaultError::NotAllowed`] when `lead` is no governance lead; [`VaultError::Cancelled`]; what the disk says.
    pub fn accept_enrolment(
        &mut self,
        lead: &Unlocked,
        request: &EnrolmentRequest,
        file: &Path,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<Answer, VaultError> {
        self.authority
            .governance(Some(lead.id))
            .map_err(VaultError::refused)?;
        let known = self.authority.device_key(request.device);
        match known.map(|key| key.to_bytes().to_vec()) {
            Some(key) if key == request.sign_pk => {}
            Some(_) => return Err(VaultError::file("its device is enrolled with another key")),
            None => {
                let enrolled = Content::DeviceEnrolled(DeviceEnrolled {
                    device: request.device,
                    name: request.name.clone(),
                    sign_pk: request.sign_pk.clone(),
                });
                self.write_structure(lead, now, &[enrolled])?;
            }
        }
        let to = request.kem_pk.first_chunk::<32>().ok_or(VaultError::Closed)?;
        let head = self.bundle_head(None, now, self.answer_carries(request.device)?)?;
        let (salt, secret) = (chance::bytes(), Key::new(chance::bytes()));
        whole_file(file, |out| {
            let mut sealed = begin(out, ANSWER, &salt, &secret, &[*to])?;
            write_head(&mut sealed, &head)?;
            write_entries(&self.conn, &head, &mut sealed, progress)?;
            Ok(sealed.finish()?)
        })?;
        Ok(Answer {
            entries: head.entries(),
            code: answer_code(self.log, request.device, &head.checkpoint),
        })
    }

    fn answer_carries(&self, device: DeviceId) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let slots = self.good_slots()?;
        let carried = Carried {
            device,
            training: slots.training,
            log_key: Hidden(self.log_key.to_vec()),
            ways_in: WaysIn {
                salt: slots.salt.clone(),
                members: slots.members,
                invitations: slots.invitations,
                recovery: slots.recovery,
                log_keys: slots.log_keys,
            },
        };
        let json = serde_json::to_vec(&carried).map_err(|e| VaultError::Io { what: e.to_string() })?;
        Ok(json.into())
    }

    /// A governance lead takes a device out of the log: it is lost, or it wrote its history twice.
    ///
    /// # Errors
    /// [`VaultError::NotAllowed`] when it may not be, or there is no such device.
    pub fn revoke_device(
        &mut self,
        lead: &Unlocked,
        device: DeviceId,
        now: Moment,
    ) -> Result<(), VaultError> {
        let revoked = Content::DeviceRevoked(crate::domain::content::DeviceRevoked { device });
        self.write_structure(lead, now, &[revoked])?;
        Ok(())
    }
}

/// Takes the answer in: checks all of it, makes the new device's log and key file. `code` is the one that the other
/// screen shows; with another one nothing is made. Gives how many entries came.
///
/// # Errors
/// [`VaultError::FileRefused`] names what is wrong with the answer; [`VaultError::Cancelled`]; what the disk says.
pub fn finish_enrolment(
    dir: &Path,
    file: &Path,
    code: &str,
    now: Moment,
    progress: Progress<'_>,
) -> Result<u64, VaultError> {
    let lock = lock::take(dir)?;
    if super::exists(dir) {
        return Err(VaultError::AlreadyAVault);
    }
    let kept = read_kept(dir)?;
    let kem = kept.kem.key().ok_or(VaultError::Closed)?;
    let mut from = BufReader::new(File::open(file)?);
    let outside = read_outside(&mut from, ANSWER)?;
    let secret = outside
        .unwrap_with(ANSWER, &kem)
        .ok_or_else(|| VaultError::file("it does not answer the request of this folder"))?;
    let mut sealed = outside
        .open(from, &secret)
        .ok_or_else(|| VaultError::file("its head was changed"))?;
    let head = read_head(&mut sealed)?;
    let carried: Carried = serde_json::from_slice(&head.carried)
        .map_err(|_form| VaultError::file("what it carries is malformed"))?;
    let device = kept.request.device;
    let log_key = carried
        .log_key
        .key()
        .filter(|_| carried.device == device)
        .ok_or_else(|| VaultError::file("it answers another device's request"))?;
    if plain_code(code) != plain_code(&answer_code(head.log, device, &head.checkpoint)) {
        return Err(VaultError::file(
            "the code is not the one that the other screen shows",
        ));
    }
    let mut slots = Slots::new(carried.training, LogHex(head.log), device);
    slots.salt.clone_from(&carried.ways_in.salt);
    slots.members.clone_from(&carried.ways_in.members);
    slots.invitations.clone_from(&carried.ways_in.invitations);
    slots.recovery.clone_from(&carried.ways_in.recovery);
    slots.log_keys.clone_from(&carried.ways_in.log_keys);
    if !slots.log_keys.is_empty() {
        slots.version = 2;
    }
    let path = dir.join(LOG_FILE);
    let conn = db::open_keyed(&path, &db_key(&log_key, device), Purpose::Log, Access::Write)?;
    let keys = slots.log_keys_from(&log_key)?;
    let made = make_log(&conn, &kept, (head.log, keys), now, |intake| {
        read_all(intake, &mut sealed, &head, progress)
    });
    drop(conn);
    if let Err(error) = made {
        for name in [LOG_FILE, "log.db-wal", "log.db-shm"] {
            drop(fs::remove_file(dir.join(name))); // of no use to anybody; why it failed is what counts
        }
        return Err(error);
    }
    slots.save(dir, &log_key)?;
    drop(lock);
    let mut vault = Vault::open_with_log_key(dir, head.log, &log_key, None, Access::Write)?;
    let seen: Vec<DeviceId> = head.reach.iter().map(|reach| reach.device).collect();
    vault.witness(&seen, now)?;
    fs::remove_file(dir.join(KEPT))?;
    Ok(head.entries())
}

fn read_kept(dir: &Path) -> Result<Kept, VaultError> {
    let mut text = Zeroizing::new(Vec::with_capacity(4096));
    File::open(dir.join(KEPT))
        .map_err(|error| {
            if error.kind() == std::io::ErrorKind::NotFound {
                VaultError::refused("this folder has asked for no enrolment; make a request first")
            } else {
                error.into()
            }
        })?
        .take(LONGEST)
        .read_to_end(&mut text)?;
    serde_json::from_slice(&text).map_err(|_form| VaultError::SlotsDamaged {
        what: "the request's keys (enrolment.json) do not read".to_owned(),
    })
}

/// Fills a new log.db with what the answer holds, checked.
fn make_log(
    conn: &Connection,
    kept: &Kept,
    (log, keys): (LogId, LogKeys),
    now: Moment,
    read: impl FnOnce(&mut Intake<'_>) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    db::migrate(conn, &MIGRATIONS)?;
    conn.execute_batch("BEGIN IMMEDIATE")?;
    let mark = Mark::of(conn)?;
    let device = kept.request.device;
    let nobody = Authority::default();
    let mut intake = Intake::new(conn, log, keys.clone(), device, &nobody, now);
    read(&mut intake)?;
    intake.save()?;
    if intake.tally.waiting > 0 || !intake.tally.forks.is_empty() || intake.tally.known > 0 {
        return Err(VaultError::file("entries are missing in it"));
    }
    bundle::check(conn, log, &keys, mark)?;
    let seed = kept.seed.key().ok_or(VaultError::Closed)?;
    set_local(conn, DEVICE_KEY, seed.as_slice())?;
    let there: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM device WHERE device_id = ?1 AND sign_pk = ?2)",
        (device.0, &kept.request.sign_pk),
        |row| row.get(0),
    )?;
    if !there {
        return Err(VaultError::file("this device is not enrolled in it"));
    }
    Ok(conn.execute_batch("COMMIT")?)
}

/// A code however it is typed.
fn plain_code(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

impl EnrolmentRequest {
    /// Whether a code that was typed is this request's.
    pub fn has_code(&self, typed: &str) -> bool {
        plain_code(typed) == plain_code(&self.code())
    }

    /// As it is carried: JSON.
    ///
    /// # Errors
    /// Never in practice; the form has no part that cannot be written.
    pub fn to_json(&self) -> Result<Vec<u8>, VaultError> {
        serde_json::to_vec_pretty(self).map_err(|e| VaultError::Io { what: e.to_string() })
    }
}
