//! A share that should not have been made: its record is begun here, and each step after it is recorded here.

mod record;
mod words;

use egui::Ui;
use serde::{Deserialize, Serialize};

use self::record::Record;
pub(super) use self::words::kind_words;
use super::requests::{area, one, told};
use crate::app::api::{BreachForm, Done, Request};
use crate::app::problem::Problem;
use crate::domain::content::BreachKind;
use crate::domain::ids::ItemId;
use crate::domain::incident::{DisclosureCard, SharedIncident};
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::{disclosure_card_ui, page_head_ui, side_badge, time_field, time_wrong, typed_time};
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{Badge, Button, ButtonKind, Page, Problems, body, gap, support};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Breach {
    #[serde(skip)]
    of: Option<ItemId>,
    kind: Option<usize>,
    words: String,
    time: String,
    record: Record,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: Kept,
}

impl Screen for Breach {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let incident = cx.state.focus.clone();
        let found = match (cx.route, cx.seat(), incident.as_deref()) {
            (Route::Breach(disclosure), Some(side), Some(incident)) => {
                let outside = cx.state.own.as_deref().map(|own| &own.told_outside);
                let mut outside = outside.into_iter().flatten();
                let card = incident
                    .disclosed(*disclosure)
                    .or_else(|| outside.find(|card| card.disclosure == *disclosure));
                card.map(|card| (side, incident, card))
            }
            _ => None,
        };
        let Some((side, incident, card)) = found else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        if self.of != Some(card.disclosure) {
            let (form, kept) = Kept::open(cx, format!("breach/{}", card.disclosure.hex()));
            *self = Self {
                of: Some(card.disclosure),
                kept,
                ..form
            };
        }
        let alone = cx
            .state
            .own
            .as_deref()
            .and_then(|own| own.breach_of(card.disclosure));
        if let Some(breach) = incident.breach_of(card.disclosure).or(alone) {
            self.record.ui(cx, ui, side, breach);
        } else {
            let outside = incident.disclosed(card.disclosure).is_none();
            self.form_ui(cx, ui, incident, card, outside.then_some(side));
        }
        let mut kept = std::mem::take(&mut self.kept);
        kept.keep(cx, ui, self);
        self.kept = kept;
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        if answer.is_ok() {
            *self = Self {
                of: self.of,
                kept: self.kept.forget(actions),
                ..Self::default()
            };
            actions.push(told("breach-told"));
        }
        false
    }
}

impl Breach {
    /// `alone` names the side whose own record it is, for words that it told outside the crew.
    fn form_ui(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut Ui,
        incident: &SharedIncident,
        card: &DisclosureCard,
        alone: Option<Side>,
    ) {
        let (badge, hint) = match alone {
            Some(side) => (side_badge(side), "breach-hint-alone"),
            None => (Badge::Shared, "breach-hint"),
        };
        let page = Page::new(cx.field_id("breach"));
        page.body(ui, |ui| {
            if page_head_ui(ui, badge, &t("breach-title"), "") {
                cx.push(Action::Back);
            }
            self.problems.show(ui);
            body(ui, &t(hint));
            disclosure_card_ui(ui, card, cx.now);
            let words: Vec<String> = BreachKind::ALL.iter().map(|kind| kind_words(*kind)).collect();
            let first = one(cx, ui, &self.problems, "breach-kind", &words, &mut self.kind);
            if cx.arrived {
                ui.memory_mut(|memory| memory.request_focus(first));
            }
            area(cx, ui, &self.problems, "breach-words", &mut self.words);
            gap(ui, Space::Sm);
            support(ui, &t("breach-aware"));
            time_field(cx, ui, "breach-aware", &self.problems, &mut self.time);
        });
        page.footer(ui, |ui| {
            let words = t(if cx.busy { "working" } else { "breach-open-record" });
            let open = Button::new(ButtonKind::Primary, &words).commit().show(ui);
            if open.clicked() && !cx.busy {
                self.send(cx, incident, card);
            }
            let hours = cx.rules.thresholds().breach_report_hours;
            support(ui, &ta("breach-clock", &[("hours", hours.into())]));
        });
    }

    fn send(&mut self, cx: &mut Cx<'_>, incident: &SharedIncident, card: &DisclosureCard) {
        let mut wrong = Vec::new();
        let mut missing = |field: &str, key: &str| wrong.push((cx.field_id(field), t(key)));
        let kind = self.kind.and_then(|at| BreachKind::ALL.get(at)).copied();
        if kind.is_none() {
            missing("breach-kind", "breach-kind-missing");
        }
        if self.words.trim().is_empty() {
            missing("breach-words", "breach-words-missing");
        }
        let aware = typed_time(cx, &self.time);
        if aware.is_none() {
            wrong.push((
                cx.field_id("breach-aware"),
                time_wrong(cx, &self.time, "time-wrong"),
            ));
        }
        self.problems.set(wrong);
        if let (Some(kind), Some(aware), true) = (kind, aware, self.problems.is_empty()) {
            cx.push(Action::Ask(Request::OpenBreach(Box::new(BreachForm {
                incident: incident.incident,
                disclosure: card.disclosure,
                kind,
                words: self.words.trim().to_owned(),
                aware,
            }))));
        }
    }
}
