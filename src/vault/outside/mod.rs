//! Every reader of bytes that come from outside, each as one function that takes any bytes and panics only when a
//! promise of that reader breaks. `tests/fuzz` throws bytes at them; the bytes that it kept are tried by every test run.
//!
//! Compiled for tests and for the fuzzer only.

#![expect(
    clippy::missing_panics_doc,
    reason = "each panics when a promise breaks: that is what it is for"
)]

mod files;

use std::sync::LazyLock;

use crate::domain::content::Content;
use crate::domain::decision::case::Case;
use crate::domain::decision::decide;
use crate::domain::ids::{DeviceId, LogId};
use crate::domain::rules::Rules;

use super::checkpoint;
use super::codes;
use super::header::Header;
use super::invitation::{AAD, INVITATION_GROUPS, code_keys, open_carried};
use super::kdf::Key;
use super::keys::LogHex;
use super::merkle::{Frontier, Hash, consistency, inclusion, is_consistent, is_included, leaf, root_of};
use super::note::Signer;
use super::proof::Proof;
use super::recovery::RECOVERY_GROUPS;
use super::sealing::{pad, seal_once, unpadded_len};
use super::secret::Secret;
use super::slots::{Invite, Slot, Slots};

pub use files::{backup, bundle};

const LOG: LogId = LogId([0x11; 32]);
const CODE: &str = "00005-0000A-0000F-0000M-0000H";

/// A header has one form: what is read is written again byte for byte, and what a body is bound to follows from it.
pub fn header(bytes: &[u8]) -> bool {
    let Ok(read) = Header::parse(bytes) else {
        return false;
    };
    assert_eq!(read.to_bytes(), bytes, "a second form of a header was accepted");
    assert_eq!(read.bound().len(), super::header::BOUND);
    let _ = (read.place(), read.names_log());
    true
}

/// The text of a body: padding has one form, and what is read is written again with the same meaning.
pub fn body(bytes: &[u8]) -> bool {
    one_form(bytes, unpadded_len);
    let Ok(content) = Content::from_bytes(bytes) else {
        return false;
    };
    let crew = Content::crew_of(bytes);
    let written = content.to_bytes_of_crew(&crew);
    let again = Content::from_bytes(&written);
    assert_eq!(again, Ok(content), "a body lost its meaning");
    assert_eq!(Content::crew_of(&written), crew);
    true
}

/// What a reader of padding takes is what [`pad`] writes.
fn one_form(bytes: &[u8], unpad: fn(&[u8]) -> Option<usize>) {
    if let Some(length) = unpad(bytes) {
        let written = bytes.get(..length).map(|text| pad(text).to_vec());
        assert_eq!(
            written.as_deref(),
            Some(bytes),
            "a second form of padding was accepted"
        );
    }
}

/// The key file: what is read is written again with the same meaning. Slots and invitations in it open for nobody
/// who lacks their key.
pub fn slots(bytes: &[u8]) -> bool {
    let Ok(read) = Slots::read(bytes) else {
        return false;
    };
    let written = serde_json::to_vec(&read).unwrap_or_default();
    let again = Slots::read(&written).map(|again| serde_json::to_vec(&again).unwrap_or_default());
    assert_eq!(again, Ok(written), "a key file lost its meaning");
    for slot in &read.members {
        let opened = read.open_slot(slot, &Key::new([0; 32]));
        assert!(opened.is_none(), "a slot opened without its key");
    }
    if let (Some(invite), Ok(keys)) = (read.invitations.first(), code_keys(&Secret::new(CODE.to_owned()))) {
        assert!(open_carried(&read, invite, keys).is_none());
    }
    true
}

/// What is sealed inside a slot and inside an invitation, as a member who may write there could have made it.
pub fn sealed_in_slots(bytes: &[u8]) -> bool {
    let mut understood = false;
    let mut slots = Slots::new(true, LogHex(LOG), DeviceId([0x22; 16]));
    slots.salt = vec![0; 16];
    let mut slot = Slot {
        handle: vec![0; 32],
        memory_kib: 64 * 1024,
        passes: 3,
        salt: vec![0; 16],
        root: Vec::new(),
        log_key: vec![0; 80],
        holder: Vec::new(),
    };
    let key = Key::new([0; 32]);
    for inside in [bytes.to_vec(), pad(bytes).to_vec()] {
        slot.root = seal_once(&key, &slot.bound(), &inside).unwrap_or_default();
        assert!(
            slots.open_slot(&slot, &key).is_none(),
            "a slot without a log key opened"
        );
        if let Ok(keys) = code_keys(&Secret::new(CODE.to_owned())) {
            let invite = Invite {
                id: vec![0; 8],
                sealed: seal_once(&keys.seal, AAD, &inside).unwrap_or_default(),
                begun: None,
            };
            understood |= open_carried(&slots, &invite, keys).is_some();
        }
    }
    understood
}

