//! The one rule by which any signature is checked, wherever it stands: Ed25519, strictly (RFC 8032, no small-order
//! points, canonical numbers only). Looser rules accept signatures that other programs refuse.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity as _;
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha512};

use super::multiples::Multiples;

/// So many signatures of one key are checked before a table of it is made, which takes as long as ten checks.
const BEFORE_A_TABLE: u32 = 100;
/// No more tables than this are held, of 220 kB each. Few keys sign many entries.
const MOST_TABLES: usize = 64;
/// Bits of a digit in the table of a key.
const OF_A_KEY: u8 = 6;

/// The multiples of the base point.
static BASE: LazyLock<Multiples> = LazyLock::new(|| Multiples::of(&ED25519_BASEPOINT_POINT, 8));

/// Whether this key signed these bytes.
pub(crate) fn signed(message: &[u8], signature: &[u8], key: &VerifyingKey) -> bool {
    Signature::from_slice(signature).is_ok_and(|signature| key.verify_strict(message, &signature).is_ok())
}

/// A key with a table of its multiples. By the same rule as [`signed`], in less than half of the time.
struct Prepared {
    key: [u8; 32],
    /// Multiples of the key's point with its sign changed; `None` where it is of small order.
    minus: Option<Multiples>,
}

impl Prepared {
    fn of(key: &VerifyingKey) -> Self {
        let point = CompressedEdwardsY(key.to_bytes()).decompress();
        let point = point.filter(|point| !point.is_small_order());
        Self {
            key: key.to_bytes(),
            minus: point.map(|point| Multiples::of(&-point, OF_A_KEY)),
        }
    }

    /// RFC 8032 section 5.1.7 without the cofactor: `s·B − k·A`. Written in its one form it must be the bytes of `R`, so
    /// that these need not be read as a point; and it must not be of small order. `None` where nothing can be right.
    fn point(&self, asked: &Asked<'_>) -> Option<EdwardsPoint> {
        let (Some(minus), ([first, second], [])) = (&self.minus, asked.signature.as_chunks::<32>()) else {
            return None;
        };
        let s = Option::<Scalar>::from(Scalar::from_canonical_bytes(*second))?;
        let hash = Sha512::new()
            .chain_update(first)
            .chain_update(self.key)
            .chain_update(asked.message)
            .finalize();
        let k = Scalar::from_bytes_mod_order_wide(&hash.into());
        let sum = BASE.add_to(EdwardsPoint::identity(), s.as_bytes());
        Some(minus.add_to(sum, k.as_bytes()))
    }
}

/// Whether a point that was written is the `R` of a signature, and not of small order.
fn is_first_of(asked: &Asked<'_>, written: &CompressedEdwardsY) -> bool {
    asked.signature.first_chunk::<32>() == Some(&written.0) && !SMALL.contains(&written.0)
}

/// A signature that is to be checked.
pub(crate) struct Asked<'a> {
    pub(crate) message: &'a [u8],
    pub(crate) signature: &'a [u8],
    pub(crate) key: &'a VerifyingKey,
}

/// So many points are written together: writing one takes an inversion, which serves them all.
const TOGETHER: usize = 32;

/// The eight points of small order as they are written.
static SMALL: LazyLock<[[u8; 32]; 8]> = LazyLock::new(|| EIGHT_TORSION.map(|point| point.compress().0));

