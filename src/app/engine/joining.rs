//! Set-up and invitations: everybody makes their own keys, on a page which they open.

use std::borrow::Cow;

use super::Engine;
use crate::app::api::{Done, FoundingForm, Phase, RecoveryCard};
use crate::app::problem::Problem;
use crate::domain::content::{Content, PolicySet};
use crate::domain::ids::StreamId;
use crate::domain::plain::shown;
use crate::domain::role::{Compartment, Role, Side};
use crate::domain::time::Moment;
use crate::vault::{
    Author, Founding, FoundingKeys, InvitationCode, Invitee, KdfCost, NewEntry, OpenedInvitation, Ring,
    Secret, Unlocked, Vault, generate_passphrase, open_invitation,
};

/// An invited person's page: the opened invitation and the passphrase that was made for them.
pub(super) struct Joining {
    opened: OpenedInvitation,
    passphrase: Secret,
}

/// What set-up keeps in memory until it is finished.
pub(super) struct FoundingSession {
    keys: FoundingKeys,
    codes: Vec<(Side, InvitationCode)>,
    leads: Vec<Unlocked>,
}

impl FoundingSession {
    /// Codes of leads who have not joined yet.
    pub(super) fn codes(&self) -> impl Iterator<Item = (Side, String)> {
        self.codes
            .iter()
            .map(|(side, code)| (*side, code.text().to_owned()))
    }

    fn lead(&self, side: Side) -> Option<&Unlocked> {
        self.leads.iter().find(|lead| lead.side == side)
    }
}

impl Engine {
    /// The codes of the leads who have not joined yet, while set-up runs in this process.
    pub fn founding_codes(&self) -> Vec<(Side, String)> {
        self.founding.iter().flat_map(FoundingSession::codes).collect()
    }

    pub(super) fn found(&mut self, form: FoundingForm) -> Result<Done, Problem> {
        let now = self.now();
        let [police_lead, health_lead] = form.leads;
        let founding = Founding {
            name: form.partnership,
            police: form.police,
            health: form.health,
            nation: form.nation,
            training: form.training,
            device_name: form.device,
            police_lead,
            health_lead,
            recovery_offices: form.recovery_offices,
        };
        let (vault, keys, [police, health]) = Vault::found(&self.config.dir, &founding, now)?;
        self.vault = Some(vault);
        self.founding = Some(FoundingSession {
            keys,
            codes: vec![(Side::Police, police), (Side::Health, health)],
            leads: Vec::new(),
        });
        self.new_sitting(Phase::SetUp);
        Ok(Done::Ok)
    }

    pub(super) fn open_invitation(&mut self, code: &Secret) -> Result<Done, Problem> {
        let opened = open_invitation(&self.config.dir, code, self.now())?;
        let passphrase = generate_passphrase();
        let shown = Secret::new(passphrase.expose().to_owned());
        let done = Done::Invitation {
            name: opened.name.clone(),
            side: opened.side,
            role: opened.role,
            passphrase: std::sync::Arc::new(shown),
        };
        self.joining = Some(Joining { opened, passphrase });
        Ok(done)
    }

    pub(super) fn accept_invitation(&mut self, handle: &str, typed: &Secret) -> Result<Done, Problem> {
        let Some(joining) = &self.joining else {
            return Err(Problem::new(
                "A-281",
                "No invitation is open",
                "Type the one-time code first",
            ));
        };
        if !typed.has_words_of(&joining.passphrase) {
            return Err(Problem::other_words());
        }
        let handle = handle.trim();
        crate::app::members::check_handle(handle)?;
        let cost = self.config.cost.unwrap_or_else(KdfCost::calibrated);
        let now = self.now();
        if self.vault.is_none() {
            self.vault = Some(Vault::open_with_invitation(&self.config.dir, &joining.opened)?);
        }
        let vault = self.vault.as_mut().ok_or_else(lost)?;
        let member = vault.accept(&joining.opened, handle, &joining.passphrase, cost, now)?;
        // only now: whoever meets a taken handle has these words on their paper already
        self.joining = None;
        let id = member.id;
        self.joined(member, now)?;
        Ok(Done::Joined(id))
    }

