//! Views: against a plain file of the same rows with the same word index.

use std::path::Path;

use rusqlite::Connection;
use tandem::domain::content::Content;
use tandem::domain::role::{Compartment, Side};
use tandem::vault::view::View;
use tandem::vault::{Author, NewEntry, Readable, Ring, Vault, new_stream};

use crate::clock::{median, process_s, wall};
use crate::entries::{Dice, SIDE, some_incident};
use crate::people::{START, sign_in};
use crate::proof::bare as bare_checks;
use crate::table::{Table, Target};

const ROUNDS: usize = 3;
/// Rows that the plain import puts into one transaction.
const TOGETHER: usize = 10_000;

fn compartment() -> Compartment {
    Side::compartment(SIDE)
}

/// The tables of a view, in a file that is not encrypted.
const PLAIN: &str = "
PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
CREATE TABLE item (
    arrival INTEGER PRIMARY KEY, device BLOB NOT NULL, seq INTEGER NOT NULL, lamport INTEGER NOT NULL, at INTEGER NOT NULL,
    own_at INTEGER NOT NULL, author BLOB, incident BLOB, stream BLOB NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL,
    text TEXT NOT NULL, UNIQUE (device, seq)
) STRICT;
CREATE INDEX item_incident ON item (incident, lamport, device, seq);
CREATE INDEX item_kind ON item (kind, own_at);
CREATE VIRTUAL TABLE fts USING fts5 (
    text, content = 'item', content_rowid = 'arrival', tokenize = 'unicode61 remove_diacritics 2'
);
";

fn read_all(vault: &Vault, ring: &Ring) -> Vec<Readable> {
    let mut all = Vec::new();
    let mut after = 0;
    loop {
        let page = vault.read_after(after, 5000, compartment(), ring).unwrap();
        all.extend(page.entries);
        after = page.scanned;
        if page.at_end {
            return all;
        }
    }
}

/// A database as anybody has one.
#[expect(
    clippy::disallowed_methods,
    reason = "the baseline is a file that the vault would never make"
)]
fn open_plain(path: &Path) -> Connection {
    Connection::open(path).unwrap()
}

/// Brings the same rows into a plain file.
fn import(path: &Path, rows: &[Readable]) -> Connection {
    let mut conn = open_plain(path);
    conn.execute_batch(PLAIN).unwrap();
    for page in rows.chunks(TOGETHER) {
        let transaction = conn.transaction().unwrap();
        {
            let mut item = transaction
                .prepare("INSERT INTO item VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")
                .unwrap();
            let mut words = transaction
                .prepare("INSERT INTO fts (rowid, text) VALUES (?1, ?2)")
                .unwrap();
            for row in page {
                let placed = &row.placed;
                let Content::NoteWritten(note) = &placed.content else {
                    continue;
                };
                item.execute(rusqlite::params![
                    row.arrival,
                    placed.entry.device.0.as_slice(),
                    placed.entry.seq.cast_signed(),
                    placed.lamport.cast_signed(),
                    placed.at.0,
                    placed.at.0,
                    placed.author.as_ref().map(|author| author.0.as_slice()),
                    note.incident.0.as_slice(),
                    row.stream.0.as_slice(),
                    "side.note",
                    row.body.as_slice(),
                    note.text,
                ])
                .unwrap();
                words.execute((row.arrival, &note.text)).unwrap();
            }
        }
        transaction.commit().unwrap();
    }
    conn
}

