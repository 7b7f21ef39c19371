//! Tables of asking: one side asks the other, and people outside ask. Who, what came of it, and how long it took; no
//! name, no word of what was asked.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::tally::Head;
use super::words::{self, Name, name};
use super::{About, Table, Unit};
use crate::domain::content::{Content, OutsideAsker, OutsideCode, OutsideFact, RequestCode, RequestFact};
use crate::domain::ids::ItemId;
use crate::domain::role::Side;
use crate::domain::time::{Moment, YearMonth};

/// Requests of the month, and where each stood when its figures began to stand still.
#[derive(Debug, Default)]
pub(super) struct Asked {
    between: BTreeMap<ItemId, Between>,
    outside: BTreeMap<ItemId, (OutsideAsker, Standing)>,
    answers: BTreeMap<ItemId, Answers>,
    steps: BTreeMap<ItemId, (Moment, Standing)>,
}

/// One side asked the other.
#[derive(Debug)]
struct Between {
    by: Side,
    at: Moment,
}

/// The first answer's time, and the last answer.
#[derive(Debug)]
struct Answers {
    first: Moment,
    last: (Moment, Answer),
}

/// What came of a request between the sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    Shared,
    Partly,
    Refused,
    Deferred,
    None,
}

/// What came of a request from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Waiting,
    RedLine,
    Refused,
    Answered,
}

impl Asked {
    /// Takes one entry; `cut_off` is when the figures begin to stand still. Others than these kinds are ignored.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "every other kind is counted elsewhere, or not at all"
    )]
    pub(super) fn take(&mut self, month: YearMonth, cut_off: Moment, content: &Content) {
        match content {
            Content::RequestFact(fact) if month.start() <= fact.at && fact.at < cut_off => {
                self.take_between(fact, fact.at < month.end());
            }
            Content::OutsideFact(fact) if month.start() <= fact.at && fact.at < cut_off => {
                self.take_outside(fact, fact.at < month.end());
            }
            _ => {}
        }
    }

    fn take_between(&mut self, fact: &RequestFact, within: bool) {
        let answer = match fact.code {
            RequestCode::Asked { .. } => {
                if within {
                    let asked = Between {
                        by: fact.side,
                        at: fact.at,
                    };
                    self.between.entry(fact.request).or_insert(asked);
                }
                return;
            }
            RequestCode::Shared => Answer::Shared,
            RequestCode::Partly => Answer::Partly,
            RequestCode::Refused(_) => Answer::Refused,
            RequestCode::Deferred => Answer::Deferred,
        };
        let kept = self.answers.entry(fact.request).or_insert(Answers {
            first: fact.at,
            last: (fact.at, answer),
        });
        kept.first = kept.first.min(fact.at);
        kept.last = kept.last.max((fact.at, answer));
    }

    fn take_outside(&mut self, fact: &OutsideFact, within: bool) {
        let standing = match fact.code {
            OutsideCode::Taken => Standing::Waiting,
            OutsideCode::RefusedRedLine => Standing::RedLine,
            OutsideCode::Refused => Standing::Refused,
            OutsideCode::Answered => Standing::Answered,
            OutsideCode::LeadTold | OutsideCode::RedLineTried | OutsideCode::Advised => return,
        };
        match standing {
            Standing::Waiting | Standing::RedLine if within => {
                { self.outside.entry(fact.request) }.or_insert((fact.asker, standing));
            }
            Standing::Waiting | Standing::RedLine => {}
            Standing::Refused | Standing::Answered => {
                let kept = self.steps.entry(fact.request).or_insert((fact.at, standing));
                *kept = (*kept).max((fact.at, standing));
            }
        }
    }

    /// How a request between the sides stood.
    fn answer(&self, request: ItemId) -> Answer {
        self.answers
            .get(&request)
            .map_or(Answer::None, |kept| kept.last.1)
    }

    /// Minutes from asking to the first answer, of every kind.
    fn minutes(&self) -> Vec<u64> {
        self.between
            .iter()
            .filter_map(|(request, asked)| {
                let first = self.answers.get(request)?.first;
                u64::try_from(first.minutes_since(asked.at)).ok()
            })
            .collect()
    }
}

