//! A month counted from invented facts.

use proptest::prelude::*;

use super::*;
use crate::domain::content::*;
use crate::domain::decision::conclusion::{Confidentiality, Outcome};
use crate::domain::decision::facts::Direction;
use crate::domain::ids::{DeviceId, EntryRef};

fn april() -> YearMonth {
    "2026-04".parse().unwrap()
}

fn minute(minutes: i64) -> Moment {
    april().start().plus_minutes(minutes)
}

fn id(n: u8) -> [u8; 16] {
    [n; 16]
}

fn placed(seq: u64, content: Content) -> Placed {
    Placed {
        entry: EntryRef {
            device: DeviceId(id(1)),
            seq,
        },
        lamport: seq,
        at: minute(0),
        author: None,
        content,
    }
}

fn all(contents: Vec<Content>) -> Vec<Placed> {
    (0..)
        .zip(contents)
        .map(|(seq, content)| placed(seq, content))
        .collect()
}

fn opened(n: u8, at: Moment) -> Content {
    Content::OpenedFact(OpenedFact {
        incident: IncidentId(id(n)),
        at,
        post: Post::Car,
        reference: String::new(),
    })
}

fn closed(n: u8, at: Moment, outcome: Option<IncidentOutcome>) -> Content {
    Content::ClosedFact(ClosedFact {
        incident: IncidentId(id(n)),
        at,
        source: Some(Source::Call999),
        outcome,
        follow_up: vec![FollowUp::TellGp, FollowUp::CallBack],
        on_scene_minutes: Some(40),
        handover_minutes: None,
        age: None,
        mode: None,
        reached_minutes: None,
        person: None,
    })
}

fn decision(n: u8, count: DecisionCount, ground: Confidentiality, at: Moment) -> Content {
    Content::DecisionFact(DecisionFact {
        incident: IncidentId(id(n)),
        decision: ItemId(id(n)),
        direction: Some(Direction::HealthToPolice),
        count,
        outcome: (count != DecisionCount::Danger).then_some(Outcome::Share),
        confidentiality: ground,
        power: vec!["John Canary".to_owned()],
        asked: ground == Confidentiality::Consent,
        person_told: PersonTold::Yes,
        channel: Some(Channel::OnScreen),
        items: 1,
        at,
        took_ms: 24_400,
        check_ms: 1_999,
        rules: "Jane Canary".to_owned(),
    })
}

fn finished(n: u8, at: Moment) -> Content {
    Content::DangerFinishedFact(DangerFinishedFact {
        incident: IncidentId(id(n)),
        disclosure: ItemId(id(n)),
        ground: Confidentiality::PublicInterestHarm,
        at,
    })
}

fn s136(n: u8, used: bool) -> Content {
    Content::S136Fact(S136Fact {
        incident: IncidentId(id(n)),
        item: ItemId(id(n)),
        used,
        consulted: ConsultedCode::CrewNurse,
        advice: Some(Advice::Supports),
        place: used.then_some(PlaceOfSafety::HealthBased),
        conveyance: used.then_some(Conveyance::Ambulance),
        other_way: (!used).then_some(OtherWay::CrisisTeam),
        at: minute(90),
    })
}

fn a_month() -> Vec<Placed> {
    all(vec![
        opened(1, minute(0)),
        opened(2, minute(-1)),
        opened(3, april().end()),
        opened(4, april().end().plus_ms(-1)),
        closed(1, minute(50), None),
        closed(1, minute(70), Some(IncidentOutcome::Gp)),
        closed(2, minute(80), None),
        decision(1, DecisionCount::Shared, Confidentiality::Consent, minute(20)),
        decision(
            2,
            DecisionCount::NotShared(NotSharedReason::NotAgreed),
            Confidentiality::None,
            minute(21),
        ),
        decision(3, DecisionCount::Danger, Confidentiality::None, minute(22)),
        decision(4, DecisionCount::Danger, Confidentiality::None, minute(23)),
        decision(5, DecisionCount::Danger, Confidentiality::None, minute(24)),
        finished(3, minute(22 + 240)),
        finished(4, april().end().plus_minutes(24 * 60)),
        s136(1, false),
        s136(1, true),
        s136(2, true),
        s136(2, false),
        s136(4, false),
    ])
}

#[test]
fn a_duplicate_is_counted_once_until_they_are_parted() {
    let join = |parted| {
        Content::JoinedFact(JoinedFact {
            incident: IncidentId(id(2)),
            keeps: IncidentId(id(1)),
            item: ItemId(id(9)),
            parted,
            at: minute(5),
        })
    };
    let mut work = vec![
        opened(1, minute(0)),
        opened(2, minute(5)),
        opened(3, minute(6)),
        closed(2, minute(30), None),
        s136(1, true),
        s136(2, true),
    ];
    let found = |work: &[Content]| {
        let entries = all(work.to_vec());
        let facts = facts::gather(april(), &entries);
        (facts.opened.len(), facts.closed.len(), facts.used.len())
    };
    assert_eq!(found(&work), (3, 1, 2));
    work.push(join(false));
    assert_eq!(found(&work), (2, 0, 1), "one incident, one use");
    work.push(join(true));
    assert_eq!(found(&work), (3, 1, 2), "two after all");
}

