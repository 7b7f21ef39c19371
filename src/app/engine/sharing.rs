//! Shares, refusals and danger shares: what crosses, and the record of what does not.

use super::Engine;
use super::crossing::{check_disclosed, check_items};
use super::incident::fits;
use super::records::{danger_fact, fact, record, report_to_lead, tasks};
use super::seats::new_item;
use super::sharing_record::{Crossing, Matter, all_fit};
use super::writing::Act;
use crate::app::api::{DangerKind, Done, Phase, ShareForm};
use crate::app::problem::Problem;
use crate::app::proposal;
use crate::domain::agreement::ShareAsk;
use crate::domain::content::{
    Basis, Channel, Content, DangerFinished, DangerFinishedFact, DecisionCount, DecisionFact, DecisionResult,
    DecisionWords, Disclosed, Nature, NotSharedReason, NoteSource, PersonTold, Post, Reason, ReasonGiven,
    Receiver, SharedItem, TaskSet,
};
use crate::domain::decision::conclusion::{Conclusion, Confidentiality, Task};
use crate::domain::decision::facts::{Direction, ItemCategory};
use crate::domain::decision::settle;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::SharedIncident;
use crate::domain::role::Side;
use crate::domain::telling::{danger_due, good_until};
use crate::domain::time::Moment;

