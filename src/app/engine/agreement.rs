//! The partnership's questions: a governance lead answers one, signs the other organisation's answer, or writes all of
//! them as one page.

use std::path::Path;

use super::Engine;
use crate::app::agreement;
use crate::app::api::Done;
use crate::app::problem::Problem;
use crate::domain::agreement::{PartnershipAnswer, QUESTION_COUNT};
use crate::domain::content::{Content, Partnership, PartnershipWritten};
use crate::domain::ids::{EntryRef, StreamId};
use crate::domain::role::Compartment;
use crate::vault::{Author, NewEntry, Ring};

impl Engine {
    /// Writes an answer, signed by the lead's organisation.
    pub(super) fn answer_partnership(&mut self, answer: PartnershipAnswer) -> Result<Done, Problem> {
        let questions = agreement::questions()?;
        let number = usize::from(answer.question);
        let question = number.checked_sub(1).and_then(|at| questions.get(at));
        let Some(question) = question.filter(|_| number <= QUESTION_COUNT) else {
            return Err(Problem::new(
                "A-425",
                "There is no question of that number",
                "Choose one of the 22",
            ));
        };
        if let Some(fault) = answer.fault(question) {
            return Err(Problem::new(
                "A-426",
                "The answer is not complete",
                format!("{fault}, then save again"),
            ));
        }
        self.write_partnership(Partnership::Answered(answer))
    }

    /// Signs, for the lead's organisation, the answer of that entry.
    pub(super) fn sign_partnership(&mut self, entry: EntryRef) -> Result<Done, Problem> {
        let register = self.vault()?.register();
        if !(1..=QUESTION_COUNT).any(|number| register.row(number).is_some_and(|row| row.entry == entry)) {
            return Err(Problem::new(
                "A-427",
                "That answer was changed in the meantime",
                "Read the new answer, then sign it",
            ));
        }
        self.write_partnership(Partnership::Signed(entry))
    }

    fn write_partnership(&mut self, wrote: Partnership) -> Result<Done, Problem> {
        self.as_lead(|vault, lead, now| {
            let entry = NewEntry {
                compartment: Compartment::Log,
                stream: StreamId([0; 16]),
                body: Content::PartnershipWritten(PartnershipWritten { wrote }).to_bytes(),
            };
            vault.append(Author::Member(lead), &Ring::empty(), now, vec![entry])
        })?;
        Ok(Done::Ok)
    }

    /// Writes the questions with their answers as one page for reading and printing.
    pub(super) fn export_partnership(&mut self, file: &Path) -> Result<Done, Problem> {
        let now = self.now();
        if self.office.is_none() {
            return Err(Problem::new(
                "A-428",
                "The questions are written out at the office",
                "A supervisor or governance lead signs in first",
            ));
        }
        let vault = self.vault()?;
        let page = agreement::page(&agreement::PageOf {
            organisations: {
                let genesis = vault.genesis();
                [&genesis.name, &genesis.police, &genesis.health].map(Clone::clone)
            },
            register: &vault.register(),
            agreement: vault.policy().agreement,
            names: vault
                .members()
                .into_iter()
                .map(|member| (member.id, member.name))
                .collect(),
            at: now,
        })?;
        agreement::write_new(file, &page)?;
        Ok(Done::Exported(file.to_path_buf()))
    }
}
