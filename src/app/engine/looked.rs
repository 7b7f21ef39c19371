//! Who looked at an incident's record, in one search; and a governance lead's own look, for a typed reason that the other
//! organisation's reviewers read.

use std::sync::Arc;

use super::Engine;
use super::month::closed;
use super::seats::new_item;
use super::writing::Act;
use crate::app::api::{Done, LookHow, LookRow};
use crate::app::paper::{RecordAbout, record_text};
use crate::app::problem::Problem;
use crate::domain::checks::{self, Part};
use crate::domain::content::{Content, GovernanceOpened, Reason, ReasonGiven};
use crate::domain::ids::{IncidentId, MemberId};
use crate::domain::incident::{Placed, fold_shared, fold_side};
use crate::domain::role::{Compartment, Role, Side};
use crate::domain::time::Moment;
use crate::vault::View;

impl Engine {
    /// Who looked, when, in which seat, and what part they had in it; the latest first.
    pub(super) fn who_looked(&self, reference: &str) -> Result<Done, Problem> {
        let mut rows = Vec::new();
        for incident in self.incidents_called(reference)? {
            rows.extend(self.looks_at(incident)?);
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.at));
        Ok(Done::Looked(reference.trim().to_owned(), Arc::new(rows)))
    }

    fn incidents_called(&self, reference: &str) -> Result<Vec<IncidentId>, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let found = match &office.oversight {
            Some(view) => view.incidents_called(reference.trim())?,
            None => Vec::new(),
        };
        if found.is_empty() {
            return Err(Problem::new(
                "A-203",
                "That incident is not in this log",
                "Check the reference, for example 26-0117",
            ));
        }
        Ok(found)
    }

    fn looks_at(&self, incident: IncidentId) -> Result<Vec<LookRow>, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let (Some(view), Some(vault)) = (&office.oversight, &self.vault) else {
            return Ok(Vec::new());
        };
        let entries = view.entries_of(incident)?;
        let members = vault.members();
        let named = |id| members.iter().find(|member| Some(member.id) == id);
        let mut rows = Vec::new();
        let months = entries.iter().filter_map(|placed| placed.at.month());
        let months: std::collections::BTreeSet<_> = months.collect();
        let mut crews = std::collections::BTreeMap::new();
        for month in months {
            let crew = view.crews(month)?.remove(&incident).unwrap_or_default();
            let all: &mut std::collections::BTreeSet<_> = crews.entry(incident).or_default();
            all.extend(crew);
        }
        let openings = checks::openings(&entries, &crews, &[]);
        let part = |member: MemberId| {
            let opened = openings.iter().find(|opening| opening.member == member);
            let crew = crews.get(&incident).is_some_and(|crew| crew.contains(&member));
            opened.map_or(if crew { Part::Worked } else { Part::None }, |opening| {
                opening.part
            })
        };
        for opening in &openings {
            rows.push(LookRow {
                at: opening.at,
                name: named(Some(opening.member)).map_or_else(String::new, |member| member.name.clone()),
                side: opening.side,
                how: LookHow::Page,
                part: opening.part,
            });
        }
        let since = entries.iter().map(|placed| placed.at).min();
        rows.extend(since.map_or_else(|| Ok(Vec::new()), |since| self.registers_read(since))?);
        for placed in &entries {
            if matches!(placed.content, Content::GovernanceOpened(_))
                && let Some(member) = named(placed.author)
            {
                rows.push(LookRow {
                    at: placed.at,
                    name: member.name.clone(),
                    side: member.side,
                    how: LookHow::Governance,
                    part: Part::None,
                });
            }
        }
        for placed in view.of_kinds(&["oversight.exported"])? {
            if let Content::Exported(made) = &placed.content
                && made.incident == Some(incident)
                && let Some(member) = named(placed.author)
            {
                rows.push(LookRow {
                    at: placed.at,
                    name: member.name.clone(),
                    side: member.side,
                    how: LookHow::Extract,
                    part: part(member.id),
                });
            }
        }
        Ok(rows)
    }

    /// Looks at registers of all incidents since then.
    fn registers_read(&self, since: Moment) -> Result<Vec<LookRow>, Problem> {
        let names = self.names();
        let view = self.office.as_ref().and_then(|office| office.oversight.as_ref());
        let read = view.map(|view| view.of_kinds(&["oversight.register-viewed"]));
        let read = read.transpose()?.unwrap_or_default().into_iter();
        let row = |placed: Placed| {
            let Content::RegisterViewed(read) = placed.content else {
                return None;
            };
            (since <= read.at).then(|| LookRow {
                at: read.at,
                name: names.get(&read.member).cloned().unwrap_or_default(),
                side: read.side,
                how: LookHow::Register,
                part: Part::Register,
            })
        };
        Ok(read.filter_map(row).collect())
    }

    /// A governance lead, with their keys and a reason: without it nothing is opened.
    pub(super) fn for_a_reason(&self, reason: &str) -> Result<(Side, Reason), Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        if office.member.role != Role::Governance {
            return Err(Problem::new(
                "A-828",
                "Only a governance lead opens an organisation's record",
                "Ask your organisation's governance lead",
            ));
        }
        let reason = Reason::typed(reason).ok_or_else(|| {
            Problem::new(
                "A-829",
                "The reason is too short",
                "Write at least 20 characters, so that the other organisation's reviewers understand it",
            )
        })?;
        Ok((office.member.side, reason))
    }

    /// The own and the shared view, opened for a governance lead and closed again with the answer.
    pub(super) fn views_of_lead(&mut self) -> Result<[View; 2], Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let own = office.member.side.compartment();
        let vault = self.vault.as_mut().ok_or_else(closed)?;
        let ring = vault.ring(&office.member, &[own, Compartment::Shared])?;
        let shared = View::open(vault, Compartment::Shared, &ring, &mut |_, _| true)?;
        let own = View::open(vault, own, &ring, &mut |_, _| true)?;
        Ok([shared, own])
    }

    /// A governance lead opens the record of one incident: first the entry that says so, then the record.
    pub(super) fn open_record(&mut self, reference: &str, reason: &str) -> Result<Done, Problem> {
        let (side, reason) = self.for_a_reason(reason)?;
        let found = self.incidents_called(reference)?;
        let incident = *found.first().ok_or_else(closed)?;
        let opened = governed(Some(incident), reference.trim(), side, reason, self.now());
        self.write(opened.into())?;
        let [shared, own] = self.views_of_lead()?;
        let folded = fold_shared(&shared.entries_of(incident)?).ok_or_else(|| {
            Problem::new(
                "A-830",
                "The record of that incident is no longer here",
                "It may have been disposed of: see the register of disposals",
            )
        })?;
        let text = record_text(&RecordAbout {
            shared: &folded,
            own: &fold_side(&own.entries_of(incident)?),
            side,
            names: &self.names_of(side),
        });
        Ok(Done::Record(reference.trim().to_owned(), text.into()))
    }
}

/// That a governance lead opened an incident's record, or with none took the log for the Commissioner; and why.
pub(super) fn governed(
    incident: Option<IncidentId>,
    reference: &str,
    side: Side,
    reason: Reason,
    at: Moment,
) -> [Act; 2] {
    let item = new_item();
    let opened = GovernanceOpened {
        item,
        incident,
        reference: reference.to_owned(),
        side,
        at,
    };
    let given = ReasonGiven {
        about: item,
        reason,
        at,
    };
    [
        Content::GovernanceOpened(opened).into(),
        Content::ReasonGiven(given).into(),
    ]
}
