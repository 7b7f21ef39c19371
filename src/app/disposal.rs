//! Destroying an incident whose retention has run out: what would go, the order, and the certificate.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::Months;

use super::Secret;
use super::certificate::{Certificate, PartDone};
use super::clock::{Clock as _, SystemClock};
use super::due::{must_be_due, records};
use super::problem::Problem;
use crate::domain::ids::{EntryRef, IncidentId, MemberId};
use crate::domain::role::{Compartment, Role, Side};
use crate::domain::rules::{Retention, Rules, Who};
use crate::domain::time::Moment;
use crate::vault::{DisposalOrder, DisposalPlan, Ring, Unlocked, Vault, View, unlock};

/// Which part of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The lead's own organisation's.
    Own,
    /// What both sides see. Waits for the other organisation's lead.
    Shared,
}

/// What a lead asks to have destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalForm {
    /// `26-0117`, or the incident's 32 hexadecimal digits.
    pub incident: String,
    /// A row of the retention schedule.
    pub basis: String,
    /// Which parts, own first.
    pub parts: Vec<Part>,
}

/// One part that would go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartPlan {
    /// Whose words.
    pub compartment: Compartment,
    /// Entries whose words go.
    pub entries: usize,
    /// Data keys that go.
    pub keys: usize,
    /// Sealed bytes.
    pub bytes: u64,
    /// Drafts on this device.
    pub drafts: usize,
    /// When the first and last entry were written.
    pub span: Option<(Moment, Moment)>,
    plan: DisposalPlan,
}

/// What would go, before anything does.
#[derive(Debug, Clone)]
pub struct Planned {
    /// As it was asked for.
    pub reference: String,
    /// The incident.
    pub incident: IncidentId,
    /// The row on which it rests.
    pub basis: Retention,
    /// The rows that the agreement in force names for these parts; none when it names none.
    pub agreed: Vec<Retention>,
    /// The rule table's version.
    pub policy: String,
    /// The parts.
    pub parts: Vec<PartPlan>,
}

impl Planned {
    /// Whether the agreement in force names another row than the one that was chosen.
    pub fn departs_from_the_agreement(&self) -> bool {
        !self.agreed.is_empty() && self.agreed.iter().all(|row| row.slug != self.basis.slug)
    }

    /// Entries of all parts: what a person repeats to confirm.
    pub fn entries(&self) -> usize {
        self.parts.iter().map(|part| part.entries).sum()
    }
}

/// What a governance lead sees before anything is asked for.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Closed incidents of which nothing was written since the shortest time of the lead's own schedule, the oldest
    /// first: reference and last entry. At most two hundred.
    pub quiet: Vec<(String, Moment)>,
    /// Every order with what came of it, as a certificate.
    pub orders: Certificate,
    /// The incident of each order that waits, while the shared record still names it.
    pub waiting: BTreeMap<EntryRef, String>,
}

/// So many quiet incidents are shown at once.
const QUIET_SHOWN: usize = 200;

/// A governance lead at an open vault.
#[derive(Debug)]
pub struct Disposer<'a> {
    vault: &'a mut Vault,
    lead: &'a Unlocked,
    ring: Ring,
    rules: Arc<Rules>,
}

impl<'a> Disposer<'a> {
    /// Ready to plan.
    ///
    /// # Errors
    /// When this member is no governance lead, or the rule table does not read.
    pub fn new(vault: &'a mut Vault, lead: &'a Unlocked, now: Moment) -> Result<Self, Problem> {
        if lead.role != Role::Governance {
            return Err(Problem::new(
                "A-330",
                "Only a governance lead orders that records are destroyed",
                "Ask the governance lead of your organisation",
            ));
        }
        let ring = vault.ring(lead, &[lead.side.compartment(), Compartment::Shared])?;
        let rules = super::rules::RuleBook::of(vault)?.at(now);
        Ok(Self {
            vault,
            lead,
            ring,
            rules,
        })
    }

    /// What would go. Changes nothing.
    ///
    /// # Errors
    /// When there is no such incident or row, its time has not come, it is still open, or nothing is left of it.
    pub fn plan(&self, form: &DisposalForm, now: Moment) -> Result<Planned, Problem> {
        let basis = self.basis(&form.basis)?;
        let incident = self.incident(&form.incident)?;
        let mut parts = Vec::new();
        for part in &form.parts {
            let compartment = match part {
                Part::Own => self.lead.side.compartment(),
                Part::Shared => Compartment::Shared,
            };
            let view = self.view(compartment)?;
            if view.entries_of(incident)?.is_empty() && form.parts.len() > 1 {
                continue;
            }
            let plan = self.vault.plan_disposal(&view, incident, &self.ring)?;
            parts.push(PartPlan {
                compartment,
                entries: plan.contents.len(),
                keys: plan.keys.len(),
                bytes: plan.bytes,
                drafts: plan.drafts.len(),
                span: plan.span,
                plan,
            });
        }
        if parts.is_empty() {
            return Err(Problem::new(
                "A-331",
                "Nothing of this incident is left in those parts of the record",
                "Check the reference; what was destroyed before stands in the list of orders",
            ));
        }
        let planned = Planned {
            reference: form.incident.clone(),
            incident,
            basis,
            agreed: self.agreed(&parts, now),
            policy: self.rules.version.clone(),
            parts,
        };
        must_be_due(&planned, now)?;
        Ok(planned)
    }

