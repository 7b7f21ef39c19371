//! Puts the record of a decision together from what was answered, what the rules concluded and what is usual.
//!
//! Pure: the same circumstances give the same record. A line that nobody answered takes the usual answer of the law or
//! the agreement where there is one ([`super::record_usual`]); what the law wants and nobody can know beforehand is a gap
//! ([`super::record_wanted`]).

use std::collections::BTreeMap;

use super::conclusion::{Conclusion, Confidentiality};
use super::facts::{ConsentState, Direction, Facts, ItemCategory};
use super::path::{Answers, ItemSaid, PolicingPurpose};
use super::restrictions::Restriction;
use super::{record_usual, record_wanted};
use crate::domain::content::{
    Channel, Decided, DecisionResult, DecisionWords, Discloser, FilledBy, Gap, LegChanged, Nature,
    NotSharedReason, PersonTold, Receiver, RecordField, RecordItem, RecordReceiver, Regime, Said, SharedItem,
    SharingRecord, SideLegs, Sureness, TellingRecord, Trigger,
};
use crate::domain::incident::SideFile;
use crate::domain::role::Side;
use crate::domain::rules::{Leg, Rules};
use crate::domain::time::Moment;
pub use record_usual::item_needed;

/// Everything that a record is made of.
#[derive(Debug, Clone)]
pub struct Circumstances<'a> {
    /// The facts that were stated.
    pub facts: &'a Facts,
    /// What was chosen and typed.
    pub answers: &'a Answers,
    /// The free words of the decision.
    pub words: &'a DecisionWords,
    /// What the rules concluded.
    pub conclusion: &'a Conclusion,
    /// The rule table of the day.
    pub rules: &'a Rules,
    /// Who discloses.
    pub discloser: Discloser,
    /// The two organisations' names.
    pub organisations: Organisations<'a>,
    /// Who is told; empty for a refusal.
    pub receivers: &'a [Receiver],
    /// What crosses; empty for a refusal.
    pub items: &'a [SharedItem],
    /// How it is told.
    pub channel: Option<Channel>,
    /// Whether the person knows.
    pub told: PersonTold,
    /// What set it off.
    pub trigger: Trigger,
    /// The agreement in force.
    pub agreement: Option<&'a str>,
    /// How police hold what they tell, where that agreement says so.
    pub agreed_regime: Option<Regime>,
    /// That agreement does not name this way of telling: why it is secure is not taken for granted.
    pub channel_unapproved: bool,
    /// What came of it.
    pub result: DecisionResult,
    /// How the telling stands: when the person is told, and whose advice was asked.
    pub telling: &'a TellingRecord,
    /// Lines that an earlier decision of the same incident holds and that do not change from share to share.
    pub known: BTreeMap<RecordField, String>,
    /// When it is committed.
    pub at: Moment,
    /// When open lines are due: the end of the shift.
    pub due: Moment,
}

/// The names of the two organisations.
#[derive(Debug, Clone, Copy)]
pub struct Organisations<'a> {
    /// The police force.
    pub police: &'a str,
    /// The health trust.
    pub health: &'a str,
}

impl Organisations<'_> {
    /// The name of a side's organisation.
    pub fn of(&self, side: Side) -> &str {
        match side {
            Side::Police => self.police,
            Side::Health => self.health,
        }
    }
}

impl Circumstances<'_> {
    /// Whether words cross, or have crossed.
    pub(super) fn crosses(&self) -> bool {
        !matches!(self.result, DecisionResult::NotShared { .. })
    }
}

/// The whole record.
pub fn assemble(c: &Circumstances<'_>) -> SharingRecord {
    let legs = legs(c.into());
    let said = said(c, &legs);
    let gaps = record_wanted::wanted(c)
        .into_iter()
        .filter(|field| !said.contains_key(field))
        .map(|field| Gap { field, due: c.due })
        .collect();
    let hours = i64::from(c.rules.thresholds().capacity_valid_hours);
    let lacks = c.conclusion.confidentiality == Confidentiality::BestInterests;
    SharingRecord {
        direction: c.facts.disclosure.direction,
        trigger: c.trigger,
        discloser: c.discloser.clone(),
        receivers: c.receivers.iter().map(|to| receiver(c, to)).collect(),
        items: rows(c, &legs),
        purpose: c.facts.disclosure.purpose,
        policing_purpose: c
            .answers
            .policing_purpose
            .filter(|purpose| *purpose != PolicingPurpose::None),
        changed_legs: kept_changes(c.into()),
        legs,
        rules: c.conclusion.rules.clone(),
        agreement: c.agreement.map(str::to_owned),
        channel: c.channel,
        told: c.told,
        capacity_until: lacks.then(|| c.at.plus_minutes(hours * 60)),
        said,
        gaps,
        decided: decided(c),
    }
}

