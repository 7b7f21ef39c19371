//! The form of a backup: a head that anybody can read and check for damage, with the key file in it, then the log's
//! database, sealed in pieces under a key from the log key.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::domain::ids::{DeviceId, LogId};
use crate::domain::time::Moment;

use super::super::error::VaultError;
use super::super::kdf::{Key, derive, sha256};
use super::super::slots::Slots;
use super::super::stream::{SealedReader, SealedWriter, StreamKey};

/// The first bytes: the format and its version.
pub(super) const MAGIC: [u8; 8] = *b"TNDMBAK1";
/// The head before the key file.
const FIXED: usize = 212;
/// More than this is not a key file.
const LONGEST_SLOTS: usize = 16 * 1024 * 1024;
/// What is sealed at a time, and what each piece adds: its length and its tag.
const PIECE: u64 = 64 * 1024;
const ADDED: u64 = 20;
/// How much is copied between two words on progress.
const STEP: usize = 256 * 1024;

/// What stands in the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::vault) struct Head {
    pub(in crate::vault) log: LogId,
    pub(in crate::vault) device: DeviceId,
    pub(in crate::vault) at: Moment,
    /// Entries of that device, and the RFC 6962 root over them.
    pub(in crate::vault) size: u64,
    pub(in crate::vault) root: [u8; 32],
    /// Length and SHA-256 of the database.
    pub(in crate::vault) length: u64,
    pub(in crate::vault) digest: [u8; 32],
    /// keyslots.json as it stood.
    pub(in crate::vault) slots: Vec<u8>,
}

/// Told how many bytes of how many passed; gives false to stop.
pub(in crate::vault) type Told<'a> = &'a mut dyn FnMut(u64) -> bool;

impl Head {
    fn to_bytes(&self, salt: &[u8; 32], commitment: &[u8; 32]) -> Result<Vec<u8>, VaultError> {
        let slots = u32::try_from(self.slots.len()).map_err(|_long| refused("its key file is too long"))?;
        let bytes = [
            &MAGIC[..],
            &self.log.0,
            &self.device.0,
            &self.at.0.to_be_bytes(),
            &self.size.to_be_bytes(),
            &self.root,
            &self.length.to_be_bytes(),
            &self.digest,
            salt,
            commitment,
            &slots.to_be_bytes(),
            &self.slots,
        ]
        .concat();
        let digest = sha256(&[&bytes]);
        Ok([bytes.as_slice(), &digest].concat())
    }

    /// Writes the head and, from `database`, the sealed pieces.
    pub(in crate::vault) fn write(
        &self,
        out: &mut impl Write,
        log_key: &Key,
        database: &mut impl Read,
        told: Told<'_>,
    ) -> Result<(), VaultError> {
        let salt = super::super::chance::bytes::<32>();
        let key = StreamKey::new(&backup_key(log_key), &salt);
        let head = self.to_bytes(&salt, &key.commitment)?;
        out.write_all(&head)?;
        let mut sealed = SealedWriter::new(out, key, &head);
        let copied = copy(database, &mut sealed, told)?;
        if (copied.length, copied.digest) != (self.length, self.digest) {
            return Err(VaultError::damaged("the copy changed while it was sealed"));
        }
        sealed.finish()?.flush()?;
        Ok(())
    }
}

/// A backup whose head was read and is whole.
pub(in crate::vault) struct Opened<R: Read> {
    pub(in crate::vault) head: Head,
    bytes: Vec<u8>,
    salt: [u8; 32],
    commitment: [u8; 32],
    rest: R,
}

impl Opened<BufReader<File>> {
    /// Reads the head of a file.
    pub(super) fn read(path: &Path) -> Result<Self, VaultError> {
        let file = File::open(path)?;
        let there = file.metadata()?.len();
        Self::of(BufReader::new(file), there)
    }
}

impl<R: Read> Opened<R> {
    /// Reads the head of a backup of so many bytes; says what is wrong with one that is not whole. Needs no key.
    pub(in crate::vault) fn of(mut rest: R, there: u64) -> Result<Self, VaultError> {
        let mut bytes = vec![0; FIXED];
        rest.read_exact(&mut bytes).map_err(short)?;
        let slots_length = bytes
            .last_chunk::<4>()
            .map_or(0, |length| u32::from_be_bytes(*length) as usize);
        if !bytes.starts_with(&MAGIC) {
            return Err(refused("it is not a backup of this version of Tandem"));
        }
        if slots_length > LONGEST_SLOTS {
            return Err(refused("its head was changed"));
        }
        let mut slots = vec![0; slots_length];
        rest.read_exact(&mut slots).map_err(short)?;
        let mut digest = [0; 32];
        rest.read_exact(&mut digest).map_err(short)?;
        bytes.extend_from_slice(&slots);
        if sha256(&[&bytes]) != digest {
            return Err(refused("its head was changed"));
        }
        let (head, salt, commitment) = parse(&bytes, slots).ok_or_else(|| refused("its head was changed"))?;
        bytes.extend_from_slice(&digest);
        let whole = u64::try_from(bytes.len())
            .ok()
            .and_then(|long| long.checked_add(sealed_length(head.length)?))
            .ok_or_else(|| refused("its head was changed"))?;
        if there < whole {
            return Err(refused(format!(
                "it is cut off: {there} of {whole} bytes are there"
            )));
        }
        if there > whole {
            return Err(refused("something was put on at its end"));
        }
        Ok(Self {
            head,
            bytes,
            salt,
            commitment,
            rest,
        })
    }

