//! Sealing: HPKE (RFC 9180) to a public key, ChaCha20-Poly1305 (RFC 8439) under a key, the padding and the key
//! commitment of an entry's body.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable as _, Kem as _, OpModeR, OpModeS, Serializable as _};
use zeroize::Zeroizing;

use super::kdf::{Key, derive, extract};

type Kem = X25519HkdfSha256;

/// What was given does not open: wrong key, or changed bytes. Nothing more is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DoesNotOpen;

/// Bodies are padded to a multiple of this many bytes, so that their length tells little.
pub(crate) const PAD: usize = 256;
/// The longest body before padding, 4 MiB.
pub(crate) const LONGEST_BODY: usize = 4 * 1024 * 1024;
/// The suite of this version: X25519, HKDF-SHA256, ChaCha20-Poly1305, Ed25519.
pub(crate) const SUITE: u32 = 1;

/// The public half of an X25519 secret.
pub(crate) fn public_of(secret: &Key) -> Result<[u8; 32], DoesNotOpen> {
    let secret = <Kem as hpke::Kem>::PrivateKey::from_bytes(secret.as_slice()).map_err(|_bad| DoesNotOpen)?;
    Ok(Kem::sk_to_pk(&secret).to_bytes().into())
}

/// HPKE base mode: encapsulated key (32) ‖ ciphertext.
pub(crate) fn seal_to(
    public: &[u8; 32],
    info: &[u8],
    aad: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, DoesNotOpen> {
    let public = <Kem as hpke::Kem>::PublicKey::from_bytes(public).map_err(|_bad| DoesNotOpen)?;
    let (encapsulated, sealed) = hpke::single_shot_seal::<
        hpke::aead::ChaCha20Poly1305,
        hpke::kdf::HkdfSha256,
        Kem,
    >(&OpModeS::Base, &public, info, plain, aad)
    .map_err(|_bad| DoesNotOpen)?;
    Ok([encapsulated.to_bytes().as_slice(), &sealed].concat())
}

/// Opens what [`seal_to`] made.
pub(crate) fn open_with(
    secret: &Key,
    info: &[u8],
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
    let (encapsulated, sealed) = sealed.split_first_chunk::<32>().ok_or(DoesNotOpen)?;
    let secret = <Kem as hpke::Kem>::PrivateKey::from_bytes(secret.as_slice()).map_err(|_bad| DoesNotOpen)?;
    let encapsulated =
        <Kem as hpke::Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_bad| DoesNotOpen)?;
    hpke::single_shot_open::<hpke::aead::ChaCha20Poly1305, hpke::kdf::HkdfSha256, Kem>(
        &OpModeR::Base,
        &secret,
        &encapsulated,
        info,
        sealed,
        aad,
    )
    .map(Zeroizing::new)
    .map_err(|_bad| DoesNotOpen)
}

