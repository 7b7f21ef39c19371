//! The power fails in the middle of a shift, fifty times on one vault: what the engine had confirmed is there
//! afterwards, to the last draft, and the log is whole.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a helper of a test fails the test; a child process is killed after a wait"
)]

mod live;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use live::words::{share, write_note};
use live::{Crew, EVENING, Wire, begin_shift, desk, found, open_incident, sit};
use tandem::app::api::{DangerKind, Done, Draft, Request};
use tandem::app::clock::HandClock;
use tandem::app::engine::note_draft_key;
use tandem::domain::content::{Detail, KnownAnswer, Milestone, NoteSource};
use tandem::domain::ids::IncidentId;
use tandem::domain::role::Side;

/// Tells the child which vault it works on; the passphrases come over its standard input.
const FOLDER: &str = "TANDEM_TEST_SHIFT_FOLDER";
const TIMES: u32 = 50;

/// The shift that is killed: the test below starts it with a folder. It tells each confirmed act on a line and ends
/// only by being killed. Without a folder there is nothing to do.
#[test]
fn shift() {
    let Some(dir) = std::env::var_os(FOLDER) else {
        return;
    };
    let lines: Vec<String> = std::io::stdin().lock().lines().map_while(Result::ok).collect();
    let round: i64 = lines[2].parse().unwrap();
    let clock = Arc::new(HandClock::at(EVENING.plus_minutes(round * 3)));
    let desk = desk(Path::new(&dir), &clock);
    let mut crew = Crew::default();
    crew.police.slots.push(("4411".to_owned(), lines[0].clone()));
    crew.health.slots.push(("jpatel".to_owned(), lines[1].clone()));
    begin_shift(&desk, &crew);
    tell("ready", "");
    for turn in 0.. {
        work(&desk, &clock, &format!("r{round}t{turn}"));
    }
}

/// One confirmed act: what kind, and the words to look for.
fn tell(kind: &str, words: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "confirmed {kind} {words}").unwrap();
    out.flush().unwrap();
}

/// An incident with notes, drafts, a share and a danger share, from both seats.
fn work(desk: &Wire, clock: &Arc<HandClock>, mark: &str) {
    let incident = open_incident(desk);
    tell("incident", &incident.hex());
    let place = format!("place {mark}");
    desk.must(Request::SetDetail(incident, Detail::Place(place.clone())));
    tell("shared", &place);
    for side in Side::ALL {
        let own = match side {
            Side::Police => "police",
            Side::Health => "health",
        };
        sit(desk, side);
        let why = format!("why {own} {mark}");
        desk.must(Request::AnswerKnown(
            incident,
            KnownAnswer::CouldNotCheck,
            why.clone(),
        ));
        tell(own, &why);
        for number in 0..2 {
            let text = format!("note {own} {mark} {number}");
            desk.must(Request::SaveDraft(Draft {
                key: note_draft_key(incident, NoteSource::Seen),
                words: text.clone(),
            }));
            write_note(desk, incident, NoteSource::Seen, &text);
            tell(own, &text);
        }
        for number in 0..4 {
            let words = format!("draft {own} {mark} {number}");
            desk.must(Request::SaveDraft(Draft {
                key: format!("share/{}", incident.hex()),
                words: words.clone(),
            }));
            tell("draft", &format!("{own} {} {words}", incident.hex()));
        }
        let words = format!("share {own} {mark}");
        share(desk, clock, incident, side, &words);
        tell("shared", &words);
    }
    desk.must(Request::SharedView);
    desk.must(Request::Stamp(incident, Milestone::OnScene, None));
    let words = format!("danger {mark}");
    desk.must(Request::Danger {
        kind: DangerKind::Other,
        words: words.clone(),
    });
    tell("shared", &words);
}

/// What was confirmed before the power failed.
#[derive(Default)]
struct Confirmed {
    incidents: BTreeSet<String>,
    police: BTreeSet<String>,
    health: BTreeSet<String>,
    shared: BTreeSet<String>,
    /// The latest draft of a side on an incident, and all that was ever written there.
    drafts: std::collections::BTreeMap<(String, String), String>,
    acts: usize,
}

impl Confirmed {
    fn take(&mut self, line: &str) {
        // the harness may print on the same line before the first one
        let Some((_, told)) = line.split_once("confirmed ") else {
            return;
        };
        let (kind, words) = told.split_once(' ').unwrap();
        let words = words.trim().to_owned();
        self.acts += 1;
        let set = match kind {
            "incident" => &mut self.incidents,
            "police" => &mut self.police,
            "health" => &mut self.health,
            "shared" => &mut self.shared,
            "draft" => {
                let (side, rest) = words.split_once(' ').unwrap();
                let (incident, words) = rest.split_once(' ').unwrap();
                self.drafts
                    .insert((side.to_owned(), incident.to_owned()), words.to_owned());
                return;
            }
            _ => return,
        };
        set.insert(words);
    }
}

