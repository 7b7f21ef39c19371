//! What a month is held against: the baseline that supervisors state, and the counts that each organisation alone may make
//! and adds to the month without small numbers.

use super::office::closed;
use super::{Engine, Progress};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::app::api::{Against, BaselineForm, BesideMonth, Done, MonthScope};
use crate::app::paper::Beside;
use crate::app::problem::Problem;
use crate::domain::content::{
    BaselineSet, Content, MonthReleased, OwnCounts, OwnCountsKept, StatedCounts, StatedNumbers,
};
use crate::domain::disclosure_control::{Released, change, rate_tenths, read_own, release_own};
use crate::domain::ids::{IncidentId, MemberId};
use crate::domain::incident::{SideFile, fold_side};
use crate::domain::month::{Month, count_month, left_out, misfit, own_incidents, own_tables};
use crate::domain::role::{Role, Side};
use crate::domain::time::YearMonth;
use crate::vault::View;

/// Incidents between two reports of progress.
const STEP: usize = 50;
/// Tables of what belongs to no team.
const NO_TEAM: [&str; 4] = [
    "access-checks",
    "safeguards",
    "outside-requests",
    "outside-answers",
];

impl Engine {
    /// A governance lead counts what only their organisation may. Nothing of a record is shown to anybody: the program
    /// counts it, and what leaves the compartment is hidden and rounded first.
    pub(super) fn count_own(
        &mut self,
        month: YearMonth,
        stated: &StatedNumbers,
        progress: Progress<'_>,
    ) -> Result<Done, Problem> {
        let now = self.now();
        if now < month.end() {
            return Err(Problem::new(
                "A-775",
                format!("{} is not over", month.words()),
                "Count it when the month has ended, so that it is counted whole",
            ));
        }
        let side = self.lead_of()?;
        let view = self.own_view(side, progress)?;
        let entries = self.counted_facts(month)?;
        let files = files(&view, &own_incidents(month, &entries), progress)?;
        let baseline = self.baseline()?;
        let before = stated_before(&view, month)?;
        let mut numbers = before.clone();
        numbers.extend(stated);
        let counted = count_month(month, &entries);
        must_fit(&numbers, counted.opened())?;
        let own = own_tables(month, side, &entries, &files, (baseline.as_ref(), &numbers), now);
        let counted = counted.with(own);
        let mut earlier = self.released(month)?;
        earlier.extend(kept_before(&view, month)?);
        let earlier: Vec<&MonthReleased> = earlier.iter().collect();
        let others = self.own_released(month, Some(side.other()))?;
        let (tables, exact) = release_own(&counted, side, &earlier, &others);
        let at = now;
        let mut acts = vec![
            Content::OwnCounts(OwnCounts {
                month,
                side,
                tables,
                at,
            })
            .into(),
            Content::OwnCountsKept(OwnCountsKept {
                month,
                tables: exact,
                at,
            })
            .into(),
        ];
        if numbers != before {
            acts.push(Content::StatedCounts(StatedCounts { month, numbers, at }).into());
        }
        self.write(acts)?;
        Ok(Done::Ok)
    }

