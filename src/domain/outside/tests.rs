//! No sequence of steps passes a red line or answers without advice, whatever is tried in whatever order.

use proptest::prelude::*;

use super::*;
use crate::domain::content::{Channel, TellingHow};

fn card(asker: OutsideAsker, immigration: bool, document: Document) -> OutsideCard {
    OutsideCard {
        asked: OutsideRequested {
            request: ItemId([1; 16]),
            incident: None,
            asker,
            who: "Somebody".to_owned(),
            capacity: "Officer".to_owned(),
            what: "The whole record".to_owned(),
            basis: "An order".to_owned(),
            document,
            immigration,
            received: Moment(0),
            taken_by: "J Patel".to_owned(),
        },
        at: Moment(0),
        steps: Vec::new(),
    }
}

fn step(code: u8) -> OutsideStepped {
    let step = match code {
        0 => OutsideStep::DocumentSeen {
            what: "Order 12".to_owned(),
        },
        1 | 2 => OutsideStep::Advised {
            by: "Governance".to_owned(),
            words: String::new(),
            may_decide: code == 1,
        },
        3 => OutsideStep::LeadTold {
            who: "Caldicott Guardian".to_owned(),
            at: Moment(0),
            how: TellingHow::Phone,
        },
        4 => OutsideStep::Refused { why: String::new() },
        _ => OutsideStep::Answered {
            decision: ItemId([9; 16]),
            items: Vec::new(),
            how: Channel::Phone,
        },
    };
    OutsideStepped {
        request: ItemId([1; 16]),
        incident: None,
        by: "J Patel".to_owned(),
        step,
    }
}

fn askers() -> impl Strategy<Value = OutsideAsker> {
    prop::sample::select(OutsideAsker::ALL.to_vec())
}

proptest! {
    #[test]
    fn nothing_passes_a_red_line(asker in askers(), immigration: bool, codes in prop::collection::vec(0_u8..6, 0..12)) {
        let mut card = card(asker, immigration, Document::Claimed);
        for (at, code) in (0..).zip(codes) {
            let taken = card.take(step(code), Moment(at));
            if card.is_red_line() && code != 3 {
                prop_assert_eq!(taken, Err(OutsideFault::RedLine));
            }
        }
        let red = immigration || asker == OutsideAsker::ImmigrationEnforcement;
        prop_assert_eq!(red, matches!(card.status(), OutsideStatus::RedLine(_)));
    }

    #[test]
    fn an_answer_rests_on_advice_and_a_courts_on_an_order_that_was_seen(
        asker in askers(),
        codes in prop::collection::vec(0_u8..6, 0..12),
    ) {
        let mut card = card(asker, false, Document::None);
        for (at, code) in (0..).zip(codes) {
            let before = card.status();
            let seen = card.document() == Document::Seen;
            let answered = card.take(step(code), Moment(at)).is_ok() && code == 5;
            if answered {
                prop_assert_eq!(before, OutsideStatus::MayDecide);
                prop_assert!(asker != OutsideAsker::Court || seen);
                prop_assert!(asker.recipient().is_some());
            }
        }
    }
}

#[test]
fn it_is_refused_until_governance_has_advised() {
    let mut card = card(OutsideAsker::Court, false, Document::Claimed);
    assert_eq!(card.status(), OutsideStatus::RefusedForNow);
    assert_eq!(card.take(step(5), Moment(0)), Err(OutsideFault::NoAdvice));
    card.take(step(1), Moment(0)).unwrap();
    assert_eq!(card.take(step(5), Moment(0)), Err(OutsideFault::OrderNotSeen));
    card.take(step(0), Moment(0)).unwrap();
    card.take(step(2), Moment(0)).unwrap();
    assert_eq!(
        card.take(step(5), Moment(0)),
        Err(OutsideFault::NoAdvice),
        "advice was taken back"
    );
    card.take(step(1), Moment(0)).unwrap();
    card.take(step(5), Moment(0)).unwrap();
    assert_eq!(card.status(), OutsideStatus::Answered);
    assert_eq!(card.take(step(4), Moment(0)), Err(OutsideFault::Ended));
}
