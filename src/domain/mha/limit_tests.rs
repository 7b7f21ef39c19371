//! Edges of the law: taking back a person after the limit, more time at a police station, a start that two devices
//! recorded, an arrival that is corrected late, how long the limit was passed, and uses in other incidents.

use super::clock::{Alarm, handover, period, retake_by};
use super::step::{About, Earlier, Refusal, check, findings};
use super::step_tests::{Story, arrived, hours, more, said, used};
use super::{S136State, law};
use crate::domain::content::{EndedHow, MoreTime, PlaceOfSafety, S136Field, S136Recorded, S136Step};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::time::Moment;

const SUITE: Option<PlaceOfSafety> = Some(PlaceOfSafety::HealthBased);

fn there() -> Story {
    Story::new().with(&[used(hours(0)), arrived(hours(1), SUITE)])
}

fn ended(at: Moment) -> S136Step {
    S136Step::Ended {
        at,
        how: Some(EndedHow::TimeOut),
    }
}

#[test]
fn somebody_who_left_is_taken_back_within_the_period_and_later_only_with_a_reason() {
    let mut story = there();
    story.now = hours(40);
    let gone = story.with(&[S136Step::Absconded { at: hours(20) }]);
    let back = |at| S136Step::Retaken { at };
    assert_eq!(retake_by(&gone.state, law()), Some(hours(25)));
    assert_eq!(gone.try_it(&back(hours(24)), false), Ok(vec![]));
    for late in [25, 30] {
        assert_eq!(gone.refuses(&back(hours(late))), "retaken-late", "{late}");
        assert!(
            gone.try_it(&back(hours(late)), true).is_ok(),
            "what happened is not lost"
        );
    }
    let brought = gone.with(&[back(hours(30))]);
    let limit = period(&brought.state, law()).unwrap().limit;
    assert_eq!(limit, hours(25), "taking back restarts nothing");

    // with more time from the doctor the power holds for longer
    let mut longer = there().with(&[more(hours(5), 6 * 60)]);
    longer.now = hours(40);
    let longer = longer.with(&[S136Step::Absconded { at: hours(20) }]);
    assert!(longer.try_it(&back(hours(30)), false).is_ok());
    assert_eq!(longer.refuses(&back(hours(31))), "retaken-late");
}

#[test]
fn who_left_on_the_way_is_taken_back_within_24_hours_of_leaving() {
    let mut story = Story::new().with(&[used(hours(0))]);
    story.now = hours(40);
    let gone = story.with(&[S136Step::Absconded { at: hours(1) }]);
    assert!(gone.try_it(&S136Step::Retaken { at: hours(24) }, false).is_ok());
    assert_eq!(gone.refuses(&S136Step::Retaken { at: hours(25) }), "retaken-late");
}

#[test]
fn more_time_at_a_police_station_needs_a_superintendent_where_the_assessment_is_to_be_there() {
    let station = [
        said(S136Field::StationRisk, "yes"),
        said(S136Field::StationNoOther, "yes"),
        said(S136Field::StationCare, "yes"),
        said(S136Field::StationInspector, "Insp 12 Shah"),
        used(hours(0)),
        arrived(hours(1), Some(PlaceOfSafety::PoliceStation)),
    ];
    let story = Story::new().with(&station);
    let extended = |there: Option<bool>, approved: &str| S136Step::Extended {
        at: hours(5),
        minutes: 90,
        by: "Dr A Reed".to_owned(),
        why: MoreTime::Intoxicated,
        superintendent: approved.to_owned(),
        assessed_there: there,
    };
    for (there, approved, passes) in [
        (Some(true), "", false),
        (Some(true), "Supt 7 Rowe", true),
        (None, "", false),
        (None, "Supt 7 Rowe", true),
        (Some(false), "", true),
    ] {
        let tried = story.try_it(&extended(there, approved), false);
        assert_eq!(tried.is_ok(), passes, "{there:?} {approved:?}: {tried:?}");
    }
    let elsewhere = there();
    assert!(
        elsewhere.try_it(&extended(Some(true), ""), false).is_ok(),
        "the person is at no station"
    );
    let clock = period(&story.with(&[extended(Some(false), "")]).state, law()).unwrap();
    assert_eq!(clock.limit, hours(1).plus_minutes(24 * 60 + 90), "minutes count");
}

