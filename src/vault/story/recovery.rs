//! Recovery codes: made, used by both holders, refused from one, forged in vain, replaced.

use std::path::Path;

use super::forger::try_and_take_back;
use super::*;
use crate::domain::content::{RecoveryAct, RecoveryHolder, RecoveryUsed};
use crate::domain::ids::LogId;
use crate::vault::recovery::code_keys;
use crate::vault::recovery_log::{Place, used_message};
use crate::vault::sealing::public_of;

fn secret(code: &RecoveryCode) -> Secret {
    Secret::new(code.text().to_owned())
}

/// Both codes of a side, and its keys sealed to them.
pub(super) fn make_pair(vault: &mut Vault, lead: &Unlocked) -> [Secret; 2] {
    let codes =
        [1, 2].map(|number| secret(&vault.make_recovery_code(lead, number, "An office", NOW).unwrap()));
    vault.complete_grants(lead, None, NOW).unwrap();
    codes
}

pub(super) fn open_pair(dir: &Path, codes: &[Secret; 2]) -> Result<OpenedRecovery, VaultError> {
    let half = |at: usize, name| RecoveryHalf::read(dir, &codes[at], name);
    OpenedRecovery::of(dir, half(0, 'A')?, half(1, 'B')?)
}

fn words_of(vault: &Vault, member: &Unlocked, compartment: Compartment) -> usize {
    let ring = vault.ring(member, &Compartment::SEALED).unwrap();
    let page = vault.read_after(0, 100, compartment, &ring);
    page.map_or(0, |page| page.entries.len())
}

/// Nobody can sign in any more: the key file has no member left.
fn forget_everybody(vault: &Vault) {
    let dir = vault.dir();
    let mut slots = slots::Slots::load(dir).unwrap();
    slots.members.clear();
    slots.invitations.clear();
    slots.save(dir, &vault.log_key).unwrap();
}

#[test]
fn codes_come_from_their_own_organisation_and_keys_are_sealed_to_them_once() {
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
    let state = vault.recovery_state(Side::Health);
    assert!(state.can_act && state.last_drill.is_none());
    assert!(!vault.recovery_state(Side::Police).can_act);
}

#[test]
fn two_holders_let_a_lead_in_again_where_nobody_can_sign_in() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        health_lead,
        nurse,
        officer,
        ..
    } = team(dir.path());
    let codes = make_pair(&mut vault, &health_lead);
    let ring = vault.ring(&nurse, &Compartment::SEALED).unwrap();
    let entry = NewEntry::of(
        &note("What only health may read"),
        Some(Side::Health),
        new_stream(),
    )
    .unwrap();
    vault
        .append(Author::Member(&nurse), &ring, NOW, vec![entry])
        .unwrap();
    forget_everybody(&vault);
    drop(vault);
    assert!(
        unlock(dir.path(), "jmarsh", &pass("jmarsh")).is_err(),
        "nobody can sign in"
    );

    let opened = open_pair(dir.path(), &codes).unwrap();
    let mut vault = Vault::open_with_recovery(dir.path(), &opened).unwrap();
    let code = vault.recovery_invite(&opened, "Dr Nell Stone", NOW).unwrap();
    let lead = join(&mut vault, code.secret(), "nstone");
    assert_eq!((lead.side, lead.role), (Side::Health, Role::Governance));
    assert_eq!(
        words_of(&vault, &lead, Compartment::Health),
        1,
        "the old note opens"
    );
    assert_eq!(words_of(&vault, &lead, Compartment::Police), 0);
    assert_eq!(
        vault.complete_grants(&lead, None, NOW).unwrap(),
        0,
        "and nothing is left to do"
    );
    let next = invite(&mut vault, &lead, Role::Nurse, "later");
    assert_eq!(
        words_of(&vault, &next, Compartment::Health),
        1,
        "the new lead invites as any lead"
    );
    let uses = vault.recovery_uses();
    assert!(matches!(&uses[0].act, RecoveryAct::Invited(invited) if invited.name == "Dr Nell Stone"));
    drop(vault);
    let report = verify_folder(dir.path(), &lead, None, &mut |_, _| true).unwrap();
    assert!(report.ok, "{:?}", report.findings);
    drop(officer);
}

