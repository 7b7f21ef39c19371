//! The leak oracle: a canary in every private field of each seat, then every page and every seat change is
//! searched for the other side's word: accessibility tree, text runs, clipboard, title, the engine's pictures.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    reason = "a helper of a test fails the test"
)]

mod live;
mod support;
#[path = "live/window.rs"]
mod window;

use std::sync::Arc;

use egui::{Key, Modifiers};
use tandem::app::Secret;
use tandem::app::api::{Phase, Request};
use tandem::app::clock::HandClock;
use tandem::domain::content::NoteSource;
use tandem::domain::ids::IncidentId;
use tandem::domain::role::{Role, Side};
use tandem::ui::words::t;

use live::words::{HEALTH, POLICE, begin_drafts, canary, frame, share, sow, task_done, told, write_note};
use live::{Crew, EVENING, PIN, Wire, begin_shift, desk, found, office, open_incident, sit};
use window::{CTRL, Window};

/// The pages that are reached by a key while an incident is worked on.
const PAGES: [(&str, Modifiers, Key); 13] = [
    ("board", Modifiers::NONE, Key::F5),
    ("help", Modifiers::NONE, Key::F1),
    ("known", CTRL, Key::Num1),
    ("notes", CTRL, Key::Num2),
    ("risk", CTRL, Key::Num3),
    ("details", CTRL, Key::Num5),
    ("shared log", CTRL, Key::Num7),
    ("follow-up", CTRL, Key::Num8),
    ("timeline", CTRL, Key::Num9),
    ("share", Modifiers::NONE, Key::F7),
    ("section 136", Modifiers::NONE, Key::F9),
    ("outcome", CTRL, Key::E),
    ("end of shift", CTRL, Key::Q),
];

/// One vault with a window on it.
struct Stage {
    _dir: tempfile::TempDir,
    crew: Crew,
    desk: Wire,
    window: Window,
    clock: Arc<HandClock>,
    looked: usize,
}

impl Stage {
    fn set() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(HandClock::at(EVENING));
        let crew = found(dir.path(), &clock);
        let desk = desk(dir.path(), &clock);
        begin_shift(&desk, &crew);
        let window = Window::open(&desk, &clock);
        Self {
            _dir: dir,
            crew,
            desk,
            window,
            clock,
            looked: 0,
        }
    }

    /// The words that must not be anywhere now.
    fn foreign(&self) -> Vec<&'static str> {
        match self.desk.state().phase {
            Phase::Seat(side) => vec![canary(side.other())],
            _ => vec![POLICE, HEALTH],
        }
    }

    /// Everything that can be seen, read aloud, pasted or found in the picture.
    fn all(&self) -> String {
        let state = self.desk.state();
        let drafts: Vec<&str> = state.drafts.iter().map(|draft| draft.words.as_str()).collect();
        let shown = self.window.harness.state().shell.state();
        format!(
            "{}\n{}\n{}\n{state:?}\n{drafts:?}\n{shown:?}",
            self.window.words(),
            self.window.output(),
            self.window.clipboard
        )
    }

    fn look(&mut self, place: &str) {
        self.looked += 1;
        let all = self.all();
        for word in self.foreign() {
            if let Some(at) = all.find(word) {
                let from = all[..at].char_indices().rev().nth(300).map_or(0, |(at, _)| at);
                panic!(
                    "{word} in {place} ({:?}): …{}",
                    self.desk.state().phase,
                    &all[from..at + word.len()]
                );
            }
        }
    }

    /// Undo, paste and the walk of the keyboard bring nothing back.
    fn pester(&mut self, place: &str, tabs: usize) {
        for _ in 0..20 {
            self.window.chord(CTRL, Key::Z);
        }
        self.look(&format!("{place} after undo"));
        self.window.paste();
        self.look(&format!("{place} after paste"));
        let mut before = String::new();
        for _ in 0..tabs {
            self.window.press(Key::Tab);
            self.window.chord(CTRL, Key::Z);
            let words = self.window.words();
            if words != before {
                before = words;
                self.look(&format!("{place} at a stop of Tab"));
            }
        }
        self.look(&format!("{place} after Tab"));
    }

    /// Every page of the present state.
    fn tour(&mut self, who: &str, tabs: usize) {
        for (name, modifiers, key) in PAGES {
            self.window.chord(modifiers, key);
            self.look(&format!("{who}: {name}"));
            self.pester(&format!("{who}: {name}"), tabs);
            self.window.press(Key::Escape);
            self.look(&format!("{who}: {name}, left"));
        }
        self.search(who);
        self.window.press(Key::F8);
        self.look(&format!("{who}: danger"));
        self.window.press(Key::Escape);
    }

    fn search(&mut self, who: &str) {
        self.window.chord(CTRL, Key::K);
        self.window.type_in("note");
        self.window.pass(2);
        self.look(&format!("{who}: search"));
        self.window.press(Key::Escape);
        self.window.press(Key::Escape);
    }
}

