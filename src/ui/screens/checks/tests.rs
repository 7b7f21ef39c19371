//! Checks and reviews, and what a governance lead opens, over an invented October.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::app::api::{
    Checks, ChecksRequest, Done, HeldOutside, LogHealth, LookHow, LookRow, NoteRow, OpeningRow, Phase,
    Request, State,
};
use crate::app::exchange::{ClockJump, Device, DeviceHealth};
use crate::app::problem::Problem;
use crate::domain::checks::{Case, Cause, Opening, Part};
use crate::domain::content::{
    Channel, CheckpointAct, CheckpointHeld, DecisionCount, DecisionFact, PersonTold, Reason, ReviewWord,
    Verdict, WordFor,
};
use crate::domain::decision::conclusion::{Confidentiality, Outcome};
use crate::domain::decision::facts::Direction;
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId, MemberId};
use crate::domain::role::{Role, Side};
use crate::domain::time::Moment;
use crate::test_support::harness::DESK;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::screens::month::tests::{october, office};
use crate::ui::testing::{Stage, assert_says, evening, few_pictures, stage, type_in};
use crate::ui::theme::Theme;

const WHY: &str = "He stood on the rail and said that he would jump";

fn row(seq: u64, name: &str, reference: &str, part: Part) -> OpeningRow {
    OpeningRow {
        name: name.to_owned(),
        spot: part == Part::Worked,
        asked: None,
        left: false,
        since: october().start().plus_minutes(1_574),
        opening: Opening {
            entry: EntryRef {
                device: DeviceId([1; 16]),
                seq,
            },
            incident: IncidentId([3; 16]),
            reference: reference.to_owned(),
            member: MemberId([4; 16]),
            side: Side::Health,
            at: october().start().plus_minutes(1_574),
            part,
            checked: None,
        },
    }
}

fn case(about: u8, cause: Cause, at: Moment, reason: Option<&str>) -> Case {
    Case {
        about: ItemId([about; 16]),
        incident: Some(IncidentId([3; 16])),
        cause,
        author: Some(MemberId([4; 16])).filter(|_| cause != Cause::GovernanceOpened),
        found: 0,
        side: Some(Side::Police),
        at,
        since: at,
        codes: None,
        reason: reason.and_then(Reason::typed),
        mine: None,
        others: Vec::new(),
    }
}

/// A drawn decision: its codes are what a reviewer sees.
fn drawn() -> Case {
    let at = evening().plus_minutes(-9 * 24 * 60);
    let fact = DecisionFact {
        incident: IncidentId([3; 16]),
        decision: ItemId([7; 16]),
        direction: Some(Direction::PoliceToHealth),
        count: DecisionCount::Shared,
        outcome: Some(Outcome::Share),
        confidentiality: Confidentiality::Consent,
        power: vec!["no-such-row".to_owned()],
        asked: true,
        person_told: PersonTold::Yes,
        channel: Some(Channel::OnScreen),
        items: 2,
        at,
        took_ms: 24_000,
        check_ms: 4_100,
        rules: "england-and-wales-2026-11-21".to_owned(),
    };
    Case {
        codes: Some(fact),
        ..case(7, Cause::Drawn, at, None)
    }
}

fn device(number: u8, name: &str, last: Option<Moment>, waiting: u64) -> DeviceHealth {
    DeviceHealth {
        device: Device {
            id: DeviceId([number; 16]),
            name: name.to_owned(),
            revoked: false,
            forked: false,
            entries: 20_000,
            this: number == 1,
        },
        last,
        waiting,
    }
}

/// Nothing is to be done about this log.
fn well() -> LogHealth {
    let held = |side| CheckpointHeld {
        side,
        device: DeviceId([1; 16]),
        size: 19_800,
        what: CheckpointAct::Holds,
        at: evening().plus_minutes(-3 * 24 * 60),
    };
    let yesterday = evening().plus_minutes(-24 * 60);
    LogHealth {
        checked: Some(("A Morgan".to_owned(), yesterday, 40_000, 0)),
        entries: 20_000,
        devices: vec![
            device(1, "TR-07", Some(evening()), 0),
            device(2, "TR-09", Some(yesterday), 14),
        ],
        jumps: Vec::new(),
        unreadable: false,
        checkpoints: (212, Some(evening())),
        held: Side::ALL.into_iter().map(|side| (side, held(side))).collect(),
    }
}

/// Much is to be done about this one.
fn unwell() -> LogHealth {
    let mut health = well();
    health.checked = Some(("A Morgan".to_owned(), october().start(), 31_007, 1));
    health.devices[1].last = Some(october().start());
    health.devices[1].waiting = 9_004;
    health.held.remove(&Side::Police);
    health.jumps = vec![ClockJump {
        device: "TR-09".to_owned(),
        seq: 4_117,
        before: october().start(),
        said: october().start().plus_minutes(-300),
    }];
    health
}

