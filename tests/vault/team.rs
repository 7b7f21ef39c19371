//! A vault with everybody in it and a canary word in every compartment.

use std::path::Path;

use tandem::domain::content::{Content, Detail, DetailSet, NoteSource, NoteWritten, Reason, ReasonGiven};
use tandem::domain::decision::facts::Nation;
use tandem::domain::ids::{IncidentId, ItemId};
use tandem::domain::role::{Compartment, Role, Side};
use tandem::domain::time::Moment;
use tandem::vault::view::View;
use tandem::vault::{
    Author, Founding, Invitee, KdfCost, NewEntry, Secret, Unlocked, Vault, new_stream, open_invitation,
};

use crate::secrets::Secrets;

pub(crate) const NOW: Moment = Moment(1_795_291_200_000);

/// Everybody's keys and every secret that anybody was ever shown, by side.
pub(crate) struct Team {
    pub(crate) vault: Vault,
    pub(crate) officer: Unlocked,
    pub(crate) nurse: Unlocked,
    pub(crate) police: Secrets,
    pub(crate) health: Secrets,
}

pub(crate) fn pass(handle: &str) -> Secret {
    Secret::new(format!("pass of {handle}"))
}

fn join(vault: &mut Vault, code: &Secret, handle: &str, secrets: &mut Secrets) -> Unlocked {
    secrets.invitations.push(code.expose().to_owned());
    secrets
        .slots
        .push((handle.to_owned(), pass(handle).expose().to_owned()));
    let opened = open_invitation(vault.dir(), code, NOW).unwrap();
    vault
        .accept(&opened, handle, &pass(handle), KdfCost::FLOOR, NOW)
        .unwrap()
}

pub(crate) fn invite(
    vault: &mut Vault,
    by: &Unlocked,
    role: Role,
    handle: &str,
    secrets: &mut Secrets,
) -> Unlocked {
    let ring = vault.ring(by, &Compartment::SEALED).unwrap();
    let invitee = Invitee {
        side: by.side,
        role,
        name: format!("Person {handle}"),
    };
    let code = vault.invite(by, &ring, invitee, NOW).unwrap();
    join(vault, code.secret(), handle, secrets)
}

/// Founds, invites, makes recovery codes; one invitation on each side stays unused.
pub(crate) fn team(dir: &Path) -> Team {
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
    let (mut vault, keys, [police_code, health_code]) = Vault::found(dir, &founding, NOW).unwrap();
    let (mut police, mut health) = (Secrets::default(), Secrets::default());
    let police_lead = join(&mut vault, police_code.secret(), "rvale", &mut police);
    vault.complete_grants(&police_lead, Some(&keys), NOW).unwrap();
    let health_lead = join(&mut vault, health_code.secret(), "jmarsh", &mut health);
    for (lead, secrets) in [(&police_lead, &mut police), (&health_lead, &mut health)] {
        for number in [1, 2] {
            let code = vault.make_recovery_code(lead, number, "An office", NOW).unwrap();
            secrets.recovery.push(code.text().to_owned());
        }
        vault.complete_grants(lead, Some(&keys), NOW).unwrap();
        let ring = vault.ring(lead, &Compartment::SEALED).unwrap();
        let role = if lead.side == Side::Police {
            Role::Officer
        } else {
            Role::Nurse
        };
        let unused = Invitee {
            side: lead.side,
            role,
            name: "Late Comer".to_owned(),
        };
        let code = vault.invite(lead, &ring, unused, NOW).unwrap();
        secrets.invitations.push(code.text().to_owned());
    }
    let officer = invite(&mut vault, &police_lead, Role::Officer, "ohughes", &mut police);
    let nurse = invite(&mut vault, &health_lead, Role::Nurse, "aosei", &mut health);
    invite(&mut vault, &police_lead, Role::Supervisor, "skhan", &mut police);
    invite(&mut vault, &health_lead, Role::Supervisor, "lbrook", &mut health);
    Team {
        vault,
        officer,
        nurse,
        police,
        health,
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

pub(crate) fn place(words: &str) -> Content {
    let detail = Detail::Place(words.to_owned());
    Content::DetailSet(DetailSet {
        incident: IncidentId([1; 16]),
        item: ItemId([3; 16]),
        detail,
    })
}

fn reason(words: &str) -> Content {
    let reason = Reason::typed(words).unwrap();
    Content::ReasonGiven(ReasonGiven {
        about: ItemId([4; 16]),
        reason,
        at: NOW,
    })
}

/// Writes as a member; two entries in one stream, so that a data key is used again.
pub(crate) fn write(vault: &mut Vault, by: &Unlocked, content: &Content) {
    let ring = vault.ring(by, &Compartment::SEALED).unwrap();
    let entry = NewEntry::of(content, Some(by.side), new_stream()).unwrap();
    vault
        .append(Author::Member(by), &ring, NOW, vec![entry.clone(), entry])
        .unwrap();
}

/// A canary in every compartment: entries, drafts, views.
pub(crate) fn sow(team: &mut Team) {
    let Team {
        vault,
        officer,
        nurse,
        ..
    } = team;
    write(vault, officer, &note("ZZPOLICE note"));
    write(vault, nurse, &note("ZZHEALTH note"));
    write(vault, nurse, &reason("ZZOVERSIGHT because minutes counted"));
    write(vault, officer, &reason("ZZOVERSIGHT because minutes counted"));
    write(vault, officer, &place("ZZSHARED lane"));
    vault
        .save_draft(Compartment::Police, "note", b"ZZPOLICE draft")
        .unwrap();
    vault
        .save_draft(Compartment::Health, "note", b"ZZHEALTH draft")
        .unwrap();
    for member in [&*officer, &*nurse] {
        let ring = vault.ring(member, &Compartment::SEALED).unwrap();
        for compartment in [member.side.compartment(), Compartment::Shared] {
            drop(View::open(vault, compartment, &ring, &mut |_, _| true).unwrap());
        }
    }
}
