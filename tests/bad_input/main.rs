//! What goes wrong on a night shift and at a help desk: each has words that say what happened and what to do next, the
//! right exit code, and loses nothing.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "a helper of a test fails the test"
)]

#[path = "../live/binary.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod binary;
mod damage;
#[path = "../live/mod.rs"]
mod live;
mod room;
#[path = "../vault/stranger.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod stranger;
#[path = "../support/mod.rs"]
mod support;
mod typed;
#[path = "../live/window.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod window;

use std::path::Path;
use std::sync::Arc;

use binary::{Practice, run, tandem, text};
use egui::Key;
use live::words::{frame, write_note};
use live::{Crew, EVENING, Wire, begin_shift, desk, found, open_incident, pin, sit};
use tandem::app::Secret;
use tandem::app::api::{DangerKind, Done, Phase, Request};
use tandem::app::clock::HandClock;
use tandem::app::problem::Problem;
use tandem::domain::content::NoteSource;
use tandem::domain::role::Side;
use tandem::ui::words::t;
use window::{CTRL, Window};

/// A vault with its crew and the clock that they work by.
struct Place {
    _folder: tempfile::TempDir,
    vault: std::path::PathBuf,
    clock: Arc<HandClock>,
    crew: Crew,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let clock = Arc::new(HandClock::at(EVENING));
    let crew = found(&vault, &clock);
    Place {
        _folder: folder,
        vault,
        clock,
        crew,
    }
}

impl Place {
    fn desk(&self) -> Wire {
        desk(&self.vault, &self.clock)
    }

    fn sign_in(&self, handle: &str) -> Request {
        Request::SignIn {
            side: if handle == "4411" {
                Side::Police
            } else {
                Side::Health
            },
            handle: handle.to_owned(),
            passphrase: self.crew.passphrase(handle),
        }
    }
}

/// A refusal with its code, in two sentences.
fn refused(answer: Result<Done, Problem>, code: &str) -> Problem {
    let problem = answer.expect_err("a refusal");
    assert_eq!(problem.code, code, "{problem}");
    for sentence in [&problem.what, &problem.next] {
        assert!(sentence.split_whitespace().count() >= 3, "too short: {problem}");
    }
    problem
}

/// The page says what happened and what to do next.
fn told(window: &Window, problem: &Problem) {
    let words = window.words();
    for sentence in [&problem.what, &problem.next] {
        assert!(
            words.contains(sentence.as_str()),
            "{sentence:?} is not on the page: {words}"
        );
    }
}

#[test]
fn a_wrong_passphrase_is_told_on_the_page_and_the_right_one_still_works() {
    let place = place();
    let desk = place.desk();
    let mut window = Window::open(&desk, &place.clock);
    window.focus_field(&t("sign-in-handle"));
    window.type_in("4411");
    window.focus_field(&t("sign-in-passphrase"));
    window.type_in("five words that are wrong");
    window.press(Key::Enter);
    window.settle();
    let problem = refused(
        desk.ask(Request::SignIn {
            side: Side::Police,
            handle: "4411".to_owned(),
            passphrase: Secret::new("five words that are wrong".to_owned()),
        }),
        "V-101",
    );
    told(&window, &problem);
    assert!(window.words().contains("4411"), "the handle stays");
    assert_eq!(desk.state().phase, Phase::SignIn);
    let nobody = desk.ask(Request::SignIn {
        side: Side::Police,
        handle: "nobody".to_owned(),
        passphrase: Secret::new("x".to_owned()),
    });
    assert_eq!(
        refused(nobody, "V-101"),
        problem,
        "who is not there is not told apart"
    );
    desk.must(place.sign_in("4411"));
}

