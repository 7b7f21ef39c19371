//! The table of people whom the crew met so often that the frequent-caller scheme speaks of them (indicator I17).

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::measures::measures;
use super::tally::Head;
use super::words::name;
use super::{About, Table};
use crate::domain::content::FollowUp;
use crate::domain::ids::{IncidentId, PersonMark};

/// People with a full name in incidents closed in the month, by whether they are frequent callers by what the crew met.
pub(super) fn table(facts: &Facts<'_>) -> Table {
    let often = measures();
    let met = met(facts);
    let reviews = facts.reviews.iter().collect::<Vec<_>>();
    let asked: BTreeSet<PersonMark> = reviews.iter().map(|(_, (mark, _))| *mark).collect();
    let count = |wanted: &dyn Fn(&PersonMark, &Met) -> bool| {
        met.iter().filter(|(mark, times)| wanted(mark, times)).count()
    };
    let again = |mark: &PersonMark| {
        facts.closed.iter().any(|(incident, fact)| {
            fact.person == Some(*mark)
                && reviews
                    .iter()
                    .any(|(first, (known, at))| **first != *incident && known == mark && *at < fact.at)
        })
    };
    Head {
        id: "frequent-callers",
        title: "People met very often",
        about: About::People,
        numerator: "People whom the crew met so often, by incidents, not calls; for whom a frequent-caller review was asked in the month or the 90 days before it; and who were met again after that",
        denominator: "People with a full name in incidents closed in the month; the same full name counts as one person",
    }
    .several(
        met.len(),
        &[
            (
                name("five-in-a-month", "Five times or more in the month"),
                count(&|_, met| met.month >= often.frequent_in_a_month.value),
            ),
            (
                name("twelve-in-90-days", "Twelve times or more in the 90 days to its end"),
                count(&|_, met| met.quarter >= often.frequent_in_90_days.value),
            ),
            (
                name("review-asked", "A frequent-caller review was asked for"),
                count(&|mark, _| asked.contains(mark)),
            ),
            (
                name("again-after-review", "Met again after that"),
                count(&|mark, _| again(mark)),
            ),
        ],
    )
}

/// In how many incidents somebody was met.
#[derive(Debug, Default)]
struct Met {
    month: u32,
    quarter: u32,
}

fn met(facts: &Facts<'_>) -> BTreeMap<PersonMark, Met> {
    let mut met: BTreeMap<PersonMark, Met> = BTreeMap::new();
    for mark in facts.closed.values().filter_map(|fact| fact.person) {
        met.entry(mark).or_default().month += 1;
    }
    let since = facts
        .month
        .end()
        .plus_minutes(-measures().look_back_days() * 24 * 60);
    for (mark, at) in facts.marked.values() {
        if let Some(times) = met.get_mut(mark)
            && *at >= since
        {
            times.quarter += 1;
        }
    }
    met
}

/// Whether a closure asks for such a review.
pub(super) fn asks_review(follow_up: &[FollowUp]) -> bool {
    follow_up.contains(&FollowUp::FrequentCaller)
}

/// Incidents after which a review was asked for: about whom, and when they closed.
pub(super) type Reviews = BTreeMap<IncidentId, (PersonMark, crate::domain::time::Moment)>;
