//! What a decision leaves behind: the decider's own record, its tasks, and the facts that oversight counts.

use super::seats::new_item;
use super::writing::Act;
use crate::app::api::ShareForm;
use crate::domain::content::{
    Channel, Content, DecisionCount, DecisionFact, DecisionMade, DecisionResult, PersonTold, SharingRecord,
    TaskSet,
};
use crate::domain::decision::conclusion::{Conclusion, Confidentiality, Task};
use crate::domain::decision::facts::{ConsentState, Direction};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::Side;
use crate::domain::rules::Thresholds;
use crate::domain::telling::tell_by;
use crate::domain::time::Moment;

/// What is still to be done because of a decision, for the decider's side. Telling the person follows what was recorded
/// about it: nothing when they know, by the day that was set when they are told later, and a look at it again when they
/// are not told.
pub(super) fn tasks(
    form: &ShareForm,
    conclusion: &Conclusion,
    about: ItemId,
    at: Moment,
    (limits, shift_end): (&Thresholds, Moment),
) -> Vec<Act> {
    // the words of a danger share crossed before its reason was looked at
    let crossed = conclusion.outcome.crosses() || form.finishes.is_some();
    let telling = |task: &Task| matches!(task, Task::TellThePerson | Task::TellThePersonLater);
    let concluded = conclusion.tasks.iter().copied();
    let to_tell = match form.person_told {
        PersonTold::Later if crossed => Some(Task::TellThePerson),
        PersonTold::No if crossed => Some(Task::TellThePersonLater),
        PersonTold::NotYetRecorded => {
            { concluded.clone().find(telling) }.or_else(|| left_open(form, crossed))
        }
        PersonTold::Yes | PersonTold::Later | PersonTold::No => None,
    };
    let tell_by = form
        .telling
        .tell_by
        .or_else(|| tell_by(form.person_told, at, limits));
    let task = |task: Task| {
        let due = if telling(&task) {
            tell_by.unwrap_or(shift_end)
        } else {
            shift_end
        };
        Act::from(Content::TaskSet(TaskSet {
            incident: form.incident,
            item: new_item(),
            task,
            due: Some(due),
            about: Some(about),
            words: String::new(),
            owner: String::new(),
        }))
    };
    // who finishes a danger share completes its record with that
    let finished = |task: &Task| form.finishes.is_some() && *task == Task::CompleteRecord;
    let others = concluded.filter(|task| !telling(task) && !finished(task));
    let others: Vec<Task> = others.collect();
    let brief = Task::BriefCoordinatorOrGp;
    let ungrounded = form.finishes.is_some()
        && form.facts.disclosure.direction == Direction::HealthToPolice
        && !others.contains(&brief);
    let brief = ungrounded.then_some(brief);
    others.into_iter().chain(brief).chain(to_tell).map(task).collect()
}

/// Nobody said whether the person knows. Police are not asked on the way, and a danger share that no ground carried has
/// no question left: the person is still to be told, or the reason why not recorded.
fn left_open(form: &ShareForm, crossed: bool) -> Option<Task> {
    let by_police = matches!(
        form.facts.disclosure.direction,
        Direction::PoliceToHealth | Direction::PoliceToOther
    );
    let open = crossed && form.facts.disclosure.identifiable && !form.facts.person.dead;
    (open && (by_police || form.finishes.is_some())).then_some(Task::TellThePerson)
}

/// No ground held for a danger share that has crossed: somebody senior has to know.
pub(super) fn report_to_lead(incident: IncidentId, disclosure: ItemId, due: Moment) -> Act {
    Content::TaskSet(TaskSet {
        incident,
        item: new_item(),
        task: Task::ReportToGovernanceLead,
        due: Some(due),
        about: Some(disclosure),
        words: String::new(),
        owner: String::new(),
    })
    .into()
}

/// What oversight is told of a decision.
pub(super) fn fact(form: &ShareForm, conclusion: &Conclusion, decision: ItemId, at: Moment) -> DecisionFact {
    DecisionFact {
        incident: form.incident,
        decision,
        direction: Some(form.facts.disclosure.direction),
        count: DecisionCount::Shared,
        outcome: Some(conclusion.outcome),
        confidentiality: conclusion.confidentiality,
        power: conclusion.power.clone(),
        asked: form.facts.consent.state != ConsentState::NotAsked,
        person_told: form.person_told,
        channel: None,
        items: 0,
        at,
        took_ms: u32::try_from(at.since_ms(form.begun).max(0)).unwrap_or(u32::MAX),
        check_ms: form.check_ms,
        rules: conclusion.rules.clone(),
    }
}

/// What oversight is told of a danger share.
pub(super) fn danger_fact(
    incident: IncidentId,
    disclosure: ItemId,
    from: Option<Side>,
    channel: Channel,
    at: Moment,
    rules: &str,
) -> DecisionFact {
    DecisionFact {
        incident,
        decision: disclosure,
        direction: from.map(|side| match side {
            Side::Police => Direction::PoliceToHealth,
            Side::Health => Direction::HealthToPolice,
        }),
        count: DecisionCount::Danger,
        outcome: None,
        confidentiality: Confidentiality::None,
        power: Vec::new(),
        asked: false,
        person_told: PersonTold::NotYetRecorded,
        channel: Some(channel),
        items: 1,
        at,
        took_ms: 0,
        check_ms: 0,
        rules: rules.to_owned(),
    }
}

/// The decision with everything it was made on, for the decider's side.
pub(super) fn record(
    form: ShareForm,
    conclusion: Conclusion,
    decision: ItemId,
    result: DecisionResult,
    record: Box<SharingRecord>,
) -> Act {
    Content::DecisionMade(Box::new(DecisionMade {
        incident: form.incident,
        decision,
        notes: form.notes,
        facts: form.facts,
        words: form.words,
        conclusion,
        result,
        begun: form.begun,
        check_ms: form.check_ms,
        gaps: Vec::new(),
        record: Some(record),
        telling: form.telling,
    }))
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::settle;
    use crate::domain::rules::Rules;

    #[test]
    fn what_an_officer_told_leaves_a_dated_task_where_nobody_said_whether_the_person_knows() {
        let rules = Rules::embedded().unwrap();
        let mut form = crate::app::engine::tests::form(IncidentId([1; 16]));
        form.facts.disclosure.direction = Direction::PoliceToHealth;
        form.facts.disclosure.recipient = crate::domain::decision::facts::Recipient::Nurse;
        let conclusion = settle(&form.facts, &form.answers, &rules);
        assert!(conclusion.outcome.crosses(), "{:?}", conclusion.reasons);
        let end = Moment(99);
        let left = |told: PersonTold| {
            let mut form = form.clone();
            form.person_told = told;
            let acts = tasks(
                &form,
                &conclusion,
                ItemId([2; 16]),
                Moment(1),
                (rules.thresholds(), end),
            );
            { acts.into_iter() }
                .filter_map(|act| {
                    if let Content::TaskSet(set) = act.content {
                        Some((set.task, set.due))
                    } else {
                        None
                    }
                })
                .collect::<Vec<_>>()
        };
        let open = left(PersonTold::NotYetRecorded);
        assert!(open.contains(&(Task::TellThePerson, Some(end))), "{open:?}");
        let known = left(PersonTold::Yes);
        assert!(
            !known.iter().any(|(task, _)| *task == Task::TellThePerson),
            "{known:?}"
        );
    }
}
