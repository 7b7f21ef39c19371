//! The list of sections beside the chosen one: its name, what of it is done, and the key that opens it.

use egui::Ui;

use super::{Seat, section_words};
use crate::domain::incident::SharedIncident;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::parts::{frame_line, person_words};
use crate::ui::route::{Route, Section};
use crate::ui::screen::Cx;
use crate::ui::widgets::{Button, ButtonKind, Row, body, item, label_text, list, row_text, support};
use crate::ui::words::t;

/// The sections that may be opened here.
fn sections(seat: Option<Seat<'_>>) -> Vec<Section> {
    match seat {
        Some(_) => Section::ALL.to_vec(),
        None => Section::SHARED.to_vec(),
    }
}

/// As buttons, where the window is narrow.
pub(super) fn narrow_ui(
    cx: &mut Cx<'_>,
    ui: &mut Ui,
    section: Section,
    incident: &SharedIncident,
    seat: Option<Seat<'_>>,
) {
    body(ui, &frame_line(incident, cx.now));
    ui.horizontal_wrapped(|ui| {
        for to in sections(seat) {
            let words = section_words(to);
            if to == section {
                label_text(ui, &words);
            } else if Button::new(ButtonKind::Plain, &words).show(ui).clicked() {
                cx.push(Action::Go(Route::Workspace(to)));
            }
        }
    });
}

/// As rows.
pub(super) fn wide_ui(
    cx: &mut Cx<'_>,
    ui: &mut Ui,
    section: Section,
    incident: &SharedIncident,
    seat: Option<Seat<'_>>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    label_text(ui, &incident.reference);
    support(ui, &person_words(incident));
    ui.add_space(8.0);
    let all = sections(seat);
    list(ui, Some(&incident.reference), |ui| {
        for (at, to) in all.iter().enumerate() {
            item(ui, at, all.len(), |ui| row_ui(cx, ui, *to, *to == section, seat));
        }
    });
}

fn row_ui(cx: &mut Cx<'_>, ui: &mut Ui, to: Section, selected: bool, seat: Option<Seat<'_>>) {
    let status = seat.map(|seat| status_words(to, seat)).unwrap_or_default();
    let words = section_words(to);
    let key = Command::Go(to).key_words();
    let name = [words.as_str(), status.as_str(), key.as_str()].join(" ");
    let id = cx.field_id("nav").with(super::section_key(to));
    let row = Row::new(id, name.trim()).selected(selected);
    let pressed = row.show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        row_text(ui, &words);
        if !status.is_empty() {
            support(ui, &status);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            support(ui, &key);
        });
    });
    if pressed.clicked() {
        cx.push(Action::Go(Route::Workspace(to)));
    }
}

/// What this seat's own file says of a section; the other side's file is not there to be counted.
fn status_words(section: Section, seat: Seat<'_>) -> String {
    let count = |count: usize| {
        if count == 0 {
            String::new()
        } else {
            count.to_string()
        }
    };
    match section {
        Section::Known => t(if seat.own.known.is_some() {
            "status-done"
        } else {
            "status-open"
        }),
        Section::Notes => count(seat.own.notes.len()),
        Section::SharedLog => count(seat.incident.disclosures.len()),
        Section::FollowUp => count(seat.own.tasks.iter().filter(|task| task.done.is_none()).count()),
        Section::Record => count(
            seat.own
                .filled
                .fields
                .values()
                .filter(|card| !card.value.is_empty())
                .count(),
        ),
        Section::Risk | Section::Plan | Section::Details | Section::Timeline => String::new(),
    }
}
