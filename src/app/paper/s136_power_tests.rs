//! What the form says of the power itself: until when somebody may be kept, that it is over, and of which use it is.

use super::tests::{Dice, NINE, opened, take};
use super::*;
use crate::domain::content::{Advice, Conveyance, PlaceOfSafety, S136Recorded};
use crate::domain::ids::ItemId;
use crate::domain::incident::SharedIncident;
use crate::domain::mha::record::Lines;
use crate::domain::role::Side;

#[test]
fn no_form_says_that_somebody_may_be_kept_after_the_power_ended_or_its_time_ran_out() {
    let mut shared = opened(&mut Dice(3));
    shared.age = Some(34);
    let late = NINE.plus_minutes(3 * 24 * 60);
    let used = S136Step::Used {
        at: NINE,
        consulted: Consulted::NotPracticable {
            why: "On the bridge rail, no time".to_owned(),
        },
        advice: None,
        place: None,
        conveyance: Conveyance::Ambulance,
    };
    assert!(take(&mut shared, used, late));
    let arrived = S136Step::Arrived {
        at: NINE.plus_minutes(45),
        place: Some(PlaceOfSafety::HealthBased),
    };
    assert!(take(&mut shared, arrived, late));
    let says = |shared: &SharedIncident, minutes: i64| {
        let record = Record {
            shared,
            own: &Lines::new(),
            side: Some(Side::Police),
        };
        let writer = Writer {
            language: Language::English,
            now: NINE.plus_minutes(minutes),
        };
        writer.limit(&record)
    };
    let day = 24 * 60;
    assert!(says(&shared, 60).contains("may be kept until"));
    assert!(!says(&shared, 60).contains("doctor gave"));
    assert!(says(&shared, 45 + day - 1).contains("may be kept until"));
    for past in [45 + day, 45 + day + 90] {
        let words = says(&shared, past);
        assert!(
            words.contains("ran out") && !words.contains("may be kept"),
            "{words}"
        );
    }
    let more = S136Step::Extended {
        at: NINE.plus_minutes(20 * 60),
        minutes: 6 * 60,
        by: "Dr A Reed, 9990001".to_owned(),
        why: MoreTime::TooDistressed,
        superintendent: String::new(),
        assessed_there: None,
    };
    assert!(take(&mut shared, more, late));
    let words = says(&shared, 45 + day + 90);
    assert!(
        words.contains("may be kept until") && words.contains("a doctor gave 6:00 hours more"),
        "{words}"
    );
    assert!(says(&shared, 45 + day + 6 * 60).contains("ran out"));
    let ended = S136Step::Ended {
        at: NINE.plus_minutes(21 * 60),
        how: Some(EndedHow::GroundsEnded),
    };
    assert!(take(&mut shared, ended, late));
    let words = says(&shared, 21 * 60 + 10);
    assert!(
        words.contains("The detention ended") && !words.contains("may be kept"),
        "{words}"
    );
}

/// Two uses of one incident: the form is of the second, and says nothing of the first.
#[test]
fn the_steps_on_the_form_are_those_of_this_use_alone() {
    let mut shared = opened(&mut Dice(1));
    let mut take = |item: u8, minutes: i64, step: S136Step| {
        let recorded = S136Recorded {
            incident: shared.incident,
            item: ItemId([item; 16]),
            step,
        };
        shared.s136.take(&recorded, NINE.plus_minutes(minutes));
    };
    let used = |who: &str, minutes| S136Step::Used {
        at: NINE.plus_minutes(minutes),
        consulted: Consulted::Other { who: who.to_owned() },
        advice: Some(Advice::Supports),
        place: None,
        conveyance: Conveyance::Ambulance,
    };
    let over = S136Step::HandedOver {
        at: NINE.plus_minutes(40),
        to: "First nurse in charge".to_owned(),
    };
    take(1, 0, used("First doctor", 0));
    take(2, 40, over);
    let at = NINE.plus_minutes(90);
    take(3, 90, S136Step::Ended { at, how: None });
    take(4, 300, used("Second doctor", 300));
    let own = Lines::new();
    let record = Record {
        shared: &shared,
        own: &own,
        side: Some(Side::Police),
    };
    let writer = Writer {
        language: Language::English,
        now: NINE.plus_minutes(310),
    };
    let document = writer.document(&record, "Northmere Police");
    let words = document.text();
    assert!(words.contains("Second doctor"), "{words}");
    assert!(!words.contains("First"), "{words}");
}

#[test]
fn a_start_that_two_laptops_recorded_is_on_the_form_and_does_not_count() {
    let mut shared = opened(&mut Dice(1));
    for (item, minutes) in [(1, 3), (2, 0)] {
        let step = S136Step::Used {
            at: NINE.plus_minutes(minutes),
            consulted: Consulted::Other {
                who: "Dr A Reed".to_owned(),
            },
            advice: Some(Advice::Supports),
            place: None,
            conveyance: Conveyance::Ambulance,
        };
        let recorded = S136Recorded {
            incident: shared.incident,
            item: ItemId([item; 16]),
            step,
        };
        shared.s136.take(&recorded, NINE.plus_minutes(5));
    }
    let record = Record {
        shared: &shared,
        own: &Lines::new(),
        side: Some(Side::Police),
    };
    let writer = Writer {
        language: Language::English,
        now: NINE.plus_minutes(10),
    };
    let words = writer.document(&record, "Northmere Police").text();
    assert_eq!(words.matches("Used section 136").count(), 1, "{words}");
    assert_eq!(words.matches("This start does not count").count(), 1, "{words}");
}
