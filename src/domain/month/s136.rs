//! Tables of section 136 of the Mental Health Act 1983: considered, used, who was consulted, where to, how.

use std::collections::BTreeSet;

use super::facts::Facts;
use super::tally::Head;
use super::words::{self, name};
use super::{About, Table};
use crate::domain::content::S136Fact;

/// The tables, in the order in which they are shown.
pub(super) fn tables(facts: &Facts<'_>) -> Vec<Table> {
    let used: Vec<&S136Fact> = facts.used.iter().map(|used| used.fact).collect();
    let not_used: Vec<&S136Fact> = facts.not_used.values().copied().collect();
    vec![
        considered(used.len(), not_used.len()),
        consulted(
            "s136-consulted-used",
            "Consulted before section 136 was used",
            "Uses of section 136 in the month",
            &used,
        )
        .dividing("s136", "used"),
        consulted(
            "s136-consulted-not-used",
            "Consulted when section 136 was not used",
            "Incidents where section 136 was considered and not used in the month",
            &not_used,
        )
        .dividing("s136", "not-used"),
        instead(&not_used).dividing("s136", "not-used"),
        advice(&used).dividing("s136", "used"),
        places(&used).dividing("s136", "used"),
        conveyances(&used).dividing("s136", "used"),
    ]
}

/// Rules that stood against a step: it was stopped, or a typed reason passed it. An attempt to take somebody under 18 to a
/// police station is a row of its own.
pub(super) fn rules(facts: &Facts<'_>) -> Table {
    let count = |wanted: &dyn Fn(&str, bool) -> bool| {
        let found = facts
            .s136_rules
            .iter()
            .filter(|(rule, passed, _)| wanted(rule, *passed));
        found
            .map(|(_, _, incident)| incident)
            .collect::<BTreeSet<_>>()
            .len()
    };
    let of: BTreeSet<_> = facts.s136_rules.iter().map(|(_, _, incident)| incident).collect();
    let child = |rule: &str| matches!(rule, "child-station" | "age-in-doubt");
    let station = |rule: &str| matches!(rule, "station-conditions" | "station-ended");
    let place = |rule: &str| matches!(rule, "dwelling" | "grounds" | "home-agreement");
    let time = |rule: &str| {
        matches!(
            rule,
            "in-use" | "extension-late" | "extension-long" | "extension-station"
        )
    };
    Head {
        id: "s136-rules",
        title: "Section 136: what the law stood against",
        about: About::People,
        numerator: "Incidents in which such a step was tried and stopped, or was recorded with a typed reason",
        denominator: "Incidents in which a rule of the Mental Health Act stood against a step",
    }
    .several(
        of.len(),
        &[
            (name("stopped-under-18", "Stopped: a police station for somebody under 18"), count(&|rule, passed| !passed && child(rule))),
            (name("stopped-station", "Stopped: a police station without its conditions"), count(&|rule, passed| !passed && station(rule))),
            (name("stopped-place", "Stopped: a home, or a ground that was missing"), count(&|rule, passed| !passed && place(rule))),
            (name("stopped-time", "Stopped: a second use, or more time than there is"), count(&|rule, passed| !passed && time(rule))),
            (name("with-reason", "Recorded with a typed reason"), count(&|_, passed| passed)),
        ],
    )
}

fn considered(used: usize, not_used: usize) -> Table {
    Head {
        id: "s136",
        title: "Section 136",
        about: About::People,
        numerator: "Uses decided in the month, the same as in the national return, and incidents where it was considered and not used; a decision not to use it that a use follows counts as the use",
        denominator: "Uses of section 136, and incidents where it was considered and not used, in the month",
    }
    .counted(&[
        (name("used", "Used"), used),
        (name("not-used", "Considered and not used"), not_used),
    ])
}

fn consulted(id: &'static str, title: &'static str, denominator: &'static str, facts: &[&S136Fact]) -> Table {
    Head {
        id,
        title,
        about: About::Work,
        numerator: "Those with this consultation beforehand (s136(1C))",
        denominator,
    }
    .parts(
        &words::CONSULTED,
        words::consulted,
        facts.iter().map(|fact| Some(fact.consulted)),
    )
}

/// What a triage scheme is judged by: what was done where section 136 could be avoided.
fn instead(not_used: &[&S136Fact]) -> Table {
    Head {
        id: "s136-instead",
        title: "What was done instead of section 136",
        about: About::People,
        numerator: "Incidents with this way; missing are those whose record does not say it as a code",
        denominator: "Incidents where section 136 was considered and not used in the month",
    }
    .parts(
        &words::OTHER_WAYS,
        words::other_way,
        not_used.iter().map(|fact| fact.other_way),
    )
}

fn advice(used: &[&S136Fact]) -> Table {
    Head {
        id: "s136-advice",
        title: "What was advised before section 136 was used",
        about: About::Work,
        numerator: "Uses with this advice; missing are those without a consultation",
        denominator: "Uses of section 136 in the month",
    }
    .parts(&words::ADVICE, words::advice, used.iter().map(|fact| fact.advice))
}

fn places(used: &[&S136Fact]) -> Table {
    Head {
        id: "s136-place",
        title: "First place of safety",
        about: About::People,
        numerator: "Uses with this place of safety",
        denominator: "Uses of section 136 in the month",
    }
    .parts(&words::PLACES, words::place, used.iter().map(|fact| fact.place))
}

fn conveyances(used: &[&S136Fact]) -> Table {
    Head {
        id: "s136-conveyance",
        title: "How the person travelled",
        about: About::People,
        numerator: "Uses with this conveyance",
        denominator: "Uses of section 136 in the month",
    }
    .parts(
        &words::CONVEYANCES,
        words::conveyance,
        used.iter().map(|fact| fact.conveyance),
    )
}
