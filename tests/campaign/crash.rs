//! Power cuts on a disk that may lose, tear and reorder whatever was not synced: a recorded run is cut at every step,
//! and each state that the disk may then be in is opened, verified and asked for all that had been confirmed.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use tandem::vault::{Secret, Unlocked, open_invitation, unlock};

use super::Size;
use super::confirmed::Confirmed;
use super::control;
use super::dice::Dice;
use super::record::{self, Disk, Step};
use super::scene::{Scene, folder};
use super::team::{NOW, pass};

/// How many cores CI has.
const WORKERS: usize = 2;

pub(crate) fn campaign(size: Size) -> String {
    let scene = Scene::new();
    let mut line = String::new();
    for run in 0..size.of(1, 6) {
        let seed = (size.seed + run).to_string();
        let acts = size.of("25", "90");
        let recorded = Recorded::new(&scene, |dir| {
            vec!["story", dir, &seed, acts]
                .into_iter()
                .map(str::to_owned)
                .collect()
        });
        let tally = recorded.cut(size.of(1_200, 8_000), size.seed + run, &scene.nurse, true);
        assert!(tally.failures.is_empty(), "{:#?}", tally.failures);
        write!(
            line,
            "{} states of {} steps, {} confirmed acts: 0 lost; ",
            tally.states,
            recorded.steps.len(),
            tally.acts
        )
        .unwrap();
    }
    for synchronous in ["FULL", "NORMAL"] {
        let recorded = control::raw(&scene, synchronous);
        let tally = recorded.cut(size.of(400, 2_000), size.seed, &scene.nurse, false);
        let lost = tally.failures.len();
        assert!(
            tally.failures.iter().all(|what| what.contains("entries [")),
            "{:#?}",
            tally.failures
        );
        match synchronous {
            "FULL" => assert_eq!(lost, 0, "{:#?}", tally.failures),
            _ => assert!(
                lost > tally.states / 10,
                "the control with NORMAL has to lose entries: {lost}"
            ),
        }
        write!(
            line,
            "control {synchronous}: {lost} of {} states lose a confirmed entry; ",
            tally.states
        )
        .unwrap();
    }
    line
}

/// A run of a child: the folder before, and all that it did.
pub(crate) struct Recorded {
    before: Disk,
    pub(crate) steps: Vec<Step>,
}

/// What came out of the states of one run.
#[derive(Default)]
struct Tally {
    states: usize,
    acts: usize,
    failures: Vec<String>,
}

impl Recorded {
    /// Runs a child of this program under the shim, in a copy of the scene.
    pub(crate) fn new(scene: &Scene, args: impl Fn(&str) -> Vec<String>) -> Self {
        let room = folder();
        let dir = room.path().join("vault");
        std::fs::create_dir(&dir).unwrap();
        super::scene::copy(&scene.dir, &dir);
        let mut before = Disk::of(&dir);
        let record = room.path().join("record");
        let out = Command::new(std::env::current_exe().unwrap())
            .args(args(dir.to_str().unwrap()))
            .env("LD_PRELOAD", record::shim())
            .env("TANDEM_SHIM_FOLDER", &dir)
            .env("TANDEM_SHIM_RECORD", &record)
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let steps = record::read(&record);
        let of = |is: fn(&Step) -> bool| steps.iter().filter(|step| is(step)).count();
        let (writes, syncs) = (
            of(|step| matches!(step, Step::Write { .. })),
            of(|step| matches!(step, Step::Sync { .. })),
        );
        assert!(
            writes > 100 && syncs > 1,
            "the shim saw only {writes} writes and {syncs} syncs"
        );
        before.learn(&steps);
        Self { before, steps }
    }

    /// Tries about `wanted` states.
    fn cut(&self, wanted: usize, seed: u64, nurse: &Unlocked, keys: bool) -> Tally {
        let all = self.confirmed_after(self.steps.len());
        let cuts = Cuts {
            run: self,
            wanted,
            seed,
            nurse,
            keys: keys.then(|| Keys::of(&all)),
            tally: Mutex::default(),
        };
        std::thread::scope(|scope| {
            for worker in 0..WORKERS {
                let cuts = &cuts;
                scope.spawn(move || cuts.work(worker));
            }
        });
        let mut tally = cuts.tally.into_inner().unwrap();
        tally.acts = all.acts;
        tally
    }

    pub(crate) fn confirmed_after(&self, steps: usize) -> Confirmed {
        let mut confirmed = Confirmed::default();
        for step in &self.steps[..steps] {
            if let Step::Said(words) = step {
                confirmed.take(words.trim_end());
            }
        }
        confirmed
    }
}

/// The cuts of one run.
struct Cuts<'a> {
    run: &'a Recorded,
    wanted: usize,
    seed: u64,
    nurse: &'a Unlocked,
    keys: Option<Keys>,
    tally: Mutex<Tally>,
}

