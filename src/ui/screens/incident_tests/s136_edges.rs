//! Section 136 through the page: bad input is named and nothing is lost, times in the hour of the clock change, more time,
//! and what was recorded before anybody decided.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::app::api::Request;
use crate::app::problem::Problem;
use crate::domain::content::{
    Advice, Consulted, Conveyance, PlaceOfSafety, S136Field, S136Recorded, S136Step,
};
use crate::test_support::harness::CAR;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, stage};
use crate::ui::theme::Theme;

fn used_at(at: Moment) -> S136Step {
    S136Step::Used {
        at,
        consulted: Consulted::CrewNurse {
            name: "J Patel, nurse".to_owned(),
        },
        advice: Some(Advice::Supports),
        place: None,
        conveyance: Conveyance::Ambulance,
    }
}

/// The incident after these steps.
fn after(steps: &[S136Step]) -> SharedIncident {
    let mut incident = incident();
    for (number, step) in steps.iter().enumerate() {
        let recorded = S136Recorded {
            incident: INCIDENT,
            item: ItemId([u8::try_from(number).unwrap(); 16]),
            step: step.clone(),
        };
        incident.s136.take(&recorded, evening());
    }
    incident
}

fn page(incident: SharedIncident, now: Moment) -> Harness<'static, Stage> {
    let mut harness = stage(
        at_work(Phase::Seat(Side::Police), incident),
        Some(Route::S136),
        Theme::Light,
        CAR,
    );
    harness.state_mut().clock.set(now);
    harness.run_ok();
    harness
}

fn choose(harness: &mut Harness<'_, Stage>, question: &str, digit: Key) {
    harness.get_by_role_and_label(Role::RadioGroup, question).focus();
    harness.run_ok();
    press(harness, &[digit]);
}

fn write(harness: &mut Harness<'_, Stage>, field: &str, words: &str) {
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run_ok();
    harness
        .get_by_role_and_label(Role::TextInput, field)
        .type_text(words);
    harness.run_ok();
}

fn utc(text: &str) -> Moment {
    Moment(
        chrono::DateTime::parse_from_rfc3339(text)
            .unwrap()
            .timestamp_millis(),
    )
}

#[test]
fn in_the_hour_that_comes_twice_the_page_asks_which_and_takes_one_press() {
    let incident = after(&[used_at(utc("2026-10-24T23:00:00Z"))]);
    for (word, meant) in [
        ("before the clocks went back", "2026-10-25T00:30:00Z"),
        ("GMT, after", "2026-10-25T01:30:00Z"),
    ] {
        let mut harness = page(incident.clone(), utc("2026-10-25T03:00:00Z"));
        choose(&mut harness, "What happened?", Key::Num2);
        write(&mut harness, "When?", "01:30");
        press(&mut harness, &[Key::Enter]);
        assert!(harness.state_mut().asked().is_empty(), "nobody guesses");
        first(&harness, "that time came twice. Choose 01:30 BST or 01:30 GMT");
        harness
            .get_by(|node| {
                node.role() == Role::Button && node.label().is_some_and(|label| label.contains(word))
            })
            .click_accesskit();
        harness.run_ok();
        press(&mut harness, &[Key::Enter]);
        let asked = harness.state_mut().asked();
        assert!(
            matches!(asked[..], [Request::S136(_, S136Step::Arrived { at, .. })] if at == utc(meant)),
            "{word}: {asked:?}"
        );
    }
}

#[test]
fn in_the_hour_that_is_left_out_the_page_says_so() {
    let incident = after(&[used_at(utc("2026-03-29T00:30:00Z"))]);
    let mut harness = page(incident, utc("2026-03-29T04:00:00Z"));
    choose(&mut harness, "What happened?", Key::Num2);
    write(&mut harness, "When?", "01:30");
    press(&mut harness, &[Key::Enter]);
    assert!(harness.state_mut().asked().is_empty());
    first(
        &harness,
        "The clocks went forward that night and left that hour out",
    );
}

