//! The vault's story as tests: founded, joined, written, read, and never readable across the line. Here are the
//! people and words that the others use.

mod agreed;
mod anchors;
mod at_once;
mod both;
mod committed;
mod everybody;
pub(crate) mod exchange;
mod forger;
mod hub;
mod leaving;
mod passphrase;
mod people;
mod recovery;
mod writing;

use std::path::Path;

use crate::domain::content::{Content, NoteSource, NoteWritten, OpenedFact, PolicySet, Post};
use crate::domain::decision::facts::Nation;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::{Compartment, Role, Side};
use crate::domain::time::Moment;

use super::*;

pub(crate) const NOW: Moment = Moment(1_795_291_200_000);

/// How many cases a property is tried with; `PROPTEST_CASES` asks for a long run.
pub(crate) fn cases(short: u32) -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(short)
}

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
        reference: String::new(),
    })
}