/// Writes in a seat by keys and through its pages: what is typed must be in egui's own memory too.
fn type_as(stage: &mut Stage, side: Side) {
    let word = canary(side);
    let window = &mut stage.window;
    window.take_seat(side);
    assert_eq!(
        stage.desk.state().phase,
        Phase::Seat(side),
        "the PIN takes the seat"
    );
    window.chord(CTRL, Key::Num1);
    window.press(Key::Num3);
    window.focus_field(&t("known-why"));
    window.type_in(&format!("{word} why not checked"));
    window.press(Key::Enter);
    window.chord(CTRL, Key::Num2);
    for number in 0..3 {
        window.focus_field(&t("notes-new"));
        window.type_in(&format!("{word} typed note {number}"));
        window.press(Key::Enter);
    }
    window.focus_field(&t("notes-new"));
    window.type_in(&format!("{word} typed and not finished"));
    assert!(
        window.words().contains("typed and not finished"),
        "what is in a field is in the tree"
    );
    window.pass(2);
    window.press(Key::F7);
    window.focus_field(&t("share-shorter"));
    window.type_in(&format!("{word} typed words of a share"));
    window.pass(2);
    window.click(&t("share-do-not"));
    window.press(Key::Num5);
    window.focus_field(&t("share-other-reason"));
    window.type_in(&format!("{word} typed reason"));
    window.pass(2);
    window.press(Key::Escape);
    let all = stage.all();
    for part in ["why not checked", "typed note 2"] {
        assert!(all.contains(&format!("{word} {part}")), "{side:?} sees {part}");
    }
    window_left(stage, side);
}

/// Leaves the seat; the unfinished note has become a note that only its own side finds.
fn window_left(stage: &mut Stage, side: Side) {
    stage.window.press(Key::F4);
    assert_eq!(stage.desk.state().phase, Phase::Shared);
    stage.look(&format!("shared view after {side:?} typed"));
    stage.pester(&format!("shared view after {side:?} typed"), 30);
}

/// Both sides write everything that is private, and each tells one sentence.
fn both_write(stage: &mut Stage) -> IncidentId {
    let incident = open_incident(&stage.desk);
    frame(&stage.desk, incident);
    stage.window.settle();
    for side in Side::ALL {
        type_as(stage, side);
        sit(&stage.desk, side);
        sow(&stage.desk, &stage.clock, incident, side, 4);
        share(&stage.desk, &stage.clock, incident, side, told(side));
        task_done(&stage.desk, incident, side);
        begin_drafts(&stage.desk, incident, side);
        stage.window.settle();
        // undo reaches five minutes back: what was told stays told
        for _ in 0..7 {
            stage.window.pass(50);
        }
        stage.look(&format!("{side:?} after everything was written"));
    }
    incident
}

fn own_word_is_seen(stage: &mut Stage, side: Side) {
    let word = canary(side);
    stage.window.chord(CTRL, Key::Num2);
    let words = stage.window.words();
    assert!(
        words.contains(&format!("{word} note 3")),
        "{side:?} sees its own notes: {words}"
    );
    stage.window.chord(CTRL, Key::Num7);
    let words = stage.window.words();
    assert!(
        words.contains(told(side.other())),
        "{side:?} sees what was told: {words}"
    );
}

#[test]
fn no_page_and_no_seat_change_shows_the_other_sides_word() {
    let mut stage = Stage::set();
    let incident = both_write(&mut stage);
    for side in Side::ALL {
        stage.window.take_seat(side);
        assert_eq!(stage.desk.state().phase, Phase::Seat(side));
        own_word_is_seen(&mut stage, side);
        stage.tour(&format!("{side:?} seat"), 12);
        // straight to the other seat, with the keyboard in a field full of words
        stage.window.chord(CTRL, Key::Num2);
        stage.window.focus_field(&t("notes-new"));
        stage
            .window
            .type_in(&format!("{} left in the field", canary(side)));
        stage.window.take_seat(side.other());
        stage.look("straight to the other seat");
        stage.window.chord(CTRL, Key::Num2);
        stage.window.focus_field(&t("notes-new"));
        stage.pester("the other seat's notes", 200);
        stage.window.press(Key::F4);
        stage.look("the shared view");
    }
    stage.tour("shared view", 12);
    stage.window.press(Key::F5);
    stage.pester("the board", 200);
    let _ = incident;
    covered_locked_and_ended(&mut stage);
    println!("looked {} times", stage.looked);
}

