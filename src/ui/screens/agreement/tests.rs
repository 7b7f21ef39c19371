//! A governance lead reads, changes, signs and confirms an agreement, with the keyboard alone.

use chrono::NaiveDate;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::super::entry_tests::governance;
use crate::app::agreement::AgreementFact;
use crate::app::api::{Done, Request, State};
use crate::app::init::model;
use crate::app::members::{Proposed, Waiting};
use crate::domain::agreement::{Signed, Terms};
use crate::domain::content::PolicySet;
use crate::domain::decision::facts::{ItemCategory, Nation, Recipient};
use crate::domain::ids::{DeviceId, EntryRef, MemberId};
use crate::domain::role::Side;
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, few_pictures, pictures, press, stage, type_in};
use crate::ui::theme::{Profile, Theme};

type Harness = egui_kittest::Harness<'static, Stage>;

const PLACE: EntryRef = EntryRef {
    device: DeviceId([1; 16]),
    seq: 40,
};

fn signed() -> PolicySet {
    let mut terms = Terms {
        starts: NaiveDate::from_ymd_opt(2026, 4, 1),
        ends: NaiveDate::from_ymd_opt(2027, 3, 31),
        review: NaiveDate::from_ymd_opt(2027, 1, 31),
        ..model(Nation::England).unwrap()
    };
    for contact in &mut terms.contacts {
        contact.in_hours = "01632 960100".to_owned();
    }
    PolicySet {
        agreement: Some("ISA 2026/4".to_owned()),
        known_clause: Some("4.1".to_owned()),
        terms: Some(Box::new(terms)),
        ..PolicySet::default()
    }
}

fn lead() -> State {
    let by = |number: u8| Signed {
        by: MemberId([number; 16]),
        at: evening().plus_minutes(-60 * 24 * 200),
    };
    State {
        policy: signed(),
        agreements: vec![AgreementFact {
            policy: signed(),
            proposed: by(1),
            approved: Some(by(3)),
        }],
        ..governance()
    }
}

/// The police lead proposes that nurses are also told of spent convictions, until a later day.
fn proposed() -> State {
    let mut policy = signed();
    let terms = policy.terms.as_mut().unwrap();
    terms.version = 2;
    terms.ends = NaiveDate::from_ymd_opt(2028, 3, 31);
    terms.clauses[3].ticks[0]
        .items
        .push(ItemCategory::SpentConvictions);
    terms.contacts.remove(0);
    State {
        waiting: vec![Waiting {
            entry: PLACE,
            side: Side::Police,
            by: MemberId([1; 16]),
            at: evening(),
            in_force: false,
            what: Proposed::Settings(policy),
        }],
        ..lead()
    }
}

fn open(state: State) -> Harness {
    stage(state, Some(Route::Agreement), Theme::Light, CAR)
}

fn press_row(harness: &mut Harness, words: &str) {
    let mut found = harness.get_all_by_label_contains(words);
    found.next().unwrap().click_accesskit();
    drop(found);
    harness.run_ok();
}

#[test]
fn a_lead_reads_every_change_before_signing_and_signs_that_entry() {
    let mut harness = open(proposed());
    assert_says(&harness, "Northmoor Police signed this on");
    for change in [
        "4.4, more to Nurse: Spent convictions",
        "Last day: 31 March 2028, before 31 March 2027",
        "Gone: Northmoor Police, On call",
        "3 changes",
    ] {
        assert_says(&harness, change);
    }
    harness.get_by_label("Sign for Fellside NHS Trust").click();
    harness.run_ok();
    let asked = harness.state_mut().sent();
    assert!(matches!(asked.as_slice(), [Request::Confirm(PLACE)]), "{asked:?}");
    harness.state_mut().done(Done::Ok);
    harness.run_ok();
    assert_says(&harness, "Confirmed");
    pictures("agreement-lead", &proposed(), Some(&Route::Agreement), |_| {});
}

