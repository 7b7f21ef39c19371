//! Sections 136 and 135 as the incident holds them: decided in the police seat, stamped by either, each line in its own
//! half; with every change the facts that supervisors and the returns count.

use super::Engine;
use super::s136_earlier::EarlierUse;
use super::s136_refusals::refused;
use super::seats::new_item;
use super::writing::Act;
use crate::app::api::{Done, S136Form};
use crate::app::problem::Problem;
use crate::domain::content::{
    Consulted, ConsultedCode, Content, EndedHow, Reason, ReasonGiven, S136Despite, S136Fact, S136Field,
    S136Kept, S136Recorded, S136Step, S136Stopped, S136TakenBack,
};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::{SharedIncident, SideFile};
use crate::domain::mha::counted::{counted, recounted};
use crate::domain::mha::record::{Lines, Record, fits};
use crate::domain::mha::step::{About, Against, Refusal, check};
use crate::domain::mha::{S136State, law, own_lines};
use crate::domain::role::Side;
use crate::domain::time::Moment;

impl Engine {
    pub(super) fn record_s136(&mut self, incident: IncidentId, step: S136Step) -> Result<Done, Problem> {
        self.write_s136(S136Form {
            incident,
            steps: vec![step],
            kept: Vec::new(),
            despite: String::new(),
            ends: None,
        })
    }

    /// Several steps and lines at once: all of them or none.
    pub(super) fn write_s136(&mut self, form: S136Form) -> Result<Done, Problem> {
        let S136Form {
            incident,
            steps,
            kept,
            despite,
            ends,
        } = form;
        let shared = self.open_one(incident)?;
        let now = self.now();
        let reason = typed_reason(&despite)?;
        let begins = |step: &S136Step| matches!(step, S136Step::Used { .. } | S136Step::Warrant { .. });
        let earlier = if steps.iter().any(begins) {
            self.earlier_use(&shared)?
        } else {
            None
        };
        let mut trial = Trial {
            shared: (*shared).clone(),
            now,
            earlier,
            acts: Vec::new(),
            passed: Vec::new(),
        };
        let side = self.private_seat().ok();
        let own = self.own_of(incident)?;
        let before = own_lines(&own, &shared.s136, side);
        for step in steps {
            self.may_decide(&trial.shared.s136, &step)?;
            if begins(&step) && trial.shared.s136.ended.is_some() {
                // the end of the use before it is counted, also where both are recorded in one go
                let ended = count(&shared, &trial.shared, (&before, &before), side);
                trial.acts.extend(ended);
            }
            let taken = match (trial.step(step.clone(), reason.is_some())?, ends) {
                (Err(Refusal::NoPower(_)), Some(at)) if reason.is_some() => {
                    trial.end_without_power(step, at)?
                }
                (taken, _) => taken,
            };
            if let Err(refusal) = taken {
                let tried = stopped(incident, &refusal, now);
                if !tried.is_empty() {
                    self.write(tried)?;
                }
                return Err(refused(refusal, now));
            }
        }
        let mut after = own_lines(&own, &trial.shared.s136, side);
        for (field, value) in kept {
            trial.keep(&mut after, side, field, value)?;
        }
        let mut acts = trial.acts;
        acts.extend(answered(incident, &trial.passed, reason.as_ref(), now));
        acts.extend(self.learnt_s136(&trial.shared)?);
        acts.extend(count(&shared, &trial.shared, (&before, &after), side));
        self.write(acts)?;
        Ok(Done::Ok)
    }