/// Signed notes, verifier keys and checkpoints: none holds for a key that did not sign it.
pub fn checkpoint(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let nobody = Signer::device(LOG, DeviceId([0x22; 16]), [0x58; 32]);
    assert!(
        nobody.open(text).is_err(),
        "a note held for a key that did not sign it"
    );
    let (key, note) = text.split_once('\n').unwrap_or((text, ""));
    let signer = Signer::from_verifier_key(key);
    if let Ok(signer) = &signer {
        let again = Signer::from_verifier_key(&signer.verifier_key());
        assert_eq!(again.as_ref(), Ok(signer), "a verifier key lost its meaning");
        if let Ok(said) = signer.open(note) {
            assert!(note.starts_with(said) && said.ends_with('\n'));
        }
    }
    checkpoint::read(text, LOG).is_some() || signer.is_ok()
}

/// Codes typed from paper: what is read has as many digits as the code, and reads the same when it is typed sloppily.
pub fn code(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let mut understood = false;
    for groups in [INVITATION_GROUPS, RECOVERY_GROUPS] {
        if let Ok(digits) = codes::read(&Secret::new(text.to_owned()), groups) {
            assert_eq!(digits.len(), groups * 4);
            assert!(digits.iter().all(|digit| *digit < 32));
            let sloppy = format!(" {} ", text.to_lowercase().replace('0', "o"));
            assert_eq!(codes::read(&Secret::new(sloppy), groups), Ok(digits));
            understood = true;
        }
    }
    understood
}

/// Proofs: the bytes are a place, two sizes and hashes. No made-up path leads to a root; a true one with one bit
/// changed does not either.
pub fn proof(bytes: &[u8]) -> bool {
    let Some(([index, size, old, flip, high, middle], hashes)) = bytes.split_first_chunk::<6>() else {
        return false;
    };
    let path: Vec<Hash> = hashes.as_chunks::<32>().0.iter().take(80).copied().collect();
    let wide = |low: u8| u64::from(low) | (u64::from(*high) << 56) | (u64::from(*middle) << 31);
    let root = super::kdf::sha256(&[b"nobody's root"]);
    assert!(!is_included(&root, wide(*index), wide(*size), &path, &root) || path.is_empty());
    let other = super::kdf::sha256(&[b"another root"]);
    let same = wide(*old) == wide(*size) || wide(*old) == 0;
    assert!(same || !is_consistent((wide(*old), &root), (wide(*size), &other), &path));
    if let Some(frontier) = Frontier::from_bytes(u64::from(*size), hashes) {
        assert_eq!(
            frontier.to_bytes(),
            hashes,
            "a second form of a frontier was accepted"
        );
    }
    true_proofs(u64::from(*index), u64::from(*size), u64::from(*old), *flip);
    true
}

fn true_proofs(index: u64, size: u64, old: u64, flip: u8) {
    let leaves: Vec<Hash> = (0..size).map(|n| leaf(&n.to_be_bytes())).collect();
    let root = root_of(&leaves);
    let bit = |path: &[Hash]| {
        let mut path = path.to_vec();
        let at = usize::from(flip) % path.len().max(1);
        if let Some(byte) = path
            .get_mut(at)
            .and_then(|hash| hash.get_mut(usize::from(flip % 32)))
        {
            *byte ^= 1 << (flip % 8);
        }
        path
    };
    if let (Some(path), Some(at)) = (
        inclusion(&leaves, index),
        usize::try_from(index).ok().and_then(|at| leaves.get(at)),
    ) {
        assert!(is_included(at, index, size, &path, &root));
        assert!(path.is_empty() || !is_included(at, index, size, &bit(&path), &root));
    }
    if let Some(path) = consistency(&leaves, old) {
        let before = root_of(
            leaves
                .get(..usize::try_from(old).unwrap_or(0))
                .unwrap_or_default(),
        );
        assert!(is_consistent((old, &before), (size, &root), &path));
        assert!(path.is_empty() || !is_consistent((old, &before), (size, &root), &bit(&path)));
    }
}

/// A proof as text: what is read is written again, but for extra data that nothing vouches for; it leads nowhere that
/// was not worked out for it.
pub fn tlog_proof(bytes: &[u8]) -> bool {
    let Some((text, proof)) = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| Some((text, Proof::read(text)?)))
    else {
        return false;
    };
    let written = proof.text();
    assert_eq!(
        Proof::read(&written).as_ref(),
        Some(&proof),
        "a proof lost its meaning"
    );
    assert!(
        written == text || text.contains("\nextra "),
        "a second form of a proof"
    );
    assert!(!proof.leads_to_its_head(&super::kdf::sha256(&[b"nobody's leaf"])));
    true
}

