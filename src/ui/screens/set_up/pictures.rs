//! Pictures of set-up: its questions, what is missing, the codes that change hands, and joining.

use std::sync::Arc;

use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::tests::{nothing_yet, set_up};
use crate::app::Secret;
use crate::app::api::Done;
use crate::domain::ids::MemberId;
use crate::domain::role::{Role, Side};
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, pictures, press, type_in};

const PASSPHRASE: &str = "anchor basil canyon dwarf ember";

fn answer_who(harness: &mut Harness<'static, Stage>) {
    press(harness, Key::Num1);
    for words in [
        "Northmoor Police",
        "Fellside NHS Trust",
        "Northmoor street triage",
    ] {
        press(harness, Key::Tab);
        type_in(harness, words);
    }
}

fn answer_device(harness: &mut Harness<'static, Stage>) {
    answer_who(harness);
    press(harness, Key::Enter);
    type_in(harness, "TR-07");
}

#[test]
fn who_works_together() {
    pictures("set-up-who", &nothing_yet(), None, |harness| {
        answer_who(harness);
        assert_says(harness, "Step 1 of 4");
    });
    pictures("set-up-who-missing", &nothing_yet(), None, |harness| {
        press(harness, Key::Enter);
        assert_says(harness, "There is a problem");
    });
}

#[test]
fn this_computer() {
    pictures("set-up-device", &nothing_yet(), None, |harness| {
        answer_device(harness);
        assert_says(harness, "Step 2 of 4");
    });
}

#[test]
fn the_recovery_holders() {
    pictures("set-up-recovery", &nothing_yet(), None, |harness| {
        answer_device(harness);
        press(harness, Key::Enter);
        assert_says(harness, "Step 3 of 4");
    });
}

#[test]
fn the_governance_leads() {
    pictures("set-up-leads", &nothing_yet(), None, |harness| {
        answer_device(harness);
        press(harness, Key::Enter);
        press(harness, Key::Enter);
        type_in(harness, "A Morgan");
        assert_says(harness, "Step 4 of 4");
    });
}

#[test]
fn what_is_still_to_do() {
    pictures("set-up-list", &set_up(), None, |_| {});
    pictures("set-up-list-missing", &set_up(), None, |harness| {
        harness.get_by_label("Finish set-up").click();
        harness.run_ok();
        assert_says(harness, "There is a problem");
    });
}

#[test]
fn the_sharing_agreement() {
    pictures("agreement", &set_up(), None, |harness| {
        harness
            .get_by_label("Sharing agreement and advice numbers. Can wait")
            .click_accesskit();
        harness.run_ok();
        assert_says(harness, "Start from the model agreement");
    });
}

#[test]
fn inviting_a_person() {
    let route = Route::Invite(Some(Side::Police));
    pictures("invite", &set_up(), Some(&route), |_| {});
    pictures("invite-code", &set_up(), Some(&route), |harness| {
        press(harness, Key::Num1);
        press(harness, Key::Tab);
        type_in(harness, "PC 4411 Hughes");
        press(harness, Key::Enter);
        let code = Secret::new("7KQM2-9XPA4-B3TRD-HW0VN-5CEJ8".to_owned());
        harness.state_mut().done(Done::InvitationCode(Arc::new(code)));
        harness.run_ok();
        assert_says(harness, "Give this code to PC 4411 Hughes");
    });
}

#[test]
fn a_recovery_holder_s_page() {
    let route = Route::RecoveryCode(Side::Health, 1);
    pictures("recovery-hand-over", &set_up(), Some(&route), |harness| {
        assert_says(harness, "Hand the computer to: Caldicott Guardian");
    });
    pictures("recovery-code", &set_up(), Some(&route), |harness| {
        harness
            .get_by_label("I am the Caldicott Guardian. Show my code")
            .click();
        harness.run_ok();
        let code = Secret::new("ABCD7-EFGH2-JKMN5-PQRS9-TVWX3".to_owned());
        harness.state_mut().done(Done::RecoveryCode(Arc::new(code)));
        harness.run_ok();
    });
}

/// The code is typed and opened: the passphrase stands there.
fn open_invitation(harness: &mut Harness<'static, Stage>) {
    type_in(harness, "7KQM2");
    press(harness, Key::Enter);
    harness.state_mut().done(Done::Invitation {
        name: "R Shah".to_owned(),
        side: Side::Health,
        role: Role::Governance,
        passphrase: Arc::new(Secret::new(PASSPHRASE.to_owned())),
    });
    harness.run_ok();
}

fn type_back(harness: &mut Harness<'static, Stage>) {
    open_invitation(harness);
    press(harness, Key::Enter);
    type_in(harness, "rshah");
    press(harness, Key::Tab);
    type_in(harness, PASSPHRASE);
}

#[test]
fn the_one_time_code() {
    pictures("join-code", &set_up(), Some(&Route::Join), |harness| {
        type_in(harness, "7KQM2-9XPA4-B3TRD-HW0VN-5CEJ8");
        assert_says(harness, "Open your invitation");
    });
}

#[test]
fn the_passphrase_shown_once() {
    pictures("join-passphrase", &set_up(), Some(&Route::Join), open_invitation);
}

#[test]
fn the_passphrase_typed_back() {
    pictures("join-typed-back", &set_up(), Some(&Route::Join), |harness| {
        type_back(harness);
        assert_says(harness, "type the passphrase back");
    });
}

#[test]
fn joined() {
    pictures("join-done", &set_up(), Some(&Route::Join), |harness| {
        type_back(harness);
        press(harness, Key::Enter);
        harness.state_mut().done(Done::Joined(MemberId([9; 16])));
        harness.run_ok();
        assert_says(harness, "R Shah, you have joined");
    });
}
