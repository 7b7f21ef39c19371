//! The log itself: when it was checked as a whole, how its devices and clocks are, which checkpoints are held outside it.

use std::path::PathBuf;

use egui::Ui;

use super::Checks;
use crate::app::api::{Checks as Found, ChecksRequest, LogHealth, Request};
use crate::app::exchange::{ClockJump, DeviceHealth, ReceiptAnswer};
use crate::domain::content::{CheckpointAct, CheckpointHeld};
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::screen::Cx;
use crate::ui::theme::{MEASURE, Space};
use crate::ui::widgets::{
    Button, ButtonKind, Field, Notice, SummaryRow, button_row, gap, notice, summary_list, support,
};
use crate::ui::words::{t, ta};

/// Entries whose time does not fit, shown at once.
const JUMPS: usize = 3;

impl Checks {
    pub(super) fn health_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, found: &Found) {
        let rows = rows(cx, &found.health);
        let list: Vec<SummaryRow<'_>> = rows
            .iter()
            .map(|(key, value)| SummaryRow {
                key,
                value,
                change: None,
            })
            .collect();
        let _pressed = summary_list(ui, &list);
        if let Some((entries, findings)) = self.verified {
            let gaps = [("entries", entries.into()), ("findings", findings.into())];
            notice(ui, Notice::Info, &ta("checks-verified", &gaps));
        }
        if let Some(said) = &self.compared {
            notice(ui, Notice::Info, said);
        }
        gap(ui, Space::Sm);
        support(ui, &t("checks-checkpoint-why"));
        let id = cx.field_id("checks-file");
        Field::new(id, &t("checks-file"))
            .hint(&t("checks-file-hint"))
            .error(self.problems.of(id))
            .width(MEASURE)
            .show(ui, &mut self.file);
        let asked = button_row(ui, |ui| {
            let take = Button::new(ButtonKind::Plain, &t("checks-take"))
                .show(ui)
                .clicked();
            let compare = Button::new(ButtonKind::Plain, &t("checks-compare"))
                .show(ui)
                .clicked();
            let file = PathBuf::from(self.file.trim());
            match (take, compare) {
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
                cx.push(Action::Ask(Request::Checks(asked)));
            }
        }
    }
}

/// What a comparison said.
pub(super) fn compared(answer: ReceiptAnswer) -> String {
    match answer {
        ReceiptAnswer::Holds => t("checks-holds"),
        ReceiptAnswer::Differs => t("checks-differs"),
        ReceiptAnswer::Shorter(here) => ta("checks-shorter", &[("count", here.into())]),
    }
}

fn rows(cx: &Cx<'_>, health: &LogHealth) -> Vec<(String, String)> {
    let checked = health.checked.as_ref().map_or_else(
        || t("checks-never"),
        |(by, at, entries, findings)| {
            let gaps = [
                ("by", by.as_str().into()),
                ("at", at.clock_from(cx.now).into()),
                ("entries", (*entries).into()),
                ("findings", (*findings).into()),
            ];
            ta("checks-checked", &gaps)
        },
    );
    let (kept, last) = health.checkpoints;
    let last = last.map_or_else(|| t("checks-none-yet"), |at| at.clock_from(cx.now));
    let kept = [("count", kept.into()), ("last", last.into())];
    let mut rows = vec![
        (t("checks-whole"), checked),
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
    rows.push((t("checks-clocks"), clock_words(cx, &health.jumps)));
    rows.push((t("checks-checkpoints"), ta("checks-checkpoints-are", &kept)));
    for side in Side::ALL {
        let key = match side {
            Side::Police => "checks-held-police",
            Side::Health => "checks-held-health",
        };
        let held = health.held.get(&side);
        let words = held.map_or_else(|| t("checks-held-none"), |held| held_words(cx, health, held));
        rows.push((t(key), words));
    }
    rows
}

fn device_words(cx: &Cx<'_>, health: &DeviceHealth) -> String {
    let mut words = match health.last {
        Some(at) => {
            let days = cx.now.minutes_since(at) / (24 * 60);
            ta(
                "checks-device-last",
                &[("at", at.clock_from(cx.now).into()), ("days", days.into())],
            )
        }
        None => t("checks-device-never"),
    };
    if health.device.revoked || health.device.forked {
        words = format!("{words}, {}", t("checks-device-stopped"));
    } else if health.waiting > 0 {
        let waits = ta("checks-device-waits", &[("count", health.waiting.into())]);
        words = format!("{words}, {waits}");
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
        words.push(ta(
            "checks-clock-more",
            &[("count", (jumps.len() - JUMPS).into())],
        ));
    }
    words.join("\n")
}

fn held_words(cx: &Cx<'_>, health: &LogHealth, held: &CheckpointHeld) -> String {
    let device = health.devices.iter().find(|one| one.device.id == held.device);
    let gaps = [
        ("count", held.size.into()),
        (
            "device",
            device
                .map_or_else(String::new, |one| one.device.name.clone())
                .into(),
        ),
        ("at", held.at.clock_from(cx.now).into()),
    ];
    let key = match held.what {
        CheckpointAct::Taken => "checks-held-taken",
        CheckpointAct::Holds => "checks-held-holds",
        CheckpointAct::Differs => "checks-held-differs",
    };
    ta(key, &gaps)
}
