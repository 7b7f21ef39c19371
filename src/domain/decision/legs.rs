//! The first and third leg of a disclosure, from the rule table's bundles.

use super::conclusion::DataProtection;
use super::duty::{self, Bound};
use super::facts::{Direction, Facts, Purpose, Recipient};
use super::items;
use crate::domain::rules::Rules;

/// Power and data protection. Each side answers for its own act; a side that takes no part has none. Data-protection
/// law does not reach the dead, nor what identifies nobody.
pub(super) fn fill(
    facts: &Facts,
    rules: &Rules,
    bundle: &str,
    bound: Option<&Bound>,
    reasons: &mut Vec<String>,
) -> (Vec<String>, DataProtection) {
    let mut power = Vec::new();
    let named = facts.disclosure.power.as_str();
    if let Some(bound) = bound {
        power.push(bound.slug.to_owned());
    }
    if named != "default" && bound.is_none_or(|bound| bound.slug != named) {
        match duty::power_carries(facts, rules, named) {
            Ok(()) => power.push(named.to_owned()),
            Err(why) => reasons.push(why),
        }
    }
    let Some(legs) = rules.bundle(bundle) else {
        return (power, DataProtection::default());
    };
    for slug in &legs.power {
        add(&mut power, rules, facts, slug);
    }
    if bundle == "own-care" {
        add(&mut power, rules, facts, "duty_to_share_care");
    }
    if power.is_empty() {
        add(&mut power, rules, facts, anonymous_power(facts));
    }
    if facts.person.dead || !facts.disclosure.identifiable {
        return (power, DataProtection::default());
    }
    let health_part = items::from_health(facts) || receives(facts, items::clinical);
    let police_part = !items::from_health(facts) || items::to_police(facts);
    let pick = |part: bool, slugs: &[String]| {
        let law = |slug: &&String| rules.in_force(slug, facts.date, facts.nation);
        if part {
            slugs.iter().filter(law).cloned().collect()
        } else {
            Vec::new()
        }
    };
    (
        power,
        DataProtection {
            health: pick(health_part, &legs.health),
            police: pick(police_part, &legs.police),
        },
    )
}

fn add(power: &mut Vec<String>, rules: &Rules, facts: &Facts, slug: &str) {
    if rules.in_force(slug, facts.date, facts.nation) && !power.iter().any(|known| known == slug) {
        power.push(slug.to_owned());
    }
}

fn receives(facts: &Facts, of: fn(Recipient) -> bool) -> bool {
    facts.disclosure.direction == Direction::PoliceToHealth || of(facts.disclosure.recipient)
}

/// Counts between crime-and-disorder partners go under section 17A; anything else anonymous under the body's own
/// functions.
fn anonymous_power(facts: &Facts) -> &'static str {
    let partner = matches!(
        facts.disclosure.recipient,
        Recipient::PoliceOfficer | Recipient::Nurse | Recipient::LocalAuthority | Recipient::Hospital
    );
    if facts.disclosure.purpose == Purpose::Statistics && partner {
        "power_cda_17A"
    } else if items::from_health(facts) {
        "power_health_functions"
    } else {
        "power_police_common_law"
    }
}
