//! Section 136: used or not, who was consulted, how and where the person goes, and the clock of 24 hours.

mod form;

use egui::Ui;

use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::content::S136Step;
use crate::domain::incident::SharedIncident;
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::parts::{S136Clock, clock_of, left_words, page_head_ui, urgency};
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::page::ONE_COLUMN;
use crate::ui::widgets::{
    Badge, Button, ButtonKind, Card, Edge, Notice, Page, Tag, body, clock_text, gap, heading, label_text,
    notice, support, tag,
};
use crate::ui::words::{t, ta};
use form::Form;

/// The page and what is chosen there.
#[derive(Debug, Default)]
pub(crate) struct S136 {
    form: Form,
    /// What is being recorded, in words for the strip.
    sent: Option<String>,
}

impl Screen for S136 {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Some(incident) = cx.state.focus.as_deref() else {
            cx.push(Action::Go(crate::ui::route::Route::Board));
            return;
        };
        let page = Page::new(cx.field_id("s136")).pinned().wide();
        page.body(ui, |ui| {
            if page_head_ui(ui, Badge::Shared, &t("s136-title"), &incident.reference) {
                cx.push(Action::Back);
            }
            if ui.ctx().content_rect().width() < ONE_COLUMN {
                clock_ui(ui, incident, cx.now);
                self.form.ui(cx, ui);
            } else {
                let clock_width = 264.0;
                let left = ui.available_width() - clock_width - Space::Md.points();
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = Space::Md.points();
                    ui.allocate_ui(egui::vec2(left, 0.0), |ui| {
                        ui.set_width(left);
                        ui.vertical(|ui| self.form.ui(cx, ui));
                    });
                    ui.vertical(|ui| clock_ui(ui, incident, cx.now));
                });
            }
        });
        page.footer(ui, |ui| {
            let words = if cx.busy { t("working") } else { t("save") };
            let save = Button::new(ButtonKind::Primary, &words)
                .shortcut("Enter")
                .on_enter()
                .show(ui);
            if save.clicked() && !cx.busy {
                self.save(cx, incident);
            }
        });
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        let Some(words) = self.sent.take() else {
            return false;
        };
        if answer.is_ok() {
            self.form = Form::default();
            actions.push(Action::Tell { words, undo: true });
        }
        false
    }
}

impl S136 {
    fn save(&mut self, cx: &mut Cx<'_>, incident: &SharedIncident) {
        if let Some(step) = self.form.step(cx, incident) {
            self.sent = Some(ta("s136-recorded", &[("step", step_words(&step).into())]));
            cx.push(Action::Ask(Request::S136(incident.incident, step)));
        }
    }
}

fn step_words(step: &S136Step) -> String {
    t(match step {
        S136Step::Used { .. } => "s136-used",
        S136Step::NotUsed { .. } => "s136-not-used",
        S136Step::Arrived { .. } => "s136-arrived",
        S136Step::Ended { .. } => "s136-ended",
    })
}

fn clock_ui(ui: &mut Ui, incident: &SharedIncident, now: Moment) {
    let name = t("s136-limit");
    Card::new(Edge::Shared).name(&name).show(ui, |ui| {
        heading(ui, &name);
        let clock = clock_of(&incident.s136);
        match clock {
            S136Clock::NotUsed | S136Clock::NotRunning(_) => {
                body(ui, &t("s136-starts"));
                body(ui, &t("s136-not-running"));
            }
            S136Clock::Ends(end) if end <= now => {
                let words = ta("s136-past", &[("time", end.clock_from(now).into())]);
                notice(ui, Notice::Now, &words);
            }
            S136Clock::Ends(end) => ends_ui(ui, end, now),
            S136Clock::Ended(at) => {
                body(ui, &ta("s136-tag-ended", &[("time", at.clock_from(now).into())]));
            }
        }
        gap(ui, Space::Sm);
        support(ui, &t("s136-more-time"));
        if incident.s136.moved.is_some() {
            support(ui, &t("s136-moved-hint"));
        }
        history_ui(ui, incident, now);
    });
}

/// The end first, the time left second.
fn ends_ui(ui: &mut Ui, end: Moment, now: Moment) {
    support(ui, &t("s136-ends"));
    let day = end
        .london()
        .map(|day| day.format("%a %-d %b").to_string())
        .unwrap_or_default();
    body(ui, &day);
    clock_text(ui, &end.clock());
    let left = left_words(end, now);
    match urgency(end, now) {
        Tag::Plain | Tag::Later => support(ui, &left),
        soon @ (Tag::Soon | Tag::Now) => tag(ui, soon, &left),
    };
}

/// What was recorded, oldest first.
fn history_ui(ui: &mut Ui, incident: &SharedIncident, now: Moment) {
    let state = &incident.s136;
    let line = |at: Moment, key: &str| {
        ta(
            "s136-history",
            &[("time", at.clock_from(now).into()), ("step", t(key).into())],
        )
    };
    let mut lines = Vec::new();
    if let Some(S136Step::NotUsed { instead, .. }) = &state.not_used {
        lines.push(ta(
            "s136-history-not-used",
            &[("instead", instead.as_str().into())],
        ));
    }
    if let Some(S136Step::Used { at, consulted, .. }) = &state.used {
        lines.push(line(*at, "s136-used"));
        lines.push(form::consulted_words(consulted));
    }
    let steps = [
        (state.arrived, "s136-arrived"),
        (state.moved, "s136-moved"),
        (state.ended, "s136-ended"),
    ];
    lines.extend(
        steps
            .into_iter()
            .filter_map(|(at, key)| at.map(|at| line(at, key))),
    );
    if lines.is_empty() {
        return;
    }
    gap(ui, Space::Sm);
    label_text(ui, &t("s136-recorded-so-far"));
    for line in &lines {
        support(ui, line);
    }
}
