//! Tables of the incidents themselves: how many, where from, how they ended, how long the crew stayed.

use super::facts::Facts;
use super::tally::Head;
use super::words::{self, name};
use super::{About, Table, Unit};
use crate::domain::content::{ContactMode, FollowUp, IncidentOutcome, Source};

/// The tables, in the order in which they are shown.
pub(super) fn tables(facts: &Facts<'_>) -> Vec<Table> {
    vec![
        incidents(facts),
        by_post(facts),
        by_mode(facts),
        by_source(facts),
        outcomes(facts),
        follow_ups(facts),
        on_scene(facts),
    ]
}

fn incidents(facts: &Facts<'_>) -> Table {
    Head {
        id: "incidents",
        title: "Incidents",
        about: About::Work,
        numerator: "Incidents opened in the month; incidents last closed in it, whenever opened",
        denominator: "None: the two rows overlap",
    }
    .several(
        facts.opened.len(),
        &[
            (name("opened", "Opened"), facts.opened.len()),
            (name("closed", "Closed"), facts.closed.len()),
        ],
    )
}

fn by_post(facts: &Facts<'_>) -> Table {
    Head {
        id: "incidents-by-post",
        title: "Incidents by post",
        about: About::Work,
        numerator: "Incidents opened in the month by a crew at this post",
        denominator: "Incidents opened in the month",
    }
    .parts(
        &words::POSTS,
        words::post,
        facts.opened.values().map(|fact| Some(fact.post)),
    )
}

fn by_mode(facts: &Facts<'_>) -> Table {
    Head {
        id: "incidents-by-mode",
        title: "How the team met the person",
        about: About::Work,
        numerator: "Incidents closed in the month with somebody of the team on scene, or from the control room without; speaking with the person by phone and advice alone are not told apart",
        denominator: "Incidents closed in the month; missing are those of a car that nobody was stamped on scene for",
    }
    .parts(
        &ContactMode::ALL,
        words::mode,
        facts.closed.values().map(|fact| fact.mode),
    )
}

fn by_source(facts: &Facts<'_>) -> Table {
    Head {
        id: "incidents-by-source",
        title: "How incidents came",
        about: About::Work,
        numerator: "Incidents closed in the month that came this way",
        denominator: "Incidents closed in the month",
    }
    .parts(
        &Source::ALL,
        words::source,
        facts.closed.values().map(|fact| fact.source),
    )
}

fn outcomes(facts: &Facts<'_>) -> Table {
    Head {
        id: "outcomes",
        title: "How incidents ended",
        about: About::People,
        numerator: "Incidents closed in the month that ended this way",
        denominator: "Incidents closed in the month",
    }
    .parts(
        &IncidentOutcome::ALL,
        words::outcome,
        facts.closed.values().map(|fact| fact.outcome),
    )
}

fn follow_ups(facts: &Facts<'_>) -> Table {
    let rows = FollowUp::ALL.map(|kind| {
        let count = facts
            .closed
            .values()
            .filter(|fact| fact.follow_up.contains(&kind));
        (words::follow_up(kind), count.count())
    });
    Head {
        id: "follow-ups",
        title: "Follow-up asked for",
        about: About::People,
        numerator: "Incidents closed in the month for which this was still to be done; one may have several",
        denominator: "Incidents closed in the month",
    }
    .several(facts.closed.len(), &rows)
}

fn on_scene(facts: &Facts<'_>) -> Table {
    let minutes: Vec<u64> = facts
        .closed
        .values()
        .filter_map(|fact| fact.on_scene_minutes.map(u64::from))
        .collect();
    let points = [
        (name("p25", "A quarter took at most"), 25),
        (name("p50", "Half took at most"), 50),
        (name("p75", "Three quarters took at most"), 75),
        (name("p90", "Nine in ten took at most"), 90),
    ];
    Head {
        id: "minutes-on-scene",
        title: "Minutes on scene",
        about: About::Work,
        numerator: "Minutes from on scene to clear, or to closing where clear was not stamped; nearest rank",
        denominator: "Incidents closed in the month with both times; missing are those without",
    }
    .percentiles(
        Unit::Minutes,
        &points,
        &minutes,
        facts.closed.len() - minutes.len(),
    )
}
