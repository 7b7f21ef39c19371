//! A crew on shift: the real window and engine over a vault in a temporary folder, driven by keys that are counted.

use std::sync::{Arc, Mutex};

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tandem::app::api::{Event, Phase, Request, Ticket};
use tandem::app::clock::{Clock, HandClock};
use tandem::app::command_line::{MadeMember, ask, engine_at_cost};
use tandem::app::init::{Plan, set_up};
use tandem::app::worker::{Backend, Inline};
use tandem::app::{KdfCost, Secret};
use tandem::domain::content::{Content, Post};
use tandem::domain::incident::{SharedIncident, SideFile};
use tandem::domain::role::{Compartment, Side};
use tandem::domain::rules::Rules;
use tandem::domain::time::Moment;
use tandem::ui::theme::Theme;
use tandem::ui::{Route, Shell};
use tandem::vault::{self, Vault};

use crate::support::harness::{CAR, new_harness};
use crate::support::scan::all_words;

const PLAN: &str = r#"
partnership = "Northmoor street triage"
police = "Northmoor Police"
health = "Fellside NHS Trust"
nation = "england"
device = "TR-07"
training = true
leads = ["A Lead", "B Lead"]
model_agreement_from = "2020-04-01"
recovery = [["Information manager", "Risk owner"], ["Caldicott Guardian", "Risk owner"]]

[policy]
agreement = "ISA 2026/4"
known_clause = "4.2"

[[member]]
side = "police"
role = "officer"
name = "PC 4411 Hughes"
handle = "4411"

[[member]]
side = "health"
role = "nurse"
name = "J Patel"
handle = "jpatel"
"#;

/// One press: a key or a chord.
pub(crate) type Press = (Modifiers, Key);

/// A key alone.
pub(crate) fn key(key: Key) -> Press {
    (Modifiers::NONE, key)
}

/// A key with Ctrl, as a keyboard here reports it.
pub(crate) fn ctrl(key: Key) -> Press {
    (
        Modifiers {
            ctrl: true,
            command: true,
            ..Modifiers::NONE
        },
        key,
    )
}

/// A key with Alt.
pub(crate) fn alt(key: Key) -> Press {
    (Modifiers::ALT, key)
}

/// The engine, and the bytes of every share that it was sent.
#[derive(Debug)]
struct Tapped {
    desk: Inline,
    sent: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Backend for Tapped {
    fn send(&mut self, request: Request) -> Ticket {
        if let Request::CommitShare { bytes, .. } = &request {
            self.sent.lock().unwrap().push(bytes.clone());
        }
        self.desk.send(request)
    }

    fn poll(&mut self) -> Option<Event> {
        self.desk.poll()
    }
}

/// Two people, one laptop.
pub(crate) struct Crew {
    harness: Harness<'static, Shell>,
    clock: Arc<HandClock>,
    sent: Arc<Mutex<Vec<Vec<u8>>>>,
    secrets: Vec<(String, Secret)>,
    dir: tempfile::TempDir,
}

fn pin(side: Side) -> &'static str {
    match side {
        Side::Police => "441144",
        Side::Health => "295017",
    }
}

/// Officer and nurse sign in, set their PINs and begin in the car.
fn begin_shift(desk: &mut Inline, members: &[MadeMember]) {
    for (side, handle) in [(Side::Police, "4411"), (Side::Health, "jpatel")] {
        let member = members.iter().find(|member| member.handle == handle).unwrap();
        let passphrase = Secret::new(member.passphrase.expose().to_owned());
        ask(
            desk,
            Request::SignIn {
                side,
                handle: handle.to_owned(),
                passphrase,
            },
        )
        .unwrap();
        ask(
            desk,
            Request::SetPin {
                side,
                pin: Secret::new(pin(side).to_owned()),
            },
        )
        .unwrap();
    }
    ask(
        desk,
        Request::StartShift {
            post: Post::Car,
            station: "Car 2".to_owned(),
        },
    )
    .unwrap();
}

impl Crew {
    /// Both signed in, the shift begun in the car, the shared view shown.
    pub(crate) fn on_shift() -> Self {
        let dir = tempfile::tempdir().unwrap();
        // 20 November 2026, 21:04:31
        let clock = Arc::new(HandClock::at(Moment(1_795_208_671_000)));
        let engine = engine_at_cost(
            &dir.path().join("vault"),
            Arc::clone(&clock) as Arc<dyn Clock>,
            KdfCost::FLOOR,
        );
        let mut desk = Inline::new(engine.unwrap());
        let made = set_up(&mut desk, &toml::from_str::<Plan>(PLAN).unwrap()).unwrap();
        begin_shift(&mut desk, &made.members);
        // its picture is the first that the window is given
        desk.send(Request::SharedView);
        let rules = Arc::new(Rules::embedded().unwrap());
        let sent = Arc::default();
        let desk = Tapped {
            desk,
            sent: Arc::clone(&sent),
        };
        let secrets = made
            .members
            .into_iter()
            .map(|member| (member.handle, member.passphrase));
        let shell = Shell::new(
            Box::new(desk),
            Arc::clone(&clock) as Arc<dyn Clock>,
            rules,
            Theme::Light,
        );
        let harness = new_harness(Theme::Light, CAR, shell, |ui, shell: &mut Shell| {
            shell.logic(ui.ctx());
            shell.frame(ui);
        });
        let crew = Self {
            harness,
            clock,
            sent,
            secrets: secrets.collect(),
            dir,
        };
        assert_eq!(crew.phase(), Phase::Shared);
        crew
    }

    /// On shift, with one incident open and its source filled in.
    pub(crate) fn with_incident() -> Self {
        let mut crew = Self::on_shift();
        for press in [ctrl(Key::N), key(Key::Num1), key(Key::Enter)] {
            crew.press(press);
        }
        crew
    }

