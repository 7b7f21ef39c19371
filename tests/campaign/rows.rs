//! The log as a hand with the log key sees it: rows that can be read, changed and put back, triggers out of the way.

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use tandem::domain::role::Compartment;
use tandem::vault::{Finding, Unlocked, Vault};

use super::scene::{Scene, copy, folder};
use super::stranger::open_log;

/// One row of the table `entry`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) seq: i64,
    pub(crate) header: Vec<u8>,
    pub(crate) sig: Vec<u8>,
    pub(crate) body: Option<Vec<u8>>,
}

/// A copy of a scene, open twice: by the hand that changes it and by the reader that verifies it.
pub(crate) struct Bench {
    _room: tempfile::TempDir,
    pub(crate) conn: Connection,
    pub(crate) vault: Vault,
    pub(crate) rows: Vec<Row>,
}

impl Bench {
    pub(crate) fn new(scene: &Scene) -> Self {
        let room = folder();
        copy(&scene.dir, room.path());
        let conn = open_log(room.path(), &scene.log_key).unwrap();
        conn.execute_batch(
            "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
             DROP TRIGGER entry_no_delete; DROP TRIGGER entry_only_shred;",
        )
        .unwrap();
        let vault = Vault::open_to_read(room.path(), &scene.nurse).unwrap();
        let rows = rows(&conn);
        Self {
            _room: room,
            conn,
            vault,
            rows,
        }
    }

    /// What the program's own verification finds; a panic is one of the things that must not be.
    pub(crate) fn verify(&self, checkpoint: Option<&str>) -> Vec<Finding> {
        let report = self
            .vault
            .verify_against(checkpoint, &mut |_, _| true)
            .expect("damage is a finding");
        assert_eq!(report.ok, report.findings.is_empty());
        report.findings
    }

    /// Puts these rows in place of all.
    pub(crate) fn put(&self, rows: &[Row]) {
        self.conn.execute_batch("BEGIN; DELETE FROM entry;").unwrap();
        let mut insert = self
            .conn
            .prepare("INSERT INTO entry (device, seq, header, sig, body) VALUES (1, ?1, ?2, ?3, ?4)")
            .unwrap();
        for row in rows {
            insert
                .execute((row.seq, &row.header, &row.sig, &row.body))
                .unwrap();
        }
        drop(insert);
        self.conn.execute_batch("COMMIT").unwrap();
    }

    /// Makes the tables beside the entries say what these rows say, as a careful forger would.
    pub(crate) fn clean_up(&self, rows: &[Row]) {
        let leaves: Vec<[u8; 32]> = rows.iter().map(|row| hash(&[&[0], &row.header])).collect();
        let nodes: Vec<u8> = edge(&leaves).concat();
        self.conn
            .execute(
                "UPDATE frontier SET size = ?1, nodes = ?2",
                (i64::try_from(rows.len()).unwrap(), nodes),
            )
            .unwrap();
        self.conn
            .execute_batch("DELETE FROM verified; DELETE FROM local WHERE k GLOB 'checkpoint/*';")
            .unwrap();
    }
}

fn rows(conn: &Connection) -> Vec<Row> {
    let mut statement = conn
        .prepare("SELECT seq, header, sig, body FROM entry ORDER BY id")
        .unwrap();
    let rows = statement.query_map([], |row| {
        Ok(Row {
            seq: row.get(0)?,
            header: row.get(1)?,
            sig: row.get(2)?,
            body: row.get(3)?,
        })
    });
    rows.unwrap().map(Result::unwrap).collect()
}

fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// RFC 6962 roots of the full subtrees, largest first.
fn edge(mut leaves: &[[u8; 32]]) -> Vec<[u8; 32]> {
    let mut nodes = Vec::new();
    while !leaves.is_empty() {
        let (full, rest) = leaves.split_at(1 << leaves.len().ilog2());
        nodes.push(root(full));
        leaves = rest;
    }
    nodes
}

fn root(leaves: &[[u8; 32]]) -> [u8; 32] {
    if let [leaf] = leaves {
        return *leaf;
    }
    let (left, right) = leaves.split_at(leaves.len() / 2);
    hash(&[&[1], &root(left), &root(right)])
}

/// Lets a writer verify once, so that the vault remembers how far it was whole; gives a checkpoint.
pub(crate) fn remember(scene: &Scene, member: &Unlocked) -> String {
    let vault = Vault::open(&scene.dir, member).unwrap();
    assert!(vault.ring(member, &Compartment::SEALED).is_ok());
    assert!(vault.verify(&mut |_, _| true).unwrap().ok);
    vault.checkpoint(super::team::NOW).unwrap().text
}
