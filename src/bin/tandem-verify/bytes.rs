//! Bytes from text, in the one form that each has, and the two hashes of the format.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hkdf::Hkdf;
use sha2::{Digest as _, Sha256};

/// SHA-256 over several pieces.
pub(crate) fn sha256(pieces: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for piece in pieces {
        hash.update(piece);
    }
    hash.finalize().into()
}

/// The second half of HKDF-SHA256: 64 bytes from an extracted key.
pub(crate) fn expand(extracted: &[u8; 32], info: &[&[u8]]) -> Option<[u8; 64]> {
    let mut out = [0; 64];
    let hkdf = Hkdf::<Sha256>::from_prk(extracted).ok()?;
    hkdf.expand_multi_info(info, &mut out).ok()?;
    Some(out)
}

/// The first half of HKDF-SHA256.
pub(crate) fn extract(material: &[u8], salt: &[u8]) -> [u8; 32] {
    Hkdf::<Sha256>::extract(Some(salt), material).0.into()
}

/// HKDF-SHA256: 32 bytes.
pub(crate) fn derive(material: &[u8], salt: &[u8], info: &[u8]) -> Option<[u8; 32]> {
    let mut out = [0; 32];
    Hkdf::<Sha256>::new(Some(salt), material)
        .expand(info, &mut out)
        .ok()?;
    Some(out)
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        for nibble in [byte >> 4, byte & 0x0f] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('?'));
        }
        text
    })
}

/// Reads lower-case hexadecimal digits.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|[high, low]| Some((nibble(*high)? << 4) | nibble(*low)?))
        .collect()
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => digit.checked_sub(b'0'),
        b'a'..=b'f' => digit.checked_sub(b'a' - 10),
        _ => None,
    }
}

/// Reads exactly `N` bytes of hexadecimal digits.
pub(crate) fn unhex_to<const N: usize>(text: &str) -> Option<[u8; N]> {
    unhex(text)?.try_into().ok()
}

/// Reads base64 with padding, in its one form.
pub(crate) fn unbase64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Reads exactly `N` bytes of base64.
pub(crate) fn unbase64_to<const N: usize>(text: &str) -> Option<[u8; N]> {
    unbase64(text)?.try_into().ok()
}

/// A decimal number without sign or leading zeros.
pub(crate) fn number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// The `N` bytes at a place.
pub(crate) fn at<const N: usize>(bytes: &[u8], from: usize) -> Option<[u8; N]> {
    bytes.get(from..)?.first_chunk::<N>().copied()
}
