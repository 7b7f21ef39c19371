//! Which lines the law wants on a record, by how it was decided. What is wanted and not there is a gap due by shift end;
//! it never stands in the way of the share.

use super::conclusion::{Confidentiality, Outcome};
use super::facts::{ConsentState, Direction, DutyKind, ItemCategory};
use super::pages::is_child_of;
use super::record::{Circumstances, any_item};
use super::record_usual::{child_at_risk, for_justice};
use super::restrictions::{Effect, marked};
use crate::domain::content::{DecisionResult, NotSharedReason, PersonTold, RecordField as Field};
use crate::domain::role::Side;

/// The lines that are wanted, each once, in the order of the record.
pub(super) fn wanted(c: &Circumstances<'_>) -> Vec<Field> {
    let mut list = Vec::new();
    if c.facts.disclosure.identifiable {
        if c.crosses() {
            whole(c, &mut list);
            ground(c, &mut list);
            person(c, &mut list);
            if c.discloser.side == Side::Police {
                police(c, &mut list);
            }
            if c.facts.disclosure.victim_request {
                victim(c, &mut list);
            }
        } else {
            refusal(c, &mut list);
        }
    }
    list.sort_unstable();
    list.dedup();
    list
}

/// What every disclosure has: the seven words, where it is recorded, onward sharing, and whether the person knows.
fn whole(c: &Circumstances<'_>, list: &mut Vec<Field>) {
    list.extend([
        Field::Necessary,
        Field::Proportionate,
        Field::Relevant,
        Field::Adequate,
        Field::Accurate,
        Field::Timely,
        Field::Secure,
        Field::WhyIdentifiable,
        Field::RecordedHealth,
        Field::RecordedPolice,
        Field::OnwardAllowed,
        Field::OnwardConditions,
        Field::DiscloserNumber,
    ]);
    match c.told {
        PersonTold::Later => list.push(Field::ToldDue),
        PersonTold::No => list.extend([Field::ToldWhy, Field::ToldDue]),
        PersonTold::Yes | PersonTold::NotYetRecorded => {}
    }
    if matches!(c.result, DecisionResult::DangerFinished { .. }) {
        list.retain(|field| {
            !matches!(
                field,
                Field::Proportionate | Field::Adequate | Field::Accurate | Field::Timely
            )
        });
    }
}

fn ground(c: &Circumstances<'_>, list: &mut Vec<Field>) {
    match c.conclusion.confidentiality {
        Confidentiality::Consent if c.facts.consent.state == ConsentState::Given => {
            list.extend([Field::ConsentInformed, Field::ConsentHow, Field::ConsentExpires]);
        }
        Confidentiality::CarePlanConsent => {
            list.extend([Field::PlanClause, Field::PlanCurrent, Field::PlanLimits]);
        }
        Confidentiality::BestInterests => list.extend([
            Field::CapacityDecision,
            Field::CapacityExplained,
            Field::CapacityHelp,
            Field::CapacityEvidence,
            Field::CapacityBelief,
            Field::MayRegain,
            Field::BestTakePart,
            Field::BestWishes,
            Field::BestBeliefs,
            Field::BestOthers,
            Field::BestAttorney,
            Field::Expected,
        ]),
        Confidentiality::PublicInterestHarm => list.extend(weighing()),
        Confidentiality::PublicInterestCrime => {
            list.extend(weighing());
            list.extend([
                Field::CrimeOffence,
                Field::CrimeWhySerious,
                Field::CrimePrejudice,
                Field::CrimeLimits,
            ]);
        }
        Confidentiality::StatutoryDuty => {
            list.extend([Field::DutyReference, Field::DutyCompels]);
            let asked = matches!(
                c.facts.duty.kind,
                Some(
                    DutyKind::DriverIdentityRequest
                        | DutyKind::SafeguardingBoardRequest
                        | DutyKind::CoronerNotice
                )
            );
            if asked {
                list.push(Field::DutyAskedBy);
            }
            if matches!(
                c.facts.duty.kind,
                Some(DutyKind::FgmDisclosed | DutyKind::ChildAbuseReport)
            ) {
                list.push(Field::DutyDeadline);
            }
        }
        Confidentiality::CourtOrder => list.extend([
            Field::OrderCourt,
            Field::DutyReference,
            Field::DutyCompels,
            Field::OrderCopy,
        ]),
        Confidentiality::Consent | Confidentiality::NotConfidential | Confidentiality::None => {}
    }
    circumstances(c, list);
}

