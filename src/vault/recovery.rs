//! Recovery codes: two office-holders of one organisation, each with a code on paper; both are needed.
//!
//! An epoch secret is sealed to the second holder's key and the result to the first holder's, so each code can be
//! made on its own page at its own time, and later epochs can be sealed without the codes (`docs/why.md`).

use std::fmt;

use ed25519_dalek::SigningKey;

use crate::domain::content::{Content, EpochMade, GrantHolder, Granted, RecoveryHolder};
use crate::domain::ids::LogId;
use crate::domain::role::{Compartment, Side};
use crate::domain::time::Moment;

use super::append::unsealed;
use super::authority::Authority;
use super::codes;
use super::error::VaultError;
use super::kdf::{Key, derive};
use super::keys::{EpochSecret, Unlocked};
use super::recovery_log::{RecoveryState, RecoveryUse};
use super::sealing::{DoesNotOpen, open_with, public_of, seal_to};
use super::secret::Secret;
use super::slots::{RecoverySlot, Slots};
use super::store::Vault;

/// Groups of a recovery code: 160 bits.
pub const RECOVERY_GROUPS: usize = 8;
const GRANT_INFO: &[u8] = b"tandem/recovery-grant/v1";
const LOG_KEY_INFO: &[u8] = b"tandem/recovery-log-key/v1";

/// A recovery code, to be shown once on its holder's page and written on paper.
pub struct RecoveryCode(Secret);

impl RecoveryCode {
    /// The code as it is shown.
    pub fn text(&self) -> &str {
        self.0.expose()
    }

