//! Every state of section 136 and 135, and every step from each: what the table of states says is what the checks let
//! through and what the fold of the steps makes of it.

use super::phase::{Next, next};
use super::step_tests::{Story, arrived, hours, more, said, used};
use super::{Phase, S136State};
use crate::domain::content::{
    Advice, Consulted, Conveyance, EndedHow, OtherWay, PlaceOfSafety, S136Field, S136Step, WarrantKind,
};

fn nurse() -> Consulted {
    Consulted::CrewNurse {
        name: "J Patel".to_owned(),
    }
}

fn considered(consulted: Option<Consulted>) -> S136Step {
    S136Step::Considered {
        at: hours(0),
        advice: consulted.as_ref().map(|_| Advice::Supports),
        consulted,
    }
}

fn not_used() -> S136Step {
    S136Step::NotUsed {
        at: None,
        instead: "Went home with a sister".to_owned(),
        consulted: nurse(),
        other_way: Some(OtherWay::StayedWithOthers),
        advice: Some(Advice::AnotherWay),
    }
}

fn warrant(kept: bool) -> S136Step {
    S136Step::Warrant {
        at: hours(9),
        kind: WarrantKind::Remove,
        number: "12, Invented court".to_owned(),
        present: "T Moss, AMHP; Dr A Reed".to_owned(),
        kept,
        place: kept.then_some(PlaceOfSafety::HealthBased),
        until: None,
    }
}

/// One of every kind of step, at the end of the story's time.
fn every_step() -> Vec<S136Step> {
    let at = hours(9);
    vec![
        considered(None),
        considered(Some(nurse())),
        not_used(),
        used(at),
        warrant(false),
        warrant(true),
        S136Step::Kept {
            at,
            place: Some(PlaceOfSafety::HealthBased),
        },
        S136Step::Conveyed {
            at,
            to: "Elm suite".to_owned(),
            by: Conveyance::Ambulance,
            authorised: String::new(),
        },
        arrived(at, Some(PlaceOfSafety::HealthBased)),
        S136Step::HandedOver {
            at,
            to: "R Cole, nurse".to_owned(),
        },
        S136Step::Left { at },
        S136Step::Assessed { at },
        more(at, 60),
        S136Step::Absconded { at },
        S136Step::Retaken { at },
        S136Step::Checked {
            at,
            by: "R Cole, nurse".to_owned(),
        },
        S136Step::Ended {
            at,
            how: Some(EndedHow::Assessed),
        },
        said(S136Field::FoundClass, "public"),
        S136Step::FormGiven {
            at,
            fingerprint: "f".repeat(64),
            to: "R Cole, nurse".to_owned(),
            form: None,
        },
    ]
}

/// A story that stands in each state in which one can stand.
fn stories() -> Vec<(Phase, Story)> {
    let begun = || Story::new().with(&[used(hours(1))]);
    let there = || begun().with(&[arrived(hours(2), Some(PlaceOfSafety::HealthBased))]);
    let over = S136Step::HandedOver {
        at: hours(3),
        to: "R Cole, nurse".to_owned(),
    };
    let on_the_way = S136Step::Conveyed {
        at: hours(1),
        to: "Elm suite".to_owned(),
        by: Conveyance::Ambulance,
        authorised: String::new(),
    };
    let ended = S136Step::Ended {
        at: hours(4),
        how: Some(EndedHow::Assessed),
    };
    vec![
        (Phase::None, Story::new()),
        (Phase::Considered, Story::new().with(&[considered(None)])),
        (Phase::Consulted, Story::new().with(&[considered(Some(nurse()))])),
        (Phase::NotUsed, Story::new().with(&[not_used()])),
        (Phase::Detained, begun()),
        (Phase::Conveyed, begun().with(&[on_the_way])),
        (Phase::Arrived, there()),
        (Phase::HandedOver, there().with(&[over])),
        (Phase::Extended, there().with(&[more(hours(3), 60)])),
        (
            Phase::Assessed,
            there().with(&[S136Step::Assessed { at: hours(3) }]),
        ),
        (
            Phase::Missing,
            there().with(&[S136Step::Absconded { at: hours(3) }]),
        ),
        (Phase::Ended, there().with(&[ended])),
    ]
}

#[test]
fn from_every_state_every_step_leads_where_the_table_says() {
    let (mut through, mut never) = (0, 0);
    for (phase, story) in stories() {
        assert_eq!(story.state.phase(), phase);
        for step in every_step() {
            let passes = story.try_it(&step, true).is_ok();
            let name = format!("{phase:?}: {step:?}");
            let after = || {
                let (_, again) = stories().into_iter().find(|(known, _)| *known == phase).unwrap();
                again.with(std::slice::from_ref(&step)).state.phase()
            };
            match next(phase, &step) {
                Next::Never => {
                    never += 1;
                    assert!(!passes, "{name}");
                }
                Next::Stays => assert!(!passes || after() == phase, "{name}"),
                Next::Back => assert!(passes && after() == Phase::Arrived, "{name}"),
                Next::Through(phases) => {
                    through += 1;
                    assert!(passes, "{name}");
                    assert_eq!(Some(&after()), phases.last(), "{name}");
                    assert!(
                        phases.is_sorted() || phases.contains(&Phase::NotUsed),
                        "{name}: {phases:?}"
                    );
                }
            }
        }
    }
    assert!(through >= 40 && never >= 40, "{through} {never}");
}

#[test]
fn every_state_is_reached_and_nothing_is_decided_that_was_not_considered() {
    let mut reached = vec![Phase::None];
    for (phase, _) in stories() {
        for step in every_step() {
            if let Next::Through(phases) = next(phase, &step) {
                let decided = phases.iter().position(|phase| *phase == Phase::Decided);
                let before = |wanted: Phase| phases.iter().position(|phase| *phase == wanted);
                if let Some(decided) = decided {
                    let known = matches!(phase, Phase::Considered | Phase::Consulted);
                    assert!(
                        known || before(Phase::Considered).is_some_and(|at| at < decided),
                        "{phase:?} {step:?}"
                    );
                    assert_eq!(phases.get(decided + 1), Some(&Phase::Detained));
                }
                reached.extend(phases);
            }
        }
    }
    for phase in Phase::ALL {
        assert!(reached.contains(&phase), "{phase:?}");
    }
}

#[test]
fn what_was_talked_through_stays_until_somebody_decides() {
    let story = Story::new().with(&[considered(Some(nurse())), considered(None)]);
    assert_eq!(
        story.state.phase(),
        Phase::Consulted,
        "more thought loses nothing"
    );
    let not = story.with(&[not_used()]);
    assert_eq!(not.state.phase(), Phase::NotUsed);
    let again = not.with(&[considered(None)]);
    assert_eq!(
        again.state.phase(),
        Phase::Considered,
        "a second thought is a new one"
    );
    let back: S136State = again.state.without(again.state.steps[3].item);
    assert_eq!(back.phase(), Phase::NotUsed, "taken back");
    let used = again.with(&[used(hours(1))]);
    assert_eq!(
        (used.state.phase(), used.state.undecided),
        (Phase::Detained, false)
    );
}

#[test]
fn a_thought_of_the_future_is_refused() {
    let later = S136Step::Considered {
        at: hours(99),
        consulted: None,
        advice: None,
    };
    assert_eq!(Story::new().refuses(&later), "Future");
    let nobody = considered(Some(Consulted::Other { who: " ".to_owned() }));
    assert!(Story::new().refuses(&nobody).starts_with("Missing"));
}
