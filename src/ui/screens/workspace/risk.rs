//! Risk in words that both agree on: a shared fact, set in one press.

use egui::Ui;

use crate::app::api::Request;
use crate::domain::content::{Detail, RiskLevel};
use crate::domain::incident::SharedIncident;
use crate::ui::action::Action;
use crate::ui::parts::risk_words;
use crate::ui::screen::Cx;
use crate::ui::widgets::{ChoiceOption, Choices};
use crate::ui::words::t;

const ALL: [RiskLevel; 4] = [
    RiskLevel::NoneSeen,
    RiskLevel::Possible,
    RiskLevel::Likely,
    RiskLevel::Now,
];

/// The choice; it is stored as it is made.
pub(super) fn risk_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
    let words = ALL.map(risk_words);
    let options = words.each_ref().map(|words| ChoiceOption::new(words));
    let mut at = ALL.iter().position(|risk| Some(*risk) == incident.risk);
    let question = t("risk-question");
    let hint = t("risk-hint");
    let choice = Choices::new(cx.field_id("risk"), &question, &options)
        .hint(&hint)
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
