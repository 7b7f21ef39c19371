//! What one organisation alone can count of a month, from its own record: who it knew, triage, sex, ethnicity, tasks, use
//! of force, hours. Its governance lead counts it; what leaves is hidden and rounded first.
//!
//! Each table is about the incidents opened in the month, or about section 136 used in it, so that what is missing shows.

use super::facts::Facts;
use super::stated::stated_tables;
use super::tally::Head;
use super::words::{self, Name, name};
use super::{About, Month, Table, Unit};
use crate::domain::content::{BaselineSet, KnownAnswer, Stated, StatedNumbers};
use crate::domain::disclosure_control::Cell;
use crate::domain::ids::IncidentId;
use crate::domain::incident::{Placed, SideFile};
use crate::domain::record::{Codes, SideField};
use crate::domain::role::Side;
use crate::domain::time::{Moment, YearMonth};

/// The incidents whose own record is counted: those opened in the month, in the order of their names.
pub fn own_incidents(month: YearMonth, entries: &[Placed]) -> Vec<IncidentId> {
    super::facts::gather(month, entries).opened.into_keys().collect()
}

/// One organisation's tables of a month. `files` are its own records of [`own_incidents`]; `entries` are the oversight
/// facts of the month; `stated` is what its lead counted outside this program; `now` decides what is overdue.
pub fn own_tables(
    month: YearMonth,
    side: Side,
    entries: &[Placed],
    files: &[(IncidentId, SideFile)],
    (baseline, stated): (Option<&BaselineSet>, &StatedNumbers),
    now: Moment,
) -> Vec<Table> {
    let facts = super::facts::gather(month, entries);
    let own = Own {
        side,
        files,
        facts: &facts,
        now: now.min(facts.cut_off()),
    };
    let mut tables = vec![
        own.known(),
        own.sex(),
        own.ethnicity(),
        own.ethnicity_used(),
        own.tasks(),
        own.amended(),
    ];
    match side {
        Side::Police => {
            tables.extend([own.force(), own.camera(), own.hours(baseline)]);
            tables.extend(super::own_force::force(files));
        }
        Side::Health => tables.extend([own.triage(), super::own_force::triage_met(files, &facts)]),
    }
    let opened = u64::try_from(facts.opened.len()).unwrap_or(u64::MAX);
    tables.extend(stated_tables(side, stated, opened));
    tables
}

/// The same tables without a case: their names, rows and definitions, by which released counts are read back.
pub fn own_forms(side: Side, month: YearMonth) -> Month {
    let all: StatedNumbers = Stated::ALL.map(|stated| (stated, 0)).into();
    Month {
        month,
        tables: own_tables(month, side, &[], &[], (None, &all), month.end()),
        unfinished: Vec::new(),
    }
}

/// Whether a table is one that an organisation counts by itself, and which.
pub fn own_side(id: &str) -> Option<Side> {
    if id.starts_with("own-police-") {
        Some(Side::Police)
    } else if id.starts_with("own-health-") {
        Some(Side::Health)
    } else {
        None
    }
}

const OPENED: &str =
    "Incidents opened in the month; missing are those where this organisation recorded nothing";
const USED: &str =
    "Uses of section 136 in the month; missing are those where this organisation recorded nothing";

struct Own<'a> {
    side: Side,
    files: &'a [(IncidentId, SideFile)],
    facts: &'a Facts<'a>,
    now: Moment,
}

impl<'a> Own<'a> {
    fn head(
        &self,
        (police, health): (&'static str, &'static str),
        (title_police, title_health): (&'static str, &'static str),
        about: About,
        (numerator, denominator): (&'static str, &'static str),
    ) -> Head {
        let (id, title) = match self.side {
            Side::Police => (police, title_police),
            Side::Health => (health, title_health),
        };
        Head {
            id,
            title,
            about,
            numerator,
            denominator,
        }
    }

