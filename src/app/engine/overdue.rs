//! Tasks of this side that are still open, on whichever incident and however long ago: found by their entries, never by
//! how lately the incident was.

use std::collections::{BTreeMap, BTreeSet};

use super::Engine;
use crate::app::api::{Elsewhere, ElsewhereWhat};
use crate::app::problem::Problem;
use crate::domain::content::Content;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::time::Moment;

/// The kinds of entry that set a task and end it.
const KINDS: [&str; 2] = ["side.task", "side.task-done"];
/// So many incidents with something overdue stand beside the one in focus; the list for the next shift has all.
const SHOWN: usize = 5;

/// Open tasks by name: their incident, and when they are due.
pub(super) type OpenTasks = BTreeMap<ItemId, (IncidentId, Option<Moment>)>;

/// Takes an entry in.
pub(super) fn take(open: &mut OpenTasks, content: &Content) {
    if let Content::TaskSet(set) = content {
        open.insert(set.item, (set.incident, set.due));
    } else if let Content::TaskDone(done) = content {
        open.remove(&done.item);
    }
}

impl Engine {
    /// The incidents on which this side has something to do, but for these.
    pub(super) fn with_open_tasks(&mut self, but: &BTreeSet<IncidentId>) -> Result<Vec<IncidentId>, Problem> {
        let open = self.open_tasks()?;
        let found: BTreeSet<IncidentId> = open.values().map(|(incident, _)| *incident).collect();
        Ok(found.difference(but).copied().collect())
    }

    /// What is overdue on other incidents than this one, the longest first.
    pub(super) fn overdue(&mut self, focus: Option<IncidentId>) -> Result<Vec<Elsewhere>, Problem> {
        let now = self.now();
        let mut first: BTreeMap<IncidentId, Moment> = BTreeMap::new();
        for (incident, due) in self.open_tasks()?.values() {
            let due = due.filter(|due| *due <= now && Some(*incident) != focus);
            if let Some(due) = due {
                let earliest = first.entry(*incident).or_insert(due);
                *earliest = (*earliest).min(due);
            }
        }
        let mut longest: Vec<(Moment, IncidentId)> =
            first.into_iter().map(|(incident, due)| (due, incident)).collect();
        longest.sort_unstable();
        longest
            .into_iter()
            .take(SHOWN)
            .map(|(due, incident)| {
                Ok(Elsewhere {
                    incident,
                    reference: self.shared_of(incident)?.reference.clone(),
                    what: ElsewhereWhat::Overdue,
                    by: Some(due),
                })
            })
            .collect()
    }

    /// Read once in a sitting, and kept up with what is written.
    fn open_tasks(&mut self) -> Result<&OpenTasks, Problem> {
        if self.desk.known.own.tasks.is_none() {
            let mut open = OpenTasks::new();
            if let Some(own) = &self.desk.own {
                for placed in own.of_kinds(&KINDS)? {
                    take(&mut open, &placed.content);
                }
            }
            self.desk.known.own.tasks = Some(open);
        }
        Ok(self.desk.known.own.tasks.get_or_insert_default())
    }
}