#[test]
fn fifty_power_cuts_in_a_shift_lose_nothing_that_was_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let clock = Arc::new(HandClock::at(EVENING));
    let crew = found(&vault, &clock);
    let mut confirmed = Confirmed::default();
    let mut chance = 0x2545_f491_4f6c_dd1d_u64;
    for round in 0..TIMES {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let wait = Duration::from_micros(chance % 400_000);
        let latest = work_and_kill(&vault, &crew, round, wait, &mut confirmed);
        check(&vault, &crew, round, &confirmed, &latest);
    }
    println!("{} confirmed acts over {TIMES} power cuts", confirmed.acts);
    assert!(confirmed.acts > 500, "{} acts are too few", confirmed.acts);
}

/// Works for `wait` after sign-in, then is killed. Gives back what this round confirmed.
fn work_and_kill(
    vault: &Path,
    crew: &Crew,
    round: u32,
    wait: Duration,
    confirmed: &mut Confirmed,
) -> Confirmed {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "shift", "--nocapture"])
        .env(FOLDER, vault)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let secrets = ["4411", "jpatel"].map(|handle| crew.passphrase(handle).expose().to_owned());
    let mut input = child.stdin.take().unwrap();
    writeln!(input, "{}\n{}\n{round}", secrets[0], secrets[1]).unwrap();
    drop(input);
    let out = child.stdout.take().unwrap();
    let (ready, is_ready) = channel();
    let reader = std::thread::spawn(move || {
        let mut lines = Vec::new();
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if line.contains("confirmed ready") {
                ready.send(()).unwrap();
            }
            lines.push(line);
        }
        lines
    });
    is_ready
        .recv_timeout(Duration::from_mins(2))
        .expect("the shift begins");
    std::thread::sleep(wait);
    child.kill().unwrap();
    let status = child.wait().unwrap();
    assert!(status.code().is_none(), "it ended by itself: {status}");
    let mut latest = Confirmed::default();
    for line in reader.join().unwrap() {
        confirmed.take(&line);
        latest.take(&line);
    }
    latest
}

fn check(vault: &Path, crew: &Crew, round: u32, confirmed: &Confirmed, latest: &Confirmed) {
    let clock = Arc::new(HandClock::at(EVENING.plus_minutes(i64::from(round) * 3 + 1)));
    let desk = desk(vault, &clock);
    begin_shift(&desk, crew);
    let Done::Verified { findings, .. } = desk.must(Request::Verify) else {
        panic!("a verification was expected");
    };
    assert!(findings.is_empty(), "round {round}: {findings:?}");
    // everything of this round is looked at, and of all rounds before it every tenth time
    let all = round % 10 == 9;
    let looked = if all { confirmed } else { latest };
    for side in Side::ALL {
        sit(&desk, side);
        let (own, name) = match side {
            Side::Police => (&looked.police, "police"),
            Side::Health => (&looked.health, "health"),
        };
        let (mut private, mut shared) = (String::new(), String::new());
        for incident in &looked.incidents {
            let incident: IncidentId = incident.parse().unwrap();
            desk.must(Request::Focus(incident));
            let state = desk.state();
            write!(private, "{:?}", state.own).unwrap();
            write!(shared, "{:?}", state.focus).unwrap();
        }
        for (place, words) in [(&private, own), (&shared, &looked.shared)] {
            let lost: Vec<_> = words.iter().filter(|words| !place.contains(*words)).collect();
            assert!(
                lost.is_empty(),
                "round {round}, {side:?}: confirmed and lost: {lost:?}"
            );
        }
        let state = desk.state();
        for draft in &state.drafts {
            assert!(
                !draft.words.starts_with("note ") || !private.contains(&draft.words),
                "round {round}: {:?} is a note and is offered again",
                draft.words
            );
        }
        for ((_, incident), words) in looked.drafts.iter().filter(|((of, _), _)| of == name) {
            let key = format!("share/{incident}");
            let draft = state.drafts.iter().find(|draft| draft.key == key);
            let kept = draft.map(|draft| draft.words.clone()).unwrap_or_default();
            assert!(
                later(words, &kept),
                "round {round}: the draft {words:?} was confirmed, {kept:?} is there"
            );
        }
    }
    desk.must(Request::EndShift);
}

/// The draft that is there is the confirmed one, or the one that was being written when the power failed.
fn later(confirmed: &str, kept: &str) -> bool {
    let split = |words: &str| {
        let (head, number) = words.rsplit_once(' ')?;
        Some((head.to_owned(), number.parse::<u32>().ok()?))
    };
    match (split(confirmed), split(kept)) {
        (Some((head, number)), Some((other, there))) => {
            head == other && (number..=number + 1).contains(&there)
        }
        _ => false,
    }
}

/// The PIN of a shift dies with the process: after the power cut the passphrase is needed.
#[test]
fn a_pin_does_not_survive_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let clock = Arc::new(HandClock::at(EVENING));
    let crew = found(&vault, &clock);
    let before = desk(&vault, &clock);
    begin_shift(&before, &crew);
    sit(&before, Side::Health);
    drop(before);
    let after = desk(&vault, &clock);
    for request in [
        Request::TakeSeat {
            side: Side::Health,
            pin: live::pin(Side::Health),
        },
        Request::Uncover(live::pin(Side::Health)),
    ] {
        after.ask(request).expect_err("a PIN without a shift");
    }
}
