//! Start of shift: officer and nurse each sign in and set a PIN, then car or desk. A link leads supervisors and
//! governance leads to their own form, another an invited person to theirs.

use egui::Ui;

use super::seat_entry::{SeatEntry, seat_of};
use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::content::Post;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::{Typed, passphrase_field, sentences};
use crate::ui::widgets::page::ONE_COLUMN;
use crate::ui::widgets::{
    Badge, Button, ButtonKind, Card, ChoiceOption, Choices, Edge, Field, Page, Problems, back_link, badge,
    body, focus_title, gap, heading, label_text, link, pair, progress, support, tick, title,
};
use crate::ui::words::t;

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct SignIn {
    police: SeatEntry,
    health: SeatEntry,
    place: Option<usize>,
    station: String,
    alone: bool,
    office: Option<Office>,
    starting: bool,
    told: Option<(&'static str, String)>,
    problems: Problems,
}

/// The form for those who have no seat.
#[derive(Debug, Default)]
struct Office {
    handle: String,
    passphrase: Typed,
    asked: bool,
}

impl Screen for SignIn {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if let Some((name, words)) = self.told.take() {
            self.problems.set(vec![(cx.field_id(name), words)]);
        }
        if self.office.is_some() {
            self.office_ui(cx, ui);
        } else {
            self.shift_ui(cx, ui);
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        let problem = answer.err();
        for entry in [&mut self.police, &mut self.health] {
            if entry.answered(problem).is_some() {
                if problem.is_none() {
                    self.problems.clear();
                }
                return true;
            }
        }
        if let Some(office) = self.office.as_mut().filter(|office| office.asked) {
            office.asked = false;
            office.passphrase.clear();
            self.told = problem.map(|problem| ("office-passphrase", sentences(problem)));
            return true;
        }
        if std::mem::take(&mut self.starting) {
            self.told = problem.map(|problem| ("place", sentences(problem)));
            return true;
        }
        false
    }
}

impl SignIn {
    fn shift_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let next = self.next_focus(cx);
        if cx.arrived {
            self.take_focus(cx, next);
        }
        let page = Page::new(cx.field_id("sign-in")).wide().pinned();
        page.body(ui, |ui| {
            title(ui, &t("sign-in-title"));
            self.problems.show(ui);
            let id = cx.field_id("seats");
            pair(
                ui,
                id,
                &mut (&mut *self, &mut *cx),
                |ui, (page, cx), height| page.seat_ui(cx, ui, Side::Police, height),
                |ui, (page, cx), height| page.seat_ui(cx, ui, Side::Health, height),
            );
            self.place_ui(cx, ui);
            if let Some(people) = &cx.state.practice_people {
                gap(ui, Space::Sm);
                heading(ui, &t("sign-in-practice-people"));
                for line in people.lines().skip(1) {
                    body(ui, line.trim());
                }
            }
        });
        page.footer(ui, |ui| self.footer_ui(cx, ui));
        let just_set = [&mut self.police, &mut self.health].map(|entry| entry.take_pin().is_some());
        if just_set.contains(&true) {
            let next = self.next_focus(cx);
            self.take_focus(cx, next);
            if next.is_none() {
                let id = cx.field_id("place");
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            ui.ctx().request_repaint();
        }
    }

    /// The first seat where something is still to be typed.
    fn next_focus(&self, cx: &Cx<'_>) -> Option<Side> {
        Side::ALL
            .into_iter()
            .find(|side| !self.entry(*side).is_ready(cx, *side))
            .filter(|_| !self.alone)
    }

    fn take_focus(&mut self, cx: &Cx<'_>, side: Option<Side>) {
        match side {
            Some(Side::Police) => self.police.take_focus(cx, Side::Police),
            Some(Side::Health) => self.health.take_focus(cx, Side::Health),
            None => {}
        }
    }

    fn entry(&self, side: Side) -> &SeatEntry {
        match side {
            Side::Police => &self.police,
            Side::Health => &self.health,
        }
    }

    fn seat_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, side: Side, height: f32) {
        let (edge, mark, seat) = match side {
            Side::Police => (Edge::Police, Badge::Police, t("sign-in-police")),
            Side::Health => (Edge::Nurse, Badge::Nurse, t("sign-in-nurse")),
        };
        Card::new(edge).name(&seat).min_height(height).show(ui, |ui| {
            ui.horizontal(|ui| {
                badge(ui, mark);
                let name = seat_of(cx.state, side).map(|person| format!("{seat}: {}", person.name));
                heading(ui, name.as_deref().unwrap_or(&seat));
            });
            let entry = match side {
                Side::Police => &mut self.police,
                Side::Health => &mut self.health,
            };
            entry.ui(cx, ui, side, ButtonKind::Plain, &mut self.problems);
        });
    }

    fn place_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let [place_id, station_id, alone_id] = ["place", "station", "alone"].map(|name| cx.field_id(name));
        let (car, desk) = (t("sign-in-car"), t("sign-in-desk"));
        let question = t("sign-in-where");
        let station = match self.place {
            Some(1) => t("sign-in-desk-name"),
            _ => t("sign-in-vehicle"),
        };
        gap(ui, Space::Xs);
        let parts = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing.x = Space::Lg.points();
            ui.vertical(|ui| {
                ui.set_max_width(300.0);
                Choices::new(
                    place_id,
                    &question,
                    &[ChoiceOption::new(&car), ChoiceOption::new(&desk)],
                )
                .inline()
                .error(self.problems.of(place_id))
                .show(ui, &mut self.place);
            });
            Field::new(station_id, &station)
                .width(200.0)
                .error(self.problems.of(station_id))
                .show(ui, &mut self.station);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = Space::Xs.points();
                label_text(ui, &t("sign-in-alone-hint"));
                tick(ui, alone_id, &mut self.alone, &t("sign-in-alone"));
            });
        };
        if ui.ctx().content_rect().width() < ONE_COLUMN {
            ui.vertical(parts);
        } else {
            ui.horizontal_wrapped(parts);
        }
    }

    fn footer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.busy && self.starting {
            progress(ui, &t("sign-in-starting"), None);
            return;
        }
        let words = t("sign-in-start");
        let start = Button::new(ButtonKind::Primary, &words).on_enter();
        if start.show(ui).clicked() && !cx.busy {
            self.start(cx);
        }
        if link(ui, &t("sign-in-invited"), None).clicked() {
            cx.push(Action::Go(Route::Join));
        }
        if !cx.state.training && link(ui, &t("sign-in-practise"), None).clicked() && !cx.busy {
            self.starting = true;
            cx.push(Action::Ask(Request::OpenTraining));
        }
        if link(ui, &t("sign-in-office"), None).clicked() {
            self.problems.clear();
            self.office = Some(Office::default());
        }
    }

    fn start(&mut self, cx: &mut Cx<'_>) {
        let missing = self.missing(cx);
        let complete = missing.is_empty();
        self.problems.set(missing);
        let post = match self.place {
            Some(1) => Post::Desk,
            _ => Post::Car,
        };
        if complete {
            self.starting = true;
            cx.push(Action::Ask(Request::StartShift {
                post,
                station: self.station.trim().to_owned(),
            }));
        }
    }

    fn missing(&self, cx: &Cx<'_>) -> Vec<(egui::Id, String)> {
        let mut missing = Vec::new();
        let seats = [
            (Side::Police, "sign-in-missing-police"),
            (Side::Health, "sign-in-missing-nurse"),
        ];
        let nobody = Side::ALL.iter().all(|side| seat_of(cx.state, *side).is_none());
        for (side, words) in seats {
            let handle = cx.field_id("handle").with(side);
            match seat_of(cx.state, side) {
                None if nobody && side == Side::Police => missing.push((handle, t("sign-in-missing-all"))),
                None if nobody || self.alone => {}
                None => missing.push((handle, t(words))),
                Some(seat) if !seat.has_pin => {
                    missing.push((cx.field_id("pin").with(side), t("sign-in-pin-missing")));
                }
                Some(_) => {}
            }
        }
        if self.place.is_none() {
            missing.push((cx.field_id("place"), t("sign-in-where-missing")));
        }
        if self.station.trim().is_empty() {
            missing.push((cx.field_id("station"), t("sign-in-station-missing")));
        }
        missing
    }

    fn office_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let [handle_id, passphrase_id] = ["office-handle", "office-passphrase"].map(|name| cx.field_id(name));
        let Self { office, problems, .. } = self;
        let Some(form) = office else { return };
        let mut leave = false;
        let page = Page::new(cx.field_id("office"));
        page.body(ui, |ui| {
            leave = back_link(ui).clicked();
            title(ui, &t("sign-in-office-title"));
            problems.show(ui);
            support(ui, &t("sign-in-office-hint"));
            gap(ui, Space::Sm);
            let (handle, passphrase) = (t("sign-in-handle"), t("sign-in-passphrase"));
            let handle = Field::new(handle_id, &handle)
                .error(problems.of(handle_id))
                .take_focus();
            handle.show(ui, &mut form.handle);
            let field = passphrase_field(passphrase_id, &passphrase).error(problems.of(passphrase_id));
            form.passphrase.field(ui, field);
            gap(ui, Space::Sm);
            if link(ui, &t("recovery-use"), None).clicked() {
                cx.push(Action::Go(Route::Recovery));
            }
            if link(ui, &t("people-passphrase"), None).clicked() {
                cx.push(Action::Go(Route::Passphrase));
            }
        });
        page.footer(ui, |ui| {
            if cx.busy && form.asked {
                progress(ui, &t("sign-in-working"), None);
                return;
            }
            let words = t("sign-in-sign-in");
            if Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked()
                && !cx.busy
            {
                form.ask(cx, problems, [handle_id, passphrase_id]);
            }
        });
        let escape = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if leave || escape {
            problems.clear();
            *office = None;
            focus_title(ui.ctx());
        }
    }
}

impl Office {
    fn ask(&mut self, cx: &mut Cx<'_>, problems: &mut Problems, [handle, passphrase]: [egui::Id; 2]) {
        let mut missing = Vec::new();
        if self.handle.trim().is_empty() {
            missing.push((handle, t("sign-in-handle-missing")));
        }
        if self.passphrase.is_blank() {
            missing.push((passphrase, t("sign-in-passphrase-missing")));
        }
        let complete = missing.is_empty();
        problems.set(missing);
        if complete {
            self.asked = true;
            cx.push(Action::Ask(Request::SignInOffice {
                handle: self.handle.trim().to_owned(),
                passphrase: self.passphrase.copy(),
            }));
        }
    }
}

#[cfg(test)]
mod tests;