/// What earlier decisions of the same incident hold and what does not change from share to share.
pub fn lasting(own: &SideFile) -> BTreeMap<RecordField, String> {
    const LASTING: [RecordField; 2] = [RecordField::ChildrenThere, RecordField::SubjectCategory];
    let records: Vec<&SharingRecord> = own
        .decisions
        .iter()
        .rev()
        .filter_map(|(_, decision)| decision.record.as_deref())
        .collect();
    LASTING
        .into_iter()
        .filter_map(|field| {
            let value = records.iter().find_map(|record| record.says(field))?;
            Some((field, value.to_owned()))
        })
        .collect()
}

fn said(c: &Circumstances<'_>, legs: &[SideLegs]) -> BTreeMap<RecordField, Said> {
    let mut said = BTreeMap::new();
    for &field in RecordField::ALL {
        let typed = c.answers.more.get(&field).filter(|value| field.takes(value));
        let filled = typed
            .map(|value| (value.trim().to_owned(), FilledBy::Answer))
            .or_else(|| record_usual::answered(field, c).map(|value| (value, FilledBy::Answer)))
            .or_else(|| c.known.get(&field).map(|value| (value.clone(), FilledBy::Answer)))
            .or_else(|| record_usual::usual(field, c, legs))
            .filter(|(value, _)| field.takes(value));
        if let Some((value, by)) = filled {
            said.insert(field, Said { value, by });
        }
    }
    said
}

fn decided(c: &Circumstances<'_>) -> Decided {
    match c.result {
        DecisionResult::NotShared {
            reason: NotSharedReason::NeedAdvice,
        } => Decided::Deferred,
        DecisionResult::NotShared { .. } => Decided::NotShared,
        DecisionResult::Shared { .. } | DecisionResult::DangerFinished { .. } => {
            let part = c
                .facts
                .disclosure
                .items
                .iter()
                .any(|item| c.conclusion.blocked_items.contains(item));
            if part {
                Decided::SharedPart
            } else {
                Decided::Shared
            }
        }
    }
}

fn receiver(c: &Circumstances<'_>, to: &Receiver) -> RecordReceiver {
    let (organisation, why) = match to.side {
        Some(side) => {
            let needs = record_usual::receiver_needs(side, c.facts.disclosure.purpose);
            (c.organisations.of(side).to_owned(), needs)
        }
        // outside the crew both were typed
        None => (to.organisation.clone(), to.why.clone()),
    };
    RecordReceiver {
        member: to.member,
        name: to.name.clone(),
        organisation,
        why,
    }
}

/// What crosses, each with what it was marked with: the marks count by the place among everything that was picked.
fn rows(c: &Circumstances<'_>, legs: &[SideLegs]) -> Vec<RecordItem> {
    let picked = c.facts.disclosure.items.iter().enumerate();
    let places: Vec<usize> = picked
        .filter(|(at, kind)| c.conclusion.lets(*at, **kind))
        .map(|(at, _)| at)
        .collect();
    let in_order = places.len() == c.items.len();
    c.items
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let place = places.get(at).filter(|_| in_order);
            let marks = place.and_then(|place| c.answers.restrictions.get(*place));
            let said = place.and_then(|place| c.answers.item_said.get(*place));
            row(c, item, legs, (marks.cloned().unwrap_or_default(), said))
        })
        .collect()
}

