//! Writing, reading, drafts, the clock, a full disk, another vault's log.

use super::*;

#[test]
fn what_is_written_is_read_back_byte_for_byte_by_the_right_side() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        nurse,
        officer,
        supervisor,
        ..
    } = team(dir.path());
    let nurse_ring = vault.ring(&nurse, &Compartment::SEALED).unwrap();
    let stream = new_stream();
    let entries = [
        (note("first"), stream),
        (note("second"), stream),
        (fact(), new_stream()),
    ]
    .map(|(content, stream)| NewEntry::of(&content, Some(Side::Health), stream).unwrap());
    let bytes: Vec<Vec<u8>> = entries.iter().map(|entry| entry.body.clone()).collect();
    let places = vault
        .append(Author::Member(&nurse), &nurse_ring, NOW, entries.to_vec())
        .unwrap();
    assert_eq!(places.len(), 3);
    drop(vault);

    let opened = unlock(dir.path(), "aosei", &pass("aosei")).unwrap();
    let vault = Vault::open(dir.path(), &opened).unwrap();
    let page = vault
        .read_after(0, 100, Compartment::Health, &nurse_ring)
        .unwrap();
    assert_eq!(
        page.entries.iter().map(|e| e.body.clone()).collect::<Vec<_>>(),
        bytes[..2]
    );
    assert_eq!(page.entries[0].placed.author, Some(nurse.id));
    assert!(page.at_end && page.entries[0].stream == stream);
    let next = vault
        .read_after(page.scanned, 100, Compartment::Health, &nurse_ring)
        .unwrap();
    assert!(next.entries.is_empty() && next.scanned == page.scanned);
    let ring = vault.ring(&supervisor, &Compartment::SEALED).unwrap();
    let facts = vault.read_after(0, 100, Compartment::Oversight, &ring).unwrap();
    assert_eq!(facts.entries[0].body, bytes[2]);
    let ring = vault.ring(&officer, &Compartment::SEALED).unwrap();
    assert!(vault.read_after(0, 100, Compartment::Health, &ring).is_err());
    let keys: i64 = vault
        .conn
        .query_row(
            "SELECT count(*) FROM entry WHERE substr(header, 137, 2) = x'0003'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(
        keys, 2,
        "one data key for the stream, one for the entry that the nurse cannot read"
    );
}

#[test]
fn nobody_writes_into_the_other_sides_record_and_nothing_half_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        officer,
        supervisor,
        ..
    } = team(dir.path());
    let ring = vault.ring(&officer, &Compartment::SEALED).unwrap();
    let before = vault.lamport;
    let good = NewEntry::of(&note("x"), Some(Side::Police), new_stream()).unwrap();
    let foreign = NewEntry {
        compartment: Compartment::Health,
        ..good.clone()
    };
    let settings = NewEntry {
        compartment: Compartment::Log,
        stream: new_stream(),
        body: Content::PolicySet(PolicySet::default()).to_bytes(),
    };
    for bad in [
        foreign,
        settings,
        NewEntry {
            body: b"not content".to_vec(),
            ..good.clone()
        },
    ] {
        let tried = vault.append(Author::Member(&officer), &ring, NOW, vec![good.clone(), bad]);
        assert!(matches!(tried, Err(VaultError::NotAllowed { .. })), "{tried:?}");
    }
    let crew = vault.append(Author::Device, &ring, NOW, vec![good.clone()]);
    assert!(matches!(crew, Err(VaultError::NotAllowed { .. })));
    let own = NewEntry::of(&note("x"), Some(supervisor.side), new_stream()).unwrap();
    let tried = vault.append(Author::Member(&supervisor), &Ring::empty(), NOW, vec![own]);
    assert!(matches!(tried, Err(VaultError::NotAllowed { .. })));
    vault.reload().unwrap();
    assert_eq!(vault.lamport, before);
    assert!(
        vault
            .append(Author::Member(&officer), &ring, NOW, vec![good])
            .is_ok()
    );
}

#[test]
fn a_vault_is_held_once_and_read_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let Team { mut vault, nurse, .. } = team(dir.path());
    assert!(matches!(
        Vault::open(dir.path(), &nurse),
        Err(VaultError::AlreadyOpen { .. })
    ));
    assert_eq!(
        Vault::found(dir.path(), &founding(), NOW).unwrap_err(),
        VaultError::AlreadyAVault
    );
    let mut reader = Vault::open_to_read(dir.path(), &nurse).unwrap();
    let ring = reader.ring(&nurse, &Compartment::SEALED).unwrap();
    let entry = NewEntry::of(&note("x"), Some(Side::Health), new_stream()).unwrap();
    let refused = reader.append(Author::Member(&nurse), &ring, NOW, vec![entry.clone()]);
    assert_eq!(refused.unwrap_err(), VaultError::ReadOnly);
    vault
        .append(Author::Member(&nurse), &ring, NOW, vec![entry])
        .unwrap();
    assert_eq!(
        reader
            .read_after(0, 9, Compartment::Health, &ring)
            .unwrap()
            .entries
            .len(),
        1
    );
}

