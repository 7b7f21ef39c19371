//! A governance lead looks after members and keys; any member changes their own passphrase.

use super::Engine;
use crate::app::api::Done;
use crate::app::problem::Problem;
use crate::domain::content::Standing;
use crate::domain::ids::{EntryRef, MemberId};
use crate::domain::role::Role;
use crate::vault::{KdfCost, Secret, Unlocked, Vault, generate_passphrase, unlock};

/// A member who is about to take a new passphrase.
pub(super) struct NewPassphrase {
    member: Unlocked,
    handle: String,
    made: Secret,
}

impl Engine {
    pub(super) fn change_member(&mut self, member: MemberId, standing: Standing) -> Result<Done, Problem> {
        self.as_lead(|vault, lead, now| vault.change_member(lead, member, standing, now).map(drop))?;
        if let Some(office) = &mut self.office {
            // whoever left is not asked and not sent a note
            office.checks = None;
        }
        Ok(Done::Ok)
    }

    pub(super) fn reinvite(&mut self, member: MemberId) -> Result<Done, Problem> {
        let code = self.as_lead(|vault, lead, now| {
            let ring = vault.ring(lead, &lead.role.compartments(lead.side))?;
            vault.reinvite(lead, &ring, member, now)
        })?;
        let code = Secret::new(code.text().to_owned());
        Ok(Done::InvitationCode(std::sync::Arc::new(code)))
    }

    pub(super) fn confirm(&mut self, entry: EntryRef) -> Result<Done, Problem> {
        self.judge_rules(entry)?;
        self.as_lead(|vault, lead, now| vault.confirm(lead, entry, now))?;
        Ok(Done::Ok)
    }

    pub(super) fn rotate(&mut self, log_key: bool) -> Result<Done, Problem> {
        self.as_lead(|vault, lead, now| vault.rotate(lead, log_key, now).map(drop))?;
        Ok(Done::Ok)
    }

    /// Does something as the governance lead who is signed in; their ring then holds what was made.
    pub(super) fn as_lead<T>(
        &mut self,
        act: impl FnOnce(
            &mut Vault,
            &Unlocked,
            crate::domain::time::Moment,
        ) -> Result<T, crate::vault::VaultError>,
    ) -> Result<T, Problem> {
        let now = self.now();
        let office = self
            .office
            .as_mut()
            .filter(|office| office.member.role == Role::Governance);
        let (Some(office), Some(vault)) = (office, self.vault.as_mut()) else {
            return Err(Problem::new(
                "A-286",
                "Only a governance lead does this",
                "A governance lead signs in first",
            ));
        };
        let done = act(vault, &office.member, now);
        let held = [crate::domain::role::Compartment::Oversight];
        office.ring.merge(vault.ring(&office.member, &held)?);
        Ok(done?)
    }

    /// Makes five new words for whoever gives handle and present passphrase.
    pub(super) fn begin_passphrase(&mut self, handle: &str, passphrase: &Secret) -> Result<Done, Problem> {
        let member = unlock(&self.config.dir, handle, passphrase)?;
        let made = generate_passphrase();
        let shown = Secret::new(made.expose().to_owned());
        self.new_passphrase = Some(NewPassphrase {
            member,
            handle: handle.to_owned(),
            made,
        });
        Ok(Done::Passphrase(std::sync::Arc::new(shown)))
    }

    /// The words were typed back: they count from now on, and the ones before open nothing in this folder any more.
    pub(super) fn finish_passphrase(&mut self, typed: &Secret) -> Result<Done, Problem> {
        let Some(new) = &self.new_passphrase else {
            return Err(Problem::new(
                "A-289",
                "No new passphrase was made",
                "Type your handle and present passphrase first",
            ));
        };
        if !typed.has_words_of(&new.made) {
            return Err(Problem::other_words());
        }
        let cost = self.config.cost.unwrap_or_else(KdfCost::calibrated);
        let handles = (new.handle.as_str(), new.handle.as_str());
        let now = self.now();
        if let Some(vault) = &mut self.vault {
            vault.change_passphrase(&new.member, handles, &new.made, cost, now)?;
        } else {
            let mut vault = Vault::open(&self.config.dir, &new.member)?;
            vault.change_passphrase(&new.member, handles, &new.made, cost, now)?;
        }
        self.new_passphrase = None;
        self.elsewhere = None;
        Ok(Done::Ok)
    }

    /// Whoever signs in with a passphrase that they changed on another laptop is told so: the log knows of it, and the
    /// new way in did not come along.
    pub(super) fn look_for_newer_passphrase(&mut self, member: &Unlocked) -> Result<(), Problem> {
        let changed = self.vault()?.passphrase_elsewhere(member.id)?;
        if let Some(changed) = changed {
            self.elsewhere = Some(format!(
                "{}: your passphrase was changed on {} on {}; here the one before still counts. Take in a file from that \
                 laptop, or change it here as well",
                member.name,
                changed.device,
                changed.at.day_words()
            ));
        }
        Ok(())
    }

