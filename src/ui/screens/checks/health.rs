//! The log itself: what is to be done about it, when it was checked as a whole, how its devices and clocks are, which
//! checkpoints are held outside it.

use std::path::PathBuf;

use egui::Ui;

use super::Checks;
use crate::app::api::{Checks as Found, ChecksRequest, HealthTodo, LogHealth, Request, days};
use crate::app::exchange::{ClockJump, DeviceHealth, ReceiptAnswer};
use crate::domain::content::{CheckpointAct, CheckpointHeld};
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::screen::Cx;
use crate::ui::theme::{MEASURE, Space};
use crate::ui::widgets::{
    Button, ButtonKind, Card, Edge, Field, Notice, Tag, body, button_row, facts_list, gap, heading, notice,
    support, tag,
};
use crate::ui::words::{t, ta};

/// Entries whose time does not fit, shown at once.
const JUMPS: usize = 3;

impl Checks {
    pub(super) fn health_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, found: &Found) {
        let todo = todo(cx, &found.health);
        if todo.is_empty() {
            body(ui, &t("checks-log-fine"));
        }
        for one in &todo {
            todo_ui(ui, one);
        }
        if let Some((entries, findings)) = self.verified {
            let gaps = [("entries", entries.into()), ("findings", findings.into())];
            notice(ui, kind(findings == 0), &ta("checks-verified", &gaps));
        }
        gap(ui, Space::Sm);
        facts_list(ui, &rows(cx, &found.health));
        gap(ui, Space::Md);
        self.checkpoint_ui(cx, ui);
    }

    fn checkpoint_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        heading(ui, &t("checks-checkpoint"));
        support(ui, &t("checks-checkpoint-why"));
        if let Some((said, fine)) = &self.compared {
            notice(ui, kind(*fine), said);
        }
        let id = cx.field_id("checks-file");
        Field::new(id, &t("checks-file"))
            .hint(&t("checks-file-hint"))
            .error(self.problems.of(id))
            .width(MEASURE)
            .show(ui, &mut self.file);
        let file = PathBuf::from(self.file.trim());
        let asked = button_row(ui, |ui| {
            let mut press = |key: &str| Button::new(ButtonKind::Plain, &t(key)).show(ui).clicked();
            match (press("checks-take"), press("checks-compare")) {
                (true, _) => Some(ChecksRequest::TakeCheckpoint(file)),
                (_, true) => Some(ChecksRequest::CompareCheckpoint(file)),
                _ => None,
            }
        });
        if let Some(asked) = asked
            && !cx.busy
        {
            if self.file.trim().is_empty() {
                self.problems.set(vec![(id, t("checks-file-missing"))]);
            } else {
                self.failing = "checks-file";
                self.compared = None;
                cx.push(Action::Ask(Request::Checks(asked)));
            }
        }
    }
}

fn kind(fine: bool) -> Notice {
    if fine { Notice::Info } else { Notice::Now }
}

/// What is to be done about the log now.
pub(super) fn todo(cx: &Cx<'_>, health: &LogHealth) -> Vec<HealthTodo> {
    health.todo(cx.now, cx.rules.thresholds())
}

fn todo_ui(ui: &mut Ui, one: &HealthTodo) {
    let (what, next) = todo_words(one);
    Card::new(Edge::None).name(&what).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let (mark, key) = if one.is_grave() {
                (Tag::Now, "checks-todo-now")
            } else {
                (Tag::Soon, "checks-todo")
            };
            tag(ui, mark, &t(key));
            body(ui, &what);
        });
        support(ui, &next);
    });
}

fn side_key(side: Side, police: &'static str, health: &'static str) -> &'static str {
    match side {
        Side::Police => police,
        Side::Health => health,
    }
}

/// What is the matter, and what to do next.
fn todo_words(one: &HealthTodo) -> (String, String) {
    match one {
        HealthTodo::Unreadable => (t("checks-todo-unreadable"), t("checks-todo-unreadable-next")),
        HealthTodo::Findings(count) => {
            let words = ta("checks-todo-findings", &[("count", (*count).into())]);
            (words, t("checks-todo-findings-next"))
        }
        HealthTodo::Differs(side) => {
            let key = side_key(*side, "checks-todo-differs-police", "checks-todo-differs-health");
            (t(key), t("checks-todo-differs-next"))
        }
        HealthTodo::Forked(device) => {
            let words = ta("checks-todo-forked", &[("device", device.as_str().into())]);
            (words, t("checks-todo-forked-next"))
        }
        HealthTodo::NeverChecked => (t("checks-todo-never"), t("checks-todo-never-next")),
        HealthTodo::CheckDue(days) => {
            let words = ta("checks-todo-check", &[("days", (*days).into())]);
            (words, t("checks-todo-never-next"))
        }
        HealthTodo::NoCheckpoint(side) => {
            let key = side_key(*side, "checks-todo-none-police", "checks-todo-none-health");
            (t(key), t("checks-todo-none-next"))
        }
        HealthTodo::CheckpointDue(side, days) => {
            let key = side_key(*side, "checks-todo-old-police", "checks-todo-old-health");
            (ta(key, &[("days", (*days).into())]), t("checks-todo-none-next"))
        }
        HealthTodo::Quiet {
            device,
            days,
            waiting,
        } => {
            let mut gaps = vec![("device", device.as_str().into()), ("count", (*waiting).into())];
            gaps.extend(days.map(|days| ("days", days.into())));
            let key = if days.is_some() {
                "checks-todo-quiet"
            } else {
                "checks-todo-unseen"
            };
            (ta(key, &gaps), ta("checks-todo-quiet-next", &gaps))
        }
        HealthTodo::Clocks(devices) => {
            let words = ta("checks-todo-clocks", &[("devices", devices.join(", ").into())]);
            (words, t("checks-todo-clocks-next"))
        }
    }
}

