//! A member's new passphrase: an entry that names the new way in, and the way in itself, which travels with bundles. Of
//! several copies of a way in the one that the newest such entry names counts; an older one does not come back.

use crate::domain::content::{Content, PassphraseChanged};
use crate::domain::ids::{DeviceId, MemberId};
use crate::domain::time::Moment;

use super::authority::{Authority, Refusal};
use super::error::VaultError;
use super::header::Header;
use super::kdf::{KdfCost, sha256};
use super::keys::Unlocked;
use super::log_key::holder_of;
use super::secret::Secret;
use super::slots::{Slot, Slots, plain_handle};
use super::store::Vault;

/// What the log says of a member's latest change of passphrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewestSlot {
    name: Vec<u8>,
    at: Moment,
    device: DeviceId,
}

/// A member's passphrase was changed, and the way in here is not the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedElsewhere {
    /// When, by the clock of the device where it was changed.
    pub at: Moment,
    /// What people call that device.
    pub device: String,
}

impl Slot {
    /// What an entry calls this way in: everything but the log key, which is sealed anew when somebody leaves.
    pub(crate) fn name(&self) -> Vec<u8> {
        sha256(&[b"tandem/slot/name/v1", &self.bound(), &self.root, &self.holder]).to_vec()
    }
}

impl Authority {
    /// Takes a change of passphrase in; the last one in the order of the log holds.
    pub(super) fn change_passphrase(
        &mut self,
        header: &Header,
        changed: &PassphraseChanged,
    ) -> Result<(), Refusal> {
        let person = header
            .author
            .and_then(|author| self.people.get_mut(&author))
            .ok_or("a member changes their own passphrase")?;
        if changed.slot.len() != 32 {
            return Err("it does not name a way in");
        }
        person.slot = Some(NewestSlot {
            name: changed.slot.clone(),
            at: header.at,
            device: header.device,
        });
        Ok(())
    }

    /// What the log says of the way in of whoever holds these keys: nothing where the passphrase was never changed.
    fn newest_slot(&self, holder: &[u8]) -> Option<&NewestSlot> {
        let person = self
            .people
            .values()
            .find(|person| person.keys().is_some_and(|keys| holder_of(&keys.kem) == holder))?;
        person.slot.as_ref()
    }

    /// Whether this is not the way in that its holder chose last.
    pub(crate) fn is_outdated(&self, slot: &Slot) -> bool {
        self.newest_slot(&slot.holder)
            .is_some_and(|newest| newest.name != slot.name())
    }
}

impl Vault {
    /// Gives a member a new passphrase, and a new handle if they like; their keys stay the same. That it was changed
    /// is an entry, written first: after a crash in between the passphrase before still opens this folder. The old
    /// slot is gone from this file, not from copies of it.
    ///
    /// # Errors
    /// [`VaultError::HandleTaken`]; otherwise what the disk says.
    pub fn change_passphrase(
        &mut self,
        member: &Unlocked,
        (old_handle, handle): (&str, &str),
        passphrase: &Secret,
        cost: KdfCost,
        now: Moment,
    ) -> Result<(), VaultError> {
        self.must_write()?;
        let mut slots = self.slots_to_change()?;
        if plain_handle(handle) != plain_handle(old_handle) && slots.has_handle(handle) {
            return Err(VaultError::HandleTaken);
        }
        let old = slots.handle_hash(old_handle);
        let slot = slots.make_slot(member, handle, passphrase, cost)?;
        let changed = Content::PassphraseChanged(PassphraseChanged { slot: slot.name() });
        self.write_structure(member, now, &[changed])?;
        slots.members.retain(|slot| slot.handle != old);
        slots.put(slot);
        self.save_slots(&slots)
    }

    /// Whether this member's passphrase was changed and the new one does not count here: its way in did not come yet.
    ///
    /// # Errors
    /// What the key file says.
    pub fn passphrase_elsewhere(&self, member: MemberId) -> Result<Option<ChangedElsewhere>, VaultError> {
        let Some(keys) = self.authority.keys(member) else {
            return Ok(None);
        };
        let holder = holder_of(&keys.kem);
        let slots = Slots::load(&self.dir)?;
        let mut here = slots.members.iter().filter(|slot| slot.holder == holder);
        let newest = self.authority.newest_slot(&holder);
        Ok(newest
            .filter(|newest| !here.any(|slot| slot.name() == newest.name))
            .map(|newest| ChangedElsewhere {
                at: newest.at,
                device: self
                    .authority
                    .devices()
                    .name(newest.device)
                    .unwrap_or_default()
                    .to_owned(),
            }))
    }

    /// Takes members' ways in from elsewhere: those of members who joined there, and a new one in place of one here
    /// where the log names it as the newest. Anything older than what the log names stays out. Gives how many new
    /// passphrases count from now on.
    pub(crate) fn merge_slots(&self, slots: &mut Slots, carried: Vec<Slot>) -> u64 {
        let mut renewed: u64 = 0;
        for slot in carried {
            if slot.salt.len() != 16 || self.authority.is_outdated(&slot) {
                continue;
            }
            let known = slots.members.iter().position(|here| {
                here.handle == slot.handle || (!slot.holder.is_empty() && here.holder == slot.holder)
            });
            let Some(known) = known else {
                slots.members.push(slot);
                continue;
            };
            let free = !slots
                .members
                .iter()
                .any(|other| other.handle == slot.handle && other.holder != slot.holder);
            if let Some(here) = slots.members.get_mut(known)
                && here.holder == slot.holder
                && self.authority.is_outdated(here)
                && free
            {
                *here = slot;
                renewed = renewed.saturating_add(1);
            }
        }
        renewed
    }
}
