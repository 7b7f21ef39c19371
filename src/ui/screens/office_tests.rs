//! The governance lead's pages about this laptop: devices, receipts, backups.

use std::path::PathBuf;

use egui_kittest::kittest::Queryable as _;

use super::entry_tests::governance;
use crate::app::api::{Done, Phase, Request, State};
use crate::app::backup::{BackupSettings, BackupState, LastBackup};
use crate::app::exchange::{Admitted, Device, Receipt, ReceiptAnswer};
use crate::app::problem::Problem;
use crate::domain::ids::DeviceId;
use crate::domain::role::Side;
use crate::test_support::harness::CAR;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, few_pictures, pictures, press, shift, stage, type_in};
use crate::ui::theme::Theme;

type Harness = egui_kittest::Harness<'static, Stage>;

/// Presses what may lie below the page's edge.
fn click(harness: &mut Harness, label: &str) {
    harness.get_by_label(label).click_accesskit();
    harness.run_ok();
}

/// Puts the keyboard into a field, as the Tab key does.
fn focus(harness: &mut Harness, label: &str) {
    harness
        .get_by_role_and_label(egui::accesskit::Role::TextInput, label)
        .focus();
    harness.run_ok();
}

fn device(number: u8, name: &str, this: bool, forked: bool) -> Device {
    Device {
        id: DeviceId([number; 16]),
        name: name.to_owned(),
        revoked: false,
        forked,
        entries: 412 + u64::from(number),
        this,
    }
}

fn list(harness: &mut Harness) {
    let devices = vec![device(1, "TR-07", true, false), device(2, "Desk 3", false, false)];
    harness.state_mut().done(Done::Devices(devices));
    harness.run_ok();
}

fn receipt() -> Receipt {
    Receipt {
        device: "TR-07".to_owned(),
        size: 413,
        code: "ABCD7-EFGH2-JKMN5-PQRS3".to_owned(),
        text: String::new(),
    }
}

#[test]
fn devices_and_receipts() {
    let mut harness = stage(governance(), Some(Route::Devices), Theme::Light, CAR);
    list(&mut harness);
    click(&mut harness, "Check the receipt");
    assert_says(&harness, "Write the number of entries that stands on the receipt");
    focus(&mut harness, "Entries on the receipt");
    type_in(&mut harness, "413");
    focus(&mut harness, "Its twenty characters");
    type_in(&mut harness, "abcd7 efgh2 jkmn5 pqrs3");
    click(&mut harness, "Check the receipt");
    let asked = harness.state_mut().asked();
    let found = asked.iter().any(|request| {
        matches!(request, Request::CheckReceipt { device, size: 413, code } if device.is_none() && code.starts_with("abcd7"))
    });
    assert!(found, "{asked:?}");
    harness
        .state_mut()
        .done(Done::ReceiptChecked(ReceiptAnswer::Shorter(200)));
    harness.run_ok();
    assert_says(&harness, "only 200 are here");
    pictures("devices", &governance(), Some(&Route::Devices), |harness| {
        list(harness);
        click(harness, "Make a receipt");
        harness.state_mut().done(Done::Receipt(receipt()));
        harness.run_ok();
        assert_says(harness, "TR-07, 413 entries");
    });
}

#[test]
fn a_laptop_is_taken_out_after_a_page_that_says_what_it_does_and_this_one_never() {
    let mut harness = stage(governance(), Some(Route::Devices), Theme::Light, CAR);
    list(&mut harness);
    let press_row = |harness: &mut Harness, name: &str| {
        let row = harness.get_by(|node| {
            node.role() == egui::accesskit::Role::Row
                && node.label().is_some_and(|label| label.starts_with(name))
        });
        row.click_accesskit();
        harness.run_ok();
    };
    press_row(&mut harness, "TR-07");
    assert!(
        harness.query_by_label_contains("out of the log?").is_none(),
        "not this one"
    );
    press_row(&mut harness, "Desk 3");
    assert_says(&harness, "Take Desk 3 out of the log?");
    harness.state_mut().asked();
    click(&mut harness, "Take it out");
    let asked = harness.state_mut().asked();
    assert!(
        matches!(asked.as_slice(), [Request::RevokeDevice(id)] if *id == DeviceId([2; 16])),
        "{asked:?}"
    );
}

