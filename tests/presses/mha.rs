//! Section 136 and 135 with input that cannot be, through the window over a real vault: each is named, explained, and nothing
//! that was recorded or typed is lost.

use egui::Key;
use tandem::domain::content::{PlaceOfSafety, S136Step};
use tandem::domain::incident::S136State;
use tandem::domain::mha::clock::period;
use tandem::domain::mha::law;
use tandem::domain::role::Side;

use crate::crew::{Crew, alt, key};

/// Section 136 used with the crew's nurse, at a time that is typed.
fn detained(at: &str) -> Crew {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Police);
    let (one, tab) = (key(Key::Num1), key(Key::Tab));
    for press in [key(Key::F9), one, tab, one, tab, one, tab, key(Key::Num2)] {
        crew.press(press);
    }
    crew.write("When?", at);
    crew.press(key(Key::Enter));
    assert!(crew.focus().s136.began().is_some(), "{}", crew.words());
    crew.press(alt(Key::ArrowLeft));
    crew
}

/// The same, then at a place of safety.
fn arrived(used: &str, at: &str) -> Crew {
    let mut crew = detained(used);
    record(&mut crew, Key::Num2, Some(at));
    assert!(crew.focus().s136.arrived.is_some(), "{}", crew.words());
    crew.press(alt(Key::ArrowLeft));
    crew
}

/// Records a step of the page by its digit, at a time that is typed.
fn record(crew: &mut Crew, step: Key, time: Option<&str>) {
    crew.press(key(Key::F9));
    crew.press(key(step));
    if let Some(time) = time {
        crew.write("When?", time);
    }
    crew.press(key(Key::Enter));
}

/// The page says `words`, keeps what was typed, and the record is as it was.
fn refused(crew: &Crew, before: &S136State, words: &str) {
    assert!(crew.words().contains(words), "{words} is not in {}", crew.words());
    assert_eq!(crew.focus().s136, *before, "nothing is recorded, nothing is lost");
}

#[test]
fn an_arrival_before_the_detention_is_named_and_the_time_stays_to_be_corrected() {
    let mut crew = detained("20:40");
    let before = crew.focus().s136;
    record(&mut crew, Key::Num2, Some("20:30"));
    refused(&crew, &before, "The time must be after");
    assert_eq!(crew.typed("When?"), "20:30");
}

#[test]
fn an_end_before_the_arrival_is_named() {
    let mut crew = arrived("20:40", "20:50");
    let before = crew.focus().s136;
    crew.press(key(Key::F9));
    crew.press(key(Key::Num3));
    crew.choose("How did it end?", Key::Num1);
    crew.write("When?", "20:45");
    crew.press(key(Key::Enter));
    refused(&crew, &before, "The time must be after");
    assert_eq!(crew.typed("When?"), "20:45");
}

#[test]
fn a_time_to_come_is_named() {
    let mut crew = detained("20:40");
    let before = crew.focus().s136;
    record(&mut crew, Key::Num2, Some("20 Nov 2026 23:30"));
    refused(&crew, &before, "The time must be now or earlier");
    assert_eq!(crew.typed("When?"), "20 Nov 2026 23:30");
}

#[test]
fn more_time_after_the_end_is_stopped_with_its_section_and_the_limit_stays() {
    let mut crew = arrived("19 Nov 18:00", "19 Nov 18:40");
    let limit = period(&crew.focus().s136, law()).unwrap().limit;
    assert!(limit < crew.now());
    assert!(crew.words().contains("limit passed"), "{}", crew.words());
    let before = crew.focus().s136;
    crew.press(key(Key::F9));
    crew.press(key(Key::Num6));
    crew.choose("What else?", Key::Num1);
    crew.write("Doctor's name and GMC number", "Dr A Reed, 9990001");
    crew.choose("Why is more time needed?", Key::Num2);
    crew.write("How much more time, in all?", "6");
    crew.press(key(Key::Enter));
    refused(&crew, &before, "before the first 24 hours have run out");
    assert!(crew.words().contains("s136B(1)"), "{}", crew.words());
    assert_eq!(period(&crew.focus().s136, law()).unwrap().limit, limit);
    assert_eq!(crew.typed("How much more time, in all?"), "6");
}

#[test]
fn a_place_that_nobody_knows_asks_why_and_takes_the_reason() {
    let mut crew = detained("20:40");
    let before = crew.focus().s136;
    crew.press(key(Key::F9));
    crew.press(key(Key::Num2));
    crew.choose("Place of safety", Key::Num5);
    crew.press(key(Key::Enter));
    refused(&crew, &before, "Say which other way, or why it is not known");
    crew.write(
        "Which other way, or why is it not known?",
        "The ambulance chose on the way",
    );
    crew.press(key(Key::Enter));
    let state = crew.focus().s136;
    assert_eq!(
        state.first_place(),
        Some(PlaceOfSafety::NotKnown),
        "{}",
        crew.words()
    );
}

#[test]
fn an_age_that_becomes_known_as_17_takes_the_police_station_away_and_the_record_stays() {
    let mut crew = detained("20:40");
    crew.age("30");
    crew.press(key(Key::F9));
    crew.press(key(Key::Num2));
    assert!(
        crew.words().contains("Police station, adults only"),
        "{}",
        crew.words()
    );
    crew.press(alt(Key::ArrowLeft));
    crew.age("17");
    let before = crew.focus();
    assert_eq!(before.age, Some(17));
    assert!(before.s136.began().is_some(), "the record stays");
    crew.press(key(Key::F9));
    crew.press(key(Key::Num1));
    assert!(
        !crew.words().contains("Police station, adults only"),
        "nobody is meant to go there: {}",
        crew.words()
    );
    // somebody who is there all the same is recorded with a reason, and is to be moved
    crew.press(key(Key::Num2));
    crew.choose("Place of safety", Key::Num6);
    crew.press(key(Key::Enter));
    assert!(crew.focus().s136.arrived.is_none());
    assert!(crew.words().contains("move them at once"), "{}", crew.words());
    crew.write(
        "Why is it recorded all the same? Supervisors see this",
        "Said that he was 22; his mother says 17",
    );
    crew.press(key(Key::Enter));
    assert!(crew.focus().s136.arrived.is_some(), "{}", crew.words());
}

