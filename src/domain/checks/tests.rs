//! Openings and reviews over invented facts.

use super::*;
use crate::domain::content::{OpenedFact, Post, Viewed};
use crate::domain::ids::DeviceId;
use crate::domain::time::YearMonth;

const REID: MemberId = MemberId([1; 16]);
const MOSS: MemberId = MemberId([2; 16]);
const INCIDENT: IncidentId = IncidentId([7; 16]);

fn at(minutes: i64) -> Moment {
    "2026-04"
        .parse::<YearMonth>()
        .unwrap()
        .start()
        .plus_minutes(minutes)
}

fn placed(seq: u64, author: Option<MemberId>, content: Content) -> Placed {
    Placed {
        entry: EntryRef {
            device: DeviceId([1; 16]),
            seq,
        },
        lamport: seq,
        at: at(0),
        author,
        content,
    }
}

fn viewed(seq: u64, member: MemberId) -> Placed {
    let viewed = Viewed {
        incident: INCIDENT,
        member,
        side: Side::Police,
        at: at(5),
    };
    placed(seq, Some(member), Content::Viewed(viewed))
}

fn opened() -> Placed {
    let fact = OpenedFact {
        incident: INCIDENT,
        at: at(0),
        post: Post::Car,
        reference: "26-0098".to_owned(),
    };
    placed(0, None, Content::OpenedFact(fact))
}

#[test]
fn who_had_no_part_in_an_incident_stands_first_and_the_crew_does_not() {
    let entries = [opened(), viewed(1, REID), viewed(2, MOSS)];
    let crews = BTreeMap::from([(INCIDENT, BTreeSet::from([REID]))]);
    let found = openings(&entries, &crews, &[]);
    let parts: Vec<_> = found
        .iter()
        .map(|opening| (opening.member, opening.part))
        .collect();
    assert_eq!(parts, [(MOSS, Part::None), (REID, Part::Worked)]);
    assert_eq!(found[0].reference, "26-0098");
    // looking twice is no part in it
    let twice = openings(&[opened(), viewed(1, MOSS), viewed(2, MOSS)], &crews, &[]);
    assert!(twice.iter().all(|opening| opening.part == Part::None));
}

#[test]
fn the_last_finding_on_an_opening_holds() {
    let check = |verdict| AccessChecked {
        about: viewed(1, MOSS).entry,
        verdict,
        at: at(9),
    };
    let checks = [check(Verdict::Ask), check(Verdict::AsExpected)];
    let found = openings(&[viewed(1, MOSS)], &BTreeMap::new(), &checks);
    assert_eq!(found[0].checked, Some(Verdict::AsExpected));
}

fn decision(n: u8, direction: Option<Direction>, count: DecisionCount) -> Placed {
    use crate::domain::content::PersonTold;
    use crate::domain::decision::conclusion::Confidentiality;
    let fact = DecisionFact {
        incident: INCIDENT,
        decision: ItemId([n; 16]),
        direction,
        count,
        outcome: None,
        confidentiality: Confidentiality::Consent,
        power: vec![],
        asked: true,
        person_told: PersonTold::Yes,
        channel: None,
        items: 1,
        at: at(i64::from(n)),
        took_ms: 1,
        check_ms: 1,
        rules: String::new(),
    };
    placed(u64::from(n), Some(REID), Content::DecisionFact(fact))
}

fn reviewed(n: u8, verdict: Verdict) -> Reviewed {
    Reviewed {
        about: ItemId([n; 16]),
        verdict,
        at: at(60),
    }
}

#[test]
fn the_other_organisation_reviews_and_sees_no_other_finding_before_its_own() {
    let entries = [
        decision(1, Some(Direction::HealthToPolice), DecisionCount::Danger),
        decision(2, Some(Direction::PoliceToHealth), DecisionCount::Danger),
        decision(3, Some(Direction::HealthToPolice), DecisionCount::Shared),
        decision(4, None, DecisionCount::Danger),
    ];
    let of = |side| {
        let cases = cases(&entries, &[ItemId([3; 16])], &[], REID, side);
        cases.iter().map(|case| case.about.0[0]).collect::<Vec<_>>()
    };
    assert_eq!(
        of(Side::Police),
        [1, 3, 4],
        "the trust's, drawn or danger, and the crew's"
    );
    assert_eq!(of(Side::Health), [2, 4]);
    let other = [(MOSS, reviewed(1, Verdict::Concern))];
    let before = cases(&entries, &[], &other, REID, Side::Police);
    assert!(before[0].others.is_empty() && before[0].mine.is_none());
    let both = [other[0].clone(), (REID, reviewed(1, Verdict::AsExpected))];
    let after = cases(&entries, &[], &both, REID, Side::Police);
    let first = after.iter().find(|case| case.about == ItemId([1; 16])).unwrap();
    assert_eq!(first.others, [Verdict::Concern]);
}

#[test]
fn agreement_is_counted_where_two_have_looked() {
    let findings = [
        (MOSS, reviewed(1, Verdict::AsExpected)),
        (REID, reviewed(1, Verdict::AsExpected)),
        (MOSS, reviewed(2, Verdict::Ask)),
        (REID, reviewed(2, Verdict::Concern)),
        (MOSS, reviewed(3, Verdict::Ask)),
    ];
    assert_eq!(agreement(&findings), (1, 2));
}

#[test]
fn a_draw_is_from_the_other_organisations_decisions() {
    let entries = [
        decision(1, Some(Direction::HealthToPolice), DecisionCount::Shared),
        decision(2, Some(Direction::PoliceToHealth), DecisionCount::Shared),
        decision(3, Some(Direction::HealthToPolice), DecisionCount::Danger),
    ];
    assert_eq!(drawable(&entries, Side::Police), [ItemId([1; 16])]);
}
