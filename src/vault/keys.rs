//! The keys that people and compartments have, as a session holds them in memory.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};
use serde::{Deserialize, Serialize};

use crate::domain::content::{Content, EpochMade};
use crate::domain::ids::{DeviceId, LogId, MemberId};
use crate::domain::role::{Compartment, Role, Side};

use super::chance;
use super::error::VaultError;
use super::kdf::{Key, derive};
use super::sealing::{DoesNotOpen, public_of};

/// Who a member is, as their own slot says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Identity {
    pub(crate) member: MemberId,
    pub(crate) side: Side,
    pub(crate) role: Role,
    pub(crate) name: String,
    pub(crate) log: LogHex,
}

/// A log's name in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LogHex(pub(crate) LogId);

impl Serialize for LogHex {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.hex())
    }
}

impl<'de> Deserialize<'de> for LogHex {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        crate::domain::ids::from_hex(&text)
            .map(|bytes| Self(LogId(bytes)))
            .map_err(serde::de::Error::custom)
    }
}

/// A signed-in member: who they are and their keys. Wiped on drop.
pub struct Unlocked {
    /// The member.
    pub id: MemberId,
    /// Their side.
    pub side: Side,
    /// Their role.
    pub role: Role,
    /// How colleagues see them.
    pub name: String,
    pub(crate) log: LogId,
    pub(crate) root: Key,
    pub(crate) sign: SigningKey,
    pub(crate) kem: Key,
    pub(crate) log_key: Key,
}

impl Unlocked {
    pub(crate) fn new(who: Identity, root: Key, log_key: Key) -> Self {
        let seed = derive::<32>(root.as_slice(), &[], &[b"tandem/member/sign/v1"]);
        Self {
            id: who.member,
            side: who.side,
            role: who.role,
            name: who.name,
            log: who.log.0,
            sign: SigningKey::from_bytes(&seed),
            kem: kem_of(&root),
            root,
            log_key,
        }
    }

    /// Signs a manifest with this member's own key.
    pub fn sign_note(&self, text: &[u8]) -> [u8; 64] {
        self.sign.sign(text).to_bytes()
    }

    /// The public half of this member's signing key, Ed25519.
    pub fn public_key(&self) -> [u8; 32] {
        self.sign.verifying_key().to_bytes()
    }

    pub(crate) fn identity(&self) -> Identity {
        Identity {
            member: self.id,
            side: self.side,
            role: self.role,
            name: self.name.clone(),
            log: LogHex(self.log),
        }
    }
}

/// A member's X25519 secret, from their root.
pub(crate) fn kem_of(root: &Key) -> Key {
    derive::<32>(root.as_slice(), &[], &[b"tandem/member/kem/v1"])
}

impl fmt::Debug for Unlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unlocked")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The secret of one compartment's epoch: whoever has it reads what was written in that epoch.
pub(crate) struct EpochSecret {
    pub(crate) compartment: Compartment,
    pub(crate) epoch: u32,
    pub(crate) secret: Key,
    pub(crate) public: [u8; 32],
}

impl EpochSecret {
    pub(crate) fn new(compartment: Compartment, epoch: u32, secret: Key) -> Result<Self, DoesNotOpen> {
        Ok(Self {
            compartment,
            epoch,
            public: public_of(&secret)?,
            secret,
        })
    }

    /// A new random secret for the first epoch.
    pub(crate) fn first(compartment: Compartment) -> Result<Self, VaultError> {
        Self::random(compartment, 1)
    }

    /// A new random secret for an epoch.
    pub(crate) fn random(compartment: Compartment, epoch: u32) -> Result<Self, VaultError> {
        Self::new(compartment, epoch, Key::new(chance::bytes()))
            .map_err(|DoesNotOpen| VaultError::damaged("a new key could not be made"))
    }

    /// What its `epoch` entry says.
    pub(crate) fn made(&self) -> Content {
        Content::EpochMade(EpochMade {
            compartment: self.compartment,
            epoch: self.epoch,
            public_key: self.public.to_vec(),
        })
    }

    pub(crate) fn copy(&self) -> Self {
        Self {
            compartment: self.compartment,
            epoch: self.epoch,
            secret: self.secret.clone(),
            public: self.public,
        }
    }
}

/// The raw key of `log.db` on one device.
pub(crate) fn db_key(log_key: &Key, device: DeviceId) -> Key {
    derive(log_key.as_slice(), &[], &[b"tandem/db/v1", &device.0])
}

/// The data key of everything in the compartment `log`.
pub(crate) fn log_body_key(log_key: &Key) -> Key {
    derive(log_key.as_slice(), &[], &[b"tandem/log-body/v1"])
}
