//! Two and more devices of one log: enrolled, exchanging bundles in any order, rolled back, forked, revoked.

use super::*;
use crate::domain::ids::DeviceId;
use std::path::PathBuf;

pub(super) fn go(_: u64, _: u64) -> bool {
    true
}

/// A second folder of the team's log.
pub(crate) fn second(team: &mut Team, dir: &Path, name: &str) -> DeviceId {
    let request = request_enrolment(dir, name).unwrap();
    let carried = read_request(&request.to_json().unwrap()).unwrap();
    assert_eq!(carried.code(), request.code());
    let file = dir.join("answer");
    let answer = team
        .vault
        .accept_enrolment(&team.police_lead, &carried, &file, NOW, &mut go)
        .unwrap();
    let came = finish_enrolment(dir, &file, &answer.code.to_lowercase(), NOW, &mut go).unwrap();
    assert_eq!(came, answer.entries);
    open(dir).device().0
}

pub(super) fn open(dir: &Path) -> Vault {
    Vault::open(dir, &unlock(dir, "aosei", &pass("aosei")).unwrap()).unwrap()
}

pub(crate) fn write(vault: &mut Vault, by: &Unlocked, words: &str) {
    let ring = vault.ring(by, &Compartment::SEALED).unwrap();
    let entry = NewEntry::of(&note(words), Some(by.side), new_stream()).unwrap();
    vault.append(Author::Member(by), &ring, NOW, vec![entry]).unwrap();
}

pub(super) fn words(vault: &Vault, by: &Unlocked) -> Vec<String> {
    let ring = vault.ring(by, &Compartment::SEALED).unwrap();
    let page = vault
        .read_after(0, usize::MAX, by.side.compartment(), &ring)
        .unwrap();
    let mut words: Vec<String> = page
        .entries
        .iter()
        .filter_map(|entry| {
            let Content::NoteWritten(note) = &entry.placed.content else {
                return None;
            };
            Some(note.text.clone())
        })
        .collect();
    words.sort();
    words
}

pub(super) fn bundle(vault: &Vault, dir: &Path, name: &str, to: Option<DeviceId>) -> PathBuf {
    let file = dir.join(name);
    vault.write_bundle(&file, to, NOW, &mut go).unwrap();
    file
}

pub(super) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    }
}

pub(super) fn sound(vault: &Vault) {
    let report = vault.verify(&mut go).unwrap();
    assert!(report.ok, "{:?}", report.findings);
}

#[test]
fn two_folders_meet_by_files_and_end_equal() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut team = team(one.path());
    write(&mut team.vault, &team.nurse, "before");
    let second = second(&mut team, two.path(), "TR-08");
    let enrolled = team.vault.receipt(NOW).unwrap().size;
    let mut other = open(two.path());
    assert_eq!(other.device().1, "TR-08");
    assert_eq!(words(&other, &team.nurse), ["before"]);
    sound(&other);
    write(&mut other, &team.nurse, "from two");
    write(&mut team.vault, &team.nurse, "from one");
    let first = team.vault.device().0;
    let receipt = other.receipt(NOW).unwrap();
    let (a, b) = (
        bundle(&team.vault, one.path(), "a", Some(second)),
        bundle(&other, two.path(), "b", Some(first)),
    );
    let came = other.admit_bundle(&a, &team.nurse, NOW, &mut go).unwrap();
    assert_eq!((came.waiting, came.superseded), (0, false));
    assert_eq!(came.new, 2, "a key and a note");
    let again = other.admit_bundle(&a, &team.nurse, NOW, &mut go).unwrap();
    assert_eq!((again.new, again.known), (0, came.known + 2), "nothing twice");
    team.vault.admit_bundle(&b, &team.nurse, NOW, &mut go).unwrap();
    for vault in [&team.vault, &other] {
        assert_eq!(words(vault, &team.nurse), ["before", "from one", "from two"]);
        sound(vault);
    }
    // a receipt of the other device is known without its name; of no device it is none
    let check = |size| team.vault.check_receipt(None, size, &receipt.code).unwrap();
    assert_eq!(check(receipt.size), ReceiptAnswer::Holds);
    assert_ne!(check(receipt.size - 1), ReceiptAnswer::Holds);
    // it also fixes what its device had seen of the first one by then, and no more
    let whose = |size| team.vault.receipt_of(size, &receipt.code).unwrap();
    assert_eq!(
        (whose(receipt.size), whose(receipt.size - 1)),
        (Some(second), None)
    );
    let fixed = |size| team.vault.fixed_by_receipt((second, size), first);
    assert_eq!(fixed(receipt.size), enrolled);
    assert_eq!(
        team.vault.fixed_by_receipt((second, receipt.size), second),
        receipt.size
    );
    let met = other.receipt(NOW).unwrap().size;
    let more = other.fixed_by_receipt((second, met), first);
    assert!(more > enrolled, "after they met it fixes more");
    drop(other);
    assert_eq!(
        words(&open(two.path()), &team.nurse).len(),
        3,
        "also after opening anew"
    );
}

