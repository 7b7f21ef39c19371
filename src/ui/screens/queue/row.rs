//! One row of the queue: how long it waits, how urgent, what and where, who is known, the risk, who has it.

use super::queued;
use crate::app::api::{IncidentRow, RowDesk};
use crate::domain::content::{Grade, KnownAnswer};
use crate::domain::desk::{GradeLimits, Wait};
use crate::domain::role::Side;
use crate::domain::time::Moment;
use crate::ui::parts::{minutes_words, risk_words, row_tag};
use crate::ui::widgets::{Cell, RowView, Tag};
use crate::ui::words::{t, ta};

/// What a grade is called.
pub(crate) fn grade_words(grade: Grade) -> String {
    t(match grade {
        Grade::Immediate => "grade-immediate",
        Grade::Priority => "grade-priority",
        Grade::Scheduled => "grade-scheduled",
        Grade::Advice => "grade-advice",
    })
}

/// `14:02`, then `1 h 04`.
fn waited_words(row: &IncidentRow, now: Moment) -> String {
    let seconds = now.since_ms(row.opened).max(0) / 1_000;
    let (minutes, rest) = (seconds / 60, seconds % 60);
    if minutes < 60 {
        format!("{minutes:02}:{rest:02}")
    } else {
        minutes_words(minutes)
    }
}

fn wait_cell(row: &IncidentRow, limits: &GradeLimits, now: Moment) -> Cell {
    if let Some(at) = row.closed {
        return Cell::Text(ta("list-closed", &[("time", at.clock_from(now).into())]));
    }
    let time = waited_words(row, now);
    let said = |key: &str| ta(key, &[("time", time.as_str().into())]);
    match queued(row).wait(limits, now) {
        Wait::Late => Cell::Tag(Tag::Now, said("queue-late")),
        Wait::Soon => Cell::Tag(Tag::Soon, said("queue-soon")),
        Wait::Waiting => Cell::Figure(time),
        Wait::Attended => {
            let at = row.desk.attended.unwrap_or(row.opened).clock_from(now);
            Cell::Text(ta("queue-attended", &[("time", at.into())]))
        }
    }
}

/// Who has it, and who claimed it as well.
pub(crate) fn has_words(row: &IncidentRow) -> String {
    match (&row.desk.holder, &row.desk.also) {
        (None, _) => t("queue-nobody"),
        (Some(holder), None) => holder.clone(),
        (Some(holder), Some(also)) => {
            let args = [("who", holder.as_str().into()), ("also", also.as_str().into())];
            ta("queue-also", &args)
        }
    }
}

/// Where, and whom: "Mill Lane footbridge. Sam Okoro, 30".
pub(crate) fn what_words(row: &IncidentRow) -> String {
    let place = if row.place.is_empty() {
        t("place-open")
    } else {
        row.place.clone()
    };
    let person = match (row.person.as_str(), row.desk.age) {
        ("", _) => String::new(),
        (name, None) => name.to_owned(),
        (name, Some(age)) => format!("{name}, {age}"),
    };
    if person.is_empty() {
        place
    } else {
        format!("{place}. {person}")
    }
}

/// What each side told of known or not known; nothing of what it has not told.
fn known_words(desk: &RowDesk) -> String {
    let answer = |known: KnownAnswer| {
        t(match known {
            KnownAnswer::Known => "queue-known-yes",
            KnownAnswer::NotKnown => "queue-known-no",
            KnownAnswer::CouldNotCheck => "queue-known-unchecked",
        })
    };
    let of = |side: Side, known: KnownAnswer| {
        let key = match side {
            Side::Police => "queue-known-police",
            Side::Health => "queue-known-health",
        };
        ta(key, &[("answer", answer(known).into())])
    };
    match desk.known {
        [None, None] => t("queue-known-open"),
        [Some(police), Some(health)] if police == health => {
            ta("queue-known-both", &[("answer", answer(police).into())])
        }
        [police, health] => {
            let told = [(Side::Police, police), (Side::Health, health)];
            let told = told
                .into_iter()
                .filter_map(|(side, known)| Some(of(side, known?)));
            told.collect::<Vec<_>>().join(". ")
        }
    }
}

/// What is first to do, as far as both sides can see it.
fn next_cell(row: &IncidentRow, now: Moment) -> Cell {
    match row.detained.map(|detained| row_tag(&detained, now)) {
        // how long somebody may be kept is before everything else once it is near
        Some((tag @ (Tag::Now | Tag::Soon), words)) => return Cell::Tag(tag, words),
        Some((tag, words)) if !row.danger_unfinished => return Cell::Tag(tag, words),
        _ if row.danger_unfinished => return Cell::Tag(Tag::Soon, t("list-danger")),
        _ => {}
    }
    let desk = &row.desk;
    let key = if row.closed.is_some() {
        None
    } else if desk.grade.is_none() {
        Some("queue-next-grade")
    } else if desk.known == [None, None] {
        Some("queue-next-known")
    } else if desk.holder.is_none() {
        Some("queue-next-holder")
    } else if desk.risk.is_none() {
        Some("queue-next-risk")
    } else {
        None
    };
    Cell::Text(key.map(t).unwrap_or_default())
}

pub(super) fn row_view(row: &IncidentRow, limits: &GradeLimits, now: Moment) -> RowView {
    let cells = vec![
        wait_cell(row, limits, now),
        Cell::Text(row.desk.grade.map_or_else(|| t("grade-open"), grade_words)),
        Cell::Strong(what_words(row)),
        Cell::Text(known_words(&row.desk)),
        Cell::Text(row.desk.risk.map(risk_words).unwrap_or_default()),
        Cell::Text(has_words(row)),
        next_cell(row, now),
    ];
    let mut said: Vec<String> = cells
        .iter()
        .map(words_of)
        .chain([row.reference.clone()])
        .collect();
    // a reason that is due may stand in the cell's place; who listens hears of both
    let limit = row.detained.map(|detained| row_tag(&detained, now).1);
    said.extend(limit.filter(|limit| cells.iter().all(|cell| words_of(cell) != *limit)));
    said.retain(|words| !words.is_empty());
    RowView {
        name: said.join(", "),
        cells,
    }
}

fn words_of(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) | Cell::Strong(words) | Cell::Figure(words) | Cell::Tag(_, words) => words.clone(),
    }
}
