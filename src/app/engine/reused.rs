//! An earlier answer that is used again: only for what it was given for, and only while it stands.

use super::Engine;
use crate::app::api::ShareForm;
use crate::app::problem::Problem;
use crate::domain::content::Receiver;
use crate::domain::decision::reuse::{AskedAbout, Differs, differs};
use crate::domain::decision::{Untrue, check_answered, check_path};

impl Engine {
    /// The answers lead to what is decided, and a yes was about that: whatever the page says. Where nothing crosses, a yes
    /// about something else is used for nothing: not to share is always recorded.
    pub(super) fn check_answers(&self, form: &ShareForm, crosses: bool) -> Result<(), Problem> {
        let check = if crosses { check_answered } else { check_path };
        match check(
            &form.facts,
            &form.answers,
            form.finishes.is_some(),
            &self.config.rules,
        ) {
            Ok(()) => Ok(()),
            Err(Untrue::OffPath) => Err(Problem::new(
                "A-930",
                "Some of these answers do not belong to this decision",
                "Go back to the first question and answer again. Nothing was shared",
            )),
            Err(Untrue::AskedAboutOther) => Err(asked_about_other()),
        }
    }

    /// What was answered for one purpose, about these things and towards this receiver is asked again before it serves
    /// another, and before somebody else of the same kind is told: looked up here, whatever the page says.
    pub(super) fn check_reused(&self, form: &ShareForm, to: &[Receiver]) -> Result<(), Problem> {
        let Some(decision) = form.telling.reused else {
            return Ok(());
        };
        let own = self.own_of(form.incident)?;
        let Some((_, made)) = own.decisions.iter().find(|(_, made)| made.decision == decision) else {
            return Err(Problem::new(
                "A-640",
                "The earlier decision that was used again is not on this incident",
                "Go back to the first question and ask the person",
            ));
        };
        let taken_back = self
            .consents()?
            .answers
            .iter()
            .any(|held| held.kept.decision == decision && held.taken_back.is_some());
        if taken_back {
            return Err(Problem::new(
                "A-641",
                "The person has taken that yes back",
                "Go back to the first question and ask them again. Nothing was shared",
            ));
        }
        let asked = AskedAbout::earlier(made);
        let same = |to: &Receiver| {
            let named = asked.as_ref();
            to.side.is_some() || named.is_some_and(|asked| asked.names(&to.name, &to.organisation))
        };
        match differs(&made.facts, &form.facts) {
            None if to.iter().all(same) => Ok(()),
            Some(Differs::Purpose) => Err(Problem::new(
                "A-642",
                "The earlier answer was given for another purpose",
                "Ask the person again for this purpose. Nothing was shared",
            )),
            None | Some(Differs::Receiver | Differs::Items) => Err(Problem::new(
                "A-643",
                "The earlier answer was about other things, or another receiver",
                "Ask the person again about these. Nothing was shared",
            )),
        }
    }
}

/// Somebody outside the crew is told by name: the person was asked about them, and about nobody else.
pub(super) fn check_asked_about(form: &ShareForm, to: &[Receiver]) -> Result<(), Problem> {
    let asked = form.answers.asked_about.as_ref();
    let other = |asked: &AskedAbout| {
        let here = |to: &Receiver| asked.names(&to.name, &to.organisation);
        !asked.name.is_empty() && !to.iter().all(here)
    };
    if asked.is_some_and(other) {
        return Err(asked_about_other());
    }
    Ok(())
}

fn asked_about_other() -> Problem {
    Problem::new(
        "A-931",
        "The person was asked about telling something else, or somebody else",
        "Ask them about these words and this receiver. Nothing was shared",
    )
}
