//! What the Data Protection Act 2018, section 62, wants logged, as the log's entries say it: collection, alteration,
//! consultation, disclosure, combination, erasure; of a consultation and a disclosure why, and who received. A line has
//! codes, names of those who acted or received, and times: there is no field that the words of a record could get into.

use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};

use super::content::{Basis, Content, Detail, Disclosed, Home, NoteHow, Receiver};
use super::decision::conclusion::Confidentiality;
use super::ids::IncidentId;

/// One of the six operations of section 62(1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// Something was written down for the first time.
    Collection,
    /// Something that was written down was changed, withdrawn or moved.
    Alteration,
    /// A record was looked at.
    Consultation,
    /// Something was told to somebody.
    Disclosure,
    /// Two records became one.
    Combination,
    /// Something was destroyed.
    Erasure,
}

impl Operation {
    /// The statute's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Collection => "collection",
            Self::Alteration => "alteration",
            Self::Consultation => "consultation",
            Self::Disclosure => "disclosure",
            Self::Combination => "combination",
            Self::Erasure => "erasure",
        }
    }
}

/// What one entry is under section 62.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Which operation.
    pub operation: Operation,
    /// Which incident.
    pub incident: Option<IncidentId>,
    /// Who received, of a disclosure.
    pub recipients: Vec<String>,
    /// Why, as a code; empty where the statute asks for none.
    pub justification: &'static str,
}

/// What has been written before: the second time a detail is set, it is altered.
#[derive(Debug, Default)]
pub struct Before(HashSet<(IncidentId, Discriminant<Detail>)>);

impl Before {
    fn set(&mut self, incident: IncidentId, detail: &Detail) -> Operation {
        if self.0.insert((incident, discriminant(detail))) {
            Operation::Collection
        } else {
            Operation::Alteration
        }
    }
}

/// What this entry is, given those before it in the order of the log; `None` for what is about no person's data. What only
/// counts or mirrors another entry is left out, so that nothing stands twice. A kind without a line of its own is a
/// collection: nothing that was written about a person is missing.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "every other kind is told by where it lives"
)]
pub fn logged(content: &Content, before: &mut Before) -> Option<Logged> {
    use Operation::{Alteration, Collection, Combination, Consultation, Disclosure};
    let (operation, recipients, justification) = match content {
        Content::Disclosed(told) => (Disclosure, names(&told.to), why_told(told)),
        Content::ToldOutside(told) => (Disclosure, names(&told.0.to), why_told(&told.0)),
        Content::NoteGiven(given) if given.how != NoteHow::Declined => {
            (Disclosure, vec!["the person".to_owned()], "right of access")
        }
        Content::HandoverReceived(taken) => (
            Disclosure,
            vec![joined(&taken.name, &taken.role)],
            "handover of care",
        ),
        Content::AdviceGiven(advice) => (Disclosure, vec![advice.to.clone()], "advice to officers"),
        Content::PaperMade(_) => (
            Disclosure,
            Vec::new(),
            "paper made; who received it is in the record",
        ),
        Content::Viewed(_) => (Consultation, Vec::new(), "private page of the member's own side"),
        Content::GovernanceOpened(_) => (Consultation, Vec::new(), "governance; reason typed and reviewed"),
        Content::Exported(made) => {
            made.incident?;
            return Some(Logged {
                operation: Disclosure,
                incident: made.incident,
                recipients: Vec::new(),
                justification: "extract with proofs; who received it is in the record",
            });
        }
        Content::Joined(_) | Content::NoteArrived(_) => (Combination, Vec::new(), ""),
        Content::NoteAmended(_)
        | Content::NoteMoved(_)
        | Content::Corrected(_)
        | Content::Withdrawn(_)
        | Content::Undone(_)
        | Content::Parted(_)
        | Content::Reopened(_)
        | Content::RecordCompleted(_)
        | Content::ConsentTakenBack(_) => (Alteration, Vec::new(), ""),
        Content::DetailSet(set) => (before.set(set.incident, &set.detail), Vec::new(), ""),
        Content::ReviewWordPassed(_) | Content::ReviewWordRead(_) => return None,
        other => match other.home() {
            Home::AuthorSide | Home::Shared => (Collection, Vec::new(), ""),
            Home::Log | Home::Oversight => return None,
        },
    };
    Some(Logged {
        operation,
        incident: content.incident(),
        recipients,
        justification,
    })
}

