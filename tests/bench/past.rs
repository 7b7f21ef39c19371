//! A day's work over a long past: start of a shift, a seat, a note, searching letter by letter, the next shift's list, and the
//! memory, out of a log of ten years beside one of a tenth as many incidents.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use serde_json::{Value, json};
use tandem::app::Secret;
use tandem::app::api::{DeskRequest, Done, Event, Request};
use tandem::app::clock::HandClock;
use tandem::app::command_line::{ask, engine};
use tandem::app::worker::{Backend as _, Inline};
use tandem::domain::content::{
    Closed, Content, Detail, DetailSet, Document, IncidentOpened, NoteSource, NoteWritten, OutsideAsker,
    OutsideRequested, Post, RequestAim, RequestAnswer, RequestAnswered, Requested,
};
use tandem::domain::decision::facts::Purpose;
use tandem::domain::ids::IncidentId;
use tandem::domain::role::Side;
use tandem::domain::time::Moment;
use tandem::vault::{VaultError, new_incident, new_item};

use crate::clock::{median, wall};
use crate::entries::{Dice, write};
use crate::people::{Crew, START, found, pass};
use crate::table::{Table, Target};

/// Another number means: what was kept is of another form.
const FORM: u32 = 1;
/// How many incidents are written between two waits for the disk.
const TOGETHER: u64 = 200;
/// So many of the latest are open, as on a desk's busiest night.
const LIVE: u64 = 40;
const ROUNDS: usize = 15;

fn detail(incident: IncidentId, detail: Detail) -> Content {
    Content::DetailSet(DetailSet {
        incident,
        item: new_item(),
        detail,
    })
}

fn words(dice: &mut Dice, many: usize) -> String {
    let all: Vec<String> = (0..many).map(|_| dice.word()).collect();
    all.join(" ")
}

/// What both see of one incident: one in twenty has a request of the officer, which the nurse has answered.
fn shared(dice: &mut Dice, incident: IncidentId, number: u64, at: Moment, closed: bool) -> Vec<Content> {
    let person = Detail::Person {
        name: words(dice, 2),
        age: Some(41),
        about: true,
    };
    let mut all = vec![
        Content::IncidentOpened(IncidentOpened {
            incident,
            reference: format!("{:02}-{:05}", 16 + number / 10_000, number % 10_000 + 1),
            at,
            post: Post::Car,
            station: "TR-07".to_owned(),
            crew: vec![],
        }),
        detail(incident, Detail::Place(words(dice, 2))),
        detail(incident, person),
    ];
    if number.is_multiple_of(20) {
        let request = new_item();
        all.push(Content::Requested(Requested {
            incident,
            request,
            from: Side::Police,
            from_name: "Person ohughes".to_owned(),
            what: None,
            words: words(dice, 6),
            purpose: Purpose::SafetyOfPerson,
            aim: RequestAim::Safety,
            why: words(dice, 6),
            needed_by: None,
            times: 1,
        }));
        all.push(Content::RequestAnswered(RequestAnswered {
            incident,
            request,
            from: Side::Health,
            from_name: "Person aosei".to_owned(),
            answer: RequestAnswer::Refused,
        }));
    }
    if closed {
        all.push(Content::Closed(Closed { incident }));
    }
    all
}

/// What only the nurse sees of it: a note, and for one in two hundred a request from outside.
fn own(dice: &mut Dice, incident: IncidentId, number: u64, at: Moment) -> Vec<Content> {
    let mut all = vec![Content::NoteWritten(NoteWritten {
        incident,
        note: new_item(),
        source: NoteSource::Told,
        text: words(dice, 20),
    })];
    if number.is_multiple_of(200) {
        all.push(Content::OutsideRequested(OutsideRequested {
            request: new_item(),
            incident: Some(incident),
            asker: OutsideAsker::Solicitor,
            who: words(dice, 2),
            capacity: words(dice, 2),
            what: words(dice, 6),
            basis: String::new(),
            document: Document::None,
            immigration: false,
            received: at,
            taken_by: "Person aosei".to_owned(),
        }));
    }
    all
}

