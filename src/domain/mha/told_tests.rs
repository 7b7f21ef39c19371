//! Which facts tell of one use and which of two: two devices of one incident, an end, and what was taken back and lifted.

use super::told::{Joins, after_all, uses};
use crate::domain::content::{ConsultedCode, Content, JoinedFact, S136Counted, S136Fact, S136TakenBack};
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId};
use crate::domain::incident::Placed;
use crate::domain::time::Moment;

const INCIDENT: IncidentId = IncidentId([1; 16]);

fn minute(minutes: i64) -> Moment {
    Moment(1_778_616_000_000).plus_minutes(minutes)
}

fn item(item: u8) -> ItemId {
    ItemId([item; 16])
}

fn counted(start: u8, at: i64, ended: Option<i64>, codes: &[(&str, &str)]) -> Content {
    let own = |(line, code): &(&str, &str)| ((*line).to_owned(), (*code).to_owned());
    Content::S136Counted(S136Counted {
        incident: INCIDENT,
        item: item(start),
        at: minute(at),
        codes: codes.iter().map(own).collect(),
        ended: ended.map(minute),
    })
}

fn fact(step: u8, used: bool, at: i64) -> Content {
    Content::S136Fact(S136Fact {
        incident: INCIDENT,
        item: item(step),
        used,
        consulted: ConsultedCode::CrewNurse,
        advice: None,
        place: None,
        conveyance: None,
        other_way: None,
        at: minute(at),
    })
}

fn back(step: u8, by: Option<u8>, lifted: bool) -> Content {
    Content::S136TakenBack(S136TakenBack {
        incident: INCIDENT,
        item: item(step),
        at: minute(0),
        by: by.map(item),
        lifted,
    })
}

fn log(contents: Vec<Content>) -> Vec<Placed> {
    (1..)
        .zip(contents)
        .map(|(seq, content)| Placed {
            entry: EntryRef {
                device: DeviceId([1; 16]),
                seq,
            },
            lamport: seq,
            at: minute(0),
            author: None,
            content,
        })
        .collect()
}

/// When each use was decided, in minutes, and what one line of it says.
fn found(contents: Vec<Content>, line: &str) -> Vec<(i64, Option<String>)> {
    let entries = log(contents);
    let sorted: Vec<&Placed> = entries.iter().collect();
    let of = uses(&sorted, &Joins::of(&sorted, None));
    let told = of.into_values().flatten();
    told.map(|one| {
        let code = one.codes.get(line).map(|code| (*code).to_owned());
        (one.at.minutes_since(minute(0)), code)
    })
    .collect()
}

#[test]
fn a_start_that_two_devices_recorded_is_one_use_and_a_start_after_the_end_is_another() {
    let first = || counted(1, 0, None, &[("power", "s136"), ("sex", "male")]);
    let second = || counted(2, 7, None, &[("power", "s136"), ("travel-by", "ambulance")]);
    let one = [(0, Some("male".to_owned()))];
    assert_eq!(found(vec![first(), second()], "sex"), one);
    assert_eq!(found(vec![second(), first()], "sex"), one, "in any order");
    assert_eq!(
        found(vec![first(), second()], "travel-by"),
        [(0, Some("ambulance".to_owned()))],
        "what only one of them says is kept"
    );
    // the end that either of them knows is the end of both
    let ended = counted(1, 0, Some(90), &[("ended", "assessed")]);
    assert_eq!(found(vec![first(), second(), ended.clone()], "ended").len(), 1);
    let again = || counted(3, 90, None, &[("power", "s136")]);
    let two = found(vec![first(), second(), ended.clone(), again()], "ended");
    assert_eq!(two, [(0, Some("assessed".to_owned())), (90, None)]);
    // another device that does not know of the end yet says nothing of it
    let unaware = counted(1, 0, None, &[("outcome", "s2"), ("state", "arrived")]);
    let story = vec![first(), ended, unaware, again()];
    assert_eq!(found(story.clone(), "state")[0], (0, Some("ended".to_owned())));
    assert_eq!(found(story, "sex").len(), 2);
    // the end was taken back: what follows is the same use
    let runs = counted(
        1,
        0,
        None,
        &[("ended", ""), ("over-limit", ""), ("state", "arrived")],
    );
    let ended = counted(1, 0, Some(90), &[("ended", "assessed"), ("over-limit", "no")]);
    assert_eq!(found(vec![first(), ended, again(), runs], "sex").len(), 1);
}

