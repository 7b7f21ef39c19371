//! What an organisation counts outside this program and its governance lead states for a month: feedback, complaints, what
//! became of people within a week, and how far the list of frequent callers got.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::time::{Moment, YearMonth};

/// One number that can be stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stated {
    /// People, or who cares for them, said that it went well.
    PersonGood,
    /// They said that it did not.
    PersonPoor,
    /// Staff said that it went well.
    StaffGood,
    /// They said that it did not.
    StaffPoor,
    /// Formal complaints.
    Complaints,
    /// Incidents of the month of which is known what became of the person within 7 days.
    FollowedUp,
    /// Of these: the person died within 7 days.
    Died,
    /// Of these: they were seriously injured within 7 days, and lived.
    Injured,
    /// People on the month's list of frequent callers.
    Listed,
    /// Of these: the trust knew them.
    Matched,
    /// Of these: visited.
    Visited,
    /// Of these: agreed to a plan together.
    Agreed,
    /// Of these: below the threshold in the month after.
    Fewer,
}

impl Stated {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 13] = [
        Self::PersonGood,
        Self::PersonPoor,
        Self::StaffGood,
        Self::StaffPoor,
        Self::Complaints,
        Self::FollowedUp,
        Self::Died,
        Self::Injured,
        Self::Listed,
        Self::Matched,
        Self::Visited,
        Self::Agreed,
        Self::Fewer,
    ];

    /// The code in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::PersonGood => "person-good",
            Self::PersonPoor => "person-poor",
            Self::StaffGood => "staff-good",
            Self::StaffPoor => "staff-poor",
            Self::Complaints => "complaints",
            Self::FollowedUp => "followed-up",
            Self::Died => "died",
            Self::Injured => "injured",
            Self::Listed => "listed",
            Self::Matched => "matched",
            Self::Visited => "visited",
            Self::Agreed => "agreed",
            Self::Fewer => "fewer",
        }
    }

    /// The numbers that stand in one table: one of them stated alone would show the others as 0.
    pub const TOGETHER: [&'static [Self]; 3] = [
        &[
            Self::PersonGood,
            Self::PersonPoor,
            Self::StaffGood,
            Self::StaffPoor,
            Self::Complaints,
        ],
        &[Self::FollowedUp, Self::Died, Self::Injured],
        &[
            Self::Listed,
            Self::Matched,
            Self::Visited,
            Self::Agreed,
            Self::Fewer,
        ],
    ];

    /// The number that this one is a part of, where it is one.
    pub fn part_of(self) -> Option<Self> {
        match self {
            Self::Died | Self::Injured => Some(Self::FollowedUp),
            Self::Matched | Self::Visited | Self::Agreed | Self::Fewer => Some(Self::Listed),
            Self::PersonGood
            | Self::PersonPoor
            | Self::StaffGood
            | Self::StaffPoor
            | Self::Complaints
            | Self::FollowedUp
            | Self::Listed => None,
        }
    }
}

/// The numbers that were stated, by what they count. What is absent was not stated, which is not 0.
pub type StatedNumbers = BTreeMap<Stated, u32>;

/// A governance lead states what their organisation counted of a month outside this program. For
/// [`super::Home::AuthorSide`]: exact; the latest of a month holds. Only hidden and rounded counts leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedCounts {
    /// Which month.
    pub month: YearMonth,
    /// The numbers.
    pub numbers: StatedNumbers,
    /// When.
    pub at: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_the_same_code_in_files_and_on_the_command_line() {
        for stated in Stated::ALL {
            let written = serde_json::to_value(stated).unwrap();
            assert_eq!(written.as_str(), Some(stated.code()));
        }
    }
}
