//! The control of the power cuts: the same entries written by bare SQL, once with every commit waiting for the disk as
//! the vault does it, once with `synchronous = NORMAL`, which must lose what was confirmed.

use std::fmt::Write as _;
use std::path::Path;

use tandem::domain::ids::{from_hex, to_hex};
use tandem::domain::role::Compartment;
use tandem::vault::{Author, NewEntry, Vault, new_stream};

use super::crash::Recorded;
use super::scene::Scene;
use super::stranger::{derive, open_db, slots};
use super::team::{NOW, note};

/// A run of the control: entries that a vault wrote are written once more by bare SQL, with every setting of
/// `docs/log-format.md` but the one that is tried.
pub(crate) fn raw(scene: &Scene, synchronous: &str) -> Recorded {
    let device: [u8; 16] = from_hex(slots(&scene.dir)["device"].as_str().unwrap()).unwrap();
    let key: [u8; 32] = derive(&scene.log_key, &[], &[b"tandem/db/v1", &device]);
    let future = future(scene, &key);
    let recorded = Recorded::new(scene, |dir| {
        let beside = Path::new(dir).with_file_name("future");
        std::fs::write(beside, &future).unwrap();
        ["raw", dir, synchronous, &to_hex(&key)]
            .map(str::to_owned)
            .to_vec()
    });
    assert!(recorded.confirmed_after(recorded.steps.len()).acts >= 40);
    recorded
}

/// Forty entries with the edge of the tree after each, one a line.
fn future(scene: &Scene, key: &[u8; 32]) -> String {
    let copy = scene.copy();
    let mut vault = Vault::open(copy.path(), &scene.nurse).unwrap();
    let ring = vault.ring(&scene.nurse, &Compartment::SEALED).unwrap();
    let conn = open_db(&copy.path().join("log.db"), key).unwrap();
    let stream = new_stream();
    let mut lines = String::new();
    for number in 0..40 {
        let side = Some(scene.nurse.side);
        let entry = NewEntry::of(&note(&format!("words {number}")), side, stream).unwrap();
        let before = vault.checkpoint(NOW).unwrap().size;
        vault
            .append(Author::Member(&scene.nurse), &ring, NOW, vec![entry])
            .unwrap();
        let (nodes, after): (Vec<u8>, i64) = conn
            .query_row("SELECT nodes, size FROM frontier", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        for seq in before.cast_signed()..after {
            let (header, sig, body): (Vec<u8>, Vec<u8>, Vec<u8>) = conn
                .query_row(
                    "SELECT header, sig, body FROM entry WHERE seq = ?1",
                    [seq],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
                )
                .unwrap();
            let part = [header, sig, body, nodes.clone()]
                .map(|bytes| to_hex(&bytes))
                .join(" ");
            writeln!(lines, "{seq} {part}").unwrap();
        }
    }
    lines
}

/// The child of [`raw`]. Entries that were one transaction stay one: those before the last have the same edge.
pub(crate) fn raw_child(folder: &str, synchronous: &str, key: &str) {
    let dir = Path::new(folder);
    let key: [u8; 32] = from_hex(key).unwrap();
    let future = std::fs::read_to_string(dir.with_file_name("future")).unwrap();
    let conn = open_db(&dir.join("log.db"), &key).unwrap();
    conn.execute_batch(&format!(
        "PRAGMA secure_delete = ON; PRAGMA synchronous = {synchronous}; PRAGMA wal_autocheckpoint = 200;"
    ))
    .unwrap();
    let lines: Vec<Vec<&str>> = future.lines().map(|line| line.split(' ').collect()).collect();
    for (at, parts) in lines.iter().enumerate() {
        let seq: i64 = parts[0].parse().unwrap();
        let bytes = |at: usize| -> Vec<u8> {
            let hex = parts[at].as_bytes();
            hex.chunks(2)
                .map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap())
                .collect()
        };
        if conn.is_autocommit() {
            conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        }
        conn.execute(
            "INSERT INTO entry (device, seq, header, sig, body) VALUES (1, ?1, ?2, ?3, ?4)",
            (seq, bytes(1), bytes(2), bytes(3)),
        )
        .unwrap();
        if lines.get(at + 1).is_some_and(|next| next[4] == parts[4]) {
            continue;
        }
        conn.execute("UPDATE frontier SET size = ?1, nodes = ?2", (seq + 1, bytes(4)))
            .unwrap();
        conn.execute_batch("COMMIT").unwrap();
        println!("saved {seq}");
    }
}
