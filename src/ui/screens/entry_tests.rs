//! The pages around the work: taking a seat, the covered screen, keys, palette, end of shift, people.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::app::api::{Done, IncidentRow, MemberCard, Phase, RecoveryCard, Request, State};
use crate::app::problem::Problem;
use crate::domain::ids::{IncidentId, MemberId};
use crate::domain::role::{Role, Side};
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{evening, press, shift, stage, type_in};
use crate::ui::theme::{Profile, Theme};

/// Ctrl as the window gets it.
const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};

fn row(number: u8, place: &str, person: &str) -> IncidentRow {
    IncidentRow {
        incident: IncidentId([number; 16]),
        reference: format!("26-01{number:02}"),
        opened: evening().plus_minutes(-i64::from(number)),
        closed: None,
        place: place.to_owned(),
        person: person.to_owned(),
        danger_unfinished: number == 17,
        detained: None,
        station: "Car 2".to_owned(),
        desk: crate::app::api::RowDesk::default(),
    }
}

pub(super) fn busy_shift() -> State {
    State {
        live: vec![
            row(17, "London Road footbridge", "Sam Okoro"),
            row(12, "Mill Lane 123", ""),
        ],
        ..shift(Phase::Shared)
    }
}

pub(super) fn governance() -> State {
    let member = |number: u8, name: &str, side, role, joined| MemberCard {
        member: MemberId([number; 16]),
        name: name.to_owned(),
        side,
        role,
        joined,
        standing: crate::domain::content::Standing::Active,
        invited_until: None,
    };
    State {
        phase: Phase::Office(Role::Governance),
        police: None,
        health: None,
        post: None,
        office: Some(("R Shah".to_owned(), Side::Health, Role::Governance)),
        recovery: vec![
            RecoveryCard {
                side: Side::Health,
                number: 1,
                office: "Caldicott Guardian".to_owned(),
                made: true,
            },
            RecoveryCard {
                side: Side::Health,
                number: 2,
                office: "Senior information risk owner".to_owned(),
                made: false,
            },
        ],
        members: vec![
            member(1, "PC 4411 Hughes", Side::Police, Role::Officer, true),
            member(2, "J Patel", Side::Health, Role::Nurse, true),
            member(3, "R Evans", Side::Health, Role::Nurse, false),
            member(4, "R Shah", Side::Health, Role::Governance, true),
        ],
        ..shift(Phase::Shared)
    }
}

#[test]
fn six_digits_take_a_seat_without_enter() {
    let mut harness = stage(shift(Phase::Shared), None, Theme::Light, CAR);
    press(&mut harness, Key::F3);
    type_in(&mut harness, "13579");
    assert!(harness.state_mut().asked().is_empty());
    type_in(&mut harness, "0");
    let asked = harness.state_mut().asked();
    assert!(
        matches!(
            &asked[..],
            [Request::TakeSeat {
                side: Side::Health,
                ..
            }]
        ),
        "{asked:?}"
    );
    harness.state_mut().failed(Problem::new(
        "A-215",
        "That PIN did not work",
        "3 tries left, then use your passphrase",
    ));
    harness.run_ok();
    assert!(scan::all_words(&harness).contains("3 tries left"));
    type_in(&mut harness, "135790");
    assert!(
        matches!(harness.state_mut().asked()[..], [Request::TakeSeat { .. }]),
        "the field is ready again"
    );
}

#[test]
fn after_five_wrong_pins_the_seat_asks_for_the_passphrase() {
    let mut state = shift(Phase::Shared);
    if let Some(seat) = &mut state.health {
        seat.needs_passphrase = true;
    }
    let mut harness = stage(state, Some(Route::TakeSeat(Side::Health)), Theme::Light, CAR);
    assert!(scan::all_words(&harness).contains("The police seat still works"));
    type_in(&mut harness, "jpatel");
    press(&mut harness, Key::Enter);
    type_in(&mut harness, "anchor basil canyon dwarf ember");
    press(&mut harness, Key::Enter);
    let asked = harness.state_mut().asked();
    assert!(
        matches!(
            &asked[..],
            [Request::SignIn {
                side: Side::Health,
                ..
            }]
        ),
        "{asked:?}"
    );
}

