//! The pages that ask, answer, correct and record what should not have crossed: what they ask for, and how they look.

use std::sync::Arc;

use egui_kittest::kittest::Queryable as _;

use super::super::incident_tests::{at_work, incident, minutes_ago};
use crate::app::api::{AskAnswer, BreachRow, Done, Draft, Phase, Request, State, Watch};
use crate::domain::content::*;
use crate::domain::decision::facts::{ItemCategory, Purpose};
use crate::domain::ids::{ItemId, MemberId};
use crate::domain::incident::{BreachCard, Change, ChangeKind, RequestCard, SharedIncident};
use crate::domain::outside::OutsideCard;
use crate::domain::role::Side;
use crate::test_support::harness::DESK;
use crate::ui::route::{Route, Section};
use crate::ui::testing::{Stage, assert_says, evening, pictures, press, stage, type_in};
use crate::ui::theme::Theme;

type Harness = egui_kittest::Harness<'static, Stage>;

/// The nurse's share at 21:01 of the invented evening.
const SHARE: ItemId = ItemId([13; 16]);
const REQUEST: ItemId = ItemId([51; 16]);

fn click(harness: &mut Harness, label: &str) {
    harness.get_by_label(label).click();
    harness.run_ok();
}

fn write(harness: &mut Harness, label: &str, words: &str) {
    harness
        .get_by_role_and_label(egui::accesskit::Role::TextInput, label)
        .focus();
    harness.run_ok();
    type_in(harness, words);
}

fn area(harness: &mut Harness, label: &str, words: &str) {
    harness
        .get_by_role_and_label(egui::accesskit::Role::MultilineTextInput, label)
        .focus();
    harness.run_ok();
    type_in(harness, words);
}

fn at(side: Side, incident: SharedIncident) -> State {
    State {
        me: Some(MemberId([if side == Side::Police { 1 } else { 2 }; 16])),
        ..at_work(Phase::Seat(side), incident)
    }
}

fn open(state: State, route: Route) -> Harness {
    stage(state, Some(route), Theme::Light, DESK)
}

fn asked() -> SharedIncident {
    let mut shared = incident();
    shared.requests.push(RequestCard {
        asked: Requested {
            incident: shared.incident,
            request: REQUEST,
            from: Side::Police,
            from_name: "PC 4411 Hughes".to_owned(),
            what: Some(ItemCategory::MedicationCritical),
            words: "Which tablets, and when?".to_owned(),
            purpose: Purpose::SafetyOfPerson,
            aim: RequestAim::Safety,
            why: "The ambulance asks".to_owned(),
            needed_by: Some(evening().plus_minutes(20)),
            times: 1,
        },
        at: minutes_ago(2),
        answers: Vec::new(),
    });
    shared
}

/// A correction that has not reached the officer yet.
fn corrected() -> SharedIncident {
    let mut shared = incident();
    let card = shared
        .disclosures
        .iter_mut()
        .find(|card| card.disclosure == SHARE)
        .unwrap();
    for to in &mut card.to {
        to.member = Some(MemberId([1; 16]));
    }
    let before = std::mem::replace(&mut card.items[0].words, "Two people talking is fine".to_owned());
    card.changes.push(Change {
        correction: Some(ItemId([61; 16])),
        at: minutes_ago(1),
        kind: ChangeKind::Corrected {
            item: 0,
            before,
            why: CorrectionReason::FactualError,
            by: "J Patel, nurse".to_owned(),
        },
        reached: Vec::new(),
    });
    shared
}

fn wrong() -> SharedIncident {
    let mut shared = incident();
    shared.breaches.push(BreachCard {
        opened: BreachOpened {
            incident: shared.incident,
            breach: ItemId([71; 16]),
            disclosure: SHARE,
            kind: BreachKind::WrongPerson,
            words: "These words are about another Sam".to_owned(),
            aware: minutes_ago(2),
            side: Side::Police,
            by: "PC 4411 Hughes".to_owned(),
        },
        at: minutes_ago(1),
        alone: false,
        steps: vec![(
            minutes_ago(0),
            BreachStepped {
                incident: shared.incident,
                breach: ItemId([71; 16]),
                side: Side::Police,
                by: "PC 4411 Hughes".to_owned(),
                step: BreachStep::Contained {
                    how: "Not passed on to anybody".to_owned(),
                },
            },
        )],
    });
    shared
}

fn outside_card(number: u8, asker: OutsideAsker, who: &str, what: &str) -> OutsideCard {
    OutsideCard {
        asked: OutsideRequested {
            request: ItemId([number; 16]),
            incident: None,
            asker,
            who: who.to_owned(),
            capacity: "For a client".to_owned(),
            what: what.to_owned(),
            basis: "A court order, they say".to_owned(),
            document: Document::Claimed,
            immigration: false,
            received: minutes_ago(40),
            taken_by: "J Patel, nurse".to_owned(),
        },
        at: minutes_ago(39),
        steps: Vec::new(),
    }
}

