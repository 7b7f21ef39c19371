//! Backups as a story: made beside a writer, put back on another machine, and refused when one byte is not as it was.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::super::story::{NOW, Team, cases, note, team};
use super::super::*;
use super::*;
use crate::domain::role::{Compartment, Side};

fn pass(handle: &str) -> Secret {
    Secret::new(format!("pass of {handle}"))
}

fn write(vault: &mut Vault, by: &Unlocked, words: &str) {
    let ring = vault.ring(by, &Compartment::SEALED).unwrap();
    let entry = NewEntry::of(&note(words), Some(Side::Health), new_stream()).unwrap();
    vault.append(Author::Member(by), &ring, NOW, vec![entry]).unwrap();
}

pub(super) fn words_of(vault: &Vault, by: &Unlocked) -> Vec<String> {
    let ring = vault.ring(by, &Compartment::SEALED).unwrap();
    let page = vault.read_after(0, 1_000, Compartment::Health, &ring).unwrap();
    page.entries
        .iter()
        .map(|entry| String::from_utf8(entry.body.clone()).unwrap())
        .collect()
}

pub(super) fn make(vault: &Vault, out: &Path) -> BackupMade {
    vault.backup_job().run(out, NOW, &mut |_, _, _| true).unwrap()
}

pub(super) fn put_back(file: &Path, dir: &Path) -> Result<Restored, VaultError> {
    restore(file, dir, ("aosei", &pass("aosei")), NOW, &mut |_, _, _| true)
}

/// Everything in a folder, names and bytes.
fn lying_in(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| (path.clone(), fs::read(&path).unwrap_or_default()))
        .collect();
    found.sort();
    found
}

#[test]
fn a_backup_made_while_the_vault_is_written_is_whole_and_opens_elsewhere_for_its_members() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("vault");
    let Team {
        mut vault,
        nurse,
        officer,
        ..
    } = team(&dir);
    write(&mut vault, &nurse, "before the backup");
    let file = place.path().join("one.tandem-backup");
    let job = vault.backup_job();
    let mut steps = Vec::new();
    let made = job
        .run(&file, NOW, &mut |step, _, _| {
            if !steps.contains(&step) {
                steps.push(step);
                write(&mut vault, &nurse, "while it was made");
            }
            true
        })
        .unwrap();
    assert_eq!(
        steps,
        [
            BackupStep::Copying,
            BackupStep::Checking,
            BackupStep::Sealing,
            BackupStep::ReadingBack
        ]
    );
    assert_eq!(fs::metadata(&file).unwrap().len(), made.bytes);
    let names: Vec<_> = lying_in(place.path()).into_iter().map(|(path, _)| path).collect();
    assert_eq!(names, [file.clone(), dir.clone()], "nothing is left beside it");
    let bytes = fs::read(&file).unwrap();
    for plain in [
        &b"before the backup"[..],
        b"SQLite format",
        b"Person aosei",
        b"Invented",
    ] {
        assert!(!bytes.windows(plain.len()).any(|window| window == plain));
    }
    let info = inspect_backup(&file).unwrap();
    assert_eq!(
        (info.log, info.device, info.at),
        (vault.log_id(), vault.device().0, NOW)
    );
    opens_elsewhere(place.path(), &file, &made, [&nurse, &officer]);
}

fn opens_elsewhere(place: &Path, file: &Path, made: &BackupMade, [nurse, officer]: [&Unlocked; 2]) {
    let elsewhere = place.join("another machine");
    let done = put_back(file, &elsewhere).unwrap();
    assert_eq!((done.entries, done.kept_aside), (made.entries, None));
    let member = unlock(&elsewhere, "aosei", &pass("aosei")).unwrap();
    let copy = Vault::open_to_read(&elsewhere, &member).unwrap();
    assert_eq!(
        words_of(&copy, nurse).len(),
        2,
        "what was confirmed before the copy was taken, and nothing half"
    );
    assert!(copy.verify(&mut |_, _| true).unwrap().ok);
    assert!(copy.is_superseded(), "it must not write on under its old name");
    let other = restore(
        file,
        &place.join("c"),
        ("ohughes", &pass("ohughes")),
        NOW,
        &mut |_, _, _| true,
    );
    assert!(other.is_ok(), "every member has a way in");
    let ring = copy.ring(officer, &Compartment::SEALED).unwrap();
    assert!(
        copy.read_after(0, 9, Compartment::Health, &ring).is_err(),
        "and no more than before"
    );
}

