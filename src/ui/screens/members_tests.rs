//! A governance lead's pages about members and keys, and anybody's page for a new passphrase.

use std::sync::Arc;

use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::entry_tests::governance;
use crate::app::Secret;
use crate::app::api::{Done, Phase, Request, State};
use crate::app::members::{EpochFact, Proposed, Waiting};
use crate::domain::content::Standing;
use crate::domain::ids::{DeviceId, EntryRef, MemberId};
use crate::domain::role::{Compartment, Side};
use crate::test_support::harness::CAR;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, pictures, press, shift, stage, type_in};
use crate::ui::theme::Theme;

type Harness = egui_kittest::Harness<'static, Stage>;

const NURSE: MemberId = MemberId([2; 16]);
const PLACE: EntryRef = EntryRef {
    device: DeviceId([1; 16]),
    seq: 40,
};

fn click(harness: &mut Harness, label: &str) {
    harness.get_by_label(label).click();
    harness.run_ok();
}

/// Presses a row that says these words.
fn press_row(harness: &mut Harness, words: &str) {
    let mut found = harness.get_all_by_label_contains(words);
    found.next().unwrap().click();
    drop(found);
    harness.run_ok();
}

fn about_to(harness: &mut Harness, change: &str) {
    click(harness, change);
    click(harness, "Continue");
}

#[test]
fn what_ending_access_does_and_cannot_do_is_said_before_it_is_done() {
    let route = Route::Member(NURSE);
    let mut harness = stage(governance(), Some(route.clone()), Theme::Light, CAR);
    about_to(&mut harness, "End access");
    assert_says(&harness, "End the access of J Patel?");
    assert_says(&harness, "What this cannot do");
    assert!(harness.state_mut().asked().is_empty(), "nothing is done yet");
    click(&mut harness, "End access");
    let asked = harness.state_mut().asked();
    assert!(
        matches!(
            asked.as_slice(),
            [Request::ChangeMember(NURSE, Standing::Removed)]
        ),
        "{asked:?}"
    );
    pictures("member-remove", &governance(), Some(&route), |harness| {
        about_to(harness, "End access");
    });
}

#[test]
fn a_forgotten_passphrase_is_an_invitation_and_never_shown_twice() {
    let mut harness = stage(governance(), Some(Route::Member(NURSE)), Theme::Light, CAR);
    about_to(&mut harness, "Invite again");
    click(&mut harness, "Invite again");
    assert!(matches!(
        harness.state_mut().asked().as_slice(),
        [Request::Reinvite(NURSE)]
    ));
    let code = Secret::new("ABCD7-EFGH2-JKMN5-PQRS3-TVWX9".to_owned());
    harness.state_mut().done(Done::InvitationCode(Arc::new(code)));
    harness.run_ok();
    assert_says(&harness, "ABCD7-EFGH2");
    press(&mut harness, Key::Escape);
    assert_says(&harness, "ABCD7-EFGH2");
}

fn with_keys() -> State {
    let epoch = |compartment, epoch, in_force| EpochFact {
        compartment,
        epoch,
        made: evening().plus_minutes(-60 * 24 * 30),
        in_force,
    };
    State {
        epochs: vec![
            epoch(Compartment::Police, 1, true),
            epoch(Compartment::Health, 1, true),
            epoch(Compartment::Health, 2, true),
            epoch(Compartment::Shared, 1, true),
            epoch(Compartment::Shared, 2, false),
        ],
        waiting: vec![Waiting {
            entry: PLACE,
            side: Side::Police,
            by: MemberId([1; 16]),
            at: evening(),
            in_force: false,
            what: Proposed::Keys {
                compartment: Compartment::Shared,
                epoch: 2,
            },
        }],
        ..governance()
    }
}

#[test]
fn what_the_other_organisation_began_is_confirmed_with_one_press() {
    let mut harness = stage(with_keys(), None, Theme::Light, CAR);
    press_row(&mut harness, "One thing waits for your confirmation");
    assert!(
        harness.query_by_label_contains("police notes").is_none(),
        "no row for the other side"
    );
    press_row(&mut harness, "Confirm: Northmoor Police");
    let asked = harness.state_mut().asked();
    assert!(matches!(asked.as_slice(), [Request::Confirm(PLACE)]), "{asked:?}");
    pictures("keys", &with_keys(), Some(&Route::Keys), |_| {});
}

#[test]
fn a_new_passphrase_is_shown_once_and_typed_back() {
    let state = State {
        police: None,
        health: None,
        post: None,
        ..shift(Phase::SignIn)
    };
    let mut harness = stage(state, Some(Route::Passphrase), Theme::Light, CAR);
    type_in(&mut harness, "jpatel");
    harness
        .get_by_role_and_label(egui::accesskit::Role::PasswordInput, "Present passphrase")
        .focus();
    harness.run_ok();
    type_in(&mut harness, "one two three four five");
    press(&mut harness, Key::Enter);
    let asked = harness.state_mut().asked();
    assert!(matches!(asked.as_slice(), [Request::BeginPassphrase { handle, .. }] if handle == "jpatel"));
    let words = Secret::new("acorn bridge candle dune ember".to_owned());
    harness.state_mut().done(Done::Passphrase(Arc::new(words)));
    harness.run_ok();
    assert_says(&harness, "acorn bridge candle dune ember");
    press(&mut harness, Key::Enter);
    type_in(&mut harness, "acorn bridge candle dune ember");
    press(&mut harness, Key::Enter);
    let asked = harness.state_mut().asked();
    let typed = asked.iter().any(|request| {
        matches!(request, Request::FinishPassphrase { typed } if typed.expose().starts_with("acorn"))
    });
    assert!(typed, "{asked:?}");
    harness.state_mut().done(Done::Ok);
    harness.run_ok();
    assert_says(&harness, "Your new passphrase works");
}