#[test]
fn five_wrong_pins_close_one_seat_and_neither_the_other_nor_danger() {
    let place = place();
    let desk = place.desk();
    begin_shift(&desk, &place.crew);
    let mut window = Window::open(&desk, &place.clock);
    let incident = open_incident(&desk);
    window.settle();
    let wrong = |window: &mut Window| {
        window.press(Key::F4);
        window.press(Key::F2);
        window.type_in("000000");
        window.settle();
    };
    for (left, wait) in [(4, 0), (3, 0), (2, 2), (1, 5)] {
        wrong(&mut window);
        let words = window.words();
        assert!(
            words.contains(
                if left == 1 {
                    "1 try left".to_owned()
                } else {
                    format!("{left} tries left")
                }
                .as_str()
            ) && words.contains("That PIN did not work"),
            "{words}"
        );
        if wait > 0 {
            let early = desk.ask(Request::TakeSeat {
                side: Side::Police,
                pin: pin(Side::Police),
            });
            let problem = refused(early, "A-216");
            assert!(problem.what.contains(&wait.to_string()), "{problem}");
            window.pass(wait);
        }
    }
    wrong(&mut window);
    let words = window.words();
    assert!(
        words.contains("Use your passphrase for the police seat")
            && words.contains("The nurse seat still works"),
        "{words}"
    );
    let right = desk.ask(Request::TakeSeat {
        side: Side::Police,
        pin: pin(Side::Police),
    });
    refused(right, "A-219");
    everything_else_works(&place, &desk, &mut window);
    let state = desk.state();
    assert_eq!(
        state
            .focus
            .as_ref()
            .map(|focus| (focus.incident, focus.disclosures.len())),
        Some((incident, 2)),
        "both danger shares are there"
    );
}

/// Danger now in three presses, the other seat, danger from the covered screen, and the passphrase for the first seat.
fn everything_else_works(place: &Place, desk: &Wire, window: &mut Window) {
    danger_by_keys(desk, window, 1);
    window.take_seat(Side::Health);
    assert_eq!(
        desk.state().phase,
        Phase::Seat(Side::Health),
        "the other seat works"
    );
    window.press(Key::F12);
    assert_eq!(desk.state().phase, Phase::Covered);
    danger_by_keys(desk, window, 2);
    desk.must(Request::Uncover(pin(Side::Health)));
    desk.must(Request::SharedView);
    desk.must(place.sign_in("4411"));
    desk.must(Request::SetPin {
        side: Side::Police,
        pin: Secret::new("246810".to_owned()),
    });
    desk.must(Request::TakeSeat {
        side: Side::Police,
        pin: Secret::new("246810".to_owned()),
    });
}

/// Danger now in three presses.
fn danger_by_keys(desk: &Wire, window: &mut Window, which: u8) {
    window.press(Key::F8);
    window.press(if which == 1 { Key::Num1 } else { Key::Num2 });
    window.chord(CTRL, Key::Enter);
    assert!(
        matches!(desk.last_answer(), Some(Ok(Done::Shared(_)))),
        "{:?}",
        desk.last_answer()
    );
}

#[test]
fn a_vault_that_is_open_elsewhere_can_be_read_and_says_who_holds_it() {
    let practice = Practice::make(2, 1);
    let clock = Arc::new(HandClock::at(EVENING));
    let holder = desk(&practice.vault(), &clock);
    let passphrase = || Secret::new(std::fs::read_to_string(practice.beside("4411")).unwrap());
    let sign_in = || Request::SignIn {
        side: Side::Police,
        handle: "4411".to_owned(),
        passphrase: passphrase(),
    };
    holder.must(sign_in());
    let me = format!("process {}", std::process::id());

    let second = desk(&practice.vault(), &clock);
    let problem = refused(second.ask(sign_in()), "V-201");
    assert!(problem.what.contains(&me), "{problem}");
    let (code, what, _) = practice
        .audit(&practice.vault(), &practice.beside("pack"))
        .problem();
    assert!(code == "V-201" && what.contains(&me), "{what}");
    assert!(!practice.beside("pack").exists(), "nothing half-written");
    assert_eq!(practice.verify(&practice.vault(), "jpatel").code, 0);
    let doctor = tandem(&["doctor", "--vault", text(&practice.vault())]);
    assert!(doctor.code == 0 && doctor.out.contains(&me), "{doctor:?}");

    drop(holder);
    second.must(sign_in());
}

