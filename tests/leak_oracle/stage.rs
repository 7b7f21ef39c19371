//! One vault with a window on it, and the look at everything that leaves the window.

use std::sync::Arc;

use egui::{Key, Modifiers};
use tandem::app::api::Phase;
use tandem::app::clock::{Clock as _, HandClock};
use tandem::domain::content::Post;
use tandem::domain::time::YearMonth;

use crate::live::words::{HEALTH, POLICE, canary};
use crate::live::{Crew, EVENING, Wire, begin_shift_at, desk, found};
use crate::window::{CTRL, Window};

/// The pages that are reached by a key while an incident is worked on.
pub(crate) const PAGES: [(&str, Modifiers, Key); 13] = [
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
pub(crate) struct Stage {
    _dir: tempfile::TempDir,
    pub(crate) crew: Crew,
    pub(crate) desk: Wire,
    pub(crate) window: Window,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) looked: usize,
}

impl Stage {
    pub(crate) fn set(post: Post) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(HandClock::at(EVENING));
        let crew = found(dir.path(), &clock);
        let desk = desk(dir.path(), &clock);
        begin_shift_at(&desk, &crew, post);
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
    pub(crate) fn foreign(&self) -> Vec<&'static str> {
        match self.desk.state().phase {
            Phase::Seat(side) => vec![canary(side.other())],
            _ => vec![POLICE, HEALTH],
        }
    }

    /// Everything that can be seen, read aloud, pasted or found in the picture.
    pub(crate) fn all(&self) -> String {
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

    pub(crate) fn look(&mut self, place: &str) {
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
    pub(crate) fn pester(&mut self, place: &str, tabs: usize) {
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
    pub(crate) fn tour(&mut self, who: &str, tabs: usize) {
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

    pub(crate) fn search(&mut self, who: &str) {
        self.window.chord(CTRL, Key::K);
        self.window.type_in("note");
        self.window.pass(2);
        self.look(&format!("{who}: search"));
        self.window.press(Key::Escape);
        self.window.press(Key::Escape);
    }
}

impl Stage {
    pub(crate) fn clock_month(&self) -> YearMonth {
        self.clock.now().month().unwrap()
    }
}
