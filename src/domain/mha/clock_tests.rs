//! The clocks as a table: when a use began, what was recorded, when the period ends, and how London's clock shows it.

use chrono::DateTime;

use super::clock::{Alarm, From, handover, next_check, period};
use super::{S136State, law};
use crate::domain::content::{
    Consulted, Conveyance, MoreTime, PlaceOfSafety, S136Field, S136Recorded, S136Step, WarrantKind,
};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::time::Moment;

/// An instant as a log has it, or as a wall clock in London with its offset.
fn at(text: &str) -> Moment {
    Moment(DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
}

fn used(text: &str) -> S136Step {
    S136Step::Used {
        at: at(text),
        consulted: Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        },
        advice: None,
        place: None,
        conveyance: Conveyance::Ambulance,
    }
}

fn arrived(text: &str) -> S136Step {
    S136Step::Arrived {
        at: at(text),
        place: None,
    }
}

fn more(text: &str, hours: u32) -> S136Step {
    S136Step::Extended {
        at: at(text),
        minutes: hours * 60,
        by: "Dr A Reed 999".to_owned(),
        why: MoreTime::PhysicalTreatment,
        superintendent: String::new(),
        assessed_there: None,
    }
}

fn warrant(text: &str, kept: bool) -> S136Step {
    S136Step::Warrant {
        at: at(text),
        kind: WarrantKind::Remove,
        number: "12, Invented court".to_owned(),
        present: "AMHP and doctor".to_owned(),
        kept,
        place: None,
        until: None,
    }
}

fn fold<'a>(steps: impl IntoIterator<Item = &'a S136Step>) -> S136State {
    let mut state = S136State::default();
    for (number, step) in steps.into_iter().enumerate() {
        let recorded = S136Recorded {
            incident: IncidentId([1; 16]),
            item: ItemId([u8::try_from(number).unwrap(); 16]),
            step: step.clone(),
        };
        state.take(&recorded, Moment(0));
    }
    state
}

/// The end of the period: the instant, and as London's wall clock shows it.
struct Case(
    &'static str,
    Vec<S136Step>,
    Option<(&'static str, &'static str, From)>,
);