/// Seals under a key that is used for nothing else: the nonce is zero, so the same key must never seal twice.
pub(crate) fn seal_once(key: &Key, aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, DoesNotOpen> {
    seal_at(&Nonce::default(), key, aad, plain)
}

/// Opens what [`seal_once`] made.
pub(crate) fn open_once(key: &Key, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
    open_at(&Nonce::default(), key, aad, sealed)
}

/// Sealing with the nonce named, which is zero in everything that is stored.
pub(crate) fn seal_at(nonce: &Nonce, key: &Key, aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, DoesNotOpen> {
    ChaCha20Poly1305::new((&**key).into())
        .encrypt(nonce, Payload { msg: plain, aad })
        .map_err(|_bad| DoesNotOpen)
}

/// Opens what [`seal_at`] made.
pub(crate) fn open_at(
    nonce: &Nonce,
    key: &Key,
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
    ChaCha20Poly1305::new((&**key).into())
        .decrypt(nonce, Payload { msg: sealed, aad })
        .map(Zeroizing::new)
        .map_err(|_bad| DoesNotOpen)
}

/// What opens one entry and no other: the extracted key of HKDF, `HMAC-SHA256(salt, data key)`. The entry's key and its
/// commitment follow from it, the data key does not; so it can be given to a stranger.
pub(crate) fn opening(data_key: &Key, salt: &[u8; 32]) -> Key {
    extract(data_key.as_slice(), salt)
}

/// The key of one entry and the commitment to it: HKDF-SHA256 over the data key with the entry's salt.
pub(crate) fn entry_key(data_key: &Key, salt: &[u8; 32]) -> (Key, [u8; 32]) {
    let both = derive::<64>(
        data_key.as_slice(),
        salt,
        &[b"tandem/entry/v1", &SUITE.to_be_bytes()],
    );
    let mut key = Key::default();
    let mut commitment = [0; 32];
    key.iter_mut().zip(both.iter()).for_each(|(to, from)| *to = *from);
    commitment
        .iter_mut()
        .zip(both.iter().skip(32))
        .for_each(|(to, from)| *to = *from);
    (key, commitment)
}

/// Appends 0x80 and zeros up to the next multiple of [`PAD`].
pub(crate) fn pad(plain: &[u8]) -> Zeroizing<Vec<u8>> {
    let length = (plain.len() + 1).next_multiple_of(PAD);
    let mut padded = Zeroizing::new(Vec::with_capacity(length));
    padded.extend_from_slice(plain);
    padded.push(0x80);
    padded.resize(length, 0);
    padded
}

/// The length of the text in padded bytes, or `None` when the padding is not the one that [`pad`] makes.
pub(crate) fn unpadded_len(padded: &[u8]) -> Option<usize> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    (padded.get(end) == Some(&0x80) && padded.len() == (end + 1).next_multiple_of(PAD)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::chance;

    #[test]
    fn padding_hides_the_length_and_has_one_form() {
        for length in [0, 1, 255, 256, 257, 511, 512] {
            let plain = vec![0_u8; length];
            let padded = pad(&plain);
            assert_eq!(padded.len() % PAD, 0);
            assert!(padded.len() > length && padded.len() <= length + PAD);
            assert_eq!(unpadded_len(&padded), Some(length));
        }
        assert_eq!(unpadded_len(&[0; 256]), None);
        assert_eq!(unpadded_len(&[1; 256]), None);
        let mut long = pad(b"x").to_vec();
        long.resize(512, 0);
        assert_eq!(unpadded_len(&long), None, "a second form is refused");
        assert_eq!(unpadded_len(b""), None);
    }

    #[test]
    fn only_the_addressed_key_opens_and_only_for_the_same_purpose() {
        let secret = Key::new(chance::bytes());
        let other = Key::new(chance::bytes());
        let sealed = seal_to(&public_of(&secret).unwrap(), b"info", b"aad", b"words").unwrap();
        assert_eq!(
            open_with(&secret, b"info", b"aad", &sealed).unwrap().as_slice(),
            b"words"
        );
        assert_eq!(open_with(&other, b"info", b"aad", &sealed), Err(DoesNotOpen));
        assert_eq!(open_with(&secret, b"inf0", b"aad", &sealed), Err(DoesNotOpen));
        assert_eq!(open_with(&secret, b"info", b"axd", &sealed), Err(DoesNotOpen));
        assert_eq!(
            open_with(&secret, b"info", b"aad", &sealed[..31]),
            Err(DoesNotOpen)
        );
    }

    #[test]
    fn the_opening_of_an_entry_gives_its_key_and_commitment() {
        let (data_key, salt) = (Key::new([1; 32]), [9; 32]);
        let expand = hkdf::Hkdf::<sha2::Sha256>::from_prk(opening(&data_key, &salt).as_slice()).unwrap();
        let mut both = [0; 64];
        expand
            .expand_multi_info(&[b"tandem/entry/v1", &SUITE.to_be_bytes()], &mut both)
            .unwrap();
        let (key, commitment) = entry_key(&data_key, &salt);
        assert_eq!(both[..32], *key.as_slice());
        assert_eq!(both[32..], commitment);
    }

    #[test]
    fn another_data_key_gives_another_commitment() {
        let (_, first) = entry_key(&Key::new([1; 32]), &[0; 32]);
        let (_, second) = entry_key(&Key::new([2; 32]), &[0; 32]);
        let (_, third) = entry_key(&Key::new([1; 32]), &[9; 32]);
        assert!(first != second && first != third);
    }
}
