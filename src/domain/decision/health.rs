//! Health tells: the person's yes, the care plan, best interests, public interest, emergency.

use super::conclusion::{Confidentiality, Outcome};
use super::engine::{Finding, for_crime};
use super::facts::{ConsentState, CrimeClass, Facts, HarmTo, ItemCategory, Recipient};
use super::items::{clinical, minimum};
use super::standing::{self, Able, Answer, Standing};
use super::{duty, interest};
use crate::domain::rules::Rules;

/// Finds the ground, then what stops it.
pub(super) fn find(facts: &Facts, rules: &Rules, left: &[ItemCategory]) -> Finding {
    let standing = standing::of(facts, rules);
    let mut finding = ground(facts, rules, &standing);
    finding.reasons.splice(0..0, standing.reasons.iter().cloned());
    let finding = counselling(facts, left, finding);
    let finding = red_flags(facts, rules, finding);
    let finding = victim_notice(facts, rules, finding);
    let finding = media(facts, finding);
    least(facts, left, agreement(facts, at_once(facts, finding)))
}

/// In a real and immediate threat to life best interests and the public interest carry the least at once, however well
/// they were weighed: the rest waits for the rest of the record. A yes, a care plan and a duty carry all that they cover.
pub(super) fn at_once(facts: &Facts, mut finding: Finding) -> Finding {
    let weighed = matches!(
        finding.ground,
        Confidentiality::BestInterests
            | Confidentiality::PublicInterestHarm
            | Confidentiality::PublicInterestCrime
    );
    if finding.outcome == Outcome::Share && weighed && interest::emergency(facts) {
        finding.outcome = Outcome::ShareNowCompleteLater;
    }
    finding
}

/// An emergency carries the least that helps; where nothing of it was picked, somebody senior looks.
pub(super) fn least(facts: &Facts, left: &[ItemCategory], mut finding: Finding) -> Finding {
    if finding.outcome != Outcome::ShareNowCompleteLater {
        return finding;
    }
    let to = facts.disclosure.recipient;
    let dropped = finding.dropped;
    let stays = |item: &ItemCategory| dropped.contains(item) || !minimum(*item, to);
    finding.dropped = left.iter().copied().filter(stays).collect();
    if finding.dropped.len() == left.len() {
        finding.outcome = Outcome::Escalate;
        finding.reasons.push(
            "None of these items helps to save a life now. Pick what does, or get a senior view.".to_owned(),
        );
    }
    finding
}

fn ground(facts: &Facts, rules: &Rules, standing: &Standing) -> Finding {
    let able = facts.person.dead || standing.able == Able::Has;
    if standing.answer == Answer::Yes && able {
        return yes(facts);
    }
    if standing.answer == Answer::Plan && standing.plan_stands(facts, rules) {
        let why = "The person agreed to this beforehand in a care plan that covers it.";
        return Finding::crosses(Outcome::Share, Confidentiality::CarePlanConsent, "care-plan", why);
    }
    let to = facts.disclosure.recipient;
    if matches!(to, Recipient::Media | Recipient::Relative) || to.needs_writing() {
        if let Some(finding) = outside(facts, standing) {
            return finding;
        }
    } else if let Some(finding) = without_a_yes(facts, rules, standing) {
        return finding;
    }
    if interest::emergency(facts) && !judged_against(facts, standing) {
        return emergency(facts, rules, standing);
    }
    if duty::own_care(facts) && standing.able == Able::Has {
        let why = "A health service tells another what the person's own care needs; they would expect it and have not objected.";
        return Finding::crosses(Outcome::Share, Confidentiality::Consent, "own-care", why);
    }
    stopped(facts, standing)
}

fn yes(facts: &Facts) -> Finding {
    let bundle = if facts.disclosure.victim_request {
        "victim"
    } else if for_crime(facts.disclosure.purpose) {
        "consent-crime"
    } else {
        "consent"
    };
    Finding::crosses(
        Outcome::Share,
        Confidentiality::Consent,
        bundle,
        "The person agreed.",
    )
}