#[test]
fn two_laptops_of_one_name_are_told_apart_by_their_identifiers() {
    let mut harness = stage(governance(), Some(Route::Devices), Theme::Light, CAR);
    let devices = vec![
        device(1, "TR-07", true, false),
        device(2, "TR-07", false, true),
        device(3, "Desk 3", false, false),
    ];
    harness.state_mut().done(Done::Devices(devices));
    harness.run_ok();
    assert_says(&harness, "TR-07 01010101");
    assert_says(&harness, "TR-07 02020202");
    assert!(
        harness.query_by_label_contains("Desk 3 03").is_none(),
        "one that is alone needs no number"
    );
}

#[test]
fn a_copy_that_was_put_back_says_so_and_is_made_a_laptop_of_its_own() {
    let state = State {
        must_renew: true,
        ..governance()
    };
    let mut harness = stage(state, None, Theme::Light, CAR);
    assert_says(&harness, "This folder is an older copy of its laptop");
    click(&mut harness, "Make it a laptop of its own");
    list(&mut harness);
    harness.state_mut().asked();
    click(&mut harness, "Make it a laptop of its own");
    let asked = harness.state_mut().asked();
    assert!(matches!(asked.as_slice(), [Request::RenewDevice]), "{asked:?}");
}

fn new_laptop(waits: bool) -> State {
    State {
        phase: Phase::NoVault,
        enrolment: waits.then(|| ("TR-08".to_owned(), "7KQM2-9XPA4-B3TRD-HW0VN".to_owned())),
        ..State::default()
    }
}

#[test]
fn a_new_laptop_asks_shows_its_code_and_takes_the_answer_in() {
    let mut harness = stage(new_laptop(false), Some(Route::SetUp), Theme::Light, CAR);
    click(&mut harness, "Join with this laptop, or put a backup back");
    click(&mut harness, "Continue");
    assert_says(&harness, "Choose one of the two");
    click(&mut harness, "One more laptop of a partnership that exists");
    click(&mut harness, "Continue");
    focus(&mut harness, "Name of this laptop");
    type_in(&mut harness, "TR-08");
    click(&mut harness, "Larger, for a laptop in a car");
    harness.run_ok();
    assert!(
        (harness.ctx.zoom_factor() - 1.25).abs() < 0.01,
        "asked here as in set-up"
    );
    click(&mut harness, "Make the request");
    let asked = harness.state_mut().asked();
    let right = asked.iter().any(
        |request| matches!(request, Request::AskEnrolment { name, again: false, .. } if name == "TR-08"),
    );
    assert!(right, "{asked:?}");
    harness.state_mut().show(new_laptop(true));
    harness.state_mut().done(Done::Ok);
    harness.run_ok();
    assert_says(&harness, "7KQM2-9XPA4-B3TRD-HW0VN");
    click(&mut harness, "Take the answer in");
    assert_says(&harness, "Write the code that stands on the other laptop");
    focus(&mut harness, "The answer");
    type_in(&mut harness, "/media/stick/answer");
    focus(&mut harness, "The code that the other laptop shows");
    type_in(&mut harness, "abcd7 efgh2 jkmn5 pqrs3");
    click(&mut harness, "Take the answer in");
    let asked = harness.state_mut().asked();
    assert!(
        matches!(asked.as_slice(), [Request::FinishEnrolment { .. }]),
        "{asked:?}"
    );
    few_pictures("laptop-wait", &new_laptop(true), Some(&Route::NewLaptop), |_| {});
}

#[test]
fn a_lead_enrols_by_the_code_on_the_other_screen() {
    let mut harness = stage(governance(), Some(Route::Enrol), Theme::Light, CAR);
    focus(&mut harness, "The request");
    type_in(&mut harness, "request");
    click(&mut harness, "Enrol it");
    assert_says(&harness, "Write the whole path");
    assert_says(&harness, "Write the code that stands on the new laptop's screen");
    press(&mut harness, egui::Key::Escape);
    assert_says(&harness, "Check a receipt");
    few_pictures("enrol", &governance(), Some(&Route::Enrol), |_| {});
}

