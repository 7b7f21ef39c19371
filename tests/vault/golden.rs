//! One body of each kind, byte for byte as it is stored: a court must be able to read in twenty years what was
//! written today. A changed line here means that old logs read differently; add a form, never change one.

mod agreement;
mod consents;
mod desk;
mod filled;
mod kinds;
mod members;
mod month;
mod oversight;
mod telling;

use std::collections::BTreeSet;

use tandem::domain::content::*;
use tandem::domain::decision::conclusion::{Conclusion, Confidentiality, DataProtection, Outcome, Task};
use tandem::domain::decision::facts::{Direction, Facts, ItemCategory, Nation};
use tandem::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId, KeyId, MemberId};
use tandem::domain::role::{Compartment, Role, Side};
use tandem::domain::time::Moment;

const GOLDEN: &str = include_str!("../golden/bodies.jsonl");
pub(super) const AT: Moment = Moment(1_795_291_200_000);
pub(super) const INCIDENT: IncidentId = IncidentId([1; 16]);
pub(super) const ITEM: ItemId = ItemId([2; 16]);
pub(super) const MEMBER: MemberId = MemberId([3; 16]);

const KINDS: usize = 106;

fn structure() -> Vec<Content> {
    vec![
        Content::Genesis(Genesis {
            name: "Invented partnership".to_owned(),
            police: "Invented Police".to_owned(),
            health: "Invented NHS Trust".to_owned(),
            nation: Nation::England,
            training: true,
            both: false,
        }),
        Content::DeviceEnrolled(DeviceEnrolled {
            device: DeviceId([4; 16]),
            name: "TR-07".to_owned(),
            sign_pk: vec![5; 32],
        }),
        Content::DeviceRevoked(DeviceRevoked {
            device: DeviceId([4; 16]),
        }),
        Content::Witnessed(Witnessed {
            device: DeviceId([4; 16]),
            size: 7,
            root: vec![13; 32],
        }),
        Content::Invited(Invited {
            member: MEMBER,
            side: Side::Police,
            role: Role::Officer,
            name: "PC 4411 Hughes".to_owned(),
            code_pk: vec![6; 32],
            expires: AT,
            code_kem: Vec::new(),
        }),
        Content::MemberJoined(MemberJoined {
            member: MEMBER,
            sign_pk: vec![7; 32],
            kem_pk: vec![8; 32],
            code_sig: vec![9; 64],
        }),
        Content::EpochMade(EpochMade {
            compartment: Compartment::Health,
            epoch: 1,
            public_key: vec![10; 32],
        }),
        Content::Granted(Granted {
            compartment: Compartment::Health,
            epoch: 1,
            to: GrantHolder::Recovery(Side::Health),
            sealed: vec![11; 80],
        }),
        Content::RecoveryHolder(RecoveryHolder {
            side: Side::Health,
            number: 2,
            office: "Caldicott Guardian".to_owned(),
            public_key: vec![12; 32],
            sign_pk: Vec::new(),
        }),
        Content::PolicySet(PolicySet {
            agreement: Some("ISA-7".to_owned()),
            ..PolicySet::default()
        }),
        Content::Disposed(Disposed {
            compartment: Compartment::Health,
            entries: vec![EntryRef {
                device: DeviceId([4; 16]),
                seq: 40,
            }],
            keys: vec![KeyId([13; 16])],
            basis: "mental-health-record".to_owned(),
            policy: "england-and-wales-2026-11-21".to_owned(),
        }),
    ]
}

/// Forms that were added later stand at the end, so that earlier lines stay as they were.
fn structure_added() -> Vec<Content> {
    let used = |act| {
        Content::RecoveryUsed(RecoveryUsed {
            side: Side::Health,
            act,
            first_sig: vec![14; 64],
            second_sig: vec![15; 64],
        })
    };
    vec![
        Content::RecoveryHolder(RecoveryHolder {
            side: Side::Health,
            number: 1,
            office: "Caldicott Guardian".to_owned(),
            public_key: vec![12; 32],
            sign_pk: vec![13; 32],
        }),
        used(RecoveryAct::Drill { opened: 3, of: 3 }),
        used(RecoveryAct::Device(DeviceEnrolled {
            device: DeviceId([4; 16]),
            name: "TR-07".to_owned(),
            sign_pk: vec![5; 32],
        })),
        used(RecoveryAct::Invited(Invited {
            member: MEMBER,
            side: Side::Health,
            role: Role::Governance,
            name: "Dr Jo Marsh".to_owned(),
            code_pk: vec![6; 32],
            expires: AT,
            code_kem: Vec::new(),
        })),
        used(RecoveryAct::Granted(vec![Granted {
            compartment: Compartment::Health,
            epoch: 1,
            to: GrantHolder::Member(MEMBER),
            sealed: vec![11; 80],
        }])),
    ]
}