#[test]
fn words_that_their_author_did_not_sign_are_never_shown() {
    let dir = tempfile::tempdir().unwrap();
    let Team { mut vault, nurse, .. } = team(dir.path());
    let ring = vault.ring(&nurse, &Compartment::SEALED).unwrap();
    let stream = new_stream();
    for words in ["signed", "put into her mouth"] {
        let entry = NewEntry::of(&note(words), Some(Side::Health), stream).unwrap();
        vault
            .append(Author::Member(&nurse), &ring, NOW, vec![entry])
            .unwrap();
    }
    // whoever holds the log key can change the file; the signature is all that they cannot make
    vault
        .conn
        .execute_batch(
            "DROP TRIGGER entry_only_shred;
             UPDATE entry SET sig = zeroblob(64) WHERE id = (SELECT max(id) FROM entry);",
        )
        .unwrap();
    let read = vault.read_after(0, 9, Compartment::Health, &ring).unwrap();
    assert_eq!(read.entries.len(), 1);
    assert_eq!(read.entries[0].placed.content, note("signed"));
    assert!(!vault.verify(&mut |_, _| true).unwrap().ok);
}

#[test]
fn a_failed_bulk_is_taken_back_whole() {
    let dir = tempfile::tempdir().unwrap();
    let Team { mut vault, nurse, .. } = team(dir.path());
    let ring = vault.ring(&nurse, &Compartment::SEALED).unwrap();
    let stream = new_stream();
    let put = |vault: &mut Vault, words: &str| {
        let entry = NewEntry::of(&note(words), Some(Side::Health), stream).unwrap();
        vault
            .append(Author::Member(&nurse), &ring, NOW, vec![entry])
            .map(|_| ())
    };
    let failed: Result<(), VaultError> = vault.append_in_bulk(|vault| {
        put(vault, "lost")?;
        Err(VaultError::Closed)
    });
    assert_eq!(failed, Err(VaultError::Closed));
    assert!(
        vault
            .read_after(0, 9, Compartment::Health, &ring)
            .unwrap()
            .entries
            .is_empty()
    );
    let done: Result<(), VaultError> =
        vault.append_in_bulk(|vault| (0..50).try_for_each(|_| put(vault, "kept")));
    done.unwrap();
    assert_eq!(
        vault
            .read_after(0, 99, Compartment::Health, &ring)
            .unwrap()
            .entries
            .len(),
        50
    );
}

#[test]
fn a_clock_set_back_is_noted_and_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let Team { mut vault, nurse, .. } = team(dir.path());
    let ring = vault.ring(&nurse, &Compartment::SEALED).unwrap();
    let put = |vault: &mut Vault, at| {
        let entry = NewEntry::of(&note("x"), Some(Side::Health), new_stream()).unwrap();
        vault
            .append(Author::Member(&nurse), &ring, at, vec![entry])
            .unwrap();
        vault.clock_note()
    };
    assert_eq!(put(&mut vault, NOW.plus_minutes(60)), None);
    assert_eq!(put(&mut vault, NOW.plus_minutes(56)), None);
    let back = NOW.plus_minutes(50);
    assert_eq!(
        put(&mut vault, back),
        Some(ClockNote {
            last: NOW.plus_minutes(60),
            now: back
        })
    );
    let read = vault
        .read_after(0, 9, Compartment::Health, &ring)
        .unwrap()
        .entries;
    assert!(read.is_sorted_by_key(|e| e.placed.lamport) && read.len() == 3);
}

#[test]
fn drafts_survive_and_only_their_side_opens_them() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        nurse,
        officer,
        ..
    } = team(dir.path());
    vault
        .save_draft(Compartment::Health, "note/1", b"half a sen")
        .unwrap();
    vault
        .save_draft(Compartment::Health, "note/1", b"half a sentence")
        .unwrap();
    vault.save_draft(Compartment::Health, "note/2", b"").unwrap();
    drop(vault);
    let mut vault = Vault::open(dir.path(), &nurse).unwrap();
    let ring = vault.ring(&nurse, &Compartment::SEALED).unwrap();
    let drafts = vault.drafts(Compartment::Health, &ring).unwrap();
    assert_eq!(drafts.len(), 2);
    assert_eq!(
        (drafts[0].0.as_str(), drafts[0].1.as_slice()),
        ("note/1", &b"half a sentence"[..])
    );
    assert!(
        vault
            .drafts(
                Compartment::Health,
                &vault.ring(&officer, &Compartment::SEALED).unwrap()
            )
            .is_err()
    );
    vault.drop_draft(Compartment::Health, "note/1").unwrap();
    assert_eq!(vault.drafts(Compartment::Health, &ring).unwrap().len(), 1);
}

