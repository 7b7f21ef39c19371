//! The sharing agreement and whom to ring for advice, as far as the program works under them. Part of set-up and of
//! the people page.

use egui::Ui;

use crate::app::api::Request;
use crate::app::problem::Problem;
use crate::domain::content::PolicySet;
use crate::ui::action::Action;
use crate::ui::screen::Cx;
use crate::ui::typed::sentences;
use crate::ui::widgets::{Button, ButtonKind, Field, Page, Problems, back_link, support, title};
use crate::ui::words::t;

/// What is typed, one text for each setting.
#[derive(Debug)]
pub(super) struct Agreement {
    texts: [String; 4],
    asked: bool,
    told: Option<String>,
    problems: Problems,
}

/// The key of each setting's label and hint.
const FIELDS: [(&str, &str); 4] = [
    ("agreement-reference", "agreement-reference-hint"),
    ("agreement-clause", "agreement-clause-hint"),
    ("agreement-police-advice", "agreement-advice-hint"),
    ("agreement-health-advice", "agreement-advice-hint"),
];

impl Agreement {
    /// With what is in force now.
    pub(super) fn new(policy: &PolicySet) -> Self {
        let text = |setting: &Option<String>| setting.clone().unwrap_or_default();
        Self {
            texts: [
                text(&policy.agreement),
                text(&policy.known_clause),
                text(&policy.police_advice),
                text(&policy.health_advice),
            ],
            asked: false,
            told: None,
            problems: Problems::none(),
        }
    }

    /// Draws the page; true when it is to be left without a change.
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) -> bool {
        if let Some(words) = self.told.take() {
            self.problems
                .set(vec![(cx.field_id("agreement-reference"), words)]);
        }
        let mut leave = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        let page = Page::new(cx.field_id("agreement"));
        page.body(ui, |ui| {
            leave |= back_link(ui).clicked();
            title(ui, &t("agreement-title"));
            support(ui, &t("agreement-hint"));
            self.problems.show(ui);
            for ((label, hint), text) in FIELDS.iter().zip(&mut self.texts) {
                let (label, hint, id) = (t(label), t(hint), cx.field_id(label));
                let field = Field::new(id, &label).hint(&hint).error(self.problems.of(id));
                field.take_focus().show(ui, text);
            }
        });
        page.footer(ui, |ui| {
            let words = t(if cx.busy { "working" } else { "agreement-save" });
            if Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked()
                && !cx.busy
            {
                self.save(cx);
            }
        });
        leave
    }

    fn save(&mut self, cx: &mut Cx<'_>) {
        let [agreement, clause, police, health] = &self.texts;
        if agreement.trim().is_empty() && !clause.trim().is_empty() {
            let id = cx.field_id("agreement-reference");
            self.problems.set(vec![(id, t("agreement-reference-missing"))]);
            return;
        }
        self.problems.clear();
        self.asked = true;
        let some = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        cx.push(Action::Ask(Request::SetPolicy(PolicySet {
            agreement: some(agreement),
            known_clause: some(clause),
            police_advice: some(police),
            health_advice: some(health),
            terms: cx.state.policy.terms.clone(),
        })));
    }

    /// An answer came: `None` when it was not for this part, else whether the settings are in force.
    pub(super) fn answered(&mut self, problem: Option<&Problem>) -> Option<bool> {
        if !std::mem::take(&mut self.asked) {
            return None;
        }
        self.told = problem.map(sentences);
        Some(problem.is_none())
    }
}
