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
    ]
}
