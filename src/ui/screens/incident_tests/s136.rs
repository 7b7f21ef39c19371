//! Section 136.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::app::api::Request;
use crate::app::engine::{NEEDS_REASON, NO_POWER};
use crate::app::problem::Problem;
use crate::domain::content::{Advice, Consulted, Conveyance, OtherWay, PlaceOfSafety, S136Field, S136Step};
use crate::domain::mha::Stay;
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::{Route, Section};
use crate::ui::testing::{Stage, pictures, stage};
use crate::ui::theme::Theme;

fn used(arrived: Option<i64>) -> SharedIncident {
    let mut incident = incident();
    incident.s136.used = Some(S136Step::Used {
        at: minutes_ago(8),
        consulted: Consulted::CrewNurse {
            name: "J Patel, nurse".to_owned(),
        },
        advice: Some(Advice::Supports),
        place: Some(PlaceOfSafety::HealthBased),
        conveyance: Conveyance::Ambulance,
    });
    incident.s136.arrived = arrived.map(minutes_ago);
    let stay = |at| Stay {
        at,
        place: None,
        kept: false,
    };
    incident.s136.stays = incident.s136.arrived.map(stay).into_iter().collect();
    incident
}

#[test]
fn s136_pictures() {
    let state = at_work(Phase::Seat(Side::Police), incident());
    pictures("s136-used", &state, Some(&Route::S136), |harness| {
        press(harness, &[Key::Num1]);
    });
}

#[test]
fn s136_clock_pictures() {
    let state = at_work(Phase::Shared, used(Some(5)));
    pictures("s136-clock", &state, Some(&Route::S136), |_| {});
}

#[test]
fn s136_record_pictures() {
    let state = at_work(Phase::Seat(Side::Police), used(Some(5)));
    pictures("s136-record", &state, Some(&Route::S136Record), |harness| {
        first(harness, "Still missing");
    });
}