    /// Orders it and carries out what one lead may order alone.
    ///
    /// # Errors
    /// What the vault says. A part that was ordered before the error stays ordered.
    pub fn dispose(&mut self, planned: &Planned, now: Moment) -> Result<Certificate, Problem> {
        let mut done = Vec::new();
        for part in &planned.parts {
            let basis = (planned.basis.slug.as_str(), planned.policy.as_str());
            let made = self
                .vault
                .dispose(self.lead, &self.ring, &part.plan, basis, now)?;
            done.push(made.order);
        }
        let orders: Vec<DisposalOrder> = self
            .vault
            .disposal_orders()
            .into_iter()
            .filter(|order| done.contains(&order.place))
            .collect();
        let parts = orders.iter().map(|order| self.part_done(order)).collect();
        Ok(self.certificate(
            Some(planned.reference.clone()),
            Some(planned.incident),
            parts,
            now,
        ))
    }

    /// The same for a form and the number of entries that its plan said: with another number nothing is done.
    ///
    /// # Errors
    /// As [`Disposer::plan`] and [`Disposer::dispose`], and when another number of entries would go.
    pub fn dispose_so_many(
        &mut self,
        form: &DisposalForm,
        entries: usize,
        now: Moment,
    ) -> Result<Certificate, Problem> {
        let planned = self.plan(form, now)?;
        if planned.entries() != entries {
            return Err(Problem::new(
                "A-315",
                format!("{} entries would go, not {entries}", planned.entries()),
                "Look once more at what would go",
            ));
        }
        self.dispose(&planned, now)
    }

    /// Every order of the log with what came of it, the oldest first, as a certificate of what is so now.
    pub fn orders(&self, now: Moment) -> Certificate {
        let orders = self.vault.disposal_orders();
        let parts = orders.iter().map(|order| self.part_done(order)).collect();
        self.certificate(None, None, parts, now)
    }

    /// What may have run out, every order, and of which incident those are that wait.
    ///
    /// # Errors
    /// What the vault says.
    pub fn overview(&self, now: Moment) -> Result<Overview, Problem> {
        let shared = self.view(Compartment::Shared)?;
        let quiet = match self.shortest_ended(now) {
            Some(before) => shared.quiet_since(before, QUIET_SHOWN)?,
            None => Vec::new(),
        };
        let mut waiting = BTreeMap::new();
        for order in self.vault.disposal_orders() {
            let first = order
                .disposed
                .entries
                .first()
                .filter(|_| order.in_force.is_none());
            if let Some(reference) = first.map(|entry| shared.reference_at(*entry)).transpose()? {
                waiting.extend(reference.map(|reference| (order.place, reference)));
            }
        }
        Ok(Overview {
            quiet,
            orders: self.orders(now),
            waiting,
        })
    }

    /// Before this moment the shortest time of the lead's own schedule began, if it has one in years.
    fn shortest_ended(&self, now: Moment) -> Option<Moment> {
        let (who, nation) = (who(self.lead.side), self.vault.genesis().nation);
        let rows = self.rules.retention().iter();
        let years = rows
            .filter(|row| row.who.contains(&who) && row.nation.covers(nation))
            .filter_map(|row| row.keep_years)
            .min()?;
        let day = now
            .london_date()?
            .checked_sub_months(Months::new(years.checked_mul(12)?))?;
        Moment::from_utc(day.succ_opt()?, 0, 0, 0)
    }

    fn certificate(
        &self,
        reference: Option<String>,
        incident: Option<IncidentId>,
        parts: Vec<PartDone>,
        now: Moment,
    ) -> Certificate {
        let genesis = self.vault.genesis();
        Certificate {
            partnership: genesis.name.clone(),
            training: genesis.training,
            log: self.vault.log_id(),
            reference,
            incident,
            parts,
            at: now,
            key: self.vault.device_public_key(),
            signature: None,
        }
        .signed(&|bytes| self.vault.device_sign(bytes))
    }

    fn part_done(&self, order: &DisposalOrder) -> PartDone {
        let members = self.vault.members();
        let name = |id: MemberId| {
            let member = members.iter().find(|member| member.id == id);
            member.map_or_else(|| id.hex(), |member| member.name.clone())
        };
        let genesis = self.vault.genesis();
        let organisation = |side| match side {
            Side::Police => genesis.police.clone(),
            Side::Health => genesis.health.clone(),
        };
        let row = self
            .rules
            .retention()
            .iter()
            .find(|row| row.slug == order.disposed.basis);
        PartDone {
            order: order.place,
            leaf: order.leaf,
            compartment: order.disposed.compartment,
            entries: order.disposed.contents(),
            keys: order.disposed.keys.len(),
            basis: order.disposed.basis.clone(),
            basis_words: row.map(|row| format!("{}. {} ({})", row.title, row.rule, row.law)),
            policy: order.disposed.policy.clone(),
            by: name(order.by),
            organisation: organisation(order.side),
            at: order.at,
            agreed: order
                .agreed
                .map(|(lead, at)| (name(lead), organisation(order.side.other()), at)),
            in_force: order.in_force.is_some(),
            devices: self
                .vault
                .disposal_devices(order)
                .into_iter()
                .map(|(_, name, done)| (name, done))
                .collect(),
        }
    }

