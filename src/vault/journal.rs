//! The write-ahead log beside a database. Which pages it holds anew: a power cut while it is copied into the database
//! may leave half a page there; what is read is the log's, and the next copying makes it good, so it is no damage. And
//! room for it, made before it is needed.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// Length of the file's head and of the head of each frame (SQLite file format, section 4).
const HEAD: usize = 32;
const FRAME_HEAD: usize = 24;
/// First four bytes; the last bit says that checksums take their numbers big-endian.
const MAGIC: u32 = 0x377f_0682;
/// What a page may measure.
const PAGES: std::ops::RangeInclusive<u32> = 512..=65_536;

/// Room for so many frames of 4 KiB pages: it is copied into the database after a thousand, and what is written together
/// stands in it together.
const ROOM: usize = HEAD + 1100 * (FRAME_HEAD + 4096);

/// Fills the file beside `database` with zeros up to the length that it will come to have anyway. A wait for the disk is
/// then one for the words alone: a file that grows has its new length written as well, elsewhere and after them. Whoever
/// reads the file stops at the first frame that does not fit, as after a crash. Nobody else may be writing meanwhile. A
/// disk that does not take it leaves the file as it was.
pub(crate) fn make_room(database: &Path) {
    // each append still waits for the disk by itself: without room only longer
    drop(fill(&beside(database)));
}

fn fill(file: &Path) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(file)?;
    let before = file.seek(SeekFrom::End(0))?;
    let missing = ROOM.saturating_sub(usize::try_from(before).unwrap_or(ROOM));
    if missing == 0 {
        return Ok(());
    }
    let filled = file.write_all(&vec![0; missing]).and_then(|()| file.sync_data());
    if filled.is_err() {
        file.set_len(before)?;
    }
    filled
}

fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// The numbers of the pages, counted from 1, that committed frames beside `database` hold. Empty where there is no
/// such file or it begins with something else.
pub(crate) fn pages(database: &Path) -> BTreeSet<u64> {
    File::open(beside(database))
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
    fn cut_off(dir: &Path) -> PathBuf {
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

    /// What is written beside a reader, and what a power cut leaves of it, is all there; and the file does not grow.
    #[test]
    fn a_journal_with_room_is_written_over_and_read_to_its_last_frame() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("t.db");
        let open = || open_keyed(&path, &[7; 32], Purpose::Log, Access::Write).unwrap();
        open().execute_batch("CREATE TABLE a (x BLOB);").unwrap();
        let conn = open();
        let length = || fs::metadata(beside(&path)).unwrap().len();
        assert_eq!(length(), u64::try_from(ROOM).unwrap());
        for _ in 0..20 {
            conn.execute_batch("INSERT INTO a VALUES (randomblob(1000))")
                .unwrap();
        }
        assert_eq!(length(), u64::try_from(ROOM).unwrap());
        assert!(pages(&path).len() > 3);
        for end in ["", "-wal"] {
            fs::copy(
                dir.path().join(format!("t.db{end}")),
                dir.path().join(format!("copy.db{end}")),
            )
            .unwrap();
        }
        let copy = open_keyed(&dir.path().join("copy.db"), &[7; 32], Purpose::Log, Access::Write).unwrap();
        let rows: i64 = copy
            .query_row("SELECT count(*) FROM a", [], |row| row.get(0))
            .unwrap();
        assert_eq!(rows, 20);
        // a second opening of what was left behind adds nothing
        make_room(&path);
        assert_eq!(length(), u64::try_from(ROOM).unwrap());
        drop(conn);
        assert!(!beside(&path).exists(), "it goes when the last one closes");
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
