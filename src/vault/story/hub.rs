//! A folder in which bundles lie, kept by a stranger, as a hub would be: what it learns, and what it can bring about; and
//! what a member's own laptop can do to the entries of another.

use super::exchange::{bundle, copy, go, open, second, sound, words, write};
use super::*;
use crate::domain::ids::DeviceId;
use rusqlite::Connection;

/// The pieces of this length that stand in a file at any place, from the given place on.
fn pieces<const N: usize>(bytes: &[u8], from: usize) -> std::collections::HashSet<[u8; N]> {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.windows(N).filter_map(|w| w.first_chunk().copied()).collect()
}

/// Every column of every entry of a folder, and what else would tell a stranger whose log it is.
fn secrets(vault: &Vault) -> Vec<Vec<u8>> {
    let mut statement = vault.conn.prepare("SELECT header, sig, body FROM entry").unwrap();
    let rows = statement.query_map([], |row| {
        let body: Option<Vec<u8>> = row.get(2)?;
        Ok([row.get(0)?, row.get(1)?, body.unwrap_or_default()])
    });
    let mut all: Vec<Vec<u8>> = rows.unwrap().flat_map(Result::unwrap).collect();
    all.push(vault.log_id().0.to_vec());
    all.extend(vault.devices().iter().map(|device| device.id.0.to_vec()));
    all.extend(vault.members().iter().map(|member| member.id.0.to_vec()));
    all
}

#[test]
fn a_stranger_who_keeps_bundles_has_no_piece_of_an_entry_and_cannot_tell_two_apart() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut team = team(one.path());
    let other = second(&mut team, two.path(), "TR-08");
    for n in 0..20 {
        write(&mut team.vault, &team.nurse, &format!("ZZCANARY {n}"));
        write(&mut team.vault, &team.officer, "the same words again");
    }
    let files: Vec<Vec<u8>> = [None, Some(other), None]
        .into_iter()
        .enumerate()
        .map(|(n, to)| std::fs::read(bundle(&team.vault, one.path(), &format!("b{n}"), to)).unwrap())
        .collect();
    let needles = secrets(&team.vault);
    let of_entries: std::collections::HashSet<[u8; 12]> = needles
        .iter()
        .flat_map(|needle| pieces::<12>(needle, 0))
        .filter(|piece| piece.iter().any(|byte| *byte != piece[0])) // padding of zeros is nobody's
        .collect();
    assert!(of_entries.len() > 20_000, "{}", of_entries.len());
    for (n, file) in files.iter().enumerate() {
        assert!(
            pieces::<12>(file, 0).is_disjoint(&of_entries),
            "{n}: a piece of an entry"
        );
        // what stands in two files would tell that they are of one log
        for (m, again) in files.iter().enumerate().filter(|(m, _)| *m != n) {
            let shared = pieces::<12>(file, 8)
                .intersection(&pieces::<12>(again, 8))
                .count();
            assert_eq!(shared, 0, "{n} and {m}");
        }
        let mut counts = [0_u32; 256];
        for byte in &file[74..] {
            counts[usize::from(*byte)] += 1;
        }
        let each = f64::from(u32::try_from(file.len() - 74).unwrap()) / 256.0;
        let uneven: f64 = counts.iter().map(|n| (f64::from(*n) - each).powi(2) / each).sum();
        assert!(
            uneven < 400.0,
            "{n}: bytes come unevenly ({uneven:.0}, where noise gives 255)"
        );
    }
    // the control: what is looked for is found where it stands open
    let plain: Vec<u8> = needles.concat();
    assert!(!pieces::<12>(&plain, 0).is_disjoint(&of_entries));
}

/// What somebody does with their own folder's file, past the program.
type Hand = fn(&Connection, victim: i64);

