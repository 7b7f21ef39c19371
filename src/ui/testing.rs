//! For tests of pages: the real shell over an invented state, with a backend that notes what it is asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use egui::Vec2;
use egui_kittest::Harness;

use super::route::Route;
use super::shell::Shell;
use super::theme::Theme;
use crate::app::api::{Done, Event, Phase, Request, SeatState, State, Ticket};
use crate::app::clock::HandClock;
use crate::app::problem::Problem;
use crate::app::worker::Backend;
use crate::domain::content::Post;
use crate::domain::ids::MemberId;
use crate::domain::rules::Rules;
use crate::domain::telling::number_in;
use crate::domain::time::Moment;
use crate::test_support::harness::{CAR, DESK, keep_or_compare, new_harness, picture_name};
use crate::test_support::night::assert_dark;
use crate::test_support::scan;

/// What was asked, and what will be answered.
#[derive(Debug, Default)]
struct Wire {
    asked: Vec<Request>,
    events: VecDeque<Event>,
    tickets: Ticket,
}

/// A backend that only notes requests; the test answers them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<Wire>>);

impl Backend for Recorder {
    fn send(&mut self, request: Request) -> Ticket {
        let mut wire = self.0.lock().unwrap();
        wire.asked.push(request);
        wire.tickets += 1;
        wire.tickets
    }

    fn poll(&mut self) -> Option<Event> {
        self.0.lock().unwrap().events.pop_front()
    }
}

/// The window of a test.
pub(crate) struct Stage {
    /// The shell.
    pub(crate) shell: Shell,
    recorder: Recorder,
    /// The time of the window.
    pub(crate) clock: Arc<HandClock>,
}

impl Stage {
    /// What was asked since the last look.
    pub(crate) fn asked(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.recorder.0.lock().unwrap().asked)
    }

    /// The same, without what a page keeps for itself while somebody types.
    pub(crate) fn sent(&mut self) -> Vec<Request> {
        let mut asked = self.asked();
        asked.retain(|request| !matches!(request, Request::SaveDraft(_) | Request::DropDraft(_)));
        asked
    }

    /// The engine's new picture.
    pub(crate) fn show(&mut self, state: State) {
        self.event(Event::State(Arc::new(state)));
    }

    /// The last request is carried out.
    pub(crate) fn done(&mut self, done: Done) {
        let ticket = self.recorder.0.lock().unwrap().tickets;
        self.event(Event::Done(ticket, done));
    }

    /// The last request fails.
    pub(crate) fn failed(&mut self, problem: Problem) {
        let ticket = self.recorder.0.lock().unwrap().tickets;
        self.event(Event::Failed(ticket, problem));
    }

    fn event(&mut self, event: Event) {
        self.recorder.0.lock().unwrap().events.push_back(event);
    }
}

/// 21:04:31 on an evening in November.
pub(crate) fn evening() -> Moment {
    let date = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    Moment::from_utc(date, 21, 4, 31).unwrap()
}

/// The window in a state, on the page where that state begins, or on `route`.
pub(crate) fn stage(state: State, route: Option<Route>, theme: Theme, size: Vec2) -> Harness<'static, Stage> {
    let recorder = Recorder::default();
    let clock = Arc::new(HandClock::at(evening()));
    let rules = Arc::new(Rules::embedded().unwrap());
    let mut shell = Shell::new(Box::new(recorder.clone()), clock.clone(), rules, theme);
    // as the engine does, the first picture comes before the first frame
    let first = Phase::NoVault == state.phase;
    shell.state = Arc::new(State {
        phase: if first { Phase::SignIn } else { Phase::NoVault },
        ..State::default()
    });
    let mut stage = Stage {
        shell,
        recorder,
        clock,
    };
    stage.show(state);
    let mut harness = new_harness(theme, size, stage, |ui, stage: &mut Stage| {
        stage.shell.logic(ui.ctx());
        stage.shell.frame(ui);
    });
    if let Some(route) = route {
        harness.state_mut().shell.go(route);
        harness.run_ok();
    }
    harness
}

/// A seat that is signed in since 18:58 with a PIN.
pub(crate) fn seat(name: &str, number: u8) -> SeatState {
    SeatState {
        member: MemberId([number; 16]),
        name: name.to_owned(),
        since: evening().plus_minutes(-126),
        has_pin: true,
        needs_passphrase: false,
        number: number_in(name).unwrap_or_default(),
    }
}

/// A shift in a car with both seats taken.
pub(crate) fn shift(phase: Phase) -> State {
    State {
        phase,
        device: "TR-07".to_owned(),
        organisations: [
            "Northmoor street triage",
            "Northmoor Police",
            "Fellside NHS Trust",
        ]
        .map(str::to_owned),
        police: Some(seat("PC 4411 Hughes", 1)),
        health: Some(seat("J Patel, nurse", 2)),
        post: Some((Post::Car, "Car 2".to_owned())),
        saved: crate::app::api::Saved::At(evening()),
        sitting: 1,
        ..State::default()
    }
}

/// Pictures of one state of a page in every theme at both sizes; `prepare` brings the page there.
pub(crate) fn pictures(
    name: &str,
    state: &State,
    route: Option<&Route>,
    prepare: impl Fn(&mut Harness<'static, Stage>),
) {
    let looks = Theme::ALL
        .into_iter()
        .flat_map(|theme| [(theme, CAR), (theme, DESK)]);
    pictures_of(name, state, route, prepare, looks);
}

/// The same in the car's size in every theme, and at a desk in the light one.
pub(crate) fn few_pictures(
    name: &str,
    state: &State,
    route: Option<&Route>,
    prepare: impl Fn(&mut Harness<'static, Stage>),
) {
    let car = Theme::ALL.into_iter().map(|theme| (theme, CAR));
    pictures_of(name, state, route, prepare, car.chain([(Theme::Light, DESK)]));
}

fn pictures_of(
    name: &str,
    state: &State,
    route: Option<&Route>,
    prepare: impl Fn(&mut Harness<'static, Stage>),
    looks: impl Iterator<Item = (Theme, Vec2)>,
) {
    super::every_page::assert_holds(name, state, route, &prepare);
    let mut results = egui_kittest::SnapshotResults::new();
    for (theme, size) in looks {
        let mut harness = stage(state.clone(), route.cloned(), theme, size);
        prepare(&mut harness);
        harness.remove_cursor();
        harness.run_ok();
        if theme == Theme::Light {
            scan::assert_pressable_named(&harness);
        }
        if theme == Theme::Night {
            assert_dark(&harness.render().unwrap(), name);
        }
        keep_or_compare(&mut harness, &picture_name(name, theme, size));
        results.extend_harness(&mut harness);
    }
    let wrong: Vec<String> = results.into_inner().iter().map(ToString::to_string).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The page says these words: a picture is of the page that it is named after.
pub(crate) fn assert_says(harness: &Harness<'static, Stage>, words: &str) {
    let all = scan::all_words(harness);
    assert!(all.contains(words), "{words} is not said in:\n{all}");
}

/// Types words where the keyboard is.
pub(crate) fn type_in(harness: &mut Harness<'static, Stage>, words: &str) {
    harness.event(egui::Event::Text(words.to_owned()));
    harness.run_ok();
}

/// Presses a key.
pub(crate) fn press(harness: &mut Harness<'static, Stage>, key: egui::Key) {
    harness.key_press(key);
    harness.run_ok();
}