#[test]
fn the_log_of_another_vault_is_told_apart() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let team_one = team(one.path());
    drop(Vault::found(two.path(), &founding(), NOW).unwrap());
    let nurse = team_one.nurse;
    drop(team_one.vault);
    assert_eq!(Vault::open(two.path(), &nurse).unwrap_err(), VaultError::OtherLog);
    std::fs::copy(two.path().join("log.db"), one.path().join("log.db")).unwrap();
    assert_eq!(Vault::open(one.path(), &nurse).unwrap_err(), VaultError::OtherLog);
    std::fs::remove_file(one.path().join("log.db")).unwrap();
    assert!(matches!(
        Vault::open(one.path(), &nurse),
        Err(VaultError::LogDamaged { .. })
    ));
}

#[test]
fn a_good_log_verifies_beside_its_writer_and_with_its_checkpoint() {
    let dir = tempfile::tempdir().unwrap();
    let Team { mut vault, nurse, .. } = team(dir.path());
    let ring = vault.ring(&nurse, &Compartment::SEALED).unwrap();
    let put = |vault: &mut Vault| {
        let entry = NewEntry::of(&note("x"), Some(Side::Health), new_stream()).unwrap();
        vault
            .append(Author::Member(&nurse), &ring, NOW, vec![entry])
            .unwrap();
    };
    put(&mut vault);
    let note = vault.checkpoint(NOW).unwrap();
    put(&mut vault);
    let mut seen = 0;
    let report = vault
        .verify_against(Some(&note.text), &mut |done, _| {
            seen = done;
            true
        })
        .unwrap();
    assert_eq!((report.findings.as_slice(), report.ok), (&[][..], true));
    assert_eq!(seen, report.entries);
    let beside = verify_folder(dir.path(), &nurse, Some(&note.text), &mut |_, _| true).unwrap();
    assert_eq!(
        (beside.findings.as_slice(), beside.entries),
        (&[][..], report.entries)
    );
    let stopped = vault.verify(&mut |_, _| false).unwrap();
    assert!(!stopped.ok && !stopped.complete);
    let forged = note
        .text
        .replace(&format!("\n{}\n", note.size), &format!("\n{}\n", note.size - 1));
    let report = vault.verify_against(Some(&forged), &mut |_, _| true).unwrap();
    assert!(
        !report.ok && report.findings.iter().any(|f| f.what.contains("checkpoint")),
        "{:?}",
        report.findings
    );
    drop(vault);
    let closed = verify_folder(dir.path(), &nurse, None, &mut |_, _| true).unwrap();
    assert!(closed.ok, "{:?}", closed.findings);
}

#[test]
fn a_full_disk_is_told_and_loses_nothing_that_was_confirmed() {
    let dir = tempfile::tempdir().unwrap();
    let Team { mut vault, nurse, .. } = team(dir.path());
    let ring = vault.ring(&nurse, &Compartment::SEALED).unwrap();
    let pages: i64 = vault
        .conn
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    let limit = |vault: &Vault, pages: i64| {
        let set = format!("PRAGMA max_page_count = {pages}");
        vault
            .conn
            .query_row(&set, [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    limit(&vault, pages + 4);
    let put = |vault: &mut Vault| {
        let entry = NewEntry::of(&note(&"long ".repeat(300)), Some(Side::Health), new_stream()).unwrap();
        vault
            .append(Author::Member(&nurse), &ring, NOW, vec![entry])
            .map(|places| places[0])
    };
    let mut saved = Vec::new();
    let full = loop {
        match put(&mut vault) {
            Ok(place) => saved.push(place),
            Err(error) => break error,
        }
    };
    assert_eq!(full, VaultError::DiskFull);
    assert!(
        vault
            .save_draft(Compartment::Health, "note", &[b'x'; 9000])
            .is_err()
    );
    limit(&vault, pages + 1000);
    saved.push(put(&mut vault).unwrap());
    let read = vault
        .read_after(0, 99, Compartment::Health, &ring)
        .unwrap()
        .entries;
    assert_eq!(read.iter().map(|e| e.placed.entry).collect::<Vec<_>>(), saved);
    assert!(vault.verify(&mut |_, _| true).unwrap().ok);
}
