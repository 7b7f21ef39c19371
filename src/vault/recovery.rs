//! Recovery codes: two office-holders of one organisation, each with a code on paper; both are needed.
//!
//! An epoch secret is sealed to the second holder's key and the result to the first holder's, so each code can be
//! made on its own page at its own time, and later epochs can be sealed without the codes (`docs/why.md`).

use std::fmt;

use crate::domain::content::{Content, GrantHolder, Granted, RecoveryHolder};
use crate::domain::ids::LogId;
use crate::domain::role::Side;
use crate::domain::time::Moment;

use super::append::unsealed;
use super::authority::Authority;
use super::codes;
use super::error::VaultError;
use super::kdf::{Key, derive};
use super::keys::{EpochSecret, Unlocked};
use super::sealing::{public_of, seal_to};
use super::secret::Secret;
use super::store::Vault;

/// Groups of a recovery code: 160 bits.
pub const RECOVERY_GROUPS: usize = 8;
const INFO: &[u8] = b"tandem/recovery-grant/v1";

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

fn secret_of(code: &Secret) -> Result<Key, VaultError> {
    let digits = codes::read(code, RECOVERY_GROUPS)?;
    Ok(derive(&digits, &[], &[b"tandem/recovery/v1"]))
}

/// What a recovery grant is bound to: log ‖ compartment ‖ epoch ‖ compartment of the side.
fn bound(log: LogId, secret: &EpochSecret, side: Side) -> Vec<u8> {
    [
        log.0.as_slice(),
        &secret.compartment.code().to_be_bytes(),
        &secret.epoch.to_be_bytes(),
        &side.compartment().code().to_be_bytes(),
    ]
    .concat()
}

/// Seals an epoch secret to a side's two holders, once both codes were made.
pub(crate) fn seal_to_pair(
    authority: &Authority,
    log: LogId,
    secret: &EpochSecret,
    side: Side,
) -> Result<Option<Content>, VaultError> {
    let public = |number| {
        authority
            .recovery(side, number)
            .and_then(|holder| holder.public_key.first_chunk::<32>())
    };
    let (Some(first), Some(second)) = (public(1), public(2)) else {
        return Ok(None);
    };
    let aad = bound(log, secret, side);
    let inner = seal_to(second, INFO, &aad, secret.secret.as_slice()).map_err(unsealed)?;
    Ok(Some(Content::Granted(Granted {
        compartment: secret.compartment,
        epoch: secret.epoch,
        to: GrantHolder::Recovery(side),
        sealed: seal_to(first, INFO, &aad, &inner).map_err(unsealed)?,
    })))
}

impl Vault {
    /// Makes recovery code 1 or 2 of the lead's own organisation, for an office-holder who is present. The code is
    /// in the result and nowhere else. Run [`Vault::complete_grants`] after the second.
    pub fn make_recovery_code(
        &mut self,
        by: &Unlocked,
        number: u8,
        office: &str,
        now: Moment,
    ) -> Result<RecoveryCode, VaultError> {
        let code = codes::generate(RECOVERY_GROUPS);
        let holder = Content::RecoveryHolder(RecoveryHolder {
            side: by.side,
            number,
            office: office.trim().to_owned(),
            public_key: public_of(&secret_of(&code)?).map_err(unsealed)?.to_vec(),
        });
        self.write_structure(by, now, &[holder])?;
        Ok(RecoveryCode(code))
    }

    /// Which recovery codes of a side were made: the offices of number 1 and 2.
    pub fn recovery_offices(&self, side: Side) -> [Option<String>; 2] {
        [1, 2].map(|number| {
            self.authority
                .recovery(side, number)
                .map(|holder| holder.office.clone())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::Compartment;
    use crate::vault::sealing::open_with;

    #[test]
    fn both_codes_are_needed_in_their_order() {
        let (one, two) = (codes::generate(RECOVERY_GROUPS), codes::generate(RECOVERY_GROUPS));
        let (first, second) = (secret_of(&one).unwrap(), secret_of(&two).unwrap());
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
            });
        }
        let Some(Content::Granted(granted)) = seal_to_pair(&authority, log, &secret, Side::Health).unwrap()
        else {
            panic!("both holders are there");
        };
        let aad = bound(log, &secret, Side::Health);
        let inner = open_with(&first, INFO, &aad, &granted.sealed).unwrap();
        assert_eq!(
            open_with(&second, INFO, &aad, &inner).unwrap().as_slice(),
            secret.secret.as_slice()
        );
        assert!(open_with(&second, INFO, &aad, &granted.sealed).is_err());
        assert!(open_with(&first, INFO, &aad, &inner).is_err());
    }
}
