//! The PIN of a shift: after the passphrase, six digits re-open a copy of the member's keys that is kept in memory
//! only. Tries are counted by the session.

use std::fmt;

use zeroize::Zeroizing;

use super::append::unsealed;
use super::chance;
use super::error::VaultError;
use super::kdf::{KdfCost, Key, stretch};
use super::keys::{Identity, Unlocked};
use super::sealing::{open_once, seal_once};
use super::secret::Secret;

/// Argon2id with 64 MiB and one pass: five tries at a machine that is already unlocked, not offline guessing.
const COST: KdfCost = KdfCost {
    memory_kib: 64 * 1024,
    passes: 1,
};
const AAD: &[u8] = b"tandem/pin/v1";

/// A member's keys under a PIN. Never written.
pub struct PinSeal {
    salt: [u8; 16],
    sealed: Vec<u8>,
}

impl PinSeal {
    /// Seals a signed-in member's keys under a PIN.
    pub fn seal(member: &Unlocked, pin: &Secret) -> Result<Self, VaultError> {
        let salt = chance::bytes();
        let key = stretch(pin.expose().trim().as_bytes(), &salt, COST)?;
        let identity =
            serde_json::to_vec(&member.identity()).map_err(|e| VaultError::Io { what: e.to_string() })?;
        let mut plain = Zeroizing::new(Vec::with_capacity(64 + identity.len()));
        plain.extend_from_slice(member.root.as_slice());
        plain.extend_from_slice(member.log_key.as_slice());
        plain.extend_from_slice(&identity);
        Ok(Self {
            salt,
            sealed: seal_once(&key, AAD, &plain).map_err(unsealed)?,
        })
    }

    /// Opens it again; a wrong PIN gives [`VaultError::WrongPin`].
    pub fn open(&self, pin: &Secret) -> Result<Unlocked, VaultError> {
        let key = stretch(pin.expose().trim().as_bytes(), &self.salt, COST)?;
        let plain = open_once(&key, AAD, &self.sealed).map_err(|_closed| VaultError::WrongPin)?;
        let parts = plain
            .split_first_chunk::<32>()
            .and_then(|(root, rest)| Some((root, rest.split_first_chunk::<32>()?)));
        let Some((root, (log_key, identity))) = parts else {
            return Err(VaultError::WrongPin);
        };
        let identity: Identity = serde_json::from_slice(identity).map_err(|_bad| VaultError::WrongPin)?;
        Ok(Unlocked::new(identity, Key::new(*root), Key::new(*log_key)))
    }
}

impl fmt::Debug for PinSeal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinSeal")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{LogId, MemberId};
    use crate::domain::role::{Role, Side};
    use crate::vault::keys::LogHex;

    #[test]
    fn the_pin_opens_the_same_keys_and_another_pin_does_not() {
        let identity = Identity {
            member: MemberId([1; 16]),
            side: Side::Police,
            role: Role::Officer,
            name: "PC 4411 Hughes".to_owned(),
            log: LogHex(LogId([2; 32])),
        };
        let member = Unlocked::new(identity, Key::new([3; 32]), Key::new([4; 32]));
        let pin = |digits: &str| Secret::new(digits.to_owned());
        let seal = PinSeal::seal(&member, &pin("271828")).unwrap();
        let again = seal.open(&pin("271828 ")).unwrap();
        assert_eq!(
            (again.id, &again.root, &again.log_key),
            (member.id, &member.root, &member.log_key)
        );
        assert_eq!(again.sign.to_bytes(), member.sign.to_bytes());
        assert_eq!(seal.open(&pin("271829")).unwrap_err(), VaultError::WrongPin);
    }
}