fn make(dir: &Path, incidents: u64) {
    let Crew {
        mut vault,
        officer,
        nurse,
    } = found(dir);
    let mut dice = Dice(29);
    let step = 10 * 365 * 24 * 60 / i64::try_from(incidents.max(1)).unwrap_or(1);
    let mut number = 0;
    while number < incidents {
        vault
            .append_in_bulk(|vault| -> Result<(), VaultError> {
                for _ in 0..TOGETHER.min(incidents - number) {
                    let at = START.plus_minutes(i64::try_from(number).unwrap_or(0) * step);
                    let (incident, closed) = (new_incident(), number + LIVE < incidents);
                    let both = shared(&mut dice, incident, number, at, closed);
                    write(vault, None, &officer.1, at, &both)?;
                    let private = own(&mut dice, incident, number, at);
                    write(vault, Some(&nurse), &nurse.1, at, &private)?;
                    number += 1;
                }
                Ok(())
            })
            .unwrap();
    }
}

/// The desk of a shift, as the window has it: gives the answer and waits for the new picture.
struct Shift {
    desk: Inline,
    steps: Vec<Value>,
}

impl Shift {
    fn timed(&mut self, what: &str, request: Request) -> Done {
        let (took, done) = wall(|| ask(&mut self.desk, request).unwrap());
        self.steps.push(json!([what, took.as_secs_f64() * 1e3]));
        done
    }

    /// The middle of several, each made anew.
    fn often(&mut self, what: &str, mut request: impl FnMut() -> Request) {
        let rounds = (0..ROUNDS).map(|_| {
            let request = request();
            let (took, _) = wall(|| ask(&mut self.desk, request).unwrap());
            took.as_secs_f64() * 1e3
        });
        let middle = median(rounds.collect());
        self.steps.push(json!([what, middle]));
    }

    /// Words typed letter by letter from the second on, each a search of its own: the slowest of a hundred but five.
    fn search(&mut self) {
        let mut dice = Dice(31);
        let mut took = Vec::new();
        for _ in 0..25 {
            let word = dice.word();
            for letters in 2..=word.len().min(6) {
                let typed: String = word.chars().take(letters).collect();
                let (each, _) = wall(|| ask(&mut self.desk, Request::Find(typed)).unwrap());
                took.push(each.as_secs_f64() * 1e3);
            }
        }
        took.sort_by(f64::total_cmp);
        let slow = took[took.len() * 95 / 100];
        self.steps.push(json!(["search as one types, p95", slow]));
    }
}

/// An hour after the last incident of the long past.
pub(crate) fn now() -> Moment {
    START.plus_minutes(10 * 365 * 24 * 60 + 60)
}

/// How many incidents the long past has.
pub(crate) fn long() -> u64 {
    let many = std::env::var("PAST_INCIDENTS").ok();
    many.and_then(|many| many.parse().ok()).unwrap_or(100_000)
}

/// A desk with the nurse's seat taken and a new incident in focus that has notes.
pub(crate) fn seated(dir: &Path) -> Inline {
    let (mut shift, incident) = begun(dir);
    let mut dice = Dice(41);
    for number in 0..12 {
        let note = Request::WriteNote {
            incident,
            source: NoteSource::Told,
            text: words(&mut dice, 20),
        };
        if number < 11 {
            ask(&mut shift.desk, note).unwrap();
        } else {
            // its answer and the new picture wait for the window
            shift.desk.send(note);
        }
    }
    shift.desk
}

/// The police lead at work in the office.
pub(crate) fn office(dir: &Path) -> Inline {
    let mut desk = Inline::new(engine(dir, Arc::new(HandClock::at(now()))).unwrap());
    let handle = "rvale".to_owned();
    let passphrase = pass(&handle);
    desk.send(Request::SignInOffice { handle, passphrase });
    desk
}

/// A shift at a desk, the nurse's seat taken, a new incident open.
fn begun(dir: &Path) -> (Shift, IncidentId) {
    let mut shift = Shift {
        desk: Inline::new(engine(dir, Arc::new(HandClock::at(now()))).unwrap()),
        steps: Vec::new(),
    };
    let pin = || Secret::new("271828".to_owned());
    for (side, handle) in [(Side::Police, "ohughes"), (Side::Health, "aosei")] {
        let sign_in = Request::SignIn {
            side,
            handle: handle.to_owned(),
            passphrase: pass(handle),
        };
        ask(&mut shift.desk, sign_in).unwrap();
        ask(&mut shift.desk, Request::SetPin { side, pin: pin() }).unwrap();
    }
    let begin = Request::StartShift {
        post: Post::Desk,
        station: "Desk 1".to_owned(),
    };
    shift.timed("start of a shift", begin);
    let seat = Request::TakeSeat {
        side: Side::Health,
        pin: pin(),
    };
    shift.timed("seat taken, with its PIN", seat);
    let Done::Opened(incident) = shift.timed("new incident", Request::OpenIncident) else {
        unreachable!("an incident is opened");
    };
    (shift, incident)
}

