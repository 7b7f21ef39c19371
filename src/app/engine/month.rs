//! The month that a supervisor or governance lead looks at, and its pack.

use std::path::Path;
use std::sync::Arc;

pub(super) use super::office::closed;
use super::office::provenance;
use super::{Engine, Progress};
use crate::app::api::{Done, MonthPage, TrendMonth};
use crate::app::paper::pack;
use crate::app::problem::Problem;
use crate::audit::{self, LastCheck, Standing};
use crate::domain::content::{Content, Exported, LogChecked, MonthReleased};
use crate::domain::disclosure_control;
use crate::domain::ids::MemberId;
use crate::domain::incident::Placed;
use crate::domain::month::{Month, count_month, people_met};
use crate::domain::role::Role;
use crate::domain::time::YearMonth;
use crate::vault::{Report, VaultError, View};

/// Months of the trend.
const TREND: u64 = 12;

/// A log with at most so many entries is checked as a whole before a pack is made of it. A longer one is checked when a
/// supervisor asks for it; the pack says what that check found.
const CHECKED_WITH_THE_PACK: u64 = 60_000;

impl Engine {
    pub(super) fn show_month(&mut self, month: YearMonth, progress: Progress<'_>) -> Result<Done, Problem> {
        self.has_begun(month)?;
        let office = self.office.as_mut().ok_or_else(closed)?;
        office.month = Some(month);
        office.page = None;
        office.checks = None;
        office.trend.clear();
        let trend = self.count_trend(month, progress)?;
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        // a log that cannot be read throughout is told on the page of its health; what was counted is in a file of its own
        let jumps = match vault.clock_jumps(self.now()) {
            Err(VaultError::LogDamaged { .. }) => None,
            jumps => Some(jumps?),
        };
        let office = self.office.as_mut().ok_or_else(closed)?;
        (office.trend, office.jumps) = (trend, jumps);
        Ok(Done::Ok)
    }

    /// The twelve months that end with this one, the oldest first. Without keys to the counts there are none.
    fn count_trend(&self, month: YearMonth, progress: Progress<'_>) -> Result<Vec<TrendMonth>, Problem> {
        let has_counts = self
            .office
            .as_ref()
            .is_some_and(|office| office.oversight.is_some());
        let mut trend = Vec::new();
        let mut at = month;
        for done in (0..TREND).take_while(|_| has_counts) {
            if !progress("month", done, TREND) {
                return Err(stopped());
            }
            let counted = self.month(at)?;
            let of = |table: &str, code: &str| counted.table(table).map_or(0, |table| table.count(code));
            trend.push(TrendMonth {
                month: at,
                opened: counted.opened(),
                s136_used: of("s136", "used"),
                shared: of("decisions", "shared"),
            });
            at = at.previous();
        }
        trend.reverse();
        Ok(trend)
    }

    fn has_begun(&self, month: YearMonth) -> Result<(), Problem> {
        if self.now().month().is_some_and(|this| month > this) {
            return Err(Problem::new(
                "A-770",
                format!("{} has not begun", month.words()),
                "Choose this month or an earlier one",
            ));
        }
        Ok(())
    }

    /// The counts of a month.
    pub(crate) fn month(&self, month: YearMonth) -> Result<Month, Problem> {
        Ok(count_month(month, &self.counted_facts(month)?))
    }

