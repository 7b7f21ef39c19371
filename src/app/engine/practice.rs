//! Scored practice: sets a situation up as an incident of the practice vault, and says how its decision went.

use super::{Engine, Progress};
use crate::app::api::{Done, Phase, PracticeRow};
use crate::app::problem::Problem;
use crate::app::training;
use crate::domain::content::{DecisionResult, Detail};
use crate::domain::ids::IncidentId;
use crate::domain::incident::SideFile;
use crate::domain::practice::{Attempt, Scenario, judge};
use crate::domain::role::Side;

impl Engine {
    /// Opens the practice vault in a window of its own.
    ///
    /// # Errors
    /// `A-603` while a shift runs: two windows, one of them live, are how practice words reach a live log.
    pub(super) fn open_training(&mut self, progress: Progress<'_>) -> Result<Done, Problem> {
        if !matches!(self.phase, Phase::SignIn | Phase::NoVault) || self.seats.taken().next().is_some() {
            return Err(Problem::new(
                "A-603",
                "A shift has begun here",
                "End the real shift before you start training",
            ));
        }
        let vault = training::prepare(&self.config.dir, &mut |done, of| {
            progress("practice", done, of);
        })?;
        training::launch(&vault)?;
        Ok(Done::Ok)
    }

    /// Opens a new incident with what the scenario says, its notes written by this seat, and looks at it.
    ///
    /// # Errors
    /// `A-601` in a vault that is not for practice: nothing practised reaches a live log. `A-602` for another seat's
    /// scenario.
    pub(super) fn begin_practice(&mut self, id: &str) -> Result<Done, Problem> {
        if !self.vault()?.genesis().training {
            return Err(Problem::new(
                "A-601",
                "This is a live log, and practice may not reach it",
                "End the shift, then choose \"Practise instead\" on the first page",
            ));
        }
        let side = self.private_seat()?;
        let scenario = Scenario::all()
            .into_iter()
            .find(|scenario| scenario.id == id && scenario.side == side);
        let Some(scenario) = scenario else {
            return Err(Problem::new(
                "A-602",
                "That situation belongs to the other seat",
                "Choose one of your own list",
            ));
        };
        let Done::Opened(incident) = self.open_incident()? else {
            return Ok(Done::Ok);
        };
        let details = [
            Detail::Source {
                source: scenario.source,
                log: scenario.log(),
            },
            Detail::Place(scenario.place.clone()),
            Detail::Person {
                name: scenario.person.clone(),
                age: Some(scenario.age),
                about: false,
            },
        ];
        for detail in details {
            self.set_detail(incident, detail)?;
        }
        for (source, words) in &scenario.notes {
            self.write_note(incident, *source, words)?;
        }
        Ok(Done::Opened(incident))
    }

    /// This side's situations with the latest attempt at each; none in a live log.
    pub(super) fn practice(&mut self, side: Side) -> Vec<PracticeRow> {
        if !self.vault.as_ref().is_some_and(|vault| vault.genesis().training) {
            return Vec::new();
        }
        let known: Vec<IncidentId> = [self.desk.past.clone(), self.desk.live.clone()].concat();
        let mut rows: Vec<PracticeRow> = Scenario::all()
            .into_iter()
            .filter(|scenario| scenario.side == side)
            .map(PracticeRow::untried)
            .collect();
        for incident in known {
            let Ok(shared) = self.shared_of(incident) else {
                continue;
            };
            let Some(row) = rows.iter_mut().find(|row| row.scenario.log() == shared.log) else {
                continue;
            };
            if row.opened.is_some_and(|before| before > shared.opened) {
                continue;
            }
            row.opened = Some(shared.opened);
            row.incident = Some(incident);
            let own = self.own_of(incident).unwrap_or_default();
            row.attempt = attempt(&own);
            row.verdict = row
                .attempt
                .as_ref()
                .and_then(|attempt| judge(&row.scenario, attempt, &self.config.rules).ok());
        }
        rows
    }
}

/// The first decision of an incident: a second thought is a new attempt.
fn attempt(own: &SideFile) -> Option<Attempt> {
    let (at, made) = own.decisions.first()?;
    let picked = own
        .notes
        .iter()
        .filter(|note| made.notes.contains(&note.note))
        .map(|note| note.text.clone())
        .collect();
    Some(Attempt {
        shared: matches!(made.result, DecisionResult::Shared { .. }),
        confidentiality: made.conclusion.confidentiality,
        picked,
        seconds: u32::try_from(at.since_ms(made.begun).max(0) / 1000).unwrap_or(u32::MAX),
    })
}
