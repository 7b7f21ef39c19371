//! What a proposal changes against the agreement in force, line by line, so that the lead who confirms it reads every
//! change before signing.

use std::collections::BTreeSet;

use super::terms::{Clause, ConsentText, Contact, Kept, Terms};
use crate::domain::content::{Channel, PolicySet, Regime};
use crate::domain::decision::facts::{Direction, ItemCategory, Purpose, Recipient};
use crate::domain::time::day_words;

/// One change. Texts are as they stand in the agreement; the page puts words around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A setting that is one text: its name, before, after.
    Text(&'static str, String, String),
    /// The approved channels: before, after.
    Channels(Vec<Channel>, Vec<Channel>),
    /// How police hold what they tell: before, after.
    Regime(Option<Regime>, Option<Regime>),
    /// A contact: `true` when it is new, `false` when it goes.
    Contact(bool, Contact),
    /// A retention rule: `true` when it is new, `false` when it goes.
    Kept(bool, Kept),
    /// Words for the person: `true` when they are new, `false` when they go.
    Consent(bool, ConsentText),
    /// A clause that was not there: number and heading.
    ClauseAdded(String, String),
    /// A clause that goes: number and heading.
    ClauseRemoved(String, String),
    /// What one receiver may be told is more: the clause, the receiver, the kinds.
    MoreTold(String, Recipient, Vec<ItemCategory>),
    /// What one receiver may be told is less.
    LessTold(String, Recipient, Vec<ItemCategory>),
    /// For which purposes is more: the clause, the purposes.
    MorePurposes(String, Vec<Purpose>),
    /// For which purposes is less.
    FewerPurposes(String, Vec<Purpose>),
    /// A clause goes another way than before.
    Turned(String, Direction),
}

/// Every change from one to the other, in the order of the pages. Empty when nothing changes.
pub fn changes(before: &PolicySet, after: &PolicySet) -> Vec<Change> {
    let mut out = Vec::new();
    let empty = Terms::default();
    let text = |setting: &Option<String>| setting.clone().unwrap_or_default();
    let old = before.terms.as_deref().unwrap_or(&empty);
    let new = after.terms.as_deref().unwrap_or(&empty);
    let mut line = |name, before: String, after: String| {
        if before != after {
            out.push(Change::Text(name, before, after));
        }
    };
    line("reference", text(&before.agreement), text(&after.agreement));
    line(
        "known-clause",
        text(&before.known_clause),
        text(&after.known_clause),
    );
    line(
        "police-advice",
        text(&before.police_advice),
        text(&after.police_advice),
    );
    line(
        "health-advice",
        text(&before.health_advice),
        text(&after.health_advice),
    );
    let day = |day: Option<chrono::NaiveDate>| day.map(day_words).unwrap_or_default();
    line("starts", day(old.starts), day(new.starts));
    line("ends", day(old.ends), day(new.ends));
    line("review", day(old.review), day(new.review));
    line("ended", day(old.ended), day(new.ended));
    line("partners", old.partners.join(", "), new.partners.join(", "));
    line("rules", old.rules.clone(), new.rules.clone());
    if old.channels != new.channels {
        out.push(Change::Channels(old.channels.clone(), new.channels.clone()));
    }
    if old.police_regime != new.police_regime {
        out.push(Change::Regime(old.police_regime, new.police_regime));
    }
    rows(&mut out, &old.contacts, &new.contacts, Change::Contact);
    rows(&mut out, &old.kept, &new.kept, Change::Kept);
    rows(&mut out, &old.consent, &new.consent, Change::Consent);
    clauses(&mut out, &old.clauses, &new.clauses);
    out
}

/// A row that changed goes and comes.
fn rows<T: Clone + PartialEq>(
    out: &mut Vec<Change>,
    before: &[T],
    after: &[T],
    change: fn(bool, T) -> Change,
) {
    for gone in before.iter().filter(|row| !after.contains(row)) {
        out.push(change(false, gone.clone()));
    }
    for new in after.iter().filter(|row| !before.contains(row)) {
        out.push(change(true, new.clone()));
    }
}

fn clauses(out: &mut Vec<Change>, before: &[Clause], after: &[Clause]) {
    for gone in before
        .iter()
        .filter(|clause| after.iter().all(|other| other.number != clause.number))
    {
        out.push(Change::ClauseRemoved(gone.number.clone(), gone.title.clone()));
    }
    for clause in after {
        match before.iter().find(|other| other.number == clause.number) {
            Some(old) if old == clause => {}
            Some(old) => one(out, old, clause),
            None => {
                out.push(Change::ClauseAdded(clause.number.clone(), clause.title.clone()));
                let nothing = Clause {
                    purposes: Vec::new(),
                    ticks: Vec::new(),
                    ..clause.clone()
                };
                one(out, &nothing, clause);
            }
        }
    }
}

fn one(out: &mut Vec<Change>, old: &Clause, new: &Clause) {
    let number = &new.number;
    if old.direction != new.direction {
        out.push(Change::Turned(number.clone(), new.direction));
    }
    let pairs = [
        ("clause-title", &old.title, &new.title),
        ("clause-usual", &old.usual, &new.usual),
        ("clause-staff", &old.staff, &new.staff),
    ];
    for (name, before, after) in pairs {
        if before != after {
            out.push(Change::Text(
                name,
                format!("{number}: {before}"),
                format!("{number}: {after}"),
            ));
        }
    }
    let purposes = |clause: &Clause| -> BTreeSet<Purpose> { clause.purposes.iter().copied().collect() };
    let (was, is) = (purposes(old), purposes(new));
    if is.difference(&was).next().is_some() {
        out.push(Change::MorePurposes(
            number.clone(),
            is.difference(&was).copied().collect(),
        ));
    }
    if was.difference(&is).next().is_some() {
        out.push(Change::FewerPurposes(
            number.clone(),
            was.difference(&is).copied().collect(),
        ));
    }
    for to in Recipient::ALL {
        let told = |clause: &Clause| -> BTreeSet<ItemCategory> {
            let ticks = clause.ticks.iter().filter(|ticks| ticks.to == *to);
            ticks.flat_map(|ticks| ticks.items.iter().copied()).collect()
        };
        let (was, is) = (told(old), told(new));
        let more: Vec<ItemCategory> = is.difference(&was).copied().collect();
        let less: Vec<ItemCategory> = was.difference(&is).copied().collect();
        if !more.is_empty() {
            out.push(Change::MoreTold(number.clone(), *to, more));
        }
        if !less.is_empty() {
            out.push(Change::LessTold(number.clone(), *to, less));
        }
    }
}
