//! Checkpoints: the head of a device's log as a C2SP signed note, which anybody can check with the device's key.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::VerifyingKey;
use rusqlite::Connection;

use crate::domain::ids::{DeviceId, LogId, from_hex};
use crate::domain::time::Moment;

use super::append::read_frontier;
use super::error::VaultError;
use super::merkle::{Frontier, Hash, consistency, is_consistent};
use super::note::Signer;
use super::receipt::ReceiptAnswer;
use super::store::{Vault, local, set_local};

const HOUR_MS: i64 = 60 * 60 * 1000;

/// A checkpoint as text: origin, size, root, an empty line, one signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    /// The whole text, ready for a file.
    pub text: String,
    /// How many entries of the device it covers.
    pub size: u64,
    /// The RFC 6962 root over them.
    pub root: [u8; 32],
}

/// What a checkpoint says, and the text with its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) device: DeviceId,
    pub(crate) size: u64,
    pub(crate) root: Hash,
    log: LogId,
    text: String,
}

impl Vault {
    /// The head of this device's log as it stands, signed by the device. A writer remembers the last one and when
    /// it was made.
    pub fn checkpoint(&self, now: Moment) -> Result<SignedNote, VaultError> {
        let frontier = read_frontier(&self.conn, self.device_n)?;
        let (size, root) = (frontier.size(), frontier.root());
        let signer = Signer::device(self.log, self.device, self.device_public_key());
        let body = format!("{}\n{size}\n{}\n", signer.name(), STANDARD.encode(root));
        let line = signer.line(&self.device_sign(body.as_bytes()));
        let text = format!("{body}\n{line}");
        if self.writable {
            let kept = [&now.0.to_be_bytes()[..], text.as_bytes()].concat();
            set_local(&self.conn, "checkpoint/last", &kept)?;
            set_local(&self.conn, &kept_name(self.device, size), &kept)?;
        }
        Ok(SignedNote { text, size, root })
    }

    /// Makes a checkpoint when the last one is an hour old and something was written since.
    ///
    /// # Errors
    /// What the disk says.
    pub fn checkpoint_if_due(&self, now: Moment) -> Result<Option<SignedNote>, VaultError> {
        let last = local(&self.conn, "checkpoint/last")?;
        let made = last
            .as_deref()
            .and_then(|kept| kept.first_chunk::<8>())
            .map(|at| Moment(i64::from_be_bytes(*at)));
        let due = made.is_none_or(|made| now.since_ms(made) >= HOUR_MS || now < made);
        let size = read_frontier(&self.conn, self.device_n)?.size();
        if !due || local(&self.conn, &kept_name(self.device, size))?.is_some() {
            return Ok(None);
        }
        self.checkpoint(now).map(Some)
    }

    /// Every checkpoint that was made here, the oldest first, with its time.
    ///
    /// # Errors
    /// What the disk says.
    pub fn checkpoints(&self) -> Result<Vec<(Moment, String)>, VaultError> {
        kept(&self.conn)
    }

    /// Compares a checkpoint that somebody kept with the log that is here: whose entries it covers, how many, and whether
    /// the log begins with them.
    ///
    /// # Errors
    /// [`VaultError::FileRefused`] when it is no checkpoint of this log that one of its devices signed.
    pub fn compare_checkpoint(&self, text: &str) -> Result<(DeviceId, u64, ReceiptAnswer), VaultError> {
        let refused = || VaultError::file("it is no checkpoint that a device of this log signed");
        let claim = read(text, self.log).ok_or_else(refused)?;
        let key = self.authority.devices().key(claim.device).ok_or_else(refused)?;
        if !claim.is_signed_by(key) {
            return Err(refused());
        }
        let leaves = self.leaves_of(claim.device, claim.size)?;
        let here = u64::try_from(leaves.len()).unwrap_or(u64::MAX);
        let mut tree = Frontier::default();
        for leaf in &leaves {
            tree.push(*leaf);
        }
        let answer = if here < claim.size {
            ReceiptAnswer::Shorter(here)
        } else if tree.root() == claim.root {
            ReceiptAnswer::Holds
        } else {
            ReceiptAnswer::Differs
        };
        Ok((claim.device, claim.size, answer))
    }

    /// The proof that the log of a later checkpoint of a device begins with the log of an earlier one (RFC 9162 section
    /// 2.1.4), for someone who holds both and not the log.
    ///
    /// # Errors
    /// [`VaultError::FileRefused`] when they are not two checkpoints of one device of this log; [`VaultError::NotAllowed`]
    /// when the log here does not reach as far.
    pub fn consistency_proof(&self, earlier: &str, later: &str) -> Result<Vec<Hash>, VaultError> {
        let read =
            |text| read(text, self.log).ok_or_else(|| VaultError::file("it is no checkpoint of this log"));
        let (old, new) = (read(earlier)?, read(later)?);
        if old.device != new.device || old.size > new.size {
            return Err(VaultError::file(
                "the checkpoints are not an earlier and a later one of one device",
            ));
        }
        let leaves = self.leaves_of(new.device, new.size)?;
        if u64::try_from(leaves.len()).ok() != Some(new.size) {
            return Err(VaultError::refused(
                "the log here does not reach as far as the checkpoint",
            ));
        }
        consistency(&leaves, old.size).ok_or(VaultError::Closed)
    }
}

/// Whether two checkpoints of one device are consistent by this proof: needs no log and no secret. Signatures are
/// checked apart.
pub fn are_consistent(log: LogId, earlier: &str, later: &str, proof: &[Hash]) -> bool {
    let (Some(old), Some(new)) = (read(earlier, log), read(later, log)) else {
        return false;
    };
    old.device == new.device && is_consistent((old.size, &old.root), (new.size, &new.root), proof)
}

/// Under which name a checkpoint is kept: in the order of size.
fn kept_name(device: DeviceId, size: u64) -> String {
    format!("checkpoint/{}/{size:020}", device.hex())
}

/// The checkpoints that were kept.
pub(crate) fn kept(conn: &Connection) -> Result<Vec<(Moment, String)>, VaultError> {
    let mut statement = conn.prepare("SELECT v FROM local WHERE k GLOB 'checkpoint/*/*' ORDER BY k")?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    let mut kept = Vec::new();
    for row in rows {
        let row = row?;
        if let Some((at, text)) = row.split_first_chunk::<8>()
            && let Ok(text) = String::from_utf8(text.to_vec())
        {
            kept.push((Moment(i64::from_be_bytes(*at)), text));
        }
    }
    Ok(kept)
}

/// Reads a checkpoint of this log; `None` when it is not one. The signature is checked by [`Claim::is_signed_by`].
pub(crate) fn read(text: &str, log: LogId) -> Option<Claim> {
    let mut lines = text.lines();
    let rest = lines.next()?.strip_prefix("tandem/")?.strip_prefix(&log.hex())?;
    let device = DeviceId(from_hex(rest.strip_prefix('/')?).ok()?);
    let size = lines.next()?.parse().ok()?;
    let root = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
    Some(Claim {
        device,
        size,
        root,
        log,
        text: text.to_owned(),
    })
}

impl Claim {
    /// Whether the device's key signed it.
    pub(crate) fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        Signer::device(self.log, self.device, key.to_bytes())
            .open(&self.text)
            .is_ok()
    }
}
