//! For tests of pages: what holds on every page that has a picture, in every theme, in the smallest window, with the
//! longest words, and while nobody does anything.

use std::sync::Arc;
use std::time::Duration;

use egui::{Vec2, ViewportId, vec2};
use egui_kittest::Harness;

use super::route::Route;
use super::testing::{Stage, stage};
use super::theme::Theme;
use super::widgets::low_bar;
use super::words::stretched;
use crate::app::api::{Phase, State};
use crate::app::clock::Clock as _;
use crate::test_support::harness::CAR;
use crate::test_support::{painted, scan};

/// The smallest window: the car's at 200 %.
const SMALLEST: Vec2 = vec2(640.0, 360.0);
/// As narrow, and high enough that nothing is scrolled out of sight.
const NARROW: Vec2 = vec2(640.0, 6000.0);
/// The least height that a page keeps for what scrolls, in points: three lines.
const LEAST_ROOM: f32 = 75.0;
/// One word that no line holds.
const LONG: &str = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";

/// Brings a page into the state that a picture shows.
pub(super) type Prepare<'a> = &'a dyn Fn(&mut Harness<'static, Stage>);

/// Looks at one state of one page; panics with everything that is wrong.
pub(super) fn assert_holds(name: &str, state: &State, route: Option<&Route>, prepare: Prepare<'_>) {
    let mut wrong = Vec::new();
    for theme in Theme::ALL {
        let mut harness = stage(state.clone(), route.cloned(), theme, CAR);
        prepare(&mut harness);
        note(&mut wrong, theme.name(), painted::pale(&harness));
        if theme == Theme::Light {
            note(&mut wrong, "at rest", wakes(&mut harness, state.phase));
        }
    }
    note(&mut wrong, "low", low(state, route, prepare));
    for easier in [false, true] {
        note(&mut wrong, "small", small(state, route, prepare, easier));
    }
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
}

fn note(wrong: &mut Vec<String>, place: &str, found: Vec<String>) {
    wrong.extend(found.into_iter().map(|found| format!("  {place}: {found}")));
}

/// While nobody does anything the window wakes once a second where a running time shows, else for its time-outs and the
/// minutes of a shift, and not at all before somebody signed in. A page that waits longer tells nothing old meanwhile.
fn wakes(harness: &mut Harness<'static, Stage>, phase: Phase) -> Vec<String> {
    let clock = Arc::clone(&harness.state().clock);
    harness.remove_cursor();
    // what was announced is taken back after a few seconds, and what is half typed is stored
    for _ in 0..20 {
        clock.advance_ms(500);
        harness.run_steps(2);
    }
    let began = clock.now();
    let waits = until_woken(harness);
    let to_minute = 60_000 - began.0.rem_euclid(60_000);
    let at = [to_minute + 1_000, 41_000].map(|ms| {
        clock.advance_ms(ms);
        // somebody touches it, so that no seat is left
        harness.remove_cursor();
        harness.run_steps(2);
        scan::all_words(harness)
    });
    // what changes with the minute is drawn with the minute
    let changed = at[0] != at[1];
    let minute = Duration::from_millis(u64::try_from(to_minute).unwrap());
    let most = match phase {
        Phase::NoVault | Phase::SetUp | Phase::SignIn => Duration::MAX,
        Phase::Shared | Phase::Seat(_) | Phase::Office(_) if changed => Duration::from_secs(1),
        // a covered screen shows the time of day alone
        Phase::Covered | Phase::Locked | Phase::Shared | Phase::Seat(_) | Phase::Office(_) => minute,
    };
    // what lies under the strip may be out of sight
    let strip = harness.state().shell.danger;
    let least = if strip || (changed && most <= minute) {
        Duration::from_millis(900)
    } else {
        minute.min(Duration::from_secs(10))
    };
    if (least..=most).contains(&waits) {
        return Vec::new();
    }
    let causes = harness.ctx.repaint_causes();
    let words =
        format!("changes by itself: {changed}; draws again after {waits:?}, not {least:?} to {most:?}");
    vec![format!("{words}, with {causes:?}")]
}

fn until_woken(harness: &Harness<'static, Stage>) -> Duration {
    harness
        .output()
        .viewport_output
        .get(&ViewportId::ROOT)
        .map_or(Duration::MAX, |root| root.repaint_delay)
}

/// In the smallest window the page's main button stays in sight while the page scrolls.
fn low(state: &State, route: Option<&Route>, prepare: Prepare<'_>) -> Vec<String> {
    let mut harness = stage(state.clone(), route.cloned(), Theme::Light, CAR);
    prepare(&mut harness);
    harness.set_size(SMALLEST);
    harness.run_steps(4);
    let covered = matches!(state.phase, Phase::Covered | Phase::Locked);
    // its buttons stand beside what each of them opens
    let beside = matches!(route, Some(Route::Opened));
    if covered || beside || harness.state().shell.danger || low_bar::height(&harness.ctx) > 0.0 {
        Vec::new()
    } else {
        vec!["no main button in sight".to_owned()]
    }
}

/// The smallest window, sentences 35 % longer, names of one endless word: nothing is cut off, covered or out of reach.
fn small(state: &State, route: Option<&Route>, prepare: Prepare<'_>, easier: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for size in [NARROW, SMALLEST, CAR] {
        let mut harness = stage(state.clone(), route.cloned(), Theme::Light, CAR);
        prepare(&mut harness);
        harness.remove_cursor();
        harness.set_size(size);
        harness.state_mut().shell.read_easier(easier);
        harness.state_mut().show(with_endless_names(state));
        stretched::set(true);
        harness.run_steps(4);
        stretched::set(false);
        // the covered screen is one column that scrolls in the whole window
        let covered = matches!(state.phase, Phase::Covered | Phase::Locked);
        let cut = painted::cut_off(&harness);
        wrong.extend(
            cut.into_iter()
                .filter(|found| !covered || !found.starts_with("out of reach")),
        );
        if size == NARROW {
            // where nothing is scrolled out of sight, no text may lie on another
            wrong.extend(scan::overlaps(&harness));
        }
        let room = painted::room(&harness);
        if room < LEAST_ROOM {
            wrong.push(format!("only {room} points scroll at {size}"));
        }
    }
    wrong
}

/// The same picture, with every name a word that no line holds.
fn with_endless_names(state: &State) -> State {
    let mut state = state.clone();
    for seat in [&mut state.police, &mut state.health].into_iter().flatten() {
        seat.name = format!("{} {LONG}", seat.name);
    }
    for name in &mut state.organisations {
        *name = format!("{name} {LONG}");
    }
    for row in state.live.iter_mut().chain(&mut state.past) {
        row.place = format!("{} {LONG}", row.place);
        row.person = format!("{} {LONG}", row.person);
    }
    for member in &mut state.members {
        member.name = format!("{} {LONG}", member.name);
    }
    if let Some((_, station)) = &mut state.post {
        *station = format!("{station} {LONG}");
    }
    if let Some(focus) = &mut state.focus {
        let focus = Arc::make_mut(focus);
        focus.place = format!("{} {LONG}", focus.place);
        focus.person = format!("{} {LONG}", focus.person);
    }
    if let Some(own) = &mut state.own {
        for note in &mut Arc::make_mut(own).notes {
            note.text = format!("{} {LONG}", note.text);
        }
    }
    state
}