/// Best interests and the public interest.
fn without_a_yes(facts: &Facts, rules: &Rules, standing: &Standing) -> Option<Finding> {
    if lacks(facts, standing) && facts.capacity.best_interests == Some(true) {
        return Some(best_interests(facts));
    }
    if lacks(facts, standing) && facts.capacity.best_interests == Some(false) {
        return None;
    }
    let ground = interest::carries(facts, rules, standing)?;
    let (bundle, why) = if ground == Confidentiality::PublicInterestCrime {
        (
            "crime",
            "A serious crime is at stake and the public interest outweighs confidence.",
        )
    } else if at_risk(facts, rules) {
        (
            "harm-at-risk",
            "Serious harm to a child or an adult at risk is likely, and the need outweighs confidence.",
        )
    } else {
        (
            "harm",
            "Serious harm to somebody else is likely, and the need outweighs confidence.",
        )
    };
    Some(Finding::crosses(Outcome::Share, ground, bundle, why))
}

fn best_interests(facts: &Facts) -> Finding {
    let life = facts.emergency.real_and_immediate_threat_to_life;
    let bundle = if life {
        "best-interests-life"
    } else {
        "best-interests"
    };
    let why = "The person lacks capacity for this decision, and sharing is in their best interests.";
    Finding::crosses(Outcome::Share, Confidentiality::BestInterests, bundle, why)
}

fn at_risk(facts: &Facts, rules: &Rules) -> bool {
    facts.harm.to == Some(HarmTo::Child) || facts.person.adult_at_risk || interest::is_child(facts, rules)
}

fn lacks(facts: &Facts, standing: &Standing) -> bool {
    !facts.person.dead && standing.able == Able::Lacks
}

/// Capacity is lacking and the checklist of section 4 says no.
fn judged_against(facts: &Facts, standing: &Standing) -> bool {
    let another = matches!(
        facts.harm.to,
        Some(HarmTo::Others | HarmTo::Staff | HarmTo::Child)
    );
    lacks(facts, standing) && facts.capacity.best_interests == Some(false) && !another
}

/// Media and relatives: nothing without the person's yes but an emergency. Whether a relative holds parental
/// responsibility is not among the facts, so a child's relative is told no more than an adult's.
fn outside(facts: &Facts, standing: &Standing) -> Option<Finding> {
    if interest::emergency(facts) && !interest::own_life_refused(facts, standing) {
        return None;
    }
    if standing.flawed || standing.answer == Answer::Yes {
        return None;
    }
    let why = if facts.disclosure.recipient.needs_writing() {
        "Without the person's own written yes, or an order that was seen, nothing goes to a solicitor or an insurer."
    } else {
        "Without the person's own yes, nothing goes to the media or to relatives. Listening to relatives is never a breach."
    };
    Some(Finding::stops(Outcome::DoNotShare, why))
}

fn emergency(facts: &Facts, rules: &Rules, standing: &Standing) -> Finding {
    let ground = interest::emergency_ground(facts, rules, standing);
    let bundle = if ground == Confidentiality::BestInterests {
        "best-interests-life"
    } else if standing.answer == Answer::No {
        "harm-life"
    } else {
        "harm"
    };
    let why = "There is a real and immediate threat to life: the least that helps crosses now, the rest of the record is due.";
    Finding::crosses(Outcome::ShareNowCompleteLater, ground, bundle, why)
}

