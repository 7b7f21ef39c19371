//! The shared board: one incident in focus in the car, the list at the desk.

use egui::Ui;

use super::queue::{Queue, desk_bar_ui};
use crate::app::api::{IncidentRow, Request};
use crate::domain::ids::IncidentId;
use crate::domain::incident::{DisclosureCard, SharedIncident};
use crate::domain::role::Side;
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::parts::{
    command_button, disclosure_lines_ui, heard_button_ui, incident_header_ui, minutes_words, row_tag,
    side_badge, side_edge, still_to_do_ui,
};
use crate::ui::route::{Route, Section};
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::{Profile, Space, TextRole};
use crate::ui::widgets::{
    Badge, Button, ButtonKind, Card, Cell, Column, Edge, Page, RowView, Table, Tag, Width, badge, beside,
    body, focus_title, gap, heading, link, pair, support, tabular_width, title,
};
use crate::ui::words::{t, ta};

/// The page and what is opened there.
#[derive(Debug, Default)]
pub(crate) struct Board {
    /// The list of other incidents is open, in the car.
    listing: bool,
    /// The desk's queue.
    queue: Queue,
}

/// From this width of the window on, in points, what was told and what is still to do stand side by side at the desk.
const THREE_CARDS: f32 = 1280.0;
/// How many rows of the desk's list are in sight at once.
const ROWS_IN_SIGHT: f32 = 6.0;

impl Screen for Board {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            focus_title(ui.ctx());
        }
        let page = Page::new(cx.field_id("board")).pinned().wide();
        page.body(ui, |ui| match cx.state.focus.as_deref() {
            None => empty_ui(cx, ui),
            Some(incident) if cx.profile == Profile::Desk => self.desk_ui(cx, ui, incident),
            Some(incident) => self.car_ui(cx, ui, incident),
        });
        page.footer(ui, |ui| self.footer_ui(cx, ui));
    }
}

impl Board {
    /// The incident before or after this one in the desk's queue, as it is shown.
    pub(super) fn neighbour(&self, of: Option<IncidentId>, forward: bool) -> Option<IncidentId> {
        self.queue.neighbour(of, forward)
    }

    fn desk_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        self.queue.ui(cx, ui);
        gap(ui, Space::Md);
        incident_header_ui(cx, ui, incident, false);
        desk_bar_ui(cx, ui, incident);
        if ui.ctx().content_rect().width() < THREE_CARDS {
            told_ui(cx, ui, incident);
            still_to_do_ui(cx, ui, incident, 0.0);
            return;
        }
        crew_ui(cx, ui, incident);
        let id = cx.field_id("desk");
        beside(ui, id, cx, &[1.0, 1.0, 2.0], |ui, at, cx, height| match at {
            0 => side_ui(cx, ui, incident, Side::Police, height),
            1 => side_ui(cx, ui, incident, Side::Health, height),
            _ => still_to_do_ui(cx, ui, incident, height),
        });
    }

    fn car_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        incident_header_ui(cx, ui, incident, true);
        if self.listing {
            if list_ui(cx, ui, true) {
                self.listing = false;
            }
            return;
        }
        told_ui(cx, ui, incident);
        still_to_do_ui(cx, ui, incident, 0.0);
    }

    fn footer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        command_button(cx, ui, ButtonKind::Danger, Command::Danger);
        if cx.state.focus.is_none() {
            command_button(cx, ui, ButtonKind::Primary, Command::NewIncident);
            return;
        }
        command_button(cx, ui, ButtonKind::Primary, Command::Share);
        command_button(cx, ui, ButtonKind::Plain, Command::S136);
        command_button(cx, ui, ButtonKind::Plain, Command::Outcome);
        if cx.seat().is_some() {
            let words = t("board-open-page");
            let key = Command::Go(Section::Known).key_words();
            if Button::new(ButtonKind::Plain, &words)
                .shortcut(&key)
                .show(ui)
                .clicked()
            {
                cx.push(Action::Go(Route::Workspace(Section::Known)));
            }
        }
        if cx.profile == Profile::Desk {
            command_button(cx, ui, ButtonKind::Plain, Command::NewIncident);
            let words = t(Command::NextShift.words_key());
            if Button::new(ButtonKind::Plain, &words).show(ui).clicked() {
                cx.push(Action::Do(Command::NextShift));
            }
            return;
        }
        let others = cx.state.live.len().saturating_sub(1);
        let words = match (self.listing, others) {
            (true, _) => t("board-close-list"),
            (false, 0) => t("board-list"),
            (false, others) => ta("board-others", &[("count", others.into())]),
        };
        if Button::new(ButtonKind::Plain, &words).show(ui).clicked() {
            self.listing = !self.listing;
        }
    }
}

