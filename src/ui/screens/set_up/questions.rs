//! The question pages of set-up: who works together, this device, recovery holders, governance leads.

use egui::{Id, Ui};

use crate::app::api::{FoundingForm, Request};
use crate::domain::decision::facts::Nation;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::parts::reading_size_ui;
use crate::ui::route::Route;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Badge, Button, ButtonKind, Card, ChoiceOption, Choices, Edge, Field, Page, Problems, back_link, badge,
    body, focus_title, gap, heading, link, pair, progress, support, title,
};
use crate::ui::words::{t, ta};

/// The pages in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Step {
    #[default]
    Together,
    Device,
    Recovery,
    Leads,
}

impl Step {
    const ALL: [Self; 4] = [Self::Together, Self::Device, Self::Recovery, Self::Leads];

    fn number(self) -> usize {
        Self::ALL.iter().position(|step| *step == self).unwrap_or(0) + 1
    }

    fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }

    fn previous(self) -> Option<Self> {
        self.number()
            .checked_sub(2)
            .and_then(|at| Self::ALL.get(at))
            .copied()
    }

    fn title(self) -> &'static str {
        match self {
            Self::Together => "set-up-together",
            Self::Device => "set-up-device",
            Self::Recovery => "set-up-recovery",
            Self::Leads => "set-up-leads",
        }
    }
}

/// What was answered so far.
#[derive(Debug)]
pub(super) struct Questions {
    step: Step,
    nation: Option<usize>,
    partnership: String,
    police: String,
    health: String,
    device: String,
    size: Option<usize>,
    offices: [[String; 2]; 2],
    leads: [String; 2],
    turned: bool,
}

impl Default for Questions {
    fn default() -> Self {
        let offices = [
            ["set-up-office-police-1", "set-up-office-police-2"],
            ["set-up-office-health-1", "set-up-office-health-2"],
        ];
        Self {
            step: Step::default(),
            nation: None,
            partnership: String::new(),
            police: String::new(),
            health: String::new(),
            device: String::new(),
            size: None,
            offices: offices.map(|side| side.map(t)),
            leads: [String::new(), String::new()],
            turned: true,
        }
    }
}