/// What a comparison said, and whether it is well.
pub(super) fn compared(answer: ReceiptAnswer) -> (String, bool) {
    match answer {
        ReceiptAnswer::Holds => (t("checks-holds"), true),
        ReceiptAnswer::Differs => (t("checks-differs"), false),
        ReceiptAnswer::Shorter(here) => (ta("checks-shorter", &[("count", here.into())]), false),
    }
}

fn rows(cx: &Cx<'_>, health: &LogHealth) -> Vec<(String, String)> {
    let (kept, last) = health.checkpoints;
    let last = last.map_or_else(|| t("checks-none-yet"), |at| at.clock_from(cx.now));
    let kept = [("count", kept.into()), ("last", last.into())];
    let mut rows = vec![
        (t("checks-whole"), checked_words(cx, health)),
        (
            t("checks-here"),
            ta("checks-entries", &[("count", health.entries.into())]),
        ),
    ];
    for device in health.devices.iter().filter(|health| !health.device.this) {
        rows.push((device.device.name.clone(), device_words(cx, device)));
    }
    if health.devices.iter().all(|health| health.device.this) {
        rows.push((t("checks-devices"), t("checks-no-devices")));
    }
    let clocks = if health.unreadable {
        t("checks-clocks-unreadable")
    } else {
        clock_words(cx, &health.jumps)
    };
    rows.push((t("checks-clocks"), clocks));
    rows.push((t("checks-checkpoints"), ta("checks-checkpoints-are", &kept)));
    for side in Side::ALL {
        let key = side_key(side, "checks-held-police", "checks-held-health");
        let held = health.held.get(&side);
        let words = held.map_or_else(|| t("checks-held-none"), |held| held_words(cx, health, held));
        rows.push((t(key), words));
    }
    rows
}

fn checked_words(cx: &Cx<'_>, health: &LogHealth) -> String {
    let Some((by, at, entries, findings)) = &health.checked else {
        return t("checks-never");
    };
    let gaps = [
        ("by", by.as_str().into()),
        ("at", at.clock_from(cx.now).into()),
        ("entries", (*entries).into()),
        ("findings", (*findings).into()),
    ];
    let words = ta("checks-checked", &gaps);
    match health.since_check() {
        0 => words,
        since => format!("{words}. {}", ta("checks-since", &[("count", since.into())])),
    }
}

fn device_words(cx: &Cx<'_>, health: &DeviceHealth) -> String {
    let mut words = match health.last {
        Some(at) => {
            let gaps = [
                ("at", at.clock_from(cx.now).into()),
                ("days", days(at, cx.now).into()),
            ];
            ta("checks-device-last", &gaps)
        }
        None => t("checks-device-never"),
    };
    if health.device.revoked || health.device.forked {
        words = format!("{words}, {}", t("checks-device-stopped"));
    } else if health.waiting > 0 {
        let waits = ta("checks-device-waits", &[("count", health.waiting.into())]);
        words = format!("{words}. {waits}");
    }
    words
}

fn clock_words(cx: &Cx<'_>, jumps: &[ClockJump]) -> String {
    if jumps.is_empty() {
        return t("checks-clocks-fine");
    }
    let one = |jump: &ClockJump| {
        let gaps = [
            ("device", jump.device.as_str().into()),
            ("entry", jump.seq.into()),
            ("said", jump.said.clock_from(cx.now).into()),
            ("before", jump.before.clock_from(cx.now).into()),
        ];
        ta("checks-clock-jump", &gaps)
    };
    let mut words: Vec<String> = jumps.iter().take(JUMPS).map(one).collect();
    if jumps.len() > JUMPS {
        let more = [("count", (jumps.len() - JUMPS).into())];
        words.push(ta("checks-clock-more", &more));
    }
    words.join("\n")
}

fn held_words(cx: &Cx<'_>, health: &LogHealth, held: &CheckpointHeld) -> String {
    let device = health.devices.iter().find(|one| one.device.id == held.device);
    let device = device.map_or_else(String::new, |one| one.device.name.clone());
    let gaps = [
        ("count", held.size.into()),
        ("device", device.into()),
        ("at", held.at.clock_from(cx.now).into()),
    ];
    let key = match held.what {
        CheckpointAct::Taken => "checks-held-taken",
        CheckpointAct::Holds => "checks-held-holds",
        CheckpointAct::Differs => "checks-held-differs",
    };
    ta(key, &gaps)
}