#[test]
fn more_time_is_taken_in_hours_and_minutes_and_at_a_station_it_is_asked_where_the_assessment_is() {
    let at_station = S136Step::Arrived {
        at: minutes_ago(5),
        place: Some(PlaceOfSafety::PoliceStation),
    };
    let mut harness = page(after(&[used_at(minutes_ago(8)), at_station]), evening());
    choose(&mut harness, "What happened?", Key::Num6);
    choose(&mut harness, "What else?", Key::Num1);
    write(&mut harness, "Doctor's name and GMC number", "Dr A Reed 9999999");
    choose(&mut harness, "Why is more time needed?", Key::Num2);
    write(&mut harness, "How much more time, in all?", "2:30");
    press(&mut harness, &[Key::Enter]);
    assert!(harness.state_mut().asked().is_empty());
    first(&harness, "Choose where the assessment is to be");
    let superintendent = "The superintendent who approved it: name and number";
    choose(&mut harness, "Where is the assessment to be?", Key::Num1);
    harness.get_by_role_and_label(Role::TextInput, superintendent);
    choose(&mut harness, "Where is the assessment to be?", Key::Num2);
    assert!(
        harness
            .query_by_role_and_label(Role::TextInput, superintendent)
            .is_none(),
        "elsewhere nobody has to approve it"
    );
    press(&mut harness, &[Key::Enter]);
    let asked = harness.state_mut().asked();
    assert!(
        matches!(
            asked[..],
            [Request::S136(
                _,
                S136Step::Extended {
                    minutes: 150,
                    assessed_there: Some(false),
                    ..
                }
            )]
        ),
        "{asked:?}"
    );
}

#[test]
fn the_tenth_step_of_the_list_is_chosen_by_0() {
    let mut harness = page(after(&[used_at(minutes_ago(8))]), evening());
    choose(&mut harness, "What happened?", Key::Num6);
    choose(&mut harness, "What else?", Key::Num0);
    harness.get_by_role_and_label(Role::RadioGroup, "Which step was wrong?");
}

#[test]
fn a_place_that_is_missing_is_asked_for_in_words() {
    let mut harness = page(after(&[used_at(minutes_ago(8))]), evening());
    choose(&mut harness, "What happened?", Key::Num6);
    choose(&mut harness, "What else?", Key::Num2);
    press(&mut harness, &[Key::Enter]);
    assert!(harness.state_mut().asked().is_empty());
    first(&harness, "Choose which kind of place of safety it is");
}

#[test]
fn what_was_talked_through_before_the_decision_is_not_asked_again() {
    let mut harness = page(incident(), evening());
    choose(&mut harness, "What happened?", Key::Num7);
    choose(&mut harness, "Consulted before deciding?", Key::Num1);
    choose(&mut harness, "What did they advise?", Key::Num1);
    press(&mut harness, &[Key::Enter]);
    let asked = harness.state_mut().asked();
    let [Request::S136All(form)] = &asked[..] else {
        panic!("{asked:?}")
    };
    let [
        S136Step::Said {
            field: S136Field::ConsultedFrom,
            ..
        },
        step @ S136Step::Considered {
            consulted: Some(_), ..
        },
    ] = &form.steps[..]
    else {
        panic!("{form:?}")
    };
    let mut earlier = step.clone();
    if let S136Step::Considered { at, .. } = &mut earlier {
        *at = minutes_ago(4);
    }
    let mut harness = page(after(&[earlier]), evening());
    first(&harness, "Consulted, not decided");
    choose(&mut harness, "What happened?", Key::Num1);
    choose(&mut harness, "How does the person travel?", Key::Num1);
    press(&mut harness, &[Key::Enter]);
    let asked = harness.state_mut().asked();
    let [Request::S136All(form)] = &asked[..] else {
        panic!("{asked:?}")
    };
    let when_it_was = S136Step::Said {
        field: S136Field::ConsultedFrom,
        value: minutes_ago(4).0.to_string(),
    };
    assert!(
        form.steps.contains(&when_it_was),
        "and not when it is used: {form:?}"
    );
    assert!(matches!(
        form.steps.last(),
        Some(S136Step::Used {
            consulted: Consulted::CrewNurse { .. },
            advice: Some(Advice::Supports),
            ..
        })
    ));
}

