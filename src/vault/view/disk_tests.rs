//! Views as files of a real vault: sealed, apart, and made anew whatever happened to them.

use std::fs;
use std::path::Path;

use super::*;
use crate::domain::content::{Content, IncidentOpened, NoteSource, NoteWritten, Post};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::Side;
use crate::vault::story::{NOW, Team, team};
use crate::vault::{Author, NewEntry, Unlocked, new_stream};

const CANARY: &str = "ZZHEALTHCANARY";

fn ring(vault: &Vault, member: &Unlocked) -> Ring {
    vault.ring(member, &Compartment::SEALED).unwrap()
}

fn write(vault: &mut Vault, member: &Unlocked, content: &Content) {
    let ring = ring(vault, member);
    let side = Some(member.side);
    let entry = NewEntry::of(content, side, new_stream()).unwrap();
    vault
        .append(Author::Member(member), &ring, NOW, vec![entry])
        .unwrap();
}

fn note(words: &str) -> Content {
    Content::NoteWritten(NoteWritten {
        incident: IncidentId([1; 16]),
        note: ItemId([2; 16]),
        source: NoteSource::Seen,
        text: words.to_owned(),
    })
}

fn opened() -> Content {
    Content::IncidentOpened(IncidentOpened {
        incident: IncidentId([1; 16]),
        reference: "26-0001".to_owned(),
        at: NOW,
        post: Post::Car,
        station: "TR-07".to_owned(),
        crew: vec![],
    })
}

fn open(vault: &Vault, compartment: Compartment, ring: &Ring) -> View {
    View::open(vault, compartment, ring, &mut |_, _| true).unwrap()
}

fn holds(path: &Path, words: &str) -> bool {
    fs::read_dir(path)
        .unwrap()
        .filter_map(|found| fs::read(found.unwrap().path()).ok())
        .any(|bytes| {
            bytes
                .windows(words.len())
                .any(|window| window == words.as_bytes())
        })
}

/// A vault with two health notes and an open incident.
fn at_work(dir: &Path) -> Team {
    let mut team = team(dir);
    write(&mut team.vault, &team.nurse, &note(&format!("{CANARY} one")));
    write(&mut team.vault, &team.officer, &opened());
    write(&mut team.vault, &team.nurse, &note(&format!("{CANARY} two")));
    team
}

#[test]
fn each_side_has_its_own_file_that_only_its_ring_opens_and_no_word_is_plain_in() {
    let dir = tempfile::tempdir().unwrap();
    let team = at_work(dir.path());
    let (nurse, officer) = (ring(&team.vault, &team.nurse), ring(&team.vault, &team.officer));
    let health = open(&team.vault, Compartment::Health, &nurse);
    assert_eq!(health.search(CANARY, 9).unwrap().len(), 2);
    let shared = open(&team.vault, Compartment::Shared, &officer);
    assert_eq!(shared.search(CANARY, 9).unwrap().len(), 0);
    assert_eq!(shared.open_incidents().unwrap(), [IncidentId([1; 16])]);
    let refused = View::open(&team.vault, Compartment::Health, &officer, &mut |_, _| true);
    assert!(matches!(refused, Err(VaultError::NotAllowed { .. })));
    let supervisor = ring(&team.vault, &team.supervisor);
    for compartment in [Compartment::Police, Compartment::Health, Compartment::Shared] {
        assert!(View::open(&team.vault, compartment, &supervisor, &mut |_, _| true).is_err());
    }
    drop((health, shared));
    assert!(dir.path().join("view-health.db").exists());
    assert!(!dir.path().join("view-police.db").exists());
    assert!(!holds(dir.path(), CANARY) && !holds(dir.path(), "26-0001"));
    assert!(
        !holds(dir.path(), &CANARY.to_lowercase()),
        "nor in the word index"
    );
}