    /// The side whose governance lead is signed in.
    fn lead_of(&self) -> Result<Side, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        if office.member.role == Role::Governance {
            Ok(office.member.side)
        } else {
            Err(Problem::new(
                "A-776",
                "Only a governance lead counts their own organisation's record",
                "Ask a governance lead of your organisation",
            ))
        }
    }

    fn own_view(&mut self, side: Side, progress: Progress<'_>) -> Result<View, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let vault = self.vault.as_mut().ok_or_else(closed)?;
        let ring = vault.ring(&office.member, &[side.compartment()])?;
        if !ring.has(side.compartment()) {
            return Err(Problem::new(
                "A-777",
                "Your keys do not open your organisation's record yet",
                "Ask another governance lead of your organisation to sign in once on this device",
            ));
        }
        let mut each = |done, of| progress("private", done, of);
        Ok(View::open(vault, side.compartment(), &ring, &mut each)?)
    }

    /// Looks at one team, or beside another month.
    pub(super) fn scope_month(&mut self, scope: MonthScope) -> Result<Done, Problem> {
        let office = self.office.as_mut().ok_or_else(closed)?;
        office.scope = scope;
        office.page = None;
        Ok(Done::Ok)
    }

    /// The month that stands beside one.
    pub(super) fn month_beside(&self, month: YearMonth, scope: MonthScope) -> Result<YearMonth, Problem> {
        let baseline = self.baseline()?.map(|set| set.month);
        Ok(match scope.beside {
            BesideMonth::Before => month.previous(),
            BesideMonth::YearBefore => (0..12).fold(month, |at, _| at.previous()),
            BesideMonth::Baseline => baseline.unwrap_or_else(|| month.previous()),
        })
    }

    /// A month, or one team's part of it: the facts of incidents that this team opened.
    pub(super) fn scoped(&self, month: YearMonth, scope: MonthScope) -> Result<Month, Problem> {
        let mut entries = self.counted_facts(month)?;
        if let Some(team) = scope.team {
            let view = self.office.as_ref().and_then(|office| office.oversight.as_ref());
            let view = view.ok_or_else(closed)?;
            let mut posts: BTreeMap<IncidentId, bool> = BTreeMap::new();
            for incident in entries.iter().filter_map(|placed| placed.content.incident()) {
                if let Entry::Vacant(place) = posts.entry(incident) {
                    let opened = view.entries_of(incident)?.into_iter().any(
                        |placed| matches!(placed.content, Content::OpenedFact(fact) if fact.post == team),
                    );
                    place.insert(opened);
                }
            }
            entries.retain(|placed| {
                let incident = placed.content.incident();
                incident.is_some_and(|incident| posts.get(&incident) == Some(&true))
            });
        }
        let mut counted = count_month(month, &entries);
        if scope.team.is_some() {
            // a check, an opening by a lead or a request from outside belongs to no team: it is left out, and is not 0
            counted.tables.retain(|table| !NO_TEAM.contains(&table.id));
        }
        Ok(counted)
    }

    /// Sets what later months are compared with.
    pub(super) fn set_baseline(&mut self, form: &BaselineForm) -> Result<Done, Problem> {
        self.office.as_ref().ok_or_else(closed)?;
        let now = self.now();
        if now < form.month.end() {
            return Err(Problem::new(
                "A-778",
                format!("{} is not over", form.month.words()),
                "Choose a month that has ended, best one before the team began",
            ));
        }
        let set = BaselineSet {
            month: form.month,
            s136_used: form.s136_used,
            officer_minutes: form.officer_minutes,
            residents: form.residents,
            residents_of: form.residents_of,
            groups: form.groups,
            at: now,
        };
        self.write(vec![Content::BaselineSet(set).into()])?;
        Ok(Done::Ok)
    }

    /// The baseline that holds.
    pub(super) fn baseline(&self) -> Result<Option<BaselineSet>, Problem> {
        let mut set = self.overseen(&["oversight.baseline"])?;
        Ok(set.pop().and_then(|placed| {
            if let Content::BaselineSet(set) = placed.content {
                Some(set)
            } else {
                None
            }
        }))
    }

    /// A month beside the baseline, exact, for the page inside.
    pub(super) fn against(&self, month: &Month) -> Result<Option<Against>, Problem> {
        let Some(baseline) = self.baseline()? else {
            return Ok(None);
        };
        let used = |month: &Month| month.table("s136").map_or(0, |table| table.count("used"));
        let after = used(month);
        let before = match baseline.s136_used {
            Some(used) => u64::from(used),
            None => used(&self.month(baseline.month)?),
        };
        let rates = baseline
            .residents
            .and_then(|residents| Some((rate_tenths(before, residents)?, rate_tenths(after, residents)?)));
        Ok(Some(Against {
            before,
            after,
            change: change(before, after),
            rates,
            baseline,
        }))
    }

    /// What stands in a pack beside the month's own tables.
    pub(super) fn beside(&self, month: YearMonth) -> Result<Beside, Problem> {
        let baseline = match self.baseline()? {
            None => None,
            Some(set) => {
                let packs = self.released(set.month)?;
                let shown = packs.last().map(used_shown);
                Some((set, shown))
            }
        };
        Ok(Beside {
            own: self.own_released(month, None)?,
            baseline,
        })
    }

    /// What each organisation counted of a month, as it stands in the month.
    pub(crate) fn own_counted(&self, month: YearMonth) -> Result<Vec<Released>, Problem> {
        self.own_released(month, None)
    }

    /// The last counts of each organisation, or of one, that its own governance lead wrote.
    fn own_released(&self, month: YearMonth, of: Option<Side>) -> Result<Vec<Released>, Problem> {
        let leads = self.leads();
        let written = self.overseen_of("oversight.own-counts", month)?;
        let mut last: [Option<OwnCounts>; 2] = [None, None];
        for placed in written {
            if let Content::OwnCounts(counts) = placed.content
                && counts.month == month
                && of.is_none_or(|of| of == counts.side)
                && placed
                    .author
                    .is_some_and(|author| leads.contains(&(author, counts.side)))
            {
                let [police, health] = &mut last;
                let place = match counts.side {
                    Side::Police => police,
                    Side::Health => health,
                };
                *place = Some(counts);
            }
        }
        Ok(last.iter().flatten().flat_map(read_own).collect())
    }

    fn leads(&self) -> Vec<(MemberId, Side)> {
        let members = self.vault.as_ref().map(crate::vault::Vault::members);
        let leads = members
            .into_iter()
            .flatten()
            .filter(|member| member.role == Role::Governance);
        leads.map(|member| (member.id, member.side)).collect()
    }
}

