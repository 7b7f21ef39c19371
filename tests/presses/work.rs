//! The work round an incident on the real window and engine: the guided tour walked to its end, a task of one's own, and
//! where one is after the screen was covered.

use egui::Key;
use tandem::app::api::Phase;
use tandem::domain::content::Milestone;
use tandem::domain::role::Side;
use tandem::ui::{Route, Section};

use crate::crew::{Crew, alt, ctrl, key};

#[test]
fn the_guided_tour_goes_on_with_each_thing_that_is_done_to_its_end() {
    let mut crew = Crew::on_shift();
    let says = |crew: &Crew, step: &str| assert!(crew.words().contains(step), "{step}: {}", crew.words());
    crew.click("Take the guided tour");
    says(&crew, "Guided tour, step 1 of 7");
    crew.sit(Side::Health);
    says(&crew, "Guided tour, step 2 of 7");
    crew.count(3, &[ctrl(Key::N), key(Key::Num1), key(Key::Enter)]);
    says(&crew, "Guided tour, step 3 of 7");
    crew.write_notes(&["One person talking"]);
    says(&crew, "Guided tour, step 4 of 7");
    let share = [
        key(Key::F7),
        key(Key::Num1),
        key(Key::Enter),
        key(Key::Num1),
        key(Key::Enter),
        ctrl(Key::Enter),
    ];
    crew.count_with_pauses(6, &share);
    assert_eq!(crew.focus().disclosures.len(), 1, "{}", crew.words());
    says(&crew, "Guided tour, step 5 of 7");
    crew.press(key(Key::F4));
    says(&crew, "Guided tour, step 6 of 7");
    crew.press(key(Key::F12));
    assert!(!crew.words().contains("Guided tour"), "nothing beside the cover");
    crew.unlock(Side::Health);
    says(&crew, "Guided tour, step 7 of 7");
    crew.count(3, &[ctrl(Key::E), key(Key::Num4), key(Key::Enter)]);
    crew.press(ctrl(Key::Enter));
    assert!(crew.focus().closed.is_some(), "{}", crew.words());
    says(&crew, "That was the whole way");
}

#[test]
fn a_task_in_ones_own_words_is_due_done_found_and_the_other_side_s_business_never() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Health);
    crew.press(ctrl(Key::Num8));
    crew.click("Add a task");
    crew.type_words("Ring the crisis house about a bed");
    crew.write("By when", "21:30");
    crew.click("Save the task");
    let task = crew.own().tasks.pop().expect("a task");
    assert_eq!(task.words, "Ring the crisis house about a bed");
    assert!(task.who.contains("J Patel"), "{task:?}");
    assert_eq!(task.due.map(|due| due.minutes_since(crew.now())), Some(25));
    crew.press(key(Key::F5));
    assert!(
        crew.words().contains("Ring the crisis house"),
        "still to do: {}",
        crew.words()
    );
    crew.press(ctrl(Key::Num9));
    assert!(
        crew.words().contains("To do: Ring the crisis house"),
        "{}",
        crew.words()
    );
    crew.sit(Side::Police);
    for page in [key(Key::F5), ctrl(Key::Num8), ctrl(Key::Num9)] {
        crew.press(page);
        assert!(
            !crew.words().contains("crisis house"),
            "the officer: {}",
            crew.words()
        );
    }
    crew.sit(Side::Health);
    crew.press(ctrl(Key::K));
    crew.type_words("crisis hou");
    crew.wait_seconds(1);
    assert!(crew.words().contains("26-0001"), "{}", crew.words());
    crew.press(key(Key::Escape));
    crew.press(ctrl(Key::Num8));
    crew.click("Mark as done: Ring the crisis house about a bed");
    crew.click("Save");
    assert!(
        crew.own().tasks.pop().is_some_and(|task| task.done.is_some()),
        "{}",
        crew.words()
    );
}

#[test]
fn after_the_cover_the_nurse_is_where_she_was_and_the_officer_on_the_shared_view() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Health);
    crew.press(ctrl(Key::Num5));
    crew.write("Place", "Mill Lane");
    crew.press(key(Key::F12));
    assert_eq!(crew.phase(), Phase::Covered);
    crew.uncover(Side::Health);
    assert_eq!(crew.route(), Route::Workspace(Section::Details));
    crew.type_words(" footbridge");
    assert_eq!(crew.typed("Place"), "Mill Lane footbridge");
    crew.press(key(Key::F12));
    crew.unlock(Side::Police);
    assert_eq!(crew.route(), Route::Board);
}

#[test]
fn every_step_is_one_press_of_its_key_with_the_time_of_the_press_and_one_to_take_back() {
    let mut crew = Crew::with_incident();
    let keys = [
        (Key::Num1, Milestone::Call),
        (Key::Num2, Milestone::Assigned),
        (Key::Num3, Milestone::OnScene),
        (Key::Num4, Milestone::Decision),
        (Key::Num5, Milestone::Conveyed),
        (Key::Num6, Milestone::HandedOver),
        (Key::Num7, Milestone::Clear),
    ];
    for (digit, step) in keys {
        crew.wait_seconds(60);
        crew.count(1, &[alt(digit)]);
        let at = crew.focus().milestones.get(&step).copied();
        assert_eq!(at, Some(crew.now()), "{step:?}");
    }
    crew.click("Undo");
    assert!(
        !crew.focus().milestones.contains_key(&Milestone::Clear),
        "{}",
        crew.words()
    );
}
