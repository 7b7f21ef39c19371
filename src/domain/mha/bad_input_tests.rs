//! What cannot be, or changes what is asked: each is named, and nothing that was recorded before it is lost.

use super::counted::{counted, recounted};
use super::record::{Lines, Record};
use super::step::About;
use super::step_tests::{HOUR, Story, arrived, hours, more, said, used};
use super::{Phase, clock, law, step};
use crate::domain::content::{
    Consulted, Content, Conveyance, IncidentOpened, PlaceOfSafety, Post, S136Field, S136Recorded, S136Step,
    WarrantKind,
};
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId};
use crate::domain::incident::{Placed, SharedIncident, fold_shared};
use crate::domain::role::Side;
use crate::domain::time::Moment;

const STATION: Option<PlaceOfSafety> = Some(PlaceOfSafety::PoliceStation);

fn ended(at: Moment) -> S136Step {
    S136Step::Ended { at, how: None }
}

fn not_used(at: Option<Moment>) -> S136Step {
    S136Step::NotUsed {
        at,
        instead: "Went home with a sister".to_owned(),
        consulted: Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        },
        other_way: None,
        advice: None,
    }
}

fn conditions() -> Vec<S136Step> {
    vec![
        said(S136Field::StationRisk, "yes"),
        said(S136Field::StationNoOther, "yes"),
        said(S136Field::StationCare, "yes"),
        said(S136Field::StationInspector, "Insp 12 Shah"),
    ]
}

pub(super) fn incident(story: &Story) -> SharedIncident {
    let opened = IncidentOpened {
        incident: IncidentId([1; 16]),
        reference: "26-0117".to_owned(),
        at: hours(0),
        post: Post::Car,
        station: "Car 2".to_owned(),
        crew: Vec::new(),
    };
    let placed = Placed {
        entry: EntryRef {
            device: DeviceId([1; 16]),
            seq: 1,
        },
        lamport: 1,
        at: hours(0),
        author: None,
        content: Content::IncidentOpened(opened),
    };
    let mut shared = fold_shared(&[placed]).unwrap();
    shared.s136 = story.state.clone();
    shared.age = story.age;
    shared
}

fn code(story: &Story, line: &str) -> Option<String> {
    let shared = incident(story);
    let own = Lines::new();
    let record = Record {
        shared: &shared,
        own: &own,
        side: Some(Side::Police),
    };
    counted(&record)?.codes.get(line).cloned()
}

#[test]
fn each_bad_input_is_named_and_changes_nothing() {
    let on_the_way = Story::new().with(&[used(hours(2))]);
    let there = Story::new().with(&[used(hours(2)), arrived(hours(4), None)]);
    let over = Story::new().with(&[used(hours(0)), arrived(hours(1), None), ended(hours(3))]);
    let late = Story {
        now: hours(40),
        ..Story::new().with(&[used(hours(0)), arrived(hours(1), None)])
    };
    for (what, story, step, named) in [
        (
            "arrival before detention",
            &on_the_way,
            arrived(hours(1), None),
            format!("Before({:?})", hours(2)),
        ),
        (
            "end before arrival",
            &there,
            ended(hours(3)),
            format!("EndBefore(Arrival, {:?})", hours(4)),
        ),
        ("a future time", &there, ended(hours(11)), "Future".to_owned()),
        (
            "a future use",
            &Story::new(),
            used(hours(11)),
            "Future".to_owned(),
        ),
        (
            "an extension after expiry",
            &late,
            more(hours(26), 60),
            "extension-late".to_owned(),
        ),
        (
            "an unknown place",
            &there,
            said(S136Field::PlaceClass, "castle"),
            "Unfit(PlaceClass)".to_owned(),
        ),
        (
            "an arrival after the end",
            &over,
            arrived(hours(4), None),
            format!("Over({:?})", hours(3)),
        ),
        (
            "more time after the end",
            &over,
            more(hours(4), 60),
            format!("Over({:?})", hours(3)),
        ),
        (
            "not used, of somebody who is detained",
            &there,
            not_used(None),
            "Detained".to_owned(),
        ),
        (
            "not used, tomorrow",
            &over,
            not_used(Some(hours(34))),
            "Future".to_owned(),
        ),
    ] {
        let before = story.state.clone();
        assert_eq!(story.refuses(&step), named, "{what}");
        assert_eq!(story.state, before, "{what}: nothing is lost");
    }
}

