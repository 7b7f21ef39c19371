//! Somebody leaves: what they remember opens nothing that is written later, those who stay keep everything, and a
//! power cut in the middle leaves a vault that opens.

use super::*;
use crate::domain::content::Standing;
use crate::vault::append::ToWrite;
use crate::vault::db::{Access, Purpose, open_keyed};
use crate::vault::header::{Header, Kind};
use crate::vault::kdf::Key;
use crate::vault::keys::db_key;
use crate::vault::log_key::{LogKey, LogKeys};
use crate::vault::replay::open_body;
use crate::vault::store::stored;

/// Everything that somebody could remember: their keys, every epoch secret and data key, the log keys.
struct Memory {
    ring: Ring,
    log_keys: LogKeys,
    log_key: Key,
    view: Key,
}

fn remember(vault: &Vault, member: &Unlocked) -> Memory {
    let ring = vault.ring(member, &Compartment::SEALED).unwrap();
    let own = member.side.compartment();
    for compartment in [own, Compartment::Shared] {
        drop(vault.read_after(0, 1000, compartment, &ring).unwrap());
    }
    Memory {
        view: vault.view_key(own, &ring).unwrap(),
        ring,
        log_keys: vault.log_keys.clone(),
        log_key: vault.log_key.clone(),
    }
}

fn last(vault: &Vault) -> i64 {
    vault
        .conn
        .query_row("SELECT max(id) FROM entry", [], |row| row.get(0))
        .unwrap()
}

/// How many contents and how many structural entries after a place this memory opens, each body tried with every key.
fn opened(vault: &Vault, memory: &Memory, after: i64) -> (usize, usize) {
    let mut statement = vault
        .conn
        .prepare("SELECT id, header, sig, body FROM entry WHERE id > ?1 ORDER BY id")
        .unwrap();
    let rows: Vec<_> = statement
        .query_map([after], stored)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let (mut contents, mut structure) = (0, 0);
    for row in &rows {
        let header = Header::parse(&row.raw).unwrap();
        let body = row.body.as_deref().unwrap();
        if header.kind == Kind::Content {
            let wrapped = vault.find_data_key(&header, &memory.ring).unwrap();
            let any = memory.ring.data_keys();
            let opens = |key: &Key| open_body(&header, key, body).is_some();
            contents += usize::from(any.iter().chain(&wrapped).any(opens));
        } else if header.kind != Kind::Key {
            let mut keys = memory.log_keys.newest_first();
            structure += usize::from(keys.any(|key| open_body(&header, &key.body, body).is_some()));
        }
    }
    (contents, structure)
}

fn write(vault: &mut Vault, by: &Unlocked, stream: crate::domain::ids::StreamId, words: &str) {
    let ring = vault.ring(by, &Compartment::SEALED).unwrap();
    let entry = NewEntry::of(&note(words), Some(by.side), stream).unwrap();
    vault.append(Author::Member(by), &ring, NOW, vec![entry]).unwrap();
}

fn place(words: &str) -> Content {
    Content::DetailSet(crate::domain::content::DetailSet {
        incident: IncidentId([1; 16]),
        item: ItemId([3; 16]),
        detail: crate::domain::content::Detail::Place(words.to_owned()),
    })
}

/// A second officer, who stays.
fn colleague(vault: &mut Vault, lead: &Unlocked) -> Unlocked {
    invite(vault, lead, Role::Officer, "preid")
}

/// Neither the database opens, nor the slot, nor the seat.
fn shut_out(dir: &Path, memory: &Memory, officer: &Unlocked, standing: Standing) {
    let device = slots::Slots::load(dir).unwrap().database_of();
    let raw = db_key(&memory.log_key, device);
    assert_eq!(
        open_keyed(&dir.join("log.db"), &raw, Purpose::Log, Access::ReadOnly).unwrap_err(),
        VaultError::OtherLog
    );
    let ends = |passphrase: &Secret| unlock(dir, "ohughes", passphrase).unwrap_err();
    let right = if standing == Standing::Suspended {
        VaultError::AccessEnded
    } else {
        VaultError::WrongHandleOrPassphrase // a removed member has no slot any more
    };
    assert_eq!(ends(&pass("ohughes")), right);
    assert_eq!(ends(&pass("nobody")), VaultError::WrongHandleOrPassphrase);
    assert_eq!(Vault::open(dir, officer).unwrap_err(), VaultError::AccessEnded);
}

