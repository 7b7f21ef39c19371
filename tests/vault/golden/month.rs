//! One body of each kind that a released month, its reviews and its checks write, as it is stored.

use tandem::domain::content::*;
use tandem::domain::ids::{DeviceId, EntryRef};
use tandem::domain::role::Side;
use tandem::domain::time::YearMonth;

use super::{AT, INCIDENT, ITEM, MEMBER};

fn april() -> YearMonth {
    YearMonth::new(2026, 4).unwrap()
}

fn number(code: &str, exact: u64, shown: Option<u64>) -> NumberReleased {
    NumberReleased {
        code: code.to_owned(),
        exact,
        shown,
        value: None,
        value_shown: None,
    }
}

pub(super) fn samples() -> Vec<Content> {
    let mut all = counts();
    all.extend(reviews());
    all
}

fn counts() -> Vec<Content> {
    vec![
        Content::MonthReleased(MonthReleased {
            month: april(),
            tables: vec![TableReleased {
                id: "s136".to_owned(),
                rows: vec![number("used", 11, Some(10)), number("not-used", 3, None)],
                missing: number("missing", 0, Some(0)),
                total: Some(number("total", 14, Some(15))),
            }],
            at: AT,
        }),
        Content::BaselineSet(BaselineSet {
            month: april(),
            s136_used: Some(31),
            officer_minutes: Some(290),
            residents: Some(412_000),
            residents_of: Some(2024),
            groups: None,
            at: AT,
        }),
        Content::StatedCounts(StatedCounts {
            month: april(),
            numbers: [
                (Stated::FollowedUp, 90),
                (Stated::Died, 1),
                (Stated::Complaints, 2),
            ]
            .into(),
            at: AT,
        }),
        Content::OwnCounts(OwnCounts {
            month: april(),
            side: Side::Health,
            tables: vec![OwnTable {
                id: "own-health-known".to_owned(),
                rows: vec![
                    OwnNumber {
                        code: "known".to_owned(),
                        shown: Some(95),
                        value: None,
                    },
                    OwnNumber {
                        code: "not-known".to_owned(),
                        shown: None,
                        value: None,
                    },
                ],
                missing: Some(0),
                total: Some(100),
            }],
            at: AT,
        }),
        Content::OwnCountsKept(OwnCountsKept {
            month: april(),
            tables: vec![TableReleased {
                id: "own-health-known".to_owned(),
                rows: vec![number("known", 94, Some(95)), number("not-known", 4, None)],
                missing: number("missing", 0, Some(0)),
                total: Some(number("total", 98, Some(100))),
            }],
            at: AT,
        }),
    ]
}

fn reviews() -> Vec<Content> {
    vec![
        Content::ReviewDrawn(ReviewDrawn {
            month: april(),
            by: Side::Police,
            size: 4_711,
            code: "ABCDE-FGHJK-MNPQR-STVWX".to_owned(),
            device: None,
            held: None,
            drawn: vec![ITEM],
            of: 163,
            at: AT,
        }),
        Content::Reviewed(Reviewed {
            about: ITEM,
            verdict: Verdict::Ask,
            word: None,
            at: AT,
        }),
        Content::AccessChecked(AccessChecked {
            about: EntryRef {
                device: DeviceId([4; 16]),
                seq: 9,
            },
            verdict: Verdict::AsExpected,
            at: AT,
        }),
        Content::LogChecked(LogChecked {
            entries: 4_711,
            findings: 0,
            at: AT,
        }),
    ]
    .into_iter()
    .chain(words())
    .collect()
}

const ENTRY: EntryRef = EntryRef {
    device: DeviceId([4; 16]),
    seq: 9,
};

/// What reviewers and checks write since words reach the authors and draws cannot be chosen.
fn words() -> Vec<Content> {
    vec![
        Content::ReviewDrawn(ReviewDrawn {
            month: april(),
            by: Side::Health,
            size: 4_711,
            code: "ABCDE-FGHJK-MNPQR-STVWX".to_owned(),
            device: Some(DeviceId([4; 16])),
            held: Some(ReceiptHeld {
                size: 4_801,
                code: "00000-11111-22222-33333".to_owned(),
            }),
            drawn: vec![ITEM],
            of: 163,
            at: AT,
        }),
        Content::Reviewed(Reviewed {
            about: ITEM,
            verdict: Verdict::AsExpected,
            word: Some(WordFor {
                word: ReviewWord::SayWhyNotLess,
                to: MEMBER,
                incident: INCIDENT,
                reference: "26-0098".to_owned(),
                of: AT,
            }),
            at: AT,
        }),
        Content::ReviewWordPassed(ReviewWordPassed {
            incident: INCIDENT,
            reference: "26-0098".to_owned(),
            item: ITEM,
            to: MEMBER,
            word: ReviewWord::WhyOpened,
            of: AT,
            about: None,
        }),
        Content::ReviewWordPassed(ReviewWordPassed {
            incident: INCIDENT,
            reference: "26-0098".to_owned(),
            item: ITEM,
            to: MEMBER,
            word: ReviewWord::SayWhatYouSaw,
            of: AT,
            about: Some(ITEM),
        }),
        Content::ReviewWordRead(ReviewWordRead {
            incident: INCIDENT,
            item: ITEM,
        }),
        Content::WordPassedFact(WordPassedFact {
            item: ITEM,
            follows: ENTRY,
            at: AT,
        }),
        Content::WordReadFact(WordReadFact { item: ITEM, at: AT }),
        Content::GovernanceOpened(GovernanceOpened {
            item: ITEM,
            incident: Some(INCIDENT),
            reference: "26-0098".to_owned(),
            side: Side::Health,
            at: AT,
        }),
        Content::CheckpointHeld(CheckpointHeld {
            side: Side::Police,
            device: DeviceId([4; 16]),
            size: 4_711,
            what: CheckpointAct::Taken,
            at: AT,
        }),
    ]
}
