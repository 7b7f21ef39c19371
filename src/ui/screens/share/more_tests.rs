//! More for the record, the legs, and completing a record later, by keyboard alone and with hard words.

use std::sync::Arc;

use egui_kittest::kittest::Queryable as _;

use crate::app::api::{Request, State};
use crate::domain::content::{DecisionMade, DecisionResult, RecordField, TellingRecord};
use crate::domain::decision::decide;
use crate::domain::decision::facts::{ConsentState, ItemCategory, Nation};
use crate::domain::decision::path::Context;
use crate::domain::decision::record_tests::{agreed, nurse};
use crate::domain::ids::ItemId;
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, pictures, stage};
use crate::ui::theme::Theme;

use super::stage::*;

fn click(harness: &mut egui_kittest::Harness<'static, Stage>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    harness.run_ok();
}

#[test]
fn more_for_the_record_is_folded_and_goes_with_the_decision() {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "F13E1");
    let folded = scan::all_words(&harness);
    assert!(
        !folded.contains("The words they used"),
        "nothing more is asked of itself"
    );
    click(&mut harness, "More for the record");
    harness.get_by_label("The words they used").focus();
    harness.run_ok();
    let hard = format!("Tá mé sásta, Ďakujem, Ναι, Да. {}", "x".repeat(9_900));
    type_words(&mut harness, &hard);
    press(&mut harness, "EC");
    let (form, _) = shared(&mut harness);
    assert_eq!(
        form.answers.says(RecordField::ConsentWords),
        Some(hard.as_str()),
        "not a character is lost"
    );
}

#[test]
fn a_yes_that_was_taken_back_is_not_a_yes() {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "F13E6E3E");
    press(&mut harness, "4T2T2T");
    type_words(&mut harness, "She is on the rail and officers are beside her.");
    press(&mut harness, "T1E");
    assert_says(&harness, "Look at capacity again");
    assert_says(&harness, "Section 136 and an ambulance need no sharing decision");
    click(&mut harness, "Look at capacity again");
    assert_says(&harness, "What could they not do?");
    assert_eq!(committed(&mut harness).map(|_| ()), None);
}

#[test]
fn a_restricted_item_does_not_reach_the_check_page() {
    let mut harness = seat_of(Side::Police);
    press(&mut harness, "F1E1");
    click(&mut harness, "More for the record");
    click(&mut harness, "Covert source");
    press(&mut harness, "E");
    let words = scan::all_words(&harness);
    assert!(words.contains("covert source told never crosses"), "{words}");
    assert!(committed(&mut harness).is_none(), "nothing was shared");
}

#[test]
fn the_check_page_opens_what_nobody_typed_and_leads_back_to_it() {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "F13E1E");
    let link = harness.get_all_by_label_contains("Filled in for you:").next();
    link.unwrap().click_accesskit();
    harness.run_ok();
    assert_says(&harness, "Nobody typed these lines");
    assert_says(&harness, "(filled in)");
    press(&mut harness, "E");
    assert_says(&harness, "Check what the officer will see");
}

#[test]
fn what_a_record_says_has_no_date_until_somebody_gives_it_one() {
    let mut harness = seat_of(Side::Police);
    press(&mut harness, "F13E1E");
    assert_says(&harness, "From a record, date not known");
    assert_says(&harness, "Timely");
}

#[test]
fn a_leg_is_changed_on_its_own_page_and_the_share_keeps_it() {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "F13E1E");
    click(&mut harness, "What it rests on");
    assert_says(&harness, "What this share rests on");
    let first = harness.get_all_by_label_contains("Change: Safeguarding").next();
    first.unwrap().click_accesskit();
    harness.run_ok();
    press(&mut harness, "2E");
    press(&mut harness, "EC");
    let (form, _) = shared(&mut harness);
    assert_eq!(
        form.answers.changed_legs.len(),
        1,
        "{:?}",
        form.answers.changed_legs
    );
}

/// The nurse's incident with one decision whose record is open.
fn with_open_record() -> (State, Route) {
    let mut state = incident_of(Side::Health);
    let answers = agreed();
    let rules = Rules::embedded().unwrap();
    let items = vec![ItemCategory::PresentationAndRisk];
    let ctx = Context::nurse_to_officer(evening().london_date().unwrap(), Nation::England, items);
    let facts = answers.to_facts(&ctx, &ctx.items, &rules);
    assert_eq!(facts.consent.state, ConsentState::Given);
    let decision = ItemId([41; 16]);
    let made = DecisionMade {
        incident: state.focus.as_ref().unwrap().incident,
        decision,
        notes: Vec::new(),
        conclusion: decide(&facts, &rules),
        facts,
        words: answers.words(),
        result: DecisionResult::Shared {
            disclosure: ItemId([42; 16]),
        },
        begun: evening(),
        check_ms: 3_000,
        gaps: Vec::new(),
        telling: TellingRecord::default(),
        record: Some(Box::new(nurse(&answers))),
    };
    let mut own = state.own.as_deref().unwrap().clone();
    own.decisions.push((evening().plus_minutes(-3), made));
    state.own = Some(Arc::new(own));
    (state, Route::CompleteRecord(decision))
}

#[test]
fn an_open_line_is_filled_later_and_nothing_else_can_be() {
    let (state, route) = with_open_record();
    let mut harness = stage(state, Some(route), Theme::Light, CAR);
    press(&mut harness, "E");
    assert_says(&harness, "Fill in at least one line");
    let offered = harness.query_all_by_label("Seven days").count();
    assert_eq!(offered, 0, "a line that was written is no choice any more");
    click(&mut harness, "No");
    press(&mut harness, "E");
    match committed(&mut harness) {
        Some(Request::CompleteRecord { said, .. }) => {
            assert_eq!(said, [(RecordField::ChildrenThere, "no".to_owned())].into());
        }
        other => panic!("not completed: {other:?}"),
    }
}

#[test]
fn pictures_of_completing_the_record() {
    let (state, route) = with_open_record();
    pictures("complete-record", &state, Some(&route), |_| ());
}

#[test]
fn pictures_of_the_legs() {
    let state = incident_of(Side::Health);
    pictures("share-legs", &state, Some(&Route::Share), |harness| {
        press(harness, "13E1E");
        harness.get_by_label("What it rests on").click_accesskit();
        harness.run_ok();
    });
}

#[test]
fn pictures_of_more_for_the_record() {
    let state = incident_of(Side::Police);
    pictures("share-more", &state, Some(&Route::Share), |harness| {
        press(harness, "1E1");
        harness.get_by_label("More for the record").click_accesskit();
        harness.run_ok();
    });
}