fn row(
    c: &Circumstances<'_>,
    item: &SharedItem,
    legs: &[SideLegs],
    (restrictions, said): (Vec<Restriction>, Option<&ItemSaid>),
) -> RecordItem {
    let police_tells = matches!(
        c.facts.disclosure.direction,
        Direction::PoliceToHealth | Direction::PoliceToOther
    );
    let police = legs.iter().find(|legs| legs.side == Side::Police);
    let all = police
        .map(|legs| legs.data_protection.as_slice())
        .unwrap_or_default();
    let slugs = match said.and_then(|said| said.regime) {
        Some(regime) if police.is_some() => under(regime, c.discloser.side, all),
        Some(_) | None => all.to_vec(),
    };
    let held = slugs.iter().any(|slug| slug == ONWARD);
    let regime = match police {
        Some(_) if police_tells && held => Regime::LawEnforcement,
        Some(_) if police_tells => Regime::General,
        Some(_) => regime_of(&slugs),
        None => Regime::General,
    };
    let why = said.map(|said| said.why.trim()).filter(|why| !why.is_empty());
    RecordItem {
        category: item.category,
        words: item.words.clone(),
        nature: item.nature,
        as_at: item.as_at,
        as_at_open: item.as_at_open,
        sure: match item.nature {
            Nature::Fact => Sureness::High,
            Nature::ToldByPerson => Sureness::Medium,
            Nature::Opinion | Nature::ThirdParty => Sureness::Low,
        },
        source: item.source,
        shelf_life: item.good_until,
        why: why.unwrap_or(item_needed(item.category)).to_owned(),
        regime,
        police_legs: slugs,
        person: said.and_then(|said| said.person).filter(|_| police_tells),
        restrictions,
    }
}

/// Police tell what they hold for law enforcement (DPA 2018 s36(4)).
const ONWARD: &str = "p3_onward_nonle";
const LAW_ENFORCEMENT: [&str; 3] = ["p3_le_purpose", "p3_strictly_necessary", "s8p4_safeguarding"];
const GENERAL: [&str; 3] = [
    "a6_e_public_task",
    "a9_g_substantial_public_interest",
    "s1p18_safeguarding",
];

/// What the legs follow from.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The facts that were stated.
    pub facts: &'a Facts,
    /// What was chosen and typed.
    pub answers: &'a Answers,
    /// What the rules concluded.
    pub conclusion: &'a Conclusion,
    /// The rule table of the day.
    pub rules: &'a Rules,
    /// Whose words cross.
    pub from: Side,
    /// How police hold what they tell, where the agreement in force says so; an answer goes before it.
    pub agreed_regime: Option<Regime>,
}

impl<'a> From<&'a Circumstances<'a>> for Standing<'a> {
    fn from(c: &'a Circumstances<'a>) -> Self {
        Self {
            facts: c.facts,
            answers: c.answers,
            conclusion: c.conclusion,
            rules: c.rules,
            from: c.discloser.side,
            agreed_regime: c.agreed_regime,
        }
    }
}

/// The three legs of every side that acts.
pub fn legs(s: Standing<'_>) -> Vec<SideLegs> {
    if !s.conclusion.outcome.crosses() {
        return Vec::new();
    }
    Side::ALL
        .into_iter()
        .filter_map(|side| side_legs(s, side))
        .map(|legs| changed(legs, s))
        .collect()
}

fn side_legs(s: Standing<'_>, side: Side) -> Option<SideLegs> {
    let receives = matches!(
        (side, s.facts.disclosure.direction),
        (Side::Police, Direction::HealthToPolice) | (Side::Health, Direction::PoliceToHealth)
    );
    let third = match side {
        Side::Police => &s.conclusion.data_protection.police,
        Side::Health => &s.conclusion.data_protection.health,
    };
    if side != s.from && !receives && third.is_empty() {
        return None;
    }
    let third = if side == Side::Police {
        police_third(s, third)
    } else {
        third.clone()
    };
    let (exemptions, data_protection): (Vec<_>, Vec<_>) = third
        .into_iter()
        .partition(|slug| s.rules.row(slug).is_some_and(|row| row.leg == Leg::Exemption));
    let power = if side == s.from {
        s.conclusion.power.clone()
    } else {
        let own = match side {
            Side::Police => "power_police_common_law",
            Side::Health => "power_health_functions",
        };
        vec![own.to_owned()]
    };
    Some(SideLegs {
        side,
        power,
        confidentiality: confidentiality_slug(s.facts, s.conclusion.confidentiality).to_owned(),
        regime: regime_of(&data_protection),
        data_protection,
        exemptions,
    })
}

