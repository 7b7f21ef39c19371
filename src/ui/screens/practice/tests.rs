//! A nurse picks a situation, begins it, and reads what the guide says of the decision.

use std::sync::Arc;

use egui_kittest::kittest::Queryable as _;

use crate::app::api::{Done, Phase, PracticeRow, Request, State};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::ids::IncidentId;
use crate::domain::practice::{Attempt, Scenario, judge};
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::test_support::harness::CAR;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, pictures, shift, stage};
use crate::ui::theme::Theme;

type Harness = egui_kittest::Harness<'static, Stage>;

/// The bridge was decided too generously, the theft rightly.
fn nurse() -> State {
    let rules = Rules::embedded().unwrap();
    let rows = Scenario::all()
        .into_iter()
        .filter(|scenario| scenario.side == Side::Health);
    let practice = rows
        .map(|scenario| {
            let attempt = match scenario.id.as_str() {
                "bridge" => Attempt {
                    shared: true,
                    confidentiality: Confidentiality::PublicInterestHarm,
                    picked: scenario.notes.iter().map(|(_, words)| words.clone()).collect(),
                    seconds: 74,
                },
                "theft" => Attempt {
                    shared: false,
                    confidentiality: Confidentiality::None,
                    picked: Vec::new(),
                    seconds: 22,
                },
                _ => return PracticeRow::untried(scenario),
            };
            PracticeRow {
                incident: Some(IncidentId([1; 16])),
                opened: Some(evening()),
                verdict: judge(&scenario, &attempt, &rules).ok(),
                attempt: Some(attempt),
                scenario,
            }
        })
        .collect();
    State {
        training: true,
        practice: Arc::new(practice),
        ..shift(Phase::Seat(Side::Health))
    }
}

fn route() -> Route {
    Route::Practice(Box::new(Route::Board))
}

fn open(harness: &mut Harness, row: &str) {
    harness
        .query_all_by_label_contains(row)
        .next()
        .unwrap_or_else(|| panic!("no row {row}"))
        .click();
    harness.run_ok();
}

#[test]
fn the_guide_says_point_by_point_what_fitted_and_a_new_try_is_asked_for() {
    let mut harness = stage(nurse(), Some(route()), Theme::Light, CAR);
    assert_says(&harness, "Tried 2 of 6. 2 fit the guidance.");
    open(
        &mut harness,
        "He says no, and means to hurt his neighbour, 4 of 5",
    );
    assert_says(&harness, "Tell the threat, whom and where, and not his diagnosis");
    assert_says(&harness, "74 s, within 80 s");
    assert_says(&harness, "Look again");
    let _earlier = harness.state_mut().asked();
    harness.get_by_label("Try again").click();
    harness.run_ok();
    let asked = harness.state_mut().asked();
    assert!(
        matches!(asked.as_slice(), [Request::BeginPractice(id)] if id == "bridge"),
        "{asked:?}"
    );
    harness.state_mut().done(Done::Opened(IncidentId([2; 16])));
    harness.run_ok();
    assert!(
        harness.query_by_label("Try again").is_none(),
        "the usual pages are shown"
    );
}

#[test]
fn pictures_of_practice() {
    pictures("practice-list", &nurse(), Some(&route()), |_| ());
    pictures("practice-verdict", &nurse(), Some(&route()), |harness| {
        open(harness, "He says no, and means to hurt his neighbour, 4 of 5");
    });
}
