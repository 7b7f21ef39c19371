//! The law as the program reads it, for a lawyer, a lead, and whoever wants to look something up: every row of the rule
//! table, found by typing, whole; and, for a governance lead, the way to a newer table.

mod adopt;
mod entries;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Key, Modifiers, Ui};

use crate::app::api::{Done, Phase, Request};
use crate::app::problem::Problem;
use crate::app::rules::TableFact;
use crate::domain::role::Role;
use crate::domain::rules::Rules;
use crate::domain::time::day_words;
use crate::ui::action::Action;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    ButtonKind, Cell, Column, Field, Notice, Page, Problems, RowView, Table, Tag, Width, back_link, body,
    button, facts_list, focus_title, gap, line, notice, progress, support, title,
};
use crate::ui::words::{t, ta};
use adopt::Adopt;
use entries::{Entry, adopted_words, entries};

/// So many rows of the list are in sight.
const ROWS_IN_SIGHT: f32 = 9.0;

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct RulesPage {
    query: String,
    /// The table that is read, when it is not the one in force: its place in the list of tables.
    chosen: Option<usize>,
    /// The entry that is open, by its place in `list`.
    open: Option<usize>,
    adopt: Option<Adopt>,
    list: Vec<Entry>,
    /// What `list` was made from.
    made_from: Option<(String, usize)>,
    saved: Option<PathBuf>,
    told: Option<String>,
    problems: Problems,
}

