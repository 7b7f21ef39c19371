//! A new passphrase: an entry, and a way in that reaches the same person's other laptop and never goes back.

use super::exchange::{bundle, go, open, second, sound};
use super::*;

fn change(vault: &mut Vault, member: &Unlocked, words: &str) {
    vault
        .change_passphrase(member, ("aosei", "aosei"), &pass(words), KdfCost::FLOOR, NOW)
        .unwrap();
}

fn opens(dir: &Path, words: &str) -> bool {
    unlock(dir, "aosei", &pass(words)).is_ok()
}

#[test]
fn a_new_passphrase_is_an_entry_of_its_owner_and_counts_on_the_other_laptop_once_a_file_came() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut team = team(one.path());
    let device = second(&mut team, two.path(), "TR-08");
    let mut other = open(two.path());
    let stale = bundle(&other, two.path(), "stale", None);
    let entries = team.vault.devices()[0].entries + team.vault.devices()[1].entries;
    change(&mut team.vault, &team.nurse, "new");
    let after = team.vault.devices()[0].entries + team.vault.devices()[1].entries;
    assert_eq!(after, entries + 1, "that it was changed is an entry");
    assert!(opens(one.path(), "new") && !opens(one.path(), "aosei"));
    assert!(opens(two.path(), "aosei"), "nothing came there yet");

    let file = bundle(&team.vault, one.path(), "news", Some(device));
    let checkpoints = other.checkpoints().unwrap().len();
    let came = other.admit_bundle(&file, &team.nurse, NOW, &mut go).unwrap();
    assert_eq!(came.passphrases, 1);
    assert!(other.checkpoints().unwrap().len() > checkpoints);
    assert!(opens(two.path(), "new") && !opens(two.path(), "aosei"));
    assert_eq!(other.passphrase_elsewhere(team.nurse.id).unwrap(), None);
    let again = other.admit_bundle(&file, &team.nurse, NOW, &mut go).unwrap();
    assert_eq!(again.passphrases, 0);

    // a file from before the change does not bring the old one back, to neither
    team.vault
        .admit_bundle(&stale, &team.nurse, NOW, &mut go)
        .unwrap();
    other.admit_bundle(&stale, &team.nurse, NOW, &mut go).unwrap();
    for dir in [one.path(), two.path()] {
        assert!(opens(dir, "new") && !opens(dir, "aosei"));
    }
    sound(&team.vault);
    sound(&other);
}

#[test]
fn of_two_changes_the_later_in_the_order_of_the_log_counts_on_both() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut team = team(one.path());
    second(&mut team, two.path(), "TR-08");
    let mut other = open(two.path());
    change(&mut team.vault, &team.nurse, "first");
    change(&mut team.vault, &team.nurse, "of one");
    change(&mut other, &team.nurse, "of two");
    let a = bundle(&team.vault, one.path(), "a", None);
    let b = bundle(&other, two.path(), "b", None);
    other.admit_bundle(&a, &team.nurse, NOW, &mut go).unwrap();
    team.vault.admit_bundle(&b, &team.nurse, NOW, &mut go).unwrap();
    let both: Vec<bool> = [one.path(), two.path()].map(|dir| opens(dir, "of one")).into();
    assert_eq!(both[0], both[1], "the two agree");
    let both: Vec<bool> = [one.path(), two.path()].map(|dir| opens(dir, "of two")).into();
    assert_eq!(both[0], both[1]);
    assert!(opens(one.path(), "of one") != opens(one.path(), "of two"));
    assert!(!opens(one.path(), "first") && !opens(two.path(), "aosei"));
}

#[test]
fn where_the_new_way_in_did_not_come_along_its_owner_is_told() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut team = team(one.path());
    let device = second(&mut team, two.path(), "TR-08");
    let mut other = open(two.path());
    change(&mut team.vault, &team.nurse, "new");
    let before = std::fs::read(two.path().join("keyslots.json")).unwrap();
    let file = bundle(&team.vault, one.path(), "news", Some(device));
    other.admit_bundle(&file, &team.nurse, NOW, &mut go).unwrap();
    std::fs::write(two.path().join("keyslots.json"), before).unwrap();
    let told = other.passphrase_elsewhere(team.nurse.id).unwrap().unwrap();
    assert_eq!((told.device.as_str(), told.at), ("TR-07", NOW));
    assert_eq!(other.passphrase_elsewhere(team.officer.id).unwrap(), None);
    let healed = other.admit_bundle(&file, &team.nurse, NOW, &mut go).unwrap();
    assert_eq!(healed.passphrases, 1, "the next file brings it");
    assert_eq!(other.passphrase_elsewhere(team.nurse.id).unwrap(), None);
}

#[test]
fn nobody_names_another_members_way_in_and_a_device_none() {
    let dir = tempfile::tempdir().unwrap();
    let mut team = team(dir.path());
    let changed = |length: usize| {
        Content::PassphraseChanged(crate::domain::content::PassphraseChanged {
            slot: vec![7; length],
        })
    };
    let mut tried = |author, content: &Content| forger::try_and_take_back(&mut team.vault, author, content);
    assert!(tried(Author::Member(&team.nurse), &changed(32)).is_ok());
    assert!(tried(Author::Member(&team.nurse), &changed(31)).is_err());
    assert!(tried(Author::Device, &changed(32)).is_err());
}
