//! Go to, find, do: what is still to be finished, incidents and commands, found by typing a few letters.

use egui::{Key, Modifiers, Ui};

use super::end_shift::incident_words;
use super::help::offered;
use crate::app::api::{Done, Hit, IncidentRow, Phase, Request};
use crate::app::problem::Problem;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::Role;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::route::{Route, Section};
use crate::ui::screen::{Cx, Screen};
use crate::ui::widgets::field::submitted;
use crate::ui::widgets::{
    Button, ButtonKind, Field, Page, Row, body, end_text, item, keycap, list, split, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Palette {
    query: String,
    at: usize,
    /// What was asked of the search last.
    searched: String,
    hits: Vec<Hit>,
}

/// From this many letters on, words inside the incidents are searched as well.
const SEARCH_FROM: usize = 2;
/// The engine gives so many incidents at most.
const HITS: usize = 50;
/// So many rows fit and can be told apart at a glance.
const SHOWN: usize = 9;
/// So many are listed once words are typed, the first of them by a digit, the rest by arrows or by scrolling.
const FOUND: usize = 60;
/// Of the incidents whose line in the list fits, so many open and so many closed: they leave room for words inside.
const BY_NAME: usize = 12;

/// One line of the list.
struct Entry {
    words: String,
    more: String,
    key: String,
    leads: Leads,
}

enum Leads {
    Do(Command),
    Page(Route),
    Finish(ItemId),
    Open(IncidentId),
}

impl Screen for Palette {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            *self = Self::default();
        }
        let (entries, more) = self.entries(cx);
        self.at = self.at.min(entries.len().saturating_sub(1));
        let moved = self.arrows(ui, entries.len());
        let mut chosen = None;
        let page = Page::new(cx.field_id("palette"));
        page.body(ui, |ui| {
            title(ui, &t("command-palette"));
            let (label, hint) = (t("palette-field"), t("palette-hint"));
            let field = Field::new(cx.field_id("palette-query"), &label)
                .hint(&hint)
                .take_focus();
            let typed = field.show(ui, &mut self.query);
            if typed.changed() {
                self.at = digit(&self.query).unwrap_or(0);
            }
            if submitted(ui, &typed) && !entries.is_empty() {
                chosen = Some(self.at);
            }
            if entries.is_empty() {
                body(ui, &t("palette-none"));
            }
            if entries.is_empty() {
                return;
            }
            list(ui, Some(&label), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (at, entry) in entries.iter().enumerate() {
                    let row = item(ui, at, entries.len(), |ui| {
                        row_ui(cx, ui, at, entry, at == self.at)
                    });
                    if moved && at == self.at {
                        row.scroll_to_me(None);
                    }
                    if row.clicked() {
                        chosen = Some(at);
                    }
                }
            });
            if more {
                support(ui, &t("palette-more"));
            }
        });
        page.footer(ui, |ui| {
            let words = t("palette-go");
            if Button::new(ButtonKind::Primary, &words)
                .shortcut("Enter")
                .show(ui)
                .clicked()
            {
                chosen = Some(self.at);
            }
        });
        if let Some(entry) = chosen.and_then(|at| entries.get(at)) {
            go(cx, entry);
        } else {
            self.search(cx);
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::Found(hits)) => {
                self.hits.clone_from(hits);
                true
            }
            Ok(_) => true,
            Err(_) => false,
        }
    }
}

/// A single digit chooses by place instead of searching.
fn digit(query: &str) -> Option<usize> {
    let place: usize = query.trim().parse().ok()?;
    (query.trim().len() == 1).then(|| place.saturating_sub(1))
}

fn go(cx: &mut Cx<'_>, entry: &Entry) {
    cx.push(Action::Back);
    match &entry.leads {
        Leads::Do(command) => cx.push(Action::Do(*command)),
        Leads::Page(route) => cx.push(Action::Go(route.clone())),
        Leads::Finish(item) => cx.push(Action::Go(Route::FinishDanger(*item))),
        Leads::Open(incident) => {
            cx.push(Action::Ask(Request::Focus(*incident)));
            let route = if cx.seat().is_some() {
                Route::Workspace(Section::default())
            } else {
                Route::Board
            };
            cx.push(Action::Go(route));
        }
    }
}

impl Palette {
    /// `true` when another row was chosen.
    fn arrows(&mut self, ui: &Ui, count: usize) -> bool {
        let before = self.at;
        let taken = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if taken(Key::ArrowDown) && self.at + 1 < count {
            self.at += 1;
        }
        if taken(Key::ArrowUp) {
            self.at = self.at.saturating_sub(1);
        }
        self.at != before
    }

    /// Asks for incidents by words inside them, one question at a time.
    fn search(&mut self, cx: &mut Cx<'_>) {
        let query = self.query.trim();
        let long_enough = query.chars().count() >= SEARCH_FROM;
        let at_work = matches!(cx.state.phase, Phase::Shared | Phase::Seat(_));
        if at_work && long_enough && !cx.busy && self.searched != query {
            query.clone_into(&mut self.searched);
            cx.push(Action::Ask(Request::Find(query.to_owned())));
        }
    }

