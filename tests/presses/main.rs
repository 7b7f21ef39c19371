//! How many presses the main jobs take, on the real window over a real vault. A job may never take more.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod crew;
mod mha;
mod same_bytes;
mod sharing;
#[path = "../support/mod.rs"]
mod support;
mod work;

use crew::{Crew, alt, ctrl, key};
use egui::{Key, Modifiers};
use tandem::app::api::Phase;
use tandem::domain::content::{
    Basis, Conveyance, FollowUp, IncidentOutcome, KnownAnswer, Milestone, NoteSource, S136Step, Source,
    StayAnswer, StayReason,
};
use tandem::domain::role::Side;
use tandem::ui::{Route, Section};

#[test]
fn opening_an_incident_is_one_press_and_three_make_it_useful() {
    let mut crew = Crew::on_shift();
    crew.count(1, &[ctrl(Key::N)]);
    let opened = crew.focus();
    assert_eq!(opened.crew.len(), 2, "time and crew are stamped without typing");
    crew.count(2, &[key(Key::Num1), key(Key::Enter)]);
    assert_eq!(crew.focus().source, Some(Source::Call999));
    assert_eq!(crew.route(), Route::Board);
}

#[test]
fn known_is_two_presses_and_the_officer_tells_it_with_a_third() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Police);
    crew.count(2, &[ctrl(Key::Num1), key(Key::Num1)]);
    let known = crew.own().known.unwrap();
    assert_eq!(known.0, KnownAnswer::Known);
    assert!(crew.focus().disclosures.is_empty(), "private until it is told");
    crew.count(1, &[key(Key::T)]);
    let told = crew.focus().disclosures;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].basis, Basis::Agreement);
    assert_eq!(told[0].items[0].words, "Known to police: yes");
    // the nurse sees exactly these words
    crew.sit(Side::Health);
    assert_eq!(crew.focus().disclosures, told);
}

#[test]
fn the_nurse_s_third_press_opens_the_decision_and_nothing_has_crossed() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Health);
    crew.count(3, &[ctrl(Key::Num1), key(Key::Num1), key(Key::T)]);
    assert_eq!(crew.own().known.unwrap().0, KnownAnswer::Known);
    assert_eq!(crew.route(), Route::SharePicked(None));
    assert!(crew.focus().disclosures.is_empty());
}

#[test]
fn a_share_by_consent_takes_seven_presses() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Health);
    crew.write_notes(&["One person talking", "Sertraline 50 mg", "Keep distance"]);
    let keys = [
        key(Key::F7),
        key(Key::Num1),
        key(Key::Num3),
        key(Key::Enter),
        key(Key::Num1),
        key(Key::Enter),
        ctrl(Key::Enter),
    ];
    crew.count_with_pauses(7, &keys);
    let told = crew.focus().disclosures;
    assert_eq!(told.len(), 1, "{}", crew.words());
    assert_eq!(told[0].items.len(), 2);
    crew.sit(Side::Police);
    assert_eq!(crew.focus().disclosures, told);
    assert!(
        !crew.words().contains("Sertraline"),
        "what was not picked has not crossed"
    );
}

#[test]
fn an_officer_s_share_takes_seven_presses() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Police);
    crew.write_notes(&[
        "Missing twice this month",
        "Bail until Friday",
        "No warning markers",
    ]);
    let keys = [
        key(Key::F7),
        key(Key::Num1),
        key(Key::Num3),
        key(Key::Enter),
        key(Key::Num1),
        key(Key::Enter),
        ctrl(Key::Enter),
    ];
    crew.count_with_pauses(7, &keys);
    assert_eq!(crew.focus().disclosures.len(), 1, "{}", crew.words());
}

#[test]
fn deciding_not_to_share_takes_nine_presses_and_nothing_crosses() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Health);
    crew.write_notes(&["One person talking", "Sertraline 50 mg", "Keep distance"]);
    let keys = [
        key(Key::F7),
        key(Key::Num1),
        key(Key::Num3),
        key(Key::Enter),
        key(Key::Num3),
        key(Key::Enter),
        key(Key::Num0),
        key(Key::Num2),
        key(Key::Enter),
    ];
    crew.count_with_pauses(9, &keys);
    assert_eq!(crew.own().decisions.len(), 1, "{}", crew.words());
    assert!(crew.focus().disclosures.is_empty());
}

#[test]
fn danger_takes_three_presses_from_the_shared_view_a_seat_and_the_covered_screen() {
    let keys = [key(Key::F8), key(Key::Num2), ctrl(Key::Enter)];
    let mut crew = Crew::with_incident();
    crew.count(3, &keys);
    assert_eq!(crew.focus().disclosures.len(), 1);
    crew.sit(Side::Health);
    crew.count(3, &keys);
    assert_eq!(crew.focus().disclosures.len(), 2);
    assert_eq!(crew.focus().disclosures[1].from, Some(Side::Health));
    crew.press(key(Key::F12));
    assert_eq!(crew.phase(), Phase::Covered);
    crew.count(3, &keys);
    crew.uncover(Side::Health);
    assert_eq!(crew.focus().disclosures.len(), 3);
}

