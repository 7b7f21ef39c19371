//! How the sharing pages look and hold together: small windows, long words, what is changed, pictures.

use std::sync::Arc;

use egui_kittest::kittest::Queryable as _;

use crate::domain::content::{Basis, Channel, PersonTold};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::ids::ItemId;
use crate::domain::role::Side;
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{evening, pictures, stage};
use crate::ui::theme::Theme;

use super::stage::*;

#[test]
fn half_a_window_and_long_words_lose_nothing() {
    let long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch ".repeat(4);
    let mut state = incident_of(Side::Health);
    let mut own = state.own.as_deref().unwrap().clone();
    own.notes[0].text.clone_from(&long);
    state.own = Some(Arc::new(own));
    for size in [egui::vec2(640.0, 2400.0), egui::vec2(640.0, 360.0)] {
        let mut harness = stage(state.clone(), Some(Route::Share), Theme::Light, size);
        for keys in ["1", "E", "1", "E"] {
            press(&mut harness, keys);
            if size.y > 1000.0 {
                // where nothing is scrolled out of sight, no text may lie on another
                scan::assert_no_overlap(&harness);
            }
            scan::assert_named(&harness);
        }
        assert!(
            scan::all_words(&harness).contains(long.trim()),
            "the whole note stands on the check page"
        );
        press(&mut harness, "C");
        assert_eq!(shared(&mut harness).1.items[0].words, long.trim());
    }
}

#[test]
fn how_and_what_for_are_changed_from_the_check_page() {
    let mut harness = seat_of(Side::Health);
    press(&mut harness, "F13E1E");
    harness.get_by_label("Change: how").click();
    harness.run_ok();
    press(&mut harness, "3E");
    harness.get_by_label("Change: sam told").click();
    harness.run_ok();
    press(&mut harness, "2EC");
    let (form, card) = shared(&mut harness);
    assert_eq!(
        (card.channel, card.person_told),
        (Channel::Radio, PersonTold::Later)
    );
    assert_eq!(
        (form.channel, form.person_told),
        (Channel::Radio, PersonTold::Later)
    );
}

#[test]
fn an_answer_of_this_evening_is_offered_and_never_chosen_beforehand() {
    let mut state = incident_of(Side::Health);
    let mut harness = stage(state.clone(), Some(Route::Share), Theme::Light, CAR);
    press(&mut harness, "1E1EC");
    let (form, _) = shared(&mut harness);
    let conclusion =
        crate::domain::decision::decide(&form.facts, &crate::domain::rules::Rules::embedded().unwrap());
    let mut own = state.own.as_deref().unwrap().clone();
    let decision = crate::domain::content::DecisionMade {
        incident: form.incident,
        decision: ItemId([41; 16]),
        notes: form.notes,
        facts: form.facts,
        words: form.words,
        conclusion,
        result: crate::domain::content::DecisionResult::Shared {
            disclosure: ItemId([42; 16]),
        },
        begun: form.begun,
        check_ms: form.check_ms,
        gaps: Vec::new(),
        record: None,
        telling: form.telling,
    };
    own.decisions.push((evening().plus_minutes(-3), decision));
    state.own = Some(Arc::new(own));
    let mut harness = stage(state, Some(Route::Share), Theme::Light, CAR);
    press(&mut harness, "3EE");
    assert!(
        scan::all_words(&harness).contains("Say whether Sam agreed"),
        "nothing is chosen beforehand"
    );
    harness.get_by_label("Use the earlier decision").focus();
    harness.run_ok();
    press(&mut harness, "EC");
    assert_eq!(
        shared(&mut harness).1.basis,
        Basis::Decided(Confidentiality::Consent)
    );
}

#[test]
fn pictures_of_the_items() {
    let state = incident_of(Side::Health);
    pictures("share-items", &state, Some(&Route::Share), |harness| {
        press(harness, "13");
    });
}

#[test]
fn pictures_of_the_check_page() {
    let state = incident_of(Side::Health);
    pictures("share-check", &state, Some(&Route::Share), |harness| {
        press(harness, "13E1E");
    });
}

#[test]
fn pictures_of_the_capacity_page() {
    let state = incident_of(Side::Health);
    pictures("share-capacity", &state, Some(&Route::Share), |harness| {
        press(harness, "13E5E23");
    });
}

#[test]
fn pictures_of_the_reason_page() {
    let state = incident_of(Side::Health);
    pictures("share-reason", &state, Some(&Route::Share), |harness| {
        press(harness, "13E4E12");
    });
}
