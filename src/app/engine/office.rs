//! Supervisors and governance leads: signing in to the office, and the log's check.

use super::{Engine, Office, Progress};
use crate::app::api::{Done, Phase};
use crate::app::problem::Problem;
use crate::audit;
use crate::domain::role::{Compartment, Role};
use crate::domain::time::Moment;
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
            scope: crate::app::api::MonthScope::default(),
            page: None,
            checks: None,
            jumps: Some(Vec::new()),
            trend: Vec::new(),
        });
        self.new_sitting(Phase::Office(role));
        if role == Role::Governance {
            // without the keys there is nothing to read
            let _none = self.load_drafts();
        }
        let now = self.now();
        if let Some(month) = now.month() {
            self.show_month(month.previous(), progress)?;
        }
        Ok(Done::Ok)
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
        if self.office.is_some() {
            self.keep_check(&report)?;
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

pub(super) fn closed() -> Problem {
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