/// Those who stay read all of it, from before and after.
fn they_read_all(dir: &Path, others: &[(&str, &Unlocked)]) {
    for (handle, member) in others {
        let again = unlock(dir, handle, &pass(handle)).unwrap();
        let vault = Vault::open(dir, &again).unwrap();
        let ring = vault.ring(member, &Compartment::SEALED).unwrap();
        if member
            .role
            .compartments(member.side)
            .contains(&Compartment::Shared)
        {
            let page = vault.read_after(0, 100, Compartment::Shared, &ring).unwrap();
            assert_eq!(page.entries.len(), 3, "{handle}");
        }
        assert!(vault.verify(&mut |_, _| true).unwrap().ok, "{handle}");
    }
}

#[test]
fn what_a_leaver_remembers_opens_nothing_written_later() {
    for standing in [Standing::Suspended, Standing::Removed] {
        let dir = tempfile::tempdir().unwrap();
        let Team {
            mut vault,
            police_lead,
            health_lead,
            officer,
            nurse,
            supervisor,
        } = team(dir.path());
        let stays = colleague(&mut vault, &police_lead);
        let (old, shared) = (new_stream(), new_stream());
        write(&mut vault, &officer, old, "before");
        let entry = |content: &Content| NewEntry::of(content, Some(Side::Police), shared).unwrap();
        let ring = vault.ring(&stays, &Compartment::SEALED).unwrap();
        vault
            .append(
                Author::Member(&stays),
                &ring,
                NOW,
                vec![entry(&place("Mill Lane"))],
            )
            .unwrap();
        let memory = remember(&vault, &officer);

        // the control: as long as nothing was renewed, all of this opens
        let before = last(&vault);
        write(&mut vault, &stays, old, "an addition");
        write(&mut vault, &stays, new_stream(), "another incident");
        vault
            .append(
                Author::Member(&stays),
                &ring,
                NOW,
                vec![entry(&place("High Road"))],
            )
            .unwrap();
        assert_eq!(opened(&vault, &memory, before).0, 3, "the attack works");

        vault
            .change_member(&police_lead, officer.id, standing, NOW)
            .unwrap();
        let after = last(&vault);
        write(&mut vault, &stays, old, "an addition to what they knew");
        write(&mut vault, &stays, new_stream(), "another incident");
        let ring = vault.ring(&stays, &Compartment::SEALED).unwrap();
        vault
            .append(
                Author::Member(&stays),
                &ring,
                NOW,
                vec![entry(&place("High Road"))],
            )
            .unwrap();
        let policy = Content::PolicySet(PolicySet::default());
        vault.write_structure(&police_lead, NOW, &[policy]).unwrap();
        assert_eq!(opened(&vault, &memory, after), (0, 0));
        assert_ne!(vault.view_key(Compartment::Police, &ring).unwrap(), memory.view);

        drop(vault);
        shut_out(dir.path(), &memory, &officer, standing);
        let others = [
            ("rvale", &police_lead),
            ("jmarsh", &health_lead),
            ("aosei", &nurse),
            ("skhan", &supervisor),
            ("preid", &stays),
        ];
        they_read_all(dir.path(), &others);
        // also with the keys that a session still held when it happened
        drop(Vault::open(dir.path(), &stays).unwrap());
    }
}

#[test]
fn the_suspended_come_back_and_read_what_was_written_meanwhile() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        officer,
        ..
    } = team(dir.path());
    let stays = colleague(&mut vault, &police_lead);
    vault
        .change_member(&police_lead, officer.id, Standing::Suspended, NOW)
        .unwrap();
    assert!(
        vault
            .change_member(&police_lead, officer.id, Standing::Suspended, NOW)
            .is_err()
    );
    let ring = vault.ring(&officer, &Compartment::SEALED).unwrap();
    let entry = NewEntry::of(&note("late"), Some(Side::Police), new_stream()).unwrap();
    let refused = vault.append(Author::Member(&officer), &ring, NOW, vec![entry]);
    assert_eq!(refused.unwrap_err(), VaultError::AccessEnded);
    write(&mut vault, &stays, new_stream(), "meanwhile");
    vault
        .change_member(&police_lead, officer.id, Standing::Active, NOW)
        .unwrap();
    drop(vault);
    let officer = unlock(dir.path(), "ohughes", &pass("ohughes")).unwrap();
    let mut vault = Vault::open(dir.path(), &officer).unwrap();
    write(&mut vault, &officer, new_stream(), "back");
    let ring = vault.ring(&officer, &Compartment::SEALED).unwrap();
    let page = vault.read_after(0, 100, Compartment::Police, &ring).unwrap();
    assert_eq!(page.entries.len(), 2);
    assert!(vault.verify(&mut |_, _| true).unwrap().ok);
    vault
        .change_member(&police_lead, officer.id, Standing::Removed, NOW)
        .unwrap();
    for standing in [Standing::Active, Standing::Suspended] {
        let back = vault.change_member(&police_lead, officer.id, standing, NOW);
        assert!(back.is_err(), "removed is for good");
    }
    let page = vault.read_after(0, 100, Compartment::Police, &ring).unwrap();
    assert_eq!(page.entries.len(), 2, "what they wrote while they might stays");
}