    /// The key file that it carries.
    pub(in crate::vault) fn slots(&self) -> Result<Slots, VaultError> {
        let slots = Slots::read(&self.head.slots)?;
        if slots.log.0 != self.head.log {
            return Err(refused("its key file belongs to another log"));
        }
        Ok(slots)
    }

    /// Opens the pieces, writes the database to `out`, and compares it with what the head says.
    pub(in crate::vault) fn copy_to(
        self,
        log_key: &Key,
        out: &mut impl Write,
        told: Told<'_>,
    ) -> Result<Head, VaultError> {
        let key = StreamKey::new(&backup_key(log_key), &self.salt);
        if key.commitment != self.commitment {
            return Err(refused("it was sealed with another log key"));
        }
        let mut pieces = SealedReader::new(self.rest, key, &self.bytes);
        let copied = copy(&mut pieces, out, told).map_err(|error| match error {
            Stopped::Reading(_) => refused("a part of it was changed"),
            Stopped::Writing(error) => error.into(),
            Stopped::ByPerson => VaultError::Cancelled,
        })?;
        pieces
            .must_end()
            .map_err(|_more| refused("something was put on at its end"))?;
        if (copied.length, copied.digest) == (self.head.length, self.head.digest) {
            Ok(self.head)
        } else {
            Err(refused("the log in it is not the one that its head names"))
        }
    }
}

/// For the fuzzer: a head has one form, and pieces that do not open give a reason.
#[cfg(any(test, fuzzing))]
pub(crate) fn try_any(bytes: &[u8]) -> bool {
    let there = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let Ok(opened) = Opened::of(bytes, there) else {
        return false;
    };
    let again = opened.head.to_bytes(&opened.salt, &opened.commitment);
    assert_eq!(again.as_ref(), Ok(&opened.bytes), "a second form of a head");
    let known = opened.slots().is_ok();
    let length = opened.head.length;
    let mut out = Vec::new();
    if opened
        .copy_to(&Key::new([7; 32]), &mut out, &mut |_| true)
        .is_ok()
    {
        assert_eq!(u64::try_from(out.len()), Ok(length), "a backup of another length");
    }
    known
}

fn parse(bytes: &[u8], slots: Vec<u8>) -> Option<(Head, [u8; 32], [u8; 32])> {
    let mut rest = bytes.get(MAGIC.len()..)?;
    let head = Head {
        log: LogId(take(&mut rest)?),
        device: DeviceId(take(&mut rest)?),
        at: Moment(i64::from_be_bytes(take(&mut rest)?)),
        size: u64::from_be_bytes(take(&mut rest)?),
        root: take(&mut rest)?,
        length: u64::from_be_bytes(take(&mut rest)?),
        digest: take(&mut rest)?,
        slots,
    };
    Some((head, take(&mut rest)?, take(&mut rest)?))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk::<N>()?;
    *rest = left;
    Some(*taken)
}

/// How long the pieces of a database are.
fn sealed_length(length: u64) -> Option<u64> {
    length.checked_add(length.div_ceil(PIECE).max(1).checked_mul(ADDED)?)
}

fn backup_key(log_key: &Key) -> Key {
    derive(log_key.as_slice(), &[], &[b"tandem/backup/v1"])
}

/// Length and SHA-256 of what was copied.
pub(super) struct Copied {
    pub(super) length: u64,
    pub(super) digest: [u8; 32],
}

/// Why a copy did not come to its end.
pub(super) enum Stopped {
    Reading(io::Error),
    Writing(io::Error),
    ByPerson,
}

impl From<Stopped> for VaultError {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Reading(error) | Stopped::Writing(error) => error.into(),
            Stopped::ByPerson => Self::Cancelled,
        }
    }
}

/// Copies in bounded memory, counting and hashing.
pub(super) fn copy(from: &mut impl Read, to: &mut impl Write, told: Told<'_>) -> Result<Copied, Stopped> {
    let mut buffer = vec![0; STEP];
    let mut copied = Copied {
        length: 0,
        digest: [0; 32],
    };
    let mut hash = Sha256::new();
    loop {
        let count = from.read(&mut buffer).map_err(Stopped::Reading)?;
        let Some(part) = buffer.get(..count).filter(|part| !part.is_empty()) else {
            copied.digest = hash.finalize().into();
            return Ok(copied);
        };
        hash.update(part);
        to.write_all(part).map_err(Stopped::Writing)?;
        copied.length = copied.length.saturating_add(u64::try_from(count).unwrap_or(0));
        if !told(copied.length) {
            return Err(Stopped::ByPerson);
        }
    }
}

fn short(error: io::Error) -> VaultError {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        refused("it is no backup, or was cut off at its beginning")
    } else {
        error.into()
    }
}

pub(super) fn refused(what: impl Into<String>) -> VaultError {
    VaultError::BackupRefused { what: what.into() }
}
