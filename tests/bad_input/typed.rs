//! What people type and paste: a megabyte, signs that turn or hide words, places and numbers that cannot be, and a second
//! window on the same vault. Nothing is lost, and nothing reads otherwise than it is.

use std::sync::Arc;

use egui::{Event, Key};
use tandem::app::api::Request;
use tandem::domain::content::{Detail, NoteSource};
use tandem::domain::role::Side;
use tandem::ui::words::t;

use crate::live::{begin_shift, open_incident, sit};
use crate::window::{CTRL, Window};
use crate::{place, refused, told};

/// The nurse's notes are in front, with the keyboard in the field for a new one.
fn notes(window: &mut Window) {
    window.chord(CTRL, Key::Num2);
    window.focus_field(&t("notes-new"));
}

#[test]
fn a_pasted_megabyte_is_refused_in_words_and_what_was_typed_stays() {
    let place = place();
    let desk = place.desk();
    begin_shift(&desk, &place.crew);
    let mut window = Window::open(&desk, &place.clock);
    let incident = open_incident(&desk);
    sit(&desk, Side::Health);
    window.settle();
    notes(&mut window);
    window.type_in("Calm since nine");
    window.harness.event(Event::Paste("word ".repeat(210_000)));
    window.settle();
    let words = window.words();
    assert!(words.contains("too long to paste"), "{}", words.len());
    assert!(words.contains("Calm since nine") && words.len() < 100_000);
    window.press(Key::Enter);
    window.pass(12);
    let own = desk.state().own.clone().unwrap();
    let texts: Vec<&str> = own.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, ["Calm since nine"]);
    // past the window, the engine refuses it as well
    let long = desk.ask(Request::WriteNote {
        incident,
        source: NoteSource::Seen,
        text: "word ".repeat(210_000),
    });
    refused(long, "A-223");
}

#[test]
fn signs_that_turn_or_hide_words_are_shown_as_what_they_are_on_every_way_in() {
    let place = place();
    let desk = place.desk();
    begin_shift(&desk, &place.crew);
    let mut window = Window::open(&desk, &place.clock);
    let incident = open_incident(&desk);
    sit(&desk, Side::Health);
    window.settle();
    notes(&mut window);
    window
        .harness
        .event(Event::Paste("says \u{202E}on\u{202C} to help\u{7}".to_owned()));
    window.settle();
    assert!(
        window.words().contains("says [U+202E]on[U+202C] to help[U+0007]"),
        "the field shows it before it is sent: {}",
        window.words()
    );
    window.press(Key::Enter);
    // from another program, past the window: stored as it came, and read as what it is
    desk.must(Request::WriteNote {
        incident,
        source: NoteSource::Seen,
        text: "gives \u{2067}no\u{2069} consent".to_owned(),
    });
    desk.must(Request::SetDetail(
        incident,
        Detail::Person {
            name: "Sam\u{202E}orokO\u{200B}".to_owned(),
            age: None,
            about: false,
        },
    ));
    window.settle();
    for key in [Key::Num2, Key::Num9] {
        window.chord(CTRL, key);
        let words = window.words();
        assert!(words.contains("gives [U+2067]no[U+2069] consent"), "{words}");
    }
    let state = desk.state();
    assert_eq!(
        state.focus.as_ref().unwrap().person,
        "Sam[U+202E]orokO[U+200B]",
        "a name reads in the order in which it is stored"
    );
    window.chord(CTRL, Key::K);
    window.type_in("consent");
    window.pass(1);
    let turned = |sign: char| matches!(sign, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let all = format!("{}{}", window.words(), window.clipboard);
    assert!(!all.chars().any(turned), "no such sign leaves the window");
}

#[test]
fn places_and_numbers_that_cannot_be_are_told_at_their_field_and_kept_there() {
    let place = place();
    let desk = place.desk();
    begin_shift(&desk, &place.crew);
    let mut window = Window::open(&desk, &place.clock);
    let _incident = open_incident(&desk);
    sit(&desk, Side::Health);
    window.settle();
    window.chord(CTRL, Key::Num5);
    window.focus_field(&t("place-postcode"));
    window.type_in("ZZ99 999Z");
    window.press(Key::Tab);
    window.settle();
    let words = window.words();
    assert!(words.contains("ZZ99 999Z"), "what was typed stays: {words}");
    let state = desk.state();
    let focus = state.focus.as_ref().unwrap();
    assert!(
        !format!("{:?}", focus.frame).contains("ZZ99"),
        "and is not stored: {:?}",
        focus.frame
    );
    assert!(
        desk.last_answer().is_none_or(|answer| answer.is_ok()),
        "{:?}",
        desk.last_answer()
    );
}

#[test]
fn a_second_window_on_the_vault_says_so_and_the_first_goes_on() {
    let place = place();
    let desk = place.desk();
    begin_shift(&desk, &place.crew);
    let incident = open_incident(&desk);
    let second = place.desk();
    let mut window = Window::open(&second, &place.clock);
    window.focus_field(&t("sign-in-handle"));
    window.type_in("4411");
    window.focus_field(&t("sign-in-passphrase"));
    window.type_in(place.crew.passphrase("4411").expose());
    window.press(Key::Enter);
    window.settle();
    let problem = refused(second.last_answer().unwrap(), "V-201");
    told(&window, &problem);
    sit(&desk, Side::Health);
    desk.must(Request::WriteNote {
        incident,
        source: NoteSource::Seen,
        text: "the first window writes on".to_owned(),
    });
    let own = Arc::clone(desk.state().own.as_ref().unwrap());
    assert_eq!(own.notes.len(), 1);
}
