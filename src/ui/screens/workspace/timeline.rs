//! Everything that this seat may read of the incident, in the order in which it happened.

use egui::Ui;

use super::super::handover::{receiver_words, stay_answer_words, stay_reason_words};
use super::Seat;
use super::notes::moved_words;
use crate::domain::content::DecisionResult;
use crate::domain::incident::{HandoverCard, NoteCard, SharedIncident, SideFile};
use crate::domain::time::Moment;
use crate::ui::parts::{
    detail_words, field_words, known_words, milestone_words, note_source_words, only_words, s136_events,
    task_words,
};
use crate::ui::screen::Cx;
use crate::ui::widgets::{SummaryRow, summary_list};
use crate::ui::words::{t, ta};

/// One thing that happened: when, whether only this side can read it, what.
type Event = (Moment, bool, String);

/// The list; newest at the end.
pub(super) fn timeline_ui(cx: &Cx<'_>, ui: &mut Ui, incident: &SharedIncident, seat: Option<Seat<'_>>) {
    let mut events = shared_events(incident);
    events.extend(seat.map(|seat| own_events(seat.own)).unwrap_or_default());
    events.sort_by_key(|(at, ..)| *at);
    let keys: Vec<String> = events
        .iter()
        .map(|(at, private, _)| {
            let whose = match seat.filter(|_| *private) {
                Some(seat) => only_words(seat.side),
                None => t("shared-short"),
            };
            ta(
                "timeline-key",
                &[("time", at.clock_from(cx.now).into()), ("whose", whose.into())],
            )
        })
        .collect();
    let rows: Vec<SummaryRow<'_>> = events
        .iter()
        .zip(&keys)
        .map(|((_, _, words), key)| SummaryRow {
            key,
            value: words,
            change: None,
        })
        .collect();
    let _unused = summary_list(ui, &rows);
}

fn shared_events(incident: &SharedIncident) -> Vec<Event> {
    let mut events = vec![(incident.opened, false, t("touched-opened"))];
    events.extend(
        incident
            .milestones
            .iter()
            .map(|(step, at)| (*at, false, milestone_words(*step))),
    );
    let details = incident.details.iter();
    events.extend(details.map(|(at, detail)| (*at, false, detail_words(detail))));
    for card in &incident.joined {
        let key = if card.keeps {
            "timeline-joined"
        } else {
            "timeline-joined-to"
        };
        events.push((
            card.at,
            false,
            ta(key, &[("reference", card.reference.as_str().into())]),
        ));
    }
    for card in &incident.disclosures {
        let at = card.at.unwrap_or(incident.opened);
        let words: Vec<&str> = card.items.iter().map(|item| item.words.as_str()).collect();
        // withdrawn words are no longer shown anywhere
        let words = match card.withdrawn_at {
            Some(at) => ta("card-withdrawn", &[("time", at.clock().into())]),
            None => words.join(". "),
        };
        let told = ta(
            "timeline-shared",
            &[("who", card.from_name.as_str().into()), ("words", words.into())],
        );
        events.push((at, false, told));
        let who = || [("who", card.from_name.as_str().into())];
        events.extend(
            card.withdrawn_at
                .map(|at| (at, false, ta("timeline-withdrawn", &who()))),
        );
        events.extend(
            card.finished_at
                .map(|at| (at, false, t("timeline-danger-finished"))),
        );
    }
    let s136 = s136_events(&incident.s136);
    events.extend(s136.into_iter().map(|(at, key)| (at, false, t(key))));
    events.extend(incident.desk.stays.iter().map(|(at, stay)| {
        let args = [
            ("reason", stay_reason_words(stay.reason).into()),
            ("answer", stay_answer_words(stay.answer).into()),
        ];
        (*at, false, ta("timeline-stay", &args))
    }));
    events.extend(incident.closed.map(|at| (at, false, t("timeline-closed"))));
    events
}

fn own_events(own: &SideFile) -> Vec<Event> {
    let mut events = Vec::new();
    if let Some((answer, _, at)) = &own.known {
        events.push((
            *at,
            true,
            ta("timeline-known", &[("answer", known_words(*answer).into())]),
        ));
    }
    events.extend(filled_events(own));
    events.extend(own.notes.iter().flat_map(note_events));
    for (at, decision) in &own.decisions {
        let words = match decision.result {
            DecisionResult::Shared { .. } => t("timeline-decided-share"),
            DecisionResult::NotShared { .. } => t("timeline-decided-not"),
            DecisionResult::DangerFinished { .. } => t("timeline-decided-danger"),
        };
        events.push((*at, true, words));
    }
    events.extend(own.handovers.iter().flat_map(handover_events));
    for task in &own.tasks {
        let done = task.done.map(|at| {
            (
                at,
                true,
                ta("timeline-task", &[("task", task_words(task.task).into())]),
            )
        });
        events.extend(done);
    }
    events
}

/// A note as it was written at its time, and each correction at its own: what was known then is never changed by what was
/// learnt later.
fn note_events(note: &NoteCard) -> Vec<Event> {
    let source = note_source_words(note.source);
    let said = |words: &str| {
        let args = [("source", source.as_str().into()), ("words", words.into())];
        ta("timeline-note", &args)
    };
    let first = note
        .earlier
        .first()
        .map_or(note.text.as_str(), |first| first.words.as_str());
    let mut events = vec![(note.at, true, said(first))];
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
        events.push((earlier.until, true, ta(key, &args)));
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
fn filled_events(own: &SideFile) -> Vec<Event> {
    let mut events = Vec::new();
    for (field, card) in &own.filled.fields {
        let name = field_words(*field);
        let line = |key, words: &str| ta(key, &[("field", name.as_str().into()), ("words", words.into())]);
        for (before, until) in &card.earlier {
            events.push((*until, true, line("timeline-field-before", before)));
        }
        if !card.value.is_empty() {
            events.push((card.at, true, line("timeline-field", &card.value)));
        }
    }
    events
}