#[test]
fn a_warrant_goes_its_whole_way_in_the_window() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Police);
    crew.press(key(Key::F9));
    crew.press(key(Key::Num6));
    crew.choose("What else?", Key::Num3);
    crew.press(key(Key::Enter));
    assert!(crew.focus().s136.began().is_none());
    assert!(
        crew.words().contains("Warrant number and court"),
        "{}",
        crew.words()
    );
    crew.choose("Which warrant?", Key::Num1);
    crew.write("Warrant number and court", "12/2026, Northmere Magistrates");
    crew.write("Last day on the warrant, if it says one", "30 11 2026");
    crew.write(
        "Who was there? The AMHP and the doctor",
        "T Moss, AMHP; Dr A Reed",
    );
    crew.choose("Is the person kept there, as a place of safety?", Key::Num2);
    crew.press(key(Key::Enter));
    let state = crew.focus().s136;
    let Some(S136Step::Warrant { until, kept, .. }) = &state.warrant else {
        panic!("{}", crew.words())
    };
    assert!(until.is_some() && !kept);
    assert!(period(&state, law()).is_none(), "no clock runs on the way");
    record(&mut crew, Key::Num2, None);
    let state = crew.focus().s136;
    let limit = period(&state, law()).unwrap();
    assert_eq!(Some(limit.start), state.arrived);
    assert!(
        crew.words().contains("From the first arrival"),
        "{}",
        crew.words()
    );
    crew.press(alt(Key::ArrowLeft));
    assert!(crew.words().contains("Section 135"), "{}", crew.words());
}

#[test]
fn kept_where_found_asks_for_the_place_and_a_move_leaves_it_the_first_one() {
    let mut crew = detained("20:40");
    let before = crew.focus().s136;
    crew.press(key(Key::F9));
    crew.press(key(Key::Num6));
    crew.choose("What else?", Key::Num2);
    crew.write("When?", "20:45");
    crew.press(key(Key::Enter));
    refused(
        &crew,
        &before,
        "There is a problem. Choose which kind of place of safety it is",
    );
    crew.choose("Place of safety", Key::Num4);
    crew.press(key(Key::Enter));
    refused(
        &crew,
        &before,
        "only if the person, an occupier or the manager agrees",
    );
    crew.choose("Place of safety", Key::Num2);
    crew.press(key(Key::Enter));
    let kept = crew.focus().s136;
    let emergency = Some(PlaceOfSafety::EmergencyDepartment);
    assert_eq!(kept.first_place(), emergency, "{}", crew.words());
    crew.press(alt(Key::ArrowLeft));
    crew.press(key(Key::F9));
    crew.press(key(Key::Num2));
    crew.choose("Place of safety", Key::Num1);
    crew.write("When?", "20:55");
    crew.press(key(Key::Enter));
    let moved = crew.focus().s136;
    assert_eq!(
        (moved.first_place(), moved.place()),
        (emergency, Some(PlaceOfSafety::HealthBased))
    );
    assert_eq!(period(&moved, law()).unwrap().start, kept.kept.unwrap());
    assert!(
        crew.words()
            .contains("Going to another place of safety does not restart the 24 hours"),
        "{}",
        crew.words()
    );
}

#[test]
fn a_corrected_decision_after_the_arrival_is_named_and_an_earlier_one_is_taken() {
    let mut crew = arrived("20:40", "20:50");
    crew.press(key(Key::F9));
    crew.press(key(Key::Num6));
    crew.choose("What else?", Key::Num9);
    crew.press(key(Key::ArrowDown));
    crew.choose("Which step was wrong?", Key::Num2);
    crew.write("Why was it wrong?", "The time was misread");
    crew.press(key(Key::Enter));
    let back = crew.focus().s136;
    assert!(
        back.began().is_none() && back.arrived.is_some(),
        "{}",
        crew.words()
    );
    crew.press(alt(Key::ArrowLeft));
    let (one, tab) = (key(Key::Num1), key(Key::Tab));
    for press in [key(Key::F9), one, tab, one, tab, one, tab, key(Key::Num2)] {
        crew.press(press);
    }
    crew.write("When?", "20:55");
    crew.press(key(Key::Enter));
    refused(&crew, &back, "What followed from it is recorded from");
    crew.write("When?", "20:45");
    crew.press(key(Key::Enter));
    let state = crew.focus().s136;
    assert!(
        state.began() < state.arrived && state.began().is_some(),
        "{}",
        crew.words()
    );
}

#[test]
fn two_grounds_of_three_are_stopped_and_the_third_lets_it_pass() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Police);
    let (one, tab) = (key(Key::Num1), key(Key::Tab));
    for press in [key(Key::F9), one, tab, one, tab, one, tab, key(Key::Num2)] {
        crew.press(press);
    }
    let before = crew.focus().s136;
    crew.click("The person appears to have a mental disorder");
    crew.click("They are in immediate need of care or control");
    crew.press(key(Key::Enter));
    refused(&crew, &before, "All three grounds must be there");
    crew.click("It is necessary for them, or to protect others");
    crew.press(key(Key::Enter));
    assert!(crew.focus().s136.began().is_some(), "{}", crew.words());
}
