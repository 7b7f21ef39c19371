//! Writes that wait behind one another go to the disk together: one transaction, one wait, one new picture, and each
//! is answered only when it is there.

use std::collections::{BTreeMap, VecDeque};

use super::{Engine, Tell};
use crate::app::api::{Done, Request, Saved, Ticket};
use crate::app::problem::Problem;
use crate::domain::ids::{IncidentId, StreamId};
use crate::domain::role::Compartment;
use crate::vault::VaultError;

/// So many at most: what a transaction holds is lost together when the power goes, none of it confirmed.
const MOST: usize = 100;

/// A request with its ticket.
type Waiting = (Ticket, Request);
/// What came of one.
type Answer = (Ticket, Result<Done, Problem>);

/// What was written in a transaction that others still join.
#[derive(Default)]
pub(super) struct Group {
    /// Incidents to be shown anew afterwards.
    pub(super) touched: Vec<IncidentId>,
    /// Streams that were begun in it: no view knows them yet.
    pub(super) streams: BTreeMap<(Compartment, Option<IncidentId>), StreamId>,
}

/// Whether it only adds, and asks nothing of what was added just before.
fn joins_others(request: &Request) -> bool {
    matches!(
        request,
        Request::WriteNote { .. }
            | Request::SaveDraft(_)
            | Request::DropDraft(_)
            | Request::SetDetail(..)
            | Request::Stamp(..)
            | Request::AnswerKnown(..)
            | Request::TaskDone(..)
    )
}

impl Engine {
    /// Carries out the next of what waits, and with it those that follow at once and can go along.
    pub(in crate::app) fn handle_next(&mut self, waiting: &mut VecDeque<Waiting>, tell: Tell<'_>) {
        let many = waiting
            .iter()
            .take(MOST)
            .take_while(|(_, request)| joins_others(request))
            .count();
        let begun = many > 1
            && self
                .vault
                .as_mut()
                .is_some_and(|vault| vault.begin_together().is_ok());
        if begun {
            let answers = self.carry_out_together(waiting, many);
            self.answer(answers, tell);
        } else if let Some((ticket, request)) = waiting.pop_front() {
            self.handle(ticket, request, tell);
        }
    }

