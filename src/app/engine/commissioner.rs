//! The log for the Commissioner (Data Protection Act 2018, section 62(5)): a governance lead takes the lines of their own
//! organisation out of the log, for a typed reason that is an entry.

use std::collections::{BTreeMap, BTreeSet};

use super::Engine;
use super::looked::governed;
use super::month::closed;
use super::office::provenance;
use super::writing::Act;
use crate::app::api::{CommissionerForm, Done};
use crate::app::problem::Problem;
use crate::audit::{self, LogLine, LogOf, write_logging};
use crate::domain::checks::Part;
use crate::domain::content::{Content, Reason};
use crate::domain::ids::{EntryRef, IncidentId, MemberId};
use crate::domain::incident::Placed;
use crate::domain::role::{Role, Side};
use crate::domain::section62::{Before, Logged, Operation, logged, why_viewed};
use crate::domain::time::{Moment, YearMonth, day_span};
use crate::vault::{Member, Vault, View};

impl Engine {
    /// Writes the folder, and the entries that say so.
    pub(super) fn commissioner(&mut self, form: &CommissionerForm) -> Result<Done, Problem> {
        let (side, reason) = self.for_a_reason(&form.reason)?;
        let at = self.now();
        let (from, until) = span_of(form, at)?;
        let [shared, own] = self.views_of_lead()?;
        let office = self.office.as_ref().ok_or_else(closed)?;
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        let mut entries = shared.written_between(from, until)?;
        entries.extend(own.written_between(from, until)?);
        let mut crews = BTreeMap::new();
        if let Some(oversight) = &office.oversight {
            entries.extend(oversight.written_between(from, until)?);
            crews = crews_between(oversight, from, until)?;
        }
        entries.sort_by_key(Placed::order);
        let before = earlier_details(&entries, &[&shared, &own], from)?;
        let book = Book {
            parts: self.parts_between(from, until)?,
            vault,
            members: vault.members().into_iter().map(|m| (m.id, m)).collect(),
            references: shared.references()?,
            crews,
            side,
        };
        let mut log = book.lines(&entries, before);
        log.extend(book.erased(from, until));
        let genesis = vault.genesis();
        let of = LogOf {
            organisation: match side {
                Side::Police => &genesis.police,
                Side::Health => &genesis.health,
            },
            side,
            from: form.from,
            until: form.until,
            checked: self.last_check()?.map(|checked| (checked.at, checked.findings)),
        };
        let keys = audit::Keys {
            device: &|bytes| vault.device_sign(bytes),
            member: &|bytes| office.member.sign_note(bytes),
        };
        let from = provenance(vault, &office.member, &self.config.rules.version, at)?;
        let written = write_logging(&of, &log, &form.folder, &from, &keys)?;
        if let Err(problem) = self.write(acts(side, reason, &written.manifest, at)?) {
            // an export without its entry in the log is no export
            let _removed = std::fs::remove_dir_all(&written.folder);
            return Err(problem);
        }
        self.exported = Some(written);
        Ok(Done::Exported(form.folder.clone()))
    }

    /// What part everybody who looked at a page in that time had in the incident.
    fn parts_between(&self, from: Moment, until: Moment) -> Result<BTreeMap<EntryRef, Part>, Problem> {
        let mut parts = BTreeMap::new();
        for month in months_between(from, until) {
            let looked = self.openings_of(month)?.into_iter();
            parts.extend(looked.map(|opening| (opening.entry, opening.part)));
        }
        Ok(parts)
    }
}

/// What the log keeps of it: that it was made and why; the other organisation's reviewers see both.
fn acts(side: Side, reason: Reason, manifest: &str, at: Moment) -> Result<Vec<Act>, Problem> {
    let month = at
        .month()
        .ok_or_else(|| Problem::new("A-341", "The clock is out of range", "Set the clock"))?;
    let exported = crate::domain::content::Exported {
        month,
        incident: None,
        role: Role::Governance,
        manifest: manifest.to_owned(),
        at,
    };
    let mut acts = Vec::from(governed(None, "", side, reason, at));
    acts.push(Content::Exported(exported).into());
    Ok(acts)
}

/// The moments of these days.
fn span_of(form: &CommissionerForm, now: Moment) -> Result<(Moment, Moment), Problem> {
    let span = day_span(form.from, form.until);
    span.filter(|(from, until)| from < until && *from <= now)
        .ok_or_else(|| {
            Problem::new(
                "A-833",
                "The last day is before the first, or the first has not come yet",
                "Enter the first and the last day, for example 2026-04-01 and 2026-04-30",
            )
        })
}

