//! From secrets to keys: Argon2id (RFC 9106) for what people remember, HKDF-SHA256 (RFC 5869) for everything else.

use std::time::Instant;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use hkdf::Hkdf;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::error::VaultError;

/// A 32-byte key, wiped on drop.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// How hard it is to guess a passphrase: memory in KiB and passes of Argon2id with one lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
}

impl KdfCost {
    /// The least that a slot may use: 64 MiB, 3 passes.
    pub const FLOOR: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
    };
    /// What a slot normally uses: 256 MiB, 3 passes; about 0.7 s.
    pub const STANDARD: Self = Self {
        memory_kib: 256 * 1024,
        passes: 3,
    };
    /// A slot that asks for more is a memory bomb: 2 GiB.
    const MOST_KIB: u32 = 2 * 1024 * 1024;
    /// A slot that asks for more passes is a time bomb.
    const MOST_PASSES: u32 = 16;
    /// What an unlock may take at most when this computer makes the choice, in milliseconds.
    const PATIENCE_MS: u128 = 1_500;

    /// The standard cost, or less on a slow computer, never less than the floor. Measures once; takes as long as
    /// one unlock at the floor.
    pub fn calibrated() -> Self {
        let begun = Instant::now();
        if stretch(b"calibration", &[0; 16], Self::FLOOR).is_err() {
            return Self::FLOOR;
        }
        let floor_ms = begun.elapsed().as_millis();
        [4, 2]
            .into_iter()
            .find(|times| floor_ms * u128::from(*times) <= Self::PATIENCE_MS)
            .map_or(Self::FLOOR, |times: u32| Self {
                memory_kib: Self::FLOOR.memory_kib * times,
                ..Self::FLOOR
            })
    }

    /// Refuses what is weaker than the floor and what would exhaust the computer.
    pub(crate) fn check(self) -> Result<(), VaultError> {
        let weak = self.memory_kib < Self::FLOOR.memory_kib || self.passes < Self::FLOOR.passes;
        let bomb = self.memory_kib > Self::MOST_KIB || self.passes > Self::MOST_PASSES;
        if weak || bomb {
            return Err(VaultError::SlotsDamaged {
                what: "a slot asks for too little or too much work".to_owned(),
            });
        }
        Ok(())
    }
}

/// Argon2id, version 0x13, one lane, 32 bytes out.
pub(crate) fn stretch(secret: &[u8], salt: &[u8; 16], cost: KdfCost) -> Result<Key, VaultError> {
    let params =
        Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(|e| refused(&e.to_string()))?;
    argon2id(
        &Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
        secret,
        salt,
    )
}

/// Runs it. The memory is wiped afterwards: its last column determines the key, and the crate does not wipe it by
/// itself.
pub(crate) fn argon2id(argon2: &Argon2<'_>, secret: &[u8], salt: &[u8]) -> Result<Key, VaultError> {
    let mut blocks: Zeroizing<Vec<Block>> = Zeroizing::new(Vec::new());
    let count = argon2.params().block_count();
    blocks
        .try_reserve_exact(count)
        .map_err(|_full| refused("not enough memory to open a slot"))?;
    blocks.resize(count, Block::default());
    let mut key = Key::default();
    argon2
        .hash_password_into_with_memory(secret, salt, key.as_mut_slice(), blocks.as_mut_slice())
        .map_err(|e| refused(&e.to_string()))?;
    Ok(key)
}

fn refused(what: &str) -> VaultError {
    VaultError::Io {
        what: what.to_owned(),
    }
}

/// HKDF-SHA256: `N` bytes from key material, a salt and a purpose.
pub(crate) fn derive<const N: usize>(material: &[u8], salt: &[u8], purpose: &[&[u8]]) -> Zeroizing<[u8; N]> {
    const { assert!(N <= 255 * 32, "HKDF-SHA256 gives at most 8160 bytes") };
    let mut out = Zeroizing::new([0; N]);
    let expanded = Hkdf::<Sha256>::new(Some(salt), material).expand_multi_info(purpose, out.as_mut_slice());
    if expanded.is_err() {
        // The length is checked when this is compiled; a key of zeros must never be used.
        std::process::abort();
    }
    out
}

/// The first half of HKDF-SHA256: one key from key material and a salt, from which [`derive()`] would go on.
pub(crate) fn extract(material: &[u8], salt: &[u8]) -> Key {
    let (extracted, _) = Hkdf::<Sha256>::extract(Some(salt), material);
    Key::new(extracted.into())
}

/// SHA-256 over several pieces.
pub(crate) fn sha256(pieces: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for piece in pieces {
        hash.update(piece);
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{from_hex, to_hex};

    #[test]
    fn hkdf_gives_the_bytes_of_rfc_5869_case_1() {
        let info: [u8; 10] = from_hex("f0f1f2f3f4f5f6f7f8f9").unwrap();
        let salt: [u8; 13] = from_hex("000102030405060708090a0b0c").unwrap();
        let out = derive::<42>(&[0x0b; 22], &salt, &[&info]);
        assert_eq!(
            to_hex(out.as_slice()),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        );
    }

    #[test]
    fn a_slot_below_the_floor_or_above_two_gibibytes_is_refused() {
        assert!(KdfCost::FLOOR.check().is_ok() && KdfCost::STANDARD.check().is_ok());
        for (memory_kib, passes) in [
            (64 * 1024 - 1, 3),
            (64 * 1024, 2),
            (2 * 1024 * 1024 + 1, 3),
            (64 * 1024, 17),
        ] {
            assert!(KdfCost { memory_kib, passes }.check().is_err());
        }
    }

    #[test]
    fn calibration_never_goes_below_the_floor() {
        assert!(KdfCost::calibrated().check().is_ok());
    }
}