    /// Presses one key; the window takes as many frames as it needs. A tenth of a second passes.
    pub(crate) fn press(&mut self, (modifiers, key): Press) {
        self.clock.advance_ms(100);
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_ok();
    }

    /// Presses keys, of which there may be at most `most`.
    pub(crate) fn count(&mut self, most: usize, presses: &[Press]) {
        assert!(presses.len() <= most, "{} presses, at most {most}", presses.len());
        for press in presses {
            self.press(*press);
        }
    }

    /// As [`Self::count`], as slowly as a person reads: pages of a decision take no key in their first moment.
    pub(crate) fn count_with_pauses(&mut self, most: usize, presses: &[Press]) {
        assert!(presses.len() <= most, "{} presses, at most {most}", presses.len());
        for press in presses {
            self.clock.advance_ms(900);
            self.harness.run_ok();
            self.press(*press);
        }
    }

    /// Time goes by and nobody touches anything.
    pub(crate) fn wait_seconds(&mut self, seconds: i64) {
        self.clock.advance_ms(seconds * 1_000);
        self.harness.run_ok();
    }

    /// What the clock says.
    pub(crate) fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Types words where the keyboard is.
    pub(crate) fn type_words(&mut self, words: &str) {
        self.harness.event(egui::Event::Text(words.to_owned()));
        self.harness.run_ok();
    }

    /// Types into the field of that name, in place of what stands there.
    pub(crate) fn write(&mut self, field: &str, words: &str) {
        let found = self.harness.get_by_role_and_label(Role::TextInput, field);
        found.scroll_to_me();
        found.focus();
        self.harness.run_ok();
        self.press(ctrl(Key::A));
        self.type_words(words);
    }

    /// What stands in the field of that name.
    pub(crate) fn typed(&self, field: &str) -> String {
        let found = self.harness.get_by_role_and_label(Role::TextInput, field);
        found.value().unwrap_or_default()
    }

    /// Chooses an answer of a question by its digit, when the question has stood there for a moment.
    pub(crate) fn choose(&mut self, question: &str, digit: Key) {
        self.clock.advance_ms(900);
        self.harness.run_ok();
        let found = self.harness.get_by_role_and_label(Role::RadioGroup, question);
        found.scroll_to_me();
        found.focus();
        self.harness.run_ok();
        self.press(key(digit));
    }

    /// Types the person's age among the incident's details.
    pub(crate) fn age(&mut self, years: &str) {
        self.press(ctrl(Key::Num5));
        self.write("Age", years);
        self.press(key(Key::Tab));
        self.press(alt(Key::ArrowLeft));
    }

    /// Takes a seat with its key and its PIN: seven presses.
    pub(crate) fn sit(&mut self, side: Side) {
        self.press(key(match side {
            Side::Police => Key::F2,
            Side::Health => Key::F3,
        }));
        self.type_words(pin(side));
        assert_eq!(self.phase(), Phase::Seat(side), "{}", self.words());
    }

    /// Any key, then the PIN.
    pub(crate) fn uncover(&mut self, side: Side) {
        self.press(key(Key::Space));
        self.type_words(pin(side));
        assert_eq!(self.phase(), Phase::Seat(side), "{}", self.words());
    }

    /// Any key, then the PIN: a locked laptop opens on the shared view.
    pub(crate) fn unlock(&mut self, side: Side) {
        self.press(key(Key::Space));
        self.type_words(pin(side));
        assert_eq!(self.phase(), Phase::Shared, "{}", self.words());
    }

    /// Writes notes of this seat.
    pub(crate) fn write_notes(&mut self, notes: &[&str]) {
        self.press(ctrl(Key::Num2));
        for words in notes {
            self.type_words(words);
            self.press(key(Key::Enter));
        }
        assert_eq!(self.own().notes.len(), notes.len(), "{}", self.words());
    }

    /// Clicks what is called `name`.
    pub(crate) fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).scroll_to_me();
        self.harness.run_ok();
        self.harness.get_by_label(name).click();
        self.harness.run_ok();
    }

    /// Everything that is on the screen, as a screen reader finds it.
    pub(crate) fn words(&self) -> String {
        all_words(&self.harness)
    }

    /// Where the program stands.
    pub(crate) fn phase(&self) -> Phase {
        self.harness.state().state().phase
    }

    /// The page that is shown.
    pub(crate) fn route(&self) -> Route {
        self.harness.state().route().clone()
    }

    /// The incident in focus.
    pub(crate) fn focus(&self) -> SharedIncident {
        self.harness.state().state().focus.as_deref().unwrap().clone()
    }

    /// This seat's own half of it.
    pub(crate) fn own(&self) -> SideFile {
        self.harness.state().state().own.as_deref().unwrap().clone()
    }

    /// The bytes of every share that was committed.
    pub(crate) fn sent(&self) -> Vec<Vec<u8>> {
        self.sent.lock().unwrap().clone()
    }

    /// The bytes of every disclosure in the vault, opened with this person's own keys.
    pub(crate) fn stored(&self, handle: &str) -> Vec<Vec<u8>> {
        let (_, passphrase) = self.secrets.iter().find(|(name, _)| name == handle).unwrap();
        let dir = self.dir.path().join("vault");
        let member = vault::unlock(&dir, handle, passphrase).unwrap();
        let vault = Vault::open_to_read(&dir, &member).unwrap();
        let ring = vault.ring(&member, &[Compartment::Shared]).unwrap();
        let page = vault.read_after(0, 1_000, Compartment::Shared, &ring).unwrap();
        page.entries
            .into_iter()
            .filter(|entry| matches!(entry.placed.content, Content::Disclosed(_)))
            .map(|entry| entry.body)
            .collect()
    }
}
