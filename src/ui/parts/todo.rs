//! What is still to do on an incident: the cue for coming back to it after an interruption.

use egui::Ui;

use super::names::{marker_words, milestone_words, task_said};
use super::s136_clock::{S136Clock, alarms_elsewhere, clock_of, row_tag, section_of, urgency};
use crate::app::api::{ElsewhereWhat, Request, State};
use crate::domain::decision::facts::ItemCategory;
use crate::domain::ids::IncidentId;
use crate::domain::incident::{DisclosureCard, SharedIncident};
use crate::domain::mha::own_lines;
use crate::domain::mha::record::Record;
use crate::domain::outside::OutsideStatus;
use crate::domain::role::Side;
use crate::domain::rules::Thresholds;
use crate::domain::telling::danger_due;
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::route::{Route, Section};
use crate::ui::screen::Cx;
use crate::ui::theme::Profile;
use crate::ui::widgets::{self, Card, Edge, Row, Tag, body, heading, item, status_line, support, tag};
use crate::ui::words::{t, ta};

/// One thing that is still to do, or done.
#[derive(Debug, Clone)]
pub(crate) struct Todo {
    /// How soon.
    pub(crate) tag: Tag,
    /// What.
    pub(crate) words: String,
    /// By when.
    pub(crate) by: Option<Moment>,
    /// Where it is done; `None` for what is done already.
    pub(crate) go: Option<Go>,
}

/// Where something is done.
#[derive(Debug, Clone)]
pub(crate) enum Go {
    /// On this page.
    Page(Route),
    /// By this command, which may first ask for a seat.
    Command(Command),
    /// In the shared log of another incident.
    Incident(IncidentId),
    /// On the page of section 136 of another incident.
    Detained(IncidentId),
}

/// Danger shares of `incident` whose reason this seat may finish.
fn danger_todos(
    incident: &SharedIncident,
    seat: Option<Side>,
    now: Moment,
    due: impl Fn(&DisclosureCard) -> Moment,
) -> impl Iterator<Item = Todo> {
    incident
        .disclosures
        .iter()
        .filter(|card| card.is_unfinished_danger())
        .map(move |card| {
            let at = card.at.unwrap_or(incident.opened);
            let due = due(card);
            let finish = Go::Page(Route::FinishDanger(card.disclosure));
            let go = match (seat, card.from) {
                (Some(seat), Some(from)) if seat == from => finish,
                (Some(_), None) => finish,
                (_, Some(Side::Health)) => Go::Command(Command::NurseSeat),
                (_, Some(Side::Police) | None) => Go::Command(Command::PoliceSeat),
            };
            Todo {
                tag: if due <= now { Tag::Now } else { Tag::Soon },
                words: ta("todo-danger", &[("time", at.clock_from(now).into())]),
                by: Some(due),
                go: Some(go),
            }
        })
}

/// Everything that is still to do on the incident in focus, most urgent first.
pub(crate) fn still_to_do(state: &State, seat: Option<Side>, now: Moment, limits: &Thresholds) -> Vec<Todo> {
    let Some(incident) = state.focus.as_deref() else {
        return detained_elsewhere(state, None, now).collect();
    };
    if incident.closed.is_some() {
        return detained_elsewhere(state, Some(incident.incident), now).collect();
    }
    let mut list: Vec<Todo> = danger_todos(incident, seat, now, |card| {
        danger_due(
            card.at.unwrap_or(incident.opened),
            shift_began(state, card.from),
            limits,
        )
    })
    .collect();
    list.extend(clock_todo(incident, now));
    list.extend(s136_todo(state, incident, seat));
    list.extend(own_todos(state, incident, seat, now));
    list.extend(after_todos(state, incident, seat, now));
    list.extend(detained_elsewhere(state, Some(incident.incident), now));
    list.extend(elsewhere_todos(state, now));
    let unread = state.words.iter().filter(|card| card.read.is_none()).count();
    if seat.is_some() && unread > 0 {
        let words = ta("todo-words", &[("count", unread.into())]);
        list.push(later(words, Go::Page(Route::Workspace(Section::FollowUp))));
    }
    for card in incident.joined.iter().filter(|card| card.keeps) {
        // what was told and noted on the duplicate stays there: one press away
        let words = ta("todo-joined", &[("reference", card.reference.as_str().into())]);
        list.push(later(words, Go::Incident(card.other)));
    }
    if incident.source.is_none() || incident.place.is_empty() {
        list.push(later(t("todo-details"), Go::Page(Route::NewIncident)));
    }
    let end = if incident.outcome.is_none() {
        "todo-outcome"
    } else {
        "todo-close"
    };
    list.push(later(t(end), Go::Page(Route::Outcome)));
    if both_told(incident) {
        list.push(Todo {
            tag: Tag::Plain,
            words: t("todo-known-told"),
            by: None,
            go: None,
        });
    }
    list.sort_by_key(|todo| match todo.tag {
        Tag::Now => 0,
        Tag::Soon => 1,
        Tag::Later => 2,
        Tag::Plain => 3,
    });
    list
}

