//! The one rule by which any signature is checked, wherever it stands: Ed25519, strictly (RFC 8032, no small-order
//! points, canonical numbers only). Looser rules accept signatures that other programs refuse.

use ed25519_dalek::{Signature, VerifyingKey};

/// Whether this key signed these bytes.
pub(crate) fn signed(message: &[u8], signature: &[u8], key: &VerifyingKey) -> bool {
    Signature::from_slice(signature).is_ok_and(|signature| key.verify_strict(message, &signature).is_ok())
}
