//! Handing over, and a hospital that asks police to stay.

use super::*;
use crate::app::api::{DeskRequest, Done, Request};
use crate::domain::content::{
    HandoverGiven, HandoverReceived, HandoverTo, ReceivedHow, Sbar, StayAnswer, StayAsked, StayReason,
};
use crate::domain::incident::HandoverCard;
use crate::test_support::harness::{CAR, DESK};
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{assert_says, few_pictures, stage, type_in};
use crate::ui::theme::Theme;

fn given(number: u8, to: HandoverTo, place: &str, author: u8) -> HandoverCard {
    HandoverCard {
        at: minutes_ago(4),
        author: Some(MemberId([author; 16])),
        given: HandoverGiven {
            incident: INCIDENT,
            handover: ItemId([number; 16]),
            to,
            place: place.to_owned(),
            by: "J Patel, nurse".to_owned(),
            sbar: Sbar {
                situation: "Footbridge, now calm".to_owned(),
                ..Sbar::default()
            },
            code: "K7M2Q".to_owned(),
        },
        received: None,
    }
}

fn seat(side: Side, handovers: Vec<HandoverCard>) -> State {
    let mut state = at_work(Phase::Seat(side), incident());
    let mut file = own();
    file.handovers = handovers;
    state.own = Some(Arc::new(file));
    state.me = Some(MemberId([2; 16]));
    state
}

fn asked(harness: &mut Harness<'static, Stage>) -> Vec<DeskRequest> {
    let requests = harness.state_mut().asked();
    let desk = requests.into_iter().filter_map(|request| {
        if let Request::Desk(desk) = request {
            Some(*desk)
        } else {
            None
        }
    });
    desk.collect()
}

#[test]
fn handover_pictures() {
    let mut signed = given(51, HandoverTo::EmergencyDepartment, "Northmoor", 2);
    signed.received = Some(HandoverReceived {
        incident: INCIDENT,
        handover: ItemId([51; 16]),
        name: "K Shah".to_owned(),
        role: "Charge nurse".to_owned(),
        at: minutes_ago(2),
        how: ReceivedHow::OnPaper,
        read_back: true,
        remark: String::new(),
    });
    let state = seat(
        Side::Health,
        vec![given(52, HandoverTo::Ward, "Elm ward", 2), signed],
    );
    few_pictures("handover", &state, Some(&Route::Handover), |harness| {
        assert_says(harness, "Took tablets about 20:30");
    });
}

#[test]
fn stay_pictures() {
    let mut there = incident();
    there.desk.stays = vec![(
        minutes_ago(3),
        StayAsked {
            incident: INCIDENT,
            item: ItemId([61; 16]),
            reason: StayReason::NotReceivedYet,
            answer: StayAnswer::Stays,
            asked_by: "K Shah, charge nurse".to_owned(),
            agreed: "Until the suite is free, about 22:00".to_owned(),
            by: "PC 4411 Hughes".to_owned(),
        },
    )];
    let state = at_work(Phase::Shared, there);
    few_pictures("stay", &state, Some(&Route::Stay), |harness| {
        assert_says(harness, "Police stay for one of these four reasons");
    });
}

#[test]
fn what_an_officer_hands_to_a_hospital_is_what_was_shared_and_cannot_be_typed_over() {
    let mut harness = stage(
        seat(Side::Police, vec![]),
        Some(Route::Handover),
        Theme::Light,
        DESK,
    );
    press(&mut harness, &[Key::Num3]);
    assert_says(&harness, "They get what was shared, and what you ask of them");
    let words = scan::all_words(&harness);
    assert!(words.contains("Known to police: yes"), "{words}");
    assert!(!words.contains("Took tablets"), "a note is not a share");
    assert!(harness.query_by_label("Background").is_none_or(|node| {
        use egui_kittest::kittest::NodeT as _;
        node.accesskit_node().role() != egui::accesskit::Role::MultilineTextInput
    }));
}

#[test]
fn what_was_typed_survives_another_choice_and_what_was_not_follows_it() {
    let mut harness = stage(
        seat(Side::Health, vec![]),
        Some(Route::Handover),
        Theme::Light,
        DESK,
    );
    harness.get_by_label("Recommendation").focus();
    harness.run_ok();
    type_in(&mut harness, "See him tonight. ");
    harness
        .get_by_role_and_label(egui::accesskit::Role::RadioGroup, "Hand to")
        .focus();
    harness.run_ok();
    press(&mut harness, &[Key::Num2]);
    assert!(scan::all_words(&harness).contains("See him tonight"));
    chord(&mut harness, CTRL, Key::Enter);
    assert!(asked(&mut harness).is_empty());
    assert_says(&harness, "Say which ward, department or team takes over");
}

