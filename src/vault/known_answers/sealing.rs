//! ChaCha20-Poly1305 (RFC 8439) as the vault seals and opens, against Project Wycheproof.

use serde::Deserialize;

use super::super::kdf::Key;
use super::super::sealing::{open_at, open_once, seal_at, seal_once};
use super::{Wycheproof, array, hex};

#[derive(Deserialize)]
struct Sealed {
    #[serde(rename = "tcId")]
    id: u32,
    key: String,
    iv: String,
    aad: String,
    msg: String,
    ct: String,
    tag: String,
    result: String,
}

#[test]
fn wycheproof_seals_and_opens_as_published_and_refuses_what_is_changed() {
    let file: Wycheproof<Sealed> = serde_json::from_str(include_str!(
        "../../../tests/vectors/wycheproof/chacha20_poly1305_test.json"
    ))
    .unwrap();
    let (mut valid, mut refused, mut other_nonce) = (0, 0, 0);
    for test in file.groups.iter().flat_map(|group| &group.tests) {
        let Ok(nonce) = <[u8; 12]>::try_from(hex(&test.iv)) else {
            other_nonce += 1; // a nonce that is not 12 bytes long cannot be given to these functions
            continue;
        };
        let (nonce, key) = (nonce.into(), Key::new(array(&test.key)));
        let (aad, text) = (hex(&test.aad), hex(&test.msg));
        let sealed = [hex(&test.ct), hex(&test.tag)].concat();
        let opened = open_at(&nonce, &key, &aad, &sealed);
        if test.result == "valid" {
            assert_eq!(seal_at(&nonce, &key, &aad, &text).unwrap(), sealed, "{}", test.id);
            assert_eq!(opened.unwrap().as_slice(), text, "{}", test.id);
            valid += 1;
        } else {
            assert!(opened.is_err(), "{} opened", test.id);
            refused += 1;
        }
    }
    assert_eq!((valid, refused, other_nonce), (256, 60, 9));
    assert_eq!(valid + refused + other_nonce, file.count);
}

#[test]
fn what_is_stored_is_sealed_at_nonce_zero() {
    let key = Key::new([7; 32]);
    let sealed = seal_once(&key, b"bound", b"words").unwrap();
    assert_eq!(
        seal_at(&[0; 12].into(), &key, b"bound", b"words"),
        Ok(sealed.clone())
    );
    assert_eq!(open_once(&key, b"bound", &sealed).unwrap().as_slice(), b"words");
    assert!(open_at(&[1; 12].into(), &key, b"bound", &sealed).is_err());
}