    /// Whether what the holder typed back is this code.
    pub fn is(&self, typed: &Secret) -> Result<bool, VaultError> {
        Ok(codes::read(typed, RECOVERY_GROUPS)? == codes::read(&self.0, RECOVERY_GROUPS)?)
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

/// What a recovery code stands for. Wiped on drop.
pub(crate) struct CodeKeys {
    pub(crate) kem: Key,
    pub(crate) sign: SigningKey,
}

/// The keys of a code; a typing error names its group.
pub(crate) fn code_keys(code: &Secret) -> Result<CodeKeys, VaultError> {
    let digits = codes::read(code, RECOVERY_GROUPS)?;
    let seed = derive::<32>(&digits, &[], &[b"tandem/recovery/sign/v1"]);
    Ok(CodeKeys {
        kem: derive(&digits, &[], &[b"tandem/recovery/v1"]),
        sign: SigningKey::from_bytes(&seed),
    })
}

/// What a recovery grant is bound to: log ‖ compartment ‖ epoch ‖ compartment of the side.
fn bound_to(log: LogId, compartment: Compartment, epoch: u32, side: Side) -> Vec<u8> {
    [
        log.0.as_slice(),
        &compartment.code().to_be_bytes(),
        &epoch.to_be_bytes(),
        &side.compartment().code().to_be_bytes(),
    ]
    .concat()
}

fn bound(log: LogId, secret: &EpochSecret, side: Side) -> Vec<u8> {
    bound_to(log, secret.compartment, secret.epoch, side)
}

/// Seals an epoch secret to a side's two holders, once both codes were made.
pub(crate) fn seal_to_pair(
    authority: &Authority,
    log: LogId,
    secret: &EpochSecret,
    side: Side,
) -> Result<Option<Content>, VaultError> {
    let Some(pair) = authority.recoveries().pair(side) else {
        return Ok(None);
    };
    let aad = bound(log, secret, side);
    Ok(Some(Content::Granted(Granted {
        compartment: secret.compartment,
        epoch: secret.epoch,
        to: GrantHolder::Recovery(side),
        sealed: seal_twice(pair, GRANT_INFO, &aad, secret.secret.as_slice()).map_err(unsealed)?,
    })))
}

/// Seals to the second code inside the first.
fn seal_twice(
    [first, second]: [&[u8; 32]; 2],
    info: &[u8],
    aad: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, DoesNotOpen> {
    seal_to(first, info, aad, &seal_to(second, info, aad, plain)?)
}

fn open_twice([first, second]: [&Key; 2], info: &[u8], aad: &[u8], sealed: &[u8]) -> Option<Key> {
    let inner = open_with(first, info, aad, sealed).ok()?;
    let opened = open_with(second, info, aad, &inner).ok()?;
    let key = opened.first_chunk::<32>().filter(|_| opened.len() == 32)?;
    Some(Key::new(*key))
}

/// Opens what a side's pair was granted of an epoch. A secret that is not the epoch's is not taken.
pub(crate) fn open_pair_grant(
    authority: &Authority,
    log: LogId,
    side: Side,
    pair: [&Key; 2],
    made: &EpochMade,
) -> Option<EpochSecret> {
    let sealed = authority.grants().iter().filter(|granted| {
        (granted.compartment, granted.epoch) == (made.compartment, made.epoch)
            && granted.to == GrantHolder::Recovery(side)
    });
    let aad = bound_to(log, made.compartment, made.epoch, side);
    sealed.into_iter().find_map(|granted| {
        let secret = open_twice(pair, GRANT_INFO, &aad, &granted.sealed)?;
        let secret = EpochSecret::new(made.compartment, made.epoch, secret).ok()?;
        (secret.public.as_slice() == made.public_key).then_some(secret)
    })
}

/// What the log key is bound to where it is sealed to a pair: log ‖ compartment of the side ‖ both public keys.
fn log_key_bound(log: LogId, side: Side, [first, second]: [&[u8]; 2]) -> Vec<u8> {
    let side = side.compartment().code().to_be_bytes();
    [log.0.as_slice(), &side, first, second].concat()
}

/// Tells one log key from another: 8 bytes of a hash that gives nothing of the key away.
fn key_name(log_key: &Key) -> Vec<u8> {
    derive::<8>(log_key.as_slice(), &[], &[b"tandem/recovery-log-key-name/v1"]).to_vec()
}

/// The log key out of a slot of the key file, with both codes.
pub(crate) fn open_log_key(log: LogId, slot: &RecoverySlot, pair: [&Key; 2]) -> Option<Key> {
    let aad = log_key_bound(log, slot.side, [&slot.first, &slot.second]);
    open_twice(pair, LOG_KEY_INFO, &aad, &slot.log_key)
}

impl Vault {
    /// Makes recovery code 1 or 2 of the lead's own organisation, for an office-holder who is present; where there
    /// was one, the new one takes its place. The code is in the result and nowhere else. Run
    /// [`Vault::complete_grants`] afterwards: it seals the keys to the pair.
    pub fn make_recovery_code(
        &mut self,
        by: &Unlocked,
        number: u8,
        office: &str,
        now: Moment,
    ) -> Result<RecoveryCode, VaultError> {
        let code = codes::generate(RECOVERY_GROUPS);
        let keys = code_keys(&code)?;
        let holder = Content::RecoveryHolder(RecoveryHolder {
            side: by.side,
            number,
            office: office.trim().to_owned(),
            public_key: public_of(&keys.kem).map_err(unsealed)?.to_vec(),
            sign_pk: keys.sign.verifying_key().to_bytes().to_vec(),
        });
        self.write_structure(by, now, &[holder])?;
        Ok(RecoveryCode(code))
    }

    /// Which recovery codes of a side were made: the offices of number 1 and 2.
    pub fn recovery_offices(&self, side: Side) -> [Option<String>; 2] {
        [1, 2].map(|number| {
            let holder = self.authority.recoveries().holder(side, number);
            holder.map(|holder| holder.office.clone())
        })
    }

    /// How an organisation stands with its recovery.
    pub fn recovery_state(&self, side: Side) -> RecoveryState {
        self.authority.recoveries().state(side)
    }

    /// Every use of any recovery codes, in the log's order.
    pub fn recovery_uses(&self) -> &[RecoveryUse] {
        self.authority.recoveries().uses()
    }

    /// Brings the key file up to date: the log key, sealed to each organisation's pair in force. Needs no code.
    pub(crate) fn keep_recovery_slots(&self) -> Result<(), VaultError> {
        let mut slots = match self.slots_to_change() {
            Err(VaultError::SlotsChanged { .. }) => return Ok(()), // it is named, and left as it lies
            slots => slots?,
        };
        let mut wanted = Vec::new();
        for side in Side::ALL {
            wanted.extend(self.recovery_slot(&slots, side)?);
        }
        if wanted != slots.recovery {
            slots.recovery = wanted;
            self.save_slots(&slots)?;
        }
        Ok(())
    }

    fn recovery_slot(&self, slots: &Slots, side: Side) -> Result<Option<RecoverySlot>, VaultError> {
        let Some(pair) = self.authority.recoveries().pair(side) else {
            return Ok(None);
        };
        let [first, second] = pair.map(|public| public.to_vec());
        let key_name = key_name(&self.log_key);
        let kept = slots.recovery.iter().find(|slot| {
            slot.side == side && [&slot.first, &slot.second, &slot.key_name] == [&first, &second, &key_name]
        });
        if let Some(kept) = kept {
            return Ok(Some(kept.clone()));
        }
        let aad = log_key_bound(self.log, side, [&first, &second]);
        let log_key = seal_twice(pair, LOG_KEY_INFO, &aad, self.log_key.as_slice()).map_err(unsealed)?;
        Ok(Some(RecoverySlot {
            side,
            first,
            second,
            key_name,
            log_key,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_codes_are_needed_in_their_order() {
        let (one, two) = (codes::generate(RECOVERY_GROUPS), codes::generate(RECOVERY_GROUPS));
        let (first, second) = (code_keys(&one).unwrap().kem, code_keys(&two).unwrap().kem);
        let secret = EpochSecret::first(Compartment::Health).unwrap();
        let mut authority = Authority::default();
        let log = LogId([1; 32]);
        assert!(
            seal_to_pair(&authority, log, &secret, Side::Health)
                .unwrap()
                .is_none()
        );
        for (number, key) in [(1, &first), (2, &second)] {
            authority.trust_holder(RecoveryHolder {
                side: Side::Health,
                number,
                office: "Caldicott Guardian".to_owned(),
                public_key: public_of(key).unwrap().to_vec(),
                sign_pk: Vec::new(),
            });
        }
        let Some(Content::Granted(granted)) = seal_to_pair(&authority, log, &secret, Side::Health).unwrap()
        else {
            panic!("both holders are there");
        };
        let aad = bound(log, &secret, Side::Health);
        let inner = open_with(&first, GRANT_INFO, &aad, &granted.sealed).unwrap();
        assert_eq!(
            open_with(&second, GRANT_INFO, &aad, &inner).unwrap().as_slice(),
            secret.secret.as_slice()
        );
        assert!(open_with(&second, GRANT_INFO, &aad, &granted.sealed).is_err());
        assert!(open_with(&first, GRANT_INFO, &aad, &inner).is_err());
    }
}
