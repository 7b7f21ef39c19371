//! The overriding public interest, and the real and immediate threat to life.

use super::conclusion::Confidentiality;
use super::facts::{CrimeClass, Facts, HarmTo, Purpose, Recipient};
use super::standing::{Able, Answer, Standing};
use crate::domain::rules::Rules;

/// Which public interest carries the disclosure, if one does. Where both do, the purpose decides which is named.
pub(super) fn carries(facts: &Facts, rules: &Rules, standing: &Standing) -> Option<Confidentiality> {
    let harm = harm(facts, rules) && !own_choice(facts, standing);
    let crime = crime(facts) && !own_choice(facts, standing);
    let for_crime = matches!(
        facts.disclosure.purpose,
        Purpose::PreventSeriousCrime | Purpose::InvestigateCrime
    );
    match (harm, crime) {
        (true, true) if for_crime => Some(Confidentiality::PublicInterestCrime),
        (true, _) => Some(Confidentiality::PublicInterestHarm),
        (false, true) => Some(Confidentiality::PublicInterestCrime),
        (false, false) => None,
    }
}

fn weighed(facts: &Facts) -> bool {
    let harm = &facts.harm;
    harm.sharing_would_help && harm.outweighs && !harm.less_intrusive_way
}

/// Statistics and a place to live avert no harm: nobody's confidence is lifted for them (`domain-law` 1.2: never for
/// bulk or routine disclosure).
fn averts_nothing(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Statistics | Purpose::HousingEligibility)
}

/// Serious and likely harm to somebody who is not a capable adult choosing for themself.
pub(super) fn harm(facts: &Facts, rules: &Rules) -> bool {
    !averts_nothing(facts.disclosure.purpose)
        && to_another(facts, rules)
        && facts.harm.serious
        && facts.harm.likely
        && weighed(facts)
}

/// Whether the harm is to somebody else, or to a child, whose safeguarding overrides refusal (`domain-law` 1.8).
fn to_another(facts: &Facts, rules: &Rules) -> bool {
    match facts.harm.to {
        Some(HarmTo::Others | HarmTo::Staff | HarmTo::Child) => true,
        Some(HarmTo::Self_) => is_child(facts, rules) && !facts.person.dead,
        None => false,
    }
}

/// Under 18; an unknown age is an adult's.
pub(super) fn is_child(facts: &Facts, rules: &Rules) -> bool {
    facts
        .person
        .age
        .is_some_and(|age| age < rules.thresholds().adult_age)
}

fn crime(facts: &Facts) -> bool {
    facts.crime.class == Some(CrimeClass::Serious)
        && !averts_nothing(facts.disclosure.purpose)
        && matches!(
            facts.disclosure.recipient,
            Recipient::PoliceOfficer | Recipient::Court
        )
        && weighed(facts)
}

/// Somebody who can decide, or of whom nobody has judged it, refuses, and only they are at risk: neither the harm nor a
/// name of a crime lifts that (`domain-law` 1.2.6). Nor under 18: a senior person looks, unless a child's safety is named.
fn own_choice(facts: &Facts, standing: &Standing) -> bool {
    standing.answer == Answer::No
        && matches!(standing.able, Able::Has | Able::NotJudged(_))
        && facts.harm.to == Some(HarmTo::Self_)
        && !facts.person.dead
}

/// A capable person refuses, and nobody else's life is at stake: their relatives are not the ones who save it.
pub(super) fn own_life_refused(facts: &Facts, standing: &Standing) -> bool {
    let own = matches!(facts.harm.to, Some(HarmTo::Self_) | None);
    standing.answer == Answer::No && standing.able == Able::Has && own
}

/// Whether a stated threat to life bears on this disclosure.
pub(super) fn emergency(facts: &Facts) -> bool {
    let others = matches!(
        facts.harm.to,
        Some(HarmTo::Others | HarmTo::Staff | HarmTo::Child)
    );
    facts.emergency.real_and_immediate_threat_to_life
        && (!facts.person.dead || others)
        && facts.disclosure.recipient != Recipient::Media
        && !facts.disclosure.recipient.needs_writing()
        && !averts_nothing(facts.disclosure.purpose)
}

/// On what an emergency crosses: public interest where a capable person refused or somebody else's life is at stake,
/// best interests otherwise.
pub(super) fn emergency_ground(facts: &Facts, rules: &Rules, standing: &Standing) -> Confidentiality {
    let refused = standing.answer == Answer::No && standing.able == Able::Has;
    let another = match facts.harm.to {
        Some(HarmTo::Others | HarmTo::Staff) => true,
        Some(HarmTo::Child) => !is_child(facts, rules),
        Some(HarmTo::Self_) | None => false,
    };
    if refused || another {
        Confidentiality::PublicInterestHarm
    } else {
        Confidentiality::BestInterests
    }
}

/// Whether a child's safety is at stake, as far as the facts say without the rule table's ages.
pub(super) fn child_at_stake(facts: &Facts) -> bool {
    facts.harm.to == Some(HarmTo::Child) || facts.disclosure.purpose == Purpose::SafeguardingChild
}
