//! One body of each kind that requests, corrections and breaches write, as it is stored.

use tandem::domain::content::*;
use tandem::domain::decision::facts::{ItemCategory, Purpose};
use tandem::domain::role::Side;

use super::golden::{AT, INCIDENT, ITEM, MEMBER};

pub(super) fn samples() -> Vec<Content> {
    [asked(), outside(), changed(), breach()].concat()
}

fn asked() -> Vec<Content> {
    vec![
        Content::Requested(Requested {
            incident: INCIDENT,
            request: ITEM,
            from: Side::Police,
            from_name: "PC 4411 Hughes".to_owned(),
            what: Some(ItemCategory::Address),
            words: "Where she lives now".to_owned(),
            purpose: Purpose::InvestigateCrime,
            aim: RequestAim::Victim(VictimRequest {
                held: true,
                enquiry: true,
                necessary: true,
                counselling: false,
                notice: VictimNotice::Withheld("It would put her in danger".to_owned()),
            }),
            times: 0,
            why: "To warn her".to_owned(),
            needed_by: Some(AT),
        }),
        Content::RequestAnswered(RequestAnswered {
            incident: INCIDENT,
            request: ITEM,
            from: Side::Health,
            from_name: "J Patel".to_owned(),
            answer: RequestAnswer::Partly(ITEM),
        }),
        Content::RequestRefused(RequestRefused {
            incident: INCIDENT,
            request: ITEM,
            reason: NotSharedReason::CouldAddHarm,
            words: String::new(),
        }),
        Content::RequestFact(RequestFact {
            incident: INCIDENT,
            request: ITEM,
            by: MEMBER,
            side: Side::Police,
            code: RequestCode::Asked {
                crime: true,
                times: 3,
            },
            at: AT,
        }),
    ]
}

fn outside() -> Vec<Content> {
    vec![
        Content::OutsideRequested(OutsideRequested {
            request: ITEM,
            incident: Some(INCIDENT),
            asker: OutsideAsker::Court,
            who: "A clerk".to_owned(),
            capacity: "For the court".to_owned(),
            what: "What was said".to_owned(),
            basis: "An order".to_owned(),
            document: Document::Claimed,
            immigration: false,
            received: AT,
            taken_by: "J Patel".to_owned(),
        }),
        Content::OutsideStepped(OutsideStepped {
            request: ITEM,
            incident: Some(INCIDENT),
            by: "J Patel".to_owned(),
            step: OutsideStep::LeadTold {
                who: "Caldicott Guardian".to_owned(),
                at: AT,
                how: TellingHow::Phone,
            },
        }),
        Content::OutsideFact(OutsideFact {
            request: ITEM,
            side: Side::Health,
            asker: OutsideAsker::ImmigrationEnforcement,
            code: OutsideCode::RefusedRedLine,
            at: AT,
        }),
    ]
}

fn changed() -> Vec<Content> {
    vec![
        Content::Corrected(Corrected {
            incident: INCIDENT,
            correction: ITEM,
            disclosure: ITEM,
            item: 0,
            words: "Took two tablets".to_owned(),
            why: CorrectionReason::FactualError,
            from_name: "J Patel".to_owned(),
        }),
        Content::AfterOutside(AfterOutsideEntry {
            change: AfterOutside::Withdrawn(Withdrawn {
                incident: INCIDENT,
                disclosure: ITEM,
                why: Some(WithdrawnWhy::ConsentWithdrawn),
            }),
        }),
        Content::ChangeReached(ChangeReached {
            incident: INCIDENT,
            disclosure: ITEM,
            correction: Some(ITEM),
            receiver: 0,
            side: Side::Police,
            reached: Reached::Read {
                who: "PC 4411 Hughes".to_owned(),
            },
        }),
    ]
}

fn breach() -> Vec<Content> {
    vec![
        Content::BreachOpened(BreachOpened {
            incident: INCIDENT,
            breach: ITEM,
            disclosure: ITEM,
            kind: BreachKind::WrongPerson,
            words: "Words about another Sam".to_owned(),
            aware: AT,
            side: Side::Health,
            by: "J Patel".to_owned(),
        }),
        Content::BreachStepped(BreachStepped {
            incident: INCIDENT,
            breach: ITEM,
            side: Side::Health,
            by: "J Patel".to_owned(),
            step: BreachStep::CommissionerTold {
                at: AT,
                reference: "By phone".to_owned(),
                late: String::new(),
            },
        }),
        Content::BreachFact(BreachFact {
            incident: INCIDENT,
            breach: ITEM,
            side: Side::Health,
            code: BreachCode::CommissionerTold(AT),
            aware: AT,
            at: AT,
            alone: false,
        }),
    ]
}