#[test]
fn a_swapped_request_or_answer_is_noticed_and_makes_nothing() {
    let (one, two, three) = (
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
    );
    let mut team = team(one.path());
    let request = request_enrolment(two.path(), "TR-08").unwrap();
    let swapped = request_enrolment(three.path(), "TR-08").unwrap();
    assert_ne!(request.code(), swapped.code());
    let file = one.path().join("answer");
    let refused = team
        .vault
        .accept_enrolment(&team.nurse, &request, &file, NOW, &mut go);
    assert!(matches!(refused, Err(VaultError::NotAllowed { .. })) && !file.exists());
    let answer = team
        .vault
        .accept_enrolment(&team.health_lead, &request, &file, NOW, &mut go)
        .unwrap();
    let other = finish_enrolment(three.path(), &file, &answer.code, NOW, &mut go);
    assert!(matches!(other, Err(VaultError::FileRefused { .. })), "{other:?}");
    let wrong = finish_enrolment(two.path(), &file, "AAAA-BBBB", NOW, &mut go);
    assert!(matches!(wrong, Err(VaultError::FileRefused { .. })));
    let stopped = finish_enrolment(two.path(), &file, &answer.code, NOW, &mut |_, _| false);
    assert_eq!(stopped.unwrap_err(), VaultError::Cancelled);
    assert!(!exists(two.path()) && !exists(three.path()));
    finish_enrolment(two.path(), &file, &answer.code, NOW, &mut go).unwrap();
    assert!(
        !two.path().join("enrolment.json").exists(),
        "the request's keys are gone"
    );
    sound(&open(two.path()));
}

#[test]
fn a_damaged_or_foreign_bundle_changes_nothing_and_says_why() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut team = team(one.path());
    second(&mut team, two.path(), "TR-08");
    let mut other = open(two.path());
    write(&mut team.vault, &team.nurse, "x");
    let whole = std::fs::read(bundle(&team.vault, one.path(), "b", None)).unwrap();
    let file = one.path().join("bad");
    let state = |vault: &Vault| {
        let reach = vault.reach().unwrap();
        let count = |table: &str| -> i64 {
            vault
                .conn
                .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
                .unwrap()
        };
        (reach, ["entry", "pending", "fork", "device"].map(count))
    };
    let before = state(&other);
    let step = whole.len() / 97;
    for at in (0..whole.len())
        .step_by(step.max(1))
        .chain([8, 39, 73, 74, whole.len() - 1])
    {
        for cut in [false, true] {
            let mut bad = whole.clone();
            if cut {
                bad.truncate(at);
            } else {
                bad[at] ^= 4;
            }
            std::fs::write(&file, &bad).unwrap();
            let refused = other.admit_bundle(&file, &team.nurse, NOW, &mut go);
            // the salt and the name of its key: changed ones look like another log's
            let named = !cut && (8..72).contains(&at);
            let told = match refused {
                Err(VaultError::OtherLogsFile) => named,
                Err(VaultError::FileRefused { .. }) => !named,
                _ => false,
            };
            assert!(told, "{at} {refused:?}");
        }
    }
    assert_eq!(state(&other), before);
    let stopped = other.admit_bundle(&one.path().join("b"), &team.nurse, NOW, &mut |done, _| done == 0);
    assert!(stopped.is_ok() || stopped == Err(VaultError::Cancelled));
    let three = tempfile::tempdir().unwrap();
    let foreign = super::team(three.path());
    let file = bundle(&foreign.vault, three.path(), "f", None);
    let refused = other.admit_bundle(&file, &team.nurse, NOW, &mut go);
    assert_eq!(refused.unwrap_err(), VaultError::OtherLogsFile);
    sound(&other);
}

