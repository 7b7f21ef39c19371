//! Where somebody was: so that whoever covers, locks or leaves a seat is back there with the next PIN. Only the page, which
//! field and the place in it; no word that stood there.

use std::collections::BTreeMap;

use egui::Context;

use super::route::Route;
use super::theme::look;
use crate::app::api::{Phase, State};
use crate::domain::ids::{IncidentId, MemberId};
use crate::domain::role::Side;

/// A field by its label, and how many characters stand before the caret.
pub(super) type Caret = (u64, usize);

/// A page that was open.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    /// Who sat there; nobody in the shared view.
    member: Option<MemberId>,
    incident: IncidentId,
    route: Route,
    caret: Option<Caret>,
}

/// The last page of each seat, and of the shared view (`None`).
#[derive(Debug, Default)]
pub(super) struct Here(BTreeMap<Option<Side>, Place>);

impl Here {
    /// Notes where the window is, at the end of a frame. `elsewhere` while something that is no page has the keyboard.
    pub(super) fn note(&mut self, ctx: &Context, state: &State, route: &Route, elsewhere: bool) {
        let seat = match state.phase {
            Phase::Seat(side) => Some(side),
            Phase::Shared => None,
            Phase::Covered | Phase::Locked => return,
            Phase::NoVault | Phase::SetUp | Phase::SignIn | Phase::Office(_) => {
                self.0.clear();
                return;
            }
        };
        let route = route.under().unwrap_or(route);
        let Some(focus) = state.focus.as_deref() else {
            self.0.remove(&seat);
            return;
        };
        if matches!(route, Route::TakeSeat(_) | Route::SignIn) || elsewhere {
            return;
        }
        if seat.is_some() {
            // from a private seat the shared view begins on its board
            self.0.remove(&None);
        }
        let place = Place {
            member: state.me,
            incident: focus.incident,
            route: route.clone(),
            caret: look::read(ctx, |look| look.typing_at),
        };
        if self.0.get(&seat) != Some(&place) {
            self.0.insert(seat, place);
        }
    }

    /// Where the person who now sits here was on this incident; for the shared view only from the covered screen.
    pub(super) fn back(&self, before: Phase, state: &State) -> Option<(Route, Option<Caret>)> {
        let seat = match state.phase {
            Phase::Seat(side) => Some(side),
            Phase::Shared if matches!(before, Phase::Covered | Phase::Locked) => None,
            Phase::Shared
            | Phase::Covered
            | Phase::Locked
            | Phase::NoVault
            | Phase::SetUp
            | Phase::SignIn
            | Phase::Office(_) => return None,
        };
        let incident = state.focus.as_deref()?.incident;
        let place = self.0.get(&seat)?;
        (place.member == state.me && place.incident == incident).then(|| (place.route.clone(), place.caret))
    }
}
