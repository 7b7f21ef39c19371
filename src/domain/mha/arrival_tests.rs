//! Where somebody has arrived, against where they were meant to go; and what keeps two uses of one incident apart.

use super::step_tests::{Story, arrived, hours, said, used};
use crate::domain::content::{PlaceOfSafety, S136Field, S136Step};
use crate::domain::ids::ItemId;

#[test]
fn an_arrival_with_no_word_of_the_place_meets_the_rules_of_the_one_that_was_meant() {
    let S136Step::Used {
        at,
        consulted,
        advice,
        conveyance,
        ..
    } = used(hours(0))
    else {
        panic!("a use");
    };
    let place = Some(PlaceOfSafety::PrivateHome);
    let meant = S136Step::Used {
        at,
        consulted,
        advice,
        place,
        conveyance,
    };
    let story = Story::new().with(&[meant]);
    assert_eq!(story.refuses(&arrived(hours(1), None)), "home-agreement");
    let agreed = story.clone().with(&[said(S136Field::Agreed, "person")]);
    assert!(agreed.try_it(&arrived(hours(1), None), false).is_ok());
    assert!(
        story.try_it(&arrived(hours(1), None), true).is_ok(),
        "who is there is there"
    );
    let elsewhere = arrived(hours(1), Some(PlaceOfSafety::HealthBased));
    assert!(story.try_it(&elsewhere, false).is_ok());
}

#[test]
fn where_the_person_came_is_the_later_word_on_where_they_were_meant_to_go() {
    let emergency = Some(PlaceOfSafety::EmergencyDepartment);
    let meant = said(S136Field::PlaceClass, "health-based");
    let story = Story::new().with(&[used(hours(0)), meant.clone(), arrived(hours(1), emergency)]);
    assert_eq!(story.state.first_place(), emergency);
    let moved = story
        .clone()
        .with(&[arrived(hours(3), Some(PlaceOfSafety::HealthBased))]);
    assert_eq!(moved.state.first_place(), emergency, "the first one is counted");
    let silent = Story::new().with(&[used(hours(0)), meant.clone(), arrived(hours(1), None)]);
    assert_eq!(silent.state.first_place(), Some(PlaceOfSafety::HealthBased));
    let corrected = story.with(&[meant]);
    assert_eq!(
        corrected.state.first_place(),
        Some(PlaceOfSafety::HealthBased),
        "said after it"
    );
}

#[test]
fn what_keeps_an_earlier_use_apart_is_not_taken_back_while_a_later_one_stands() {
    let ended = S136Step::Ended {
        at: hours(3),
        how: None,
    };
    let story = Story::new().with(&[used(hours(0)), arrived(hours(1), None), ended, used(hours(4))]);
    let items: Vec<ItemId> = story.state.steps.iter().map(|taken| taken.item).collect();
    let back = |at: usize| S136Step::TakenBack {
        step: items[at],
        why: "Wrong".to_owned(),
    };
    for parts in [0, 2] {
        assert_eq!(story.try_it(&back(parts), true).unwrap_err(), "LaterUse");
    }
    assert!(story.try_it(&back(1), false).is_ok() && story.try_it(&back(3), false).is_ok());
}
