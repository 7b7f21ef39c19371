//! What the check page shows is what is stored, and what the receiver sees: the same bytes, the same words.

use egui::Key;
use tandem::app::proposal;
use tandem::domain::incident::DisclosureCard;
use tandem::domain::role::Side;

use crate::crew::{Crew, ctrl, key};

/// The lines of the card from "From J Patel" to how it was told.
fn card(words: &str) -> Vec<String> {
    let lines: Vec<&str> = words
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let end = lines
        .iter()
        .position(|line| line.starts_with("Told to PC 4411 Hughes"));
    let before: Vec<&str> = lines.into_iter().take(end.unwrap()).collect();
    let start = before.iter().rposition(|line| *line == "From J Patel").unwrap();
    before.into_iter().skip(start).map(str::to_owned).collect()
}

#[test]
fn preview_stored_payload_and_receivers_card_are_the_same() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Health);
    crew.write_notes(&[
        "Prefers one person talking",
        "Sertraline 50 mg",
        "Keep distance, arm\u{2019}s length",
    ]);
    let to_check = [Key::F7, Key::Num1, Key::Num3, Key::Enter, Key::Num1, Key::Enter].map(key);
    crew.count_with_pauses(6, &to_check);
    let checked = card(&crew.words());
    assert!(
        crew.sent().is_empty() && crew.focus().disclosures.is_empty(),
        "nothing crosses before it is checked"
    );

    crew.count_with_pauses(1, &[ctrl(Key::Enter)]);
    let sent = crew.sent();
    assert_eq!(sent.len(), 1, "{}", crew.words());
    for handle in ["jpatel", "4411"] {
        assert_eq!(crew.stored(handle), sent, "as {handle} opens it");
    }

    crew.sit(Side::Police);
    let told = crew.focus().disclosures;
    let stored = DisclosureCard::of(&proposal::read(&sent[0]).unwrap(), told[0].at);
    assert_eq!(told, [stored], "the receiver's card comes from the stored bytes");
    crew.press(ctrl(Key::Num7));
    let seen = card(&crew.words());
    assert_eq!(
        seen, checked,
        "the receiver reads what was checked, word for word"
    );
    assert!(!crew.words().contains("Sertraline"));
}

#[test]
fn enter_ten_times_from_f7_shares_nothing() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Health);
    crew.write_notes(&["Prefers one person talking"]);
    crew.count_with_pauses(3, &[Key::F7, Key::Num1, Key::Enter].map(key));
    crew.count_with_pauses(2, &[Key::Num1, Key::Enter].map(key));
    for _ in 0..10 {
        crew.press(key(Key::Enter));
    }
    assert!(crew.sent().is_empty() && crew.focus().disclosures.is_empty());
}
