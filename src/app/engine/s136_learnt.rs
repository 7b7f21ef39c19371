//! Somebody is or was at a police station where the law does not let them be kept, by an age that is learnt late or by an
//! arrival that has happened: nobody can be stopped by it any more, so reviewers of both organisations are told.

use super::Engine;
use super::seats::new_item;
use super::writing::Act;
use crate::app::problem::Problem;
use crate::domain::content::{Content, S136Learnt};
use crate::domain::incident::SharedIncident;
use crate::domain::mha::law;
use crate::domain::mha::step::{About, broken_at_station};

impl Engine {
    /// The fact, where the incident as it will be breaks a rule that it did not break before.
    pub(super) fn learnt_s136(&mut self, after: &SharedIncident) -> Result<Option<Act>, Problem> {
        let before = self.shared_of(after.incident)?;
        let at = self.now();
        let broken = |shared: &SharedIncident| {
            let about = About {
                law: law(),
                state: &shared.s136,
                age: shared.age,
                age_about: shared.age_about,
                now: at,
                earlier: None,
            };
            broken_at_station(&about).map(|row| row.slug.clone())
        };
        let (was, is) = (broken(&before), broken(after));
        Ok(is.filter(|rule| was.as_ref() != Some(rule)).map(|rule| {
            let learnt = S136Learnt {
                incident: after.incident,
                item: new_item(),
                rule,
                at,
            };
            Content::S136Learnt(learnt).into()
        }))
    }
}

#[cfg(test)]
#[path = "s136_learnt_tests.rs"]
mod tests;
