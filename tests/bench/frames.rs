//! What a frame of the window costs on each screen, over a log of ten years: time on a processor, and for the heavy screens
//! the instructions, which another run of the same build gives again.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use egui::{Event, Key, Modifiers, Pos2, RawInput, Rect, Vec2, pos2, vec2};
use serde_json::{Value, json};
use tandem::app::clock::HandClock;
use tandem::app::worker::Inline;
use tandem::domain::role::Side;
use tandem::domain::rules::Rules;
use tandem::ui::theme::{Theme, install_fonts};
use tandem::ui::{Route, Section, Shell};

use crate::clock::on_processor_us;
use crate::past::{kept, now, office, resident_mb, seated};
use crate::table::{Table, Target};

/// A desk's window, in points.
const WINDOW: Vec2 = vec2(1600.0, 860.0);
/// Frames until a page stands still.
const SETTLE: usize = 12;
/// Frames that are measured.
const FRAMES: usize = 400;

/// The screens of daily work by their names and the keys that open them from the seat; `true` where the instructions are
/// counted too.
const BY_KEYS: [(&str, Modifiers, Key, bool); 15] = [
    ("queue", Modifiers::NONE, Key::F5, true),
    ("known", Modifiers::COMMAND, Key::Num1, false),
    ("notes", Modifiers::COMMAND, Key::Num2, true),
    ("risk", Modifiers::COMMAND, Key::Num3, false),
    ("agreed plan", Modifiers::COMMAND, Key::Num4, false),
    ("incident", Modifiers::COMMAND, Key::Num5, false),
    ("shared log", Modifiers::COMMAND, Key::Num7, false),
    ("follow-up", Modifiers::COMMAND, Key::Num8, false),
    ("timeline", Modifiers::COMMAND, Key::Num9, true),
    ("share", Modifiers::NONE, Key::F7, true),
    ("section 136", Modifiers::NONE, Key::F9, false),
    ("outcome", Modifiers::COMMAND, Key::E, false),
    ("handover", Modifiers::COMMAND, Key::H, false),
    ("go to", Modifiers::COMMAND, Key::K, true),
    ("keys", Modifiers::NONE, Key::F1, false),
];

/// The other pages of a private seat, and those that are opened beside a shift.
fn by_route() -> Vec<(&'static str, Route)> {
    let board = || Box::new(Route::Board);
    vec![
        ("next shift", Route::NextShift),
        ("own record", Route::Workspace(Section::Record)),
        ("new incident", Route::NewIncident),
        ("another seat", Route::TakeSeat(Side::Police)),
        ("section 136, record", Route::S136Record),
        ("asking the other side", Route::AskOther),
        ("hospital asks to stay", Route::Stay),
        ("advice", Route::Advise),
        ("the person's note", Route::Note),
        ("asked from outside", Route::Outside),
        ("rules", Route::Rules(board())),
        ("consents", Route::Consents(board())),
        ("practice", Route::Practice(board())),
        ("end of the shift", Route::EndShift(board())),
    ]
}

/// The pages of an office, drawn for a governance lead.
fn by_office() -> Vec<(&'static str, Route)> {
    vec![
        ("people", Route::People),
        ("month", Route::Month),
        ("checks", Route::Checks),
        ("what months are beside", Route::Baseline),
        ("opened records", Route::Opened),
        ("export", Route::Export),
        ("backup", Route::Backup),
        ("devices", Route::Devices),
        ("disposal", Route::Disposal),
        ("keys of the log", Route::Keys),
        ("agreement", Route::Agreement),
        ("partnership", Route::Partnership),
        ("sealed files", Route::Carry),
    ]
}

/// The window without a screen: everything but the last step, which a graphics card or its stand-in does.
struct Window {
    ctx: egui::Context,
    shell: Shell,
    frame: u32,
}

impl Window {
    fn open(desk: Inline) -> Self {
        let ctx = egui::Context::default();
        install_fonts(&ctx);
        let rules = Rules::embedded().expect("the rules are sound");
        let clock = Arc::new(HandClock::at(now()));
        Self {
            ctx,
            shell: Shell::new(Box::new(desk), clock, Arc::new(rules), Theme::Light),
            frame: 0,
        }
    }

