//! One situation of scored practice as its page shows it.

use crate::domain::ids::IncidentId;
use crate::domain::practice::{Attempt, Scenario, Verdict};
use crate::domain::time::Moment;

/// A situation with the latest attempt at it.
#[derive(Debug, Clone, PartialEq)]
pub struct PracticeRow {
    /// The situation.
    pub scenario: Scenario,
    /// The incident of the latest attempt.
    pub incident: Option<IncidentId>,
    /// When that was begun.
    pub opened: Option<Moment>,
    /// What was decided there, once something was.
    pub attempt: Option<Attempt>,
    /// What the guidance says of it.
    pub verdict: Option<Verdict>,
}

impl PracticeRow {
    /// A situation that nobody has tried.
    pub fn untried(scenario: Scenario) -> Self {
        Self {
            scenario,
            incident: None,
            opened: None,
            attempt: None,
            verdict: None,
        }
    }
}