#[test]
fn bad_input_is_named_and_what_was_typed_stays() {
    let there = S136Step::Arrived {
        at: minutes_ago(5),
        place: Some(PlaceOfSafety::HealthBased),
    };
    // a time to come, and one that is none, are stopped on the page
    for (typed, said) in [
        ("23:59", "The time must be now or earlier"),
        ("quarter past", "The time must be now or earlier"),
    ] {
        let mut harness = page(after(&[used_at(minutes_ago(8))]), evening());
        choose(&mut harness, "What happened?", Key::Num2);
        write(&mut harness, "When?", typed);
        press(&mut harness, &[Key::Enter]);
        assert!(harness.state_mut().asked().is_empty(), "{typed}");
        first(&harness, said);
        let field = harness.get_by_role_and_label(Role::TextInput, "When?");
        assert_eq!(field.value().as_deref(), Some(typed), "it stays");
    }
    // arrival before detention, end before arrival, more time after the limit: the answer is shown at its field
    for (steps, digits, answer) in [
        (
            vec![used_at(minutes_ago(8))],
            vec![Key::Num2],
            "The time must be after 20:56",
        ),
        (
            vec![used_at(minutes_ago(8)), there],
            vec![Key::Num3, Key::Tab, Key::Num2],
            "The time must be after 20:59",
        ),
    ] {
        let mut harness = page(after(&steps), evening());
        choose(&mut harness, "What happened?", digits[0]);
        press(&mut harness, &digits[1..]);
        write(&mut harness, "When?", "20:30");
        press(&mut harness, &[Key::Enter]);
        assert_eq!(harness.state_mut().asked().len(), 1);
        harness
            .state_mut()
            .failed(Problem::new("A-263", answer, "Check the time"));
        harness.run_ok();
        first(&harness, answer);
        let field = harness.get_by_role_and_label(Role::TextInput, "When?");
        assert_eq!(field.value().as_deref(), Some("20:30"), "it stays");
    }
}

#[test]
fn before_closing_it_says_who_has_the_person_and_that_nothing_was_decided() {
    let before_closing = |steps: &[S136Step], now: Moment| {
        let mut harness = stage(
            at_work(Phase::Shared, after(steps)),
            Some(Route::Outcome),
            Theme::Light,
            CAR,
        );
        harness.state_mut().clock.set(now);
        harness.run_ok();
        harness
    };
    let there = S136Step::Arrived {
        at: minutes_ago(7),
        place: Some(PlaceOfSafety::HealthBased),
    };
    let over = S136Step::HandedOver {
        at: minutes_ago(5),
        to: "R Cole, nurse in charge".to_owned(),
    };
    let harness = before_closing(&[used_at(minutes_ago(8)), there, over], evening());
    first(
        &harness,
        "Section 136 still runs: R Cole, nurse in charge has the person and the clock",
    );
    let considered = S136Step::Considered {
        at: minutes_ago(5),
        consulted: None,
        advice: None,
    };
    let harness = before_closing(&[considered], evening());
    first(&harness, "Section 136 was considered: record whether it was used");
}

#[test]
fn after_a_night_of_welfare_checks_the_use_and_the_arrival_can_still_be_taken_back() {
    let now = evening();
    let mut steps = vec![
        used_at(now.plus_minutes(-400)),
        S136Step::Arrived {
            at: now.plus_minutes(-390),
            place: Some(PlaceOfSafety::EmergencyDepartment),
        },
    ];
    for number in 1..=12 {
        let at = now.plus_minutes(-390 + 30 * number);
        let by = format!("Nurse of check {number}");
        steps.push(S136Step::Checked { at, by });
        steps.push(S136Step::Conveyed {
            at,
            to: "X-ray".to_owned(),
            by: Conveyance::OtherHealthVehicle,
            authorised: String::new(),
        });
    }
    let mut harness = page(after(&steps), now);
    press(&mut harness, &[Key::Num6]);
    choose(&mut harness, "What else?", Key::Num0);
    let options = |words: &str| harness.query_all_by_label_contains(words).count();
    assert!(options("Used section 136") > 0, "the use");
    assert!(options("Arrived at place of safety") > 0, "the arrival");
    assert_eq!(
        options("Welfare check by a healthcare professional"),
        2,
        "of the checks the last two"
    );
}