#[expect(clippy::too_many_lines, reason = "a table")]
fn cases() -> Vec<Case> {
    use From::{Arrival, Entry, Kept};
    let u = used;
    let a = arrived;
    let kept = |text: &str| S136Step::Kept {
        at: at(text),
        place: None,
    };
    vec![
        // ordinary days
        Case(
            "winter day",
            vec![u("2026-01-13T21:00:00Z"), a("2026-01-13T21:40:00Z")],
            Some(("2026-01-14T21:40:00Z", "Wed 14 Jan 21:40", Arrival)),
        ),
        Case(
            "summer day",
            vec![u("2026-05-12T20:12:00Z"), a("2026-05-12T20:40:00Z")],
            Some(("2026-05-13T20:40:00Z", "Wed 13 May 21:40", Arrival)),
        ),
        Case(
            "over the end of a month",
            vec![u("2026-01-31T22:00:00Z"), a("2026-01-31T23:30:00Z")],
            Some(("2026-02-01T23:30:00Z", "Sun 1 Feb 23:30", Arrival)),
        ),
        Case(
            "over the end of a year",
            vec![u("2026-12-31T22:00:00Z"), a("2026-12-31T22:30:00Z")],
            Some(("2027-01-01T22:30:00Z", "Fri 1 Jan 22:30", Arrival)),
        ),
        Case(
            "a leap day in 2028",
            vec![u("2028-02-28T10:00:00Z"), a("2028-02-28T10:20:00Z")],
            Some(("2028-02-29T10:20:00Z", "Tue 29 Feb 10:20", Arrival)),
        ),
        Case("not used", vec![], None),
        Case("nobody has arrived", vec![u("2026-05-12T20:12:00Z")], None),
        Case("an arrival without a use", vec![a("2026-05-12T20:12:00Z")], None),
        Case(
            "seconds count",
            vec![u("2026-05-12T20:12:00Z"), a("2026-05-12T20:40:31Z")],
            Some(("2026-05-13T20:40:31Z", "Wed 13 May 21:40", Arrival)),
        ),
        // travel is not counted
        Case(
            "four hours on the way",
            vec![u("2026-05-12T20:00:00Z"), a("2026-05-13T00:00:00Z")],
            Some(("2026-05-14T00:00:00Z", "Thu 14 May 01:00", Arrival)),
        ),
        // the clocks go forward, 29 March 2026: 24 hours look like 25 on the wall
        Case(
            "spring 2026, evening before",
            vec![u("2026-03-28T21:00:00Z"), a("2026-03-28T22:00:00Z")],
            Some(("2026-03-29T22:00:00Z", "Sun 29 Mar 23:00", Arrival)),
        ),
        Case(
            "spring 2026, a second before",
            vec![u("2026-03-28T23:00:00Z"), a("2026-03-29T00:59:59Z")],
            Some(("2026-03-30T00:59:59Z", "Mon 30 Mar 01:59", Arrival)),
        ),
        Case(
            "spring 2026, at the change",
            vec![u("2026-03-28T23:00:00Z"), a("2026-03-29T01:00:00Z")],
            Some(("2026-03-30T01:00:00Z", "Mon 30 Mar 02:00", Arrival)),
        ),
        Case(
            "spring 2026, an hour after",
            vec![u("2026-03-28T23:00:00Z"), a("2026-03-29T03:00:00+01:00")],
            Some(("2026-03-30T02:00:00Z", "Mon 30 Mar 03:00", Arrival)),
        ),
        Case(
            "spring 2026, ends as they change",
            vec![u("2026-03-28T00:00:00Z"), a("2026-03-28T01:00:00Z")],
            Some(("2026-03-29T01:00:00Z", "Sun 29 Mar 02:00", Arrival)),
        ),
        Case(
            "spring 2026, the end is in the hour left out",
            vec![u("2026-03-28T00:00:00Z"), a("2026-03-28T01:30:00Z")],
            Some(("2026-03-29T01:30:00Z", "Sun 29 Mar 02:30", Arrival)),
        ),
        // the clocks go back, 25 October 2026: 24 hours look like 23 on the wall
        Case(
            "autumn 2026, evening before",
            vec![u("2026-10-24T20:00:00Z"), a("2026-10-24T21:00:00Z")],
            Some(("2026-10-25T21:00:00Z", "Sun 25 Oct 21:00", Arrival)),
        ),
        Case(
            "autumn 2026, the first 01:30",
            vec![u("2026-10-24T22:00:00Z"), a("2026-10-25T01:30:00+01:00")],
            Some(("2026-10-26T00:30:00Z", "Mon 26 Oct 00:30", Arrival)),
        ),
        Case(
            "autumn 2026, the second 01:30",
            vec![u("2026-10-24T22:00:00Z"), a("2026-10-25T01:30:00+00:00")],
            Some(("2026-10-26T01:30:00Z", "Mon 26 Oct 01:30", Arrival)),
        ),
        Case(
            "autumn 2026, at the change",
            vec![u("2026-10-24T22:00:00Z"), a("2026-10-25T01:00:00Z")],
            Some(("2026-10-26T01:00:00Z", "Mon 26 Oct 01:00", Arrival)),
        ),
        Case(
            "autumn 2026, ends in the first of both hours",
            vec![u("2026-10-24T00:00:00Z"), a("2026-10-24T00:15:00Z")],
            Some(("2026-10-25T00:15:00Z", "Sun 25 Oct 01:15 BST", Arrival)),
        ),
        Case(
            "autumn 2026, ends in the second of both hours",
            vec![u("2026-10-24T00:00:00Z"), a("2026-10-24T01:15:00Z")],
            Some(("2026-10-25T01:15:00Z", "Sun 25 Oct 01:15 GMT", Arrival)),
        ),
        // 28 March and 31 October 2027
        Case(
            "spring 2027, evening before",
            vec![u("2027-03-27T21:00:00Z"), a("2027-03-27T22:00:00Z")],
            Some(("2027-03-28T22:00:00Z", "Sun 28 Mar 23:00", Arrival)),
        ),
        Case(
            "spring 2027, at the change",
            vec![u("2027-03-27T23:00:00Z"), a("2027-03-28T01:00:00Z")],
            Some(("2027-03-29T01:00:00Z", "Mon 29 Mar 02:00", Arrival)),
        ),
        Case(
            "spring 2027, ends as they change",
            vec![u("2027-03-27T00:00:00Z"), a("2027-03-27T01:00:00Z")],
            Some(("2027-03-28T01:00:00Z", "Sun 28 Mar 02:00", Arrival)),
        ),
        Case(
            "spring 2027, with more time across it",
            vec![
                u("2027-03-26T20:00:00Z"),
                a("2027-03-26T21:00:00Z"),
                more("2027-03-27T20:00:00Z", 12),
            ],
            Some(("2027-03-28T09:00:00Z", "Sun 28 Mar 10:00", Arrival)),
        ),
        Case(
            "autumn 2027, evening before",
            vec![u("2027-10-30T20:00:00Z"), a("2027-10-30T21:00:00Z")],
            Some(("2027-10-31T21:00:00Z", "Sun 31 Oct 21:00", Arrival)),
        ),
        Case(
            "autumn 2027, the first 01:30",
            vec![u("2027-10-30T22:00:00Z"), a("2027-10-31T01:30:00+01:00")],
            Some(("2027-11-01T00:30:00Z", "Mon 1 Nov 00:30", Arrival)),
        ),
        Case(
            "autumn 2027, the second 01:30",
            vec![u("2027-10-30T22:00:00Z"), a("2027-10-31T01:30:00+00:00")],
            Some(("2027-11-01T01:30:00Z", "Mon 1 Nov 01:30", Arrival)),
        ),
        Case(
            "autumn 2027, with more time across it",
            vec![
                u("2027-10-29T20:00:00Z"),
                a("2027-10-29T21:00:00Z"),
                more("2027-10-30T20:00:00Z", 12),
            ],
            Some(("2027-10-31T09:00:00Z", "Sun 31 Oct 09:00", Arrival)),
        ),
        // transfers restart nothing
        Case(
            "moved once",
            vec![
                u("2026-05-12T20:00:00Z"),
                a("2026-05-12T20:40:00Z"),
                a("2026-05-13T02:00:00Z"),
            ],
            Some(("2026-05-13T20:40:00Z", "Wed 13 May 21:40", Arrival)),
        ),
        Case(
            "moved three times",
            vec![
                u("2026-05-12T20:00:00Z"),
                a("2026-05-12T20:40:00Z"),
                a("2026-05-13T02:00:00Z"),
                a("2026-05-13T09:00:00Z"),
                a("2026-05-13T15:00:00Z"),
            ],
            Some(("2026-05-13T20:40:00Z", "Wed 13 May 21:40", Arrival)),
        ),
        Case(
            "the first arrival is recorded last",
            vec![
                u("2026-05-12T20:00:00Z"),
                a("2026-05-13T02:00:00Z"),
                a("2026-05-12T20:40:00Z"),
            ],
            Some(("2026-05-13T20:40:00Z", "Wed 13 May 21:40", Arrival)),
        ),
        Case(
            "both devices record the arrival",
            vec![
                u("2026-05-12T20:00:00Z"),
                a("2026-05-12T20:42:00Z"),
                a("2026-05-12T20:40:00Z"),
            ],
            Some(("2026-05-13T20:40:00Z", "Wed 13 May 21:40", Arrival)),
        ),
        Case(
            "both devices record the use",
            vec![
                u("2026-05-12T20:05:00Z"),
                u("2026-05-12T20:00:00Z"),
                a("2026-05-12T20:40:00Z"),
            ],
            Some(("2026-05-13T20:40:00Z", "Wed 13 May 21:40", Arrival)),
        ),
        // kept where found
        Case(
            "kept in the emergency department",
            vec![u("2026-05-12T20:00:00Z"), kept("2026-05-12T20:10:00Z")],
            Some(("2026-05-13T20:10:00Z", "Wed 13 May 21:10", Kept)),
        ),
        Case(
            "kept, then moved",
            vec![
                u("2026-05-12T20:00:00Z"),
                kept("2026-05-12T20:10:00Z"),
                a("2026-05-12T23:00:00Z"),
            ],
            Some(("2026-05-13T20:10:00Z", "Wed 13 May 21:10", Kept)),
        ),
        Case(
            "arrived, then kept there",
            vec![
                u("2026-05-12T20:00:00Z"),
                a("2026-05-12T20:40:00Z"),
                kept("2026-05-12T21:00:00Z"),
            ],
            Some(("2026-05-13T20:40:00Z", "Wed 13 May 21:40", Arrival)),
        ),
        // section 135
        Case(
            "warrant, kept on the premises",
            vec![warrant("2026-05-12T09:00:00Z", true)],
            Some(("2026-05-13T09:00:00Z", "Wed 13 May 10:00", Entry)),
        ),
        Case(
            "warrant, kept, then moved",
            vec![warrant("2026-05-12T09:00:00Z", true), a("2026-05-12T12:00:00Z")],
            Some(("2026-05-13T09:00:00Z", "Wed 13 May 10:00", Entry)),
        ),
        Case(
            "warrant, removed",
            vec![warrant("2026-05-12T09:00:00Z", false), a("2026-05-12T10:15:00Z")],
            Some(("2026-05-13T10:15:00Z", "Wed 13 May 11:15", Arrival)),
        ),
        Case(
            "warrant, on the way",
            vec![warrant("2026-05-12T09:00:00Z", false)],
            None,
        ),
        // more time
        Case(
            "six hours more",
            vec![
                u("2026-05-12T20:00:00Z"),
                a("2026-05-12T20:40:00Z"),
                more("2026-05-13T18:00:00Z", 6),
            ],
            Some(("2026-05-14T02:40:00Z", "Thu 14 May 03:40", Arrival)),
        ),
        Case(
            "twelve hours more",
            vec![
                u("2026-05-12T20:00:00Z"),
                a("2026-05-12T20:40:00Z"),
                more("2026-05-13T18:00:00Z", 12),
            ],
            Some(("2026-05-14T08:40:00Z", "Thu 14 May 09:40", Arrival)),
        ),
        Case(
            "never beyond 36 hours",
            vec![
                u("2026-05-12T20:00:00Z"),
                a("2026-05-12T20:40:00Z"),
                more("2026-05-13T18:00:00Z", 20),
            ],
            Some(("2026-05-14T08:40:00Z", "Thu 14 May 09:40", Arrival)),
        ),
        Case(
            "given in the last minute",
            vec![
                u("2026-05-12T20:00:00Z"),
                a("2026-05-12T20:40:00Z"),
                more("2026-05-13T20:39:00Z", 6),
            ],
            Some(("2026-05-14T02:40:00Z", "Thu 14 May 03:40", Arrival)),
        ),
        Case(
            "given after the end",
            vec![
                u("2026-05-12T20:00:00Z"),
                a("2026-05-12T20:40:00Z"),
                more("2026-05-13T20:41:00Z", 6),
            ],
            Some(("2026-05-13T20:40:00Z", "Wed 13 May 21:40", Arrival)),
        ),
        Case(
            "recorded on both devices",
            vec![
                u("2026-05-12T20:00:00Z"),
                a("2026-05-12T20:40:00Z"),
                more("2026-05-13T18:00:00Z", 6),
                more("2026-05-13T18:02:00Z", 6),
            ],
            Some(("2026-05-14T02:40:00Z", "Thu 14 May 03:40", Arrival)),
        ),
        Case(
            "over the spring change of 2026",
            vec![
                u("2026-03-27T20:00:00Z"),
                a("2026-03-27T21:00:00Z"),
                more("2026-03-28T20:00:00Z", 12),
            ],
            Some(("2026-03-29T09:00:00Z", "Sun 29 Mar 10:00", Arrival)),
        ),
        Case(
            "over the autumn change of 2026",
            vec![
                u("2026-10-23T20:00:00Z"),
                a("2026-10-23T21:00:00Z"),
                more("2026-10-24T20:00:00Z", 12),
            ],
            Some(("2026-10-25T09:00:00Z", "Sun 25 Oct 09:00", Arrival)),
        ),
        Case(
            "missing and found again",
            vec![
                u("2026-05-12T20:00:00Z"),
                a("2026-05-12T20:40:00Z"),
                S136Step::Absconded {
                    at: at("2026-05-13T01:00:00Z"),
                },
                S136Step::Retaken {
                    at: at("2026-05-13T05:00:00Z"),
                },
            ],
            Some(("2026-05-13T20:40:00Z", "Wed 13 May 21:40", Arrival)),
        ),
    ]
}

