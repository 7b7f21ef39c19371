//! The vault's story as a test: founded, joined, written, read, and never readable across the line.

use std::path::Path;

use crate::domain::content::{Content, NoteSource, NoteWritten, OpenedFact, PolicySet, Post};
use crate::domain::decision::facts::Nation;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::{Compartment, Role, Side};
use crate::domain::time::Moment;

use super::*;

pub(crate) const NOW: Moment = Moment(1_795_291_200_000);

pub(crate) fn founding() -> Founding {
    Founding {
        name: "Invented partnership".to_owned(),
        police: "Invented Police".to_owned(),
        health: "Invented NHS Trust".to_owned(),
        nation: Nation::England,
        training: true,
        device_name: "TR-07".to_owned(),
        police_lead: "Insp Robin Vale".to_owned(),
        health_lead: "Dr Jo Marsh".to_owned(),
        recovery_offices: [
            ["Chief information officer", "Data protection officer"],
            ["Caldicott Guardian", "SIRO"],
        ]
        .map(|pair| pair.map(str::to_owned)),
    }
}

/// A vault with everybody in it.
pub(crate) struct Team {
    pub(crate) vault: Vault,
    pub(crate) police_lead: Unlocked,
    pub(crate) health_lead: Unlocked,
    pub(crate) officer: Unlocked,
    pub(crate) nurse: Unlocked,
    pub(crate) supervisor: Unlocked,
}

fn pass(handle: &str) -> Secret {
    Secret::new(format!("pass of {handle}"))
}

fn join(vault: &mut Vault, code: &Secret, handle: &str) -> Unlocked {
    let opened = open_invitation(vault.dir(), code, NOW).unwrap();
    vault
        .accept(&opened, handle, &pass(handle), KdfCost::FLOOR, NOW)
        .unwrap()
}

fn invite(vault: &mut Vault, by: &Unlocked, role: Role, handle: &str) -> Unlocked {
    let ring = vault.ring(by, &Compartment::SEALED).unwrap();
    let invitee = Invitee {
        side: by.side,
        role,
        name: format!("Person {handle}"),
    };
    let code = vault.invite(by, &ring, invitee, NOW).unwrap();
    join(vault, code.secret(), handle)
}

pub(crate) fn team(dir: &Path) -> Team {
    let (mut vault, keys, [police, health]) = Vault::found(dir, &founding(), NOW).unwrap();
    let police_lead = join(&mut vault, police.secret(), "rvale");
    assert!(vault.complete_grants(&police_lead, Some(&keys), NOW).unwrap() > 0);
    let health_lead = join(&mut vault, health.secret(), "jmarsh");
    assert!(vault.complete_grants(&health_lead, Some(&keys), NOW).unwrap() > 0);
    Team {
        officer: invite(&mut vault, &police_lead, Role::Officer, "ohughes"),
        nurse: invite(&mut vault, &health_lead, Role::Nurse, "aosei"),
        supervisor: invite(&mut vault, &police_lead, Role::Supervisor, "skhan"),
        vault,
        police_lead,
        health_lead,
    }
}

pub(crate) fn note(words: &str) -> Content {
    Content::NoteWritten(NoteWritten {
        incident: IncidentId([1; 16]),
        note: ItemId([2; 16]),
        source: NoteSource::Seen,
        text: words.to_owned(),
    })
}

fn fact() -> Content {
    Content::OpenedFact(OpenedFact {
        incident: IncidentId([1; 16]),
        at: NOW,
        post: Post::Car,
    })
}

