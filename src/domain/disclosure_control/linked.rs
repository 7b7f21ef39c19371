//! What a reader can work out by putting all tables of a release together: the sums within each table, and the numbers
//! that the definitions make equal across tables.
//!
//! Three readers are thought of. The first takes every `*` for 1 to 7, as the rule says first; where that cannot be,
//! because a `*` was put there to protect another number, that sum tells nothing. The second knows besides that a table of
//! which every row is hidden may hold anything. The third knows that any `*` may be any number.

use std::collections::BTreeMap;

use super::{Cell, LARGEST_HIDDEN, ROUNDED_TO, Released, Rounding};
use crate::domain::month::{Equal, Spot, equalities};

/// How somebody reads a `*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    Literal,
    KnowsGroups,
    KnowsAll,
}

/// More than any count.
const MANY: u64 = 1 << 40;
/// Rounds after which nothing more is looked for; each narrows at least one number.
const ROUNDS: usize = 64;

/// The least and the most that a number can be.
type Bounds = (u64, u64);

/// A number that somebody can work out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct GivenAway {
    /// Where it stands.
    pub(super) spot: Spot,
    /// Only by taking every star for 1 to 7.
    pub(super) misread: bool,
}

/// The tables of a release as numbers and sums over them.
#[derive(Debug)]
pub(super) struct System {
    spots: Vec<Spot>,
    /// Two lists of places in `spots` whose sums are equal.
    sums: Vec<[Vec<usize>; 2]>,
    equal: Vec<Equal>,
}

impl System {
    /// What is known of these tables, whatever their numbers are.
    pub(super) fn of(tables: &[Released]) -> Self {
        let spots: Vec<Spot> = tables.iter().flat_map(cells).map(|(spot, _)| spot).collect();
        let places: BTreeMap<Spot, usize> = spots.iter().copied().zip(0..).collect();
        let equal: Vec<Equal> = tables
            .iter()
            .filter(|table| table.adds_up)
            .map(within)
            .chain(equalities())
            .collect();
        let place = |terms: &[Spot]| -> Option<Vec<usize>> {
            terms.iter().map(|spot| places.get(spot).copied()).collect()
        };
        let sums = equal
            .iter()
            .filter_map(|equal| Some([place(&equal.left)?, place(&equal.right)?]))
            .collect();
        Self { spots, sums, equal }
    }

    /// The numbers that a reader of all these tables is left with one value for, though it was not shown, and the
    /// rows of wholly hidden tables that come out as closely as they would be printed. 0 is nobody.
    pub(super) fn worked_out(&self, tables: &[Released], rounding: Rounding) -> Vec<GivenAway> {
        let groups: Vec<bool> = tables.iter().flat_map(groups).collect();
        let readers = [Reader::KnowsAll, Reader::KnowsGroups, Reader::Literal];
        let found = readers.iter().flat_map(|reader| {
            let spots = self.pinned(&bounds(tables, *reader, rounding), &groups);
            spots.into_iter().map(|spot| GivenAway {
                spot,
                misread: *reader == Reader::Literal,
            })
        });
        found.collect()
    }

    fn pinned(&self, shown: &[Bounds], groups: &[bool]) -> Vec<Spot> {
        let mut left = shown.to_owned();
        self.narrow(&mut left);
        // where a table is hidden whole, to know a row as closely as one that is shown is to know who stands in it
        let known = |now: &Bounds, group: bool| {
            let narrow = now.1 - now.0 < ROUNDED_TO && now.0 > LARGEST_HIDDEN;
            now.0 > 0 && (now.0 == now.1 || (group && narrow))
        };
        let pinned = left
            .iter()
            .zip(shown)
            .zip(self.spots.iter().zip(groups))
            .filter(|((now, then), (_, group))| now != then && known(now, **group));
        pinned.map(|(_, (spot, _))| *spot).collect()
    }

