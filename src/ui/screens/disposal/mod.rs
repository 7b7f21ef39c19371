//! Destroying what has run out: a governance lead chooses, sees what would go, types how much that is, and keeps the
//! certificate. What both organisations read waits for the other's lead, who agrees here in the same way.

mod check;
mod choose;
mod done;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use egui::Ui;

use super::keys::compartment_words;
use crate::app::api::{Done, Request};
use crate::app::certificate::Certificate;
use crate::app::disposal::{Overview, Planned};
use crate::app::problem::Problem;
use crate::domain::ids::EntryRef;
use crate::domain::role::{Compartment, Side};
use crate::ui::action::Action;
use crate::ui::parts::organisation;
use crate::ui::screen::{Cx, Screen};
use crate::ui::typed::sentences;
use crate::ui::widgets::{Problems, focus_title};
use crate::ui::words::{t, ta};

/// Where the page is.
#[derive(Debug, Clone, Default)]
enum Step {
    /// What may have run out, what waits, and the form.
    #[default]
    Choose,
    /// What would go of the lead's own choice.
    Check(Arc<Planned>),
    /// What the other organisation ordered.
    Agree(EntryRef),
    /// It is ordered; or the certificate of all orders.
    Done(Arc<Certificate>),
}

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Disposal {
    step: Step,
    overview: Option<Arc<Overview>>,
    incident: String,
    basis: Option<usize>,
    part: Option<usize>,
    held: bool,
    number: String,
    file: String,
    saved: Option<PathBuf>,
    told: Option<String>,
    problems: Problems,
}

impl Screen for Disposal {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            if matches!(self.step, Step::Done(_)) {
                *self = Self::default();
            }
            cx.push(Action::Ask(Request::ListDisposals));
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id(self.field()), words)]);
        }
        match self.step.clone() {
            Step::Choose => self.choose_ui(cx, ui),
            Step::Check(planned) => self.check_ui(cx, ui, &planned),
            Step::Agree(entry) => self.agree_ui(cx, ui, entry),
            Step::Done(certificate) => self.done_ui(cx, ui, &certificate),
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::Disposals(overview)) => self.overview = Some(Arc::clone(overview)),
            Ok(Done::DisposalPlanned(planned)) => self.turn(Step::Check(Arc::clone(planned))),
            Ok(Done::Disposed(certificate)) => self.turn(Step::Done(Arc::clone(certificate))),
            Ok(Done::Exported(file)) => {
                self.problems.clear();
                self.saved = Some(file.clone());
            }
            Ok(_) => {
                // the other organisation's order was agreed to
                *self = Self::default();
                actions.push(Action::Tell {
                    words: t("disposal-agreed"),
                    undo: false,
                });
                actions.push(Action::Ask(Request::ListDisposals));
            }
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

impl Disposal {
    /// Where a problem that the engine tells belongs.
    fn field(&self) -> &'static str {
        match self.step {
            Step::Choose => "disposal-incident",
            Step::Check(_) | Step::Agree(_) => "disposal-number",
            Step::Done(_) => "disposal-file",
        }
    }

    /// Goes to another step; what confirmed the one before is not taken along.
    fn turn(&mut self, step: Step) {
        self.held = false;
        self.number.clear();
        self.saved = None;
        self.problems.clear();
        self.step = step;
    }

    /// The same, from within the page: the title gets the keyboard.
    fn turn_to(&mut self, ui: &Ui, step: Step) {
        self.turn(step);
        focus_title(ui.ctx());
        ui.ctx().request_repaint();
    }
}

/// The side of the lead who is signed in.
fn own_side(cx: &Cx<'_>) -> Side {
    cx.state
        .office
        .as_ref()
        .map_or(Side::Police, |(_, side, _)| *side)
}

/// A part of the record in words: whose it is, or that it is shared.
fn part_words(cx: &Cx<'_>, compartment: Compartment) -> String {
    let side = match compartment {
        Compartment::Police => Side::Police,
        Compartment::Health => Side::Health,
        Compartment::Shared => return t("disposal-part-shared"),
        Compartment::Log | Compartment::Oversight => return compartment_words(compartment),
    };
    let name = organisation(cx.state, side);
    ta("disposal-part-own", &[("organisation", name.into())])
}

/// " of 26-0117", or nothing where the record no longer names it.
fn of_incident(reference: Option<&String>) -> String {
    reference.map_or_else(String::new, |reference| {
        ta("disposal-of-incident", &[("reference", reference.clone().into())])
    })
}