fn shared() -> Vec<Content> {
    let item = SharedItem {
        category: ItemCategory::PresentationAndRisk,
        words: "He has a crisis plan: call his sister first.".to_owned(),
        nature: Nature::Fact,
        as_at: AT,
        as_at_open: false,
        source: None,
        good_until: None,
    };
    let to = Receiver::crew(
        Side::Police,
        Some(MEMBER),
        "PC 4411 Hughes".to_owned(),
        String::new(),
    );
    vec![
        Content::IncidentOpened(IncidentOpened {
            incident: INCIDENT,
            reference: "26-0117".to_owned(),
            at: AT,
            post: Post::Car,
            station: "TR-07".to_owned(),
            crew: vec![CrewMember {
                member: MEMBER,
                side: Side::Police,
                name: "PC 4411 Hughes".to_owned(),
            }],
        }),
        Content::DetailSet(DetailSet {
            incident: INCIDENT,
            item: ITEM,
            detail: Detail::Place("the bridge".to_owned()),
        }),
        Content::MilestoneStamped(MilestoneStamped {
            incident: INCIDENT,
            item: ITEM,
            milestone: Milestone::OnScene,
            at: AT,
        }),
        Content::Disclosed(Disclosed {
            incident: INCIDENT,
            disclosure: ITEM,
            from: Some(Side::Health),
            from_name: "Nurse Amara Osei".to_owned(),
            to: vec![to],
            items: vec![item],
            basis: Basis::Decided(Confidentiality::Consent),
            channel: Channel::OnScreen,
            person_told: PersonTold::Yes,
        }),
    ]
}

fn shared_after() -> Vec<Content> {
    vec![
        Content::Withdrawn(Withdrawn {
            incident: INCIDENT,
            disclosure: ITEM,
            why: None,
        }),
        Content::DangerFinished(DangerFinished {
            incident: INCIDENT,
            disclosure: ITEM,
            ground: Confidentiality::PublicInterestHarm,
        }),
        Content::S136Recorded(S136Recorded {
            incident: INCIDENT,
            item: ITEM,
            step: S136Step::Arrived { at: AT, place: None },
        }),
        Content::OutcomeSet(OutcomeSet {
            incident: INCIDENT,
            item: ITEM,
            outcome: IncidentOutcome::CrisisTeam,
            follow_up: vec![FollowUp::TellGp],
        }),
        Content::Closed(Closed { incident: INCIDENT }),
        Content::Reopened(Reopened {
            incident: INCIDENT,
            why: "A second call".to_owned(),
        }),
        Content::Undone(Undone {
            incident: INCIDENT,
            item: ITEM,
        }),
        Content::NoteGiven(NoteGiven {
            incident: INCIDENT,
            item: ITEM,
            by: Side::Health,
            disclosures: vec![ItemId([5; 16])],
            easy: true,
            how: NoteHow::InHand,
        }),
    ]
}

fn facts() -> Facts {
    toml::from_str(include_str!("../golden/facts.toml")).unwrap()
}

fn a_task() -> Content {
    Content::TaskSet(TaskSet {
        incident: INCIDENT,
        item: ITEM,
        task: Task::TellThePerson,
        due: Some(AT),
        about: None,
        words: String::new(),
        owner: String::new(),
    })
}

