//! The partnership's questions: answered by one lead, signed by the other, read by a supervisor.

use std::sync::Arc;

use chrono::NaiveDate;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::entry_tests::governance;
use crate::app::api::{Done, Phase, Request, State};
use crate::domain::agreement::{AnswerState, PartnershipAnswer, Register, Signed};
use crate::domain::ids::{DeviceId, EntryRef, MemberId};
use crate::domain::role::{Role, Side};
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, pictures, press, stage, type_in};
use crate::ui::theme::{Profile, Theme};

type Harness = egui_kittest::Harness<'static, Stage>;

fn place(seq: u64) -> EntryRef {
    EntryRef {
        device: DeviceId([1; 16]),
        seq,
    }
}

/// Three answers of the police lead; the first is signed by the trust as well.
fn some_answers() -> State {
    let mut register = Register::default();
    let signed = |number: u8| Signed {
        by: MemberId([number; 16]),
        at: evening().plus_minutes(-60 * 24 * 30),
    };
    for (question, evidence) in [
        (1, "DPIA 12, version 2"),
        (2, "Security statements of March"),
        (7, "ISA 2026/4, clause 4"),
    ] {
        let answer = PartnershipAnswer {
            question,
            state: AnswerState::Met,
            evidence: evidence.to_owned(),
            owner: "Data protection officer".to_owned(),
            reviewed: NaiveDate::from_ymd_opt(2026, 10, 21),
            review_by: NaiveDate::from_ymd_opt(2027, 10, 21),
        };
        let entry = place(u64::from(question));
        register.answer(&answer, entry, Side::Police, signed(1)).unwrap();
    }
    register.sign(place(1), Side::Health, signed(3)).unwrap();
    State {
        register: Arc::new(register),
        ..governance()
    }
}

fn open_question(harness: &mut Harness, words: &str) {
    let mut found = harness.get_all_by_label_contains(words);
    found.next().unwrap().click_accesskit();
    drop(found);
    harness.run_ok();
}

#[test]
fn the_other_organisation_signs_the_very_answer_that_stands_there() {
    let route = Route::Partnership;
    let mut harness = stage(some_answers(), Some(route.clone()), Theme::Light, CAR);
    assert_says(&harness, "Partnership not ready: 21 of 22 open");
    scan::assert_named(&harness);
    open_question(&mut harness, "7. Is it agreed which information");
    assert_says(&harness, "Not signed for Fellside NHS Trust");
    scan::assert_sizes(&harness, Profile::Desk);
    harness.get_by_label("Sign for Fellside NHS Trust").click();
    harness.run_ok();
    let asked = harness.state_mut().asked();
    assert!(
        matches!(asked.as_slice(), [Request::SignPartnership(entry)] if *entry == place(7)),
        "{asked:?}"
    );
    pictures("partnership", &some_answers(), Some(&route), |_| {});
    pictures("partnership-question", &some_answers(), Some(&route), |harness| {
        open_question(harness, "7. Is it agreed which information");
    });
}

#[test]
fn a_changed_answer_is_saved_whole_and_an_empty_one_is_not() {
    let mut harness = stage(some_answers(), Some(Route::Partnership), Theme::Light, CAR);
    open_question(&mut harness, "14. Is it agreed how people are asked");
    harness
        .get_by_role_and_label(egui::accesskit::Role::RadioGroup, "How it stands")
        .focus();
    harness.run_ok();
    press(&mut harness, Key::Num2);
    harness
        .get_by_label("Save and sign for Fellside NHS Trust")
        .click();
    harness.run_ok();
    assert_says(&harness, "Say where the evidence is");
    assert!(harness.state_mut().asked().is_empty());
    for (label, words) in [
        ("Where the evidence is", "ISA 2026/4, part 6"),
        ("Who answers for it", "Caldicott Guardian"),
        ("Look at it again by", "20 11 2027"),
    ] {
        harness
            .get_by_role_and_label(egui::accesskit::Role::TextInput, label)
            .focus();
        harness.run_ok();
        type_in(&mut harness, words);
    }
    harness
        .get_by_label("Save and sign for Fellside NHS Trust")
        .click();
    harness.run_ok();
    let asked = harness.state_mut().asked();
    let [Request::AnswerPartnership(answer)] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    assert_eq!((answer.question, answer.state), (14, AnswerState::Met));
    assert_eq!(answer.reviewed, NaiveDate::from_ymd_opt(2026, 11, 20));
    assert_eq!(answer.review_by, NaiveDate::from_ymd_opt(2027, 11, 20));
    harness.state_mut().done(Done::Ok);
    harness.run_ok();
    assert_says(&harness, "Questions of the partnership");
}

#[test]
fn a_supervisor_reads_the_questions_and_changes_nothing() {
    let state = State {
        phase: Phase::Office(Role::Supervisor),
        office: Some(("A Morgan".to_owned(), Side::Police, Role::Supervisor)),
        ..some_answers()
    };
    let mut harness = stage(state, None, Theme::Light, CAR);
    open_question(&mut harness, "Partnership not ready");
    open_question(&mut harness, "1. Has the impact");
    assert_says(&harness, "Evidence: DPIA 12, version 2");
    assert!(harness.query_by_label_contains("sign for").is_none());
    assert!(harness.query_by_label_contains("Sign for").is_none());
}
