//! The devices of the log, taking a lost one out, the receipt of this one, and the check of a receipt that somebody kept.

use egui::Ui;

use crate::app::api::{Done, Request};
use crate::app::exchange::{Device, Receipt, ReceiptAnswer};
use crate::app::problem::Problem;
use crate::domain::ids::DeviceId;
use crate::ui::action::Action;
use crate::ui::parts::receipt_ui;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    ButtonKind, Cell, Column, Field, FieldKind, Notice, Page, Problems, RowView, Table, Tag, Width,
    back_link, body, button, focus_title, gap, heading, notice, progress, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Devices {
    list: Vec<Device>,
    receipt: Option<Receipt>,
    device: String,
    size: String,
    code: String,
    answer: Option<ReceiptAnswer>,
    /// The answer has just come: the page scrolls to it.
    fresh: bool,
    /// Whether this one is to be taken out.
    out: Option<(DeviceId, String)>,
    /// What was asked for last is about a laptop and not about a receipt.
    about_device: bool,
    told: Option<String>,
    problems: Problems,
}

/// Why this laptop only reads, for whoever can make it one of its own.
pub(super) fn renew_why(taken_out: bool) -> String {
    t(if taken_out {
        "devices-renew-out"
    } else {
        "devices-renew-why"
    })
}

impl Screen for Devices {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            *self = Self::default();
            cx.push(Action::Ask(Request::ListDevices));
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            let field = if self.about_device {
                "devices-table"
            } else {
                "receipt-code"
            };
            self.problems.set(vec![(cx.field_id(field), words)]);
        }
        if let Some((device, name)) = self.out.clone() {
            self.out_ui(cx, ui, device, &name);
            return;
        }
        let page = Page::new(cx.field_id("devices")).wide().pinned();
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("devices-title"));
            self.problems.show(ui);
            if cx.state.must_renew {
                notice(ui, Notice::Soon, &renew_why(cx.state.taken_out));
                if button(ui, ButtonKind::Plain, &t("devices-renew"), None).clicked() && !cx.busy {
                    self.about_device = true;
                    cx.push(Action::Ask(Request::RenewDevice));
                }
            }
            if let Some((device, name)) = self.table_ui(cx, ui) {
                self.out = Some((device, name));
                self.problems.clear();
                focus_title(ui.ctx());
                ui.ctx().request_repaint();
            }
            support(ui, &t("devices-press"));
            gap(ui, Space::Sm);
            heading(ui, &t("receipt-title"));
            match &self.receipt {
                Some(receipt) => receipt_ui(ui, receipt),
                None => {
                    support(ui, &t("receipt-explain"));
                }
            }
            gap(ui, Space::Sm);
            heading(ui, &t("receipt-check-title"));
            self.check_ui(cx, ui);
        });
        page.footer(ui, |ui| self.footer_ui(cx, ui));
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::Devices(devices)) => self.list.clone_from(devices),
            Ok(Done::Receipt(receipt)) => self.receipt = Some(receipt.clone()),
            Ok(Done::ReceiptChecked(answer)) => {
                self.answer = Some(*answer);
                self.fresh = true;
            }
            Ok(Done::Renewed(name)) => {
                let words = ta("devices-renewed", &[("name", name.clone().into())]);
                actions.push(Action::Tell { words, undo: false });
                actions.push(Action::Ask(Request::ListDevices));
            }
            Ok(_) => {
                self.out = None;
                let words = t("devices-out-done");
                actions.push(Action::Tell { words, undo: false });
                actions.push(Action::Ask(Request::ListDevices));
            }
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

