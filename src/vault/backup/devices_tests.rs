//! Backups and disposals among several devices: a restored copy goes on as a new device, an order reaches every device,
//! and what was destroyed comes back neither by an old bundle nor by an old backup that meets the order.

use super::super::story::exchange::{second, write};
use super::super::story::{NOW, Team, note, team};
use super::super::*;
use super::tests::{make, put_back, words_of};
use super::*;
use crate::domain::ids::IncidentId;
use crate::domain::role::Compartment;

fn go(_: u64, _: u64) -> bool {
    true
}

fn open(dir: &Path) -> Vault {
    let words = Secret::new("pass of aosei".to_owned());
    Vault::open(dir, &unlock(dir, "aosei", &words).unwrap()).unwrap()
}

fn sound(vault: &Vault) {
    let report = vault.verify(&mut go).unwrap();
    assert!(report.ok, "{:?}", report.findings);
}

/// Orders that the one incident of the health record is destroyed.
fn dispose(team: &mut Team) -> DisposalDone {
    let ring = team.vault.ring(&team.health_lead, &Compartment::SEALED).unwrap();
    let view = View::open(&team.vault, Compartment::Health, &ring, &mut go).unwrap();
    let plan = team
        .vault
        .plan_disposal(&view, IncidentId([1; 16]), &ring)
        .unwrap();
    drop(view);
    let row = ("a-row", "a-table");
    team.vault
        .dispose(&team.health_lead, &ring, &plan, row, NOW)
        .unwrap()
}

#[test]
fn an_order_travels_and_nothing_that_was_destroyed_comes_back() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut team = team(one.path());
    write(&mut team.vault, &team.nurse, "to be destroyed");
    let other_device = second(&mut team, two.path(), "TR-08");
    let mut other = open(two.path());
    let nurse = other.ring(&team.nurse, &Compartment::SEALED).unwrap();
    drop(View::open(&other, Compartment::Health, &nurse, &mut go).unwrap());
    let (old, new, back) = (
        one.path().join("old"),
        one.path().join("new"),
        two.path().join("back"),
    );
    other.write_bundle(&old, None, NOW, &mut go).unwrap();
    let backup = one.path().join("backup");
    make(&team.vault, &backup);

    let done = dispose(&mut team);
    let order = team.vault.disposal_orders().remove(0);
    let carried = |vault: &Vault| -> Vec<bool> {
        let devices = vault.disposal_devices(&order);
        let mut done: Vec<(bool, bool)> = devices
            .iter()
            .map(|(id, _, done)| (*id == other_device, *done))
            .collect();
        done.sort_unstable();
        done.into_iter().map(|(_, done)| done).collect()
    };
    assert!(done.finished);
    assert_eq!(
        carried(&team.vault),
        [true, false],
        "here, and not known of the other"
    );
    team.vault
        .write_bundle(&new, Some(other_device), NOW, &mut go)
        .unwrap();
    other.admit_bundle(&new, &team.nurse, NOW, &mut go).unwrap();
    assert!(words_of(&other, &team.nurse).is_empty() && !other.disposal_is_due());
    let view = View::open(&other, Compartment::Health, &nurse, &mut go).unwrap();
    assert!(view.search("destroyed", 9).unwrap().is_empty());
    drop(view);
    sound(&other);
    other.write_bundle(&back, None, NOW, &mut go).unwrap();
    team.vault.admit_bundle(&back, &team.nurse, NOW, &mut go).unwrap();
    assert_eq!(carried(&team.vault), [true, true], "the other's witness says so");
    // a bundle from before the order brings the body once more
    for vault in [&mut team.vault, &mut other] {
        vault.admit_bundle(&old, &team.nurse, NOW, &mut go).unwrap();
        assert!(words_of(vault, &team.nurse).is_empty());
        sound(vault);
    }

    // so does a backup from before it, until it meets the order
    let restored = one.path().join("restored");
    put_back(&backup, &restored).unwrap();
    let mut third = open(&restored);
    assert_eq!(
        words_of(&third, &team.nurse).len(),
        1,
        "a copy made before is out of reach"
    );
    third.become_new_device(&team.health_lead, "TR-09", NOW).unwrap();
    let all = one.path().join("all");
    team.vault.write_bundle(&all, None, NOW, &mut go).unwrap();
    third.admit_bundle(&all, &team.nurse, NOW, &mut go).unwrap();
    assert!(words_of(&third, &team.nurse).is_empty() && !third.disposal_is_due());
    sound(&third);
}

#[test]
fn a_restored_vault_reads_at_once_and_writes_only_as_a_new_device_and_its_age_shows() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let Team {
        mut vault,
        nurse,
        health_lead,
        ..
    } = team(one.path());
    write(&mut vault, &nurse, "kept");
    let backup = two.path().join("backup");
    make(&vault, &backup);
    write(&mut vault, &nurse, "after the backup");
    let (checkpoint, old) = (vault.checkpoint(NOW).unwrap(), vault.device().0);
    let dir = two.path().join("restored");
    let done = put_back(&backup, &dir).unwrap();
    assert!(done.from.size < checkpoint.size);
    let mut back = open(&dir);
    sound(&back);
    let against = back.verify_against(Some(&checkpoint.text), &mut go).unwrap();
    assert!(
        !against.ok,
        "a checkpoint that left the computer shows what is missing"
    );
    let ring = back.ring(&nurse, &Compartment::SEALED).unwrap();
    let entry = NewEntry::of(&note("x"), Some(nurse.side), new_stream()).unwrap();
    let refused = back.append(Author::Member(&nurse), &ring, NOW, vec![entry]);
    assert_eq!(refused.unwrap_err(), VaultError::Superseded);
    assert!(
        back.become_new_device(&nurse, "TR-09", NOW).is_err(),
        "a lead signs it"
    );
    let new = back.become_new_device(&health_lead, "TR-09", NOW).unwrap();
    assert_ne!(new, old);
    write(&mut back, &nurse, "goes on");
    drop(back);
    let back = open(&dir);
    assert_eq!(back.device().0, new);
    assert_eq!(words_of(&back, &nurse).len(), 2);
    sound(&back);
    // and a backup of the new device goes round again
    let again = two.path().join("again");
    let made = make(&back, &again);
    let place = two.path().join("twice");
    assert_eq!(put_back(&again, &place).unwrap().entries, made.entries);
    assert_eq!(words_of(&open(&place), &nurse).len(), 2);
}
