//! What one side wrote leaves no trace beside its seat: no word, no count, no time.

use egui::Key;
use tandem::domain::content::{NoteSource, Post};
use tandem::domain::role::Side;

use crate::live::words::{HEALTH, begin_drafts, frame, share, told, write_note};
use crate::live::{open_incident, sit};
use crate::stage::{PAGES, Stage};
use crate::window::CTRL;

/// What the shared view, the officer's pages and the supervisor see when the nurse wrote so many notes.
fn seen_beside(notes: usize) -> Vec<(String, String)> {
    let mut stage = Stage::set(Post::Car);
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