#[test]
fn one_code_opens_nothing_and_a_wrong_one_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        health_lead,
        police_lead,
        ..
    } = team(dir.path());
    let [health_a, health_b] = make_pair(&mut vault, &health_lead);
    let [police_a, _] = make_pair(&mut vault, &police_lead);
    drop(vault);
    let read = |code: &Secret, name| RecoveryHalf::read(dir.path(), code, name);
    let copy = |code: &Secret| Secret::new(code.expose().to_owned());
    let twice = open_pair(dir.path(), &[copy(&health_a), copy(&health_a)]);
    assert!(matches!(twice, Err(VaultError::RecoveryNotAPair { .. })));
    let across = open_pair(dir.path(), &[copy(&health_a), police_a]);
    assert!(matches!(across, Err(VaultError::RecoveryNotAPair { .. })));
    let stray = codes::generate(RECOVERY_GROUPS);
    assert_eq!(
        read(&stray, 'B').unwrap_err(),
        VaultError::RecoveryUnknown { code: 'B' }
    );
    let mut typed = health_b.expose().to_owned().into_bytes();
    typed[13] = if typed[13] == b'Z' { b'Y' } else { b'Z' };
    let mistyped = Secret::new(String::from_utf8(typed).unwrap());
    let told = read(&mistyped, 'B').unwrap_err();
    assert_eq!(told, VaultError::RecoveryMistyped { code: 'B', group: 3 });
    assert!(told.to_string().starts_with("Group 3 of code B"));
    assert!(
        open_pair(dir.path(), &[health_b, health_a]).is_ok(),
        "the holders may come in either order"
    );
}

#[test]
fn a_drill_changes_nothing_but_is_seen_and_says_when_a_key_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        officer,
        ..
    } = team(dir.path());
    let codes = make_pair(&mut vault, &police_lead);
    drop(vault);
    let opened = open_pair(dir.path(), &codes).unwrap();
    let mut vault = Vault::open_with_recovery(dir.path(), &opened).unwrap();
    let before = (
        vault.members(),
        std::fs::read(dir.path().join("keyslots.json")).unwrap(),
    );
    let drill = vault.recovery_drill(&opened, NOW).unwrap();
    assert_eq!((drill.opened, drill.of), (3, 3), "police, shared, oversight");
    let after = (
        vault.members(),
        std::fs::read(dir.path().join("keyslots.json")).unwrap(),
    );
    assert_eq!(before, after);
    assert_eq!(vault.recovery_state(Side::Police).last_drill, Some(NOW));
    drop(vault);
    let vault = Vault::open(dir.path(), &officer).unwrap();
    assert_eq!(
        vault.recovery_uses().len(),
        1,
        "an officer's session sees the use"
    );
    assert_eq!(vault.recovery_state(Side::Health).last_drill, None);
}

#[test]
fn a_lead_without_keys_is_given_them_and_nobody_else_is() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        health_lead,
        police_lead,
        nurse,
        ..
    } = team(dir.path());
    let codes = make_pair(&mut vault, &health_lead);
    // a lead whose invitation carried nothing, as when whoever invited held no key
    let empty = Ring::empty();
    let invitee = Invitee {
        side: Side::Health,
        role: Role::Governance,
        name: "Dr Nell Stone".to_owned(),
    };
    let code = vault.invite(&health_lead, &empty, invitee, NOW).unwrap();
    let lead = join(&mut vault, code.secret(), "nstone");
    assert!(
        !vault
            .ring(&lead, &Compartment::SEALED)
            .unwrap()
            .has(Compartment::Health)
    );
    let opened = open_pair(dir.path(), &codes).unwrap();
    let waiting: Vec<_> = vault
        .leads_without_keys(&opened)
        .iter()
        .map(|lead| lead.id)
        .collect();
    assert_eq!(waiting, [lead.id]);
    for other in [&nurse, &police_lead, &health_lead] {
        assert!(vault.recovery_grant(&opened, other.id, NOW).is_err());
    }
    assert_eq!(vault.recovery_grant(&opened, lead.id, NOW).unwrap(), 3);
    let ring = vault.ring(&lead, &Compartment::SEALED).unwrap();
    assert!(ring.has(Compartment::Health) && ring.has(Compartment::Shared) && !ring.has(Compartment::Police));
}

