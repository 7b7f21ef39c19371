//! How the log itself is, and what is to be done next about it: plain facts, and a rule for each.

use std::collections::BTreeMap;

use crate::domain::content::{CheckpointAct, CheckpointHeld};
use crate::domain::role::Side;
use crate::domain::rules::Thresholds;
use crate::domain::time::Moment;
use crate::vault::{ClockJump, DeviceHealth};

const DAY_MINUTES: i64 = 24 * 60;

/// How the log itself is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogHealth {
    /// The last check of the whole log: by whom, when, how many entries, how many findings.
    pub checked: Option<(String, Moment, u64, u64)>,
    /// How many entries this device has written.
    pub entries: u64,
    /// The devices of the log.
    pub devices: Vec<DeviceHealth>,
    /// Entries whose time does not fit.
    pub jumps: Vec<ClockJump>,
    /// A page of the log could not be read when this was looked at: it is damaged.
    pub unreadable: bool,
    /// Checkpoints that are kept here, and when the last was made.
    pub checkpoints: (usize, Option<Moment>),
    /// The latest that each organisation took out or compared.
    pub held: BTreeMap<Side, CheckpointHeld>,
}

/// Something to do about the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HealthTodo {
    /// A page of the log's file cannot be read.
    Unreadable,
    /// The last check of the whole log found so many things that are not as they were written.
    Findings(u64),
    /// A checkpoint that this organisation holds, or one that it compared, is not what the log begins with.
    Differs(Side),
    /// A device wrote its history twice.
    Forked(String),
    /// Nobody has checked the whole log.
    NeverChecked,
    /// It was checked so many days ago.
    CheckDue(i64),
    /// No checkpoint of this organisation is outside the computer.
    NoCheckpoint(Side),
    /// The last one that it took out or compared is so many days old.
    CheckpointDue(Side, i64),
    /// A device has written nothing for so many days; `None`: nothing of it is here. So many entries wait for it.
    Quiet {
        /// What people call it.
        device: String,
        /// Days since its latest entry that is here.
        days: Option<i64>,
        /// Entries of this device that it has not confirmed.
        waiting: u64,
    },
    /// Clocks of these devices stood wrong.
    Clocks(Vec<String>),
}

impl HealthTodo {
    /// Whether the record itself is in doubt, so that it comes before everything else.
    pub fn is_grave(&self) -> bool {
        matches!(
            self,
            Self::Unreadable | Self::Findings(_) | Self::Differs(_) | Self::Forked(_)
        )
    }
}

impl LogHealth {
    /// How many entries are here that the last check of the whole log did not look at.
    pub fn since_check(&self) -> u64 {
        let here: u64 = self.devices.iter().map(|one| one.device.entries).sum();
        let looked_at = self.checked.as_ref().map_or(0, |(_, _, entries, _)| *entries);
        here.saturating_sub(looked_at)
    }

    /// What is to be done, the gravest first; empty when all is well.
    pub fn todo(&self, now: Moment, limits: &Thresholds) -> Vec<HealthTodo> {
        let mut todo = Vec::new();
        if self.unreadable {
            todo.push(HealthTodo::Unreadable);
        }
        self.check_todo(now, limits, &mut todo);
        for side in Side::ALL {
            todo.extend(self.checkpoint_todo(side, now, limits));
        }
        let others = self.devices.iter().filter(|one| !one.device.this);
        todo.extend(others.filter_map(|one| device_todo(one, now, limits)));
        let mut clocks: Vec<String> = self.jumps.iter().map(|jump| jump.device.clone()).collect();
        clocks.sort_unstable();
        clocks.dedup();
        if !clocks.is_empty() {
            todo.push(HealthTodo::Clocks(clocks));
        }
        // stable: within grave and not grave, the order above
        todo.sort_by_key(|one| !one.is_grave());
        todo
    }

    fn check_todo(&self, now: Moment, limits: &Thresholds, todo: &mut Vec<HealthTodo>) {
        let Some((_, at, _, findings)) = &self.checked else {
            todo.push(HealthTodo::NeverChecked);
            return;
        };
        if *findings > 0 {
            todo.push(HealthTodo::Findings(*findings));
        }
        let days = days(*at, now);
        if days >= i64::from(limits.log_check_days) {
            todo.push(HealthTodo::CheckDue(days));
        }
    }

    fn checkpoint_todo(&self, side: Side, now: Moment, limits: &Thresholds) -> Option<HealthTodo> {
        let Some(held) = self.held.get(&side) else {
            return Some(HealthTodo::NoCheckpoint(side));
        };
        let days = days(held.at, now);
        if held.what == CheckpointAct::Differs {
            Some(HealthTodo::Differs(side))
        } else {
            (days >= i64::from(limits.log_check_days)).then_some(HealthTodo::CheckpointDue(side, days))
        }
    }
}

fn device_todo(one: &DeviceHealth, now: Moment, limits: &Thresholds) -> Option<HealthTodo> {
    if one.device.forked {
        return Some(HealthTodo::Forked(one.device.name.clone()));
    }
    if one.device.revoked {
        return None;
    }
    let days = one.last.map(|last| days(last, now));
    let quiet = days.is_none_or(|days| days >= i64::from(limits.laptop_quiet_days));
    quiet.then(|| HealthTodo::Quiet {
        device: one.device.name.clone(),
        days,
        waiting: one.waiting,
    })
}

/// Whole days from a moment to a later one.
pub fn days(from: Moment, until: Moment) -> i64 {
    until.minutes_since(from) / DAY_MINUTES
}
