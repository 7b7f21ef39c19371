//! Looking after members: suspend, take back, remove, invite anew, confirm what the other organisation began.

use chrono::NaiveDate;

use crate::domain::content::{Approved, Content, MemberChanged, PolicySet, Reinvited, Standing};
use crate::domain::ids::{EntryRef, MemberId};
use crate::domain::role::{Compartment, Role, Side};
use crate::domain::time::Moment;

use super::error::VaultError;
use super::invitation::{InvitationCode, prepare_for};
use super::keys::{Identity, LogHex, Unlocked};
use super::ring::Ring;
use super::rotation::Renewal;
use super::store::Vault;

/// Something that one organisation's governance lead began and the other's has not confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Where its entry stands: what is confirmed.
    pub entry: EntryRef,
    /// Whose lead began it.
    pub side: Side,
    /// Who.
    pub by: MemberId,
    /// When.
    pub at: Moment,
    /// It counts already, because somebody left, and is only to be confirmed.
    pub in_force: bool,
    /// What it is.
    pub what: Proposed,
}

/// What waits for the other organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposed {
    /// New keys of a common compartment.
    Keys {
        /// Which.
        compartment: Compartment,
        /// Their number.
        epoch: u32,
    },
    /// The sharing agreement and the advice contacts.
    Settings(PolicySet),
    /// A rule table.
    Rules {
        /// Its name.
        version: String,
        /// The day on which it was true.
        as_at: NaiveDate,
        /// SHA-256 of its bytes, hexadecimal.
        sha256: String,
    },
    /// An order to destroy entries of a common compartment.
    Disposal {
        /// Which.
        compartment: Compartment,
        /// How many entries with words; those that hold their data keys go with them.
        entries: usize,
        /// On what ground.
        basis: String,
    },
    /// Another kind of entry.
    Other,
}

impl Vault {
    /// Suspends, takes back or removes a member of the lead's own organisation. Where somebody leaves, new keys for
    /// everything they could read and a new log key are made in the same transaction. Gives the number of entries.
    ///
    /// # Errors
    /// [`VaultError::NotAllowed`] when the lead may not do this; otherwise what the disk says. When the disk refuses
    /// after the entries were written, the keys are finished at the next opening.
    pub fn change_member(
        &mut self,
        by: &Unlocked,
        member: MemberId,
        standing: Standing,
        now: Moment,
    ) -> Result<u32, VaultError> {
        let changed = Renewal {
            first: vec![Content::MemberChanged(MemberChanged { member, standing })],
            ..Renewal::default()
        };
        if standing == Standing::Active {
            let written = self.renew(by, changed, now)?;
            return Ok(written + self.complete_grants(by, None, now)?);
        }
        let invited = self
            .authority
            .invited(member)
            .ok_or_else(|| VaultError::refused("there is no such member"))?;
        let mut read = invited.role.compartments(invited.side);
        read.retain(|compartment| self.authority.epoch(*compartment).is_some());
        // a suspended member who is then removed holds nothing that is still in use
        let holds = self.authority.keys(member).is_some() || self.authority.code(member).is_some();
        if !holds {
            read.clear();
        }
        if by.id == member {
            // who goes cannot give out keys that they must not have: the next lead who signs in does
            return self.renew(by, changed, now);
        }
        let shut_out = Renewal {
            compartments: read,
            log_key: holds,
            without: Some(member),
            ..changed
        };
        self.renew(by, shut_out, now)
    }

    /// Invites a member anew who forgot their passphrase: they make new keys on a page of their own. Their earlier
    /// keys sign nothing from here on; what they signed stays theirs.
    ///
    /// # Errors
    /// [`VaultError::NotAllowed`] when the lead may not do this; otherwise what the disk says.
    pub fn reinvite(
        &mut self,
        by: &Unlocked,
        ring: &Ring,
        member: MemberId,
        now: Moment,
    ) -> Result<InvitationCode, VaultError> {
        let invited = self
            .authority
            .invited(member)
            .ok_or_else(|| VaultError::refused("there is no such member"))?
            .clone();
        let identity = Identity {
            member,
            side: invited.side,
            role: invited.role,
            name: invited.name.clone(),
            log: LogHex(self.log),
        };
        let secrets = self.secrets_for(invited.role, invited.side, ring);
        let made = prepare_for(identity, &self.log_key, &secrets, now)?;
        let entry = Content::Reinvited(Reinvited {
            member,
            code_pk: made.code_pk,
            code_kem: made.code_kem,
            expires: made.expires,
        });
        drop(self.slots_to_change()?); // an invitation that the key file cannot take is not written
        self.write_structure(by, now, &[entry])?;
        let mut slots = self.slots_to_change()?;
        slots.invitations.push(made.invite);
        self.save_slots(&slots)?;
        self.settle()?;
        Ok(made.code)
    }