/// Whether a use that somebody wrote into the file counts when the log is read.
fn counts(vault: &mut Vault, used: RecoveryUsed) -> bool {
    let content = Content::RecoveryUsed(used);
    let mut counts = false;
    let undone: Result<(), VaultError> = vault.append_in_bulk(|vault| {
        vault.write_unchecked(Author::Device, &content)?;
        counts = vault.reload().is_ok();
        Err(VaultError::Closed)
    });
    assert_eq!(undone, Err(VaultError::Closed));
    counts
}

/// A health use at this place, signed by the first code of one pair and the second of another.
fn signed(
    log: LogId,
    place: Place,
    act: &RecoveryAct,
    first: &OpenedRecovery,
    second: &OpenedRecovery,
) -> RecoveryUsed {
    let told = used_message(log, place, Side::Health, act);
    RecoveryUsed {
        side: Side::Health,
        act: act.clone(),
        first_sig: first.sign_first(&told),
        second_sig: second.sign_second(&told),
    }
}

#[test]
fn what_both_codes_did_not_sign_for_this_place_does_not_count() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        health_lead,
        police_lead,
        ..
    } = team(dir.path());
    let codes = make_pair(&mut vault, &health_lead);
    let others = make_pair(&mut vault, &police_lead);
    let own = open_pair(dir.path(), &codes).unwrap();
    let other = open_pair(dir.path(), &others).unwrap();
    let seq = append::read_frontier(&vault.conn, vault.device_n).unwrap().size();
    let (log, device, at) = (vault.log, vault.device, Moment(0));
    let here = Place { device, seq, at };
    let drill = RecoveryAct::Drill { opened: 3, of: 3 };
    let good = signed(log, here, &drill, &own, &own);
    assert!(counts(&mut vault, good.clone()), "both codes");
    let lead = invited_to(Side::Health, Role::Governance);
    assert!(
        counts(&mut vault, signed(log, here, &lead, &own, &own)),
        "a new lead"
    );

    let mut one_twice = good.clone();
    one_twice.second_sig.clone_from(&one_twice.first_sig);
    let mut other_act = good.clone();
    other_act.act = RecoveryAct::Drill { opened: 2, of: 2 };
    let mut relabelled = good;
    relabelled.side = Side::Police;
    let elsewhere = Place { seq: seq + 1, ..here };
    let later = Place { at: NOW, ..here };
    let nurse = invited_to(Side::Health, Role::Nurse);
    let across = invited_to(Side::Police, Role::Governance);
    let forged = [
        ("one code twice", one_twice),
        ("another act", other_act),
        ("said to be the other side's", relabelled),
        ("another place", signed(log, elsewhere, &drill, &own, &own)),
        ("another time", signed(log, later, &drill, &own, &own)),
        ("one code of each side", signed(log, here, &drill, &own, &other)),
        (
            "the other side's codes",
            signed(log, here, &drill, &other, &other),
        ),
        ("a nurse", signed(log, here, &nurse, &own, &own)),
        ("a lead of the other side", signed(log, here, &across, &own, &own)),
    ];
    for (what, used) in forged {
        assert!(!counts(&mut vault, used), "{what}");
    }
}

fn invited_to(side: Side, role: Role) -> RecoveryAct {
    RecoveryAct::Invited(crate::domain::content::Invited {
        member: crate::domain::ids::MemberId([7; 16]),
        side,
        role,
        name: "Somebody".to_owned(),
        code_pk: vec![9; 32],
        expires: NOW,
        code_kem: Vec::new(),
    })
}

