//! For tests: every page of a SQLCipher file and of its journal, opened with the raw key, free pages included.

use std::fs;
use std::path::Path;

use aes::Aes256;
use aes::cipher::{BlockCipherDecrypt as _, KeyInit as _};

use crate::vault::kdf::Key;

const PAGE: usize = 4096;
/// At the end of each page: IV (16) and HMAC (64).
const RESERVED: usize = 80;

/// All that the pages of a database and its journal hold, as they lie.
pub(crate) fn opened(database: &Path, key: &Key) -> Vec<u8> {
    let mut all = Vec::new();
    let file = fs::read(database).unwrap_or_default();
    for (number, page) in file.chunks(PAGE).enumerate() {
        all.extend(open(page, if number == 0 { 16 } else { 0 }, key));
    }
    let mut journal = database.as_os_str().to_owned();
    journal.push("-wal");
    let journal = fs::read(Path::new(&journal)).unwrap_or_default();
    for frame in journal.get(32..).unwrap_or_default().chunks(24 + PAGE) {
        let first = frame.get(..4) == Some(&[0, 0, 0, 1]);
        let page = frame.get(24..).unwrap_or_default();
        all.extend(open(page, if first { 16 } else { 0 }, key));
    }
    all
}

/// AES-256-CBC without a tag: what was written, and rubbish for what was never a page.
fn open(page: &[u8], skip: usize, key: &Key) -> Vec<u8> {
    if page.len() != PAGE {
        return page.to_vec();
    }
    let cipher = Aes256::new((&**key).into());
    let mut before: [u8; 16] = page[PAGE - RESERVED..PAGE - RESERVED + 16].try_into().unwrap();
    let mut plain = Vec::with_capacity(PAGE);
    for block in page[skip..PAGE - RESERVED].as_chunks::<16>().0 {
        let mut opened = (*block).into();
        cipher.decrypt_block(&mut opened);
        plain.extend(opened.iter().zip(before).map(|(a, b)| a ^ b));
        before = *block;
    }
    plain
}

/// Whether some bytes are in there.
pub(crate) fn holds(all: &[u8], wanted: &[u8]) -> bool {
    all.windows(wanted.len()).any(|window| window == wanted)
}