#[test]
fn the_code_of_the_sheet_is_on_no_screen() {
    let state = seat(Side::Health, vec![given(52, HandoverTo::Ward, "Elm ward", 2)]);
    let harness = stage(state, Some(Route::Handover), Theme::Light, CAR);
    assert!(!scan::all_words(&harness).contains("K7M2Q"));
}

#[test]
fn a_ward_signs_with_name_role_and_the_code_read_back() {
    let state = seat(Side::Health, vec![given(52, HandoverTo::Ward, "Elm ward", 2)]);
    let mut harness = stage(state, Some(Route::Handover), Theme::Light, DESK);
    let click = |harness: &mut Harness<'static, Stage>, words: &str| {
        first(harness, words).scroll_to_me();
        harness.run_ok();
        first(harness, words).click();
        harness.run_ok();
    };
    click(&mut harness, "They sign: 21:00 to Ward, Elm ward");
    press(&mut harness, &[Key::Num2]);
    click(&mut harness, "They sign for it");
    assert!(asked(&mut harness).is_empty());
    assert_says(&harness, "Type the code that stands on the sheet");
    for (field, words) in [
        ("Name of whoever takes over", "K Shah"),
        ("Role", "Charge nurse"),
        ("Code from the last line of the sheet", "k7m2q"),
    ] {
        harness.get_by_label(field).scroll_to_me();
        harness.get_by_label(field).focus();
        harness.run_ok();
        type_in(&mut harness, words);
    }
    click(&mut harness, "They sign for it");
    let asked = asked(&mut harness);
    assert!(
        matches!(&asked[..], [DeskRequest::Receive(form)]
            if form.how == ReceivedHow::OnPaper && form.code == "k7m2q" && form.role == "Charge nurse"),
        "{asked:?}"
    );
}

#[test]
fn only_a_colleague_is_offered_to_take_over_for_the_next_shift() {
    for (author, offered) in [(2, false), (3, true)] {
        let state = seat(Side::Health, vec![given(52, HandoverTo::NextShift, "", author)]);
        let harness = stage(state, Some(Route::Handover), Theme::Light, DESK);
        assert_eq!(scan::all_words(&harness).contains("I take this over"), offered);
    }
}

#[test]
fn a_hospital_s_request_is_answered_in_three_actions_and_no_reason_is_chosen_beforehand() {
    let mut harness = stage(at_work(Phase::Shared, incident()), None, Theme::Light, CAR);
    let shifted = Modifiers { shift: true, ..CTRL };
    chord(&mut harness, shifted, Key::H);
    chord(&mut harness, CTRL, Key::Enter);
    assert!(asked(&mut harness).is_empty());
    assert_says(&harness, "Choose the reason that the hospital gives");

    let mut harness = stage(at_work(Phase::Shared, incident()), None, Theme::Light, CAR);
    chord(&mut harness, shifted, Key::H);
    press(&mut harness, &[Key::Num1]);
    chord(&mut harness, CTRL, Key::Enter);
    let asked = asked(&mut harness);
    assert!(
        matches!(&asked[..], [DeskRequest::Stay(form)]
            if form.reason == StayReason::RiskToLife && form.answer == StayAnswer::Stays),
        "{asked:?}"
    );
    harness.state_mut().done(Done::Ok);
    harness.run_ok();
    assert_says(&harness, "Police stay");
}

#[test]
fn a_handover_that_nobody_signed_for_is_named_before_closing_and_leads_there() {
    let open = given(52, HandoverTo::NextShift, "", 2);
    let mut signed = given(53, HandoverTo::NextShift, "", 2);
    signed.received = Some(HandoverReceived {
        incident: INCIDENT,
        handover: ItemId([53; 16]),
        name: "R Evans".to_owned(),
        role: "Nurse".to_owned(),
        at: minutes_ago(2),
        how: ReceivedHow::OnPaper,
        read_back: true,
        remark: String::new(),
    });
    let words = "nobody has signed";
    let page = |handovers: Vec<HandoverCard>| {
        let mut state = seat(Side::Health, handovers);
        let mut ended = incident();
        ended.disclosures.remove(1);
        state.focus = Some(Arc::new(ended));
        stage(state, Some(Route::Outcome), Theme::Light, CAR)
    };
    let harness = page(vec![signed]);
    assert!(!scan::all_words(&harness).contains(words));
    let mut harness = page(vec![open]);
    assert_says(&harness, words);
    let row = harness.query_all_by_label_contains(words).next();
    row.unwrap().click();
    harness.run_ok();
    assert_eq!(*harness.state().shell.route(), Route::Handover);
}
