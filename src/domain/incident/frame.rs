//! The further part of the shared frame, folded: numbers of the place, people, red flags, plan, markers, joined incidents.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Written;
use crate::domain::content::{Detail, IdentityConfidence, Joined, Marker, Milestone, RedFlag, Somebody};
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::time::Moment;

/// What both sides wrote down besides the first line. The latest of each holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// Postcode; empty when not known.
    pub postcode: String,
    /// what3words.
    pub three_words: String,
    /// Grid reference.
    pub grid: String,
    /// How sure it is who the person is.
    pub identity: Option<IdentityConfidence>,
    /// Physical signs that need an ambulance now.
    pub red_flags: Vec<RedFlag>,
    /// Anything else of that kind, in words.
    pub red_flag_words: String,
    /// What both agreed to do.
    pub plan: String,
    /// Injuries.
    pub injuries: String,
    /// Who else is part of it, in the order in which they were written down.
    pub people: Vec<Somebody>,
    /// Markers that both sides may see, also those that ended.
    pub markers: Vec<Marker>,
    /// What happened to the incident as a whole, oldest first.
    pub happened: Vec<Written>,
    /// Who stamped each time that holds; `None` for the crew together.
    pub stamped_by: BTreeMap<Milestone, Option<MemberId>>,
}

impl Frame {
    /// Takes a detail in.
    pub(super) fn set(&mut self, detail: &Detail) {
        match detail {
            Detail::Spot {
                postcode,
                three_words,
                grid,
            } => {
                self.postcode.clone_from(postcode);
                self.three_words.clone_from(three_words);
                self.grid.clone_from(grid);
            }
            Detail::Identity(identity) => self.identity = Some(*identity),
            Detail::RedFlags { flags, words } => {
                self.red_flags.clone_from(flags);
                self.red_flag_words.clone_from(words);
            }
            Detail::Plan(words) => self.plan.clone_from(words),
            Detail::Injuries(words) => self.injuries.clone_from(words),
            Detail::Somebody(somebody) => self.place(somebody),
            Detail::Marker(marker) => place_marker(&mut self.markers, marker),
            Detail::Source { .. } | Detail::Place(_) | Detail::Person { .. } | Detail::Risk(_) => {}
        }
    }

    fn place(&mut self, somebody: &Somebody) {
        if somebody.taken_off {
            self.people.retain(|known| known.person != somebody.person);
            return;
        }
        match self
            .people
            .iter_mut()
            .find(|known| known.person == somebody.person)
        {
            Some(known) => known.clone_from(somebody),
            None => self.people.push(somebody.clone()),
        }
    }

    /// Whether something is seen that needs an ambulance now.
    pub fn has_red_flags(&self) -> bool {
        !self.red_flags.is_empty() || !self.red_flag_words.is_empty()
    }

    /// The markers that are shown as current on a day: none that ended or was taken off.
    pub fn current_markers(&self, day: NaiveDate) -> impl Iterator<Item = &Marker> {
        self.markers.iter().filter(move |marker| marker.is_current(day))
    }
}

/// The latest of each marker holds.
pub(super) fn place_marker(markers: &mut Vec<Marker>, marker: &Marker) {
    match markers.iter_mut().find(|known| known.marker == marker.marker) {
        Some(known) => known.clone_from(marker),
        None => markers.push(marker.clone()),
    }
}

/// Another incident that is the same as this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinCard {
    /// This joining, the same on both.
    pub item: ItemId,
    /// The other incident.
    pub other: IncidentId,
    /// What people call it.
    pub reference: String,
    /// Work goes on here, not there.
    pub keeps: bool,
    /// When.
    pub at: Moment,
}

impl JoinCard {
    pub(super) fn of(joined: &Joined, at: Moment) -> Self {
        Self {
            item: joined.item,
            other: joined.other,
            reference: joined.other_reference.clone(),
            keeps: joined.keeps,
            at,
        }
    }
}
