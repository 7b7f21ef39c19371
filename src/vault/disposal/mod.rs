//! Disposal: which bodies governance leads have ordered to be destroyed, and since when each order is in force.
//!
//! An order names entries and keys, nothing else. In a side's own compartment it is in force when its governance lead
//! has signed it; in `shared` and `oversight` it waits until a lead of the other organisation confirms it. `act` makes
//! and carries out orders.

mod act;
#[cfg(test)]
pub(crate) mod pages;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::content::Disposed;
use crate::domain::ids::{EntryRef, MemberId};
use crate::domain::role::{Compartment, Side};
use crate::domain::time::Moment;

pub use act::{DisposalDone, DisposalPlan};
pub(crate) use act::{destroy, empty_journal};

use super::authority::{Refusal, administers};
use super::header::{Header, Kind};
use super::merkle::leaf;

/// One order as the log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalOrder {
    /// Where it stands.
    pub place: EntryRef,
    /// Hash of its header, as a confirmation names it.
    pub leaf: [u8; 32],
    /// Its logical time: only entries before it can be covered.
    pub lamport: u64,
    /// The lead who signed it.
    pub by: MemberId,
    /// That lead's organisation.
    pub side: Side,
    /// When, by the signer's clock.
    pub at: Moment,
    /// What it says.
    pub disposed: Disposed,
    /// Where it came into force: its own place, or the other organisation's confirmation. `None` while it waits.
    pub in_force: Option<EntryRef>,
    /// The lead of the other organisation who confirmed it, and when by their clock.
    pub agreed: Option<(MemberId, Moment)>,
}

/// Every order, and what those in force cover.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disposals {
    orders: Vec<Arc<DisposalOrder>>,
    /// Covered places with their compartment and the logical time of the order.
    covered: Arc<BTreeMap<EntryRef, (Compartment, u64)>>,
    counts: BTreeMap<Compartment, usize>,
}

impl Disposals {
    /// Takes an order in, signed by a governance lead of `side`.
    pub(crate) fn order(&mut self, header: &Header, side: Side, disposed: &Disposed) -> Result<(), Refusal> {
        if !administers(side, disposed.compartment) {
            return Err("a lead disposes in its own compartment and the common ones");
        }
        if disposed.entries.is_empty() || disposed.basis.trim().is_empty() {
            return Err("an order names what is destroyed and why");
        }
        let by = header.author.ok_or("an order is signed by a governance lead")?;
        let order = DisposalOrder {
            place: header.place(),
            leaf: leaf(&header.to_bytes()),
            lamport: header.lamport,
            by,
            side,
            at: header.at,
            disposed: disposed.clone(),
            in_force: None,
            agreed: None,
        };
        let alone = !needs_both(disposed.compartment);
        self.orders.push(Arc::new(order));
        if alone {
            self.bring_into_force(header.place(), header);
        }
        Ok(())
    }

    /// The order at `place` comes into force with the entry of this header: itself, or the other organisation's
    /// approval.
    pub(crate) fn bring_into_force(&mut self, place: EntryRef, with: &Header) {
        let Some(order) = self.orders.iter_mut().find(|order| order.place == place) else {
            return;
        };
        let order = Arc::make_mut(order);
        order.in_force = Some(with.place());
        order.agreed = (with.place() != place)
            .then(|| with.author.map(|lead| (lead, with.at)))
            .flatten();
        let covered = Arc::make_mut(&mut self.covered);
        let compartment = order.disposed.compartment;
        let before = covered.len();
        for entry in &order.disposed.entries {
            let until = covered.entry(*entry).or_insert((compartment, order.lamport));
            if until.0 == compartment {
                until.1 = until.1.max(order.lamport);
            }
        }
        *self.counts.entry(compartment).or_default() += covered.len() - before;
    }

    /// Whether an order in force covers this entry: content or data key, of the order's compartment, made before it.
    /// Structure cannot be disposed of, and nobody orders the destruction of what is still to be written.
    pub(crate) fn covers(&self, header: &Header) -> bool {
        matches!(header.kind, Kind::Content | Kind::Key)
            && self
                .covered
                .get(&header.place())
                .is_some_and(|(compartment, until)| {
                    *compartment == header.compartment && header.lamport < *until
                })
    }

    /// How many places are covered.
    pub(crate) fn len(&self) -> usize {
        self.covered.len()
    }

    /// How many places of a compartment are covered.
    pub(crate) fn count(&self, compartment: Compartment) -> usize {
        self.counts.get(&compartment).copied().unwrap_or_default()
    }

    /// The covered places of a compartment, each with the logical time before which its entry must have been made.
    pub(crate) fn places(&self, compartment: Compartment) -> impl Iterator<Item = (EntryRef, u64)> + '_ {
        self.covered
            .iter()
            .filter(move |(_, (of, _))| *of == compartment)
            .map(|(place, (_, until))| (*place, *until))
    }

    /// The covered places that `before` did not cover.
    pub(crate) fn beyond<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = EntryRef> + 'a {
        self.covered
            .keys()
            .filter(|place| !before.covered.contains_key(place))
            .copied()
    }

    /// All orders, the oldest first.
    pub(crate) fn orders(&self) -> impl Iterator<Item = &DisposalOrder> {
        self.orders.iter().map(|order| &**order)
    }
}

/// Whether an order in this compartment needs a lead of each organisation.
pub(crate) fn needs_both(compartment: Compartment) -> bool {
    match compartment {
        Compartment::Shared | Compartment::Oversight => true,
        Compartment::Log | Compartment::Police | Compartment::Health => false,
    }
}