fn names(receivers: &[Receiver]) -> Vec<String> {
    receivers
        .iter()
        .map(|to| joined(&to.name, &to.organisation))
        .collect()
}

fn joined(name: &str, of: &str) -> String {
    if of.is_empty() {
        name.to_owned()
    } else {
        format!("{name}, {of}")
    }
}

fn why_told(told: &Disclosed) -> &'static str {
    match told.basis {
        Basis::Agreement => "known or not known, under the sharing agreement",
        Basis::Danger => "danger now; the reason is in the decision that finished it",
        Basis::OwnCare => "the person's own care, between health services; the person was not asked",
        Basis::Decided(ground) => match ground {
            Confidentiality::Consent => "the person agreed",
            Confidentiality::CarePlanConsent => "the person agreed beforehand in a care plan",
            Confidentiality::BestInterests => "best interests (Mental Capacity Act 2005)",
            Confidentiality::PublicInterestHarm => "overriding public interest: serious harm",
            Confidentiality::PublicInterestCrime => "overriding public interest: serious crime",
            Confidentiality::StatutoryDuty => "a statute compels it",
            Confidentiality::CourtOrder => "a court's order",
            Confidentiality::NotConfidential => "no duty of confidence is engaged",
            Confidentiality::None => "no ground held; the governance lead was told",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::{NoteAmended, NoteWritten, Viewed};
    use crate::domain::ids::{ItemId, MemberId};
    use crate::domain::role::Side;
    use crate::domain::time::Moment;

    const INCIDENT: IncidentId = IncidentId([1; 16]);

    fn operation(content: &Content, before: &mut Before) -> Option<Operation> {
        logged(content, before).map(|logged| logged.operation)
    }

    #[test]
    fn a_detail_is_collected_once_and_altered_after_that() {
        let mut before = Before::default();
        let place = |words: &str| {
            Content::DetailSet(crate::domain::content::DetailSet {
                incident: INCIDENT,
                item: ItemId([1; 16]),
                detail: Detail::Place(words.to_owned()),
            })
        };
        assert_eq!(
            operation(&place("Quay"), &mut before),
            Some(Operation::Collection)
        );
        assert_eq!(
            operation(&place("Mill Lane"), &mut before),
            Some(Operation::Alteration)
        );
    }

    #[test]
    fn a_look_is_a_consultation_and_a_line_has_no_word_of_the_record() {
        let mut before = Before::default();
        let viewed = Content::Viewed(Viewed {
            incident: INCIDENT,
            member: MemberId([1; 16]),
            side: Side::Health,
            at: Moment(0),
        });
        assert_eq!(operation(&viewed, &mut before), Some(Operation::Consultation));
        let note = Content::NoteWritten(NoteWritten {
            incident: INCIDENT,
            note: ItemId([2; 16]),
            source: crate::domain::content::NoteSource::Seen,
            text: "CANARY".to_owned(),
        });
        let amended = Content::NoteAmended(NoteAmended {
            incident: INCIDENT,
            note: ItemId([2; 16]),
            text: "CANARY".to_owned(),
            why: "CANARY".to_owned(),
        });
        for (content, wanted) in [(note, Operation::Collection), (amended, Operation::Alteration)] {
            let line = logged(&content, &mut before).unwrap();
            assert_eq!(line.operation, wanted);
            assert!(!format!("{line:?}").contains("CANARY"));
        }
    }
}
