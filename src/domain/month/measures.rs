//! The numbers by which a month is counted, as dated data: what each means and where it comes from.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

const EMBEDDED: &str = include_str!("../../../assets/rules/month-2026-11-22.toml");

/// The table that the program brings. A test reads it; should it ever not be readable, every number is 0 and no version
/// stands in a pack.
static MEASURES: LazyLock<Measures> = LazyLock::new(|| toml::from_str(EMBEDDED).unwrap_or_default());

/// The table that the program brings.
pub fn measures() -> &'static Measures {
    &MEASURES
}

/// One number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// The number; what it means says its unit.
    pub value: u32,
    /// What it means.
    pub means: String,
    /// The publication or practice that it comes from.
    pub source: String,
}

/// Every number by which a month is counted. Numbers that hide small counts are no part of it: releases of different
/// times have to be hidden by the same rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    /// Names this edition.
    pub version: String,
    /// The day as at which it was written.
    pub as_at: NaiveDate,
    pub(super) look_back_days: Measure,
    pub(super) again_soon_days: Measure,
    pub(super) again_later_days: Measure,
    pub(super) frequent_in_a_month: Measure,
    pub(super) frequent_in_90_days: Measure,
    pub(super) danger_due_minutes: Measure,
    pub(super) check_page_read_ms: Measure,
    pub(super) triage_b_minutes: Measure,
    pub(super) triage_c_minutes: Measure,
    pub(super) triage_d_minutes: Measure,
}

impl Measures {
    /// Each number by its name in the file.
    pub fn named(&self) -> [(&'static str, &Measure); 10] {
        [
            ("look_back_days", &self.look_back_days),
            ("again_soon_days", &self.again_soon_days),
            ("again_later_days", &self.again_later_days),
            ("frequent_in_a_month", &self.frequent_in_a_month),
            ("frequent_in_90_days", &self.frequent_in_90_days),
            ("danger_due_minutes", &self.danger_due_minutes),
            ("check_page_read_ms", &self.check_page_read_ms),
            ("triage_b_minutes", &self.triage_b_minutes),
            ("triage_c_minutes", &self.triage_c_minutes),
            ("triage_d_minutes", &self.triage_d_minutes),
        ]
    }

    /// Days before a month in which somebody's last incident still counts.
    pub fn look_back_days(&self) -> i64 {
        i64::from(self.look_back_days.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::month::{INDICATORS, count_month, own_forms};
    use crate::domain::role::Side;
    use crate::domain::rules::Rules;
    use crate::domain::time::YearMonth;

    #[test]
    fn the_words_of_a_month_say_the_numbers_by_which_it_is_counted() {
        let table: Measures = toml::from_str(EMBEDDED).unwrap();
        assert_eq!(&table, measures());
        assert!(
            table
                .named()
                .iter()
                .all(|(_, one)| one.value > 0 && !one.source.is_empty())
        );
        let month = count_month(YearMonth::new(2026, 10).unwrap(), &[]);
        let own = own_forms(Side::Health, month.month);
        let said: String = { month.tables.iter().chain(&own.tables) }
            .flat_map(|table| {
                let rows = table.rows.iter().map(|row| row.label);
                rows.chain([table.definition.numerator, table.definition.denominator])
            })
            .chain(INDICATORS.iter().flat_map(|one| [one.title, one.definition]))
            .collect::<Vec<_>>()
            .join("\n");
        let in_words = |number: u32| match number {
            5 => "Five".to_owned(),
            12 => "Twelve".to_owned(),
            other => other.to_string(),
        };
        let [back, soon, later] = [
            &table.look_back_days,
            &table.again_soon_days,
            &table.again_later_days,
        ]
        .map(|one| one.value);
        for expected in [
            format!("Not in the {back} days before"),
            format!("the {back} days before it"),
            format!("last one closed within {back} days"),
            format!("Within {soon} days"),
            format!("{} to {later} days", soon + 1),
            format!("{} to {back} days", later + 1),
            format!(
                "{} times or more in the month",
                in_words(table.frequent_in_a_month.value)
            ),
            format!(
                "{} times or more in the {back} days to its end",
                in_words(table.frequent_in_90_days.value)
            ),
            format!("Finished within {} hours", table.danger_due_minutes.value / 60),
            format!("Under {} seconds", table.check_page_read_ms.value / 1_000),
            format!("at most {} hours (code B)", table.triage_b_minutes.value / 60),
            format!("{} hours (C)", table.triage_c_minutes.value / 60),
            format!("{} hours (D)", table.triage_d_minutes.value / 60),
        ] {
            assert!(said.contains(&expected), "{expected}");
        }
        let due = Rules::embedded().unwrap().thresholds().danger_reason_due_hours;
        assert_eq!(table.danger_due_minutes.value, due * 60, "one rule, said twice");
    }
}
