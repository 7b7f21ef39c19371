//! One of each form that is about members and what two organisations confirm.

use super::*;

pub(super) fn members() -> Vec<Content> {
    vec![
        Content::MemberChanged(MemberChanged {
            member: MEMBER,
            standing: Standing::Suspended,
        }),
        Content::Reinvited(Reinvited {
            member: MEMBER,
            code_pk: vec![13; 32],
            code_kem: vec![14; 32],
            expires: AT,
        }),
        Content::Approved(Approved {
            entry: EntryRef {
                device: DeviceId([4; 16]),
                seq: 9,
            },
            leaf: vec![15; 32],
        }),
        Content::LogKeyMade(LogKeyMade {
            name: KeyId([16; 16]),
            to: vec![LogKeyTo {
                holder: vec![17; 8],
                sealed: vec![18; 80],
            }],
        }),
        Content::PassphraseChanged(PassphraseChanged { slot: vec![19; 32] }),
    ]
}

pub(super) fn rules() -> Vec<Content> {
    vec![
        Content::RulesAdopted(RulesAdopted {
            version: "england-and-wales-2027-02-01".to_owned(),
            as_at: "2027-02-01".parse().unwrap(),
            sha256: "ab".repeat(32),
            text: "version = \"england-and-wales-2027-02-01\"\n".to_owned(),
        }),
        Content::RulesRefused(RulesRefused {
            sha256: "cd".repeat(32),
            why: RulesRefusal::RedLine,
            at: AT,
        }),
        Content::RedLineStopped(RedLineStopped {
            incident: Some(INCIDENT),
            side: Some(Side::Health),
            line: "RL4".to_owned(),
            end: RedLineEnd::Refused,
            at: AT,
        }),
    ]
}