/// When the shift of this side began; of the crew, whichever of both began first.
pub(crate) fn shift_began(state: &State, side: Option<Side>) -> Option<Moment> {
    let since = |side: Side| match side {
        Side::Police => state.police.as_ref(),
        Side::Health => state.health.as_ref(),
    };
    let sides = side.map_or_else(|| Side::ALL.to_vec(), |side| vec![side]);
    sides.into_iter().filter_map(since).map(|seat| seat.since).min()
}

fn later(words: String, go: Go) -> Todo {
    Todo {
        tag: Tag::Later,
        words,
        by: None,
        go: Some(go),
    }
}

fn clock_todo(incident: &SharedIncident, now: Moment) -> Option<Todo> {
    let said = |key| ta(key, &[("section", section_of(&incident.s136).into())]);
    let (tag, words, by) = match clock_of(&incident.s136) {
        S136Clock::Ends(period) if period.limit <= now => {
            (Tag::Now, said("todo-s136-past"), Some(period.limit))
        }
        S136Clock::Ends(period) => {
            let tag = urgency(&period, now);
            (
                if tag == Tag::Plain { Tag::Later } else { tag },
                said("todo-s136-ends"),
                Some(period.limit),
            )
        }
        S136Clock::NotRunning(_) => (Tag::Later, said("todo-s136-arrive"), None),
        S136Clock::NotUsed | S136Clock::Ended(_) => return None,
    };
    Some(Todo {
        tag,
        words,
        by,
        go: Some(Go::Page(Route::S136)),
    })
}

/// Somebody's time to be kept runs out on an open incident that is not this one, in whichever view.
fn detained_elsewhere(state: &State, here: Option<IncidentId>, now: Moment) -> impl Iterator<Item = Todo> {
    let alarms = alarms_elsewhere(state, here, now).into_iter();
    alarms.filter_map(move |(row, tag, _)| {
        let detained = row.detained?;
        let args = [
            ("reference", row.reference.as_str().into()),
            ("limit", row_tag(&detained, now).1.into()),
        ];
        Some(Todo {
            tag,
            words: ta("s136-alarm", &args),
            by: None,
            go: Some(Go::Detained(row.incident)),
        })
    })
}

/// What the record of section 136 still lacks, for this seat; due by the end of the shift.
fn s136_todo(state: &State, incident: &SharedIncident, seat: Option<Side>) -> Option<Todo> {
    let own = state
        .own
        .as_ref()
        .map(|own| own_lines(own, &incident.s136, seat))
        .unwrap_or_default();
    let record = Record {
        shared: incident,
        own: &own,
        side: Some(seat?),
    };
    let count = record.gaps().len();
    let section = section_of(&incident.s136);
    let words = || {
        ta(
            "todo-s136-record",
            &[("count", count.into()), ("section", section.into())],
        )
    };
    (count > 0).then(|| later(words(), Go::Page(Route::S136Record)))
}