#[test]
fn whatever_happened_to_a_view_it_is_made_anew_and_says_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let team = at_work(dir.path());
    let (vault, nurse) = (&team.vault, ring(&team.vault, &team.nurse));
    let view = open(vault, Compartment::Health, &nurse);
    let whole = view.dump().unwrap();
    assert!(whole.contains(CANARY));
    drop(view);
    let path = dir.path().join("view-health.db");
    drop(open(vault, Compartment::Shared, &ring(vault, &team.officer)));
    let good = fs::read(&path).unwrap();
    let flipped = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        bytes
    };
    let damaged = [
        vec![],
        b"not a database".to_vec(),
        vec![0; good.len()],
        good[..good.len() / 2].to_vec(),
        flipped(3),
        flipped(good.len() / 2),
        flipped(good.len() - 1),
        fs::read(dir.path().join("view-shared.db")).unwrap(),
    ];
    for (number, bytes) in damaged.into_iter().enumerate() {
        fs::write(&path, bytes).unwrap();
        let view = open(vault, Compartment::Health, &nurse);
        assert_eq!(view.dump().unwrap(), whole, "damage {number}");
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(open(vault, Compartment::Health, &nurse).dump().unwrap(), whole);
    vault.reset_view_key(Compartment::Health, &nurse).unwrap();
    assert_eq!(
        open(vault, Compartment::Health, &nurse).dump().unwrap(),
        whole,
        "another key"
    );
    let rebuilt = View::rebuild(vault, Compartment::Health, &nurse, &mut |_, _| true).unwrap();
    assert_eq!(rebuilt.dump().unwrap(), whole);
}

/// A large view is not read whole before it is used: each of its pages is checked when it is read, and the view is made
/// anew when it is next opened.
#[test]
fn damage_that_shows_while_a_large_view_is_in_use_ends_with_the_next_opening() {
    let dir = tempfile::tempdir().unwrap();
    let team = at_work(dir.path());
    let (vault, nurse) = (&team.vault, ring(&team.vault, &team.nurse));
    let whole = open(vault, Compartment::Health, &nurse).dump().unwrap();
    let path = dir.path().join("view-health.db");
    let pages = fs::read(&path).unwrap().len() / 4096;
    let mut shown = 0;
    for page in 1..pages {
        let mut bytes = fs::read(&path).unwrap();
        bytes[page * 4096 + 700] ^= 1;
        fs::write(&path, bytes).unwrap();
        let key = vault.view_key(Compartment::Health, &nurse).unwrap();
        if let Ok(view) = View::existing(&path, Compartment::Health, &key, 0)
            && view.dump().is_err()
        {
            shown += 1;
            assert!(
                View::existing(&path, Compartment::Health, &key, 0).is_err(),
                "page {page} left a mark"
            );
        }
        assert_eq!(
            open(vault, Compartment::Health, &nurse).dump().unwrap(),
            whole,
            "page {page}"
        );
    }
    assert!(shown > 2, "{shown} of {pages} pages were read only in use");
}

#[test]
fn a_view_is_kept_and_only_what_is_new_is_folded_in() {
    let dir = tempfile::tempdir().unwrap();
    let mut team = at_work(dir.path());
    let nurse = ring(&team.vault, &team.nurse);
    drop(open(&team.vault, Compartment::Health, &nurse));
    let mut again = open(&team.vault, Compartment::Health, &nurse);
    assert_eq!(again.catch_up(&team.vault, &nurse, &mut |_, _| true), Ok(0));
    write(&mut team.vault, &team.nurse, &note("three"));
    assert_eq!(again.catch_up(&team.vault, &nurse, &mut |_, _| true), Ok(1));
    assert_eq!(again.entries_of(IncidentId([1; 16])).unwrap().len(), 3);
}

#[test]
fn entries_that_were_taken_back_after_they_were_folded_leave_the_view_when_it_is_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut team = at_work(dir.path());
    let nurse = ring(&team.vault, &team.nurse);
    let member = &team.nurse;
    let failed: Result<(), VaultError> = team.vault.append_in_bulk(|vault| {
        let entry = NewEntry::of(&note("never confirmed"), Some(Side::Health), new_stream()).unwrap();
        vault.append(Author::Member(member), &nurse, NOW, vec![entry])?;
        drop(open(vault, Compartment::Health, &nurse));
        Err(VaultError::Closed)
    });
    assert_eq!(failed, Err(VaultError::Closed));
    write(&mut team.vault, &team.nurse, &note("confirmed after"));
    let view = open(&team.vault, Compartment::Health, &nurse);
    assert_eq!(view.search("never", 9).unwrap().len(), 0);
    assert_eq!(view.search("after", 9).unwrap().len(), 1);
}

#[test]
fn a_reader_beside_the_writer_touches_no_file() {
    let dir = tempfile::tempdir().unwrap();
    let team = at_work(dir.path());
    let reader = Vault::open_to_read(dir.path(), &team.nurse).unwrap();
    let nurse = ring(&reader, &team.nurse);
    let view = open(&reader, Compartment::Health, &nurse);
    assert_eq!(view.search(CANARY, 9).unwrap().len(), 2);
    assert!(!dir.path().join("view-health.db").exists());
}
