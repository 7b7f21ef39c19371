//! Tables of the people behind the incidents: age, who came again, and for section 136 age, sex, ethnic group, what came of
//! the assessment and how soon the place of safety took over.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::measures::measures;
use super::tally::Head;
use super::words::{self, Name, name};
use super::{About, Table, Unit};
use crate::domain::content::ClosedFact;
use crate::domain::ids::{IncidentId, PersonMark};
use crate::domain::time::Moment;

const DAY: i64 = 24 * 60;

/// The tables, in the order in which they are shown.
pub(super) fn tables(facts: &Facts<'_>) -> Vec<Table> {
    vec![
        ages(facts),
        again(facts),
        times(facts),
        super::frequent::table(facts),
        handover_minutes(facts),
    ]
}

/// The tables that divide the uses of section 136.
pub(super) fn used(facts: &Facts<'_>) -> Vec<Table> {
    let mut tables = course(facts);
    tables.extend(about_whom(facts));
    tables
}

/// The code of a line, of every use.
fn codes(facts: &Facts<'_>, line: &str, read: fn(&str) -> Option<Name>) -> Vec<Option<Name>> {
    facts.codes(line).map(|code| read(code?)).collect()
}

fn dividing(
    (id, title): (&'static str, &'static str),
    about: About,
    numerator: &'static str,
    all: &[Name],
    found: Vec<Option<Name>>,
) -> Table {
    Head {
        id,
        title,
        about,
        numerator,
        denominator: "Uses of section 136 in the month",
    }
    .parts(all, |at| at, found.into_iter())
    .dividing("s136", "used")
}

/// How it went, from the arrival to the end.
fn course(facts: &Facts<'_>) -> Vec<Table> {
    vec![
        dividing(
            ("s136-handover", "How soon the place of safety took over"),
            About::Work,
            "Uses in which the place of safety took over so soon after arriving",
            &words::HANDOVERS,
            codes(facts, "handover", words::handover),
        ),
        dividing(
            ("s136-limit", "Whether the limit was kept"),
            About::Work,
            "Uses in which the person was kept so long beyond the permitted period; missing are those that are not over",
            &words::LIMITS,
            codes(facts, "over-limit", words::limit),
        ),
        dividing(
            ("s136-state", "How far it had come"),
            About::Work,
            "Uses that stood there when they were recorded last",
            &words::STATES,
            codes(facts, "state", words::state),
        ),
    ]
}

/// Whom it was about, and what came of it.
fn about_whom(facts: &Facts<'_>) -> Vec<Table> {
    vec![
        dividing(
            ("s136-assessment", "What came of the assessment"),
            About::People,
            "Uses with this result of the assessment, as far as it was recorded",
            &words::ASSESSED,
            codes(facts, "outcome", words::assessed),
        ),
        dividing(
            ("s136-age", "Section 136 used, by age"),
            About::People,
            "Uses about a person of this age, stated or estimated",
            &words::ADULT,
            codes(facts, "age-band", words::adult),
        ),
        dividing(
            ("s136-sex", "Section 136 used, by sex"),
            About::People,
            "Uses about a person of this sex, as recorded",
            &words::SEXES,
            codes(facts, "sex", words::sex),
        ),
        dividing(
            ("s136-ethnicity", "Section 136 used, by ethnic group"),
            About::People,
            "Uses about a person of this group, as the officer recorded it",
            &words::GROUPS,
            codes(facts, "ethnicity-seen", words::seen_group),
        ),
    ]
}

fn ages(facts: &Facts<'_>) -> Table {
    Head {
        id: "ages",
        title: "Age",
        about: About::People,
        numerator: "Incidents closed in the month about a person of this age, stated or estimated",
        denominator: "Incidents closed in the month",
    }
    .parts(
        &words::AGES,
        |at| at,
        facts.closed.values().map(|fact| fact.age.map(words::age)),
    )
}

/// Incidents by how long ago the same person's last one closed.
fn again(facts: &Facts<'_>) -> Table {
    let rows = [
        name("within-7-days", "Within 7 days"),
        name("8-to-30-days", "8 to 30 days"),
        name("31-to-90-days", "31 to 90 days"),
        name("not-in-90-days", "Not in the 90 days before"),
    ];
    let mut met: BTreeMap<PersonMark, BTreeSet<(Moment, IncidentId)>> = BTreeMap::new();
    for (incident, (mark, at)) in &facts.marked {
        met.entry(*mark).or_default().insert((*at, *incident));
    }
    let limits = measures();
    let [soon, later] = [&limits.again_soon_days, &limits.again_later_days].map(|one| i64::from(one.value));
    let bands = facts.closed.iter().map(|(incident, fact)| {
        let earlier = met.get(&fact.person?).into_iter().flatten().rev();
        let before = { earlier }.find(|(at, other)| other != incident && *at < fact.at);
        let [week, month, quarter, never] = rows;
        Some(match before.map(|(before, _)| days(*before, fact.at)) {
            Some(days) if days <= soon => week,
            Some(days) if days <= later => month,
            Some(days) if days <= limits.look_back_days() => quarter,
            _ => never,
        })
    });
    Head {
        id: "people-again",
        title: "How long since the same person's last incident",
        about: About::People,
        numerator: "Incidents about somebody whose last one closed so long before; the same full name counts as the same person, so namesakes are one and a name spelt anew is another",
        denominator: "Incidents closed in the month; missing are those without a full name",
    }
    .parts(&rows, |at| at, bands)
}

fn days(before: Moment, after: Moment) -> i64 {
    after.minutes_since(before).div_euclid(DAY)
}

/// People, not incidents: how many were met how often.
fn times(facts: &Facts<'_>) -> Table {
    let mut met: BTreeMap<PersonMark, u32> = BTreeMap::new();
    for mark in facts.closed.values().filter_map(|fact| fact.person) {
        let count = met.entry(mark).or_default();
        *count = count.saturating_add(1);
    }
    let rows = [
        name("once", "Once"),
        name("twice", "Twice"),
        name("three-or-more", "Three times or more"),
    ];
    let [once, twice, more] = rows;
    let counts = met.values().map(|count| {
        Some(match count {
            1 => once,
            2 => twice,
            _ => more,
        })
    });
    Head {
        id: "people-met",
        title: "People, by how often they were met",
        about: About::People,
        numerator: "People about whom so many incidents were closed in the month; the same full name counts as one person",
        denominator: "People with a full name in incidents closed in the month",
    }
    .parts(&rows, |at| at, counts)
}

/// Minutes from the arrival at a place of safety until it took over.
fn handover_minutes(facts: &Facts<'_>) -> Table {
    let used = |fact: &&ClosedFact| facts.used.iter().any(|used| used.incident == fact.incident);
    let closed: Vec<&ClosedFact> = facts.closed.values().copied().filter(used).collect();
    let minutes: Vec<u64> = closed
        .iter()
        .filter_map(|fact| fact.handover_minutes.map(u64::from))
        .collect();
    let points = [
        (name("p50", "Half took at most"), 50),
        (name("p90", "Nine in ten took at most"), 90),
    ];
    let missing = closed.len().saturating_sub(minutes.len());
    Head {
        id: "minutes-to-handover",
        title: "Minutes from arrival to handover",
        about: About::Work,
        numerator: "Minutes from arriving at the place of safety until it took over; nearest rank",
        denominator: "Incidents closed in the month in which section 136 was used in it; missing are those without both times",
    }
    .percentiles(Unit::Minutes, &points, &minutes, missing)
}
