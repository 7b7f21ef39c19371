//! How often people of one ethnic group were detained beside people of another: the disproportionality ratio with its 95%
//! interval. It shows a difference and no reason for one.

use serde::Serialize;

use super::Released;
use crate::domain::month::Name;
use crate::domain::role::Side;

/// What a ratio cannot say, printed beside every one.
pub const NO_REASON: &str = "A ratio says how often people of one group were detained beside people of another, and not why: who called, who was out, what else was offered and how need differs are not in it. Beside residents, the group of somebody detained is what the officer saw, and that of a resident is what people said of themselves in the census: the two often differ, most for people of mixed and other groups. Beside incidents, both are what one organisation recorded. Visitors count as if they lived here. Where the interval holds 1.00, the month shows no difference; a few cases make it wide. One month is little: look at it over years.";

/// Beside what the uses of section 136 are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beside {
    /// The people of the group who live where the team works.
    Residents,
    /// The incidents of the month about people of the group, as this organisation recorded them.
    Incidents(Side),
}

/// One ratio to the largest group, in hundredths: 200 is twice as often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Ratio {
    /// The ratio.
    pub hundredths: u64,
    /// The lower end of the interval.
    pub low: u64,
    /// The upper end.
    pub high: u64,
}

/// The ratio of one group; `None` where a number is hidden, not stated or 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct GroupRatio {
    /// The group.
    pub group: Name,
    /// Its ratio to the first group; the first group has none.
    pub ratio: Option<Ratio>,
}

/// The ratios of one comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disproportion {
    /// Beside what.
    pub beside: Beside,
    /// The group that the others are compared with.
    pub to: Name,
    /// The others.
    pub groups: Vec<GroupRatio>,
}

/// So many uses, of so many.
type Part = (u64, u64);

/// Uses of a group and of the group that it is compared with, each of so many residents: the ratio of two Poisson rates
/// (standard error of the logarithm: the root of 1/uses + 1/uses).
fn rate_ratio((uses, residents): Part, (base, base_residents): Part) -> Option<Ratio> {
    let [uses, residents, base, base_residents] = all([uses, residents, base, base_residents])?;
    let error = (uses.recip() + base.recip()).sqrt();
    spread((uses / residents) / (base / base_residents), error)
}

/// The same where both are parts of a month's incidents: the ratio of two shares (Katz and others 1978).
fn share_ratio((uses, incidents): Part, (base, base_incidents): Part) -> Option<Ratio> {
    if uses > incidents || base > base_incidents {
        return None;
    }
    let [uses, incidents, base, base_incidents] = all([uses, incidents, base, base_incidents])?;
    let error = (uses.recip() - incidents.recip() + base.recip() - base_incidents.recip()).sqrt();
    spread((uses / incidents) / (base / base_incidents), error)
}

fn all(numbers: [u64; 4]) -> Option<[f64; 4]> {
    let mut found = [0.0; 4];
    for (place, number) in found.iter_mut().zip(numbers) {
        *place = f64::from(u32::try_from(number).ok().filter(|number| *number > 0)?);
    }
    Some(found)
}

fn spread(ratio: f64, error: f64) -> Option<Ratio> {
    let at = |times: f64| {
        let hundredths = ratio * (times * 1.96 * error).exp() * 100.0;
        format!("{hundredths:.0}").parse().ok()
    };
    Some(Ratio {
        hundredths: at(0.0)?,
        low: at(-1.0)?,
        high: at(1.0)?,
    })
}

/// The ratios that a month's released tables and the stated residents of each group give. They are worked out from what is
/// shown alone, so that no interval tells a number that is not.
pub fn disproportion(tables: &[Released], residents: Option<[u32; 5]>) -> Vec<Disproportion> {
    let rows = |id: &str| -> Option<Vec<(Name, Option<u64>)>> {
        let table = tables.iter().find(|table| table.id() == id)?;
        let rows = table.rows().iter().filter(|row| row.code != "not-stated");
        let named = rows.map(|row| {
            let name = Name {
                code: row.code,
                label: row.label,
            };
            (name, row.count.number())
        });
        Some(named.collect())
    };
    let mut all = Vec::new();
    if let (Some(uses), Some(residents)) = (rows("s136-ethnicity"), residents) {
        let of = residents.map(|many| Some(u64::from(many)));
        all.extend(compare(Beside::Residents, &uses, &of, rate_ratio));
    }
    for (side, used, opened) in [
        (Side::Police, "own-police-ethnicity-s136", "own-police-ethnicity"),
        (Side::Health, "own-health-ethnicity-s136", "own-health-ethnicity"),
    ] {
        if let (Some(uses), Some(of)) = (rows(used), rows(opened)) {
            let of: Vec<Option<u64>> = of.iter().map(|(_, count)| *count).collect();
            all.extend(compare(Beside::Incidents(side), &uses, &of, share_ratio));
        }
    }
    all
}

/// The same from exact counts, for the page inside.
pub fn disproportion_exact(uses: &[(Name, u64)], residents: [u32; 5]) -> Option<Disproportion> {
    let uses: Vec<(Name, Option<u64>)> = uses.iter().map(|(name, count)| (*name, Some(*count))).collect();
    let of = residents.map(|many| Some(u64::from(many)));
    compare(Beside::Residents, &uses, &of, rate_ratio)
}

fn compare(
    beside: Beside,
    uses: &[(Name, Option<u64>)],
    of: &[Option<u64>],
    ratio: fn(Part, Part) -> Option<Ratio>,
) -> Option<Disproportion> {
    let mut groups = uses.iter().zip(of);
    let ((to, base), base_of) = groups.next()?;
    let base = base.zip(*base_of);
    let groups = groups.map(|((group, uses), of)| GroupRatio {
        group: *group,
        ratio: uses.zip(*of).zip(base).and_then(|(uses, base)| ratio(uses, base)),
    });
    Some(Disproportion {
        beside,
        to: *to,
        groups: groups.collect(),
    })
}

/// A ratio in words of numbers: `2.05`.
pub fn hundredths(number: u64) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

impl Disproportion {
    /// Whether any ratio could be worked out.
    pub fn says_something(&self) -> bool {
        self.groups.iter().any(|group| group.ratio.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Home Office, Police powers and procedures: "4.1 times the rate" is a ratio of two rates for residents.
    #[test]
    fn a_rate_beside_a_rate_is_a_ratio_with_its_interval() {
        let found = rate_ratio((20, 10_000), (100, 200_000)).unwrap();
        assert_eq!(found.hundredths, 400);
        // the logarithm of 4, less and more 1.96 times the root of 1/20 + 1/100
        assert_eq!((found.low, found.high), (247, 646));
        assert_eq!(rate_ratio((0, 10_000), (100, 200_000)), None);
        assert_eq!(rate_ratio((20, 0), (100, 200_000)), None);
    }

    /// Katz and others 1978: 15 of 100 beside 30 of 100 is 0.5, 0.29 to 0.87.
    #[test]
    fn a_share_beside_a_share_is_a_ratio_with_its_interval() {
        let found = share_ratio((15, 100), (30, 100)).unwrap();
        assert_eq!((found.hundredths, found.low, found.high), (50, 29, 87));
        assert_eq!(share_ratio((15, 10), (30, 100)), None, "more uses than incidents");
    }

    #[test]
    fn few_cases_have_an_interval_that_holds_one() {
        let found = rate_ratio((3, 10_000), (40, 200_000)).unwrap();
        assert!(found.low < 100 && found.high > 100, "{found:?}");
    }
}
