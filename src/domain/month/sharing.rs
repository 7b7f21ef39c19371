//! Tables of the sharing decisions: which way, on what ground, what was not shared and why, danger shares, how long
//! they took and whether the check page was read.

use super::facts::Facts;
use super::measures::measures;
use super::tally::Head;
use super::words::{self, Name, name};
use super::{About, Table, UnfinishedDanger, Unit};
use crate::domain::content::{Channel, DecisionCount, DecisionFact, NotSharedReason};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::facts::Direction;

/// The tables, in the order in which they are shown.
pub(super) fn tables(facts: &Facts<'_>) -> Vec<Table> {
    let mut tables = vec![results(facts), rulings(facts), directions(facts)];
    tables.extend(Direction::ALL.iter().map(|way| grounds(facts, *way)));
    tables.extend([
        known_told(facts),
        not_shared(facts),
        asked(facts),
        person_told(facts),
        channels(facts),
        danger(facts),
        danger_grounds(facts),
        danger_minutes(facts),
        seconds(facts),
        check_page(facts),
    ]);
    tables
}

/// Danger shares that nobody has finished, oldest first.
pub(super) fn unfinished(facts: &Facts<'_>) -> Vec<UnfinishedDanger> {
    let mut open: Vec<UnfinishedDanger> = facts
        .danger()
        .filter(|fact| !facts.finished.contains_key(&fact.decision))
        .map(|fact| UnfinishedDanger {
            incident: fact.incident,
            disclosure: fact.decision,
            at: fact.at,
        })
        .collect();
    open.sort_by_key(|danger| (danger.at, danger.disclosure));
    open
}

fn shared<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = &'a DecisionFact> {
    facts
        .decisions
        .values()
        .copied()
        .filter(|fact| fact.count == DecisionCount::Shared)
}

fn crossed<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = &'a DecisionFact> {
    shared(facts).chain(facts.danger())
}

/// Decisions that went through the decision pages: all but danger shares.
fn decided<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = &'a DecisionFact> {
    facts
        .decisions
        .values()
        .copied()
        .filter(|fact| fact.count != DecisionCount::Danger)
}

fn results(facts: &Facts<'_>) -> Table {
    let shared = shared(facts).count();
    let danger = facts.danger().count();
    let not_shared = facts.decisions.len() - shared - danger;
    Head {
        id: "decisions",
        title: "Sharing decisions",
        about: About::Work,
        numerator: "Decisions finished in the month with this result",
        denominator: "All sharing decisions finished in the month and danger shares made in it",
    }
    .counted(&[
        (name("shared", "Shared"), shared),
        (name("not-shared", "Decided not to share"), not_shared),
        (name("danger", "Danger share"), danger),
    ])
}

fn rulings(facts: &Facts<'_>) -> Table {
    Head {
        id: "decision-rulings",
        title: "What the rules concluded",
        about: About::Work,
        numerator: "Decisions on which the rules concluded this; missing are those stopped before a conclusion",
        denominator: "Sharing decisions finished in the month, without danger shares",
    }
    .parts(
        &words::RULINGS,
        words::ruling,
        decided(facts).map(|fact| fact.outcome),
    )
}

fn directions(facts: &Facts<'_>) -> Table {
    Head {
        id: "sharing-by-direction",
        title: "Who told whom",
        about: About::Work,
        numerator: "Shares this way; missing are danger shares made from the shared view, which have no side",
        denominator: "Shares of the month, danger shares included",
    }
    .parts(
        Direction::ALL,
        words::direction,
        crossed(facts).map(|fact| fact.direction),
    )
}

fn grounds(facts: &Facts<'_>, way: Direction) -> Table {
    let (id, title) = match way {
        Direction::HealthToPolice => ("sharing-health-to-police", "Why we shared, nurse to officer"),
        Direction::PoliceToHealth => ("sharing-police-to-health", "Why we shared, officer to nurse"),
        Direction::HealthToOther => ("sharing-health-to-other", "Why we shared, nurse to somebody else"),
        Direction::PoliceToOther => (
            "sharing-police-to-other",
            "Why we shared, officer to somebody else",
        ),
    };
    Head {
        id,
        title,
        about: About::People,
        numerator: "Shares this way on this ground (the second leg: what lifted the duty of confidence)",
        denominator: "Shares this way in the month, without danger shares",
    }
    .parts(
        &Confidentiality::CARRYING,
        words::ground,
        shared(facts)
            .filter(|fact| fact.direction == Some(way))
            .map(|fact| Some(fact.confidentiality)),
    )
}

fn known_told(facts: &Facts<'_>) -> Table {
    Head {
        id: "known-told",
        title: "Known or not known was told",
        about: About::Work,
        numerator: "Incidents in which this side told the other its answer in the month; what it was is not counted",
        denominator: "All such tellings in the month",
    }
    .parts(
        Direction::ALL,
        words::direction,
        facts.told.iter().map(|(_, way)| Some(*way)),
    )
}

fn not_shared(facts: &Facts<'_>) -> Table {
    let reasons = facts.decisions.values().filter_map(|fact| match fact.count {
        DecisionCount::NotShared(reason) => Some(Some(reason)),
        DecisionCount::Shared | DecisionCount::Danger => None,
    });
    Head {
        id: "not-shared",
        title: "Why it was not shared",
        about: About::People,
        numerator: "Decisions not to share, for this reason",
        denominator: "Decisions not to share in the month",
    }
    .parts(&NotSharedReason::ALL, words::not_shared, reasons)
}