impl Cuts<'_> {
    /// The states of every second step, from the first to the last.
    fn work(&self, worker: usize) {
        let steps = &self.run.steps;
        let mut safe = self.run.before.clone();
        let mut open: Vec<&Step> = Vec::new();
        let mut confirmed = Confirmed::default();
        let mut seen = HashSet::new();
        for (number, step) in steps.iter().enumerate() {
            advance(&mut safe, &mut open, step);
            if let Step::Said(words) = step {
                confirmed.take(words.trim_end());
            }
            if number % WORKERS != worker {
                continue;
            }
            let mut dice = Dice::new(self.seed, u64::try_from(number).unwrap());
            // the cut right after a confirmation is the one that loses it, if any does
            let said = matches!(step, Step::Said(_));
            let more = usize::from(dice.below(steps.len()) < self.wanted % steps.len());
            let share = (self.wanted / steps.len() + more).max(usize::from(said));
            for variant in 0..share {
                let (state, views) = after_the_cut(&safe, &open, said && variant == 0, &mut dice);
                if seen.insert((state.hash(), confirmed.acts)) {
                    let found = look(&state, &confirmed, self.nurse, self.keys.as_ref(), views);
                    let mut tally = self.tally.lock().unwrap();
                    tally.states += 1;
                    tally
                        .failures
                        .extend(found.map(|what| format!("after step {number}: {what}")));
                }
            }
        }
    }
}

/// What a sync settles is safe; everything else is open.
fn advance<'a>(safe: &mut Disk, open: &mut Vec<&'a Step>, step: &'a Step) {
    match step {
        Step::Sync { file } => {
            let (settled, left): (Vec<&Step>, Vec<&Step>) =
                open.iter().partition(|step| safe.is_settled_by(step, *file));
            for step in settled {
                safe.apply(step);
            }
            *open = left;
        }
        Step::Said(_) => {}
        Step::Write { .. }
        | Step::Truncate { .. }
        | Step::Create { .. }
        | Step::Rename { .. }
        | Step::Unlink { .. } => {
            open.push(step);
        }
    }
}

/// What may be on the disk: of what was not synced nothing, all, one, all but one, some, or some sectors of some.
/// Also says whether the views are what was varied.
fn after_the_cut(safe: &Disk, open: &[&Step], nothing: bool, dice: &mut Dice) -> (Disk, bool) {
    let mut state = safe.clone();
    if nothing {
        return (state, false);
    }
    let views = dice.once_in(4);
    let others = dice.once_in(2);
    let in_view = |step: &Step| safe.is_view(step);
    let varied: Vec<usize> = (0..open.len()).filter(|at| in_view(open[*at]) == views).collect();
    let (way, chosen) = (dice.below(6), dice.below(varied.len().max(1)));
    for (at, step) in open.iter().enumerate() {
        let place = varied.iter().position(|own| *own == at);
        let Some(place) = place else {
            if others {
                state.apply(step);
            }
            continue;
        };
        match way {
            0 => state.apply(step),
            1 if place == chosen => state.apply(step),
            2 if place != chosen => state.apply(step),
            3 if dice.once_in(2) => state.apply(step),
            4 if dice.once_in(2) => state.tear(step, dice),
            5 if place < chosen => state.apply(step),
            5 if place == chosen => state.tear(step, dice),
            _ => {}
        }
    }
    (state, views)
}

/// Opens what is left; gives what is wrong.
fn look(
    state: &Disk,
    confirmed: &Confirmed,
    nurse: &Unlocked,
    keys: Option<&Keys>,
    views: bool,
) -> Option<String> {
    let room = folder();
    state.lay_out(room.path());
    let tried = catch_unwind(AssertUnwindSafe(|| {
        let lost = keys.and_then(|keys| keys.lost(room.path(), state, confirmed));
        lost.or_else(|| confirmed.lost(room.path(), nurse, views))
    }));
    tried.unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        Some(format!(
            "broken: {}",
            words.unwrap_or_else(|| "a panic".to_owned())
        ))
    })
}

/// What a key file opens, by its bytes and by how much had been confirmed.
type Asked = HashMap<(Vec<u8>, usize), Option<String>>;

/// The passphrases and the code of a run. Opening is slow on purpose, so each key file is asked once.
struct Keys {
    passphrases: Vec<String>,
    asked: Mutex<Asked>,
}

impl Keys {
    fn of(all: &Confirmed) -> Self {
        Self {
            passphrases: all.passphrases.clone(),
            asked: Mutex::default(),
        }
    }

    fn lost(&self, dir: &Path, state: &Disk, confirmed: &Confirmed) -> Option<String> {
        let file = state.file("keyslots.json")?.to_vec();
        let known = 4 * confirmed.passphrases.len()
            + 2 * usize::from(confirmed.code.is_some())
            + usize::from(confirmed.joined);
        let mut asked = self.asked.lock().unwrap();
        asked
            .entry((file, known))
            .or_insert_with(|| self.ask(dir, confirmed))
            .clone()
    }

    /// A passphrase that was confirmed opens; before that the old or the new one. A code opens until it is used.
    fn ask(&self, dir: &Path, confirmed: &Confirmed) -> Option<String> {
        let opens = |handle, words: &str| unlock(dir, handle, &Secret::new(words.to_owned())).is_ok();
        // the one that was confirmed last, or the one that is being set
        let last = confirmed.passphrases.last().cloned();
        let next = self.passphrases.get(confirmed.passphrases.len());
        let last = last.unwrap_or_else(|| pass("lbrook").expose().to_owned());
        let good = opens("lbrook", &last) || next.is_some_and(|words| opens("lbrook", words));
        if !good {
            return Some("no passphrase opens".to_owned());
        }
        let new = || opens("new", pass("new").expose());
        let code = |code: &String| open_invitation(dir, &Secret::new(code.clone()), NOW).is_ok();
        match &confirmed.code {
            _ if confirmed.joined => (!new()).then(|| "who joined cannot come in".to_owned()),
            Some(words) => (!code(words) && !new()).then(|| "the code opens nothing".to_owned()),
            None => None,
        }
    }
}
