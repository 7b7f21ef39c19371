//! Two devices make new keys at the same time, before they meet: nothing that was sealed in between is lost, and
//! whoever left on either of them reads nothing that comes later.

use super::exchange::{bundle, go, open, second, sound, words, write};
use super::forger::try_and_take_back;
use super::recovery::{make_pair, open_pair};
use super::*;
use crate::domain::content::{MemberChanged, Standing};

#[test]
fn keys_made_on_two_devices_at_once_both_read_and_nobody_who_left_reads_on() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut team = team(one.path());
    let mut another = invite(&mut team.vault, &team.health_lead, Role::Nurse, "second");
    another.name = "Another nurse".to_owned();
    second(&mut team, two.path(), "TR-08");
    let mut other = open(two.path());
    let (vault, lead, nurse) = (&mut team.vault, &team.health_lead, &another);
    vault
        .change_member(lead, team.supervisor.id, Standing::Removed, NOW)
        .unwrap_err();
    vault
        .change_member(lead, team.nurse.id, Standing::Removed, NOW)
        .unwrap();
    other
        .change_member(&team.police_lead, team.officer.id, Standing::Removed, NOW)
        .unwrap();
    other.rotate(&team.health_lead, false, NOW).unwrap();
    write(vault, nurse, "written on one");
    write(&mut other, nurse, "written on two");
    let (a, b) = (
        bundle(vault, one.path(), "a", None),
        bundle(&other, two.path(), "b", None),
    );
    other.admit_bundle(&a, nurse, NOW, &mut go).unwrap();
    vault.admit_bundle(&b, nurse, NOW, &mut go).unwrap();
    for vault in [&*vault, &other] {
        assert_eq!(words(vault, nurse), ["written on one", "written on two"]);
        sound(vault);
    }
    // the lead's next work on keys renews what one of the leavers was still given on the other device
    for lead in [&team.health_lead, &team.police_lead] {
        vault.complete_grants(lead, None, NOW).unwrap();
    }
    for gone in [&team.officer, &team.nurse] {
        let ring = vault.ring(gone, &Compartment::SEALED).unwrap();
        for compartment in Compartment::SEALED {
            let made = vault.authority.epoch(compartment).unwrap();
            assert!(
                ring.secret(compartment, &made.public_key).is_none(),
                "{} still reads {}",
                gone.name,
                compartment.name()
            );
        }
    }
    sound(vault);
}

/// Two leads of one organisation, one of them on a second laptop; each shuts the other's people out before they meet.
#[test]
fn whoever_is_shut_out_on_either_device_is_shut_out_and_nobody_is_locked_out() {
    for more in [false, true] {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut team = team(one.path());
        let another = invite(&mut team.vault, &team.police_lead, Role::Governance, "lead two");
        second(&mut team, two.path(), "TR-08");
        let mut other = open(two.path());
        let vault = &mut team.vault;
        vault.rotate(&team.police_lead, true, NOW).unwrap();
        write(vault, &team.nurse, "on one");
        vault
            .change_member(&team.police_lead, team.officer.id, Standing::Removed, NOW)
            .unwrap();
        vault.rotate(&team.health_lead, false, NOW).unwrap();
        write(vault, &team.nurse, "again on one");
        // who is about to go lets somebody in under another name, and shuts out the lead who shut out the officer
        let mole = invite(&mut other, &another, Role::Governance, "mole");
        other
            .change_member(&another, team.police_lead.id, Standing::Removed, NOW)
            .unwrap();
        if more {
            vault
                .change_member(&team.police_lead, another.id, Standing::Removed, NOW)
                .unwrap();
        }
        let (a, b) = (
            bundle(vault, one.path(), "a", None),
            bundle(&other, two.path(), "b", None),
        );
        other.admit_bundle(&a, &team.nurse, NOW, &mut go).unwrap();
        vault.admit_bundle(&b, &team.nurse, NOW, &mut go).unwrap();
        for vault in [&*vault, &other] {
            assert_eq!(words(vault, &team.nurse), ["again on one", "on one"]);
            sound(vault);
            assert!(!vault.is_active(team.officer.id), "a removal is not undone");
            assert!(!vault.is_active(team.police_lead.id));
            // two leads who shut each other out are both out, with whom they let in: the recovery codes decide
            assert_eq!(
                (vault.is_active(another.id), vault.is_active(mole.id)),
                (!more, !more)
            );
        }
        drop(other);
        for dir in [one.path(), two.path()] {
            assert!(unlock(dir, "aosei", &pass("aosei")).is_ok());
        }
        assert_eq!(
            words(&open(two.path()), &team.nurse).len(),
            2,
            "also after opening anew"
        );
    }
}

