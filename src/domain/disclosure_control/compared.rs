//! Before and after, the way the published studies of such teams did it: uses of section 136 in a month beside those of a
//! baseline month, the change in per cent with its interval, and the rate for 100,000 residents. It proves no cause.

use serde::Serialize;

use super::{Cell, Released, ReleasedRow};
use crate::domain::content::BaselineSet;
use crate::domain::time::YearMonth;

/// A change in per cent, below 0 for fewer, with the ends of its 95% interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The change.
    pub percent: i64,
    /// The lower end.
    pub low: i64,
    /// The upper end.
    pub high: i64,
}

/// The change from one count to another, each taken as a Poisson count: the ratio of the two with the interval of its
/// logarithm (standard error: the root of 1/before + 1/after). `None` where either is 0.
pub fn change(before: u64, after: u64) -> Option<Change> {
    let (before, after) = (u32::try_from(before).ok()?, u32::try_from(after).ok()?);
    if before == 0 || after == 0 {
        return None;
    }
    let (before, after) = (f64::from(before), f64::from(after));
    let ratio = after / before;
    let error = (before.recip() + after.recip()).sqrt();
    let at = |times: f64| per_cent(ratio * (times * 1.96 * error).exp());
    Some(Change {
        percent: per_cent(ratio)?,
        low: at(-1.0)?,
        high: at(1.0)?,
    })
}

fn per_cent(ratio: f64) -> Option<i64> {
    format!("{:.0}", (ratio - 1.0) * 100.0).parse().ok()
}

/// A count for 100,000 residents, in tenths.
pub fn rate_tenths(count: u64, residents: u32) -> Option<u64> {
    count
        .saturating_mul(1_000_000)
        .saturating_add(u64::from(residents) / 2)
        .checked_div(u64::from(residents))
}

/// The 95% interval of a share in whole per cent, by Wilson's score (exact in integers, so that it is the same on every
/// computer). `None` without a case.
pub fn interval(count: u64, of: u64) -> Option<(u64, u64)> {
    if of == 0 || count > of {
        return None;
    }
    // z is 1.96, and z squared 3.8416; all in ten-thousandths
    let (count, of) = (u128::from(count), u128::from(of));
    let (middle, whole) = (count * 10_000 + 19_208, of * 10_000 + 38_416);
    // the root of count (of - count) / of + z squared / 4
    let spread = (count * (of - count) * 100_000_000 / of + 96_040_000).isqrt() * 196 / 100;
    let per_cent = |part: u128| u64::try_from((part * 100 + whole / 2) / whole).unwrap_or(100);
    Some((
        per_cent(middle.saturating_sub(spread)),
        per_cent(middle + spread).min(100),
    ))
}

/// Tables whose groups are compared with each other: each share stands with its interval.
pub const COMPARED: [&str; 10] = [
    "ages",
    "s136-age",
    "s136-sex",
    "s136-ethnicity",
    "own-police-sex",
    "own-health-sex",
    "own-police-ethnicity",
    "own-health-ethnicity",
    "own-police-ethnicity-s136",
    "own-health-ethnicity-s136",
];

impl Released {
    /// The 95% interval of a row's share in whole per cent, where the table's groups are compared with each other. It is
    /// worked out from what is shown alone: an interval of exact counts would tell them both.
    pub fn interval(&self, row: &ReleasedRow) -> Option<(u64, u64)> {
        let _shown = row.percent.and_then(Cell::number)?;
        if !COMPARED.contains(&self.id) {
            return None;
        }
        interval(row.count.number()?, self.total?.number()?)
    }
}

/// A month beside its baseline, from counts that may leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The baseline month.
    pub baseline: YearMonth,
    /// Where its number is from.
    pub from: BaselineFrom,
    /// Uses of section 136 in it.
    pub before: Cell,
    /// Uses of section 136 in the month.
    pub after: Cell,
    /// The change.
    pub change: Option<Change>,
    /// How many people live there, and of which year's estimate that is.
    pub residents: Option<(u32, Option<u16>)>,
    /// Both for 100,000 residents, in tenths.
    pub rates: Option<(u64, u64)>,
}

/// Where the baseline's number is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BaselineFrom {
    /// Records that were kept before this log.
    EarlierRecords,
    /// A pack of that month, as it was shown.
    ThatMonthsPack,
    /// That month is in the log, and no pack of it was made yet.
    NoPackYet,
}

/// Compares a month as it leaves with its baseline. `packed` is what the last pack of the baseline month showed as uses
/// of section 136: `None` without a pack, `Some(None)` where it was hidden.
pub fn compared(
    tables: &[Released],
    baseline: &BaselineSet,
    packed: Option<Option<u64>>,
) -> Option<Compared> {
    let table = tables.iter().find(|table| table.id() == "s136")?;
    let after = table.rows().iter().find(|row| row.code == "used")?.count;
    let (from, before) = match (baseline.s136_used, packed) {
        (Some(used), _) => (BaselineFrom::EarlierRecords, Cell::of(u64::from(used))),
        (None, Some(shown)) => (
            BaselineFrom::ThatMonthsPack,
            shown.map_or(Cell::Suppressed, Cell::Count),
        ),
        (None, None) => (BaselineFrom::NoPackYet, Cell::Suppressed),
    };
    let numbers = before.number().zip(after.number());
    let rates = numbers
        .zip(baseline.residents)
        .and_then(|((before, after), residents)| {
            Some((rate_tenths(before, residents)?, rate_tenths(after, residents)?))
        });
    Some(Compared {
        baseline: baseline.month,
        from,
        before,
        after,
        change: numbers.and_then(|(before, after)| change(before, after)),
        residents: baseline.residents.map(|many| (many, baseline.residents_of)),
        rates,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Heslin and others 2016 (Sussex): 194 to 118 uses, "39% fewer".
    #[test]
    fn the_change_is_the_one_that_was_published() {
        let found = change(194, 118).unwrap();
        assert_eq!(found.percent, -39);
        assert!(found.low < -39 && found.high > -39 && found.high < 0, "{found:?}");
        assert_eq!(change(0, 5), None);
        assert_eq!(change(5, 0), None);
    }

    /// Wilson 1927; 10 of 40 is 0.142 to 0.402, 0 of 10 is 0 to 0.278.
    #[test]
    fn a_share_has_the_interval_of_the_textbooks() {
        assert_eq!(interval(10, 40), Some((14, 40)));
        assert_eq!(interval(0, 10), Some((0, 28)));
        assert_eq!(interval(10, 10), Some((72, 100)));
        assert_eq!(interval(0, 0), None);
    }

    #[test]
    fn a_few_cases_show_an_interval_that_holds_no_change() {
        let found = change(10, 8).unwrap();
        assert!(found.low < 0 && found.high > 0, "{found:?}");
    }

    /// Keown and others 2016: 59.8 for 100,000 residents.
    #[test]
    fn a_rate_is_for_a_hundred_thousand() {
        assert_eq!(rate_tenths(598, 1_000_000), Some(598));
        assert_eq!(rate_tenths(1, 0), None);
    }
}
