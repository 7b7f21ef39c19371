//! What the invented crew states when it decides.

use chrono::NaiveDate;

use super::cast::Line;
use crate::domain::content::DecisionWords;
use crate::domain::decision::facts::{
    Capacity, Consent, ConsentState, Crime, CrimeClass, Direction, Disclosure, Duty, DutyKind, Emergency,
    Facts, Harm, HarmTo, Nation, Person, Purpose, Recipient, WhyNotAsked,
};

/// How a nurse's decision can go, with weights that resemble what is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    Agreed,
    CarePlan,
    CannotDecide,
    OthersAtRisk,
    SeriousCrime,
    Duty,
    SaidNo,
    NotAsked,
}

/// How often each comes.
pub(super) const GROUNDS: [(Ground, u64); 8] = [
    (Ground::Agreed, 46),
    (Ground::CarePlan, 9),
    (Ground::CannotDecide, 15),
    (Ground::OthersAtRisk, 9),
    (Ground::SeriousCrime, 3),
    (Ground::Duty, 2),
    (Ground::SaidNo, 12),
    (Ground::NotAsked, 4),
];

/// What is stated in every decision of the practice vault, with everything else left at its default.
pub(super) fn plain(date: NaiveDate, direction: Direction, purpose: Purpose, line: &Line) -> Facts {
    let recipient = match direction {
        Direction::PoliceToHealth => Recipient::Nurse,
        Direction::HealthToPolice | Direction::HealthToOther | Direction::PoliceToOther => {
            Recipient::PoliceOfficer
        }
    };
    Facts {
        date,
        nation: Nation::England,
        disclosure: Disclosure::plain(direction, recipient, purpose, vec![line.category]),
        person: Person {
            age: Some(34),
            ..Person::default()
        },
        emergency: Emergency::default(),
        consent: Consent::default(),
        capacity: Capacity::default(),
        harm: Harm::default(),
        crime: Crime::default(),
        duty: Duty::default(),
    }
}

/// What the nurse states on each ground.
pub(super) fn nurse(date: NaiveDate, ground: Ground, line: &Line) -> Facts {
    let mut facts = plain(date, Direction::HealthToPolice, Purpose::SafetyOfPerson, line);
    let today = Some(facts.date);
    match ground {
        Ground::Agreed => {
            facts.consent = Consent {
                state: ConsentState::Given,
                given_at: today,
                ..Consent::default()
            }
        }
        Ground::CarePlan => {
            facts.consent = Consent {
                state: ConsentState::CarePlan,
                care_plan_covers_items: true,
                care_plan_covers_recipient: true,
                ..Consent::default()
            };
        }
        Ground::CannotDecide => {
            facts.capacity = Capacity {
                doubted: true,
                help_given: true,
                use_or_weigh: false,
                impairment: Some("acute intoxication".to_owned()),
                because_of_impairment: true,
                best_interests: Some(true),
                ..Capacity::default()
            };
        }
        Ground::OthersAtRisk => {
            facts.disclosure.purpose = Purpose::SafetyOfOthers;
            facts.consent = Consent {
                state: ConsentState::Refused,
                given_at: today,
                ..Consent::default()
            };
            facts.harm = Harm {
                to: Some(HarmTo::Others),
                ..grave()
            };
        }
        Ground::SeriousCrime => {
            facts.disclosure.purpose = Purpose::PreventSeriousCrime;
            facts.consent.why_not_asked = Some(WhyNotAsked::WouldPrejudice);
            facts.crime.class = Some(CrimeClass::Serious);
            facts.harm = Harm {
                to: Some(HarmTo::Others),
                ..grave()
            };
        }
        Ground::Duty => {
            facts.disclosure.purpose = Purpose::LegalDuty;
            facts.duty.kind = Some(DutyKind::CoronerNotice);
        }
        Ground::SaidNo => {
            facts.consent = Consent {
                state: ConsentState::Refused,
                given_at: today,
                ..Consent::default()
            };
        }
        Ground::NotAsked => facts.consent.why_not_asked = Some(WhyNotAsked::Absent),
    }
    facts
}

/// Serious, likely harm that sharing helps to avert.
pub(super) fn grave() -> Harm {
    Harm {
        to: None,
        serious: true,
        likely: true,
        imminent: true,
        sharing_would_help: true,
        less_intrusive_way: false,
        outweighs: true,
    }
}

/// The words typed in every decision.
pub(super) fn words() -> DecisionWords {
    DecisionWords {
        least: "Only what keeps everybody safe tonight".to_owned(),
        ..DecisionWords::default()
    }
}