impl Questions {
    /// Draws the page that is next.
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, problems: &mut Problems) {
        if cx.arrived || std::mem::take(&mut self.turned) {
            self.focus(cx, ui);
        }
        let page = Page::new(cx.field_id(self.step.title()));
        let mut back = false;
        page.body(ui, |ui| {
            if self.step.previous().is_some() {
                back = back_link(ui).clicked();
            }
            let args = [
                ("step", self.step.number().into()),
                ("of", Step::ALL.len().into()),
            ];
            support(ui, &ta("set-up-step", &args));
            title(ui, &t(self.step.title()));
            problems.show(ui);
            match self.step {
                Step::Together => self.together_ui(cx, ui, problems),
                Step::Device => self.device_ui(cx, ui, problems),
                Step::Recovery => self.recovery_ui(cx, ui, problems),
                Step::Leads => self.leads_ui(cx, ui, problems),
            }
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("set-up-making"), None);
                return;
            }
            let words = t(if self.step.next().is_some() {
                "continue"
            } else {
                "set-up-make"
            });
            if Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked()
            {
                self.on(cx, problems);
            }
            if self.step == Step::Together && link(ui, &t("set-up-other"), None).clicked() {
                cx.push(Action::Go(Route::NewLaptop));
            }
        });
        let escape = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if (back || escape)
            && let Some(before) = self.step.previous()
        {
            problems.clear();
            self.step = before;
            self.turned = true;
            ui.ctx().request_repaint();
        }
    }

    /// The first page starts in its group, the others at the title.
    fn focus(&self, cx: &Cx<'_>, ui: &Ui) {
        let first = match self.step {
            Step::Together => Some("set-up-nation"),
            Step::Device => Some("set-up-device-name"),
            Step::Leads => Some("set-up-lead-police"),
            Step::Recovery => None,
        };
        match first {
            Some(name) => ui.memory_mut(|memory| memory.request_focus(cx.field_id(name))),
            None => focus_title(ui.ctx()),
        }
    }

    fn on(&mut self, cx: &mut Cx<'_>, problems: &mut Problems) {
        let missing = self.missing(cx);
        let complete = missing.is_empty();
        problems.set(missing);
        if !complete {
            return;
        }
        if let Some(next) = self.step.next() {
            self.step = next;
            self.turned = true;
        } else {
            cx.push(Action::Ask(Request::Found(self.form())));
        }
    }

    fn missing(&self, cx: &Cx<'_>) -> Vec<(Id, String)> {
        let mut missing = Vec::new();
        let mut need = |name: &str, empty: bool| {
            if empty {
                missing.push((cx.field_id(name), t(&format!("{name}-missing"))));
            }
        };
        let blank = |text: &str| text.trim().is_empty();
        match self.step {
            Step::Together => {
                need("set-up-nation", self.nation.is_none());
                need("set-up-police", blank(&self.police));
                need("set-up-health", blank(&self.health));
                need("set-up-partnership", blank(&self.partnership));
            }
            Step::Device => need("set-up-device-name", blank(&self.device)),
            Step::Recovery => {
                let [[police_1, police_2], [health_1, health_2]] = &self.offices;
                need("set-up-holder-police-1", blank(police_1));
                need("set-up-holder-police-2", blank(police_2));
                need("set-up-holder-health-1", blank(health_1));
                need("set-up-holder-health-2", blank(health_2));
            }
            Step::Leads => {
                let [police, health] = &self.leads;
                need("set-up-lead-police", blank(police));
                need("set-up-lead-health", blank(health));
            }
        }
        missing
    }

    fn form(&self) -> FoundingForm {
        let clean = |text: &String| text.trim().to_owned();
        FoundingForm {
            partnership: clean(&self.partnership),
            police: clean(&self.police),
            health: clean(&self.health),
            nation: if self.nation == Some(1) {
                Nation::Wales
            } else {
                Nation::England
            },
            device: clean(&self.device),
            leads: self.leads.each_ref().map(clean),
            recovery_offices: self.offices.each_ref().map(|side| side.each_ref().map(clean)),
            training: false,
        }
    }

    fn together_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, problems: &Problems) {
        let (england, wales) = (t("set-up-england"), t("set-up-wales"));
        let nation = cx.field_id("set-up-nation");
        Choices::new(
            nation,
            &t("set-up-nation"),
            &[ChoiceOption::new(&england), ChoiceOption::new(&wales)],
        )
        .inline()
        .error(problems.of(nation))
        .show(ui, &mut self.nation);
        line_ui(cx, ui, problems, "set-up-police", &mut self.police);
        line_ui(cx, ui, problems, "set-up-health", &mut self.health);
        line_ui(cx, ui, problems, "set-up-partnership", &mut self.partnership);
    }

    fn device_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, problems: &Problems) {
        line_ui(cx, ui, problems, "set-up-device-name", &mut self.device);
        gap(ui, Space::Sm);
        reading_size_ui(cx, ui, &mut self.size);
    }

    fn recovery_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, problems: &Problems) {
        body(ui, &t("set-up-recovery-explain"));
        gap(ui, Space::Xs);
        let [police, health] = &mut self.offices;
        let mut both = (police, health);
        pair(
            ui,
            cx.field_id("set-up-holders"),
            &mut both,
            |ui, both, height| {
                let fields = ["set-up-holder-police-1", "set-up-holder-police-2"];
                holders_ui(
                    cx,
                    ui,
                    problems,
                    Side::Police,
                    &self.police,
                    fields,
                    both.0,
                    height,
                );
            },
            |ui, both, height| {
                let fields = ["set-up-holder-health-1", "set-up-holder-health-2"];
                holders_ui(
                    cx,
                    ui,
                    problems,
                    Side::Health,
                    &self.health,
                    fields,
                    both.1,
                    height,
                );
            },
        );
        support(ui, &t("set-up-recovery-own"));
    }

    fn leads_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, problems: &Problems) {
        body(ui, &t("set-up-leads-explain"));
        gap(ui, Space::Xs);
        let [police, health] = &mut self.leads;
        line_ui(cx, ui, problems, "set-up-lead-police", police);
        line_ui(cx, ui, problems, "set-up-lead-health", health);
    }
}

/// A line with its label and hint, named by one key of the words file.
fn line_ui(cx: &Cx<'_>, ui: &mut Ui, problems: &Problems, key: &str, text: &mut String) {
    let (label, hint, id) = (t(key), t(&format!("{key}-hint")), cx.field_id(key));
    Field::new(id, &label)
        .hint(&hint)
        .error(problems.of(id))
        .show(ui, text);
}

#[expect(
    clippy::too_many_arguments,
    reason = "two cards of one page, drawn by one function"
)]
fn holders_ui(
    cx: &Cx<'_>,
    ui: &mut Ui,
    problems: &Problems,
    side: Side,
    organisation: &str,
    keys: [&str; 2],
    texts: &mut [String; 2],
    height: f32,
) {
    let (edge, mark) = match side {
        Side::Police => (Edge::Police, Badge::Police),
        Side::Health => (Edge::Nurse, Badge::Nurse),
    };
    Card::new(edge)
        .name(organisation)
        .min_height(height)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                badge(ui, mark);
                heading(ui, organisation);
            });
            for (number, (key, text)) in (1..).zip(keys.iter().zip(texts)) {
                let id = cx.field_id(key);
                let label = ta("set-up-holder", &[("number", number.into())]);
                Field::new(id, &label).error(problems.of(id)).show(ui, text);
            }
        });
}
