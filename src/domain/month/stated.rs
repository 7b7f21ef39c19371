//! Tables of what an organisation counted outside this program and its governance lead stated: feedback and complaints,
//! what became of people within a week, how far the list of frequent callers got (indicators I17, I18, I20).

use super::tally::Head;
use super::words::name;
use super::{About, Table};
use crate::domain::content::{Stated, StatedNumbers};
use crate::domain::role::Side;

/// The tables of one side. One of which nothing was stated is left out: that is not the same as none. `opened` is how many
/// incidents were opened in the month.
pub fn stated_tables(side: Side, numbers: &StatedNumbers, opened: u64) -> Vec<Table> {
    let mut tables = Vec::new();
    if FEEDBACK.iter().any(|(stated, _)| numbers.contains_key(stated)) {
        tables.push(feedback(side, numbers));
    }
    if numbers.contains_key(&Stated::FollowedUp) {
        tables.push(harm(side, numbers, opened));
    }
    if numbers.contains_key(&Stated::Listed) {
        tables.push(funnel(side, numbers));
    }
    tables
}

/// A number that was left out beside others of its table: nobody may read it as 0.
pub fn left_out(numbers: &StatedNumbers) -> Option<Stated> {
    let has = |stated: &&Stated| numbers.contains_key(*stated);
    let begun = Stated::TOGETHER
        .iter()
        .filter(|group| group.iter().any(|stated| has(&stated)));
    begun
        .flat_map(|group| group.iter())
        .find(|stated| !has(stated))
        .copied()
}

/// A number that cannot be: it is larger than the one that it is a part of. `opened` is how many incidents were opened.
pub fn misfit(numbers: &StatedNumbers, opened: u64) -> Option<Stated> {
    let of = |stated: &Stated| number(numbers, *stated);
    let too_many = numbers.keys().copied().find(|stated| {
        let whole = stated.part_of();
        whole.is_some_and(|whole| of(stated) > of(&whole))
    });
    let harmed = of(&Stated::Died) + of(&Stated::Injured) > of(&Stated::FollowedUp);
    let followed = of(&Stated::FollowedUp) > opened;
    too_many
        .or(harmed.then_some(Stated::Injured))
        .or(followed.then_some(Stated::FollowedUp))
}

const FEEDBACK: [(Stated, &str); 5] = [
    (Stated::PersonGood, "People or carers: it went well"),
    (Stated::PersonPoor, "People or carers: it did not"),
    (Stated::StaffGood, "Staff: it went well"),
    (Stated::StaffPoor, "Staff: it did not"),
    (Stated::Complaints, "Formal complaints"),
];

const STAGES: [(Stated, &str); 4] = [
    (Stated::Matched, "Known to the trust"),
    (Stated::Visited, "Visited"),
    (Stated::Agreed, "Agreed to a plan together"),
    (Stated::Fewer, "Below the threshold in the month after"),
];

fn number(numbers: &StatedNumbers, stated: Stated) -> u64 {
    numbers.get(&stated).copied().map_or(0, u64::from)
}

fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn feedback(side: Side, numbers: &StatedNumbers) -> Table {
    let (id, title) = match side {
        Side::Police => ("own-police-feedback", "Feedback and complaints, to police"),
        Side::Health => ("own-health-feedback", "Feedback and complaints, to the trust"),
    };
    let rows = FEEDBACK.map(|(stated, label)| (name(stated.code(), label), size(number(numbers, stated))));
    Head {
        id,
        title,
        about: About::People,
        numerator: "Answers and complaints about this service that reached this organisation in the month, as its governance lead stated them",
        denominator: "All such answers and complaints; who did not answer is not in it",
    }
    .counted(&rows)
}

fn harm(side: Side, numbers: &StatedNumbers, opened: u64) -> Table {
    let (id, title) = match side {
        Side::Police => ("own-police-harm", "What came within 7 days, as police know it"),
        Side::Health => (
            "own-health-harm",
            "What came within 7 days, as the trust knows it",
        ),
    };
    let of = |stated| number(numbers, stated);
    let harmed = of(Stated::Died).saturating_add(of(Stated::Injured));
    let mut table = Head {
        id,
        title,
        about: About::People,
        numerator: "Incidents opened in the month after which the person died or was seriously injured within 7 days, from any cause, as the governance lead stated it",
        denominator: "Incidents opened in the month; missing are those of which this organisation does not know",
    }
    .counted(&[
        (name("died", "Died"), size(of(Stated::Died))),
        (name("injured", "Seriously injured"), size(of(Stated::Injured))),
        (
            name("neither", "Neither"),
            size(of(Stated::FollowedUp).saturating_sub(harmed)),
        ),
    ]);
    table.missing = opened.saturating_sub(of(Stated::FollowedUp));
    table
}

fn funnel(side: Side, numbers: &StatedNumbers) -> Table {
    let (id, title) = match side {
        Side::Police => ("own-police-frequent", "Frequent callers, the police list"),
        Side::Health => ("own-health-frequent", "Frequent callers, the trust's list"),
    };
    let rows = STAGES.map(|(stated, label)| (name(stated.code(), label), size(number(numbers, stated))));
    Head {
        id,
        title,
        about: About::People,
        numerator: "People on this organisation's list of the month of whom this holds, as its governance lead stated it",
        denominator: "People on that list",
    }
    .several(size(number(numbers, Stated::Listed)), &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_stated_is_no_table_and_what_is_not_known_is_missing() {
        let numbers: StatedNumbers =
            [(Stated::FollowedUp, 30), (Stated::Died, 1), (Stated::Injured, 0)].into();
        let tables = stated_tables(Side::Health, &numbers, 40);
        assert_eq!(tables.len(), 1);
        let harm = &tables[0];
        assert_eq!((harm.count("died"), harm.count("neither")), (1, 29));
        assert_eq!((harm.missing, harm.total()), (10, 40));
        assert!(stated_tables(Side::Police, &StatedNumbers::new(), 40).is_empty());
    }

    #[test]
    fn a_number_left_out_beside_others_is_asked_for() {
        let of = |numbers: &[(Stated, u32)]| left_out(&numbers.iter().copied().collect());
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[(Stated::Died, 0)]), Some(Stated::FollowedUp));
        let harm = [(Stated::FollowedUp, 9), (Stated::Died, 0), (Stated::Injured, 0)];
        assert_eq!(of(&harm), None);
    }

    #[test]
    fn a_part_larger_than_its_whole_is_found() {
        let of = |numbers: &[(Stated, u32)]| misfit(&numbers.iter().copied().collect(), 40);
        assert_eq!(of(&[(Stated::Listed, 5), (Stated::Visited, 5)]), None);
        assert_eq!(
            of(&[(Stated::Listed, 5), (Stated::Visited, 6)]),
            Some(Stated::Visited)
        );
        assert_eq!(of(&[(Stated::Agreed, 1)]), Some(Stated::Agreed), "of no list");
        assert_eq!(of(&[(Stated::FollowedUp, 41)]), Some(Stated::FollowedUp));
        let both = [(Stated::FollowedUp, 3), (Stated::Died, 2), (Stated::Injured, 2)];
        assert_eq!(of(&both), Some(Stated::Injured));
    }
}
