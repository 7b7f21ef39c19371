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