fn side() -> Vec<Content> {
    let facts = facts();
    let conclusion = Conclusion {
        implied: false,
        outcome: Outcome::Share,
        confidentiality: Confidentiality::Consent,
        power: vec!["consent".to_owned()],
        data_protection: DataProtection::default(),
        tasks: vec![Task::BriefCoordinatorOrGp],
        blocked_items: Vec::new(),
        held_items: Vec::new(),
        missing: Vec::new(),
        red_line: None,
        reasons: vec!["The person agreed.".to_owned()],
        rules: "england-2026-04-01".to_owned(),
        law_as_at: facts.date,
    };
    vec![
        Content::KnownAnswered(KnownAnswered {
            incident: INCIDENT,
            item: ITEM,
            answer: KnownAnswer::CouldNotCheck,
            why: "No signal".to_owned(),
        }),
        Content::NoteWritten(NoteWritten {
            incident: INCIDENT,
            note: ITEM,
            source: NoteSource::Told,
            text: "Hasn’t slept — “three nights”".to_owned(),
        }),
        Content::NoteAmended(NoteAmended {
            incident: INCIDENT,
            note: ITEM,
            text: "Two nights".to_owned(),
            why: "Misheard".to_owned(),
        }),
        Content::DecisionMade(Box::new(DecisionMade {
            incident: INCIDENT,
            decision: ITEM,
            notes: vec![ITEM],
            facts,
            words: DecisionWords::default(),
            conclusion,
            result: DecisionResult::Shared { disclosure: ITEM },
            begun: AT,
            check_ms: 4_100,
            gaps: Vec::new(),
            record: None,
            telling: TellingRecord::default(),
        })),
        a_task(),
        Content::TaskDone(TaskDone {
            incident: INCIDENT,
            item: ITEM,
            note: "Rang".to_owned(),
            told: None,
        }),
        Content::RecordCompleted(RecordCompleted {
            incident: INCIDENT,
            item: ITEM,
            decision: ITEM,
            said: [(RecordField::ChildrenThere, "no".to_owned())].into(),
        }),
    ]
}

fn oversight() -> Vec<Content> {
    vec![
        Content::OpenedFact(OpenedFact {
            incident: INCIDENT,
            at: AT,
            post: Post::Desk,
            reference: String::new(),
        }),
        Content::KnownToldFact(KnownToldFact {
            incident: INCIDENT,
            direction: Direction::PoliceToHealth,
            at: AT,
        }),
        Content::DecisionFact(DecisionFact {
            incident: INCIDENT,
            decision: ITEM,
            direction: Some(Direction::HealthToPolice),
            count: DecisionCount::NotShared(NotSharedReason::NotAgreed),
            outcome: Some(Outcome::DoNotShare),
            confidentiality: Confidentiality::None,
            power: Vec::new(),
            asked: true,
            person_told: PersonTold::Yes,
            channel: None,
            items: 0,
            at: AT,
            took_ms: 31_000,
            check_ms: 0,
            rules: "england-2026-04-01".to_owned(),
        }),
        Content::DangerFinishedFact(DangerFinishedFact {
            incident: INCIDENT,
            disclosure: ITEM,
            ground: Confidentiality::PublicInterestHarm,
            at: AT,
        }),
    ]
}

#[test]
fn every_kind_is_stored_as_these_bytes_and_reads_back() {
    let samples = [
        structure(),
        shared(),
        shared_after(),
        side(),
        oversight(),
        oversight::oversight_after(),
        oversight::oversight_last(),
        structure_added(),
        members::members(),
        members::rules(),
        agreement::partnership(),
        super::golden_after::samples(),
        telling::telling(),
        consents::consents(),
        desk::desk(),
        month::samples(),
        filled::filled(),
    ]
    .concat();
    let kinds: BTreeSet<_> = samples.iter().map(kinds::kind).collect();
    assert_eq!(kinds.len(), KINDS, "one sample of each kind");
    let written: Vec<String> = samples
        .iter()
        .map(|c| String::from_utf8(c.to_bytes()).unwrap())
        .collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write("tests/golden/bodies.jsonl", written.join("\n") + "\n").unwrap();
        return;
    }
    let golden: Vec<&str> = GOLDEN.lines().collect();
    assert_eq!(golden.len(), written.len());
    for ((sample, written), golden) in samples.iter().zip(&written).zip(golden) {
        assert_eq!(written, golden);
        assert!(
            golden.starts_with(&format!("{{\"v\":1,\"t\":\"{}\"", kinds::kind(sample))),
            "{golden}"
        );
        assert_eq!(Content::from_bytes(golden.as_bytes()).as_ref(), Ok(sample));
    }
}