    /// Carries out the first `many`, or as many as the disk takes; the transaction has begun.
    fn carry_out_together(&mut self, waiting: &mut VecDeque<Waiting>, many: usize) -> Vec<Answer> {
        let before = (
            self.desk.drafts.clone(),
            self.desk.focus,
            self.desk.numbered.clone(),
        );
        self.group = Some(Group::default());
        let mut answers = Vec::with_capacity(many);
        while answers.len() < many
            && self
                .vault
                .as_ref()
                .is_some_and(crate::vault::Vault::holds_together)
            && let Some((ticket, request)) = waiting.pop_front()
        {
            answers.push((ticket, self.carry_out(request, &mut |_, _, _| true)));
        }
        let group = self.group.take().unwrap_or_default();
        let kept = self
            .vault
            .as_mut()
            .map_or(Err(VaultError::Closed), crate::vault::Vault::finish_together);
        let shown = match kept {
            Ok(()) => self.show(group.touched),
            Err(error) => {
                let problem = Problem::from(error);
                (self.desk.drafts, self.desk.focus, self.desk.numbered) = before;
                self.saved = Saved::Not(problem.what.clone());
                Err(problem)
            }
        };
        if let Err(problem) = shown {
            for (_, answer) in answers.iter_mut().filter(|(_, answer)| answer.is_ok()) {
                *answer = Err(problem.clone());
            }
        }
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::api::{Draft, Event};
    use crate::app::command_line::ask;
    use crate::app::engine::note_draft_key;
    use crate::app::engine::tests::{practice, shift, sit};
    use crate::app::worker::{Backend as _, Inline};
    use crate::domain::content::{Detail, NoteSource};
    use crate::domain::role::Side;

    fn note(incident: IncidentId, text: &str) -> Request {
        Request::WriteNote {
            incident,
            source: NoteSource::Seen,
            text: text.to_owned(),
        }
    }

    /// An incident in the nurse's seat.
    fn seated(dir: &std::path::Path) -> (Inline, IncidentId) {
        let made = practice(dir);
        let nurse = made
            .members
            .iter()
            .find(|m| format!("{:?}", m.role) == "Nurse")
            .unwrap();
        let mut desk = shift(dir, &made, &nurse.handle);
        sit(&mut desk, Side::Health);
        ask(&mut desk, Request::OpenIncident).unwrap();
        let incident = desk.engine().desk.focus.unwrap().0;
        while desk.poll().is_some() {}
        (desk, incident)
    }

    fn answers(desk: &mut Inline) -> (Vec<(Ticket, bool)>, usize) {
        let (mut answers, mut pictures) = (Vec::new(), 0);
        while let Some(event) = desk.poll() {
            match event {
                Event::Done(ticket, _) => answers.push((ticket, true)),
                Event::Failed(ticket, _) => answers.push((ticket, false)),
                Event::State(_) => pictures += 1,
                Event::Progress(..) => {}
            }
        }
        (answers, pictures)
    }

    fn entries(desk: &Inline) -> u64 {
        let vault = desk.engine().vault.as_ref().unwrap();
        vault.devices().iter().map(|device| device.entries).sum()
    }

    fn words(desk: &Inline, incident: IncidentId) -> Vec<String> {
        let own = desk.engine().own_of(incident).unwrap();
        own.notes.into_iter().map(|note| note.text).collect()
    }

    #[test]
    fn what_waits_goes_together_in_its_order_and_a_refusal_concerns_only_itself() {
        let dir = tempfile::tempdir().unwrap();
        let (mut desk, incident) = seated(dir.path());
        let first = desk.send_all(vec![
            Request::SaveDraft(Draft {
                key: note_draft_key(incident, NoteSource::Seen),
                words: "one".to_owned(),
            }),
            note(incident, "one"),
            note(incident, "  "),
            Request::SetDetail(incident, Detail::Place("the bridge".to_owned())),
            note(incident, "two"),
        ]);
        let (told, pictures) = answers(&mut desk);
        let wanted: Vec<_> = [true, true, false, true, true]
            .into_iter()
            .enumerate()
            .map(|(n, done)| (first + n as Ticket, done))
            .collect();
        assert_eq!(told, wanted);
        assert_eq!(pictures, 1, "one transaction, one picture");
        assert_eq!(words(&desk, incident), ["one", "two"]);
        assert!(desk.engine().desk.drafts.is_empty(), "the draft became the note");
        let own = desk.engine().desk.own.as_ref().unwrap();
        assert_eq!(
            own.streams_of(incident).unwrap().len(),
            1,
            "one stream, one data key"
        );
        let report = desk
            .engine()
            .vault
            .as_ref()
            .unwrap()
            .verify(&mut |_, _| true)
            .unwrap();
        assert!(report.ok, "{:?}", report.findings);
    }

    #[test]
    fn what_the_disk_does_not_take_is_confirmed_to_nobody_and_stays_where_it_was_typed() {
        let dir = tempfile::tempdir().unwrap();
        let (mut desk, incident) = seated(dir.path());
        let draft = Draft {
            key: note_draft_key(incident, NoteSource::Seen),
            words: "typed".to_owned(),
        };
        ask(&mut desk, Request::SaveDraft(draft.clone())).unwrap();
        while desk.poll().is_some() {}
        let before = entries(&desk);
        let limit = |desk: &Inline, pages: &str| {
            let conn = &desk.engine().vault.as_ref().unwrap().conn;
            conn.execute_batch(&format!("PRAGMA max_page_count = {pages}"))
                .unwrap();
        };
        limit(&desk, "1");
        desk.send_all(
            (0..40)
                .map(|n| note(incident, &format!("{n} {}", "x".repeat(3000))))
                .collect(),
        );
        let (told, _) = answers(&mut desk);
        assert_eq!(told.len(), 40, "each is answered");
        let kept = told.iter().filter(|(_, done)| *done).count();
        assert_eq!(
            words(&desk, incident).len(),
            kept,
            "what was confirmed is there and nothing else"
        );
        assert!(kept < 40, "the disk was full");
        assert!(matches!(desk.engine().saved, Saved::Not(_)));
        assert!(entries(&desk) >= before + kept as u64);
        assert!(kept > 0 || desk.engine().desk.drafts == [draft]);
        limit(&desk, "1000000");
        desk.send_all(vec![note(incident, "again"), note(incident, "and again")]);
        let (told, _) = answers(&mut desk);
        assert!(told.iter().all(|(_, done)| *done), "{told:?}");
        assert_eq!(words(&desk, incident).len(), kept + 2);
        let report = desk
            .engine()
            .vault
            .as_ref()
            .unwrap()
            .verify(&mut |_, _| true)
            .unwrap();
        assert!(report.ok, "{:?}", report.findings);
    }
}
