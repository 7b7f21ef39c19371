//! An attack on what leaves: somebody who knows the rule and the definitions puts tables, totals, months and releases
//! together, and tries to find out one count that was hidden.
//!
//! The attacker here shares no line with the protection: it reads `data.json` and tries every combination of values
//! that small sums leave open.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::attack_months::{Story, april, facts};
use super::attack_own::own;
use super::*;
use super::{Cell, Released};
use crate::domain::content::*;
use crate::domain::month::{About, count_month, equalities};
use crate::domain::role::Side;

/// A table, and a row of it, `missing` or `total`.
type Key = (String, String);

/// The number at a place of `data.json`: `Some(None)` where it is hidden.
type Published = BTreeMap<Key, Option<u64>>;

fn published(released: &[Released]) -> Published {
    let data = serde_json::to_value(released).unwrap();
    let number = |value: &Value| value.as_u64();
    let mut all = Published::new();
    for table in data.as_array().unwrap() {
        let id = table["id"].as_str().unwrap().to_owned();
        for row in table["rows"].as_array().unwrap() {
            let code = row["code"].as_str().unwrap().to_owned();
            all.insert((id.clone(), code), number(&row["count"]));
        }
        all.insert((id.clone(), "missing".to_owned()), number(&table["missing"]));
        if let Some(total) = table.get("total") {
            all.insert((id, "total".to_owned()), number(total));
        }
    }
    all
}

/// Every value that a reader can think behind a published number. A star may be a small number, or one that was hidden
/// beside one.
pub(super) fn thinkable(shown: Option<u64>, most: u64) -> (u64, u64) {
    match shown {
        None => (0, most),
        Some(0) => (0, 0),
        Some(n) => (n.saturating_sub(2).max(8), n + 2),
    }
}

fn key(spot: Spot) -> Key {
    match spot {
        Spot::Row(table, code) => (table.to_owned(), code.to_owned()),
        Spot::Missing(table) => (table.to_owned(), "missing".to_owned()),
        Spot::Total(table) => (table.to_owned(), "total".to_owned()),
    }
}

/// Everything that must add up: parts to totals, and what the definitions make equal.
fn sums(month: &Month) -> Vec<(Vec<Key>, Vec<Key>)> {
    let keys = |spots: &[Spot]| spots.iter().map(|spot| key(*spot)).collect::<Vec<_>>();
    let mut all: Vec<_> = equalities()
        .iter()
        .filter(|equal| {
            let mut spots = equal.left.iter().chain(&equal.right);
            spots.all(|spot| month.table(spot.table()).is_some())
        })
        .map(|equal| (keys(&equal.left), keys(&equal.right)))
        .collect();
    for table in month.tables.iter().filter(|table| table.shape == Shape::Parts) {
        let mut parts: Vec<_> = table
            .rows
            .iter()
            .map(|row| (table.id.to_owned(), row.code.to_owned()))
            .collect();
        parts.push((table.id.to_owned(), "missing".to_owned()));
        all.push((parts, vec![(table.id.to_owned(), "total".to_owned())]));
    }
    all
}

/// What is left of every number after all sums were used until none says more.
fn attacked(month: &Month, shown: &Published, star: u64) -> BTreeMap<Key, (u64, u64)> {
    let keys: Vec<&Key> = shown.keys().collect();
    let place = |wanted: &Key| keys.binary_search(&wanted).unwrap();
    let sums: Vec<[Vec<usize>; 2]> = sums(month)
        .iter()
        .map(|(one, other)| [one, other].map(|keys| keys.iter().map(place).collect()))
        .collect();
    let mut left: Vec<(i64, i64)> = keys
        .iter()
        .map(|key| {
            let (low, high) = thinkable(shown[*key], star);
            let measures = matches!(month.table(&key.0).unwrap().shape, Shape::Measure { .. });
            // the rule is printed: where all stand in one row, all rows are hidden, and may be anything
            let all_hidden = shown
                .iter()
                .filter(|(other, _)| other.0 == key.0 && other.1 != "total")
                .all(|(_, shown)| shown.is_none());
            let group = all_hidden && key.1 != "total" && shown[*key].is_none();
            let (low, high) = if group { (0, 100_000) } else { (low, high) };
            let small = star == LARGEST_HIDDEN && shown[*key].is_none() && !measures && !group;
            let number = |n: u64| i64::try_from(n).unwrap();
            (if small { 1 } else { number(low) }, number(high))
        })
        .collect();
    for _again in 0..60 {
        for [one, other] in &sums {
            for (terms, rest) in [(one, other), (other, one)] {
                let low = |left: &[(i64, i64)], of: &[usize]| of.iter().map(|n| left[*n].0).sum::<i64>();
                let high = |left: &[(i64, i64)], of: &[usize]| of.iter().map(|n| left[*n].1).sum::<i64>();
                let (least, most) = (low(&left, rest), high(&left, rest));
                if low(&left, terms) > most || high(&left, terms) < least {
                    continue; // a star that stands for more than 7: this sum says nothing to this reader
                }
                for n in terms {
                    let own = left[*n];
                    let from = own.0.max(least - (high(&left, terms) - own.1));
                    let to = own.1.min(most - (low(&left, terms) - own.0));
                    if from <= to {
                        left[*n] = (from, to);
                    }
                }
            }
        }
    }
    let number = |n: i64| u64::try_from(n).unwrap();
    let left = left.into_iter().map(|(low, high)| (number(low), number(high)));
    keys.into_iter().cloned().zip(left).collect()
}