    /// The use, keeping the person where they were found, and taking either back are the constable's (s136(1)).
    fn may_decide(&self, state: &S136State, step: &S136Step) -> Result<(), Problem> {
        let decides = |step: &S136Step| {
            matches!(
                step,
                S136Step::Used { .. }
                    | S136Step::NotUsed { .. }
                    | S136Step::Warrant { .. }
                    | S136Step::Kept { .. }
            )
        };
        let takes_back = |taken: &ItemId| {
            state
                .steps
                .iter()
                .any(|known| known.item == *taken && decides(&known.step))
        };
        let needed = if let S136Step::TakenBack { step, .. } = step {
            takes_back(step)
        } else {
            decides(step)
        };
        if needed && self.private_seat() != Ok(Side::Police) {
            return Err(Problem::new(
                "A-261",
                "Only a constable decides on section 136",
                "Take the police seat (F2)",
            ));
        }
        Ok(())
    }
}

/// The reason that was typed, if one was.
fn typed_reason(despite: &str) -> Result<Option<Reason>, Problem> {
    let reason = Reason::typed(despite);
    if !despite.trim().is_empty() && reason.is_none() {
        return Err(Problem::new(
            "A-744",
            "The reason is too short",
            "Write at least 20 characters, so that whoever reads it later understands it",
        ));
    }
    Ok(reason)
}

/// The incident as it would be, and what is to be written for it.
struct Trial {
    shared: SharedIncident,
    now: Moment,
    earlier: Option<EarlierUse>,
    acts: Vec<Act>,
    passed: Vec<(ItemId, Vec<Against>)>,
}

impl Trial {
    fn about(&self) -> About<'_> {
        About {
            law: law(),
            state: &self.shared.s136,
            age: self.shared.age,
            age_about: self.shared.age_about,
            now: self.now,
            earlier: self.earlier.as_ref().map(EarlierUse::as_domain),
        }
    }

    fn step(&mut self, step: S136Step, reason: bool) -> Result<Result<(), Refusal>, Problem> {
        let about = self.about();
        for words in typed(&step) {
            super::incident::fits(words, 2_000, "The text")?;
        }
        let passed = match check(&about, &step, reason) {
            Ok(passed) => passed,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let recorded = S136Recorded {
            incident: self.shared.incident,
            item: new_item(),
            step,
        };
        if let S136Step::TakenBack { step, .. } = &recorded.step {
            self.acts
                .extend(uncounted(&self.shared, *step, Some(recorded.item)));
            self.shared.s136 = self.shared.s136.without(*step);
        }
        self.shared.s136.take(&recorded, self.now);
        if !passed.is_empty() {
            self.passed.push((recorded.item, passed));
        }
        self.acts.push(Content::S136Recorded(recorded).into());
        Ok(Ok(()))
    }

    /// There was no power: the use ended at that time, and only then is the line that shows it recorded. What was done
    /// with the person is the reason that governance reads, also of an end on the way.
    fn end_without_power(&mut self, line: S136Step, at: Moment) -> Result<Result<(), Refusal>, Problem> {
        let how = Some(EndedHow::Other);
        let step = S136Step::Ended { at, how };
        if let Err(refusal) = check(&self.about(), &step, true) {
            return Ok(Err(refusal));
        }
        let ended = S136Recorded {
            incident: self.shared.incident,
            item: new_item(),
            step,
        };
        self.shared.s136.take(&ended, self.now);
        self.acts.push(Content::S136Recorded(ended).into());
        self.step(line, true)
    }

    fn keep(
        &mut self,
        lines: &mut Lines,
        side: Option<Side>,
        field: S136Field,
        value: String,
    ) -> Result<(), Problem> {
        if field.side().is_none() || field.side() != side {
            return Err(Problem::new(
                "A-745",
                "That line is kept by the other side, or by both",
                "Take the seat that it belongs to",
            ));
        }
        if !value.is_empty() && !fits(field, &value, self.now) {
            return Err(refused(Refusal::Unfit(field), self.now));
        }
        if value.is_empty() {
            lines.remove(&field);
        } else {
            lines.insert(field, value.clone());
        }
        let kept = S136Kept {
            incident: self.shared.incident,
            item: new_item(),
            field,
            value,
            began: self.shared.s136.beginning().map(|taken| taken.item),
        };
        self.acts.push(Content::S136Kept(kept).into());
        Ok(())
    }
}

