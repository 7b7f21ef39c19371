//! HKDF-SHA256 (RFC 5869) and Argon2id (RFC 9106) as the vault derives its keys.

use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use serde::Deserialize;

use super::super::kdf::{KdfCost, argon2id, derive, stretch};
use super::{Wycheproof, array, hex};

#[derive(Deserialize)]
struct Derived {
    #[serde(rename = "tcId")]
    id: u32,
    ikm: String,
    salt: String,
    info: String,
    size: usize,
    okm: String,
    result: String,
}

/// A shorter output is the beginning of a longer one, so one length serves all. More than 8160 bytes does not compile.
#[test]
fn wycheproof_keys_are_derived_as_published() {
    const LONGEST: usize = 255 * 32;
    let file: Wycheproof<Derived> = serde_json::from_str(include_str!(
        "../../../tests/vectors/wycheproof/hkdf_sha256_test.json"
    ))
    .unwrap();
    let (mut same, mut too_long) = (0, 0);
    for test in file.groups.iter().flat_map(|group| &group.tests) {
        if test.result != "valid" {
            assert!(test.size > LONGEST, "{}", test.id);
            too_long += 1;
            continue;
        }
        let info = hex(&test.info);
        let (begin, end) = info.split_at(info.len() / 2);
        let out = derive::<LONGEST>(&hex(&test.ikm), &hex(&test.salt), &[begin, end]);
        assert_eq!(out[..test.size], hex(&test.okm), "{}", test.id);
        same += 1;
    }
    assert_eq!((same, too_long, same + too_long), (83, 3, file.count));
}

#[test]
fn rfc_9106_argon2id_gives_the_published_tag() {
    let params = ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .output_len(32)
        .data(AssociatedData::new(&[4; 12]).unwrap())
        .build()
        .unwrap();
    let argon2 = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
    let tag = argon2id(&argon2, &[1; 32], &[2; 16]).unwrap();
    assert_eq!(
        *tag,
        array("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")
    );
}

/// The tags were made with the reference implementation in C (argon2-cffi 25.1.0).
#[test]
fn a_slot_key_is_what_the_reference_implementation_gives() {
    let rising: [u8; 16] = array("000102030405060708090a0b0c0d0e0f");
    for (words, salt, memory_kib, passes, tag) in [
        (
            "correct horse battery staple orbit",
            rising,
            64 * 1024,
            3,
            "2174c50a4bb8f204c0ea192bd0f65ce699479cfa5e45d7955b93e08f6a40c82a",
        ),
        (
            "",
            [0xff; 16],
            64 * 1024,
            3,
            "98bdb9acbc2aa3b8cbf7cbf18ed13c7d398f0ab247de5be2be529e264f6fd287",
        ),
        (
            "hütte élan Ünder",
            rising.map(|byte| byte + 16),
            128 * 1024,
            4,
            "9393a96c6c04862da6cad64d727e3163c8625a2a3896f156b14ab258c1dfe400",
        ),
    ] {
        let key = stretch(words.as_bytes(), &salt, KdfCost { memory_kib, passes }).unwrap();
        assert_eq!(*key, array(tag), "{words}");
    }
}
