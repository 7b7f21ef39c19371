//! Two devices make new keys at the same time, before they meet: nothing that was sealed in between is lost, and
//! whoever left on either of them reads nothing that comes later.

use super::exchange::{bundle, go, open, second, sound, words, write};
use super::*;
use crate::domain::content::Standing;

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
