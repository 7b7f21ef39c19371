//! Layered consent for a voluntary partner: just services, talked through, a signed form; each with its day, and for the
//! services that were named.

use chrono::NaiveDate;

use super::may_be_same;
use crate::domain::content::{ConsentLevel, ConsentLevelSet, PersonAsked};

/// A level, and whether a later entry took its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelHeld {
    /// The entry.
    pub set: ConsentLevelSet,
    /// It holds; else a later one does.
    pub holds: bool,
}

impl LevelHeld {
    /// Whether it was set with this partner.
    pub fn is_with(&self, partner: &str) -> bool {
        self.set.partner.trim().eq_ignore_ascii_case(partner.trim())
    }

    /// The services that the partner may be told about: none below level 2.
    pub fn services(&self) -> &[String] {
        if self.holds && self.set.level >= ConsentLevel::TalkedThrough {
            &self.set.services
        } else {
            &[]
        }
    }

    /// Whether the partner may be told, or may tell, for this service: level 2 or 3 that holds and names it.
    pub fn allows(&self, service: &str) -> bool {
        let named = |name: &String| name.trim().eq_ignore_ascii_case(service.trim());
        self.services().iter().any(named)
    }
}

pub(super) fn take(levels: &mut Vec<LevelHeld>, set: &ConsentLevelSet) {
    let same = |held: &ConsentLevelSet| {
        held.partner.trim().eq_ignore_ascii_case(set.partner.trim())
            && may_be_same(&held.person, Some(held.day), &set.person, set.day)
    };
    for held in levels.iter_mut().filter(|held| same(&held.set)) {
        held.holds = false;
    }
    levels.push(LevelHeld {
        set: set.clone(),
        holds: true,
    });
}

/// The levels of whoever may be this person, the latest first.
pub fn levels_of<'a>(
    levels: &'a [LevelHeld],
    person: &'a PersonAsked,
    today: NaiveDate,
) -> impl Iterator<Item = &'a LevelHeld> {
    levels
        .iter()
        .filter(move |held| may_be_same(&held.set.person, Some(held.set.day), person, today))
}

/// What is wrong with a level that somebody wants to record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelProblem {
    /// Nobody is named.
    NoPerson,
    /// No partner is named.
    NoPartner,
    /// Its day is after today.
    Later,
    /// Level 2 or 3 without a service.
    NoService,
    /// Level 3 without the reference of a form.
    NoForm,
}

/// Checks a level before it is recorded.
///
/// # Errors
/// The first thing that is wrong.
pub fn check_level(set: &ConsentLevelSet, today: NaiveDate) -> Result<(), LevelProblem> {
    let blank = |text: &str| text.trim().is_empty();
    let shares = set.level >= ConsentLevel::TalkedThrough;
    if blank(&set.person.name) {
        Err(LevelProblem::NoPerson)
    } else if blank(&set.partner) {
        Err(LevelProblem::NoPartner)
    } else if set.day > today {
        Err(LevelProblem::Later)
    } else if shares && set.services.iter().all(|service| blank(service)) {
        Err(LevelProblem::NoService)
    } else if set.level == ConsentLevel::SignedForm && blank(&set.form) {
        Err(LevelProblem::NoForm)
    } else {
        Ok(())
    }
}
