//! kill -9 at random instants of appends, folds, rebuilds, checkpoints and changes of keys: nothing that was confirmed
//! is lost, the log verifies, a view is the fold of the log, and work goes on.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use super::Size;
use super::confirmed::{Confirmed, known_passphrase};
use super::dice::Dice;
use super::scene::{Scene, copy};

const WORKERS: usize = 2;
/// Kills of one vault, before the next takes a fresh one: the log grows, and every round verifies all of it.
const OF_ONE_VAULT: usize = 30;
/// The longest time of work after the vault is open.
const LONGEST_US: usize = 250_000;

/// What the rounds gave.
#[derive(Default)]
struct Tally {
    kills: usize,
    acts: usize,
    /// In the middle of what.
    during: BTreeMap<String, usize>,
}

pub(crate) fn campaign(size: Size) -> String {
    let scene = Scene::new();
    let tally = Mutex::new(Tally::default());
    std::thread::scope(|scope| {
        for worker in 0..WORKERS {
            let (scene, tally) = (&scene, &tally);
            scope.spawn(move || {
                let rounds = size.of(60, 1_000) / WORKERS;
                for first in (0..rounds).step_by(OF_ONE_VAULT) {
                    let rounds = OF_ONE_VAULT.min(rounds - first);
                    one_vault(scene, worker * 1_000_000 + first, rounds, size.seed, tally);
                }
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    let mut during = String::new();
    for (what, times) in &tally.during {
        write!(during, " {what} {times}").unwrap();
    }
    assert!(tally.acts > tally.kills, "{} acts are too few", tally.acts);
    format!(
        "{} kills, {} confirmed acts, 0 lost; killed during{during}",
        tally.kills, tally.acts
    )
}

fn one_vault(scene: &Scene, first: usize, rounds: usize, seed: u64, tally: &Mutex<Tally>) {
    // on the real disk: a wait for it is where a kill most often comes
    let room = tempfile::tempdir().unwrap();
    let dir = room.path().join("vault");
    std::fs::create_dir(&dir).unwrap();
    copy(&scene.dir, &dir);
    let mut confirmed = Confirmed::default();
    for round in first..first + rounds {
        let mut dice = Dice::new(seed, u64::try_from(round).unwrap());
        let wait = Duration::from_micros(u64::try_from(dice.below(LONGEST_US)).unwrap());
        let lines = work_and_kill(&dir, round + 1, wait);
        let during = lines
            .iter()
            .rev()
            .find_map(|line| line.strip_prefix("begin "))
            .unwrap_or("opening");
        let last_begins = lines
            .last()
            .is_some_and(|line| line.starts_with("begin ") || line == "ready");
        for line in &lines {
            confirmed.take(line);
        }
        let mut lost = confirmed.lost(&dir, &scene.nurse, round % 4 == 0);
        if lost.is_none() && (during == "BackUp" || round % 10 == 9) {
            lost = confirmed.backup_lost(&dir);
        }
        if let Some(lost) = lost {
            panic!("round {round} of seed {seed}: {lost}");
        }
        if lines.iter().any(|line| line.contains("Passphrase")) {
            assert!(
                known_passphrase(&dir).is_some(),
                "round {round}: no passphrase opens"
            );
        }
        let mut tally = tally.lock().unwrap();
        tally.kills += 1;
        let during = if last_begins { during } else { "none" };
        *tally.during.entry(during.to_owned()).or_default() += 1;
    }
    tally.lock().unwrap().acts += confirmed.acts;
}

/// Works for `wait` after the vault is open, then is killed. Gives its whole lines.
fn work_and_kill(dir: &Path, round: usize, wait: Duration) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["story", dir.to_str().unwrap(), &round.to_string(), "1000000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let out = child.stdout.take().unwrap();
    let (ready, is_ready) = channel();
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || {
            let mut lines: Vec<String> = Vec::new();
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if line == "ready" {
                    ready.send(()).unwrap();
                }
                lines.push(line);
            }
            lines
        });
        is_ready
            .recv_timeout(Duration::from_mins(2))
            .expect("the vault opens");
        std::thread::sleep(wait);
        child.kill().unwrap();
        let status = child.wait().unwrap();
        assert!(status.code().is_none(), "it ended by itself: {status}");
        reader.join().unwrap()
    })
}
