//! The one guard before what both sides read: typed words that hold an NHS number never reach police (red line RL4). The
//! refusal is an entry, without a word of what was typed.

use super::Engine;
use super::writing::Act;
use crate::app::problem::Problem;
use crate::domain::content::{Content, Receiver, RedLineEnd, RedLineStopped};
use crate::domain::decision::may_have_nhs_number;
use crate::domain::ids::IncidentId;
use crate::domain::record::{holds_nhs_number, without_nhs_numbers};
use crate::domain::role::Side;

impl Engine {
    /// Refuses a whole act where words for both sides, or for somebody who may not have one, hold an NHS number.
    pub(super) fn stop_at_red_line(&mut self, acts: &[Act]) -> Result<(), Problem> {
        let side = self.author_side();
        let caught = acts.iter().find(|act| act.content.carries_nhs_number(side));
        match caught.map(|act| act.content.incident()) {
            None => Ok(()),
            Some(incident) => Err(self.refuse_nhs_number(incident)?),
        }
    }

    /// The same for words that follow what was told outside the crew: `to` says who was told.
    pub(super) fn stop_outside(
        &mut self,
        incident: IncidentId,
        words: &str,
        to: &[Receiver],
    ) -> Result<(), Problem> {
        let health = self.author_side() == Some(Side::Health);
        let may_have = health && to.iter().all(|to| to.kind.is_some_and(may_have_nhs_number));
        if may_have || !holds_nhs_number(words) {
            return Ok(());
        }
        Err(self.refuse_nhs_number(Some(incident))?)
    }

    /// Words of a danger, without an NHS number: the rest is never held up. The act to write beside them, if any was
    /// taken out.
    pub(super) fn danger_without_nhs_number(
        &self,
        incident: IncidentId,
        words: &str,
    ) -> (String, Option<Act>) {
        let left = without_nhs_numbers(words);
        let struck = (left != words).then(|| self.red_line_act(Some(incident), RedLineEnd::TakenOut));
        (left, struck)
    }

    fn refuse_nhs_number(&mut self, incident: Option<IncidentId>) -> Result<Problem, Problem> {
        let fact = self.red_line_act(incident, RedLineEnd::Refused);
        self.write(vec![fact])?;
        Ok(Problem::new(
            "A-645",
            "These words hold an NHS number, and that never goes to police (RL4). Nothing was stored",
            "Take it out: the officer does not need it. If it is a phone or log number, write that word before it",
        ))
    }

    fn red_line_act(&self, incident: Option<IncidentId>, end: RedLineEnd) -> Act {
        Content::RedLineStopped(RedLineStopped {
            incident,
            side: self.author_side(),
            line: "RL4".to_owned(),
            end,
            at: self.now(),
        })
        .into()
    }
}
