//! The person's note and the page that explains a decision.

use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::content::NoteHow;
use crate::domain::paper::{Block, Column, Document, Language, Scale};
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{assert_says, pictures, stage};
use crate::ui::theme::Theme;

fn nurse() -> State {
    at_work(Phase::Seat(Side::Health), incident())
}

fn page(size: egui::Vec2) -> Harness<'static, Stage> {
    stage(nurse(), Some(Route::Note), Theme::Light, size)
}

fn press_button(harness: &mut Harness<'_, Stage>, words: &str) {
    harness.get_by_label(words).click();
    harness.run_ok();
}

#[test]
fn note_pictures() {
    pictures("paper-note", &nurse(), Some(&Route::Note), |harness| {
        assert_says(harness, "One person talking. Keep distance");
    });
}

#[test]
fn explanation_pictures() {
    let route = Route::Explain(ItemId([61; 16]));
    pictures("paper-explain", &nurse(), Some(&route), |harness| {
        harness.state_mut().done(Done::Paper(Arc::new(explained())));
        harness.run_ok();
        assert_says(harness, "The words that crossed");
    });
}

fn explained() -> Document {
    let row = |cells: &[&str]| {
        cells
            .iter()
            .map(|cell| (*cell).to_owned())
            .collect::<Vec<String>>()
    };
    let column = |head: &str| Column {
        head: head.to_owned(),
        share: 1,
    };
    Document {
        title: "Why it was shared, or not: decision in 26-0117".to_owned(),
        language: Language::English,
        scale: Scale::Usual,
        dated: evening(),
        footer: "Fellside NHS Trust, 26-0117".to_owned(),
        blocks: vec![
            Block::Facts(vec![
                ("Result".to_owned(), "Shared".to_owned()),
                ("Decided by".to_owned(), "J Patel, nurse".to_owned()),
                ("Recorded".to_owned(), "20 November 2026, 21:01:31".to_owned()),
            ]),
            Block::Heading(1, "The words that crossed".to_owned()),
            Block::Quote("One person talking. Keep distance".to_owned()),
            Block::Heading(1, "The law: three legs for each side's own act".to_owned()),
            Block::Table(
                vec![column("Leg"), column("Police"), column("Health")],
                vec![row(&[
                    "Power: may or must this body tell?",
                    "Not recorded",
                    "power_health_functions: NHS functions",
                ])],
            ),
        ],
    }
}

#[test]
fn the_note_holds_what_this_side_told_and_not_the_danger_share_whose_reason_is_open() {
    let harness = page(CAR);
    let words = scan::all_words(&harness);
    assert!(
        words.contains("Finish the reason for the danger share first"),
        "{words}"
    );
    assert!(
        !words.contains("Known to police: yes"),
        "the officer's words are the officer's to tell"
    );
    assert!(
        !words.contains("Took tablets"),
        "a note of the record never stands on it"
    );
}

#[test]
fn recording_asks_how_it_reached_the_person_first() {
    let mut harness = page(CAR);
    press_button(&mut harness, "Record it");
    assert!(harness.state_mut().asked().is_empty());
    assert_says(&harness, "Choose how it reached the person");
    harness.get_by_label_contains("Read out").scroll_to_me();
    harness.run_ok();
    harness.get_by_label_contains("Read out").click();
    harness.run_ok();
    press_button(&mut harness, "Record it");
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::GiveNote(INCIDENT, form, NoteHow::ReadOut)] if !form.easy),
        "{asked:?}"
    );
    harness.state_mut().done(Done::Ok);
    harness.run_ok();
    assert_says(&harness, "Recorded");
}

#[test]
fn a_share_that_is_unticked_leaves_the_preview_and_the_request() {
    let mut harness = page(CAR);
    harness
        .get_by_label_contains("to PC 4411 Hughes: One person talking")
        .click();
    harness.run_ok();
    assert_says(&harness, "We have nothing to tell you on this note");
    press_button(&mut harness, "Save as PDF");
    assert!(harness.state_mut().asked().is_empty());
    assert_says(&harness, "Put a share on the note first");
}

#[test]
fn a_folder_that_refuses_is_said_on_the_page_and_nothing_is_lost() {
    let mut harness = page(CAR);
    harness.get_by_label_contains("Easy to read").click();
    harness.run_ok();
    press_button(&mut harness, "Save as PDF");
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::SaveNote(INCIDENT, form, _)] if form.easy),
        "{asked:?}"
    );
    harness.state_mut().failed(Problem::new(
        "A-464",
        "The paper could not be saved",
        "Choose another folder",
    ));
    harness.run_ok();
    assert_says(&harness, "The paper could not be saved");
    assert_says(&harness, "About your information");
}

#[test]
fn a_printer_that_is_not_there_is_said_and_what_to_do_instead() {
    let mut harness = page(CAR);
    press_button(&mut harness, "Print");
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::PrintNote(INCIDENT, form)] if !form.easy),
        "{asked:?}"
    );
    harness.state_mut().failed(Problem::new(
        "A-465",
        "This computer cannot print from here",
        "Save it as PDF and print that file",
    ));
    harness.run_ok();
    assert_says(&harness, "Save it as PDF and print that file");
}

#[test]
fn nothing_of_a_paper_stays_after_the_seat_is_left() {
    let mut harness = stage(nurse(), Some(Route::Explain(ItemId([61; 16]))), Theme::Light, CAR);
    harness.state_mut().done(Done::Paper(Arc::new(explained())));
    harness.run_ok();
    assert_says(&harness, "power_health_functions");
    let mut other = at_work(Phase::Seat(Side::Police), incident());
    other.sitting = 2;
    harness.state_mut().show(other);
    harness.run_ok();
    assert!(!scan::all_words(&harness).contains("power_health_functions"));
}
