//! Files that arrive from elsewhere: bundles and backups, as they come, as somebody with the key could have sealed them,
//! and with one bit changed or their end cut off.

#![expect(
    clippy::missing_panics_doc,
    reason = "each panics when a promise breaks: that is what it is for"
)]

use std::io::{Read as _, Write as _};

use crate::domain::ids::DeviceId;
use crate::domain::time::Moment;

use super::super::backup::form::{Head, Opened};
use super::super::bundle::form::{Record, read_head, read_record, write_head, write_record};
use super::super::bundle::{begin, read_outside, shared_secret};
use super::super::kdf::{Key, sha256};
use super::LOG;

/// A bundle. Its first byte says how the rest is taken: as a file; as what a sender with the key sealed in one; as an
/// entry that waits. What is read is written again byte for byte, and a sealed file with one bit changed does not open.
pub fn bundle(bytes: &[u8]) -> bool {
    match bytes.split_first() {
        Some((0, file)) => bundle_file(file),
        Some((1, inside)) => bundle_inside(inside),
        Some((2, record)) => Record::from_bytes(record).is_some_and(|read| {
            assert_eq!(read.to_bytes(), record, "a second form of a waiting entry");
            true
        }),
        Some((at, plain)) => {
            changed_file(*at, plain);
            false
        }
        None => false,
    }
}

const MAGIC: [u8; 8] = *b"TNDMFUZZ";

fn bundle_file(file: &[u8]) -> bool {
    let mut rest = file;
    let Ok(outside) = read_outside(&mut rest, MAGIC) else {
        return false;
    };
    let key = Key::new([0; 32]);
    assert!(
        outside.unwrap_with(MAGIC, &key).is_none(),
        "a wrap opened for nobody"
    );
    let opened = outside.open(rest, &shared_secret(&key, outside.salt()));
    opened.is_none_or(|mut sealed| sealed.must_end().is_err())
}

fn bundle_inside(inside: &[u8]) -> bool {
    let mut rest = inside;
    let Ok(head) = read_head(&mut rest) else {
        return false;
    };
    let mut written = Vec::new();
    assert!(write_head(&mut written, &head).is_ok());
    let mut records = 0_u64;
    let mut read = rest;
    while let Ok(record) = read_record(&mut rest) {
        assert!(write_record(&mut written, &record).is_ok());
        records = records.saturating_add(1);
        read = rest;
    }
    let length = inside.len().saturating_sub(read.len());
    assert_eq!(
        inside.get(..length),
        Some(written.as_slice()),
        "a second form of a bundle"
    );
    let _ = (head.entries(), records);
    true
}

/// Seals, changes one bit, and opens: never with success, never with other bytes than were sealed.
fn changed_file(at: u8, plain: &[u8]) {
    let key = Key::new([7; 32]);
    let salt = [9; 32];
    let sealed = begin(Vec::new(), MAGIC, &salt, &shared_secret(&key, &salt), &[]).and_then(|mut writer| {
        writer.write_all(plain)?;
        Ok(writer.finish()?)
    });
    let Ok(mut file) = sealed else { return };
    let open = |file: &[u8]| -> Option<Vec<u8>> {
        let mut rest = file;
        let outside = read_outside(&mut rest, MAGIC).ok()?;
        let mut sealed = outside.open(rest, &shared_secret(&key, outside.salt()))?;
        let mut plain = Vec::new();
        sealed.read_to_end(&mut plain).ok()?;
        sealed.must_end().ok()?;
        Some(plain)
    };
    assert_eq!(
        open(&file).as_deref(),
        Some(plain),
        "a file does not open as it was sealed"
    );
    // wherever in the file: the head too, which every piece is bound to
    let place = usize::from(at).saturating_mul(file.len()) / 256;
    if let Some(byte) = file.get_mut(place) {
        *byte ^= 1 << (at % 8);
        assert_eq!(open(&file), None, "a file with a changed bit opened");
    }
    file.truncate(place);
    assert_eq!(open(&file), None, "a file that was cut off opened");
}

/// A backup: as it comes, its head has one form, and what is in it opens whole or gives a reason. Besides, its first byte
/// says how the rest is taken: as a file; as a head whose digest is put right, and what
/// follows it; else as a database to be backed up, of which no changed and no shortened copy opens.
pub fn backup(bytes: &[u8]) -> bool {
    let whole = super::super::backup::try_any(bytes);
    whole
        | match bytes.split_first() {
            Some((0, file)) => opens(file),
            Some((1, rest)) => rest.split_first_chunk::<2>().is_some_and(|(at, rest)| {
                let (head, pieces) = rest.split_at(usize::from(u16::from_be_bytes(*at)).min(rest.len()));
                opens(&[head, &sha256(&[head]), pieces].concat())
            }),
            Some((at, database)) => {
                changed_backup(*at, database);
                false
            }
            None => false,
        }
}

/// Whether the head of a backup is taken; the pieces open for nobody who lacks the key.
fn opens(file: &[u8]) -> bool {
    let there = u64::try_from(file.len()).unwrap_or_default();
    let Ok(opened) = Opened::of(file, there) else {
        return false;
    };
    drop(opened.slots());
    let copied = opened.copy_to(&Key::new([0; 32]), &mut std::io::sink(), &mut |_| true);
    assert!(copied.is_err(), "a backup opened without its key");
    true
}

fn changed_backup(at: u8, database: &[u8]) {
    let key = Key::new([7; 32]);
    let head = Head {
        log: LOG,
        device: DeviceId([0x22; 16]),
        at: Moment(1_795_291_200_000),
        size: 5,
        root: [0x33; 32],
        length: u64::try_from(database.len()).unwrap_or_default(),
        digest: sha256(&[database]),
        slots: b"{}".to_vec(),
    };
    let mut file = Vec::new();
    let written = head.write(&mut file, &key, &mut &*database, &mut |_| true);
    assert!(written.is_ok(), "a backup was not made");
    let open = |file: &[u8]| -> Option<Vec<u8>> {
        let there = u64::try_from(file.len()).ok()?;
        let mut out = Vec::new();
        let opened = Opened::of(file, there).ok()?;
        opened.copy_to(&key, &mut out, &mut |_| true).ok()?;
        Some(out)
    };
    assert_eq!(
        open(&file).as_deref(),
        Some(database),
        "a backup does not open as it was made"
    );
    let place = usize::from(at).saturating_mul(file.len()) / 256;
    if let Some(byte) = file.get_mut(place) {
        *byte ^= 1 << (at % 8);
    }
    assert_eq!(open(&file), None, "a backup with a changed bit opened");
    file.truncate(place);
    assert_eq!(open(&file), None, "a backup that was cut off opened");
}
