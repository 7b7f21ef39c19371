//! Risk: physical signs that need an ambulance now, and risk in words that both agree on. Shared, set in one press.

use egui::Ui;

use crate::app::api::Request;
use crate::domain::content::{Detail, RedFlag, RiskLevel};
use crate::domain::ids::IncidentId;
use crate::domain::incident::SharedIncident;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::{red_flag_words, risk_words};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{ChoiceOption, Choices, Field, Ticks, gap};
use crate::ui::words::t;

const ALL: [RiskLevel; 4] = [
    RiskLevel::NoneSeen,
    RiskLevel::Possible,
    RiskLevel::Likely,
    RiskLevel::Now,
];

/// What is typed beside the red flags.
#[derive(Debug, Default)]
pub(super) struct Risk {
    of: Option<IncidentId>,
    words: String,
    seen: String,
    kept: Kept,
}

impl Risk {
    /// The choice and the ticks; each is stored as it is made.
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        level_ui(cx, ui, incident);
        gap(ui, Space::Sm);
        self.flags_ui(cx, ui, incident);
    }

    /// Keeps what is typed beside the red flags as a sealed draft until it is stored.
    pub(super) fn keep(&mut self, cx: &mut Cx<'_>, ui: &Ui) {
        let left = (self.words.trim() != self.seen).then(|| self.words.clone());
        self.kept.keep(cx, ui, &left);
    }

    fn flags_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        let stored = &incident.frame.red_flag_words;
        let left = (self.of != Some(incident.incident)).then(|| {
            let key = format!("flags/{}", incident.incident.hex());
            let (left, kept) = Kept::open::<Option<String>>(cx, key);
            *self = Self {
                of: Some(incident.incident),
                words: stored.clone(),
                seen: stored.clone(),
                kept,
            };
            left
        });
        if self.seen != *stored {
            self.words.clone_from(stored);
            self.seen.clone_from(stored);
        }
        if let Some(words) = left.flatten() {
            self.words = words;
        }
        let words = RedFlag::ALL.map(red_flag_words);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        let mut ticked = RedFlag::ALL.map(|flag| incident.frame.red_flags.contains(&flag));
        let (question, hint) = (t("flags-question"), t("flags-hint"));
        let ticks = Ticks::new(cx.field_id("red flags"), &question, &options)
            .hint(&hint)
            .inline()
            .show(ui, &mut ticked);
        let label = t("flags-words");
        let typed = Field::new(cx.field_id("red flag words"), &label).show(ui, &mut self.words);
        let left = typed.lost_focus() && self.words.trim() != self.seen;
        if !ticks.changed && !left {
            return;
        }
        let flags = RedFlag::ALL
            .into_iter()
            .zip(ticked)
            .filter_map(|(flag, ticked)| ticked.then_some(flag))
            .collect();
        let words = self.words.trim().to_owned();
        cx.push(Action::Ask(Request::SetDetail(
            incident.incident,
            Detail::RedFlags { flags, words },
        )));
    }
}

fn level_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
    let words = ALL.map(risk_words);
    let options = words.each_ref().map(|words| ChoiceOption::new(words));
    let mut at = ALL.iter().position(|risk| Some(*risk) == incident.risk);
    let question = t("risk-question");
    let hint = t("risk-hint");
    let choice = Choices::new(cx.field_id("risk"), &question, &options)
        .hint(&hint)
        .inline()
        .show(ui, &mut at);
    if cx.arrived {
        choice.response.request_focus();
    }
    if choice.changed
        && let Some(risk) = at.and_then(|at| ALL.get(at).copied())
    {
        cx.push(Action::Ask(Request::SetDetail(
            incident.incident,
            Detail::Risk(risk),
        )));
    }
}