/// What this private seat has still to do; nothing of it exists in the shared view.
fn own_todos(state: &State, incident: &SharedIncident, seat: Option<Side>, now: Moment) -> Vec<Todo> {
    let (Some(_), Some(own)) = (seat, state.own.as_deref()) else {
        return Vec::new();
    };
    let mut list = Vec::new();
    let draft = format!("share/{}", incident.incident.hex());
    if state.drafts.iter().any(|kept| kept.key == draft) {
        list.push(later(t("todo-share-draft"), Go::Page(Route::Share)));
    }
    if own.known.is_none() {
        list.push(later(t("todo-known"), Go::Page(Route::Workspace(Section::Known))));
    }
    for task in own.tasks.iter().filter(|task| task.done.is_none()) {
        list.push(Todo {
            tag: due_tag(task.due, now),
            words: task_said(task),
            by: task.due,
            go: Some(Go::Page(Route::Workspace(Section::FollowUp))),
        });
    }
    let today = now.london_date().unwrap_or_default();
    let markers = incident.frame.markers.iter().chain(&own.filled.markers);
    for marker in markers.filter(|marker| marker.is_to_review(today)) {
        let words = ta("todo-marker", &[("what", marker_words(marker).into())]);
        list.push(later(words, Go::Page(Route::Workspace(Section::Risk))));
    }
    for card in own.handovers.iter().filter(|card| card.is_open()) {
        let theirs = card.author != state.me;
        let key = if theirs && !card.given.to.is_outside() {
            "todo-take-over"
        } else {
            "todo-handover"
        };
        let words = ta(key, &[("time", card.at.clock().into())]);
        list.push(later(words, Go::Page(Route::Handover)));
    }
    for card in own.advice.iter().filter(|card| card.advice.done.is_empty()) {
        let args = [
            ("time", card.at.clock().into()),
            ("to", card.advice.to.as_str().into()),
        ];
        list.push(later(ta("todo-advice", &args), Go::Page(Route::Advise)));
    }
    for (at, decision, record) in own.open_records() {
        let args = [("count", record.gaps.len().into()), ("time", at.clock().into())];
        list.push(Todo {
            tag: Tag::Later,
            words: ta("todo-record", &args),
            by: record.gaps.first().map(|gap| gap.due),
            go: Some(Go::Page(Route::CompleteRecord(decision))),
        });
    }
    list
}

/// What follows a share or a request, for this seat.
fn after_todos(state: &State, incident: &SharedIncident, seat: Option<Side>, now: Moment) -> Vec<Todo> {
    let Some(side) = seat else { return Vec::new() };
    let log = || Go::Page(Route::Workspace(Section::SharedLog));
    let soon = |words: String, by: Option<Moment>, go: Go| Todo {
        tag: if by.is_some_and(|by| by <= now) {
            Tag::Now
        } else {
            Tag::Soon
        },
        words,
        by,
        go: Some(go),
    };
    let mut list = Vec::new();
    for card in incident.to_answer(side) {
        let words = ta("todo-answer", &[("who", card.asked.from_name.as_str().into())]);
        list.push(soon(
            words,
            card.due(),
            Go::Page(Route::Request(card.asked.request)),
        ));
    }
    for card in &incident.disclosures {
        if card.to_read(side, state.me).next().is_some() {
            let words = ta("todo-read", &[("who", card.from_name.as_str().into())]);
            list.push(soon(words, None, log()));
        }
        if card.from == Some(side) && card.to_reach().next().is_some() {
            list.push(later(t("todo-reach"), log()));
        }
    }
    let mut outside = state.own.iter().flat_map(|own| &own.told_outside);
    if outside.any(|card| card.to_reach().next().is_some()) {
        list.push(later(t("todo-reach-outside"), log()));
    }
    let alone = state.own.iter().flat_map(|own| &own.breaches);
    for breach in { incident.breaches.iter() }
        .chain(alone)
        .filter(|breach| !breach.gaps_of(side).is_empty())
    {
        list.push(later(
            t("todo-breach"),
            Go::Page(Route::Breach(breach.opened.disclosure)),
        ));
    }
    list
}

/// What is past its time is for now, whatever it is.
fn due_tag(by: Option<Moment>, now: Moment) -> Tag {
    if by.is_some_and(|by| by <= now) {
        Tag::Now
    } else {
        Tag::Later
    }
}

/// What waits for this seat on other incidents, and in its register: nothing opens by itself, but nothing is forgotten.
fn elsewhere_todos(state: &State, now: Moment) -> Vec<Todo> {
    let mut list = Vec::new();
    for waits in &state.elsewhere {
        let key = match waits.what {
            ElsewhereWhat::Breach => "todo-there-breach",
            ElsewhereWhat::ToRead => "todo-there-read",
            ElsewhereWhat::ToAnswer => "todo-there-answer",
            ElsewhereWhat::ToReach => "todo-there-reach",
            ElsewhereWhat::Overdue => "todo-there-overdue",
        };
        list.push(Todo {
            tag: due_tag(waits.by, now),
            words: ta(key, &[("reference", waits.reference.as_str().into())]),
            by: waits.by,
            go: Some(Go::Incident(waits.incident)),
        });
    }
    let untold = state
        .outside
        .iter()
        .any(|card| card.status() == OutsideStatus::RedLine(None));
    if untold {
        list.push(later(t("todo-red-line"), Go::Page(Route::Outside)));
    }
    list
}

