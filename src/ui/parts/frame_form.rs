//! The incident's frame as fields: how it came, log number, place, person, age. Each is saved as it is left.

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::names::source_words;
use crate::app::api::Request;
use crate::domain::content::{Detail, Source};
use crate::domain::ids::IncidentId;
use crate::domain::incident::SharedIncident;
use crate::domain::record::OLDEST;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::screen::Cx;
use crate::ui::widgets::page::ONE_COLUMN;
use crate::ui::widgets::{ChoiceOption, Choices, Field, FieldKind, Problems, tick};
use crate::ui::words::t;

/// What is typed into the frame and not yet stored.
#[derive(Debug, Default)]
pub(crate) struct FrameForm {
    of: Option<IncidentId>,
    source: Option<usize>,
    log: String,
    place: String,
    name: String,
    age: String,
    about: bool,
    /// The details as they were stored when they were last read, in the order source, place, person.
    seen: Vec<Detail>,
    /// What was asked for last, so that nothing is asked for twice.
    sent: Vec<Detail>,
    problems: Problems,
    /// The fields that are said to be wrong.
    told: Vec<egui::Id>,
    kept: Kept,
}

/// What is typed and not stored, through the end of a sitting.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Left {
    source: Option<usize>,
    log: String,
    place: String,
    name: String,
    age: String,
    about: bool,
}

/// The details that are stored, in the order source, place, person.
fn stored(incident: &SharedIncident) -> Vec<Detail> {
    let source = incident.source.map(|source| Detail::Source {
        source,
        log: incident.log.clone(),
    });
    let person = Detail::Person {
        name: incident.person.clone(),
        age: incident.age,
        about: incident.age_about,
    };
    source
        .into_iter()
        .chain([Detail::Place(incident.place.clone()), person])
        .collect()
}