#[test]
fn facts_of_earlier_versions_that_name_no_time_of_the_end_are_read_as_they_were() {
    let ended = counted(1, 0, None, &[("power", "s136"), ("ended", "assessed")]);
    let again = counted(2, 200, None, &[("power", "s136")]);
    assert_eq!(found(vec![ended, again], "power").len(), 2);
    let known_by_the_month = vec![fact(1, true, 0), fact(2, true, 5)];
    assert_eq!(found(known_by_the_month, "power"), [(0, None)]);
    // a step that was undone, of a version that named nothing that took it back
    let undone = vec![fact(1, true, 0), back(1, None, false)];
    assert_eq!(found(undone, "power"), []);
}

#[test]
fn what_took_a_use_back_can_be_lifted_and_another_one_that_took_it_back_stands() {
    let used = || counted(1, 0, None, &[("power", "s136")]);
    let (first, second) = (
        |lifted| back(1, Some(7), lifted),
        |lifted| back(1, Some(8), lifted),
    );
    assert_eq!(found(vec![used(), first(false)], "power").len(), 0);
    assert_eq!(found(vec![used(), first(false), first(true)], "power").len(), 1);
    assert_eq!(
        found(vec![first(true), used(), first(false)], "power").len(),
        1,
        "in any order"
    );
    let twice = vec![used(), first(false), second(false), first(true)];
    assert_eq!(
        found(twice, "power").len(),
        0,
        "two devices took it back, one of them undid that"
    );
}

#[test]
fn a_decision_not_to_use_it_counts_after_the_last_use_and_never_while_somebody_is_detained() {
    let counts = |contents: Vec<Content>, at: i64| {
        let entries = log(contents);
        let sorted: Vec<&Placed> = entries.iter().collect();
        let of = uses(&sorted, &Joins::default());
        after_all(of.get(&INCIDENT), minute(at))
    };
    assert!(counts(Vec::new(), 5));
    let ended = || counted(1, 10, Some(90), &[("ended", "assessed")]);
    assert!(counts(vec![ended()], 90));
    assert!(!counts(vec![ended()], 5), "it was the way to the use");
    assert!(!counts(vec![ended()], 40), "somebody was detained");
    assert!(!counts(vec![ended(), counted(2, 200, None, &[])], 100));
    assert!(
        !counts(vec![fact(1, true, 10)], 95),
        "whether it ended is not known"
    );
}

#[test]
fn a_joining_that_is_written_after_a_month_stands_is_the_return_s_alone() {
    let joined = Content::JoinedFact(JoinedFact {
        incident: IncidentId([2; 16]),
        keeps: INCIDENT,
        item: item(9),
        parted: false,
        at: minute(0),
    });
    let entries = log(vec![joined]);
    let sorted: Vec<&Placed> = entries.iter().collect();
    let duplicate = |until| Joins::of(&sorted, until).is_duplicate(IncidentId([2; 16]));
    assert!(duplicate(None) && duplicate(Some(minute(1))));
    assert!(!duplicate(Some(minute(0))));
}

#[test]
fn what_was_counted_under_a_start_that_is_taken_back_stays_with_the_use() {
    // two laptops: the later start, which had counted the way and the end, is taken back
    let first = || counted(1, 0, None, &[("power", "s136"), ("sex", "male")]);
    let second = || {
        counted(
            2,
            5,
            Some(90),
            &[("travel-by", "ambulance"), ("ended", "assessed")],
        )
    };
    let story = || vec![first(), second(), back(2, Some(9), false)];
    assert_eq!(found(story(), "travel-by"), [(0, Some("ambulance".to_owned()))]);
    assert_eq!(found(story(), "ended"), [(0, Some("assessed".to_owned()))]);
    let mut again = story();
    again.push(counted(3, 200, None, &[("power", "s136")]));
    assert_eq!(
        found(again, "travel-by"),
        [(0, Some("ambulance".to_owned())), (200, None)]
    );
    // one laptop: the time was wrong, and the use is recorded anew; the nurse had counted the result
    for anew in [10, 30] {
        let story = vec![
            counted(1, 20, None, &[("power", "s136"), ("state", "arrived")]),
            counted(1, 20, None, &[("outcome", "s2"), ("handover", "within-1-hour")]),
            back(1, Some(9), false),
            counted(2, anew, None, &[("power", "s136"), ("state", "arrived")]),
        ];
        assert_eq!(found(story.clone(), "outcome"), [(anew, Some("s2".to_owned()))]);
        assert_eq!(found(story, "ended"), [(anew, None)]);
    }
    // where nothing else was recorded, nothing is counted; and an earlier use does not take it over
    assert_eq!(found(vec![second(), back(2, Some(9), false)], "ended"), []);
    let ended = counted(1, 0, Some(30), &[("power", "s136"), ("ended", "assessed")]);
    let wrong = counted(2, 60, None, &[("outcome", "s2")]);
    assert_eq!(
        found(vec![ended, wrong, back(2, Some(9), false)], "outcome"),
        [(0, None)]
    );
}
