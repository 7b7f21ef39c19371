//! What the guidance says of one decision: five points, each won or missed, and no mark for haste alone.

use super::Scenario;
use crate::domain::decision::conclusion::{Confidentiality, Outcome};
use crate::domain::decision::decide;
use crate::domain::rules::Rules;

/// What somebody decided in a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Words crossed.
    pub shared: bool,
    /// What lifted the duty of confidence, where words crossed.
    pub confidentiality: Confidentiality,
    /// The words of the notes that were picked.
    pub picked: Vec<String>,
    /// From opening the decision to committing it, seconds.
    pub seconds: u32,
}

/// One thing that a decision is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// Share or do not share.
    Decision,
    /// The reason that the law has for it.
    Ground,
    /// Everything that the other side needs.
    Enough,
    /// Nothing beyond that.
    Least,
    /// Within the time of a practised crew.
    Time,
}

impl Point {
    /// In the order in which they are told.
    pub const ALL: [Self; 5] = [
        Self::Decision,
        Self::Ground,
        Self::Enough,
        Self::Least,
        Self::Time,
    ];
}

/// What the guidance says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Each point, won or missed, in the order of [`Point::ALL`].
    pub points: Vec<(Point, bool)>,
    /// Why the law comes to its result here, in the engine's own sentences.
    pub reasons: Vec<String>,
}

impl Verdict {
    /// How many of the points were won.
    pub fn score(&self) -> usize {
        self.points.iter().filter(|(_, won)| *won).count()
    }

    /// Whether the decision itself and its reason fit.
    pub fn fits(&self) -> bool {
        self.points
            .iter()
            .all(|(point, won)| *won || !matches!(point, Point::Decision | Point::Ground))
    }
}

/// Judges an attempt by the same engine and rule table that decide live.
///
/// # Errors
/// When the scenario's facts cannot be read, in the words of the reader of cases.
pub fn judge(scenario: &Scenario, attempt: &Attempt, rules: &Rules) -> Result<Verdict, String> {
    let found = decide(&scenario.case(rules)?.facts, rules);
    let should = matches!(found.outcome, Outcome::Share | Outcome::ShareNowCompleteLater);
    let is_needed = |words: &str| {
        scenario
            .notes
            .iter()
            .zip(1..)
            .any(|((_, note), place)| note == words && scenario.needed.contains(&place))
    };
    let needed_picked = attempt.picked.iter().filter(|words| is_needed(words)).count();
    let right = attempt.shared == should;
    let won = |point| match point {
        Point::Decision => right,
        Point::Ground => right && (!should || attempt.confidentiality == found.confidentiality),
        Point::Enough => right && (!should || needed_picked == scenario.needed.len()),
        Point::Least => !attempt.shared || attempt.picked.iter().all(|words| is_needed(words)),
        Point::Time => right && attempt.seconds <= scenario.target_s,
    };
    Ok(Verdict {
        points: Point::ALL.map(|point| (point, won(point))).to_vec(),
        reasons: found.reasons,
    })
}
