//! The desk's queue: how long a call may wait, what is soon or late, and in which order it stands. Pure: the time and the
//! table come in.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::content::Grade;
use super::ids::IncidentId;
use super::time::Moment;

const EMBEDDED: &str = include_str!("../../assets/desk/grades.toml");

/// The longest waiting time that makes sense, in minutes: a day.
const MOST_MINUTES: u32 = 24 * 60;

/// How long a call of each grade may wait, in minutes, with the version and the source of the list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeLimits {
    /// The day of the list; empty in a rule table, which has a version of its own.
    #[serde(default)]
    pub version: String,
    /// Where it comes from.
    pub source: String,
    minutes: Minutes,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Minutes {
    immediate: u32,
    priority: u32,
    scheduled: u32,
    advice: u32,
}

impl GradeLimits {
    /// The list that the program brings; `None` only if that file were damaged, which a test rules out.
    pub fn embedded() -> Option<Self> {
        toml::from_str(EMBEDDED).ok()
    }

    /// What is wrong with these limits; `None` when they can be worked with.
    pub(crate) fn fault(&self) -> Option<String> {
        let all = Grade::ALL.map(|grade| self.minutes(grade));
        if self.source.trim().is_empty() {
            return Some("the waiting times of the desk say no source.".to_owned());
        }
        let wrong = all
            .into_iter()
            .find(|minutes| !(1..=MOST_MINUTES).contains(minutes));
        wrong.map(|minutes| {
            format!("a waiting time of the desk is {minutes} minutes; 1 to {MOST_MINUTES} can be.")
        })
    }

    /// Minutes until a call of this grade is late.
    pub fn minutes(&self, grade: Grade) -> u32 {
        match grade {
            Grade::Immediate => self.minutes.immediate,
            Grade::Priority => self.minutes.priority,
            Grade::Scheduled => self.minutes.scheduled,
            Grade::Advice => self.minutes.advice,
        }
    }
}

/// How a waiting call stands against its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wait {
    /// Past its limit.
    Late,
    /// Past half of it.
    Soon,
    /// Neither, or not graded.
    Waiting,
    /// Somebody is there: nobody waits any more.
    Attended,
}

/// What the order of the queue depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    /// The incident.
    pub incident: IncidentId,
    /// When it came.
    pub opened: Moment,
    /// How urgent; not graded yet counts as priority until somebody has graded it.
    pub grade: Option<Grade>,
    /// Somebody is at the scene, or has been.
    pub attended: bool,
}

impl Queued {
    fn limit(self, limits: &GradeLimits) -> i64 {
        i64::from(limits.minutes(self.grade.unwrap_or(Grade::Priority)))
    }

    /// How it stands now.
    pub fn wait(self, limits: &GradeLimits, now: Moment) -> Wait {
        if self.attended {
            return Wait::Attended;
        }
        let (waited, limit) = (now.minutes_since(self.opened), self.limit(limits));
        if waited >= limit {
            Wait::Late
        } else if waited * 2 >= limit {
            Wait::Soon
        } else {
            Wait::Waiting
        }
    }
}

/// The order of the queue: late ones first, then by the time that is left, then by grade; what came first breaks a tie.
/// Those where somebody is at the scene have no limit any more and stand after all that wait.
pub fn order(mut queue: Vec<Queued>, limits: &GradeLimits, now: Moment) -> Vec<IncidentId> {
    queue.sort_by_key(|item| {
        let left = item.limit(limits) - now.minutes_since(item.opened);
        (
            item.wait(limits, now) != Wait::Late,
            item.attended,
            left,
            item.grade,
            item.opened,
            item.incident,
        )
    });
    queue.into_iter().map(|item| item.incident).collect()
}

/// Rows change their place only when nobody would press the wrong one: this keeps the order that is shown.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    shown: Vec<IncidentId>,
    late: BTreeSet<IncidentId>,
    differs_since: Option<Moment>,
}

/// Changes wait for so long at most, in milliseconds.
const WAITS_MS: i64 = 30_000;

impl Standing {
    /// The order to show. `held` while a row is under the pointer or has the keyboard.
    pub fn settle(
        &mut self,
        queue: Vec<Queued>,
        limits: &GradeLimits,
        now: Moment,
        held: bool,
    ) -> &[IncidentId] {
        let late: BTreeSet<IncidentId> = queue
            .iter()
            .filter(|item| item.wait(limits, now) == Wait::Late)
            .map(|item| item.incident)
            .collect();
        let fresh = order(queue, limits, now);
        let newly_late = !late.is_subset(&self.late);
        let waited = self
            .differs_since
            .is_some_and(|since| now.since_ms(since) >= WAITS_MS);
        if self.shown.is_empty() || !held || newly_late || waited {
            self.shown = fresh;
            self.late = late;
            self.differs_since = None;
            return &self.shown;
        }
        // what is gone leaves no row to press; what is new waits
        let there: BTreeSet<&IncidentId> = fresh.iter().collect();
        self.shown.retain(|incident| there.contains(incident));
        self.differs_since = if self.shown == fresh {
            None
        } else {
            self.differs_since.or(Some(now))
        };
        &self.shown
    }

