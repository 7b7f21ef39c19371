//! Appending: against one wait of the same disk, singly against together, and what stays on the disk.

use std::fs::{self, File, OpenOptions};
use std::hint::black_box;
use std::io::{Seek as _, Write as _};
use std::path::Path;

use ed25519_dalek::{Signer as _, SigningKey};
use tandem::domain::ids::StreamId;
use tandem::vault::{Author, NewEntry, VaultError, new_stream};

use crate::clock::{median, on_processor_us, wall};
use crate::entries::{Dice, PAYLOAD, SIDE, some_incident};
use crate::people::{Crew, START, found};
use crate::table::{Table, Target};

const ROUNDS: usize = 300;
const WAITING: usize = 100;

/// A new vault in the folder, for one measurement, and a note in its nurse's stream.
struct Fresh {
    dir: tempfile::TempDir,
    crew: Crew,
    stream: StreamId,
    dice: Dice,
}

impl Fresh {
    fn new(folder: &Path) -> Self {
        let dir = tempfile::tempdir_in(folder).unwrap();
        let crew = found(&dir.path().join("vault"));
        Self {
            dir,
            crew,
            stream: new_stream(),
            dice: Dice(11),
        }
    }

    fn note(&mut self) -> NewEntry {
        NewEntry::of(&self.dice.note(some_incident()), Some(SIDE), self.stream).unwrap()
    }

    fn append(&mut self, entry: NewEntry) -> Result<(), VaultError> {
        let (nurse, ring) = &self.crew.nurse;
        self.crew
            .vault
            .append(Author::Member(nurse), ring, START, vec![entry])
            .map(|_| ())
    }
}

/// A file to which pages are written, each with a wait for the disk.
struct Pages(File);

impl Pages {
    /// One that grows, as a file does to which somebody writes.
    fn growing(folder: &Path) -> Self {
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(folder.join("pages"));
        Self(file.unwrap())
    }

    /// One that keeps its length, which is the least that any write can wait for.
    fn written_over(folder: &Path) -> Self {
        let mut file = File::create(folder.join("room")).unwrap();
        file.write_all(&vec![0; ROUNDS * 4096]).unwrap();
        file.sync_all().unwrap();
        file.rewind().unwrap();
        Self(file)
    }

    fn add(&mut self) {
        self.0.write_all(&[7; 4096]).unwrap();
        self.0.sync_data().unwrap();
    }
}

/// What one append took, in medians: milliseconds of waiting and microseconds on the processor.
pub(crate) struct Appends {
    /// One wait for the disk, of a file that grows and of one that keeps its length.
    pub(crate) bare: f64,
    least: f64,
    /// One append by a writer who can read the compartment, durable when it returns.
    pub(crate) ours: f64,
    waiting_us: f64,
    signing_us: f64,
    processor_us: f64,
}

pub(crate) fn appends(folder: &Path, rounds: usize) -> Appends {
    let mut fresh = Fresh::new(folder);
    let mut pages = Pages::growing(fresh.dir.path());
    let mut room = Pages::written_over(fresh.dir.path());
    let key = SigningKey::from_bytes(&[3; 32]);
    let (mut bare, mut ours, mut processor) = (Vec::new(), Vec::new(), Vec::new());
    let (mut waiting, mut signing, mut least) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds.min(ROUNDS) {
        least.push(wall(|| room.add()).0.as_secs_f64() * 1e3);
        let before = on_processor_us();
        bare.push(wall(|| pages.add()).0.as_secs_f64() * 1e3);
        let between = on_processor_us();
        key.sign(&[7; 304]);
        signing.push(on_processor_us() - between);
        waiting.push(between - before);
        let entry = fresh.note();
        let before = on_processor_us();
        let (took, done) = wall(|| fresh.append(entry));
        done.unwrap();
        processor.push(on_processor_us() - before);
        ours.push(took.as_secs_f64() * 1e3);
    }
    Appends {
        bare: median(bare),
        least: median(least),
        ours: median(ours),
        waiting_us: median(waiting),
        signing_us: median(signing),
        processor_us: median(processor),
    }
}