#[test]
fn a_replaced_code_stops_and_the_new_pair_opens_everything() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        health_lead,
        police_lead,
        ..
    } = team(dir.path());
    let [lost, kept] = make_pair(&mut vault, &health_lead);
    let old = open_pair(
        dir.path(),
        &[
            Secret::new(lost.expose().to_owned()),
            Secret::new(kept.expose().to_owned()),
        ],
    );
    let old = old.unwrap();
    assert!(
        vault.make_recovery_code(&police_lead, 1, "SIRO", NOW).is_ok(),
        "of the own side"
    );
    let new = secret(&vault.make_recovery_code(&health_lead, 1, "SIRO", NOW).unwrap());
    assert_eq!(
        vault.complete_grants(&health_lead, None, NOW).unwrap(),
        3,
        "sealed to the new pair"
    );
    assert!(
        vault.recovery_drill(&old, NOW).is_err(),
        "the old pair signs nothing more"
    );
    assert_eq!(
        RecoveryHalf::read(dir.path(), &lost, 'A').unwrap_err(),
        VaultError::RecoveryUnknown { code: 'A' }
    );
    let opened = open_pair(dir.path(), &[new, kept]).unwrap();
    assert!(vault.recovery_drill(&opened, NOW).unwrap().is_good());
    let lost = code_keys(&lost).unwrap();
    let back = |public_key: &[u8], sign_pk: &[u8]| {
        Content::RecoveryHolder(RecoveryHolder {
            side: Side::Health,
            number: 1,
            office: "SIRO".to_owned(),
            public_key: public_key.to_vec(),
            sign_pk: sign_pk.to_vec(),
        })
    };
    let lost_sign = lost.sign.verifying_key().to_bytes();
    for (what, again) in [
        ("whole", back(&public_of(&lost.kem).unwrap(), &lost_sign)),
        ("its signing half under another key", back(&[7; 32], &lost_sign)),
    ] {
        let tried = try_and_take_back(&mut vault, Author::Member(&health_lead), &again);
        assert!(
            tried.is_err(),
            "a lead puts a replaced code into force again: {what}"
        );
    }
    drop(vault);
    assert!(
        Vault::open(dir.path(), &health_lead).is_ok(),
        "the log reads as before"
    );
}

#[test]
fn a_backup_is_put_back_by_two_holders_where_nobody_can_sign_in() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("vault");
    let Team {
        mut vault,
        health_lead,
        police_lead,
        nurse,
        ..
    } = team(&home);
    let codes = make_pair(&mut vault, &health_lead);
    let [police_a, police_b] = make_pair(&mut vault, &police_lead);
    let ring = vault.ring(&nurse, &Compartment::SEALED).unwrap();
    let entry = NewEntry::of(
        &note("What only health may read"),
        Some(Side::Health),
        new_stream(),
    )
    .unwrap();
    vault
        .append(Author::Member(&nurse), &ring, NOW, vec![entry])
        .unwrap();
    let file = dir.path().join("kept.tandem-backup");
    vault.backup_job().run(&file, NOW, &mut |_, _, _| true).unwrap();
    drop(vault);
    let there = dir.path().join("again");
    let restore = |codes: [&Secret; 2]| restore_with_codes(&file, &there, codes, NOW, &mut |_, _, _| true);
    let half = restore([&codes[0], &police_b]).map(drop);
    assert!(matches!(half, Err(VaultError::RecoveryNotAPair { .. })));
    let stray = codes::generate(RECOVERY_GROUPS);
    assert!(restore([&codes[0], &stray]).is_err());
    assert!(!there.exists(), "and nothing was put anywhere");

    let (_, opened) = restore([&codes[0], &codes[1]]).unwrap();
    let mut vault = Vault::open_with_recovery(&there, &opened).unwrap();
    assert!(vault.is_superseded());
    let code = vault.recovery_invite(&opened, "Dr Nell Stone", NOW).unwrap();
    let lead = join(&mut vault, code.secret(), "nstone");
    assert_eq!(words_of(&vault, &lead, Compartment::Health), 1);
    assert_eq!(words_of(&vault, &lead, Compartment::Police), 0);
    assert_eq!(vault.devices().len(), 2, "the copy writes as a device of its own");
    assert!(!vault.is_superseded());
    drop(vault);
    let report = verify_folder(&there, &lead, None, &mut |_, _| true).unwrap();
    assert!(report.ok, "{:?}", report.findings);
    let other = open_pair(&there, &[police_a, police_b]).unwrap();
    let mut vault = Vault::open_with_recovery(&there, &other).unwrap();
    assert!(
        vault.recovery_drill(&other, NOW).unwrap().is_good(),
        "the police codes work there too"
    );
}