/// Nothing carries it: what is missing, who may look at it, or no.
fn stopped(facts: &Facts, standing: &Standing) -> Finding {
    if facts.person.dead {
        let why = "Confidence outlives the person, and nothing here lifts it. A coroner's notice or a court order would.";
        return Finding::stops(Outcome::DoNotShare, why);
    }
    match &standing.able {
        Able::Lacks if facts.capacity.best_interests.is_some() => {
            let why = if facts.harm.to.is_some_and(|to| to != HarmTo::Self_) {
                "Sharing was judged not to be in the person's best interests, though somebody else is at risk. Look at that judgement again, or get a senior view."
            } else {
                "Sharing was judged not to be in the person's best interests."
            };
            return Finding::stops(Outcome::DoNotShare, why);
        }
        Able::Lacks => {
            let why = "The person lacks capacity for this; say whether sharing is in their best interests.";
            return Finding::incomplete(vec!["capacity.best_interests"], why);
        }
        Able::CouldNotAssess => {
            let mut missing = vec!["capacity.could_not_assess"];
            missing.extend(&standing.missing);
            let why = "Capacity could not be assessed, which is not the same as lacking it. Assess it when that is possible, or act in an emergency.";
            return Finding::incomplete(missing, why);
        }
        Able::NotJudged(missing) if judgement_needed(facts, standing) => {
            let mut all = missing.clone();
            if standing.flawed || young_and_unasked(missing) {
                all.extend(&standing.missing);
            }
            return Finding::incomplete(
                all,
                "Whether the person can decide this has not been judged in full.",
            );
        }
        Able::NotJudged(_) | Able::Has => {}
    }
    if standing.answer == Answer::No {
        return refused(facts);
    }
    if standing.flawed && standing.can_be_asked || flawed_plan(facts, standing) {
        return Finding::incomplete(
            standing.missing.clone(),
            "There is no good answer from the person yet.",
        );
    }
    if standing.can_be_asked {
        return Finding::incomplete(
            standing.missing.clone(),
            "Say whether the person agreed, or ask them.",
        );
    }
    let why = "The person could not be asked, and nothing outweighs that. If the threat to life becomes real and immediate, share now; if in doubt, get advice.";
    Finding::stops(Outcome::DoNotShare, why)
}

/// A judgement on competence is asked where an answer or a claim hangs on it, or where the person could be asked.
fn judgement_needed(facts: &Facts, standing: &Standing) -> bool {
    let claimed = facts.capacity.doubted
        || facts.capacity.best_interests.is_some()
        || !(facts.capacity.understand
            && facts.capacity.retain
            && facts.capacity.use_or_weigh
            && facts.capacity.communicate);
    standing.answer != Answer::Open || standing.can_be_asked || claimed
}

