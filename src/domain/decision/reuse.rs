//! Whether an earlier answer of the same incident serves again: an answer is locked to its purpose, its receiver and the
//! kinds of information that were asked about (Caldicott principles 1 and 2; UK GDPR Art 5(1)(b)).

use serde::{Deserialize, Serialize};

use super::facts::{Direction, Disclosure, Facts, ItemCategory, Purpose, Recipient};
use crate::domain::content::DecisionMade;

/// What the person was asked about: to whom, for what, which kinds of information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedAbout {
    /// What the receiver is.
    pub recipient: Recipient,
    /// Somebody outside the crew by name; empty for the other seat.
    pub name: String,
    /// Their organisation; empty for the other seat, and where an older version did not note it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Which kinds of information.
    pub items: Vec<ItemCategory>,
}

impl AskedAbout {
    /// Whether the answer holds for what is told now. Less than was asked about is no other question; where another
    /// reason than the answer itself carries the share (`carries` is false), that reason gives the purpose.
    pub fn reaches(&self, now: &Disclosure, carries: bool) -> bool {
        self.recipient == now.recipient
            && (!carries || self.purpose == now.purpose)
            && now.items.iter().all(|item| self.items.contains(item))
    }

    /// All of what is told now, to the other seat.
    pub fn across(told: &Disclosure) -> Self {
        Self {
            recipient: told.recipient,
            name: String::new(),
            organisation: String::new(),
            purpose: told.purpose,
            items: told.items.clone(),
        }
    }

    /// What an earlier decision asked the person about. `None` where it does not say who outside the crew was told: such an
    /// answer serves nobody again.
    pub fn earlier(made: &DecisionMade) -> Option<Self> {
        let told = &made.facts.disclosure;
        let across = matches!(
            told.direction,
            Direction::HealthToPolice | Direction::PoliceToHealth
        );
        let (name, organisation) = if across {
            (String::new(), String::new())
        } else {
            let [to] = made.record.as_deref()?.receivers.as_slice() else {
                return None;
            };
            (to.name.clone(), to.organisation.clone())
        };
        Some(Self {
            recipient: told.recipient,
            name,
            organisation,
            purpose: told.purpose,
            items: told.items.clone(),
        })
    }

    /// Whether it was about this somebody. The other seat has no name here; an organisation that was not noted is not
    /// compared.
    pub fn names(&self, name: &str, organisation: &str) -> bool {
        let same = |one: &str, other: &str| one.trim() == other.trim();
        same(&self.name, name) && (self.organisation.is_empty() || same(&self.organisation, organisation))
    }
}

/// What a senior view was taken of: to whom, for what, which kinds of information, and about whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewAbout {
    /// What would be told.
    pub told: AskedAbout,
    /// It was about a member of staff.
    pub staff: bool,
    /// It was about somebody else than the person.
    pub somebody_else: bool,
    /// Whoever asks had asked again and again.
    pub repeated: bool,
}

impl ViewAbout {
    /// A view of this, as the facts have it.
    pub fn of(told: AskedAbout, facts: &Facts) -> Self {
        Self {
            told,
            staff: facts.person.staff,
            somebody_else: facts.person.third_party,
            repeated: facts.disclosure.repeated_request,
        }
    }

    /// Whether it was of what stands now: less is no other question, another red flag is one.
    pub fn reaches(&self, now: &Facts) -> bool {
        self.told.reaches(&now.disclosure, true)
            && (self.staff || !now.person.staff)
            && (self.somebody_else || !now.person.third_party)
            && (self.repeated || !now.disclosure.repeated_request)
    }
}

/// In what a new decision differs from the one whose answer would be used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Differs {
    /// It is for another purpose.
    Purpose,
    /// It goes to another kind of receiver, or the other way.
    Receiver,
    /// It tells kinds of information that were not asked about.
    Items,
}

/// The first difference; `None` when the earlier question was the same.
pub fn differs(then: &Facts, now: &Facts) -> Option<Differs> {
    let (asked, told) = (&then.disclosure, &now.disclosure);
    if asked.purpose != told.purpose {
        Some(Differs::Purpose)
    } else if asked.recipient != told.recipient || asked.direction != told.direction {
        Some(Differs::Receiver)
    } else if told.items.iter().any(|item| !asked.items.contains(item)) {
        Some(Differs::Items)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::facts::{ItemCategory, Nation, Purpose};
    use crate::domain::decision::path::Context;
    use crate::domain::decision::record_tests::{agreed, day};
    use crate::domain::rules::Rules;

    #[test]
    fn an_answer_is_locked_to_its_purpose_its_receiver_and_what_was_asked() {
        let rules = Rules::embedded().unwrap();
        let kinds = vec![
            ItemCategory::PresentationAndRisk,
            ItemCategory::MedicationCritical,
        ];
        let ctx = Context::nurse_to_officer(day(), Nation::England, kinds);
        let then = agreed().to_facts(&ctx, &ctx.items, &rules);
        let mut fewer = then.clone();
        fewer.disclosure.items.truncate(1);
        assert_eq!(differs(&then, &fewer), None);
        assert_eq!(differs(&fewer, &then), Some(Differs::Items));
        let mut crime = then.clone();
        crime.disclosure.purpose = Purpose::InvestigateCrime;
        assert_eq!(differs(&then, &crime), Some(Differs::Purpose));
    }
}