/// What may be done under the power, each at that hour.
fn done_at(at: Moment) -> Vec<(&'static str, S136Step)> {
    let who = || "R Cole, nurse".to_owned();
    let (to, by) = ("Northmere General".to_owned(), Conveyance::Ambulance);
    let authorised = String::new();
    vec![
        ("Arrival", arrived(at, Some(PlaceOfSafety::EmergencyDepartment))),
        (
            "SettingOut",
            S136Step::Conveyed {
                at,
                to,
                by,
                authorised,
            },
        ),
        ("HandOver", S136Step::HandedOver { at, to: who() }),
        ("MoreTime", more(at, 60)),
        ("Look", S136Step::Checked { at, by: who() }),
        ("Assessment", S136Step::Assessed { at }),
        ("WentMissing", S136Step::Absconded { at }),
    ]
}

#[test]
fn an_end_is_not_before_what_was_done_and_nothing_is_done_after_an_end() {
    let there = || Story::new().with(&[used(hours(0)), arrived(hours(1), None)]);
    for (what, step) in done_at(hours(5)) {
        let story = there().with(&[step]);
        let named = format!("EndBefore({what}, {:?})", hours(5));
        assert_eq!(story.refuses(&ended(hours(4))), named);
        assert!(
            story.try_it(&ended(hours(5)), false).is_ok(),
            "{what}: at that instant"
        );
    }
    let over = there().with(&[ended(hours(4))]);
    for (what, step) in done_at(hours(5)) {
        assert_eq!(over.refuses(&step), format!("Over({:?})", hours(4)), "{what}");
    }
    for (what, step) in done_at(hours(3)) {
        assert!(over.try_it(&step, false).is_ok(), "{what}: learnt later");
    }
    // the police may stay for a while with somebody who is free to go
    assert!(over.try_it(&S136Step::Left { at: hours(5) }, false).is_ok());
    let gone = there().with(&[S136Step::Absconded { at: hours(2) }, ended(hours(4))]);
    let back = S136Step::Retaken { at: hours(5) };
    assert_eq!(gone.refuses(&back), format!("Over({:?})", hours(4)));
}

#[test]
fn an_end_before_a_later_arrival_in_an_old_record_is_no_day_and_more_at_a_station() {
    let mut story = Story::new().with(&conditions());
    story = story.with(&[
        used(hours(0)),
        arrived(hours(1), None),
        arrived(hours(5), STATION),
    ]);
    let recorded = S136Recorded {
        incident: IncidentId([1; 16]),
        item: ItemId([99; 16]),
        step: ended(hours(3)),
    };
    story.state.take(&recorded, story.now);
    assert_eq!(code(&story, "station-hours").as_deref(), Some("under-1"));
}

#[test]
fn no_way_and_no_place_is_recorded_as_unknown_without_a_reason_by_any_door() {
    let leg = |by| S136Step::Conveyed {
        at: hours(1),
        to: "Elm suite".to_owned(),
        by,
        authorised: String::new(),
    };
    let Story { state, .. } = Story::new();
    assert_eq!(state.phase(), Phase::None);
    let by_warrant = Story::new().with(&[S136Step::Warrant {
        at: hours(0),
        kind: WarrantKind::Remove,
        number: "12, Invented court".to_owned(),
        present: "AMHP and doctor".to_owned(),
        kept: false,
        place: None,
        until: None,
    }]);
    let not_known = |at| arrived(at, Some(PlaceOfSafety::NotKnown));
    for story in [&by_warrant, &Story::new().with(&[used(hours(0))])] {
        for step in [
            leg(Conveyance::NotKnown),
            leg(Conveyance::Other),
            not_known(hours(1)),
        ] {
            assert!(story.refuses(&step).starts_with("Missing"), "{step:?}");
        }
    }
    let why = said(S136Field::TravelWhy, "Brought by a passer-by before we came");
    let because = by_warrant.with(&[why, leg(Conveyance::NotKnown), not_known(hours(2))]);
    let taken_back = said(S136Field::TravelWhy, "");
    assert!(
        because.refuses(&taken_back).starts_with("Missing"),
        "the reason stays"
    );
    let known = Story::new().with(&[used(hours(0)), said(S136Field::TravelWhy, "x y"), taken_back]);
    assert!(!known.state.said.contains_key(&S136Field::TravelWhy));
}

#[test]
fn an_age_that_becomes_known_as_17_is_told_before_the_station_is_reached_and_counted_anew() {
    let mut story = Story::new();
    story.age = None;
    let meant = S136Step::Used {
        at: hours(0),
        consulted: Consulted::NotPracticable {
            why: "On the rail".to_owned(),
        },
        advice: None,
        place: STATION,
        conveyance: Conveyance::PoliceVehicle,
    };
    let mut story = story.with(&[conditions(), vec![meant]].concat());
    assert_eq!(code(&story, "age-band").as_deref(), Some("not-known"));
    story.age = Some(17);
    assert_eq!(code(&story, "age-band").as_deref(), Some("under-18"));
    let about = About {
        law: &story.law,
        state: &story.state,
        age: story.age,
        age_about: false,
        now: story.now,
        earlier: None,
    };
    let found: Vec<&str> = step::findings(&about)
        .iter()
        .map(|row| row.slug.as_str())
        .collect();
    assert_eq!(found, ["child-station"]);
    assert!(
        story
            .refuses(&arrived(hours(1), STATION))
            .starts_with("child-station")
    );
    // the usual three presses say no place: it is the one that was meant
    assert!(
        story
            .refuses(&arrived(hours(1), None))
            .starts_with("child-station")
    );
    let suite = Some(PlaceOfSafety::HealthBased);
    assert!(story.try_it(&arrived(hours(1), suite), false).is_ok());
    assert_eq!(story.state.steps.len(), 5, "nothing is lost");
}