fn used_shown(pack: &MonthReleased) -> Option<u64> {
    let table = pack.tables.iter().find(|table| table.id == "s136")?;
    table.rows.iter().find(|row| row.code == "used")?.shown
}

fn files(
    view: &View,
    incidents: &[IncidentId],
    progress: Progress<'_>,
) -> Result<Vec<(IncidentId, SideFile)>, Problem> {
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let mut files = Vec::with_capacity(incidents.len());
    for (done, incident) in incidents.iter().enumerate() {
        if done % STEP == 0 && !progress("own-counts", number(done), number(incidents.len())) {
            return Err(super::month::stopped());
        }
        files.push((*incident, fold_side(&view.entries_of(*incident)?)));
    }
    Ok(files)
}

/// What the organisation's lead stated of the month, the latest; nothing where nothing was stated.
fn stated_before(view: &View, month: YearMonth) -> Result<StatedNumbers, Problem> {
    let stated = view.of_kinds(&["side.stated-counts"])?;
    let mut last = stated.into_iter().filter_map(|placed| {
        if let Content::StatedCounts(stated) = placed.content {
            (stated.month == month).then_some(stated.numbers)
        } else {
            None
        }
    });
    Ok(last.next_back().unwrap_or_default())
}

fn must_fit(numbers: &StatedNumbers, opened: u64) -> Result<(), Problem> {
    if let Some(missing) = left_out(numbers) {
        return Err(Problem::new(
            "A-922",
            format!(
                "\"{}\" was not stated, and others of its table were",
                missing.code()
            ),
            "State it as well, as 0 where there were none, or leave the whole table out",
        ));
    }
    let Some(wrong) = misfit(numbers, opened) else {
        return Ok(());
    };
    let whole = wrong.part_of().map_or_else(
        || format!("the {opened} incidents of the month"),
        |whole| format!("\"{}\"", whole.code()),
    );
    Err(Problem::new(
        "A-920",
        format!("\"{}\" is more than {whole}, of which it is a part", wrong.code()),
        "Look at the two numbers and count again",
    ))
}

/// What this organisation counted of the month before, exact.
fn kept_before(view: &View, month: YearMonth) -> Result<Vec<MonthReleased>, Problem> {
    let kept = view.of_kinds(&["side.own-counts"])?;
    let kept = kept.into_iter().filter_map(|placed| {
        if let Content::OwnCountsKept(kept) = placed.content {
            (kept.month == month).then_some(MonthReleased {
                month,
                tables: kept.tables,
                at: kept.at,
            })
        } else {
            None
        }
    });
    Ok(kept.collect())
}