#[test]
fn a_bundle_shows_nothing_to_who_finds_it() {
    let one = tempfile::tempdir().unwrap();
    let mut team = team(one.path());
    write(&mut team.vault, &team.nurse, "ZZCANARY");
    let found = std::fs::read(bundle(&team.vault, one.path(), "b", None)).unwrap();
    let device = team.vault.device().0;
    let shows = |part: &[u8]| found.windows(part.len()).any(|w| w == part);
    assert!(!shows(&team.vault.log_id().0) && !shows(&device.0) && !shows(b"TNDMENT1"));
    assert!(!shows(b"ZZCANARY") && !shows(b"TR-07") && !shows(&team.nurse.id.0));
    assert!(shows(b"TNDBNDL1"), "the control: what is there is found");
}

#[test]
fn bundles_with_gaps_wait_until_the_gap_is_filled() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut team = team(one.path());
    let second = second(&mut team, two.path(), "TR-08");
    let mut other = open(two.path());
    write(&mut team.vault, &team.nurse, "first");
    let early = bundle(&team.vault, one.path(), "early", Some(second));
    // the receiver says what it has seen; the sender then leaves that out
    let receiver_saw = |vault: &mut Vault| {
        let file = two.path().join("seen");
        vault.write_bundle(&file, None, NOW, &mut go).unwrap();
        file
    };
    let copied = two.path().join("kept");
    drop(other);
    copy(two.path(), &copied);
    other = open(two.path());
    other.admit_bundle(&early, &team.nurse, NOW, &mut go).unwrap();
    let seen = receiver_saw(&mut other);
    team.vault.admit_bundle(&seen, &team.nurse, NOW, &mut go).unwrap();
    write(&mut team.vault, &team.nurse, "second");
    let late = bundle(&team.vault, one.path(), "late", Some(second));
    // the copy never got the first bundle
    let mut behind = open(&copied);
    let came = behind.admit_bundle(&late, &team.nurse, NOW, &mut go).unwrap();
    assert!(came.waiting > 0 && came.new == 0, "{came:?}");
    assert!(words(&behind, &team.nurse).is_empty());
    sound(&behind);
    let came = behind.admit_bundle(&early, &team.nurse, NOW, &mut go).unwrap();
    assert!(came.new >= 4, "{came:?}");
    assert_eq!(words(&behind, &team.nurse), ["first", "second"]);
    sound(&behind);
}

#[test]
fn a_history_written_twice_is_kept_named_and_stopped() {
    let (one, two, three) = (
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
    );
    let mut team = team(one.path());
    second(&mut team, two.path(), "TR-08");
    copy(two.path(), three.path());
    let (mut real, mut twin) = (open(two.path()), open(three.path()));
    write(&mut real, &team.nurse, "as it was");
    write(&mut twin, &team.nurse, "as somebody would have it");
    let (b, c) = (
        bundle(&real, two.path(), "b", None),
        bundle(&twin, three.path(), "c", None),
    );
    assert!(
        team.vault
            .admit_bundle(&b, &team.nurse, NOW, &mut go)
            .unwrap()
            .forks
            .is_empty()
    );
    sound(&team.vault);
    let came = team.vault.admit_bundle(&c, &team.nurse, NOW, &mut go).unwrap();
    assert_eq!(came.forks, [real.device().0]);
    let report = team.vault.verify(&mut go).unwrap();
    let named = |f: &Finding| f.device == Some(real.device().0) && f.what.contains("twice");
    assert!(
        !report.ok && report.findings.iter().all(named),
        "{:?}",
        report.findings
    );
    assert_eq!(words(&team.vault, &team.nurse), ["as it was"], "the first stays");
    write(&mut real, &team.nurse, "later");
    let d = bundle(&real, two.path(), "d", None);
    let came = team.vault.admit_bundle(&d, &team.nurse, NOW, &mut go).unwrap();
    assert_eq!(
        words(&team.vault, &team.nurse),
        ["as it was"],
        "and is stopped: {came:?}"
    );
    // the twin learns it from the other's bundle
    let came = twin.admit_bundle(&d, &team.nurse, NOW, &mut go).unwrap();
    assert!(came.superseded);
    let ring = twin.ring(&team.nurse, &Compartment::SEALED).unwrap();
    let entry = NewEntry::of(&note("x"), Some(Side::Health), new_stream()).unwrap();
    let refused = twin.append(Author::Member(&team.nurse), &ring, NOW, vec![entry]);
    assert_eq!(refused.unwrap_err(), VaultError::Superseded);
}