#[test]
fn every_case_ends_when_the_law_says_whatever_the_wall_clock_does() {
    let cases = cases();
    assert!(cases.len() >= 40, "{}", cases.len());
    for Case(name, steps, expected) in &cases {
        let found = period(&fold(steps), law());
        let shown = found.map(|period| (period.limit, period.limit.clock_from(Moment(0)), period.from));
        let wanted = expected.map(|(end, wall, from)| (at(end), wall.to_owned(), from));
        assert_eq!(shown, wanted, "{name}");
    }
}

/// Entries of two devices arrive in any order; all that is shown is the same.
#[test]
fn the_order_in_which_arrivals_and_more_time_come_in_changes_nothing() {
    for Case(name, steps, _) in &cases() {
        let Some((first, later)) = steps.split_first() else {
            continue;
        };
        let forward = period(&fold(steps), law());
        let backward = period(&fold(std::iter::once(first).chain(later.iter().rev())), law());
        assert_eq!(forward, backward, "{name}");
    }
}

#[test]
fn alarms_come_at_six_hours_at_two_and_at_the_limit_and_a_wrong_clock_is_said() {
    let state = fold(&[used("2026-10-24T20:00:00Z"), arrived("2026-10-24T21:00:00Z")]);
    let running = period(&state, law()).unwrap();
    for (now, alarm) in [
        ("2026-10-24T20:59:59Z", Alarm::ClockWrong),
        ("2026-10-24T21:00:00Z", Alarm::Quiet),
        ("2026-10-25T14:59:59Z", Alarm::Quiet),
        ("2026-10-25T15:00:00Z", Alarm::Soon),
        ("2026-10-25T18:59:59Z", Alarm::Soon),
        ("2026-10-25T19:00:00Z", Alarm::Now),
        ("2026-10-25T20:59:59Z", Alarm::Now),
        ("2026-10-25T21:00:00Z", Alarm::Past),
        ("2031-01-01T00:00:00Z", Alarm::Past),
    ] {
        assert_eq!(running.alarm(at(now), law()), alarm, "{now}");
    }
}

