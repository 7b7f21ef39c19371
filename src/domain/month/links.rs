//! Which numbers of different tables are the same by their definitions: what a reader who puts tables together knows.

use super::words;
use crate::domain::decision::conclusion::Confidentiality;

/// A place in the month's tables where a number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// A row of a table.
    Row(&'static str, &'static str),
    /// What a table calls missing.
    Missing(&'static str),
    /// A table's total.
    Total(&'static str),
}

impl Spot {
    /// The table.
    pub fn table(self) -> &'static str {
        match self {
            Self::Row(table, _) | Self::Missing(table) | Self::Total(table) => table,
        }
    }
}

/// Two sums that are equal in every month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equal {
    /// The terms of one.
    pub left: Vec<Spot>,
    /// The terms of the other.
    pub right: Vec<Spot>,
}

/// The tables that divide shares by ground, one for each direction.
const GROUNDS: [&str; 4] = [
    "sharing-health-to-police",
    "sharing-police-to-health",
    "sharing-health-to-other",
    "sharing-police-to-other",
];

/// Everything that the definitions of the tables make equal across tables.
pub fn equalities() -> Vec<Equal> {
    use Spot::{Missing, Row, Total};
    let decided = [Row("decisions", "shared"), Row("decisions", "not-shared")];
    let crossed = [Row("decisions", "shared"), Row("decisions", "danger")];
    let equal = |left: &[Spot], right: &[Spot]| Equal {
        left: left.to_vec(),
        right: right.to_vec(),
    };
    let mut all = vec![
        equal(&[Row("incidents", "opened")], &[Total("incidents-by-post")]),
        equal(&[Row("incidents", "opened")], &[Total("incidents")]),
        equal(
            &[Row("minutes-on-scene", "p50"), Missing("minutes-on-scene")],
            &[Row("incidents", "closed")],
        ),
        equal(
            &[
                Row("minutes-to-finish-danger", "p50"),
                Missing("minutes-to-finish-danger"),
            ],
            &[Row("decisions", "danger")],
        ),
        equal(
            &[Missing("minutes-to-finish-danger")],
            &[Row("danger", "unfinished")],
        ),
        equal(
            &[Row("danger", "within-4-hours"), Row("danger", "later")],
            &[Total("danger-grounds")],
        ),
        equal(&[Total("danger")], &[Row("decisions", "danger")]),
        equal(&[Total("not-shared")], &[Row("decisions", "not-shared")]),
        equal(&[Total("check-page")], &[Row("decisions", "shared")]),
        equal(&GROUNDS.map(Total), &[Row("decisions", "shared")]),
        equal(&[Total("s136-consulted-not-used")], &[Row("s136", "not-used")]),
        equal(&[Total("s136-instead")], &[Row("s136", "not-used")]),
    ];
    all.extend(
        [
            "incidents-by-mode",
            "incidents-by-source",
            "outcomes",
            "follow-ups",
            "ages",
            "people-again",
        ]
        .map(|id| equal(&[Row("incidents", "closed")], &[Total(id)])),
    );
    all.extend(["decision-rulings", "asked"].map(|id| equal(&decided, &[Total(id)])));
    all.extend(["sharing-by-direction", "person-told", "channels"].map(|id| equal(&crossed, &[Total(id)])));
    all.extend(used());
    all.push(equal(&[Total("frequent-callers")], &[Total("people-met")]));
    all.extend(asking());
    all.extend(measures());
    all.extend(medians());
    all.extend(own());
    all
}

/// What divides the uses of section 136, and some of them further.
fn used() -> Vec<Equal> {
    use Spot::{Row, Total};
    let equal = |left: Spot, right: Spot| Equal {
        left: vec![left],
        right: vec![right],
    };
    let of_all = [
        "s136-consulted-used",
        "s136-advice",
        "s136-place",
        "s136-conveyance",
        "s136-handover",
        "s136-ambulance-wait",
        "s136-extended",
        "s136-ended",
        "s136-limit",
        "s136-state",
        "s136-assessment",
        "s136-age",
        "s136-sex",
        "s136-ethnicity",
    ];
    let of_a_row = [
        ("s136-emergency-why", "s136-place", "emergency-department"),
        ("s136-station-hours", "s136-place", "police-station"),
        ("s136-vehicle-why", "s136-conveyance", "police-vehicle"),
        ("s136-ambulance-asked", "s136-conveyance", "police-vehicle"),
    ];
    let all = of_all.map(|id| equal(Row("s136", "used"), Total(id)));
    let further = of_a_row.map(|(id, table, code)| equal(Total(id), Row(table, code)));
    all.into_iter().chain(further).collect()
}

