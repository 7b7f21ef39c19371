//! The program behind the window: the latest picture, the page that is shown, what is asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::action::Action;
use super::command::Command;
use super::idle::Idle;
use super::route::Route;
use super::screens::{Asker, Screens};
use super::theme::{Profile, Theme};
use crate::app::api::{Done, Event, Phase, Request, Ticket};
use crate::app::clock::Clock;
use crate::app::problem::Problem;
use crate::app::worker::Backend;
use crate::domain::content::Post;
use crate::domain::rules::Rules;
use crate::domain::time::Moment;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60_000;

/// A strip that tells a finished fact.
#[derive(Debug, Clone)]
pub(super) struct Toast {
    pub(super) words: String,
    pub(super) undo: bool,
    /// Something was not done.
    pub(super) refused: bool,
    /// What was shared: it can be corrected and withdrawn.
    pub(super) shared: Option<crate::domain::ids::ItemId>,
    pub(super) until: Moment,
}

/// The program behind the window.
#[derive(Debug)]
pub struct Shell {
    pub(super) state: super::screen::Picture,
    pub(super) route: Route,
    pub(super) screens: Screens,
    pub(super) actions: Vec<Action>,
    pub(super) theme: Theme,
    pub(super) toast: Option<Toast>,
    pub(super) problem: Option<Problem>,
    pub(super) progress: Option<(&'static str, u64, u64)>,
    /// The Danger now strip is open.
    pub(super) danger: bool,
    /// The Danger strip was just opened: it takes the keyboard.
    pub(super) danger_opened: bool,
    /// The field in which the page finds words is asked for.
    pub(super) find: bool,
    /// The next part of the window is to get the keyboard; `false` for the previous one.
    pub(super) pane: Option<bool>,
    /// What had the keyboard before the Danger strip took it.
    pub(super) before_danger: Option<egui::Id>,
    /// The Danger strip was just closed: the keyboard goes back.
    pub(super) danger_closed: bool,
    /// The page was just opened: it puts the keyboard where it wants it.
    pub(super) arrived: bool,
    /// Requests whose answer is awaited, with who asked.
    pub(super) pending: BTreeMap<Ticket, Asker>,
    pub(super) backend: Box<dyn Backend>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) rules: Arc<Rules>,
    pub(super) idle: Idle,
    pub(super) clipboard: super::clipboard::Clipboard,
    /// A seat is being left because nobody used it.
    dropped: bool,
    /// The window is to close: nobody is signed in.
    pub(super) closing: bool,
    sitting: u64,
    /// Wider letters and lines.
    pub(super) easier: bool,
    /// The guided tour of a practice vault, while somebody takes it.
    pub(super) tour: Option<super::tour::Tour>,
    /// Where each seat was.
    here: super::here::Here,
    /// A step that was asked for: its strip offers to undo it.
    pub(super) stamped: Option<(Ticket, crate::domain::content::Milestone)>,
    installed: Option<(Theme, Profile, bool)>,
    /// While nobody chose a zoom on this device: the one that was in force, and the profile's that follows it.
    pub(super) own_zoom: Option<[f32; 2]>,
}

impl Shell {
    /// On the first page; the first [`Event::State`] says which.
    pub fn new(backend: Box<dyn Backend>, clock: Arc<dyn Clock>, rules: Arc<Rules>, theme: Theme) -> Self {
        let now = clock.now();
        Self {
            state: Arc::default(),
            route: Route::default(),
            screens: Screens::default(),
            actions: Vec::new(),
            theme,
            toast: None,
            problem: None,
            progress: None,
            danger: false,
            danger_opened: false,
            find: false,
            pane: None,
            before_danger: None,
            danger_closed: false,
            arrived: true,
            pending: BTreeMap::new(),
            backend,
            clock,
            rules,
            idle: Idle::new(now),
            clipboard: super::clipboard::Clipboard::default(),
            dropped: false,
            closing: false,
            sitting: 0,
            easier: false,
            tour: None,
            here: super::here::Here::default(),
            stamped: None,
            installed: None,
            own_zoom: None,
        }
    }

    /// Whether the window is to close.
    pub fn closing(&self) -> bool {
        self.closing
    }

    /// Whether the window may close without ending a shift first.
    pub(super) fn may_close(&self) -> bool {
        matches!(self.state.phase, Phase::NoVault | Phase::SetUp | Phase::SignIn)
            && !self.screens.shows_a_code()
    }

    /// The page that ends the shift; from the covered and the locked screen a PIN comes first.
    pub(super) fn ask_to_end_shift(&mut self) {
        self.actions.push(Action::Do(Command::EndShift));
    }

    /// Wider letters and lines, or not.
    pub(super) fn read_easier(&mut self, easier: bool) {
        self.easier = easier;
    }

    /// The theme that is shown.
    pub(super) fn theme(&self) -> Theme {
        self.theme
    }

    /// The page that is shown.
    pub fn route(&self) -> &Route {
        &self.route
    }

    /// Shows a page, as a link to it does.
    pub fn open(&mut self, route: Route) {
        self.go(route);
    }

