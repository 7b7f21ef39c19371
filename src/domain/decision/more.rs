//! More for the record: which lines a page offers beside its questions. All of them may stay empty; what the law wants of
//! them is due by shift end.

use super::facts::DutyKind;
use super::pages::{is_child_of, is_young};
use super::path::{Agreed, Answers, Cause, Context, Question, StrongReason};
use crate::domain::content::RecordField as Field;
use crate::domain::rules::Rules;

/// The lines that a page offers for these answers, in the order of the record.
pub fn offered(page: Question, answers: &Answers, ctx: &Context, rules: &Rules) -> Vec<Field> {
    let mut list = Vec::new();
    match page {
        Question::Agreed => asking(answers, ctx, rules, &mut list),
        Question::Capacity => capacity(answers, ctx, rules, &mut list),
        Question::StrongerReason => reason(answers, &mut list),
        Question::Weigh => list.extend([
            Field::WhatHarm,
            Field::AgainstPerson,
            Field::AgainstTrust,
            Field::AnotherWay,
            Field::OtherWays,
            Field::InformationAge,
            Field::CouldAsk,
            Field::ReceiverCanAct,
            Field::RiskOrganisation,
            Field::RiskPractitioner,
        ]),
        Question::OfficerPurpose => {
            list.extend([
                Field::SubjectCategory,
                Field::Regime,
                Field::OnwardAuthority,
                Field::OwnerSaid,
            ]);
            list.extend([Field::Relevant, Field::Expected, Field::OnwardConditions]);
        }
        Question::Proportionate => list.extend([
            Field::Relevant,
            Field::Adequate,
            Field::Accurate,
            Field::Timely,
            Field::Secure,
            Field::Alternatives,
        ]),
    }
    list.sort_unstable();
    list.dedup();
    list
}

fn asking(answers: &Answers, ctx: &Context, rules: &Rules, list: &mut Vec<Field>) {
    match answers.agreed {
        Some(Agreed::ToldNow) => list.extend([
            Field::ConsentInformed,
            Field::ConsentHow,
            Field::ConsentWords,
            Field::Interpreter,
            Field::ConsentLimits,
            Field::ConsentExpires,
        ]),
        Some(Agreed::CarePlan) => list.extend([
            Field::PlanReference,
            Field::PlanClause,
            Field::PlanCurrent,
            Field::PlanLimits,
        ]),
        Some(Agreed::SaidNo) => list.extend([Field::ConsentWords, Field::Interpreter]),
        Some(Agreed::TookBack) => list.extend([Field::WithdrawnWhen, Field::ConsentWords]),
        Some(Agreed::NotAsked | Agreed::CannotDecide) | None => {}
    }
    if ctx.recipient.needs_writing() {
        // asked in the open: without it the yes does not count
        list.retain(|field| *field != Field::ConsentHow);
    }
    if !ctx.health_tells() {
        return;
    }
    if is_child_of(ctx.age, rules) {
        list.extend([Field::ParentName, Field::ParentTold, Field::Referral]);
        if is_young(ctx, rules) {
            list.push(Field::CompetenceJudged);
        }
    } else {
        list.push(Field::ChildrenThere);
    }
    victim(answers, list);
}

/// A request for a victim's information asks first which it is: for a crime, or for safety and care.
fn victim(answers: &Answers, list: &mut Vec<Field>) {
    list.extend([Field::VictimPurpose, Field::AboutWhom]);
    if answers.for_a_crime_of_a_victim() {
        list.extend([
            Field::VictimHeld,
            Field::VictimLine,
            Field::VictimNecessary,
            Field::VictimCounselling,
            Field::VictimNoticeState,
            Field::VictimNotice,
            Field::VictimNoticeWithheld,
        ]);
    }
}

fn capacity(answers: &Answers, ctx: &Context, rules: &Rules, list: &mut Vec<Field>) {
    if answers.cause == Some(Cause::CouldNotAssess) {
        list.extend([Field::CannotAssessWhy, Field::CapacityRecheck]);
        return;
    }
    if is_young(ctx, rules) {
        list.extend([Field::CompetenceJudged, Field::ParentName, Field::ParentTold]);
    } else {
        list.extend([
            Field::CapacityExplained,
            Field::CapacityEvidence,
            Field::MayRegain,
            Field::CapacityRecheck,
        ]);
    }
    list.extend([
        Field::BestTakePart,
        Field::BestBeliefs,
        Field::BestOthers,
        Field::BestAttorney,
        Field::Restraint,
    ]);
    if answers
        .more
        .get(&Field::Restraint)
        .is_some_and(|said| said == "used")
    {
        list.push(Field::RestraintWhy);
    }
}

fn reason(answers: &Answers, list: &mut Vec<Field>) {
    match (answers.reason, answers.duty) {
        (Some(StrongReason::LawSaysIMust), Some(DutyKind::CourtOrderSeen)) => list.extend([
            Field::OrderCourt,
            Field::DutyReference,
            Field::DutyDeadline,
            Field::DutyCompels,
            Field::OrderCopy,
            Field::LegalAdvice,
        ]),
        (Some(StrongReason::LawSaysIMust), Some(_)) => {
            list.extend([Field::DutyAskedBy, Field::DutyReference, Field::DutyDeadline]);
        }
        (Some(StrongReason::SeriousCrime), _) => list.extend([
            Field::CrimeOffence,
            Field::CrimeWhySerious,
            Field::CrimePrejudice,
            Field::CrimeLimits,
        ]),
        (Some(StrongReason::ProtectLife), _) => list.extend([
            Field::CapacityAgain,
            Field::LifeTest,
            Field::LifeOption,
            Field::SeniorAdvice,
        ]),
        (Some(StrongReason::AtRisk), _) => list.push(Field::Referral),
        (
            Some(StrongReason::LawSaysIMust | StrongReason::ProtectSomeoneElse | StrongReason::None) | None,
            _,
        ) => {}
    }
}

/// Words that put age, looks, a condition or conduct in place of a test (Mental Capacity Act 2005 s2(3)); the first that
/// stands in a text.
pub fn shortcut(text: &str) -> Option<&'static str> {
    const SHORTCUTS: [&str; 12] = [
        "due to age",
        "due to her age",
        "due to his age",
        "because of age",
        "because of her age",
        "because of his age",
        "too old",
        "too young",
        "due to appearance",
        "because of how",
        "due to behaviour",
        "because of the diagnosis",
    ];
    let text = text.to_lowercase();
    SHORTCUTS.into_iter().find(|shortcut| text.contains(shortcut))
}