/// What came of requests is about the same requests.
fn asking() -> [Equal; 5] {
    use Spot::{Missing, Row, Total};
    let equal = |left: &[Spot], right: &[Spot]| Equal {
        left: left.to_vec(),
        right: right.to_vec(),
    };
    [
        equal(&[Row("requests", "police-asked")], &[Total("requests-by-police")]),
        equal(&[Row("requests", "health-asked")], &[Total("requests-by-health")]),
        equal(
            &[Row("minutes-to-answer", "p50"), Missing("minutes-to-answer")],
            &[Total("requests")],
        ),
        equal(
            &[Missing("minutes-to-answer")],
            &[
                Row("requests-by-police", "not-answered"),
                Row("requests-by-health", "not-answered"),
            ],
        ),
        equal(&[Total("outside-requests")], &[Total("outside-answers")]),
    ]
}

/// The percentiles of a measure are of the same cases.
fn measures() -> Vec<Equal> {
    let mut all = Vec::new();
    for (measure, codes) in [
        ("minutes-on-scene", &["p25", "p75", "p90"][..]),
        ("minutes-to-finish-danger", &["p90"][..]),
        ("minutes-to-handover", &["p90"][..]),
        ("minutes-to-answer", &["p90"][..]),
        ("own-police-restraint", &["p90"][..]),
    ] {
        all.extend(codes.iter().map(|code| Equal {
            left: vec![Spot::Row(measure, "p50")],
            right: vec![Spot::Row(measure, code)],
        }));
    }
    all
}

/// What each organisation counts by itself is about the same incidents and uses.
fn own() -> Vec<Equal> {
    use Spot::{Missing, Row, Total};
    let opened = [
        "own-police-known",
        "own-police-sex",
        "own-police-ethnicity",
        "own-police-force",
        "own-police-camera",
        "own-police-amended",
        "own-police-harm",
        "own-health-known",
        "own-health-sex",
        "own-health-ethnicity",
        "own-health-triage",
        "own-health-amended",
        "own-health-harm",
    ];
    let used = ["own-police-ethnicity-s136", "own-health-ethnicity-s136"];
    let equal = |id: &'static str, row: Spot| Equal {
        left: vec![Total(id)],
        right: vec![row],
    };
    let mut all: Vec<Equal> = opened
        .map(|id| equal(id, Row("incidents", "opened")))
        .into_iter()
        .chain(used.map(|id| equal(id, Row("s136", "used"))))
        .collect();
    all.push(Equal {
        left: vec![Row("own-police-hours", "on-scene"), Missing("own-police-hours")],
        right: vec![Row("incidents", "closed")],
    });
    let restraint = "own-police-restraint";
    all.push(Equal {
        left: vec![Row(restraint, "p50"), Missing(restraint)],
        right: vec![Total("own-police-injured")],
    });
    all.push(Equal {
        left: vec![Total("own-health-triage-met")],
        right: ["B", "C", "D"]
            .map(|code| Row("own-health-triage", code))
            .to_vec(),
    });
    all
}

/// The counts beside the medians are those of the tables that they are medians of.
fn medians() -> Vec<Equal> {
    let table = "seconds-to-decide";
    let mut all: Vec<Equal> = Confidentiality::CARRYING
        .iter()
        .map(|ground| {
            let code = words::ground(*ground).code;
            Equal {
                left: vec![Spot::Row(table, code)],
                right: GROUNDS.map(|id| Spot::Row(id, code)).to_vec(),
            }
        })
        .collect();
    all.extend(["not-shared", "danger"].map(|code| Equal {
        left: vec![Spot::Row(table, code)],
        right: vec![Spot::Row("decisions", code)],
    }));
    all
}