/// The answers, in their order, for no more than [`TOGETHER`]; a key without a table is asked the plain way.
fn judged(asked: &[(Option<Arc<Prepared>>, Asked<'_>)]) -> [bool; TOGETHER] {
    let (mut points, mut good) = ([EdwardsPoint::identity(); TOGETHER], [false; TOGETHER]);
    for (((prepared, asked), point), good) in asked.iter().zip(&mut points).zip(&mut good) {
        match prepared.as_ref().map(|prepared| prepared.point(asked)) {
            None => *good = signed(asked.message, asked.signature, asked.key),
            Some(None) => {}
            // what it is written as decides
            Some(Some(made)) => (*point, *good) = (made, true),
        }
    }
    let written = EdwardsPoint::compress_batch(&points);
    for (((prepared, asked), written), good) in asked.iter().zip(&written).zip(&mut good) {
        if prepared.is_some() {
            *good &= is_first_of(asked, written);
        }
    }
    good
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
    /// Each as [`signed`], in their order.
    pub(crate) fn signed_all<'a>(&self, asked: impl Iterator<Item = Asked<'a>>) -> Vec<bool> {
        let (mut good, mut some) = (Vec::new(), Vec::with_capacity(TOGETHER));
        let mut last: Option<([u8; 32], Arc<Prepared>)> = None;
        for asked in asked {
            let known = last.as_ref().filter(|(key, _)| key == asked.key.as_bytes());
            let prepared = match known {
                Some((_, prepared)) => Some(Arc::clone(prepared)),
                None => self.prepared(asked.key),
            };
            if known.is_none() {
                last = prepared.clone().map(|prepared| (asked.key.to_bytes(), prepared));
            }
            some.push((prepared, asked));
            if some.len() == TOGETHER {
                good.extend(judged(&some));
                some.clear();
            }
        }
        good.extend(judged(&some).into_iter().take(some.len()));
        good
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
    let prepared = Arc::new(Prepared::of(key));
    let asked = || Asked {
        message,
        signature,
        key,
    };
    // with its table and without, among others
    let all = judged(&[
        (Some(Arc::clone(&prepared)), asked()),
        (None, asked()),
        (Some(prepared), asked()),
    ]);
    assert_eq!(all[..3], [plain; 3], "a table changes the answer");
    assert!(all[3..].iter().all(|more| !more), "and nothing else is right");
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
            let one = |message: &[u8], signature: &[u8], key: &VerifyingKey| {
                let asked = Asked {
                    message,
                    signature,
                    key,
                };
                signers.signed_all(std::iter::once(asked))
            };
            assert_eq!(one(&message, &good, &public), [true], "{n}");
            assert_eq!(one(&message, &good, &other), [false], "{n}");
            assert_eq!(one(&[9; 4], &good, &public), [false], "{n}");
            assert_eq!(one(&message, &good[..63], &public), [false], "{n}");
            assert_eq!(one(&message, &[], &public), [false], "{n}");
            let mut changed = good;
            changed[usize::try_from(n).unwrap() % 64] ^= 1;
            assert!(!one(&message, &changed, &public)[0], "{n}");
            assert!(signed_both_ways(&message, &good, &public));
            assert!(!signed_both_ways(&message, &changed, &public));
        }
        let seen = signers.0.lock().unwrap();
        assert!(seen.values().all(|seen| matches!(seen, Seen::Often(_))));
    }

    #[test]
    fn of_many_together_each_has_its_own_answer() {
        let keys = [5, 6, 7].map(|n| SigningKey::from_bytes(&[n; 32]));
        let signers = Signers::default();
        for many in [0, 1, TOGETHER - 1, TOGETHER, TOGETHER + 1, 5 * TOGETHER + 3] {
            let made: Vec<_> = (0..many)
                .map(|n| {
                    let (key, message) = (&keys[n / 50 % 3], n.to_be_bytes());
                    let mut signature = key.sign(&message).to_bytes();
                    signature[n % 64] ^= u8::from(n % 7 == 3);
                    (key.verifying_key(), message, signature)
                })
                .collect();
            let asked = made.iter().map(|(key, message, signature)| Asked {
                message,
                signature,
                key,
            });
            let right: Vec<bool> = (0..many).map(|n| n % 7 != 3).collect();
            assert_eq!(signers.signed_all(asked), right, "{many}");
        }
    }

    #[test]
    fn no_more_keys_are_remembered_than_there_is_room_for() {
        let signers = Signers::default();
        for n in 0..=u8::MAX {
            let key = SigningKey::from_bytes(&[n; 32]);
            let signature = key.sign(b"words").to_bytes();
            let asked = Asked {
                message: b"words",
                signature: &signature,
                key: &key.verifying_key(),
            };
            assert_eq!(signers.signed_all(std::iter::once(asked)), [true]);
        }
        assert_eq!(signers.0.lock().unwrap().len(), MOST_TABLES);
    }
}