    /// Whoever was suspended or removed meanwhile, here or on another device whose entries came in, ends at their next
    /// act; unsent words stay as sealed drafts.
    pub(super) fn end_lapsed(&mut self) -> Result<(), Problem> {
        let Some(vault) = &self.vault else { return Ok(()) };
        let gone = |member: MemberId| !vault.is_active(member);
        let office = self.office.as_ref().is_some_and(|office| gone(office.member.id));
        let seats: Vec<_> = self
            .seats
            .taken()
            .filter(|(_, seat)| gone(seat.member))
            .map(|(side, _)| side)
            .collect();
        if !office && seats.is_empty() {
            return Ok(());
        }
        for side in &seats {
            *self.seats.get_mut(*side) = None;
        }
        let sat = self
            .seated
            .as_ref()
            .is_some_and(|member| seats.contains(&member.side));
        if office || self.seats.taken().next().is_none() {
            self.drop_session();
        } else if sat {
            self.drop_seat();
        }
        Err(crate::vault::VaultError::AccessEnded.into())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{practice, shift};
    use super::*;
    use crate::app::api::{Phase, Request};
    use crate::app::command_line::{Made, ask};
    use crate::app::members as at_the_terminal;
    use crate::domain::role::Side;

    fn words(made: &Made, handle: &str) -> Secret {
        let member = made.members.iter().find(|m| m.handle == handle).unwrap();
        Secret::new(member.passphrase.expose().to_owned())
    }

    #[test]
    fn whoever_is_suspended_behind_a_locked_screen_ends_and_the_other_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let vault = dir.path().join("vault");
        let made = practice(&vault);
        let mut desk = shift(&vault, &made, "jpatel");
        let pin = || Secret::new("271828".to_owned());
        let police = Request::TakeSeat {
            side: Side::Police,
            pin: pin(),
        };
        ask(&mut desk, police).unwrap();
        ask(&mut desk, Request::Lock).unwrap();
        let lead = words(&made, "plead");
        let by = ("plead", &lead);
        at_the_terminal::change(&vault, by, "PC 4411 Hughes", Standing::Suspended).unwrap();
        let ended = ask(&mut desk, Request::Uncover(pin())).unwrap_err();
        assert_eq!(ended.code, "V-111");
        ask(&mut desk, Request::Uncover(pin())).unwrap();
        let engine = desk.engine();
        assert!(engine.phase == Phase::Shared && engine.seats.get(Side::Police).is_none());
        assert!(
            engine.seats.get(Side::Health).is_some(),
            "with the keys from before the change"
        );
    }

    #[test]
    fn a_lead_at_the_window_suspends_and_a_new_passphrase_replaces_the_old() {
        let dir = tempfile::tempdir().unwrap();
        let vault = dir.path().join("vault");
        let made = practice(&vault);
        let mut desk = shift(&vault, &made, "jpatel");
        ask(&mut desk, Request::EndShift).unwrap();
        let office = |handle: &str| Request::SignInOffice {
            handle: handle.to_owned(),
            passphrase: words(&made, handle),
        };
        let officer = {
            ask(&mut desk, office("plead")).unwrap();
            let members = desk.engine().vault.as_ref().unwrap().members();
            members
                .into_iter()
                .find(|m| m.name == "PC 4411 Hughes")
                .unwrap()
                .id
        };
        ask(&mut desk, Request::ChangeMember(officer, Standing::Suspended)).unwrap();
        ask(&mut desk, Request::EndShift).unwrap();
        let sign_in = Request::SignIn {
            side: Side::Police,
            handle: "4411".to_owned(),
            passphrase: words(&made, "4411"),
        };
        assert_eq!(ask(&mut desk, sign_in).unwrap_err().code, "V-111");
        let begin = Request::BeginPassphrase {
            handle: "jpatel".to_owned(),
            passphrase: words(&made, "jpatel"),
        };
        let Done::Passphrase(shown) = ask(&mut desk, begin).unwrap() else {
            panic!("five words were to be shown");
        };
        let finish = |typed: &str| Request::FinishPassphrase {
            typed: Secret::new(typed.to_owned()),
        };
        assert_eq!(
            ask(&mut desk, finish("not these words")).unwrap_err().code,
            "A-282"
        );
        ask(&mut desk, finish(shown.expose())).unwrap();
        assert!(unlock(&vault, "jpatel", &words(&made, "jpatel")).is_err());
        assert!(unlock(&vault, "jpatel", &shown).is_ok());
    }
}
