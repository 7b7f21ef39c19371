//! X25519 (RFC 7748) and HPKE (RFC 9180) as the vault opens what is sealed to a key.

use hkdf::Hkdf;
use serde::Deserialize;
use sha2::Sha256;

use super::super::kdf::Key;
use super::super::sealing::{open_with, public_of, seal_at, seal_to};
use super::{Wycheproof, array, hex};

#[derive(Deserialize)]
struct Published {
    info: String,
    #[serde(rename = "skRm")]
    secret: String,
    #[serde(rename = "pkRm")]
    public: String,
    enc: String,
    shared_secret: String,
    key: String,
    base_nonce: String,
    encryptions: Vec<Encryption>,
}

#[derive(Deserialize)]
struct Encryption {
    aad: String,
    ct: String,
    pt: String,
}

#[test]
fn rfc_9180_opens_the_published_message() {
    let vector: Published = serde_json::from_str(include_str!(
        "../../../tests/vectors/hpke-base-x25519-sha256-chacha20poly1305.json"
    ))
    .unwrap();
    let secret = Key::new(array(&vector.secret));
    assert_eq!(public_of(&secret).unwrap().as_slice(), hex(&vector.public));
    let first = &vector.encryptions[0];
    let sealed = [hex(&vector.enc), hex(&first.ct)].concat();
    let opened = open_with(&secret, &hex(&vector.info), &hex(&first.aad), &sealed).unwrap();
    assert_eq!(opened.as_slice(), hex(&first.pt));
    // the steps below, which the next test needs, give what the RFC prints
    let shared: [u8; 32] = array(&vector.shared_secret);
    let (key, nonce) = schedule(&shared, &hex(&vector.info));
    assert_eq!(
        (key.as_slice(), nonce.as_slice()),
        (&*hex(&vector.key), &*hex(&vector.base_nonce))
    );
    assert_eq!(
        seal_at(&nonce.into(), &key, &hex(&first.aad), &hex(&first.pt)).unwrap(),
        hex(&first.ct)
    );
}

#[derive(Deserialize)]
struct Exchange {
    #[serde(rename = "tcId")]
    id: u32,
    public: String,
    private: String,
    shared: String,
}

/// The vault never shows a bare X25519 secret. So from the published secret a sealed message is made by the steps of
/// RFC 9180, written out here, and the vault has to open it with the published private key.
#[test]
fn wycheproof_secrets_open_what_was_sealed_with_them_and_secrets_of_zeros_are_refused() {
    let file: Wycheproof<Exchange> =
        serde_json::from_str(include_str!("../../../tests/vectors/wycheproof/x25519_test.json")).unwrap();
    let (mut opened, mut refused) = (0, 0);
    for test in file.groups.iter().flat_map(|group| &group.tests) {
        let secret = Key::new(array(&test.private));
        let (theirs, shared) = (hex(&test.public), hex(&test.shared));
        let ours = public_of(&secret).unwrap();
        let (key, nonce) = schedule(&encapsulated(&shared, &theirs, &ours), b"info");
        let sealed = [theirs, seal_at(&nonce.into(), &key, b"aad", b"words").unwrap()].concat();
        let found = open_with(&secret, b"info", b"aad", &sealed);
        if shared == [0; 32] {
            assert!(found.is_err(), "{}: a secret of zeros was used", test.id);
            refused += 1;
        } else {
            assert_eq!(found.unwrap().as_slice(), b"words", "{}", test.id);
            assert!(open_with(&secret, b"inf0", b"aad", &sealed).is_err());
            opened += 1;
        }
    }
    assert_eq!((opened, refused), (487, 31));
    assert_eq!(opened + refused, file.count);
}

#[test]
fn nothing_is_sealed_to_a_point_of_low_order() {
    for point in [
        [0; 32],
        [
            1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        ],
    ] {
        assert!(seal_to(&point, b"info", b"aad", b"words").is_err());
    }
}

const KEM: &[u8] = b"KEM\x00\x20";
const SUITE: &[u8] = b"HPKE\x00\x20\x00\x01\x00\x03";

fn extract(suite: &[u8], salt: &[u8], label: &str, material: &[u8]) -> Vec<u8> {
    let labelled = [b"HPKE-v1", suite, label.as_bytes(), material].concat();
    Hkdf::<Sha256>::extract(Some(salt), &labelled).0.to_vec()
}

fn expand<const N: usize>(suite: &[u8], secret: &[u8], label: &str, info: &[u8]) -> [u8; N] {
    let length = u16::try_from(N).unwrap().to_be_bytes();
    let labelled = [&length, b"HPKE-v1".as_slice(), suite, label.as_bytes(), info].concat();
    let mut out = [0; N];
    Hkdf::<Sha256>::from_prk(secret)
        .unwrap()
        .expand(&labelled, &mut out)
        .unwrap();
    out
}

/// RFC 9180 section 4.1: from the bare X25519 secret to the shared secret of the encapsulation.
fn encapsulated(bare: &[u8], theirs: &[u8], ours: &[u8]) -> [u8; 32] {
    let secret = extract(KEM, &[], "eae_prk", bare);
    expand(KEM, &secret, "shared_secret", &[theirs, ours].concat())
}

/// RFC 9180 section 5.1, base mode: key and first nonce.
fn schedule(shared: &[u8; 32], info: &[u8]) -> (Key, [u8; 12]) {
    let context = [
        vec![0],
        extract(SUITE, &[], "psk_id_hash", &[]),
        extract(SUITE, &[], "info_hash", info),
    ]
    .concat();
    let secret = extract(SUITE, shared, "secret", &[]);
    let key = Key::new(expand(SUITE, &secret, "key", &context));
    (key, expand(SUITE, &secret, "base_nonce", &context))
}
