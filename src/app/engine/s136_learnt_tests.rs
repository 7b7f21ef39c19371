//! What the law stops of section 136 and what becomes known too late to be stopped: counted, and before the supervisors of
//! both organisations.

use super::super::s136_tests::{lines, now, shared, used};
use super::super::tests::{practice, shift, sit};
use super::super::{NEEDS_REASON, NO_POWER};
use crate::app::Secret;
use crate::app::api::{Request, S136Form};
use crate::app::command_line::{Made, ask};
use crate::app::worker::Inline;
use crate::domain::checks::{Cause, Drawn, reviews};
use crate::domain::content::{Detail, PlaceOfSafety, S136Field, S136Step};
use crate::domain::ids::{IncidentId, MemberId};
use crate::domain::mha::clock::period;
use crate::domain::mha::step::{About, findings};
use crate::domain::mha::{Phase, law};
use crate::domain::role::Side;

/// What supervisors of either organisation have before them of section 136.
fn seen_by(desk: &mut Inline, made: &Made, handle: &str) -> (Vec<Cause>, (u64, u64)) {
    let member = made.members.iter().find(|m| m.handle == handle).unwrap();
    let passphrase = Secret::new(member.passphrase.expose().to_owned());
    let handle = handle.to_owned();
    ask(desk, Request::SignInOffice { handle, passphrase }).unwrap();
    let month = now().month().unwrap();
    let view = desk.engine().office.as_ref().unwrap().oversight.as_ref().unwrap();
    let facts = view.month_entries(month).unwrap();
    let sides = std::collections::BTreeMap::new();
    let cases = reviews(
        &facts,
        Drawn::default(),
        &[],
        &sides,
        (MemberId([9; 16]), member.side),
    )
    .cases;
    let table = desk.engine().month(month).unwrap();
    let rules = table.table("s136-rules").unwrap();
    let counts = (rules.count("stopped-under-18"), rules.total());
    ask(desk, Request::EndShift).unwrap();
    (cases.into_iter().map(|case| case.cause).collect(), counts)
}

#[test]
fn an_attempt_to_take_a_child_to_a_station_is_stopped_counted_and_shown_to_both_organisations() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = used(&mut desk);
    let person = |age| Detail::Person {
        name: "Sam Okoro".to_owned(),
        age: Some(age),
        about: false,
    };
    ask(&mut desk, Request::SetDetail(incident, person(17))).unwrap();
    let before = shared(&desk, incident).s136;
    let kept = S136Step::Kept {
        at: now(),
        place: Some(PlaceOfSafety::PoliceStation),
    };
    sit(&mut desk, Side::Police);
    for _ in 0..2 {
        let refused = ask(&mut desk, Request::S136(incident, kept.clone())).unwrap_err();
        assert_eq!(refused.code, "A-740");
        assert!(
            refused.what.contains("under 18") && refused.what.contains("s136A(1)"),
            "{refused}"
        );
    }
    assert_eq!(
        shared(&desk, incident).s136,
        before,
        "nothing was recorded, nothing was lost"
    );
    ask(&mut desk, Request::EndShift).unwrap();
    for handle in ["amorgan", "hlead"] {
        let (causes, counts) = seen_by(&mut desk, &made, handle);
        assert_eq!(counts, (1, 1), "counted once however often");
        assert!(
            causes.contains(&Cause::Stopped("child-station")),
            "{handle}: {causes:?}"
        );
    }
}

fn person(incident: IncidentId, age: u32) -> Request {
    let detail = Detail::Person {
        name: "Sam Okoro".to_owned(),
        age: Some(age),
        about: false,
    };
    Request::SetDetail(incident, detail)
}

#[test]
fn somebody_at_a_station_who_turns_out_17_is_before_both_organisations_once() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = used(&mut desk);
    ask(&mut desk, person(incident, 19)).unwrap();
    let conditions = [
        (S136Field::StationRisk, "yes"),
        (S136Field::StationNoOther, "yes"),
        (S136Field::StationCare, "yes"),
        (S136Field::StationInspector, "Insp 2231 Dale"),
    ];
    ask(&mut desk, lines(incident, &conditions, &[])).unwrap();
    let arrived = S136Step::Arrived {
        at: now(),
        place: Some(PlaceOfSafety::PoliceStation),
    };
    ask(&mut desk, Request::S136(incident, arrived)).unwrap();
    for age in [17, 16, 17] {
        ask(&mut desk, person(incident, age)).unwrap();
    }
    ask(&mut desk, Request::EndShift).unwrap();
    for handle in ["amorgan", "hlead"] {
        let (causes, _) = seen_by(&mut desk, &made, handle);
        assert_eq!(causes, [Cause::Learnt("child-station")], "{handle}");
    }
}

