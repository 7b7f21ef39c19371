//! Counting cases into rows, and medians of them.

use std::collections::BTreeMap;

use super::words::Name;
use super::{About, Definition, Row, Shape, Table, Unit};

/// A table without its rows: what stays the same from month to month.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) about: About,
    pub(super) numerator: &'static str,
    pub(super) denominator: &'static str,
}

impl Head {
    fn table(self, shape: Shape, rows: Vec<Row>, missing: u64) -> Table {
        Table {
            id: self.id,
            title: self.title,
            shape,
            about: self.about,
            definition: Definition {
                numerator: self.numerator,
                denominator: self.denominator,
            },
            rows,
            missing,
            part_of: None,
        }
    }

    /// Each case in one row, or missing (`None`). A case whose value is not in `all` is missing too.
    pub(super) fn parts<T: Ord + Copy>(
        self,
        all: &[T],
        name: impl Fn(T) -> Name,
        cases: impl Iterator<Item = Option<T>>,
    ) -> Table {
        let (rows, missing) = count_into(all, name, cases);
        self.table(Shape::Parts, rows, missing)
    }

    /// Rows that were counted already and add up.
    pub(super) fn counted(self, rows: &[(Name, usize)]) -> Table {
        self.table(Shape::Parts, plain(rows), 0)
    }

    /// Rows of which a case may be in several, of so many cases.
    pub(super) fn several(self, of: usize, rows: &[(Name, usize)]) -> Table {
        self.table(Shape::Several { of: number(of) }, plain(rows), 0)
    }

    /// The median of each row's values.
    pub(super) fn medians(self, unit: Unit, rows: Vec<(Name, Vec<u64>)>) -> Table {
        let rows = rows
            .into_iter()
            .map(|(name, values)| measured(name, &values, percentile(&values, 50)))
            .collect();
        self.table(Shape::Measure { unit }, rows, 0)
    }

    /// Measures that were added up already, each of so many cases.
    pub(super) fn sums(self, unit: Unit, rows: &[(Name, usize, Option<u64>)], missing: usize) -> Table {
        let rows = rows
            .iter()
            .map(|(name, cases, value)| Row {
                code: name.code,
                label: name.label,
                count: number(*cases),
                value: *value,
            })
            .collect();
        self.table(Shape::Measure { unit }, rows, number(missing))
    }

    /// Percentiles of one list of values; `missing` cases have none.
    pub(super) fn percentiles(
        self,
        unit: Unit,
        points: &[(Name, u64)],
        values: &[u64],
        missing: usize,
    ) -> Table {
        let rows = points
            .iter()
            .map(|(name, point)| measured(*name, values, percentile(values, *point)))
            .collect();
        self.table(Shape::Measure { unit }, rows, number(missing))
    }
}

fn plain(rows: &[(Name, usize)]) -> Vec<Row> {
    rows.iter()
        .map(|(name, count)| Row {
            code: name.code,
            label: name.label,
            count: number(*count),
            value: None,
        })
        .collect()
}

fn measured(name: Name, values: &[u64], value: Option<u64>) -> Row {
    Row {
        code: name.code,
        label: name.label,
        count: number(values.len()),
        value,
    }
}

fn count_into<T: Ord + Copy>(
    all: &[T],
    name: impl Fn(T) -> Name,
    cases: impl Iterator<Item = Option<T>>,
) -> (Vec<Row>, u64) {
    let mut counts: BTreeMap<T, u64> = all.iter().map(|value| (*value, 0)).collect();
    let mut missing: u64 = 0;
    for case in cases {
        let counter = case.and_then(|value| counts.get_mut(&value));
        let counter = counter.unwrap_or(&mut missing);
        *counter = counter.saturating_add(1);
    }
    let rows = all
        .iter()
        .map(|value| {
            let name = name(*value);
            Row {
                code: name.code,
                label: name.label,
                count: counts.get(value).copied().unwrap_or(0),
                value: None,
            }
        })
        .collect();
    (rows, missing)
}

/// The nearest-rank percentile: the smallest value that at least `point` per cent of the values do not exceed.
/// `None` without values.
pub(super) fn percentile(values: &[u64], point: u64) -> Option<u64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let rank = number(sorted.len()).saturating_mul(point).div_ceil(100).max(1);
    sorted.get(usize::try_from(rank - 1).ok()?).copied()
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        assert_eq!(percentile(&[], 50), None);
        assert_eq!(percentile(&[7], 90), Some(7));
        assert_eq!(percentile(&[4, 1, 3, 2], 50), Some(2));
        assert_eq!(percentile(&(1..=100).collect::<Vec<_>>(), 90), Some(90));
    }
}
