//! Random deletions, swaps, insertions and truncations of entries by a hand with the log key, and of checkpoints: what
//! a checkpoint covers cannot be changed without being named.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use super::Size;
use super::dice::Dice;
use super::rows::{Bench, Row, remember};
use super::scene::Scene;

const WORKERS: usize = 2;

/// What the edits gave.
#[derive(Default)]
struct Tally {
    kinds: BTreeMap<&'static str, usize>,
    only_by_checkpoint: usize,
}

pub(crate) fn campaign(size: Size) -> String {
    let scene = Scene::with_entries(50);
    let checkpoint = remember(&scene, &scene.nurse);
    let tally = Mutex::new(Tally::default());
    let (of_entries, of_notes) = (size.of(1_500, 12_000), size.of(400, 3_000));
    std::thread::scope(|scope| {
        for worker in 0..WORKERS {
            let (scene, checkpoint, tally) = (&scene, &checkpoint, &tally);
            scope.spawn(move || {
                let bench = Bench::new(scene);
                assert!(bench.verify(Some(checkpoint)).is_empty(), "the control");
                for number in (worker..of_entries).step_by(WORKERS) {
                    let mut dice = Dice::new(size.seed, u64::try_from(number).unwrap());
                    entries(&bench, checkpoint, &mut dice, tally);
                }
                for number in (worker..of_notes).step_by(WORKERS) {
                    let mut dice = Dice::new(size.seed + 1, u64::try_from(number).unwrap());
                    note(&bench, checkpoint, &mut dice, tally);
                }
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    let mut line = format!("{} edits, all named", tally.kinds.values().sum::<usize>());
    for (kind, times) in &tally.kinds {
        write!(line, ", {kind} {times}").unwrap();
    }
    assert!(
        tally.only_by_checkpoint > 0,
        "the control: an end cut off cleanly is seen by the checkpoint only"
    );
    write!(
        line,
        "; {} of them only with the checkpoint",
        tally.only_by_checkpoint
    )
    .unwrap();
    line
}

/// One edit of the table of entries, verified and put back.
fn entries(bench: &Bench, checkpoint: &str, dice: &mut Dice, tally: &Mutex<Tally>) {
    let (kind, rows) = loop {
        let (kind, rows) = edited(&bench.rows, dice);
        if rows != bench.rows {
            break (kind, rows);
        }
    };
    let careful = dice.once_in(2);
    let kept = Beside::of(bench);
    bench.put(&rows);
    if careful {
        bench.clean_up(&rows);
    }
    let found = catch_unwind(AssertUnwindSafe(|| {
        (bench.verify(Some(checkpoint)), bench.verify(None))
    }));
    let (with, without) = found.unwrap_or_else(|_panic| panic!("{kind} crashes the verifier"));
    assert!(
        with.iter().any(|finding| finding.seq.is_some()),
        "{kind}, careful {careful}: {with:?}"
    );
    if without.is_empty() {
        let is_cut = bench.rows.starts_with(&rows);
        assert!(is_cut && careful, "{kind}, careful {careful}: nothing is found");
        tally.lock().unwrap().only_by_checkpoint += 1;
    }
    bench.put(&bench.rows);
    kept.put_back(bench);
    *tally.lock().unwrap().kinds.entry(kind).or_default() += 1;
}

/// The tables beside the entries.
struct Beside {
    frontier: (i64, Vec<u8>),
    verified: (i64, Vec<u8>),
    checkpoints: Vec<(String, Vec<u8>)>,
}

impl Beside {
    fn of(bench: &Bench) -> Self {
        let read = |sql: &str| {
            bench
                .conn
                .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap()
        };
        let mut statement = bench
            .conn
            .prepare("SELECT k, v FROM local WHERE k GLOB 'checkpoint/*'")
            .unwrap();
        let checkpoints = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        Self {
            checkpoints,
            frontier: read("SELECT size, nodes FROM frontier"),
            verified: read("SELECT size, root FROM verified"),
        }
    }

    fn put_back(&self, bench: &Bench) {
        for (name, text) in &self.checkpoints {
            bench
                .conn
                .execute(
                    "INSERT OR REPLACE INTO local (k, v) VALUES (?1, ?2)",
                    (name, text),
                )
                .unwrap();
        }
        bench
            .conn
            .execute(
                "UPDATE frontier SET size = ?1, nodes = ?2",
                (self.frontier.0, &self.frontier.1),
            )
            .unwrap();
        bench
            .conn
            .execute(
                "INSERT OR REPLACE INTO verified (device, size, root) VALUES (1, ?1, ?2)",
                (self.verified.0, &self.verified.1),
            )
            .unwrap();
    }
}

fn edited(rows: &[Row], dice: &mut Dice) -> (&'static str, Vec<Row>) {
    let mut rows = rows.to_vec();
    let length = rows.len();
    let (one, other) = (dice.below(length), dice.below(length));
    let kind = match dice.below(7) {
        0 => {
            for _ in 0..=dice.below(3) {
                rows.remove(dice.below(rows.len()));
            }
            if dice.once_in(2) {
                count_anew(&mut rows);
            }
            "deleted"
        }
        1 => {
            swap(&mut rows, one, other, dice);
            "swapped"
        }
        2 => {
            let mut new = rows[one].clone();
            if dice.once_in(2) {
                strange(&mut new, dice);
            }
            rows.insert(other, new);
            count_anew(&mut rows);
            "inserted"
        }
        3 => {
            rows.truncate(length - 1 - dice.below(length - 1));
            "cut off"
        }
        4 => {
            let row = &mut rows[one];
            let part = dice.below(3);
            let bytes = match part {
                0 => &mut row.header,
                1 => &mut row.sig,
                _ => row.body.as_mut().unwrap(),
            };
            let left = dice.below(bytes.len());
            bytes.truncate(left);
            "shortened"
        }
        5 => {
            rows[one].body = None;
            "body taken"
        }
        _ => {
            strange(&mut rows[one], dice);
            "overwritten"
        }
    };
    (kind, rows)
}

fn count_anew(rows: &mut [Row]) {
    for (seq, row) in (0..).zip(rows) {
        row.seq = seq;
    }
}

/// Two entries change places, or a part of them does.
fn swap(rows: &mut [Row], one: usize, other: usize, dice: &mut Dice) {
    let (a, b) = (rows[one].clone(), rows[other].clone());
    match dice.below(4) {
        0 => {
            rows.swap(one, other);
            rows[one].seq = a.seq;
            rows[other].seq = b.seq;
        }
        // the order of arrival only
        1 => rows.swap(one, other),
        2 => (rows[one].body, rows[other].body) = (b.body, a.body),
        _ => (rows[one].sig, rows[other].sig) = (b.sig, a.sig),
    }
}

/// Some bytes of a row become others.
fn strange(row: &mut Row, dice: &mut Dice) {
    for _ in 0..=dice.below(20) {
        let bytes = match dice.below(3) {
            0 => &mut row.header,
            1 => &mut row.sig,
            _ => row.body.as_mut().unwrap(),
        };
        let at = dice.below(bytes.len());
        bytes[at] = dice.byte();
    }
}

/// One edit of a checkpoint: what is not signed by the device is refused.
fn note(bench: &Bench, checkpoint: &str, dice: &mut Dice, tally: &Mutex<Tally>) {
    let mut chars: Vec<char> = checkpoint.chars().collect();
    let mut lines: Vec<&str> = checkpoint.split_inclusive('\n').collect();
    let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
    let at = dice.below(chars.len());
    let strange = char::from(32 + dice.byte() % 95);
    let text: String = match dice.below(6) {
        0 => {
            chars[at] = strange;
            chars.into_iter().collect()
        }
        1 => {
            chars.remove(at);
            chars.into_iter().collect()
        }
        2 => {
            chars.insert(at, strange);
            chars.into_iter().collect()
        }
        3 => chars[..at].iter().collect(),
        4 => {
            lines.swap(one, other);
            lines.concat()
        }
        _ => {
            lines.remove(one);
            lines.concat()
        }
    };
    // the last line feed may be lost on the way without a word being lost
    if text.trim_end() == checkpoint.trim_end() {
        return;
    }
    let found = catch_unwind(AssertUnwindSafe(|| bench.verify(Some(&text))));
    let found = found.unwrap_or_else(|_panic| panic!("a checkpoint crashes the verifier: {text}"));
    assert!(
        !found.is_empty(),
        "an edited checkpoint is taken for good:\n{text}"
    );
    *tally.lock().unwrap().kinds.entry("checkpoint").or_default() += 1;
}
