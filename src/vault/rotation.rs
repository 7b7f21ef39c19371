//! New keys: new epochs and a new log key where somebody left, and once a year in any case. What was written before
//! is not sealed anew: whoever left could have copied it.

use crate::domain::content::{Content, LogKeyMade};
use crate::domain::ids::MemberId;
use crate::domain::role::{Compartment, Side};
use crate::domain::time::Moment;

use super::append::Author;
use super::error::VaultError;
use super::grants::grant_to;
use super::keys::{EpochSecret, Unlocked};
use super::log_key::LogKey;
use super::recovery::seal_to_pair;
use super::ring::Ring;
use super::store::Vault;

/// How long an epoch is used before a governance lead is told to renew it, in days.
pub const EPOCH_DAYS: i64 = 365;

/// An epoch of a compartment, for a page or a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpochFact {
    /// Whose keys.
    pub compartment: Compartment,
    /// 1, 2, 3…
    pub epoch: u32,
    /// When it was made.
    pub made: Moment,
    /// Whether it is written under; otherwise the other organisation has not agreed yet.
    pub in_force: bool,
}

/// What is renewed in one transaction.
#[derive(Default)]
pub(crate) struct Renewal {
    /// Entries that come before: who leaves.
    pub(crate) first: Vec<Content>,
    /// Whose epochs are made anew.
    pub(crate) compartments: Vec<Compartment>,
    /// Whether there is a new log key.
    pub(crate) log_key: bool,
    /// Who is given nothing, because the first entries shut them out.
    pub(crate) without: Option<MemberId>,
}

impl Vault {
    /// Every epoch of every compartment, in the order in which they were made.
    pub fn epochs(&self) -> Vec<EpochFact> {
        let facts = self.authority.all_epochs().map(|epoch| EpochFact {
            compartment: epoch.made.compartment,
            epoch: epoch.made.epoch,
            made: epoch.at,
            in_force: epoch.in_force,
        });
        facts.collect()
    }

    /// The compartments of a side's lead whose keys are a year old and not about to be renewed.
    pub fn old_epochs(&self, side: Side, now: Moment) -> Vec<Compartment> {
        let lead = crate::domain::role::Role::Governance.compartments(side);
        lead.into_iter()
            .filter(|compartment| {
                let newest = self
                    .authority
                    .all_epochs()
                    .filter(|epoch| epoch.made.compartment == *compartment)
                    .max_by_key(|epoch| epoch.made.epoch);
                newest.is_some_and(|epoch| now.minutes_since(epoch.at) >= EPOCH_DAYS * 24 * 60)
            })
            .collect()
    }

    /// Renews the keys of a lead's own and the common compartments without anybody leaving; those of the common ones
    /// are used once the other organisation agrees. With `log_key`, the key of the log as well. Gives the number of
    /// entries.
    ///
    /// # Errors
    /// [`VaultError::NotAllowed`] when `by` is no governance lead; otherwise what the disk says.
    pub fn rotate(&mut self, by: &Unlocked, log_key: bool, now: Moment) -> Result<u32, VaultError> {
        let side = self
            .authority
            .governance(Some(by.id))
            .map_err(VaultError::refused)?;
        let compartments = by.role.compartments(side);
        self.renew(
            by,
            Renewal {
                compartments,
                log_key,
                ..Renewal::default()
            },
            now,
        )
    }

    /// Renews what somebody who left may still hold, where this lead may.
    pub(crate) fn renew_exposed(&mut self, by: &Unlocked, now: Moment) -> Result<u32, VaultError> {
        let mut exposed = by.role.compartments(by.side);
        exposed.retain(|compartment| self.authority.is_exposed(*compartment));
        let log_key = self.authority.is_exposed(Compartment::Log);
        self.renew(
            by,
            Renewal {
                compartments: exposed,
                log_key,
                ..Renewal::default()
            },
            now,
        )
    }

    /// Writes what comes first, then new epochs with their grants and a new log key, all in one transaction, and
    /// brings the key file and the database up to it.
    pub(crate) fn renew(&mut self, by: &Unlocked, renewal: Renewal, now: Moment) -> Result<u32, VaultError> {
        let (mut contents, without) = (renewal.first, renewal.without);
        for compartment in renewal.compartments {
            contents.extend(self.new_epoch(compartment, without)?);
        }
        let made = renewal.log_key.then(LogKey::new);
        if let Some(made) = &made {
            contents.push(self.new_log_key(made, without)?);
        }
        let entries = contents
            .iter()
            .map(super::append::ToWrite::structure)
            .collect::<Result<Vec<_>, _>>()?;
        let written = self.write(Author::Member(by), &Ring::empty(), now, &entries)?;
        if let Some(made) = made {
            self.log_keys.add(made);
        }
        self.settle()?;
        Ok(u32::try_from(written.len()).unwrap_or(u32::MAX))
    }

    /// A compartment's next epoch, given to everybody who may have it and to the recovery holders.
    fn new_epoch(
        &self,
        compartment: Compartment,
        without: Option<MemberId>,
    ) -> Result<Vec<Content>, VaultError> {
        let next = self
            .authority
            .last_epoch(compartment)
            .map_or(1, |last| last.epoch.saturating_add(1));
        let secret = EpochSecret::random(compartment, next)?;
        let mut contents = vec![secret.made()];
        for member in self.members() {
            let needs = member.role.compartments(member.side).contains(&compartment);
            let keys = self
                .authority
                .keys(member.id)
                .filter(|_| needs && Some(member.id) != without);
            if let Some(keys) = keys {
                contents.push(grant_to(self.log, &secret, member.id, &keys.kem)?);
            }
        }
        for owner in Side::ALL {
            if super::authority::administers(owner, compartment) {
                contents.extend(seal_to_pair(&self.authority, self.log, &secret, owner)?);
            }
        }
        Ok(contents)
    }

    /// The entry of a new log key, sealed to everybody who may have it.
    pub(crate) fn new_log_key(
        &self,
        made: &LogKey,
        without: Option<MemberId>,
    ) -> Result<Content, VaultError> {
        let to = self
            .authority
            .log_key_holders(without)
            .iter()
            .map(|kem| made.seal_to(self.log, kem))
            .collect::<Result<_, _>>()?;
        Ok(Content::LogKeyMade(LogKeyMade { name: made.name, to }))
    }
}
