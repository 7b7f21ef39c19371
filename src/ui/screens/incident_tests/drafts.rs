//! What is typed into the shared frame and is not stored yet: a draft at once, and there again after the sitting.

use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::app::api::{Draft, Request};
use crate::domain::content::Detail;
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::{Route, Section};
use crate::ui::testing::stage;
use crate::ui::theme::Theme;

/// Each field that both sides see: its page, its label, what its draft is kept under.
const FIELDS: [(Route, &str, &str); 8] = [
    (
        Route::Workspace(Section::Plan),
        "What you both agreed to do",
        "plan",
    ),
    (Route::Workspace(Section::Plan), "Injuries", "plan"),
    (
        Route::Workspace(Section::Risk),
        "Something else that is seen",
        "flags",
    ),
    (Route::Workspace(Section::Details), "what3words", "place"),
    (Route::Workspace(Section::Details), "Place", "frame"),
    (Route::NewIncident, "Log number", "frame"),
    (Route::Stay, "Who asked", "stay"),
    (Route::Outcome, "", "outcome"),
];

fn last_draft(asked: &[Request]) -> Option<Draft> {
    asked.iter().rev().find_map(|request| {
        if let Request::SaveDraft(draft) = request {
            Some(draft.clone())
        } else {
            None
        }
    })
}

/// In a seat and in the shared view: half a second after the last key the words are sealed, and whoever opens the page
/// again finds them.
#[test]
fn what_is_typed_into_the_shared_frame_is_a_draft_and_comes_back() {
    for phase in [Phase::Seat(Side::Health), Phase::Shared] {
        for (route, label, key) in FIELDS.iter().filter(|(_, label, _)| !label.is_empty()) {
            let route = || Some(route.clone());
            let state = || at_work(phase, incident());
            let mut harness = stage(state(), route(), Theme::Light, CAR);
            harness.get_by_label(label).focus();
            harness.run_ok();
            harness.get_by_label(label).type_text("half a se");
            harness.run_ok();
            harness.state().clock.advance_ms(600);
            harness.run_ok();
            let asked = harness.state_mut().asked();
            let draft = last_draft(&asked).unwrap_or_else(|| panic!("{phase:?} {label}: {asked:?}"));
            assert_eq!(draft.key, format!("{key}/{}", INCIDENT.hex()), "{label}");
            assert!(draft.words.contains("half a se"), "{label}: {draft:?}");

            let mut later = state();
            later.drafts = vec![draft];
            let harness = stage(later, route(), Theme::Light, CAR);
            let value = harness.get_by_label(label).value().unwrap_or_default();
            assert!(value.contains("half a se"), "{phase:?} {label}: {value}");
        }
    }
}

/// A chosen outcome that was not saved is chosen again.
#[test]
fn a_choice_that_was_not_saved_is_there_again() {
    let (route, _, key) = &FIELDS[7];
    let state = || at_work(Phase::Seat(Side::Police), incident());
    let mut harness = stage(state(), Some(route.clone()), Theme::Light, CAR);
    press(&mut harness, &[Key::Num2]);
    harness.state().clock.advance_ms(600);
    harness.run_ok();
    let draft = last_draft(&harness.state_mut().asked()).expect("a draft");
    assert_eq!(draft.key, format!("{key}/{}", INCIDENT.hex()));
    let mut later = state();
    later.drafts = vec![draft];
    let mut harness = stage(later, Some(route.clone()), Theme::Light, CAR);
    press(&mut harness, &[Key::Enter]);
    let sent = harness.state_mut().sent();
    assert!(matches!(&sent[..], [Request::SetOutcome(..)]), "{sent:?}");
}

/// The clock of the laptop is set back an hour between two words: the second is saved as the first was, and copied words
/// and strips do not stay for the hour.
#[test]
fn a_clock_that_is_set_back_loses_no_word_of_a_form() {
    let state = at_work(Phase::Seat(Side::Health), incident());
    let mut harness = stage(state, Some(Route::Stay), Theme::Light, CAR);
    harness.get_by_label("Who asked").focus();
    harness.run_ok();
    harness.get_by_label("Who asked").type_text("one");
    harness.run_ok();
    harness.state().clock.advance_ms(600);
    harness.run_ok();
    assert!(last_draft(&harness.state_mut().asked()).is_some());
    harness.state().clock.advance_ms(-3_600_000);
    harness.get_by_label("Who asked").type_text(" two");
    harness.run_ok();
    harness.state().clock.advance_ms(600);
    harness.run_ok();
    let draft = last_draft(&harness.state_mut().asked()).expect("the second word is saved too");
    assert!(draft.words.contains("one two"), "{draft:?}");
}

/// What is wrong in one field keeps no other from being stored, and stays there to be put right.
#[test]
fn each_field_of_the_frame_is_stored_by_itself() {
    let mut empty = incident();
    (empty.source, empty.log) = (None, String::new());
    (empty.place, empty.person, empty.age) = (String::new(), String::new(), None);
    let details = Some(Route::Workspace(Section::Details));
    let mut harness = stage(at_work(Phase::Shared, empty), details, Theme::Light, CAR);
    // what is said to be wrong takes the keyboard once: those fields come last
    let fields = [
        ("Place", "Mill Lane"),
        ("Person", "Sam Okoro"),
        ("Postcode", "le1 3rh"),
        ("Grid reference", "not known"),
        ("what3words", "two words"),
        ("Log number", "0412"),
        ("Age", "150"),
    ];
    for (label, words) in fields {
        for _ in 0..2 {
            harness.get_by_label(label).focus();
            harness.run_ok();
        }
        harness.get_by_label(label).type_text(words);
        harness.run_ok();
    }
    harness.key_press(Key::Tab);
    harness.run_ok();
    let asked = harness.state_mut().asked();
    let stored: Vec<&Detail> = asked
        .iter()
        .filter_map(|request| {
            if let Request::SetDetail(_, detail) = request {
                Some(detail)
            } else {
                None
            }
        })
        .collect();
    assert!(
        stored.contains(&&Detail::Place("Mill Lane".to_owned())),
        "{stored:?}"
    );
    let person = Detail::Person {
        name: "Sam Okoro".to_owned(),
        age: None,
        about: false,
    };
    assert!(stored.contains(&&person), "{stored:?}");
    let spot = Detail::Spot {
        postcode: "LE1 3RH".to_owned(),
        three_words: String::new(),
        grid: String::new(),
    };
    assert!(stored.contains(&&spot), "{stored:?}");
    let said = scan::all_words(&harness);
    assert!(said.contains("That age is over 120"), "{said}");
    assert!(said.contains("It is not written like that"), "{said}");
}