#[test]
fn a_home_that_is_learnt_late_passes_with_no_reason_it_ends_the_use_and_supervisors_read_what_was_done() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = used(&mut desk);
    let began = shared(&desk, incident).s136.began().unwrap();
    sit(&mut desk, Side::Police);
    let line = |field, value: &str| S136Step::Said {
        field,
        value: value.to_owned(),
    };
    let home = |despite: &str, ends| {
        // a line that asks for a reason of its own is saved in the same go
        let lines = vec![
            line(S136Field::HeldBefore, "yes"),
            line(S136Field::FoundClass, "dwelling"),
        ];
        Request::S136All(Box::new(S136Form {
            incident,
            steps: lines,
            kept: Vec::new(),
            despite: despite.to_owned(),
            ends,
        }))
    };
    let refused = ask(&mut desk, home("", None)).unwrap_err();
    assert_eq!(refused.code, NEEDS_REASON);
    // that reason answers another question: it ends nothing
    let why = "Another crew held him on Friday, this is a new crisis";
    let refused = ask(&mut desk, home(why, None)).unwrap_err();
    assert_eq!(refused.code, NO_POWER);
    assert!(
        refused.what.contains("s136(1A)") && refused.next.contains("no power"),
        "{refused}"
    );
    let done = "Let go at once, his sister took him to the crisis house";
    let early = began.plus_minutes(-30);
    let refused = ask(&mut desk, home(done, Some(early))).unwrap_err();
    assert_eq!(refused.code, "A-263", "it did not end before it began");
    let state = shared(&desk, incident).s136;
    assert!(state.in_force() && !state.said.contains_key(&S136Field::FoundClass));
    ask(&mut desk, home(done, Some(began))).unwrap();
    let state = shared(&desk, incident).s136;
    assert_eq!(state.phase(), Phase::Ended, "nobody is kept without a power");
    assert_eq!(
        state.ended,
        Some(began),
        "when they were let go, not when it was written"
    );
    assert_eq!(
        state.said[&S136Field::FoundClass],
        "dwelling",
        "and nothing is lost"
    );
    // one undo takes back the line and the end that it brought
    ask(&mut desk, Request::Undo(incident)).unwrap();
    let state = shared(&desk, incident).s136;
    assert!(state.in_force() && !state.said.contains_key(&S136Field::FoundClass));
    ask(&mut desk, home(done, Some(began))).unwrap();
    ask(&mut desk, Request::EndShift).unwrap();
    let (causes, _) = seen_by(&mut desk, &made, "hlead");
    assert!(causes.contains(&Cause::Despite("dwelling")), "{causes:?}");
}

#[test]
fn an_arrival_at_a_station_against_the_law_is_recorded_with_a_reason_and_both_organisations_see_it() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = used(&mut desk);
    ask(&mut desk, person(incident, 17)).unwrap();
    let at = now();
    let arrived = |despite: &str| {
        let place = Some(PlaceOfSafety::PoliceStation);
        Request::S136All(Box::new(S136Form {
            incident,
            steps: vec![S136Step::Arrived { at, place }],
            kept: Vec::new(),
            despite: despite.to_owned(),
            ends: None,
        }))
    };
    let refused = ask(&mut desk, arrived("")).unwrap_err();
    assert_eq!(refused.code, NEEDS_REASON);
    assert!(
        refused.what.contains("s136A(1)") && refused.next.contains("move them at once"),
        "{refused}"
    );
    ask(
        &mut desk,
        arrived("Said that he was 22; his mother says 17 on the phone"),
    )
    .unwrap();
    let there = shared(&desk, incident);
    let limit = period(&there.s136, law()).unwrap().limit;
    assert_eq!(limit, at.plus_minutes(24 * 60), "the clock runs");
    let about = About {
        law: law(),
        state: &there.s136,
        age: there.age,
        age_about: false,
        now: now(),
        earlier: None,
    };
    assert_eq!(
        findings(&about)[0].slug,
        "child-station",
        "the page says to move them"
    );
    ask(&mut desk, Request::EndShift).unwrap();
    for handle in ["amorgan", "hlead"] {
        let (causes, _) = seen_by(&mut desk, &made, handle);
        assert!(
            causes.contains(&Cause::Learnt("child-station")),
            "{handle}: {causes:?}"
        );
    }
}
