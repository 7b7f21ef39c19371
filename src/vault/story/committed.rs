//! One entry, one key, one text: keys of entries never come twice, and a body made to open under two keys is refused.

use std::collections::BTreeSet;

use super::*;
use crate::domain::ids::{DeviceId, KeyId, LogId, MemberId, StreamId};
use crate::vault::header::{Header, Kind};
use crate::vault::kdf::Key;
use crate::vault::known_answers::hex;
use crate::vault::replay::open_body;
use crate::vault::sealing::{entry_key, open_once, unpadded_len};

/// The same words again and again into the same streams, one by one and in groups.
#[test]
fn salts_commitments_and_keys_of_entries_never_come_twice() {
    let dir = tempfile::tempdir().unwrap();
    let mut team = team(dir.path());
    let ring = team.vault.ring(&team.nurse, &Compartment::SEALED).unwrap();
    let streams = [new_stream(), new_stream()];
    for round in 0..40 {
        let group = if round % 4 == 0 { 1 } else { 100 };
        let entries = (0..group)
            .map(|n| NewEntry::of(&note("the same words"), Some(Side::Health), streams[n % 2]).unwrap())
            .collect();
        team.vault
            .append(Author::Member(&team.nurse), &ring, NOW, entries)
            .unwrap();
    }
    let mut statement = team.vault.conn.prepare("SELECT header, body FROM entry").unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let (mut count, mut seen, mut bodies) = (0, BTreeSet::new(), BTreeSet::new());
    for row in rows {
        let (raw, body): (Vec<u8>, Vec<u8>) = row.unwrap();
        assert!(bodies.insert(body), "the same sealed bytes came twice");
        let header = Header::parse(&raw).unwrap();
        if header.kind != Kind::Key {
            count += 1;
            assert!(seen.insert(header.salt) && seen.insert(header.key_commit));
        }
    }
    assert!(count > 3_000, "{count} entries are too few");
}

/// 100,000 salts under one data key: no key and no commitment comes twice, and none is the other's.
#[test]
fn keys_and_commitments_differ_for_every_salt() {
    let data_key = Key::new([1; 32]);
    let mut seen = BTreeSet::new();
    for number in 0..100_000_u32 {
        let mut salt = [0; 32];
        salt[..4].copy_from_slice(&number.to_be_bytes());
        let (key, commitment) = entry_key(&data_key, &salt);
        assert!(seen.insert(*key) && seen.insert(commitment), "salt {number}");
    }
}

/// A body that was worked out to open under two data keys, with good padding under both (ChaCha20-Poly1305 does not
/// commit to its key). Without the commitment two members would read two texts from one entry.
#[test]
fn a_body_made_for_two_keys_opens_for_the_one_that_was_committed_to() {
    let body = hex(&include_str!("../../../tests/vectors/two-keys.hex").replace('\n', ""));
    let keys = [Key::new([1; 32]), Key::new([2; 32])];
    let mut salt = [0; 32];
    salt[30..].copy_from_slice(&SALT.to_be_bytes());
    let header = Header {
        log: LogId([0x11; 32]),
        device: DeviceId([0x22; 16]),
        seq: 7,
        prev_root: [0x33; 32],
        author: Some(MemberId([0x44; 16])),
        author_key: [0x55; 8],
        at: Moment(1_795_291_200_000),
        lamport: 9,
        kind: Kind::Content,
        compartment: Compartment::Health,
        stream: StreamId([0x66; 16]),
        key: KeyId([0x77; 16]),
        salt,
        key_commit: entry_key(&keys[0], &salt).1,
        body_len: 272,
        body_hash: [0; 32],
    };
    // the control: cipher and padding alone let both through, with different texts
    let texts = keys.each_ref().map(|key| {
        let plain = open_once(&entry_key(key, &salt).0, &header.bound(), &body).unwrap();
        assert_eq!(unpadded_len(&plain), Some(255));
        plain.to_vec()
    });
    assert_ne!(texts[0], texts[1]);
    assert!(open_body(&header, &keys[0], &body).is_some());
    assert!(
        open_body(&header, &keys[1], &body).is_none(),
        "a second key opened the same entry"
    );
}

/// The salt under which the two key streams end alike.
const SALT: u16 = 19;
