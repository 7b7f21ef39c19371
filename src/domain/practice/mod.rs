//! Scored practice: invented situations, and what the guidance says of the decision that somebody made in one.

mod judge;
#[cfg(test)]
mod tests;

use serde::Deserialize;

use super::content::{NoteSource, Source};
use super::decision::case::Case;
use super::role::Side;
use super::rules::Rules;

pub use judge::{Attempt, Point, Verdict, judge};

/// An invented situation that somebody decides on the usual pages.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Stands in the log number of its incidents, for example `bridge`.
    pub id: String,
    /// Whose decision it is.
    pub side: Side,
    /// One line.
    pub title: String,
    /// What the decider knows.
    pub story: String,
    /// The invented person.
    pub person: String,
    /// Their age in years.
    pub age: u32,
    /// Where it happens.
    pub place: String,
    /// How it came.
    pub source: Source,
    /// What stands in the decider's notes, with where it comes from.
    pub notes: Vec<(NoteSource, String)>,
    /// Which notes the other side needs, counted from 1; none where nothing should cross.
    pub needed: Vec<usize>,
    /// The time that a practised crew takes for the decision, seconds.
    pub target_s: u32,
    /// What the guidance says, in sentences.
    pub guide: String,
    /// The facts, in the form of a written case, with what the engine makes of them.
    case: toml::Table,
}

#[derive(Deserialize)]
struct File {
    #[expect(dead_code, reason = "tells people which edition of the situations they have")]
    version: String,
    scenario: Vec<Scenario>,
}

/// Begins the log number of every incident that is a practice.
const MARK: &str = "practice/";

impl Scenario {
    /// All that come with the program; none if they cannot be read, which a test excludes.
    pub fn all() -> Vec<Self> {
        toml::from_str::<File>(include_str!("../../../assets/practice/scenarios.toml"))
            .map(|file| file.scenario)
            .unwrap_or_default()
    }

    /// The one whose incident carries this log number.
    pub fn of_log(log: &str) -> Option<Self> {
        let id = log.strip_prefix(MARK)?;
        Self::all().into_iter().find(|scenario| scenario.id == id)
    }

    /// The log number of its incidents.
    pub fn log(&self) -> String {
        format!("{MARK}{}", self.id)
    }

    /// Its facts and the result that they have by `rules`.
    ///
    /// # Errors
    /// The sentence of the reader of written cases.
    pub fn case(&self, rules: &Rules) -> Result<Case, String> {
        let text = toml::to_string(&self.case).map_err(|error| error.to_string())?;
        Case::from_toml(&text, rules).map_err(|error| error.to_string())
    }
}