#[test]
fn the_hand_over_aim_runs_from_where_health_staff_can_take_over_also_where_nobody_arrived() {
    let aim = |story: &Story| handover(&story.state, law()).map(|clock| (clock.since, clock.kept));
    let kept = |at, place| S136Step::Kept { at, place };
    let department = Some(PlaceOfSafety::EmergencyDepartment);
    // kept in the emergency department where the person was found (s136(2A))
    let found = Story::new().with(&[used(hours(0)), kept(hours(1), department)]);
    assert_eq!(aim(&found), Some((hours(1), true)));
    let over = S136Step::HandedOver {
        at: hours(3),
        to: "R Cole, nurse".to_owned(),
    };
    let clock = handover(&found.with(&[over]).state, law()).unwrap();
    assert_eq!((clock.due, clock.done), (hours(2), Some(hours(3))));
    // a move to another place of safety does not begin it anew
    let moved = there().with(&[arrived(hours(5), department)]);
    assert_eq!(aim(&moved), Some((hours(1), false)));
    // at a police station and in a home there is nobody to hand over to
    let mut station = there();
    station.state = S136State::default();
    for (number, step) in [
        used(hours(0)),
        arrived(hours(1), Some(PlaceOfSafety::PoliceStation)),
    ]
    .into_iter()
    .enumerate()
    {
        station.state.take(&recorded(number, step), hours(1));
    }
    assert_eq!(aim(&station), None);
    let after = station.with(&[arrived(hours(4), department)]);
    assert_eq!(aim(&after), Some((hours(4), false)));
    let agreed = said(S136Field::Agreed, "person-and-occupier");
    let home = kept(hours(1), Some(PlaceOfSafety::PrivateHome));
    assert_eq!(aim(&Story::new().with(&[used(hours(0)), agreed, home])), None);
}

fn recorded(number: usize, step: S136Step) -> S136Recorded {
    S136Recorded {
        incident: IncidentId([1; 16]),
        item: ItemId([u8::try_from(number).unwrap(); 16]),
        step,
    }
}

#[test]
fn a_clock_that_was_set_back_since_something_was_written_is_wrong_and_a_minute_is_not() {
    let mut story = there();
    story.state.written = Some(hours(8));
    let period = period(&story.state, law()).unwrap();
    let minutes = |minutes: i64| hours(8).plus_minutes(minutes);
    for (now, alarm) in [
        (minutes(0), Alarm::Quiet),
        (minutes(-5), Alarm::Quiet),
        (minutes(-6), Alarm::ClockWrong),
        (hours(0), Alarm::ClockWrong),
        (hours(26), Alarm::Past),
    ] {
        assert_eq!(period.alarm(now, law()), alarm, "{now:?}");
    }
}

#[test]
fn of_two_starts_the_earlier_counts_and_the_record_says_so() {
    let mut story = Story::new().with(&[used(hours(1))]);
    let mut take = |number: usize, step: S136Step| {
        story.state.take(&recorded(number, step), hours(9));
    };
    take(50, used(hours(0)));
    take(51, arrived(hours(2), SUITE));
    assert_eq!(story.state.began(), Some(hours(0)));
    assert_eq!(story.state.starts(), [hours(0), hours(1)]);
    let about = About {
        law: law(),
        state: &story.state,
        age: Some(30),
        age_about: false,
        now: hours(9),
        earlier: None,
    };
    let found: Vec<&str> = findings(&about).iter().map(|row| row.slug.as_str()).collect();
    assert_eq!(found, ["two-starts"]);
    let wrong = story.state.without(ItemId([50; 16]));
    assert_eq!((wrong.began(), wrong.starts().len()), (Some(hours(1)), 1));
    // one after the end is a use of its own
    let again = there().with(&[ended(hours(3)), used(hours(4))]);
    assert_eq!(again.state.starts(), [hours(4)]);
}

