//! The act of recovery and its yearly drill: both codes of one organisation, each typed by its own holder, open that
//! organisation's keys and let a governance lead in again. One code opens nothing, and neither organisation's codes
//! open the other's.

use std::fmt;
use std::path::Path;

use ed25519_dalek::Signer as _;

use crate::domain::content::{Content, EpochMade, GrantHolder, Granted, RecoveryAct, RecoveryUsed};
use crate::domain::ids::{LogId, MemberId};
use crate::domain::role::{Role, Side};
use crate::domain::time::Moment;

use super::append::{Author, ToWrite, read_frontier, unsealed};
use super::authority::administers;
use super::db::Access;
use super::error::VaultError;
use super::grants::grant_to;
use super::invitation::{InvitationCode, Invitee, prepare};
use super::kdf::Key;
use super::keys::EpochSecret;
use super::person::Member;
use super::recovery::{CodeKeys, code_keys, open_log_key, open_pair_grant};
use super::recovery_log::{Place, used_message};
use super::ring::Ring;
use super::sealing::public_of;
use super::secret::Secret;
use super::slots::Slots;
use super::store::Vault;

/// One holder's code, read and found to be in force. It opens nothing by itself. Wiped on drop.
pub struct RecoveryHalf {
    /// Whose organisation's.
    pub side: Side,
    /// The first holder's or the second's.
    pub number: u8,
    keys: CodeKeys,
}

impl fmt::Debug for RecoveryHalf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryHalf")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

impl RecoveryHalf {
    /// Reads a code that is called `name` (A or B) in what people are told.
    ///
    /// # Errors
    /// [`VaultError::RecoveryMistyped`] names the group; [`VaultError::RecoveryUnknown`] when no code in force is
    /// this one.
    pub fn read(dir: &Path, code: &Secret, name: char) -> Result<Self, VaultError> {
        Self::read_in(&Slots::load(dir)?, code, name)
    }

    /// The same for a key file that lies elsewhere: in a backup.
    pub(crate) fn read_in(slots: &Slots, code: &Secret, name: char) -> Result<Self, VaultError> {
        let keys = code_keys(code).map_err(|error| {
            if let VaultError::CodeMistyped { group } = error {
                VaultError::RecoveryMistyped { code: name, group }
            } else {
                error
            }
        })?;
        let public = public_of(&keys.kem).map_err(unsealed)?;
        let found = slots.recovery.iter().find_map(|slot| {
            let codes = [(1, &slot.first), (2, &slot.second)];
            let (number, _) = codes.into_iter().find(|(_, known)| known.as_slice() == public)?;
            Some((slot.side, number))
        });
        let (side, number) = found.ok_or(VaultError::RecoveryUnknown { code: name })?;
        Ok(Self { side, number, keys })
    }
}

/// Both codes of one organisation, and the log key that they opened. Wiped on drop.
pub struct OpenedRecovery {
    /// Whose organisation's.
    pub side: Side,
    log: LogId,
    log_key: Key,
    first: CodeKeys,
    second: CodeKeys,
}

impl fmt::Debug for OpenedRecovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenedRecovery")
            .field("side", &self.side)
            .finish_non_exhaustive()
    }
}

impl OpenedRecovery {
    /// Puts two halves together, in whichever order the holders came.
    ///
    /// # Errors
    /// [`VaultError::RecoveryNotAPair`] when they are not the two codes of one organisation.
    pub fn of(dir: &Path, one: RecoveryHalf, other: RecoveryHalf) -> Result<Self, VaultError> {
        Self::in_slots(&Slots::load(dir)?, one, other)
    }

    pub(crate) fn in_slots(
        slots: &Slots,
        one: RecoveryHalf,
        other: RecoveryHalf,
    ) -> Result<Self, VaultError> {
        if one.side != other.side {
            return Err(VaultError::RecoveryNotAPair {
                what: "The two codes belong to two organisations",
            });
        }
        let side = one.side;
        let (first, second) = match (one.number, other.number) {
            (1, 2) => (one.keys, other.keys),
            (2, 1) => (other.keys, one.keys),
            (_, _) => {
                return Err(VaultError::RecoveryNotAPair {
                    what: "The same code was typed twice",
                });
            }
        };
        let log = slots.log.0;
        let slot = slots.recovery.iter().find(|slot| slot.side == side);
        let log_key = slot
            .and_then(|slot| open_log_key(log, slot, [&first.kem, &second.kem]))
            .ok_or_else(|| VaultError::SlotsDamaged {
                what: "the part for recovery does not open".to_owned(),
            })?;
        Ok(Self {
            side,
            log,
            log_key,
            first,
            second,
        })
    }

    pub(crate) fn log_key(&self) -> &Key {
        &self.log_key
    }

    /// The keys that the pair opens, and how many there should be.
    fn secrets(&self, vault: &Vault) -> (Vec<EpochSecret>, usize) {
        let authority = &vault.authority;
        let own = |made: &&EpochMade| administers(self.side, made.compartment);
        let should: Vec<&EpochMade> = authority.epochs().filter(own).collect();
        let pair = [&self.first.kem, &self.second.kem];
        let opened = should
            .iter()
            .filter_map(|made| open_pair_grant(authority, self.log, self.side, pair, made))
            .collect();
        (opened, should.len())
    }
}

#[cfg(test)]
impl OpenedRecovery {
    pub(crate) fn sign_first(&self, told: &[u8]) -> Vec<u8> {
        self.first.sign.sign(told).to_bytes().to_vec()
    }

    pub(crate) fn sign_second(&self, told: &[u8]) -> Vec<u8> {
        self.second.sign.sign(told).to_bytes().to_vec()
    }
}