#[test]
fn an_incident_is_handed_to_the_next_shift_in_three_presses() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Health);
    crew.write_notes(&["Calmer since half past nine"]);
    crew.count(3, &[ctrl(Key::H), key(Key::Num1), ctrl(Key::Enter)]);
    let handovers = crew.own().handovers;
    assert_eq!(handovers.len(), 1, "{}", crew.words());
    assert!(
        handovers[0]
            .given
            .sbar
            .assessment
            .contains("Calmer since half past nine")
    );
    assert!(
        handovers[0].is_open(),
        "nobody has signed: the giver is still responsible"
    );
}

#[test]
fn a_hospital_s_request_to_stay_is_answered_in_three_presses() {
    let mut crew = Crew::with_incident();
    let stay = (
        Modifiers {
            shift: true,
            ..ctrl(Key::H).0
        },
        Key::H,
    );
    crew.count(3, &[stay, key(Key::Num4), ctrl(Key::Enter)]);
    let stays = crew.focus().desk.stays;
    let [(_, asked)] = &stays[..] else {
        panic!("{stays:?}\n{}", crew.words())
    };
    assert_eq!(asked.reason, StayReason::NotReceivedYet);
    assert_eq!(asked.answer, StayAnswer::Stays);
    assert_eq!(crew.route(), Route::Board);
}

#[test]
fn section_136_with_the_crew_nurse_takes_nine_presses_and_arrival_three() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Police);
    let (one, two, tab) = (key(Key::Num1), key(Key::Num2), key(Key::Tab));
    crew.count(
        9,
        &[key(Key::F9), one, tab, one, tab, one, tab, two, key(Key::Enter)],
    );
    let Some(S136Step::Used { conveyance, .. }) = crew.focus().s136.used else {
        panic!("{}", crew.words())
    };
    assert_eq!(conveyance, Conveyance::PoliceVehicle);
    crew.press(key(Key::F5));
    crew.count(3, &[key(Key::F9), two, key(Key::Enter)]);
    assert!(crew.focus().s136.arrived.is_some());
}

#[test]
fn closing_with_an_outcome_takes_six_presses() {
    let mut crew = Crew::with_incident();
    let keys = [
        ctrl(Key::E),
        key(Key::Num4),
        key(Key::Tab),
        key(Key::Num1),
        key(Key::Enter),
        ctrl(Key::Enter),
    ];
    crew.count(6, &keys);
    let closed = crew.focus();
    assert!(closed.closed.is_some());
    assert_eq!(closed.outcome, Some(IncidentOutcome::CrisisTeam));
    assert_eq!(closed.follow_up, [FollowUp::TellGp]);
    crew.count(1, &[ctrl(Key::Z)]);
    assert!(crew.focus().closed.is_none(), "a slip can be taken back");
}

#[test]
fn closing_with_an_unfinished_danger_share_is_refused_and_leads_to_it() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Health);
    crew.count(3, &[key(Key::F8), key(Key::Num2), ctrl(Key::Enter)]);
    crew.count(3, &[ctrl(Key::E), key(Key::Num4), ctrl(Key::Enter)]);
    assert!(crew.focus().closed.is_none());
    crew.count(1, &[key(Key::Enter)]);
    let danger = crew.focus().disclosures[0].disclosure;
    assert_eq!(crew.route(), Route::FinishDanger(danger));
}

#[test]
fn a_milestone_is_one_press_of_its_button() {
    let mut crew = Crew::with_incident();
    crew.click("Stamp now: On scene");
    assert!(crew.focus().milestones.contains_key(&Milestone::OnScene));
}

#[test]
fn words_typed_just_before_the_seat_is_left_are_a_note_when_one_is_back() {
    let mut crew = Crew::with_incident();
    crew.sit(Side::Health);
    crew.press(ctrl(Key::Num2));
    assert_eq!(crew.route(), Route::Workspace(Section::Notes));
    crew.type_words("Shaking, keeps looking at the water");
    crew.press(key(Key::F4));
    assert_eq!(crew.phase(), Phase::Shared);
    assert!(
        !crew.words().contains("Shaking"),
        "nothing of it is in the shared view"
    );
    crew.sit(Side::Health);
    let notes = crew.own().notes;
    assert_eq!(notes.len(), 1);
    assert_eq!(
        (notes[0].text.as_str(), notes[0].source),
        ("Shaking, keeps looking at the water", NoteSource::Seen)
    );
}

#[test]
fn back_leaves_a_page_and_shares_nothing() {
    let mut crew = Crew::with_incident();
    crew.press(key(Key::F9));
    assert_eq!(crew.route(), Route::S136);
    crew.press(alt(Key::ArrowLeft));
    assert_eq!(crew.route(), Route::Board);
    crew.press(ctrl(Key::E));
    crew.press(key(Key::Escape));
    assert_eq!(crew.route(), Route::Board);
}
