//! What people agreed to, as this seat's side keeps it: each answer with its age, words and purpose, and the levels for
//! voluntary partners. It is read before asking again; nothing here answers a question.

mod level;
mod lines;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use egui::{Key, Modifiers, Ui};

use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::consent::Register;
use crate::ui::action::Action;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    Button, ButtonKind, Cell, Column, Field, FieldKind, Notice, Page, Problems, RowView, Table, Tag, Width,
    back_link, body, button, facts_list, focus_title, gap, notice, progress, support, title,
};
use crate::ui::words::{t, ta};
use level::LevelPage;
use lines::{Line, lines};

/// So many rows of the list are in sight.
const ROWS_IN_SIGHT: f32 = 7.0;

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Consents {
    register: Option<Arc<Register>>,
    query: String,
    /// The line that is open, by its place in the whole list.
    open: Option<usize>,
    /// What the person said when they took it back.
    said: String,
    level: Option<LevelPage>,
    told: Option<String>,
    problems: Problems,
}

impl Screen for Consents {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            let person = cx.state.focus.as_ref().map(|focus| focus.person.clone());
            *self = Self {
                query: person.unwrap_or_default(),
                ..Self::default()
            };
            cx.push(Action::Ask(Request::ShowConsents));
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id("consents"), words)]);
        }
        if let Some(level) = &mut self.level {
            if level.ui(cx, ui) {
                self.level = None;
                focus_title(ui.ctx());
            }
            return;
        }
        let all = self
            .register
            .as_ref()
            .map(|register| lines(register, cx.now, cx.rules))
            .unwrap_or_default();
        match self.open.and_then(|at| all.get(at)) {
            Some(line) => self.line_ui(cx, ui, line),
            None => self.list_ui(cx, ui, &all),
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        let level = self.level.as_mut().and_then(|level| level.answered(answer.err()));
        if level == Some(true) {
            self.level = None;
            actions.push(tell("consents-level-saved"));
        }
        match answer {
            Ok(Done::Consents(register)) => {
                self.register = Some(Arc::clone(register));
                if self.open.take().is_some() && level.is_none() {
                    self.said.clear();
                    actions.push(tell("consents-taken-back-saved"));
                }
            }
            Ok(_) => {}
            Err(_) if level.is_some() => {}
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

fn tell(key: &str) -> Action {
    Action::Tell {
        words: t(key),
        undo: false,
    }
}

impl Consents {
    fn list_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, all: &[Line]) {
        let hits: Vec<usize> = (0..all.len())
            .filter(|at| all.get(*at).is_some_and(|line| line.fits(&self.query)))
            .collect();
        let page = Page::new(cx.field_id("consents")).wide().pinned();
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("consents-title"));
            support(ui, &t("consents-explain"));
            self.problems.show(ui);
            Field::new(cx.field_id("consents-find"), &t("consents-find"))
                .width(320.0)
                .show(ui, &mut self.query);
            gap(ui, Space::Xs);
            if hits.is_empty() {
                body(ui, &t("consents-none"));
            } else if let Some(pressed) = table_ui(cx, ui, all, &hits) {
                self.open = Some(pressed);
                self.said.clear();
                focus_title(ui.ctx());
            }
            gap(ui, Space::Xs);
            support(ui, &t("consents-name-only"));
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
            } else if button(ui, ButtonKind::Plain, &t("consents-level-open"), None).clicked() {
                self.level = Some(LevelPage::new(cx.now));
                focus_title(ui.ctx());
            }
        });
    }

    /// One answer or level, whole.
    fn line_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, line: &Line) {
        let mut leave = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        let field = cx.field_id("consents-said");
        let page = Page::new(cx.field_id("consents-one")).pinned();
        page.body(ui, |ui| {
            leave |= back_link(ui).clicked();
            title(ui, &line.who);
            let kind = if line.ask_again {
                Notice::Soon
            } else {
                Notice::Info
            };
            notice(ui, kind, &line.state);
            self.problems.show(ui);
            gap(ui, Space::Xs);
            facts_list(ui, &line.fields);
            if line.stands.is_some() {
                gap(ui, Space::Sm);
                Field::new(field, &t("consents-said"))
                    .hint(&t("consents-said-hint"))
                    .kind(FieldKind::Area(2))
                    .width(crate::ui::theme::MEASURE)
                    .show(ui, &mut self.said);
            }
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
                return;
            }
            if let Some(consent) = line.stands
                && Button::new(ButtonKind::Plain, &t("consents-take-back"))
                    .show(ui)
                    .clicked()
            {
                let words = self.said.clone();
                cx.push(Action::Ask(Request::TakeBackConsent { consent, words }));
            }
            leave |= button(ui, ButtonKind::Plain, &t("rules-back-to-list"), Some("Esc")).clicked();
        });
        if leave {
            self.open = None;
            self.problems.clear();
            focus_title(ui.ctx());
        }
    }
}

/// The list; gives the line that was pressed.
fn table_ui(cx: &Cx<'_>, ui: &mut Ui, all: &[Line], hits: &[usize]) -> Option<usize> {
    let (who, state, about) = (t("consents-who"), t("people-state"), t("consents-about"));
    let columns = [
        Column::new(&who, Width::Share(1.2)),
        Column::new(&state, Width::Share(2.2)),
        Column::new(&about, Width::Share(2.6)),
    ];
    let name = t("consents-title");
    let view = |at: usize| {
        let Some(line) = hits.get(at).and_then(|at| all.get(*at)) else {
            return RowView::default();
        };
        let state = if line.ask_again {
            Cell::Tag(Tag::Later, line.short.clone())
        } else {
            Cell::Text(line.short.clone())
        };
        RowView {
            name: ta(
                "consents-row",
                &[
                    ("who", line.who.clone().into()),
                    ("state", line.short.clone().into()),
                    ("about", line.about.clone().into()),
                ],
            ),
            cells: vec![
                Cell::Strong(line.who.clone()),
                state,
                Cell::Text(line.about.clone()),
            ],
        }
    };
    let table = Table::new(cx.field_id("consents-table"), &name, &columns, hits.len());
    let row = crate::ui::theme::sizes(ui).row;
    let pressed = if hits.len() <= 6 {
        table.fit().show(ui, view).pressed
    } else {
        let size = egui::vec2(ui.available_width(), row.mul_add(ROWS_IN_SIGHT, 40.0));
        ui.allocate_ui(size, |ui| table.show(ui, view).pressed).inner
    };
    pressed.and_then(|at| hits.get(at).copied())
}