/// A copy of a vault's folder.
fn copy(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.path().join(file.file_name())).unwrap();
    }
    to
}

#[test]
fn a_change_of_the_log_key_that_was_cut_short_is_finished_at_the_next_opening() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        nurse,
        ..
    } = team(dir.path());
    let old = db_key(&vault.log_key, vault.device);
    let made = LogKey::new();
    let content = vault.new_log_key(&made, None).unwrap();
    // as far as the entry: the power goes off before the key file is written
    vault
        .write(
            Author::Member(&police_lead),
            &Ring::empty(),
            NOW,
            &[ToWrite::structure(&content).unwrap()],
        )
        .unwrap();
    drop(vault);
    let first = copy(dir.path());
    // as far as the key file: the power goes off before the database is written anew
    let settled = copy(dir.path());
    drop(Vault::open(settled.path(), &nurse).unwrap());
    let second = copy(dir.path());
    std::fs::copy(
        settled.path().join("keyslots.json"),
        second.path().join("keyslots.json"),
    )
    .unwrap();
    for cut in [&first, &second, &settled] {
        let nurse = unlock(cut.path(), "aosei", &pass("aosei")).unwrap();
        drop(Vault::open_to_read(cut.path(), &nurse).unwrap());
        let vault = Vault::open(cut.path(), &nurse).unwrap();
        assert_eq!(vault.log_key, made.key);
        assert!(vault.verify(&mut |_, _| true).unwrap().ok);
        drop(vault);
        let path = cut.path().join("log.db");
        assert!(open_keyed(&path, &old, Purpose::Log, Access::ReadOnly).is_err());
        let lead = unlock(cut.path(), "rvale", &pass("rvale")).unwrap();
        assert!(
            verify_folder(cut.path(), &lead, None, &mut |_, _| true)
                .unwrap()
                .ok
        );
    }
}

#[test]
fn an_invitation_outlives_a_new_log_key_and_lapses_with_who_gave_it() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        officer,
        ..
    } = team(dir.path());
    let second = invite(&mut vault, &police_lead, Role::Governance, "twells");
    let asked = |vault: &mut Vault, by: &Unlocked, name: &str| {
        let ring = vault.ring(by, &Compartment::SEALED).unwrap();
        let invitee = Invitee {
            side: Side::Police,
            role: Role::Officer,
            name: name.to_owned(),
        };
        vault.invite(by, &ring, invitee, NOW).unwrap()
    };
    let good = asked(&mut vault, &police_lead, "PC 12 Lane");
    let bad = asked(&mut vault, &second, "PC 13 Stray");
    vault
        .change_member(&police_lead, officer.id, Standing::Removed, NOW)
        .unwrap();
    vault
        .change_member(&police_lead, second.id, Standing::Removed, NOW)
        .unwrap();
    drop(vault);
    assert_eq!(
        open_invitation(dir.path(), bad.secret(), NOW).unwrap_err(),
        VaultError::CodeWrong,
        "a lead who left lets nobody in any more"
    );
    let opened = open_invitation(dir.path(), good.secret(), NOW).unwrap();
    let mut vault = Vault::open_with_invitation(dir.path(), &opened).unwrap();
    let lane = vault
        .accept(&opened, "plane", &pass("plane"), KdfCost::FLOOR, NOW)
        .unwrap();
    vault.complete_grants(&police_lead, None, NOW).unwrap();
    assert!(vault.holds_all(
        Compartment::Police,
        &vault.ring(&lane, &Compartment::SEALED).unwrap()
    ));
    drop(vault);
    let again = unlock(dir.path(), "plane", &pass("plane")).unwrap();
    assert!(Vault::open(dir.path(), &again).is_ok());
}

