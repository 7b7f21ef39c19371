//! What telling asks for beside the decision: by when a danger share is explained, how long words keep, who counts as a
//! named receiver, and how a case is put to an adviser without naming anybody.

mod deidentify;

pub use deidentify::{Case, Piece, age_band, deidentify, pieces};

use super::content::PersonTold;
use super::decision::facts::ItemCategory;
use super::rules::{Rules, Thresholds};
use super::time::Moment;

/// More than so many items are nudged towards fewer words; nothing is blocked.
pub const MANY_ITEMS: usize = 4;
/// An item of more characters than this is nudged towards fewer words.
pub const LONG_ITEM: usize = 280;
/// An item of more characters than this is a record or a whole note and no piece of information: it cannot be picked.
pub const LONGEST_ITEM: usize = 1_000;

/// When the shift ends: so many hours after signing in as the rule table says; counted from now where nobody signed in,
/// or when that is past already.
pub fn shift_end(at: Moment, shift_began: Option<Moment>, limits: &Thresholds) -> Moment {
    let shift = i64::from(limits.shift_hours) * 60;
    shift_began
        .map(|began| began.plus_minutes(shift))
        .filter(|end| *end > at)
        .unwrap_or_else(|| at.plus_minutes(shift))
}

/// By when the reason of a danger share is due: four hours after it, or when the shift ends, whichever is first. A
/// shift that nobody ended is taken to end so many hours after signing in as the rule table says; when it is past that
/// already, the hours count.
pub fn danger_due(at: Moment, shift_began: Option<Moment>, limits: &Thresholds) -> Moment {
    let due = at.plus_minutes(i64::from(limits.danger_reason_due_hours) * 60);
    due.min(shift_end(at, shift_began, limits))
}

/// By when a person is told who is told later, or by when it is looked at again that they are not told.
pub fn tell_by(told: PersonTold, at: Moment, limits: &Thresholds) -> Option<Moment> {
    let days = match told {
        PersonTold::Later => limits.tell_person_days,
        PersonTold::No => limits.not_told_review_days,
        PersonTold::Yes | PersonTold::NotYetRecorded => return None,
    };
    Some(at.plus_minutes(i64::from(days) * 24 * 60))
}

/// Until when words of this kind may be relied on, counted from when they were true; `None` for what keeps.
pub fn good_until(rules: &Rules, category: ItemCategory, as_at: Moment) -> Option<Moment> {
    let hours = rules.shelf_life(category)?;
    Some(as_at.plus_minutes(i64::from(hours) * 60))
}

/// The collar number or registration in a name such as `PC 4411 Hughes`.
pub fn number_in(name: &str) -> Option<String> {
    let number = |word: &&str| word.chars().filter(char::is_ascii_digit).count() >= 2;
    let word = name.split_whitespace().find(number)?;
    Some(word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
}

/// Whether a receiver's name is that of a group. A team is no receiver: information goes to a person, or to the one who
/// holds a role (the core set of every sharing record, `recipients[]`). What stands behind a comma is where somebody works
/// and makes no person of a team; a rank or title before a name does.
pub fn names_a_group(name: &str) -> bool {
    const GROUPS: [&str; 24] = [
        "team",
        "teams",
        "staff",
        "everyone",
        "everybody",
        "anyone",
        "all",
        "ward",
        "hospital",
        "police",
        "nhs",
        "trust",
        "office",
        "services",
        "service",
        "crew",
        "group",
        "department",
        "unit",
        "shift",
        "room",
        "a&e",
        "council",
        "clinic",
    ];
    const TITLES: [&str; 16] = [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "pc",
        "ps",
        "sgt",
        "sergeant",
        "inspector",
        "insp",
        "nurse",
        "sister",
    ];
    let lower = name.split(',').next().unwrap_or_default().to_lowercase();
    let mut words = lower
        .split_whitespace()
        .map(|word| word.trim_end_matches('.'))
        .take_while(|word| !matches!(*word, "on" | "of" | "at" | "in" | "for" | "from" | "to" | "with"))
        .filter(|word| !word.chars().all(|c| c.is_ascii_digit()));
    let first = words.next();
    let last = words.last();
    match (first, last) {
        (Some(only), None) => GROUPS.contains(&only),
        (Some(first), Some(last)) => GROUPS.contains(&last) && !TITLES.contains(&first),
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_of_a_danger_share_is_due_after_four_hours_or_at_shift_end() {
        let rules = Rules::embedded().unwrap();
        let limits = rules.thresholds();
        let at = Moment(1_795_208_671_000);
        let hours = |n: i64| at.plus_minutes(n * 60);
        assert_eq!(danger_due(at, None, limits), hours(4));
        assert_eq!(danger_due(at, Some(hours(-1)), limits), hours(4));
        assert_eq!(
            danger_due(at, Some(hours(-10)), limits),
            hours(2),
            "the shift ends first"
        );
        assert_eq!(
            danger_due(at, Some(hours(-13)), limits),
            hours(4),
            "the shift went on"
        );
    }

    #[test]
    fn a_team_is_no_receiver_and_a_role_holder_is() {
        for group in [
            "The crisis team",
            "ward",
            "Social services",
            " everyone ",
            "Fellside NHS Trust",
            "Crisis team, mental health",
            "Team 3",
            "Night staff on duty",
            "A&E",
            "Crisis team, shift lead",
        ] {
            assert!(names_a_group(group), "{group}");
        }
        for named in [
            "Dr A Shah",
            "duty consultant, ward 4 lead",
            "Ambulance team leader",
            "GP on call",
            "Jo Moss, crisis team",
            "Dr Ward",
            "Mrs J Hall-Ward, the trust",
            "Leader of the night team",
        ] {
            assert!(!names_a_group(named), "{named}");
        }
    }
}