impl Engine {
    /// Commits the bytes that the check page drew.
    pub(super) fn commit_share(&mut self, form: ShareForm, bytes: Vec<u8>) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        self.open_one(form.incident)?;
        let content = Content::from_bytes(&bytes).map_err(|_unreadable| changed())?;
        let (disclosed, outside) = proposal::told(content.clone()).ok_or_else(changed)?;
        self.check_reused(&form, &disclosed.to)?;
        let conclusion = self.conclude(side, &form, true)?;
        self.check_request(&form, &conclusion)?;
        check_disclosed(side, &form, &conclusion, &disclosed)?;
        self.check_receivers(side, &form, &disclosed, outside)?;
        self.check_levels(&form, &disclosed.to)?;
        let at = self.now();
        let own = self.own_of(form.incident)?;
        check_items(side, &form, &own, &disclosed, &self.config.rules, at)?;
        let disclosure = disclosed.disclosure;
        let decision = new_item();
        let items = disclosed.items.len();
        let result = DecisionResult::Shared { disclosure };
        let matter = Matter::of(&form, &conclusion, Some((&disclosed).into()), result, at);
        let kept = self.sharing_record(side, &matter)?;
        let told = disclosed.clone();
        let mut acts = vec![Act::exactly(content, bytes)];
        let limits = (self.config.rules.thresholds(), self.shift_end(side, at));
        acts.extend(tasks(&form, &conclusion, decision, at, limits));
        acts.extend(self.share_answers(&form, &told)?);
        let fact = DecisionFact {
            count: DecisionCount::Shared,
            channel: Some(form.channel),
            items: u32::try_from(items).unwrap_or(u32::MAX),
            ..fact(&form, &conclusion, decision, at)
        };
        acts.push(Content::DecisionFact(fact).into());
        acts.extend(self.consent_of(&form, decision, &kept, at)?);
        acts.push(record(form, conclusion, decision, result, kept));
        self.write(acts)?;
        Ok(Done::Shared(disclosure))
    }

    /// Commits "do not share", or finishes a danger share's reason.
    pub(super) fn commit_decision(
        &mut self,
        mut form: ShareForm,
        reason: Option<NotSharedReason>,
    ) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        let shared = self.shared_of(form.incident)?;
        let finishes = form.finishes;
        if finishes.is_some() {
            self.check_reused(&form, &[])?;
        } else if self.check_reused(&form, &[]).is_err() {
            // a refusal uses no yes again
            form.telling.reused = None;
        }
        let conclusion = self.conclude(side, &form, finishes.is_some())?;
        let at = self.now();
        let decision = new_item();
        let shift_end = self.shift_end(side, at);
        let limits = (self.config.rules.thresholds(), shift_end);
        let mut acts = tasks(&form, &conclusion, decision, at, limits);
        match (finishes, reason) {
            (Some(disclosure), _) => {
                acts.extend(finished(side, &shared, disclosure, &conclusion, (at, shift_end))?);
                acts.extend(answers_for(&form.words, disclosure, at));
                let result = DecisionResult::DangerFinished { disclosure };
                let told = shared
                    .disclosures
                    .iter()
                    .find(|card| card.disclosure == disclosure)
                    .map(Crossing::from);
                let kept = self.sharing_record(side, &Matter::of(&form, &conclusion, told, result, at))?;
                acts.extend(self.consent_of(&form, decision, &kept, at)?);
                acts.push(record(form, conclusion, decision, result, kept));
            }
            (None, Some(reason)) => {
                acts.extend(self.refusal_answers(&form, reason)?);
                let count = DecisionCount::NotShared(reason);
                let fact = DecisionFact {
                    count,
                    ..fact(&form, &conclusion, decision, at)
                };
                acts.push(Content::DecisionFact(fact).into());
                let result = DecisionResult::NotShared { reason };
                let kept = self.sharing_record(side, &Matter::of(&form, &conclusion, None, result, at))?;
                acts.extend(self.consent_of(&form, decision, &kept, at)?);
                acts.push(record(form, conclusion, decision, result, kept));
            }
            (None, None) => {
                return Err(Problem::new(
                    "A-242",
                    "Say why you are not sharing",
                    "Choose one of the reasons",
                ));
            }
        }
        self.write(acts)?;
        Ok(Done::Ok)
    }

    fn conclude(&mut self, side: Side, form: &ShareForm, crosses: bool) -> Result<Conclusion, Problem> {
        let from_here = match form.facts.disclosure.direction {
            Direction::HealthToPolice | Direction::HealthToOther => side == Side::Health,
            Direction::PoliceToHealth | Direction::PoliceToOther => side == Side::Police,
        };
        if !from_here {
            return Err(Problem::new(
                "A-243",
                "This decision belongs to the other seat",
                "Start again from your own seat",
            ));
        }
        all_fit(form)?;
        let today = self.now().london_date();
        let yesterday = self.now().plus_minutes(-24 * 60).london_date();
        if ![today, yesterday].contains(&Some(form.facts.date)) {
            return Err(Problem::new(
                "A-251",
                "This decision was begun on another day",
                "Start it again: the law of today applies",
            ));
        }
        self.check_agreement(form)?;
        self.check_answers(form, crosses)?;
        Ok(settle(&form.facts, &form.answers, &self.config.rules))
    }

    /// That the agreement covers a share is no statement of whoever shares: it is looked up once more here.
    fn check_agreement(&mut self, form: &ShareForm) -> Result<(), Problem> {
        let disclosure = &form.facts.disclosure;
        let ask = ShareAsk {
            direction: disclosure.direction,
            recipient: disclosure.recipient,
            purpose: disclosure.purpose,
            items: &disclosure.items,
            channel: Some(form.channel),
        };
        let covered = self.vault()?.policy().covers(&ask, form.facts.date);
        if disclosure.agreement_allows && covered.standing.counts() && !covered.allowed() {
            return Err(Problem::new(
                "A-422",
                "The agreement in force does not cover this share",
                "Go back one page: it is checked again, and asks for what is needed",
            ));
        }
        Ok(())
    }

    /// Danger now: the minimum crosses at once; its reason is due later.
    pub(super) fn danger(&mut self, kind: DangerKind, words: &str) -> Result<Done, Problem> {
        let from = match self.phase {
            Phase::Shared | Phase::Covered => None,
            Phase::Seat(side) => Some(side),
            Phase::NoVault | Phase::SetUp | Phase::SignIn | Phase::Office(_) | Phase::Locked => {
                return Err(Problem::new(
                    "A-247",
                    "Danger now works during a shift",
                    "Say it on the radio now",
                ));
            }
        };
        let words = match (kind, words.trim()) {
            (DangerKind::Other, "") => {
                return Err(Problem::new(
                    "A-248",
                    "Say what the danger is",
                    "Write it, or choose one of the five others",
                ));
            }
            (DangerKind::Other, typed) => typed,
            (kind, _) => kind.words(),
        };
        fits(words, 500, "The message")?;
        let (incident, mut acts) = match self.open_focus() {
            Some(incident) => (incident, Vec::new()),
            None => self.opening(),
        };
        let opened = !acts.is_empty();
        let at = self.now();
        let disclosure = new_item();
        let (words, struck) = self.danger_without_nhs_number(incident, words);
        acts.extend(struck);
        acts.push(Content::Disclosed(self.danger_words(incident, disclosure, from, &words, at)).into());
        acts.push(
            Content::DecisionFact(danger_fact(
                incident,
                disclosure,
                from,
                self.usual_channel(from),
                at,
                &self.config.rules.version,
            ))
            .into(),
        );
        if from.is_some() {
            let began = from.and_then(|side| self.seats.get(side)).map(|seat| seat.since);
            let due = Some(danger_due(at, began, self.config.rules.thresholds()));
            let task = TaskSet {
                incident,
                item: new_item(),
                task: Task::CompleteRecord,
                due,
                about: Some(disclosure),
                words: String::new(),
                owner: String::new(),
            };
            acts.push(Content::TaskSet(task).into());
        }
        self.write(acts)?;
        if opened && self.desk.shared.is_some() {
            self.set_focus(incident)?;
        } else if opened {
            // the covered screen cannot look at it: uncovering brings the newest open incident, which is this one
            self.desk.focus = None;
        }
        Ok(Done::Shared(disclosure))
    }

    /// The incident in focus, unless it is closed: what happens now is not part of a past call. The covered screen cannot
    /// read it, and keeps whether it was closed then.
    pub(super) fn open_focus(&mut self) -> Option<IncidentId> {
        let (incident, _) = self.desk.focus?;
        if self.desk.shared.is_none() {
            return (!self.desk.focus_closed).then_some(incident);
        }
        let closed = self
            .shared_of(incident)
            .is_ok_and(|shared| shared.closed.is_some());
        (!closed).then_some(incident)
    }

    fn danger_words(
        &self,
        incident: IncidentId,
        disclosure: ItemId,
        from: Option<Side>,
        words: &str,
        at: Moment,
    ) -> Disclosed {
        let item = SharedItem {
            category: ItemCategory::PresentationAndRisk,
            words: words.to_owned(),
            nature: Nature::Fact,
            as_at: at,
            as_at_open: false,
            source: Some(NoteSource::Seen),
            good_until: good_until(&self.config.rules, ItemCategory::PresentationAndRisk, at),
        };
        Disclosed {
            incident,
            disclosure,
            from,
            from_name: if from.is_some() {
                self.my_name()
            } else {
                "the crew".to_owned()
            },
            to: self.receivers(from),
            items: vec![item],
            basis: Basis::Danger,
            channel: self.usual_channel(from),
            person_told: PersonTold::NotYetRecorded,
        }
    }

    pub(super) fn my_name(&self) -> String {
        self.seated
            .as_ref()
            .map(|member| member.name.clone())
            .unwrap_or_default()
    }

    /// The people across the line; both seats for a crew entry.
    pub(super) fn receivers(&self, from: Option<Side>) -> Vec<Receiver> {
        let sides: Vec<Side> = match from {
            Some(side) => vec![side.other()],
            None => Side::ALL.to_vec(),
        };
        sides
            .into_iter()
            .map(|side| {
                let seated = self.seats.get(side).map(|seat| (seat.member, seat.name.as_str()));
                let organisation = self.vault.as_ref().map(|vault| match side {
                    Side::Police => vault.genesis().police.clone(),
                    Side::Health => vault.genesis().health.clone(),
                });
                Receiver {
                    organisation: organisation.unwrap_or_default(),
                    ..receiver(side, seated)
                }
            })
            .collect()
    }

    /// On this screen in the car with both people; by radio otherwise.
    pub(super) fn usual_channel(&self, from: Option<Side>) -> Channel {
        let desk = matches!(self.post, Some((Post::Desk, _)));
        let there = from.is_none_or(|side| self.seats.get(side.other()).is_some());
        if there && !desk {
            Channel::OnScreen
        } else {
            Channel::Radio
        }
    }
}

