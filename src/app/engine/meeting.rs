//! Meeting other devices and leaving anchors outside: bundles, receipts, and the checkpoints that are made by
//! themselves.

use std::path::Path;

use super::{Engine, Progress};
use crate::app::api::Done;
use crate::app::problem::Problem;
use crate::domain::ids::DeviceId;
use crate::domain::role::Compartment;

impl Engine {
    /// The receipt of this device's log as it stands, for the end of a shift.
    pub(super) fn make_receipt(&mut self) -> Result<Done, Problem> {
        let now = self.now();
        Ok(Done::Receipt(self.vault()?.receipt(now)?))
    }

    /// Compares a receipt with the log.
    pub(super) fn check_receipt(
        &mut self,
        device: Option<&str>,
        size: u64,
        code: &str,
    ) -> Result<Done, Problem> {
        let answer = self.vault()?.check_receipt(device, size, code)?;
        Ok(Done::ReceiptChecked(answer))
    }

    /// The devices of the log.
    pub(super) fn list_devices(&mut self) -> Result<Done, Problem> {
        Ok(Done::Devices(self.vault()?.devices()))
    }

    pub(super) fn write_bundle(
        &mut self,
        file: &Path,
        receiver: Option<DeviceId>,
        progress: Progress<'_>,
    ) -> Result<Done, Problem> {
        let now = self.now();
        let mut told = |done, of| progress("bundle", done, of);
        let written = self.vault()?.write_bundle(file, receiver, now, &mut told)?;
        Ok(Done::BundleWritten(written))
    }

    /// Takes a bundle in with the keys of whoever sits or is in the office; the views take in what came.
    pub(super) fn admit_bundle(&mut self, file: &Path, progress: Progress<'_>) -> Result<Done, Problem> {
        let now = self.now();
        let member = self
            .seated
            .as_ref()
            .or(self.office.as_ref().map(|office| &office.member));
        let (Some(member), Some(vault)) = (member, self.vault.as_mut()) else {
            return Err(Problem::new(
                "A-360",
                "A file from another device is taken in by somebody who is signed in",
                "Take a seat first",
            ));
        };
        let mut told = |done, of| progress("bundle", done, of);
        let came = vault.admit_bundle(file, member, now, &mut told)?;
        // what was granted on the other device opens from here on, without signing in again
        if self.seated.is_some() {
            let held = [member.side.compartment(), Compartment::Shared];
            self.ring.merge(vault.ring(member, &held)?);
        } else if let Some(office) = &mut self.office {
            let given = vault.ring(&office.member, &[Compartment::Oversight])?;
            office.ring.merge(given);
        }
        self.desk.folded.clear();
        self.desk.known = super::desk::KnownOf::default();
        self.catch_up()?;
        self.relist()?;
        Ok(Done::BundleAdmitted(came))
    }

    /// Leaves a checkpoint behind, when the screen is locked or the shift ends. That it cannot be kept is no reason not
    /// to lock.
    pub(super) fn leave_checkpoint(&self) {
        if let Some(vault) = &self.vault {
            drop(vault.checkpoint(self.now()));
        }
    }

    /// Leaves one every hour in which something was written.
    pub(super) fn leave_checkpoint_if_due(&self) {
        if let Some(vault) = self.vault.as_ref().filter(|vault| vault.is_writable()) {
            drop(vault.checkpoint_if_due(self.now()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::api::{Done, Request};
    use crate::app::command_line::ask;
    use crate::app::engine::tests::{practice, shift};
    use crate::vault::{ReceiptAnswer, Vault, unlock};

    #[test]
    fn the_lock_leaves_a_checkpoint_and_the_shifts_receipt_holds_after_it() {
        let dir = tempfile::tempdir().unwrap();
        let made = practice(dir.path());
        let nurse = made
            .members
            .iter()
            .find(|m| format!("{:?}", m.role) == "Nurse")
            .unwrap();
        let mut desk = shift(dir.path(), &made, &nurse.handle);
        let member = unlock(dir.path(), &nurse.handle, &nurse.passphrase).unwrap();
        ask(&mut desk, Request::OpenIncident).unwrap();
        let kept = || {
            Vault::open_to_read(dir.path(), &member)
                .unwrap()
                .checkpoints()
                .unwrap()
                .len()
        };
        let before = kept();
        ask(&mut desk, Request::OpenIncident).unwrap();
        assert_eq!(kept(), before, "not every hour's entry has one of its own");
        let Done::Receipt(receipt) = ask(&mut desk, Request::MakeReceipt).unwrap() else {
            panic!("a receipt was asked for");
        };
        ask(&mut desk, Request::Lock).unwrap();
        assert_eq!(kept(), before + 1);
        let vault = Vault::open_to_read(dir.path(), &member).unwrap();
        let answer = vault.check_receipt(None, receipt.size, &receipt.code).unwrap();
        assert_eq!(answer, ReceiptAnswer::Holds);
    }
}
