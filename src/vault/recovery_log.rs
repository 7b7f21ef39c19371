//! What the log says about recovery: whose codes are in force, and every use of any.

use ed25519_dalek::Signature;

use crate::domain::content::{GrantHolder, RecoveryAct, RecoveryHolder, RecoveryUsed};
use crate::domain::ids::{DeviceId, LogId};
use crate::domain::role::Side;
use crate::domain::time::Moment;

use super::authority::{Refusal, verifying};
use super::header::Header;
use super::kdf::sha256;

/// One use of an organisation's two codes, as both organisations may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryUse {
    /// Whose codes.
    pub side: Side,
    /// What for.
    pub act: RecoveryAct,
    /// When, by the device's clock.
    pub at: Moment,
    /// On which device.
    pub device: DeviceId,
}

impl RecoveryUse {
    /// Whether it was a drill in which every key opened.
    pub fn is_good_drill(&self) -> bool {
        matches!(self.act, RecoveryAct::Drill { opened, of } if opened == of)
    }
}

/// How one organisation stands with its recovery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryState {
    /// Whose.
    pub side: Side,
    /// The first and the second holder's office, and when their code was made.
    pub holders: [Option<(String, Moment)>; 2],
    /// Both codes can sign: codes of an older version cannot, and are to be replaced.
    pub can_act: bool,
    /// The last drill in which every key opened.
    pub last_drill: Option<Moment>,
}

/// The codes in force, and every use of any.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recoveries {
    holders: Vec<(RecoveryHolder, Moment)>,
    /// Codes that were replaced: none of their keys comes into force again.
    replaced: Vec<RecoveryHolder>,
    uses: Vec<RecoveryUse>,
}

impl Recoveries {
    /// The holder of code 1 or 2 whose code is in force.
    pub(crate) fn holder(&self, side: Side, number: u8) -> Option<&RecoveryHolder> {
        self.made(side, number).map(|(holder, _)| holder)
    }

    fn made(&self, side: Side, number: u8) -> Option<&(RecoveryHolder, Moment)> {
        self.holders
            .iter()
            .find(|(holder, _)| holder.side == side && holder.number == number)
    }

    /// Both codes' X25519 public keys, when both were made.
    pub(crate) fn pair(&self, side: Side) -> Option<[&[u8; 32]; 2]> {
        let public = |number| self.holder(side, number)?.public_key.first_chunk::<32>();
        Some([public(1)?, public(2)?])
    }

    pub(crate) fn uses(&self) -> &[RecoveryUse] {
        &self.uses
    }

    pub(crate) fn state(&self, side: Side) -> RecoveryState {
        let made = [1, 2].map(|number| self.made(side, number));
        RecoveryState {
            side,
            holders: made.map(|made| made.map(|(holder, at)| (holder.office.clone(), *at))),
            can_act: made
                .iter()
                .all(|made| made.is_some_and(|(holder, _)| !holder.sign_pk.is_empty())),
            last_drill: self
                .uses
                .iter()
                .filter(|used| used.side == side && used.is_good_drill())
                .map(|used| used.at)
                .max(),
        }
    }

    /// Takes a code in. Says whether it replaces one.
    pub(crate) fn hold(&mut self, header: &Header, holder: &RecoveryHolder) -> Result<bool, Refusal> {
        if !(1..=2).contains(&holder.number) || holder.public_key.len() != 32 {
            return Err("there are two recovery codes");
        }
        if !holder.sign_pk.is_empty() {
            verifying(&holder.sign_pk)?;
        }
        let same = |other: &RecoveryHolder| {
            other.public_key == holder.public_key
                || (!other.sign_pk.is_empty() && other.sign_pk == holder.sign_pk)
        };
        if self.holders.iter().any(|(other, _)| same(other)) || self.replaced.iter().any(same) {
            return Err("a recovery code serves one holder, once");
        }
        let place =
            |(old, _): &mut (RecoveryHolder, Moment)| (old.side, old.number) == (holder.side, holder.number);
        let before = self.replaced.len();
        let gone = self.holders.extract_if(.., place);
        self.replaced.extend(gone.map(|(old, _)| old));
        let replaces = self.replaced.len() > before;
        self.holders.push((holder.clone(), header.at));
        Ok(replaces)
    }

    /// Whether both codes in force signed this use at this place of the log.
    pub(crate) fn check(&self, header: &Header, used: &RecoveryUsed) -> Result<(), Refusal> {
        if header.author.is_some() {
            return Err("a use of recovery codes is signed by the codes, not by a member");
        }
        let told = used_message(
            header.log,
            Place {
                device: header.device,
                seq: header.seq,
                at: header.at,
            },
            used.side,
            &used.act,
        );
        for (number, signature) in [(1, &used.first_sig), (2, &used.second_sig)] {
            let holder = self
                .holder(used.side, number)
                .ok_or("no such recovery code was made")?;
            let key = verifying(&holder.sign_pk)?;
            let signature = Signature::from_slice(signature)
                .map_err(|_bad| "a recovery code's signature is malformed")?;
            key.verify_strict(&told, &signature)
                .map_err(|_bad| "both recovery codes must have signed it")?;
        }
        Ok(())
    }

    pub(crate) fn note(&mut self, header: &Header, used: &RecoveryUsed) {
        self.uses.push(RecoveryUse {
            side: used.side,
            act: used.act.clone(),
            at: header.at,
            device: header.device,
        });
    }

    /// Puts a holder in without an entry.
    #[cfg(test)]
    pub(crate) fn trust(&mut self, holder: RecoveryHolder) {
        self.holders.push((holder, Moment(0)));
    }
}

/// Where in the log a use of codes stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) at: Moment,
}

/// What both codes sign.
pub(crate) fn used_message(log: LogId, place: Place, side: Side, act: &RecoveryAct) -> Vec<u8> {
    let mut told = [
        b"tandem/recovery-used/v1\0".as_slice(),
        &log.0,
        &place.device.0,
        &place.seq.to_be_bytes(),
        &place.at.0.to_be_bytes(),
        &side.compartment().code().to_be_bytes(),
    ]
    .concat();
    match act {
        RecoveryAct::Drill { opened, of } => {
            told.push(1);
            told.extend(opened.to_be_bytes());
            told.extend(of.to_be_bytes());
        }
        RecoveryAct::Invited(invited) => {
            told.push(2);
            told.extend(invited.member.0);
            told.extend(sha256(&[&invited.code_pk, &invited.code_kem]));
            told.extend(invited.expires.0.to_be_bytes());
            told.extend(invited.name.as_bytes());
        }
        RecoveryAct::Granted(grants) => {
            told.push(3);
            for granted in grants {
                told.extend(granted.compartment.code().to_be_bytes());
                told.extend(granted.epoch.to_be_bytes());
                if let GrantHolder::Member(member) = granted.to {
                    told.extend(member.0);
                }
                told.extend(sha256(&[&granted.sealed]));
            }
        }
        RecoveryAct::Device(enrolled) => {
            told.push(4);
            told.extend(enrolled.device.0);
            told.extend(sha256(&[&enrolled.sign_pk]));
            told.extend(enrolled.name.as_bytes());
        }
    }
    told
}
