//! The governance lead's pages about this laptop: devices, receipts, backups.

use std::path::PathBuf;

use egui_kittest::kittest::Queryable as _;

use super::entry_tests::governance;
use crate::app::api::{Done, Request, State};
use crate::app::backup::{BackupSettings, BackupState, LastBackup};
use crate::app::exchange::{Device, Receipt, ReceiptAnswer};
use crate::app::problem::Problem;
use crate::domain::ids::DeviceId;
use crate::test_support::harness::CAR;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, pictures, stage, type_in};
use crate::ui::theme::Theme;

type Harness = egui_kittest::Harness<'static, Stage>;

fn click(harness: &mut Harness, label: &str) {
    harness.get_by_label(label).click();
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