#[test]
fn a_vault_that_was_there_is_kept_and_what_it_had_beyond_the_backup_is_told() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("vault");
    let Team {
        mut vault,
        nurse,
        health_lead,
        ..
    } = team(&dir);
    write(&mut vault, &nurse, "to be destroyed");
    let file = place.path().join("old");
    make(&vault, &file);
    write(&mut vault, &nurse, "written after");
    let ring = vault.ring(&health_lead, &Compartment::SEALED).unwrap();
    let view = View::open(&vault, Compartment::Health, &ring, &mut |_, _| true).unwrap();
    let plan = vault
        .plan_disposal(&view, crate::domain::ids::IncidentId([1; 16]), &ring)
        .unwrap();
    drop(view);
    vault
        .dispose(&health_lead, &ring, &plan, ("a-row", "a-table"), NOW)
        .unwrap();
    let held = put_back(&file, &dir);
    assert!(matches!(held, Err(VaultError::AlreadyOpen { .. })), "{held:?}");
    let before = lying_in(&dir);
    drop(vault);
    let done = put_back(&file, &dir).unwrap();
    let lacking = done.lacking.unwrap();
    assert_eq!((lacking.entries, lacking.disposals), (3, 1));
    let aside = done.kept_aside.unwrap();
    assert!(!before.is_empty() && aside.join("log.db").is_file());
    let member = unlock(&aside, "aosei", &pass("aosei")).unwrap();
    let kept = Vault::open_to_read(&aside, &member).unwrap();
    assert!(
        kept.verify(&mut |_, _| true).unwrap().ok,
        "the old one is as it was"
    );
    let back = Vault::open_to_read(&dir, &member).unwrap();
    assert_eq!(words_of(&back, &nurse).len(), 1);
}

#[test]
fn who_has_no_way_in_restores_nothing() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("vault");
    let Team { vault, .. } = team(&dir);
    let file = place.path().join("b");
    make(&vault, &file);
    let to = place.path().join("new");
    let before = lying_in(place.path());
    for (handle, words) in [("aosei", "wrong words"), ("nobody", "pass of aosei")] {
        let words = Secret::new(words.to_owned());
        let refused = restore(&file, &to, (handle, &words), NOW, &mut |_, _, _| true);
        assert_eq!(refused.unwrap_err(), VaultError::WrongHandleOrPassphrase);
    }
    assert_eq!(lying_in(place.path()), before);
}

/// One backup, a folder to restore into, and what lies there: made once.
struct Made {
    place: tempfile::TempDir,
    bytes: Vec<u8>,
    log_key: Key,
}

fn made() -> &'static Made {
    static MADE: std::sync::OnceLock<Made> = std::sync::OnceLock::new();
    MADE.get_or_init(|| {
        let place = tempfile::tempdir().unwrap();
        let Team { mut vault, nurse, .. } = team(&place.path().join("vault"));
        for _ in 0..40 {
            write(&mut vault, &nurse, "some words");
        }
        let file = place.path().join("b");
        make(&vault, &file);
        let bytes = fs::read(&file).unwrap();
        let log_key = vault.log_key.clone();
        Made {
            place,
            bytes,
            log_key,
        }
    })
}

/// Reads a backup to its end with the right key, as restoring does before it writes anything in place.
fn reads(bytes: &[u8], at: &Path) -> Result<(), VaultError> {
    fs::write(at, bytes).unwrap();
    let opened = Opened::read(at)?;
    opened.slots()?;
    let mut written = Vec::new();
    opened.copy_to(&made().log_key, &mut written, &mut |_| true)?;
    Ok(())
}