    /// What waits for one organisation or the other, in the order of its entries.
    pub fn waiting(&self) -> Vec<Waiting> {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "whatever else is proposed is told by its place"
        )]
        let what = |content: &Content| match content {
            Content::EpochMade(made) => Proposed::Keys {
                compartment: made.compartment,
                epoch: made.epoch,
            },
            Content::PolicySet(policy) => Proposed::Settings(policy.clone()),
            Content::RulesAdopted(adopted) => Proposed::Rules {
                version: adopted.version.clone(),
                as_at: adopted.as_at,
                sha256: adopted.sha256.clone(),
            },
            Content::Disposed(disposed) => Proposed::Disposal {
                compartment: disposed.compartment,
                entries: disposed.contents(),
                basis: disposed.basis.clone(),
            },
            _ => Proposed::Other,
        };
        self.authority
            .proposals()
            .map(|(entry, proposal)| Waiting {
                entry,
                side: proposal.side,
                by: proposal.author,
                at: proposal.at,
                in_force: proposal.in_force,
                what: what(&proposal.content),
            })
            .collect()
    }

    /// Confirms, for the lead's organisation, what the other one began.
    ///
    /// # Errors
    /// [`VaultError::NotAllowed`] when nothing waits there for this lead; otherwise what the disk says.
    pub fn confirm(&mut self, by: &Unlocked, entry: EntryRef, now: Moment) -> Result<(), VaultError> {
        let approved = self
            .approval_of(entry)
            .ok_or_else(|| VaultError::refused("nothing waits for confirmation at that place"))?;
        self.write_structure(by, now, &[approved])?;
        if self.disposal_is_due() {
            let ring = self.ring(by, &by.role.compartments(by.side))?;
            self.finish_disposals(Some(&ring))?;
        }
        Ok(())
    }

    fn approval_of(&self, entry: EntryRef) -> Option<Content> {
        let (_, proposal) = self.authority.proposals().find(|(place, _)| *place == entry)?;
        Some(Content::Approved(Approved {
            entry,
            leaf: proposal.leaf.to_vec(),
        }))
    }

    /// Confirms the other organisation's first epochs of the common compartments whose secrets this lead holds.
    pub(crate) fn agree_to_first_epochs(
        &mut self,
        by: &Unlocked,
        side: Side,
        ring: &Ring,
        now: Moment,
    ) -> Result<u32, VaultError> {
        let agreed: Vec<Content> = self
            .authority
            .proposals()
            .filter(|(_, proposal)| {
                proposal.side != side
                    && matches!(&proposal.content, Content::EpochMade(made)
                        if made.epoch == 1 && ring.secret(made.compartment, &made.public_key).is_some())
            })
            .filter_map(|(entry, _)| self.approval_of(entry))
            .collect();
        self.write_structure(by, now, &agreed)
    }

    /// The organisations whose governance leads are all gone: somebody was one, nobody is one now, and no invitation
    /// waits to make one. Only their recovery codes bring one back.
    pub fn sides_without_a_lead(&self) -> Vec<Side> {
        let leads = self.members();
        let of = |side| {
            leads
                .iter()
                .filter(move |m| m.side == side && m.role == Role::Governance)
        };
        let gone = |side: &Side| {
            of(*side).any(|lead| lead.joined)
                && of(*side).all(|lead| !self.is_active(lead.id) && lead.invited_until.is_none())
        };
        Side::ALL.into_iter().filter(gone).collect()
    }

    /// Whether a member may still sign in and write.
    pub fn is_active(&self, member: MemberId) -> bool {
        self.authority.keys(member).is_some()
    }
}
