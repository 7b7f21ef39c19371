//! An NHS number in typed words never reaches police (RL4), by whatever page the words came; a danger is never held up.

use super::*;
use crate::app::api::DangerKind;
use crate::domain::content::{Reason, ReasonGiven, RedLineEnd, RedLineStopped};

/// A number of the range that is never issued, among words.
const WITH_NUMBER: &str = "Calm now. NHS number 999 000 0018";

fn stopped(night: &mut Night) -> Vec<RedLineStopped> {
    office(night, "hlead");
    let office = night.desk.engine().office.as_ref().unwrap();
    let view = office.oversight.as_ref().unwrap();
    let found = view.of_kinds(&["oversight.red-line"]).unwrap();
    found
        .into_iter()
        .map(|placed| {
            let Content::RedLineStopped(fact) = placed.content else {
                panic!("{:?}", placed.content)
            };
            fact
        })
        .collect()
}

fn says(night: &mut Night, words: &str) -> bool {
    format!("{:?}", shared(night)).contains(words)
}

#[test]
fn no_page_lets_an_nhs_number_into_what_both_sides_read_and_every_attempt_is_an_entry() {
    let mut night = night();
    let incident = night.incident;
    let disclosure = tell(&mut night, "Calm now");
    let share = share_request(&night.desk, form(incident), WITH_NUMBER);
    let asked = AskForm {
        words: WITH_NUMBER.to_owned(),
        ..question(incident)
    };
    let tries = [
        share,
        Request::Correct {
            incident,
            disclosure,
            item: 0,
            words: WITH_NUMBER.to_owned(),
            why: CorrectionReason::LateEntry,
        },
        Request::AskOther(Box::new(asked)),
        Request::SetDetail(incident, Detail::Plan(WITH_NUMBER.to_owned())),
    ];
    let many = tries.len();
    for request in tries {
        assert_eq!(refused(&mut night.desk, request), "A-645");
    }
    assert!(!says(&mut night, "0018"));
    let log = Detail::Plan("Ring the desk, phone 999 000 0018".to_owned());
    ask(&mut night.desk, Request::SetDetail(incident, log)).unwrap();
    let kept = stopped(&mut night);
    assert_eq!(kept.len(), many);
    assert!(kept.iter().all(|fact| fact.end == RedLineEnd::Refused
        && fact.side == Some(Side::Health)
        && fact.line == "RL4"));
}

#[test]
fn a_danger_goes_at_once_without_the_number() {
    let mut night = night();
    let danger = Request::Danger {
        kind: DangerKind::Other,
        words: "She has a knife, 999 000 0018".to_owned(),
    };
    sit(&mut night.desk, Side::Health);
    let Done::Shared(disclosure) = ask(&mut night.desk, danger).unwrap() else {
        panic!("a danger was to cross");
    };
    let words = card(&mut night, disclosure).items[0].words.clone();
    assert_eq!(words, "She has a knife, [NHS number]");
    let kept = stopped(&mut night);
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].end, RedLineEnd::TakenOut);
}

#[test]
fn a_reason_that_reviewers_of_both_organisations_read_holds_no_number_either() {
    let reason = |words: &str| {
        Content::ReasonGiven(ReasonGiven {
            about: ItemId([1; 16]),
            reason: Reason::typed(words).unwrap(),
            at: now(),
        })
    };
    assert!(reason(WITH_NUMBER).carries_nhs_number(Some(Side::Health)));
    assert!(!reason("Minutes counted; nobody else was near").carries_nhs_number(Some(Side::Health)));
}