#[test]
fn the_last_lead_stays_and_who_goes_by_themselves_is_shut_out_by_the_next_lead() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        health_lead,
        nurse,
        ..
    } = team(dir.path());
    for (by, whom) in [
        (&police_lead, &police_lead),
        (&police_lead, &nurse),
        (&nurse, &nurse),
        (&health_lead, &police_lead),
    ] {
        let refused = vault.change_member(by, whom.id, Standing::Removed, NOW);
        assert!(refused.is_err(), "{} by {}", whom.name, by.name);
    }
    let second = invite(&mut vault, &police_lead, Role::Governance, "twells");
    vault
        .change_member(&second, second.id, Standing::Removed, NOW)
        .unwrap();
    assert!(vault.has_open_key_work(Side::Police));
    let epoch = vault.authority.epoch(Compartment::Police).unwrap().epoch;
    assert!(vault.complete_grants(&police_lead, None, NOW).unwrap() > 0);
    assert_eq!(
        vault.authority.epoch(Compartment::Police).unwrap().epoch,
        epoch + 1
    );
    assert!(!vault.has_open_key_work(Side::Police));
    assert_eq!(vault.complete_grants(&police_lead, None, NOW).unwrap(), 0);
}

#[test]
fn a_forgotten_passphrase_gives_new_keys_and_keeps_the_person_and_what_they_signed() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        health_lead,
        nurse,
        ..
    } = team(dir.path());
    write(&mut vault, &nurse, new_stream(), "before");
    let ring = vault.ring(&health_lead, &Compartment::SEALED).unwrap();
    assert!(vault.reinvite(&police_lead, &ring, nurse.id, NOW).is_err());
    assert!(
        vault.reinvite(&health_lead, &ring, health_lead.id, NOW).is_err(),
        "the last lead"
    );
    let code = vault.reinvite(&health_lead, &ring, nurse.id, NOW).unwrap();
    let empty = Ring::empty();
    let entry = NewEntry::of(&fact(), Some(Side::Health), new_stream()).unwrap();
    let refused = vault.append(Author::Member(&nurse), &empty, NOW, vec![entry]);
    assert_eq!(
        refused.unwrap_err(),
        VaultError::AccessEnded,
        "the old keys count no more"
    );
    assert!(unlock(dir.path(), "aosei", &pass("aosei")).is_err());
    let opened = open_invitation(dir.path(), code.secret(), NOW).unwrap();
    let new = Secret::new("five other words they read".to_owned());
    let again = vault.accept(&opened, "aosei", &new, KdfCost::FLOOR, NOW).unwrap();
    assert_eq!(again.id, nurse.id);
    assert_ne!(again.sign.verifying_key(), nurse.sign.verifying_key());
    drop(vault);
    let again = unlock(dir.path(), "aosei", &new).unwrap();
    let mut vault = Vault::open(dir.path(), &again).unwrap();
    write(&mut vault, &again, new_stream(), "after");
    let ring = vault.ring(&again, &Compartment::SEALED).unwrap();
    let page = vault.read_after(0, 100, Compartment::Health, &ring).unwrap();
    assert_eq!(page.entries.len(), 2, "both versions of their key signed");
    assert!(vault.verify(&mut |_, _| true).unwrap().ok);
    assert!(
        !vault
            .ring(&nurse, &Compartment::SEALED)
            .unwrap()
            .has(Compartment::Health)
    );
}

#[test]
fn a_view_that_was_filled_without_an_earlier_key_is_filled_when_the_key_comes() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        officer,
        ..
    } = team(dir.path());
    write(&mut vault, &officer, new_stream(), "under the first");
    vault.rotate(&police_lead, false, NOW).unwrap();
    write(&mut vault, &officer, new_stream(), "under the second");
    let whole = vault.ring(&officer, &[Compartment::Police]).unwrap();
    let second = vault.authority.epoch(Compartment::Police).unwrap().clone();
    let mut part = Ring::empty();
    part.add(
        whole
            .secret(Compartment::Police, &second.public_key)
            .unwrap()
            .copy(),
    );
    let entries = |ring: &Ring| {
        let view = View::open(&vault, Compartment::Police, ring, &mut |_, _| true).unwrap();
        view.dump().unwrap().matches("side.note").count() / 2
    };
    let (some, all) = (entries(&part), entries(&whole));
    assert!(some < all, "{some} of {all}");
    let fresh = View::rebuild(&vault, Compartment::Police, &whole, &mut |_, _| true).unwrap();
    assert_eq!(fresh.dump().unwrap().matches("side.note").count() / 2, all);
}