fn must_refuse(bytes: &[u8], at: &Path, what: &str) {
    match reads(bytes, at) {
        Err(VaultError::BackupRefused { what: why }) => assert!(!why.is_empty()),
        other => panic!("{what}: {other:?}"),
    }
}

#[test]
fn a_backup_that_was_cut_anywhere_is_refused_with_a_reason() {
    let made = made();
    let at = made.place.path().join("cut");
    assert_eq!(reads(&made.bytes, &at), Ok(()));
    let length = made.bytes.len();
    let near = (0..300).chain(length - 300..length);
    for cut in near.chain((0..length).step_by(4_093)) {
        must_refuse(&made.bytes[..cut], &at, &format!("cut at {cut}"));
    }
    must_refuse(&[made.bytes.as_slice(), b"x"].concat(), &at, "put on");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(400), ..ProptestConfig::default() })]

    /// Any change of any bit is refused with a reason.
    #[test]
    fn a_backup_in_which_a_bit_was_changed_is_refused(at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let made = made();
        let mut bytes = made.bytes.clone();
        let index = at.index(bytes.len());
        bytes[index] ^= 1 << bit;
        must_refuse(&bytes, &made.place.path().join("changed"), &format!("bit {bit} of byte {index}"));
    }
}

#[test]
fn a_damaged_backup_writes_nothing() {
    let made = made();
    let file = made.place.path().join("damaged");
    let to = made.place.path().join("never");
    let length = made.bytes.len();
    for at in [10, 150, 400, length / 2, length - 1] {
        let mut bytes = made.bytes.clone();
        bytes[at] ^= 4;
        fs::write(&file, &bytes).unwrap();
        let refused = put_back(&file, &to);
        assert!(
            matches!(refused, Err(VaultError::BackupRefused { .. })),
            "{at}: {refused:?}"
        );
        assert!(!to.exists() && !beside(&to, ".restoring").exists());
    }
    for cut in [0, 100, 5_000, length - 1] {
        fs::write(&file, &made.bytes[..cut]).unwrap();
        assert!(matches!(
            put_back(&file, &to),
            Err(VaultError::BackupRefused { .. })
        ));
        assert!(!to.exists() && !beside(&to, ".restoring").exists());
    }
}

#[test]
fn a_damaged_log_a_stop_or_a_folder_that_takes_nothing_leaves_the_old_backup() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("vault");
    let Team { mut vault, nurse, .. } = team(&dir);
    let file = place.path().join("b");
    make(&vault, &file);
    let before = fs::read(&file).unwrap();
    write(&mut vault, &nurse, "more");
    for stop in [
        BackupStep::Copying,
        BackupStep::Checking,
        BackupStep::Sealing,
        BackupStep::ReadingBack,
    ] {
        let stopped = vault.backup_job().run(&file, NOW, &mut |step, _, _| step != stop);
        assert_eq!(stopped, Err(VaultError::Cancelled), "{stop:?}");
    }
    let nowhere = place.path().join("no such folder").join("b");
    assert!(
        vault
            .backup_job()
            .run(&nowhere, NOW, &mut |_, _, _| true)
            .is_err()
    );
    assert!(
        vault.backup_job().run(&dir, NOW, &mut |_, _, _| true).is_err(),
        "a folder is no file"
    );
    vault
        .conn
        .execute_batch(
            "DROP TRIGGER entry_only_shred; UPDATE entry SET sig = zeroblob(64) WHERE id = (SELECT max(id) FROM entry);",
        )
        .unwrap();
    let damaged = vault.backup_job().run(&file, NOW, &mut |_, _, _| true);
    assert!(
        matches!(damaged, Err(VaultError::BackupNotMade { .. })),
        "{damaged:?}"
    );
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(lying_in(place.path()).len(), 2, "nothing is left beside it");
}