#[test]
fn any_key_then_six_digits_uncover() {
    let mut state = shift(Phase::Covered);
    state.saved = crate::app::api::Saved::Nothing;
    let mut harness = stage(state, None, Theme::Night, CAR);
    press(&mut harness, Key::Space);
    type_in(&mut harness, "135790");
    let asked = harness.state_mut().asked();
    assert!(matches!(&asked[..], [Request::Uncover(_)]), "{asked:?}");
}

#[test]
fn where_no_pin_is_taken_any_more_none_is_asked_for() {
    let mut harness = stage(shift(Phase::Covered), None, Theme::Night, CAR);
    press(&mut harness, Key::Space);
    type_in(&mut harness, "135790");
    let refused = Problem::new(
        crate::app::NO_MORE_PINS,
        "This screen takes no more PINs",
        "Use the passphrase",
    );
    harness.state_mut().failed(refused);
    harness.run_ok();
    let words = scan::all_words(&harness);
    assert!(words.contains("This screen takes no more PINs"), "{words}");
    assert!(
        words.contains("Police") && !words.contains("PIN of either seat"),
        "{words}"
    );
}

#[test]
fn a_covered_screen_names_nobody() {
    let mut state = busy_shift();
    state.phase = Phase::Covered;
    let harness = stage(state, None, Theme::Light, CAR);
    let words = scan::all_words(&harness);
    for private in ["Hughes", "Patel", "Okoro", "footbridge", "26-01", "Car 2"] {
        assert!(!words.contains(private), "{private} is on the covered screen");
    }
    assert!(words.contains("Danger now"));
}

#[test]
fn a_locked_screen_offers_no_danger_share() {
    let mut state = shift(Phase::Locked);
    state.police = None;
    let harness = stage(state, None, Theme::Light, CAR);
    assert!(!scan::all_words(&harness).contains("Danger now"));
}

#[test]
fn the_palette_finds_by_letters_and_goes_by_enter() {
    let mut harness = stage(busy_shift(), None, Theme::Light, CAR);
    harness.key_press_modifiers(CTRL, Key::K);
    harness.run_ok();
    type_in(&mut harness, "mill");
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::Find(words)] if words == "mill"),
        "{asked:?}"
    );
    harness.state_mut().done(Done::Found(Vec::new()));
    harness.run_ok();
    press(&mut harness, Key::Enter);
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::Focus(incident)] if *incident == IncidentId([12; 16])),
        "{asked:?}"
    );
    assert_eq!(harness.state().shell.route(), &Route::Board);
}

#[test]
fn digits_typed_into_a_field_press_nothing_else() {
    let mut harness = stage(busy_shift(), None, Theme::Light, CAR);
    harness.key_press_modifiers(CTRL, Key::K);
    harness.run_ok();
    type_in(&mut harness, "123 Mill Lane");
    assert!(matches!(harness.state().shell.route(), Route::Palette(_)));
}

#[test]
fn ctrl_q_lists_what_is_open_and_ends_only_by_ctrl_enter() {
    let mut harness = stage(busy_shift(), None, Theme::Light, CAR);
    harness.key_press_modifiers(CTRL, Key::Q);
    harness.run_ok();
    let words = scan::all_words(&harness);
    assert!(words.contains("2 incidents are still open"), "{words}");
    press(&mut harness, Key::Enter);
    assert!(harness.state_mut().asked().is_empty(), "Enter alone ends nothing");
    harness.key_press_modifiers(CTRL, Key::Enter);
    harness.run_ok();
    assert!(matches!(harness.state_mut().asked()[..], [Request::EndShift]));
}