    /// What fits, and whether more would.
    fn entries(&self, cx: &Cx<'_>) -> (Vec<Entry>, bool) {
        let query = if digit(&self.query).is_some() {
            String::new()
        } else {
            self.query.trim().to_lowercase()
        };
        let fits = |entry: &Entry| {
            query.is_empty()
                || entry.words.to_lowercase().contains(&query)
                || entry.key.to_lowercase() == query
        };
        let mut more = false;
        let mut some = |rows: &[IncidentRow], key: &str| {
            let all = rows.iter().map(|row| incident_entry(row, t(key)));
            let mut first: Vec<Entry> = all.filter(&fits).take(BY_NAME + 1).collect();
            more |= first.len() > BY_NAME;
            first.truncate(BY_NAME);
            first
        };
        let mut entries: Vec<Entry> = unfinished(cx).into_iter().filter(&fits).collect();
        entries.extend(some(&cx.state.live, "palette-open"));
        if !query.is_empty() {
            entries.extend(some(&cx.state.past, "palette-closed"));
        }
        let pages = pages(cx.state.phase).into_iter().chain(commands(cx));
        entries.extend(pages.chain(crew_pages(cx.state.phase)).filter(&fits));
        if query.is_empty() {
            entries.truncate(SHOWN);
            return (entries, false);
        }
        if query == self.searched.to_lowercase() {
            for hit in &self.hits {
                let known = entries.iter().any(|entry| opens(entry, hit.row.incident));
                if !known {
                    entries.push(incident_entry(
                        &hit.row,
                        hit.snippet.clone().unwrap_or_else(|| t("palette-unopened")),
                    ));
                }
            }
            more |= self.hits.len() >= HITS;
        }
        more |= entries.len() > FOUND;
        entries.truncate(FOUND);
        (entries, more)
    }
}

fn opens(entry: &Entry, incident: IncidentId) -> bool {
    matches!(entry.leads, Leads::Open(other) if other == incident)
}

/// Danger shares of this seat whose reason is to be finished.
fn unfinished(cx: &Cx<'_>) -> Vec<Entry> {
    let Some(seat) = cx.seat() else { return Vec::new() };
    let cards = cx.state.focus.iter().flat_map(|focus| &focus.disclosures);
    cards
        .filter(|card| card.is_unfinished_danger() && card.from.is_none_or(|from| from == seat))
        .map(|card| {
            let time = card
                .at
                .map(crate::domain::time::Moment::clock)
                .unwrap_or_default();
            Entry {
                words: ta("palette-finish", &[("time", time.into())]),
                more: String::new(),
                key: String::new(),
                leads: Leads::Finish(card.disclosure),
            }
        })
        .collect()
}

fn incident_entry(row: &IncidentRow, more: String) -> Entry {
    Entry {
        words: incident_words(row),
        more,
        key: String::new(),
        leads: Leads::Open(row.incident),
    }
}

/// The pages of a supervisor or governance lead, which have no key of their own.
pub(super) fn office_pages(role: Role) -> Vec<(&'static str, Route)> {
    match role {
        Role::Governance => vec![
            ("page-people", Route::People),
            ("page-invite", Route::Invite(None)),
            ("page-agreement", Route::Agreement),
            ("page-partnership", Route::Partnership),
            ("page-keys", Route::Keys),
            ("page-recovery", Route::Recovery),
            ("page-disposal", Route::Disposal),
            ("page-backup", Route::Backup),
            ("page-devices", Route::Devices),
            ("page-month", Route::Month),
            ("page-baseline", Route::Baseline),
        ],
        Role::Supervisor => vec![("page-month", Route::Month), ("page-export", Route::Export)],
        Role::Officer | Role::Nurse => Vec::new(),
    }
}

fn pages(phase: Phase) -> Vec<Entry> {
    let Phase::Office(role) = phase else {
        return Vec::new();
    };
    office_pages(role).into_iter().map(page_entry).collect()
}

fn page_entry((key, route): (&str, Route)) -> Entry {
    Entry {
        words: t(key),
        more: String::new(),
        key: String::new(),
        leads: Leads::Page(route),
    }
}

/// What a crew does seldom, after everything else: a laptop in a car meets the others by files too.
fn crew_pages(phase: Phase) -> Option<Entry> {
    matches!(phase, Phase::Seat(_)).then(|| page_entry(("carry-open", Route::Carry)))
}

fn commands(cx: &Cx<'_>) -> impl Iterator<Item = Entry> {
    let here = |command: &Command| !matches!(command, Command::Palette | Command::Back);
    offered(cx.state.phase, cx.state.training)
        .into_iter()
        .filter(here)
        .map(|command| Entry {
            words: t(command.words_key()),
            more: String::new(),
            key: command.key_words(),
            leads: Leads::Do(command),
        })
}

/// What fits at the end of a row.
fn short(text: &str) -> String {
    const FITS: usize = 36;
    if text.chars().count() <= FITS {
        return text.to_owned();
    }
    let start: String = text.chars().take(FITS).collect();
    format!("{start}…")
}

fn row_ui(cx: &Cx<'_>, ui: &mut Ui, at: usize, entry: &Entry, selected: bool) -> egui::Response {
    let id = cx.field_id("palette-row").with(at);
    let name = [entry.words.as_str(), &entry.more, &entry.key]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    Row::new(id, &name).selected(selected).show(ui, |ui| {
        split(
            ui,
            id.with("parts"),
            24.0,
            |ui| {
                ui.allocate_ui(egui::vec2(16.0, 24.0), |ui| {
                    ui.set_width(16.0);
                    support(ui, &(at + 1).to_string());
                });
                body(ui, &entry.words);
            },
            |ui| {
                if !entry.more.is_empty() {
                    end_text(ui, &short(&entry.more));
                }
                if !entry.key.is_empty() {
                    keycap(ui, &entry.key);
                }
            },
        );
    })
}