fn note() -> NoteRow {
    NoteRow {
        follows: EntryRef {
            device: DeviceId([1; 16]),
            seq: 31,
        },
        name: "R Osei".to_owned(),
        passed: None,
        left: false,
        word: WordFor {
            word: ReviewWord::SayWhyNotLess,
            to: MemberId([5; 16]),
            incident: IncidentId([3; 16]),
            reference: "26-0101".to_owned(),
            of: october().start(),
        },
    }
}

fn checks(health: LogHealth) -> State {
    let found = Checks {
        health,
        openings: vec![
            row(7, "J Patel", "26-0098", Part::None),
            row(9, "R Osei", "26-0101", Part::Worked),
        ],
        cases: vec![
            case(
                6,
                Cause::Danger(None),
                october().start().plus_minutes(9_000),
                Some(WHY),
            ),
            drawn(),
            case(
                8,
                Cause::GovernanceOpened,
                evening().plus_minutes(-2_000),
                Some("Complaint 114 about what was said in the car"),
            ),
        ],
        references: BTreeMap::from([(IncidentId([3; 16]), "26-0098".to_owned())]),
        agreement: (17, 19),
        draw_due: false,
        notes: vec![note()],
        ..Checks::default()
    };
    State {
        checks: Some(Arc::new(found)),
        ..office(214)
    }
}

fn governance(state: State) -> State {
    State {
        office: Some(("A Morgan".to_owned(), Side::Health, Role::Governance)),
        phase: Phase::Office(Role::Governance),
        ..state
    }
}

/// Chooses a part of the page by what stands on its choice.
fn part(harness: &mut Harness<'static, Stage>, words: &str) {
    let found = harness.query_all_by_label_contains(words).next();
    found.unwrap().click_accesskit();
    harness.run_ok();
}

fn press(harness: &mut Harness<'static, Stage>, words: &str) -> Vec<Request> {
    part(harness, words);
    harness.state_mut().asked()
}

fn page(state: State) -> Harness<'static, Stage> {
    stage(state, Some(Route::Checks), Theme::Light, DESK)
}

#[test]
fn who_looked_is_found_by_a_reference_and_asked_with_one_press() {
    let mut harness = page(checks(well()));
    assert_says(&harness, "Who looked: 2");
    part(&mut harness, "Who looked: 2");
    let words = scan::all_words(&harness);
    assert!(words.contains("J Patel opened 26-0098"));
    assert!(words.contains("Nothing in the log says why"));
    assert!(words.contains("49 days old"), "how long it has waited");
    assert!(words.contains("R Osei"));
    harness.get_by_label_contains("Find who looked").focus();
    harness.run_ok();
    type_in(&mut harness, "26-0098");
    let words = scan::all_words(&harness);
    assert!(words.contains("26-0098, J Patel") && !words.contains("26-0101, R Osei"));
    let asked = press(&mut harness, "Ask the person: J Patel");
    assert!(
        matches!(&asked[..], [Request::Checks(ChecksRequest::Access(entry, Verdict::Ask))] if entry.seq == 7),
        "{asked:?}"
    );
}

#[test]
fn nobody_who_has_left_is_asked_or_sent_a_note() {
    let mut state = checks(well());
    let mut found = Checks::clone(state.checks.as_ref().unwrap());
    found.openings[0].left = true;
    found.notes[0].left = true;
    state.checks = Some(Arc::new(found));
    let mut harness = page(governance(state));
    let words = scan::all_words(&harness);
    assert!(words.contains("They have left") && !words.contains("Pass on: R Osei"));
    assert_says(&harness, "Reviews: 3");
    part(&mut harness, "Who looked: 2");
    let words = scan::all_words(&harness);
    assert!(words.contains("As expected: J Patel") && !words.contains("Ask the person: J Patel"));
    assert!(words.contains("Ask the person: R Osei"));
}

#[test]
fn a_reviewer_sees_the_typed_reason_and_no_other_finding() {
    let mut harness = page(checks(well()));
    let words = scan::all_words(&harness);
    assert!(words.contains(WHY));
    assert!(words.contains("they agree on 17"));
    let codes = "Shared: 2 things. The person agreed. The person was asked. The person knows. On this screen. It took 24 s, 5 s of that to check";
    assert!(words.contains(codes), "{words}");
    let asked = press(&mut harness, "Concern: Danger share by police");
    assert!(
        matches!(&asked[..], [Request::Checks(ChecksRequest::Review(about, Verdict::Concern, None))] if *about == ItemId([6; 16])),
        "{asked:?}"
    );
}