    /// The latest picture.
    pub fn state(&self) -> &crate::app::api::State {
        &self.state
    }

    /// Sizes for the car or the desk.
    pub(super) fn profile(&self) -> Profile {
        match self.state.post {
            Some((Post::Desk, _)) => Profile::Desk,
            None if matches!(self.state.phase, Phase::Office(_)) => Profile::Desk,
            Some((Post::Car, _)) | None => Profile::Car,
        }
    }

    /// Takes finished work in, applies what was asked for, keeps the time-outs. Draws nothing; runs while hidden.
    pub fn logic(&mut self, ctx: &egui::Context) {
        self.install(ctx);
        for action in std::mem::take(&mut self.actions) {
            self.apply(ctx, action);
        }
        while let Some(event) = self.backend.poll() {
            self.take_in(ctx, event);
        }
        let now = self.clock.now();
        if self.screens.shows_a_code() {
            // somebody copies it onto paper and touches no key meanwhile
            self.idle = Idle::new(now);
        }
        if let Some(request) = self.idle.due(now, &self.state) {
            self.dropped = matches!(request, Request::SharedView);
            self.apply(ctx, Action::Ask(request));
            while let Some(event) = self.backend.poll() {
                self.take_in(ctx, event);
            }
        }
        if self.route == Route::Recovery && self.idle.is_left(now) {
            // a half-typed recovery code is not left for whoever comes next
            self.go(super::apply::home(&self.state));
            self.forget(ctx);
            self.tell(super::words::t("recovery-left-idle"), false);
        }
        self.clipboard.tick(ctx, now);
        let over = |toast: &Toast| toast.until <= now || toast.until > now.plus_ms(super::apply::TOAST_MS);
        if self.toast.as_ref().is_some_and(over) {
            self.toast = None;
        }
        if let Some(wait) = self.wake_in_ms(now) {
            ctx.request_repaint_after(std::time::Duration::from_millis(wait));
        }
    }

    fn install(&mut self, ctx: &egui::Context) {
        self.keep_zoom(ctx);
        let wanted = (self.theme, self.profile(), self.easier);
        if self.installed != Some(wanted) {
            super::theme::apply(ctx, wanted.0, wanted.1);
            super::theme::read_easier(ctx, wanted.2);
            self.installed = Some(wanted);
        }
    }

    /// Whether the engine is carrying something out that the page waits for.
    pub(super) fn is_busy(&self) -> bool {
        let mut all = self.pending.values();
        all.any(|asker| !matches!(asker, Asker::Beside(_)))
    }

    /// In how many milliseconds the window must wake by itself: for the next second where a running time shows or words
    /// are still to be stored or taken away, for the next minute of a shift, and for every time-out; `None` when nothing
    /// changes until somebody does something.
    fn wake_in_ms(&self, now: Moment) -> Option<u64> {
        let at_work = !matches!(self.state.phase, Phase::NoVault | Phase::SetUp | Phase::SignIn);
        let busy_second =
            self.toast.is_some() || at_work && (self.idle.just_touched(now) || self.route.runs(&self.state));
        let recovery = (self.route == Route::Recovery).then(|| self.idle.left_in_ms(now));
        [
            busy_second.then(|| until_next(SECOND, now)),
            at_work.then(|| until_next(MINUTE, now)),
            super::parts::next_alarm_ms(&self.state, now),
            self.idle.next_ms(now, &self.state),
            self.clipboard.clears_in_ms(now),
            recovery,
        ]
        .into_iter()
        .flatten()
        .min()
        .and_then(|wait| u64::try_from(wait).ok())
    }

    fn take_in(&mut self, ctx: &egui::Context, event: Event) {
        match event {
            Event::State(state) => self.take_state(ctx, state),
            Event::Done(ticket, done) => {
                self.progress = None;
                self.done(ticket, &done);
                ctx.request_repaint();
            }
            Event::Failed(ticket, problem) => {
                self.progress = None;
                let asked = self.pending.remove(&ticket);
                let shown = self
                    .screens
                    .answered(asked.as_ref(), Err(&problem), &mut self.actions);
                if !shown {
                    super::widgets::announce(ctx, &problem.to_string(), true);
                    self.problem = Some(problem);
                }
                ctx.request_repaint();
            }
            Event::Progress(_, what, done, of) => self.progress = Some((what, done, of)),
        }
    }

    fn done(&mut self, ticket: Ticket, done: &Done) {
        let asked = self.pending.remove(&ticket);
        if let Some((_, step)) = self.stamped.take_if(|(stamped, _)| *stamped == ticket) {
            let step = super::parts::milestone_words(step);
            self.tell(super::words::ta("stamped-told", &[("step", step.into())]), true);
        }
        let mut wishes = Vec::new();
        self.screens.answered(asked.as_ref(), Ok(done), &mut wishes);
        if asked == Some(Asker::Danger) && self.danger {
            // the strip closes by itself; a "back" of its own must not also leave the page behind it
            wishes.retain(|wish| !matches!(wish, Action::Back | Action::CloseDanger));
            self.close_danger();
        }
        self.actions.append(&mut wishes);
        if let Done::Opened(_) = done {
            self.go(Route::NewIncident);
        }
    }

