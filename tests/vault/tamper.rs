//! A hand that changes bytes: in the database's pages, and, with the log key, in every part of an entry. Verification
//! finds each and names it.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use tandem::vault::{Finding, Unlocked, verify_folder, verify_structure};

use crate::stranger::{Key, open_log, open_slot, rows};
use crate::team::{NOW, note, pass, team, write};

struct Scene {
    dir: tempfile::TempDir,
    nurse: Unlocked,
    log_key: Key,
    checkpoint: String,
    /// The place of the nurse's first note.
    target: u64,
    size: u64,
}

fn scene() -> Scene {
    let dir = tempfile::tempdir().unwrap();
    let mut team = team(dir.path());
    for words in ["one", "two", "three"] {
        write(&mut team.vault, &team.nurse, &note(words));
    }
    let checkpoint = team.vault.checkpoint(NOW).unwrap();
    drop(team.vault);
    let (_, log_key) = open_slot(dir.path(), "aosei", pass("aosei").expose()).unwrap();
    let found = rows(&open_log(dir.path(), &log_key).unwrap());
    let target = found.iter().position(|row| row.kind() == 2).unwrap();
    Scene {
        nurse: team.nurse,
        log_key,
        checkpoint: checkpoint.text,
        target: target as u64,
        size: checkpoint.size,
        dir,
    }
}

impl Scene {
    /// A copy of the vault in which `change` was done with the log key, triggers out of the way.
    fn changed(&self, change: impl FnOnce(&Connection)) -> tempfile::TempDir {
        let copy = self.copy();
        let conn = open_log(copy.path(), &self.log_key).unwrap();
        conn.execute_batch(
            "PRAGMA foreign_keys = OFF; DROP TRIGGER entry_no_delete; DROP TRIGGER entry_only_shred;",
        )
        .unwrap();
        change(&conn);
        drop(conn);
        copy
    }

    fn copy(&self) -> tempfile::TempDir {
        let copy = tempfile::tempdir().unwrap();
        for file in fs::read_dir(self.dir.path()).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
        }
        copy
    }

    fn verify(&self, dir: &Path, note: Option<&str>) -> Vec<Finding> {
        let report = verify_folder(dir, &self.nurse, note, &mut |_, _| true).expect("damage is a finding");
        assert_eq!(report.ok, report.findings.is_empty());
        report.findings
    }

    /// Does a change and asserts that a finding names this place.
    fn named(&self, what: &str, seq: u64, change: impl FnOnce(&Connection)) {
        let copy = self.changed(change);
        let found = self.verify(copy.path(), None);
        assert!(
            found.iter().any(|f| f.seq == Some(seq)),
            "{what} at {seq}: {found:?}"
        );
    }
}

fn flip(conn: &Connection, column: &str, seq: u64, at: usize) {
    let read = format!("SELECT {column} FROM entry WHERE seq = ?1");
    let mut bytes: Vec<u8> = conn
        .query_row(&read, [seq.cast_signed()], |row| row.get(0))
        .unwrap();
    bytes[at] ^= 1;
    conn.execute(
        &format!("UPDATE entry SET {column} = ?1 WHERE seq = ?2"),
        (bytes, seq.cast_signed()),
    )
    .unwrap();
}

#[test]
fn every_kind_of_change_is_found_and_named() {
    let scene = scene();
    let sane = scene.copy();
    assert!(scene.verify(sane.path(), Some(&scene.checkpoint)).is_empty());
    header_and_signature(&scene);
    bodies(&scene);
    rows_moved(&scene);
    ends(&scene);
    pages(&scene);
}

/// What `--structure-only` leaves out is a content entry's signature, and nothing else.
#[test]
fn structure_only_misses_a_forged_signature_and_no_other_change() {
    let scene = scene();
    let structure = |dir: &Path| {
        verify_structure(dir, &scene.nurse, Some(&scene.checkpoint), &mut |_, _| true)
            .expect("damage is a finding")
            .findings
    };
    assert!(structure(scene.copy().path()).is_empty());
    for (column, seq, seen) in [
        ("sig", scene.target, false),
        ("sig", 2, true),
        ("header", scene.target, true),
        ("body", scene.target, true),
    ] {
        let copy = scene.changed(|conn| flip(conn, column, seq, 40));
        assert!(
            !scene.verify(copy.path(), None).is_empty(),
            "{column} of {seq}, in full"
        );
        assert_eq!(!structure(copy.path()).is_empty(), seen, "{column} of {seq}");
    }
}

