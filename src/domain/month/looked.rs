//! Tables of looking after the work: private pages that were opened, what the checks of it found, and what had to be
//! stopped, opened by a lead, or recorded as a breach (indicator I16).

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::tally::Head;
use super::words::{self, name};
use super::{About, Table};
use crate::domain::content::{BreachCode, Content, Verdict};
use crate::domain::ids::{EntryRef, ItemId};
use crate::domain::role::Side;

/// What the month's entries say of it, by what each is about.
#[derive(Debug, Default)]
pub(super) struct Looked {
    opened: BTreeMap<EntryRef, Side>,
    checked: BTreeMap<EntryRef, Verdict>,
    stopped: BTreeSet<EntryRef>,
    governance: BTreeSet<ItemId>,
    breaches: BTreeSet<ItemId>,
}

impl Looked {
    /// Takes one entry whose own time lies in the month; others than these kinds are ignored.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "every other kind is counted elsewhere, or not at all"
    )]
    pub(super) fn take(&mut self, entry: EntryRef, content: &Content) {
        match content {
            Content::Viewed(fact) => {
                self.opened.insert(entry, fact.side);
            }
            Content::RegisterViewed(fact) => {
                self.opened.insert(entry, fact.side);
            }
            Content::AccessChecked(fact) => {
                self.checked.insert(fact.about, fact.verdict);
            }
            Content::RedLineStopped(_) => {
                self.stopped.insert(entry);
            }
            Content::GovernanceOpened(fact) => {
                self.governance.insert(fact.item);
            }
            Content::BreachFact(fact) if matches!(fact.code, BreachCode::Opened(_)) => {
                self.breaches.insert(fact.breach);
            }
            _ => {}
        }
    }
}

/// The tables, in the order in which they are shown.
pub(super) fn tables(facts: &Facts<'_>) -> Vec<Table> {
    let looked = &facts.looked;
    vec![openings(looked), checks(looked), safeguards(looked)]
}

fn openings(looked: &Looked) -> Table {
    Head {
        id: "private-openings",
        title: "Private pages opened",
        about: About::Work,
        numerator: "Openings in the month of one side's own page of an incident, or of a register of that side, in that side's seat",
        denominator: "All such openings in the month",
    }
    .parts(
        &[Side::Police, Side::Health],
        words::seat,
        looked.opened.values().map(|side| Some(*side)),
    )
}

fn checks(looked: &Looked) -> Table {
    Head {
        id: "access-checks",
        title: "What access checks found",
        about: About::Work,
        numerator: "Openings of private pages that a supervisor checked in the month, by what was last found",
        denominator: "Openings checked in the month, whenever they were made",
    }
    .parts(
        &Verdict::ALL,
        words::verdict,
        looked.checked.values().map(|verdict| Some(*verdict)),
    )
}

fn safeguards(looked: &Looked) -> Table {
    Head {
        id: "safeguards",
        title: "What had to be stopped or put right",
        about: About::Work,
        numerator: "Times in the month that typed words were stopped by a red line, that a governance lead opened a record or a log, and breaches that were recorded",
        denominator: "All of these in the month",
    }
    .counted(&[
        (name("red-line", "Words stopped by a red line"), looked.stopped.len()),
        (
            name("governance-opened", "Opened by a governance lead, for a typed reason"),
            looked.governance.len(),
        ),
        (name("breach", "Data breach recorded"), looked.breaches.len()),
    ])
}
