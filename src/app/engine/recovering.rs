//! Two recovery codes at the window: each typed by its own holder, put together, used once, forgotten.

use super::Engine;
use crate::app::api::Done;
use crate::app::problem::Problem;
use crate::app::recovery::{Restored, let_in, standings};
use crate::domain::role::Role;
use crate::vault::{OpenedRecovery, RecoveryHalf, Secret, Vault, VaultError};

/// What was typed so far. Wiped when it is used, when the page is left, and when anybody signs in.
pub(super) enum Recovering {
    /// One holder's code: it opens nothing.
    Half(Box<RecoveryHalf>),
    /// Both.
    Both(Box<OpenedRecovery>),
}

impl Engine {
    pub(super) fn type_recovery_code(&mut self, code: &Secret) -> Result<Done, Problem> {
        let dir = &self.config.dir;
        let (name, first) = match self.recovering.take() {
            Some(Recovering::Half(first)) => ('B', Some(first)),
            Some(Recovering::Both(_)) | None => ('A', None),
        };
        let half = match (RecoveryHalf::read(dir, code, name), first) {
            (Ok(half), Some(first)) => {
                let opened = OpenedRecovery::of(dir, *first, half)?;
                let complete = Some(opened.side);
                self.recovering = Some(Recovering::Both(Box::new(opened)));
                return Ok(Done::RecoveryRead { complete });
            }
            (Ok(half), None) => half,
            (Err(error), first) => {
                self.recovering = first.map(Recovering::Half);
                if let VaultError::RecoveryMistyped { group, .. } = error {
                    return Ok(Done::RecoveryGroup(group));
                }
                return Err(error.into());
            }
        };
        self.recovering = Some(Recovering::Half(Box::new(half)));
        Ok(Done::RecoveryRead { complete: None })
    }

    pub(super) fn prove_recovery(&mut self) -> Result<Done, Problem> {
        let now = self.now();
        let limits = *self.config.rules.thresholds();
        self.with_codes(|vault, codes| {
            let drill = vault.recovery_drill(codes, now)?;
            let standing = standings(vault, &limits, now);
            Ok(Done::RecoveryProved {
                opened: drill.opened,
                of: drill.of,
                due: standing
                    .into_iter()
                    .find(|standing| standing.side == codes.side)
                    .and_then(|standing| standing.due),
            })
        })
    }

    pub(super) fn recover(&mut self, name: &str) -> Result<Done, Problem> {
        let now = self.now();
        // a name that cannot stand keeps the codes: nobody has to type them again
        super::checked_name(name)?;
        self.with_codes(|vault, codes| {
            Ok(match let_in(vault, codes, name, now)? {
                Restored::Invited(code) => Done::InvitationCode(std::sync::Arc::new(code)),
                Restored::Granted(keys) => Done::RecoveryGranted(keys),
            })
        })
    }

    pub(super) fn stop_recovery(&mut self) -> Done {
        self.recovering = None;
        Done::Ok
    }

    /// Uses both codes on the vault that is open, or on one that is opened for it alone; forgets them.
    fn with_codes(
        &mut self,
        act: impl FnOnce(&mut Vault, &OpenedRecovery) -> Result<Done, Problem>,
    ) -> Result<Done, Problem> {
        let Some(Recovering::Both(codes)) = self.recovering.take() else {
            return Err(Problem::new(
                "A-296",
                "Both recovery codes are needed first",
                "Each holder types their own, one after the other",
            ));
        };
        if let Some(vault) = &mut self.vault {
            return act(vault, &codes);
        }
        act(&mut Vault::open_with_recovery(&self.config.dir, &codes)?, &codes)
    }

    /// A new code in place of one that was lost.
    pub(super) fn replace_recovery_code(&mut self, number: u8) -> Result<Done, Problem> {
        let now = self.now();
        let holders = self.recovery_holders();
        let lead = self.office.as_ref().map(|office| &office.member);
        let Some(lead) = lead.filter(|lead| lead.role == Role::Governance) else {
            return Err(Problem::new(
                "A-297",
                "Only a governance lead has a recovery code replaced",
                "The lead of that organisation signs in first",
            ));
        };
        let holder = holders
            .iter()
            .find(|holder| (holder.side, holder.number) == (lead.side, number));
        let office = holder.map(|holder| holder.office.as_str()).unwrap_or_default();
        let vault = self.vault.as_mut().ok_or_else(|| {
            Problem::new(
                "A-202",
                "Tandem is locked",
                "Enter a PIN, or sign in with a passphrase",
            )
        })?;
        let code = vault.make_recovery_code(lead, number, office, now)?;
        vault.complete_grants(lead, None, now)?;
        Ok(Done::RecoveryCode(std::sync::Arc::new(Secret::new(
            code.text().to_owned(),
        ))))
    }
}
