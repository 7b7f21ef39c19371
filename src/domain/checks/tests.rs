//! Openings and reviews over invented facts.

use super::*;
use crate::domain::content::{OpenedFact, Post, Reviewed, Viewed};
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
        word: None,
        at: at(60),
    }
}

/// Reid and Moss review for the force; the nurse's own supervisor is Shah.
const SHAH: MemberId = MemberId([3; 16]);

fn sides() -> BTreeMap<MemberId, Side> {
    BTreeMap::from([(REID, Side::Police), (MOSS, Side::Police), (SHAH, Side::Health)])
}

fn seen(entries: &[Placed], drawn: &[ItemId], findings: &[Finding], me: MemberId) -> Reviews {
    let side = sides()[&me];
    let drawn = Drawn {
        decisions: drawn,
        at: None,
    };
    reviews(entries, drawn, findings, &sides(), (me, side))
}

#[test]
fn the_other_organisation_reviews_and_sees_no_other_finding_before_its_own() {
    let entries = [
        decision(1, Some(Direction::HealthToPolice), DecisionCount::Danger),
        decision(2, Some(Direction::PoliceToHealth), DecisionCount::Danger),
        decision(3, Some(Direction::HealthToPolice), DecisionCount::Shared),
        decision(4, None, DecisionCount::Danger),
    ];
    let of = |me| {
        let found = seen(&entries, &[ItemId([3; 16])], &[], me);
        let names = found.cases.iter().map(|case| case.about.0[0]);
        names.collect::<Vec<_>>()
    };
    assert_eq!(
        of(REID),
        [1, 3, 4],
        "the trust's, drawn or danger, and the crew's"
    );
    assert_eq!(of(SHAH), [2, 4]);
    let other = [(MOSS, reviewed(1, Verdict::Concern))];
    let before = seen(&entries, &[], &other, REID);
    assert!(before.cases[0].others.is_empty() && before.cases[0].is_open());
    let both = [other[0].clone(), (REID, reviewed(1, Verdict::AsExpected))];
    let after = seen(&entries, &[], &both, REID);
    let first = after
        .cases
        .iter()
        .find(|case| case.about == ItemId([1; 16]))
        .unwrap();
    assert_eq!(first.others, [Verdict::Concern]);
}

#[test]
fn every_override_and_opening_by_governance_is_before_the_other_organisation_with_its_reason() {
    use crate::domain::content::{GovernanceOpened, Reason, ReasonGiven, S136Despite};
    let despite = Content::S136Despite(S136Despite {
        incident: INCIDENT,
        item: ItemId([5; 16]),
        rule: "age-in-doubt".to_owned(),
        at: at(5),
    });
    let opened = Content::GovernanceOpened(GovernanceOpened {
        item: ItemId([6; 16]),
        incident: Some(INCIDENT),
        reference: "26-0098".to_owned(),
        side: Side::Health,
        at: at(6),
    });
    let words = "Complaint 114: what was said about the medicine";
    let reason = Content::ReasonGiven(ReasonGiven {
        about: ItemId([6; 16]),
        reason: Reason::typed(words).unwrap(),
        at: at(6),
    });
    let entries = [
        placed(1, Some(REID), despite),
        placed(2, Some(SHAH), opened),
        placed(3, Some(SHAH), reason),
    ];
    let police = seen(&entries, &[], &[], MOSS).cases;
    assert_eq!(police.len(), 1);
    assert_eq!(police[0].cause, Cause::GovernanceOpened);
    assert_eq!(police[0].reason.as_ref().unwrap().for_review(), words);
    let health = seen(&entries, &[], &[], SHAH).cases;
    assert_eq!(health.len(), 1);
    assert_eq!(health[0].cause, Cause::Despite("age-in-doubt"));
}

#[test]
fn agreement_counts_first_findings_of_two_who_may_review() {
    let entries: Vec<Placed> = (1..5)
        .map(|n| decision(n, Some(Direction::HealthToPolice), DecisionCount::Danger))
        .collect();
    let findings = [
        (MOSS, reviewed(1, Verdict::AsExpected)),
        (REID, reviewed(1, Verdict::AsExpected)),
        (MOSS, reviewed(2, Verdict::Ask)),
        (REID, reviewed(2, Verdict::Concern)),
        // changed after the other's was seen: the first one counts
        (REID, reviewed(2, Verdict::Ask)),
        (MOSS, reviewed(3, Verdict::Ask)),
        // nobody reviews what their own organisation did
        (SHAH, reviewed(3, Verdict::Ask)),
    ];
    let found = seen(&entries, &[], &findings, MOSS);
    assert_eq!(found.agreement, (1, 2));
    let open: Vec<u8> = found
        .cases
        .iter()
        .filter(|case| case.is_open())
        .map(|case| case.about.0[0])
        .collect();
    assert_eq!(open, [4]);
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
