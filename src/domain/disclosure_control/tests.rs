//! What a reader of a release could work out of it.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::domain::month::About;
use crate::domain::month::Row;

const CODES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn table(about: About, shape: Shape, counts: &[u64], missing: u64) -> Table {
    Table {
        id: "t",
        title: "T",
        shape,
        about,
        definition: Definition {
            numerator: "n",
            denominator: "d",
        },
        rows: counts
            .iter()
            .zip(CODES)
            .map(|(count, code)| Row {
                code,
                label: code,
                count: *count,
                value: None,
            })
            .collect(),
        missing,
        part_of: None,
    }
}

fn shown(table: &Table) -> (Vec<String>, String, String) {
    let out = release(table);
    (
        out.rows().iter().map(|row| row.count.to_string()).collect(),
        out.missing().to_string(),
        out.total().map(|total| total.to_string()).unwrap_or_default(),
    )
}

#[test]
fn small_counts_are_hidden_the_rest_rounded_and_the_total_added_up_first() {
    let out = shown(&table(About::People, Shape::Parts, &[0, 3, 12, 98, 8], 1));
    let rows = ["0", "*", "10", "100", "10"].map(str::to_owned).to_vec();
    assert_eq!(out, (rows, "*".to_owned(), "120".to_owned())); // 122 exactly, not 10 + 100 + 10
}

#[test]
fn a_group_that_is_all_of_one_kind_is_not_shown_as_such() {
    let out = shown(&table(About::People, Shape::Parts, &[9, 0], 0));
    assert_eq!(
        out,
        (
            vec!["*".to_owned(), "*".to_owned()],
            "*".to_owned(),
            "*".to_owned()
        )
    );
    let few = shown(&table(About::People, Shape::Parts, &[3, 0], 0));
    assert_eq!(few, out, "a table of few people looks the same");
    let work = shown(&table(About::Work, Shape::Parts, &[9, 0], 0));
    assert_eq!(work.0, vec!["10".to_owned(), "0".to_owned()]);
    let several = shown(&table(About::People, Shape::Several { of: 20 }, &[20, 9], 0));
    assert_eq!(several.0, vec!["*".to_owned(), "10".to_owned()]);
}

#[test]
fn four_sevens_cannot_be_worked_out_from_their_total_of_thirty() {
    // 28 becomes 30, which means at least 28; four hidden cells of at most 7 reach 28 in one way only.
    let out = shown(&table(About::Work, Shape::Parts, &[7, 7, 7, 7, 0], 0));
    assert_eq!(out.2, "30");
    assert_eq!(
        out.0.last().map(String::as_str),
        Some("*"),
        "a zero is hidden beside them"
    );
}

#[test]
fn percentages_come_from_rounded_counts_and_never_say_all_or_none() {
    let out = release(&table(About::People, Shape::Parts, &[48, 52, 0, 2], 0));
    let percents: Vec<_> = out
        .rows()
        .iter()
        .map(|row| row.percent.map(|p| p.to_string()).unwrap_or_default())
        .collect();
    assert_eq!(percents, ["50", "50", "*", "*"]);
    let few = release(&table(About::People, Shape::Parts, &[4, 3], 0));
    assert!(few.rows().iter().all(|row| row.percent == Some(Cell::Suppressed)));
}

#[test]
fn a_measure_needs_eight_cases() {
    let mut measures = table(About::Work, Shape::Measure { unit: Unit::Minutes }, &[7, 8], 0);
    for row in &mut measures.rows {
        row.value = Some(43);
    }
    let values: Vec<_> = release(&measures).rows().iter().map(|row| row.value).collect();
    assert_eq!(values, [Some(Cell::Suppressed), Some(Cell::Count(45))]);
}

#[test]
fn a_row_hidden_because_it_is_everybody_does_not_show_as_the_total_of_its_own_table() {
    let mut whole = table(About::People, Shape::Parts, &[9, 0], 0);
    whole.id = "whole";
    let mut of_first = table(About::Work, Shape::Parts, &[9, 0], 0);
    of_first.part_of = Some(("whole", "a"));
    let mut of_second = table(About::Work, Shape::Parts, &[0, 0], 0);
    of_second.part_of = Some(("whole", "b"));
    let month = Month {
        month: "2026-04".parse().unwrap(),
        tables: vec![whole.clone(), of_first.clone(), of_second.clone()],
        unfinished: vec![],
    };
    for released in release_month(&month, &[]) {
        assert!(released.rows().iter().all(|row| row.count == Cell::Suppressed));
        assert_eq!(released.total(), Some(Cell::Suppressed), "{}", released.id());
    }
    whole.rows[1].count = 8;
    of_second.rows[0].count = 8;
    let month = Month {
        tables: vec![whole, of_first, of_second],
        ..month
    };
    let totals: Vec<_> = release_month(&month, &[]).iter().map(Released::total).collect();
    assert_eq!(
        totals,
        [
            Some(Cell::Count(15)),
            Some(Cell::Count(10)),
            Some(Cell::Count(10))
        ]
    );
}

