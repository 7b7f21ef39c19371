//! The twenty indicators that published evaluations of such teams measured (I1 to I20), as far as a month's tables hold
//! them: what is counted, of how many, how much is missing. What is not counted here says why.

use super::{Month, Table};

/// What an indicator says of a month.
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
    /// One organisation counts it by itself: these rows of this table, once its governance lead has added it.
    Own {
        /// The table.
        table: &'static str,
        /// Its rows.
        codes: &'static [&'static str],
    },
    /// It is not counted in the common part of the log, for this reason.
    NotHere(&'static str),
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
    /// What it says.
    pub figure: Figure,
    /// Cases for which it was not recorded, and of how many.
    pub missing: Option<(u64, u64)>,
}

const OWN: &str = "Each organisation counts it in its own record, and it is not here";
const NOT_RECORDED: &str = "It is not recorded in this program";

/// The indicators of a month.
pub fn indicators(month: &Month) -> Vec<Indicator> {
    let mut all = section_136(month);
    all.extend(work(month));
    all.extend(sharing(month));
    all.extend(people(month));
    all.extend(own());
    all.extend(not_here());
    all.sort_by_key(|indicator| indicator.code.get(1..).and_then(|n| n.parse::<u32>().ok()));
    all
}

fn table<'a>(month: &'a Month, id: &str) -> Option<&'a Table> {
    month.table(id)
}

/// Some rows of a table, of its total.
fn part(month: &Month, id: &str, codes: &[&str]) -> Figure {
    table(month, id).map_or(Figure::Count(0), |table| Figure::Part {
        count: codes.iter().fold(0, |sum, code| sum + table.count(code)),
        of: table.total(),
    })
}

fn missing(month: &Month, id: &str) -> Option<(u64, u64)> {
    table(month, id).map(|table| (table.missing, table.total()))
}

fn section_136(month: &Month) -> Vec<Indicator> {
    let used = table(month, "s136").map_or(0, |table| table.count("used"));
    vec![
        Indicator {
            code: "I2",
            title: "Section 136 used",
            definition: "Uses of section 136 in the month",
            figure: Figure::Count(used),
            missing: None,
        },
        Indicator {
            code: "I3",
            title: "Section 136 considered, another way found",
            definition: "Not used, of all incidents where it was considered",
            figure: part(month, "s136", &["not-used"]),
            missing: None,
        },
        Indicator {
            code: "I4",
            title: "Consulted before section 136 was used",
            definition: "Consulted, of all uses; the rest were not practicable, with a reason",
            figure: part(month, "s136-consulted-used", &["crew-nurse", "other"]),
            missing: missing(month, "s136-consulted-used"),
        },
        Indicator {
            code: "I6",
            title: "First place of safety was health-based",
            definition: "Uses with a health-based place of safety, of all uses",
            figure: part(month, "s136-place", &["health-based"]),
            missing: missing(month, "s136-place"),
        },
        Indicator {
            code: "I7",
            title: "Travelled by ambulance or another health vehicle",
            definition: "Uses with such a vehicle, of all uses",
            figure: part(month, "s136-conveyance", &["ambulance", "other-health-vehicle"]),
            missing: missing(month, "s136-conveyance"),
        },
    ]
}

fn work(month: &Month) -> Vec<Indicator> {
    let scene = table(month, "minutes-on-scene");
    let closed = table(month, "incidents").map_or(0, |table| table.count("closed"));
    vec![
        Indicator {
            code: "I1",
            title: "Incidents",
            definition: "Incidents opened in the month, by car and desk together",
            figure: Figure::Count(month.opened()),
            missing: None,
        },
        Indicator {
            code: "I9",
            title: "Time on scene, median",
            definition: "Minutes from on scene to clear, of incidents closed in the month",
            figure: Figure::MedianMinutes(scene.and_then(|table| table.value("p50"))),
            missing: scene.map(|table| (table.missing, closed)),
        },
        Indicator {
            code: "I11",
            title: "Ended at home, with family, the GP or the crisis team",
            definition: "Incidents closed in the month that ended so, of all closed",
            figure: part(
                month,
                "outcomes",
                &["home-with-advice", "family-or-friend", "gp", "crisis-team"],
            ),
            missing: missing(month, "outcomes"),
        },
    ]
}

fn sharing(month: &Month) -> Vec<Indicator> {
    vec![Indicator {
        code: "I15",
        title: "The person was asked before a decision to share",
        definition: "Decisions before which they were asked, of all decisions without danger shares",
        figure: part(month, "asked", &["asked"]),
        missing: None,
    }]
}

fn people(month: &Month) -> Vec<Indicator> {
    vec![
        Indicator {
            code: "I8",
            title: "Section 136 that led to an admission",
            definition: "Uses after which the person was admitted, informally or detained, of all uses",
            figure: part(
                month,
                "s136-assessment",
                &["admitted-informally", "admitted-detained"],
            ),
            missing: missing(month, "s136-assessment"),
        },
        Indicator {
            code: "I12",
            title: "People who came again within 90 days",
            definition: "Incidents about somebody whose last one closed within 90 days, of all closed",
            figure: part(
                month,
                "people-again",
                &["within-7-days", "8-to-30-days", "31-to-90-days"],
            ),
            missing: missing(month, "people-again"),
        },
        Indicator {
            code: "I14",
            title: "Under 18",
            definition: "Incidents about somebody under 18, of all closed; age, sex and ethnic group stand below with intervals",
            figure: part(month, "ages", &["under-18"]),
            missing: missing(month, "ages"),
        },
    ]
}

/// What one organisation counts by itself.
fn own() -> Vec<Indicator> {
    let of = |code, title, definition, table, codes| Indicator {
        code,
        title,
        definition,
        figure: Figure::Own { table, codes },
        missing: None,
    };
    vec![
        of(
            "I5",
            "Known to mental-health services",
            "Incidents about somebody whom the trust knew, of all opened; the trust counts it",
            "own-health-known",
            &["known"],
        ),
        of(
            "I10",
            "Officer hours on scene",
            "Hours of one officer by our own clocks; beside the baseline's median in the table below; police count it",
            "own-police-hours",
            &["on-scene"],
        ),
        of(
            "I13",
            "Triage A or B: seen within 4 hours",
            "Incidents with these codes, of all opened; the trust counts it",
            "own-health-triage",
            &["A", "B"],
        ),
        of(
            "I19",
            "Use of force",
            "Incidents in whose police record it is written about, of all opened; police count it",
            "own-police-force",
            &["recorded"],
        ),
    ]
}

fn not_here() -> Vec<Indicator> {
    let of = |code, title, why| Indicator {
        code,
        title,
        definition: why,
        figure: Figure::NotHere(why),
        missing: None,
    };
    vec![
        of(
            "I16",
            "Access checks",
            "They stand on the page of checks and reviews",
        ),
        of("I17", "Frequent callers", OWN),
        of("I18", "Feedback and complaints", NOT_RECORDED),
        of("I20", "Death or serious injury within 7 days", NOT_RECORDED),
    ]
}
