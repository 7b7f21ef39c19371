//! The work itself: who has an incident, how urgent it is, what a hospital asked, what officers were advised, who does
//! what afterwards.

use super::Engine;
use super::closing::is_held;
use super::incident::{MAX_WORDS, fits};
use super::seats::new_item;
use crate::app::api::{AdviceForm, DeskRequest, Done, FollowUpForm, StayForm, TaskForm};
use crate::app::problem::Problem;
use crate::domain::content::{
    AdviceGiven, Claimed, Content, FollowUp, FollowUpDone, FollowUpEnd, FollowUpSet, Grade, Graded,
    PaperKind, PaperMade, PaperOut, Released, StayAnswer, StayAsked, TaskSet,
};
use crate::domain::decision::conclusion::Task;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::Side;

/// The longest name or call sign, in characters.
const LONGEST_NAME: usize = 120;

impl Engine {
    pub(super) fn desk_work(&mut self, asked: DeskRequest) -> Result<Done, Problem> {
        match asked {
            DeskRequest::NextShift => self.next_shift(),
            DeskRequest::HandOver(form) => self.hand_over(form),
            DeskRequest::Receive(form) => self.receive(&form),
            DeskRequest::SaveSheet(incident, handover, folder) => {
                self.save_sheet(incident, handover, &folder)
            }
            DeskRequest::PrintSheet(incident, handover) => self.print_sheet(incident, handover),
            DeskRequest::Stay(form) => self.stay(&form),
            DeskRequest::Advise(form) => self.advise(&form),
            DeskRequest::AdviceDone(incident, advice, done) => self.advice_done(incident, advice, &done),
            DeskRequest::Grade(incident, grade) => self.grade(incident, grade),
            DeskRequest::Claim(incident) => self.claim(incident),
            DeskRequest::Release(incident) => self.release(incident),
            DeskRequest::FollowUp(form) => self.set_follow_up(&form),
            DeskRequest::SetTask(form) => self.set_task(&form),
            DeskRequest::Copied { incident, fhir } => self.copied(incident, fhir),
            DeskRequest::EndFollowUp(incident, what, end) => self.end_follow_up(incident, what, end),
        }
    }

    /// A hospital asked police to stay. What the officer answers is theirs; the hospital's reason is kept beside it.
    fn stay(&mut self, form: &StayForm) -> Result<Done, Problem> {
        let shared = self.open_one(form.incident)?;
        fits(&form.asked_by, LONGEST_NAME, "The name")?;
        fits(&form.agreed, MAX_WORDS, "What was agreed")?;
        if form.answer == StayAnswer::Leaves && is_held(&shared) {
            return Err(Problem::new(
                "A-718",
                "The person is detained and nobody has received them yet",
                "Stay until somebody takes over, and record who and when under section 136 (F9)",
            ));
        }
        let asked = StayAsked {
            incident: form.incident,
            item: form.item.unwrap_or_else(new_item),
            reason: form.reason,
            answer: form.answer,
            asked_by: form.asked_by.trim().to_owned(),
            agreed: form.agreed.trim().to_owned(),
            by: self
                .seats
                .get(Side::Police)
                .map(|seat| seat.name.clone())
                .unwrap_or_default(),
        };
        self.write(vec![Content::StayAsked(asked).into()])?;
        Ok(Done::Ok)
    }

    fn advise(&mut self, form: &AdviceForm) -> Result<Done, Problem> {
        self.private_seat()?;
        self.open_one(form.incident)?;
        fits(&form.to, LONGEST_NAME, "The name or call sign")?;
        for words in [&form.advised, &form.understood, &form.done] {
            fits(words, MAX_WORDS, "One part of the advice")?;
        }
        if form.to.trim().is_empty() || form.advised.trim().is_empty() || form.understood.trim().is_empty() {
            return Err(Problem::new(
                "A-719",
                "Advice needs who was advised, what, and what they said back",
                "Ask the officer to say it back in their own words",
            ));
        }
        let advice = AdviceGiven {
            incident: form.incident,
            item: new_item(),
            to: form.to.trim().to_owned(),
            channel: form.channel,
            advised: form.advised.trim().to_owned(),
            understood: form.understood.trim().to_owned(),
            agreed: form.agreed,
            done: form.done.trim().to_owned(),
            completes: None,
        };
        self.write(vec![Content::AdviceGiven(advice).into()])?;
        Ok(Done::Ok)
    }

    /// What was done on it became known later: one more entry, the first stays as it was.
    fn advice_done(&mut self, incident: IncidentId, earlier: ItemId, done: &str) -> Result<Done, Problem> {
        self.private_seat()?;
        fits(done, MAX_WORDS, "What was done")?;
        let own = self.own_of(incident)?;
        let card = own.advice.iter().find(|card| card.advice.item == earlier);
        let Some(card) = card.filter(|_| !done.trim().is_empty()) else {
            return Err(Problem::new(
                "A-720",
                "There is nothing to add",
                "Write what was done on the advice",
            ));
        };
        let later = AdviceGiven {
            item: new_item(),
            done: done.trim().to_owned(),
            completes: Some(earlier),
            ..card.advice.clone()
        };
        self.write(vec![Content::AdviceGiven(later).into()])?;
        Ok(Done::Ok)
    }

