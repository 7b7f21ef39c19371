//! Kept where found: the first place of safety, with the rules of that place; and a start that is corrected afterwards.

use super::bad_input_tests::incident;
use super::clock::{From, period};
use super::record::{Gap, Lines, Record};
use super::step::{About, findings};
use super::step_tests::{HOUR, Story, arrived, hours, more, said, used};
use super::{S136State, law};
use crate::domain::content::{Conveyance, PlaceOfSafety, S136Field, S136Recorded, S136Step, WarrantKind};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::time::Moment;

fn kept(at: Moment, place: Option<PlaceOfSafety>) -> S136Step {
    S136Step::Kept { at, place }
}

fn warrant(at: Moment, place: Option<PlaceOfSafety>) -> S136Step {
    S136Step::Warrant {
        at,
        kind: WarrantKind::Remove,
        number: "12, Invented court".to_owned(),
        present: "T Moss, AMHP; Dr A Reed".to_owned(),
        kept: true,
        place,
        until: None,
    }
}

fn recorded(step: &S136Step) -> S136Recorded {
    S136Recorded {
        incident: IncidentId([1; 16]),
        item: ItemId([1; 16]),
        step: step.clone(),
    }
}

const STATION: Option<PlaceOfSafety> = Some(PlaceOfSafety::PoliceStation);
const SUITE: Option<PlaceOfSafety> = Some(PlaceOfSafety::HealthBased);
const EMERGENCY: Option<PlaceOfSafety> = Some(PlaceOfSafety::EmergencyDepartment);

fn conditions() -> [S136Step; 4] {
    [
        said(S136Field::StationRisk, "yes"),
        said(S136Field::StationNoOther, "yes"),
        said(S136Field::StationCare, "yes"),
        said(S136Field::StationInspector, "Insp 12 Shah"),
    ]
}

#[test]
fn where_the_person_was_kept_stays_the_first_place_after_a_move() {
    let moved = Story::new().with(&[
        used(hours(0)),
        kept(hours(1), EMERGENCY),
        arrived(hours(3), SUITE),
    ]);
    assert_eq!(moved.state.first_place(), EMERGENCY, "the return asks for it");
    assert_eq!(moved.state.place(), SUITE);
    assert_eq!(moved.state.arrived, Some(hours(3)));
    assert_eq!(moved.state.moved, Some(hours(3)));
    let about = About {
        law: law(),
        state: &moved.state,
        age: Some(30),
        age_about: false,
        now: hours(4),
        earlier: None,
    };
    let notices: Vec<&str> = findings(&about).iter().map(|row| row.slug.as_str()).collect();
    assert_eq!(notices, ["transfer"]);
    let clock = period(&moved.state, law()).unwrap();
    assert_eq!((clock.start, clock.from), (hours(1), From::Kept));
    let home = [
        said(S136Field::Agreed, "person"),
        warrant(hours(0), Some(PlaceOfSafety::PrivateHome)),
    ];
    let home = Story::new().with(&home).with(&[arrived(hours(3), SUITE)]);
    assert_eq!(home.state.first_place(), Some(PlaceOfSafety::PrivateHome));
    assert_eq!(home.state.moved, Some(hours(3)));
}

#[test]
fn the_order_of_recording_changes_no_place_and_kept_after_an_arrival_is_no_move() {
    let steps = [
        used(hours(0)),
        kept(hours(1), EMERGENCY),
        arrived(hours(3), SUITE),
        arrived(hours(5), None),
    ];
    let fold = |order: [usize; 4]| {
        let mut state = S136State::default();
        for at in order {
            state.take(&recorded(&steps[at]), Moment(0));
        }
        (state.stays, state.arrived, state.moved)
    };
    for order in [[0, 2, 1, 3], [0, 3, 2, 1], [0, 2, 3, 1]] {
        assert_eq!(fold(order), fold([0, 1, 2, 3]), "{order:?}");
    }
    let stayed = Story::new().with(&[used(hours(0)), arrived(hours(1), SUITE), kept(hours(2), SUITE)]);
    assert_eq!(stayed.state.moved, None);
    assert_eq!(stayed.state.stays.len(), 1);
}

#[test]
fn a_step_from_before_the_place_was_asked_reads_and_its_place_is_a_gap() {
    let old = r#"{"kept":{"at":1778616000000}}"#;
    let step: S136Step = serde_json::from_str(old).unwrap();
    assert_eq!(step, kept(hours(0), None));
    assert_eq!(serde_json::to_string(&step).unwrap(), old);
    let mut story = Story::new();
    for step in [used(hours(0)), step, arrived(hours(2), SUITE)] {
        story.state.take(&recorded(&step), Moment(0));
    }
    let shared = incident(&story);
    let own = Lines::default();
    let record = Record {
        shared: &shared,
        own: &own,
        side: None,
    };
    assert!(record.gaps().contains(&Gap::Line(S136Field::PlaceClass)));
    for ground in [S136Field::Disorder, S136Field::Need, S136Field::Necessary] {
        assert!(
            record.gaps().contains(&Gap::Line(ground)),
            "no form without {ground:?}"
        );
    }
}

