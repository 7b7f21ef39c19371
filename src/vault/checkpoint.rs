//! Checkpoints: the head of a device's log as a C2SP signed note, which anybody can check with the device's key.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};

use crate::domain::ids::{DeviceId, LogId, from_hex};
use crate::domain::time::Moment;

use super::append::read_frontier;
use super::error::VaultError;
use super::kdf::sha256;
use super::merkle::Hash;
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

/// What a checkpoint says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) device: DeviceId,
    pub(crate) size: u64,
    pub(crate) root: Hash,
    signed: String,
    signature: Vec<u8>,
}

impl Vault {
    /// The head of this device's log as it stands, signed by the device.
    pub fn checkpoint(&self, now: Moment) -> Result<SignedNote, VaultError> {
        let frontier = read_frontier(&self.conn, self.device_n)?;
        let (size, root) = (frontier.size(), frontier.root());
        let name = origin(self.log, self.device);
        let body = format!("{name}\n{size}\n{}\n", STANDARD.encode(root));
        let signature = self.device_sign(body.as_bytes());
        let line = [key_hash(&name, &self.device_public_key()).as_slice(), &signature].concat();
        let text = format!("{body}\n— {name} {}\n", STANDARD.encode(line));
        if self.writable {
            let kept = [&now.0.to_be_bytes()[..], text.as_bytes()].concat();
            set_local(&self.conn, "checkpoint/last", &kept)?;
        }
        Ok(SignedNote { text, size, root })
    }
}

/// The name of a device's log in its checkpoints.
fn origin(log: LogId, device: DeviceId) -> String {
    format!("tandem/{}/{}", log.hex(), device.hex())
}

/// C2SP signed-note: first 4 bytes of SHA-256 of name, newline, 0x01 (Ed25519), public key.
fn key_hash(name: &str, public: &[u8; 32]) -> Vec<u8> {
    let hash = sha256(&[name.as_bytes(), b"\n\x01", public]);
    hash.iter().take(4).copied().collect()
}

/// Reads a checkpoint of this log; `None` when it is not one. The signature is checked by [`Claim::is_signed_by`].
pub(crate) fn read(text: &str, log: LogId) -> Option<Claim> {
    let (body, signatures) = text.split_once("\n\n")?;
    let mut lines = body.lines();
    let name = lines.next()?;
    let rest = name.strip_prefix("tandem/")?.strip_prefix(&log.hex())?;
    let device = DeviceId(from_hex(rest.strip_prefix('/')?).ok()?);
    let size = lines.next()?.parse().ok()?;
    let root = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
    let signature = signatures
        .lines()
        .find_map(|line| line.strip_prefix("— ")?.strip_prefix(name)?.strip_prefix(' '))?;
    Some(Claim {
        device,
        size,
        root,
        signed: format!("{body}\n"),
        signature: STANDARD.decode(signature).ok()?,
    })
}

impl Claim {
    /// Whether the device's key signed it.
    pub(crate) fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        let name = self.signed.lines().next().unwrap_or_default();
        self.signature
            .split_at_checked(4)
            .is_some_and(|(hash, signature)| {
                hash == key_hash(name, key.as_bytes())
                    && Signature::from_slice(signature)
                        .is_ok_and(|signature| key.verify_strict(self.signed.as_bytes(), &signature).is_ok())
            })
    }
}
