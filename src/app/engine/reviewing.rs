//! Reviews: what each reviewer has before them, and learning notes on their way to authors.

use std::collections::BTreeMap;

use super::Engine;
use super::checks::left;
use super::month::{closed, month_facts};
use super::seats::new_item;
use super::writing::Act;
use crate::app::api::{Asked, Done, NoteRow};
use crate::app::problem::Problem;
use crate::domain::checks::{self, Drawn, Finding, Reviews};
use crate::domain::content::{
    Content, ReviewDrawn, ReviewWord, ReviewWordPassed, Reviewed, Verdict, WordFor, WordPassedFact,
};
use crate::domain::ids::{EntryRef, IncidentId, ItemId, MemberId};
use crate::domain::incident::Placed;
use crate::domain::role::{Role, Side};
use crate::domain::time::{Moment, YearMonth};

/// What was reviewed is shown so many months back; what nobody has reviewed never goes out of sight.
const MONTHS_BACK: usize = 11;

impl Engine {
    /// A reviewer's finding on something that is before them, once.
    pub(super) fn review(
        &mut self,
        about: ItemId,
        verdict: Verdict,
        word: Option<ReviewWord>,
    ) -> Result<Done, Problem> {
        let checks = self.checks_page().ok_or_else(closed)?;
        let case = checks.cases.iter().find(|case| case.about == about);
        let case = case.filter(|case| case.is_open()).ok_or_else(|| {
            Problem::new(
                "A-823",
                "That is not before you: you have found on it, two others have, or it is your own organisation's",
                "Choose one from the list",
            )
        })?;
        let word = match (word, case.author, case.incident) {
            (Some(word), Some(to), Some(incident)) => Some(WordFor {
                word,
                to,
                incident,
                reference: checks.references.get(&incident).cloned().unwrap_or_default(),
                of: case.at,
            }),
            (None, ..) => None,
            (Some(_), ..) => {
                return Err(Problem::new(
                    "A-824",
                    "Nobody in a seat signed this, so nobody can be sent a note",
                    "Leave the note out",
                ));
            }
        };
        let at = self.now();
        let found = Reviewed {
            about,
            verdict,
            word,
            at,
        };
        self.write(vec![Content::Reviewed(found).into()])?;
        Ok(Done::Ok)
    }

    /// What is before this reviewer, with the references of the incidents.
    pub(super) fn reviews_of(
        &self,
        month: YearMonth,
        drawn: Option<&ReviewDrawn>,
    ) -> Result<(Reviews, BTreeMap<IncidentId, String>), Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let Some(view) = &office.oversight else {
            return Ok((Reviews::default(), BTreeMap::new()));
        };
        let first = (0..MONTHS_BACK).fold(month, |month, _| month.previous());
        let mut entries = view.always_reviewed(Moment(0))?;
        let drawn = Drawn {
            decisions: drawn.map_or(&[], |drawn| &drawn.drawn),
            at: drawn.map(|drawn| drawn.at),
        };
        if !drawn.decisions.is_empty() {
            entries.extend(month_facts(view, month)?);
        }
        let mut findings: Vec<Finding> = Vec::new();
        for placed in self.overseen(&["oversight.reviewed"])? {
            if let (Some(author), Content::Reviewed(reviewed)) = (placed.author, placed.content) {
                findings.push((author, reviewed));
            }
        }
        let me = (office.member.id, office.member.side);
        let mut found = checks::reviews(&entries, drawn, &findings, &self.sides(), me);
        found
            .cases
            .retain(|case| case.is_open() || case.at >= first.start());
        let mut references = BTreeMap::new();
        let incidents: std::collections::BTreeSet<IncidentId> =
            found.cases.iter().filter_map(|case| case.incident).collect();
        for incident in incidents {
            references.insert(incident, reference_in(&view.entries_of(incident)?));
        }
        Ok((found, references))
    }

    /// Whose member everybody is.
    pub(super) fn sides(&self) -> BTreeMap<MemberId, Side> {
        let members = self.vault.as_ref().map(crate::vault::Vault::members);
        let sides = members
            .unwrap_or_default()
            .into_iter()
            .map(|member| (member.id, member.side));
        sides.collect()
    }

    /// Learning notes for people of `side`, those that wait to be passed on first.
    pub(super) fn notes_to_pass(
        &self,
        side: Side,
        asked: &BTreeMap<EntryRef, Asked>,
    ) -> Result<Vec<NoteRow>, Problem> {
        let (names, sides, gone) = (self.names(), self.sides(), self.left());
        let mut notes = Vec::new();
        for placed in self.overseen(&["oversight.reviewed"])? {
            let reviewer = placed.author.and_then(|author| sides.get(&author).copied());
            if let Content::Reviewed(reviewed) = placed.content
                && let Some(word) = reviewed.word
                && sides.get(&word.to) == Some(&side)
                && reviewer == Some(side.other())
            {
                notes.push(NoteRow {
                    follows: placed.entry,
                    name: names.get(&word.to).cloned().unwrap_or_default(),
                    passed: asked.get(&placed.entry).cloned(),
                    left: gone.contains(&word.to),
                    word,
                });
            }
        }
        notes.sort_by_key(|note| (!note.waits(), std::cmp::Reverse(note.word.of)));
        Ok(notes)
    }

    /// Whether whoever is at the office may write to their own organisation's people: its governance lead.
    pub(super) fn passes_on(&self) -> Result<bool, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        Ok(office.member.role == Role::Governance)
    }

    /// Passes a learning note or a question on to whom it is for, who finds it in their own seat.
    pub(super) fn pass_on(&mut self, follows: EntryRef) -> Result<Done, Problem> {
        if !self.passes_on()? {
            return Err(Problem::new(
                "A-835",
                "Only your governance lead passes notes and questions on: they go into your organisation's own part of the log",
                "It waits on this page until your governance lead signs in",
            ));
        }
        let checks = self.checks_page().ok_or_else(closed)?;
        let note = checks.notes.iter().find(|note| note.follows == follows);
        let note = note.filter(|note| note.passed.is_none()).ok_or_else(|| {
            Problem::new(
                "A-825",
                "That note was passed on already, or is not for your organisation",
                "Choose one from the list",
            )
        })?;
        let about = self.overseen(&["oversight.reviewed"])?.into_iter();
        let about = about.filter(|placed| placed.entry == follows).find_map(|placed| {
            if let Content::Reviewed(reviewed) = placed.content {
                Some(reviewed.about)
            } else {
                None
            }
        });
        if note.left {
            return Err(left(&note.name));
        }
        self.write(passing(follows, &note.word, about, self.now()).into())?;
        Ok(Done::Ok)
    }
}

/// A word on its way to whom it is for, and for supervisors that it went.
pub(super) fn passing(follows: EntryRef, word: &WordFor, about: Option<ItemId>, at: Moment) -> [Act; 2] {
    let item = new_item();
    let passed = ReviewWordPassed {
        incident: word.incident,
        reference: word.reference.clone(),
        item,
        to: word.to,
        word: word.word,
        of: word.of,
        about,
    };
    let fact = WordPassedFact { item, follows, at };
    [
        Content::ReviewWordPassed(passed).into(),
        Content::WordPassedFact(fact).into(),
    ]
}

/// The reference of an incident among its facts.
pub(super) fn reference_in(entries: &[Placed]) -> String {
    let mut opened = entries.iter().filter_map(|placed| {
        if let Content::OpenedFact(fact) = &placed.content {
            Some(fact.reference.clone())
        } else {
            None
        }
    });
    opened.next().unwrap_or_default()
}