    /// How many rows would come or move.
    pub fn changes(&self, queue: Vec<Queued>, limits: &GradeLimits, now: Moment) -> usize {
        let fresh = order(queue, limits, now);
        let moved = self.shown.iter().zip(&fresh).filter(|(a, b)| a != b).count();
        moved.max(fresh.len().saturating_sub(self.shown.len()))
    }

    /// The one before or after this one, as they stand; the first or the last where this one does not stand here.
    pub fn neighbour(&self, of: Option<IncidentId>, forward: bool) -> Option<IncidentId> {
        let at = self.shown.iter().position(|incident| Some(*incident) == of);
        let to = match (at, forward) {
            (Some(at), true) => at.checked_add(1)?,
            (Some(at), false) => at.checked_sub(1)?,
            (None, true) => 0,
            (None, false) => self.shown.len().checked_sub(1)?,
        };
        self.shown.get(to).copied()
    }

    /// Takes the changes in now.
    pub fn update(&mut self) {
        self.shown.clear();
        self.differs_since = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_795_208_671_000);

    fn limits() -> GradeLimits {
        GradeLimits::embedded().unwrap()
    }

    fn item(number: u8, ago: i64, grade: Option<Grade>) -> Queued {
        Queued {
            incident: IncidentId([number; 16]),
            opened: NOW.plus_minutes(-ago),
            grade,
            attended: false,
        }
    }

    #[test]
    fn the_tag_turns_at_half_the_limit_and_at_the_limit() {
        let limits = limits();
        let wait = |ago, grade| item(1, ago, Some(grade)).wait(&limits, NOW);
        assert_eq!(wait(4, Grade::Immediate), Wait::Waiting);
        assert_eq!(wait(5, Grade::Immediate), Wait::Soon);
        assert_eq!(wait(10, Grade::Immediate), Wait::Late);
        assert_eq!(wait(29, Grade::Scheduled), Wait::Waiting);
    }

    #[test]
    fn a_wait_ends_when_somebody_is_there() {
        let limits = limits();
        let there = Queued {
            attended: true,
            ..item(1, 90, Some(Grade::Immediate))
        };
        assert_eq!(there.wait(&limits, NOW), Wait::Attended);
        let queue = vec![there, item(2, 1, Some(Grade::Advice)), item(3, 16, None)];
        let numbers: Vec<u8> = order(queue, &limits, NOW).iter().map(|id| id.0[0]).collect();
        assert_eq!(numbers, [3, 2, 1], "late, waiting, attended");
    }

    #[test]
    fn late_ones_stand_first_then_the_least_time_left() {
        let queue = vec![
            item(1, 1, Some(Grade::Advice)),
            item(2, 12, Some(Grade::Immediate)),
            item(3, 8, Some(Grade::Priority)),
            item(4, 3, None),
        ];
        let numbers: Vec<u8> = order(queue, &limits(), NOW).iter().map(|id| id.0[0]).collect();
        assert_eq!(numbers, [2, 3, 4, 1]);
    }

    #[test]
    fn nothing_moves_under_the_pointer_for_thirty_seconds_unless_a_row_turns_late() {
        let limits = limits();
        let mut standing = Standing::default();
        let first = vec![
            item(1, 1, Some(Grade::Priority)),
            item(2, 2, Some(Grade::Scheduled)),
        ];
        let before = standing.settle(first.clone(), &limits, NOW, false).to_vec();
        let mut more = first.clone();
        more.push(item(3, 4, Some(Grade::Immediate)));
        for seconds in [0, 10, 29] {
            let now = NOW.plus_ms(seconds * 1_000);
            assert_eq!(standing.settle(more.clone(), &limits, now, true), before);
        }
        assert_eq!(standing.changes(more.clone(), &limits, NOW), 2);
        let now = NOW.plus_ms(30_000);
        assert_eq!(standing.settle(more, &limits, now, true).len(), 3);

        let mut standing = Standing::default();
        standing.settle(first.clone(), &limits, NOW, false);
        let mut late = first;
        late.push(item(4, 10, Some(Grade::Immediate)));
        let shown = standing.settle(late, &limits, NOW, true);
        assert_eq!(
            shown[0],
            IncidentId([4; 16]),
            "a row that is late is shown at once"
        );
    }

    #[test]
    fn a_row_that_is_closed_leaves_at_once() {
        let limits = limits();
        let mut standing = Standing::default();
        let both = vec![item(1, 1, None), item(2, 2, None)];
        standing.settle(both, &limits, NOW, false);
        let left = standing.settle(vec![item(2, 2, None)], &limits, NOW, true);
        assert_eq!(left, [IncidentId([2; 16])]);
    }
}