fn crews_between(
    view: &View,
    from: Moment,
    until: Moment,
) -> Result<BTreeMap<IncidentId, BTreeSet<MemberId>>, Problem> {
    let mut crews: BTreeMap<IncidentId, BTreeSet<MemberId>> = BTreeMap::new();
    for month in months_between(from, until) {
        for (incident, crew) in view.crews(month)? {
            crews.entry(incident).or_default().extend(crew);
        }
    }
    Ok(crews)
}

/// The months that these moments lie in, the latest first.
fn months_between(from: Moment, until: Moment) -> impl Iterator<Item = YearMonth> {
    let months = std::iter::successors(until.month(), |month| Some(month.previous()));
    months.take_while(move |month| month.end() > from)
}

/// The details that stood in these incidents before the first of these days: setting them again alters them.
fn earlier_details(entries: &[Placed], views: &[&View], from: Moment) -> Result<Before, Problem> {
    let mut before = Before::default();
    let changed = entries.iter().filter_map(|placed| {
        let detail = matches!(placed.content, Content::DetailSet(_));
        detail.then(|| placed.content.incident()).flatten()
    });
    for incident in changed.collect::<BTreeSet<IncidentId>>() {
        for view in views {
            let known = view.entries_of(incident)?.into_iter();
            for placed in known.filter(|placed| placed.at < from) {
                before.know(&placed.content);
            }
        }
    }
    Ok(before)
}

/// What is known of those who wrote.
struct Book<'a> {
    vault: &'a Vault,
    members: BTreeMap<MemberId, Member>,
    references: BTreeMap<IncidentId, String>,
    crews: BTreeMap<IncidentId, BTreeSet<MemberId>>,
    /// What part those who looked had in the incident.
    parts: BTreeMap<EntryRef, Part>,
    side: Side,
}

impl Book<'_> {
    /// The lines of this organisation's members, and of the crew together.
    fn lines(&self, entries: &[Placed], mut before: Before) -> Vec<LogLine> {
        let mut lines = Vec::new();
        for placed in entries {
            let Some(mut logged) = logged(&placed.content, &mut before) else {
                continue;
            };
            if let Some(part) = self.parts.get(&placed.entry) {
                logged.justification = why_viewed(*part);
            }
            let author = placed.author.and_then(|author| self.members.get(&author));
            let (who, role) = match (placed.author, author) {
                (Some(_), Some(member)) if member.side == self.side => {
                    (member.name.clone(), role(member.role))
                }
                (Some(_), _) => continue,
                (None, _) => (self.crew(logged.incident), "crew"),
            };
            lines.push(LogLine {
                at: placed.at,
                reference: self.reference(logged.incident),
                who,
                role,
                device: self.device(placed.entry.device),
                entry: placed.entry,
                logged,
            });
        }
        lines
    }

    /// What this organisation's leads had destroyed in that time.
    fn erased(&self, from: Moment, until: Moment) -> Vec<LogLine> {
        let orders = self.vault.disposal_orders();
        let mine = orders
            .into_iter()
            .filter(|order| order.side == self.side && order.at >= from && order.at < until);
        let line = |order: crate::vault::DisposalOrder| {
            let member = self.members.get(&order.by);
            LogLine {
                at: order.at,
                logged: Logged {
                    operation: Operation::Erasure,
                    incident: None,
                    recipients: Vec::new(),
                    justification: "retention schedule; the certificate names its row",
                },
                reference: format!(
                    "{} entries of {}",
                    order.disposed.entries.len(),
                    order.disposed.compartment.name()
                ),
                who: member.map_or_else(String::new, |member| member.name.clone()),
                role: role(Role::Governance),
                device: self.device(order.place.device),
                entry: order.place,
            }
        };
        mine.map(line).collect()
    }

    fn reference(&self, incident: Option<IncidentId>) -> String {
        let known = incident.and_then(|incident| self.references.get(&incident).cloned());
        known.unwrap_or_default()
    }

    fn device(&self, device: crate::domain::ids::DeviceId) -> String {
        self.vault.name_of_device(device).unwrap_or_else(|| device.hex())
    }

    /// Who was signed in while the crew worked on it.
    fn crew(&self, incident: Option<IncidentId>) -> String {
        let crew = incident.and_then(|incident| self.crews.get(&incident));
        let names: Vec<&str> = crew
            .into_iter()
            .flatten()
            .filter_map(|member| self.members.get(member))
            .map(|member| member.name.as_str())
            .collect();
        names.join("; ")
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Officer => "officer",
        Role::Nurse => "nurse",
        Role::Supervisor => "supervisor",
        Role::Governance => "governance lead",
    }
}
