//! Sealed files between laptops of one log: write one for another laptop, take one in, and read what it brought.

use std::path::PathBuf;

use egui::Ui;

use crate::app::api::{Done, Phase, Request};
use crate::app::exchange::{Admitted, Device};
use crate::app::problem::Problem;
use crate::domain::ids::DeviceId;
use crate::ui::action::Action;
use crate::ui::parts::{file_field_ui, proposed_file, take_drop, whole_path};
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    ButtonKind, ChoiceOption, Choices, Notice, Page, Problems, back_link, body, button, focus_title, gap,
    heading, notice, progress, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Carry {
    devices: Vec<Device>,
    to: Option<usize>,
    out: String,
    from: String,
    /// What was asked for last is the writing of a file.
    writes: bool,
    written: Option<(PathBuf, u64)>,
    came: Option<Admitted>,
    told: Option<String>,
    problems: Problems,
}

impl Screen for Carry {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            cx.push(Action::Ask(Request::ListDevices));
            if self.out.is_empty() {
                self.out = proposed_file(&file_name(cx));
            }
            self.to = self.to.or(Some(0));
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            let field = if self.writes { "carry-to" } else { "carry-from" };
            self.problems.set(vec![(cx.field_id(field), words)]);
        }
        take_drop(ui, &mut self.from);
        let mut leave = false;
        let page = Page::new(cx.field_id("carry"));
        page.body(ui, |ui| {
            leave = back_link(ui).clicked();
            title(ui, &t("carry-title"));
            self.problems.show(ui);
            body(ui, &t("carry-explain"));
            gap(ui, Space::Sm);
            heading(ui, &t("carry-admit"));
            self.admit_ui(cx, ui);
            gap(ui, Space::Sm);
            heading(ui, &t("carry-write"));
            self.write_ui(cx, ui);
        });
        page.footer(ui, |ui| self.footer_ui(cx, ui));
        leave |= ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if leave {
            let office = matches!(cx.state.phase, Phase::Office(_));
            cx.push(if office {
                Action::Go(Route::Devices)
            } else {
                Action::Back
            });
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::Devices(devices)) => self.devices.clone_from(devices),
            Ok(Done::BundleWritten(written)) => {
                self.problems.clear();
                self.written = Some((PathBuf::from(self.out.trim()), written.entries));
            }
            Ok(Done::BundleAdmitted(came)) => {
                self.problems.clear();
                self.came = Some(came.clone());
                self.from.clear();
                // a laptop that was enrolled elsewhere has a name now
                actions.push(Action::Ask(Request::ListDevices));
            }
            Ok(_) => {}
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

impl Carry {
    fn admit_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let id = cx.field_id("carry-from");
        let error = self.problems.of(id);
        file_field_ui(ui, id, ("carry-from", "carry-from-hint"), error, &mut self.from);
        support(ui, &t("file-drop"));
        if let Some(came) = &self.came {
            came_ui(ui, came, &self.devices);
        }
    }

    fn write_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let [for_id, to_id] = ["carry-for", "carry-to"].map(|name| cx.field_id(name));
        let mut labels = vec![t("carry-for-all")];
        labels.extend(self.others().map(|device| {
            let args = [("name", device.name.clone().into())];
            ta("carry-for-one", &args)
        }));
        let options: Vec<ChoiceOption<'_>> = labels.iter().map(|label| ChoiceOption::new(label)).collect();
        Choices::new(for_id, &t("carry-for"), &options).show(ui, &mut self.to);
        let error = self.problems.of(to_id);
        file_field_ui(ui, to_id, ("carry-to", "carry-to-hint"), error, &mut self.out);
        if let Some((file, entries)) = &self.written {
            let args = [
                ("file", file.display().to_string().into()),
                ("count", (*entries).into()),
            ];
            notice(ui, Notice::Info, &ta("carry-written", &args));
        }
    }

    fn others(&self) -> impl Iterator<Item = &Device> {
        self.devices
            .iter()
            .filter(|device| !device.this && !device.revoked)
    }

    fn footer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.busy {
            let part = cx.progress.map(|(_, done, of)| super::people::fraction(done, of));
            progress(ui, &t("carry-working"), part);
            if button(ui, ButtonKind::Plain, &t("laptop-stop"), None).clicked() {
                cx.push(Action::Stop);
            }
            return;
        }
        if button(ui, ButtonKind::Primary, &t("carry-do-admit"), None).clicked() {
            self.came = None;
            self.writes = false;
            if let Some(file) = self.path(cx, "carry-from", whole_path(&self.from)) {
                cx.push(Action::Ask(Request::AdmitBundle(file)));
            }
        }
        if button(ui, ButtonKind::Plain, &t("carry-do-write"), None).clicked() {
            self.written = None;
            self.writes = true;
            let receiver = self.receiver();
            if let Some(file) = self.path(cx, "carry-to", whole_path(&self.out)) {
                cx.push(Action::Ask(Request::WriteBundle(file, receiver)));
            }
        }
    }

    /// The laptop that the file is for; `None` for everything.
    fn receiver(&self) -> Option<DeviceId> {
        let at = self.to?.checked_sub(1)?;
        self.others().nth(at).map(|device| device.id)
    }

    fn path(&mut self, cx: &Cx<'_>, field: &str, typed: Result<PathBuf, String>) -> Option<PathBuf> {
        let id = cx.field_id(field);
        self.problems.set(
            typed
                .as_ref()
                .err()
                .map(|words| (id, words.clone()))
                .into_iter()
                .collect(),
        );
        typed.ok()
    }
}

/// What a file brought, and what to do about what is wrong with it.
fn came_ui(ui: &mut Ui, came: &Admitted, devices: &[Device]) {
    let args = [("new", came.new.into()), ("known", came.known.into())];
    notice(ui, Notice::Info, &ta("carry-came", &args));
    if came.waiting > 0 {
        let args = [("count", came.waiting.into())];
        notice(ui, Notice::Soon, &ta("carry-waiting", &args));
    }
    if came.passphrases > 0 {
        let args = [("count", came.passphrases.into())];
        notice(ui, Notice::Info, &ta("carry-passphrases", &args));
    }
    for fork in &came.forks {
        let known = devices.iter().find(|device| device.id == *fork);
        let name = known.map_or_else(|| fork.hex(), |device| device.name.clone());
        notice(ui, Notice::Now, &ta("carry-fork", &[("name", name.into())]));
    }
    if came.superseded {
        notice(ui, Notice::Now, &t("carry-superseded"));
    }
}

/// `tandem TR-07 2026-11-22 2104.bundle`, without anything about anybody.
fn file_name(cx: &Cx<'_>) -> String {
    let plain = |c: char| c.is_alphanumeric() || c == '-';
    let device: String = cx.state.device.chars().filter(|c| plain(*c)).collect();
    let day = cx
        .now
        .london_date()
        .map(|day| day.to_string())
        .unwrap_or_default();
    format!("tandem {device} {day} {}.bundle", cx.now.clock().replace(':', ""))
}