/// One append beside one wait for this disk, and what else it takes.
pub(crate) fn append(folder: &Path, table: &mut Table) {
    let took = appends(folder, ROUNDS);
    table.add(
        "durable append / one fdatasync",
        &format!("{:.3} ms", took.bare),
        &format!("{:.3} ms", took.ours),
        took.ours / took.bare,
        &Target::AtMost(1.15),
    );
    table.add(
        "  what 15 % of this wait leaves, µs",
        &format!("one signature: {:.0} µs", took.signing_us),
        &format!("{:.1} µs", took.bare * 150.0),
        took.bare * 150.0,
        &Target::None,
    );
    table.add(
        "  against a page that is written over",
        &format!("{:.3} ms", took.least),
        "",
        took.ours / took.least,
        &Target::None,
    );
    table.add(
        "  beyond that wait, µs",
        "",
        "",
        (took.ours - took.least) * 1e3,
        &Target::None,
    );
    table.add(
        "processor time of an append, µs",
        &format!(
            "fdatasync {:.0} + sign {:.0} µs",
            took.waiting_us, took.signing_us
        ),
        &format!("{:.0} µs", took.processor_us),
        took.processor_us,
        &Target::AtMost(100.0),
    );
}

/// A hundred entries that wait: milliseconds one after another and together, in medians.
pub(crate) fn hundreds(folder: &Path, rounds: usize) -> (f64, f64) {
    let mut fresh = Fresh::new(folder);
    let (mut singly, mut together) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let waiting: Vec<NewEntry> = (0..WAITING).map(|_| fresh.note()).collect();
        let (took, ()) = wall(|| waiting.into_iter().for_each(|entry| fresh.append(entry).unwrap()));
        singly.push(took.as_secs_f64() * 1e3);
        let waiting: Vec<NewEntry> = (0..WAITING).map(|_| fresh.note()).collect();
        let (nurse, ring) = &fresh.crew.nurse;
        let (took, done) = wall(|| {
            fresh.crew.vault.append_in_bulk(|vault| {
                waiting.into_iter().try_for_each(|entry| {
                    vault
                        .append(Author::Member(nurse), ring, START, vec![entry])
                        .map(|_| ())
                })
            })
        });
        done.unwrap();
        together.push(took.as_secs_f64() * 1e3);
    }
    (median(singly), median(together))
}

/// A hundred entries that wait, one after another and together.
pub(crate) fn group_commit(folder: &Path, table: &mut Table) {
    let (singly, together) = hundreds(folder, 7);
    table.add(
        "100 entries singly / together",
        &format!("{singly:.1} ms singly"),
        &format!("{together:.2} ms together"),
        singly / together,
        &Target::AtLeast(20.0),
    );
    let key = SigningKey::from_bytes(&[3; 32]);
    let sign = |n: usize| black_box(key.sign(&[7; 304]).to_bytes()[0] == u8::try_from(n).unwrap());
    let (took, _) = wall(|| (0..WAITING).filter(|n| sign(*n)).count());
    let signing = took.as_secs_f64() * 1e3;
    table.add(
        "  the most that signing leaves room for",
        "",
        &format!("{signing:.2} ms for 100 signatures"),
        singly / signing,
        &Target::None,
    );
}

/// What the log grows by, held against the words.
pub(crate) fn size(folder: &Path, table: &mut Table) {
    let length = |dir: &Path| fs::metadata(dir.join("log.db")).map_or(0, |file| file.len());
    let mut fresh = Fresh::new(folder);
    let dir = fresh.dir.path().join("vault");
    let incidents = 1000;
    let per_incident = 20;
    let mut bodies = 0;
    for _ in 0..incidents {
        fresh.stream = new_stream();
        let notes: Vec<NewEntry> = (0..per_incident).map(|_| fresh.note()).collect();
        bodies += notes.iter().map(|note| note.body.len() as u64).sum::<u64>();
        let (nurse, ring) = &fresh.crew.nurse;
        fresh
            .crew
            .vault
            .append(Author::Member(nurse), ring, START, notes)
            .unwrap();
    }
    let Fresh { dir: kept, crew, .. } = fresh;
    drop(crew);
    let grown = length(&dir);
    drop(kept);
    table.add(
        &format!("log / payload of {PAYLOAD} bytes"),
        &format!("{:.1} MB of payload", bodies as f64 / 1e6),
        &format!("{:.1} MB", grown as f64 / 1e6),
        grown as f64 / bodies as f64,
        &Target::AtMost(2.2),
    );
}
