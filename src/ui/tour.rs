//! The guided tour of a practice vault: a strip that says one thing to do, and goes on when it is done. The pages are
//! the usual ones.

use egui::Ui;

use super::action::Action;
use super::command::Command;
use super::screen::Cx;
use super::widgets::{ButtonKind, button, guide};
use super::words::{t, ta};
use crate::app::api::{Phase, State};

/// What is done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Seat,
    Incident,
    Note,
    Share,
    Look,
    Cover,
    Close,
    End,
}

/// In the order in which a first incident goes.
const STEPS: [Step; 8] = [
    Step::Seat,
    Step::Incident,
    Step::Note,
    Step::Share,
    Step::Look,
    Step::Cover,
    Step::Close,
    Step::End,
];

impl Step {
    fn words_key(self) -> &'static str {
        match self {
            Self::Seat => "tour-seat",
            Self::Incident => "tour-incident",
            Self::Note => "tour-note",
            Self::Share => "tour-share",
            Self::Look => "tour-look",
            Self::Cover => "tour-cover",
            Self::Close => "tour-close",
            Self::End => "tour-end",
        }
    }

    /// Whether what the window shows says that this was done.
    fn is_done(self, state: &State) -> bool {
        let focus = state.focus.as_deref();
        match self {
            Self::Seat => matches!(state.phase, Phase::Seat(_)),
            Self::Incident => focus.is_some_and(|incident| incident.closed.is_none()),
            Self::Note => state.own.as_ref().is_some_and(|own| !own.notes.is_empty()),
            Self::Share => {
                focus.is_some_and(|incident| incident.disclosures.iter().any(|card| card.from.is_some()))
            }
            Self::Look => state.phase == Phase::Shared,
            Self::Cover => state.phase == Phase::Covered,
            Self::Close => {
                matches!(state.phase, Phase::Shared | Phase::Seat(_))
                    && focus.is_none_or(|incident| incident.closed.is_some())
            }
            Self::End => false,
        }
    }
}

/// Where somebody stands in the tour.
#[derive(Debug, Default)]
pub(super) struct Tour {
    at: usize,
}

impl Tour {
    /// Goes on past what is done; true when that changed what is said.
    pub(super) fn follow(&mut self, state: &State) -> bool {
        let before = self.at;
        while self.step().is_done(state) {
            self.at += 1;
        }
        self.at != before
    }

    /// The next step, done or not.
    pub(super) fn skip(&mut self) {
        self.at = (self.at + 1).min(STEPS.len() - 1);
    }

    /// What is to be done now, in words.
    pub(super) fn words(&self) -> String {
        t(self.step().words_key())
    }

    fn step(&self) -> Step {
        STEPS.get(self.at).copied().unwrap_or(Step::End)
    }

    /// The strip: which step, what to do, and the way past it and out.
    pub(super) fn ui(&self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let steps = STEPS.len() - 1;
        let last = self.step() == Step::End;
        let head = if last {
            t("tour-done")
        } else {
            let at = self.at + 1;
            ta("tour-step", &[("at", at.into()), ("of", steps.into())])
        };
        let id = cx.field_id("tour");
        let (skip, stop) = guide(ui, id, &head, &self.words(), |ui| {
            let skip = !last && button(ui, ButtonKind::Plain, &t("tour-skip"), None).clicked();
            let stop = t(if last { "help-close" } else { "tour-stop" });
            (skip, button(ui, ButtonKind::Plain, &stop, None).clicked())
        });
        if skip {
            cx.push(Action::SkipTour);
        }
        if stop {
            cx.push(Action::Do(Command::Tour));
        }
    }
}
