//! What terms must be before anybody signs them: dates in order, nothing beyond a red line, nothing that the rule table
//! does not have, and texts of a size that a page can hold.

use super::covers::never;
use super::terms::{Clause, Terms};
use crate::domain::decision::facts::Nation;
use crate::domain::role::Side;
use crate::domain::rules::{Rules, Who};

/// The longest text for the person or the staff, in characters.
pub const LONGEST_TEXT: usize = 1200;
/// The longest name, number or heading, in characters.
pub const LONGEST_LINE: usize = 160;
/// More clauses, contacts or rows than this are no agreement that a page can show.
const MOST: usize = 60;

/// Why terms cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which part: `dates`, `clauses`, `contacts`, `kept` or `consent`.
    pub part: &'static str,
    /// One sentence for a person.
    pub text: String,
}

/// How the rule table names an organisation.
pub fn who(side: Side) -> Who {
    match side {
        Side::Police => Who::Police,
        Side::Health => Who::Health,
    }
}

fn fault(part: &'static str, text: impl Into<String>) -> Fault {
    Fault {
        part,
        text: text.into(),
    }
}

impl Terms {
    /// Everything that stands in the way of signing, in the order of the pages. Empty when they may be signed.
    pub fn faults(&self, rules: &Rules, nation: Nation) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.dates(&mut faults);
        let sizes = [
            self.clauses.len(),
            self.contacts.len(),
            self.kept.len(),
            self.consent.len(),
            self.partners.len(),
        ];
        if sizes.iter().any(|size| *size > MOST) {
            faults.push(fault("clauses", format!("One part has more than {MOST} rows")));
        }
        for clause in &self.clauses {
            clause.faults(rules, &mut faults);
        }
        for (at, clause) in self.clauses.iter().enumerate() {
            let number = clause.number.trim();
            if self
                .clauses
                .iter()
                .skip(at + 1)
                .any(|other| other.number.trim() == number)
            {
                faults.push(fault("clauses", format!("Two clauses have the number {number}")));
            }
        }
        for contact in &self.contacts {
            let texts = [&contact.name, &contact.in_hours, &contact.out_of_hours];
            if texts.iter().any(|text| text.chars().count() > LONGEST_LINE) {
                faults.push(fault(
                    "contacts",
                    format!("A contact is longer than {LONGEST_LINE} characters"),
                ));
            }
        }
        for kept in &self.kept {
            if rules.retention_for(&kept.rule, who(kept.side), nation).is_none() {
                faults.push(fault(
                    "kept",
                    format!(
                        "The retention schedule has no row {} for that organisation",
                        kept.rule
                    ),
                ));
            }
        }
        for text in &self.consent {
            if [&text.english, &text.welsh]
                .iter()
                .any(|text| text.chars().count() > LONGEST_TEXT)
            {
                faults.push(fault(
                    "consent",
                    format!("A text is longer than {LONGEST_TEXT} characters"),
                ));
            }
        }
        faults
    }

    fn dates(&self, faults: &mut Vec<Fault>) {
        let Some(starts) = self.starts else {
            faults.push(fault("dates", "Set the first day on which it counts"));
            return;
        };
        if self.ends.is_some_and(|ends| ends < starts) {
            faults.push(fault("dates", "The last day is before the first"));
        }
        if self.review.is_some_and(|review| review < starts) {
            faults.push(fault("dates", "The review is before the first day"));
        }
    }
}

impl Clause {
    fn faults(&self, rules: &Rules, faults: &mut Vec<Fault>) {
        let number = self.number.trim();
        if number.is_empty() {
            faults.push(fault("clauses", "A clause has no number"));
        }
        if self.title.chars().count() > LONGEST_LINE || number.chars().count() > LONGEST_LINE {
            faults.push(fault(
                "clauses",
                format!("A clause's heading is longer than {LONGEST_LINE} characters"),
            ));
        }
        if self.staff.chars().count() > LONGEST_TEXT {
            faults.push(fault(
                "clauses",
                format!("Clause {number}: the text for staff is longer than {LONGEST_TEXT} characters"),
            ));
        }
        if !self.usual.is_empty() && rules.bundle(&self.usual).is_none() {
            faults.push(fault(
                "clauses",
                format!("Clause {number}: the rule table has no situation {}", self.usual),
            ));
        }
        let beyond = self.ticks.iter().any(|ticks| {
            ticks
                .items
                .iter()
                .any(|item| never(self.direction, ticks.to, *item))
        });
        if beyond {
            faults.push(fault(
                "clauses",
                format!("Clause {number} ticks something that is never shared with that receiver"),
            ));
        }
    }
}
