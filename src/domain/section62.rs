//! What the Data Protection Act 2018, section 62, wants logged, as the log's entries say it: collection, alteration,
//! consultation, disclosure, combination, erasure; of a consultation and a disclosure why, and who received. A line has
//! codes, names of those who acted or received, and times: there is no field that the words of a record could get into.
//! A receiver outside the crew is typed by whoever told them: section 62(3)(b) wants their identity as far as possible, so
//! the name stands, but no NHS number in it, and nothing that is longer than a name.

use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};

use super::checks::Part;
use super::content::{Basis, Content, Detail, Disclosed, Home, NoteHow, Receiver};
use super::decision::conclusion::Confidentiality;
use super::ids::IncidentId;
use super::record::without_nhs_numbers;

/// How long a name or an organisation is at most, in characters.
const LONGEST_NAME: usize = 80;
/// What stands in place of a receiver that is more than a name.
const TOO_LONG: &str = "receiver as in the entry";

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
    /// Takes in what was written before the days that are looked at.
    pub fn know(&mut self, content: &Content) {
        if let Content::DetailSet(set) = content {
            self.set(set.incident, &set.detail);
        }
    }

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
        Content::AdviceGiven(advice) => (Disclosure, vec![joined(&advice.to, "")], "advice to officers"),
        Content::PaperMade(_) => (
            Disclosure,
            Vec::new(),
            "paper made; who received it is in the record",
        ),
        Content::Viewed(_) => (Consultation, Vec::new(), "private page of the member's own side"),
        Content::RegisterViewed(_) => (Consultation, Vec::new(), "register of the member's own side"),
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
        // counts of a month, and words of a review: about nobody whom a record is of
        Content::OwnCountsKept(_) | Content::ReviewWordPassed(_) | Content::ReviewWordRead(_) => return None,
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

/// Who received, by name and organisation.
fn joined(name: &str, of: &str) -> String {
    let [name, of] = [name, of].map(identity);
    if of.is_empty() {
        name
    } else {
        format!("{name}, {of}")
    }
}

/// What was typed as a name. More than a name, or more than one line, is not repeated: whoever may see it finds the entry by
/// its number.
fn identity(typed: &str) -> String {
    let typed = typed.trim();
    if typed.chars().count() > LONGEST_NAME || typed.contains(char::is_control) {
        return TOO_LONG.to_owned();
    }
    without_nhs_numbers(typed)
}

/// Why a private page could be looked at, as far as the log knows (section 62(2)(a)).
pub fn why_viewed(part: Part) -> &'static str {
    match part {
        Part::Worked => "on the crew of the incident, or wrote of it",
        Part::Register => "register of the member's own side, of all incidents",
        Part::Asked => "the other organisation had asked about it",
        Part::None => "nothing in the log says why; see the access checks",
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
    fn a_detail_that_was_set_before_these_days_is_altered_in_them() {
        let place = |words: &str| {
            Content::DetailSet(crate::domain::content::DetailSet {
                incident: INCIDENT,
                item: ItemId([1; 16]),
                detail: Detail::Place(words.to_owned()),
            })
        };
        let mut before = Before::default();
        before.know(&place("Quay"));
        let altered = operation(&place("Mill Lane"), &mut before);
        assert_eq!(altered, Some(Operation::Alteration));
    }

    #[test]
    fn a_receiver_is_named_and_no_number_or_sentence_of_the_record_comes_with_the_name() {
        assert_eq!(joined("Dr Osei", "Elm Surgery"), "Dr Osei, Elm Surgery");
        assert_eq!(joined("PC 4411 Hughes", ""), "PC 4411 Hughes");
        let number = joined("Dr Osei about 999 000 0018", "Elm Surgery");
        assert!(!number.contains("0018") && number.contains("Dr Osei"), "{number}");
        for record in [
            "Dr Osei\nCANARY hears a voice",
            "Dr Osei, who was told that the person CANARY has taken tablets before and lives with a brother",
        ] {
            let line = joined(record, "Elm Surgery");
            assert_eq!(line, format!("{TOO_LONG}, Elm Surgery"));
        }
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