#[test]
fn what_the_nurse_counted_stands_when_police_write_later_and_can_be_taken_back() {
    let counted = |codes: &[(&str, &str)], at| {
        let codes = codes.iter().map(|(line, code)| ((*line).into(), (*code).into()));
        Content::S136Counted(S136Counted {
            incident: IncidentId(id(1)),
            item: ItemId(id(1)),
            at: minute(at),
            codes: codes.collect(),
            ended: None,
        })
    };
    let mut work = vec![
        s136(1, true),
        counted(&[("outcome", "s2")], 3),
        counted(&[("sex", "female")], 4),
    ];
    let code = |work: &[Content], line: &str| {
        let entries = all(work.to_vec());
        let facts = facts::gather(april(), &entries);
        facts.codes(line).next().flatten().map(str::to_owned)
    };
    assert_eq!(code(&work, "outcome").as_deref(), Some("s2"));
    assert_eq!(code(&work, "sex").as_deref(), Some("female"));
    work.push(counted(&[("outcome", "")], 5));
    assert_eq!(code(&work, "outcome"), None);
}

fn table<'a>(month: &'a Month, id: &str) -> &'a Table {
    month.table(id).unwrap_or_else(|| panic!("no table {id}"))
}

#[test]
fn the_first_and_the_last_instant_of_the_month_count_and_their_neighbours_do_not() {
    let month = count_month(april(), &a_month());
    assert_eq!(month.opened(), 2);
}

#[test]
fn an_incident_that_was_reopened_is_closed_once_with_what_held_last() {
    let month = count_month(april(), &a_month());
    assert_eq!(table(&month, "incidents").count("closed"), 2);
    let outcomes = table(&month, "outcomes");
    assert_eq!(
        (outcomes.count("gp"), outcomes.missing, outcomes.total()),
        (1, 1, 2)
    );
    assert_eq!(table(&month, "follow-ups").total(), 2);
    assert_eq!(table(&month, "minutes-on-scene").value("p90"), Some(40));
}

#[test]
fn sharing_is_counted_by_direction_and_ground_and_not_sharing_by_reason() {
    let month = count_month(april(), &a_month());
    assert_eq!(table(&month, "sharing-health-to-police").count("consent"), 1);
    assert_eq!(table(&month, "sharing-police-to-health").total(), 0);
    assert_eq!(table(&month, "not-shared").count("not-agreed"), 1);
    let decisions = table(&month, "decisions");
    assert_eq!((decisions.count("danger"), decisions.total()), (3, 5));
    assert_eq!(table(&month, "asked").count("asked"), 1);
    assert_eq!(table(&month, "seconds-to-decide").value("consent"), Some(24));
    assert_eq!(table(&month, "check-page").count("under-2-seconds"), 1);
}

#[test]
fn a_danger_reason_counts_as_finished_when_it_was_and_the_page_inside_knows_better() {
    let month = count_month(april(), &a_month());
    let danger = table(&month, "danger");
    assert_eq!(
        (danger.count("within-4-hours"), danger.count("unfinished")),
        (1, 2)
    );
    assert_eq!(table(&month, "minutes-to-finish-danger").value("p50"), Some(240));
    let open: Vec<_> = month.unfinished.iter().map(|open| open.disclosure).collect();
    assert_eq!(
        open,
        [ItemId(id(5))],
        "4 was finished, after the figures stood still"
    );
}

#[test]
fn section_136_first_not_used_and_then_used_is_used_once() {
    let month = count_month(april(), &a_month());
    let s136 = table(&month, "s136");
    assert_eq!((s136.count("used"), s136.count("not-used")), (2, 1));
    assert_eq!(table(&month, "s136-place").count("health-based"), 2);
    assert_eq!(table(&month, "s136-conveyance").missing, 0);
}

#[test]
fn tables_have_names_and_codes_of_their_own_and_nothing_typed_gets_in() {
    let month = count_month(april(), &a_month());
    let ids: std::collections::BTreeSet<_> = month.tables.iter().map(|table| table.id).collect();
    assert_eq!(ids.len(), month.tables.len());
    for table in &month.tables {
        let codes: std::collections::BTreeSet<_> = table.rows.iter().map(|row| row.code).collect();
        assert_eq!(codes.len(), table.rows.len(), "{}", table.id);
    }
    assert!(!serde_json::to_string(&month).unwrap().contains("Canary"));
}

#[test]
fn codes_in_tables_are_those_that_entries_write() {
    fn written(value: impl Serialize) -> String {
        serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
    }
    for source in Source::ALL {
        assert_eq!(words::source(source).code, written(source));
    }
    for outcome in IncidentOutcome::ALL {
        assert_eq!(words::outcome(outcome).code, written(outcome));
    }
    for ground in Confidentiality::CARRYING {
        assert_eq!(words::ground(ground).code, written(ground));
    }
    for kind in FollowUp::ALL {
        assert_eq!(words::follow_up(kind).code, written(kind));
    }
    for way in Direction::ALL {
        assert_eq!(words::direction(*way).code, written(way));
    }
    for ruling in words::RULINGS {
        assert_eq!(words::ruling(ruling).code, written(ruling));
    }
    for reason in NotSharedReason::ALL {
        assert_eq!(words::not_shared(reason).code, written(reason));
    }
    for place in words::PLACES {
        assert_eq!(words::place(place).code, written(place));
    }
    for conveyance in words::CONVEYANCES {
        assert_eq!(words::conveyance(conveyance).code, written(conveyance));
    }
    for consulted in words::CONSULTED {
        assert_eq!(words::consulted(consulted).code, written(consulted));
    }
}

proptest! {
    #[test]
    fn the_order_of_arrival_and_arriving_twice_change_nothing(order in Just(a_month()).prop_shuffle(), twice in 0_usize..19) {
        let mut entries = order;
        let again = entries[twice].clone();
        entries.push(again);
        prop_assert_eq!(count_month(april(), &entries), count_month(april(), &a_month()));
    }
}