/// The tables, in the order in which they are shown.
pub(super) fn tables(facts: &Facts<'_>) -> Vec<Table> {
    let asked = &facts.asked;
    vec![
        directions(asked),
        answers(asked, Side::Police),
        answers(asked, Side::Health),
        minutes(asked),
        askers(asked),
        outcomes(asked),
    ]
}

fn who(side: Side) -> Name {
    match side {
        Side::Police => name("police-asked", "The officer asked the nurse"),
        Side::Health => name("health-asked", "The nurse asked the officer"),
    }
}

fn directions(asked: &Asked) -> Table {
    Head {
        id: "requests",
        title: "One side asked the other",
        about: About::Work,
        numerator: "Requests made in the month, by who asked",
        denominator: "All requests between the two sides made in the month",
    }
    .parts(
        &Side::ALL,
        who,
        asked.between.values().map(|between| Some(between.by)),
    )
}

fn came(answer: Answer) -> Name {
    match answer {
        Answer::Shared => name("shared", "Shared"),
        Answer::Partly => name("partly", "Shared in part"),
        Answer::Refused => name("refused", "Not shared"),
        Answer::Deferred => name("deferred", "Put off to a later time"),
        Answer::None => name("not-answered", "Not answered"),
    }
}

fn answers(asked: &Asked, by: Side) -> Table {
    let (id, title) = match by {
        Side::Police => ("requests-by-police", "What came of the officer's requests"),
        Side::Health => ("requests-by-health", "What came of the nurse's requests"),
    };
    let all = [
        Answer::Shared,
        Answer::Partly,
        Answer::Refused,
        Answer::Deferred,
        Answer::None,
    ];
    let of = { asked.between.iter() }.filter(|(_, between)| between.by == by);
    Head {
        id,
        title,
        about: About::Work,
        numerator: "Requests of this side by the last answer that was given within a day of the month's end",
        denominator: "Requests that this side made in the month",
    }
    .parts(&all, came, of.map(|(request, _)| Some(asked.answer(*request))))
    .dividing("requests", who(by).code)
}

fn minutes(asked: &Asked) -> Table {
    let values = asked.minutes();
    Head {
        id: "minutes-to-answer",
        title: "How long a request waited",
        about: About::Work,
        numerator: "Minutes from asking to the first answer of any kind; missing are requests without an answer a day after the month's end",
        denominator: "All requests between the two sides made in the month",
    }
    .percentiles(
        Unit::Minutes,
        &[(name("p50", "Half within"), 50), (name("p90", "Nine in ten within"), 90)],
        &values,
        asked.between.len().saturating_sub(values.len()),
    )
}

fn askers(asked: &Asked) -> Table {
    Head {
        id: "outside-requests",
        title: "Who asked from outside",
        about: About::Work,
        numerator: "Requests from outside the partnership taken in the month, by who asked",
        denominator: "All requests from outside taken in the month",
    }
    .parts(
        OutsideAsker::ALL,
        words::asker,
        asked.outside.values().map(|(asker, _)| Some(*asker)),
    )
}