    fn basis(&self, slug: &str) -> Result<Retention, Problem> {
        let who = who(self.lead.side);
        let nation = self.vault.genesis().nation;
        self.rules
            .retention_for(slug, who, nation)
            .cloned()
            .ok_or_else(|| {
                let rows = self.rules.retention().iter();
                let known: Vec<&str> = rows
                    .filter(|row| row.who.contains(&who) && row.nation.covers(nation))
                    .map(|row| row.slug.as_str())
                    .collect();
                Problem::new(
                    "A-332",
                    format!("`{slug}` is no row of your retention schedule"),
                    format!("Choose one of: {}", known.join(", ")),
                )
            })
    }

    /// The rows that both organisations agreed on for these parts, as far as they are this organisation's.
    fn agreed(&self, parts: &[PartPlan], now: Moment) -> Vec<Retention> {
        let policy = self.vault.policy();
        let terms = now.london_date().and_then(|day| policy.in_force(day));
        let mut rows: Vec<Retention> = Vec::new();
        for part in parts {
            let agreed = terms
                .iter()
                .flat_map(|terms| terms.rows_for(self.lead.side, records(part.compartment)));
            rows.extend(agreed.filter_map(|slug| self.basis(slug).ok()));
        }
        rows.sort_by(|a, b| a.slug.cmp(&b.slug));
        rows.dedup_by(|a, b| a.slug == b.slug);
        rows
    }

    fn view(&self, compartment: Compartment) -> Result<View, Problem> {
        Ok(View::open(self.vault, compartment, &self.ring, &mut |_, _| true)?)
    }

    fn incident(&self, named: &str) -> Result<IncidentId, Problem> {
        let shared = self.view(Compartment::Shared)?;
        if let Some(found) = shared.incident_of(named)? {
            if shared.open_incidents()?.contains(&found) {
                return Err(Problem::new(
                    "A-333",
                    format!("{named} is still open"),
                    "Close it first; its retention runs from then",
                ));
            }
            return Ok(found);
        }
        named.parse().map_err(|_other| {
            Problem::new(
                "A-203",
                "That incident is not in this log",
                "Check the reference, for example 26-0117; once what was shared is gone, name the incident by its 32 digits",
            )
        })
    }
}

/// Whose rows of the schedule a side works by.
pub fn who(side: Side) -> Who {
    match side {
        Side::Police => Who::Police,
        Side::Health => Who::Health,
    }
}

/// What would go, for the command line. Works while the window holds the vault.
///
/// # Errors
/// As [`Disposer::plan`].
pub fn plan(dir: &Path, handle: &str, passphrase: &Secret, form: &DisposalForm) -> Result<Planned, Problem> {
    let lead = unlock(dir, handle, passphrase)?;
    let mut vault = Vault::open_to_read(dir, &lead)?;
    let now = SystemClock.now();
    Disposer::new(&mut vault, &lead, now)?.plan(form, now)
}

/// Orders and carries out, for the command line. `entries` is the number that the plan said: another number than there
/// is now, and nothing is done.
///
/// # Errors
/// As [`Disposer::dispose`].
pub fn dispose(
    dir: &Path,
    handle: &str,
    passphrase: &Secret,
    form: &DisposalForm,
    entries: usize,
) -> Result<Certificate, Problem> {
    let lead = unlock(dir, handle, passphrase)?;
    let mut vault = Vault::open(dir, &lead)?;
    let now = SystemClock.now();
    Disposer::new(&mut vault, &lead, now)?.dispose_so_many(form, entries, now)
}

/// All orders, for the command line. Works while the window holds the vault.
///
/// # Errors
/// What the vault says.
pub fn orders(dir: &Path, handle: &str, passphrase: &Secret) -> Result<Certificate, Problem> {
    let lead = unlock(dir, handle, passphrase)?;
    let mut vault = Vault::open_to_read(dir, &lead)?;
    let now = SystemClock.now();
    Ok(Disposer::new(&mut vault, &lead, now)?.orders(now))
}

#[cfg(test)]
impl PartPlan {
    /// So many entries of a part, for tests of the page; it would destroy nothing.
    pub(crate) fn invented(compartment: Compartment, entries: usize, span: (Moment, Moment)) -> Self {
        Self {
            compartment,
            entries,
            keys: 2,
            bytes: 8_192,
            drafts: 1,
            span: Some(span),
            plan: DisposalPlan::nothing(compartment),
        }
    }
}
