//! The record of a decision as it is committed: the engine gathers the circumstances, the domain puts them together.

use std::collections::BTreeMap;

use super::Engine;
use super::incident::{MAX_WORDS, fits};
use super::seats::new_item;
use crate::app::api::{Done, ShareForm};
use crate::app::problem::Problem;
use crate::app::session::Seat;
use crate::domain::content::{
    Channel, Content, DecisionResult, DecisionWords, Disclosed, Discloser, PersonTold, Receiver,
    RecordCompleted, RecordField, SharedItem, SharingRecord, TellingRecord, Trigger,
};
use crate::domain::decision::conclusion::Conclusion;
use crate::domain::decision::facts::Facts;
use crate::domain::decision::path::Answers;
use crate::domain::decision::record::{Circumstances, Organisations, assemble, lasting};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::DisclosureCard;
use crate::domain::role::{Role, Side};
use crate::domain::telling::shift_end;
use crate::domain::time::Moment;

/// What crosses, to whom and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crossing<'a> {
    to: &'a [Receiver],
    items: &'a [SharedItem],
    channel: Channel,
}

impl<'a> From<&'a Disclosed> for Crossing<'a> {
    fn from(disclosed: &'a Disclosed) -> Self {
        Self {
            to: &disclosed.to,
            items: &disclosed.items,
            channel: disclosed.channel,
        }
    }
}

impl<'a> From<&'a DisclosureCard> for Crossing<'a> {
    fn from(card: &'a DisclosureCard) -> Self {
        Self {
            to: &card.to,
            items: &card.items,
            channel: card.channel,
        }
    }
}

/// What a record is about, as the engine has it.
#[derive(Debug)]
pub(super) struct Matter<'a> {
    pub(super) incident: IncidentId,
    pub(super) facts: &'a Facts,
    pub(super) answers: &'a Answers,
    pub(super) words: &'a DecisionWords,
    pub(super) conclusion: &'a Conclusion,
    pub(super) trigger: Trigger,
    /// What crosses or has crossed; `None` for a refusal.
    pub(super) crossing: Option<Crossing<'a>>,
    pub(super) told: PersonTold,
    pub(super) result: DecisionResult,
    pub(super) telling: &'a TellingRecord,
    pub(super) at: Moment,
}

impl<'a> Matter<'a> {
    /// Of a form that the decision pages filled.
    pub(super) fn of(
        form: &'a ShareForm,
        conclusion: &'a Conclusion,
        crossing: Option<Crossing<'a>>,
        result: DecisionResult,
        at: Moment,
    ) -> Self {
        Self {
            incident: form.incident,
            facts: &form.facts,
            answers: &form.answers,
            words: &form.words,
            conclusion,
            trigger: form.trigger,
            crossing,
            told: form.person_told,
            result,
            telling: &form.telling,
            at,
        }
    }
}

impl Engine {
    /// The whole record of a decision.
    pub(super) fn sharing_record(
        &mut self,
        side: Side,
        matter: &Matter<'_>,
    ) -> Result<Box<SharingRecord>, Problem> {
        let known = lasting(&self.own_of(matter.incident)?);
        let due = self.shift_end(side, matter.at);
        let vault = self.vault()?;
        let (police, health) = (vault.genesis().police.clone(), vault.genesis().health.clone());
        let policy = vault.policy();
        let counts = policy.standing(matter.facts.date).counts();
        let crossing = matter.crossing;
        let day = matter.facts.date;
        let agreed_regime = policy.regime_on(day);
        let channel_unapproved = crossing.is_some_and(|crossing| policy.is_unapproved(crossing.channel, day));
        let agreement = policy.agreement.filter(|_| counts);
        let organisations = Organisations {
            police: &police,
            health: &health,
        };
        let discloser = Discloser {
            member: self.seated.as_ref().map(|member| member.id),
            name: self.my_name(),
            side,
            role: match side {
                Side::Police => Role::Officer,
                Side::Health => Role::Nurse,
            },
            organisation: organisations.of(side).to_owned(),
            number: self.seats.get(side).map(Seat::number).unwrap_or_default(),
        };
        Ok(Box::new(assemble(&Circumstances {
            facts: matter.facts,
            answers: matter.answers,
            words: matter.words,
            conclusion: matter.conclusion,
            rules: &self.config.rules,
            discloser,
            organisations,
            receivers: crossing.map_or(&[], |crossing| crossing.to),
            items: crossing.map_or(&[], |crossing| crossing.items),
            channel: crossing.map(|crossing| crossing.channel),
            told: matter.told,
            trigger: matter.trigger,
            agreement: agreement.as_deref(),
            agreed_regime,
            channel_unapproved,
            result: matter.result,
            telling: matter.telling,
            known,
            at: matter.at,
            due,
        })))
    }

    /// Fills open lines of a record by an entry of its own. A line that was filled is not written over.
    pub(super) fn complete_record(
        &mut self,
        incident: IncidentId,
        decision: ItemId,
        said: BTreeMap<RecordField, String>,
    ) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        let own = self.own_of(incident)?;
        let Some(record) = own.record_of(decision) else {
            return Err(Problem::new(
                "A-380",
                "This seat has no record of that decision",
                "Open the incident again; only the side that decided keeps its record",
            ));
        };
        let said: BTreeMap<_, _> = said
            .into_iter()
            .map(|(field, value)| (field, value.trim().to_owned()))
            .filter(|(field, value)| field.takes(value))
            .collect();
        if said.is_empty() {
            return Err(Problem::new(
                "A-381",
                "Nothing is filled in yet",
                "Fill in at least one line, or leave it for later",
            ));
        }
        if said.keys().any(|field| record.says(*field).is_some()) {
            return Err(Problem::new(
                "A-382",
                "One of these lines was filled in already",
                "Open the page again: what was written first stays, and the rest can be added",
            ));
        }
        lengths(&said)?;
        let item = new_item();
        let later = RecordCompleted {
            incident,
            item,
            decision,
            said,
        };
        let number = later.said.get(&RecordField::DiscloserNumber).cloned();
        self.write(vec![Content::RecordCompleted(later).into()])?;
        if let (Some(number), Some(seat)) = (number, self.seats.get_mut(side).as_mut()) {
            seat.number = number;
        }
        Ok(Done::Ok)
    }

    /// When the shift of this seat ends: what is open is due then.
    pub(super) fn shift_end(&self, side: Side, at: Moment) -> Moment {
        let began = self.seats.get(side).map(|seat| seat.since);
        shift_end(at, began, self.config.rules.thresholds())
    }
}

/// Every typed line of a decision fits; the words stay in their field where one does not.
pub(super) fn all_fit(form: &ShareForm) -> Result<(), Problem> {
    let words = &form.words;
    let typed = [
        (&words.best_interests, "Why it is best for the person"),
        (&words.wishes, "What the person would want"),
        (&words.least, "Why this is the least"),
        (&words.proportionate, "Why it is proportionate"),
        (&words.reason, "The reason"),
    ];
    typed
        .into_iter()
        .try_for_each(|(words, what)| fits(words, MAX_WORDS, what))?;
    lengths(&form.answers.more)
}

fn lengths(said: &BTreeMap<RecordField, String>) -> Result<(), Problem> {
    said.values()
        .try_for_each(|value| fits(value, MAX_WORDS, "One line of the record"))
}