#[test]
fn what_a_file_brought_is_said_and_a_history_written_twice_is_named() {
    let came = |harness: &mut Harness| {
        list(harness);
        focus(harness, "The file");
        type_in(harness, "/media/stick/from-desk-3.bundle");
        click(harness, "Take it in");
        let asked = harness.state_mut().asked();
        let right = asked.iter().any(
            |request| matches!(request, Request::AdmitBundle(file) if file.ends_with("from-desk-3.bundle")),
        );
        assert!(right, "{asked:?}");
        let came = Admitted {
            new: 41,
            known: 12,
            waiting: 0,
            forks: vec![DeviceId([2; 16])],
            superseded: false,
            passphrases: 0,
        };
        harness.state_mut().done(Done::BundleAdmitted(came));
        harness.run_ok();
        list(harness);
    };
    let mut harness = stage(governance(), Some(Route::Carry), Theme::Light, CAR);
    came(&mut harness);
    assert_says(&harness, "41 new entries came, 12 were here already");
    assert_says(&harness, "Desk 3 wrote its history twice");
    click(&mut harness, "Desk 3, what it is not known to have");
    click(&mut harness, "Write it");
    let asked = harness.state_mut().asked();
    let right = asked
        .iter()
        .any(|request| matches!(request, Request::WriteBundle(_, Some(DeviceId(id))) if *id == [2; 16]));
    assert!(right, "{asked:?}");
    few_pictures("carry", &governance(), Some(&Route::Carry), came);
}

#[test]
fn a_crew_takes_a_file_in_from_its_own_seat_and_comes_back_to_its_work() {
    let mut harness = stage(shift(Phase::Seat(Side::Police)), None, Theme::Light, CAR);
    harness.key_press_modifiers(
        egui::Modifiers {
            ctrl: true,
            command: true,
            ..egui::Modifiers::NONE
        },
        egui::Key::K,
    );
    harness.run_ok();
    type_in(&mut harness, "files bet");
    let asked = harness.state_mut().asked();
    assert!(matches!(asked.as_slice(), [Request::Find(_)]), "{asked:?}");
    harness.state_mut().done(Done::Found(Vec::new()));
    harness.run_ok();
    press(&mut harness, egui::Key::Enter);
    assert_eq!(harness.state().shell.route(), &Route::Carry);
    list(&mut harness);
    focus(&mut harness, "The file");
    type_in(&mut harness, "/media/stick/from-desk-3.bundle");
    click(&mut harness, "Take it in");
    let asked = harness.state_mut().asked();
    let right = |request: &Request| matches!(request, Request::AdmitBundle(_));
    assert!(asked.iter().any(right), "{asked:?}");
    let came = Admitted {
        new: 3,
        known: 0,
        waiting: 0,
        forks: Vec::new(),
        superseded: false,
        passphrases: 0,
    };
    harness.state_mut().done(Done::BundleAdmitted(came));
    harness.run_ok();
    list(&mut harness);
    assert_says(&harness, "3 new entries came");
    press(&mut harness, egui::Key::Escape);
    assert_eq!(
        harness.state().shell.route(),
        &Route::Board,
        "not to a lead's page"
    );
}

fn backed_up() -> State {
    let folder = PathBuf::from("/media/stick");
    State {
        backup: BackupState {
            settings: Some(BackupSettings {
                folder: folder.clone(),
                every_hours: 24,
                keep: 14,
            }),
            last: Some(LastBackup {
                at: evening().plus_minutes(-90),
                file: folder.join("tr-07.tandem-backup"),
                entries: 412,
                bytes: 4_194_304,
            }),
            problem: None,
            running: false,
        },
        ..governance()
    }
}

#[test]
fn a_backup_on_demand_says_what_became_of_it() {
    let mut harness = stage(governance(), Some(Route::Backup), Theme::Light, CAR);
    assert_says(&harness, "Never backed up");
    click(&mut harness, "Back up now");
    assert_says(&harness, "Write the folder into which backups go");
    let mut harness = stage(backed_up(), Some(Route::Backup), Theme::Light, CAR);
    click(&mut harness, "Back up now");
    let asked = harness.state_mut().asked();
    let file = asked.iter().find_map(|request| {
        if let Request::BackUp(file) = request {
            Some(file.clone())
        } else {
            None
        }
    });
    assert!(
        file.unwrap().starts_with("/media/stick"),
        "into the folder that is set"
    );
    assert_says(&harness, "Making the backup and checking it");
    let full = Problem::new(
        "V-401",
        "The disk is full, so nothing was recorded",
        "Free some space",
    );
    harness.state_mut().failed(full);
    harness.run_ok();
    assert_says(&harness, "The disk is full");
    pictures("backup", &backed_up(), Some(&Route::Backup), |harness| {
        assert_says(harness, "Last backed up");
    });
}