/// What follows from how the person could and could not be asked, whatever the ground.
fn circumstances(c: &Circumstances<'_>, list: &mut Vec<Field>) {
    let asked = c.facts.consent.state != ConsentState::NotAsked;
    let by_weighing = matches!(
        c.conclusion.confidentiality,
        Confidentiality::PublicInterestHarm | Confidentiality::PublicInterestCrime
    );
    let by_duty = c.conclusion.confidentiality == Confidentiality::StatutoryDuty;
    if !asked && (by_weighing || by_duty) {
        list.push(Field::WhyNotAsked);
    }
    if c.facts.capacity.could_not_assess {
        list.extend([Field::CannotAssessWhy, Field::CapacityRecheck]);
    }
    let life = c.facts.emergency.real_and_immediate_threat_to_life;
    if life && c.facts.consent.state == ConsentState::Refused {
        list.extend([Field::CapacityAgain, Field::LifeTest, Field::LifeOption]);
    }
    if c.conclusion.outcome == Outcome::Escalate {
        list.push(Field::SeniorAdvice);
    }
}

fn weighing() -> [Field; 8] {
    [
        Field::WhoAtRisk,
        Field::WhatHarm,
        Field::HowLikely,
        Field::AgainstPerson,
        Field::AgainstTrust,
        Field::OtherWays,
        Field::InformationAge,
        Field::ReceiverCanAct,
    ]
}

/// What age changes (domain law 1.8), and the children of an adult in crisis.
fn person(c: &Circumstances<'_>, list: &mut Vec<Field>) {
    let health_tells = matches!(
        c.facts.disclosure.direction,
        Direction::HealthToPolice | Direction::HealthToOther
    );
    let child = is_child_of(c.facts.person.age, c.rules);
    if !child && health_tells && !c.facts.person.dead {
        list.push(Field::ChildrenThere);
    }
    if child && health_tells {
        list.push(Field::ParentTold);
        let young = c
            .facts
            .person
            .age
            .is_some_and(|age| age < c.rules.thresholds().capacity_act_age);
        if young && c.facts.person.gillick_competent.is_some() {
            list.push(Field::CompetenceJudged);
        }
        if young && c.facts.person.gillick_competent == Some(false) {
            list.push(Field::ParentName);
            list.retain(|field| {
                !matches!(
                    field,
                    Field::CapacityHelp | Field::CapacityEvidence | Field::CapacityBelief | Field::MayRegain
                )
            });
        }
    }
    if child_at_risk(c) {
        list.push(Field::Referral);
    }
}

fn police(c: &Circumstances<'_>, list: &mut Vec<Field>) {
    list.extend([Field::SubjectCategory, Field::Regime, Field::OnwardAuthority]);
    let items = &c.facts.disclosure.items;
    if marked(items, &c.answers.restrictions, Effect::AskOwner) || any_item(c, ItemCategory::Intelligence) {
        list.push(Field::OwnerSaid);
    }
    if marked(items, &c.answers.restrictions, Effect::AskTeller) {
        list.push(Field::ThirdPartySaid);
    }
    if for_justice(c) {
        list.push(Field::HarmIfNotShared);
    }
}

fn victim(c: &Circumstances<'_>, list: &mut Vec<Field>) {
    list.extend([
        Field::VictimPurpose,
        Field::VictimHeld,
        Field::VictimLine,
        Field::VictimNecessary,
        Field::VictimCounselling,
        Field::VictimNoticeState,
    ]);
    list.push(match c.answers.says(Field::VictimNoticeState) {
        Some("withheld") => Field::VictimNoticeWithheld,
        _ => Field::VictimNotice,
    });
}

/// A refusal is a record too: what silence could do, and what was sought instead.
fn refusal(c: &Circumstances<'_>, list: &mut Vec<Field>) {
    let reason = match c.result {
        DecisionResult::NotShared { reason } => reason,
        DecisionResult::Shared { .. } | DecisionResult::DangerFinished { .. } => return,
    };
    match reason {
        NotSharedReason::NotNeeded => {}
        NotSharedReason::NeedAdvice => list.push(Field::Advice),
        NotSharedReason::NotAgreed | NotSharedReason::CouldAddHarm | NotSharedReason::Other => {
            list.push(Field::HarmIfNotShared);
        }
    }
    if c.conclusion.outcome == Outcome::Escalate {
        list.push(Field::SeniorAdvice);
    }
}
