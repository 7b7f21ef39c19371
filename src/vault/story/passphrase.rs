//! A new passphrase: an entry, and a way in that reaches the same person's other laptop and never goes back.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use super::exchange::{bundle, go, open, second, sound};
use super::*;
use crate::vault::slots::Slots;

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

/// Processor time of one attempt on this thread, and what it said.
fn attempt(slots: &Slots, handle: &str, words: &str) -> (Duration, VaultError) {
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap())
    };
    let before = now();
    let refused = slots.unlock(handle, &pass(words)).unwrap_err();
    (now().checked_sub(before).unwrap(), refused)
}

/// Nobody learns from an answer, or from how long it took, whether there is somebody of that handle. The work is nearly
/// all Argon2id, so leaving it out anywhere would show a hundredfold.
#[test]
fn a_wrong_passphrase_a_wrong_handle_and_a_damaged_slot_take_the_same_work_to_one_answer() {
    let dir = tempfile::tempdir().unwrap();
    drop(team(dir.path()));
    let whole = Slots::load(dir.path()).unwrap();
    let damaged = |damage: fn(&mut slots::Slot)| {
        let mut slots = whole.clone();
        slots.members.iter_mut().for_each(damage);
        slots
    };
    let asked = [
        (whole.clone(), "aosei", "guessed"),
        (whole.clone(), "nobody", "aosei"),
        (damaged(|slot| slot.root[0] ^= 1), "aosei", "aosei"),
        (damaged(|slot| slot.root.clear()), "aosei", "aosei"),
        (damaged(|slot| slot.salt[0] ^= 1), "aosei", "aosei"),
        (damaged(|slot| slot.salt.clear()), "aosei", "aosei"),
    ];
    let mut least = [Duration::MAX; 6];
    for _ in 0..3 {
        // in turns, and the shortest counts: what else the machine does only ever makes one longer
        for (least, (slots, handle, words)) in least.iter_mut().zip(&asked) {
            let (took, refused) = attempt(slots, handle, words);
            assert_eq!(refused, VaultError::WrongHandleOrPassphrase);
            *least = took.min(*least);
        }
    }
    let (short, long) = (least.iter().min().unwrap(), least.iter().max().unwrap());
    assert!(*long < short.mul_f64(1.5), "{least:?}");
    assert!(whole.unlock("aosei", &pass("aosei")).is_ok(), "the control opens");
}