    /// The table of this spot, then those that say something about the same number, then everything that hangs together
    /// with these: in this order one more number is hidden. A reader who misreads what a star may be is no reason to go
    /// further than the second.
    pub(super) fn around(&self, given: &GivenAway) -> Vec<&'static str> {
        let spot = given.spot;
        let mut tables = vec![spot.table()];
        let add = |tables: &mut Vec<&'static str>, equal: &Equal| {
            for other in equal.left.iter().chain(&equal.right) {
                if !tables.contains(&other.table()) {
                    tables.push(other.table());
                }
            }
        };
        for equal in &self.equal {
            if equal.left.contains(&spot) || equal.right.contains(&spot) {
                add(&mut tables, equal);
            }
        }
        if given.misread {
            return tables;
        }
        let mut at = 0;
        while let Some(table) = tables.get(at).copied() {
            let here = |other: &Spot| other.table() == table;
            for equal in &self.equal {
                if equal.left.iter().any(here) || equal.right.iter().any(here) {
                    add(&mut tables, equal);
                }
            }
            at += 1;
        }
        tables
    }

    /// Narrows every number by every sum until nothing changes.
    fn narrow(&self, left: &mut [Bounds]) {
        for _round in 0..ROUNDS {
            let mut changed = false;
            for [one, other] in &self.sums {
                changed |= narrow_terms(left, one, other);
                changed |= narrow_terms(left, other, one);
            }
            if !changed {
                return;
            }
        }
    }
}

fn within(table: &Released) -> Equal {
    let parts = cells(table).map(|(spot, _)| spot);
    Equal {
        left: parts.filter(|spot| !matches!(spot, Spot::Total(_))).collect(),
        right: vec![Spot::Total(table.id())],
    }
}

fn cells(table: &Released) -> impl Iterator<Item = (Spot, Cell)> {
    let id = table.id();
    table
        .rows()
        .iter()
        .map(move |row| (Spot::Row(id, row.code), row.count))
        .chain([(Spot::Missing(id), table.missing())])
        .chain(table.total().map(|total| (Spot::Total(id), total)))
}

/// For each number of a table whether it is a row of one that is hidden whole.
fn groups(table: &Released) -> Vec<bool> {
    let whole = table.adds_up
        && !cells(table).any(|(spot, cell)| !matches!(spot, Spot::Total(_)) && cell != Cell::Suppressed);
    cells(table)
        .map(|(spot, _)| whole && matches!(spot, Spot::Row(..)))
        .collect()
}

fn bounds(tables: &[Released], reader: Reader, rounding: Rounding) -> Vec<Bounds> {
    let of = |table: &Released| {
        let all_hidden = table.rows().iter().all(|row| row.count == Cell::Suppressed)
            && table.missing() == Cell::Suppressed;
        let parts = match reader {
            Reader::KnowsAll => (0, MANY),
            Reader::KnowsGroups if all_hidden => (0, MANY),
            // where no total stands beside them, a hidden count may be 0
            Reader::Literal | Reader::KnowsGroups => (u64::from(table.total().is_some()), LARGEST_HIDDEN),
        };
        let whole = match reader {
            Reader::KnowsAll => parts,
            Reader::Literal | Reader::KnowsGroups => (1, LARGEST_HIDDEN),
        };
        cells(table)
            .map(|(spot, cell)| match (cell, spot) {
                (Cell::Suppressed, Spot::Total(_)) => whole,
                (Cell::Suppressed, Spot::Row(..) | Spot::Missing(_)) => parts,
                (Cell::Count(_), _) => cell.bounds(rounding),
            })
            .collect::<Vec<Bounds>>()
    };
    tables.iter().flat_map(of).collect()
}

fn total(left: &[Bounds], terms: &[usize]) -> Bounds {
    terms.iter().fold((0, 0), |(low, high), term| {
        let (least, most) = left.get(*term).copied().unwrap_or((0, MANY));
        (low.saturating_add(least), high.saturating_add(most))
    })
}

/// Narrows the terms by what the other sum can be. A sum that cannot come out tells nothing.
fn narrow_terms(left: &mut [Bounds], terms: &[usize], others: &[usize]) -> bool {
    let (least, most) = total(left, others);
    let (mut low, mut high) = total(left, terms);
    if low > most || high < least {
        return false;
    }
    let mut changed = false;
    for term in terms {
        let Some(own) = left.get_mut(*term) else {
            continue;
        };
        let up_to = own.1.min(most.saturating_sub(low.saturating_sub(own.0)));
        let from = own.0.max(least.saturating_sub(high.saturating_sub(own.1)));
        if from <= up_to && (from, up_to) != *own {
            low = low.saturating_add(from.saturating_sub(own.0));
            high = high.saturating_sub(own.1.saturating_sub(up_to));
            *own = (from, up_to);
            changed = true;
        }
    }
    changed
}
