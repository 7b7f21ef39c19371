//! Set-up, invitations and recovery codes, by keyboard.

use std::sync::Arc;

use egui::Key;
use egui_kittest::kittest::Queryable as _;

use crate::app::Secret;
use crate::app::api::{Done, MemberCard, Phase, RecoveryCard, Request, SetUpState, State};
use crate::domain::decision::facts::Nation;
use crate::domain::ids::MemberId;
use crate::domain::role::{Role, Side};
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{press, stage, type_in};
use crate::ui::theme::{Profile, Theme};

fn lead(side: Side, name: &str, joined: bool) -> MemberCard {
    let number = if side == Side::Police { 8 } else { 9 };
    MemberCard {
        member: MemberId([number; 16]),
        name: name.to_owned(),
        side,
        role: Role::Governance,
        joined,
        standing: crate::domain::content::Standing::Active,
        invited_until: None,
    }
}

pub(super) fn nothing_yet() -> State {
    State {
        phase: Phase::NoVault,
        ..State::default()
    }
}

pub(super) fn set_up() -> State {
    let holder = |side, number, office: &str, made| RecoveryCard {
        side,
        number,
        office: office.to_owned(),
        made,
    };
    State {
        phase: Phase::SetUp,
        device: "TR-07".to_owned(),
        organisations: [
            "Northmoor street triage",
            "Northmoor Police",
            "Fellside NHS Trust",
        ]
        .map(str::to_owned),
        members: vec![
            lead(Side::Police, "A Morgan", true),
            lead(Side::Health, "R Shah", false),
        ],
        set_up: Some(SetUpState {
            lead_codes: vec![(Side::Health, "7KQM2-9XPA4-B3TRD-HW0VN-5CEJ8".to_owned())],
        }),
        recovery: vec![
            holder(Side::Police, 1, "Force information manager", true),
            holder(Side::Police, 2, "Data protection officer", false),
            holder(Side::Health, 1, "Caldicott Guardian", false),
            holder(Side::Health, 2, "Senior information risk owner", false),
        ],
        sitting: 1,
        ..State::default()
    }
}

#[test]
fn the_question_pages_make_a_vault_by_keyboard_alone() {
    let mut harness = stage(nothing_yet(), None, Theme::Light, CAR);
    press(&mut harness, Key::Num1);
    for words in [
        "Northmoor Police",
        "Fellside NHS Trust",
        "Northmoor street triage",
    ] {
        press(&mut harness, Key::Tab);
        type_in(&mut harness, words);
    }
    press(&mut harness, Key::Enter);
    type_in(&mut harness, "TR-07");
    press(&mut harness, Key::Enter);
    // the usual offices of recovery holders stand there already
    press(&mut harness, Key::Enter);
    type_in(&mut harness, "A Morgan");
    press(&mut harness, Key::Tab);
    type_in(&mut harness, "R Shah");
    press(&mut harness, Key::Enter);
    let asked = harness.state_mut().asked();
    let [Request::Found(form)] = &asked[..] else {
        panic!("asked: {asked:?}");
    };
    assert_eq!(form.nation, Nation::England);
    assert_eq!(form.police, "Northmoor Police");
    assert_eq!(form.device, "TR-07");
    assert_eq!(form.leads, ["A Morgan".to_owned(), "R Shah".to_owned()]);
    assert_eq!(form.recovery_offices[1][0], "Caldicott Guardian");
    assert!(!form.training);
}

#[test]
fn continue_names_what_is_missing_and_stays() {
    let mut harness = stage(nothing_yet(), None, Theme::Light, CAR);
    press(&mut harness, Key::Enter);
    let words = scan::all_words(&harness);
    for needed in [
        "There is a problem",
        "Choose England or Wales",
        "Write the name of the police force",
    ] {
        assert!(words.contains(needed), "{needed} {words}");
    }
}

#[test]
fn finish_names_the_lead_and_the_holders_who_are_missing() {
    let mut harness = stage(set_up(), None, Theme::Light, CAR);
    harness.get_by_label("Finish set-up").click();
    harness.run_ok();
    assert!(harness.state_mut().asked().is_empty());
    let words = scan::all_words(&harness);
    assert!(
        words.contains("Error: R Shah, governance lead, Fellside NHS Trust, opens the invitation"),
        "{words}"
    );
    assert!(words.contains("Error: Caldicott Guardian, Fellside NHS Trust, opens their recovery code"));
    assert!(!words.contains("Error: A Morgan"));
}

