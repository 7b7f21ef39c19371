//! Every single bit of a log of fifty entries is flipped: in headers, signatures and bodies under the log key, and in
//! the pages of the file. Verification names the entry or the page each time, and nothing crashes.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use tandem::vault::verify_folder;

use super::Size;
use super::dice::Dice;
use super::rows::Bench;
use super::scene::{Scene, copy, folder};

const WORKERS: usize = 2;
const ENTRIES: u64 = 50;
const PAGE: usize = 4096;
/// The short form flips every so-manieth bit; it shares no factor with 8, so that every place in a byte comes.
const STRIDE: usize = 41;

pub(crate) fn campaign(size: Size) -> String {
    let scene = Scene::with_entries(ENTRIES);
    let stride = size.of(STRIDE, 1);
    let mut line = String::new();
    let (flipped, bits, entries) = in_rows(&scene, stride);
    write!(
        line,
        "{flipped} of {bits} bits of {entries} entries flipped one by one, {flipped} named; "
    )
    .unwrap();
    let (flipped, pages) = in_pages(&scene, size.of(1, 12), size.seed);
    write!(
        line,
        "{flipped} bits in all {pages} pages of the file, {flipped} named; 0 crashes"
    )
    .unwrap();
    line
}

/// One bit of one column of one entry.
struct Place {
    row: usize,
    column: &'static str,
    bit: usize,
}

fn in_rows(scene: &Scene, stride: usize) -> (usize, usize, usize) {
    let bench = Bench::new(scene);
    assert!(
        bench.verify(None).is_empty(),
        "the control: nothing is found where nothing was changed"
    );
    let mut places = Vec::new();
    for (row, entry) in bench.rows.iter().enumerate() {
        let body = entry.body.as_ref().unwrap();
        for (column, bytes) in [("header", &entry.header), ("sig", &entry.sig), ("body", body)] {
            places.extend((0..bytes.len() * 8).map(|bit| Place { row, column, bit }));
        }
    }
    let entries = bench.rows.len();
    drop(bench);
    let chosen: Vec<&Place> = places.iter().step_by(stride).collect();
    let done = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for worker in 0..WORKERS {
            let (chosen, done) = (&chosen, &done);
            scope.spawn(move || {
                let bench = Bench::new(scene);
                for place in chosen.iter().skip(worker).step_by(WORKERS) {
                    flip(&bench, place);
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    (done.into_inner(), places.len(), entries)
}

fn flip(bench: &Bench, place: &Place) {
    let row = &bench.rows[place.row];
    let bytes = match place.column {
        "header" => &row.header,
        "sig" => &row.sig,
        _ => row.body.as_ref().unwrap(),
    };
    let sql = format!("UPDATE entry SET {} = ?1 WHERE seq = ?2", place.column);
    let mut changed = bytes.clone();
    changed[place.bit / 8] ^= 1 << (place.bit % 8);
    bench.conn.execute(&sql, (&changed, row.seq)).unwrap();
    let what = format!("bit {} of the {} of entry {}", place.bit, place.column, row.seq);
    let found = catch_unwind(AssertUnwindSafe(|| bench.verify(None)));
    let found = found.unwrap_or_else(|_panic| panic!("{what} crashes the verifier"));
    let named = found
        .iter()
        .any(|finding| finding.seq == Some(row.seq.unsigned_abs()));
    assert!(named, "{what}: {found:?}");
    bench.conn.execute(&sql, (bytes, row.seq)).unwrap();
}

/// Flips bits all over the file, some in every page.
fn in_pages(scene: &Scene, of_a_page: usize, seed: u64) -> (usize, usize) {
    let bytes = std::fs::read(scene.dir.join("log.db")).unwrap();
    let pages = bytes.len() / PAGE;
    let done = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for worker in 0..WORKERS {
            let (bytes, done) = (&bytes, &done);
            scope.spawn(move || {
                let room = folder();
                copy(&scene.dir, room.path());
                for page in (worker..pages).step_by(WORKERS) {
                    let mut dice = Dice::new(seed, u64::try_from(page).unwrap());
                    for _ in 0..of_a_page {
                        let at = page * PAGE + dice.below(PAGE);
                        let mut changed = bytes.clone();
                        changed[at] ^= 1 << dice.below(8);
                        std::fs::write(room.path().join("log.db"), changed).unwrap();
                        let tried =
                            catch_unwind(|| verify_folder(room.path(), &scene.nurse, None, &mut |_, _| true));
                        let found = tried.expect("no crash").expect("damage is a finding").findings;
                        let named = found
                            .iter()
                            .any(|finding| finding.page == Some(u64::try_from(page + 1).unwrap()));
                        assert!(named, "byte {at}, page {}: {found:?}", page + 1);
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    (done.into_inner(), pages)
}
