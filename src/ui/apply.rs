//! The only place that changes what the window shows: carries actions out.

use super::action::Action;
use super::command::Command;
use super::route::{Route, Section};
use super::screens::Asker;
use super::shell::{Shell, Toast};
use super::words::t;
use crate::app::api::{DeskRequest, Phase, Request, Saved, State};
use crate::app::paper::{FhirAbout, RecordAbout, fhir_bundle, record_text};
use crate::domain::content::{Milestone, Post};
use crate::domain::decision::facts::Nation;
use crate::domain::role::{Role, Side};

/// How long a strip with Undo stays.
pub(super) const TOAST_MS: i64 = 10_000;

/// Where a phase begins.
pub(super) fn home(state: &State) -> Route {
    match state.phase {
        Phase::NoVault | Phase::SetUp => Route::SetUp,
        Phase::SignIn => Route::SignIn,
        Phase::Seat(_) if state.focus.is_some() => Route::Workspace(Section::default()),
        Phase::Shared | Phase::Seat(_) | Phase::Covered | Phase::Locked => Route::Board,
        Phase::Office(Role::Governance) => Route::People,
        Phase::Office(_) => Route::Month,
    }
}

impl Shell {
    pub(super) fn apply(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::Ask(request) => self.ask(request),
            Action::Go(route) => self.go(route),
            Action::Stop => self.backend.stop(),
            Action::Back => self.back(),
            Action::CloseDanger => self.close_danger(),
            Action::Do(Command::FullScreen) => super::fitting::turn_full_screen(ctx),
            Action::Do(command) => self.command(command),
            Action::Tell { words, undo } => self.tell(words, undo),
            Action::TellShared { words, disclosure } => {
                self.tell(words, false);
                if let Some(toast) = &mut self.toast {
                    toast.shared = Some(disclosure);
                }
            }
            Action::Copy(words) => self.clipboard.fill(ctx, words, self.clock.now()),
            Action::ProblemRead => self.problem = None,
            Action::SkipTour => {
                if let Some(tour) = &mut self.tour {
                    tour.skip();
                    super::widgets::announce(ctx, &tour.words(), false);
                }
            }
            Action::Zoom(factor) => self.choose_zoom(ctx, factor),
        }
        ctx.request_repaint();
    }

    fn ask(&mut self, request: Request) {
        if !matches!(request, Request::SaveDraft(_)) {
            self.problem = None;
        }
        let quiet = matches!(request, Request::SaveDraft(_) | Request::DropDraft(_));
        let danger = matches!(request, Request::Danger { .. });
        let beside = matches!(request, Request::AskedBefore(_));
        let step = if let Request::Stamp(_, step, _) = &request {
            Some(*step)
        } else {
            None
        };
        let ticket = self.backend.send(request);
        if let Some(step) = step {
            self.stamped = Some((ticket, step));
        }
        let asker = match self.state.phase {
            _ if danger => Asker::Danger,
            _ if beside => Asker::Beside(self.route.clone()),
            Phase::Covered | Phase::Locked => Asker::Cover,
            Phase::NoVault
            | Phase::SetUp
            | Phase::SignIn
            | Phase::Shared
            | Phase::Seat(_)
            | Phase::Office(_) => Asker::Page(self.route.clone()),
        };
        if !quiet {
            self.pending.insert(ticket, asker);
        }
    }

    /// Asks for what no page waits for.
    pub(super) fn apply_quietly(&mut self, request: Request) {
        let _ticket = self.backend.send(request);
    }

    pub(super) fn tell(&mut self, words: String, undo: bool) {
        self.toast = Some(Toast {
            words,
            undo,
            refused: false,
            shared: None,
            until: self.clock.now().plus_ms(TOAST_MS),
        });
    }

    /// Says that something was not done, without the tick of what was.
    pub(super) fn refuse(&mut self, words: String) {
        self.tell(words, false);
        if let Some(toast) = &mut self.toast {
            toast.refused = true;
        }
    }

    fn back(&mut self) {
        if self.danger {
            self.close_danger();
            return;
        }
        let stays = matches!(self.route, Route::SetUp | Route::SignIn);
        let to = match self.route.under() {
            Some(under) => under.clone(),
            None if stays => self.route.clone(),
            None => home(&self.state),
        };
        self.go(to);
    }

    /// Whether an incident is worked on: in the shared view or a private seat.
    fn at_work(&self) -> bool {
        matches!(self.state.phase, Phase::Shared | Phase::Seat(_))
    }

    #[expect(clippy::too_many_lines, reason = "one line for each command")]
    fn command(&mut self, command: Command) {
        let harmless = matches!(command, Command::Help | Command::NextTheme)
            || (command == Command::Back && self.route.under().is_some());
        if self.screens.shows_a_code() && !harmless {
            self.refuse(t("recovery-stay"));
            return;
        }
        match command {
            Command::Help => self.overlay(Route::Help),
            Command::Palette if self.at_work() || matches!(self.state.phase, Phase::Office(_)) => {
                self.overlay(Route::Palette);
            }
            Command::Consents if matches!(self.state.phase, Phase::Seat(_)) => self.overlay(Route::Consents),
            Command::Practice if self.state.training && matches!(self.state.phase, Phase::Seat(_)) => {
                self.overlay(Route::Practice);
            }
            Command::Practice if self.state.training && self.at_work() => self.refuse(t("take-a-seat-first")),
            Command::Tour if self.state.training && self.at_work() => {
                self.tour = match self.tour {
                    Some(_) => None,
                    None => Some(super::tour::Tour::default()),
                };
                if let Some(tour) = &mut self.tour {
                    tour.follow(&self.state);
                    self.go(home(&self.state));
                }
            }
            Command::Rules if self.at_work() || matches!(self.state.phase, Phase::Office(_)) => {
                self.overlay(Route::Rules);
            }
            Command::EndShift if self.at_work() || matches!(self.state.phase, Phase::Office(_)) => {
                self.overlay(Route::EndShift);
            }
            Command::EndShift => self.quit(),
            Command::PoliceSeat => self.seat(Side::Police),
            Command::NurseSeat => self.seat(Side::Health),
            Command::SharedView if self.at_work() => self.ask(Request::SharedView),
            Command::Board if self.at_work() => self.go(Route::Board),
            Command::Danger => self.open_danger(),
            Command::Share if self.at_work() => self.needs_seat(Route::Share),
            Command::S136 if self.at_work() => self.needs_focus(Route::S136),
            Command::Outcome if self.at_work() => self.needs_focus(Route::Outcome),
            Command::Handover if self.at_work() => self.needs_seat(Route::Handover),
            Command::Stay if self.at_work() => self.needs_focus(Route::Stay),
            Command::Advise if self.at_work() => self.needs_seat(Route::Advise),
            Command::NextIncident if self.at_work() => self.step(true),
            Command::PreviousIncident if self.at_work() => self.step(false),
            Command::CopyPolice => self.copy_record(Side::Police, false),
            Command::CopyNurse => self.copy_record(Side::Health, false),
            Command::CopyFhir => self.copy_record(Side::Health, true),
            Command::NextShift if self.at_work() => self.go(Route::NextShift),
            // the Danger strip keeps the keyboard until it is answered or left
            Command::NextPane if !self.danger => self.pane = Some(true),
            Command::PreviousPane if !self.danger => self.pane = Some(false),
            Command::Find => self.find = true,
            Command::AskOther if self.at_work() => self.needs_seat(Route::AskOther),
            Command::PersonNote if self.at_work() => self.needs_seat(Route::Note),
            Command::Papers => self.command(Command::Go(Section::FollowUp)),
            Command::Outside if matches!(self.state.phase, Phase::Seat(_)) => self.go(Route::Outside),
            Command::Outside if self.at_work() => self.refuse(t("take-a-seat-first")),
            Command::Go(section) if self.at_work() && section.is_shared() => {
                self.needs_focus(Route::Workspace(section));
            }
            Command::Go(section) if self.at_work() => self.needs_seat(Route::Workspace(section)),
            Command::Cover if self.at_work() || matches!(self.state.phase, Phase::Office(_)) => {
                self.ask(Request::Cover);
            }
            Command::Lock if !matches!(self.state.phase, Phase::NoVault | Phase::SetUp | Phase::SignIn) => {
                self.ask(Request::Lock);
            }
            Command::NewIncident if self.at_work() => self.ask(Request::OpenIncident),
            Command::Stamp(step) if self.at_work() => self.stamp(step),
            Command::Back => self.back(),
            Command::Undo if self.at_work() => {
                if let Some(focus) = &self.state.focus {
                    let incident = focus.incident;
                    self.ask(Request::Undo(incident));
                }
            }
            Command::NextTheme => self.theme = self.theme.next(),
            Command::EasierReading => self.easier = !self.easier,
            Command::Saved => {
                let words = saved_words(&self.state.saved);
                self.tell(words, false);
            }
            Command::Palette
            | Command::Rules
            | Command::Consents
            | Command::PersonNote
            | Command::Practice
            | Command::Tour
            | Command::SharedView
            | Command::Board
            | Command::Share
            | Command::S136
            | Command::Outcome
            | Command::Handover
            | Command::Stay
            | Command::Advise
            | Command::NextIncident
            | Command::PreviousIncident
            | Command::NextShift
            | Command::NextPane
            | Command::PreviousPane
            | Command::AskOther
            | Command::Outside
            | Command::Go(_)
            | Command::Cover
            | Command::Lock
            | Command::NewIncident
            | Command::Stamp(_)
            | Command::FullScreen
            | Command::Undo => {}
        }
    }

    /// The time of a step of the incident in focus.
    fn stamp(&mut self, step: Milestone) {
        match self.state.focus.as_ref().filter(|focus| focus.closed.is_none()) {
            Some(focus) => {
                let incident = focus.incident;
                self.ask(Request::Stamp(incident, step, None));
            }
            None => self.go(Route::Board),
        }
    }

    /// The next or previous live incident: at a desk in the order of its queue, else oldest first.
    fn step(&mut self, forward: bool) {
        let focus = self.state.focus.as_ref().map(|focus| focus.incident);
        let live: Vec<_> = self.state.live.iter().map(|row| row.incident).collect();
        let at = live.iter().position(|incident| Some(*incident) == focus);
        let by_age = match (at, forward) {
            (Some(at), true) => at.checked_add(1).and_then(|at| live.get(at)),
            (Some(at), false) => at.checked_sub(1).and_then(|at| live.get(at)),
            (None, true) => live.first(),
            (None, false) => live.last(),
        };
        let queued = matches!(self.state.post, Some((Post::Desk, _)));
        let to = if queued {
            self.screens.neighbour(focus, forward).or(by_age.copied())
        } else {
            by_age.copied()
        };
        match to {
            Some(incident) => self.ask(Request::Focus(incident)),
            None => self.tell(t("queue-end"), false),
        }
    }

    /// This seat's record onto the clipboard, for its own system; the copy is an entry of its own.
    fn copy_record(&mut self, side: Side, fhir: bool) {
        let state = std::sync::Arc::clone(&self.state);
        let (Some(shared), Some(own)) = (&state.focus, &state.own) else {
            self.tell(t("take-a-seat-first"), false);
            return;
        };
        if state.phase != Phase::Seat(side) {
            self.tell(t("take-a-seat-first"), false);
            return;
        }
        let words = if fhir {
            let seat = state.health.as_ref();
            fhir_bundle(&FhirAbout {
                shared,
                own,
                names: &state.colleagues,
                author: seat.map_or("", |seat| seat.name.as_str()),
                organisation: &super::parts::organisation(&state, side),
                wales: state.nation == Some(Nation::Wales),
                now: self.clock.now(),
            })
        } else {
            record_text(&RecordAbout {
                shared,
                own,
                side,
                names: &state.colleagues,
            })
        };
        self.actions.push(Action::Copy(words));
        let incident = shared.incident;
        self.apply_quietly(Request::Desk(Box::new(DeskRequest::Copied { incident, fhir })));
        self.tell(t("copy-told"), false);
    }

    fn overlay(&mut self, route: fn(Box<Route>) -> Route) {
        let back = Box::new(self.route.under().unwrap_or(&self.route).clone());
        self.go(route(back));
    }

    fn seat(&mut self, side: Side) {
        if self.at_work() && self.state.phase != Phase::Seat(side) {
            self.go(Route::TakeSeat(side));
        }
    }

    /// Pages about the incident in focus; without one, the board says so.
    fn needs_focus(&mut self, route: Route) {
        self.go(if self.state.focus.is_some() {
            route
        } else {
            Route::Board
        });
    }

    /// Pages of a private seat; from the shared view the board tells whose seat to take.
    fn needs_seat(&mut self, route: Route) {
        if matches!(self.state.phase, Phase::Seat(_)) {
            self.needs_focus(route);
        } else {
            self.refuse(t("take-a-seat-first"));
        }
    }

    fn open_danger(&mut self) {
        let works = matches!(self.state.phase, Phase::Shared | Phase::Seat(_) | Phase::Covered);
        if works {
            self.danger = true;
            self.danger_opened = true;
        }
    }

    /// Closes the Danger strip; the keyboard goes back to where it was, and the page is as it was.
    pub(super) fn close_danger(&mut self) {
        self.danger_closed = std::mem::take(&mut self.danger);
    }

    /// Asks the window to close once nothing is open any more.
    fn quit(&mut self) {
        self.closing = true;
    }
}

/// Whether what was typed is on disk.
fn saved_words(saved: &Saved) -> String {
    match saved {
        Saved::Nothing => t("saved-nothing"),
        Saved::At(at) => super::words::ta("saved-at", &[("time", at.clock_seconds().into())]),
        Saved::Not(why) => super::words::ta("saved-not", &[("why", why.clone().into())]),
    }
}
