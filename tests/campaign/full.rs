//! The disk runs full, or a sync fails, at every single step of recording a note through the program's own requests:
//! a clear answer, nothing half-written, the words still in the editor, and the same words recorded once there is room.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use tandem::app::api::{Done, Draft, Request, Saved};
use tandem::app::clock::HandClock;
use tandem::app::engine::note_draft_key;
use tandem::domain::content::NoteSource;
use tandem::domain::ids::IncidentId;
use tandem::domain::role::Side;

use super::Size;
use super::live::{Crew, EVENING, Wire, begin_shift, desk, found, open_incident, sit};
use super::record;
use super::scene::folder;

/// What fails, as the shim numbers it, and what a person is told.
const WAYS: [(u64, &str, &str); 3] = [
    (1, "the disk is full from then on", "V-401"),
    (3, "one write finds the disk full", "V-401"),
    (2, "a sync fails", "V-403"),
];

/// Runs the child; its last line has the counts.
pub(crate) fn campaign(size: Size) -> String {
    let room = folder();
    let vault = room.path().join("vault");
    let clock = Arc::new(HandClock::at(EVENING));
    let crew = found(&vault, &clock);
    let control = room.path().join("control");
    std::fs::write(&control, [0; 24]).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "full",
            vault.to_str().unwrap(),
            control.to_str().unwrap(),
            size.of("1", "12"),
        ])
        .env("LD_PRELOAD", record::shim())
        .env("TANDEM_SHIM_FOLDER", &vault)
        .env("TANDEM_SHIM_FULL", &control)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let words = ["4411", "jpatel"].map(|handle| crew.passphrase(handle).expose().to_owned());
    writeln!(child.stdin.take().unwrap(), "{}\n{}", words[0], words[1]).unwrap();
    let out = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(out.status.success(), "{said}");
    said.lines().last().expect("the counts").to_owned()
}

/// The shim's three numbers.
struct Disk(PathBuf);

impl Disk {
    /// Lets so many steps pass and the next ones fail.
    fn fail_after(&self, way: u64, passing: u64) {
        let bytes = [way.to_le_bytes(), passing.to_le_bytes(), [0; 8]].concat();
        std::fs::write(&self.0, bytes).unwrap();
    }

    /// Gives how many steps failed; from now on all pass.
    fn mend(&self) -> u64 {
        let bytes = std::fs::read(&self.0).unwrap();
        std::fs::write(&self.0, [0; 24]).unwrap();
        u64::from_le_bytes(bytes[16..24].try_into().unwrap())
    }
}

/// A nurse at the desk of the child.
struct Nurse {
    desk: Wire,
    disk: Disk,
    incident: IncidentId,
    written: Vec<String>,
}

/// The process whose disk fails.
pub(crate) fn child(folder: &str, control: &str, rounds: &str) {
    let lines: Vec<String> = std::io::stdin().lines().map_while(Result::ok).collect();
    let mut crew = Crew::default();
    crew.police.slots.push(("4411".to_owned(), lines[0].clone()));
    crew.health.slots.push(("jpatel".to_owned(), lines[1].clone()));
    let clock = Arc::new(HandClock::at(EVENING));
    let open = || {
        let desk = desk(Path::new(folder), &clock);
        begin_shift(&desk, &crew);
        desk
    };
    let at_desk = open();
    let incident = open_incident(&at_desk);
    sit(&at_desk, Side::Health);
    let mut nurse = Nurse {
        desk: at_desk,
        disk: Disk(control.into()),
        incident,
        written: Vec::new(),
    };
    let mut line = String::new();
    for (way, what, code) in WAYS {
        let (mut steps, mut refused) = (0, 0);
        for round in 0..rounds.parse().unwrap() {
            // longer and longer notes, so that each has more pages
            let (a, b) = nurse.one_note_at_every_step(way, code, 300 + round * 130);
            (steps, refused) = (steps + a, refused + b);
        }
        write!(
            line,
            "{what}: {steps} steps, {refused} refused in words, {} recorded all the same; ",
            steps - refused
        )
        .unwrap();
    }
    let (incident, written) = (nurse.incident, nurse.written.clone());
    drop(nurse);
    let desk = open();
    sit(&desk, Side::Health);
    desk.must(Request::Focus(incident));
    let state = desk.state();
    let there: Vec<&str> = state
        .own
        .as_ref()
        .unwrap()
        .notes
        .iter()
        .map(|note| note.text.as_str())
        .collect();
    assert_eq!(there.len(), written.len(), "each note once");
    assert!(
        written.iter().all(|words| there.contains(&words.as_str())),
        "and none is missing"
    );
    println!("{line}{} notes there once, none half", there.len());
}