impl FrameForm {
    /// Draws the fields. `arrived` puts the keyboard on the first question.
    pub(crate) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident, arrived: bool) {
        self.follow(cx, incident);
        self.problems.show(ui);
        let changed = self.source_ui(cx, ui, arrived);
        let left = if ui.ctx().content_rect().width() < ONE_COLUMN {
            ui.vertical(|ui| self.where_ui(cx, ui) | self.who_ui(cx, ui))
                .inner
        } else {
            let place = ui.horizontal_top(|ui| self.where_ui(cx, ui)).inner;
            place | ui.horizontal_top(|ui| self.who_ui(cx, ui)).inner
        };
        if changed || left {
            self.save(cx, incident.incident);
        }
    }

    fn source_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, arrived: bool) -> bool {
        let words = Source::ALL.map(source_words);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        let id = cx.field_id("source");
        let question = t("new-source");
        let choice = Choices::new(id, &question, &options)
            .inline()
            .error(self.problems.of(id))
            .show(ui, &mut self.source);
        if arrived {
            choice.response.request_focus();
        }
        choice.changed
    }

    fn where_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) -> bool {
        let label = t("new-log");
        let log = Field::new(cx.field_id("log"), &label)
            .width(180.0)
            .show(ui, &mut self.log);
        let label = t("new-place");
        let place = Field::new(cx.field_id("place"), &label)
            .width(480.0)
            .show(ui, &mut self.place);
        log.lost_focus() | place.lost_focus()
    }

    fn who_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) -> bool {
        let label = t("new-person");
        let name = Field::new(cx.field_id("person"), &label)
            .width(360.0)
            .show(ui, &mut self.name);
        let label = t("new-age");
        let age = Field::new(cx.field_id("age"), &label)
            .kind(FieldKind::Digits)
            .width(96.0)
            .error(self.problems.of(cx.field_id("age")))
            .show(ui, &mut self.age);
        let about = ui
            .vertical(|ui| {
                if ONE_COLUMN <= ui.ctx().content_rect().width() {
                    ui.add_space(28.0);
                }
                tick(ui, cx.field_id("about"), &mut self.about, &t("new-about"))
            })
            .inner;
        name.lost_focus() | age.lost_focus() | about.changed()
    }

    /// Takes over what was stored since, for example by Undo.
    fn follow(&mut self, cx: &Cx<'_>, incident: &SharedIncident) {
        let stored = stored(incident);
        if self.of != Some(incident.incident) {
            let key = format!("frame/{}", incident.incident.hex());
            let (left, kept) = Kept::open::<Option<Left>>(cx, key);
            *self = Self {
                of: Some(incident.incident),
                kept,
                ..Self::default()
            };
            self.take_over(stored);
            if let Some(left) = left {
                (self.source, self.log, self.place) = (left.source, left.log, left.place);
                (self.name, self.age, self.about) = (left.name, left.age, left.about);
            }
        } else if stored != self.seen {
            self.take_over(stored);
        }
    }

    /// Keeps what is typed as a sealed draft until it is stored.
    pub(crate) fn keep(&mut self, cx: &mut Cx<'_>, ui: &Ui) {
        let new = |detail: &Detail| !self.seen.contains(detail) && !self.sent.contains(detail);
        let log_alone = self.source.is_none() && !self.log.is_empty();
        let log_alone = log_alone || self.age_is_wrong();
        let left = (log_alone || self.typed().iter().any(new)).then(|| Left {
            source: self.source,
            log: self.log.clone(),
            place: self.place.clone(),
            name: self.name.clone(),
            age: self.age.clone(),
            about: self.about,
        });
        self.kept.keep(cx, ui, &left);
    }

    fn take_over(&mut self, stored: Vec<Detail>) {
        for detail in stored.iter().filter(|detail| !self.seen.contains(detail)) {
            if self.sent.contains(detail) {
                continue;
            }
            match detail.clone() {
                Detail::Source { source, log } => {
                    self.source = Source::ALL.iter().position(|known| *known == source);
                    self.log = log;
                }
                Detail::Place(place) => self.place = place,
                Detail::Person { name, age, about } => {
                    self.name = name;
                    self.age = age.map(|age| age.to_string()).unwrap_or_default();
                    self.about = about;
                }
                Detail::Risk(_)
                | Detail::Spot { .. }
                | Detail::Identity(_)
                | Detail::RedFlags { .. }
                | Detail::Plan(_)
                | Detail::Injuries(_)
                | Detail::Somebody(_)
                | Detail::Marker(_) => {}
            }
        }
        self.seen = stored;
        self.sent.clear();
    }

    /// Asks for every detail that differs from what is stored. False when something is to be put right first.
    pub(crate) fn save(&mut self, cx: &mut Cx<'_>, incident: IncidentId) -> bool {
        let mut wrong = Vec::new();
        if self.source.is_none() && !self.log.trim().is_empty() {
            wrong.push((cx.field_id("source"), t("new-source-missing")));
        }
        if self.age_is_wrong() {
            wrong.push((cx.field_id("age"), t("new-age-wrong")));
        }
        // what is wrong in one place keeps nothing else from being stored
        let right = wrong.is_empty();
        let which: Vec<egui::Id> = wrong.iter().map(|(id, _)| *id).collect();
        if right || which != self.told {
            // told once: saying it again would take the keyboard away from the next field
            self.problems.set(wrong);
            self.told = which;
        }
        for detail in self.typed() {
            if !self.seen.contains(&detail) && !self.sent.contains(&detail) {
                self.sent.push(detail.clone());
                cx.push(Action::Ask(Request::SetDetail(incident, detail)));
            }
        }
        right
    }

    /// Nobody is as old as that.
    fn age_is_wrong(&self) -> bool {
        let oldest = u32::try_from(OLDEST).unwrap_or(u32::MAX);
        let age = self.age.parse::<u32>().ok();
        age.map_or(!self.age.is_empty(), |age| oldest < age)
    }

    fn age_stored(&self) -> Option<u32> {
        self.seen.iter().find_map(|detail| {
            if let Detail::Person { age, .. } = detail {
                *age
            } else {
                None
            }
        })
    }

    /// The details as they are typed, in the order source, place, person.
    fn typed(&self) -> Vec<Detail> {
        let source = self.source.and_then(|at| Source::ALL.get(at).copied());
        let source = source.map(|source| Detail::Source {
            source,
            log: self.log.trim().to_owned(),
        });
        let person = Detail::Person {
            name: self.name.trim().to_owned(),
            age: if self.age_is_wrong() {
                self.age_stored()
            } else {
                self.age.parse().ok()
            },
            about: self.about && !self.age.is_empty(),
        };
        source
            .into_iter()
            .chain([Detail::Place(self.place.trim().to_owned()), person])
            .collect()
    }

    /// Something that was asked for failed: it may be asked for again.
    pub(crate) fn failed(&mut self) {
        self.sent.clear();
    }
}
