//! A level of consent for a voluntary partner, about the person of the incident in focus.

use chrono::NaiveDate;
use egui::Ui;

use super::lines::level_words;
use crate::app::api::{ConsentLevelForm, Request};
use crate::app::problem::Problem;
use crate::domain::content::ConsentLevel;
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::screen::Cx;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    Button, ButtonKind, ChoiceOption, Choices, Field, Page, Problems, back_link, body, progress, title,
};
use crate::ui::words::{t, ta};

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct LevelPage {
    partner: String,
    level: Option<usize>,
    day: String,
    form: String,
    services: String,
    asked: bool,
    told: Option<String>,
    problems: Problems,
}

impl LevelPage {
    /// With today's date.
    pub(super) fn new(now: Moment) -> Self {
        Self {
            day: now.london_date().map(|day| day.to_string()).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Draws it; true when it is to be left without a change.
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) -> bool {
        let [partner, level, day, services, form] = ["partner", "level", "day", "services", "form"]
            .map(|part| cx.field_id("consents-level").with(part));
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(partner, words)]);
        }
        let mut leave = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        let page = Page::new(cx.field_id("consents-level"));
        page.body(ui, |ui| {
            leave |= back_link(ui).clicked();
            title(ui, &t("consents-level-title"));
            let person = cx.state.focus.as_ref().map(|focus| focus.person.clone());
            let person = person.filter(|name| !name.is_empty());
            let person = person.unwrap_or_else(|| t("consents-nobody"));
            body(ui, &ta("consents-level-about", &[("person", person.into())]));
            self.problems.show(ui);
            Field::new(partner, &t("consents-partner"))
                .error(self.problems.of(partner))
                .show(ui, &mut self.partner);
            let words = ConsentLevel::ALL.map(level_words);
            let options: Vec<ChoiceOption<'_>> = words.iter().map(|words| ChoiceOption::new(words)).collect();
            Choices::new(level, &t("consents-level"), &options)
                .error(self.problems.of(level))
                .show(ui, &mut self.level);
            Field::new(day, &t("consents-day"))
                .hint(&t("consents-day-hint"))
                .error(self.problems.of(day))
                .show(ui, &mut self.day);
            Field::new(services, &t("consents-services"))
                .hint(&t("consents-services-hint"))
                .width(crate::ui::theme::MEASURE)
                .show(ui, &mut self.services);
            Field::new(form, &t("consents-form"))
                .hint(&t("consents-form-hint"))
                .show(ui, &mut self.form);
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
            } else if Button::new(ButtonKind::Primary, &t("consents-level-save"))
                .show(ui)
                .clicked()
            {
                self.save(cx, level, day);
            }
        });
        leave
    }

    fn save(&mut self, cx: &mut Cx<'_>, level_id: egui::Id, day_id: egui::Id) {
        let level = self.level.and_then(|at| ConsentLevel::ALL.get(at)).copied();
        let day = self.day.trim().parse::<NaiveDate>().ok();
        let mut missing = Vec::new();
        if level.is_none() {
            missing.push((level_id, t("consents-level-missing")));
        }
        if day.is_none() {
            missing.push((day_id, t("consents-day-missing")));
        }
        self.problems.set(missing);
        if let (Some(level), Some(day)) = (level, day) {
            self.asked = true;
            cx.push(Action::Ask(Request::SetConsentLevel(Box::new(
                ConsentLevelForm {
                    partner: self.partner.clone(),
                    level,
                    day,
                    form: self.form.clone(),
                    services: self.services.split([',', ';']).map(str::to_owned).collect(),
                },
            ))));
        }
    }

    /// An answer came: `None` when it was not for this part, else whether the level is recorded.
    pub(super) fn answered(&mut self, problem: Option<&Problem>) -> Option<bool> {
        if !std::mem::take(&mut self.asked) {
            return None;
        }
        self.told = problem.map(sentences);
        Some(problem.is_none())
    }
}