fn register() -> State {
    State {
        outside: Arc::new(vec![
            outside_card(
                81,
                OutsideAsker::ImmigrationEnforcement,
                "An officer in Croydon",
                "Where Sam Okoro lives",
            ),
            outside_card(
                82,
                OutsideAsker::Solicitor,
                "Bell and Marsh",
                "Notes of 3 November",
            ),
        ]),
        ..at(Side::Health, incident())
    }
}

#[test]
fn an_officer_has_to_say_what_it_is_for_and_a_victims_request_meets_three_tests() {
    let mut harness = open(at(Side::Police, incident()), Route::AskOther);
    click(&mut harness, "A crime, about its victim");
    click(&mut harness, "Ask");
    assert!(harness.state_mut().sent().is_empty());
    for words in [
        "Choose what you need to know",
        "All three must be true",
        "Say whether it is from counselling",
        "Say why you need it",
    ] {
        assert_says(&harness, words);
    }
}

/// What was kept last.
fn kept(harness: &mut Harness) -> Draft {
    let asked = harness.state_mut().asked();
    let kept = asked.into_iter().rev().find_map(|request| {
        if let Request::SaveDraft(draft) = request {
            Some(draft)
        } else {
            None
        }
    });
    kept.unwrap()
}

#[test]
fn what_was_typed_is_there_again_after_a_seat_change_and_gone_once_it_was_sent() {
    for (route, label, title) in [
        (Route::AskOther, "Ask it in your own words", "ask/"),
        (Route::Breach(SHARE), "What happened?", "breach/"),
        (Route::Correct(SHARE), "The sentence as it should be", "correct/"),
    ] {
        let state = at(Side::Health, incident());
        let mut harness = open(state.clone(), route.clone());
        area(&mut harness, label, "Is there a dog?");
        press(&mut harness, egui::Key::F4);
        let draft = kept(&mut harness);
        assert!(draft.key.starts_with(title), "{draft:?}");
        assert!(draft.words.contains("Is there a dog?"));
        let left = State {
            drafts: vec![draft],
            sitting: 7,
            ..state
        };
        let harness = open(left, route);
        assert_says(&harness, "Is there a dog?");
    }
}

