//! What one side did and wrote in an incident, as events of its timeline: as it was then, with what was corrected later at
//! its own time.

use super::super::handover::receiver_words;
use super::notes::moved_words;
use super::timeline::{Event, Names, told_events};
use crate::domain::content::DecisionResult;
use crate::domain::incident::{HandoverCard, NoteCard, SideFile};
use crate::ui::parts::{field_words, known_words, note_source_words, task_said};
use crate::ui::words::{t, ta};

/// All of it, in no order.
pub(super) fn own_events(own: &SideFile, names: &Names<'_>) -> Vec<Event> {
    let opened = names.incident.opened;
    let mut events = Vec::new();
    let checked = |answer| ta("timeline-known", &[("answer", known_words(answer).into())]);
    let before = own
        .known_before
        .iter()
        .map(|(answer, at)| (*at, true, checked(*answer)));
    events.extend(before);
    events.extend(
        own.known
            .iter()
            .map(|(answer, _, at)| (*at, true, checked(*answer))),
    );
    events.extend(filled_events(own, names));
    events.extend(own.notes.iter().flat_map(|note| note_events(note, names)));
    let outside = own.told_outside.iter();
    events.extend(outside.flat_map(|card| told_events(card, opened, true)));
    events.extend(own.advice.iter().map(|card| {
        let (to, words) = (card.advice.to.as_str(), card.advice.advised.as_str());
        let line = ta("timeline-advice", &[("to", to.into()), ("words", words.into())]);
        (card.at, true, names.by(card.author, line))
    }));
    for (at, decision) in &own.decisions {
        let words = match decision.result {
            DecisionResult::Shared { .. } => t("timeline-decided-share"),
            DecisionResult::NotShared { .. } => t("timeline-decided-not"),
            DecisionResult::DangerFinished { .. } => t("timeline-decided-danger"),
        };
        events.push((*at, true, words));
    }
    events.extend(own.handovers.iter().flat_map(handover_events));
    let in_words = own.tasks.iter().filter(|task| !task.words.is_empty());
    events.extend(in_words.filter_map(|task| {
        let line = ta("timeline-task-set", &[("task", task.words.as_str().into())]);
        Some((task.set?, true, names.by(task.owner, line)))
    }));
    for task in &own.tasks {
        let done = task
            .done
            .map(|at| (at, true, ta("timeline-task", &[("task", task_said(task).into())])));
        events.extend(done);
    }
    events
}

/// A note as it was written at its time, and each correction at its own: what was known then is never changed by what was
/// learnt later.
fn note_events(note: &NoteCard, names: &Names<'_>) -> Vec<Event> {
    let source = note_source_words(note.source);
    let said = |words: &str| {
        let args = [("source", source.as_str().into()), ("words", words.into())];
        ta("timeline-note", &args)
    };
    let first = note
        .earlier
        .first()
        .map_or(note.text.as_str(), |first| first.words.as_str());
    let mut events = vec![(note.at, true, names.by(note.author, said(first)))];
    let after = note
        .earlier
        .iter()
        .skip(1)
        .map(|later| later.words.as_str())
        .chain([note.text.as_str()]);
    for (earlier, now) in note.earlier.iter().zip(after) {
        let gone = note
            .moved
            .as_ref()
            .filter(|moved| moved.away && moved.at == earlier.until);
        let words = match (gone, now) {
            (Some(moved), _) => moved_words(moved),
            (None, "") => t("note-taken-back"),
            (None, now) => said(now),
        };
        let key = if earlier.why.is_empty() {
            "timeline-changed"
        } else {
            "timeline-corrected"
        };
        let args = [
            ("time", note.at.clock().into()),
            ("words", words.into()),
            ("why", earlier.why.as_str().into()),
        ];
        events.push((earlier.until, true, names.by(earlier.by, ta(key, &args))));
    }
    events
}

/// That it was handed over, and who took it.
fn handover_events(card: &HandoverCard) -> Vec<Event> {
    let to = receiver_words(card.given.to, &card.given.place);
    let given = (card.at, true, ta("timeline-handover", &[("to", to.into())]));
    let received = card.received.as_ref().map(|received| {
        let args = [
            ("name", received.name.as_str().into()),
            ("role", received.role.as_str().into()),
        ];
        (received.at, true, ta("timeline-handover-received", &args))
    });
    std::iter::once(given).chain(received).collect()
}

/// What was filled in: what stands there now, and what stood there before.
fn filled_events(own: &SideFile, names: &Names<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    for (field, card) in &own.filled.fields {
        let name = field_words(*field);
        let line = |key, words: &str| ta(key, &[("field", name.as_str().into()), ("words", words.into())]);
        for (before, until) in &card.earlier {
            events.push((*until, true, line("timeline-field-before", before)));
        }
        if !card.value.is_empty() {
            let line = line("timeline-field", &card.value);
            events.push((card.at, true, names.by(card.author, line)));
        }
    }
    events
}