#[test]
fn a_supervisor_cannot_pass_a_note_on_and_the_lead_does_with_one_press() {
    let harness = page(checks(well()));
    assert_says(&harness, "Waits for your governance lead");
    let mut harness = page(governance(checks(well())));
    let asked = press(&mut harness, "Pass on: R Osei");
    assert!(
        matches!(&asked[..], [Request::Checks(ChecksRequest::PassOn(follows))] if follows.seq == 31),
        "{asked:?}"
    );
}

#[test]
fn a_draw_takes_a_receipt_or_a_checkpoints_file_and_says_which_is_missing() {
    let mut harness = page(checks(well()));
    assert!(press(&mut harness, "Draw decisions").is_empty());
    assert_says(&harness, "Enter the number of entries on the receipt");
    harness
        .get_by_label_contains("Or the file of their checkpoint")
        .focus();
    harness.run_ok();
    type_in(&mut harness, "/media/trust/checkpoint.txt");
    let asked = press(&mut harness, "Draw decisions");
    assert!(
        matches!(&asked[..], [Request::Checks(ChecksRequest::Draw { held: HeldOutside::Checkpoint(file), .. })] if file.ends_with("checkpoint.txt")),
        "{asked:?}"
    );
    let refused = Problem::new(
        "A-774",
        "That is no checkpoint of this log",
        "Ask for the file again",
    );
    harness.state_mut().failed(refused);
    harness.run_ok();
    assert_says(&harness, "Ask for the file again");
}

#[test]
fn each_thing_that_is_wrong_with_the_log_says_what_to_do_next() {
    let mut harness = page(checks(unwell()));
    part(&mut harness, "The log: 5 to do");
    let words = scan::all_words(&harness);
    for said in [
        "found one thing that is not as it was written",
        "Tell both governance leads today",
        "last checked 50 days ago",
        "The police hold no checkpoint",
        "TR-09 has written nothing that is here for 50 days",
        "9004 entries wait for it",
        "The clock stood wrong on TR-09",
        "8993 entries were written since",
    ] {
        assert!(words.contains(said), "{said} is not in {words}");
    }
    let mut harness = page(checks(well()));
    part(&mut harness, "The log: well");
    assert_says(&harness, "Nothing is to be done about the log");
    assert_says(&harness, "14 entries of this laptop wait for it");
}

#[test]
fn a_log_that_fails_its_check_is_said_at_once_and_not_as_good_news() {
    let mut harness = page(checks(well()));
    let asked = press(&mut harness, "Check the whole log");
    assert!(matches!(&asked[..], [Request::Verify]), "{asked:?}");
    let found = Done::Verified {
        entries: 40_000,
        findings: vec!["TR-09, entry 4117: its signature does not hold".to_owned()],
    };
    harness.state_mut().done(found);
    harness.run_ok();
    assert_says(
        &harness,
        "40000 entries looked at, one finding: tell a governance lead",
    );
}

#[test]
fn an_incident_that_nobody_looked_at_says_so() {
    let mut harness = page(checks(well()));
    part(&mut harness, "Who looked: 2");
    harness.get_by_label_contains("Find who looked").focus();
    harness.run_ok();
    type_in(&mut harness, "26-0100");
    let asked = press(&mut harness, "Who looked at this incident");
    assert!(
        matches!(&asked[..], [Request::Checks(ChecksRequest::WhoLooked(reference))] if reference == "26-0100"),
        "{asked:?}"
    );
    let none = Done::Looked("26-0100".to_owned(), Arc::new(Vec::new()));
    harness.state_mut().done(none);
    harness.run_ok();
    assert_says(&harness, "nobody looked");
    let one = LookRow {
        at: evening(),
        name: "J Patel".to_owned(),
        side: Side::Health,
        how: LookHow::Governance,
        part: Part::None,
    };
    press(&mut harness, "Who looked at this incident");
    let done = Done::Looked("26-0100".to_owned(), Arc::new(vec![one]));
    harness.state_mut().done(done);
    harness.run_ok();
    assert_says(&harness, "Opened as governance lead");
}

#[test]
fn pictures_of_the_checks() {
    let route = Some(&Route::Checks);
    few_pictures("checks", &checks(unwell()), route, |_| {});
    few_pictures("checks-log", &checks(unwell()), route, |harness| {
        part(harness, "The log: 5 to do");
        assert_says(harness, "The police hold no checkpoint");
    });
}

#[test]
fn pictures_of_what_a_lead_opened() {
    few_pictures(
        "opened",
        &governance(checks(well())),
        Some(&Route::Opened),
        |harness| {
            harness.get_by_label_contains("Why you open it").focus();
            harness.run_ok();
            type_in(harness, "no");
            part(harness, "Open it");
            let short = Problem::new("A-829", "The reason is too short", "Write at least 20 characters");
            harness.state_mut().failed(short);
            harness.run_ok();
            assert_says(harness, "The reason is too short");
        },
    );
}