/// Works a while on a vault that was made before, and tells what each step took and what the process then holds.
pub(crate) fn work_here(dir: &Path) {
    let (mut shift, incident) = begun(dir);
    let mut dice = Dice(37);
    shift.often("note, on disk and in the picture", || Request::WriteNote {
        incident,
        source: NoteSource::Told,
        text: words(&mut dice, 20),
    });
    shift.often("another incident into focus", || Request::Focus(incident));
    shift.search();
    shift.timed(
        "list for the next shift",
        Request::Desk(Box::new(DeskRequest::NextShift)),
    );
    let mut rows = 0;
    // the answers before took their pictures with them
    shift.desk.send(Request::Focus(incident));
    while let Some(event) = shift.desk.poll() {
        if let Event::State(state) = event {
            rows = state.live.len() + state.past.len();
        }
    }
    println!(
        "{}",
        json!({ "steps": shift.steps, "rows": rows, "mb": resident_mb() })
    );
}

/// What the process holds now, in megabytes.
pub(crate) fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb: f64 = resident
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|kb| kb.parse().ok())
        .unwrap_or_default();
    kb / 1024.0
}

fn ask_another(dir: &Path) -> Value {
    let program = std::env::current_exe().expect("this program has a name");
    let done = Command::new(program).arg("past").arg(dir).output();
    let done = done.expect("it starts again");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("it answers in JSON")
}

/// A vault of so many past incidents, made once and used again.
pub(crate) fn kept(folder: &Path, incidents: u64) -> PathBuf {
    let dir = folder.join(format!("past-{incidents}-{FORM}"));
    if !dir.join("complete").exists() {
        if dir.exists() {
            std::fs::remove_dir_all(&dir).expect("a vault that was left half made can be removed");
        }
        make(&dir, incidents);
        std::fs::write(dir.join("complete"), b"").expect("a file can be written");
    }
    dir
}

/// What each step may take at most, in milliseconds.
fn target(what: &str) -> Target {
    match what {
        "search as one types, p95" => Target::AtMost(200.0),
        "seat taken, with its PIN" => Target::AtMost(300.0),
        "note, on disk and in the picture" => Target::AtMost(50.0),
        _ => Target::None,
    }
}

/// The same day over a short past and over a long one.
pub(crate) fn past(folder: &Path, table: &mut Table) {
    let long = long();
    let mut told = Vec::new();
    for incidents in [long / 10, long] {
        let dir = kept(folder, incidents);
        // once, so that the views are there
        let (took, _) = wall(|| ask_another(&dir));
        let seconds = took.as_secs_f64();
        table.add(
            &format!("first shift, {incidents} incidents"),
            "",
            &format!("{seconds:.0} s"),
            seconds,
            &Target::None,
        );
        told.push(ask_another(&dir));
    }
    let [short, long] = &told[..] else { return };
    let steps = |told: &Value| told["steps"].as_array().cloned().unwrap_or_default();
    for (before, step) in steps(short).iter().zip(steps(long)) {
        let what = step[0].as_str().unwrap_or_default();
        let [before, ms] = [&before[1], &step[1]].map(|ms| ms.as_f64().unwrap_or_default());
        table.add(
            &format!("  {what}"),
            &format!("{before:.1} ms, a tenth"),
            &format!("{ms:.1} ms"),
            ms,
            &target(what),
        );
    }
    let [before, mb] = [short, long].map(|told| told["mb"].as_f64().unwrap_or_default());
    table.add(
        "  memory after it, without a window",
        &format!("{before:.0} MB, a tenth"),
        &format!("{mb:.0} MB"),
        mb,
        &Target::AtMost(100.0),
    );
}