    /// A lead's keys stay until set-up ends, so that the other lead and the first people can be given theirs.
    fn joined(&mut self, member: Unlocked, now: Moment) -> Result<(), Problem> {
        let Some(vault) = self.vault.as_mut() else {
            return Ok(());
        };
        if let Some(founding) = &mut self.founding {
            if member.role == Role::Governance {
                founding.codes.retain(|(side, _)| *side != member.side);
                founding.leads.push(member);
            }
            for lead in &founding.leads {
                vault.complete_grants(lead, Some(&founding.keys), now)?;
            }
            self.agree_in_set_up(now)?;
        } else {
            if member.role == Role::Governance {
                vault.complete_grants(&member, None, now)?;
            }
            if self.phase == Phase::SignIn && self.seats.taken().next().is_none() {
                self.vault = None;
            }
        }
        Ok(())
    }

    /// A recovery holder's code: in set-up, or later on the page of their own organisation's governance lead.
    pub(super) fn make_recovery_code(&mut self, side: Side, number: u8) -> Result<Done, Problem> {
        let now = self.now();
        let holders = self.recovery_holders();
        let holder = holders
            .iter()
            .find(|holder| (holder.side, holder.number) == (side, number));
        let Some(holder) = holder else { return Err(lost()) };
        if holder.made {
            return Err(Problem::new(
                "A-284",
                "This code was made already",
                "It stands on its holder's paper only; a new one cannot be made in its place",
            ));
        }
        let vault = self.vault.as_mut().ok_or_else(lost)?;
        let (lead, keys) = match (&self.founding, &self.office) {
            (Some(founding), _) => (founding.lead(side), Some(&founding.keys)),
            (None, Some(office)) => (Some(&office.member), None),
            (None, None) => (None, None),
        };
        let lead = lead.filter(|lead| lead.role == Role::Governance && lead.side == side);
        let Some(lead) = lead else {
            return Err(Problem::new(
                "A-288",
                "That organisation's governance lead joins first",
                "The lead opens their page, then the recovery holders theirs",
            ));
        };
        let code = vault.make_recovery_code(lead, number, &holder.office, now)?;
        vault.complete_grants(lead, keys, now)?;
        for other in self.founding.iter().flat_map(|founding| &founding.leads) {
            vault.complete_grants(other, keys, now)?;
        }
        Ok(Done::RecoveryCode(std::sync::Arc::new(Secret::new(
            code.text().to_owned(),
        ))))
    }

    /// The four recovery holders as set-up named them, and whose code was made.
    pub(super) fn recovery_holders(&self) -> Vec<RecoveryCard> {
        let Some(vault) = &self.vault else {
            return Vec::new();
        };
        let named = vault.named_recovery_offices();
        let mut holders = Vec::new();
        for (side, offices) in Side::ALL.into_iter().zip(named) {
            let made = vault.recovery_offices(side);
            for ((number, named), made) in (1..).zip(offices).zip(made) {
                // set-up's names lie on the laptop where it was done; the log has the name of each code that was made
                let known = made
                    .clone()
                    .unwrap_or_else(|| format!("Recovery holder {number}"));
                let office = if named.is_empty() { known } else { named };
                holders.push(RecoveryCard {
                    side,
                    number,
                    office,
                    made: made.is_some(),
                });
            }
        }
        holders
    }

