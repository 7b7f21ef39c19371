//! Papers that a seat makes: the person's note and the page that explains a decision; and the entry that the person has
//! the note.

use std::path::Path;

use super::Engine;
use super::seats::new_item;
use super::writing::Act;
use crate::app::api::Done;
use crate::app::paper::{self, NoteAbout, NoteForm, Pages, Source};
use crate::app::problem::Problem;
use crate::domain::content::{
    Content, DecisionResult, NoteGiven, NoteHow, PaperKind, PaperMade, PaperOut, TaskDone, TaskSet,
};
use crate::domain::decision::conclusion::Task;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::SideFile;
use crate::domain::paper::Document;
use crate::domain::paper::note::Selection;
use crate::domain::role::Side;
use crate::vault::file_digest;

impl Engine {
    /// The page that explains a decision, to be looked at.
    pub(super) fn show_explanation(
        &mut self,
        incident: IncidentId,
        decision: ItemId,
    ) -> Result<Done, Problem> {
        let explained = self.source()?.explain(incident, decision)?;
        Ok(Done::Paper(std::sync::Arc::new(explained.document)))
    }

    /// The note to the printer: no file of it is left. The entry comes first, so that no sheet is without one.
    pub(super) fn print_note(&mut self, incident: IncidentId, form: &NoteForm) -> Result<Done, Problem> {
        let (document, selection) = self.note(incident, form)?;
        let made = paper_made(incident, form, &selection)?;
        self.print(&document, made)
    }

    /// The explanation to the printer, its proofs in the annex: no file of it is left.
    pub(super) fn print_explanation(
        &mut self,
        incident: IncidentId,
        decision: ItemId,
    ) -> Result<Done, Problem> {
        let explained = self.source()?.explain(incident, decision)?;
        let made = PaperMade {
            incident,
            item: new_item(),
            paper: PaperKind::Explanation,
            out: PaperOut::Printed,
            about: vec![decision],
            pdf: String::new(),
            form: None,
        };
        self.print(&explained.document, made)
    }

    /// A paper to the printer, after the entry that says so.
    pub(super) fn print(&mut self, document: &Document, made: PaperMade) -> Result<Done, Problem> {
        let bytes = paper::pdf(document)?;
        let made = PaperMade {
            out: PaperOut::Printed,
            pdf: file_digest(&bytes),
            ..made
        };
        paper::print(&bytes, || self.write(vec![Content::PaperMade(made).into()]))?;
        Ok(Done::Printed)
    }

    /// The note as files, and the entry that says so.
    pub(super) fn save_note(
        &mut self,
        incident: IncidentId,
        form: &NoteForm,
        folder: &Path,
    ) -> Result<Done, Problem> {
        let reference = self.shared_of(incident)?.reference.clone();
        let (document, selection) = self.note(incident, form)?;
        let made = paper_made(incident, form, &selection)?;
        let pages = Pages::save(&document, folder, &format!("note {reference}"))?;
        let made = PaperMade {
            pdf: pages.digest.clone(),
            ..made
        };
        self.write(vec![Content::PaperMade(made).into()])
            .inspect_err(|_problem| pages.take_back())?;
        Ok(Done::PaperMade(vec![pages.pdf, pages.html]))
    }

    /// The explanation as files, its proofs beside it, and the entry that says so.
    pub(super) fn save_explanation(
        &mut self,
        incident: IncidentId,
        decision: ItemId,
        folder: &Path,
    ) -> Result<Done, Problem> {
        let source = self.source()?;
        let explained = source.explain(incident, decision)?;
        let written = source.write(&explained, folder)?;
        let fact = source.fact(&explained, &written)?;
        if let Err(problem) = self.write(vec![fact.into()]) {
            // a paper without its entry in the log was not given out
            written.take_back();
            return Err(problem);
        }
        Ok(Done::PaperMade(vec![written.pdf, written.html, written.proof]))
    }

