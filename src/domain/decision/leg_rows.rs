//! The legs of a disclosure as rows for a person: what each rests on in plain words, and what may stand in its place.

use super::duty::between;
use super::facts::Facts;
use crate::domain::content::SideLegs;
use crate::domain::role::Side;
use crate::domain::rules::{Force, Leg, Row, Rules, Who};

/// Which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LegName {
    /// L1.
    Power,
    /// L2.
    Confidentiality,
    /// L3.
    DataProtection,
    /// Switched off; no leg.
    Exemption,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegRow {
    /// Whose act.
    pub side: Side,
    /// Which leg.
    pub leg: LegName,
    /// Its name in the rule table.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The provision.
    pub law: String,
    /// What may stand in its place; empty where nothing may.
    pub alternatives: Vec<(String, String)>,
}

/// The legs of all sides, in the order power, confidentiality, data protection, exemptions.
pub fn rows(legs: &[SideLegs], facts: &Facts, rules: &Rules) -> Vec<LegRow> {
    let mut out = Vec::new();
    for side in legs {
        let mut add = |leg: LegName, slug: &str| {
            let row = rules.row(slug);
            let alternatives = alternatives(rules, facts, side.side, slug)
                .into_iter()
                .filter_map(|slug| rules.row(slug))
                .map(|row| (row.slug.clone(), row.title.clone()))
                .collect();
            out.push(LegRow {
                side: side.side,
                leg,
                slug: slug.to_owned(),
                title: row.map_or_else(|| slug.to_owned(), |row| row.title.clone()),
                law: row.map(|row| row.law.clone()).unwrap_or_default(),
                alternatives,
            });
        };
        side.power.iter().for_each(|slug| add(LegName::Power, slug));
        add(LegName::Confidentiality, &side.confidentiality);
        side.data_protection
            .iter()
            .for_each(|slug| add(LegName::DataProtection, slug));
        side.exemptions
            .iter()
            .for_each(|slug| add(LegName::Exemption, slug));
    }
    out
}

/// What may stand in a leg's place on that side: of the same kind, in force, for that side, and carrying personal data
/// of the kind that crosses. The second leg follows from the answers and is changed by changing them.
pub fn alternatives<'r>(rules: &'r Rules, facts: &Facts, side: Side, slug: &str) -> Vec<&'r str> {
    let Some(row) = rules.row(slug) else {
        return Vec::new();
    };
    let family = family(slug);
    if family.is_empty() || !replaceable(row) {
        return Vec::new();
    }
    rules
        .rows()
        .iter()
        .filter(|other| other.slug != slug && other.leg == row.leg && other.selectable && replaceable(other))
        .filter(|other| self::family(&other.slug) == family && for_side(other, side))
        .filter(|other| rules.in_force(&other.slug, facts.date, facts.nation))
        .filter(|other| !needs_more(facts, &other.slug) && between(facts, rules, &other.slug))
        .map(|other| other.slug.as_str())
        .collect()
}

/// Rows that stand in one another's place begin alike: an Article 9 condition for another, a Schedule 8 row for another.
fn family(slug: &str) -> &str {
    const FAMILIES: [&str; 5] = ["power_", "a6_", "a9_", "s1p", "s8p"];
    FAMILIES
        .into_iter()
        .find(|family| slug.starts_with(family))
        .unwrap_or_default()
}

/// A duty binds or does not; a limit and a reference carry nothing.
fn replaceable(row: &Row) -> bool {
    match row.leg {
        Leg::Power => row.force == Some(Force::May),
        Leg::DataProtection => true,
        Leg::Confidentiality | Leg::Exemption | Leg::Children => false,
    }
}

fn for_side(row: &Row, side: Side) -> bool {
    let who = match side {
        Side::Police => Who::Police,
        Side::Health => Who::Health,
    };
    row.who.contains(&who)
}

/// Rows that carry only what this disclosure is not: UK GDPR consent (never between police and NHS bodies), vital
/// interests without a threat to life, a legal obligation without a duty, powers that bar or only ask.
fn needs_more(facts: &Facts, slug: &str) -> bool {
    let life = facts.emergency.real_and_immediate_threat_to_life;
    match slug {
        "a6_a_consent" | "a6_f_legitimate" | "power_svd_16" | "power_cda_17A" => true,
        "a6_d_vital" | "a9_c_vital" | "s8p3_vital" | "s1p30_vital_offence" => !life,
        "a6_c_legal_obligation" | "a9_i_public_health" => facts.duty.kind.is_none(),
        "power_vir_44A" => !facts.disclosure.victim_request,
        slug => slug.starts_with("a6_ea_"),
    }
}
