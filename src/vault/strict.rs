//! The one rule by which any signature is checked, wherever it stands: Ed25519, strictly (RFC 8032, no small-order
//! points, canonical numbers only). Looser rules accept signatures that other programs refuse.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use curve25519_dalek::constants::ED25519_BASEPOINT_TABLE;
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsBasepointTable};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::BasepointTable as _;
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha512};

/// So many signatures of one key are checked before a table of it is made, which takes as long as twenty checks.
const BEFORE_A_TABLE: u32 = 100;
/// No more tables than this are held, of 30 kB each. Few keys sign many entries.
const MOST_TABLES: usize = 128;

/// Whether this key signed these bytes.
pub(crate) fn signed(message: &[u8], signature: &[u8], key: &VerifyingKey) -> bool {
    Signature::from_slice(signature).is_ok_and(|signature| key.verify_strict(message, &signature).is_ok())
}

/// A key with a table of its multiples. By the same rule as [`signed`], a third faster.
struct Prepared {
    key: [u8; 32],
    /// Multiples of the key's point with its sign changed; `None` where it is of small order.
    minus: Option<EdwardsBasepointTable>,
}

impl Prepared {
    fn of(key: &VerifyingKey) -> Self {
        let point = CompressedEdwardsY(key.to_bytes()).decompress();
        let point = point.filter(|point| !point.is_small_order());
        Self {
            key: key.to_bytes(),
            minus: point.map(|point| EdwardsBasepointTable::create(&-point)),
        }
    }

    /// RFC 8032 section 5.1.7 without the cofactor: `s·B − k·A`, written in its one form, must be the bytes of `R`, so
    /// that these need not be read as a point; and it must not be of small order.
    fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let (Some(minus), ([first, second], [])) = (&self.minus, signature.as_chunks::<32>()) else {
            return false;
        };
        let Some(s) = Option::<Scalar>::from(Scalar::from_canonical_bytes(*second)) else {
            return false;
        };
        let hash = Sha512::new()
            .chain_update(first)
            .chain_update(self.key)
            .chain_update(message)
            .finalize();
        let k = Scalar::from_bytes_mod_order_wide(&hash.into());
        let point = ED25519_BASEPOINT_TABLE * &s + minus * &k;
        point.compress().0 == *first && !point.is_small_order()
    }
}

/// What is remembered of a key.
enum Seen {
    Times(u32),
    Often(Arc<Prepared>),
}

/// Checks many signatures, most of them of few keys.
#[derive(Default)]
pub(crate) struct Signers(Mutex<HashMap<[u8; 32], Seen>>);

impl Signers {
    /// As [`signed`].
    pub(crate) fn signed(&self, message: &[u8], signature: &[u8], key: &VerifyingKey) -> bool {
        match self.prepared(key) {
            Some(prepared) => prepared.signed(message, signature),
            None => signed(message, signature, key),
        }
    }

    fn prepared(&self, key: &VerifyingKey) -> Option<Arc<Prepared>> {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let full = seen.len() >= MOST_TABLES && !seen.contains_key(key.as_bytes());
        if full {
            return None;
        }
        match seen.entry(key.to_bytes()).or_insert(Seen::Times(0)) {
            Seen::Often(prepared) => Some(Arc::clone(prepared)),
            Seen::Times(times) if *times < BEFORE_A_TABLE => {
                *times += 1;
                None
            }
            rare @ Seen::Times(_) => {
                let prepared = Arc::new(Prepared::of(key));
                *rare = Seen::Often(Arc::clone(&prepared));
                Some(prepared)
            }
        }
    }
}

impl fmt::Debug for Signers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signers").finish_non_exhaustive()
    }
}

/// The same question asked of both ways, which must agree.
#[cfg(test)]
pub(crate) fn signed_both_ways(message: &[u8], signature: &[u8], key: &VerifyingKey) -> bool {
    let plain = signed(message, signature, key);
    assert_eq!(
        plain,
        Prepared::of(key).signed(message, signature),
        "a table changes the answer"
    );
    plain
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::{Signer as _, SigningKey};

    use super::*;

    #[test]
    fn a_key_that_signs_often_is_checked_as_before() {
        let (signers, key) = (Signers::default(), SigningKey::from_bytes(&[3; 32]));
        let other = SigningKey::from_bytes(&[4; 32]).verifying_key();
        let public = key.verifying_key();
        for n in 0..BEFORE_A_TABLE + 50 {
            let message = n.to_be_bytes();
            let good = key.sign(&message).to_bytes();
            assert!(signers.signed(&message, &good, &public), "{n}");
            assert!(!signers.signed(&message, &good, &other), "{n}");
            assert!(!signers.signed(&[9; 4], &good, &public), "{n}");
            assert!(!signers.signed(&message, &good[..63], &public), "{n}");
            let mut changed = good;
            changed[usize::try_from(n).unwrap() % 64] ^= 1;
            assert!(!signers.signed(&message, &changed, &public), "{n}");
            assert!(signed_both_ways(&message, &good, &public));
            assert!(!signed_both_ways(&message, &changed, &public));
        }
        let seen = signers.0.lock().unwrap();
        assert!(seen.values().all(|seen| matches!(seen, Seen::Often(_))));
    }

    #[test]
    fn no_more_keys_are_remembered_than_there_is_room_for() {
        let signers = Signers::default();
        for n in 0..=u8::MAX {
            let key = SigningKey::from_bytes(&[n; 32]);
            let signature = key.sign(b"words").to_bytes();
            assert!(signers.signed(b"words", &signature, &key.verifying_key()));
        }
        assert_eq!(signers.0.lock().unwrap().len(), MOST_TABLES);
    }
}