#[test]
fn a_damaged_key_file_is_named_and_the_log_left_alone() {
    let practice = Practice::make(2, 2);
    let good = std::fs::read(practice.vault().join("keyslots.json")).unwrap();
    let broken: Vec<(&str, Option<Vec<u8>>)> = vec![
        ("V-301", None),
        ("V-301", Some(Vec::new())),
        ("V-301", Some(good[..good.len() / 2].to_vec())),
        ("V-301", Some(vec![0; 5000])),
        ("V-301", Some(br#"{"format":"other","version":1}"#.to_vec())),
        (
            "V-301",
            Some(br#"{"format":"tandem-keyslots","version":1}"#.to_vec()),
        ),
        (
            "V-304",
            Some(br#"{"format":"tandem-keyslots","version":99}"#.to_vec()),
        ),
    ];
    for (code, bytes) in broken {
        let vault = practice.copy("broken");
        let log = std::fs::read(vault.join("log.db")).unwrap();
        match &bytes {
            Some(bytes) => std::fs::write(vault.join("keyslots.json"), bytes).unwrap(),
            None => std::fs::remove_file(vault.join("keyslots.json")).unwrap(),
        }
        let (told, what, _) = practice.verify(&vault, "amorgan").problem();
        assert_eq!(told, code, "{what}");
        let (told, ..) = practice.audit(&vault, &practice.beside("pack")).problem();
        assert_eq!(told, code);
        let (told, ..) = tandem(&["doctor", "--vault", text(&vault)]).problem();
        assert_eq!(told, code);
        let over = tandem(&["demo", "--no-window", "--vault", text(&vault)]);
        assert_eq!(over.code, 2, "no new vault over an old log: {over:?}");
        in_the_window(&vault, code);
        assert_eq!(
            log,
            std::fs::read(vault.join("log.db")).unwrap(),
            "the log is untouched"
        );
        std::fs::write(vault.join("keyslots.json"), &good).unwrap();
        assert_eq!(practice.verify(&vault, "amorgan").code, 0, "put back, it opens");
        std::fs::remove_dir_all(&vault).unwrap();
    }
}

/// The sign-in page tells the same, and does not begin set-up over what is there.
fn in_the_window(vault: &Path, code: &str) {
    let clock = Arc::new(HandClock::at(EVENING));
    let desk = desk(vault, &clock);
    assert_eq!(desk.state().phase, Phase::SignIn, "{code}: not set-up");
    let mut window = Window::open(&desk, &clock);
    window.focus_field(&t("sign-in-handle"));
    window.type_in("4411");
    window.focus_field(&t("sign-in-passphrase"));
    window.type_in("any words");
    window.press(Key::Enter);
    window.settle();
    let problem = refused(desk.last_answer().unwrap(), code);
    told(&window, &problem);
}

#[test]
fn the_log_of_another_vault_is_told_and_not_mixed() {
    let (practice, other) = (Practice::make(2, 3), Practice::make(2, 4));
    let vault = practice.copy("mixed");
    std::fs::copy(other.vault().join("log.db"), vault.join("log.db")).unwrap();
    let (code, ..) = practice.audit(&vault, &practice.beside("pack")).problem();
    assert_eq!(code, "V-303");
    in_the_window_as(&vault, &practice, "V-303");
    let ran = practice.verify(&vault, "amorgan");
    assert_eq!(ran.code, 1, "{ran:?}");
    let first = ran.json()["findings"][0]["what"].as_str().unwrap().to_owned();
    assert!(first.contains("belongs to another vault"), "{first}");
    let same = std::fs::read(vault.join("log.db")).unwrap();
    assert_eq!(same, std::fs::read(other.vault().join("log.db")).unwrap());
}

fn in_the_window_as(vault: &Path, practice: &Practice, code: &str) {
    let clock = Arc::new(HandClock::at(EVENING));
    let desk = desk(vault, &clock);
    let problem = refused(
        desk.ask(Request::SignIn {
            side: Side::Police,
            handle: "4411".to_owned(),
            passphrase: Secret::new(std::fs::read_to_string(practice.beside("4411")).unwrap()),
        }),
        code,
    );
    assert!(!problem.to_string().contains("4411"));
    assert_eq!(desk.state().phase, Phase::SignIn);
}

#[test]
fn a_log_of_a_newer_program_is_left_as_it_is() {
    let practice = Practice::make(2, 5);
    let vault = practice.vault();
    let passphrase = std::fs::read_to_string(practice.beside("4411")).unwrap();
    let (_, log_key) = stranger::open_slot(&vault, "4411", &passphrase).unwrap();
    let conn = stranger::open_log(&vault, &log_key).unwrap();
    conn.execute_batch("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE);")
        .unwrap();
    drop(conn);
    let before = std::fs::read(vault.join("log.db")).unwrap();
    let (code, ..) = practice.audit(&vault, &practice.beside("pack")).problem();
    assert_eq!(code, "V-304");
    in_the_window_as(&vault, &practice, "V-304");
    assert_eq!(before, std::fs::read(vault.join("log.db")).unwrap());
}

#[test]
fn an_export_never_goes_into_what_is_there() {
    let practice = Practice::make(2, 6);
    let out = practice.beside("pack");
    std::fs::create_dir(&out).unwrap();
    std::fs::write(out.join("letter.txt"), "keep me").unwrap();
    let (code, what, _) = practice.audit(&practice.vault(), &out).problem();
    assert!(code == "A-101" && what.contains("pack"), "{code} {what}");
    let there: Vec<_> = std::fs::read_dir(&out).unwrap().collect();
    assert_eq!(there.len(), 1, "nothing was added");
    assert_eq!(
        std::fs::read_to_string(out.join("letter.txt")).unwrap(),
        "keep me"
    );
    let (_, what, _) = practice
        .audit(&practice.vault(), &out.join("letter.txt"))
        .problem();
    assert!(what.contains("letter.txt"), "{what}");
    assert_eq!(practice.audit(&practice.vault(), &practice.beside("new")).code, 0);
}

#[test]
fn what_cannot_be_read_or_printed_is_said() {
    let practice = Practice::make(1, 7);
    let (code, what, _) = practice.verify(&practice.beside("nowhere"), "amorgan").problem();
    assert!(code == "C-406" && what.contains("nowhere"), "{code} {what}");
    let vault = practice.vault();
    let args = [
        "verify",
        text(&vault),
        "--as",
        "amorgan",
        "--passphrase-file",
        "/nowhere/at/all",
    ];
    assert_eq!(tandem(&args).problem().0, "C-402");
    assert_eq!(tandem(&["verify", text(&vault)]).problem().0, "C-401");
    if Path::new("/dev/full").exists() {
        let program = env!("CARGO_BIN_EXE_tandem");
        let ran = run(std::process::Command::new("sh").args([
            "-c",
            "exec \"$0\" doctor --json --vault \"$1\" > /dev/full",
            program,
            text(&vault),
        ]));
        assert_eq!(ran.problem().0, "C-407");
        let ran = run(std::process::Command::new("sh").args([
            "-c",
            "\"$0\" doctor --vault \"$1\" | true",
            program,
            text(&vault),
        ]));
        assert!(ran.code == 0 && !ran.err.contains("panicked"), "{ran:?}");
    }
}

#[test]
fn a_clock_set_back_in_the_middle_of_an_incident_is_told_and_loses_nothing() {
    let place = place();
    let desk = place.desk();
    begin_shift(&desk, &place.crew);
    let mut window = Window::open(&desk, &place.clock);
    let incident = open_incident(&desk);
    frame(&desk, incident);
    sit(&desk, Side::Health);
    write_note(&desk, incident, NoteSource::Seen, "before the clock was set back");
    window.settle();
    place.clock.set(EVENING.plus_minutes(-40));
    window.settle();
    assert_eq!(
        desk.state().phase,
        Phase::Seat(Side::Health),
        "nobody is thrown out"
    );
    write_note(&desk, incident, NoteSource::Seen, "after the clock was set back");
    window.settle();
    let words = window.words();
    assert!(words.contains("clock jumped back by 40 minutes"), "{words}");
    assert!(words.contains("Check the time"), "{words}");
    window.pass(50);
    let own = desk.state().own.clone().unwrap();
    let notes: Vec<&str> = own.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(
        notes,
        ["before the clock was set back", "after the clock was set back"],
        "in the order in which they were written"
    );
    desk.must(Request::SharedView);
    desk.must(Request::Danger {
        kind: DangerKind::Weapon,
        words: String::new(),
    });
    let Done::Verified { findings, .. } = desk.must(Request::Verify) else {
        panic!("a verification was expected");
    };
    assert!(findings.is_empty(), "{findings:?}");
}
