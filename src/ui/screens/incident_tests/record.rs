//! The record of a seat, the shared sections without a seat, red flags above everything, times typed and pressed.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::app::api::Request;
use crate::domain::content::{Detail, RedFlag};
use crate::domain::incident::FieldCard;
use crate::domain::record::SideField;
use crate::test_support::harness::{CAR, keep_or_compare, picture_name};
use crate::test_support::scan;
use crate::ui::route::{Route, Section};
use crate::ui::testing::{assert_says, stage, type_in};
use crate::ui::theme::{Profile, Theme};

fn open(section: Section, phase: Phase, incident: SharedIncident) -> Harness<'static, Stage> {
    let state = at_work(phase, incident);
    stage(state, Some(Route::Workspace(section)), Theme::Light, CAR)
}

/// What was asked besides drafts.
fn asked(harness: &mut Harness<'static, Stage>) -> Vec<Request> {
    let all = harness.state_mut().asked();
    all.into_iter()
        .filter(|request| !matches!(request, Request::SaveDraft(_) | Request::DropDraft(_)))
        .collect()
}

fn type_into(harness: &mut Harness<'static, Stage>, label: &str, words: &str) {
    harness.get_by_label(label).focus();
    harness.run_ok();
    type_in(harness, words);
}

#[test]
fn a_mistyped_number_is_named_beside_its_field_and_nothing_is_stored() {
    let mut harness = open(Section::Record, Phase::Seat(Side::Health), incident());
    type_into(&mut harness, "NHS number", "999 000 0019");
    press(&mut harness, &[Key::Tab]);
    assert_says(&harness, "A digit or a letter is wrong");
    assert!(asked(&mut harness).is_empty());
    let words = scan::all_words(&harness);
    assert!(words.contains("999 000 0019"), "what was typed stays");
}

