//! The engine: facts in, a conclusion out. Pure and total; the law of `facts.date` applies.
//!
//! Order: red lines · anonymous · duties and orders · the person's yes · care plan · best interests · public interest ·
//! emergency · then what stops an otherwise good share: red-flag requests, a victim's notice, the agreement.

use super::conclusion::{Conclusion, Confidentiality, DataProtection, Outcome};
use super::duty::{self, Binding, Bound};
use super::facts::{Facts, ItemCategory, Purpose, Recipient};
use super::{health, items, legs, police, tasks};
use crate::domain::rules::Rules;

/// What the rules have found so far.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub(super) outcome: Outcome,
    pub(super) ground: Confidentiality,
    /// Which ready-made legs belong to it.
    pub(super) bundle: &'static str,
    pub(super) missing: Vec<&'static str>,
    pub(super) reasons: Vec<String>,
    /// Items that this ground does not carry.
    pub(super) dropped: Vec<ItemCategory>,
}

impl Finding {
    /// A ground that carries it.
    pub(super) fn crosses(
        outcome: Outcome,
        ground: Confidentiality,
        bundle: &'static str,
        why: &str,
    ) -> Self {
        Self {
            outcome,
            ground,
            bundle,
            missing: Vec::new(),
            reasons: vec![why.to_owned()],
            dropped: Vec::new(),
        }
    }

    /// Nothing crosses.
    pub(super) fn stops(outcome: Outcome, why: &str) -> Self {
        Self::crosses(outcome, Confidentiality::None, "", why)
    }

    /// Nothing crosses until these are answered.
    pub(super) fn incomplete(missing: Vec<&'static str>, why: &str) -> Self {
        Self {
            missing,
            ..Self::stops(Outcome::Incomplete, why)
        }
    }
}

/// Decides.
pub fn decide(facts: &Facts, rules: &Rules) -> Conclusion {
    if facts.date < rules.valid_from() {
        let why = "The rule table does not know the law of that day. Correct the date.";
        return conclude(
            facts,
            rules,
            Finding::incomplete(vec!["date"], why),
            &items::Sifted::default(),
            None,
        );
    }
    if let Some((code, why)) = barred(facts) {
        let sifted = items::Sifted {
            out: facts.disclosure.items.clone(),
            red_line: code,
            ..items::Sifted::default()
        };
        return conclude(facts, rules, Finding::stops(Outcome::Blocked, why), &sifted, None);
    }
    if facts.disclosure.items.is_empty() {
        let why = "Choose at least one thing to share.";
        let finding = Finding::incomplete(vec!["disclosure.items"], why);
        return conclude(facts, rules, finding, &items::Sifted::default(), None);
    }
    let sifted = items::sift(facts);
    if sifted.left.is_empty() {
        let why = "Nothing that was picked may cross this way.";
        return conclude(facts, rules, Finding::stops(Outcome::Blocked, why), &sifted, None);
    }
    if !facts.disclosure.identifiable {
        let why = "Nobody can be identified from it, so no confidence is engaged and it may be shared.";
        let finding = Finding::crosses(Outcome::Share, Confidentiality::NotConfidential, "anonymous", why);
        return conclude(facts, rules, finding, &sifted, None);
    }
    let mut reasons = Vec::new();
    let binding = duty::find(facts, rules, &mut reasons);
    if let Binding::Binds(bound) = &binding {
        let finding = compelled(facts, &sifted.left, bound);
        return conclude(facts, rules, finding, &sifted, Some(bound));
    }
    let mut finding = if items::from_health(facts) {
        health::find(facts, rules, &sifted.left)
    } else {
        police::find(facts, rules, &sifted.left)
    };
    if binding == Binding::NeedsAge && !finding.outcome.crosses() {
        finding.outcome = Outcome::Incomplete;
        finding.missing.insert(0, "person.age");
        reasons.push("The duty that was stated depends on age. Enter the person's age.".to_owned());
    }
    finding.reasons.splice(0..0, reasons);
    conclude(facts, rules, finding, &sifted, None)
}

