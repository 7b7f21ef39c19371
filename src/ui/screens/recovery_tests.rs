//! Recovery codes at the window: typed group by group by two people, the wrong group named, nothing kept.

use std::sync::Arc;

use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::entry_tests::governance;
use crate::app::Secret;
use crate::app::api::{Done, Phase, Request, State};
use crate::app::recovery::{RecoveryFor, RecoveryNotice, RecoveryStanding};
use crate::domain::role::Side;
use crate::test_support::harness::CAR;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, pictures, press, shift, stage, type_in};
use crate::ui::theme::Theme;

type Harness = egui_kittest::Harness<'static, Stage>;

const CODE: &str = "ABCD7EFGH2JKMN5PQRS3TVWX9YZ012345678ABCD";

fn signed_out() -> State {
    State {
        police: None,
        health: None,
        post: None,
        ..shift(Phase::SignIn)
    }
}

fn click(harness: &mut Harness, label: &str) {
    harness.get_by_label(label).click();
    harness.run_ok();
}

/// On the first holder's page.
fn at_first(harness: &mut Harness, purpose: &str) {
    click(harness, purpose);
    click(harness, "Continue");
}

fn typed_codes(stage: &mut Stage) -> Vec<String> {
    let asked = stage.asked();
    let codes = asked.into_iter().filter_map(|request| {
        if let Request::TypeRecoveryCode(code) = request {
            Some(code.expose().to_owned())
        } else {
            None
        }
    });
    codes.collect()
}

#[test]
fn each_holder_types_their_own_code_and_the_wrong_group_is_named() {
    let mut harness = stage(signed_out(), Some(Route::Recovery), Theme::Light, CAR);
    at_first(&mut harness, "Test the codes");
    for symbol in CODE.chars() {
        // the keyboard moves on by itself from group to group
        type_in(&mut harness, &symbol.to_string());
    }
    press(&mut harness, Key::Enter);
    assert_eq!(typed_codes(harness.state_mut()), [CODE]);
    harness.state_mut().done(Done::RecoveryGroup(3));
    harness.run_ok();
    assert_says(&harness, "Group 3 has a typing error");
    type_in(&mut harness, "JKMN6");
    press(&mut harness, Key::Enter);
    let again = typed_codes(harness.state_mut());
    assert_eq!(
        again,
        [CODE.replace("JKMN5", "JKMN6")],
        "only that group was typed again"
    );
    harness.state_mut().done(Done::RecoveryRead { complete: None });
    harness.run_ok();
    assert_says(&harness, "Hand the computer to the second holder");
    press(&mut harness, Key::Enter);
    assert!(
        typed_codes(harness.state_mut()).is_empty(),
        "nothing of the first code is left"
    );
    assert_says(&harness, "Group 1 has a typing error");
}

#[test]
fn a_pasted_code_fills_its_groups() {
    let mut harness = stage(signed_out(), Some(Route::Recovery), Theme::Light, CAR);
    at_first(&mut harness, "Test the codes");
    type_in(&mut harness, "ABCD7-EFGH2-JKMN5-PQRS3-TVWX9-YZ012-34567-8ABCD");
    press(&mut harness, Key::Enter);
    assert_eq!(typed_codes(harness.state_mut()), [CODE]);
}

#[test]
fn leaving_the_page_forgets_what_was_typed() {
    let mut harness = stage(signed_out(), Some(Route::Recovery), Theme::Light, CAR);
    at_first(&mut harness, "Test the codes");
    type_in(&mut harness, "QQRS3");
    type_in(&mut harness, "TVWX9");
    click(&mut harness, "Back");
    let asked = harness.state_mut().asked();
    assert!(
        asked
            .iter()
            .any(|request| matches!(request, Request::StopRecovery))
    );
    harness.state_mut().shell.go(Route::Recovery);
    harness.run_ok();
    at_first(&mut harness, "Test the codes");
    press(&mut harness, Key::Enter);
    assert_says(&harness, "Group 1 has a typing error");
}

