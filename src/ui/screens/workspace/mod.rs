//! The workspace of a seat: sections on the left, the chosen one on the right. The shared view has the shared sections.

mod follow_up;
mod known;
mod markers;
mod nav;
mod notes;
mod own_events;
mod own_task;
mod papers;
mod people;
mod place;
mod plan;
mod record;
mod review_words;
mod risk;
mod same;
mod shared_log;
mod shared_tasks;
mod timeline;
mod times;

use egui::Ui;

use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::incident::{SharedIncident, SideFile};
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::parts::{FrameForm, command_button, only_words, side_badge, side_edge, tag_of};
use crate::ui::route::{Route, Section};
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::focus;
use crate::ui::widgets::page::ONE_COLUMN;
use crate::ui::widgets::{Badge, ButtonKind, Card, Edge, Page, badge, focus_title, gap, support, tag, title};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    known: known::Known,
    notes: notes::Notes,
    risk: risk::Risk,
    markers: markers::Markers,
    plan: plan::Plan,
    details: FrameForm,
    place: place::Place,
    people: people::People,
    same: same::Same,
    record: record::Record,
    times: times::Times,
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
        let Route::Workspace(section) = *cx.route else {
            return;
        };
        let Some(incident) = state.focus.as_deref() else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        let seat = match (cx.seat(), state.own.as_deref()) {
            (Some(side), Some(own)) => Some(Seat { side, incident, own }),
            // the shared view has the shared sections only
            _ if section.is_shared() => None,
            _ => {
                cx.push(Action::Go(Route::Board));
                return;
            }
        };
        let page = Page::new(cx.field_id("workspace").with(section_key(section)))
            .pinned()
            .wide();
        page.body(ui, |ui| {
            if ui.ctx().content_rect().width() < ONE_COLUMN {
                nav::narrow_ui(cx, ui, section, incident, seat);
                self.card_ui(cx, ui, section, incident, seat);
            } else {
                ui.horizontal_top(|ui| {
                    ui.allocate_ui(egui::vec2(NAV_WIDTH, 0.0), |ui| {
                        focus::pane(ui, &t("pane-sections"));
                        ui.vertical(|ui| nav::wide_ui(cx, ui, section, incident, seat));
                        focus::pane(ui, &t("pane-page"));
                    });
                    ui.add_space(8.0);
                    ui.vertical(|ui| self.card_ui(cx, ui, section, incident, seat));
                });
            }
        });
        page.footer(ui, |ui| footer_ui(cx, ui));
        self.notes.keep_safe(cx);
        if !cx.actions.is_empty() {
            self.plan.keep_safe(cx);
        }
        if let Some(seat) = seat {
            self.record.keep_safe(cx, seat);
        }
        self.keep(cx, ui, section);
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        if answer.is_err() {
            self.details.failed();
            self.notes.failed();
            self.known.failed();
            self.record.failed();
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

    /// What is typed into the shared frame outlives the sitting too.
    fn keep(&mut self, cx: &mut Cx<'_>, ui: &Ui, section: Section) {
        match section {
            Section::Risk => self.risk.keep(cx, ui),
            Section::Plan => self.plan.keep(cx, ui),
            Section::Details => {
                self.details.keep(cx, ui);
                self.place.keep(cx, ui);
                self.people.keep(cx, ui);
                self.same.keep(cx, ui);
            }
            Section::Timeline | Section::Known | Section::Notes | Section::Record | Section::SharedLog => {}
            Section::FollowUp => self.follow_up.keep(cx, ui),
        }
    }

    fn card_ui(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut Ui,
        section: Section,
        incident: &SharedIncident,
        seat: Option<Seat<'_>>,
    ) {
        let keeps_title = !matches!(
            section,
            Section::Known | Section::Notes | Section::Risk | Section::Plan | Section::Details
        );
        if cx.arrived && keeps_title {
            focus_title(ui.ctx());
        }
        let owner = seat.filter(|_| !(section.is_shared() && section != Section::Timeline));
        let owner = owner.filter(|_| section != Section::SharedLog);
        let (edge, mark, whose) = match owner {
            Some(seat) => (side_edge(seat.side), side_badge(seat.side), only_words(seat.side)),
            None => (Edge::Shared, Badge::Shared, t("shared-both")),
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
                // how long somebody may be kept is before whoever works on the incident, in either seat
                if let Some((urgency, words)) = tag_of(&incident.s136, cx.now) {
                    tag(ui, urgency, &words);
                }
            });
            self.section_ui(cx, ui, section, incident, seat);
        });
    }

    fn section_ui(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut Ui,
        section: Section,
        incident: &SharedIncident,
        seat: Option<Seat<'_>>,
    ) {
        match (section, seat) {
            (Section::Risk, seat) => {
                self.risk.ui(cx, ui, incident);
                gap(ui, Space::Md);
                if let Some(seat) = seat {
                    self.markers.ui(cx, ui, seat);
                } else {
                    let today = cx.now.london_date().unwrap_or_default();
                    markers::shared_markers_ui(ui, &incident.frame.markers, today);
                }
            }
            (Section::Plan, _) => self.plan.ui(cx, ui, incident),
            (Section::Details, _) => {
                self.details.ui(cx, ui, incident, cx.arrived);
                self.place.ui(cx, ui, incident);
                gap(ui, Space::Sm);
                self.people.ui(cx, ui, incident);
                self.same.ui(cx, ui, incident);
            }
            (Section::Timeline, seat) => {
                self.times.ui(cx, ui, incident);
                gap(ui, Space::Sm);
                timeline::timeline_ui(cx, ui, incident, seat);
            }
            (Section::Known, Some(seat)) => self.known.ui(cx, ui, seat),
            (Section::Notes, Some(seat)) => self.notes.ui(cx, ui, seat),
            (Section::Record, Some(seat)) => self.record.ui(cx, ui, seat),
            (Section::SharedLog, Some(seat)) => self.shared_log.ui(cx, ui, seat),
            (Section::FollowUp, Some(seat)) => {
                self.follow_up.ui(cx, ui, seat);
                papers::papers_ui(cx, ui, seat);
            }
            // a private section has nothing to show without its seat
            (_, None) => {}
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