fn asked(facts: &Facts<'_>) -> Table {
    let asked = decided(facts).filter(|fact| fact.asked).count();
    Head {
        id: "asked",
        title: "The person was asked",
        about: About::Work,
        numerator: "Decisions before which the person was asked, or was not",
        denominator: "Sharing decisions finished in the month, without danger shares",
    }
    .counted(&[
        (name("asked", "Asked"), asked),
        (name("not-asked", "Not asked"), decided(facts).count() - asked),
    ])
}

fn person_told(facts: &Facts<'_>) -> Table {
    Head {
        id: "person-told",
        title: "The person knows that we shared",
        about: About::Work,
        numerator: "Shares with this answer at the time of sharing",
        denominator: "Shares of the month, danger shares included",
    }
    .parts(
        &words::TOLD,
        words::told,
        crossed(facts).map(|fact| Some(fact.person_told)),
    )
}

fn channels(facts: &Facts<'_>) -> Table {
    Head {
        id: "channels",
        title: "How it was told",
        about: About::Work,
        numerator: "Shares told this way",
        denominator: "Shares of the month, danger shares included",
    }
    .parts(
        &Channel::ALL,
        words::channel,
        crossed(facts).map(|fact| fact.channel),
    )
}

/// Minutes until the reason was finished, for danger shares whose reason was finished by the cut-off.
fn minutes_to_finish<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = i64> + 'a {
    facts.danger().filter_map(|fact| {
        let finished = facts.finished.get(&fact.decision)?;
        (finished.at < facts.cut_off()).then(|| finished.at.minutes_since(fact.at))
    })
}

fn danger(facts: &Facts<'_>) -> Table {
    let due = i64::from(measures().danger_due_minutes.value);
    let in_time = minutes_to_finish(facts).filter(|minutes| *minutes <= due).count();
    let finished = minutes_to_finish(facts).count();
    Head {
        id: "danger",
        title: "Danger shares and their reasons",
        about: About::Work,
        numerator: "Danger shares whose reason was finished then, or was not by a day after the month ended",
        denominator: "Danger shares made in the month",
    }
    .counted(&[
        (name("within-4-hours", "Finished within 4 hours"), in_time),
        (name("later", "Finished later"), finished - in_time),
        (
            name("unfinished", "Unfinished"),
            facts.danger().count() - finished,
        ),
    ])
}

fn danger_grounds(facts: &Facts<'_>) -> Table {
    let grounds = facts
        .danger()
        .filter_map(|fact| facts.finished.get(&fact.decision))
        .filter(|finished| finished.at < facts.cut_off())
        .map(|finished| Some(finished.ground));
    Head {
        id: "danger-grounds",
        title: "On what ground danger shares were right",
        about: About::People,
        numerator: "Danger shares whose reason was finished on this ground; missing are those where none held",
        denominator: "Danger shares made in the month with a finished reason",
    }
    .parts(&Confidentiality::CARRYING, words::ground, grounds)
}

fn danger_minutes(facts: &Facts<'_>) -> Table {
    let minutes: Vec<u64> = minutes_to_finish(facts)
        .filter_map(|minutes| u64::try_from(minutes).ok())
        .collect();
    let points = [
        (name("p50", "Half were finished within"), 50),
        (name("p90", "Nine in ten were finished within"), 90),
    ];
    let missing = facts.danger().count() - minutes.len();
    Head {
        id: "minutes-to-finish-danger",
        title: "Minutes until a danger share's reason was finished",
        about: About::Work,
        numerator: "Minutes from the share to its finished reason; nearest rank",
        denominator: "Danger shares made in the month with a finished reason; missing are those without",
    }
    .percentiles(Unit::Minutes, &points, &minutes, missing)
}

fn seconds(facts: &Facts<'_>) -> Table {
    let of = |wanted: &dyn Fn(&DecisionFact) -> bool| -> Vec<u64> {
        facts
            .decisions
            .values()
            .filter(|fact| wanted(fact))
            .map(|fact| u64::from(fact.took_ms).saturating_add(500) / 1_000)
            .collect()
    };
    let mut rows: Vec<(Name, Vec<u64>)> = Confidentiality::CARRYING
        .iter()
        .map(|ground| {
            let on_ground =
                of(&|fact| fact.count == DecisionCount::Shared && fact.confidentiality == *ground);
            (words::ground(*ground), on_ground)
        })
        .collect();
    rows.push((
        name("not-shared", "Decided not to share"),
        of(&|fact| matches!(fact.count, DecisionCount::NotShared(_))),
    ));
    rows.push((
        name("danger", "Danger share"),
        of(&|fact| fact.count == DecisionCount::Danger),
    ));
    Head {
        id: "seconds-to-decide",
        title: "How long decisions take (median seconds)",
        about: About::Work,
        numerator: "Seconds from beginning the decision to committing it; the middle one, nearest rank",
        denominator: "Decisions of the month with this ground or result",
    }
    .medians(Unit::Seconds, rows)
}

fn check_page(facts: &Facts<'_>) -> Table {
    let under = shared(facts)
        .filter(|fact| fact.check_ms < measures().check_page_read_ms.value)
        .count();
    Head {
        id: "check-page",
        title: "Time on the check page",
        about: About::Work,
        numerator: "Shares whose check page was open so long",
        denominator: "Shares of the month, without danger shares",
    }
    .counted(&[
        (name("under-2-seconds", "Under 2 seconds"), under),
        (
            name("2-seconds-or-more", "2 seconds or more"),
            shared(facts).count() - under,
        ),
    ])
}
