//! Who joins, what each role opens, how passphrases change.

use super::*;

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
fn a_new_passphrase_replaces_the_old_and_keys_stay() {
    let dir = tempfile::tempdir().unwrap();
    let Team { mut vault, nurse, .. } = team(dir.path());
    vault
        .change_passphrase(&nurse, ("aosei", "amara"), &pass("new"), KdfCost::FLOOR, NOW)
        .unwrap();
    assert!(unlock(dir.path(), "aosei", &pass("aosei")).is_err());
    let again = unlock(dir.path(), "amara", &pass("new")).unwrap();
    assert!(
        vault
            .ring(&again, &Compartment::SEALED)
            .unwrap()
            .has(Compartment::Health)
    );
}
