//! What recovery codes may change: a code made or replaced by a lead, and a use that both codes signed.

use crate::domain::content::{
    DeviceEnrolled, GrantHolder, Granted, RecoveryAct, RecoveryHolder, RecoveryUsed,
};
use crate::domain::role::{Role, Side};

use super::super::header::Header;
use super::{Authority, Refusal, administers};

/// The device that a use of recovery codes enrols: the one that writes it, by the first entry that it writes.
pub(crate) fn enrols_itself<'a>(header: &Header, used: &'a RecoveryUsed) -> Option<&'a DeviceEnrolled> {
    match &used.act {
        RecoveryAct::Device(enrolled) if enrolled.device == header.device && header.seq == 0 => {
            Some(enrolled)
        }
        RecoveryAct::Device(_)
        | RecoveryAct::Drill { .. }
        | RecoveryAct::Invited(_)
        | RecoveryAct::Granted(_) => None,
    }
}

impl Authority {
    pub(super) fn hold(&mut self, header: &Header, holder: &RecoveryHolder) -> Result<(), Refusal> {
        if self.governance(header.author)? != holder.side {
            return Err("a lead makes its own organisation's recovery codes");
        }
        if self.recovery.hold(header, holder)? {
            // what was sealed to the old pair no longer counts: it is sealed to the new one again
            let side = GrantHolder::Recovery(holder.side);
            self.grants.retain(|granted| granted.to != side);
        }
        Ok(())
    }

    /// Both codes of an organisation may invite a governance lead of their own, or give one the keys.
    pub(super) fn recover(&mut self, header: &Header, used: &RecoveryUsed) -> Result<(), Refusal> {
        self.recovery.check(header, used)?;
        match &used.act {
            RecoveryAct::Drill { .. } => {}
            RecoveryAct::Invited(invited) => {
                if invited.role != Role::Governance || invited.side != used.side {
                    return Err("recovery invites a governance lead of its own organisation only");
                }
                self.admit(invited, None)?;
            }
            RecoveryAct::Granted(grants) => {
                for granted in grants {
                    self.may_recover_to(used.side, granted)?;
                }
                self.grants.extend(grants.iter().cloned());
            }
            RecoveryAct::Device(_) => {
                let enrolled = enrols_itself(header, used)
                    .ok_or("recovery enrols the device that writes it, by its first entry")?;
                self.devices.enrol(enrolled)?;
            }
        }
        self.recovery.note(header, used);
        Ok(())
    }

    fn may_recover_to(&self, side: Side, granted: &Granted) -> Result<(), Refusal> {
        let GrantHolder::Member(to) = granted.to else {
            return Err("recovery gives keys to a person");
        };
        if self.governance(Some(to))? != side {
            return Err("recovery gives keys to a governance lead of its own organisation only");
        }
        if !administers(side, granted.compartment) || !self.has_epoch(granted) {
            return Err("recovery gives the keys of its own compartment and the common ones");
        }
        Ok(())
    }
}

#[cfg(test)]
impl Authority {
    /// Puts a recovery holder in without an entry.
    pub(crate) fn trust_holder(&mut self, holder: RecoveryHolder) {
        self.recovery.trust(holder);
    }
}
