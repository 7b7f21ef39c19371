//! The power goes off while entries are written, fifty times: nothing that was confirmed is lost.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use tandem::domain::role::{Compartment, Side};
use tandem::vault::{Author, NewEntry, Unlocked, Vault, new_stream, unlock};

use crate::team::{NOW, note, pass, team};

const FOLDER: &str = "TANDEM_TEST_KILL_FOLDER";
const TIMES: u32 = 50;

/// The process that is killed: the test below starts it with a folder. It appends and tells each confirmation, and
/// ends only by being killed. Without a folder there is nothing to do.
#[test]
fn writer() {
    let Some(dir) = std::env::var_os(FOLDER) else {
        return;
    };
    let nurse = unlock(Path::new(&dir), "aosei", &pass("aosei")).unwrap();
    let mut vault = Vault::open(Path::new(&dir), &nurse).unwrap();
    let ring = vault.ring(&nurse, &Compartment::SEALED).unwrap();
    let stream = new_stream();
    for number in 0.. {
        let entry = NewEntry::of(&note(&format!("words {number}")), Some(Side::Health), stream).unwrap();
        let place = vault
            .append(Author::Member(&nurse), &ring, NOW, vec![entry])
            .unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "saved {}", place[0].seq).unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn fifty_kills_lose_nothing_that_was_confirmed() {
    let dir = tempfile::tempdir().unwrap();
    let team = team(dir.path());
    let nurse = team.nurse;
    drop(team.vault);
    let mut confirmed = Vec::new();
    for round in 0..TIMES {
        confirmed.extend(write_and_kill(dir.path(), round));
        check(dir.path(), &nurse, &confirmed);
    }
    assert!(confirmed.len() >= usize::try_from(TIMES).unwrap());
}

fn write_and_kill(dir: &Path, round: u32) -> Vec<u64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::writer", "--nocapture"])
        .env(FOLDER, dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut saved = Vec::new();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut left = 1 + (round * 7) % 13;
    let mut killed = false;
    for line in lines.map_while(Result::ok) {
        // The harness may print on the same line before the first one.
        if let Some((_, seq)) = line.split_once("saved ") {
            saved.push(seq.trim().parse().unwrap());
            left = left.saturating_sub(1);
        }
        if left == 0 && !killed {
            child.kill().unwrap();
            killed = true;
        }
    }
    child.wait().unwrap();
    assert!(killed, "the writer stopped by itself after {saved:?}");
    saved
}

fn check(dir: &Path, nurse: &Unlocked, confirmed: &[u64]) {
    let vault = Vault::open(dir, nurse).unwrap();
    let ring = vault.ring(nurse, &Compartment::SEALED).unwrap();
    let page = vault
        .read_after(0, usize::MAX, Compartment::Health, &ring)
        .unwrap();
    let there: std::collections::BTreeSet<u64> = page.entries.iter().map(|e| e.placed.entry.seq).collect();
    let lost: Vec<_> = confirmed.iter().filter(|seq| !there.contains(seq)).collect();
    assert!(lost.is_empty(), "confirmed and lost: {lost:?}");
    let report = vault.verify(&mut |_, _| true).unwrap();
    assert!(report.ok, "{:?}", report.findings);
}