/// Every value that a reader can think behind a cell.
fn candidates(cell: Cell, hidden_from: u64) -> Vec<u64> {
    match cell {
        Cell::Count(0) => vec![0],
        Cell::Count(shown) => (shown - 2..=shown + 2).filter(|value| *value > 7).collect(),
        Cell::Suppressed => (hidden_from..=7).collect(),
    }
}

/// All sums that choices of the other cells can have.
fn sums(cells: &[Cell], but: usize, hidden_from: u64) -> BTreeSet<u64> {
    let others = cells.iter().enumerate().filter(|(index, _)| *index != but);
    others.fold(BTreeSet::from([0]), |sums, (_, cell)| {
        let values = candidates(*cell, hidden_from);
        sums.iter()
            .flat_map(|sum| values.iter().map(move |value| sum + value))
            .collect()
    })
}

fn counts() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(
        prop_oneof![3 => Just(0), 6 => 1_u64..=7, 2 => Just(7), 2 => Just(1), 3 => 8_u64..40],
        2..=6,
    )
}

/// A total that is shown above rows that are all hidden would say that they are not small, so that all stand in one row.
#[test]
fn a_total_whose_rows_are_all_hidden_is_hidden_with_them() {
    let total = |counts: &[u64]| release(&table(About::People, Shape::Parts, counts, 0)).total();
    assert_eq!(total(&[0, 0, 28]), Some(Cell::Suppressed));
    assert_eq!(total(&[0, 0, 33]), Some(Cell::Suppressed));
    assert_eq!(total(&[0, 9, 33]), Some(Cell::Count(40)), "not all in one row");
}

proptest! {
    #[test]
    fn no_count_from_1_to_7_is_ever_visible(
        counts in counts(), missing in 0_u64..12, people: bool, of in 0_u64..60, which in 0..3,
    ) {
        let about = if people { About::People } else { About::Work };
        let shape = match which {
            0 => Shape::Parts,
            1 => Shape::Several { of },
            _ => Shape::Measure { unit: Unit::Seconds },
        };
        let out = release(&table(about, shape, &counts, missing));
        for cell in out.rows().iter().map(|row| row.count).chain([out.missing()]).chain(out.total()) {
            if let Cell::Count(shown) = cell {
                prop_assert!(shown == 0 || (shown >= 10 && shown % 5 == 0), "{shown}");
            }
        }
        let json = serde_json::to_value(&out).unwrap();
        for row in json.get("rows").and_then(|rows| rows.as_array()).into_iter().flatten() {
            let count = row.get("count").and_then(serde_json::Value::as_u64).unwrap_or(0);
            prop_assert!(!(1..=7).contains(&count));
        }
    }

    #[test]
    fn nothing_that_stands_for_somebody_can_be_worked_out_from_the_total(counts in counts(), people: bool) {
        let about = if people { About::People } else { About::Work };
        let out = release(&table(about, Shape::Parts, &counts, 0));
        let mut cells: Vec<Cell> = out.rows().iter().map(|row| row.count).collect();
        let mut exact = counts.clone();
        cells.push(out.missing());
        exact.push(0);
        let whole: u64 = counts.iter().sum();
        let totals = out.total().map(|total| candidates(total, 1)).unwrap_or_default();
        for hidden_from in [0, 1] {
            let mut sure = Vec::new();
            for (index, (cell, exact)) in cells.iter().zip(&exact).enumerate() {
                let others = sums(&cells, index, hidden_from);
                let possible: Vec<u64> = candidates(*cell, hidden_from)
                    .into_iter()
                    .filter(|value| totals.iter().any(|total| {
                        total.checked_sub(*value).is_some_and(|rest| others.contains(&rest))
                    }))
                    .collect();
                if let [only] = possible[..] && *cell == Cell::Suppressed {
                    sure.push((only, *exact));
                }
            }
            // who takes * for 1 to 7 where a whole table is hidden is sure of numbers that are not so, and has learnt none
            let misled = sure.iter().any(|(only, exact)| only != exact);
            let given_away = sure.iter().find(|(only, exact)| *exact > 0 && only == exact);
            prop_assert!(misled || given_away.is_none(), "{counts:?} gives {given_away:?} away in {cells:?} {totals:?}");
            let all = sums(&cells, usize::MAX, hidden_from);
            let possible: Vec<u64> = totals.iter().copied().filter(|total| all.contains(total)).collect();
            prop_assert!(misled || whole == 0 || possible != [whole], "{counts:?} gives the total away");
        }
    }

    #[test]
    fn a_release_is_the_same_for_the_same_table(counts in counts()) {
        let table = table(About::People, Shape::Parts, &counts, 0);
        prop_assert_eq!(release(&table), release(&table));
    }
}
