//! Ed25519 by the strict rule, against Project Wycheproof and the vectors of its inventors.

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use serde::Deserialize;

use super::super::strict::signed;
use super::{Wycheproof, array, hex};

#[derive(Deserialize)]
struct Signed {
    #[serde(rename = "tcId")]
    id: u32,
    msg: String,
    sig: String,
    result: String,
}

#[derive(Deserialize)]
struct Signer {
    #[serde(rename = "publicKey")]
    key: PublicKey,
}

#[derive(Deserialize)]
struct PublicKey {
    pk: String,
}

#[test]
fn wycheproof_signatures_hold_exactly_where_they_should() {
    let file: Wycheproof<Signed, Signer> = serde_json::from_str(include_str!(
        "../../../tests/vectors/wycheproof/ed25519_test.json"
    ))
    .unwrap();
    let (mut holds, mut refused) = (0, 0);
    for group in &file.groups {
        let key = VerifyingKey::from_bytes(&array(&group.common.key.pk)).unwrap();
        for test in &group.tests {
            let found = signed(&hex(&test.msg), &hex(&test.sig), &key);
            assert_eq!(found, test.result == "valid", "{}", test.id);
            *(if found { &mut holds } else { &mut refused }) += 1;
        }
    }
    assert_eq!((holds, refused), (88, 63));
    assert_eq!(holds + refused, file.count);
}

/// Each line: seed ‖ key : key : message : signature ‖ message.
#[test]
fn signing_gives_the_bytes_of_the_inventors_list() {
    let mut count = 0;
    for line in include_str!("../../../tests/vectors/ed25519-sign.input").lines() {
        let parts: Vec<Vec<u8>> = line.split(':').map(hex).collect();
        let [secret, public, message, signature] = [&parts[0], &parts[1], &parts[2], &parts[3]];
        let seed: [u8; 32] = secret[..32].try_into().unwrap();
        let key = SigningKey::from_bytes(&seed);
        assert_eq!(key.verifying_key().as_bytes().as_slice(), public.as_slice());
        assert_eq!(key.sign(message).to_bytes(), signature[..64]);
        assert!(signed(message, &signature[..64], &key.verifying_key()));
        let mut other = message.clone();
        other.push(0);
        assert!(!signed(&other, &signature[..64], &key.verifying_key()));
        count += 1;
    }
    assert_eq!(count, 128);
}