#[test]
fn an_older_copy_put_back_is_noticed_by_a_witness_and_becomes_a_new_device() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut team = team(one.path());
    let second = second(&mut team, two.path(), "TR-08");
    let old = two.path().join("old");
    copy(two.path(), &old);
    let mut other = open(two.path());
    write(&mut other, &team.nurse, "lost");
    let b = bundle(&other, two.path(), "b", None);
    drop(other);
    team.vault.admit_bundle(&b, &team.nurse, NOW, &mut go).unwrap();
    // what the receiver is known to have is left out: only the witness tells
    let c = bundle(&team.vault, one.path(), "c", Some(second));
    let mut back = open(&old);
    sound(&back);
    let came = back.admit_bundle(&c, &team.nurse, NOW, &mut go).unwrap();
    assert!(came.superseded, "{came:?}");
    drop(back);
    let mut back = open(&old);
    assert!(back.is_superseded(), "also after opening anew");
    assert!(back.become_new_device(&team.nurse, "TR-09", NOW).is_err());
    let third = back.become_new_device(&team.health_lead, "TR-09", NOW).unwrap();
    assert!(third != second && !back.is_superseded());
    write(&mut back, &team.nurse, "goes on");
    drop(back);
    let mut back = open(&old);
    assert_eq!((back.device().0, back.device().1), (third, "TR-09"));
    sound(&back);
    let all = bundle(&team.vault, one.path(), "all", None);
    back.admit_bundle(&all, &team.nurse, NOW, &mut go).unwrap();
    assert_eq!(words(&back, &team.nurse), ["goes on", "lost"]);
    sound(&back);
    let d = bundle(&back, &old, "d", None);
    team.vault.admit_bundle(&d, &team.nurse, NOW, &mut go).unwrap();
    assert_eq!(words(&team.vault, &team.nurse), ["goes on", "lost"]);
    sound(&team.vault);
}

#[test]
fn a_revoked_devices_late_entries_are_kept_and_marked_and_then_it_stops() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut team = team(one.path());
    let second = second(&mut team, two.path(), "TR-08");
    let mut other = open(two.path());
    write(&mut other, &team.nurse, "before");
    assert!(team.vault.revoke_device(&team.nurse, second, NOW).is_err());
    team.vault.revoke_device(&team.police_lead, second, NOW).unwrap();
    for n in 0..4 {
        write(&mut other, &team.nurse, &format!("late {n}"));
    }
    let b = bundle(&other, two.path(), "b", None);
    team.vault.admit_bundle(&b, &team.nurse, NOW, &mut go).unwrap();
    assert_eq!(words(&team.vault, &team.nurse).len(), 5, "never dropped");
    let report = team.vault.verify(&mut go).unwrap();
    assert!(report.ok, "{:?}", report.findings);
    assert!(!report.remarks.is_empty(), "and marked");
    let c = bundle(&team.vault, one.path(), "c", None);
    other.admit_bundle(&c, &team.nurse, NOW, &mut go).unwrap();
    let ring = other.ring(&team.nurse, &Compartment::SEALED).unwrap();
    let entry = NewEntry::of(&note("x"), Some(Side::Health), new_stream()).unwrap();
    let refused = other.append(Author::Member(&team.nurse), &ring, NOW, vec![entry]);
    assert!(matches!(refused, Err(VaultError::TakenOut)), "{refused:?}");
    // it goes on taking in what others write, orders to destroy among it
    write(&mut team.vault, &team.nurse, "afterwards");
    let d = bundle(&team.vault, one.path(), "d", None);
    let came = other.admit_bundle(&d, &team.nurse, NOW, &mut go).unwrap();
    assert!(came.new > 0, "{came:?}");
}