#[test]
fn a_nurse_asks_for_safety_and_care_only() {
    let mut harness = open(at(Side::Health, incident()), Route::AskOther);
    assert!(harness.query_by_label("A crime").is_none());
    click(&mut harness, "Something else");
    area(&mut harness, "Ask it in your own words", "Is there a dog?");
    click(&mut harness, "Keep us safe");
    area(&mut harness, "Why do you need it?", "We go in now");
    write(&mut harness, "Needed by", "21:30");
    click(&mut harness, "Ask");
    let asked = harness.state_mut().sent();
    let [Request::AskOther(form)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert_eq!(form.aim, RequestAim::Safety);
    assert_eq!(form.needed_by.unwrap().clock(), "21:30");
    assert_eq!((form.what, form.words.as_str()), (None, "Is there a dog?"));
}

#[test]
fn to_share_opens_the_decision_and_to_refuse_asks_why() {
    let mut harness = open(at(Side::Health, asked()), Route::Request(REQUEST));
    click(&mut harness, "Do not share");
    click(&mut harness, "Continue");
    assert!(harness.state_mut().sent().is_empty());
    assert_says(&harness, "Choose why you do not share it");
    click(&mut harness, "Sharing could add harm");
    click(&mut harness, "Continue");
    let sent = harness.state_mut().sent();
    assert!(
        matches!(
            &sent[..],
            [Request::AnswerOther(
                _,
                REQUEST,
                AskAnswer::Refuse(NotSharedReason::CouldAddHarm, _)
            )]
        ),
        "{sent:?}"
    );
    let mut harness = open(at(Side::Health, asked()), Route::Request(REQUEST));
    click(&mut harness, "Share a part");
    click(&mut harness, "Continue");
    assert_eq!(harness.state().shell.route, Route::ShareFor(REQUEST, true));
}

#[test]
fn who_was_told_confirms_a_correction_and_the_sender_sees_that_it_is_missing() {
    let log = || Route::Workspace(Section::SharedLog);
    let mut harness = open(at(Side::Police, corrected()), log());
    click(&mut harness, "I have read this");
    let sent = harness.state_mut().sent();
    assert!(
        matches!(sent[..], [Request::ConfirmChange(_, SHARE, Some(_))]),
        "{sent:?}"
    );
    let harness = open(at(Side::Health, corrected()), log());
    assert!(harness.query_by_label("I have read this").is_none());
    assert_says(&harness, "has not reached PC 4411 Hughes yet");
}

#[test]
fn the_record_of_a_wrong_share_says_until_when_the_commissioner_has_to_know() {
    let mut harness = open(at(Side::Health, wrong()), Route::Breach(SHARE));
    assert_says(&harness, "Tell the Information Commissioner by Mon 23 Nov 21:02");
    click(&mut harness, "We judged whether to report");
    click(&mut harness, "No, harm is unlikely");
    area(&mut harness, "Why?", "Nobody else read it");
    click(&mut harness, "Record it");
    let sent = harness.state_mut().sent();
    assert!(
        matches!(
            &sent[..],
            [Request::StepBreach(
                _,
                _,
                BreachStep::Assessed { report: false, .. }
            )]
        ),
        "{sent:?}"
    );
}

#[test]
fn immigration_enforcement_is_only_ever_refused_and_reported() {
    let mut harness = open(register(), Route::Outside);
    // that the register is read is recorded first
    let read = harness.state_mut().asked();
    assert!(matches!(read[..], [Request::ReadOutside]), "{read:?}");
    harness.state_mut().done(Done::Ok);
    harness.run_ok();
    let told = "nothing was asked for, so nothing is said to be recorded";
    assert!(harness.query_by_label_contains("Recorded").is_none(), "{told}");
    click(
        &mut harness,
        "Immigration enforcement: An officer in Croydon, Where Sam Okoro lives, Red line: tell governance",
    );
    assert_says(&harness, "Nothing is ever shared for immigration enforcement");
    assert!(harness.query_by_label("Governance advised").is_none());
    write(&mut harness, "Whom did you tell?", "Dr Marsh, Caldicott Guardian");
    click(&mut harness, "By phone");
    click(&mut harness, "Record it");
    let sent = harness.state_mut().sent();
    assert!(
        matches!(&sent[..], [Request::StepOutside(_, OutsideStep::LeadTold { .. })]),
        "{sent:?}"
    );
}

#[test]
fn what_waits_elsewhere_is_said_and_opens_nothing_by_itself() {
    let state = State {
        elsewhere: vec![crate::app::api::Elsewhere {
            incident: crate::domain::ids::IncidentId([9; 16]),
            reference: "26-0099".to_owned(),
            what: crate::app::api::ElsewhereWhat::ToRead,
            by: None,
        }],
        ..at(Side::Police, incident())
    };
    let harness = open(state, Route::Board);
    assert_eq!(harness.state().shell.route, Route::Board);
    assert_says(&harness, "26-0099: a change to a share to read");
}

#[test]
fn pictures_of_asking_and_answering() {
    let asks = at(Side::Police, incident());
    pictures("ask", &asks, Some(&Route::AskOther), |harness| {
        click(harness, "A crime, about its victim");
    });
    let answers = at(Side::Health, asked());
    pictures("answer", &answers, Some(&Route::Request(REQUEST)), |harness| {
        click(harness, "Do not share");
    });
}

#[test]
fn pictures_of_correcting() {
    let state = at(Side::Health, incident());
    pictures("correct", &state, Some(&Route::Correct(SHARE)), |_| {});
    let state = at(Side::Health, corrected());
    let log = Route::Workspace(Section::SharedLog);
    pictures("shared-log-corrected", &state, Some(&log), |_| {});
}

#[test]
fn pictures_of_a_wrong_share() {
    let state = at(Side::Health, incident());
    pictures("breach", &state, Some(&Route::Breach(SHARE)), |_| {});
    let state = at(Side::Health, wrong());
    pictures("breach-record", &state, Some(&Route::Breach(SHARE)), |harness| {
        click(harness, "We judged whether to report");
    });
}

#[test]
fn pictures_of_the_register() {
    pictures("outside", &register(), Some(&Route::Outside), |_| {});
    pictures("outside-record", &register(), Some(&Route::Outside), |harness| {
        harness.state_mut().done(Done::Ok);
        harness.run_ok();
        click(
            harness,
            "Solicitor: Bell and Marsh, Notes of 3 November, Refused until advised",
        );
    });
}

#[test]
fn a_lead_sees_the_clock_and_no_names() {
    let watch = Watch {
        breaches: vec![BreachRow {
            alone: None,
            breach: ItemId([1; 16]),
            kind: BreachKind::WrongPerson,
            aware: minutes_ago(90),
            steps: vec![(minutes_ago(80), Side::Police, BreachCode::Contained)],
        }],
        repeats: 1,
        red_lines: 2,
        red_lines_untold: 1,
        stopped: 1,
    };
    let state = State {
        watch: Arc::new(watch),
        ..super::super::entry_tests::governance()
    };
    let harness = open(state, Route::People);
    assert_says(&harness, "records why not, by Mon 23 Nov 19:34");
    assert_says(&harness, "all refused: 2");
}
