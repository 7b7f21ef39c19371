//! From an empty folder to a running shift, through the real window and engine, by keyboard alone: set-up, both
//! leads, four recovery holders, an officer and a nurse who join, sign in, set PINs and take their seats.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper of a test fails the test"
)]

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use tandem::app::clock::HandClock;
use tandem::app::engine::{Config, Engine};
use tandem::app::worker::Inline;
use tandem::app::{KdfCost, api::Phase};
use tandem::domain::role::Side;
use tandem::domain::rules::Rules;
use tandem::domain::time::Moment;
use tandem::ui::theme::Theme;
use tandem::ui::{Route, Shell};

mod support;
use support::harness::{CAR, new_harness};
use support::scan;

/// The window of one evening, and the presses that drive it.
struct Evening {
    window: Harness<'static, Shell>,
}

impl Evening {
    fn begin(dir: std::path::PathBuf) -> Self {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        let clock = Arc::new(HandClock::at(
            Moment::from_utc(day, 18, 50, 0).expect("an instant"),
        ));
        let rules = Arc::new(Rules::embedded().expect("the rule table"));
        let engine = Engine::new(Config {
            dir,
            clock: Arc::clone(&clock) as _,
            rules: Arc::clone(&rules),
            cost: Some(KdfCost::FLOOR),
        });
        let shell = Shell::new(Box::new(Inline::new(engine)), clock, rules, Theme::Light);
        let window = new_harness(Theme::Light, CAR, shell, |ui, shell: &mut Shell| {
            shell.logic(ui.ctx());
            shell.frame(ui);
        });
        Self { window }
    }

    fn press(&mut self, key: Key) {
        self.window.key_press(key);
        self.window.run_ok();
    }

    fn chord(&mut self, key: Key) {
        let ctrl = Modifiers {
            ctrl: true,
            command: true,
            ..Modifiers::NONE
        };
        self.window.key_press_modifiers(ctrl, key);
        self.window.run_ok();
    }

    fn write(&mut self, words: &str) {
        self.window.event(egui::Event::Text(words.to_owned()));
        self.window.run_ok();
    }

    fn words(&self) -> String {
        scan::all_words(&self.window)
    }

    /// Tab until the keyboard is on `name`, then Space.
    fn go_and_press(&mut self, name: &str) {
        for _ in 0..60 {
            let there = scan::nodes(&self.window)
                .into_iter()
                .any(|node| node.focused && node.label.contains(name));
            if there {
                self.press(Key::Space);
                return;
            }
            self.press(Key::Tab);
        }
        panic!("Tab never came to {name}:\n{}", self.words());
    }

    /// The text that looks like five words or like a code, as the person reads it off the page.
    fn reads(&self, looks: impl Fn(&str) -> bool) -> String {
        scan::nodes(&self.window)
            .into_iter()
            .flat_map(|node| [node.label, node.value])
            .find(|text| looks(text))
            .unwrap_or_else(|| panic!("it does not stand on the page:\n{}", self.words()))
    }

    /// An invited person opens their page, writes the words down, types them back.
    fn join(&mut self, code: &str, handle: &str) -> String {
        self.write(code);
        self.press(Key::Enter);
        let passphrase = self.reads(|text| {
            text.split(' ').count() == 5
                && text
                    .chars()
                    .all(|c| c == ' ' || c == '-' || c.is_ascii_lowercase())
        });
        self.press(Key::Enter);
        assert!(!self.words().contains(&passphrase), "typed back from paper");
        self.write(handle);
        self.press(Key::Tab);
        self.write(&passphrase);
        self.press(Key::Enter);
        assert!(self.words().contains("you have joined"), "{}", self.words());
        self.press(Key::Enter);
        passphrase
    }

    fn invite(&mut self, row: &str, name: &str) -> String {
        self.go_and_press(row);
        self.press(Key::Num1);
        self.press(Key::Tab);
        self.write(name);
        self.press(Key::Enter);
        let code = self.reads(is_code);
        self.press(Key::Enter);
        code
    }