impl Screen for RulesPage {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            *self = Self::default();
        }
        self.fill(cx);
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id("rules-find"), words)]);
        }
        if let Some(adopt) = &mut self.adopt {
            if adopt.ui(cx, ui) {
                self.adopt = None;
                focus_title(ui.ctx());
            }
        } else if let Some(entry) = self.open.and_then(|at| self.list.get(at)).cloned() {
            self.entry_ui(cx, ui, &entry);
        } else {
            self.list_ui(cx, ui);
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        if let Some(adopt) = &mut self.adopt
            && let Some(done) = adopt.answered(answer.err())
        {
            if done {
                self.adopt = None;
                actions.push(Action::Tell {
                    words: t("rules-proposed"),
                    undo: false,
                });
            }
            return true;
        }
        match answer {
            Ok(Done::Exported(file)) => self.saved = Some(file.clone()),
            Ok(_) => {}
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

impl RulesPage {
    /// The table that is read: the chosen one, else the one in force.
    fn shown(&self, cx: &Cx<'_>) -> (Option<TableFact>, Option<Arc<Rules>>) {
        let tables = &cx.state.rule_tables;
        let fact = self
            .chosen
            .and_then(|at| tables.get(at))
            .or_else(|| tables.iter().find(|fact| fact.in_force));
        let rules = fact.and_then(|fact| fact.rules.clone());
        (fact.cloned(), rules)
    }

    fn fill(&mut self, cx: &Cx<'_>) {
        let (_, rules) = self.shown(cx);
        let rules = rules.as_deref().unwrap_or(cx.rules);
        let from = (rules.version.clone(), cx.state.rule_tables.len());
        if self.made_from.as_ref() != Some(&from) {
            self.list = entries(rules, &cx.state.rule_tables);
            self.made_from = Some(from);
            self.open = None;
        }
    }

    fn list_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let (fact, _) = self.shown(cx);
        let hits: Vec<usize> = (0..self.list.len())
            .filter(|at| self.list.get(*at).is_some_and(|entry| entry.fits(&self.query)))
            .collect();
        let page = Page::new(cx.field_id("rules")).wide().pinned();
        page.body(ui, |ui| {
            let back = line(ui, |ui| {
                let back = back_link(ui).clicked();
                ui.add_space(Space::Sm.points());
                title(ui, &t("rules-title"));
                if let Some(fact) = &fact {
                    let args = [
                        ("version", fact.version.clone().into()),
                        ("day", day_words(fact.as_at).into()),
                    ];
                    support(ui, &ta("rules-about", &args));
                }
                back
            });
            if back {
                cx.push(Action::Back);
            }
            self.problems.show(ui);
            self.notices_ui(cx, ui);
            let (label, hint) = (t("rules-find"), t("rules-find-hint"));
            Field::new(cx.field_id("rules-find"), &label)
                .hint(&hint)
                .take_focus()
                .show(ui, &mut self.query);
            if hits.is_empty() {
                body(ui, &t("rules-none"));
            } else if let Some(pressed) = self.table_ui(cx, ui, &hits) {
                self.open = Some(pressed);
                focus_title(ui.ctx());
            }
            gap(ui, Space::Xs);
            support(ui, &ta("rules-found", &[("count", hits.len().into())]));
            under_ui(cx, ui, fact.as_ref());
        });
        page.footer(ui, |ui| self.footer_ui(cx, ui, fact.as_ref()));
    }

    fn table_ui(&self, cx: &Cx<'_>, ui: &mut Ui, hits: &[usize]) -> Option<usize> {
        let (what, part, state) = (t("rules-what"), t("rules-part"), t("people-state"));
        let columns = [
            Column::new(&what, Width::Share(3.4)),
            Column::new(&part, Width::Share(1.4)),
            Column::new(&state, Width::Share(1.0)),
        ];
        let name = t("rules-title");
        let view = |at: usize| {
            let Some(entry) = hits.get(at).and_then(|at| self.list.get(*at)) else {
                return RowView::default();
            };
            let state = if entry.off.is_some() {
                Cell::Tag(Tag::Soon, entry.state.clone())
            } else {
                Cell::Text(entry.state.clone())
            };
            RowView {
                name: format!("{}, {}, {}", entry.title, entry.part, entry.state),
                cells: vec![
                    Cell::Strong(entry.title.clone()),
                    Cell::Text(entry.part.clone()),
                    state,
                ],
            }
        };
        let table = Table::new(cx.field_id("rules-table"), &name, &columns, hits.len());
        let row = crate::ui::theme::sizes(ui).row;
        let pressed = if hits.len() <= 6 {
            table.fit().show(ui, view).pressed
        } else {
            let size = egui::vec2(ui.available_width(), row.mul_add(ROWS_IN_SIGHT, 40.0));
            ui.allocate_ui(size, |ui| table.show(ui, view).pressed).inner
        };
        pressed.and_then(|at| hits.get(at).copied())
    }

    fn notices_ui(&self, cx: &Cx<'_>, ui: &mut Ui) {
        if self.chosen.is_some() {
            notice(ui, Notice::Info, &t("rules-not-the-one-in-force"));
        }
        if cx.state.rule_tables.iter().any(|fact| fact.refused.is_some()) {
            notice(ui, Notice::Soon, &t("rules-one-is-refused"));
        }
        if let Some(file) = &self.saved {
            let args = [("file", file.display().to_string().into())];
            notice(ui, Notice::Info, &ta("rules-saved", &args));
        }
    }

    fn footer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, fact: Option<&TableFact>) {
        if cx.busy {
            progress(ui, &t("working"), None);
            return;
        }
        if let Some(fact) = fact {
            for (ending, key) in [("html", "rules-save-page"), ("toml", "rules-save-file")] {
                if button(ui, ButtonKind::Plain, &t(key), None).clicked() {
                    let name = format!("tandem-rules-{}.{ending}", fact.version);
                    let file = crate::app::folders::for_exports().join(name);
                    cx.push(Action::Ask(Request::WriteRules(fact.version.clone(), file)));
                }
            }
        }
        if self.chosen.is_some() && button(ui, ButtonKind::Plain, &t("rules-read-current"), None).clicked() {
            self.chosen = None;
        }
        if cx.state.phase == Phase::Office(Role::Governance)
            && button(ui, ButtonKind::Plain, &t("rules-adopt"), None).clicked()
        {
            self.adopt = Some(Adopt::default());
            focus_title(ui.ctx());
        }
    }

    /// One entry, whole.
    fn entry_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, entry: &Entry) {
        let mut leave = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        let page = Page::new(cx.field_id("rules-entry")).pinned();
        page.body(ui, |ui| {
            leave |= back_link(ui).clicked();
            title(ui, &entry.title);
            support(ui, &entry.part);
            if let Some(off) = &entry.off {
                notice(ui, Notice::Soon, off);
            }
            gap(ui, Space::Xs);
            facts_list(ui, &entry.fields);
        });
        page.footer(ui, |ui| {
            let readable = entry.table.filter(|at| {
                cx.state
                    .rule_tables
                    .get(*at)
                    .is_some_and(|fact| fact.rules.is_some())
            });
            if let Some(at) = readable
                && button(ui, ButtonKind::Plain, &t("rules-read-this"), None).clicked()
            {
                self.chosen = cx
                    .state
                    .rule_tables
                    .get(at)
                    .is_some_and(|fact| !fact.in_force)
                    .then_some(at);
                leave = true;
            }
            leave |= button(ui, ButtonKind::Plain, &t("rules-back-to-list"), Some("Esc")).clicked();
        });
        if leave {
            self.open = None;
            focus_title(ui.ctx());
        }
    }
}

/// Who adopted the table, what was refused, and what a table is not.
fn under_ui(cx: &Cx<'_>, ui: &mut Ui, fact: Option<&TableFact>) {
    if let Some(fact) = fact {
        let args = [("adopted", adopted_words(fact).into())];
        support(ui, &ta("rules-this-table", &args));
    }
    if let Some(last) = cx.state.rules_refused.last() {
        let args = [
            ("count", cx.state.rules_refused.len().into()),
            ("day", last.at.day_words().into()),
        ];
        support(ui, &ta("rules-refused-so-far", &args));
    }
    support(ui, &t("rules-not-advice"));
}
