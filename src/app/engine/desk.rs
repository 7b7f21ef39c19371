//! What the present state has open: views, the incident in focus, folded incidents, drafts.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Engine, Folded, Progress};
use crate::app::api::{Detained, Draft, IncidentRow, RowDesk, WordCard};
use crate::app::problem::Problem;
use crate::app::proposal::known_words;
use crate::domain::content::{Content, KnownAnswer, Milestone, RegisterCode};
use crate::domain::decision::facts::ItemCategory;
use crate::domain::ids::{IncidentId, StreamId};
use crate::domain::incident::{DisclosureCard, SharedIncident, SideFile, fold_shared, fold_side};
use crate::domain::mha::clock::period;
use crate::domain::mha::law;
use crate::domain::outside::OutsideCard;
use crate::domain::role::{Compartment, Side};
use crate::domain::time::Moment;
use crate::vault::View;

/// How many closed incidents the list shows; older ones are found by search.
const PAST_SHOWN: usize = 30;
/// So many folded incidents are kept beyond those that the lists show: searches and the next shift's list look at more.
const FOLDED_BESIDE: usize = 400;

/// What the present state has open.
#[derive(Default)]
pub(crate) struct Desk {
    pub(super) shared: Option<View>,
    pub(super) own: Option<View>,
    /// The incident in focus and its shared stream: all that a covered screen keeps.
    pub(super) focus: Option<(IncidentId, StreamId)>,
    pub(super) folded: Folded,
    pub(super) live: Vec<IncidentId>,
    pub(super) past: Vec<IncidentId>,
    pub(super) drafts: Vec<Draft>,
    /// Incidents whose private page was shown in this sitting.
    pub(super) viewed: BTreeSet<IncidentId>,
    /// Registers that were read in this sitting.
    pub(super) registers: BTreeSet<RegisterCode>,
    /// The private seat that was taken when the screen was covered.
    pub(super) covered_by: Option<Side>,
    /// That the incident in focus was closed when the screen was covered: danger then opens one of its own.
    pub(super) focus_closed: bool,
    /// How many incidents this year has, by its two digits.
    pub(super) numbered: (String, u32),
    /// What was found out once and holds until something is written that changes it.
    pub(super) known: KnownOf,
}

/// What spans incidents, found out once: no picture reads the past again.
#[derive(Default)]
pub(super) struct KnownOf {
    /// Incidents on which something may wait for somebody; `None` before it was looked for.
    pub(super) waits: Option<BTreeSet<IncidentId>>,
    /// This side's part of it, gone with the seat.
    pub(super) own: KnownOfSide,
}

/// What one side knows of it.
#[derive(Default)]
pub(super) struct KnownOfSide {
    /// Incidents of which this side told somebody outside the crew what it should not have told.
    pub(super) told_wrongly: Option<BTreeSet<IncidentId>>,
    /// Its tasks that are still open.
    pub(super) tasks: Option<super::overdue::OpenTasks>,
    /// The register of those who ask from outside.
    pub(super) register: Option<Arc<Vec<OutsideCard>>>,
    /// Words of reviews for the member who sits here.
    pub(super) words: Option<Arc<Vec<WordCard>>>,
}

impl KnownOf {
    /// Something was written: what it may change is found out again.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only these kinds are in what is kept here"
    )]
    pub(super) fn written(&mut self, content: &Content) {
        if let (Some(waits), Some(incident)) = (&mut self.waits, content.incident()) {
            waits.insert(incident);
        }
        if let Some(tasks) = &mut self.own.tasks {
            super::overdue::take(tasks, content);
        }
        match content {
            Content::OutsideRequested(_) | Content::OutsideStepped(_) => self.own.register = None,
            Content::ReviewWordPassed(_) | Content::ReviewWordRead(_) => self.own.words = None,
            Content::AfterOutside(_) => self.own.told_wrongly = None,
            _ => {}
        }
    }
}