fn exact(month: &Month, (id, code): &Key) -> u64 {
    let table = month.table(id).unwrap();
    match code.as_str() {
        "missing" => table.missing,
        "total" => table.total(),
        code => table.count(code),
    }
}

/// The hidden numbers that the attacker is sure of, and right. One who reads a star for 1 to 7 where a 0 was hidden to
/// protect another number is sure of wrong numbers in the same table, and knows nothing.
pub(super) fn recovered(month: &Month, released: &[Released]) -> Vec<String> {
    let shown = published(released);
    let mut found = Vec::new();
    // a row of people where all rows are hidden: it is the one in which all of them stand
    let group = |key: &Key| {
        let table = month.table(&key.0).unwrap();
        let whole = shown
            .iter()
            .all(|(other, shown)| other.0 != key.0 || other.1 == "total" || shown.is_none());
        table.shape == Shape::Parts && table.about == About::People && whole && table.count(&key.1) > 0
    };
    for star in [LARGEST_HIDDEN, 100_000] {
        let left = attacked(month, &shown, star);
        let sure: Vec<(&Key, u64, u64)> = left
            .iter()
            .filter(|(key, (low, high))| {
                // as closely as a number that is shown is as good as shown
                let close = *low > LARGEST_HIDDEN && high - low < ROUNDED_TO && group(key);
                shown[*key].is_none() && *low > 0 && (low == high || close)
            })
            .map(|(key, (low, high))| (key, *low, *high))
            .collect();
        let misled = |table: &str| {
            sure.iter()
                .any(|(key, low, high)| key.0 == table && !(*low..=*high).contains(&exact(month, key)))
        };
        found.extend(
            sure.iter()
                .filter(|(key, ..)| !misled(&key.0))
                .map(|(key, low, high)| format!("{key:?} is {low} to {high}")),
        );
    }
    found
}