#[test]
fn an_invited_person_sees_their_passphrase_once_and_types_it_back() {
    let mut harness = stage(set_up(), Some(Route::Join), Theme::Light, CAR);
    type_in(&mut harness, "7KQM2-9XPA4-B3TRD-HW0VN-5CEJ8");
    press(&mut harness, Key::Enter);
    assert!(matches!(
        harness.state_mut().asked()[..],
        [Request::OpenInvitation(_)]
    ));
    let passphrase = "anchor basil canyon dwarf ember";
    harness.state_mut().done(Done::Invitation {
        name: "R Shah".to_owned(),
        side: Side::Health,
        role: Role::Governance,
        passphrase: Arc::new(Secret::new(passphrase.to_owned())),
    });
    harness.run_ok();
    assert!(scan::all_words(&harness).contains(passphrase));
    press(&mut harness, Key::Enter);
    assert!(
        !scan::all_words(&harness).contains("anchor"),
        "the words are gone while they are typed back"
    );
    type_in(&mut harness, "rshah");
    press(&mut harness, Key::Tab);
    type_in(&mut harness, passphrase);
    press(&mut harness, Key::Enter);
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::AcceptInvitation { handle, .. }] if handle == "rshah"),
        "{asked:?}"
    );
}

#[test]
fn a_recovery_code_is_left_only_by_typing_its_last_group() {
    let mut harness = stage(
        set_up(),
        Some(Route::RecoveryCode(Side::Health, 1)),
        Theme::Light,
        CAR,
    );
    assert!(scan::all_words(&harness).contains("Hand the computer to: Caldicott Guardian"));
    harness
        .get_by_label("I am the Caldicott Guardian. Show my code")
        .click();
    harness.run_ok();
    let asked = harness.state_mut().asked();
    assert!(
        matches!(
            &asked[..],
            [Request::MakeRecoveryCode {
                side: Side::Health,
                number: 1
            }]
        ),
        "{asked:?}"
    );
    let code = Secret::new("ABCD7-EFGH2-JKMN5-PQRS9".to_owned());
    harness.state_mut().done(Done::RecoveryCode(Arc::new(code)));
    harness.run_ok();
    press(&mut harness, Key::Escape);
    let ctrl = egui::Modifiers {
        ctrl: true,
        command: true,
        ..egui::Modifiers::NONE
    };
    for (modifiers, key) in [(egui::Modifiers::ALT, Key::ArrowLeft), (ctrl, Key::Q)] {
        harness.key_press_modifiers(modifiers, key);
        harness.run_ok();
        assert!(
            scan::all_words(&harness).contains("Your recovery code"),
            "{key:?}"
        );
    }
    type_in(&mut harness, "jkmn5");
    press(&mut harness, Key::Enter);
    assert!(scan::all_words(&harness).contains("That is not the last group"));
    harness
        .get_by_role_and_label(egui::Role::TextInput, "The last group, from your paper")
        .focus();
    harness.run_ok();
    harness.key_press_modifiers(
        egui::Modifiers {
            ctrl: true,
            command: true,
            ..egui::Modifiers::NONE
        },
        Key::A,
    );
    type_in(&mut harness, "pqrs9");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().shell.route(), &Route::SetUp);
    assert!(!scan::all_words(&harness).contains("ABCD7"));
}

#[test]
fn inviting_shows_the_code_to_hand_over() {
    let mut harness = stage(
        set_up(),
        Some(Route::Invite(Some(Side::Police))),
        Theme::Light,
        CAR,
    );
    press(&mut harness, Key::Num1);
    press(&mut harness, Key::Tab);
    type_in(&mut harness, "PC 4411 Hughes");
    press(&mut harness, Key::Enter);
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::Invite { role: Role::Officer, name, by: Some(Side::Police) }] if name == "PC 4411 Hughes"),
        "{asked:?}"
    );
}

#[test]
fn every_page_of_set_up_is_named_sized_and_apart() {
    let routes = [
        None,
        Some(Route::Join),
        Some(Route::RecoveryCode(Side::Police, 2)),
        Some(Route::Invite(Some(Side::Health))),
    ];
    for route in routes {
        let harness = stage(set_up(), route, Theme::Light, CAR);
        scan::assert_named(&harness);
        scan::assert_sizes(&harness, Profile::Car);
        scan::assert_no_dead_button(&harness);
    }
    let harness = stage(set_up(), Some(Route::Join), Theme::Light, CAR);
    scan::assert_no_overlap(&harness);
}
