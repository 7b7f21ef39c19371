//! Entries in one sealed file, from one vault folder of a log to another: by memory stick, and between any two devices
//! as long as there is no hub. Sealed as a whole, so that a stick lost on the street shows nothing but its size.
//!
//! Reading order: `form` (the bytes inside the seal), `write`, `intake` (one entry against what is here), `admit` (a
//! whole file in one transaction), here the outside of the file.

mod admit;
pub(super) mod form;
mod intake;
mod write;

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;

use zeroize::Zeroizing;

use super::append::unsealed;
use super::chance;
use super::error::VaultError;
use super::kdf::{Key, derive};
use super::sealing::{open_with, seal_to};
use super::stream::{SealedReader, SealedWriter, StreamKey, walk};

pub use admit::Admitted;
pub(crate) use admit::{Mark, check, read_all};
pub(crate) use form::{read_head, unread, write_head};
pub(crate) use intake::{FORKED, Intake};
pub use write::Written;
pub(crate) use write::{WaysIn, whole_file, write_entries};

/// Told how many entries of how many passed; gives false to stop.
pub(crate) type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

/// The first bytes of a bundle.
pub(crate) const BUNDLE: [u8; 8] = *b"TNDBNDL1";
/// The first bytes of the answer to a new device.
pub(crate) const ANSWER: [u8; 8] = *b"TNDENRL1";
/// HPKE of a 32-byte secret.
const WRAP: usize = 80;
/// The number of wraps is filled up to a multiple of this, so that it tells little.
const WRAPS: usize = 16;
/// More than this is not a file of ours.
const MOST_WRAPS: u16 = 4096;
const WRAP_INFO: &[u8] = b"tandem/bundle/wrap/v1";

/// The outside of a file: magic ‖ salt ‖ commitment ‖ number of wraps ‖ wraps.
pub(crate) struct Outside {
    bytes: Vec<u8>,
    salt: [u8; 32],
    commitment: [u8; 32],
    wraps: Vec<[u8; WRAP]>,
}

/// The secret of a file that everybody with the log key may open.
pub(crate) fn shared_secret(log_key: &Key, salt: &[u8; 32]) -> Key {
    derive(log_key.as_slice(), salt, &[b"tandem/bundle/v1"])
}

fn bound(magic: [u8; 8], salt: &[u8; 32]) -> Vec<u8> {
    [magic.as_slice(), salt].concat()
}

/// Begins a file: writes its outside, with its secret sealed to each of these public keys.
pub(crate) fn begin<W: Write>(
    mut out: W,
    magic: [u8; 8],
    salt: &[u8; 32],
    secret: &Key,
    to: &[[u8; 32]],
) -> Result<SealedWriter<W>, VaultError> {
    let key = StreamKey::new(secret, salt);
    let mut wraps: Vec<Vec<u8>> = to
        .iter()
        .map(|public| seal_to(public, WRAP_INFO, &bound(magic, salt), secret.as_slice()).map_err(unsealed))
        .collect::<Result<_, _>>()?;
    wraps.resize_with(wraps.len().next_multiple_of(WRAPS), || {
        chance::bytes::<WRAP>().to_vec()
    });
    let count =
        u16::try_from(wraps.len()).map_err(|_many| VaultError::refused("a log has not so many members"))?;
    let outside = [
        magic.as_slice(),
        salt,
        &key.commitment,
        &count.to_be_bytes(),
        &wraps.concat(),
    ]
    .concat();
    out.write_all(&outside)?;
    Ok(SealedWriter::new(out, key, &outside))
}

fn split<const N: usize>(bytes: &[u8]) -> Result<([u8; N], &[u8]), VaultError> {
    let (taken, rest) = bytes.split_first_chunk::<N>().ok_or(VaultError::Closed)?;
    Ok((*taken, rest))
}

/// Reads the outside of a file.
pub(crate) fn read_outside(from: &mut impl Read, magic: [u8; 8]) -> Result<Outside, VaultError> {
    let mut fixed = [0; 74];
    from.read_exact(&mut fixed).map_err(unread)?;
    let (found, rest) = split::<8>(&fixed)?;
    let (salt, rest) = split::<32>(rest)?;
    let (commitment, rest) = split::<32>(rest)?;
    let count = u16::from_be_bytes(split::<2>(rest)?.0);
    if found != magic {
        return Err(VaultError::file("it is not a file of this kind"));
    }
    if count > MOST_WRAPS {
        return Err(VaultError::file("its head is damaged"));
    }
    let mut bytes = fixed.to_vec();
    let mut wraps = Vec::new();
    for _ in 0..count {
        let mut wrap = [0; WRAP];
        from.read_exact(&mut wrap).map_err(unread)?;
        bytes.extend_from_slice(&wrap);
        wraps.push(wrap);
    }
    Ok(Outside {
        bytes,
        salt,
        commitment,
        wraps,
    })
}

/// Checks what a bundle shows to anybody: its outside, and that its sealed pieces end where they should. Gives how many
/// pieces there are.
///
/// # Errors
/// [`VaultError::FileRefused`] names what is wrong with the file.
pub fn check_outside(file: &Path) -> Result<u64, VaultError> {
    let mut from = BufReader::new(File::open(file)?);
    read_outside(&mut from, BUNDLE)?;
    walk(from).map_err(unread)
}

impl Outside {
    /// The salt with which the log key gives the file's secret.
    pub(crate) fn salt(&self) -> &[u8; 32] {
        &self.salt
    }

    /// The file's secret as sealed to the holder of this X25519 secret.
    pub(crate) fn unwrap_with(&self, magic: [u8; 8], kem: &Key) -> Option<Key> {
        self.wraps.iter().find_map(|wrap| {
            let opened: Zeroizing<Vec<u8>> =
                open_with(kem, WRAP_INFO, &bound(magic, &self.salt), wrap).ok()?;
            Some(Key::new(
                *opened.first_chunk::<32>().filter(|_| opened.len() == 32)?,
            ))
        })
    }

    /// Opens the file, if this is its secret.
    pub(crate) fn open<R: Read>(&self, from: R, secret: &Key) -> Option<SealedReader<R>> {
        let key = StreamKey::new(secret, &self.salt);
        (key.commitment == self.commitment).then(|| SealedReader::new(from, key, &self.bytes))
    }
}