#[test]
fn the_hand_over_aim_runs_from_the_first_arrival_and_stops_when_health_takes_over() {
    let mut steps = vec![used("2026-05-12T20:00:00Z"), arrived("2026-05-12T20:40:00Z")];
    let clock = handover(&fold(&steps), law()).unwrap();
    assert_eq!((clock.due, clock.done), (at("2026-05-12T21:40:00Z"), None));
    let over = at("2026-05-12T21:10:00Z");
    steps.push(S136Step::HandedOver {
        at: over,
        to: "R Cole, nurse".to_owned(),
    });
    assert_eq!(handover(&fold(&steps), law()).unwrap().done, Some(over));
}

#[test]
fn at_a_police_station_the_next_look_is_due_after_half_an_hour() {
    let station = S136Step::Arrived {
        at: at("2026-05-12T20:40:00Z"),
        place: Some(PlaceOfSafety::PoliceStation),
    };
    let mut steps = vec![used("2026-05-12T20:00:00Z"), station];
    assert_eq!(next_check(&fold(&steps), law()), Some(at("2026-05-12T21:10:00Z")));
    steps.push(S136Step::Checked {
        at: at("2026-05-12T21:05:00Z"),
        by: "Nurse".to_owned(),
    });
    assert_eq!(next_check(&fold(&steps), law()), Some(at("2026-05-12T21:35:00Z")));
    steps.push(S136Step::Said {
        field: S136Field::PlaceClass,
        value: "health-based".to_owned(),
    });
    assert_eq!(next_check(&fold(&steps), law()), None);
}