fn header_and_signature(scene: &Scene) {
    let fields = [
        ("magic", 0),
        ("log", 8),
        ("device", 40),
        ("seq", 63),
        ("root", 64),
        ("author", 96),
        ("author key", 112),
        ("time", 127),
        ("logical time", 135),
        ("kind", 137),
        ("compartment", 139),
        ("suite", 143),
        ("stream", 144),
        ("key", 160),
        ("salt", 176),
        ("commitment", 208),
        ("body length", 243),
        ("reserved", 250),
        ("body hash", 287),
    ];
    for (name, at) in fields {
        for seq in [0, 4, scene.target] {
            scene.named(name, seq, |conn| flip(conn, "header", seq, at));
        }
    }
    for at in [0, 31, 32, 63] {
        for seq in [0, 1, scene.target] {
            scene.named("signature", seq, |conn| flip(conn, "sig", seq, at));
        }
    }
}

fn bodies(scene: &Scene) {
    let target = scene.target;
    for seq in [0, 1, 5, target - 1, target] {
        scene.named("body", seq, |conn| flip(conn, "body", seq, 3));
        scene.named("missing body", seq, |conn| {
            conn.execute("UPDATE entry SET body = NULL WHERE seq = ?1", [seq.cast_signed()])
                .unwrap();
        });
        scene.named("shorter body", seq, |conn| {
            conn.execute(
                "UPDATE entry SET body = substr(body, 1, 40) WHERE seq = ?1",
                [seq.cast_signed()],
            )
            .unwrap();
        });
    }
}

fn rows_moved(scene: &Scene) {
    let target = scene.target;
    scene.named("deleted", target + 1, |conn| {
        conn.execute("DELETE FROM entry WHERE seq = ?1", [target.cast_signed()])
            .unwrap();
    });
    scene.named("swapped", target, |conn| {
        let sql = format!(
            "UPDATE entry SET seq = -1 WHERE seq = {target}; UPDATE entry SET seq = {target} WHERE seq = {target} + 1;
             UPDATE entry SET seq = {target} + 1 WHERE seq = -1;"
        );
        conn.execute_batch(&sql).unwrap();
    });
    scene.named("put in again", scene.size, |conn| {
        let sql = format!(
            "INSERT INTO entry (device, seq, header, sig, body)
             SELECT device, {}, header, sig, body FROM entry WHERE seq = {target}",
            scene.size
        );
        conn.execute_batch(&sql).unwrap();
    });
    scene.named("bodies swapped", target, |conn| {
        let sql = format!(
            "UPDATE entry SET body = (SELECT body FROM entry WHERE seq = {target} + 1) WHERE seq = {target}"
        );
        conn.execute_batch(&sql).unwrap();
    });
}

/// Cut off at the end: the remembered edge tells; where that was cleared away as well, a checkpoint tells.
fn ends(scene: &Scene) {
    let last = scene.size - 1;
    let cut = format!("DELETE FROM entry WHERE seq = {last};");
    scene.named("cut off", last - 1, |conn| conn.execute_batch(&cut).unwrap());
    let copy = scene.changed(|conn| {
        conn.execute_batch(&format!("{cut} DELETE FROM frontier;"))
            .unwrap();
    });
    let found = scene.verify(copy.path(), Some(&scene.checkpoint));
    assert!(
        found
            .iter()
            .any(|f| f.seq == Some(last) && f.what.contains("checkpoint")),
        "{found:?}"
    );
    let other = self::scene();
    let found = scene.verify(scene.dir.path(), Some(&other.checkpoint));
    assert!(
        found.iter().any(|f| f.what.contains("not one of this log")),
        "{found:?}"
    );
    let forged = scene
        .checkpoint
        .replace(&format!("\n{}\n", scene.size), &format!("\n{last}\n"));
    assert!(!scene.verify(scene.dir.path(), Some(&forged)).is_empty());
    let copy = scene.changed(|conn| {
        conn.execute_batch("UPDATE device SET sign_pk = zeroblob(32)")
            .unwrap();
    });
    let found = scene.verify(copy.path(), None);
    assert!(
        found.iter().any(|f| f.what.contains("list of devices")),
        "{found:?}"
    );
}

fn pages(scene: &Scene) {
    let length = fs::metadata(scene.dir.path().join("log.db")).unwrap().len();
    for at in [3, 20, 2_000, 4_096 + 7, length / 2, length - 5] {
        let copy = scene.copy();
        let path = copy.path().join("log.db");
        let mut bytes = fs::read(&path).unwrap();
        bytes[usize::try_from(at).unwrap()] ^= 0x10;
        fs::write(&path, bytes).unwrap();
        let found = scene.verify(copy.path(), None);
        assert!(
            found.iter().any(|f| f.page == Some(at / 4_096 + 1)),
            "byte {at}: {found:?}"
        );
    }
}