/// Nothing is open.
fn empty_ui(cx: &mut Cx<'_>, ui: &mut Ui) {
    title(ui, &t("board-title"));
    let last = cx.state.past.iter().filter_map(|row| row.closed).max();
    let words = match last {
        Some(at) => ta("board-empty-last", &[("time", at.clock_from(cx.now).into())]),
        None => t("board-empty"),
    };
    body(ui, &words);
    support(ui, &t("board-empty-do"));
    if cx.state.training {
        gap(ui, Space::Sm);
        for command in [Command::Tour, Command::Practice] {
            if link(ui, &t(command.words_key()), None).clicked() {
                cx.push(Action::Do(command));
            }
        }
    }
    if let Some(last) = &cx.state.backup.last {
        let at = last.at.clock_from(cx.now);
        support(ui, &ta("backup-last-quiet", &[("time", at.into())]));
    }
    if !cx.state.past.is_empty() {
        gap(ui, Space::Md);
        // the page scrolls: a list that scrolls inside it would have a second bar
        list_ui(cx, ui, true);
    }
}

/// What has crossed, police on the left, nurse on the right; what the crew said together above both.
fn told_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
    crew_ui(cx, ui, incident);
    let id = cx.field_id("told");
    pair(
        ui,
        id,
        cx,
        |ui, cx, height| side_ui(cx, ui, incident, Side::Police, height),
        |ui, cx, height| side_ui(cx, ui, incident, Side::Health, height),
    );
}

/// What the crew said together.
fn crew_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
    let now = cx.now;
    let crew: Vec<&DisclosureCard> = incident
        .disclosures
        .iter()
        .filter(|card| card.from.is_none())
        .collect();
    if !crew.is_empty() {
        let name = t("board-from-crew");
        Card::new(Edge::Shared).name(&name).show(ui, |ui| {
            ui.horizontal(|ui| {
                badge(ui, Badge::Shared);
                heading(ui, &name);
            });
            for card in crew.iter().rev() {
                disclosure_lines_ui(ui, card, now);
                heard_button_ui(cx, ui, incident.incident, card);
            }
        });
    }
}

fn side_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident, side: Side, height: f32) {
    let now = cx.now;
    let name = t(match side {
        Side::Police => "board-from-police",
        Side::Health => "board-from-nurse",
    });
    Card::new(side_edge(side))
        .name(&name)
        .min_height(height)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                badge(ui, side_badge(side));
                heading(ui, &name);
            });
            let mut told = incident
                .disclosures
                .iter()
                .rev()
                .filter(|card| card.from == Some(side))
                .peekable();
            if told.peek().is_none() {
                support(ui, &t("board-nothing-shared"));
            }
            for card in told {
                disclosure_lines_ui(ui, card, now);
                heard_button_ui(cx, ui, incident.incident, card);
            }
        });
}

