//! Invented months for the attack: incidents picked by numbers, and the facts that they leave.

use crate::domain::content::*;
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::facts::Direction;
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId, MemberId, PersonMark};
use crate::domain::incident::Placed;
use crate::domain::role::Side;
use crate::domain::time::{Moment, YearMonth};

pub(super) fn april() -> YearMonth {
    "2026-04".parse().unwrap()
}

/// What happened at one incident: numbers that pick codes.
pub(super) type Story = (u8, u8, u8, u8, u8);

/// The facts of some incidents, the first of them numbered `from`.
pub(super) fn facts(from: u64, stories: &[Story]) -> Vec<Placed> {
    let mut all = Vec::new();
    for (n, story) in (from..).zip(stories) {
        for content in contents(n, *story) {
            all.push(Placed {
                entry: EntryRef {
                    device: DeviceId([1; 16]),
                    seq: u64::try_from(all.len()).unwrap() + from * 10,
                },
                lamport: u64::try_from(all.len()).unwrap() + from * 10,
                at: april().start(),
                author: None,
                content,
            });
        }
    }
    all
}

fn pick(of: usize, by: u8) -> usize {
    usize::from(by) % of
}

fn contents(n: u64, (post, outcome, shared, s136, place): Story) -> Vec<Content> {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&n.to_be_bytes());
    let (incident, item, at) = (IncidentId(id), ItemId(id), april().start().plus_minutes(7));
    let mut all = vec![
        Content::OpenedFact(OpenedFact {
            incident,
            at,
            post: if post % 5 == 0 { Post::Desk } else { Post::Car },
            reference: String::new(),
        }),
        Content::ClosedFact(ClosedFact {
            incident,
            at,
            source: Some(Source::Call999),
            outcome: Some(IncidentOutcome::ALL[pick(IncidentOutcome::ALL.len(), outcome)]),
            follow_up: vec![],
            on_scene_minutes: (outcome % 3 > 0).then_some(40),
            handover_minutes: (s136 % 5 > 0).then_some(35),
            age: (place % 7 > 0).then_some(AgeBand::of(u32::from(place) / 3)),
            mode: ContactMode::of(
                outcome % 3 > 0,
                if post % 5 == 0 { Post::Desk } else { Post::Car },
            ),
            reached_minutes: Some(u32::from(outcome) * 8),
            person: (post % 3 > 0).then_some(PersonMark([outcome / 4; 16])),
        }),
    ];
    if shared % 4 > 0 {
        all.push(decided(incident, item, at, shared));
    }
    if place % 3 == 0 {
        all.extend(asked(incident, item, at, (post, outcome, shared, s136, place)));
    }
    if s136 % 3 == 0 {
        all.extend(detained(incident, item, at, (post, outcome, shared, s136, place)));
    }
    all
}

/// One side asked the other, and somebody outside asked.
fn asked(
    incident: IncidentId,
    item: ItemId,
    at: Moment,
    (post, outcome, shared, s136, place): Story,
) -> Vec<Content> {
    let side = Side::ALL[pick(2, outcome / 4)];
    let request = |side, code, minutes| {
        Content::RequestFact(RequestFact {
            incident,
            request: item,
            by: MemberId([7; 16]),
            side,
            code,
            at: at.plus_minutes(minutes),
        })
    };
    let first = request(
        side,
        RequestCode::Asked {
            crime: false,
            times: 1,
        },
        0,
    );
    let answer = [
        None,
        Some(RequestCode::Shared),
        Some(RequestCode::Shared),
        Some(RequestCode::Partly),
        Some(RequestCode::Refused(NotSharedReason::NotNeeded)),
        Some(RequestCode::Deferred),
    ][pick(6, shared)];
    let outside = |code, minutes| {
        Content::OutsideFact(OutsideFact {
            request: item,
            side,
            asker: OutsideAsker::ALL[pick(OutsideAsker::ALL.len(), place / 3)],
            code,
            at: at.plus_minutes(minutes),
        })
    };
    let mut all = vec![first];
    all.extend(answer.map(|code| request(side.other(), code, 9)));
    if post % 4 == 0 {
        all.push(outside(
            [OutsideCode::Taken, OutsideCode::RefusedRedLine][pick(2, place)],
            0,
        ));
        let step = [None, Some(OutsideCode::Refused), Some(OutsideCode::Answered)][pick(3, s136)];
        all.extend(step.map(|code| outside(code, 60)));
    }
    all
}

fn decided(incident: IncidentId, item: ItemId, at: Moment, shared: u8) -> Content {
    let count = match shared % 8 {
        5 => DecisionCount::Danger,
        6 => DecisionCount::NotShared(NotSharedReason::NotAgreed),
        7 => DecisionCount::NotShared(NotSharedReason::NotNeeded),
        _ => DecisionCount::Shared,
    };
    let grounds = Confidentiality::CARRYING;
    Content::DecisionFact(DecisionFact {
        incident,
        decision: item,
        direction: Some(Direction::ALL[pick(2, shared / 8)]),
        count,
        outcome: None,
        confidentiality: grounds[pick(grounds.len(), shared / 16)],
        power: vec![],
        asked: shared.is_multiple_of(3),
        person_told: PersonTold::Yes,
        channel: Some(Channel::OnScreen),
        items: 1,
        at,
        took_ms: 24_000,
        check_ms: 4_000,
        rules: String::new(),
    })
}

fn detained(
    incident: IncidentId,
    item: ItemId,
    at: Moment,
    (post, outcome, shared, s136, place): Story,
) -> [Content; 2] {
    let used = s136 % 2 == 0;
    let places = [PlaceOfSafety::HealthBased, PlaceOfSafety::EmergencyDepartment];
    let fact = Content::S136Fact(S136Fact {
        incident,
        item,
        used,
        consulted: if place % 3 == 0 {
            ConsultedCode::Other
        } else {
            ConsultedCode::CrewNurse
        },
        advice: Some(Advice::Supports),
        place: used.then_some(places[pick(2, place)]),
        conveyance: used.then_some([Conveyance::PoliceVehicle, Conveyance::Ambulance][pick(2, shared)]),
        other_way: (!used).then_some([OtherWay::WentFreely, OtherWay::CrisisTeam][pick(2, place)]),
        at,
    });
    let code = |codes: &[&str], by: u8| codes[pick(codes.len(), by)].to_owned();
    let codes = [
        ("sex", code(&["male", "female", "not-known"], post)),
        (
            "ethnicity-seen",
            code(&["white", "white", "black", "asian"], place),
        ),
        (
            "age-band",
            code(&["18-and-over", "18-and-over", "under-18"], outcome),
        ),
        (
            "outcome",
            code(&["discharged-gp", "s2", "informal-admission"], shared),
        ),
        ("handover", code(&["within-1-hour", "over-1-hour"], place / 2)),
        ("why-emergency", code(&["medical", "no-health-place"], shared)),
        (
            "police-vehicle",
            code(&["not-in-30", "not-in-30", "behaviour"], post),
        ),
        ("ambulance", code(&["yes", "no"], outcome)),
        ("ambulance-wait", code(&["under-30", "over-60", ""], place)),
        ("extended", code(&["no", "no", "yes"], post)),
        ("ended", code(&["assessed", "grounds-ended"], outcome)),
    ];
    let counted = Content::S136Counted(S136Counted {
        incident,
        item,
        at,
        codes: codes.map(|(line, code)| (line.to_owned(), code)).into(),
        ended: None,
    });
    [fact, counted]
}
