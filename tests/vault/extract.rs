//! What an extract for a court gives away, and what it must not: searched byte for byte, with every secret at hand.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hkdf::Hkdf;
use sha2::Sha256;
use tandem::app::extract::{Written, extract};
use tandem::app::problem::Problem;
use tandem::domain::ids::{from_hex, to_hex};
use tandem::vault::verify_folder;

use crate::frozen::{continued, people, signed_in};
use crate::stranger::{Row, derive, open_log, open_slot, rows};

fn make(dir: &Path, reference: &str, out: &Path, handle: &str) -> Result<Written, Problem> {
    let (_, passphrase) = people().into_iter().find(|(name, _)| name == handle).unwrap();
    extract(dir, reference, out, handle, &passphrase)
}

/// Every entry of the log, by a stranger's hand.
fn log_of(dir: &Path) -> Vec<Row> {
    let (_, passphrase) = people().into_iter().find(|(name, _)| name == "4411").unwrap();
    let (_, log_key) = open_slot(dir, "4411", passphrase.expose()).unwrap();
    rows(&open_log(dir, &log_key).unwrap())
}

/// All files as one text.
fn text_of(folder: &Path) -> String {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

#[test]
fn an_extract_holds_one_side_of_one_incident_and_nothing_of_other_streams() {
    let home = tempfile::tempdir().unwrap();
    let dir = continued(home.path());
    let before = log_of(&dir);
    let out = home.path().join("out");
    let made = make(&dir, "26-0001", &out, "4411").unwrap();
    let text = text_of(&out);
    assert!(text.contains("Weapons marker, bladed article, last year."));

    let streams =
        |rows: &[&Row]| -> BTreeSet<String> { rows.iter().map(|row| to_hex(row.field(144, 16))).collect() };
    let is_structure = |row: &&Row| row.field(138, 2) == [0, 0];
    let (shown, hidden): (Vec<&Row>, Vec<&Row>) = before
        .iter()
        .filter(|row| !is_structure(row))
        .partition(|row| row.kind() == 2 && text.contains(&to_hex(&row.header)));
    assert_eq!(
        shown.len(),
        made.shown,
        "each entry that was counted is there, whole"
    );
    let (own, others) = (streams(&shown), streams(&hidden));
    assert_eq!(own.len(), 2, "its own part and what was shared");
    assert!(
        own.iter().all(|stream| text.contains(stream)),
        "the search finds what is there"
    );
    let others: Vec<&String> = others.difference(&own).collect();
    assert!(others.len() >= 4, "{others:?}");
    for stream in others {
        assert!(
            !text.contains(stream.as_str()),
            "a stream that is not of this side and incident"
        );
    }
    for row in hidden {
        assert!(
            !text.contains(&to_hex(row.field(256, 32))),
            "the body hash of another entry"
        );
        assert!(
            !text.contains(&to_hex(row.field(176, 32))),
            "the salt or epoch key of another entry"
        );
    }
    assert!(!text.contains("26-0002"), "the other incident");
}

/// Every run of 64 hexadecimal digits: what a finder of the folder would try as a key.
fn keys_in(text: &str) -> BTreeSet<[u8; 32]> {
    let digits = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
    let runs = text.as_bytes().split(|byte| !digits(byte));
    runs.flat_map(|run| run.windows(64).step_by(2))
        .map(|key| from_hex(std::str::from_utf8(key).unwrap()).unwrap())
        .collect()
}

#[test]
fn what_is_in_the_folder_opens_its_own_entries_and_no_other() {
    let home = tempfile::tempdir().unwrap();
    let dir = continued(home.path());
    let before = log_of(&dir);
    let out = home.path().join("out");
    let made = make(&dir, "26-0001", &out, "jpatel").unwrap();
    let text = text_of(&out);
    let is_police = |row: &&Row| row.field(138, 2) == [0, 1];
    assert!(before.iter().filter(is_police).count() >= 4);
    for row in before.iter().filter(is_police) {
        assert!(
            !text.contains(&to_hex(&row.header)),
            "an entry of the police side"
        );
    }
    let info = [b"tandem/entry/v1".as_slice(), &1_u32.to_be_bytes()].concat();
    let (mut as_data_key, mut as_opening, mut structure) = (0, 0, 0);
    for key in keys_in(&text) {
        let expand = Hkdf::<Sha256>::from_prk(&key).unwrap();
        let mut both = [0; 64];
        expand.expand(&info, &mut both).unwrap();
        for row in before.iter().filter(|row| row.kind() != 3) {
            let derived: [u8; 64] = derive(&key, row.field(176, 32), &[&info]);
            as_data_key += usize::from(derived[32..] == *row.field(208, 32));
            if both[32..] == *row.field(208, 32) {
                let is_structure = row.field(138, 2) == [0, 0];
                structure += usize::from(is_structure);
                as_opening += usize::from(!is_structure);
            }
        }
    }
    assert_eq!(as_data_key, 0, "a key of a whole stream");
    assert_eq!(as_opening, made.shown, "and the search finds what is there");
    assert!(
        (4..=12).contains(&structure),
        "the beginning and the authors: {structure}"
    );
}

#[test]
fn an_extract_is_an_entry_of_its_own_and_nothing_is_left_of_one_that_was_refused() {
    let home = tempfile::tempdir().unwrap();
    let dir = continued(home.path());
    let before = log_of(&dir).len();
    for (reference, handle, code) in [
        ("26-0001", "kshah", "A-340"),
        ("26-0001", "plead", "A-340"),
        ("26-9999", "4411", "A-203"),
        ("'; DROP TABLE item; --", "4411", "A-203"),
    ] {
        let out = home.path().join("refused");
        let problem = make(&dir, reference, &out, handle).unwrap_err();
        assert_eq!(problem.code, code, "{reference} by {handle}: {problem}");
        assert!(!out.exists());
    }
    let taken = home.path().join("taken");
    fs::create_dir(&taken).unwrap();
    fs::write(taken.join("letter.txt"), "mine").unwrap();
    assert!(make(&dir, "26-0001", &taken, "4411").is_err());
    assert_eq!(log_of(&dir).len(), before, "what was refused leaves no entry");

    make(&dir, "26-0001", &home.path().join("out"), "4411").unwrap();
    let after = log_of(&dir);
    let last = after.last().unwrap();
    assert!(after.len() > before);
    assert_eq!(
        (last.kind(), last.field(138, 2)),
        (2, [0, 4].as_slice()),
        "an entry in oversight"
    );
    let report = verify_folder(&dir, &signed_in(&dir, "4411"), None, &mut |_, _| true).unwrap();
    assert_eq!(report.findings, []);
}