#[test]
fn the_return_counts_the_first_place_of_safety_and_the_hours_at_a_station_wherever_it_came() {
    let suite = Some(PlaceOfSafety::HealthBased);
    let first = [
        conditions(),
        vec![
            used(hours(0)),
            arrived(hours(1), STATION),
            arrived(hours(4), suite),
        ],
    ]
    .concat();
    let moved = Story::new().with(&first);
    assert_eq!(code(&moved, "place-class").as_deref(), Some("police-station"));
    assert_eq!(code(&moved, "station-hours").as_deref(), Some("1-to-4"));
    assert_eq!(code(&moved, "station-reason").as_deref(), Some("regulations-met"));
    assert_eq!(moved.state.place(), suite, "where the person is now");
    assert_eq!(
        clock::next_check(&moved.state, law()),
        None,
        "no look at a station is due any more"
    );
    let later = [
        conditions(),
        vec![
            used(hours(0)),
            arrived(hours(1), suite),
            arrived(hours(4), STATION),
        ],
    ]
    .concat();
    let later = Story::new().with(&later);
    assert_eq!(code(&later, "place-class").as_deref(), Some("health-based"));
    assert_eq!(code(&later, "station-hours"), None, "the person is there still");
    let later = later.with(&[ended(hours(9))]);
    assert_eq!(code(&later, "station-hours").as_deref(), Some("4-to-12"));
    assert_eq!(
        code(&Story::new().with(&[used(hours(0))]), "station-reason"),
        None
    );
    let without = |open: S136Field, value: &str| {
        let mut story = Story::new().with(&first);
        let line = S136Recorded {
            incident: IncidentId([1; 16]),
            item: ItemId([78; 16]),
            step: said(open, value),
        };
        story.state.take(&line, hours(5));
        code(&story, "station-reason")
    };
    for field in [S136Field::StationRisk, S136Field::StationInspector] {
        assert_eq!(
            without(field, "").as_deref(),
            Some("not-known"),
            "{field:?} is open"
        );
    }
    assert_eq!(without(S136Field::StationCare, "no").as_deref(), Some("other"));
}

#[test]
fn more_time_that_came_too_late_on_another_device_takes_nothing_from_more_time_given_before() {
    let mut story = Story::new().with(&[used(hours(0)), arrived(hours(0), None), more(hours(5), 6 * 60)]);
    story.state.take(
        &S136Recorded {
            incident: IncidentId([1; 16]),
            item: ItemId([77; 16]),
            step: more(hours(25), 12 * 60),
        },
        hours(26),
    );
    let period = clock::period(&story.state, law()).unwrap();
    assert_eq!(period.limit, Moment(hours(0).0 + 30 * HOUR));
}

#[test]
fn a_second_use_has_the_lines_that_were_recorded_with_it_and_none_of_the_first() {
    let first = [
        said(S136Field::FoundClass, "railway"),
        said(S136Field::PlaceName, "Elm suite"),
        used(hours(0)),
        arrived(hours(1), None),
        ended(hours(3)),
    ];
    let mut story = Story::new().with(&first);
    story.now = hours(9);
    let second = story.with(&[said(S136Field::FoundClass, "public"), used(hours(5))]);
    assert_eq!(
        second.state.said.get(&S136Field::FoundClass).map(String::as_str),
        Some("public")
    );
    assert_eq!(second.state.said.get(&S136Field::PlaceName), None);
    assert_eq!(second.state.before, Some(hours(3)));
}

#[test]
fn a_code_that_no_longer_holds_is_taken_back_in_the_return() {
    let story = Story::new().with(&[used(hours(0)), arrived(hours(1), None), ended(hours(3))]);
    let own = Lines::from([(S136Field::Force, "handcuffs".to_owned())]);
    let shared = incident(&story);
    let of = |own: &Lines| {
        let record = Record {
            shared: &shared,
            own,
            side: Some(Side::Police),
        };
        counted(&record)
    };
    let before = of(&own);
    assert_eq!(recounted(before.as_ref(), before.clone()), None);
    let after = recounted(before.as_ref(), of(&Lines::new())).unwrap();
    assert_eq!(after.codes.get("force").map(String::as_str), Some(""));
}