/// Rule tables: an accepted one answers every written situation.
pub fn rules(bytes: &[u8]) -> bool {
    let Some(rules) = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| Rules::from_toml(text).ok())
    else {
        return false;
    };
    if let Ok(case) = Case::from_toml(
        include_str!("../../../tests/cases/h2o-07-immigration.toml"),
        &rules,
    ) {
        let _ = decide(&case.facts, &rules);
    }
    true
}

/// Written cases: an accepted one is answered, whatever it says, and what it still lacks can be listed.
pub fn case(bytes: &[u8]) -> bool {
    static RULES: LazyLock<Option<Rules>> = LazyLock::new(|| Rules::embedded().ok());
    let (Ok(text), Some(rules)) = (std::str::from_utf8(bytes), &*RULES) else {
        return false;
    };
    let Ok(case) = Case::from_toml(text, rules) else {
        return false;
    };
    let first = decide(&case.facts, rules);
    assert_eq!(first, decide(&case.facts, rules), "a decision is not repeatable");
    true
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    type Reader = fn(&[u8]) -> bool;

    const READERS: &[(&str, Reader)] = &[
        ("header", super::header),
        ("body", super::body),
        ("slots", super::slots),
        ("sealed_in_slots", super::sealed_in_slots),
        ("checkpoint", super::checkpoint),
        ("code", super::code),
        ("proof", super::proof),
        ("tlog_proof", super::tlog_proof),
        ("bundle", super::bundle),
        ("backup", super::backup),
        ("rules", super::rules),
        ("case", super::case),
    ];

    fn tests() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
    }

    fn files(folder: &Path) -> Vec<Vec<u8>> {
        fs::read_dir(folder)
            .unwrap()
            .map(|file| fs::read(file.unwrap().path()).unwrap())
            .collect()
    }

    /// What changes with the program is taken from where it stands, not kept twice.
    fn as_shipped(name: &str) -> Vec<Vec<u8>> {
        match name {
            "rules" => files(&tests().join("../assets/rules")),
            "case" => files(&tests().join("cases")),
            "body" => fs::read(tests().join("golden/bodies.jsonl"))
                .unwrap()
                .split(|byte| *byte == b'\n')
                .map(<[u8]>::to_vec)
                .collect(),
            _ => Vec::new(),
        }
    }

    /// A corpus in which nothing is understood would test the first line of a reader and no more.
    #[test]
    fn what_the_fuzzer_kept_breaks_no_promise_and_goes_all_the_way_in() {
        for (name, reader) in READERS {
            let mut kept = files(&tests().join("fuzz/corpus").join(name));
            kept.extend(as_shipped(name));
            let understood = kept.iter().filter(|bytes| reader(bytes)).count();
            assert!(understood > 0, "{name}: none of {} is understood", kept.len());
            assert!(
                understood < kept.len(),
                "{name}: all of {} are understood",
                kept.len()
            );
        }
    }

    #[test]
    fn every_reader_has_a_target_and_every_target_a_reader() {
        let listed: BTreeSet<String> = fs::read_dir(tests().join("fuzz/fuzz_targets"))
            .unwrap()
            .map(|file| {
                file.unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        let readers: BTreeSet<String> = READERS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(listed, readers);
    }

    /// The fuzzer compiles these layers by themselves, with the program's own crates.
    #[test]
    fn the_fuzzer_is_built_from_the_programs_own_crates() {
        let crates = |path: &str| {
            let text = fs::read_to_string(tests().join(path)).unwrap();
            let mut table = text.parse::<toml::Table>().unwrap();
            let toml::Value::Table(crates) = table.remove("dependencies").unwrap() else {
                panic!("no table of dependencies in {path}");
            };
            crates
        };
        let program = crates("../Cargo.toml");
        let form = |value: &toml::Value| {
            let plain = || toml::Table::from_iter([("version".to_owned(), value.clone())]);
            let mut table = value.as_table().cloned().unwrap_or_else(plain);
            table.remove("optional");
            table
        };
        for (name, value) in crates("fuzz/Cargo.toml") {
            let same = program.get(&name).map(form);
            assert!(
                name == "libfuzzer-sys" || same == Some(form(&value)),
                "{name} differs"
            );
        }
    }

    /// The control: a reader that accepts a second form is caught by the very property that the targets hold.
    #[test]
    #[should_panic(expected = "a second form of padding")]
    fn a_reader_that_takes_a_second_form_would_be_found() {
        super::one_form(&[0x80, 0], |bytes| bytes.iter().rposition(|byte| *byte == 0x80));
    }
}