    /// Records that the person has the note or did not want it. What is not on it and not planned yet becomes a task
    /// with a day on which it is looked at again.
    pub(super) fn give_note(
        &mut self,
        incident: IncidentId,
        form: &NoteForm,
        how: NoteHow,
    ) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        let (_, selection) = self.note(incident, form)?;
        if selection.shares.is_empty() {
            return Err(empty_note());
        }
        let disclosures: Vec<ItemId> = selection.shares.iter().map(|share| share.disclosure).collect();
        let own = self.own_of(incident)?;
        let mut acts: Vec<Act> = Vec::new();
        if how.tells() {
            acts.extend(told_tasks(&own, incident, &disclosures));
        }
        acts.extend(self.review_tasks(&own, incident, &selection));
        let given = NoteGiven {
            incident,
            item: new_item(),
            by: side,
            disclosures,
            easy: form.easy,
            how,
        };
        acts.push(Content::NoteGiven(given).into());
        self.write(acts)?;
        Ok(Done::Ok)
    }

    fn note(&mut self, incident: IncidentId, form: &NoteForm) -> Result<(Document, Selection), Problem> {
        let side = self.private_seat()?;
        let shared = self.shared_of(incident)?;
        let own = self.own_of(incident)?;
        let vault = self.vault()?;
        let genesis = vault.genesis();
        let organisation = match side {
            Side::Police => genesis.police.clone(),
            Side::Health => genesis.health.clone(),
        };
        let policy = vault.policy();
        let about = NoteAbout {
            shared: &shared,
            own: &own,
            side,
            organisation: &organisation,
            contact: &paper::contact(&policy, side),
            complaint_days: self.config.rules.thresholds().complaint_acknowledged_days,
        };
        Ok(paper::note(&about, form))
    }

    /// Shares that are not on the note and for which nobody has planned when that is looked at again.
    fn review_tasks(&self, own: &SideFile, incident: IncidentId, selection: &Selection) -> Vec<Act> {
        let days = i64::from(self.config.rules.thresholds().not_told_review_days);
        let due = Some(self.now().plus_minutes(days * 24 * 60));
        let planned = |share: ItemId| {
            own.tasks.iter().any(|task| {
                task.done.is_none()
                    && matches!(task.task, Task::TellThePerson | Task::TellThePersonLater)
                    && task.about.is_some_and(|about| is_about(own, about, share))
            })
        };
        let held = selection.held.iter().filter(|(share, _)| !planned(*share));
        held.map(|(share, _)| {
            let task = TaskSet {
                incident,
                item: new_item(),
                task: Task::TellThePersonLater,
                due,
                about: Some(*share),
                words: String::new(),
                owner: String::new(),
            };
            Content::TaskSet(task).into()
        })
        .collect()
    }

    fn source(&mut self) -> Result<Source<'_>, Problem> {
        self.private_seat()?;
        let now = self.now();
        let (Some(vault), Some(member), Some(shared), Some(own)) =
            (&self.vault, &self.seated, &self.desk.shared, &self.desk.own)
        else {
            return Err(Problem::new(
                "A-202",
                "Tandem is locked",
                "Enter a PIN, or sign in with a passphrase",
            ));
        };
        Ok(Source {
            vault,
            member,
            ring: &self.ring,
            shared,
            own,
            rules: &self.config.rules,
            book: &self.rule_book,
            now,
        })
    }
}

/// What the person now knows needs no telling any more.
fn told_tasks(own: &SideFile, incident: IncidentId, disclosures: &[ItemId]) -> Vec<Act> {
    let open = own.tasks.iter().filter(|task| {
        task.done.is_none()
            && matches!(task.task, Task::TellThePerson | Task::TellThePersonLater)
            && task
                .about
                .is_some_and(|about| disclosures.iter().any(|share| is_about(own, about, *share)))
    });
    open.map(|task| {
        let done = TaskDone {
            incident,
            item: task.item,
            note: String::new(),
            told: None,
        };
        Content::TaskDone(done).into()
    })
    .collect()
}

/// Whether a task about this decision or disclosure is about the share.
fn is_about(own: &SideFile, about: ItemId, share: ItemId) -> bool {
    about == share
        || own.decisions.iter().any(|(_, decision)| {
            decision.decision == about
                && matches!(decision.result,
                    DecisionResult::Shared { disclosure } | DecisionResult::DangerFinished { disclosure }
                        if disclosure == share)
        })
}

fn empty_note() -> Problem {
    Problem::new(
        "A-467",
        "There is nothing on this note",
        "Put a share on it first, or leave it: what is held back stays on your task list",
    )
}

/// The entry of a note that is about to leave.
fn paper_made(incident: IncidentId, form: &NoteForm, selection: &Selection) -> Result<PaperMade, Problem> {
    if selection.shares.is_empty() {
        return Err(empty_note());
    }
    Ok(PaperMade {
        incident,
        item: new_item(),
        paper: if form.easy {
            PaperKind::NoteEasy
        } else {
            PaperKind::NotePlain
        },
        out: PaperOut::Saved,
        about: selection.shares.iter().map(|share| share.disclosure).collect(),
        pdf: String::new(),
        form: None,
    })
}