#[test]
fn an_open_danger_strip_keeps_ctrl_enter_from_the_page_behind() {
    let mut harness = stage(busy_shift(), None, Theme::Light, CAR);
    harness.key_press_modifiers(CTRL, Key::Q);
    harness.run_ok();
    press(&mut harness, Key::F8);
    press(&mut harness, Key::Num2);
    harness.key_press_modifiers(CTRL, Key::Enter);
    harness.run_ok();
    let asked = harness.state_mut().asked();
    assert!(matches!(&asked[..], [Request::Danger { .. }]), "{asked:?}");
}

#[test]
fn closing_the_danger_strip_gives_the_keyboard_back_and_leaves_the_page_as_it_was() {
    let mut harness = stage(busy_shift(), None, Theme::Light, CAR);
    harness.key_press_modifiers(CTRL, Key::K);
    harness.run_ok();
    type_in(&mut harness, "mi");
    press(&mut harness, Key::F8);
    press(&mut harness, Key::Escape);
    type_in(&mut harness, "ll");
    let words = scan::all_words(&harness);
    assert!(words.contains("mill"), "{words}");
    assert!(matches!(harness.state().shell.route(), Route::Palette(_)));
}

#[test]
fn escape_leaves_a_page_that_was_opened_from_another() {
    let mut harness = stage(busy_shift(), None, Theme::Light, CAR);
    press(&mut harness, Key::F1);
    assert!(matches!(harness.state().shell.route(), Route::Help(_)));
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().shell.route(), &Route::Board);
}

#[test]
fn people_shows_only_the_leads_own_organisation_and_checks_the_log() {
    let mut harness = stage(governance(), None, Theme::Light, CAR);
    let words = scan::all_words(&harness);
    assert!(words.contains("J Patel"));
    assert!(
        !words.contains("Hughes"),
        "the other organisation's people are not listed"
    );
    harness.get_by_label("Check the log").click();
    harness.run_ok();
    assert!(matches!(harness.state_mut().asked()[..], [Request::Verify]));
    harness.state_mut().done(Done::Verified {
        entries: 412,
        findings: Vec::new(),
    });
    harness.run_ok();
    assert!(scan::all_words(&harness).contains("All 412 entries are whole"));
}

#[test]
fn these_pages_are_named_sized_and_apart() {
    let back = || Box::new(Route::Board);
    let pages = [
        (
            shift(Phase::Shared),
            Some(Route::TakeSeat(Side::Police)),
            Profile::Car,
        ),
        (shift(Phase::Covered), None, Profile::Car),
        (busy_shift(), Some(Route::Help(back())), Profile::Car),
        (busy_shift(), Some(Route::Palette(back())), Profile::Car),
        (busy_shift(), Some(Route::EndShift(back())), Profile::Car),
        (governance(), None, Profile::Desk),
    ];
    for (state, route, profile) in pages {
        let harness = stage(state, route, Theme::Light, CAR);
        scan::assert_named(&harness);
        scan::assert_sizes(&harness, profile);
        scan::assert_no_overlap(&harness);
        scan::assert_no_dead_button(&harness);
    }
}

#[test]
fn nothing_is_cut_off_at_the_side_in_the_smallest_window() {
    let small = egui::vec2(640.0, 360.0);
    let back = || Box::new(Route::Board);
    let sign_in = State {
        police: None,
        post: None,
        ..shift(Phase::SignIn)
    };
    let pages = [
        (sign_in, None),
        (
            State {
                phase: Phase::NoVault,
                ..State::default()
            },
            None,
        ),
        (shift(Phase::Shared), Some(Route::TakeSeat(Side::Police))),
        (shift(Phase::Covered), None),
        (busy_shift(), Some(Route::Help(back()))),
        (busy_shift(), Some(Route::Palette(back()))),
        (busy_shift(), Some(Route::EndShift(back()))),
        (governance(), None),
        (governance(), Some(Route::Invite(None))),
    ];
    for (state, route) in pages {
        let what = format!("{:?} {route:?}", state.phase);
        let harness = stage(state, route, Theme::Light, small);
        for node in scan::nodes(&harness) {
            let inside = node.rect.right() <= small.x + 1.0 || !node.rect.is_positive();
            assert!(inside, "{what}: {node:?}");
        }
    }
}