/// The receiver of a side: the person who is signed in, or the role.
pub fn receiver(side: Side, seated: Option<(crate::domain::ids::MemberId, &str)>) -> Receiver {
    let role = match side {
        Side::Police => "police officer on scene",
        Side::Health => "mental-health nurse on duty",
    };
    Receiver::crew(
        side,
        seated.map(|(member, _)| member),
        seated.map_or_else(|| role.to_owned(), |(_, name)| name.to_owned()),
        String::new(),
    )
}

pub(super) fn changed() -> Problem {
    Problem::new(
        "A-240",
        "What was checked is not what would be stored",
        "Go back one page and check it again. Nothing was shared",
    )
}

/// What was typed to answer for a danger share, for the other organisation's reviewers: the words of whichever ground it was
/// finished on. A ground that needs no words leaves none.
fn answers_for(words: &DecisionWords, about: ItemId, at: Moment) -> Option<Act> {
    let typed = [
        &words.reason,
        &words.least,
        &words.proportionate,
        &words.best_interests,
    ];
    let reason = typed.into_iter().find_map(|words| Reason::typed(words))?;
    Some(Content::ReasonGiven(ReasonGiven { about, reason, at }).into())
}

/// The acts that finish a danger share's reason. Where no ground held, the governance lead is told: the words have
/// crossed already.
fn finished(
    side: Side,
    shared: &SharedIncident,
    disclosure: ItemId,
    conclusion: &Conclusion,
    (at, shift_end): (Moment, Moment),
) -> Result<Vec<Act>, Problem> {
    let unfinished = shared.disclosures.iter().any(|card| {
        card.disclosure == disclosure
            && card.is_unfinished_danger()
            && card.from.is_none_or(|from| from == side)
    });
    if !unfinished {
        return Err(Problem::new(
            "A-241",
            "That reason was finished already, or belongs to the other seat",
            "Nothing is left to do here",
        ));
    }
    let (incident, ground) = (shared.incident, conclusion.confidentiality);
    let told = DangerFinished {
        incident,
        disclosure,
        ground,
    };
    let counted = DangerFinishedFact {
        incident,
        disclosure,
        ground,
        at,
    };
    let mut acts = vec![
        Content::DangerFinished(told).into(),
        Content::DangerFinishedFact(counted).into(),
    ];
    if ground == Confidentiality::None {
        acts.push(report_to_lead(incident, disclosure, shift_end));
    }
    Ok(acts)
}
