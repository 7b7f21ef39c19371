//! Duplicate incidents: join this one to the other, and part them again.

use egui::Ui;

use crate::app::api::{IncidentRow, Request};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::SharedIncident;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{Button, ButtonKind, Field, Problems, body, gap, link, support};
use crate::ui::words::{t, ta};

/// At most so many incidents are offered: the newest.
const OFFERED: usize = 8;

/// What is being chosen.
#[derive(Debug, Default)]
pub(super) struct Same {
    of: Option<IncidentId>,
    choosing: bool,
    parting: Option<ItemId>,
    why: String,
    problems: Problems,
    kept: Kept,
}

impl Same {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        if self.of != Some(incident.incident) {
            let key = format!("part/{}", incident.incident.hex());
            let ((parting, why), kept) = Kept::open::<(Option<ItemId>, String)>(cx, key);
            *self = Self {
                of: Some(incident.incident),
                parting,
                why,
                kept,
                ..Self::default()
            };
        }
        gap(ui, Space::Md);
        for card in &incident.joined {
            ui.push_id(card.item, |ui| {
                let key = if card.keeps { "same-keeps" } else { "same-gone" };
                let args = [
                    ("reference", card.reference.as_str().into()),
                    ("time", card.at.clock_from(cx.now).into()),
                ];
                body(ui, &ta(key, &args));
                self.part_ui(cx, ui, incident, card.item);
            });
        }
        if incident.closed.is_some() {
            return;
        }
        if !self.choosing {
            self.choosing = link(ui, &t("same-open"), None).clicked();
            return;
        }
        support(ui, &t("same-hint"));
        if let Some(keeps) = others_ui(cx, ui, incident.incident, "same-name") {
            self.choosing = false;
            let duplicate = incident.incident;
            cx.push(Action::Ask(Request::Join { duplicate, keeps }));
        }
    }

    /// Keeps the reason as a sealed draft until it is stored.
    pub(super) fn keep(&mut self, cx: &mut Cx<'_>, ui: &Ui) {
        self.kept.keep(cx, ui, &(self.parting, &self.why));
    }

    fn part_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident, item: ItemId) {
        if self.parting != Some(item) {
            if link(ui, &t("same-part"), None).clicked() {
                self.parting = Some(item);
                self.why.clear();
            }
            return;
        }
        let id = cx.field_id("part why");
        let label = t("same-why");
        Field::new(id, &label)
            .error(self.problems.of(id))
            .show(ui, &mut self.why);
        if Button::new(ButtonKind::Plain, &t("same-part")).show(ui).clicked() {
            let why = self.why.trim().to_owned();
            if why.is_empty() {
                self.problems.set(vec![(id, t("same-why-missing"))]);
                return;
            }
            self.parting = None;
            self.why.clear();
            let incident = incident.incident;
            cx.push(Action::Ask(Request::Part { incident, item, why }));
        }
    }
}

/// The other live incidents as buttons, newest first; the one that was pressed. `name` is the key of what a screen reader
/// says of each.
pub(super) fn others_ui(cx: &Cx<'_>, ui: &mut Ui, but: IncidentId, name: &str) -> Option<IncidentId> {
    let others: Vec<&IncidentRow> = cx
        .state
        .live
        .iter()
        .rev()
        .filter(|row| row.incident != but)
        .take(OFFERED)
        .collect();
    if others.is_empty() {
        support(ui, &t("same-none"));
    }
    let mut pressed = None;
    ui.horizontal_wrapped(|ui| {
        for row in others {
            let words = [row.reference.as_str(), row.place.as_str(), row.person.as_str()]
                .into_iter()
                .filter(|words| !words.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
            let name = ta(name, &[("incident", words.as_str().into())]);
            if Button::new(ButtonKind::Plain, &words)
                .name(&name)
                .show(ui)
                .clicked()
            {
                pressed = Some(row.incident);
            }
        }
    });
    pressed
}