/// Red lines and named powers that bar the whole disclosure.
fn barred(facts: &Facts) -> Option<(Option<&'static str>, &'static str)> {
    let told = &facts.disclosure;
    if told.recipient == Recipient::ImmigrationEnforcement {
        return Some((
            Some("RL1"),
            "Nothing is shared for immigration enforcement. The request is recorded and goes to the governance lead.",
        ));
    }
    let patient = items::from_health(facts) || told.items.iter().any(|item| patient_item(*item));
    if told.power == "power_svd_16" && told.identifiable && patient {
        return Some((
            Some("RL6"),
            "The serious-violence duty never carries patient information (PCSC Act 2022 s16(4)). Choose the ground that really applies.",
        ));
    }
    let police_take_part = items::to_police(facts) || !items::from_health(facts);
    if told.power == "duty_to_share_care" && told.identifiable && police_take_part {
        return Some((
            None,
            "The duty to share for care runs between health and adult social care; police are outside it (HSCA 2012 s251B). Choose the ground that really applies.",
        ));
    }
    if told.power == "power_cda_17A" && told.identifiable {
        return Some((
            None,
            "Section 17A of the Crime and Disorder Act carries depersonalised information only, never personal data.",
        ));
    }
    None
}

/// Information about health or care, whoever holds it (NHS Act 2006 s251(10), which PCSC Act 2022 s16(4)(a) names).
fn patient_item(item: ItemCategory) -> bool {
    matches!(
        item,
        ItemCategory::PresentationAndRisk
            | ItemCategory::CrisisPlan
            | ItemCategory::KnownToService
            | ItemCategory::History
            | ItemCategory::WholeRecord
            | ItemCategory::MedicationCritical
            | ItemCategory::Allergy
            | ItemCategory::Diagnosis
            | ItemCategory::NhsNumber
            | ItemCategory::CounsellingNotes
    )
}

fn compelled(facts: &Facts, left: &[ItemCategory], bound: &Bound) -> Finding {
    let list = bound.compels;
    let beyond: Vec<_> = left
        .iter()
        .copied()
        .filter(|item| list.is_some_and(|list| !list.contains(item)))
        .collect();
    if beyond.len() == left.len() {
        let mut finding = Finding::stops(Outcome::Blocked, "The duty does not compel any of these items.");
        finding.dropped = beyond;
        return finding;
    }
    let (ground, why) = if bound.order {
        (
            Confidentiality::CourtOrder,
            "A court order that has been seen compels it.",
        )
    } else {
        (
            Confidentiality::StatutoryDuty,
            "The law compels it; no agreement is needed.",
        )
    };
    let bundle = match (items::from_health(facts), bound.order) {
        (true, true) => "order",
        (true, false) if bound.safeguards => "duty-child",
        (true, false) => "duty",
        (false, true) => "police-order",
        (false, false) => "police-duty",
    };
    let mut finding = Finding::crosses(Outcome::Share, ground, bundle, why);
    if !beyond.is_empty() {
        finding
            .reasons
            .push("What goes beyond the duty stays out.".to_owned());
    }
    finding.dropped = beyond;
    finding
}

/// Fills in the legs and the tasks. A disclosure without its legs does not leave here.
fn conclude(
    facts: &Facts,
    rules: &Rules,
    mut finding: Finding,
    sifted: &items::Sifted,
    bound: Option<&Bound>,
) -> Conclusion {
    let mut reasons = sifted.reasons.clone();
    let (mut power, mut data_protection) = (Vec::new(), DataProtection::default());
    if finding.outcome.crosses() {
        (power, data_protection) = legs::fill(facts, rules, finding.bundle, bound, &mut reasons);
        let living_data = facts.disclosure.identifiable && !facts.person.dead;
        let third = !data_protection.health.is_empty() || !data_protection.police.is_empty();
        if power.is_empty() || finding.ground == Confidentiality::None || (living_data && !third) {
            finding.outcome = Outcome::Escalate;
            reasons.push("The rule table has no complete legs for this. Get advice.".to_owned());
        }
    }
    if !finding.outcome.crosses() {
        finding.ground = Confidentiality::None;
    }
    reasons.append(&mut finding.reasons);
    let mut blocked_items = sifted.out.clone();
    blocked_items.extend(finding.dropped.iter().filter(|item| !sifted.out.contains(item)));
    let mut missing: Vec<String> = Vec::new();
    for key in finding.missing {
        if !missing.iter().any(|known| known == key) {
            missing.push(key.to_owned());
        }
    }
    let outcome = finding.outcome;
    Conclusion {
        outcome,
        confidentiality: finding.ground,
        implied: outcome.crosses() && finding.bundle == "own-care",
        power,
        data_protection,
        tasks: tasks::of(facts, outcome, finding.ground, &missing, bound.is_some()),
        blocked_items,
        held_items: Vec::new(),
        missing,
        red_line: sifted.red_line.map(str::to_owned),
        reasons,
        rules: rules.version.clone(),
        law_as_at: facts.date,
    }
}

/// Whether the purpose is to deal with a crime.
pub(super) fn for_crime(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::PreventSeriousCrime | Purpose::InvestigateCrime)
}
