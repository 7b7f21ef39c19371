//! Which pages of a database its write-ahead log holds anew. A power cut while the log is copied into the database may
//! leave half a page there; what is read is the log's, and the next copying makes it good, so it is no damage.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// Length of the file's head and of the head of each frame (SQLite file format, section 4).
const HEAD: usize = 32;
const FRAME_HEAD: usize = 24;
/// First four bytes; the last bit says that checksums take their numbers big-endian.
const MAGIC: u32 = 0x377f_0682;
/// What a page may measure.
const PAGES: std::ops::RangeInclusive<u32> = 512..=65_536;

/// The numbers of the pages, counted from 1, that committed frames beside `database` hold. Empty where there is no
/// such file or it begins with something else.
pub(crate) fn pages(database: &Path) -> BTreeSet<u64> {
    let mut name = database.as_os_str().to_owned();
    name.push("-wal");
    File::open(name)
        .ok()
        .and_then(|file| committed(&mut BufReader::new(file)))
        .unwrap_or_default()
}

/// The checksum that runs through the whole file.
struct Sum {
    big_endian: bool,
    state: [u32; 2],
}

impl Sum {
    fn take(&mut self, bytes: &[u8]) {
        let [mut one, mut other] = self.state;
        let (words, _) = bytes.as_chunks::<4>();
        let (pairs, _) = words.as_chunks::<2>();
        for [a, b] in pairs {
            let number = |word: &[u8; 4]| {
                if self.big_endian {
                    u32::from_be_bytes(*word)
                } else {
                    u32::from_le_bytes(*word)
                }
            };
            one = one.wrapping_add(number(a)).wrapping_add(other);
            other = other.wrapping_add(number(b)).wrapping_add(one);
        }
        self.state = [one, other];
    }
}

/// Reads frames for as long as their salts and checksums fit, as SQLite does after a crash. Only those up to the last
/// end of a transaction count.
fn committed(file: &mut impl Read) -> Option<BTreeSet<u64>> {
    let mut head = [0; HEAD];
    file.read_exact(&mut head).ok()?;
    let (words, _) = head.as_chunks::<4>();
    let [magic, _version, page, _round, salt, pepper, one, other] = *words.first_chunk::<8>()?;
    let magic = u32::from_be_bytes(magic);
    let length = u32::from_be_bytes(page);
    if magic & !1 != MAGIC || !PAGES.contains(&length) {
        return None;
    }
    let mut sum = Sum {
        big_endian: magic & 1 == 1,
        state: [0, 0],
    };
    sum.take(head.get(..24)?);
    if sum.state.map(u32::to_be_bytes) != [one, other] {
        return None;
    }
    let mut frame = vec![0; FRAME_HEAD + usize::try_from(length).ok()?];
    let (mut held, mut waiting) = (BTreeSet::new(), BTreeSet::new());
    while file.read_exact(&mut frame).is_ok() {
        let (words, _) = frame.as_chunks::<4>();
        let [page, end, own_salt, own_pepper, one, other] = *words.first_chunk::<6>()?;
        sum.take(frame.get(..8)?);
        sum.take(frame.get(FRAME_HEAD..)?);
        if own_salt != salt || own_pepper != pepper || sum.state.map(u32::to_be_bytes) != [one, other] {
            break;
        }
        waiting.insert(u64::from(u32::from_be_bytes(page)));
        if u32::from_be_bytes(end) != 0 {
            held.append(&mut waiting);
        }
    }
    Some(held)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::db::{Access, Purpose, damaged_pages, open_keyed};
    use std::fs;

    /// A database whose last transactions stand in the log only, as a power cut leaves it: copies of both files.
    fn cut_off(dir: &Path) -> std::path::PathBuf {
        let path = dir.join("t.db");
        let conn = open_keyed(&path, &[7; 32], Purpose::Log, Access::Write).unwrap();
        conn.execute_batch(
            "CREATE TABLE a (x BLOB); INSERT INTO a VALUES (zeroblob(40000)); PRAGMA wal_checkpoint;",
        )
        .unwrap();
        conn.execute_batch("UPDATE a SET x = randomblob(40000)").unwrap();
        let copy = dir.join("copy.db");
        for end in ["", "-wal"] {
            fs::copy(dir.join(format!("t.db{end}")), dir.join(format!("copy.db{end}"))).unwrap();
        }
        copy
    }

    #[test]
    fn half_a_page_that_the_log_holds_anew_is_no_damage_and_any_other_is() {
        let dir = tempfile::tempdir().unwrap();
        let path = cut_off(dir.path());
        let held = pages(&path);
        assert!(held.len() >= 10, "{held:?}");
        let mut bytes = fs::read(&path).unwrap();
        let count = u64::try_from(bytes.len() / 4096).unwrap();
        let other = (1..=count)
            .find(|page| !held.contains(page))
            .expect("a page that was not changed");
        let mut tear = |page: u64| {
            let at = usize::try_from(page - 1).unwrap() * 4096;
            bytes[at + 2048..at + 4096].fill(9);
            fs::write(&path, &bytes).unwrap();
        };
        tear(*held.last().unwrap());
        let conn = open_keyed(&path, &[7; 32], Purpose::Log, Access::ReadOnly).unwrap();
        assert_eq!(damaged_pages(&conn).unwrap(), Vec::<String>::new());
        tear(other);
        assert_eq!(damaged_pages(&conn).unwrap().len(), 1);
    }

    #[test]
    fn what_was_not_committed_or_does_not_fit_its_checksum_holds_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let wal = fs::read(cut_off(dir.path()).with_file_name("copy.db-wal")).unwrap();
        let all = committed(&mut wal.as_slice()).unwrap();
        assert!(!all.is_empty());
        let one_frame = &wal[..HEAD + FRAME_HEAD + 4096];
        let begun = committed(&mut &one_frame[..]).unwrap();
        assert!(begun.is_empty(), "a transaction without its end: {begun:?}");
        for at in [2, 20, 28, HEAD + 1, HEAD + 10, HEAD + FRAME_HEAD + 5] {
            let mut changed = wal.clone();
            changed[at] ^= 1;
            assert!(
                committed(&mut changed.as_slice()).unwrap_or_default().is_empty(),
                "byte {at}"
            );
        }
        assert!(pages(&dir.path().join("none.db")).is_empty());
    }
}