/// What a drill found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drill {
    /// Keys that the codes opened.
    pub opened: u32,
    /// Keys that they should open: every key of their own compartment and of the common ones.
    pub of: u32,
}

impl Drill {
    /// Every key opened.
    pub fn is_good(self) -> bool {
        self.opened == self.of
    }
}

impl Vault {
    /// Opens the vault for two holders: nobody's passphrase is needed.
    pub fn open_with_recovery(dir: &Path, opened: &OpenedRecovery) -> Result<Self, VaultError> {
        Self::open_with_log_key(dir, opened.log, &opened.log_key, None, Access::Write)
    }

    /// Proves the codes: opens with them every key that they should open, and changes nothing but that both
    /// organisations see it.
    pub fn recovery_drill(&mut self, with: &OpenedRecovery, now: Moment) -> Result<Drill, VaultError> {
        let (opened, of) = with.secrets(self);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let drill = Drill {
            opened: count(opened.len()),
            of: count(of),
        };
        let Drill { opened, of } = drill;
        self.use_codes(with, RecoveryAct::Drill { opened, of }, now)?;
        Ok(drill)
    }

    /// Invites a new governance lead of that organisation, with the keys that the codes open: for when no lead can
    /// sign in any more. The code is handed over in person, as any invitation's.
    pub fn recovery_invite(
        &mut self,
        with: &OpenedRecovery,
        name: &str,
        now: Moment,
    ) -> Result<InvitationCode, VaultError> {
        let invitee = Invitee {
            side: with.side,
            role: Role::Governance,
            name: name.trim().to_owned(),
        };
        if invitee.name.is_empty() {
            return Err(VaultError::refused("an invitation needs a name"));
        }
        self.recovery_renew(with, now)?;
        let (secrets, _) = with.secrets(self);
        let held: Vec<&EpochSecret> = secrets.iter().collect();
        let (entry, invite, code) = prepare(self.log, &self.log_key, &invitee, &held, now)?;
        let Content::Invited(invited) = entry else {
            return Err(VaultError::refused("an invitation is no other entry"));
        };
        drop(self.slots_to_change()?); // an invitation that the key file cannot take is not written
        self.use_codes(with, RecoveryAct::Invited(invited), now)?;
        let mut slots = self.slots_to_change()?;
        slots.invitations.push(invite);
        self.save_slots(&slots)?;
        Ok(code)
    }

    /// A copy that was put back, or a device that was taken out, writes only as a new device: where no lead can sign for
    /// it, both codes do.
    fn recovery_renew(&mut self, with: &OpenedRecovery, now: Moment) -> Result<(), VaultError> {
        if !self.must_renew() {
            return Ok(());
        }
        let name = self.device_name.clone();
        self.renew_device(&name, now, &mut |vault, enrolled| {
            vault.use_codes(with, RecoveryAct::Device(enrolled), now)
        })?;
        Ok(())
    }

    /// Gives a governance lead of that organisation, who can sign in, the keys that they lack. Gives how many.
    pub fn recovery_grant(
        &mut self,
        with: &OpenedRecovery,
        to: MemberId,
        now: Moment,
    ) -> Result<u32, VaultError> {
        let grants = self.lacking(with, to)?;
        if grants.is_empty() {
            return Err(VaultError::refused(
                "this governance lead lacks no key that the codes open",
            ));
        }
        let count = u32::try_from(grants.len()).unwrap_or(u32::MAX);
        self.use_codes(with, RecoveryAct::Granted(grants), now)?;
        Ok(count)
    }

    /// Governance leads of that organisation who joined and lack a key that the codes open.
    pub fn leads_without_keys(&self, with: &OpenedRecovery) -> Vec<Member> {
        let mut leads = self.members();
        leads.retain(|member| {
            self.lacking(with, member.id)
                .is_ok_and(|grants| !grants.is_empty())
        });
        leads
    }

    fn lacking(&self, with: &OpenedRecovery, to: MemberId) -> Result<Vec<Granted>, VaultError> {
        let side = self.authority.governance(Some(to)).map_err(VaultError::refused)?;
        let keys = self.authority.keys(to).filter(|_| side == with.side);
        let keys = keys.ok_or_else(|| {
            VaultError::refused("recovery gives keys to a governance lead of its own organisation")
        })?;
        let (secrets, _) = with.secrets(self);
        let mut grants = Vec::new();
        for secret in &secrets {
            let holder = GrantHolder::Member(to);
            let has = self.authority.epochs().any(|made| {
                (made.compartment, made.epoch) == (secret.compartment, secret.epoch)
                    && !self.authority.lacks_grant(made, holder)
            });
            if has {
                continue;
            }
            if let Content::Granted(granted) = grant_to(self.log, secret, to, &keys.kem)? {
                grants.push(granted);
            }
        }
        Ok(grants)
    }

    /// Writes the use: signed by both codes for the very place where it will stand.
    fn use_codes(&mut self, with: &OpenedRecovery, act: RecoveryAct, now: Moment) -> Result<(), VaultError> {
        self.must_write()?;
        let place = Place {
            device: self.device,
            seq: read_frontier(&self.conn, self.device_n)?.size(),
            at: now,
        };
        let told = used_message(self.log, place, with.side, &act);
        let used = Content::RecoveryUsed(RecoveryUsed {
            side: with.side,
            act,
            first_sig: with.first.sign.sign(&told).to_bytes().to_vec(),
            second_sig: with.second.sign.sign(&told).to_bytes().to_vec(),
        });
        let entry = ToWrite::structure(&used)?;
        self.write(Author::Device, &Ring::empty(), now, &[entry])?;
        Ok(())
    }
}