/// What supervisors count anew after a change.
fn count(
    before: &SharedIncident,
    after: &SharedIncident,
    (own_before, own): (&Lines, &Lines),
    side: Option<Side>,
) -> Vec<Act> {
    let known = facts(before);
    let news = facts(after).into_iter().filter(|fact| !known.contains(fact));
    let mut acts: Vec<Act> = news.map(|fact| Content::S136Fact(fact).into()).collect();
    let codes = |shared: &SharedIncident, own: &Lines| counted(&Record { shared, own, side });
    let changed = recounted(codes(before, own_before).as_ref(), codes(after, own));
    acts.extend(changed.map(|counted| Content::S136Counted(counted).into()));
    acts
}

impl Engine {
    /// What is counted anew when something else than a step changes the record: the person's age, or an undone step.
    pub(super) fn recount_s136(&mut self, after: &SharedIncident) -> Result<Vec<Act>, Problem> {
        let before = self.shared_of(after.incident)?;
        if before.s136.steps.is_empty() && after.s136.steps.is_empty() {
            return Ok(Vec::new());
        }
        let side = self.private_seat().ok();
        let own = self.own_of(after.incident)?;
        let lines = |shared: &SharedIncident| own_lines(&own, &shared.s136, side);
        Ok(count(&before, after, (&lines(&before), &lines(after)), side))
    }

    /// The same when the seat's own record of the person changed: `own` is as it will be.
    pub(super) fn recount_s136_person(
        &mut self,
        incident: IncidentId,
        own: &SideFile,
    ) -> Result<Vec<Act>, Problem> {
        let shared = self.shared_of(incident)?;
        if shared.s136.began().is_none() {
            return Ok(Vec::new());
        }
        let side = self.private_seat().ok();
        let before = own_lines(&self.own_of(incident)?, &shared.s136, side);
        let own = own_lines(own, &shared.s136, side);
        Ok(count(&shared, &shared, (&before, &own), side))
    }
}

/// The rules that stopped a step and that no reason passes, for supervisors to count: that it was tried, and nothing of
/// what was typed.
fn stopped(incident: IncidentId, refusal: &Refusal, at: Moment) -> Vec<Act> {
    let Refusal::Law(against) = refusal else {
        return Vec::new();
    };
    let bars = against.iter().filter(|against| !against.judgement);
    bars.map(|against| {
        let rule = against.row.slug.clone();
        let item = new_item();
        Content::S136Stopped(S136Stopped {
            incident,
            item,
            rule,
            at,
        })
        .into()
    })
    .collect()
}

/// A step that decided and was wrong is not to be counted. `by` is the step that took it back, where one did.
fn uncounted(shared: &SharedIncident, item: ItemId, by: Option<ItemId>) -> Option<Act> {
    let taken = shared.s136.steps.iter().find(|taken| taken.item == item)?;
    let back = S136TakenBack {
        incident: shared.incident,
        item,
        at: taken.step.decided(taken.recorded)?,
        by,
        lifted: false,
    };
    Some(Content::S136TakenBack(back).into())
}

/// What supervisors count after a step was undone: a decision no more, or again one that the undone step had taken back.
pub(super) fn undone(before: &SharedIncident, after: &SharedIncident, item: ItemId) -> Option<Act> {
    let steps = &before.s136.steps;
    let undone = steps.iter().find(|taken| taken.item == item)?;
    let S136Step::TakenBack { step, .. } = &undone.step else {
        return uncounted(before, item, None);
    };
    let again = after.s136.steps.iter().find(|taken| taken.item == *step)?;
    let lifted = S136TakenBack {
        incident: before.incident,
        item: *step,
        at: again.step.decided(again.recorded)?,
        by: Some(item),
        lifted: true,
    };
    Some(Content::S136TakenBack(lifted).into())
}