#[test]
fn a_half_typed_code_that_nobody_goes_on_with_is_wiped() {
    let mut harness = stage(signed_out(), Some(Route::Recovery), Theme::Light, CAR);
    at_first(&mut harness, "Test the codes");
    type_in(&mut harness, "QQRS3");
    let later = evening().plus_minutes(6);
    harness.state_mut().shell.clock = Arc::new(crate::app::clock::HandClock::at(later));
    harness.run_ok();
    let asked = harness.state_mut().asked();
    let stopped = |request: &Request| matches!(request, Request::StopRecovery);
    assert!(asked.iter().any(stopped));
    press(&mut harness, Key::Tab);
    harness.state_mut().shell.go(Route::Recovery);
    harness.run_ok();
    at_first(&mut harness, "Test the codes");
    press(&mut harness, Key::Enter);
    assert_says(&harness, "Group 1 has a typing error");
}

fn lately(used_for: RecoveryFor, side: Side) -> RecoveryNotice {
    RecoveryNotice {
        side,
        used_for,
        lead: None,
        at: evening().plus_minutes(-3 * 24 * 60),
        device: "TR-07".to_owned(),
    }
}

#[test]
fn both_organisations_see_that_codes_were_used() {
    let mut state = shift(Phase::Shared);
    state.recovery_uses = vec![
        lately(RecoveryFor::Drill, Side::Police),
        lately(RecoveryFor::Restore, Side::Health),
    ];
    let harness = stage(state.clone(), None, Theme::Light, CAR);
    assert_says(&harness, "were used on");
    assert_says(&harness, "One more use in 30 days");
    state.phase = Phase::Covered;
    let harness = stage(state, None, Theme::Light, CAR);
    assert!(
        harness.query_by_label_contains("were used on").is_none(),
        "not on a covered screen"
    );
}

#[test]
fn both_organisations_see_that_one_of_them_has_no_lead() {
    let mut state = shift(Phase::Shared);
    state.leaderless = vec![Side::Police];
    let harness = stage(state.clone(), None, Theme::Light, CAR);
    assert_says(&harness, "has no governance lead left");
    assert_says(&harness, "then Use recovery codes");
    let mut lead = governance();
    lead.leaderless = vec![Side::Police, Side::Health];
    let harness = stage(lead, None, Theme::Light, CAR);
    assert_says(&harness, "has no governance lead left");
    state.phase = Phase::Covered;
    let harness = stage(state, None, Theme::Light, CAR);
    assert!(
        harness.query_by_label_contains("governance lead left").is_none(),
        "not on a covered screen"
    );
}

#[test]
fn recovery_pictures() {
    let route = Route::Recovery;
    pictures("recovery-code-wrong", &signed_out(), Some(&route), |harness| {
        at_first(harness, "Test the codes");
        type_in(harness, "ABCD7-EFGH2-JKMN5-PQRS3-TVWX9-YZ012-34567-8ABCD");
        press(harness, Key::Enter);
        harness.state_mut().done(Done::RecoveryGroup(3));
        harness.run_ok();
    });
    pictures("recovery-invited", &signed_out(), Some(&route), |harness| {
        at_first(harness, "Let a governance lead in again");
        type_in(harness, CODE);
        press(harness, Key::Enter);
        harness.state_mut().done(Done::RecoveryRead {
            complete: Some(Side::Health),
        });
        harness.run_ok();
        type_in(harness, "Dr Nell Stone");
        let code = Secret::new("ABCD7-EFGH2-JKMN5-PQRS3-TVWX9".to_owned());
        press(harness, Key::Enter);
        harness.state_mut().done(Done::InvitationCode(Arc::new(code)));
        harness.run_ok();
        assert_says(harness, "Dr Nell Stone");
    });
}

#[test]
fn a_lead_sees_when_the_codes_are_due() {
    let made = Some(("Caldicott Guardian".to_owned(), evening()));
    let mut state = governance();
    state.recovery_standing = Some(RecoveryStanding {
        side: Side::Health,
        holders: [made.clone(), made],
        leaderless: false,
        usable: true,
        tested: None,
        due: evening().london_date(),
        overdue: true,
    });
    let harness = stage(state.clone(), None, Theme::Light, CAR);
    assert_says(&harness, "Recovery has never been tested. Test it this week");
    if let Some(standing) = &mut state.recovery_standing {
        standing.tested = Some(evening());
        standing.overdue = false;
    }
    let harness = stage(state, None, Theme::Light, CAR);
    assert_says(&harness, "Last tested");
}
