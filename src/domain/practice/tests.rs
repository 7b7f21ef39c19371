//! The situations are true to the engine, and the score to the decision.

use super::{Attempt, Point, Scenario, judge};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::decide;
use crate::domain::role::Side;
use crate::domain::rules::Rules;

fn rules() -> Rules {
    Rules::embedded().unwrap()
}

fn scenario(id: &str) -> Scenario {
    Scenario::of_log(&format!("practice/{id}")).unwrap()
}

fn attempt(shared: bool, confidentiality: Confidentiality, picked: &[&str], seconds: u32) -> Attempt {
    Attempt {
        shared,
        confidentiality,
        picked: picked.iter().map(|words| (*words).to_owned()).collect(),
        seconds,
    }
}

#[test]
fn every_situation_ends_as_its_author_says_by_the_engine_that_decides_live() {
    let (all, rules) = (Scenario::all(), rules());
    for side in Side::ALL {
        assert!(all.iter().filter(|scenario| scenario.side == side).count() >= 4);
    }
    for scenario in &all {
        let case = scenario.case(&rules).unwrap();
        let found = decide(&case.facts, &rules);
        let expect = case.expect.unwrap();
        assert_eq!(
            expect.differences(&found),
            Vec::<String>::new(),
            "{}",
            scenario.id
        );
        assert!(
            scenario
                .needed
                .iter()
                .all(|n| (1..=scenario.notes.len()).contains(n))
        );
        assert_eq!(all.iter().filter(|other| other.id == scenario.id).count(), 1);
        assert!(scenario.log().len() <= 40, "fits the log number's field");
    }
}

#[test]
fn sharing_what_is_needed_for_the_right_reason_in_time_wins_all_five() {
    let bridge = scenario("bridge");
    let needed = [bridge.notes[0].1.as_str(), bridge.notes[2].1.as_str()];
    let good = attempt(true, Confidentiality::PublicInterestHarm, &needed, 80);
    assert_eq!(judge(&bridge, &good, &rules()).unwrap().score(), 5);
}

#[test]
fn the_diagnosis_as_well_costs_the_point_for_the_least() {
    let bridge = scenario("bridge");
    let all: Vec<&str> = bridge.notes.iter().map(|(_, words)| words.as_str()).collect();
    let said = judge(
        &bridge,
        &attempt(true, Confidentiality::PublicInterestHarm, &all, 60),
        &rules(),
    )
    .unwrap();
    assert!(said.fits());
    assert_eq!(said.score(), 4);
    assert!(said.points.contains(&(Point::Least, false)));
}

#[test]
fn a_right_decision_for_a_wrong_reason_does_not_fit() {
    let bridge = scenario("bridge");
    let needed = [bridge.notes[0].1.as_str(), bridge.notes[2].1.as_str()];
    let said = judge(
        &bridge,
        &attempt(true, Confidentiality::Consent, &needed, 60),
        &rules(),
    )
    .unwrap();
    assert!(!said.fits());
}

#[test]
fn telling_of_the_theft_is_wrong_and_quick_wins_nothing_for_it() {
    let theft = scenario("theft");
    let told = attempt(
        true,
        Confidentiality::PublicInterestCrime,
        &[theft.notes[0].1.as_str()],
        5,
    );
    assert_eq!(judge(&theft, &told, &rules()).unwrap().score(), 0);
    let kept = attempt(false, Confidentiality::None, &[], 20);
    assert_eq!(judge(&theft, &kept, &rules()).unwrap().score(), 5);
}