fn young_and_unasked(missing: &[&'static str]) -> bool {
    missing == ["person.gillick_competent"]
}

fn flawed_plan(facts: &Facts, standing: &Standing) -> bool {
    standing.flawed && facts.consent.state == ConsentState::CarePlan
}

fn refused(facts: &Facts) -> Finding {
    if facts.harm.to == Some(HarmTo::Self_) {
        let why = "A person who can decide refuses, and only they are at risk. Look again at capacity and at the threat to life, and get a senior view.";
        return Finding::stops(Outcome::Escalate, why);
    }
    Finding::stops(
        Outcome::DoNotShare,
        "The person refuses, and the public interest does not outweigh that.",
    )
}

/// Counselling notes: presumed off-limits for a victim (PCSC Act 2022 s44A), a senior view for anybody who did not
/// offer them, with the person's yes, of their own accord.
fn counselling(facts: &Facts, left: &[ItemCategory], mut finding: Finding) -> Finding {
    if !left.contains(&ItemCategory::CounsellingNotes) {
        return finding;
    }
    let to = facts.disclosure.recipient;
    if finding.outcome == Outcome::ShareNowCompleteLater && left.iter().any(|item| minimum(*item, to)) {
        return finding;
    }
    let crosses = finding.outcome.crosses();
    let agreed = matches!(
        finding.ground,
        Confidentiality::Consent | Confidentiality::CarePlanConsent
    );
    let care = clinical(facts.disclosure.recipient) && !facts.disclosure.victim_request;
    if facts.disclosure.victim_request {
        let to_justice = matches!(
            facts.disclosure.recipient,
            Recipient::PoliceOfficer | Recipient::Court
        );
        let serious = facts.crime.class == Some(CrimeClass::Serious) && to_justice;
        let harm = facts.harm.serious && facts.harm.likely && facts.harm.to.is_some();
        let supported = crosses || finding.outcome == Outcome::Escalate || serious || harm;
        finding.outcome = if supported {
            Outcome::Escalate
        } else {
            Outcome::DoNotShare
        };
        finding.missing.clear();
        finding
            .reasons
            .push("A victim's counselling notes are presumed off-limits.".to_owned());
    } else if crosses && !care && (facts.disclosure.requested_by_recipient || !agreed) {
        finding.outcome = Outcome::Escalate;
        finding
            .reasons
            .push("Counselling notes go out only with a senior view.".to_owned());
    }
    finding
}

/// Whose information it is, or who asks how often, wants a senior view where anything could cross (`domain-law` 1.2.3). A
/// duty, an order and a threat to life wait for nobody; nor does a member of staff's own care, or their own offer. What
/// serves a person who cannot decide is not slowed by who asks, nor by where they work.
fn red_flags(facts: &Facts, rules: &Rules, mut finding: Finding) -> Finding {
    let told = &facts.disclosure;
    if finding.outcome != Outcome::Share || interest::emergency(facts) {
        return finding;
    }
    let asked = told.requested_by_recipient;
    let offered = !asked
        && (clinical(told.recipient)
            || matches!(
                finding.ground,
                Confidentiality::Consent | Confidentiality::CarePlanConsent
            ));
    let serves = finding.ground == Confidentiality::BestInterests;
    let numbers = rules.thresholds();
    let flags = [
        (
            facts.person.staff && !offered && !serves,
            "This is about a member of staff. A senior person who does not work with them looks at it first."
                .to_owned(),
        ),
        (
            facts.person.third_party && asked,
            "This was asked about somebody else than the person you were called to. Get a senior view first."
                .to_owned(),
        ),
        (
            told.repeated_request && asked && !serves,
            format!(
                "Whoever asks has asked about them {} times or more: in other incidents of the last {} days, or again after a no. Get a senior view first.",
                numbers.repeat_requests, numbers.repeat_request_days
            ),
        ),
    ];
    for (_, why) in flags.into_iter().filter(|(raised, _)| *raised) {
        finding.outcome = Outcome::Escalate;
        finding.reasons.push(why);
    }
    finding
}

/// Police ask for a victim's information for a crime purpose: the victim has notice first (s44B).
fn victim_notice(facts: &Facts, rules: &Rules, mut finding: Finding) -> Finding {
    let told = &facts.disclosure;
    let asked = told.victim_request && rules.in_force("power_vir_44A", facts.date, facts.nation);
    let open = matches!(finding.outcome, Outcome::Share | Outcome::Incomplete);
    if asked && open && !told.victim_notice_given {
        finding.outcome = Outcome::Incomplete;
        finding.missing.push("disclosure.victim_notice_given");
        finding
            .reasons
            .push("Police give the victim written notice of the request first.".to_owned());
    }
    finding
}

fn media(facts: &Facts, mut finding: Finding) -> Finding {
    if facts.disclosure.recipient == Recipient::Media && finding.outcome.crosses() {
        finding.outcome = Outcome::Escalate;
        finding
            .reasons
            .push("Anything for the media needs a senior view, even with a yes.".to_owned());
    }
    finding
}

/// Outside the agreement consent and emergencies stand; anything else needs a senior view.
pub(super) fn agreement(facts: &Facts, mut finding: Finding) -> Finding {
    let stands = matches!(
        finding.ground,
        Confidentiality::Consent | Confidentiality::CarePlanConsent
    ) || finding.outcome != Outcome::Share;
    if facts.disclosure.agreement_allows || stands {
        return finding;
    }
    if interest::emergency(facts) {
        finding.outcome = Outcome::ShareNowCompleteLater;
        finding
            .reasons
            .push("The agreement does not cover it; a threat to life does not wait for that.".to_owned());
    } else {
        finding.outcome = Outcome::Escalate;
        finding
            .reasons
            .push("The sharing agreement does not cover this. Get a senior view.".to_owned());
    }
    finding
}