#[test]
fn keeping_at_a_police_station_or_in_a_home_meets_the_rules_of_that_place() {
    let used_now = [used(hours(0))];
    let mut child = Story::new().with(&used_now).with(&conditions());
    child.age = Some(17);
    assert_eq!(child.refuses(&kept(hours(1), STATION)), "child-station");
    assert!(child.try_it(&kept(hours(1), STATION), true).is_err());
    let adult = Story::new().with(&used_now);
    assert_eq!(adult.refuses(&kept(hours(1), STATION)), "station-conditions");
    let adult = adult.with(&conditions()).with(&[kept(hours(1), STATION)]);
    assert_eq!(adult.state.at_station(), [(hours(1), None)]);
    let adult = adult.with(&[arrived(hours(4), SUITE)]);
    assert_eq!(adult.state.at_station(), [(hours(1), Some(hours(4)))]);
    for place in [PlaceOfSafety::PrivateHome, PlaceOfSafety::Other] {
        let story = Story::new();
        assert_eq!(story.refuses(&warrant(hours(0), Some(place))), "home-agreement");
        let agreed = story.with(&[said(S136Field::Agreed, "person")]);
        assert!(agreed.try_it(&warrant(hours(0), Some(place)), false).is_ok());
        let found = Story::new().with(&used_now);
        assert_eq!(found.refuses(&kept(hours(1), Some(place))), "home-agreement");
    }
    let mut young = Story::new();
    young.age = Some(15);
    assert!(
        young
            .refuses(&warrant(hours(0), STATION))
            .contains("child-station")
    );
    let story = Story::new();
    assert!(story.refuses(&warrant(hours(0), None)).starts_with("Missing"));
    let story = story.with(&used_now);
    assert!(story.refuses(&kept(hours(1), None)).starts_with("Missing"));
}

#[test]
fn a_corrected_start_is_not_after_what_followed_from_it() {
    let leg = |at| S136Step::Conveyed {
        at,
        to: "Elm suite".to_owned(),
        by: Conveyance::Ambulance,
        authorised: String::new(),
    };
    let over = |at| S136Step::HandedOver {
        at,
        to: "R Cole, nurse".to_owned(),
    };
    let cases = [
        vec![arrived(hours(2), SUITE)],
        vec![kept(hours(2), SUITE)],
        vec![leg(hours(2))],
        vec![leg(hours(2)), arrived(hours(3), SUITE), over(hours(4))],
    ];
    for after in cases {
        let mut story = Story::new().with(&[used(hours(0))]).with(&after);
        let back = S136Step::TakenBack {
            step: story.state.steps[0].item,
            why: "Wrong time".to_owned(),
        };
        assert!(story.try_it(&back, false).is_ok());
        story.state = story.state.without(ItemId([0; 16]));
        let late = Moment(hours(2).0 + 1);
        let first = format!("After({:?})", hours(2));
        assert_eq!(story.refuses(&used(late)), first, "{after:?}");
        assert_eq!(story.refuses(&warrant(late, SUITE)), first, "{after:?}");
        assert!(story.try_it(&used(hours(2)), false).is_ok(), "{after:?}");
        let right = Moment(hours(0).0 + HOUR / 2);
        assert!(story.try_it(&used(right), false).is_ok());
    }
}

#[test]
fn a_use_after_the_end_of_another_one_is_no_correction() {
    let ended = |at| S136Step::Ended { at, how: None };
    let story = Story::new().with(&[used(hours(0)), arrived(hours(1), SUITE), ended(hours(2))]);
    assert!(story.try_it(&used(hours(8)), true).is_ok());
}

#[test]
fn two_grounds_of_three_stop_and_none_is_filled_in_later() {
    let grounds = [S136Field::Disorder, S136Field::Need, S136Field::Necessary];
    for ticked in 0_u32..8 {
        let yes = grounds
            .iter()
            .enumerate()
            .filter(|(at, _)| ticked & (1 << at) != 0);
        let lines: Vec<S136Step> = yes.map(|(_, ground)| said(*ground, "yes")).collect();
        let story = Story::new().with(&lines);
        let answer = story.try_it(&used(hours(0)), true);
        if [0, 7].contains(&ticked) {
            assert!(answer.is_ok(), "{ticked}");
        } else {
            assert_eq!(answer.unwrap_err(), "grounds", "{ticked}: no reason passes it");
        }
    }
    // those of an earlier use do not stand in for those of a later one
    let all = grounds.map(|ground| said(ground, "yes"));
    let ended = S136Step::Ended {
        at: hours(2),
        how: None,
    };
    let mut story = Story::new()
        .with(&all)
        .with(&[used(hours(0)), arrived(hours(1), SUITE), ended]);
    story.now = hours(12);
    let again = story.with(&[said(S136Field::Disorder, "yes")]);
    assert!(again.refuses(&used(hours(11))).contains("grounds"));
}

#[test]
fn more_time_is_given_before_the_end_and_not_at_it() {
    let mut story = Story::new().with(&[used(hours(0)), arrived(hours(1), SUITE)]);
    story.now = hours(26);
    let last = Moment(hours(25).0 - 1);
    assert!(story.try_it(&more(last, 60), false).is_ok());
    assert_eq!(story.refuses(&more(hours(25), 60)), "extension-late");
    // nor does one count that an earlier version let pass at that instant
    story.state.take(&recorded(&more(hours(25), 60)), Moment(0));
    assert_eq!(period(&story.state, law()).unwrap().limit, hours(25));
}