#[test]
fn a_line_that_is_answered_is_asked_for_by_itself_and_a_police_line_is_the_police_s() {
    let mut harness = stage(
        at_work(Phase::Seat(Side::Police), used(Some(5))),
        Some(Route::S136Record),
        Theme::Light,
        CAR,
    );
    let part = "Which part?";
    harness.get_by_role_and_label(Role::RadioGroup, part).focus();
    harness.run_ok();
    press(&mut harness, &[Key::Num8]);
    harness.get_by_role_and_label(Role::RadioGroup, "Search").focus();
    harness.run_ok();
    press(&mut harness, &[Key::Num1, Key::Enter]);
    let asked = harness.state_mut().asked();
    let [Request::S136All(form)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert!(form.steps.is_empty(), "nothing of it is shared");
    assert_eq!(form.kept, [(S136Field::Search, "none".to_owned())]);
}

#[test]
fn a_rule_that_asks_why_says_so_and_what_was_chosen_stays() {
    let mut harness = stage(
        at_work(Phase::Seat(Side::Police), used(None)),
        Some(Route::S136),
        Theme::Light,
        CAR,
    );
    press(&mut harness, &[Key::Num3, Key::Tab, Key::Num2, Key::Enter]);
    assert_eq!(harness.state_mut().asked().len(), 1);
    let words = "This ends section 136 before any place of safety was reached (MHA 1983 s136(2))";
    harness
        .state_mut()
        .failed(Problem::new(NEEDS_REASON, words, "Say why it ends on the way"));
    harness.run_ok();
    first(&harness, "before any place of safety was reached");
    let why = "Why is it recorded all the same? Supervisors see this";
    harness.get_by_role_and_label(Role::TextInput, why).focus();
    harness.run_ok();
    harness
        .get_by_role_and_label(Role::TextInput, why)
        .type_text("Calm again, the grounds were gone");
    harness.run_ok();
    press(&mut harness, &[Key::Enter]);
    let asked = harness.state_mut().asked();
    let [Request::S136All(form)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert_eq!(form.despite, "Calm again, the grounds were gone");
    assert!(matches!(form.steps[..], [S136Step::Ended { .. }]));
}

#[test]
fn a_police_station_is_offered_for_a_known_adult_only() {
    for (age, about, offered) in [
        (Some(30), false, true),
        (Some(17), false, false),
        (Some(30), true, false),
        (None, false, false),
    ] {
        let mut incident = used(None);
        (incident.age, incident.age_about) = (age, about);
        let mut harness = stage(
            at_work(Phase::Seat(Side::Police), incident),
            Some(Route::S136),
            Theme::Light,
            CAR,
        );
        let shown = |harness: &Harness<'_, Stage>| {
            let station = harness.query_by_label_contains("Police station, adults only");
            station.is_some()
        };
        press(&mut harness, &[Key::Num1]);
        assert_eq!(shown(&harness), offered, "{age:?} {about}");
        // whoever has come to one is there: the law then asks why
        press(&mut harness, &[Key::Num2]);
        assert!(shown(&harness), "{age:?} {about}");
    }
}

#[test]
fn the_page_of_the_record_offers_a_police_station_for_a_known_adult_only_and_keeps_what_it_has() {
    for (age, about, said, offered) in [
        (Some(30), false, None, true),
        (Some(17), false, None, false),
        (Some(30), true, None, false),
        (None, false, None, false),
        (Some(17), false, Some("police-station"), true),
    ] {
        let mut incident = used(None);
        (incident.age, incident.age_about) = (age, about);
        if let Some(said) = said {
            incident.s136.said.insert(S136Field::PlaceClass, said.to_owned());
        }
        let mut harness = stage(
            at_work(Phase::Seat(Side::Police), incident),
            Some(Route::S136Record),
            Theme::Light,
            CAR,
        );
        choose(&mut harness, "Which part?", Key::Num5);
        first(&harness, "Kind of place of safety, the first");
        let shown = harness.query_all_by_label_contains("Police station").count() > 0;
        assert_eq!(shown, offered, "{age:?} {about} {said:?}");
    }
}

#[test]
fn what_shows_that_there_was_no_power_asks_what_was_done_and_says_that_saving_ends_it() {
    let mut harness = stage(
        at_work(Phase::Seat(Side::Police), used(Some(5))),
        Some(Route::S136Record),
        Theme::Light,
        CAR,
    );
    choose(&mut harness, "Which part?", Key::Num2);
    choose(&mut harness, "Where the person was found", Key::Num8);
    press(&mut harness, &[Key::Enter]);
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::S136All(form)] if form.despite.is_empty() && form.ends.is_none()),
        "{asked:?}"
    );
    let words = "Section 136 cannot be used where somebody lives (MHA 1983 s136(1A))";
    let next = "There is no power to keep the person";
    harness.state_mut().failed(Problem::new(NO_POWER, words, next));
    harness.run_ok();
    first(&harness, next);
    let done = "What was done with the person? Saving this ends section 136, and supervisors read it";
    write(&mut harness, done, "Let go at once, his sister came for him");
    press(&mut harness, &[Key::Enter]);
    let asked = harness.state_mut().asked();
    let [Request::S136All(form)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert_eq!(form.despite, "Let go at once, his sister came for him");
    assert_eq!(form.ends, Some(evening()), "without another time it ends now");
    let dwelling = |step: &S136Step| matches!(step, S136Step::Said { field: S136Field::FoundClass, value } if value == "dwelling");
    assert!(form.steps.iter().any(dwelling), "what was chosen is still there");
    // the time of the end is asked for, and one that does not fit is named beside it
    let words = "The time must be after 21:00";
    harness
        .state_mut()
        .failed(Problem::new("A-263", words, "Check the time"));
    harness.run_ok();
    first(&harness, words);
    write(&mut harness, "When did it end?", "20:30");
    press(&mut harness, &[Key::Enter]);
    let asked = harness.state_mut().asked();
    let [Request::S136All(form)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert!(form.ends.is_some_and(|ended| ended < evening()), "{form:?}");
}

#[test]
fn using_it_with_the_crew_nurse_takes_nine_presses() {
    let mut harness = stage(
        at_work(Phase::Seat(Side::Police), incident()),
        None,
        Theme::Light,
        CAR,
    );
    let keys = [
        Key::F9,
        Key::Num1,
        Key::Tab,
        Key::Num1,
        Key::Tab,
        Key::Num1,
        Key::Tab,
        Key::Num2,
        Key::Enter,
    ];
    press(&mut harness, &keys);
    let asked = harness.state_mut().asked();
    let [Request::S136All(form)] = &asked[..] else {
        panic!("{asked:?}")
    };
    let [
        S136Step::Said {
            field: S136Field::ConsultedFrom,
            value: spoken,
        },
        S136Step::Used {
            at,
            consulted,
            advice,
            place,
            conveyance,
        },
    ] = &form.steps[..]
    else {
        panic!("{form:?}")
    };
    assert_eq!(
        *spoken,
        at.0.to_string(),
        "the time of the choice, and it comes first"
    );
    assert_eq!(*at, evening());
    assert_eq!(
        *consulted,
        Consulted::CrewNurse {
            name: "J Patel, nurse".to_owned()
        }
    );
    assert_eq!(*advice, Some(Advice::Supports));
    assert_eq!(
        (*place, *conveyance),
        (None, Conveyance::PoliceVehicle),
        "no place is chosen beforehand"
    );
}

#[test]
fn arrival_takes_three_presses_and_starts_the_clock_that_shows_its_end_first() {
    let mut harness = stage(at_work(Phase::Shared, used(None)), None, Theme::Light, CAR);
    press(&mut harness, &[Key::F9]);
    harness.get_by_label("Not running");
    press(&mut harness, &[Key::Num2, Key::Enter]);
    let asked = harness.state_mut().asked();
    assert!(
        matches!(asked[..], [Request::S136(INCIDENT, S136Step::Arrived { .. })]),
        "{asked:?}"
    );
    harness.state_mut().show(at_work(Phase::Shared, used(Some(0))));
    harness.run_ok();
    harness.get_by_label("Sat 21 Nov");
    assert!(harness.query_all_by_label("21:04").count() > 0);
    harness.get_by_label("24 h 00 left");
}

#[test]
fn the_nurse_cannot_decide_on_it_and_is_told_who_does() {
    let mut harness = stage(
        at_work(Phase::Seat(Side::Health), incident()),
        Some(Route::S136),
        Theme::Light,
        CAR,
    );
    press(&mut harness, &[Key::Num1, Key::Enter]);
    assert!(harness.state_mut().asked().is_empty());
    first(&harness, "Only the officer decides on section 136");
}

#[test]
fn what_is_missing_is_named_and_nothing_is_recorded() {
    let mut harness = stage(
        at_work(Phase::Seat(Side::Police), incident()),
        Some(Route::S136),
        Theme::Light,
        CAR,
    );
    press(&mut harness, &[Key::Enter]);
    harness.get_by_label("There is a problem. Choose what happened");
    harness
        .get_by_role_and_label(Role::RadioGroup, "What happened?")
        .focus();
    press(&mut harness, &[Key::Num1, Key::Enter]);
    assert!(harness.state_mut().asked().is_empty());
    first(
        &harness,
        "Say who you consulted, or why you could not. Choose how the person travels",
    );
    scan::assert_no_overlap(&harness);
}

/// Chooses an answer by its digit in the question of that name.
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

#[test]
fn not_used_keeps_the_advice_and_what_was_done_instead() {
    let mut harness = stage(
        at_work(Phase::Seat(Side::Police), incident()),
        Some(Route::S136),
        Theme::Light,
        CAR,
    );
    choose(&mut harness, "What happened?", Key::Num4);
    choose(&mut harness, "Consulted before deciding?", Key::Num1);
    write(
        &mut harness,
        "In a few words: what was done instead",
        "Went home with her sister",
    );
    press(&mut harness, &[Key::Enter]);
    assert!(harness.state_mut().asked().is_empty());
    first(&harness, "Choose what they advised. Choose what was done instead");
    choose(&mut harness, "What did they advise?", Key::Num2);
    choose(&mut harness, "What was done instead?", Key::Num2);
    press(&mut harness, &[Key::Enter]);
    let asked = harness.state_mut().asked();
    let [Request::S136All(form)] = &asked[..] else {
        panic!("{asked:?}")
    };
    let Some(S136Step::NotUsed {
        at,
        instead,
        other_way,
        advice,
        ..
    }) = form.steps.last()
    else {
        panic!("{form:?}")
    };
    assert_eq!(instead, "Went home with her sister");
    assert!(at.is_some(), "it has its own time");
    assert_eq!(
        (*advice, *other_way),
        (Some(Advice::AnotherWay), Some(OtherWay::StayedWithOthers))
    );
}

#[test]
fn several_uses_of_force_are_kept_each_with_all_that_is_asked_and_one_that_lacks_something_is_named() {
    let mut harness = stage(
        at_work(Phase::Seat(Side::Police), used(Some(5))),
        Some(Route::S136Record),
        Theme::Light,
        CAR,
    );
    choose(&mut harness, "Which part?", Key::Num8);
    let more = "Another use: which?";
    assert!(
        harness.query_by_role_and_label(Role::RadioGroup, more).is_none(),
        "without force there is no second use"
    );
    choose(&mut harness, "Force or restraint", Key::Num2);
    choose(&mut harness, more, Key::Num2);
    press(&mut harness, &[Key::Enter]);
    assert!(harness.state_mut().asked().is_empty(), "half a use is not saved");
    first(&harness, "Choose the position. Write the minutes as a number");
    choose(&mut harness, "Another use: in which position?", Key::Num2);
    write(&mut harness, "Another use: for how many minutes?", "12");
    write(
        &mut harness,
        "Another use: injuries, or none",
        "Graze, left wrist",
    );
    press(&mut harness, &[Key::Enter]);
    let asked = harness.state_mut().asked();
    let [Request::S136All(form)] = &asked[..] else {
        panic!("{asked:?}")
    };
    let line = form.kept.iter().find(|(field, _)| *field == S136Field::ForceMore);
    let uses = crate::domain::mha::force::uses(&line.unwrap().1).unwrap();
    assert_eq!(uses.len(), 1);
    assert_eq!(
        (uses[0].what.as_str(), uses[0].position.as_str(), uses[0].minutes),
        ("handcuffs", "seated", 12)
    );
    assert_eq!(uses[0].injuries, "Graze, left wrist");
}

#[test]
fn how_long_somebody_may_be_kept_stands_in_the_head_of_a_private_seat_in_the_car() {
    for section in [Section::Notes, Section::Risk, Section::Timeline] {
        let harness = stage(
            at_work(Phase::Seat(Side::Health), used(Some(5))),
            Some(Route::Workspace(section)),
            Theme::Light,
            CAR,
        );
        let words = "Section 136 ends Sat 21 Nov 20:59";
        let node = harness.get_by_label(words);
        assert!(node.rect().max.y < 300.0, "{section:?}: {:?}", node.rect());
    }
}