fn outcomes(asked: &Asked) -> Table {
    let stood = |request: &ItemId, first: Standing| match first {
        Standing::RedLine => Standing::RedLine,
        Standing::Waiting | Standing::Refused | Standing::Answered => {
            asked.steps.get(request).map_or(first, |(_, last)| *last)
        }
    };
    Head {
        id: "outside-answers",
        title: "What came of requests from outside",
        about: About::Work,
        numerator: "Requests from outside by where they stood a day after the month's end",
        denominator: "All requests from outside taken in the month",
    }
    .parts(
        &[
            Standing::Answered,
            Standing::Refused,
            Standing::RedLine,
            Standing::Waiting,
        ],
        |standing| match standing {
            Standing::Answered => name("answered", "Answered by a decision"),
            Standing::Refused => name("refused", "Refused, and they were told"),
            Standing::RedLine => name("red-line", "Refused at once: a red line"),
            Standing::Waiting => name("refused-for-now", "Refused until governance has advised"),
        },
        asked
            .outside
            .iter()
            .map(|(request, (_, first))| Some(stood(request, *first))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::NotSharedReason;
    use crate::domain::ids::{DeviceId, EntryRef, IncidentId, MemberId};
    use crate::domain::incident::Placed;
    use crate::domain::month::count_month;

    fn april() -> YearMonth {
        "2026-04".parse().unwrap()
    }

    fn at(minutes: i64) -> Moment {
        april().start().plus_minutes(minutes)
    }

    fn between(n: u8, side: Side, code: RequestCode, at: Moment) -> Content {
        Content::RequestFact(RequestFact {
            incident: IncidentId([1; 16]),
            request: ItemId([n; 16]),
            by: MemberId([9; 16]),
            side,
            code,
            at,
        })
    }

    fn outside(n: u8, asker: OutsideAsker, code: OutsideCode, at: Moment) -> Content {
        Content::OutsideFact(OutsideFact {
            request: ItemId([n; 16]),
            side: Side::Health,
            asker,
            code,
            at,
        })
    }

    fn counted(contents: Vec<Content>) -> crate::domain::month::Month {
        let entries: Vec<Placed> = (1..)
            .zip(contents)
            .map(|(seq, content)| Placed {
                entry: EntryRef {
                    device: DeviceId([1; 16]),
                    seq,
                },
                lamport: seq,
                at: at(0),
                author: None,
                content,
            })
            .collect();
        count_month(april(), &entries)
    }

    const ASKED: RequestCode = RequestCode::Asked {
        crime: false,
        times: 1,
    };

    #[test]
    fn a_request_counts_under_its_last_answer_and_waited_until_its_first() {
        let (police, health) = (Side::Police, Side::Health);
        let late = april().end().plus_minutes(24 * 60);
        let month = counted(vec![
            between(1, police, ASKED, at(0)),
            between(1, health, RequestCode::Deferred, at(10)),
            between(1, health, RequestCode::Partly, at(90)),
            between(2, police, ASKED, at(5)),
            between(
                2,
                health,
                RequestCode::Refused(NotSharedReason::NotAgreed),
                at(35),
            ),
            between(3, health, ASKED, april().end().plus_minutes(-1)),
            between(3, police, RequestCode::Shared, late.plus_minutes(-1)),
            between(4, health, ASKED, at(7)),
            between(4, police, RequestCode::Shared, late),
            between(5, police, ASKED, at(-1)),
            between(5, health, RequestCode::Shared, at(1)),
        ]);
        let table = |id: &str| month.table(id).unwrap().clone();
        assert_eq!(
            table("requests").count("police-asked"),
            2,
            "that of March is not of April"
        );
        assert_eq!(table("requests").count("health-asked"), 2);
        let police = table("requests-by-police");
        assert_eq!(
            (police.count("partly"), police.count("refused"), police.total()),
            (1, 1, 2)
        );
        let health = table("requests-by-health");
        assert_eq!((health.count("shared"), health.count("not-answered")), (1, 1));
        let minutes = table("minutes-to-answer");
        assert_eq!((minutes.value("p50"), minutes.missing), (Some(30), 1));
    }

    #[test]
    fn a_request_from_outside_counts_by_who_asked_and_a_red_line_stays_one() {
        let month = counted(vec![
            outside(1, OutsideAsker::Court, OutsideCode::Taken, at(0)),
            outside(1, OutsideAsker::Court, OutsideCode::Advised, at(1)),
            outside(1, OutsideAsker::Court, OutsideCode::Answered, at(2)),
            outside(2, OutsideAsker::Other, OutsideCode::RefusedRedLine, at(3)),
            outside(2, OutsideAsker::Other, OutsideCode::LeadTold, at(4)),
            outside(2, OutsideAsker::Other, OutsideCode::Answered, at(5)),
            outside(3, OutsideAsker::Media, OutsideCode::Taken, at(6)),
        ]);
        let askers = month.table("outside-requests").unwrap();
        assert_eq!(
            (askers.count("court"), askers.count("media"), askers.total()),
            (1, 1, 3)
        );
        let came = month.table("outside-answers").unwrap();
        let counts = ["answered", "red-line", "refused-for-now"].map(|code| came.count(code));
        assert_eq!(counts, [1, 1, 1], "nobody answers past a red line");
    }
}