impl Nurse {
    /// Writes a note so often that each step of the disk fails once. Gives how many steps there were, and how often the
    /// note was refused.
    fn one_note_at_every_step(&mut self, way: u64, code: &str, words: usize) -> (u64, u64) {
        let mut refused = 0;
        for passing in 0.. {
            let text = format!("note {} {}", self.written.len(), "word ".repeat(words))
                .trim()
                .to_owned();
            let key = note_draft_key(self.incident, NoteSource::Seen);
            let draft = Draft {
                key: key.clone(),
                words: text.clone(),
            };
            self.desk.must(Request::SaveDraft(draft));
            self.disk.fail_after(way, passing);
            let answer = self.write(&text);
            let failed = self.disk.mend();
            if let Err(problem) = answer {
                let at = format!("step {passing} of way {way}: {problem}");
                assert!(failed > 0, "refused without a reason: {at}");
                assert_eq!(problem.code, code, "{at}");
                assert!(
                    problem.what.split(' ').count() >= 3 && problem.next.split(' ').count() >= 3,
                    "{at}"
                );
                self.nothing_was_written(&key, &text, &at);
                refused += 1;
                self.write(&text)
                    .unwrap_or_else(|problem| panic!("with room again, {at}, then {problem}"));
            }
            self.written.push(text);
            self.all_is_there(&format!("step {passing} of way {way}"));
            if failed == 0 {
                assert!(refused > 0, "the control: no step of way {way} failed");
                return (passing, refused);
            }
            // a view that went on in memory is on the disk again, so that its writes fail as well
            self.desk.must(Request::SharedView);
            sit(&self.desk, Side::Health);
        }
        (0, 0)
    }

    fn write(&self, text: &str) -> Result<Done, tandem::app::problem::Problem> {
        self.desk.ask(Request::WriteNote {
            incident: self.incident,
            source: NoteSource::Seen,
            text: text.to_owned(),
        })
    }

    fn nothing_was_written(&self, key: &str, text: &str, at: &str) {
        let state = self.desk.state();
        assert_eq!(
            state.own.as_ref().unwrap().notes.len(),
            self.written.len(),
            "half a note: {at}"
        );
        let kept = state.drafts.iter().find(|draft| draft.key == key);
        assert_eq!(
            kept.map(|draft| draft.words.as_str()),
            Some(text),
            "the words are gone: {at}"
        );
        assert!(matches!(state.saved, Saved::Not(_)), "it says saved: {at}");
        self.is_whole(at);
    }

    fn all_is_there(&self, at: &str) {
        let state = self.desk.state();
        let notes = &state.own.as_ref().unwrap().notes;
        assert_eq!(notes.len(), self.written.len(), "after {at}");
        assert!(state.drafts.is_empty(), "words are offered twice after {at}");
        assert!(matches!(state.saved, Saved::At(_)), "{at}");
        self.is_whole(at);
    }

    fn is_whole(&self, at: &str) {
        let Done::Verified { findings, .. } = self.desk.must(Request::Verify) else {
            panic!("a verification was expected");
        };
        assert!(findings.is_empty(), "{at}: {findings:?}");
    }
}
