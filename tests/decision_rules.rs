//! What holds for every decision, whatever the facts: legs, red lines, the same answer twice, no surprise by one fact.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails the test")]

use std::sync::LazyLock;

use chrono::NaiveDate;
use proptest::prelude::*;
use tandem::domain::decision::conclusion::{Confidentiality, Outcome, Task};
use tandem::domain::decision::decide;
use tandem::domain::decision::facts::{
    Capacity, Consent, ConsentState, Crime, CrimeClass, Direction, Disclosure, Duty, DutyKind, Emergency,
    Facts, Harm, HarmTo, ItemCategory, Nation, Person, Purpose, Recipient, WhyNotAsked,
};
use tandem::domain::rules::Rules;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::embedded().unwrap());

fn one<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(all)
}

fn maybe<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Option<T>> {
    prop::option::of(one(all))
}

fn disclosure() -> impl Strategy<Value = Disclosure> {
    let mut powers = vec!["default"; 20];
    powers.extend(RULES.power_slugs());
    (
        one(Direction::ALL),
        one(Recipient::ALL),
        one(Purpose::ALL),
        prop::bool::weighted(0.9),
        prop::collection::vec(one(ItemCategory::ALL), 0..4),
        prop::sample::select(powers),
        any::<[bool; 4]>(),
        prop::bool::weighted(0.8),
    )
        .prop_map(
            |(direction, recipient, purpose, identifiable, items, power, flags, agreement_allows)| {
                Disclosure {
                    direction,
                    recipient,
                    purpose,
                    identifiable,
                    items,
                    power: power.to_owned(),
                    requested_by_recipient: flags[0],
                    repeated_request: flags[3],
                    victim_request: flags[1],
                    victim_notice_given: flags[2],
                    agreement_allows,
                }
            },
        )
}

fn person() -> impl Strategy<Value = Person> {
    (
        prop::option::of(0_u32..100),
        any::<Option<bool>>(),
        prop::bool::weighted(0.1),
        any::<bool>(),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.1),
    )
        .prop_map(
            |(age, gillick_competent, dead, adult_at_risk, staff, third_party)| Person {
                age,
                gillick_competent,
                dead,
                adult_at_risk,
                staff,
                third_party,
            },
        )
}

fn consent() -> impl Strategy<Value = Consent> {
    (
        one(ConsentState::ALL),
        any::<[bool; 5]>(),
        maybe(Purpose::ALL),
        maybe(WhyNotAsked::ALL),
        prop::option::weighted(0.2, one(Recipient::ALL)),
        prop::collection::vec(one(ItemCategory::ALL), 0..2),
    )
        .prop_map(
            |(state, flags, original_purpose, why_not_asked, original_recipient, original_items)| Consent {
                state,
                given_at: None,
                same_incident: flags[0],
                informed: flags[1],
                care_plan_covers_items: flags[2],
                care_plan_covers_recipient: flags[3],
                in_writing: flags[4],
                original_purpose,
                original_recipient,
                original_items,
                why_not_asked,
            },
        )
}

fn capacity() -> impl Strategy<Value = Capacity> {
    (
        any::<[bool; 8]>(),
        any::<Option<bool>>(),
        prop::bool::weighted(0.5),
    )
        .prop_map(|(flags, best_interests, ill)| Capacity {
            doubted: flags[0],
            help_given: flags[1],
            understand: flags[2],
            retain: flags[3],
            use_or_weigh: flags[4],
            communicate: flags[5],
            impairment: ill.then(|| "delirium".to_owned()),
            because_of_impairment: flags[6],
            could_not_assess: flags[7],
            best_interests,
        })
}

