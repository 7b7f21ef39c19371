//! What stays in the memory of a process when the screen is locked. A child works a shift in the real window and locks
//! it; this process knows every secret and reads the child's whole writable memory from outside.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;

use egui::{Event, Key};
use memchr::memmem::Finder;
use tandem::app::api::{Phase, Request};
use tandem::app::clock::HandClock;
use tandem::domain::content::Post;
use tandem::domain::role::Side;
use tandem::ui::words::t;

use crate::keys::{self, Needles};
use crate::live::words::{HEALTH, POLICE};
use crate::live::{EVENING, Wire, desk, found, open_incident, pin_words};
use crate::window::{CTRL, Window};

/// Tells the child which vault it works on; the passphrases come over its standard input.
const FOLDER: &str = "TANDEM_TEST_MEMORY_FOLDER";

/// The child: signs both people in by keys, writes in both seats, looks things up, then locks. Without a folder there
/// is nothing to do.
#[test]
fn shift_that_is_locked() {
    let Some(dir) = std::env::var_os(FOLDER) else {
        return;
    };
    let clock = Arc::new(HandClock::at(EVENING));
    let desk = desk(Path::new(&dir), &clock);
    let mut window = Window::open(&desk, &clock);
    for (side, handle) in [(Side::Police, "4411"), (Side::Health, "jpatel")] {
        sign_in(&mut window, side, handle);
    }
    desk.must(Request::StartShift {
        post: Post::Car,
        station: "Car 2".to_owned(),
    });
    window.settle();
    let _incident = open_incident(&desk);
    window.settle();
    for side in Side::ALL {
        window.take_seat(side);
        assert_eq!(desk.state().phase, Phase::Seat(side));
        window.chord(CTRL, Key::Num2);
        for number in 0..3 {
            window.focus_field(&t("notes-new"));
            typed(&mut window, side, number);
            window.press(Key::Enter);
        }
        window.focus_field(&t("notes-new"));
        typed(&mut window, side, 9);
        window.chord(CTRL, Key::K);
        window.type_in("note");
        window.pass(2);
        window.press(Key::Escape);
        window.press(Key::Escape);
    }
    desk.forget_answers();
    stop_at("open");
    window.press(Key::F12);
    assert_eq!(desk.state().phase, Phase::Covered);
    window.pass(20);
    desk.forget_answers();
    stop_at("covered");
    window.chord(CTRL, Key::L);
    assert_eq!(desk.state().phase, Phase::Locked);
    window.pass(40);
    desk.forget_answers();
    stop_at("locked");
    left_alone(&mut window, &desk, &clock);
}

/// The child goes on: nobody touches anything, the computer sleeps, somebody guesses PINs. Before each the nurse's words are
/// in front; after each no word of either side is in the tree.
fn left_alone(window: &mut Window, desk: &Wire, clock: &HandClock) {
    let back = |window: &mut Window, place: &str| {
        window.press(Key::ArrowUp);
        window.focus_field(&t("cover-pin"));
        window.type_in(pin_words(Side::Health));
        if desk.state().phase == Phase::Shared {
            window.take_seat(Side::Health);
        }
        assert_eq!(desk.state().phase, Phase::Seat(Side::Health), "{place}");
        window.chord(CTRL, Key::Num2);
        assert!(window.words().contains(HEALTH), "the control: {place}");
        desk.forget_answers();
        stop_at(place);
    };
    let gone = |window: &mut Window, phase: Phase, place: &str| {
        assert_eq!(desk.state().phase, phase, "{place}");
        for _ in 0..10 {
            clock.advance_ms(1_000);
            window.settle();
        }
        let words = window.words();
        assert!(
            !words.contains(HEALTH) && !words.contains(POLICE),
            "{place}: {words}"
        );
        desk.forget_answers();
        stop_at(place);
    };
    back(window, "before idle");
    clock.advance_ms(61_000);
    window.settle();
    gone(window, Phase::Shared, "idle");
    clock.advance_ms(61_000);
    window.settle();
    assert_eq!(desk.state().phase, Phase::Covered, "idle for longer");
    back(window, "before sleep");
    // the wall clock jumps, as it does when the lid was closed
    clock.advance_ms(6 * 60_000);
    window.settle();
    gone(window, Phase::Locked, "slept");
    back(window, "before guesses");
    window.press(Key::F12);
    for _ in 0..5 {
        clock.advance_ms(20_000);
        window.press(Key::ArrowUp);
        window.focus_field(&t("cover-pin"));
        window.type_in("000000");
        window.settle();
    }
    gone(window, Phase::Covered, "guessed");
}