impl Desk {
    /// Forgets all content; keeps the focus, by which Danger now can write.
    pub(super) fn cover(&mut self) {
        let kept = (self.focus, self.focus_closed, std::mem::take(&mut self.numbered));
        *self = Self {
            focus: kept.0,
            focus_closed: kept.1,
            numbered: kept.2,
            ..Self::default()
        };
    }

    /// Forgets the private half.
    pub(super) fn leave_seat(&mut self) {
        self.own = None;
        self.known.own = KnownOfSide::default();
        self.drafts.clear();
        self.viewed.clear();
        self.registers.clear();
    }
}

impl Engine {
    /// Opens the shared view and reads what is live.
    pub(super) fn open_shared(&mut self, progress: Progress<'_>) -> Result<(), Problem> {
        if self.desk.shared.is_none() {
            let view = self.open_view(Compartment::Shared, "shared", progress)?;
            self.desk.shared = Some(view);
        }
        self.relist()
    }

    /// Opens the private view of a side.
    pub(super) fn open_own(&mut self, side: Side, progress: Progress<'_>) -> Result<(), Problem> {
        let view = self.open_view(side.compartment(), "private", progress)?;
        self.desk.own = Some(view);
        Ok(())
    }

    fn open_view(
        &mut self,
        compartment: Compartment,
        what: &'static str,
        progress: Progress<'_>,
    ) -> Result<View, Problem> {
        let Some(vault) = self.vault.as_mut() else {
            return Err(Problem::locked());
        };
        let mut each = |done, of| progress(what, done, of);
        Ok(View::open(vault, compartment, &self.ring, &mut each)?)
    }

    /// Reads the lists of live and past incidents again.
    pub(super) fn relist(&mut self) -> Result<(), Problem> {
        let Some(view) = &self.desk.shared else {
            return Ok(());
        };
        let mut live = view.open_incidents()?;
        live.reverse();
        let past = view.recent(PAST_SHOWN + live.len(), None)?;
        self.desk.past = past
            .into_iter()
            .filter(|id| !live.contains(id))
            .take(PAST_SHOWN)
            .collect();
        self.desk.live = live;
        if self.desk.focus.is_none_or(|(focus, _)| !self.knows(focus)) {
            self.desk.focus = None;
            if let Some(newest) = self.desk.live.last().copied() {
                self.set_focus(newest)?;
            }
        }
        Ok(())
    }

    fn knows(&self, incident: IncidentId) -> bool {
        self.desk
            .shared
            .as_ref()
            .is_some_and(|view| matches!(view.stream_of(incident), Ok(Some(_))))
    }

    /// Brings an incident into focus.
    pub(super) fn set_focus(&mut self, incident: IncidentId) -> Result<(), Problem> {
        let stream = match &self.desk.shared {
            Some(view) => view.stream_of(incident)?,
            None => None,
        };
        let Some(stream) = stream else {
            return Err(Problem::new(
                "A-203",
                "That incident is not in this log",
                "Choose one from the list",
            ));
        };
        self.desk.focus = Some((incident, stream));
        Ok(())
    }

    /// Lets go of incidents that were folded for a search or a list and are not shown: what is held does not grow with what
    /// was looked at.
    pub(super) fn let_go(&mut self) {
        let desk = &mut self.desk;
        let shown: BTreeSet<IncidentId> = desk
            .live
            .iter()
            .chain(&desk.past)
            .chain(desk.known.waits.iter().flatten())
            .copied()
            .chain(desk.focus.map(|(incident, _)| incident))
            .collect();
        if desk.folded.len() > shown.len().saturating_add(FOLDED_BESIDE) {
            desk.folded.retain(|incident, _| shown.contains(incident));
        }
    }

