//! The twenty indicators that published evaluations of such teams measured (I1 to I20): what is counted, of how many, how
//! much is missing. They are places in the month's tables, so that a page inside reads them from exact tables and a pack
//! from those that may leave.

use super::{Month, Spot};

/// Where an indicator stands in the month's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// One row of a table.
    Count(&'static str, &'static str),
    /// Some rows of a table, of its total.
    Part(&'static str, &'static [&'static str]),
    /// Some rows of a table, of some of its rows: what is in no row of these is not spoken of.
    Among(&'static str, &'static [&'static str], &'static [&'static str]),
    /// The middle one of a measure: the table, and where the cases that might have it are counted.
    Median(&'static str, Spot),
    /// Some rows of tables that one organisation counts by itself, of their totals; each stands alone.
    Own(&'static [&'static str], &'static [&'static str]),
}

/// One indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indicator {
    /// `I1` to `I20`.
    pub code: &'static str,
    /// What it is.
    pub title: &'static str,
    /// How it is counted.
    pub definition: &'static str,
    /// Where it stands.
    pub counted: Counted,
    /// Every table that says something of it, its own first: what evaluations measured beside it.
    pub tables: &'static [&'static str],
}

/// What an indicator says of a month, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// So many.
    Count(u64),
    /// So many of so many.
    Part {
        /// How many.
        count: u64,
        /// Of how many.
        of: u64,
    },
    /// The middle one, in minutes; `None` without a case.
    MedianMinutes(Option<u64>),
    /// One organisation counts it by itself: it stands in the released tables alone.
    Own,
    /// This part of the month does not have it.
    NotOfATeam,
}

impl Indicator {
    /// What it says of a month.
    pub fn figure(&self, month: &Month) -> Figure {
        match self.counted {
            Counted::Count(id, code) => Figure::Count(month.table(id).map_or(0, |table| table.count(code))),
            Counted::Part(id, codes) => month.table(id).map_or(Figure::NotOfATeam, |table| Figure::Part {
                count: codes.iter().fold(0, |sum, code| sum + table.count(code)),
                of: table.total(),
            }),
            Counted::Among(id, codes, among) => {
                let sum = |codes: &[&str], table: &super::Table| {
                    codes.iter().fold(0, |sum, code| sum + table.count(code))
                };
                month.table(id).map_or(Figure::NotOfATeam, |table| Figure::Part {
                    count: sum(codes, table),
                    of: sum(among, table),
                })
            }
            Counted::Median(id, _) => {
                Figure::MedianMinutes(month.table(id).and_then(|table| table.value("p50")))
            }
            Counted::Own(..) => Figure::Own,
        }
    }

    /// Cases for which it was not recorded, and of how many; `None` where none can be missing, and for what one
    /// organisation counts.
    pub fn missing(&self, month: &Month) -> Option<(u64, u64)> {
        let (id, of) = match self.counted {
            Counted::Part(id, _) | Counted::Among(id, ..) => (id, Spot::Total(id)),
            Counted::Median(id, of) => (id, of),
            Counted::Count(..) | Counted::Own(..) => return None,
        };
        let table = month.table(id)?;
        Some((table.missing, month.table(of.table())?.at(of)?))
    }
}

const fn of(
    code: &'static str,
    title: &'static str,
    definition: &'static str,
    counted: Counted,
    tables: &'static [&'static str],
) -> Indicator {
    Indicator {
        code,
        title,
        definition,
        counted,
        tables,
    }
}