/// The police side's third leg under the regime that was chosen, if one was.
fn police_third(s: Standing<'_>, usual: &[String]) -> Vec<String> {
    // what is told to catch or try somebody is law enforcement, whatever was agreed for the rest
    let for_justice = matches!(
        s.answers.policing_purpose,
        Some(PolicingPurpose::PreventCrime | PolicingPurpose::BringToJustice)
    );
    let agreed = s.agreed_regime.filter(|_| s.from == Side::Police && !for_justice);
    let said = match s.answers.says(RecordField::Regime) {
        Some("general") => Some(Regime::General),
        Some("law-enforcement") => Some(Regime::LawEnforcement),
        Some(_) | None => None,
    };
    said.or(agreed)
        .map_or_else(|| usual.to_vec(), |regime| under(regime, s.from, usual))
}

/// The police side's third leg for what they hold under that part of the Act.
fn under(regime: Regime, from: Side, usual: &[String]) -> Vec<String> {
    let owned = |slugs: &[&str]| slugs.iter().map(|slug| (*slug).to_owned()).collect::<Vec<_>>();
    match (regime, from) {
        (Regime::General, Side::Police) => usual.iter().filter(|slug| *slug != ONWARD).cloned().collect(),
        (Regime::LawEnforcement, Side::Police) if !usual.iter().any(|slug| slug == ONWARD) => {
            let mut slugs = vec![ONWARD.to_owned()];
            slugs.extend(usual.iter().cloned());
            slugs
        }
        (Regime::General, Side::Health) if regime_of(usual) == Regime::LawEnforcement => owned(&GENERAL),
        (Regime::LawEnforcement, Side::Health) if regime_of(usual) == Regime::General => {
            owned(&LAW_ENFORCEMENT)
        }
        (Regime::General | Regime::LawEnforcement, Side::Police | Side::Health) => usual.to_vec(),
    }
}

fn regime_of(slugs: &[String]) -> Regime {
    if slugs.iter().any(|slug| slug == LAW_ENFORCEMENT[0]) {
        Regime::LawEnforcement
    } else {
        Regime::General
    }
}

/// The slug of the second leg.
pub fn confidentiality_slug(facts: &Facts, ground: Confidentiality) -> &'static str {
    match ground {
        Confidentiality::Consent if facts.consent.state == ConsentState::Given => "cl_consent_explicit",
        Confidentiality::Consent => "cl_consent_implied",
        Confidentiality::CarePlanConsent => "cl_consent_careplan",
        Confidentiality::BestInterests => "cl_best_interests",
        Confidentiality::PublicInterestHarm => "cl_public_interest_harm",
        Confidentiality::PublicInterestCrime => "cl_public_interest_crime",
        Confidentiality::StatutoryDuty => "cl_statute",
        Confidentiality::CourtOrder => "cl_court",
        Confidentiality::NotConfidential => "cl_not_confidential",
        Confidentiality::None => "",
    }
}

fn changed(mut legs: SideLegs, s: Standing<'_>) -> SideLegs {
    for change in kept_changes(s).iter().filter(|change| change.side == legs.side) {
        let slots = legs.power.iter_mut().chain(&mut legs.data_protection);
        for slot in slots.filter(|slug| **slug == change.from) {
            slot.clone_from(&change.to);
        }
    }
    legs.regime = regime_of(&legs.data_protection);
    legs
}

/// The changes that the rules permit; any other is dropped, so that a record never holds a leg that does not stand.
fn kept_changes(s: Standing<'_>) -> Vec<LegChanged> {
    let kept = |change: &&LegChanged| {
        let may = super::leg_rows::alternatives(s.rules, s.facts, change.side, &change.from);
        may.contains(&change.to.as_str())
    };
    if s.conclusion.outcome.crosses() {
        s.answers.changed_legs.iter().filter(kept).cloned().collect()
    } else {
        Vec::new()
    }
}

/// Whether any of the items is of this kind.
pub(super) fn any_item(c: &Circumstances<'_>, kind: ItemCategory) -> bool {
    c.facts.disclosure.items.contains(&kind)
}
