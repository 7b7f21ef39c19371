//! Checkpoints: the head of a device's log as a C2SP signed note, which anybody can check with the device's key.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::VerifyingKey;

use crate::domain::ids::{DeviceId, LogId, from_hex};
use crate::domain::time::Moment;

use super::append::read_frontier;
use super::error::VaultError;
use super::merkle::Hash;
use super::note::Signer;
use super::store::{Vault, set_local};

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
        }
        Ok(SignedNote { text, size, root })
    }
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
