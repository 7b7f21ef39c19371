//! Whether an earlier answer of the same incident serves again: an answer is locked to its purpose, its receiver and the
//! kinds of information that were asked about (Caldicott principles 1 and 2; UK GDPR Art 5(1)(b)).

use serde::{Deserialize, Serialize};

use super::facts::{Disclosure, Facts, ItemCategory, Purpose, Recipient};

/// What the person was asked about: to whom, for what, which kinds of information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedAbout {
    /// What the receiver is.
    pub recipient: Recipient,
    /// Somebody outside the crew by name; empty for the other seat.
    pub name: String,
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