    /// One frame with the pointer somewhere else than in the last one.
    fn draw(&mut self, mut events: Vec<Event>) {
        self.frame += 1;
        let step = f32::from(u16::try_from(self.frame % 97).unwrap_or(0)) / 97.0;
        let at: Pos2 = pos2(WINDOW.x * step, WINDOW.y * (1.0 - step));
        events.push(Event::PointerMoved(at));
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, WINDOW)),
            time: Some(f64::from(self.frame) / 60.0),
            focused: true,
            events,
            ..RawInput::default()
        };
        let shell = &mut self.shell;
        let mut out = self.ctx.run_ui(input, |ui| {
            shell.logic(ui.ctx());
            shell.frame(ui);
        });
        // a renderer would take them
        out.textures_delta.clear();
        let drawn = self.ctx.tessellate(out.shapes, out.pixels_per_point);
        assert!(!drawn.is_empty(), "a frame shows something");
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        let event = |pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        };
        self.draw(vec![event(true)]);
        self.draw(vec![event(false)]);
        self.settle();
    }

    fn settle(&mut self) {
        for _ in 0..SETTLE {
            self.draw(Vec::new());
        }
    }

    /// Time on a processor of each frame, in milliseconds, the slowest last.
    fn frames(&mut self, many: usize) -> Vec<f64> {
        let mut all: Vec<f64> = (0..many)
            .map(|_| {
                let before = on_processor_us();
                self.draw(Vec::new());
                (on_processor_us() - before) / 1e3
            })
            .collect();
        all.sort_by(f64::total_cmp);
        all
    }
}

/// What was measured of the screens so far.
#[derive(Default)]
struct Told(Vec<Value>);

impl Told {
    fn measure(&mut self, window: &mut Window, name: &str, many: usize) {
        let took = window.frames(many);
        let slow = took.get(took.len() * 95 / 100).copied().unwrap_or_default();
        self.0
            .push(json!([name, format!("{:?}", window.shell.route()), slow]));
    }

    fn measure_routes(&mut self, window: &mut Window, pages: Vec<(&'static str, Route)>) {
        for (name, route) in pages {
            window.shell.open(route);
            window.settle();
            self.measure(window, name, FRAMES);
        }
    }
}

/// Draws every screen for a while, or one of them so many frames, and tells what a frame took.
pub(crate) fn draw_here(dir: &Path, only: Option<(&str, usize)>) {
    let mut told = Told::default();
    let mut window = Window::open(seated(dir));
    window.draw(Vec::new());
    for (name, modifiers, key, _) in BY_KEYS {
        let many = match only {
            None => FRAMES,
            Some((wanted, many)) if wanted == name => many,
            Some(_) => continue,
        };
        window.press(modifiers, key);
        told.measure(&mut window, name, many);
        window.press(Modifiers::NONE, Key::F5);
    }
    if only.is_none() {
        told.measure_routes(&mut window, by_route());
    }
    let mb = resident_mb();
    drop(window);
    if only.is_none() {
        let mut window = Window::open(office(dir));
        window.settle();
        told.measure_routes(&mut window, by_office());
    }
    println!("{}", json!({ "screens": told.0, "mb": mb }));
}

/// The instructions of so many frames of one screen and of all that comes before them; nothing where this machine does not
/// count them.
fn instructions(dir: &Path, name: &str, frames: usize) -> Option<f64> {
    let program = std::env::current_exe().ok()?;
    let mut counted = Command::new("perf");
    counted.args(["stat", "-x", ",", "-e", "instructions:u", "--"]);
    counted
        .arg(program)
        .arg("frames")
        .arg(dir)
        .args([name, &frames.to_string()]);
    let done = counted.output().ok()?;
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    let line = said.lines().find(|line| line.contains("instructions"))?;
    line.split(',').next()?.parse().ok()
}

/// The screens over 100,000 past incidents, or as many as `PAST_INCIDENTS` says.
pub(crate) fn frames(folder: &Path, table: &mut Table) {
    let dir = kept(folder, crate::past::long());
    let program = std::env::current_exe().expect("this program has a name");
    let done = Command::new(program).arg("frames").arg(&dir).output();
    let done = done.expect("it starts again");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let told: Value = serde_json::from_slice(&done.stdout).expect("it answers in JSON");
    for screen in told["screens"].as_array().into_iter().flatten() {
        let name = screen[0].as_str().unwrap_or_default();
        let route = screen[1].as_str().unwrap_or_default();
        assert_ne!(route, "SignIn", "{name} is measured with a seat taken");
        let ms = screen[2].as_f64().unwrap_or_default();
        table.add(
            &format!("frame p95: {name}"),
            route,
            &format!("{ms:.2} ms"),
            ms,
            &Target::AtMost(4.0),
        );
    }
    let mb = told["mb"].as_f64().unwrap_or_default();
    table.add(
        "memory after all screens",
        "no renderer",
        &format!("{mb:.0} MB"),
        mb,
        &Target::AtMost(160.0),
    );
    for (name, _, _, counted) in BY_KEYS {
        if !counted {
            continue;
        }
        let few = instructions(&dir, name, 100);
        let Some((few, many)) = few.zip(instructions(&dir, name, 300)) else {
            table.add(
                &format!("instructions: {name}"),
                "",
                "not counted here",
                0.0,
                &Target::None,
            );
            continue;
        };
        let each = (many - few) / 200.0 / 1e6;
        table.add(
            &format!("instructions: {name}"),
            "",
            &format!("{each:.2} million a frame"),
            each,
            &Target::None,
        );
    }
}
