//! The stored form of what supervisors count, the later half.

use super::*;

pub(super) fn oversight_after() -> Vec<Content> {
    vec![
        Content::S136TakenBack(S136TakenBack {
            incident: INCIDENT,
            item: ITEM,
            at: AT,
            by: None,
            lifted: false,
        }),
        Content::JoinedFact(JoinedFact {
            incident: INCIDENT,
            keeps: IncidentId([3; 16]),
            item: ITEM,
            parted: false,
            at: AT,
        }),
        Content::S136Fact(S136Fact {
            incident: INCIDENT,
            item: ITEM,
            used: true,
            consulted: ConsultedCode::CrewNurse,
            advice: Some(Advice::Supports),
            place: Some(PlaceOfSafety::HealthBased),
            conveyance: Some(Conveyance::Ambulance),
            other_way: None,
            at: AT,
        }),
        Content::S136Despite(S136Despite {
            incident: INCIDENT,
            item: ITEM,
            rule: "ended-on-the-way".to_owned(),
            at: AT,
        }),
        Content::S136Stopped(S136Stopped {
            incident: INCIDENT,
            item: ITEM,
            rule: "child-station".to_owned(),
            at: AT,
        }),
        Content::S136Learnt(S136Learnt {
            incident: INCIDENT,
            item: ITEM,
            rule: "child-station".to_owned(),
            at: AT,
        }),
        Content::S136Counted(S136Counted {
            incident: INCIDENT,
            item: ITEM,
            at: AT,
            codes: [("place-class".to_owned(), "health-based".to_owned())].into(),
            ended: None,
        }),
        Content::S136Kept(S136Kept {
            incident: INCIDENT,
            item: ITEM,
            field: S136Field::Force,
            value: "none".to_owned(),
            began: None,
        }),
    ]
}

pub(super) fn oversight_last() -> Vec<Content> {
    vec![
        Content::ClosedFact(ClosedFact {
            incident: INCIDENT,
            at: AT,
            source: Some(Source::Officers),
            outcome: Some(IncidentOutcome::HomeWithAdvice),
            follow_up: vec![FollowUp::CallBack],
            on_scene_minutes: Some(42),
            handover_minutes: None,
            age: None,
            mode: None,
            reached_minutes: None,
            person: None,
        }),
        Content::Viewed(Viewed {
            incident: INCIDENT,
            member: MEMBER,
            side: Side::Police,
            at: AT,
        }),
        Content::RegisterViewed(RegisterViewed {
            register: RegisterCode::Consents,
            member: MEMBER,
            side: Side::Health,
            at: AT,
        }),
        Content::Exported(Exported {
            month: "2026-04".parse().unwrap(),
            incident: None,
            role: Role::Supervisor,
            manifest: "ab".repeat(32),
            at: AT,
        }),
        Content::ReasonGiven(ReasonGiven {
            about: ITEM,
            reason: Reason::typed("Minutes counted; nobody else was near.").unwrap(),
            at: AT,
        }),
    ]
}