    pub(super) fn invite(&mut self, role: Role, name: &str, by: Option<Side>) -> Result<Done, Problem> {
        let now = self.now();
        let name = checked_name(name)?;
        let vault = self.vault.as_mut().ok_or_else(lost)?;
        let lead = match (by, &self.founding, &self.office) {
            (Some(side), Some(founding), _) => founding.lead(side),
            (None, _, Some(office)) => Some(&office.member),
            (Some(_), None, _) | (None, _, None) => None,
        };
        let Some(lead) = lead else {
            return Err(Problem::new(
                "A-286",
                "Only a governance lead does this",
                "The lead of that organisation joins first",
            ));
        };
        let ring = vault.ring(lead, &lead.role.compartments(lead.side))?;
        let invitee = Invitee {
            side: lead.side,
            role,
            name: name.to_owned(),
        };
        let code = vault.invite(lead, &ring, invitee, now)?;
        Ok(Done::InvitationCode(std::sync::Arc::new(Secret::new(
            code.text().to_owned(),
        ))))
    }

    pub(super) fn set_policy(&mut self, policy: PolicySet) -> Result<Done, Problem> {
        let now = self.now();
        self.may_be_signed(&policy)?;
        let vault = self.vault.as_mut().ok_or_else(lost)?;
        let lead = match (&self.founding, &self.office) {
            (Some(founding), _) => founding.leads.first(),
            (None, Some(office)) if office.member.role == Role::Governance => Some(&office.member),
            (None, _) => None,
        };
        let Some(lead) = lead else {
            return Err(Problem::new(
                "A-286",
                "Only a governance lead does this",
                "A governance lead joins or signs in first",
            ));
        };
        let ring = Ring::empty();
        let entry = NewEntry {
            compartment: Compartment::Log,
            stream: StreamId([0; 16]),
            body: Content::PolicySet(policy).to_bytes(),
        };
        vault.append(Author::Member(lead), &ring, now, vec![entry])?;
        self.agree_in_set_up(now)?;
        Ok(Done::Ok)
    }

    /// Terms that cover what is never shared, or that name what the rule table does not have, are signed by nobody.
    fn may_be_signed(&mut self, policy: &PolicySet) -> Result<(), Problem> {
        let Some(terms) = &policy.terms else { return Ok(()) };
        let nation = self.vault()?.genesis().nation;
        let faults = terms.faults(&self.config.rules, nation);
        let Some(first) = faults.first() else {
            return Ok(());
        };
        Err(Problem::new(
            "A-424",
            format!("The agreement cannot be signed: {}", first.text),
            "Change that part and sign again",
        ))
    }

    /// Both leads sit at the set-up and have signed in with their own codes: what one of them begins there, the other
    /// one signs as well.
    fn agree_in_set_up(&mut self, now: Moment) -> Result<(), Problem> {
        let (Some(vault), Some(founding)) = (self.vault.as_mut(), &self.founding) else {
            return Ok(());
        };
        for waiting in vault.waiting() {
            if let Some(other) = founding.lead(waiting.side.other()) {
                vault.confirm(other, waiting.entry, now)?;
            }
        }
        Ok(())
    }

    pub(super) fn finish_set_up(&mut self) -> Done {
        self.founding = None;
        self.joining = None;
        self.vault = None;
        self.new_sitting(Phase::SignIn);
        Done::Ok
    }

    /// A lead who signs in completes what only they can give.
    pub(super) fn complete(&mut self, member: &Unlocked) -> Result<(), Problem> {
        let now = self.now();
        let vault = self.vault()?;
        // an older copy, or a laptop that was taken out, is read, and completed once it is a device of its own
        if member.role == Role::Governance && !vault.must_renew() {
            vault.complete_grants(member, None, now)?;
        }
        Ok(())
    }
}

/// A name as it will stand in the log.
pub(crate) fn checked_name(name: &str) -> Result<&str, Problem> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 80 {
        return Err(Problem::new(
            "A-285",
            "A name has 1 to 80 characters",
            "Write the name as colleagues see it, for example PC 4411 Hughes",
        ));
    }
    if matches!(shown(name), Cow::Owned(_)) {
        return Err(Problem::new(
            "A-880",
            "That name holds a sign that nobody sees",
            "Type the name instead of pasting it",
        ));
    }
    Ok(name)
}

fn lost() -> Problem {
    Problem::new(
        "A-287",
        "The vault is not open",
        "Sign in, or open your invitation again",
    )
}