/// The live incidents, oldest first and never re-sorted, then the ones closed lately. True when one was chosen.
fn list_ui(cx: &mut Cx<'_>, ui: &mut Ui, fit: bool) -> bool {
    let rows: Vec<&IncidentRow> = cx.state.live.iter().chain(&cx.state.past).collect();
    let since = since_width(ui, &rows, cx.now);
    let titles = [
        "list-open",
        "list-incident",
        "list-where",
        "list-who",
        "list-has",
        "list-next",
    ]
    .map(t);
    let [open, incident, place, who, has, next] = titles.each_ref().map(String::as_str);
    let columns = [
        Column::new(open, Width::Exact(since)),
        Column::new(incident, Width::Exact(110.0)),
        Column::new(place, Width::Share(2.0)),
        Column::new(who, Width::Share(1.2)),
        Column::new(has, Width::Share(0.8)),
        Column::new(next, Width::Share(1.2)),
    ];
    let focus = cx.state.focus.as_ref().map(|focus| focus.incident);
    let at = rows.iter().position(|row| Some(row.incident) == focus);
    let name = t("list-name");
    let now = cx.now;
    let view = |at: usize| rows.get(at).map(|row| row_view(row, now)).unwrap_or_default();
    let table = Table::new(cx.field_id("incidents"), &name, &columns, rows.len()).selected(at);
    let pressed = if fit || rows.len() <= 5 {
        table.fit().show(ui, view).pressed
    } else {
        let height = crate::ui::theme::sizes(ui).row * ROWS_IN_SIGHT + 40.0;
        let width = ui.available_width();
        ui.allocate_ui(egui::vec2(width, height), |ui| table.show(ui, view).pressed)
            .inner
    };
    let Some(row) = pressed.and_then(|at| rows.get(at)) else {
        return false;
    };
    if Some(row.incident) == focus && cx.seat().is_some() {
        cx.push(Action::Go(Route::Workspace(Section::Known)));
    } else {
        cx.push(Action::Ask(Request::Focus(row.incident)));
    }
    true
}

/// How long it is open, or when it was closed.
fn since_words(row: &IncidentRow, now: Moment) -> String {
    match row.closed {
        Some(at) => ta("list-closed", &[("time", at.clock_from(now).into())]),
        None => minutes_words(now.minutes_since(row.opened)),
    }
}

/// The width of the first column in points: an incident of another day says its date too.
fn since_width(ui: &Ui, rows: &[&IncidentRow], now: Moment) -> f32 {
    let wide = rows
        .iter()
        .map(|row| tabular_width(ui, TextRole::Body, &since_words(row, now)));
    wide.fold(114.0, f32::max) + 16.0
}

fn row_view(row: &IncidentRow, now: Moment) -> RowView {
    let since = since_words(row, now);
    let place = if row.place.is_empty() {
        t("place-open")
    } else {
        row.place.clone()
    };
    let person = if row.person.is_empty() {
        t("person-open")
    } else {
        row.person.clone()
    };
    let danger = row.danger_unfinished.then(|| t("list-danger"));
    let limit = row.detained.map(|detained| row_tag(&detained, now));
    let limit_words = limit.as_ref().map(|(_, words)| words.clone()).unwrap_or_default();
    let said = danger.clone().unwrap_or_default();
    let name = [
        &since,
        &row.reference,
        &place,
        &person,
        &row.station,
        &limit_words,
        &said,
    ]
    .into_iter()
    .filter(|words| !words.is_empty())
    .cloned()
    .collect::<Vec<_>>()
    .join(", ");
    let next = match (limit, danger) {
        (Some((Tag::Now, words)), _) => Cell::Tag(Tag::Now, words),
        (_, Some(words)) => Cell::Tag(Tag::Soon, words),
        (Some((tag, words)), None) => Cell::Tag(tag, words),
        (None, None) => Cell::Text(String::new()),
    };
    let cells = vec![
        Cell::Figure(since),
        Cell::Text(row.reference.clone()),
        Cell::Strong(place),
        Cell::Text(person),
        Cell::Text(row.station.clone()),
        next,
    ];
    RowView { name, cells }
}