/// The indicators, I1 to I20.
pub const INDICATORS: [Indicator; 20] = [
    of(
        "I1",
        "Incidents",
        "Incidents opened in the month, by car and desk together; face to face, or by phone and advice from the control room, stands below",
        Counted::Count("incidents", "opened"),
        &[
            "incidents",
            "incidents-by-post",
            "incidents-by-mode",
            "incidents-by-source",
        ],
    ),
    of(
        "I2",
        "Section 136 used",
        "Uses of section 136 in the month",
        Counted::Count("s136", "used"),
        &["s136", "s136-state", "s136-rules"],
    ),
    of(
        "I3",
        "Section 136 considered, another way found",
        "Not used, of all incidents where it was considered",
        Counted::Part("s136", &["not-used"]),
        &["s136", "s136-instead", "s136-consulted-not-used"],
    ),
    of(
        "I4",
        "Consulted before section 136 was used",
        "Consulted, of all uses; the rest were not practicable, each with a reason typed in its record",
        Counted::Part("s136-consulted-used", &["crew-nurse", "other"]),
        &["s136-consulted-used", "s136-advice"],
    ),
    of(
        "I5",
        "Known to mental-health services",
        "Incidents about somebody whom the trust knew, of all opened; the trust counts it",
        Counted::Own(&["own-health-known"], &["known"]),
        &["own-health-known", "own-police-known", "known-told"],
    ),
    of(
        "I6",
        "First place of safety was health-based",
        "Uses with a health-based place of safety, of all uses; police stations, and why an emergency department, stand below",
        Counted::Part("s136-place", &["health-based"]),
        &["s136-place", "s136-emergency-why", "s136-station-hours"],
    ),
    of(
        "I7",
        "Travelled by ambulance or another health vehicle",
        "Uses with such a vehicle, of all uses; why a police vehicle, and how long an ambulance took, stand below",
        Counted::Part("s136-conveyance", &["ambulance", "other-health-vehicle"]),
        &[
            "s136-conveyance",
            "s136-vehicle-why",
            "s136-ambulance-asked",
            "s136-ambulance-wait",
        ],
    ),
    of(
        "I8",
        "Section 136 that led to an admission",
        "Uses after which the person was admitted, informally or detained, of those with a result of an assessment",
        Counted::Among(
            "s136-assessment",
            &["admitted-informally", "admitted-detained"],
            &[
                "admitted-informally",
                "admitted-detained",
                "community",
                "no-disorder",
            ],
        ),
        &["s136-assessment"],
    ),
    of(
        "I9",
        "Time on scene, median",
        "Minutes from on scene to clear, of incidents closed in the month; minutes to the handover, the limit of 24 hours and what went beyond it stand below",
        Counted::Median("minutes-on-scene", Spot::Row("incidents", "closed")),
        &[
            "minutes-on-scene",
            "minutes-to-handover",
            "s136-handover",
            "s136-limit",
            "s136-extended",
            "s136-ended",
        ],
    ),
    of(
        "I10",
        "Officer hours on scene",
        "Hours of one officer by our own clocks; beside the baseline's median in the table below; police count it",
        Counted::Own(&["own-police-hours"], &["on-scene"]),
        &["own-police-hours"],
    ),
    of(
        "I11",
        "Ended at home, with family, the GP or the crisis team",
        "Incidents closed in the month that ended so, of all closed",
        Counted::Part(
            "outcomes",
            &["home-with-advice", "family-or-friend", "gp", "crisis-team"],
        ),
        &["outcomes", "follow-ups", "own-police-tasks", "own-health-tasks"],
    ),
    of(
        "I12",
        "People who came again within 90 days",
        "Incidents about somebody whose last one closed within 90 days, of all closed",
        Counted::Part(
            "people-again",
            &["within-7-days", "8-to-30-days", "31-to-90-days"],
        ),
        &["people-again", "people-met"],
    ),
    of(
        "I13",
        "Triage A or B: to be seen within 4 hours",
        "Incidents with these codes, of all opened; the trust counts it; all codes, and whether their times were met, stand below",
        Counted::Own(&["own-health-triage"], &["A", "B"]),
        &["own-health-triage", "own-health-triage-met"],
    ),
    of(
        "I14",
        "Under 18",
        "Incidents about somebody under 18, of all closed; age, sex and ethnic group stand below with intervals and ratios",
        Counted::Part("ages", &["under-18"]),
        &[
            "ages",
            "s136-age",
            "s136-sex",
            "s136-ethnicity",
            "own-police-sex",
            "own-police-ethnicity",
            "own-police-ethnicity-s136",
            "own-health-sex",
            "own-health-ethnicity",
            "own-health-ethnicity-s136",
        ],
    ),
    of(
        "I15",
        "The person was asked before a decision to share",
        "Decisions before which they were asked, of all decisions without danger shares; requests, grounds, who was told, refusals, red lines and late reasons stand below",
        Counted::Part("asked", &["asked"]),
        &[
            "asked",
            "decisions",
            "decision-rulings",
            "sharing-by-direction",
            "sharing-health-to-police",
            "sharing-police-to-health",
            "sharing-health-to-other",
            "sharing-police-to-other",
            "not-shared",
            "person-told",
            "channels",
            "check-page",
            "seconds-to-decide",
            "danger",
            "danger-grounds",
            "minutes-to-finish-danger",
            "requests",
            "requests-by-police",
            "requests-by-health",
            "minutes-to-answer",
            "outside-requests",
            "outside-answers",
            "safeguards",
        ],
    ),
    of(
        "I16",
        "Access checks that found a question or a concern",
        "Openings of private pages checked in the month with such a finding, of all checked in it; all openings, and what was corrected, stand below",
        Counted::Part("access-checks", &["ask", "concern"]),
        &[
            "access-checks",
            "private-openings",
            "safeguards",
            "own-police-amended",
            "own-health-amended",
        ],
    ),
    of(
        "I17",
        "People met five times or more in the month",
        "Such people, of all met with a full name; how far each organisation's list of frequent callers got stands below",
        Counted::Part("frequent-callers", &["five-in-a-month"]),
        &["frequent-callers", "own-police-frequent", "own-health-frequent"],
    ),
    of(
        "I18",
        "Complaints",
        "Formal complaints, of all feedback and complaints that reached an organisation; each organisation states its own",
        Counted::Own(&["own-police-feedback", "own-health-feedback"], &["complaints"]),
        &["own-police-feedback", "own-health-feedback"],
    ),
    of(
        "I19",
        "Use of force",
        "Incidents in whose police record it is written about, of all opened; most others had none; police count it; minutes, injuries and body-worn video stand below",
        Counted::Own(&["own-police-force"], &["recorded"]),
        &[
            "own-police-force",
            "own-police-restraint",
            "own-police-injured",
            "own-police-camera",
        ],
    ),
    of(
        "I20",
        "Death or serious injury within 7 days",
        "Incidents after which it came, from any cause, of all opened; each organisation states what it knows",
        Counted::Own(&["own-police-harm", "own-health-harm"], &["died", "injured"]),
        &["own-police-harm", "own-health-harm"],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::month::{count_month, own_forms};
    use crate::domain::role::Side;
    use crate::domain::time::YearMonth;

    /// What evaluations measured of each, as the list of indicators says: the codes of its own rows.
    const MEASURED: [(&str, &str, &[&str]); 24] = [
        ("I1", "incidents-by-mode", &["face-to-face", "from-desk"]),
        ("I2", "s136", &["used"]),
        ("I3", "s136", &["used", "not-used"]),
        (
            "I4",
            "s136-consulted-used",
            &["crew-nurse", "other", "not-practicable"],
        ),
        ("I5", "own-health-known", &["known", "not-known"]),
        (
            "I6",
            "s136-place",
            &["health-based", "emergency-department", "police-station"],
        ),
        ("I6", "s136-emergency-why", &["medical", "no-health-place"]),
        (
            "I7",
            "s136-vehicle-why",
            &["not-in-30", "not-requested", "behaviour"],
        ),
        ("I7", "s136-ambulance-asked", &["yes", "no"]),
        ("I7", "s136-ambulance-wait", &["under-30", "over-60"]),
        (
            "I8",
            "s136-assessment",
            &["admitted-informally", "admitted-detained"],
        ),
        ("I9", "minutes-on-scene", &["p50", "p90"]),
        ("I9", "minutes-to-handover", &["p50", "p90"]),
        ("I9", "s136-extended", &["yes", "no"]),
        ("I9", "s136-limit", &["no", "over-4"]),
        ("I10", "own-police-hours", &["on-scene", "at-baseline"]),
        ("I11", "outcomes", &["gp", "crisis-team", "arrested"]),
        (
            "I12",
            "people-again",
            &["within-7-days", "8-to-30-days", "31-to-90-days"],
        ),
        ("I13", "own-health-triage-met", &["in-time", "late"]),
        ("I14", "s136-ethnicity", &["white", "black"]),
        ("I16", "access-checks", &["as-expected", "ask", "concern"]),
        ("I17", "frequent-callers", &["five-in-a-month"]),
        ("I19", "own-police-injured", &["yes", "no"]),
        ("I20", "own-health-harm", &["died", "injured"]),
    ];

    #[test]
    fn each_indicator_names_its_tables_and_every_table_belongs_to_one() {
        let at = YearMonth::new(2026, 10).unwrap();
        let month = { count_month(at, &[]) }
            .with(own_forms(Side::Police, at).tables)
            .with(own_forms(Side::Health, at).tables);
        let codes: Vec<&str> = INDICATORS.iter().map(|one| one.code).collect();
        assert_eq!(codes, (1..=20).map(|n| format!("I{n}")).collect::<Vec<_>>());
        for one in INDICATORS {
            let first = match one.counted {
                Counted::Count(id, _)
                | Counted::Part(id, _)
                | Counted::Among(id, ..)
                | Counted::Median(id, _) => id,
                Counted::Own(ids, _) => ids[0],
            };
            assert_eq!(first, one.tables[0], "{}: its own table comes first", one.code);
            assert!(!one.definition.is_empty() && !one.title.is_empty());
        }
        let named: BTreeSet<&str> = INDICATORS.iter().flat_map(|one| one.tables).copied().collect();
        let there: BTreeSet<&str> = month.tables.iter().map(|table| table.id).collect();
        assert_eq!(named, there);
        for (code, id, rows) in MEASURED {
            let one = INDICATORS.iter().find(|one| one.code == code).unwrap();
            assert!(one.tables.contains(&id), "{code} names {id}");
            let table = month.table(id).unwrap();
            for row in rows {
                assert!(
                    table.rows.iter().any(|known| known.code == *row),
                    "{code}: {id} has {row}"
                );
            }
        }
    }
}