    fn field(&self, field: SideField) -> impl Iterator<Item = &'a str> {
        self.files.iter().map(move |(_, file)| file.filled.value(field))
    }

    fn known(&self) -> Table {
        let rows = [
            KnownAnswer::Known,
            KnownAnswer::NotKnown,
            KnownAnswer::CouldNotCheck,
        ];
        self.head(
            ("own-police-known", "own-health-known"),
            ("Known to police", "Known to mental-health services"),
            About::People,
            (
                "Incidents with this last answer of this organisation's own check",
                OPENED,
            ),
        )
        .parts(
            &rows,
            words::known,
            self.files
                .iter()
                .map(|(_, file)| file.known.as_ref().map(|(answer, ..)| *answer)),
        )
    }

    fn sex(&self) -> Table {
        self.head(
            ("own-police-sex", "own-health-sex"),
            ("Sex, as police recorded it", "Sex, as the trust recorded it"),
            About::People,
            ("Incidents about a person of this sex", OPENED),
        )
        .parts(&words::SEXES, |at| at, self.field(SideField::Sex).map(words::sex))
    }

    fn group(&self, file: &SideFile) -> Option<Name> {
        match self.side {
            Side::Health => words::nhs_group(file.filled.value(SideField::EthnicityNhs)),
            Side::Police => {
                let map = &Codes::embedded().ethnicity_map.to;
                let said = map.get(file.filled.value(SideField::EthnicityPolice));
                said.and_then(|code| words::nhs_group(code))
            }
        }
    }

    fn ethnicity(&self) -> Table {
        self.head(
            ("own-police-ethnicity", "own-health-ethnicity"),
            (
                "Ethnic group, as people told police",
                "Ethnic group, as the trust recorded it",
            ),
            About::People,
            (
                "Incidents about a person of this group (six groups; the person's own answer)",
                OPENED,
            ),
        )
        .parts(
            &words::GROUPS,
            |at| at,
            self.files.iter().map(|(_, file)| self.group(file)),
        )
    }

    fn ethnicity_used(&self) -> Table {
        let groups = self.facts.used.iter().map(|used| {
            let file = self.files.iter().find(|(id, _)| *id == used.incident);
            file.and_then(|(_, file)| self.group(file))
        });
        self.head(
            ("own-police-ethnicity-s136", "own-health-ethnicity-s136"),
            (
                "Section 136 used, by ethnic group as people told police",
                "Section 136 used, by ethnic group as the trust recorded it",
            ),
            About::People,
            ("Uses of section 136 about a person of this group", USED),
        )
        .parts(&words::GROUPS, |at| at, groups)
        .dividing("s136", "used")
    }

    fn tasks(&self) -> Table {
        let mut counts = [0_usize; 4];
        for task in self.files.iter().flat_map(|(_, file)| &file.tasks) {
            let done = task.done.filter(|done| *done < self.now);
            let row = match (task.due, done) {
                (Some(due), Some(done)) if done <= due => 0,
                (Some(_), Some(_)) => 1,
                (Some(due), None) if due < self.now => 2,
                (Some(_) | None, _) => 3,
            };
            if let Some(count) = counts.get_mut(row) {
                *count += 1;
            }
        }
        let names = [
            name("in-time", "Done in time"),
            name("late", "Done late"),
            name("overdue", "Overdue"),
            name("not-due", "Not due yet, or without a time"),
        ];
        let rows: Vec<(Name, usize)> = names.into_iter().zip(counts).collect();
        self.head(
            ("own-police-tasks", "own-health-tasks"),
            (
                "What police had to do afterwards",
                "What the trust had to do afterwards",
            ),
            About::Work,
            (
                "Tasks of this organisation from incidents opened in the month, as they stood when counted",
                "All such tasks",
            ),
        )
        .counted(&rows)
    }

    fn amended(&self) -> Table {
        let with =
            |wanted: &dyn Fn(&SideFile) -> bool| self.files.iter().filter(|(_, file)| wanted(file)).count();
        self.head(
            ("own-police-amended", "own-health-amended"),
            ("What police corrected in their record", "What the trust corrected in its record"),
            About::Work,
            (
                "Incidents in whose record of this organisation a note was corrected, with the earlier words kept, or was moved to or from another incident",
                "Incidents opened in the month",
            ),
        )
        .several(
            self.files.len(),
            &[
                (
                    name("corrected", "A note was corrected"),
                    with(&|file| file.notes.iter().any(|note| !note.earlier.is_empty())),
                ),
                (
                    name("moved", "A note was moved"),
                    with(&|file| file.notes.iter().any(|note| note.moved.is_some())),
                ),
            ],
        )
    }

    fn force(&self) -> Table {
        let written = self
            .field(SideField::UseOfForce)
            .map(|text| (!text.trim().is_empty()).then_some(words::FORCE[0]));
        self.head(
            ("own-police-force", "own-police-force"),
            ("Use of force", "Use of force"),
            About::People,
            (
                "Incidents in whose police record something is written about use of force",
                "Incidents opened in the month; missing are those where nothing is written about it, most of them because there was none",
            ),
        )
        .parts(&words::FORCE, |at| at, written)
    }

    fn camera(&self) -> Table {
        let answers = self.field(SideField::BodyWorn).map(words::yes_no);
        self.head(
            ("own-police-camera", "own-police-camera"),
            ("Body-worn video", "Body-worn video"),
            About::Work,
            ("Incidents with this answer to whether it was on", OPENED),
        )
        .parts(&words::YES_NO, |at| at, answers)
    }

    fn triage(&self) -> Table {
        let codes = self.field(SideField::TriageCode).map(words::triage);
        self.head(
            ("own-health-triage", "own-health-triage"),
            ("Triage scale", "Triage scale"),
            About::People,
            (
                "Incidents with this code of the UK Mental Health Triage Scale",
                OPENED,
            ),
        )
        .parts(&words::TRIAGE, |at| at, codes)
    }

    /// Hours of one officer on scene by our own clocks, beside what the same incidents would have taken at the median
    /// that was measured before the team began (the method of indicator I10).
    fn hours(&self, baseline: Option<&BaselineSet>) -> Table {
        let minutes: Vec<u64> = self
            .facts
            .closed
            .values()
            .filter_map(|fact| fact.on_scene_minutes.map(u64::from))
            .collect();
        let cases = minutes.len();
        let on_scene: u64 = minutes.iter().fold(0, |sum, next| sum.saturating_add(*next));
        let before = baseline.and_then(|baseline| baseline.officer_minutes);
        let at_baseline = before.map(|each| {
            // of the number of cases that may be shown: an exact one could be divided out of these hours
            let shown = Cell::of(u64::try_from(cases).unwrap_or(u64::MAX)).number();
            shown.unwrap_or(0).saturating_mul(u64::from(each)) / 60
        });
        self.head(
            ("own-police-hours", "own-police-hours"),
            ("Officer hours on scene", "Officer hours on scene"),
            About::Work,
            (
                "Hours of one officer from on scene to clear; and what the same incidents would take at the stated median of the time before the team, by the rounded number of incidents",
                "Incidents closed in the month with both times; missing are those without. Where no median was stated, nothing stands beside it",
            ),
        )
        .sums(
            Unit::Hours,
            &[
                (name("on-scene", "By our own clocks"), cases, (cases > 0).then_some(on_scene / 60)),
                (
                    name("at-baseline", "At the baseline's median"),
                    if at_baseline.is_some() { cases } else { 0 },
                    at_baseline.filter(|_| cases > 0),
                ),
            ],
            self.facts.closed.len().saturating_sub(cases),
        )
    }
}
