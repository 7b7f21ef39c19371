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
            Counted::Part(id, _) => (id, Spot::Total(id)),
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
) -> Indicator {
    Indicator {
        code,
        title,
        definition,
        counted,
    }
}

/// The indicators, I1 to I20.
pub const INDICATORS: [Indicator; 20] = [
    of(
        "I1",
        "Incidents",
        "Incidents opened in the month, by car and desk together",
        Counted::Count("incidents", "opened"),
    ),
    of(
        "I2",
        "Section 136 used",
        "Uses of section 136 in the month",
        Counted::Count("s136", "used"),
    ),
    of(
        "I3",
        "Section 136 considered, another way found",
        "Not used, of all incidents where it was considered",
        Counted::Part("s136", &["not-used"]),
    ),
    of(
        "I4",
        "Consulted before section 136 was used",
        "Consulted, of all uses; the rest were not practicable, with a reason",
        Counted::Part("s136-consulted-used", &["crew-nurse", "other"]),
    ),
    of(
        "I5",
        "Known to mental-health services",
        "Incidents about somebody whom the trust knew, of all opened; the trust counts it",
        Counted::Own(&["own-health-known"], &["known"]),
    ),
    of(
        "I6",
        "First place of safety was health-based",
        "Uses with a health-based place of safety, of all uses",
        Counted::Part("s136-place", &["health-based"]),
    ),
    of(
        "I7",
        "Travelled by ambulance or another health vehicle",
        "Uses with such a vehicle, of all uses",
        Counted::Part("s136-conveyance", &["ambulance", "other-health-vehicle"]),
    ),
    of(
        "I8",
        "Section 136 that led to an admission",
        "Uses after which the person was admitted, informally or detained, of all uses",
        Counted::Part("s136-assessment", &["admitted-informally", "admitted-detained"]),
    ),
    of(
        "I9",
        "Time on scene, median",
        "Minutes from on scene to clear, of incidents closed in the month",
        Counted::Median("minutes-on-scene", Spot::Row("incidents", "closed")),
    ),
    of(
        "I10",
        "Officer hours on scene",
        "Hours of one officer by our own clocks; beside the baseline's median in the table below; police count it",
        Counted::Own(&["own-police-hours"], &["on-scene"]),
    ),
    of(
        "I11",
        "Ended at home, with family, the GP or the crisis team",
        "Incidents closed in the month that ended so, of all closed",
        Counted::Part(
            "outcomes",
            &["home-with-advice", "family-or-friend", "gp", "crisis-team"],
        ),
    ),
    of(
        "I12",
        "People who came again within 90 days",
        "Incidents about somebody whose last one closed within 90 days, of all closed",
        Counted::Part(
            "people-again",
            &["within-7-days", "8-to-30-days", "31-to-90-days"],
        ),
    ),
    of(
        "I13",
        "Triage A or B: seen within 4 hours",
        "Incidents with these codes, of all opened; the trust counts it",
        Counted::Own(&["own-health-triage"], &["A", "B"]),
    ),
    of(
        "I14",
        "Under 18",
        "Incidents about somebody under 18, of all closed; age, sex and ethnic group stand below with intervals and ratios",
        Counted::Part("ages", &["under-18"]),
    ),
    of(
        "I15",
        "The person was asked before a decision to share",
        "Decisions before which they were asked, of all decisions without danger shares",
        Counted::Part("asked", &["asked"]),
    ),
    of(
        "I16",
        "Access checks that found a question or a concern",
        "Openings of private pages checked in the month with such a finding, of all checked in it; all openings, and what was corrected, stand below",
        Counted::Part("access-checks", &["ask", "concern"]),
    ),
    of(
        "I17",
        "People met five times or more in the month",
        "Such people, of all met with a full name; how far each organisation's list of frequent callers got stands below",
        Counted::Part("frequent-callers", &["five-in-a-month"]),
    ),
    of(
        "I18",
        "Complaints",
        "Formal complaints, of all feedback and complaints that reached an organisation; each organisation states its own",
        Counted::Own(&["own-police-feedback", "own-health-feedback"], &["complaints"]),
    ),
    of(
        "I19",
        "Use of force",
        "Incidents in whose police record it is written about, of all opened; police count it",
        Counted::Own(&["own-police-force"], &["recorded"]),
    ),
    of(
        "I20",
        "Death or serious injury within 7 days",
        "Incidents after which it came, from any cause, of all opened; each organisation states what it knows",
        Counted::Own(&["own-police-harm", "own-health-harm"], &["died", "injured"]),
    ),
];