    /// What a month is counted from.
    pub(super) fn counted_facts(&self, month: YearMonth) -> Result<Vec<Placed>, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let Some(view) = &office.oversight else {
            return Err(Problem::new(
                "A-292",
                "Your keys do not open the counts yet",
                "Ask a governance lead to sign in once on this device",
            ));
        };
        let mut entries = counted_in(view, month)?;
        entries.extend(view.closed_before(month, &people_met(month, &entries))?);
        entries.extend(view.asked_for(month)?);
        let mut after = view.looked_after(month)?;
        let may = self.overseers();
        // a finding counts where somebody wrote it who may check
        after.retain(|placed| {
            !matches!(placed.content, Content::AccessChecked(_))
                || placed.author.is_some_and(|author| may.contains(&author))
        });
        entries.extend(after);
        Ok(entries)
    }

    /// The page of the month that is looked at.
    pub(super) fn month_page(&mut self) -> Option<Arc<MonthPage>> {
        let shown = self.office.as_ref()?.month?;
        if let Some(page) = &self.office.as_ref()?.page {
            return Some(Arc::clone(page));
        }
        let page = self.count_page(shown).ok().map(Arc::new);
        self.office.as_mut()?.page.clone_from(&page);
        page
    }

    fn count_page(&self, shown: YearMonth) -> Result<MonthPage, Problem> {
        let month = self.month(shown)?;
        let scope = self.office.as_ref().ok_or_else(closed)?.scope;
        let before = self.scoped(self.month_beside(shown, scope)?, scope)?;
        let earlier = self.released(shown)?;
        let earlier: Vec<&MonthReleased> = earlier.iter().collect();
        let against = self.against(&month)?;
        let mut page = MonthPage::of(
            month,
            before,
            &earlier,
            &self.beside(shown)?,
            self.standing(shown)?,
        )?;
        page.against = against;
        page.scope = scope;
        if scope.team.is_some() {
            // the pack above is always of all teams: a slice of it would be a second release
            page.month = self.scoped(shown, scope)?;
        }
        page.trend = self
            .office
            .as_ref()
            .map_or_else(Vec::new, |office| office.trend.clone());
        Ok(page)
    }

    /// Entries of these kinds in the oversight view that a supervisor or a governance lead wrote: anybody else may count
    /// facts there and answer for an override, and nothing more.
    pub(super) fn overseen(&self, kinds: &[&str]) -> Result<Vec<Placed>, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let Some(view) = &office.oversight else {
            return Ok(Vec::new());
        };
        let may = self.overseers();
        let mut entries = view.of_kinds(kinds)?;
        entries.retain(|placed| placed.author.is_some_and(|author| may.contains(&author)));
        Ok(entries)
    }

    /// The same, of one kind that is about a month.
    pub(super) fn overseen_of(&self, kind: &str, month: YearMonth) -> Result<Vec<Placed>, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let Some(view) = &office.oversight else {
            return Ok(Vec::new());
        };
        let may = self.overseers();
        let mut entries = view.of_month(kind, month)?;
        entries.retain(|placed| placed.author.is_some_and(|author| may.contains(&author)));
        Ok(entries)
    }

    /// Supervisors and governance leads.
    fn overseers(&self) -> Vec<MemberId> {
        let members = self.vault.as_ref().map(crate::vault::Vault::members);
        let office = members
            .into_iter()
            .flatten()
            .filter(|member| matches!(member.role, Role::Supervisor | Role::Governance));
        office.map(|member| member.id).collect()
    }

    /// What earlier packs of a month showed, the oldest first.
    pub(super) fn released(&self, month: YearMonth) -> Result<Vec<MonthReleased>, Problem> {
        let mut found = Vec::new();
        for placed in self.overseen_of("oversight.month-released", month)? {
            if let Content::MonthReleased(released) = placed.content
                && released.month == month
            {
                found.push(released);
            }
        }
        Ok(found)
    }

    /// What the last check of the whole log found.
    pub(super) fn last_check(&self) -> Result<Option<LogChecked>, Problem> {
        let checks = self.overseen(&["oversight.log-checked"])?;
        let last = checks.into_iter().next_back().map(|placed| placed.content);
        Ok(match last {
            Some(Content::LogChecked(checked)) => Some(checked),
            _ => None,
        })
    }

    fn standing(&self, month: YearMonth) -> Result<Standing, Problem> {
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        let check = match self.last_check()? {
            Some(LogChecked { findings, at, .. }) if findings > 0 => LastCheck::Broken { findings, at },
            _ if vault.checkpoint(self.now())?.size <= CHECKED_WITH_THE_PACK => LastCheck::Fine,
            Some(LogChecked { at, entries, .. }) => LastCheck::Before { at, entries },
            None => LastCheck::Never,
        };
        Ok(Standing {
            training: vault.genesis().training,
            goes_on: self.now() < month.end(),
            check,
        })
    }

    /// Keeps what a check of the whole log found: the month's page and the next pack say it.
    pub(super) fn keep_check(&mut self, report: &Report) -> Result<(), Problem> {
        let fact = LogChecked {
            entries: report.entries,
            findings: u64::try_from(report.findings.len()).unwrap_or(u64::MAX),
            at: self.now(),
        };
        self.write(vec![Content::LogChecked(fact).into()])
    }

    /// Checks a log of usual length before a pack is made of it. What is found is kept at once and stands on the pack's
    /// first page; that nothing was wrong is given back, to be written with the pack.
    fn check_before_pack(&mut self, progress: Progress<'_>) -> Result<Option<LogChecked>, Problem> {
        let at = self.now();
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        if vault.checkpoint(at)?.size > CHECKED_WITH_THE_PACK {
            return Ok(None);
        }
        let report = vault.verify(&mut |done, of| progress("verify", done, of))?;
        if !report.complete && report.findings.is_empty() {
            return Err(stopped());
        }
        let known = self.last_check()?;
        let found = u64::try_from(report.findings.len()).unwrap_or(u64::MAX);
        let day = 24 * 60;
        let news = known.is_none_or(|known| known.findings != found || at.minutes_since(known.at) >= day);
        if news && found > 0 {
            self.keep_check(&report)?;
        }
        Ok((news && found == 0).then_some(LogChecked {
            entries: report.entries,
            findings: 0,
            at,
        }))
    }

    pub(super) fn export(
        &mut self,
        month: YearMonth,
        folder: &Path,
        progress: Progress<'_>,
    ) -> Result<Done, Problem> {
        self.export_with(month, folder, &[], progress)
    }

    /// The month's pack, with national returns beside its tables.
    pub(super) fn export_with(
        &mut self,
        month: YearMonth,
        folder: &Path,
        returns: &[(audit::ReturnName, String)],
        progress: Progress<'_>,
    ) -> Result<Done, Problem> {
        let at = self.now();
        self.has_begun(month)?;
        let checked = self.check_before_pack(progress)?;
        go_on(progress, 0)?;
        let counted = self.month(month)?;
        let earlier = self.released(month)?;
        let before: Vec<&MonthReleased> = earlier.iter().collect();
        let mut standing = self.standing(month)?;
        if checked.is_some() {
            standing.check = LastCheck::Fine;
        }
        let plan = pack(&counted, &before, &self.beside(month)?, standing)?;
        let tables = disclosure_control::kept(&counted, plan.tables(), &before);
        go_on(progress, 1)?;
        let plan = self.with_returns(plan, month, returns)?;
        go_on(progress, 2)?;
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
        let mut acts = vec![Content::Exported(fact).into()];
        acts.extend(checked.map(|checked| Content::LogChecked(checked).into()));
        if earlier.last().is_none_or(|last| last.tables != tables) {
            acts.push(Content::MonthReleased(MonthReleased { month, tables, at }).into());
        }
        if let Err(problem) = self.write(acts) {
            // an export without its entry in the log is no export
            let _removed = std::fs::remove_dir_all(&written.folder);
            return Err(problem);
        }
        self.exported = Some(written);
        Ok(Done::Exported(folder.to_owned()))
    }
}

/// The facts of a month, and the requests, whose time may lie in another.
pub(super) fn month_facts(view: &View, month: YearMonth) -> Result<Vec<Placed>, Problem> {
    let mut entries = view.month_entries(month)?;
    entries.extend(view.asked_for(month)?);
    Ok(entries)
}

/// The facts of a month, and those of section 136 in the months beside it: they tell whether a use at its edge, which two
/// devices recorded on either side of midnight, is this month's.
fn counted_in(view: &View, month: YearMonth) -> Result<Vec<Placed>, Problem> {
    let mut entries = view.month_entries(month)?;
    entries.extend(view.s136_facts(month.previous().start(), month.start())?);
    entries.extend(view.s136_facts(month.end(), month.next().end())?);
    Ok(entries)
}

/// A pack's steps after the log was checked: counted, planned, and all in memory before the first byte is written.
fn go_on(progress: Progress<'_>, done: u64) -> Result<(), Problem> {
    if progress("pack", done, 3) {
        Ok(())
    } else {
        Err(stopped())
    }
}

pub(super) fn stopped() -> Problem {
    Problem::new(
        "A-771",
        "It was stopped, and nothing was written",
        "Start it again when there is time",
    )
}