/// The rules that were passed, for governance, each step with the reason that was typed.
fn answered(
    incident: IncidentId,
    passed: &[(ItemId, Vec<Against>)],
    reason: Option<&Reason>,
    at: Moment,
) -> Vec<Act> {
    let rules = passed
        .iter()
        .flat_map(|(item, against)| despite_of(incident, *item, against, at));
    let reasons = passed
        .iter()
        .zip(reason.into_iter().cycle())
        .map(|((about, _), reason)| {
            let (about, reason) = (*about, reason.clone());
            Content::ReasonGiven(ReasonGiven { about, reason, at }).into()
        });
    rules.chain(reasons).collect()
}

fn despite_of(incident: IncidentId, item: ItemId, against: &[Against], at: Moment) -> Vec<Act> {
    let one = |against: &Against| {
        let rule = against.row.slug.clone();
        Content::S136Despite(S136Despite {
            incident,
            item,
            rule,
            at,
        })
        .into()
    };
    against.iter().map(one).collect()
}

/// Everything that was typed in a step.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other steps hold times and codes"
)]
fn typed(step: &S136Step) -> Vec<&str> {
    match step {
        S136Step::NotUsed {
            instead,
            consulted: Consulted::Other { who: words } | Consulted::NotPracticable { why: words },
            ..
        } => vec![instead, words],
        S136Step::NotUsed { instead, .. } => vec![instead],
        S136Step::Considered {
            consulted: Some(Consulted::Other { who: words } | Consulted::NotPracticable { why: words }),
            ..
        }
        | S136Step::Used {
            consulted: Consulted::Other { who: words },
            ..
        }
        | S136Step::Used {
            consulted: Consulted::NotPracticable { why: words },
            ..
        }
        | S136Step::HandedOver { to: words, .. }
        | S136Step::Checked { by: words, .. }
        | S136Step::TakenBack { why: words, .. }
        | S136Step::FormGiven { to: words, .. } => vec![words],
        S136Step::Warrant { number, present, .. } => vec![number, present],
        S136Step::Conveyed { to, authorised, .. } => vec![to, authorised],
        S136Step::Extended {
            by, superintendent, ..
        } => vec![by, superintendent],
        _ => Vec::new(),
    }
}

/// What the month counts: the present use, and the latest decision not to use it where no use follows.
fn facts(shared: &SharedIncident) -> Vec<S136Fact> {
    let state = &shared.s136;
    let code = |consulted: &Consulted| match consulted {
        Consulted::CrewNurse { .. } => ConsultedCode::CrewNurse,
        Consulted::Other { .. } => ConsultedCode::Other,
        Consulted::NotPracticable { .. } => ConsultedCode::NotPracticable,
    };
    let named = |wanted: &S136Step| state.steps.iter().rev().find(|taken| taken.step == *wanted);
    let mut facts = Vec::new();
    if let Some(step) = &state.used
        && let S136Step::Used {
            at,
            consulted,
            advice,
            ..
        } = step
        && let Some(taken) = named(step)
    {
        facts.push(S136Fact {
            incident: shared.incident,
            item: taken.item,
            used: true,
            consulted: code(consulted),
            advice: *advice,
            place: state.first_place(),
            conveyance: state.conveyance(),
            other_way: None,
            at: *at,
        });
    }
    if let Some(step) = &state.not_used
        && let S136Step::NotUsed {
            at,
            consulted,
            advice,
            other_way,
            ..
        } = step
        && let Some(taken) = named(step)
    {
        let at = at.unwrap_or(taken.recorded);
        let last = state.began().is_none() || state.ended.is_some_and(|ended| ended <= at);
        let fact = S136Fact {
            incident: shared.incident,
            item: taken.item,
            used: false,
            consulted: code(consulted),
            advice: *advice,
            place: None,
            conveyance: None,
            other_way: *other_way,
            at,
        };
        facts.extend(last.then_some(fact));
    }
    facts
}