pub(super) fn stories(many: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Story>> {
    prop::collection::vec(any::<Story>(), many)
}

fn released_as(month: &Month, released: &[Released], earlier: &[&MonthReleased]) -> MonthReleased {
    MonthReleased {
        month: month.month,
        tables: kept(month, released, earlier),
        at: april().end(),
    }
}

/// Whether one release less another shows a change of 1 to 7 of somebody's number to whoever is sure of both.
pub(super) fn differences(
    now: &Month,
    released: &[Released],
    then: &Month,
    before: &[Released],
) -> Vec<String> {
    let (new, old) = (published(released), published(before));
    new.iter()
        .filter(|(key, shown)| **shown != old[*key])
        .filter(|(key, _)| (1..=LARGEST_HIDDEN).contains(&exact(now, key).abs_diff(exact(then, key))))
        .map(|(key, shown)| format!("{key:?} from {:?} to {shown:?}", old[key]))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn all_tables_of_a_month_together_give_no_hidden_number_away(stories in stories(0..90)) {
        let month = count_month(april(), &facts(0, &stories));
        let found = recovered(&month, &release_month(&month, &[]));
        prop_assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_second_release_less_the_first_shows_no_late_incident(
        first in stories(8..90), late in stories(1..12), later in stories(1..30),
    ) {
        let mut entries = facts(0, &first);
        let before = count_month(april(), &entries);
        let shown = release_month(&before, &[]);
        let one = released_as(&before, &shown, &[]);
        entries.extend(facts(1_000, &late));
        let now = count_month(april(), &entries);
        let second = release_month(&now, &[&one]);
        let found = differences(&now, &second, &before, &shown);
        prop_assert!(found.is_empty(), "{found:?}");
        // and the third neither less the second nor less the first
        let two = released_as(&now, &second, &[&one]);
        entries.extend(facts(2_000, &later));
        let then = count_month(april(), &entries);
        let third = release_month(&then, &[&one, &two]);
        let three = released_as(&then, &third, &[&one, &two]);
        // a table that stands says what the second release said of its time, which was looked at above
        let behind = { then.tables.iter().zip(&now.tables).zip(three.tables.iter().zip(&two.tables)) }
            .map(|((then, now), (third, second))| if third == second { now } else { then });
        let behind = Month { tables: behind.cloned().collect(), ..then.clone() };
        let found = differences(&behind, &third, &before, &shown);
        prop_assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn what_the_definitions_make_equal_is_equal_in_a_month() {
    let stories: Vec<Story> = (0..120).map(|n| (n, n / 2, n * 2 + 1, n / 3, n)).collect();
    let month = count_month(april(), &facts(0, &stories));
    let entries = facts(0, &stories);
    let mut all = month.clone();
    for side in Side::ALL {
        let (with, ..) = own(&month, &entries, &stories, side, &[], &[]);
        let mine = with.tables.into_iter().skip(month.tables.len());
        all = all.with(mine.collect());
    }
    for (left, right) in sums(&all) {
        let sum = |keys: &[Key]| keys.iter().map(|key| exact(&all, key)).sum::<u64>();
        assert_eq!(sum(&left), sum(&right), "{left:?} and {right:?}");
    }
    for equal in equalities() {
        for spot in equal.left.iter().chain(&equal.right) {
            assert!(all.table(spot.table()).unwrap().at(*spot).is_some(), "{spot:?}");
        }
    }
}

#[test]
fn a_few_late_incidents_change_no_byte_of_what_was_released() {
    let stories: Vec<Story> = (0..60).map(|n| (n, n, n * 3, n, n)).collect();
    let mut entries = facts(0, &stories);
    let month = count_month(april(), &entries);
    let shown = release_month(&month, &[]);
    let first = released_as(&month, &shown, &[]);
    entries.extend(facts(1_000, &[(1, 6, 4, 0, 1); 3]));
    let with_late = count_month(april(), &entries);
    assert_ne!(month.tables, with_late.tables);
    assert_eq!(release_month(&with_late, &[&first]), shown);
    assert_ne!(
        release_month(&with_late, &[]),
        shown,
        "without the check late incidents show"
    );
    // fifty late ones are a release of their own
    let many: Vec<Story> = (0..50).map(|n| (n, n, n * 3, n, n)).collect();
    entries.extend(facts(2_000, &many));
    let later = count_month(april(), &entries);
    let opened = |released: &[Released]| released.first().and_then(Released::total);
    assert_eq!(opened(&release_month(&later, &[&first])), Some(Cell::Count(115)));
}

#[test]
fn months_and_their_sum_leave_hidden_what_each_of_them_hides() {
    // The year as the sum of published months: rounding and stars leave more than one possible value.
    let quiet: Vec<Story> = (0..3).map(|_| (1, 2, 4, 1, 1)).collect();
    let month = count_month(april(), &facts(0, &quiet));
    let released = release_month(&month, &[]);
    let shown = published(&released);
    let key = ("incidents".to_owned(), "opened".to_owned());
    assert_eq!(shown.get(&key), Some(&None), "3 incidents are a star");
    assert!(released.iter().all(|table| {
        table
            .rows()
            .iter()
            .all(|row| row.count.number().unwrap_or(0) == 0)
    }));
}

#[test]
fn without_rounding_a_second_cell_is_hidden_wherever_one_could_be_subtracted() {
    let stories: Vec<Story> = (0..40).map(|n| (n, u8::from(n % 20 == 0), 0, 1, 1)).collect();
    let month = count_month(april(), &facts(0, &stories));
    for table in month.tables.iter().filter(|table| table.shape == Shape::Parts) {
        let out = release_with(table, Rounding::Off);
        let hidden: Vec<u64> = out
            .rows()
            .iter()
            .map(|row| (row.count, table.count(row.code)))
            .chain([(out.missing(), table.missing)])
            .filter(|(cell, _)| *cell == Cell::Suppressed)
            .map(|(_, exact)| exact)
            .collect();
        assert_ne!(
            hidden.len(),
            1,
            "{}: a lone star is the total less the rest",
            table.id
        );
        let shown: u64 = out.rows().iter().filter_map(|row| row.count.number()).sum();
        assert!(
            hidden.is_empty()
                || out
                    .total()
                    .and_then(Cell::number)
                    .is_none_or(|total| total > shown + 1)
        );
    }
    let outcomes = release_with(month.table("outcomes").unwrap(), Rounding::Off);
    assert_eq!(outcomes.total(), Some(Cell::Count(40)), "unrounded");
}