#[test]
fn one_tick_is_set_with_the_keyboard_told_as_a_change_and_signed() {
    let mut harness = open(lead());
    press_row(&mut harness, "4.4 Live incident");
    assert_says(&harness, "What staff will see");
    assert!(
        harness
            .query_by_label("What the crisis plan says to do, Nurse")
            .is_some()
    );
    let matrix = harness.get_by_role_and_label(egui::accesskit::Role::Group, "What may be told to whom");
    matrix.focus();
    harness.run_ok();
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Space);
    press(&mut harness, Key::Escape);
    assert_says(&harness, "One change");
    assert_says(&harness, "4.4, more to Nurse");
    press(&mut harness, Key::Escape);
    harness.state_mut().shell.go(Route::Agreement);
    harness.run_ok();
    assert_says(&harness, "One change");
    harness
        .get_by_label("Sign, and ask the other organisation")
        .click();
    harness.run_ok();
    let asked = harness.state_mut().sent();
    let [Request::SetPolicy(policy)] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    let terms = policy.terms.as_ref().unwrap();
    let told = &terms.clauses[3].ticks[0];
    assert_eq!((terms.version, told.to), (2, Recipient::Nurse));
    assert!(told.items.contains(&ItemCategory::CrisisPlan));
    assert_eq!(
        policy.police_advice.as_deref(),
        Some("Force duty inspector, 01632 960100")
    );
    pictures("agreement-clause", &lead(), Some(&Route::Agreement), |harness| {
        press_row(harness, "4.5 Care afterwards");
        assert_says(harness, "Ambulance crew");
        harness
            .get_by_role_and_label(egui::accesskit::Role::Group, "What may be told to whom")
            .focus();
        harness.run_ok();
        for _down in 0..5 {
            press(harness, Key::ArrowDown);
        }
    });
}

#[test]
fn a_day_that_cannot_be_read_and_a_red_line_are_said_before_anything_is_signed() {
    let mut harness = open(lead());
    unread(&mut harness);
    assert_says(&harness, "There is a problem");
    assert_says(&harness, "Write the day as three numbers");
    assert!(harness.state_mut().sent().is_empty());
    let first_day = |harness: &mut Harness| unread(harness);
    pictures("agreement-dates", &lead(), Some(&Route::Agreement), first_day);
    pictures(
        "agreement-contacts",
        &lead(),
        Some(&Route::Agreement),
        |harness| {
            press_row(harness, "Contacts: Fellside NHS Trust");
            assert_says(harness, "Caldicott Guardian");
        },
    );
}

fn unread(harness: &mut Harness) {
    press_row(harness, "Reference and dates");
    let days = harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Review by");
    days.focus();
    harness.run_ok();
    type_in(harness, "99");
    harness.get_by_label("Done with this part").click();
    harness.run_ok();
}

#[test]
fn the_model_is_a_start_and_an_agreement_without_a_reference_is_not_signed() {
    let mut harness = open(governance());
    assert_says(
        &harness,
        "With no agreement in force every share takes a full reason",
    );
    harness.get_by_label("Start from the model agreement").click();
    harness.run_ok();
    assert_says(&harness, "4.4 Live incident: risk and markers, officer to nurse");
    harness
        .get_by_label("Sign, and ask the other organisation")
        .click();
    harness.run_ok();
    assert_says(&harness, "Write the reference of the agreement");
    assert!(harness.state_mut().sent().is_empty());
}

#[test]
fn the_parts_are_named_and_large_enough_to_press() {
    for part in [
        "4.3 Live incident",
        "Reference and dates",
        "Approved channels",
        "Contacts: Northmoor Police",
        "How long records are kept: Fellside",
        "Words for the person",
    ] {
        let mut harness = open(lead());
        scan::assert_named(&harness);
        press_row(&mut harness, part);
        scan::assert_named(&harness);
        scan::assert_sizes(&harness, Profile::Desk);
        press(&mut harness, Key::Escape);
        assert_says(&harness, "The draft, part by part");
    }
}

#[test]
fn a_draft_that_was_left_is_there_again_and_none_is_once_the_agreement_changed() {
    let mut harness = open(lead());
    press_row(&mut harness, "Approved channels");
    press_row(&mut harness, "By radio");
    press(&mut harness, Key::Escape);
    let asked = harness.state_mut().asked();
    let kept = asked.into_iter().rev().find_map(|request| {
        if let Request::SaveDraft(draft) = request {
            Some(draft)
        } else {
            None
        }
    });
    let drafts = vec![kept.unwrap()];
    let again = State {
        drafts: drafts.clone(),
        ..lead()
    };
    assert_says(&open(again), "Sign, and ask the other organisation");
    let mut policy = signed();
    policy.agreement = Some("ISA 2026/5".to_owned());
    let changed = State {
        drafts,
        policy,
        ..lead()
    };
    let words = scan::all_words(&open(changed));
    assert!(!words.contains("Sign, and ask"), "{words}");
}

#[test]
fn pictures_of_channels_retention_and_the_words_for_the_person() {
    for (name, row, says) in [
        ("agreement-channels", "Approved channels", "How police hold"),
        (
            "agreement-kept",
            "How long records are kept: Fellside",
            "Section 136",
        ),
        ("agreement-consent", "Words for the person", "Before asking"),
    ] {
        few_pictures(name, &lead(), Some(&Route::Agreement), |harness| {
            press_row(harness, row);
            assert_says(harness, says);
        });
    }
}