/// Three leads of the police shut one another out on two laptops before these meet: nobody of them is left, in whichever
/// order their entries count. The two paper codes bring a lead, and what the three still know opens nothing later.
#[test]
fn leads_who_shut_one_another_out_leave_the_way_in_to_both_codes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut team = team(one.path());
    let leads = ["lead two", "lead three"]
        .map(|handle| invite(&mut team.vault, &team.police_lead, Role::Governance, handle));
    let codes = make_pair(&mut team.vault, &team.police_lead);
    second(&mut team, two.path(), "TR-08");
    let mut other = open(two.path());
    write(&mut team.vault, &team.officer, "before");
    let remove = |vault: &mut Vault, by: &Unlocked, whom: &Unlocked| {
        vault.change_member(by, whom.id, Standing::Removed, NOW).unwrap();
    };
    remove(&mut team.vault, &team.police_lead, &team.police_lead);
    remove(&mut team.vault, &leads[0], &leads[1]);
    remove(&mut other, &team.police_lead, &leads[0]);
    write(&mut team.vault, &team.officer, "meanwhile on one");
    write(&mut other, &team.officer, "meanwhile on two");
    meet(&mut team.vault, &mut other, &team.nurse, "met");
    let gone = [&team.police_lead, &leads[0], &leads[1]];
    for vault in [&team.vault, &other] {
        assert!(gone.iter().all(|lead| !vault.is_active(lead.id)));
        assert!(vault.is_active(team.officer.id) && vault.is_active(team.health_lead.id));
        assert_eq!(vault.sides_without_a_lead(), [Side::Police]);
        sound(vault);
    }
    for lead in gone {
        assert!(team.vault.rotate(lead, false, NOW).is_err());
    }
    drop(team.vault);

    let opened = open_pair(one.path(), &codes).unwrap();
    let mut vault = Vault::open_with_recovery(one.path(), &opened).unwrap();
    assert!(
        vault.recovery_drill(&opened, NOW).unwrap().is_good(),
        "keys that were made meanwhile too"
    );
    let code = vault.recovery_invite(&opened, "Insp Nell Stone", NOW).unwrap();
    let stone = join(&mut vault, code.secret(), "nstone");
    assert_eq!(
        words(&vault, &stone),
        ["before", "meanwhile on one", "meanwhile on two"]
    );
    assert!(vault.sides_without_a_lead().is_empty());
    // whoever still has keys of before writes by another program: nothing of it counts, on the device that knows
    for lead in gone {
        let out = Content::MemberChanged(MemberChanged {
            member: stone.id,
            standing: Standing::Removed,
        });
        assert!(
            try_and_take_back(&mut vault, Author::Member(lead), &out).is_err(),
            "{}",
            lead.name
        );
    }
    vault.complete_grants(&stone, None, NOW).unwrap();
    write(&mut vault, &team.officer, "after");
    let guest = invite(&mut vault, &stone, Role::Officer, "guest");
    meet(&mut vault, &mut other, &team.nurse, "met again");
    for vault in [&vault, &other] {
        assert_eq!(
            words(vault, &guest).len(),
            4,
            "and whom the new lead invites reads all"
        );
        for lead in gone {
            assert!(!words(vault, lead).contains(&"after".to_owned()));
        }
        sound(vault);
    }
}

/// Each takes in what the other has.
fn meet(one: &mut Vault, two: &mut Vault, by: &Unlocked, name: &str) {
    let (a, b) = (
        bundle(one, one.dir(), name, None),
        bundle(two, two.dir(), name, None),
    );
    two.admit_bundle(&a, by, NOW, &mut go).unwrap();
    one.admit_bundle(&b, by, NOW, &mut go).unwrap();
}

/// A lead renews keys on two laptops, on one of them after somebody new came in: the two epochs have one number, and who
/// came in is given both once the laptops have met.
#[test]
fn who_came_in_beside_a_renewal_elsewhere_is_given_the_keys_of_both() {
    for renewed_first in [true, false] {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut team = team(one.path());
        second(&mut team, two.path(), "TR-08");
        let mut other = open(two.path());
        let (vault, lead) = (&mut team.vault, &team.police_lead);
        // the one that says more counts later: each order is tried
        if renewed_first {
            vault.rotate(lead, false, NOW).unwrap();
        } else {
            for _ in 0..40 {
                write(vault, &team.officer, "so that it counts later");
            }
            vault.rotate(lead, false, NOW).unwrap();
        }
        let guest = invite(&mut other, lead, Role::Officer, "guest");
        other.rotate(lead, false, NOW).unwrap();
        write(vault, &team.officer, "on one");
        meet(vault, &mut other, &team.nurse, "met");
        vault.complete_grants(lead, None, NOW).unwrap();
        assert_eq!(vault.complete_grants(lead, None, NOW).unwrap(), 0, "once");
        let ring = vault.ring(&guest, &Compartment::SEALED).unwrap();
        assert!(vault.holds_current(Compartment::Police, &ring), "{renewed_first}");
        assert!(words(vault, &guest).contains(&"on one".to_owned()));
        sound(vault);
    }
}