/// Each takes the other out before they meet. Neither writes on, nothing is lost, and a lead of either makes it a device
/// of its own: no order that crossed another one ends the log.
#[test]
fn two_devices_that_took_each_other_out_both_stop_and_a_lead_makes_them_new_ones() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut team = team(one.path());
    let second = second(&mut team, two.path(), "TR-08");
    let mut other = open(two.path());
    let first = team.vault.device().0;
    team.vault.revoke_device(&team.police_lead, second, NOW).unwrap();
    other.revoke_device(&team.health_lead, first, NOW).unwrap();
    write(&mut team.vault, &team.nurse, "on one");
    write(&mut other, &team.nurse, "on two");
    assert!(
        !team.vault.must_renew() && !other.must_renew(),
        "neither has heard"
    );
    let (a, b) = (
        bundle(&team.vault, one.path(), "a", None),
        bundle(&other, two.path(), "b", None),
    );
    other.admit_bundle(&a, &team.nurse, NOW, &mut go).unwrap();
    team.vault.admit_bundle(&b, &team.nurse, NOW, &mut go).unwrap();
    for (vault, lead) in [
        (&mut team.vault, &team.police_lead),
        (&mut other, &team.health_lead),
    ] {
        assert!(vault.is_taken_out() && !vault.is_superseded());
        let refused = vault.rotate(lead, false, NOW).map(|_| ());
        assert!(matches!(refused, Err(VaultError::TakenOut)), "{refused:?}");
        assert!(vault.become_new_device(&team.nurse, "no lead", NOW).is_err());
        vault.become_new_device(lead, "again", NOW).unwrap();
        assert!(!vault.must_renew());
        write(vault, &team.nurse, "goes on");
        sound(vault);
    }
    let (c, d) = (
        bundle(&team.vault, one.path(), "c", None),
        bundle(&other, two.path(), "d", None),
    );
    other.admit_bundle(&c, &team.nurse, NOW, &mut go).unwrap();
    team.vault.admit_bundle(&d, &team.nurse, NOW, &mut go).unwrap();
    for vault in [&team.vault, &other] {
        assert_eq!(
            words(vault, &team.nurse),
            ["goes on", "goes on", "on one", "on two"]
        );
        sound(vault);
    }
}

#[test]
fn what_two_devices_did_at_once_counts_once_everywhere_and_is_no_forgery() {
    let (one, two, three) = (
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
    );
    let mut team = team(one.path());
    second(&mut team, two.path(), "TR-08");
    let mut other = open(two.path());
    let request = request_enrolment(three.path(), "TR-09").unwrap();
    let answer = three.path().join("answer");
    for (vault, lead) in [
        (&mut team.vault, &team.police_lead),
        (&mut other, &team.health_lead),
    ] {
        vault
            .accept_enrolment(lead, &request, &answer, NOW, &mut go)
            .unwrap();
    }
    let (a, b) = (
        bundle(&team.vault, one.path(), "a", None),
        bundle(&other, two.path(), "b", None),
    );
    other.admit_bundle(&a, &team.nurse, NOW, &mut go).unwrap();
    team.vault.admit_bundle(&b, &team.nurse, NOW, &mut go).unwrap();
    let remarks = [&team.vault, &other].map(|vault| {
        let report = vault.verify(&mut go).unwrap();
        assert!(report.ok, "{:?}", report.findings);
        let mut places: Vec<_> = report.remarks.iter().map(|f| (f.device, f.seq)).collect();
        places.sort();
        places
    });
    assert_eq!(remarks[0].len(), 1, "one of the two was first");
    assert_eq!(remarks[0], remarks[1], "the same one for both");
}