pub(crate) fn rebuild_and_search(dir: &Path, table: &mut Table) {
    let member = sign_in(dir, SIDE);
    let vault = Vault::open(dir, &member).unwrap();
    let ring = vault.ring(&member, &Compartment::SEALED).unwrap();
    let rows = read_all(&vault, &ring);
    let plain = dir.join("plain.db");
    let (mut bare, mut ours, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (mut processor, mut folding) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for ending in ["", "-wal", "-shm"] {
            drop(std::fs::remove_file(dir.join(format!("plain.db{ending}"))));
        }
        let (_, check_us) = bare_checks(1);
        let began = process_s();
        let (import, conn) = wall(|| import(&plain, &rows));
        drop(conn);
        let between = process_s();
        // a ring of its own: the rebuild opens every data key anew
        let ring = vault.ring(&member, &Compartment::SEALED).unwrap();
        let (rebuild, view) = wall(|| View::rebuild(&vault, compartment(), &ring, &mut |_, _| true).unwrap());
        drop(view);
        let (bare_s, our_s) = (between - began, process_s() - between);
        processor.push(our_s / bare_s);
        folding.push((our_s - check_us * rows.len() as f64 / 1e6) / bare_s);
        bare.push(rows.len() as f64 / import.as_secs_f64());
        ours.push(rows.len() as f64 / rebuild.as_secs_f64());
        ratios.push(rebuild.as_secs_f64() / import.as_secs_f64());
    }
    table.add(
        "view rebuild / plain import",
        &format!("{:.0} notes/s", median(bare)),
        &format!("{:.0} notes/s", median(ours)),
        median(ratios),
        &Target::AtMost(1.6),
    );
    table.add(
        "  the same in processor time",
        "",
        "with every signature",
        median(processor),
        &Target::None,
    );
    table.add(
        "  of it without the bare signatures",
        "",
        "",
        median(folding),
        &Target::None,
    );
    let view = View::open(&vault, compartment(), &ring, &mut |_, _| true).unwrap();
    search(&view, &open_plain(&plain), table);
}

/// Rare and common words, two words, the beginning of a word; each asked before, so that the caches are warm.
fn search(view: &View, plain: &Connection, table: &mut Table) {
    let mut dice = Dice(23);
    let mut asked: Vec<String> = (0..20).map(|_| dice.word()).collect();
    asked.extend((0..10).map(|_| format!("{} {}", dice.word(), dice.word())));
    asked.extend((0..10).map(|_| dice.word().chars().take(4).collect()));
    let (mut bare_sum, mut our_sum) = (0.0, 0.0);
    for words in &asked {
        let (mut bare, mut ours) = (Vec::new(), Vec::new());
        for _ in 0..15 {
            let (took, found) = wall(|| plain_search(plain, words));
            bare.push(took.as_secs_f64() * 1e3);
            let (took, hits) = wall(|| view.search(words, 50).unwrap());
            ours.push(took.as_secs_f64() * 1e3);
            assert_eq!(found, hits.len(), "{words}");
        }
        bare_sum += median(bare);
        our_sum += median(ours);
    }
    let each = asked.len() as f64;
    table.add(
        "warm search / the same in a plain file",
        &format!("{:.3} ms", bare_sum / each),
        &format!("{:.3} ms", our_sum / each),
        our_sum / bare_sum,
        &Target::AtMost(1.3),
    );
}

fn plain_search(conn: &Connection, words: &str) -> usize {
    let quoted: Vec<String> = words.split(' ').map(|word| format!("\"{word}\"")).collect();
    let mut statement = conn
        .prepare(
            "SELECT item.incident, item.at, item.kind, snippet(fts, 0, '', '', '…', 16)
             FROM fts JOIN item ON item.arrival = fts.rowid
             WHERE fts MATCH ?1 ORDER BY fts.rowid DESC LIMIT ?2",
        )
        .unwrap();
    let rows = statement
        .query_map((format!("{}*", quoted.join(" ")), 50), |row| {
            Ok((
                row.get::<_, Vec<u8>>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
            ))
        })
        .unwrap();
    rows.map(Result::unwrap).count()
}

/// What one more note costs before it shows.
pub(crate) fn fold_one(dir: &Path, table: &mut Table) {
    let member = sign_in(dir, SIDE);
    let mut vault = Vault::open(dir, &member).unwrap();
    let ring = vault.ring(&member, &Compartment::SEALED).unwrap();
    let mut view = View::open(&vault, compartment(), &ring, &mut |_, _| true).unwrap();
    let (mut dice, stream, mut took_ms) = (Dice(31), new_stream(), Vec::new());
    for _ in 0..200 {
        let entry = NewEntry::of(&dice.note(some_incident()), Some(SIDE), stream).unwrap();
        vault
            .append(Author::Member(&member), &ring, START, vec![entry])
            .unwrap();
        let (took, came) = wall(|| view.catch_up(&vault, &ring, &mut |_, _| true).unwrap());
        assert_eq!(came, 1);
        took_ms.push(took.as_secs_f64() * 1e3);
    }
    let folded = median(took_ms);
    table.add(
        "fold of one entry, ms",
        "",
        &format!("{folded:.3} ms"),
        folded,
        &Target::AtMost(1.0),
    );
}
