//! The leak oracle: a canary in every private field of each seat, then every page and every seat change is
//! searched for the other side's word: accessibility tree, text runs, clipboard, title, the engine's pictures.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a helper of a test fails the test"
)]

mod beside;
#[cfg(target_os = "linux")]
mod keys;
#[path = "../live/mod.rs"]
mod live;
#[cfg(target_os = "linux")]
mod memory;
mod monkey;
mod stage;
#[cfg(target_os = "linux")]
#[expect(dead_code, reason = "the second implementation does more than is needed here")]
#[path = "../vault/stranger.rs"]
mod stranger;
#[path = "../support/mod.rs"]
mod support;
#[cfg(target_os = "linux")]
mod traced;
#[path = "../live/window.rs"]
mod window;

use egui::{Event, Key, Modifiers};
use tandem::app::api::{Phase, Request};
use tandem::domain::content::Post;
use tandem::domain::role::{Role, Side};
use tandem::ui::words::t;

use live::words::{begin_drafts, canary, frame, share, sow, task_done, told};
use live::{office, open_incident, pin_words, sit};
use stage::Stage;
use window::CTRL;

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
pub(crate) fn both_write(stage: &mut Stage) {
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
    let mut stage = Stage::set(Post::Car);
    both_write(&mut stage);
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
        // and with all of it on the clipboard
        stage.window.chord(CTRL, Key::A);
        stage.window.harness.event(Event::Copy);
        stage.window.settle();
        assert!(
            stage.window.clipboard.contains(canary(side)),
            "one's own words can be copied"
        );
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
    covered_locked_and_ended(&mut stage);
    println!("looked {} times", stage.looked);
}

/// Cover, uncover by either person, lock, unlock, end of shift, then supervisors and governance leads.
fn covered_locked_and_ended(stage: &mut Stage) {
    for (side, who, key) in [
        (Side::Police, Side::Police, Key::F12),
        (Side::Police, Side::Health, Key::F12),
        (Side::Health, Side::Health, Key::F12),
        (Side::Health, Side::Police, Key::F12),
        (Side::Police, Side::Health, Key::L),
        (Side::Health, Side::Health, Key::L),
    ] {
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
        stage.window.press(Key::ArrowUp);
        stage.window.focus_field(&t("cover-pin"));
        stage.window.type_in(pin_words(who));
        let back = if side == who && key == Key::F12 {
            Phase::Seat(side)
        } else {
            Phase::Shared
        };
        assert_eq!(
            stage.desk.state().phase,
            back,
            "{who:?} uncovers the seat of {side:?}"
        );
        stage.look("uncovered");
        stage.window.press(Key::F4);
        stage.look("uncovered, shared view");
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
        if role == Role::Supervisor {
            stage.window.click(&t("month-export"));
            stage.look("export");
            stage.pester("export", 40);
            stage.window.press(Key::Escape);
        }
        stage.window.press(Key::F1);
        stage.look(handle);
        stage.window.press(Key::Escape);
        stage.desk.must(Request::EndShift);
        stage.window.settle();
        stage.look("signed out");
    }
}
