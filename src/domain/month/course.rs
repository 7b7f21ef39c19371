//! Tables of how uses of section 136 went: why an emergency department, why a police vehicle, the ambulance, more time, how
//! it ended, hours at a police station (indicators I6, I7 and I9).

use super::facts::{Facts, Used};
use super::tally::Head;
use super::words::{self, Name, name};
use super::{About, Table};
use crate::domain::content::{Conveyance, PlaceOfSafety, S136Fact};

const USED: &str = "Uses of section 136 in the month";

/// The tables, in the order in which they are shown.
pub(super) fn tables(facts: &Facts<'_>) -> Vec<Table> {
    let mut tables = vec![emergency(facts), station(facts)];
    tables.extend(vehicle(facts));
    tables.extend(time(facts));
    tables
}

/// Some uses by the code of a line, each of a closed list.
fn by_code(
    facts: &Facts<'_>,
    (line, all): (&str, &[Name]),
    wanted: impl Fn(&S136Fact) -> bool,
    head: Head,
) -> Table {
    let used = facts.used.iter().filter(|used| wanted(used.fact));
    let read = |used: &Used<'_>| {
        let code = used.codes.get(line)?;
        all.iter().find(|known| known.code == *code).copied()
    };
    head.parts(all, |at| at, used.map(read))
}

fn head(
    (id, title): (&'static str, &'static str),
    about: About,
    numerator: &'static str,
    denominator: &'static str,
) -> Head {
    Head {
        id,
        title,
        about,
        numerator,
        denominator,
    }
}

fn emergency(facts: &Facts<'_>) -> Table {
    by_code(
        facts,
        ("why-emergency", &EMERGENCY),
        |fact| fact.place == Some(PlaceOfSafety::EmergencyDepartment),
        head(
            ("s136-emergency-why", "Why an emergency department"),
            About::People,
            "Uses with this reason for an emergency department",
            "Uses whose first place of safety was an emergency department; missing are those without a reason",
        ),
    )
    .dividing("s136-place", "emergency-department")
}

fn station(facts: &Facts<'_>) -> Table {
    by_code(
        facts,
        ("station-hours", &STATION),
        |fact| fact.place == Some(PlaceOfSafety::PoliceStation),
        head(
            ("s136-station-hours", "Hours at a police station"),
            About::People,
            "Uses in which the person was kept at police stations so long",
            "Uses whose first place of safety was a police station; missing are those that are not over there",
        ),
    )
    .dividing("s136-place", "police-station")
}

/// Why police drove, and what became of the ambulance.
fn vehicle(facts: &Facts<'_>) -> Vec<Table> {
    let police = |fact: &S136Fact| fact.conveyance == Some(Conveyance::PoliceVehicle);
    let of =
        "Uses in which the person travelled in a police vehicle; missing are those where it is not recorded";
    vec![
        by_code(
            facts,
            ("police-vehicle", &VEHICLE),
            police,
            head(
                ("s136-vehicle-why", "Why a police vehicle"),
                About::People,
                "Uses with this reason for a police vehicle",
                of,
            ),
        )
        .dividing("s136-conveyance", "police-vehicle"),
        by_code(
            facts,
            ("ambulance", &ASKED),
            police,
            head(
                ("s136-ambulance-asked", "Whether an ambulance was asked for before a police vehicle was used"),
                About::Work,
                "Uses with this answer",
                of,
            ),
        )
        .dividing("s136-conveyance", "police-vehicle"),
        by_code(
            facts,
            ("ambulance-wait", &WAITED),
            |_| true,
            head(
                ("s136-ambulance-wait", "How long an ambulance took"),
                About::Work,
                "Uses in which the ambulance was there so long after it was asked for",
                "Uses of section 136 in the month; missing are those without both times, or without an ambulance",
            ),
        )
        .dividing("s136", "used"),
    ]
}

/// More time, and how the power ended.
fn time(facts: &Facts<'_>) -> Vec<Table> {
    vec![
        by_code(
            facts,
            ("extended", &words::YES_NO),
            |_| true,
            head(
                ("s136-extended", "More than 24 hours given by a doctor"),
                About::People,
                "Uses with or without an extension (s136B)",
                USED,
            ),
        )
        .dividing("s136", "used"),
        by_code(
            facts,
            ("ended", &ENDED),
            |_| true,
            head(
                ("s136-ended", "How the power ended"),
                About::People,
                "Uses that ended in this way; missing are those whose end is not recorded",
                USED,
            ),
        )
        .dividing("s136", "used"),
    ]
}

const EMERGENCY: [Name; 4] = [
    name("medical", "Medical need"),
    name("no-health-place", "No health-based place had room"),
    name("other", "Another reason"),
    name("not-known", "Not known"),
];

const STATION: [Name; 5] = [
    name("under-1", "Under an hour"),
    name("1-to-4", "1 to 4 hours"),
    name("4-to-12", "4 to 12 hours"),
    name("12-to-24", "12 to 24 hours"),
    name("over-24", "24 hours or more"),
];

const VEHICLE: [Name; 7] = [
    name("not-in-30", "No ambulance within 30 minutes"),
    name("not-requested", "Ambulance not asked for"),
    name("behaviour", "Risk or behaviour"),
    name("refused", "The ambulance crew declined"),
    name("diverted", "The ambulance was sent elsewhere"),
    name("other", "Another reason"),
    name("not-known", "Not known, reason given"),
];

const ASKED: [Name; 3] = [
    name("yes", "Asked for"),
    name("no", "Not asked for"),
    name("not-known", "Not known"),
];

const WAITED: [Name; 3] = [
    name("under-30", "Within 30 minutes"),
    name("30-to-60", "30 minutes to an hour"),
    name("over-60", "More than an hour"),
];

const ENDED: [Name; 7] = [
    name("assessed", "After the assessment"),
    name("grounds-ended", "The grounds ended"),
    name("time-out", "The time ran out"),
    name("arrested", "Arrested"),
    name("absconded", "The person went missing"),
    name("died", "The person died"),
    name("other", "In another way"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mha;

    #[test]
    fn each_row_is_a_code_that_a_record_can_hold_and_none_is_left_out() {
        let lists = mha::counted::lists();
        for (line, all) in [
            ("why-emergency", &EMERGENCY[..]),
            ("station-hours", &STATION),
            ("police-vehicle", &VEHICLE),
            ("ambulance", &ASKED),
            ("ambulance-wait", &WAITED),
            ("extended", &words::YES_NO),
            ("ended", &ENDED),
        ] {
            let mut rows: Vec<&str> = all.iter().map(|row| row.code).collect();
            let mut codes = lists[line].to_vec();
            rows.sort_unstable();
            codes.sort_unstable();
            assert_eq!(rows, codes, "{line}");
        }
    }
}