/// Whether both sides have told known or not known.
fn both_told(incident: &SharedIncident) -> bool {
    Side::ALL.iter().all(|side| known_told(incident, *side).is_some())
}

/// The latest telling of known or not known by a side that still stands.
pub(crate) fn known_told(incident: &SharedIncident, side: Side) -> Option<&DisclosureCard> {
    incident.disclosures.iter().rev().find(|card| {
        card.from == Some(side)
            && card.withdrawn_at.is_none()
            && card
                .items
                .iter()
                .any(|item| item.category == ItemCategory::KnownToService)
    })
}

/// The last thing that was done here, and when: the place where to go on.
pub(crate) fn last_touched(incident: &SharedIncident) -> (Moment, String) {
    let mut last = (incident.opened, t("touched-opened"));
    let mut later = |at: Moment, words: String| {
        if at >= last.0 {
            last = (at, words);
        }
    };
    if let Some((_, at, _)) = incident.last_change {
        later(at, t("touched-details"));
    }
    for (milestone, at) in &incident.milestones {
        later(*at, milestone_words(*milestone));
    }
    for card in &incident.disclosures {
        later(
            card.at.unwrap_or(incident.opened),
            ta("touched-shared", &[("who", card.from_name.as_str().into())]),
        );
    }
    last
}

/// "Still to do" as a card at least `height` points high; a row is pressed as a whole.
pub(crate) fn still_to_do_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident, height: f32) {
    let (now, seat) = (cx.now, cx.seat());
    let mut list = still_to_do(cx.state, seat, now, cx.rules.thresholds());
    if cx.profile == Profile::Car {
        // what is done needs no room on the one screen that must not scroll
        list.retain(|todo| todo.go.is_some());
    }
    let name = t("todo-title");
    let card = Card::new(Edge::Shared).name(&name).min_height(height);
    card.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            heading(ui, &name);
            let (at, what) = last_touched(incident);
            let words = ta(
                "you-were-here",
                &[("time", at.clock_from(now).into()), ("what", what.into())],
            );
            support(ui, &words);
        });
        if list.is_empty() {
            body(ui, &t("todo-nothing"));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        if list.is_empty() {
            return;
        }
        widgets::list(ui, Some(&name), |ui| {
            for (at, todo) in list.iter().enumerate() {
                if item(ui, at, list.len(), |ui| todo_row_ui(cx, ui, at, todo)) {
                    go(cx, todo);
                }
            }
        });
    });
}

/// Goes where a thing is done.
pub(crate) fn go(cx: &mut Cx<'_>, todo: &Todo) {
    match &todo.go {
        Some(Go::Page(route)) => cx.push(Action::Go(route.clone())),
        Some(Go::Command(command)) => cx.push(Action::Do(*command)),
        Some(Go::Incident(incident)) => {
            cx.push(Action::Ask(Request::Focus(*incident)));
            cx.push(Action::Go(Route::Workspace(Section::SharedLog)));
        }
        Some(Go::Detained(incident)) => {
            cx.push(Action::Ask(Request::Focus(*incident)));
            cx.push(Action::Go(Route::S136));
        }
        None => {}
    }
}

/// One row; true when it was pressed.
pub(crate) fn todo_row_ui(cx: &Cx<'_>, ui: &mut Ui, at: usize, todo: &Todo) -> bool {
    let by = todo
        .by
        .map(|by| ta("todo-by", &[("time", by.clock_from(cx.now).into())]));
    let soon = tag_words(todo.tag);
    let name = [Some(soon.as_str()), Some(todo.words.as_str()), by.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    if todo.go.is_none() {
        ui.horizontal_wrapped(|ui| {
            tag(ui, Tag::Plain, &soon);
            body(ui, &todo.words);
        });
        return false;
    }
    let id = cx.field_id("todo").with(at);
    Row::new(id, &name)
        .show(ui, |ui| {
            tag(ui, todo.tag, &soon);
            body(ui, &todo.words);
            if let Some(by) = &by {
                status_line(ui, by);
            }
        })
        .clicked()
}

fn tag_words(tag: Tag) -> String {
    t(match tag {
        Tag::Now => "tag-now",
        Tag::Soon => "tag-soon",
        Tag::Later => "tag-later",
        Tag::Plain => "tag-done",
    })
}