fn sign_in(window: &mut Window, side: Side, handle: &str) {
    window.focus_field(&t("sign-in-handle"));
    window.type_in(handle);
    window.focus_field(&t("sign-in-passphrase"));
    // one character at a time, as a keyboard gives it, without a copy of the whole in this test
    let mut input = File::open("/proc/self/fd/0").unwrap();
    let mut one = [0];
    while input.read(&mut one).unwrap() == 1 && one != *b"\n" {
        window.harness.event(Event::Text(char::from(one[0]).to_string()));
        window.harness.step();
    }
    window.press(Key::Enter);
    window.focus_field(&t("sign-in-pin"));
    window.type_in(pin_words(side));
    window.focus_field(&t("sign-in-pin-again"));
    window.type_in(pin_words(side));
    window.settle();
}

/// The canary, letter by letter, and a number.
fn typed(window: &mut Window, side: Side, number: u8) {
    let word = if side == Side::Police { POLICE } else { HEALTH };
    for letter in word
        .chars()
        .chain(" note ".chars())
        .chain([char::from(b'0' + number)])
    {
        window.harness.event(Event::Text(letter.to_string()));
        window.harness.step();
    }
}

/// Says where it is and goes on when a line comes.
fn stop_at(place: &str) {
    let mut output = std::io::stdout().lock();
    writeln!(output, "stopped at {place}").unwrap();
    output.flush().unwrap();
    let mut input = File::open("/proc/self/fd/0").unwrap();
    let mut one = [0];
    while input.read(&mut one).unwrap() == 1 && one != *b"\n" {}
}

/// The child and the two ends of its standard streams.
struct Other {
    child: Child,
    input: ChildStdin,
    output: BufReader<std::process::ChildStdout>,
}

impl Other {
    fn begin(dir: &Path) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "memory::shift_that_is_locked", "--nocapture"])
            .env(FOLDER, dir)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            input: child.stdin.take().unwrap(),
            output: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    fn line(&mut self, words: &str) {
        writeln!(self.input, "{words}").unwrap();
        self.input.flush().unwrap();
    }

    fn wait_for(&mut self, place: &str) {
        let mut line = String::new();
        while !line.contains(&format!("stopped at {place}")) {
            line.clear();
            assert!(
                self.output.read_line(&mut line).unwrap() > 0,
                "the child ended before `{place}`"
            );
        }
    }

    /// How often each of these stands in writable memory.
    fn search(&self, needles: &Needles) -> BTreeMap<String, usize> {
        let id = self.child.id();
        let maps = std::fs::read_to_string(format!("/proc/{id}/maps")).unwrap();
        let memory = File::open(format!("/proc/{id}/mem")).unwrap();
        let finders: Vec<(&String, Finder<'_>)> = needles
            .iter()
            .map(|(name, bytes)| (name, Finder::new(bytes)))
            .collect();
        let mut found = BTreeMap::new();
        for line in maps.lines() {
            let mut parts = line.split(' ');
            let (range, rights) = (parts.next().unwrap(), parts.next().unwrap());
            if !rights.starts_with("rw") || line.ends_with("[vvar]") {
                continue;
            }
            let (from, to) = range.split_once('-').unwrap();
            let [from, to] = [from, to].map(|end| u64::from_str_radix(end, 16).unwrap());
            let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
            if memory.read_exact_at(&mut bytes, from).is_err() {
                continue; // a mapping of a device
            }
            for (name, finder) in &finders {
                *found.entry((*name).clone()).or_default() += finder.find_iter(&bytes).count();
            }
        }
        found
    }
}

