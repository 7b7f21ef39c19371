//! Corrections and withdrawals: what changes after words have crossed, and the proof that it reached everybody.

use super::Engine;
use super::incident::{fits, not_future};
use super::requests::filled;
use super::seats::new_item;
use super::writing::Act;
use crate::app::api::{BreachForm, Done, Telling};
use crate::app::problem::Problem;
use crate::domain::content::{
    AfterOutside, AfterOutsideEntry, BreachKind, ChangeReached, Content, Corrected, CorrectionReason,
    Reached, TaskDone, Withdrawn, WithdrawnWhy,
};
use crate::domain::decision::conclusion::Task;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::DisclosureCard;
use crate::domain::role::Side;

/// Names one change: the incident, the disclosure, and the correction, or `None` for the withdrawal.
type ChangeName = (IncidentId, ItemId, Option<ItemId>);

impl Engine {
    /// Corrects one sentence of a share; the old words are kept.
    pub(super) fn correct(
        &mut self,
        incident: IncidentId,
        disclosure: ItemId,
        item: usize,
        words: &str,
        why: CorrectionReason,
    ) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        let (card, outside) = self.told_anywhere(incident, disclosure)?;
        let mine = card.from.is_none_or(|from| from == side) && card.withdrawn_at.is_none();
        let Some(before) = card.items.get(item).filter(|_| mine) else {
            return Err(Problem::new(
                "A-446",
                "This seat cannot correct that",
                "Only the side that shared it can, and only while it stands",
            ));
        };
        filled(words, "The corrected sentence")?;
        fits(words, 2_000, "One item")?;
        if before.words.trim() == words.trim() {
            return Err(Problem::new(
                "A-447",
                "The words are as they were",
                "Change them, or go back",
            ));
        }
        if outside {
            self.stop_outside(incident, words, &card.to)?;
        }
        let corrected = Corrected {
            incident,
            correction: new_item(),
            disclosure,
            item: u32::try_from(item).unwrap_or(u32::MAX),
            words: words.trim().to_owned(),
            why,
            from_name: self.my_name(),
        };
        self.write(vec![if outside {
            after_outside(AfterOutside::Corrected(corrected))
        } else {
            Content::Corrected(corrected).into()
        }])?;
        Ok(Done::Ok)
    }

    /// Stops showing a share, for a reason that everybody who was told sees.
    pub(super) fn withdraw(
        &mut self,
        incident: IncidentId,
        disclosure: ItemId,
        why: WithdrawnWhy,
    ) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        let found = self.told_anywhere(incident, disclosure).ok();
        let mine = found.filter(|(card, _)| card.from == Some(side) && card.withdrawn_at.is_none());
        let Some((_, outside)) = mine else {
            return Err(Problem::new(
                "A-249",
                "This seat cannot withdraw that",
                "Only the side that shared it can",
            ));
        };
        let withdrawn = Withdrawn {
            incident,
            disclosure,
            why: Some(why),
        };
        let mut acts = vec![if outside {
            after_outside(AfterOutside::Withdrawn(withdrawn))
        } else {
            Content::Withdrawn(withdrawn).into()
        }];
        if why == WithdrawnWhy::SharedInError {
            acts.extend(self.breach_of_an_error(incident, disclosure, side, outside)?);
        }
        self.write(acts)?;
        Ok(Done::Ok)
    }

    /// A share that is withdrawn as an error is a breach from that moment: its record begins with the withdrawal, so that
    /// its clock cannot be forgotten. What was wrong is said there.
    fn breach_of_an_error(
        &mut self,
        incident: IncidentId,
        disclosure: ItemId,
        side: Side,
        outside: bool,
    ) -> Result<Vec<Act>, Problem> {
        let (shared, own) = (self.shared_of(incident)?, self.own_of(incident)?);
        if shared
            .breach_of(disclosure)
            .or(own.breach_of(disclosure))
            .is_some()
        {
            return Ok(Vec::new());
        }
        let form = BreachForm {
            incident,
            disclosure,
            kind: BreachKind::Other,
            words: "Withdrawn as shared in error.".to_owned(),
            aware: self.now(),
        };
        Ok(self.breach_acts(&form, side, outside))
    }

    /// Somebody who was told has read a correction or a withdrawal.
    pub(super) fn confirm_change(
        &mut self,
        (incident, disclosure, correction): ChangeName,
    ) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        let card = self.told(incident, disclosure)?;
        let me = Some(self.my_id()?);
        let waits = card
            .to_read(side, me)
            .any(|change| change.correction == correction);
        let Some(receiver) = card.receiver_of(side, me).filter(|_| waits) else {
            return Err(nothing_waits());
        };
        let who = self.my_name();
        self.reach(
            side,
            (incident, disclosure, correction),
            receiver,
            Reached::Read { who },
        )
    }

    /// The sender told somebody of a correction or a withdrawal some other way.
    pub(super) fn tell_change(
        &mut self,
        (incident, disclosure, correction): ChangeName,
        receiver: usize,
        telling: &Telling,
    ) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        let (card, _) = self.told_anywhere(incident, disclosure)?;
        let waits = card
            .to_reach()
            .any(|(change, to)| change.correction == correction && to == receiver);
        if !waits || card.from.is_some_and(|from| from != side) {
            return Err(nothing_waits());
        }
        self.check_telling(telling)?;
        let reached = Reached::Told {
            who: telling.who.trim().to_owned(),
            at: telling.at,
            how: telling.how,
            by: self.my_name(),
        };
        self.reach(side, (incident, disclosure, correction), receiver, reached)
    }

    fn reach(
        &mut self,
        side: Side,
        (incident, disclosure, correction): ChangeName,
        receiver: usize,
        reached: Reached,
    ) -> Result<Done, Problem> {
        let reached = ChangeReached {
            incident,
            disclosure,
            correction,
            receiver: u32::try_from(receiver).unwrap_or(u32::MAX),
            side,
            reached,
        };
        let (_, outside) = self.told_anywhere(incident, disclosure)?;
        self.write(vec![if outside {
            after_outside(AfterOutside::Reached(reached))
        } else {
            Content::ChangeReached(reached).into()
        }])?;
        Ok(Done::Ok)
    }

    /// A task is done. One that tells somebody is done when it says whom, when and how.
    pub(super) fn task_done(
        &mut self,
        incident: IncidentId,
        item: ItemId,
        note: String,
        told: Option<Telling>,
    ) -> Result<Done, Problem> {
        self.private_seat()?;
        fits(&note, super::incident::MAX_WORDS, "The note")?;
        let own = self.own_of(incident)?;
        let task = own.tasks.iter().find(|card| card.item == item);
        if told.is_none() && task.is_some_and(|card| card.task == Task::BriefCoordinatorOrGp) {
            return Err(Problem::new(
                "A-458",
                "This task is to tell somebody",
                "Record whom you told, when and how",
            ));
        }
        if let Some(telling) = &told {
            self.check_telling(telling)?;
        }
        let told = told.map(|telling| crate::domain::content::ToldSomebody {
            who: telling.who.trim().to_owned(),
            at: telling.at,
            how: telling.how,
        });
        let done = TaskDone {
            incident,
            item,
            note,
            told,
        };
        self.write(vec![Content::TaskDone(done).into()])?;
        Ok(Done::Ok)
    }

    pub(super) fn check_telling(&self, telling: &Telling) -> Result<(), Problem> {
        filled(&telling.who, "Whom you told")?;
        fits(&telling.who, 200, "Whom you told")?;
        not_future(telling.at, self.now())
    }

    /// A share of an incident, or what this side told outside the crew; whether it is the latter.
    pub(super) fn told_anywhere(
        &mut self,
        incident: IncidentId,
        disclosure: ItemId,
    ) -> Result<(DisclosureCard, bool), Problem> {
        if let Ok(card) = self.told(incident, disclosure) {
            return Ok((card, false));
        }
        let own = self.own_of(incident)?;
        let found = own
            .told_outside
            .into_iter()
            .find(|card| card.disclosure == disclosure);
        found.map(|card| (card, true)).ok_or_else(not_here)
    }

    /// A share of an incident.
    pub(super) fn told(
        &mut self,
        incident: IncidentId,
        disclosure: ItemId,
    ) -> Result<DisclosureCard, Problem> {
        let shared = self.shared_of(incident)?;
        shared.disclosed(disclosure).cloned().ok_or_else(not_here)
    }
}

pub(super) fn after_outside(change: AfterOutside) -> Act {
    Content::AfterOutside(AfterOutsideEntry { change }).into()
}

/// Something that was named is not where it was looked for.
pub(super) fn not_here() -> Problem {
    Problem::new(
        "A-449",
        "That is not here",
        "Go back to the list and choose it there",
    )
}

fn nothing_waits() -> Problem {
    Problem::new(
        "A-448",
        "Nothing waits for that person here",
        "It was recorded already, or belongs to another seat",
    )
}