    fn sign_in(&mut self, handle: &str, passphrase: &str, pin: &str) {
        self.write(handle);
        self.press(Key::Enter);
        self.write(passphrase);
        self.press(Key::Enter);
        self.write(pin);
        self.write(pin);
    }
}

fn is_code(text: &str) -> bool {
    let groups: Vec<&str> = text.split(['-', ' ']).filter(|group| !group.is_empty()).collect();
    let of_code = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase();
    groups.len() >= 4
        && groups
            .iter()
            .all(|group| group.len() == 5 && group.chars().all(of_code))
}

fn found(evening: &mut Evening) {
    evening.press(Key::Num1);
    for words in [
        "Northmoor Police",
        "Fellside NHS Trust",
        "Northmoor street triage",
    ] {
        evening.press(Key::Tab);
        evening.write(words);
    }
    evening.press(Key::Enter);
    evening.write("TR-07");
    evening.press(Key::Enter);
    evening.press(Key::Enter);
    evening.write("A Morgan");
    evening.press(Key::Tab);
    evening.write("R Shah");
    evening.press(Key::Enter);
    assert_eq!(
        evening.window.state().state().phase,
        Phase::SetUp,
        "{}",
        evening.words()
    );
}

fn set_up(evening: &mut Evening) -> [String; 2] {
    for (lead, handle) in [("A Morgan", "amorgan"), ("R Shah", "rshah")] {
        let code = evening.reads(is_code);
        evening.go_and_press(&format!("{lead}, governance lead"));
        evening.join(&code, handle);
    }
    let officer = evening.invite("Invite officers", "PC 4411 Hughes");
    let nurse = evening.invite("Invite nurses", "J Patel");
    for office in [
        "Force information manager",
        "Data protection officer",
        "Caldicott Guardian",
        "Senior information risk owner",
    ] {
        evening.go_and_press(&format!("{office}, "));
        evening.go_and_press("Show my code");
        let code = evening.reads(is_code);
        let last: String = code
            .chars()
            .rev()
            .take(5)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        evening.write(&last);
        evening.press(Key::Enter);
        assert!(
            !evening.words().contains(&code),
            "{office}'s code is gone from the page"
        );
    }
    evening.go_and_press("Finish set-up");
    assert_eq!(
        evening.window.state().state().phase,
        Phase::SignIn,
        "{}",
        evening.words()
    );
    [officer, nurse]
}

#[test]
fn an_empty_folder_becomes_a_running_shift_by_keyboard_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut evening = Evening::begin(folder.path().join("vault"));
    found(&mut evening);
    let [officer, nurse] = set_up(&mut evening);
    evening.go_and_press("I have an invitation");
    let officer = evening.join(&officer, "4411");
    evening.go_and_press("I have an invitation");
    let nurse = evening.join(&nurse, "jpatel");

    evening.sign_in("4411", &officer, "135790");
    evening.sign_in("jpatel", &nurse, "246801");
    evening.press(Key::Num1);
    evening.press(Key::Tab);
    evening.write("Car 2");
    evening.press(Key::Enter);
    assert_eq!(
        evening.window.state().state().phase,
        Phase::Shared,
        "{}",
        evening.words()
    );
    assert_eq!(evening.window.state().route(), &Route::Board);

    evening.press(Key::F3);
    evening.write("246801");
    assert_eq!(
        evening.window.state().state().phase,
        Phase::Seat(Side::Health),
        "{}",
        evening.words()
    );
    evening.press(Key::F12);
    assert_eq!(evening.window.state().state().phase, Phase::Covered);
    evening.press(Key::Space);
    evening.write("135790");
    assert_eq!(
        evening.window.state().state().phase,
        Phase::Shared,
        "the officer's PIN opens the shared view, not the nurse's seat"
    );
    evening.chord(Key::Q);
    evening.chord(Key::Enter);
    assert_eq!(evening.window.state().state().phase, Phase::SignIn);
}