impl Devices {
    fn check_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let [device_id, size_id, code_id] =
            ["receipt-device", "receipt-size", "receipt-code"].map(|name| cx.field_id(name));
        Field::new(device_id, &t("receipt-device"))
            .hint(&t("receipt-device-hint"))
            .width(240.0)
            .show(ui, &mut self.device);
        Field::new(size_id, &t("receipt-size"))
            .kind(FieldKind::Digits)
            .error(self.problems.of(size_id))
            .show(ui, &mut self.size);
        Field::new(code_id, &t("receipt-code"))
            .error(self.problems.of(code_id))
            .show(ui, &mut self.code);
        if let Some(answer) = self.answer {
            let told = answer_ui(ui, answer);
            if std::mem::take(&mut self.fresh) {
                told.scroll_to_me(Some(egui::Align::Center));
            }
        }
    }

    /// Draws the table; gives the laptop that was pressed, if it can be taken out from here.
    fn table_ui(&self, cx: &Cx<'_>, ui: &mut Ui) -> Option<(DeviceId, String)> {
        let (name, entries, state) = (t("devices-name"), t("devices-entries"), t("people-state"));
        let columns = [
            Column::new(&name, Width::Share(2.0)),
            Column::new(&entries, Width::Share(1.0)).right(),
            Column::new(&state, Width::Share(2.0)),
        ];
        let label = t("devices-title");
        let devices = &self.list;
        let table = Table::new(cx.field_id("devices-table"), &label, &columns, devices.len()).fit();
        let shown = table.show(ui, |at| {
            devices.get(at).map_or_else(RowView::default, |device| {
                let (state, words) = state_of(device);
                let entries = device.entries.to_string();
                let same = devices.iter().filter(|other| other.name == device.name).count();
                let mut shown = device.name.clone();
                if same > 1 {
                    // two of one name are told apart by their identifiers
                    shown.push(' ');
                    shown.extend(device.id.hex().chars().take(8));
                }
                RowView {
                    name: format!("{shown}, {entries}, {words}"),
                    cells: vec![Cell::Strong(shown), Cell::Text(entries), state],
                }
            })
        });
        shown
            .pressed
            .and_then(|at| devices.get(at))
            .filter(|device| !device.this && !device.revoked)
            .map(|device| (device.id, device.name.clone()))
    }

    /// What taking a laptop out does, and what it cannot do, before it is done.
    fn out_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, device: DeviceId, name: &str) {
        let mut leave = false;
        let page = Page::new(cx.field_id("devices-out"));
        page.body(ui, |ui| {
            leave = back_link(ui).clicked();
            title(ui, &ta("devices-out-title", &[("name", name.to_owned().into())]));
            self.problems.show(ui);
            body(ui, &t("devices-out-does"));
            heading(ui, &t("member-cannot-title"));
            body(ui, &t("devices-out-cannot"));
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
            } else if button(ui, ButtonKind::Primary, &t("devices-out"), None).clicked() {
                self.about_device = true;
                cx.push(Action::Ask(Request::RevokeDevice(device)));
            }
        });
        leave |= ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if leave {
            self.out = None;
            self.problems.clear();
            focus_title(ui.ctx());
            ui.ctx().request_repaint();
        }
    }

    fn footer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.busy {
            progress(ui, &t("working"), None);
            return;
        }
        if button(ui, ButtonKind::Primary, &t("receipt-make"), None).clicked() {
            self.about_device = false;
            cx.push(Action::Ask(Request::MakeReceipt));
        }
        let check = button(ui, ButtonKind::Plain, &t("receipt-check"), None).clicked();
        if button(ui, ButtonKind::Plain, &t("carry-open"), None).clicked() {
            cx.push(Action::Go(Route::Carry));
        }
        if button(ui, ButtonKind::Plain, &t("enrol-open"), None).clicked() {
            cx.push(Action::Go(Route::Enrol));
        }
        if check {
            self.check(cx);
        }
    }

    fn check(&mut self, cx: &mut Cx<'_>) {
        self.answer = None;
        self.about_device = false;
        let [size_id, code_id] = ["receipt-size", "receipt-code"].map(|name| cx.field_id(name));
        let mut missing = Vec::new();
        let size = self.size.trim().parse().ok();
        if size.is_none() {
            missing.push((size_id, t("receipt-size-missing")));
        }
        if self.code.trim().is_empty() {
            missing.push((code_id, t("receipt-code-missing")));
        }
        let complete = missing.is_empty();
        self.problems.set(missing);
        if let Some(size) = size.filter(|_| complete) {
            cx.push(Action::Ask(Request::CheckReceipt {
                device: Some(self.device.trim().to_owned()).filter(|name| !name.is_empty()),
                size,
                code: self.code.clone(),
            }));
        }
    }
}

fn answer_ui(ui: &mut Ui, answer: ReceiptAnswer) -> egui::Response {
    match answer {
        ReceiptAnswer::Holds => notice(ui, Notice::Info, &t("receipt-holds")),
        ReceiptAnswer::Differs => notice(ui, Notice::Now, &t("receipt-differs")),
        ReceiptAnswer::Shorter(here) => {
            notice(ui, Notice::Now, &ta("receipt-shorter", &[("here", here.into())]))
        }
    }
}

fn state_of(device: &Device) -> (Cell, String) {
    let (alarm, key) = match (device.forked, device.revoked, device.this) {
        (true, ..) => (true, "devices-forked"),
        (_, true, _) => (false, "devices-revoked"),
        (_, _, true) => (false, "devices-this"),
        (_, _, false) => (false, "devices-other"),
    };
    let mut words = t(key);
    if device.this && key != "devices-this" {
        // what is wrong with it does not hide that it is the one in front of the reader
        words = ta("devices-this-and", &[("state", words.into())]);
    }
    let cell = if alarm {
        Cell::Tag(Tag::Soon, words.clone())
    } else {
        Cell::Text(words.clone())
    };
    (cell, words)
}