#[test]
fn each_role_opens_its_compartments_and_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let team = team(dir.path());
    for member in [
        &team.police_lead,
        &team.health_lead,
        &team.officer,
        &team.nurse,
        &team.supervisor,
    ] {
        let ring = team.vault.ring(member, &Compartment::SEALED).unwrap();
        for compartment in Compartment::SEALED {
            let may = member.role.compartments(member.side).contains(&compartment);
            assert_eq!(
                ring.has(compartment),
                may,
                "{:?} {:?} {compartment:?}",
                member.role,
                member.side
            );
            assert_eq!(team.vault.read_after(0, 10, compartment, &ring).is_ok(), may);
            assert_eq!(team.vault.view_key(compartment, &ring).is_ok(), may);
        }
    }
}

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
fn an_invitation_works_once_and_only_in_time() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        officer,
        ..
    } = team(dir.path());
    let ring = vault.ring(&police_lead, &Compartment::SEALED).unwrap();
    let invitee = Invitee {
        side: Side::Police,
        role: Role::Officer,
        name: "PC 12 Lane".to_owned(),
    };
    assert!(
        vault.invite(&officer, &ring, invitee.clone(), NOW).is_err(),
        "officers do not invite"
    );
    let nurse = Invitee {
        side: Side::Health,
        ..invitee.clone()
    };
    assert!(
        vault.invite(&police_lead, &ring, nurse, NOW).is_err(),
        "nor leads across the line"
    );
    let code = vault.invite(&police_lead, &ring, invitee, NOW).unwrap();
    let late = NOW.plus_minutes(INVITATION_DAYS * 24 * 60 + 1);
    assert_eq!(
        open_invitation(dir.path(), code.secret(), late).unwrap_err(),
        VaultError::CodeExpired
    );
    let opened = open_invitation(dir.path(), code.secret(), NOW).unwrap();
    let taken = vault.accept(&opened, "OHughes ", &pass("x"), KdfCost::FLOOR, NOW);
    assert_eq!(taken.unwrap_err(), VaultError::HandleTaken);
    let member = vault
        .accept(&opened, "plane", &pass("plane"), KdfCost::FLOOR, NOW)
        .unwrap();
    assert!(
        vault
            .ring(&member, &Compartment::SEALED)
            .unwrap()
            .has(Compartment::Police)
    );
    assert_eq!(
        vault
            .accept(&opened, "plane2", &pass("x"), KdfCost::FLOOR, NOW)
            .unwrap_err(),
        VaultError::CodeWrong
    );
    assert_eq!(
        open_invitation(dir.path(), code.secret(), NOW).unwrap_err(),
        VaultError::CodeWrong
    );
    assert_eq!(inspect(dir.path()).unwrap().invitations, 0);
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
fn recovery_codes_come_from_their_own_organisation_and_keys_are_sealed_to_them_once() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        health_lead,
        police_lead,
        nurse,
        ..
    } = team(dir.path());
    assert!(vault.make_recovery_code(&nurse, 1, "SIRO", NOW).is_err());
    let code = vault
        .make_recovery_code(&health_lead, 1, "Caldicott Guardian", NOW)
        .unwrap();
    assert!(code.is(&Secret::new(code.text().to_lowercase())).unwrap());
    assert!(
        vault
            .make_recovery_code(&health_lead, 1, "Caldicott Guardian", NOW)
            .is_err()
    );
    assert_eq!(vault.complete_grants(&health_lead, None, NOW).unwrap(), 0);
    vault.make_recovery_code(&health_lead, 2, "SIRO", NOW).unwrap();
    assert_eq!(
        vault.complete_grants(&health_lead, None, NOW).unwrap(),
        3,
        "health, shared, oversight"
    );
    assert_eq!(vault.complete_grants(&health_lead, None, NOW).unwrap(), 0);
    assert_eq!(vault.complete_grants(&police_lead, None, NOW).unwrap(), 0);
    assert_eq!(vault.recovery_offices(Side::Health)[1].as_deref(), Some("SIRO"));
}

#[test]
fn a_new_passphrase_replaces_the_old_and_keys_stay() {
    let dir = tempfile::tempdir().unwrap();
    let Team { vault, nurse, .. } = team(dir.path());
    change_passphrase(dir.path(), &nurse, "aosei", "amara", &pass("new"), KdfCost::FLOOR).unwrap();
    assert!(unlock(dir.path(), "aosei", &pass("aosei")).is_err());
    let again = unlock(dir.path(), "amara", &pass("new")).unwrap();
    assert!(
        vault
            .ring(&again, &Compartment::SEALED)
            .unwrap()
            .has(Compartment::Health)
    );
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
