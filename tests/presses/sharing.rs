//! Presses of every way through a share, on the real window; and that nothing opens by itself during a shift.

#![expect(
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails the test"
)]

use egui::Key;
use tandem::app::api::Phase;
use tandem::domain::content::{Basis, KnownAnswer, PersonTold};
use tandem::domain::decision::conclusion::{Confidentiality, Task};
use tandem::domain::role::Side;
use tandem::ui::{Route, Section};

use crate::crew::{Crew, Press, ctrl, key};

/// Digits, `T` for Tab, `E` for Enter, `F` for the share key, `C` for Ctrl+Enter.
fn presses(keys: &str) -> Vec<Press> {
    let of = |press: char| match press {
        'T' => key(Key::Tab),
        'E' => key(Key::Enter),
        'F' => key(Key::F7),
        'D' => key(Key::F8),
        'K' => ctrl(Key::K),
        'C' => ctrl(Key::Enter),
        '0' => key(Key::Num0),
        '1' => key(Key::Num1),
        '2' => key(Key::Num2),
        '3' => key(Key::Num3),
        '4' => key(Key::Num4),
        '5' => key(Key::Num5),
        '6' => key(Key::Num6),
        other => panic!("no key for {other}"),
    };
    keys.chars().map(of).collect()
}

/// A nurse in her seat with three notes.
fn nurse() -> Crew {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Health);
    crew.write_notes(&["One person talking", "Sertraline 50 mg", "Keep distance"]);
    crew
}

fn shared_on(crew: &Crew) -> Basis {
    let told = crew.focus().disclosures;
    assert_eq!(told.len(), 1, "{}", crew.words());
    told[0].basis
}

#[test]
fn the_law_says_i_must_takes_ten_presses() {
    let mut crew = nurse();
    crew.count_with_pauses(10, &presses("F13E4E12EC"));
    assert_eq!(shared_on(&crew), Basis::Decided(Confidentiality::StatutoryDuty));
}

#[test]
fn one_who_cannot_decide_takes_at_most_twenty_one_presses_and_one_text() {
    let mut crew = nurse();
    let (before, after) = (presses("F13E5E23T1T1T2T"), presses("T1EC"));
    assert!(before.len() + after.len() <= 21);
    crew.count_with_pauses(15, &before);
    crew.type_words("The crew can keep back and let one person talk with them");
    crew.count_with_pauses(6, &after);
    assert_eq!(shared_on(&crew), Basis::Decided(Confidentiality::BestInterests));
}

#[test]
fn public_interest_takes_eighteen_presses_and_one_text() {
    let mut crew = nurse();
    let (before, after) = (presses("F13E3E2E2T1T1T"), presses("T1EC"));
    assert!(before.len() + after.len() <= 18);
    crew.count_with_pauses(14, &before);
    crew.type_words("The people below must be kept away, and nothing less keeps them safe");
    crew.count_with_pauses(4, &after);
    assert_eq!(
        shared_on(&crew),
        Basis::Decided(Confidentiality::PublicInterestHarm)
    );
}

#[test]
fn the_reason_of_a_danger_share_is_finished_in_nine_presses_and_one_text() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Health);
    crew.count(3, &presses("D2C"));
    let (before, after) = (presses("K1E2T1T"), presses("EC"));
    assert!(before.len() + after.len() <= 9);
    crew.count_with_pauses(7, &before);
    crew.type_words("People below the bridge could be struck, so the officer had to know");
    crew.count_with_pauses(2, &after);
    let danger = crew.focus().disclosures;
    assert!(danger[0].finished_at.is_some(), "{}", crew.words());
    let open: Vec<Task> = crew
        .own()
        .tasks
        .iter()
        .filter(|task| task.done.is_none())
        .map(|task| task.task)
        .collect();
    assert!(!open.contains(&Task::CompleteRecord), "{open:?}");
}

#[test]
fn danger_crosses_without_an_incident_and_opens_one() {
    for covered in [false, true] {
        let mut crew = Crew::on_shift();
        crew.sit(Side::Health);
        if covered {
            crew.press(key(Key::F12));
        }
        crew.count(3, &presses("D3C"));
        if covered {
            crew.uncover(Side::Health);
        }
        let told = crew.focus().disclosures;
        assert_eq!(told.len(), 1, "{}", crew.words());
        assert_eq!(told[0].items[0].words, "Height, road, rail or water");
    }
}

#[test]
fn known_is_told_by_the_officer_in_three_presses() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Police);
    crew.count(3, &[ctrl(Key::Num1), key(Key::Num1), key(Key::T)]);
    assert_eq!(crew.own().known.unwrap().0, KnownAnswer::Known);
    assert_eq!(shared_on(&crew), Basis::Agreement);
}

