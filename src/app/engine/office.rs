//! Supervisors and governance leads: the month, its export, the log's check.

use std::path::Path;
use std::sync::Arc;

use super::{Engine, Office, Progress};
use crate::app::api::{Done, MonthPage, Phase};
use crate::app::problem::Problem;
use crate::audit;
use crate::domain::content::{Content, Exported};
use crate::domain::month::{Month, count_month};
use crate::domain::role::{Compartment, Role};
use crate::domain::time::{Moment, YearMonth};
use crate::vault::{Secret, Unlocked, Vault, View, unlock};

impl Engine {
    pub(super) fn sign_in_office(
        &mut self,
        handle: &str,
        passphrase: &Secret,
        progress: Progress<'_>,
    ) -> Result<Done, Problem> {
        if self.seats.taken().next().is_some() {
            return Err(Problem::new(
                "A-290",
                "A shift is running on this device",
                "End the shift first, or use another device",
            ));
        }
        let member = unlock(&self.config.dir, handle, passphrase)?;
        match member.role {
            Role::Supervisor | Role::Governance => {}
            Role::Officer | Role::Nurse => {
                return Err(Problem::new(
                    "A-291",
                    "That handle belongs to a seat",
                    "Sign in to the police seat or the nurse seat",
                ));
            }
        }
        self.open_vault(&member)?;
        self.look_for_newer_passphrase(&member)?;
        self.complete(&member)?;
        let vault = self.vault.as_mut().ok_or_else(closed)?;
        let ring = vault.ring(&member, &[Compartment::Oversight])?;
        let mut each = |done, of| progress("oversight", done, of);
        let oversight = if ring.has(Compartment::Oversight) {
            Some(View::open(vault, Compartment::Oversight, &ring, &mut each)?)
        } else {
            None
        };
        let role = member.role;
        self.office = Some(Office {
            member,
            ring,
            oversight,
            month: None,
        });
        self.new_sitting(Phase::Office(role));
        let now = self.now();
        if let Some(month) = now.month() {
            self.show_month(month.previous())?;
        }
        Ok(Done::Ok)
    }

    pub(super) fn show_month(&mut self, month: YearMonth) -> Result<Done, Problem> {
        let office = self.office.as_mut().ok_or_else(closed)?;
        office.month = Some(month);
        Ok(Done::Ok)
    }

    /// The counts of a month.
    pub(crate) fn month(&self, month: YearMonth) -> Result<Month, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let Some(view) = &office.oversight else {
            return Err(Problem::new(
                "A-292",
                "Your keys do not open the counts yet",
                "Ask a governance lead to sign in once on this device",
            ));
        };
        Ok(count_month(month, &view.month_entries(month)?))
    }

    /// The page of the month that is looked at.
    pub(super) fn month_page(&self) -> Option<Arc<MonthPage>> {
        let shown = self.office.as_ref()?.month?;
        let month = self.month(shown).ok()?;
        let before = self.month(shown.previous()).ok()?;
        MonthPage::of(month, before).ok().map(Arc::new)
    }

    pub(super) fn export(&mut self, month: YearMonth, folder: &Path) -> Result<Done, Problem> {
        let at = self.now();
        let counted = self.month(month)?;
        let plan = audit::plan(&counted)?;
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        let member = &self.office.as_ref().ok_or_else(closed)?.member;
        let from = provenance(vault, member, &self.config.rules.version, at)?;
        let keys = audit::Keys {
            device: &|bytes| vault.device_sign(bytes),
            member: &|bytes| member.sign_note(bytes),
        };
        let written = audit::write(&plan, folder, &from, &keys)?;
        let fact = Exported {
            month,
            incident: None,
            role: member.role,
            manifest: written.manifest.clone(),
            at,
        };
        if let Err(problem) = self.write(vec![Content::Exported(fact).into()]) {
            // an export without its entry in the log is no export
            let _removed = std::fs::remove_dir_all(&written.folder);
            return Err(problem);
        }
        self.exported = Some(written);
        Ok(Done::Exported(folder.to_owned()))
    }

    pub(super) fn verify(&mut self, progress: Progress<'_>) -> Result<Done, Problem> {
        let vault = self.vault()?;
        let report = vault.verify(&mut |done, of| progress("verify", done, of))?;
        if !report.complete && report.findings.is_empty() {
            return Err(Problem::new(
                "A-295",
                format!(
                    "The check was stopped after {} entries; they were as they should be",
                    report.entries
                ),
                "Start it again when there is time",
            ));
        }
        let findings = report
            .findings
            .iter()
            .map(|finding| finding.what.clone())
            .collect();
        Ok(Done::Verified {
            entries: report.entries,
            findings,
        })
    }
}

/// Where what is exported comes from.
pub(in crate::app) fn provenance(
    vault: &Vault,
    member: &Unlocked,
    rules: &str,
    at: Moment,
) -> Result<audit::Provenance, Problem> {
    let checkpoint = vault.checkpoint(at)?;
    let rules = audit::RulesVersion::new(rules).ok_or_else(|| {
        Problem::new(
            "A-294",
            "The rule table's version cannot be printed",
            "Install Tandem again",
        )
    })?;
    Ok(audit::Provenance {
        log: vault.log_id(),
        device: vault.device().0,
        device_key: vault.device_public_key(),
        member: member.id,
        member_key: member.public_key(),
        entries: checkpoint.size,
        checkpoint: checkpoint.text,
        rules,
        training: vault.genesis().training,
        made_at: at,
    })
}

fn closed() -> Problem {
    Problem::new(
        "A-293",
        "Nobody is signed in for this",
        "A supervisor or governance lead signs in first",
    )
}

impl From<audit::AuditError> for Problem {
    fn from(error: audit::AuditError) -> Self {
        let text = error.to_string();
        let (what, next) = text.split_once(". ").unwrap_or((text.as_str(), "Try again"));
        Self::new(error.code(), what, next.trim_end_matches('.'))
    }
}
