//! A member who forges structure: with the log key and their own signing key they can put entries into the file, and
//! none of them counts.

use super::*;
use crate::domain::content::{EpochMade, GrantHolder, Granted, Invited, RecoveryHolder};
use crate::domain::ids::MemberId;
use crate::vault::append::ToWrite;
use crate::vault::authority::kind_of;

fn invited(side: Side, role: Role) -> Content {
    Content::Invited(Invited {
        member: MemberId([7; 16]),
        side,
        role,
        name: "Somebody".to_owned(),
        code_pk: vec![9; 32],
        expires: NOW,
        code_kem: Vec::new(),
    })
}

fn epoch(compartment: Compartment, epoch: u32) -> Content {
    Content::EpochMade(EpochMade {
        compartment,
        epoch,
        public_key: vec![9; 32],
    })
}

fn granted(compartment: Compartment, to: GrantHolder) -> Content {
    Content::Granted(Granted {
        compartment,
        epoch: 1,
        to,
        sealed: vec![9; 80],
    })
}

fn holder(side: Side, number: u8) -> Content {
    Content::RecoveryHolder(RecoveryHolder {
        side,
        number,
        office: "An office".to_owned(),
        public_key: vec![9; 32],
        sign_pk: Vec::new(),
    })
}

#[test]
fn only_the_right_person_changes_who_may_do_what() {
    let dir = tempfile::tempdir().unwrap();
    let team = team(dir.path());
    let settings = Content::PolicySet(PolicySet::default());
    let to = |member: &Unlocked| GrantHolder::Member(member.id);
    // What is forged, and who may write it: officer, police lead, health lead, device.
    let cases = [
        (invited(Side::Police, Role::Officer), [false, true, false, false]),
        (invited(Side::Police, Role::Nurse), [false, false, false, false]),
        (
            invited(Side::Health, Role::Governance),
            [false, false, true, false],
        ),
        (epoch(Compartment::Police, 2), [false, true, false, false]),
        (epoch(Compartment::Health, 2), [false, false, true, false]),
        (epoch(Compartment::Health, 3), [false, false, false, false]),
        (epoch(Compartment::Shared, 2), [false, true, true, false]),
        (epoch(Compartment::Log, 1), [false, false, false, false]),
        (
            granted(Compartment::Health, to(&team.nurse)),
            [false, false, true, false],
        ),
        (
            granted(Compartment::Health, to(&team.officer)),
            [false, false, false, false],
        ),
        (
            granted(Compartment::Police, to(&team.officer)),
            [true, true, false, false],
        ),
        (
            granted(Compartment::Shared, to(&team.supervisor)),
            [false, false, false, false],
        ),
        (
            granted(Compartment::Health, GrantHolder::Recovery(Side::Police)),
            [false, false, false, false],
        ),
        (
            granted(Compartment::Shared, GrantHolder::Recovery(Side::Police)),
            [false, true, true, false],
        ),
        (holder(Side::Health, 1), [false, false, true, false]),
        (holder(Side::Police, 3), [false, false, false, false]),
        (settings, [false, true, true, false]),
    ];
    let Team {
        mut vault,
        officer,
        police_lead,
        health_lead,
        ..
    } = team;
    for (content, may) in cases {
        let authors = [
            Author::Member(&officer),
            Author::Member(&police_lead),
            Author::Member(&health_lead),
            Author::Device,
        ];
        for (author, may) in authors.into_iter().zip(may) {
            let tried: Result<(), Option<VaultError>> = try_and_take_back(&mut vault, author, &content);
            assert_eq!(tried.is_ok(), may, "{content:?} by {author:?}: {tried:?}");
        }
    }
}

/// Writes as a program with no scruples would; whether it counts is asked when the vault is opened.
pub(super) fn try_and_take_back(
    vault: &mut Vault,
    author: Author<'_>,
    content: &Content,
) -> Result<(), Option<VaultError>> {
    let mut counted = Err(None);
    let undone: Result<(), VaultError> = vault.append_in_bulk(|vault| {
        vault.write_unchecked(author, content)?;
        counted = vault.reload().map_err(Some);
        Err(VaultError::Closed)
    });
    assert_eq!(undone, Err(VaultError::Closed));
    assert!(kind_of(content).is_some() && ToWrite::structure(content).is_ok());
    counted
}