fn facts() -> impl Strategy<Value = Facts> {
    let rest = (
        maybe(HarmTo::ALL),
        any::<[bool; 6]>(),
        maybe(CrimeClass::ALL),
        maybe(DutyKind::ALL),
        any::<bool>(),
    );
    (
        disclosure(),
        person(),
        consent(),
        capacity(),
        rest,
        one(Nation::ALL),
        0_u64..4000,
    )
        .prop_map(
            |(disclosure, person, consent, capacity, (to, harm, class, kind, life), nation, days)| Facts {
                date: NaiveDate::from_ymd_opt(2018, 1, 1).unwrap() + chrono::Days::new(days),
                nation,
                disclosure,
                person,
                emergency: Emergency {
                    real_and_immediate_threat_to_life: life,
                },
                consent,
                capacity,
                harm: Harm {
                    to,
                    serious: harm[0],
                    likely: harm[1],
                    imminent: harm[2],
                    sharing_would_help: harm[3],
                    less_intrusive_way: harm[4],
                    outweighs: harm[5],
                },
                crime: Crime { class },
                duty: Duty { kind },
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_disclosure_has_its_legs_and_no_red_line_is_crossed(facts in facts()) {
        let rules = &*RULES;
        let found = decide(&facts, rules);
        prop_assert_eq!(&found, &decide(&facts, rules));
        prop_assert!(!found.reasons.is_empty() && found.reasons.iter().all(|reason| reason.len() > 10));
        let told = &facts.disclosure;
        let crosses = found.outcome.crosses();
        prop_assert_eq!(crosses, found.confidentiality != Confidentiality::None);
        prop_assert_eq!(crosses, !found.power.is_empty());
        prop_assert_eq!(found.outcome == Outcome::Incomplete, !found.missing.is_empty(), "{:?}", found);
        for slug in found.power.iter().chain(&found.data_protection.health).chain(&found.data_protection.police) {
            prop_assert!(rules.in_force(slug, facts.date, facts.nation), "{}", slug);
            prop_assert!(!slug.contains("immigration"));
        }
        if !crosses {
            return Ok(());
        }
        let by_health = matches!(told.direction, Direction::HealthToPolice | Direction::HealthToOther);
        if told.identifiable && !facts.person.dead {
            let own = if by_health { &found.data_protection.health } else { &found.data_protection.police };
            prop_assert!(own.iter().any(|slug| !slug.starts_with("ex_")), "{:?}", found);
        }
        // Something is left, and nothing that may never cross is among it.
        let left: Vec<_> = told.items.iter().filter(|item| !found.blocked_items.contains(item)).collect();
        prop_assert!(!left.is_empty());
        prop_assert!(!left.contains(&&ItemCategory::WholeRecord));
        let police = told.direction == Direction::HealthToPolice || told.recipient == Recipient::PoliceOfficer;
        prop_assert!(!(police && left.contains(&&ItemCategory::NhsNumber)));
        prop_assert!(!(told.direction == Direction::PoliceToHealth && left.contains(&&ItemCategory::Intelligence)));
        let for_justice = matches!(
            told.recipient,
            Recipient::PoliceOfficer | Recipient::LocalAuthority | Recipient::Court | Recipient::Coroner
        );
        prop_assert!(for_justice || !left.contains(&&ItemCategory::Intelligence));
        prop_assert!(by_health || !left.contains(&&ItemCategory::NhsNumber));
        if found.outcome == Outcome::ShareNowCompleteLater {
            let late = [ItemCategory::History, ItemCategory::Intelligence, ItemCategory::BailConditions];
            prop_assert!(!left.iter().any(|item| late.contains(item)), "{:?}", found);
            let helps = [
                ItemCategory::PresentationAndRisk,
                ItemCategory::MedicationCritical,
                ItemCategory::ContactDetails,
                ItemCategory::Address,
            ];
            prop_assert!(told.recipient != Recipient::Relative || left.iter().all(|item| helps.contains(item)));
        }
        prop_assert_ne!(told.recipient, Recipient::ImmigrationEnforcement);
        let by_yes = found.confidentiality == Confidentiality::Consent && !found.implied;
        if by_yes || found.confidentiality == Confidentiality::CarePlanConsent {
            let asked = &facts.consent;
            prop_assert!(asked.original_purpose.is_none_or(|purpose| purpose == told.purpose));
            prop_assert!(asked.original_recipient.is_none_or(|to| to == told.recipient));
            let kinds = &asked.original_items;
            prop_assert!(kinds.is_empty() || told.items.iter().all(|item| kinds.contains(item)));
        }
        let lawful = matches!(
            found.confidentiality,
            Confidentiality::StatutoryDuty | Confidentiality::CourtOrder | Confidentiality::NotConfidential
        );
        let calm = !facts.emergency.real_and_immediate_threat_to_life;
        if by_health && calm && told.requested_by_recipient && found.outcome.crosses() && !lawful {
            let serves = found.confidentiality == Confidentiality::BestInterests;
            let slowed = facts.person.staff || told.repeated_request;
            let flagged = facts.person.third_party || (slowed && !serves);
            prop_assert!(!flagged, "a red flag was passed: {:?}", found);
        }
        let about_health = [
            ItemCategory::PresentationAndRisk,
            ItemCategory::KnownToService,
            ItemCategory::History,
            ItemCategory::Diagnosis,
        ];
        let patient = by_health || told.items.iter().any(|item| about_health.contains(item));
        prop_assert!(!(patient && told.identifiable && found.power.iter().any(|slug| slug == "power_svd_16")));
        let routine = matches!(told.purpose, Purpose::Statistics | Purpose::HousingEligibility);
        let lifted = matches!(
            found.confidentiality,
            Confidentiality::PublicInterestHarm | Confidentiality::PublicInterestCrime
        );
        prop_assert!(!(routine && lifted), "nobody's confidence is lifted for numbers or a place to live");
        if told.direction == Direction::HealthToPolice && told.identifiable {
            prop_assert!(found.tasks.contains(&Task::BriefCoordinatorOrGp));
        }
    }

    #[test]
    fn a_no_is_lifted_by_nothing_but_law_interest_or_life(facts in facts()) {
        let rules = &*RULES;
        let mut facts = facts;
        facts.disclosure.direction = Direction::HealthToPolice;
        facts.disclosure.recipient = Recipient::PoliceOfficer;
        facts.disclosure.identifiable = true;
        facts.consent = Consent { state: ConsentState::Refused, ..Consent::default() };
        facts.capacity = Capacity::default();
        facts.person = Person { age: Some(40), ..Person::default() };
        facts.duty = Duty::default();
        facts.emergency = Emergency::default();
        let found = decide(&facts, rules);
        if found.outcome.crosses() {
            prop_assert!(matches!(
                found.confidentiality,
                Confidentiality::PublicInterestHarm | Confidentiality::PublicInterestCrime
            ));
            prop_assert!(facts.harm.outweighs && facts.harm.sharing_would_help && !facts.harm.less_intrusive_way);
            prop_assert_ne!(facts.harm.to, Some(HarmTo::Self_), "a capable adult may refuse what only they risk");
        }
    }

    #[test]
    fn more_grounds_never_close_what_a_yes_opens(facts in facts()) {
        let rules = &*RULES;
        let mut facts = facts;
        facts.disclosure = Disclosure {
            direction: Direction::HealthToPolice,
            recipient: Recipient::PoliceOfficer,
            identifiable: true,
            items: vec![ItemCategory::PresentationAndRisk],
            power: "default".to_owned(),
            victim_request: false,
            repeated_request: false,
            ..facts.disclosure
        };
        facts.date = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        facts.consent = Consent { state: ConsentState::Given, ..Consent::default() };
        facts.capacity = Capacity::default();
        facts.person = Person { age: Some(40), ..Person::default() };
        prop_assert!(decide(&facts, rules).outcome == Outcome::Share || facts.duty.kind == Some(DutyKind::DriverIdentityRequest));
    }
}