#[test]
fn spoken_words_are_heard_with_one_press_by_whoever_they_were_for() {
    let mut crew = nurse();
    crew.count_with_pauses(6, &presses("F13E1E"));
    crew.click("Change: how");
    crew.count_with_pauses(3, &presses("3EC"));
    assert!(shared_on(&crew) == Basis::Decided(Confidentiality::Consent));
    crew.press(ctrl(Key::Num7));
    assert!(
        crew.words().contains("Not yet confirmed as heard"),
        "{}",
        crew.words()
    );
    assert!(
        !crew.words().contains("Heard: PC 4411 Hughes"),
        "nobody confirms for the other person"
    );
    crew.sit(Side::Police);
    crew.press(ctrl(Key::Num7));
    crew.click("Heard: PC 4411 Hughes");
    let heard = crew.focus().disclosures[0].heard.clone();
    assert_eq!(heard.len(), 1, "{}", crew.words());
    assert_eq!(
        (heard[0].0, heard[0].1.as_str()),
        (Side::Police, "PC 4411 Hughes")
    );
    assert!(crew.words().contains("Heard 2"), "{}", crew.words());
}

#[test]
fn what_is_gathered_outlives_every_way_out() {
    let ways: [&[Press]; 5] = [
        &[key(Key::Escape)],
        &[key(Key::F5)],
        &[key(Key::F4)],
        &[key(Key::F12)],
        &[ctrl(Key::L)],
    ];
    for way in ways {
        let mut crew = nurse();
        crew.count_with_pauses(3, &presses("F13"));
        // no time passes: the last tick must be safe as well
        for press in way {
            crew.press(*press);
        }
        match crew.phase() {
            Phase::Seat(_) => {}
            Phase::Shared => crew.sit(Side::Health),
            Phase::Locked => {
                crew.unlock(Side::Health);
                crew.sit(Side::Health);
            }
            Phase::Covered => crew.uncover(Side::Health),
            other @ (Phase::NoVault | Phase::SetUp | Phase::SignIn | Phase::Office(_)) => {
                panic!("{way:?} led to {other:?}")
            }
        }
        crew.press(key(Key::F7));
        let words = crew.words();
        // offered again, or still ticked on the page that was left in the same sitting
        let there = words.contains("Carry on with it") || words.contains("What kind of information this is");
        assert!(there, "{way:?} lost what was picked:\n{words}");
        assert!(crew.focus().disclosures.is_empty());
    }
}

/// The work of a shift, and after each press that did not ask for a page: the page is the one that was there.
#[test]
fn nothing_opens_by_itself_in_a_shift() {
    let mut crew = nurse();
    let stays = |crew: &mut Crew, what: &str| {
        let route = crew.route();
        for _ in 0..20 {
            // a key that does nothing keeps the seat; no page, dialog or decision comes up
            crew.wait_seconds(50);
            crew.press(key(Key::F35));
            assert_eq!(crew.phase(), Phase::Seat(Side::Health));
            assert_eq!(crew.route(), route, "after {what}");
        }
    };
    crew.press(ctrl(Key::Num2));
    assert_eq!(crew.route(), Route::Workspace(Section::Notes));
    crew.type_words("Says he will jump and has a knife");
    crew.press(key(Key::Enter));
    assert_eq!(
        crew.route(),
        Route::Workspace(Section::Notes),
        "a note starts no decision"
    );
    stays(&mut crew, "a note with words of danger");
    crew.press(ctrl(Key::Num1));
    crew.press(key(Key::Num1));
    assert_eq!(
        crew.route(),
        Route::Workspace(Section::Known),
        "known starts no decision"
    );
    crew.count(3, &presses("D2C"));
    assert_eq!(
        crew.route(),
        Route::Workspace(Section::Known),
        "danger opens no page"
    );
    stays(&mut crew, "a danger share whose reason is due");
    past_the_deadline(&mut crew);
    crew.press(key(Key::F5));
    crew.press(ctrl(Key::S));
    assert_eq!(crew.route(), Route::Board);
    assert!(crew.focus().disclosures[0].person_told == PersonTold::NotYetRecorded);
}

/// The four hours of a danger share's reason run out while a note is being written: the page stays, the caret stays, and
/// what is due says that it is.
fn past_the_deadline(crew: &mut Crew) {
    let told = crew.focus().disclosures[0].at.unwrap();
    crew.press(ctrl(Key::Num2));
    crew.type_words("Half a sentence, ");
    let steps = (4 * 60 + 2) * 60 / 55 + 1;
    for _ in 0..steps {
        crew.wait_seconds(55);
        crew.press(key(Key::F35));
        assert_eq!(crew.route(), Route::Workspace(Section::Notes));
        assert_eq!(crew.phase(), Phase::Seat(Side::Health));
    }
    assert!(crew.now().minutes_since(told) > 4 * 60, "the deadline has passed");
    crew.type_words("and its end");
    crew.press(key(Key::Enter));
    let own = crew.own();
    assert!(
        own.notes
            .iter()
            .any(|note| note.text == "Half a sentence, and its end")
    );
    // what is due says so where one looks for it
    crew.press(key(Key::F5));
    let words = crew.words();
    assert!(words.contains("Now") && words.contains("danger share"), "{words}");
}
