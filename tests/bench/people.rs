//! A vault of invented people.

use std::path::Path;

use tandem::domain::decision::facts::Nation;
use tandem::domain::role::{Compartment, Role, Side};
use tandem::domain::time::Moment;
use tandem::vault::{
    Founding, FoundingKeys, Invitee, KdfCost, Ring, Secret, Unlocked, Vault, open_invitation, unlock,
};

/// When the first entry is made.
pub(crate) const START: Moment = Moment(1_700_000_000_000);

/// An open vault with an officer and a nurse.
pub(crate) struct Crew {
    pub(crate) vault: Vault,
    pub(crate) officer: (Unlocked, Ring),
    pub(crate) nurse: (Unlocked, Ring),
}

pub(crate) fn pass(handle: &str) -> Secret {
    Secret::new(format!("pass of {handle}"))
}

fn lead(vault: &mut Vault, keys: &FoundingKeys, code: &Secret, handle: &str) -> Unlocked {
    let opened = open_invitation(vault.dir(), code, START).unwrap();
    let lead = vault
        .accept(&opened, handle, &pass(handle), KdfCost::FLOOR, START)
        .unwrap();
    vault.complete_grants(&lead, Some(keys), START).unwrap();
    lead
}

fn invite(vault: &mut Vault, by: &Unlocked, role: Role, handle: &str) -> (Unlocked, Ring) {
    let ring = vault.ring(by, &Compartment::SEALED).unwrap();
    let invitee = Invitee {
        side: by.side,
        role,
        name: format!("Person {handle}"),
    };
    let code = vault.invite(by, &ring, invitee, START).unwrap();
    let opened = open_invitation(vault.dir(), code.secret(), START).unwrap();
    let member = vault
        .accept(&opened, handle, &pass(handle), KdfCost::FLOOR, START)
        .unwrap();
    let ring = vault.ring(&member, &Compartment::SEALED).unwrap();
    (member, ring)
}

/// Founds a vault in a new folder.
pub(crate) fn found(dir: &Path) -> Crew {
    let founding = Founding {
        name: "Invented partnership".to_owned(),
        police: "Invented Police".to_owned(),
        health: "Invented NHS Trust".to_owned(),
        nation: Nation::England,
        training: true,
        device_name: "TR-07".to_owned(),
        police_lead: "Insp Robin Vale".to_owned(),
        health_lead: "Dr Jo Marsh".to_owned(),
        recovery_offices: Default::default(),
    };
    let (mut vault, keys, [police, health]) = Vault::found(dir, &founding, START).unwrap();
    let police_lead = lead(&mut vault, &keys, police.secret(), "rvale");
    let health_lead = lead(&mut vault, &keys, health.secret(), "jmarsh");
    let officer = invite(&mut vault, &police_lead, Role::Officer, "ohughes");
    let nurse = invite(&mut vault, &health_lead, Role::Nurse, "aosei");
    Crew {
        vault,
        officer,
        nurse,
    }
}

/// The keys of one side's member of a vault that [`found`] made.
pub(crate) fn sign_in(dir: &Path, side: Side) -> Unlocked {
    let handle = match side {
        Side::Police => "ohughes",
        Side::Health => "aosei",
    };
    unlock(dir, handle, &pass(handle)).unwrap()
}
