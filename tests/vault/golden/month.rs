//! One body of each kind that a released month, its reviews and its checks write, as it is stored.

use tandem::domain::content::*;
use tandem::domain::ids::{DeviceId, EntryRef};
use tandem::domain::role::Side;
use tandem::domain::time::YearMonth;

use super::{AT, ITEM};

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
        Content::ReviewDrawn(ReviewDrawn {
            month: april(),
            by: Side::Police,
            size: 4_711,
            code: "ABCDE-FGHJK-MNPQR-STVWX".to_owned(),
            drawn: vec![ITEM],
            of: 163,
            at: AT,
        }),
        Content::Reviewed(Reviewed {
            about: ITEM,
            verdict: Verdict::Ask,
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
}
