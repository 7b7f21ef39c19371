//! What a screen is given and what it may do.

use std::sync::Arc;

use super::action::Action;
use super::route::Route;
use super::theme::Profile;
use crate::app::api::{Done, State};
use crate::app::problem::Problem;
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::domain::time::Moment;

/// What a screen may read while it draws.
#[derive(Debug)]
pub(crate) struct Cx<'a> {
    /// The latest picture; holds only what this seat may see.
    pub(crate) state: &'a State,
    /// Now.
    pub(crate) now: Moment,
    /// Car or desk sizes.
    pub(crate) profile: Profile,
    /// The rule table.
    pub(crate) rules: &'a Rules,
    /// The page that is shown.
    pub(crate) route: &'a Route,
    /// Asked for but not answered yet: draw "working", refuse a second press.
    pub(crate) busy: bool,
    /// The page was just opened: put the focus where the page wants it.
    pub(crate) arrived: bool,
    /// A job over a second: how far, of how much.
    pub(crate) progress: Option<(&'static str, u64, u64)>,
    /// What is asked for.
    pub(crate) actions: &'a mut Vec<Action>,
}

impl Cx<'_> {
    /// The private seat that is taken, if one is.
    pub(crate) fn seat(&self) -> Option<Side> {
        if let crate::app::api::Phase::Seat(side) = self.state.phase {
            Some(side)
        } else {
            None
        }
    }

    /// Asks for something.
    pub(crate) fn push(&mut self, action: Action) {
        self.actions.push(action);
    }

    /// An id for a field of this seat and incident: undo history and typed words never pass from one to another.
    pub(crate) fn field_id(&self, field: &str) -> egui::Id {
        let incident = self.state.focus.as_ref().map(|focus| focus.incident);
        egui::Id::unique((self.state.sitting, self.seat(), incident.map(|id| id.0), field))
    }
}

/// One page with what is typed there and not recorded yet.
pub(crate) trait Screen {
    /// Draws it.
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui);

    /// A request of this page was carried out or failed. Return `true` when the page shows the problem itself;
    /// otherwise the shell tells it.
    fn answered(&mut self, _answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        false
    }
}

/// The state as the shell keeps it.
pub(crate) type Picture = Arc<State>;
