//! A private seat's workspace: sections on the left, the chosen one on the right.

mod follow_up;
mod known;
mod notes;
mod papers;
mod risk;
mod shared_log;
mod timeline;

use egui::Ui;

use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::incident::{SharedIncident, SideFile};
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::parts::{FrameForm, command_button, frame_line, only_words, side_badge, side_edge};
use crate::ui::route::{Route, Section};
use crate::ui::screen::{Cx, Screen};
use crate::ui::widgets::page::ONE_COLUMN;
use crate::ui::widgets::{
    Badge, Button, ButtonKind, Card, Edge, Page, Row, badge, body, focus_title, label_text, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    known: known::Known,
    notes: notes::Notes,
    details: FrameForm,
    shared_log: shared_log::SharedLog,
    follow_up: follow_up::Tasks,
}

/// What every section is given besides [`Cx`].
#[derive(Debug, Clone, Copy)]
struct Seat<'a> {
    side: Side,
    incident: &'a SharedIncident,
    own: &'a SideFile,
}

impl Screen for Workspace {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let state = cx.state;
        let (Some(side), Some(incident), Some(own)) =
            (cx.seat(), state.focus.as_deref(), state.own.as_deref())
        else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        let Route::Workspace(section) = *cx.route else {
            return;
        };
        let seat = Seat { side, incident, own };
        let page = Page::new(cx.field_id("workspace").with(section_key(section)))
            .pinned()
            .wide();
        page.body(ui, |ui| {
            if ui.ctx().content_rect().width() < ONE_COLUMN {
                nav_narrow_ui(cx, ui, section, seat);
                self.section_ui(cx, ui, section, seat);
            } else {
                ui.horizontal_top(|ui| {
                    ui.allocate_ui(egui::vec2(NAV_WIDTH, 0.0), |ui| {
                        ui.vertical(|ui| nav_ui(cx, ui, section, seat));
                    });
                    ui.add_space(8.0);
                    ui.vertical(|ui| self.section_ui(cx, ui, section, seat));
                });
            }
        });
        page.footer(ui, |ui| footer_ui(cx, ui));
        self.notes.keep_safe(cx);
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        if answer.is_err() {
            self.details.failed();
            self.notes.failed();
            self.known.failed();
        } else {
            self.shared_log.done();
        }
        false
    }
}

const NAV_WIDTH: f32 = 216.0;

impl Workspace {
    /// The shared log asks whether this is to be withdrawn.
    pub(super) fn ask_to_withdraw(&mut self, disclosure: crate::domain::ids::ItemId) {
        self.shared_log.ask_to_withdraw(disclosure);
    }

    fn section_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, section: Section, seat: Seat<'_>) {
        let arrived = cx.arrived;
        let keeps_title = matches!(
            section,
            Section::SharedLog | Section::FollowUp | Section::Timeline
        );
        if arrived && keeps_title {
            focus_title(ui.ctx());
        }
        let private = !matches!(section, Section::Risk | Section::Details | Section::SharedLog);
        let (edge, mark, whose) = if private {
            (side_edge(seat.side), side_badge(seat.side), only_words(seat.side))
        } else {
            (Edge::Shared, Badge::Shared, t("shared-both"))
        };
        let name = ta(
            "section-name",
            &[
                ("whose", whose.as_str().into()),
                ("section", section_words(section).into()),
            ],
        );
        Card::new(edge).untinted().name(&name).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                title(ui, &section_words(section));
                badge(ui, mark);
                support(ui, &whose);
            });
            match section {
                Section::Known => self.known.ui(cx, ui, seat),
                Section::Notes => self.notes.ui(cx, ui, seat),
                Section::Risk => risk::risk_ui(cx, ui, seat.incident),
                Section::Details => self.details.ui(cx, ui, seat.incident, arrived),
                Section::SharedLog => self.shared_log.ui(cx, ui, seat),
                Section::FollowUp => {
                    self.follow_up.ui(cx, ui, seat);
                    papers::papers_ui(cx, ui, seat);
                }
                Section::Timeline => timeline::timeline_ui(cx, ui, seat),
            }
        });
    }
}

fn nav_narrow_ui(cx: &mut Cx<'_>, ui: &mut Ui, section: Section, seat: Seat<'_>) {
    body(ui, &frame_line(seat.incident, cx.now));
    ui.horizontal_wrapped(|ui| {
        for (_, to) in Section::ALL {
            let words = section_words(to);
            if to == section {
                label_text(ui, &words);
            } else if Button::new(ButtonKind::Plain, &words).show(ui).clicked() {
                cx.push(Action::Go(Route::Workspace(to)));
            }
        }
    });
}

fn nav_ui(cx: &mut Cx<'_>, ui: &mut Ui, section: Section, seat: Seat<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    label_text(ui, &seat.incident.reference);
    support(ui, &crate::ui::parts::person_words(seat.incident));
    ui.add_space(8.0);
    for (digit, to) in Section::ALL {
        let status = status_words(to, seat);
        let words = section_words(to);
        let key = Command::Go(to).key_words();
        let name = [words.as_str(), status.as_str(), key.as_str()].join(" ");
        let id = cx.field_id("nav").with(digit);
        let row = Row::new(id, name.trim()).selected(to == section);
        let pressed = row.show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            support(ui, &digit.to_string());
            body(ui, &words);
            support(ui, &status);
        });
        if pressed.clicked() {
            cx.push(Action::Go(Route::Workspace(to)));
        }
    }
}

fn footer_ui(cx: &mut Cx<'_>, ui: &mut Ui) {
    command_button(cx, ui, ButtonKind::Primary, Command::Share);
    command_button(cx, ui, ButtonKind::Danger, Command::Danger);
    command_button(cx, ui, ButtonKind::Plain, Command::S136);
    command_button(cx, ui, ButtonKind::Plain, Command::Outcome);
    command_button(cx, ui, ButtonKind::Plain, Command::Board);
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
        Section::Risk | Section::Details | Section::Timeline => String::new(),
    }
}

/// The name of a section.
fn section_words(section: Section) -> String {
    t(Command::Go(section).words_key())
}

fn section_key(section: Section) -> &'static str {
    Command::Go(section).words_key()
}

/// The request that brings the known answer across: the officer tells it, the nurse decides about it.
fn tell_known(side: Side, incident: &SharedIncident) -> Action {
    match side {
        Side::Police => Action::Ask(Request::TellKnown(incident.incident)),
        Side::Health => Action::Go(Route::SharePicked(None)),
    }
}