#[test]
fn after_lock_no_secret_and_no_word_of_either_side_is_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("vault");
    let clock = Arc::new(HandClock::at(EVENING));
    let crew = found(&dir, &clock);
    let mut other = Other::begin(&dir);
    for handle in ["4411", "jpatel"] {
        other.line(crew.passphrase(handle).expose());
    }
    other.wait_for("open");
    let mut needles = keys::of(&dir, &crew, &["4411", "jpatel", "amorgan"]);
    for word in [POLICE, HEALTH] {
        needles.insert(format!("word {word}"), format!("{word} note").into_bytes());
    }
    let open = other.search(&needles);
    // what the crew wrote into oversight a moment ago, and its keys, are gone already: who writes there cannot read back
    let audit = |name: &String| name.contains("oversight") || name.starts_with("data key 4 ");
    let audit: Vec<_> = open.iter().filter(|(name, _)| audit(name)).collect();
    println!("{audit:?}");
    assert!(audit.len() > 4, "{audit:?} is too little to show anything");
    assert!(
        audit.iter().all(|(_, times)| **times == 0),
        "oversight in the crew's memory: {audit:?}"
    );
    other.line("go on");
    other.wait_for("covered");
    let mut covered = other.search(&needles);
    // under the cover the log goes on, for "Danger now": its own key is held, and nothing that opens content
    for name in ["log key", "log body key"] {
        assert!(covered.remove(name).is_some());
    }
    let left: Vec<_> = covered.iter().filter(|(_, times)| **times > 0).collect();
    assert!(left.is_empty(), "left in memory under the cover: {left:?}");
    other.line("go on");
    other.wait_for("locked");
    let locked = other.search(&needles);
    other.line("go on");
    left_alone_leaves_nothing(&mut other, &needles);
    assert!(other.child.wait().unwrap().success());
    println!("{} secrets; while open: {open:?}", needles.len());
    // the control: the same search finds what has to be there while the nurse works
    for name in ["word ZZHEALTH", "log key", "epoch shared 1", "epoch health 1"] {
        assert!(
            open[name] > 0,
            "{name} has to be found while the nurse's seat is open"
        );
    }
    // and already now nothing of the officer, who sat here a moment ago
    for name in ["word ZZPOLICE", "epoch police 1", "root of 4411", "kem of 4411"] {
        assert_eq!(open[name], 0, "{name} is left in the nurse's seat");
    }
    let left: Vec<_> = locked.iter().filter(|(_, times)| **times > 0).collect();
    assert!(left.is_empty(), "left in memory after lock: {left:?}");
}

/// Nobody touches anything, the computer sleeps, somebody guesses PINs: each leaves the memory as a cover or a lock does.
fn left_alone_leaves_nothing(other: &mut Other, needles: &Needles) {
    let log = ["log key", "log body key"];
    for (before, after, stays) in [
        ("before idle", "idle", "shared"),
        ("before sleep", "slept", ""),
        ("before guesses", "guessed", "log"),
    ] {
        other.wait_for(before);
        let open = other.search(needles);
        for name in ["word ZZHEALTH", "epoch health 1"] {
            assert!(open[name] > 0, "the control: {name} {before}");
        }
        other.line("go on");
        other.wait_for(after);
        let mut left = other.search(needles);
        left.retain(|name, times| *times > 0 && !(stays == "log" && log.contains(&name.as_str())));
        if stays == "shared" {
            // the shared view is open: what is private is gone
            let private = ["word ", "police", "health", "root of", "kem of", "sign of"];
            left.retain(|name, _| private.iter().any(|part| name.contains(part)));
        }
        assert!(left.is_empty(), "left in memory, {after}: {left:?}");
        other.line("go on");
    }
}