    /// The shared half of an incident, folded.
    pub(super) fn shared_of(&mut self, incident: IncidentId) -> Result<Arc<SharedIncident>, Problem> {
        if let Some((_, folded)) = self.desk.folded.get(&incident) {
            return Ok(Arc::clone(folded));
        }
        let Some(view) = &self.desk.shared else {
            return Err(Problem::locked());
        };
        let entries = view.entries_of(incident)?;
        let mut folded = fold_shared(&entries).ok_or_else(|| {
            Problem::new(
                "A-203",
                "That incident is not in this log",
                "Choose one from the list",
            )
        })?;
        let this = self.vault.as_ref().map(|vault| vault.device().0);
        let own = entries.iter().filter(|placed| Some(placed.entry.device) == this);
        folded.s136.written = own.map(|placed| placed.at).max();
        let folded = Arc::new(folded);
        self.desk
            .folded
            .insert(incident, (view.stream_of(incident)?, Arc::clone(&folded)));
        Ok(folded)
    }

    /// This seat's own half of an incident.
    pub(super) fn own_of(&self, incident: IncidentId) -> Result<SideFile, Problem> {
        match &self.desk.own {
            Some(view) => Ok(fold_side(&view.entries_of(incident)?)),
            None => Ok(SideFile::default()),
        }
    }

    /// The incident in focus, for a request that names one.
    pub(super) fn open_one(&mut self, incident: IncidentId) -> Result<Arc<SharedIncident>, Problem> {
        let shared = self.shared_of(incident)?;
        if shared.closed.is_some() {
            return Err(Problem::new(
                "A-204",
                "This incident is closed",
                "Reopen it first, with a reason",
            ));
        }
        Ok(shared)
    }

    /// One line of a list.
    pub(super) fn row(&mut self, incident: IncidentId) -> Result<IncidentRow, Problem> {
        let shared = self.shared_of(incident)?;
        Ok(IncidentRow {
            incident,
            reference: shared.reference.clone(),
            opened: shared.opened,
            closed: shared.closed,
            place: shared.place.clone(),
            person: shared.person.clone(),
            danger_unfinished: shared
                .disclosures
                .iter()
                .any(DisclosureCard::is_unfinished_danger),
            detained: detained(&shared),
            station: shared.station.clone(),
            desk: row_desk(&shared),
        })
    }
}

/// The detention that is in force on an open incident.
fn detained(shared: &SharedIncident) -> Option<Detained> {
    let state = &shared.s136;
    (shared.closed.is_none() && state.in_force()).then(|| Detained {
        section: if state.warrant.is_some() { 135 } else { 136 },
        period: period(state, law()),
    })
}

/// What a side told of known or not known, where it stands; `None` before, and when it was withdrawn or said in other
/// words.
fn known_of(shared: &SharedIncident, side: Side) -> Option<KnownAnswer> {
    let mut told = shared
        .disclosures
        .iter()
        .rev()
        .filter(|card| card.from == Some(side) && card.withdrawn_at.is_none());
    let item = told.find_map(|card| {
        let mut items = card.items.iter();
        items.find(|item| item.category == ItemCategory::KnownToService)
    })?;
    KnownAnswer::ALL
        .into_iter()
        .find(|answer| known_words(side, *answer) == item.words)
}

/// What the desk's queue shows beside an incident.
fn row_desk(shared: &SharedIncident) -> RowDesk {
    let named = |claim: &crate::domain::incident::Claim| format!("{}, {}", claim.name, claim.station);
    let also: Vec<String> = shared.desk.also_claimed().iter().map(named).collect();
    RowDesk {
        grade: shared.desk.grade.map(|(grade, _)| grade),
        holder: shared.desk.holder().map(named),
        holder_at: shared.desk.holder().map(|claim| claim.station.clone()),
        known: [Side::Police, Side::Health].map(|side| known_of(shared, side)),
        also: (!also.is_empty()).then(|| also.join("; ")),
        risk: shared.risk,
        age: shared.age,
        attended: attended_since(shared),
    }
}

/// When the first of the crew was there: on scene, or by what comes only after it.
fn attended_since(shared: &SharedIncident) -> Option<Moment> {
    use Milestone::{Clear, Conveyed, HandedOver, OnScene};
    let at = |step| shared.milestones.get(&step).copied();
    [OnScene, Conveyed, HandedOver, Clear].into_iter().find_map(at)
}