const HANDS: [(&str, Hand); 6] = [
    ("a header is changed", |conn, of| {
        change(
            conn,
            "UPDATE entry SET header = CAST(substr(header, 1, 130) || x'41' || substr(header, 132) AS BLOB) WHERE id = (SELECT max(id) FROM entry WHERE device = ?1)",
            of,
        );
    }),
    ("a signature is another's", |conn, of| {
        change(
            conn,
            "UPDATE entry SET sig = (SELECT sig FROM entry WHERE device <> ?1 LIMIT 1) WHERE id = (SELECT max(id) FROM entry WHERE device = ?1)",
            of,
        );
    }),
    ("a body is another's", |conn, of| {
        change(
            conn,
            "UPDATE entry SET body = (SELECT body FROM entry WHERE body IS NOT NULL ORDER BY id LIMIT 1) WHERE id = (SELECT max(id) FROM entry WHERE device = ?1)",
            of,
        );
    }),
    ("a body is gone", |conn, of| {
        change(
            conn,
            "UPDATE entry SET body = NULL WHERE id = (SELECT max(id) FROM entry WHERE device = ?1)",
            of,
        );
    }),
    ("an entry in the middle is gone", |conn, of| {
        change(
            conn,
            "DELETE FROM entry WHERE id = (SELECT max(id) - 2 FROM entry WHERE device = ?1)",
            of,
        );
    }),
    ("the last entry is there twice", |conn, of| {
        change(
            conn,
            "INSERT INTO entry (device, seq, header, sig, body) SELECT device, seq + 1, header, sig, body FROM entry WHERE device = ?1 ORDER BY seq DESC LIMIT 1",
            of,
        );
        change(conn, "UPDATE frontier SET size = size + 1 WHERE device = ?1", of);
    }),
];

fn change(conn: &Connection, sql: &str, of: i64) {
    conn.execute_batch("DROP TRIGGER IF EXISTS entry_no_delete; DROP TRIGGER IF EXISTS entry_only_shred;")
        .unwrap();
    assert_eq!(conn.execute(sql, [of]), Ok(1), "{sql}");
}

fn number_of(vault: &Vault, device: DeviceId) -> i64 {
    let sql = "SELECT n FROM device WHERE device_id = ?1";
    vault.conn.query_row(sql, [device.0], |row| row.get(0)).unwrap()
}

#[test]
fn no_laptop_writes_as_another_changes_it_or_leaves_something_out_unseen() {
    let (one, two, three) = (
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
    );
    let mut team = team(one.path());
    second(&mut team, two.path(), "TR-08");
    second(&mut team, three.path(), "TR-09");
    let first = team.vault.device().0;
    let written = ["four", "one", "three", "two"];
    for words in written {
        write(&mut team.vault, &team.nurse, words);
    }
    let whole = bundle(&team.vault, one.path(), "whole", None);
    for (what, hand) in HANDS {
        let (bad, good) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        copy(two.path(), bad.path());
        copy(three.path(), good.path());
        let mut theirs = open(bad.path());
        theirs.admit_bundle(&whole, &team.nurse, NOW, &mut go).unwrap();
        hand(&theirs.conn, number_of(&theirs, first));
        let mut honest = open(good.path());
        let before = honest.reach().unwrap();
        let file = bad.path().join("file");
        let taken = theirs
            .write_bundle(&file, None, NOW, &mut go)
            .and_then(|_| honest.admit_bundle(&file, &team.nurse, NOW, &mut go));
        let read = words(&honest, &team.nurse);
        assert!(
            read.iter().all(|words| written.contains(&words.as_str())),
            "{what}: {read:?}"
        );
        match taken {
            Err(_) => {
                assert_eq!(honest.reach().unwrap(), before, "{what}: refused whole");
                honest.admit_bundle(&whole, &team.nurse, NOW, &mut go).unwrap();
                assert_eq!(words(&honest, &team.nurse), written, "{what}: nothing was spoilt");
                sound(&honest);
            }
            Ok(came) if came.waiting > 0 || !came.forks.is_empty() => {}
            Ok(came) => {
                let report = honest.verify(&mut go).unwrap();
                assert!(!report.ok, "{what}: {came:?} was taken in and nobody sees it");
            }
        }
    }
    let mut honest = open(three.path());
    honest.admit_bundle(&whole, &team.nurse, NOW, &mut go).unwrap();
    assert_eq!(
        words(&honest, &team.nurse),
        written,
        "the control: an honest file is taken in"
    );
    sound(&honest);
}
