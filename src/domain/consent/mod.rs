//! The register of what people agreed to, folded from one side's entries: what an earlier answer covers, how old it is, and
//! what it is locked to. An earlier answer is shown by its age and words; it never counts for a new decision.

mod level;
#[cfg(test)]
mod tests;

use chrono::{Months, NaiveDate};

use super::content::{ConsentAnswer, ConsentKept, Content, PersonAsked};
use super::decision::facts::{Consent, ConsentState, ItemCategory, Purpose, Recipient};
use super::ids::{IncidentId, ItemId};
use super::incident::{Placed, SharedIncident, SideFile};
use super::record::{NOT_KNOWN, SideField};
use super::role::Side;
use super::rules::Rules;
use super::time::Moment;

pub use level::{LevelHeld, LevelProblem, check_level, levels_of};

/// An answer with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The answer.
    pub kept: ConsentKept,
    /// When and in which words it was taken back.
    pub taken_back: Option<(Moment, String)>,
}

/// How an answer stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// A yes of so many whole months, young enough to be talked about.
    Fresh(u32),
    /// A yes of so many whole months that is too old: ask again.
    Stale(u32),
    /// Its time has run out.
    Expired,
    /// The person took it back.
    TakenBack,
    /// The person said no.
    No,
}

/// Every answer and level that one side keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    /// The answers, the latest first.
    pub answers: Vec<Held>,
    /// The levels for voluntary partners, the latest first.
    pub levels: Vec<LevelHeld>,
}

/// What is about to be decided.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// In which incident.
    pub incident: IncidentId,
    /// About whom.
    pub person: &'a PersonAsked,
    /// What kinds of information.
    pub items: &'a [ItemCategory],
    /// To whom.
    pub recipient: Recipient,
    /// For what.
    pub purpose: Purpose,
}

/// An earlier answer that bears on what is about to be decided: to be read, not to be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The answer.
    pub held: Held,
    /// How it stands today.
    pub freshness: Freshness,
    /// What is wanted now and was not asked about then.
    pub not_asked: Vec<ItemCategory>,
    /// It was given for another purpose: it is locked to that.
    pub other_purpose: bool,
    /// It was given for another kind of receiver.
    pub other_recipient: bool,
}

impl Offer {
    /// Whether the earlier question was the same: these things, this kind of receiver, this purpose.
    pub fn same_question(&self) -> bool {
        self.not_asked.is_empty() && !self.other_purpose && !self.other_recipient
    }
}

/// Folds one side's entries, given in any order.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the register is made of three kinds and ignores every other"
)]
pub fn register(entries: &[Placed]) -> Register {
    let mut sorted: Vec<&Placed> = entries.iter().collect();
    sorted.sort_by_key(|placed| placed.order());
    let mut register = Register::default();
    for placed in sorted {
        match &placed.content {
            Content::ConsentKept(kept) => register.answers.push(Held {
                kept: (**kept).clone(),
                taken_back: None,
            }),
            Content::ConsentTakenBack(back) => {
                for held in &mut register.answers {
                    if held.kept.consent == back.consent && held.taken_back.is_none() {
                        held.taken_back = Some((placed.at, back.words.clone()));
                    }
                }
            }
            Content::ConsentLevelSet(set) => level::take(&mut register.levels, set),
            _ => {}
        }
    }
    register.answers.reverse();
    register.levels.reverse();
    register
}

impl Register {
    /// One answer.
    pub fn answer(&self, consent: ItemId) -> Option<&Held> {
        self.answers.iter().find(|held| held.kept.consent == consent)
    }

    /// The answers of whoever may be this person, the latest first.
    pub fn of<'a>(&'a self, person: &'a PersonAsked, today: NaiveDate) -> impl Iterator<Item = &'a Held> {
        self.answers
            .iter()
            .filter(move |held| may_be_same(&held.kept.person, held.kept.given.london_date(), person, today))
    }
}

/// Whom an incident is about, as far as one side knows it. The NHS number never goes with the police (red line RL4),
/// whatever stands in a field.
pub fn person_asked(shared: &SharedIncident, own: &SideFile, side: Side) -> PersonAsked {
    let known = |field| match own.filled.value(field) {
        NOT_KNOWN => String::new(),
        value => value.to_owned(),
    };
    PersonAsked {
        name: shared.person.trim().to_owned(),
        age: shared.age,
        born: known(SideField::Born),
        nhs_number: match side {
            Side::Police => String::new(),
            Side::Health => known(SideField::NhsNumber),
        },
    }
}

/// Whether two descriptions may be of one person. Where both have an NHS number, that alone says it. Else: the same name in
/// any case and spacing, and neither dates of birth nor ages that contradict each other. A name alone is no proof; the page
/// says so.
pub fn may_be_same(then: &PersonAsked, day: Option<NaiveDate>, now: &PersonAsked, today: NaiveDate) -> bool {
    if !then.nhs_number.is_empty() && !now.nhs_number.is_empty() {
        return then.nhs_number == now.nhs_number;
    }
    // a part of a date (the year, the month) contradicts nothing that begins with it
    let known = !then.born.is_empty() && !now.born.is_empty();
    if known && !(then.born.starts_with(&now.born) || now.born.starts_with(&then.born)) {
        return false;
    }
    let plain = |name: &str| {
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ")
    };
    let same_name = !plain(&then.name).is_empty() && plain(&then.name) == plain(&now.name);
    let ages = match (then.age, now.age, day) {
        (Some(then), Some(now), Some(day)) if !known => {
            let years = today.years_since(day).unwrap_or(0);
            now.abs_diff(then.saturating_add(years)) <= 2
        }
        _ => true,
    };
    same_name && ages
}

