//! Grants: sealing epoch secrets to the people and recovery holders who may have them, and opening one's own.

use crate::domain::content::{Content, EpochMade, GrantHolder, Granted};
use crate::domain::ids::{LogId, MemberId};
use crate::domain::role::{Compartment, Role, Side};
use crate::domain::time::Moment;

use super::append::{Author, ToWrite, unsealed};
use super::authority::{Authority, administers};
use super::error::VaultError;
use super::founding::FoundingKeys;
use super::kdf::Key;
use super::keys::{EpochSecret, Unlocked};
use super::recovery::seal_to_pair;
use super::ring::Ring;
use super::sealing::{open_with, seal_to};
use super::store::Vault;

const GRANT_INFO: &[u8] = b"tandem/grant/v1";

/// What a member's grant is bound to: log ‖ compartment ‖ epoch ‖ member.
fn bound(log: LogId, compartment: Compartment, epoch: u32, to: MemberId) -> Vec<u8> {
    [
        log.0.as_slice(),
        &compartment.code().to_be_bytes(),
        &epoch.to_be_bytes(),
        &to.0,
    ]
    .concat()
}

/// Seals an epoch secret to a member.
pub(crate) fn grant_to(
    log: LogId,
    secret: &EpochSecret,
    to: MemberId,
    kem: &[u8; 32],
) -> Result<Content, VaultError> {
    let aad = bound(log, secret.compartment, secret.epoch, to);
    Ok(Content::Granted(Granted {
        compartment: secret.compartment,
        epoch: secret.epoch,
        to: GrantHolder::Member(to),
        sealed: seal_to(kem, GRANT_INFO, &aad, secret.secret.as_slice()).map_err(unsealed)?,
    }))
}

/// Opens a member's own grant of an epoch. A secret that does not belong to the epoch's public key is not taken.
pub(crate) fn open_grant(
    authority: &Authority,
    log: LogId,
    member: &Unlocked,
    made: &EpochMade,
) -> Option<EpochSecret> {
    let aad = bound(log, made.compartment, made.epoch, member.id);
    authority
        .grants()
        .iter()
        .filter(|g| {
            g.compartment == made.compartment
                && g.epoch == made.epoch
                && g.to == GrantHolder::Member(member.id)
        })
        .find_map(|granted| {
            let opened = open_with(&member.kem, GRANT_INFO, &aad, &granted.sealed).ok()?;
            let secret = Key::new(*opened.first_chunk::<32>()?);
            let secret = EpochSecret::new(made.compartment, made.epoch, secret).ok()?;
            (secret.public.as_slice() == made.public_key).then_some(secret)
        })
}

impl Vault {
    /// Does everything about keys that this governance lead can do and nobody did yet: first epochs of its own and
    /// the common compartments, its agreement to the other organisation's first epochs once it holds them, new keys
    /// where somebody left, grants to members who lack one, epochs sealed to complete recovery pairs. Gives how many
    /// entries were written; a second call writes none.
    pub fn complete_grants(
        &mut self,
        by: &Unlocked,
        founding: Option<&FoundingKeys>,
        now: Moment,
    ) -> Result<u32, VaultError> {
        let side = self
            .authority
            .governance(Some(by.id))
            .map_err(VaultError::refused)?;
        let mut ring = self.ring(by, &by.role.compartments(side))?;
        let mut contents = Vec::new();
        for compartment in by.role.compartments(side) {
            self.first_epoch(compartment, founding, &mut ring, &mut contents)?;
        }
        let mut written = self.write_structure(by, now, &contents)?;
        written += self.agree_to_first_epochs(by, side, &ring, now)?;
        written += self.renew_exposed(by, now)?;
        ring.merge(self.ring(by, &by.role.compartments(side))?);
        let missing = self.missing_grants(side, &ring)?;
        written += self.write_structure(by, now, &missing)?;
        self.keep_recovery_slots()?;
        Ok(written)
    }

    /// Makes a compartment's first epoch, or takes the secret that the founding session still holds.
    fn first_epoch(
        &self,
        compartment: Compartment,
        founding: Option<&FoundingKeys>,
        ring: &mut Ring,
        contents: &mut Vec<Content>,
    ) -> Result<(), VaultError> {
        let kept = founding.and_then(|keys| keys.secret(compartment));
        let known = self
            .authority
            .epochs()
            .any(|made| made.compartment == compartment);
        if known {
            let is_made = |kept: &EpochSecret| {
                self.authority
                    .epochs()
                    .any(|made| kept.public.as_slice() == made.public_key)
            };
            if let Some(kept) = kept.filter(|kept| is_made(kept)) {
                ring.add(kept.copy());
            }
            return Ok(());
        }
        let secret = match kept {
            Some(kept) => kept.copy(),
            None => EpochSecret::first(compartment)?,
        };
        contents.push(secret.made());
        ring.add(secret);
        Ok(())
    }

    pub(crate) fn missing_grants(&self, side: Side, ring: &Ring) -> Result<Vec<Content>, VaultError> {
        let mut contents = Vec::new();
        for made in self.authority.epochs() {
            let Some(secret) = ring.secret(made.compartment, &made.public_key) else {
                continue;
            };
            if !administers(side, made.compartment) {
                continue;
            }
            for member in self.authority.members() {
                let needs = member.role.compartments(member.side).contains(&made.compartment);
                let lacks = self.authority.lacks_grant(made, GrantHolder::Member(member.id));
                if let Some(keys) = self.authority.keys(member.id).filter(|_| needs && lacks) {
                    contents.push(grant_to(self.log, secret, member.id, &keys.kem)?);
                }
            }
            for owner in Side::ALL {
                let lacks = self.authority.lacks_grant(made, GrantHolder::Recovery(owner));
                if lacks && administers(owner, made.compartment) {
                    contents.extend(seal_to_pair(&self.authority, self.log, secret, owner)?);
                }
            }
        }
        Ok(contents)
    }

    /// Writes structural entries signed by a member, all or none.
    pub(crate) fn write_structure(
        &mut self,
        by: &Unlocked,
        now: Moment,
        contents: &[Content],
    ) -> Result<u32, VaultError> {
        let entries = contents
            .iter()
            .map(ToWrite::structure)
            .collect::<Result<Vec<_>, _>>()?;
        let written = self.write(Author::Member(by), &Ring::empty(), now, &entries)?;
        Ok(u32::try_from(written.len()).unwrap_or(u32::MAX))
    }

    /// Whether keys of this side wait for its governance lead: a compartment without an epoch, one that somebody who
    /// left can still read, or a member without a grant.
    pub fn has_open_key_work(&self, side: Side) -> bool {
        let lead = Role::Governance.compartments(side);
        self.authority.is_exposed(Compartment::Log)
            || lead
                .iter()
                .any(|compartment| match self.authority.last_epoch(*compartment) {
                    None => true,
                    Some(_) if self.authority.is_exposed(*compartment) => true,
                    Some(made) => self.members().iter().any(|member| {
                        self.authority.keys(member.id).is_some()
                            && member.role.compartments(member.side).contains(compartment)
                            && self.authority.lacks_grant(made, GrantHolder::Member(member.id))
                    }),
                })
    }
}