#[test]
fn a_field_is_stored_in_its_one_form_as_it_is_left() {
    let mut state = at_work(Phase::Seat(Side::Health), incident());
    state.training = true;
    let route = Route::Workspace(Section::Record);
    let mut harness = stage(state, Some(route), Theme::Light, CAR);
    type_into(&mut harness, "NHS number", "9990000018");
    press(&mut harness, &[Key::Tab]);
    let asked = asked(&mut harness);
    let [Request::Fill(INCIDENT, SideField::NhsNumber, value)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert_eq!(value, "999 000 0018");
}

#[test]
fn what_is_half_typed_is_stored_before_the_seat_is_left() {
    let mut harness = open(Section::Record, Phase::Seat(Side::Police), incident());
    type_into(&mut harness, "Other names", "Sammy");
    chord(&mut harness, Modifiers::NONE, Key::F4);
    let asked = asked(&mut harness);
    let [
        Request::Fill(INCIDENT, SideField::Alias, name),
        Request::SharedView,
    ] = &asked[..]
    else {
        panic!("{asked:?}")
    };
    assert_eq!(name, "Sammy");
}

#[test]
fn the_officer_s_page_never_asks_for_an_nhs_number_nor_the_nurse_s_for_a_pnc_identifier() {
    for (side, other) in [(Side::Police, "NHS number"), (Side::Health, "PNC identifier")] {
        let harness = open(Section::Record, Phase::Seat(side), incident());
        assert!(!scan::all_words(&harness).contains(other), "{side:?}");
    }
}

#[test]
fn a_step_is_stamped_in_one_press_or_at_a_typed_time_and_a_wrong_time_is_refused() {
    let mut harness = open(Section::Timeline, Phase::Shared, incident());
    harness.get_by_label("Stamp: Assigned").click();
    harness.run_ok();
    assert!(matches!(
        asked(&mut harness)[..],
        [Request::Stamp(INCIDENT, Milestone::Assigned, None)]
    ));
    type_into(&mut harness, "When?", "20:45");
    harness.get_by_label("Stamp: Call").click();
    harness.run_ok();
    let stamped = asked(&mut harness);
    let [Request::Stamp(INCIDENT, Milestone::Call, Some(at))] = &stamped[..] else {
        panic!("{stamped:?}")
    };
    assert_eq!(at.clock(), "20:45");
    type_into(&mut harness, "When?", "25:61");
    harness.get_by_label("Stamp: Clear").click();
    harness.run_ok();
    assert!(asked(&mut harness).is_empty());
    assert_says(&harness, "The time must be now or earlier");
}

#[test]
fn a_red_flag_stands_above_every_page_for_both_until_nobody_sees_it() {
    let mut flagged = incident();
    flagged.frame.red_flags = vec![RedFlag::Overdose];
    for phase in [
        Phase::Shared,
        Phase::Seat(Side::Police),
        Phase::Seat(Side::Health),
    ] {
        let state = at_work(phase, flagged.clone());
        for route in [Route::Board, Route::Outcome, Route::Workspace(Section::Plan)] {
            let harness = stage(state.clone(), Some(route), Theme::Light, CAR);
            assert_says(&harness, "Ambulance now, 999: Overdose or poisoning");
        }
    }
    let covered = stage(at_work(Phase::Covered, flagged.clone()), None, Theme::Light, CAR);
    assert!(!scan::all_words(&covered).contains("Overdose"));
    let mut harness = open(Section::Risk, Phase::Shared, flagged);
    harness.get_by_label("Overdose or poisoning").scroll_to_me();
    harness.run_ok();
    harness.get_by_label("Overdose or poisoning").click();
    harness.run_ok();
    let asked = asked(&mut harness);
    let [Request::SetDetail(INCIDENT, Detail::RedFlags { flags, .. })] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert!(flags.is_empty());
}

#[test]
fn the_shared_view_has_the_shared_sections_and_no_private_one() {
    for section in Section::ALL {
        let harness = open(section, Phase::Shared, incident());
        let stays = matches!(harness.state().shell.route(), Route::Workspace(_));
        assert_eq!(stays, section.is_shared(), "{section:?}");
        assert!(!scan::all_words(&harness).contains("Took tablets about 20:30"));
        scan::assert_sizes(&harness, Profile::Car);
    }
}

#[test]
fn a_wrong_postcode_is_named_and_not_stored() {
    let mut harness = open(Section::Details, Phase::Shared, incident());
    harness.get_by_label("Postcode").scroll_to_me();
    harness.run_ok();
    type_into(&mut harness, "Postcode", "QQ1 1AA");
    press(&mut harness, &[Key::Tab]);
    assert_says(&harness, "It is not written like that");
    assert!(asked(&mut harness).is_empty());
}

#[test]
fn record_pictures() {
    let mut state = at_work(Phase::Seat(Side::Health), incident());
    let mut own = own();
    let card = |value: &str| FieldCard {
        value: value.to_owned(),
        at: minutes_ago(4),
        author: None,
        earlier: Vec::new(),
    };
    own.filled.fields = [
        (SideField::Born, card("1996-05")),
        (SideField::Sex, card("M")),
        (SideField::NhsNumber, card("999 000 0018")),
        (SideField::EthnicityNhs, card("D")),
    ]
    .into();
    state.own = Some(Arc::new(own));
    let mut flagged = incident();
    flagged.frame.red_flags = vec![RedFlag::Overdose];
    let flagged = at_work(Phase::Shared, flagged);
    let mut results = egui_kittest::SnapshotResults::new();
    for theme in Theme::ALL {
        for (name, state, section) in [
            ("workspace-record", &state, Section::Record),
            ("workspace-risk-flags", &flagged, Section::Risk),
        ] {
            let route = Route::Workspace(section);
            let mut harness = stage(state.clone(), Some(route), theme, CAR);
            harness.remove_cursor();
            harness.run_ok();
            keep_or_compare(&mut harness, &picture_name(name, theme, CAR));
            results.extend_harness(&mut harness);
        }
    }
    let wrong: Vec<String> = results.into_inner().iter().map(ToString::to_string).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn half_written_evidence_of_a_marker_is_kept_with_its_own_incident() {
    let mut state = at_work(Phase::Seat(Side::Health), incident());
    let words = r#"{"adding":true,"evidence":"Threw a chair at 20:40"}"#;
    state.drafts = vec![crate::app::api::Draft {
        key: format!("marker/{}", INCIDENT.hex()),
        words: words.to_owned(),
    }];
    let route = Route::Workspace(Section::Risk);
    let mut harness = stage(state.clone(), Some(route), Theme::Light, CAR);
    harness.set_size(egui::vec2(1024.0, 3000.0));
    harness.run_ok();
    assert_says(&harness, "Threw a chair at 20:40");
    let mut other = incident();
    other.incident = IncidentId([9; 16]);
    state.focus = Some(Arc::new(other));
    harness.state_mut().show(state);
    harness.run_ok();
    assert!(!scan::all_words(&harness).contains("Threw a chair"));
}