    fn take_state(&mut self, ctx: &egui::Context, state: super::screen::Picture) {
        let before = std::mem::replace(&mut self.state, state);
        super::fitting::full_screen(ctx, &before, &self.state);
        if self.state.sitting != self.sitting {
            self.sitting = self.state.sitting;
            self.forget(ctx);
            if std::mem::take(&mut self.dropped) && self.state.phase == Phase::Shared {
                self.tell(super::words::t("seat-left-idle"), false);
            }
        }
        if before.phase != self.state.phase {
            self.problem = None;
            let back = self.here.back(before.phase, &self.state);
            let (route, caret) = back.unwrap_or_else(|| (super::apply::home(&self.state), None));
            self.go(route);
            if let Some(place) = caret {
                super::theme::look::go_back_to(ctx, place);
            }
        }
        self.follow_tour(ctx);
    }

    /// The tour goes on past what is done, and ends with the shift.
    fn follow_tour(&mut self, ctx: &egui::Context) {
        if !self.state.training || matches!(self.state.phase, Phase::NoVault | Phase::SetUp | Phase::SignIn) {
            self.tour = None;
        }
        let at_work = matches!(self.state.phase, Phase::Shared | Phase::Seat(_));
        if let Some(tour) = &mut self.tour
            && tour.follow(&self.state)
            && at_work
        {
            super::widgets::announce(ctx, &tour.words(), false);
        }
    }

    /// Forgets everything that was typed or shown: screens, strips, egui's undo histories, the clipboard.
    fn forget(&mut self, ctx: &egui::Context) {
        self.screens = Screens::default();
        self.toast = None;
        self.problem = None;
        self.danger = false;
        self.before_danger = None;
        super::widgets::silence(ctx);
        ctx.data_mut(egui::util::IdTypeMap::clear);
        self.clipboard.clear(ctx);
        self.installed = None;
        self.install(ctx);
    }

    pub(super) fn go(&mut self, route: Route) {
        if self.route != route {
            let left = std::mem::replace(&mut self.route, route);
            self.problem = None;
            if left == Route::Recovery && self.screens.leave_recovery() {
                self.apply_quietly(Request::StopRecovery);
            }
        }
        self.arrived = true;
    }

    /// One frame: keys first, then the page.
    pub fn frame(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        self.idle.note_input(&ctx, self.clock.now());
        if let Some(count) = super::incoming::clean(&ctx) {
            let args = [
                ("count", count.into()),
                ("most", super::incoming::LONGEST_PASTE.into()),
            ];
            self.refuse(super::words::ta("paste-too-long", &args));
        }
        for command in Command::pressed(&ctx) {
            self.actions.push(Action::Do(command));
        }
        super::frame::draw(self, ui);
        let now = self.clock.now();
        self.here.note(&ctx, &self.state, &self.route, self.danger);
        self.clipboard.watch(&ctx, now);
        if self.escaped(&ctx) {
            self.actions.push(Action::Back);
        }
        if !self.actions.is_empty() {
            // applied in the next `logic`, which eframe runs before the next frame
            ctx.request_repaint();
        }
    }
}

impl Shell {
    /// Esc, which no page used itself: closes the Danger strip, or leaves a page that was opened from another.
    fn escaped(&self, ctx: &egui::Context) -> bool {
        let leaves = match self.route {
            Route::SetUp
            | Route::SignIn
            | Route::Board
            | Route::Workspace(_)
            | Route::People
            | Route::Month => self.danger,
            Route::Join
            | Route::RecoveryCode(..)
            | Route::Recovery
            | Route::Member(_)
            | Route::Keys
            | Route::Agreement
            | Route::Partnership
            | Route::Passphrase
            | Route::Devices
            | Route::Backup
            | Route::Disposal
            | Route::NewLaptop
            | Route::Enrol
            | Route::Carry
            | Route::Invite(_)
            | Route::TakeSeat(_)
            | Route::NewIncident
            | Route::Share
            | Route::SharePicked(_)
            | Route::ShareFor(..)
            | Route::AskOther
            | Route::Request(_)
            | Route::Correct(_)
            | Route::Breach(_)
            | Route::Outside
            | Route::FinishDanger(_)
            | Route::CompleteRecord(_)
            | Route::S136
            | Route::S136Record
            | Route::Note
            | Route::Explain(_)
            | Route::Outcome
            | Route::Handover
            | Route::Stay
            | Route::Advise
            | Route::NextShift
            | Route::Checks
            | Route::Baseline
            | Route::Opened
            | Route::Export
            | Route::Rules(_)
            | Route::Consents(_)
            | Route::Practice(_)
            | Route::Help(_)
            | Route::Palette(_)
            | Route::EndShift(_) => true,
        };
        leaves && ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
    }
}

/// Milliseconds to the next whole second, minute.
fn until_next(step: i64, now: Moment) -> i64 {
    step - now.0.rem_euclid(step)
}
