//! Police tell: a policing purpose or somebody's safety, and only what bears on it.

use super::conclusion::{Confidentiality, Outcome};
use super::engine::Finding;
use super::facts::{Facts, ItemCategory, Recipient};
use super::standing::{self, Able, Answer, Standing};
use super::{health, interest, items};
use crate::domain::rules::Rules;

/// Finds the ground, then what stops it.
pub(super) fn find(facts: &Facts, rules: &Rules, left: &[ItemCategory]) -> Finding {
    let standing = standing::of(facts, rules);
    let finding = ground(facts, rules, &standing, left);
    let outside = finding.outcome == Outcome::Share && !facts.disclosure.agreement_allows;
    if outside && agreed(facts, rules, &standing) && !interest::emergency(facts) {
        return health::agreement(facts, with_consent(facts, left));
    }
    health::least(
        facts,
        left,
        health::agreement(facts, health::at_once(facts, finding)),
    )
}

/// Receivers whom police tell nothing for their own work alone: it takes the person's yes, or a pressing need.
pub(super) fn opened_only_by_a_yes(recipient: Recipient) -> bool {
    matches!(
        recipient,
        Recipient::Media | Recipient::Relative | Recipient::VoluntaryPartner | Recipient::OtherGovernment
    ) || recipient.needs_writing()
}

/// Whether the person's own yes, now or in a care plan, is good for this.
fn agreed(facts: &Facts, rules: &Rules, standing: &Standing) -> bool {
    match standing.answer {
        Answer::Yes => standing.able == Able::Has || facts.person.dead,
        Answer::Plan => standing.plan_stands(facts, rules),
        Answer::No | Answer::Open => false,
    }
}

fn ground(facts: &Facts, rules: &Rules, standing: &Standing, left: &[ItemCategory]) -> Finding {
    let told = &facts.disclosure;
    let agreed = agreed(facts, rules, standing);
    let bearing: Vec<_> = left
        .iter()
        .copied()
        .filter(|item| items::bears(*item, facts))
        .collect();
    let none_is_theirs = left
        .iter()
        .all(|item| items::police_fact(*item) || *item == ItemCategory::Intelligence);
    if agreed && !none_is_theirs {
        return with_consent(facts, left);
    }
    let public = !opened_only_by_a_yes(told.recipient);
    if public && !bearing.is_empty() && !facts.harm.less_intrusive_way {
        let why = "Police tell it for a policing purpose or for safety, and it bears on that.";
        let finding = Finding::crosses(
            Outcome::Share,
            Confidentiality::NotConfidential,
            "police-tells-for-safety",
            why,
        );
        return dropping(finding, left, &bearing);
    }
    if agreed {
        return with_consent(facts, left);
    }
    let family_or_press =
        matches!(told.recipient, Recipient::Media | Recipient::Relative) || told.recipient.needs_writing();
    if !public && !family_or_press && !bearing.is_empty() && interest::harm(facts, rules) {
        let why = "There is a pressing need: serious harm is likely, and telling this partner would help to avert it.";
        let finding = Finding::crosses(
            Outcome::Share,
            Confidentiality::PublicInterestHarm,
            "police-tells-harm",
            why,
        );
        return dropping(finding, left, &bearing);
    }
    if let Some(finding) = emergency(facts, rules, standing, left) {
        return finding;
    }
    stopped(standing, family_or_press, bearing.is_empty())
}

fn with_consent(facts: &Facts, left: &[ItemCategory]) -> Finding {
    let kept: Vec<_> = left
        .iter()
        .copied()
        .filter(|item| opened_by_a_yes(*item, facts))
        .collect();
    if kept.is_empty() {
        return Finding::stops(
            Outcome::DoNotShare,
            "The person's yes does not open what police hold for their own work, and it does not bear on the purpose.",
        );
    }
    let outcome = if facts.disclosure.recipient == Recipient::Media {
        Outcome::Escalate
    } else {
        Outcome::Share
    };
    let finding = Finding::crosses(
        outcome,
        Confidentiality::Consent,
        "police-tells-with-consent",
        "The person agreed that police tell this.",
    );
    dropping(finding, left, &kept)
}

/// A person agrees to what is theirs to tell. Intelligence is the force's own: it goes where it bears on the purpose,
/// whatever the person says.
fn opened_by_a_yes(item: ItemCategory, facts: &Facts) -> bool {
    if item == ItemCategory::Intelligence {
        return items::bears(item, facts);
    }
    !matches!(item, ItemCategory::SpentConvictions | ItemCategory::Counts)
}

fn emergency(facts: &Facts, rules: &Rules, standing: &Standing, left: &[ItemCategory]) -> Option<Finding> {
    let kept: Vec<_> = left
        .iter()
        .copied()
        .filter(|item| items::minimum(*item, facts.disclosure.recipient))
        .collect();
    let family = facts.disclosure.recipient == Recipient::Relative;
    let not_theirs_to_know = family && interest::own_life_refused(facts, standing);
    if !interest::emergency(facts) || kept.is_empty() || not_theirs_to_know {
        return None;
    }
    let ground = interest::emergency_ground(facts, rules, standing);
    let bundle = if ground == Confidentiality::BestInterests {
        "police-tells-life"
    } else {
        "police-tells-harm"
    };
    let why = "There is a real and immediate threat to life: the least that helps crosses now, the rest of the record is due.";
    let finding = Finding::crosses(Outcome::ShareNowCompleteLater, ground, bundle, why);
    Some(dropping(finding, left, &kept))
}

fn stopped(standing: &Standing, family_or_press: bool, nothing_bears: bool) -> Finding {
    if family_or_press && standing.flawed {
        return Finding::incomplete(
            standing.missing.clone(),
            "There is no good answer from the person yet.",
        );
    }
    let why = if family_or_press {
        "Without the person's own yes, police tell the media, relatives, solicitors and insurers nothing."
    } else if nothing_bears {
        "It does not bear on a policing purpose or on safety today, so it stays with police."
    } else {
        "There is no pressing need that outweighs keeping it."
    };
    Finding::stops(Outcome::DoNotShare, why)
}

fn dropping(mut finding: Finding, left: &[ItemCategory], kept: &[ItemCategory]) -> Finding {
    finding.dropped = left.iter().copied().filter(|item| !kept.contains(item)).collect();
    if !finding.dropped.is_empty() {
        finding
            .reasons
            .push("What does not bear on the purpose stays out.".to_owned());
    }
    finding
}
