//! What the new incident is: source, log number, place, person. It exists already; everything here is optional.

use crate::app::api::Done;
use crate::app::problem::Problem;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::parts::{FrameForm, page_head_ui};
use crate::ui::route::{Route, Section};
use crate::ui::screen::{Cx, Screen};
use crate::ui::widgets::{Badge, Button, ButtonKind, Page, body};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct NewIncident {
    form: FrameForm,
}

/// Where work goes on after the frame is filled in.
fn onward(seat: Option<Side>) -> Route {
    if seat.is_some() {
        Route::Workspace(Section::Known)
    } else {
        Route::Board
    }
}

impl Screen for NewIncident {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let Some(incident) = cx.state.focus.as_deref() else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        let arrived = cx.arrived;
        let page = Page::new(cx.field_id("new incident")).wide();
        page.body(ui, |ui| {
            let words = ta(
                "incident-title",
                &[("reference", incident.reference.as_str().into())],
            );
            if page_head_ui(ui, Badge::Shared, &words, &t("new-hint")) {
                cx.push(Action::Back);
            }
            let crew: Vec<&str> = incident.crew.iter().map(|member| member.name.as_str()).collect();
            let opened = ta(
                "new-opened",
                &[
                    ("time", incident.opened.clock_seconds().into()),
                    ("crew", crew.join(&t("and-between")).into()),
                ],
            );
            body(ui, &opened);
            self.form.ui(cx, ui, incident, arrived);
        });
        page.footer(ui, |ui| {
            let words = t("continue");
            let go = Button::new(ButtonKind::Primary, &words)
                .shortcut("Enter")
                .on_enter()
                .show(ui);
            if go.clicked() && self.form.save(cx, incident.incident) {
                cx.push(Action::Go(onward(cx.seat())));
            }
        });
        self.form.keep(cx, ui);
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        if answer.is_err() {
            self.form.failed();
        }
        false
    }
}