#[test]
fn an_arrival_that_is_corrected_to_after_the_hand_over_is_questioned() {
    let over = S136Step::HandedOver {
        at: hours(3),
        to: "R Cole, nurse".to_owned(),
    };
    let mut story = there().with(&[over]);
    let first = story.state.steps[1].item;
    let back = S136Step::TakenBack {
        step: first,
        why: "The wrong time".to_owned(),
    };
    assert!(story.try_it(&back, false).is_ok());
    story.state = story.state.without(first);
    assert_eq!(
        story.refuses(&arrived(hours(4), SUITE)),
        format!("After({:?})", hours(3))
    );
    assert!(story.try_it(&arrived(hours(2), SUITE), false).is_ok());
    // an arrival elsewhere after the hand-over is a move
    let moved = there().with(&[S136Step::HandedOver {
        at: hours(3),
        to: "R Cole, nurse".to_owned(),
    }]);
    assert!(moved.try_it(&arrived(hours(4), SUITE), false).is_ok());
}

#[test]
fn how_long_the_limit_was_passed_is_counted_while_it_runs_and_after_it_ended() {
    let mut story = there();
    story.now = hours(40);
    assert_eq!(story.state.over_limit(law(), hours(25)), None, "at the limit");
    assert_eq!(story.state.over_limit(law(), hours(27)), Some(120), "and it runs");
    let late = story.with(&[ended(hours(26).plus_minutes(20))]);
    assert_eq!(late.state.over_limit(law(), hours(39)), Some(80), "it ended");
    let mut gone = there();
    gone.now = hours(40);
    let gone = gone.with(&[S136Step::Absconded { at: hours(20) }, ended(hours(30))]);
    assert_eq!(
        gone.state.over_limit(law(), hours(39)),
        None,
        "nobody kept who was missing"
    );
    let in_time = there().with(&[ended(hours(5))]);
    assert_eq!(in_time.state.over_limit(law(), hours(39)), None);
    assert_eq!(
        Story::new()
            .with(&[used(hours(0))])
            .state
            .over_limit(law(), hours(99)),
        None
    );
}

#[test]
fn a_use_in_another_incident_asks_why_and_one_of_the_same_event_stops() {
    let story = Story::new();
    let tried = |earlier: Earlier<'_>, reason: bool| {
        let about = About {
            law: law(),
            state: &story.state,
            age: Some(30),
            age_about: false,
            now: hours(10),
            earlier: Some(earlier),
        };
        check(&about, &used(hours(9)), reason)
    };
    let earlier = |ended: Option<Moment>, joined: bool| Earlier {
        reference: "26-0116",
        ended,
        joined,
    };
    for (ended, joined, slug, with_reason) in [
        (None, true, Some("in-use"), false),
        (None, false, Some("held-elsewhere"), true),
        (Some(hours(-10)), false, Some("held-elsewhere"), true),
        (Some(hours(5)), true, Some("held-elsewhere"), true),
        (Some(hours(-16)), false, None, true),
    ] {
        let found = match tried(earlier(ended, joined), false) {
            Ok(_) => None,
            Err(Refusal::Law(against)) => {
                assert_eq!(against[0].elsewhere.as_deref(), Some("26-0116"), "it says where");
                Some(against[0].row.slug.clone())
            }
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(found.as_deref(), slug, "{ended:?} {joined}");
        assert_eq!(
            tried(earlier(ended, joined), true).is_ok(),
            with_reason,
            "{ended:?} {joined}"
        );
    }
}

#[test]
fn somebody_who_was_held_before_is_questioned_before_and_after_the_use() {
    let yes = said(S136Field::HeldBefore, "yes");
    let before = Story::new().with(std::slice::from_ref(&yes));
    assert_eq!(before.refuses(&used(hours(1))), "held-before");
    assert!(before.try_it(&used(hours(1)), true).is_ok());
    let after = Story::new().with(&[used(hours(1))]);
    assert_eq!(after.refuses(&yes), "held-before");
    assert!(after.try_it(&said(S136Field::HeldBefore, "no"), false).is_ok());
}