/// Whether more than a name says that two descriptions are of one person: the NHS number, or the name with a whole date of
/// birth.
pub fn surely_same(then: &PersonAsked, now: &PersonAsked) -> bool {
    let known = |one: &str, other: &str| !one.is_empty() && one == other;
    let whole = |born: &str| born.parse::<NaiveDate>().is_ok();
    known(&then.nhs_number, &now.nhs_number)
        || (known(&then.born, &now.born) && whole(&now.born) && may_be_same(then, None, now, NaiveDate::MIN))
}

/// How an answer stands. The months after which it is asked again are the rule table's.
pub fn freshness(held: &Held, now: Moment, rules: &Rules) -> Freshness {
    if held.kept.answer == ConsentAnswer::No {
        return Freshness::No;
    }
    if held.taken_back.is_some() {
        return Freshness::TakenBack;
    }
    if held.kept.expires.is_some_and(|expires| expires <= now) {
        return Freshness::Expired;
    }
    let months = months_between(held.kept.given, now);
    if months < rules.thresholds().consent_ask_again_months {
        Freshness::Fresh(months)
    } else {
        Freshness::Stale(months)
    }
}

/// Whole months from one moment to another, 0 when the second is not later.
fn months_between(from: Moment, to: Moment) -> u32 {
    let (Some(from), Some(to)) = (from.london_date(), to.london_date()) else {
        return 0;
    };
    let mut months = to.years_since(from).unwrap_or(0).saturating_mul(12);
    while from
        .checked_add_months(Months::new(months + 1))
        .is_some_and(|day| day <= to)
    {
        months += 1;
    }
    months
}

/// The earlier answers that bear on a decision, the latest first: of whoever may be the person, about any of the wanted
/// things, from another incident. Each says in what it differs. None of them answers the question.
pub fn offers(register: &Register, wanted: Wanted<'_>, now: Moment, rules: &Rules) -> Vec<Offer> {
    let Some(today) = now.london_date() else {
        return Vec::new();
    };
    register
        .of(wanted.person, today)
        .filter(|held| held.kept.incident != wanted.incident)
        .map(|held| Offer {
            freshness: freshness(held, now, rules),
            not_asked: wanted
                .items
                .iter()
                .copied()
                .filter(|item| !held.kept.items.contains(item))
                .collect(),
            other_purpose: held.kept.purpose != wanted.purpose,
            other_recipient: held.kept.recipient != wanted.recipient,
            held: held.clone(),
        })
        .filter(|offer| offer.not_asked.len() < wanted.items.len())
        .collect()
}

/// An earlier answer as the facts of a new decision: what the engine would be told if somebody leant on it. It carries its
/// incident and its purpose, so that the engine asks again: what was given for one purpose is locked to it.
pub fn as_facts(held: &Held, incident: IncidentId) -> Consent {
    Consent {
        state: match (&held.taken_back, held.kept.answer) {
            (Some(_), _) => ConsentState::Withdrawn,
            (None, ConsentAnswer::Yes) => ConsentState::Given,
            (None, ConsentAnswer::No) => ConsentState::Refused,
        },
        given_at: held.kept.given.london_date(),
        same_incident: held.kept.incident == incident,
        informed: true,
        original_purpose: Some(held.kept.purpose),
        ..Consent::default()
    }
}

/// Whether an answer covers a use: a yes that stands, from this incident, for these things, this receiver and this purpose.
/// Anything else is a new question.
///
/// # Errors
/// In what it differs: the first thing that locks it.
pub fn covers(held: &Held, wanted: Wanted<'_>, now: Moment, rules: &Rules) -> Result<(), Locked> {
    match freshness(held, now, rules) {
        Freshness::Fresh(_) | Freshness::Stale(_) => {}
        Freshness::Expired | Freshness::TakenBack | Freshness::No => return Err(Locked::NotStanding),
    }
    let kept = &held.kept;
    if kept.purpose != wanted.purpose {
        Err(Locked::Purpose(kept.purpose))
    } else if kept.incident != wanted.incident {
        Err(Locked::Incident)
    } else if kept.recipient != wanted.recipient {
        Err(Locked::Recipient)
    } else if wanted.items.iter().any(|item| !kept.items.contains(item)) {
        Err(Locked::Items)
    } else {
        Ok(())
    }
}

/// Why an earlier answer does not cover a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// It was given for this purpose and no other.
    Purpose(Purpose),
    /// It was given in another incident.
    Incident,
    /// It was given for another kind of receiver.
    Recipient,
    /// It does not name all of these things.
    Items,
    /// It is no yes, has run out, or was taken back.
    NotStanding,
}
