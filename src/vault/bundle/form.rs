//! What stands in a bundle, byte by byte: whose it is, how far each device's entries reach, and the entries in the one
//! order of the log.

use std::io::{self, Read, Write};

use super::super::error::VaultError;
use super::super::header;
use super::super::merkle::Hash;
use super::super::sealing::{LONGEST_BODY, PAD};
use crate::domain::ids::{DeviceId, LogId};
use crate::domain::time::Moment;

/// The version of the form inside the seal.
const FORM: u8 = 1;
/// The length that stands for a body that the sender no longer has.
const NO_BODY: u32 = u32::MAX;
/// No log has more devices.
const MOST_DEVICES: u16 = 10_000;
/// The longest text or key file that a bundle carries.
const LONGEST_CARRIED: u32 = 16 * 1024 * 1024;

/// How far one device's entries reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) device: DeviceId,
    /// The first entry in this bundle.
    pub(crate) from: u64,
    /// How many entries the sender has; those from `from` on are in this bundle.
    pub(crate) size: u64,
    /// The root over the sender's entries.
    pub(crate) root: Hash,
}

/// The beginning of what is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) log: LogId,
    /// The device that wrote the bundle.
    pub(crate) by: DeviceId,
    pub(crate) at: Moment,
    pub(crate) reach: Vec<Reach>,
    /// The sender's checkpoint, a signed note.
    pub(crate) checkpoint: String,
    /// JSON: the ways in that members have; for a new device also the log key.
    pub(crate) carried: zeroize::Zeroizing<Vec<u8>>,
}

impl Head {
    /// How many entries follow.
    pub(crate) fn entries(&self) -> u64 {
        let counts = self.reach.iter().map(|r| r.size.saturating_sub(r.from));
        counts.fold(0, u64::saturating_add)
    }
}

/// One entry on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) raw: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) body: Option<Vec<u8>>,
}

fn put(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_long| io::ErrorKind::InvalidData)?;
    out.write_all(&length.to_be_bytes())?;
    out.write_all(bytes)
}

/// Writes the head.
pub(crate) fn write_head(out: &mut impl Write, head: &Head) -> io::Result<()> {
    let devices = u16::try_from(head.reach.len()).map_err(|_many| io::ErrorKind::InvalidData)?;
    out.write_all(&[FORM])?;
    out.write_all(&head.log.0)?;
    out.write_all(&head.by.0)?;
    out.write_all(&head.at.0.to_be_bytes())?;
    out.write_all(&devices.to_be_bytes())?;
    for reach in &head.reach {
        out.write_all(&reach.device.0)?;
        out.write_all(&reach.from.to_be_bytes())?;
        out.write_all(&reach.size.to_be_bytes())?;
        out.write_all(&reach.root)?;
    }
    put(out, head.checkpoint.as_bytes())?;
    put(out, &head.carried)
}

/// Writes one entry.
pub(crate) fn write_record(out: &mut impl Write, record: &Record) -> io::Result<()> {
    out.write_all(&record.raw)?;
    out.write_all(&record.signature)?;
    match &record.body {
        Some(body) => put(out, body),
        None => out.write_all(&NO_BODY.to_be_bytes()),
    }
}

fn take<const N: usize>(from: &mut impl Read) -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes).map_err(unread)?;
    Ok(bytes)
}

fn carried(from: &mut impl Read) -> Result<Vec<u8>, VaultError> {
    let length = u32::from_be_bytes(take(from)?);
    if length > LONGEST_CARRIED {
        return Err(VaultError::file("a part of it is longer than it may be"));
    }
    bytes(from, length)
}

fn bytes(from: &mut impl Read, length: u32) -> Result<Vec<u8>, VaultError> {
    let mut bytes = Vec::new();
    let read = from
        .take(u64::from(length))
        .read_to_end(&mut bytes)
        .map_err(unread)?;
    if u32::try_from(read).ok() == Some(length) {
        Ok(bytes)
    } else {
        Err(VaultError::file("it ends in the middle"))
    }
}

/// Reads the head.
pub(crate) fn read_head(from: &mut impl Read) -> Result<Head, VaultError> {
    if take::<1>(from)? != [FORM] {
        return Err(VaultError::file("a newer version of Tandem wrote it"));
    }
    let (log, by) = (LogId(take(from)?), DeviceId(take(from)?));
    let at = Moment(i64::from_be_bytes(take(from)?));
    let devices = u16::from_be_bytes(take(from)?);
    if devices > MOST_DEVICES {
        return Err(VaultError::file("it names more devices than a log can have"));
    }
    let mut reach: Vec<Reach> = Vec::new();
    for _ in 0..devices {
        let next = Reach {
            device: DeviceId(take(from)?),
            from: u64::from_be_bytes(take(from)?),
            size: u64::from_be_bytes(take(from)?),
            root: take(from)?,
        };
        if next.from > next.size || reach.iter().any(|seen| seen.device == next.device) {
            return Err(VaultError::file("its list of devices contradicts itself"));
        }
        reach.push(next);
    }
    let checkpoint = String::from_utf8(carried(from)?)
        .map_err(|_text| VaultError::file("its checkpoint is not a text"))?;
    let carried = carried(from)?.into();
    Ok(Head {
        log,
        by,
        at,
        reach,
        checkpoint,
        carried,
    })
}

/// Reads one entry.
pub(crate) fn read_record(from: &mut impl Read) -> Result<Record, VaultError> {
    let raw = take::<{ header::LENGTH }>(from)?.to_vec();
    let signature = take::<64>(from)?.to_vec();
    let length = u32::from_be_bytes(take(from)?);
    let longest = u32::try_from(LONGEST_BODY + PAD + 16).unwrap_or(u32::MAX);
    let body = match length {
        NO_BODY => None,
        length if length > longest => return Err(VaultError::file("a body is longer than it may be")),
        length => Some(bytes(from, length)?),
    };
    Ok(Record { raw, signature, body })
}

/// Damage of the file is told apart from a disk that does not read.
pub(crate) fn unread(error: io::Error) -> VaultError {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        VaultError::file("it ends in the middle")
    } else if error.kind() == io::ErrorKind::InvalidData {
        VaultError::file("a part of it was changed")
    } else {
        error.into()
    }
}

impl Record {
    /// As it is kept where it waits or is evidence: header ‖ signature ‖ 1 and the body, or 0.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let body = self.body.as_deref();
        let flag = [u8::from(body.is_some())];
        [
            self.raw.as_slice(),
            &self.signature,
            &flag,
            body.unwrap_or_default(),
        ]
        .concat()
    }

    /// Reads [`Record::to_bytes`] back.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (raw, rest) = bytes.split_first_chunk::<{ header::LENGTH }>()?;
        let (signature, rest) = rest.split_first_chunk::<64>()?;
        let (flag, body) = rest.split_first()?;
        let body = match flag {
            0 if body.is_empty() => None,
            1 => Some(body.to_vec()),
            _ => return None,
        };
        Some(Self {
            raw: raw.to_vec(),
            signature: signature.to_vec(),
            body,
        })
    }
}