    fn grade(&mut self, incident: IncidentId, grade: Grade) -> Result<Done, Problem> {
        self.open_one(incident)?;
        let graded = Graded {
            incident,
            item: new_item(),
            grade,
        };
        self.write(vec![Content::Graded(graded).into()])?;
        Ok(Done::Ok)
    }

    /// Takes it; over whoever has it, by name, so that both see who gave way.
    fn claim(&mut self, incident: IncidentId) -> Result<Done, Problem> {
        let shared = self.open_one(incident)?;
        let (name, station) = self.who_works();
        if shared.desk.holder().is_some_and(|held| held.station == station) {
            return Ok(Done::Ok);
        }
        let claimed = Claimed {
            incident,
            claim: new_item(),
            member: self.seated.as_ref().map(|member| member.id),
            name,
            station,
            over: shared.desk.holder().map(|held| held.claim),
        };
        self.write(vec![Content::Claimed(claimed).into()])?;
        Ok(Done::Ok)
    }

    fn release(&mut self, incident: IncidentId) -> Result<Done, Problem> {
        let shared = self.open_one(incident)?;
        let (_, station) = self.who_works();
        // a desk has it, whoever of those who work there took it
        let mine = shared.desk.claims.iter().find(|held| held.station == station);
        let Some(mine) = mine else {
            return Err(Problem::new(
                "A-721",
                "This desk does not have that incident",
                "The desk that took it gives it back",
            ));
        };
        let released = Released {
            incident,
            claim: mine.claim,
        };
        self.write(vec![Content::Released(released).into()])?;
        Ok(Done::Ok)
    }

    /// Who works here, as both sides see them, and where.
    fn who_works(&self) -> (String, String) {
        let station = self
            .post
            .as_ref()
            .map(|(_, station)| station.clone())
            .unwrap_or_default();
        let name = if let Some(member) = &self.seated {
            member.name.clone()
        } else {
            let names: Vec<&str> = self.seats.taken().map(|(_, seat)| seat.name.as_str()).collect();
            names.join(", ")
        };
        (name, station)
    }

    fn set_follow_up(&mut self, form: &FollowUpForm) -> Result<Done, Problem> {
        self.shared_of(form.incident)?;
        fits(&form.owner, LONGEST_NAME, "The name")?;
        if form.owner.trim().is_empty() {
            return Err(Problem::new(
                "A-722",
                "A follow-up needs somebody who does it",
                "Write a name or a role",
            ));
        }
        let set = FollowUpSet {
            incident: form.incident,
            item: new_item(),
            what: form.what,
            side: form.side,
            owner: form.owner.trim().to_owned(),
            due: form.due,
        };
        self.write(vec![Content::FollowUpSet(set).into()])?;
        Ok(Done::Ok)
    }

    /// A task of one's own: this side's alone, in whoever's words.
    fn set_task(&mut self, form: &TaskForm) -> Result<Done, Problem> {
        self.private_seat()?;
        self.shared_of(form.incident)?;
        fits(&form.words, MAX_WORDS, "The task")?;
        fits(&form.owner, LONGEST_NAME, "The name")?;
        if form.words.trim().is_empty() {
            return Err(Problem::new(
                "A-958",
                "A task needs words",
                "Write what is to be done",
            ));
        }
        let set = TaskSet {
            incident: form.incident,
            item: new_item(),
            task: Task::InWords,
            due: form.due,
            about: None,
            words: form.words.trim().to_owned(),
            owner: form.owner.trim().to_owned(),
        };
        self.write(vec![Content::TaskSet(set).into()])?;
        Ok(Done::Ok)
    }

    /// What left by the clipboard stands in the record, as every paper does.
    fn copied(&mut self, incident: IncidentId, fhir: bool) -> Result<Done, Problem> {
        self.private_seat()?;
        self.shared_of(incident)?;
        let made = PaperMade {
            incident,
            item: new_item(),
            paper: if fhir { PaperKind::Fhir } else { PaperKind::Record },
            out: PaperOut::Copied,
            about: Vec::new(),
            pdf: String::new(),
            form: None,
        };
        self.write(vec![Content::PaperMade(made).into()])?;
        Ok(Done::Ok)
    }

    fn end_follow_up(
        &mut self,
        incident: IncidentId,
        what: FollowUp,
        end: FollowUpEnd,
    ) -> Result<Done, Problem> {
        self.shared_of(incident)?;
        let (by, _) = self.who_works();
        let done = FollowUpDone {
            incident,
            item: new_item(),
            what,
            end,
            by,
        };
        self.write(vec![Content::FollowUpDone(done).into()])?;
        Ok(Done::Ok)
    }
}