/// Cover, uncover by either person, lock, unlock, end of shift, then supervisors and governance leads.
fn covered_locked_and_ended(stage: &mut Stage) {
    for side in Side::ALL {
        for key in [Key::F12, Key::L] {
            stage.window.take_seat(side);
            stage.window.chord(CTRL, Key::Num2);
            stage.window.focus_field(&t("notes-new"));
            stage.window.type_in(&format!("{} before cover", canary(side)));
            let modifiers = if key == Key::L { CTRL } else { Modifiers::NONE };
            stage.window.chord(modifiers, key);
            let phase = stage.desk.state().phase;
            assert!(matches!(phase, Phase::Covered | Phase::Locked), "{phase:?}");
            stage.look("covered or locked");
            stage.pester("covered or locked", 20);
            stage.window.press(Key::F8);
            stage.look("danger over the cover");
            stage.window.press(Key::Escape);
            stage.desk.must(Request::Uncover(Secret::new(PIN.to_owned())));
            stage.window.settle();
            stage.look("uncovered");
            stage.window.press(Key::F4);
            stage.look("uncovered, shared view");
        }
    }
    stage.desk.must(Request::EndShift);
    stage.window.settle();
    stage.look("end of shift");
    stage.pester("sign-in", 60);
    for (handle, role) in [
        ("amorgan", Role::Supervisor),
        ("kshah", Role::Supervisor),
        ("plead", Role::Governance),
        ("hlead", Role::Governance),
    ] {
        office(&stage.desk, &stage.crew, handle);
        let month = stage.clock_month();
        stage.desk.must(Request::ShowMonth(month));
        stage.window.settle();
        assert_eq!(stage.desk.state().phase, Phase::Office(role));
        stage.look(handle);
        stage.pester(handle, 60);
        stage.window.press(Key::F1);
        stage.look(handle);
        stage.window.press(Key::Escape);
        stage.desk.must(Request::EndShift);
        stage.window.settle();
        stage.look("signed out");
    }
}

impl Stage {
    fn clock_month(&self) -> tandem::domain::time::YearMonth {
        use tandem::app::clock::Clock as _;
        self.clock.now().month().unwrap()
    }
}

/// What the shared view, the officer's pages and the supervisor see when the nurse wrote so many notes.
fn seen_beside(notes: usize) -> Vec<(String, String)> {
    let mut stage = Stage::set();
    let incident = open_incident(&stage.desk);
    frame(&stage.desk, incident);
    sit(&stage.desk, Side::Police);
    write_note(&stage.desk, incident, NoteSource::Seen, "By the rail");
    sit(&stage.desk, Side::Health);
    write_note(&stage.desk, incident, NoteSource::Seen, "One person talks");
    share(
        &stage.desk,
        &stage.clock,
        incident,
        Side::Health,
        told(Side::Health),
    );
    stage.window.settle();
    stage.window.pass(60);
    for number in 0..notes {
        let text = format!("{HEALTH} note {number}");
        write_note(&stage.desk, incident, NoteSource::Record, &text);
    }
    if notes > 0 {
        begin_drafts(&stage.desk, incident, Side::Health);
    }
    stage.window.settle();
    stage.window.pass(40);
    let mut seen = Vec::new();
    stage.window.press(Key::F4);
    seen.extend(pages_of(&mut stage, "shared view"));
    stage.window.take_seat(Side::Police);
    seen.extend(pages_of(&mut stage, "police seat"));
    stage.window.press(Key::F12);
    seen.push(("covered".to_owned(), stage.window.words()));
    seen
}

fn pages_of(stage: &mut Stage, who: &str) -> Vec<(String, String)> {
    let mut seen = vec![(who.to_owned(), stage.window.words())];
    for (name, modifiers, key) in PAGES {
        stage.window.chord(modifiers, key);
        seen.push((format!("{who}: {name}"), stage.window.words()));
        stage.window.press(Key::Escape);
    }
    stage.window.chord(CTRL, Key::S);
    seen.push((format!("{who}: what is saved"), stage.window.words()));
    seen
}

#[test]
fn nothing_beside_a_seat_depends_on_how_much_it_wrote() {
    let (none, five) = (seen_beside(0), seen_beside(5));
    assert_eq!(none.len(), five.len());
    for ((place, none), (_, five)) in none.iter().zip(&five) {
        assert_eq!(none, five, "{place} tells that the nurse wrote five notes");
    }
}
